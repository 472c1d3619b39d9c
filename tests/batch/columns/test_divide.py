"""The one division of the column engine: the exact whole part, at the ends of what 64 bits hold."""

from collections.abc import Callable

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfeval.batch.columns.divide import MAX_WEIGHT, rounded_column, with_quotient
from tests.examples import fewer

MOST = 10**17
Row = tuple[int, int, int]


@st.composite
def row(draw: st.DrawFn) -> Row:
    d = draw(st.integers(1, MOST) | st.sampled_from([1, 3, 7, 2**30, 2**53 + 1, MOST]))
    return draw(st.integers(0, MAX_WEIGHT)), draw(st.integers(0, d)), d


def divided(rows: list[Row], engine: str) -> list[tuple[int, ...]]:
    frame = pl.DataFrame(rows, schema={"w": pl.Int64, "x": pl.Int64, "d": pl.Int64}, orient="row").with_row_index("i")
    native = frame.lazy() if engine == "polars" else duckdb.from_arrow(frame.to_arrow())
    found = with_quotient(nw.from_native(native), "q", "w", "x", "d")
    found = found.with_columns(
        two=rounded_column("q", "d", 2), even=rounded_column("q", "d", 2, "half-even"), four=rounded_column("q", "d", 4)
    )
    made = found.sort("i").select("q", "q_rest", "two", "even", "four").collect(backend="polars")
    return [tuple(map(int, line)) for line in made.iter_rows()]


def expected(w: int, x: int, d: int) -> tuple[int, ...]:
    q, rest = divmod(w * x, d)
    two = (2 * w * x + 100 * d) // (200 * d) * 100
    tie = 2 * w * x % (200 * d) == 100 * d
    even = two - 100 if tie and two // 100 % 2 else two
    return q, rest, two, even, (2 * w * x + d) // (2 * d)


@pytest.mark.parametrize("divide", [divided])
@fewer(3)
@given(rows=st.lists(row(), min_size=1, max_size=40))
@example(
    rows=[
        (MAX_WEIGHT, MOST, MOST),
        (MAX_WEIGHT, MOST - 1, MOST),
        (1, 1, MOST),
        (150, 1, 1),
        (50, 1, 1),
        (250, 1, 1),
        (1, 1, 2),
    ]
)
def test_every_quotient_is_exact(divide: Callable[[list[Row], str], list[tuple[int, ...]]], rows: list[Row]) -> None:
    """Whole part, remainder and both ways of rounding, on engines that wrap and on engines that raise."""
    for engine in ("polars", "duckdb"):
        assert [expected(*line) for line in rows] == divide(rows, engine)
