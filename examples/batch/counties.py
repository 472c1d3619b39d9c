"""A CSV of several filings with Polars: rows scored, totals, and the mean of each 区县 weighted by funds.

Run it in a clone with ``python examples/batch/counties.py``; ``perfeval batch examples/batch/county.csv -o scored.csv`` does the first
step on the command line.
"""

from pathlib import Path

import polars as pl

from perfeval import batch

SOURCE = Path(__file__).parent / "county.csv"


def main() -> None:
    """Show what was lost and why, the totals and the means."""
    rows = pl.scan_csv(
        SOURCE, infer_schema=False
    )  # every column as text: "10" is 10 points, and nothing passes a float

    scored = batch.score(rows).with_columns(pl.col("score", "weight").cast(pl.Decimal(9, 2)))
    for row in scored.filter(pl.col("kind") != "execution").collect().iter_rows(named=True):
        told = f"{row['score']} / {row['weight']}" if row["score"] is not None else f"未定（{row['reason']}）"
        print(f"{row['evaluation']}　{row['name']}：{told}")

    for row in batch.totals(rows, keys="区县").sort("区县", "evaluation").collect().iter_rows(named=True):
        print(f"{row['区县']}　{row['evaluation']}：总分 {row['total'] or '未定（' + row['reason'] + '）'}")
    for row in batch.rollup(rows, by="区县").iter_rows(named=True):
        print(f"{row['区县']}：{row['evaluations']} 份，有总分的 {row['scored']} 份，加权平均 {row['mean_scored']}")


if __name__ == "__main__":
    main()
