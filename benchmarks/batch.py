"""A province at once: rows of Parquet to a roll-up by county, against the bare float expression on the same file.

``python benchmarks/batch.py [ROWS]`` prints the tables (10 million rows unless told, some two minutes); the last figures stand in docs/batch.md.
``--memory`` measures the peak memory of each way in a process of its own; ``--check`` ends with 1 where a way falls below its floor.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("POLARS_ROW_GROUP_PREFETCH_SIZE", "2")  # as the command does

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from perfeval import batch

ROWS, EACH, PIECE, GROUP, TURNS = 10_000_000, 20, 1_000_000, 250_000, 5
WEIGHTS = (20, 3, 4, 5, 6, 2.5, 2.5, 7, 5, 5, 5, 5, 5, 3.33, 1.67, 5, 5, 5, 4, 1)
LABELS = ("达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差")
BARE = ["evaluation", "county", "funds", "target", "actual", "weight"]


def filings(rows: int, path: Path) -> None:
    """Made filings of 20 rows each, 40 to a unit and 4,000 to a county: counts, percentages and money, seven in ten quantitative."""
    random = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, rows, PIECE):
            frame(random, start // EACH, min(PIECE, rows - start)).write_parquet(Path(folder) / f"{start:012}.parquet")
        pl.scan_parquet(folder).sink_parquet(path, row_group_size=GROUP, compression="zstd", maintain_order=True)


def frame(random: np.random.Generator, first: int, rows: int) -> pl.DataFrame:
    """One piece of the filings."""
    evaluations = rows // EACH
    ids = np.repeat(np.arange(first, first + evaluations), EACH)
    kind = random.choice([0] * 13 + [1] * 6, rows)
    kind[::EACH] = 2
    what = random.integers(0, 3, rows)
    money = (10 ** random.uniform(4, 15, rows)).astype(np.int64)
    counts, shares = random.integers(1, 500, rows) * 10_000, random.integers(5000, 10_001, rows) * 100
    target = np.select([what == 0, what == 1], [counts, shares], money)
    done = target * random.choice([1.0, 0.9, 0.95, 0.5, 1.2], rows) * random.uniform(0.8, 1.05, rows)
    grain = np.select([what == 0, what == 1], [10_000, 100], 1)
    actual = np.where(random.random(rows) < 0.4, target, done.astype(np.int64) // grain * grain)
    band = random.integers(0, 3, rows)
    low, high = np.array([80, 50, 0])[band], np.array([101, 80, 50])[band]
    rate = (low + (random.random(rows) * (high - low)).astype(np.int64)) * 10_000
    direction = random.choice(["forward", "forward", "forward", "reverse"], rows)
    judged, counted = pl.Series(kind == 1), pl.Series(kind == 0)
    return pl.DataFrame(
        {
            "evaluation": ids,
            "unit": ids // 40,
            "county": ids // 4000,
            "profile": ["hubei-wuhan"] * rows,
            "kind": np.array(["quantitative", "qualitative", "execution"])[kind],
            "level1": np.array(["产出指标", "效益指标", "满意度指标"])[what],
            "direction": direction,
            "target": target,
            "actual": actual,
            "weight": np.rint(np.tile(WEIGHTS, evaluations) * 10_000).astype(np.int64),
            "attainment": np.array(LABELS)[band],
            "rate": rate,
            "funds": np.repeat((10 ** random.uniform(8, 13, evaluations)).astype(np.int64), EACH),
        }
    ).with_columns(
        direction=pl.when(counted).then("direction"),
        attainment=pl.when(judged).then("attainment"),
        target=pl.when(~judged).then("target"),
        actual=pl.when(~judged).then("actual"),
        rate=pl.when(judged).then("rate"),
    )


# --- the ways -----------------------------------------------------------------------------------------------------


def bare(path: Path) -> Any:
    """NumPy: min(w·B/A, w) as floats, added by evaluation, averaged by funds. No direction, judgement, rounding or status."""
    table = pq.read_table(path, columns=BARE)
    columns = {name: values(table[name]) for name in BARE}
    weight = columns["weight"] / 1e4
    with np.errstate(all="ignore"):
        score = np.nan_to_num(np.minimum(weight * (columns["actual"] / 1e4) / (columns["target"] / 1e4), weight))
    ids = columns["evaluation"]
    first = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]])
    total, funds, county = np.add.reduceat(score, first), columns["funds"][first], columns["county"][first]
    return np.bincount(county, weights=funds * total) / np.bincount(county, weights=funds)


def values(column: Any) -> Any:
    """The bare integers of a column, whatever stands at its nulls."""
    chunk = column.combine_chunks()
    chunk = chunk.chunk(0) if hasattr(chunk, "chunk") else chunk
    return np.frombuffer(chunk.buffers()[1], dtype=np.int64)[chunk.offset : chunk.offset + len(chunk)]


def read(path: Path) -> Any:
    """Only the columns that perfeval needs, by the engine that it reads them with."""
    names = [name for name in pl.scan_parquet(path).collect_schema().names() if name != "unit"]
    return pl.scan_parquet(path).select(pl.col(names).null_count()).collect(engine="streaming")


def rolled(path: Path) -> Any:
    """perfeval, as its command does it."""
    return batch.rollup(pl.scan_parquet(path), by="county", in_pieces=True, scaled=True)


def in_one(path: Path) -> Any:
    """perfeval, the file as one lazy frame."""
    return batch.rollup(pl.scan_parquet(path), by="county", scaled=True)


def duck(path: Path) -> Any:
    """perfeval on DuckDB."""
    import duckdb

    return batch.rollup(duckdb.connect().sql(f"select * from '{path}'"), by="county", scaled=True)


def analyst(path: Path) -> Any:
    """pandas, as one writes it: floats, where, groupby; no gates and no reasons, and wrong by a cent where floats are."""
    import pandas as pd

    rows = pd.read_parquet(path)
    ratio = rows["actual"] / rows["target"]
    ratio = ratio.where(rows["direction"] != "reverse", rows["target"] / rows["actual"]).clip(upper=1)
    share = ratio.where(rows["kind"] != "qualitative", rows["rate"] / 1e6)
    rows["score"] = (rows["weight"] / 1e4 * share).round(2)
    totals = rows.groupby(["evaluation", "county"]).agg(total=("score", "sum"), funds=("funds", "first"))
    totals["weighted"] = totals["total"] * totals["funds"]
    sums = totals.groupby("county")[["weighted", "funds"]].sum()
    return sums["weighted"] / sums["funds"]


def loop(path: Path, rows: int) -> dict[int, Decimal]:
    """The same work in a Python loop over Decimal, of the first rows: scores, totals, means by funds; no gates and no reasons."""
    columns = ["evaluation", "county", "kind", "direction", "target", "actual", "weight", "rate", "funds"]
    cent, zero = Decimal("0.01"), Decimal(0)
    totals: dict[tuple[int, int, Decimal], Decimal] = {}
    for row in pl.scan_parquet(path).select(columns).head(rows).collect().iter_rows():
        evaluation, county, kind, direction, target, actual, points, rate, money = row
        weight = Decimal(points).scaleb(-4)
        if kind == "qualitative":
            score = weight * Decimal(rate).scaleb(-6)
        else:
            a, b = Decimal(target).scaleb(-4), Decimal(actual).scaleb(-4)
            top, bottom = (a, b) if direction == "reverse" else (b, a)
            score = weight if top >= bottom else weight * top / bottom
        key = evaluation, county, Decimal(money).scaleb(-4)
        totals[key] = totals.get(key, zero) + score.quantize(cent, ROUND_HALF_UP)
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    for (_, county, funds), total in totals.items():
        weighted, of = sums.get(county, (zero, zero))
        sums[county] = weighted + funds * total, of + funds
    return {county: (weighted / of).quantize(cent, ROUND_HALF_UP) for county, (weighted, of) in sums.items()}


WAYS: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "bare": ("bare NumPy float64", bare),
    "read": ("Polars, only reading the columns", read),
    "rolled": ("**perfeval**, in pieces (the command)", rolled),
    "in_one": ("perfeval, as one lazy frame", in_one),
    "duck": ("perfeval on DuckDB", duck),
    "analyst": ("pandas, as an analyst writes it", analyst),
}


FLOORS = {"rolled": 0.25, "in_one": 0.25, "duck": 0.04}
"""What no way may fall below, of the bare expression, on two cores that others use too."""


# --- figures ------------------------------------------------------------------------------------------------------


def took(work: Callable[[], Any]) -> float:
    """Seconds of the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def highest() -> float:
    """The most memory that this process has held, in MB; as the system tells it of this program alone."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak(way: str, path: Path) -> float:
    """The peak memory of one way in a process of its own, in MB."""
    found = subprocess.run(
        [sys.executable, __file__, "--one", way, str(path)], check=True, capture_output=True, text=True
    )
    return float(found.stdout)


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    if arguments[:1] == ["--one"]:
        if arguments[1] != "none":
            WAYS[arguments[1]][1](Path(arguments[2]))
        print(highest())
        return
    rows = next((int(float(word)) for word in arguments if word[0].isdigit()), ROWS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        filings(rows, path)
        print(
            f"Python {sys.version.split()[0]}, {rows:,} rows, {path.stat().st_size / 1e6:.0f} MB of Parquet, medians of {TURNS} turns\n"
        )
        if "--memory" in arguments:
            memory(rows, path)
        elif (slow := speed(rows, path)) and "--check" in arguments:
            sys.exit(f"below their floors: {', '.join(slow)}")


def speed(rows: int, path: Path) -> list[str]:
    """Time, in turns, so that a busy machine is busy for all; the ways that fall below their floors."""
    turns = [{way: took(partial(work, path)) for way, (_, work) in WAYS.items()} for _ in range(TURNS)]
    few = min(rows, 200_000)
    decimals = min(took(partial(loop, path, few)) for _ in range(3)) / few
    print("| From Parquet to the roll-up | s | million rows/s | spread of the ratio | of the bare expression |")
    print("| --- | --- | --- | --- | --- |")
    slow = []
    for way, (name, _) in WAYS.items():
        seconds = statistics.median(turn[way] for turn in turns)
        ratios = sorted(turn["bare"] / turn[way] for turn in turns)
        ratio, spread = statistics.median(ratios), f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
        print(f"| {name} | {seconds:.2f} | {rows / seconds / 1e6:.1f} | {spread} | {ratio:.2f} |", flush=True)
        if ratio < FLOORS.get(way, 0):
            slow.append(f"{way} {ratio:.2f} < {FLOORS[way]:.2f}")
    beyond = decimals * rows / statistics.median(turn["rolled"] for turn in turns)
    print(f"\nA Python loop over Decimal, of {few:,} rows: {decimals * 1e9:.0f} ns a row, {beyond:.0f} × perfeval's.")
    return slow


def memory(rows: int, path: Path) -> None:
    """Peak memory, beyond a process that has only imported the same."""
    idle = peak("none", path)
    print(f"{idle:.0f} MB before anything is read.\n")
    print("| Way | peak, MB | beyond the idle process, bytes a row |")
    print("| --- | --- | --- |")
    for way, (name, _) in WAYS.items():
        top = peak(way, path)
        print(f"| {name} | {top:.0f} | {(top - idle) * 2**20 / rows:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
