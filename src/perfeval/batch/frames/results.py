"""Results as they are given back: scores as the frame writes numbers, codes as words, a frame of the kind that came."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, cast, overload

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoDataFrameT, IntoFrameT, IntoLazyFrame

from perfeval.batch.columns.scoring import Scoring
from perfeval.batch.columns.words import floored
from perfeval.batch.columns.working import NOT_APPLICABLE, UNREAD, column
from perfeval.batch.frames.look import gathered
from perfeval.batch.frames.schema import RESULTS, SCALE

if TYPE_CHECKING:
    import polars as pl

P = ParamSpec("P")


class Small(Protocol[P]):
    """A function whose small result is a Polars frame where the rows are lazy, else a frame of the kind of the rows."""

    @overload
    def __call__(self, rows: IntoLazyFrame, *args: P.args, **kwargs: P.kwargs) -> "pl.DataFrame": ...

    @overload
    def __call__(self, rows: IntoDataFrameT, *args: P.args, **kwargs: P.kwargs) -> IntoDataFrameT: ...


def small(function: "Callable[Concatenate[Any, P], pl.DataFrame]") -> Small[P]:
    """A function that makes a Polars frame of rows, so that it gives the kind of frame that it is given."""

    @wraps(function)
    def given(rows: Any, *args: P.args, **kwargs: P.kwargs) -> Any:
        made = function(rows, *args, **kwargs)
        if isinstance(nw.from_native(rows), nw.LazyFrame):
            return made
        return as_given(nw.from_native(made.lazy()), rows)

    return given


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


def as_written(points: Any, numbers_as: str) -> Any:
    """Points as the frame writes numbers."""
    if numbers_as == "scaled":
        return points
    sign, size = nw.when(points < 0).then(nw.lit("-")).otherwise(nw.lit("")), points.abs()
    guess = floored(size, SCALE)
    whole = guess + floored(size - guess * SCALE, SCALE)  # of funds, the first quotient may be one off
    part = (size - whole * SCALE + SCALE).cast(nw.String).str.slice(1, 4)
    text = nw.concat_str(sign, whole.cast(nw.String), nw.lit("."), part).str.replace_all("00$", "")
    return text if numbers_as == "text" else text.cast(nw.Decimal(18, 4))


def columns_of(rows: Any) -> Sequence[str]:
    """The columns that were given, without results of an earlier time."""
    return [name for name in nw.from_native(rows).collect_schema().names() if name not in RESULTS]


def as_given(frame: Any, rows: IntoFrameT) -> IntoFrameT:
    """The lazy result as the kind of frame that was given."""
    given = nw.from_native(cast("Any", rows))
    if isinstance(given, nw.LazyFrame):
        native = nw.to_native(frame)
    else:
        made, kind = gathered(frame), given.implementation
        if kind.is_polars():
            native = nw.to_native(made)
        else:
            native = _in_pandas(made.to_arrow()) if kind.is_pandas_like() else made.to_arrow()
    return cast("IntoFrameT", native)


def _in_pandas(table: Any) -> Any:
    """A pandas frame whose integers stay integers where some are missing."""
    import pandas as pd
    import pyarrow as pa

    return table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)


def polars(rows: Iterable[dict[str, Any]], columns: Sequence[str], kinds: dict[str, Any]) -> "pl.DataFrame":
    """A small Polars frame, which has its columns where it has no rows."""
    import polars as pl

    told = list(rows)
    return pl.DataFrame(told, None if told else columns, schema_overrides=kinds, infer_schema_length=None)
