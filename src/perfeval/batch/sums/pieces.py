"""A roll-up piece by piece, in memory that does not grow with the file: for Parquet, which is read from any row on.

An evaluation is closed as soon as no later piece can hold a row of it: its id is below the least id of all that is still to
come. Where a file is in the order of its evaluations, that leaves one open at the end of each piece; a file in any other
order gives the same result and keeps more of them open.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.scoring import Scoring
from perfeval.batch.frames.look import gathered
from perfeval.batch.frames.open import Rows
from perfeval.batch.sums import groups, sums

PIECE_ROWS = 4_000_000
"""Rows in a piece."""


def grouped_in_pieces(
    scoring: Scoring,
    source: Rows,
    keys: Sequence[str],
    others: Sequence[str],
    by: Sequence[str],
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """The sums of groups, as those of `perfeval.batch.sums.groups.grouped`, several for a group; of a lazy Polars frame.

    `progress` is told the rows that are done, and of how many.
    """
    frame, held = nw.to_native(scoring.frame), None
    pieces = _pieces(nw.to_native(source.frame))
    whole = sum(size for _, size, _ in pieces)
    for start, size, later in pieces:
        part = scoring._replace(frame=nw.from_native(frame.slice(start, size)))
        found = gathered(sums.partial(part, source.profiles, source.given, keys, others))
        if held is not None:
            both = nw.concat([held, found.select(held.columns)])
            found = gathered(sums.merged_sums(both.lazy(), source.profiles, source.given, keys, others))
        closed = found if later is None else found.filter(nw.col("evaluation") < later)
        held = None if later is None else found.filter(nw.col("evaluation") >= later)
        evaluations = sums.finished(closed.lazy(), source.profiles, source.given, others)
        yield from gathered(groups.grouped(evaluations, by)).iter_rows(named=True)
        if progress:
            progress(start + size, whole)


def _pieces(frame: Any) -> list[tuple[int, int, Any]]:
    """Where each piece begins, its size, and the least evaluation that comes after it; None after the last."""
    import polars as pl

    ids = frame.select("evaluation")
    whole = ids.select(pl.len()).collect().item()
    least = [ids.slice(start, PIECE_ROWS).min() for start in range(0, whole, PIECE_ROWS)]
    ends = [one.item() for one in pl.collect_all(least, engine="streaming")]
    later, pieces = None, []
    for number, first in reversed(list(enumerate(ends))):
        pieces.append((number * PIECE_ROWS, min(PIECE_ROWS, whole - number * PIECE_ROWS), later))
        later = first if later is None else min(first, later)
    return pieces[::-1]
