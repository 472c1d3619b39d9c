"""What batch offers: rows scored, totals of evaluations, roll-ups by key; each takes any frame and gives the same kind."""

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.cases import cases
from perfeval.batch.door import Rows, opened
from perfeval.batch.schema import SCALE
from perfeval.batch.scoring import NOT_APPLICABLE, UNREAD, Scoring, column, scored
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
    whole = points // SCALE
    part = (points - whole * SCALE + SCALE).cast(nw.String).str.slice(1, 4)
    text = nw.concat_str(whole.cast(nw.String), part, separator=".").str.replace_all("00$", "")
    return text if way == "text" else text.cast(nw.Decimal(18, 4))


def _columns(rows: Any) -> Sequence[str]:
    return list(nw.from_native(rows).collect_schema().names())


def _as_given(frame: Any, rows: Any) -> Any:
    """The lazy result as the kind of frame that was given."""
    given = nw.from_native(rows)
    if isinstance(given, nw.LazyFrame):
        return nw.to_native(frame)
    made = frame.collect(backend="polars", engine="streaming")
    kind = given.implementation
    if kind.is_polars():
        return nw.to_native(made)
    return made.to_pandas() if kind.is_pandas_like() else made.to_arrow()
