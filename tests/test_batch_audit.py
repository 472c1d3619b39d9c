"""The audit on columns finds what the audit of each filing finds, row by row, and nothing in it leaves 64 bits."""

from fractions import Fraction
from itertools import product

import narwhals.stable.v2 as nw
import polars as pl

from perfeval.batch.words import COLUMNS, MOST, SCALE, Column


def test_a_share_in_a_column_is_compared_exactly() -> None:
    """`reaches` and `within` at the ends of the range, on both sides of the very share and on it."""
    ends = (0, 1, 2**30 - 1, 2**30, 2**30 + 1, 10**16 + 7, MOST - 1, MOST)
    shares = (-10, 0, 1, 999_999, 2_000_000, 2_000_001, 2**31)
    rows = [
        (part + step, share, whole)
        for whole, share in product(ends, shares)
        for part in {share * whole // (100 * SCALE * 2), *ends}
        for step in (-1, 0, 1)
        if -MOST <= part + step <= MOST
    ]
    frame = nw.from_native(pl.DataFrame(rows, schema=["part", "share", "whole"], orient="row"))
    part, whole = Column(nw.col("part"), SCALE, MOST), Column(nw.col("whole"), SCALE, MOST)
    share = Column(nw.col("share"), 2 * 100 * SCALE, 2**31)

    found = frame.select(a=COLUMNS.reaches(part, share, whole), b=COLUMNS.within(part, share, whole)).rows()

    sides = [(Fraction(p), Fraction(s, 2 * 100 * SCALE) * w) for p, s, w in rows]
    assert [(one >= other, one <= other) for one, other in sides] == found
