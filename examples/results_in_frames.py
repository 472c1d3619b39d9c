"""Put the results of several tables into a pandas and a Polars frame, one line a row of the tables.

Scores stay exact: they are decimal digits, never binary fractions. Run it in a clone with
``python examples/results_in_frames.py``; a library that is not installed is left out.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import perfeval

EXAMPLES = Path(__file__).parent
TABLES = ("jiangan-2023/project.toml", "wuhan-parts/whole.toml", "jiangan-2023/project-filed.toml")


def in_pandas(rows: list[dict[str, Any]]) -> None:
    """What each kind of row has earned, and what is still open."""
    try:
        import pandas as pd
    except ImportError:
        print("pandas：没有安装，略过。")
        return
    frame = pd.DataFrame(rows)
    scored = frame[frame["status"] == "scored"].copy()
    scored["score"] = scored["score"].map(Decimal)  # object column: sums are exact
    print(f"pandas：{len(frame)} 行，{len(frame.columns)} 列")
    for kind, points in scored.groupby("kind")["score"].sum().items():
        print(f"  {kind}：共得 {points} 分")
    for row in frame[frame["status"] == "undetermined"].itertuples():
        print(f"  未定：{row.name}（{row.code}）")


def in_polars(rows: list[dict[str, Any]]) -> None:
    """The share of points lost by 一级指标, with decimals all the way."""
    try:
        import polars as pl
    except ImportError:
        print("polars：没有安装，略过。")
        return
    points = pl.Decimal(18, 2)
    frame = pl.DataFrame(rows, infer_schema_length=None)
    lost = (
        frame.filter((pl.col("status") == "scored") & pl.col("level1").is_not_null())
        .with_columns(pl.col("score").cast(points), pl.col("weight").cast(points))
        .group_by("level1", maintain_order=True)
        .agg(pl.len().alias("rows"), (pl.col("weight") - pl.col("score")).sum().alias("lost"))
    )
    print(f"polars：{frame.height} 行，{frame.width} 列")
    for level1, count, share in lost.iter_rows():
        print(f"  {level1}：{count} 行，共失 {share} 分")


def main() -> None:
    """Score the tables and show both frames."""
    cards = [perfeval.score(perfeval.load(EXAMPLES / name)) for name in TABLES]
    rows = [row for card in cards for row in card.as_rows()]
    in_pandas(rows)
    in_polars(rows)


if __name__ == "__main__":
    main()
