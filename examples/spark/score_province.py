"""A Spark job: a province's rows from Parquet, scored, totalled and rolled up by key, with perfeval's own rules on every executor.

``spark-submit score_province.py [--scaled] IN OUT KEY...`` writes OUT/scored and OUT/totals as Parquet and prints the roll-up; `--scaled` says
that the numbers are integers of ten-thousandths. Executors need no perfeval: the driver turns the rules into Spark's own expressions.
"""

import sys
from pathlib import PurePosixPath

from pyspark.sql import SparkSession

from perfeval import batch


def main(source: str, out: str, *keys: str, scaled: bool = False) -> None:
    """Score `source`; the session is whatever spark-submit made, or a local one."""
    spark = SparkSession.builder.appName("perfeval").getOrCreate()
    # Java compiles no method above 8000 bytes: above it, Spark shall take the expressions in smaller functions.
    spark.conf.set("spark.sql.codegen.hugeMethodLimit", "8000")
    rows = spark.read.parquet(source)
    batch.score(rows, scaled=scaled).write.mode("overwrite").parquet(str(PurePosixPath(out) / "scored"))
    batch.totals(rows, keys=keys, scaled=scaled).write.mode("overwrite").parquet(str(PurePosixPath(out) / "totals"))
    for group in batch.rollup(rows, by=keys, keys=keys, scaled=scaled).iter_rows(named=True):
        name = "、".join(str(group[key]) for key in keys) or "合计"
        print(f"{name}：{group['evaluations']} 份，{group['undetermined']} 份未定，平均 {group['mean_scored']}")
    spark.stop()


if __name__ == "__main__":
    main(*(word for word in sys.argv[1:] if word != "--scaled"), scaled="--scaled" in sys.argv)
