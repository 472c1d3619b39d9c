"""What batch offers: rows scored, totals of evaluations, roll-ups by key; each takes any frame and gives the same kind."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.checks import tables as audit_tables
from perfeval.batch.checks.rows import ROW_CHECKS, audited
from perfeval.batch.columns.routes import cases
from perfeval.batch.columns.scoring import Scoring, scored
from perfeval.batch.columns.words import floored
from perfeval.batch.columns.working import NOT_APPLICABLE, UNREAD, column
from perfeval.batch.frames.open import Rows, gathered, opened
from perfeval.batch.frames.schema import KNOWN, RESULTS, SCALE
from perfeval.batch.sums import exact_totals as singly
from perfeval.batch.sums import groups, pieces, sums
from perfeval.batch.sums.combine import COMBINED, summed
from perfeval.batch.sums.combine import combined as sums_of
from perfeval.errors import InputError, Problem
from perfeval.profiles import Profile


def score(rows: Any, profile: Profile | str | None = None, profiles: Iterable[Profile | str] = ()) -> Any:
    """The rows with three more columns: ``score`` (得分), ``status`` and, where there is no score, ``reason``."""
    door, scoring = _scored(rows, profile, profiles)
    told = scoring.frame.with_columns(
        score=_told(column("points"), door.way), status=status(scoring), reason=reason(scoring)
    )
    return _as_given(told.select(*_columns(rows), "score", "status", "reason"), rows)


def _scored(rows: Any, profile: Profile | str | None, profiles: Iterable[Profile | str]) -> tuple[Rows, Scoring]:
    door = opened(rows, profile, profiles)
    return door, scored(door.frame, list(cases(door.profiles, door.own)), door.given)


def status(scoring: Scoring) -> Any:
    """scored, undetermined or not-applicable."""
    other = nw.lit("undetermined")
    if NOT_APPLICABLE in scoring.codes:
        out = column("reason") == scoring.codes.index(NOT_APPLICABLE)
        other = nw.when(out).then(nw.lit(NOT_APPLICABLE)).otherwise(other)
    return nw.when(column("reason") == 0).then(nw.lit("scored")).otherwise(other)


def reason(scoring: Scoring) -> Any:
    """The code of the reason, null where the row is scored."""
    made: Any = nw.lit(None, dtype=nw.String)
    for number, code in enumerate(scoring.codes):
        if code:
            told = nw.col("unread") if code == UNREAD else nw.lit(code)
            made = nw.when(column("reason") == number).then(told).otherwise(made)
    return made


def _told(points: Any, way: str) -> Any:
    """Points as the frame writes numbers."""
    if way == "scaled":
        return points
    sign, size = nw.when(points < 0).then(nw.lit("-")).otherwise(nw.lit("")), points.abs()
    guess = floored(size, SCALE)
    whole = guess + floored(size - guess * SCALE, SCALE)  # of funds, the first quotient may be one off
    part = (size - whole * SCALE + SCALE).cast(nw.String).str.slice(1, 4)
    text = nw.concat_str(sign, whole.cast(nw.String), nw.lit("."), part).str.replace_all("00$", "")
    return text if way == "text" else text.cast(nw.Decimal(18, 4))


def _columns(rows: Any) -> Sequence[str]:
    return [name for name in nw.from_native(rows).collect_schema().names() if name not in RESULTS]


def _as_given(frame: Any, rows: Any) -> Any:
    """The lazy result as the kind of frame that was given."""
    given = nw.from_native(rows)
    if isinstance(given, nw.LazyFrame):
        return nw.to_native(frame)
    made = gathered(frame)
    kind = given.implementation
    if kind.is_polars():
        return nw.to_native(made)
    return _in_pandas(made.to_arrow()) if kind.is_pandas_like() else made.to_arrow()


def _in_pandas(table: Any) -> Any:
    """A pandas frame whose integers stay integers where some are missing."""
    import pandas as pd
    import pyarrow as pa

    return table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)


def _keys(door: Rows, keys: Iterable[str], *taken: str) -> list[str]:
    """The key columns that are asked for; InputError where one is not there, is no key, or is named as a column of the result."""
    problems, asked = [], list(dict.fromkeys(keys))
    for name in asked:
        if name not in door.given:
            problems.append(Problem(name, "没有这一关键列", "、".join(door.keys) or "关键列"))
        elif name in taken or (name in {*KNOWN, *RESULTS} and name != "profile"):
            found = "这一列的名称有别的意义，不能作关键列"
            problems.append(Problem(name, found, "、".join(key for key in door.keys if key not in taken) or "别的列名"))
    if problems:
        raise InputError(problems)
    return asked


def totals(
    rows: Any,
    keys: Iterable[str] | None = None,
    profile: Profile | str | None = None,
    profiles: Iterable[Profile | str] = (),
) -> Any:
    """A row an evaluation: ``total``, ``grade``, ``status``, ``reason``, ``funds`` and how many rows have which status.

    An evaluation is its id, or its id within `keys`, which the result keeps. Unless they are given, every column that the schema
    does not know is kept too, and is one for all rows of an evaluation: where one is not, two evaluations may stand under one
    id, or the column is no key but a remark, and the evaluation is open (``keys-differ``).
    """
    door, scoring = _scored(rows, profile, profiles)
    kept, others = _scope(door, (), keys, _TOTALS)
    frame = _totals(door, scoring, kept, others)
    told = frame.with_columns(total=_told(nw.col("total"), door.way), funds=_told(nw.col("funds"), door.way))
    return _as_given(told.select("evaluation", *kept, *others, *_TOTALS), rows)


_TOTALS = ("profile", "funds", "total", "grade", "status", "reason", "rows", "scored", "undetermined", "not_applicable")


def _scope(
    door: Rows, by: Iterable[str], keys: Iterable[str] | None, taken: Iterable[str]
) -> tuple[list[str], list[str]]:
    """The columns within which an id is one evaluation, and those that are then one for all of its rows."""
    kept = _keys(door, [*by, *(keys or ())], *taken)
    return kept, [] if keys is not None else _keys(door, [key for key in door.keys if key not in kept], *taken)


def _totals(door: Rows, scoring: Scoring, kept: Sequence[str], others: Sequence[str]) -> Any:
    frame = sums.totals(scoring, door.profiles, door.given, kept, others)
    return frame if all(map(sums.adds_up, door.profiles)) else singly.told(frame, door, kept)


def rollup(
    rows: Any,
    by: Iterable[str],
    keys: Iterable[str] | None = None,
    profile: Profile | str | None = None,
    profiles: Iterable[Profile | str] = (),
    *,
    in_pieces: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Any:
    """A row a group of evaluations: how many, their funds, and the mean of their totals weighted by funds, half up to the cent.

    分值进行加权平均 (备注3, hubei-wuhan) is what the regulation says of judged points; that totals are rolled up likewise is our
    reading. `by` are key columns, none for one row of all; the result is a small Polars frame, or pandas or PyArrow where
    the rows are. `in_pieces` takes a scanned Parquet file (a lazy Polars frame) in memory that does not grow with it, and
    tells `progress` the rows that are done and how many there are.
    """
    import polars as pl

    door, scoring = _scored(rows, profile, profiles)
    taken = {*_TOTALS, *groups.ROLLED} - {"profile"}
    by = _keys(door, by, *taken)
    kept, others = _scope(door, by, keys, taken)
    if in_pieces and all(map(sums.adds_up, door.profiles)):
        found = pieces.grouped(scoring, door, kept, others, by, progress)
    else:
        found = gathered(groups.grouped(_totals(door, scoring, kept, others), by)).iter_rows(named=True)
    kinds: dict[str, Any] = {"funds": pl.Decimal(38, 4), "funds_scored": pl.Decimal(38, 4), "mean": pl.Decimal(9, 2)}
    kinds |= {"mean_scored": pl.Decimal(9, 2), "reason": pl.String}
    kinds |= {name: pl.Int64 for name in groups.ROLLED if name not in kinds}
    return _small(_made(groups.rolled(found, by), [*by, *groups.ROLLED], kinds), rows)


def combine(
    rows: Any, by: Iterable[str], profile: Profile | str | None = None, profiles: Iterable[Profile | str] = ()
) -> Any:
    """汇总: a row for each indicator of each group of evaluations, their figures combined first, then scored once.

    绝对值 is added, 相对值 and judged rates are averaged by funds (备注2 and 3, hubei-wuhan): what `perfeval.aggregate` does with
    the documents. Rows are matched by ``level1``, ``level2`` and ``name``. The result is a small Polars frame, or pandas or
    PyArrow where the rows are; figures are texts, cut with … where decimals do not write them.
    """
    import polars as pl

    door, scoring = _scored(rows, profile, profiles)
    by = _keys(door, by, "profile", *COMBINED)
    made = sums_of(scoring, door, by)
    kinds: dict[str, Any] = {
        "weight": pl.Decimal(9, 4),
        "score": pl.Decimal(9, 4),
        "target": pl.String,
        "actual": pl.String,
    }
    told = [{k: v for k, v in row.items() if k != "exact"} for row in made]
    return _small(_made(told, [*by, *COMBINED], kinds), rows)


def combine_totals(
    rows: Any, by: Iterable[str], profile: Profile | str | None = None, profiles: Iterable[Profile | str] = ()
) -> Any:
    """A row a group: the total and grade of its evaluations as one, combined first; see `combine`."""
    door, scoring = _scored(rows, profile, profiles)
    by = _keys(door, by, *COMBINED, *_TOTALS)
    frame = summed(sums_of(scoring, door, by), door, by)
    told = frame.with_columns(total=_told(nw.col("total"), "decimal"))
    return _small(nw.to_native(gathered(told.select(*by, *(name for name in _TOTALS if name != "funds")))), rows)


def _small(made: Any, rows: Any) -> Any:
    """A small result as the kind of frame that was given: Polars where that is lazy."""
    given = nw.from_native(rows)
    return made if isinstance(given, nw.LazyFrame) else _as_given(nw.from_native(made.lazy()), rows)


def audit(rows: Any, profile: Profile | str | None = None, profiles: Iterable[Profile | str] = ()) -> Any:
    """The rows scored, with a column for each check of a row: true for a finding, null where it cannot be asked.

    The columns are named as the audit rules (``score_mismatch`` is S201); `perfeval.batch.checks.rows` says what is asked, and how
    printed digits are known. A row is held to its own score, so that rows of parts are combined before they are audited.
    """
    door = opened(rows, profile, profiles)
    scoring = audited(door, list(cases(door.profiles, door.own)))
    found = {check.name: column("check_" + check.name) for check in ROW_CHECKS}
    told = scoring.frame.with_columns(
        score=_told(column("points"), door.way), status=status(scoring), reason=reason(scoring), **found
    )
    return _as_given(told.select(*_columns(rows), "score", "status", "reason", *found), rows)


def audit_totals(
    rows: Any,
    keys: Iterable[str] | None = None,
    profile: Profile | str | None = None,
    profiles: Iterable[Profile | str] = (),
) -> Any:
    """A row an evaluation: its recomputed ``total``, what is printed, the checks of a table, and how many findings it has.

    ``weights`` is the sum of the weights, ``printed`` that of the printed scores, each null where a part is missing;
    ``weights_not_100`` (W101) and ``total_mismatch`` (S204) are as in `audit`; ``found`` counts the findings of the rows and these.
    `keys` are as in `totals`.
    """
    door, frame, kept = _audit_tables(rows, (), keys, {*_TOTALS, *_AUDITED}, profile, profiles)
    numbers = {name: _told(nw.col(name), door.way) for name in ("total", "weights", "printed", "published_total")}
    told = frame.with_columns(**numbers).select("evaluation", *kept, *_AUDITED)
    return _as_given(told, rows)


_AUDITED = (
    *("profile", "total", "status", "reason", "weights", "printed", "published_total"),
    *(check.name for check in audit_tables.TABLE_CHECKS),
    "found",
)


def _audit_tables(
    rows: Any,
    by: Iterable[str],
    keys: Iterable[str] | None,
    taken: Iterable[str],
    profile: Profile | str | None,
    profiles: Iterable[Profile | str],
) -> tuple[Rows, Any, list[str]]:
    door = opened(rows, profile, profiles)
    kept, others = _scope(door, by, keys, taken)
    scoring = audited(door, list(cases(door.profiles, door.own)))
    return door, audit_tables.tables(door, scoring, kept, others), [*kept, *others]


def audit_counts(
    rows: Any,
    by: Iterable[str] = (),
    keys: Iterable[str] | None = None,
    profile: Profile | str | None = None,
    profiles: Iterable[Profile | str] = (),
) -> Any:
    """A row a group and check: ``rule``, ``code``, ``severity``, how often it was ``checked`` and how much was ``found``.

    One pass over the rows gives the checks of rows and of tables. `by` are key columns, none for one group of all; `keys` and
    the kind of the result are as in `rollup`.
    """
    by = list(dict.fromkeys(by))
    taken = {*_TOTALS, *_AUDITED, *_COUNTED} - {"profile"}
    _, frame, _ = _audit_tables(rows, by, keys, taken, profile, profiles)
    return _small(_made(audit_tables.counted(frame, by), [*by, *_COUNTED], _COUNTED), rows)


_COUNTED: dict[str, Any] = {"rule": str, "code": str, "severity": str, "checked": int, "found": int}


def _made(rows: Iterable[dict[str, Any]], columns: Sequence[str], kinds: dict[str, Any]) -> Any:
    """A small Polars frame, which has its columns where it has no rows."""
    import polars as pl

    told = list(rows)
    return pl.DataFrame(told, None if told else columns, schema_overrides=kinds, infer_schema_length=None)
