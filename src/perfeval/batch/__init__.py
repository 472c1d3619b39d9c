"""Many filings at once: the rules of `perfeval.rules.formulas` on columns, on one machine or on Spark, equal to single scoring to the cent.

A row is one indicator or execution line, a frame whatever Narwhals knows (Polars, DuckDB, pandas, PyArrow, PySpark); the
columns are those of `perfeval.batch.frames.schema`. Needs the extra ``batch``.

In: a frame, or documents. Out: a frame of the same kind, or documents. `frames/` brings rows in and out, `columns/` scores them, `sums/` adds
up, `checks/` audits. Open `api.py` first.
"""

from perfeval.batch.api import audit, audit_counts, audit_totals, combine, combine_totals, rollup, score, totals
from perfeval.batch.frames.from_documents import rows
from perfeval.batch.frames.schema import COLUMNS, Field
from perfeval.batch.frames.to_document import evaluation

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
