"""Many filings at once: the rules of `perfeval.rules` on columns, on one machine or on Spark, equal to single scoring to the cent.

A row is one indicator or execution line, a frame whatever Narwhals knows (Polars, DuckDB, pandas, PyArrow, PySpark); the
columns are those of `perfeval.batch.schema`. Needs the extra ``batch``.
"""

from perfeval.batch.api import audit, audit_counts, audit_totals, combine, combine_totals, rollup, score, totals
from perfeval.batch.documents import rows
from perfeval.batch.reopen import evaluation
from perfeval.batch.schema import COLUMNS, Field

__all__ = [
    "COLUMNS",
    "Field",
    "audit",
    "audit_counts",
    "audit_totals",
    "combine",
    "combine_totals",
    "evaluation",
    "rollup",
    "rows",
    "score",
    "totals",
]
