"""Totals that columns cannot add up: of scores that are not rounded row by row, or graded before they are.

Thirds have no sum in ten-thousandths. Such evaluations are opened as documents and scored by the exact engine, one by one.
"""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.working import BEYOND, PREFIX
from perfeval.batch.frames.look import gathered
from perfeval.batch.frames.open import Rows
from perfeval.batch.frames.schema import NUMBERS, SCALE
from perfeval.batch.frames.to_document import evaluation
from perfeval.scoring.score import score


def completed(totals: Any, source: Rows, keys: Sequence[str]) -> Any:
    """The totals, those beyond columns put in; a lazy Polars frame."""
    made = nw.to_native(gathered(totals))
    names = ["evaluation", *keys]
    beyond = made.filter(made["reason"].eq_missing(BEYOND))
    if beyond.is_empty():
        return nw.from_native(made.lazy())
    profiles = {profile.id: profile for profile in source.profiles}
    asked = source.frame.filter(nw.col("profile").is_in(beyond["profile"].unique().to_list()))
    rows = nw.to_native(gathered(asked)).join(beyond.select(names), on=names, how="semi", nulls_equal=True)
    found = []
    for key, own in rows.group_by(names):
        rules = profiles[own["profile"][0]]
        card = score(evaluation([_row(row) for row in own.iter_rows(named=True)], profile=rules, scaled=True), rules)
        total = None if card.total is None else int(card.total * SCALE)
        found.append((*key, total, card.grade, card.code or None))
    exact = type(made)(found, schema=made.select(*names, "total", "grade", "reason").schema, orient="row")
    both = made.join(exact, on=names, how="left", suffix=PREFIX, nulls_equal=True)
    return nw.from_native(_put_in(both).select(made.columns).lazy())


def _put_in(both: Any) -> Any:
    import polars as pl

    here = pl.col("total" + PREFIX).is_not_null()
    return both.with_columns(
        total=pl.coalesce("total" + PREFIX, "total"),
        grade=pl.when(here).then(pl.col("grade" + PREFIX)).otherwise(pl.col("grade")),
        status=pl.when(here).then(pl.lit("scored")).otherwise(pl.col("status")),
        reason=pl.when(~here).then(pl.coalesce("reason" + PREFIX, "reason")),
    )


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its numbers as ten-thousandths."""
    return row | {name: row[PREFIX + name] for name in NUMBERS if PREFIX + name in row}
