"""A hundred million rows scored by column and once more in whole numbers of 128 bits (DuckDB's HUGEINT), row by row: no difference.

``python benchmarks/exact.py [ROWS]`` draws rows in pieces of two million (100 million rows unless told) and ends with 1 where one differs. A fifth
of the rows are drawn to be ties, a fifth lie one ten-thousandth of a unit beside a tie, a fifth are made of the ends of the range and of what lies
beyond, the rest of figures as filings have them. The last run stands in docs/benchmarks.md.
"""

import sys
import time
from collections import Counter
from typing import Any

import duckdb
import numpy as np
import polars as pl
from attrs import evolve

from perfeval import Profile, batch, load_profile
from perfeval.profiles import Cited

ROWS, PIECE = 100_000_000, 2_000_000
MOST, MAX_WEIGHT = 10**17, 1 << 24
ENDS = (
    0,
    1,
    2,
    3,
    9_999,
    10_000,
    2**30 - 1,
    2**30,
    2**53 - 1,
    2**53,
    2**53 + 1,
    MOST // 3,
    MOST // 2,
    MOST - 1,
    MOST,
    MOST + 1,
    2**63 - 1,
)
WEIGHTS = (0, 1, 2, 3, 49, 50, 51, 100, 150, 33_333, 100_000, 200_000, MAX_WEIGHT - 1, MAX_WEIGHT, MAX_WEIGHT + 1)
LABELS = ("达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差")
ROUNDINGS = (
    (2, "half-up"),
    (2, "half-even"),
    (1, "half-up"),
    (4, "half-up"),
    (0, "half-even"),
    (3, "half-even"),
    (4, "half-even"),
)
"""Each piece is scored under one, in turn."""

EXACT = """
with given as (
  select i, weight::hugeint as w, target::hugeint as a, actual::hugeint as b, rate::hugeint as r, kind, direction, attainment from rows
), pair as (
  select i, w,
    case when kind = 'qualitative' then r when direction = 'reverse' then case when b <= a then 1 else a end when b >= a then 1 else b end as x,
    case when kind = 'qualitative' then 1000000 when direction = 'reverse' then case when b <= a then 1 else b end when b >= a then 1 else a end as d,
    w between 0 and {most_weight} and case when kind = 'qualitative' then r between low and high and (r < high or high = 1000000)
      else a between 0 and {most} and b between 0 and {most} end as scored
  from given left join bands using (attainment)
), scores as (
  select i, scored, case when scored then (2 * w * x + d * {unit}) // (2 * d * {unit}) end as up,
    case when scored then (2 * w * x + d * {unit}) % (2 * d * {unit}) = 0 else false end as tie
  from pair
), exact as (
  select i, tie, (up - case when tie and {even} and up % 2 = 1 then 1 else 0 end) * {unit} as score from scores
)
select count(*) as rows, count(exact.score) as scored, count(*) filter (tie) as ties,
  count(*) filter (exact.score is distinct from found.score::hugeint or (found.status = 'scored') <> (exact.score is not null)) as wrong,
  min(i) filter (exact.score is distinct from found.score::hugeint) as first
from exact join found using (i)
"""


def main(rows: int) -> int:
    """So many rows; 1 where one differs."""
    random, done, begun = np.random.default_rng(18), Counter[str](), time.perf_counter()
    database = duckdb.connect()
    database.sql("create table bands (attainment varchar, low hugeint, high hugeint)")
    database.executemany(
        "insert into bands values (?, ?, ?)",
        list(zip(LABELS, (800_000, 500_000, 0), (1_000_000, 800_000, 500_000), strict=True)),
    )
    for piece, start in enumerate(range(0, rows, PIECE)):
        places, mode = ROUNDINGS[piece % len(ROUNDINGS)]
        frame = drawn(random, min(PIECE, rows - start))
        scored = batch.score(frame, profile=rules(places, mode), scaled=True).select("i", "score", "status")
        database.register("rows", frame.to_arrow())
        database.register("found", scored.to_arrow())
        sql = EXACT.format(
            most=MOST, most_weight=MAX_WEIGHT, unit=10 ** (4 - places), even=str(mode == "half-even").lower()
        )
        ((*counts, first),) = database.sql(sql).fetchall()
        done.update(dict(zip(("rows", "scored", "ties", "wrong"), counts, strict=True)))
        if first is not None:
            print(f"{places} decimals, {mode}:", frame.row(first, named=True), scored.row(first, named=True))
        print(
            f"{done['rows']:,} rows, {done['scored']:,} of them scored, {done['ties']:,} ties: {done['wrong']:,} differ ({time.perf_counter() - begun:.0f} s)",
            flush=True,
        )
    return bool(done["wrong"])


def rules(places: int, mode: str) -> Profile:
    """Those of Wuhan, rounded in another way."""

    def chosen(value: Any) -> Cited[Any]:
        return Cited(value, "reading", note="made for this comparison")

    return evolve(load_profile("hubei-wuhan"), rounding_places=chosen(places), rounding_mode=chosen(mode))


def drawn(random: np.random.Generator, rows: int) -> pl.DataFrame:
    """Rows of the four sorts, by turns; every number is in ten-thousandths."""
    sort, ones = random.integers(0, 5, rows), np.ones(rows, np.int64)
    # ties: weight x actual / target = half a unit of some place, an odd number of times
    half = random.choice([1, 5, 50, 500, 5_000], rows)
    of = random.integers(1, 1 + np.minimum(MAX_WEIGHT // half, 3_000))
    odd = random.integers(0, np.maximum(of // 2, 1)) * 2 + 1
    grain = (10 ** random.uniform(0, 13, rows)).astype(np.int64)
    weight, share, whole = half * of, np.minimum(odd, of) * grain, of * grain
    # usual figures
    plain = (10 ** random.uniform(0, 17, rows)).astype(np.int64)
    usual, done = np.maximum(plain, 1), (plain * random.uniform(0, 1.3, rows)).astype(np.int64)
    ends, other, points = random.choice(ENDS, rows), random.choice(ENDS, rows), random.choice(WEIGHTS, rows)
    is_tie, beside, is_end = sort == 0, sort == 1, sort == 2
    target = np.select([is_tie, beside, is_end], [whole, whole, ends], usual)
    actual = np.select(
        [is_tie, beside, is_end], [share, share + random.choice([-1, 1], rows), other], np.minimum(done, MOST)
    )
    weight = np.select([is_tie, beside, is_end], [weight, weight, points], random.integers(1, 5_000, rows) * 100)
    reverse = random.random(rows) < 0.3
    target, actual = np.where(reverse & (sort < 2), actual, target), np.where(reverse & (sort < 2), target, actual)
    judged, band = random.random(rows) < 0.2, random.integers(0, 3, rows)
    rate = np.where(
        random.random(rows) < 0.2,
        random.choice([0, 499_999, 500_000, 799_999, 800_000, 1_000_000, 1_000_001], rows),
        random.integers(0, 1_000_001, rows),
    )
    return pl.DataFrame(
        {
            "i": np.arange(rows), "evaluation": np.arange(rows) // 20, "profile": "hubei-wuhan", "kind": np.where(judged, "qualitative", "quantitative"),
            "level1": "产出指标", "direction": np.where(reverse, "reverse", "forward"), "target": target, "actual": actual, "weight": weight,
            "attainment": np.array(LABELS)[band], "rate": rate, "funds": ones,
        }
    ).with_columns(
        direction=pl.when(~pl.Series(judged)).then("direction"),
        target=pl.when(~pl.Series(judged)).then("target"),
        actual=pl.when(~pl.Series(judged)).then("actual"),
        attainment=pl.when(pl.Series(judged)).then("attainment"),
        rate=pl.when(pl.Series(judged)).then("rate"),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1].replace("_", "")) if sys.argv[1:] else ROWS))
