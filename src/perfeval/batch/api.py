"""What batch offers: rows scored, totals of evaluations, roll-ups by key; each takes any frame and gives the same kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrame, IntoFrameT

from perfeval.batch.checks import tables as audit_tables
from perfeval.batch.checks.rows import ROW_CHECKS, with_checks
from perfeval.batch.columns.routes import routes_of
from perfeval.batch.columns.scoring import Scoring, with_points
from perfeval.batch.columns.working import column
from perfeval.batch.frames.look import gathered
from perfeval.batch.frames.open import Rows, frame_rows
from perfeval.batch.frames.results import as_given, as_written, columns_of, polars, reason, small, status
from perfeval.batch.frames.schema import KNOWN, RESULTS
from perfeval.batch.sums import exact_totals, groups, pieces, sums
from perfeval.batch.sums.combine import COMBINED, summed
from perfeval.batch.sums.combine import combined as sums_of
from perfeval.errors import InputError, Problem, brief
from perfeval.profiles import ProfileLike
from perfeval.values.calls import flag, named

if TYPE_CHECKING:
    import polars as pl

ColumnNames = str | Iterable[str]
"""Names of columns; one alone may stand without a list."""
Profiles = ProfileLike | Iterable[ProfileLike]
"""Profiles that rows name, beside the shipped ones."""


@named("profile", "profiles")
def score(
    rows: IntoFrameT, *, profile: ProfileLike | None = None, profiles: Profiles = (), scaled: bool = False
) -> IntoFrameT:
    """The rows with three more columns: ``score`` (得分), ``status`` and, where there is no score, ``reason``.

    Numbers mean themselves; `scaled` says that the number columns are integers of ten-thousandths, and ``score`` is one then. So it
    is with every function here.
    """
    source, scoring = _scored(rows, profile, profiles, scaled)
    result = scoring.frame.with_columns(
        score=as_written(column("points"), source.numbers_as), status=status(scoring), reason=reason(scoring)
    )
    return as_given(result.select(*columns_of(rows), "score", "status", "reason"), rows)


def _scored(rows: Any, profile: ProfileLike | None, profiles: Profiles, scaled: bool) -> tuple[Rows, Scoring]:
    source = frame_rows(rows, profile, profiles, scaled)
    return source, with_points(source.frame, list(routes_of(source.profiles, source.own)), source.given, source.facts)


def _keys(source: Rows, keys: Iterable[str], *taken: str) -> list[str]:
    """The key columns that are asked for; InputError where one is not there, is no key, or is named as a column of the result."""
    asked = _names(keys)
    problems, schema = [], source.frame.collect_schema()
    for name in asked:
        if name not in source.given:
            problems.append(Problem(name[:40], "没有这一关键列", "、".join(source.keys) or "关键列"))
        elif name in taken or (name in {*KNOWN, *RESULTS} and name != "profile"):
            found = "这一列的名称有别的意义，不能作关键列"
            problems.append(
                Problem(name, found, "、".join(key for key in source.keys if key not in taken) or "别的列名")
            )
        elif schema[name].is_nested():
            hint = "它不是关键列的，用 keys（--keys）写明关键列，就不看这一列"
            problems.append(Problem(name, f"这一列的类型是 {schema[name]}，不能作关键列", "每格一个值的列", hint))
    if problems:
        raise InputError(problems)
    return asked


def _names(columns: Any) -> list[str]:
    """Names of columns, each once; one alone may stand without a list."""
    asked = (columns,) if isinstance(columns, str) else columns
    if isinstance(asked, (bytes, Mapping)) or not isinstance(asked, Iterable):
        raise TypeError(f"columns are given by name, such as 'county' or ['county'], not as {type(columns).__name__}")
    asked = list(asked)
    if wrong := [name for name in asked if not isinstance(name, str)]:
        raise TypeError(f"columns are given by name, such as 'county' or ['county'], not as {brief(wrong[0])}")
    return list(dict.fromkeys(asked))


@named("keys", "profile", "profiles")
def totals(
    rows: IntoFrameT,
    *,
    keys: ColumnNames | None = None,
    profile: ProfileLike | None = None,
    profiles: Profiles = (),
    scaled: bool = False,
) -> IntoFrameT:
    """A row an evaluation: ``total``, ``grade``, ``status``, ``reason``, ``funds`` and how many rows have which status.

    An evaluation is its id, or its id within `keys`, which the result keeps. Unless they are given, every column that the schema
    does not know is kept too, and is one for all rows of an evaluation: where one is not, two evaluations may stand under one
    id, or the column is no key but a remark, and the evaluation is open (``keys-differ``).
    """
    source, scoring = _scored(rows, profile, profiles, scaled)
    kept, others = _scope(source, (), keys, _TOTALS)
    frame = _totals(source, scoring, kept, others)
    result = frame.with_columns(
        total=as_written(nw.col("total"), source.numbers_as), funds=as_written(nw.col("funds"), source.numbers_as)
    )
    return as_given(result.select("evaluation", *kept, *others, *_TOTALS), rows)


_TOTALS = ("profile", "funds", "total", "grade", "status", "reason", "rows", "scored", "undetermined", "not_applicable")


def _scope(
    source: Rows, by: ColumnNames, keys: ColumnNames | None, taken: Iterable[str]
) -> tuple[list[str], list[str]]:
    """The columns within which an id is one evaluation, and those that are then one for all of its rows."""
    within: ColumnNames = () if keys is None or (isinstance(keys, str) and not keys) else keys
    kept = list(dict.fromkeys([*_keys(source, by, *taken), *_keys(source, within, *taken)]))
    return kept, [] if keys is not None else _keys(source, [key for key in source.keys if key not in kept], *taken)


def _totals(source: Rows, scoring: Scoring, kept: Sequence[str], others: Sequence[str]) -> Any:
    frame = sums.totals(scoring, source.profiles, source.given, kept, others)
    return frame if all(map(sums.is_sum_of_scores, source.profiles)) else exact_totals.completed(frame, source, kept)


@small
@named("by", "keys", "profile", "profiles", level=3)
def rollup(
    rows: IntoFrame,
    *,
    by: ColumnNames = (),
    keys: ColumnNames | None = None,
    profile: ProfileLike | None = None,
    profiles: Profiles = (),
    scaled: bool = False,
    in_pieces: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> "pl.DataFrame":
    """A row a group of evaluations: how many, their funds, and the mean of their totals weighted by funds, half up to the cent.

    分值进行加权平均 (备注3, hubei-wuhan) is what the regulation says of judged points; that totals are rolled up likewise is our
    reading. `by` are key columns, none for one row of all; the result is a small Polars frame, or pandas or PyArrow where
    the rows are. `in_pieces` takes a scanned Parquet file (a lazy Polars frame) in memory that does not grow with it, and
    tells `progress` the rows that are done and how many there are.
    """
    import polars as pl

    if progress is not None and not callable(progress):
        told = type(progress).__name__
        raise TypeError(f"rollup() takes a function of the rows done and all rows as progress=, not {told}")
    in_pieces = flag("rollup", "in_pieces", in_pieces)
    source, scoring = _scored(rows, profile, profiles, scaled)
    taken = {*_TOTALS, *groups.ROLLED} - {"profile"}
    by = _keys(source, by, *taken)
    kept, others = _scope(source, by, keys, taken)
    if in_pieces and all(map(sums.is_sum_of_scores, source.profiles)):
        found = pieces.grouped_in_pieces(scoring, source, kept, others, by, progress)
    else:
        found = gathered(groups.grouped(_totals(source, scoring, kept, others), by)).iter_rows(named=True)
    kinds: dict[str, Any] = {"funds": pl.Decimal(38, 4), "funds_scored": pl.Decimal(38, 4), "mean": pl.Decimal(9, 2)}
    kinds |= {"mean_scored": pl.Decimal(9, 2), "reason": pl.String}
    kinds |= {name: pl.Int64 for name in groups.ROLLED if name not in kinds}
    return polars(groups.rolled(found, by), [*by, *groups.ROLLED], kinds)


@small
@named("by", "profile", "profiles", level=3)
def combine(
    rows: IntoFrame,
    *,
    by: ColumnNames,
    profile: ProfileLike | None = None,
    profiles: Profiles = (),
    scaled: bool = False,
) -> "pl.DataFrame":
    """汇总: a row for each indicator of each group of evaluations, their figures combined first, then scored once.

    绝对值 is added, 相对值 and judged rates are averaged by funds (备注2 and 3, hubei-wuhan): what `perfeval.aggregate` does with
    the documents. Rows are matched by ``level1``, ``level2`` and ``name``. The result is a small Polars frame, or pandas or
    PyArrow where the rows are; figures are texts, cut with … where decimals do not write them.
    """
    import polars as pl

    source, scoring = _scored(rows, profile, profiles, scaled)
    by = _keys(source, by, "profile", *COMBINED)
    made = sums_of(scoring, source, by)
    kinds: dict[str, Any] = {
        "weight": pl.Decimal(9, 4),
        "score": pl.Decimal(9, 4),
        "target": pl.String,
        "actual": pl.String,
        "quantity_unit": pl.String,
    }
    result = [{k: v for k, v in row.items() if k != "exact"} for row in made]
    return polars(result, [*by, *COMBINED], kinds)


@small
@named("by", "profile", "profiles", level=3)
def combine_totals(
    rows: IntoFrame,
    *,
    by: ColumnNames,
    profile: ProfileLike | None = None,
    profiles: Profiles = (),
    scaled: bool = False,
) -> "pl.DataFrame":
    """A row a group: the total and grade of its evaluations as one, combined first; see `combine`."""
    source, scoring = _scored(rows, profile, profiles, scaled)
    by = _keys(source, by, *COMBINED, *_TOTALS)
    frame = summed(sums_of(scoring, source, by), source, by)
    result = frame.with_columns(total=as_written(nw.col("total"), "decimal"))
    made: pl.DataFrame = nw.to_native(gathered(result.select(*by, *(name for name in _TOTALS if name != "funds"))))
    return made


@named("profile", "profiles")
def audit(
    rows: IntoFrameT, *, profile: ProfileLike | None = None, profiles: Profiles = (), scaled: bool = False
) -> IntoFrameT:
    """The rows scored, with a column for each check of a row: true for a finding, null where it cannot be asked.

    The columns are named as the audit rules (``score_mismatch`` is S201); `perfeval.batch.checks.rows` says what is asked, and how
    printed digits are known. A row is held to its own score, so that rows of parts are combined before they are audited.
    """
    source = frame_rows(rows, profile, profiles, scaled)
    scoring = with_checks(source, list(routes_of(source.profiles, source.own)))
    found = {check.name: column("check_" + check.name) for check in ROW_CHECKS}
    result = scoring.frame.with_columns(
        score=as_written(column("points"), source.numbers_as), status=status(scoring), reason=reason(scoring), **found
    )
    return as_given(result.select(*columns_of(rows), "score", "status", "reason", *found), rows)


@named("keys", "profile", "profiles")
def audit_totals(
    rows: IntoFrameT,
    *,
    keys: ColumnNames | None = None,
    profile: ProfileLike | None = None,
    profiles: Profiles = (),
    scaled: bool = False,
) -> IntoFrameT:
    """A row an evaluation: its recomputed ``total``, what is printed, the checks of a table, and how many findings it has.

    ``weights`` is the sum of the weights, ``printed`` that of the printed scores, each null where a part is missing;
    ``weights_not_100`` (W101) and ``total_mismatch`` (S204) are as in `audit`, the second also where bounds tell though not every score is
    printed; ``found`` counts the findings of the rows and these.
    `keys` are as in `totals`.
    """
    source, frame, kept = _audit_tables(rows, (), keys, {*_TOTALS, *_AUDITED}, profile, profiles, scaled)
    numbers = {
        name: as_written(nw.col(name), source.numbers_as) for name in ("total", "weights", "printed", "published_total")
    }
    result = frame.with_columns(**numbers).select("evaluation", *kept, *_AUDITED)
    return as_given(result, rows)


_AUDITED = (
    *("profile", "total", "status", "reason", "weights", "printed", "published_total"),
    *(check.name for check in audit_tables.TABLE_CHECKS),
    "found",
)


def _audit_tables(
    rows: Any,
    by: ColumnNames,
    keys: ColumnNames | None,
    taken: Iterable[str],
    profile: ProfileLike | None,
    profiles: Profiles,
    scaled: bool,
) -> tuple[Rows, Any, list[str]]:
    source = frame_rows(rows, profile, profiles, scaled)
    kept, others = _scope(source, by, keys, taken)
    scoring = with_checks(source, list(routes_of(source.profiles, source.own)))
    return source, audit_tables.check_tables(source, scoring, kept, others), [*kept, *others]


@small
@named("by", "keys", "profile", "profiles", level=3)
def audit_counts(
    rows: IntoFrame,
    *,
    by: ColumnNames = (),
    keys: ColumnNames | None = None,
    profile: ProfileLike | None = None,
    profiles: Profiles = (),
    scaled: bool = False,
) -> "pl.DataFrame":
    """A row a group and check: ``rule``, ``code``, ``severity``, how often it was ``checked`` and how much was ``found``.

    One pass over the rows gives the checks of rows and of tables. `by` are key columns, none for one group of all; `keys` and
    the kind of the result are as in `rollup`.
    """
    by = _names(by)
    taken = {*_TOTALS, *_AUDITED, *_COUNTED} - {"profile"}
    _, frame, _ = _audit_tables(rows, by, keys, taken, profile, profiles, scaled)
    return polars(audit_tables.check_counts(frame, by), [*by, *_COUNTED], _COUNTED)


_COUNTED: dict[str, Any] = {"rule": str, "code": str, "severity": str, "checked": int, "found": int}
