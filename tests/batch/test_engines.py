"""One result on every engine: the same hard rows scored, totalled and rolled up on each give the same figures, cell by cell."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pytest

from perfeval import batch
from tests.hard_rows import hard_rows

KEYS = ("city", "county")
Cells = list[tuple[str | None, ...]]


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return pl.DataFrame(hard_rows(), infer_schema_length=None).with_row_index("row").cast({"row": pl.Int64})


@pytest.fixture(scope="module")
def expected(frame: pl.DataFrame) -> dict[str, Cells]:
    """What Polars streaming says."""
    return results(frame.lazy())


def results(rows: Any) -> dict[str, Cells]:
    scored = nw.from_native(batch.score(rows, scaled=True)).select("row", "score", "status", "reason")
    return {
        "score": cells(scored),
        "totals": cells(nw.from_native(batch.totals(rows, keys=KEYS, scaled=True))),
        "by city": cells(nw.from_native(batch.rollup(rows, by=["city"], keys=KEYS, scaled=True))),
        "by both": cells(nw.from_native(batch.rollup(rows, by=KEYS, keys=KEYS, scaled=True))),
    }


def cells(frame: Any) -> Cells:
    """The rows as texts, in an order that no engine gives."""
    made = frame.collect(backend="polars") if isinstance(frame, nw.LazyFrame) else frame
    rows = made.to_polars().iter_rows()
    return sorted((tuple(None if cell is None else str(cell) for cell in row) for row in rows), key=str)


def in_duckdb(frame: pl.DataFrame) -> duckdb.DuckDBPyRelation:
    """A relation; without the one optimizer that thinks for twenty seconds about expressions of four profiles."""
    connection = duckdb.connect()
    connection.execute("SET disabled_optimizers = 'expression_rewriter'")
    return connection.from_arrow(frame.to_arrow())


ENGINES: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars eager": lambda frame: frame,
    "duckdb": in_duckdb,
    "pandas nullable": lambda frame: frame.to_arrow().to_pandas(types_mapper=dict(nullable()).get),
    "pandas pyarrow": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pandas objects": lambda frame: frame.to_pandas(use_pyarrow_extension_array=False, integer_object_nulls=True),
    "pyarrow": lambda frame: frame.to_arrow(),
}


def nullable() -> list[tuple[Any, Any]]:
    import pyarrow as pa

    return [(pa.int64(), pd.Int64Dtype()), (pa.bool_(), pd.BooleanDtype())]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_same(engine: str, frame: pl.DataFrame, expected: dict[str, Cells]) -> None:
    """Scores, totals and roll-ups; what wraps on one engine and fails on another would show here."""
    assert expected == results(ENGINES[engine](frame))


def test_the_rows_are_hard(frame: pl.DataFrame, expected: dict[str, Cells]) -> None:
    """Every status, many reasons, totals and means are among the results, so that equality says something."""
    reasons = {row[3] for row in expected["score"]}
    assert {"scored", "undetermined", "not-applicable"} == {row[2] for row in expected["score"]}
    assert {None, "out-of-range", "not-applicable", "rule-unknown", "actual-missing"} <= reasons
    assert sum(row[5] is not None for row in expected["totals"]) > 100
    assert any(row[7] is not None for row in expected["by both"])


PLAIN = pl.Decimal(18, 4)


@pytest.mark.parametrize(
    "engine", ["polars lazy", "duckdb", "duckdb decimal", "pandas numpy", "pyarrow", "text", "duckdb text"]
)
def test_numbers_that_mean_themselves(engine: str, frame: pl.DataFrame) -> None:
    """The same numbers as decimals, floats and texts: the score is the same, told as the frame tells numbers."""
    numbers = [field.name for field in batch.COLUMNS if field.type == "number" and field.name in frame.columns]
    small = frame.filter(pl.all_horizontal(pl.col(numbers).abs().fill_null(0) < 10**15))
    decimals = small.with_columns((pl.col(numbers).cast(pl.Decimal(28, 0)) * Decimal("0.0001")).cast(PLAIN))
    floats = decimals.with_columns(pl.col(numbers).cast(pl.Float64))
    texts = decimals.with_columns(pl.col(numbers).cast(pl.String))
    given = {
        "polars lazy": lambda: decimals.lazy(),
        "duckdb": lambda: in_duckdb(floats),
        "duckdb decimal": lambda: in_duckdb(decimals),
        "pandas numpy": lambda: floats.to_pandas(),
        "pyarrow": lambda: decimals.to_arrow(),
        "text": lambda: texts.lazy(),
        "duckdb text": lambda: in_duckdb(texts),
    }[engine]()
    assert len(small) > 1000

    scored = nw.from_native(batch.score(given))
    made = scored.collect(backend="polars") if isinstance(scored, nw.LazyFrame) else scored
    told = made.to_polars().sort("row").select(pl.col("score").cast(PLAIN), "status", "reason")

    assert (
        batch.score(small, scaled=True).select(pl.col("score") * Decimal("0.0001")).cast(PLAIN)["score"].to_list()
        == told["score"].to_list()
    )
    assert batch.score(small, scaled=True).select("status", "reason").rows() == told.select("status", "reason").rows()
