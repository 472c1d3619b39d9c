"""The same results on Spark: on two threads, on two executors that are processes of their own, and by the job of examples/.

`make test-slow` runs it where PySpark 3.5 or 4.x and Java 17 are; ANSI mode is on, so that what leaves 64 bits stops.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.batch.test_engines import results
from tests.hard_rows import hard_rows
from tests.paths import ROOT

JOB = ROOT / "examples" / "spark" / "score_province.py"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason='no PySpark: pip install "perfeval[spark]"'),
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java: Spark needs Java 17"),
    pytest.mark.filterwarnings("ignore"),  # PySpark's own
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hard rows of three hundred evaluations."""
    path = tmp_path_factory.mktemp("spark") / "rows.parquet"
    frame = pl.DataFrame(hard_rows(300), infer_schema_length=None).with_row_index("row").cast({"row": pl.Int64})
    frame.write_parquet(path)
    return path


@pytest.fixture(scope="module", params=["local[2]", "local-cluster[2,1,1024]"])
def session(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The user's own session; one at a time."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(request.param).appName("perfeval tests")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.codegen.hugeMethodLimit": "8000",
        "spark.executorEnv.PYTHONPATH": "",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_spark_gives_the_same(session: Any, rows: Path) -> None:
    """Scores, totals and roll-ups, over four partitions."""
    frame = session.read.parquet(str(rows)).repartition(4)
    if session.sparkContext.master != "local[2]":
        session.sparkContext.parallelize(range(2), 2).count()
        assert session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3, "the driver and two executors"

    assert results(pl.scan_parquet(rows)) == results(frame)


def test_the_job(rows: Path, tmp_path: Path) -> None:
    """The job as spark-submit runs it writes rows and totals, and prints the roll-up."""
    settings = ("spark.ui.enabled=false", "spark.driver.bindAddress=127.0.0.1", "spark.driver.host=127.0.0.1")
    confs = [word for setting in settings for word in ("--conf", setting)]
    done = subprocess.run(
        [
            Path(sys.executable).parent / "spark-submit",
            "--master",
            "local[2]",
            *confs,
            JOB,
            "--scaled",
            rows,
            tmp_path / "out",
            "city",
        ],
        env=os.environ | {"PYSPARK_PYTHON": sys.executable, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert [line.partition("：")[0] for line in done.stdout.splitlines() if "份" in line] == ["市0", "市1", "市2"]
    assert len(pl.read_parquet(tmp_path / "out" / "scored" / "*.parquet")) == len(pl.read_parquet(rows))
    assert len(pl.read_parquet(tmp_path / "out" / "totals" / "*.parquet")) == 300
