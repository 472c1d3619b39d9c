"""The most memory that a run holds: audits and scores of a folder in every format, and every way of ``batch``.

``python benchmarks/memory.py [--filings 10000] [--rows 10000000] [--group 250000] [WORD ...]`` runs the command itself, each time in a
process of its own, and tells the largest of its processes as the system counts it (ru_maxrss); words choose ways. With ``--check`` it
ends with 1 where a bound of docs/benchmarks.md is passed. The last figures stand there.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
FOLDER, COLUMNS = 150, 450
"""The bounds, in MB: of a folder, whatever the number of its filings, and of batch, whatever the number of rows."""
WHOLE = ("xlsx", "docx", "pdf", "html")
"""Formats that are one file by nature."""
DOCUMENT = """profile = "mof-2020"
[project]
name = "第{n}个项目"
implementer = "第{unit}个单位"
[execution]
budget = "500万元"
executed = "487.31万元"
published_score = 9.75
"""
ROW = """[[indicators]]
level1 = "{level1}"
level2 = "{level2}"
name = "第{k}项指标"
target = "≥{target}%"
actual = "{actual}%"
weight = 9
published_score = 9
"""
LEVELS = (*[("产出指标", "数量指标")] * 5, *[("效益指标", "社会效益指标")] * 4, ("满意度指标", "服务对象满意度指标"))


def folder(path: Path, filings: int) -> None:
    """Filings of ten rows each; some findings in each."""
    for n in range(filings):
        rows = (
            ROW.format(level1=one, level2=two, k=k + 1, target=80 + k, actual=79 + (n + k) % 20)
            for k, (one, two) in enumerate(LEVELS)
        )
        (path / f"{n:06}.toml").write_text(DOCUMENT.format(n=n, unit=n // 10) + "".join(rows), encoding="utf-8")


def folders(source: Path, out: Path) -> Iterator[tuple[str, list[str]]]:
    """Each way to look at a folder."""
    for kind in ("text", "markdown", "json", "html", "xlsx", "docx", "pdf"):
        yield f"score as {kind}", ["score", str(source), "--format", kind, "-o", str(out / f"score.{ending(kind)}")]
    for kind in ("text", "markdown", "json", "csv", "html", "xlsx"):
        yield f"audit as {kind}", ["audit", str(source), "--format", kind, "-o", str(out / f"audit.{ending(kind)}")]
    yield "letters", ["audit", str(source), "--letters", str(out / "letters")]
    yield "rows of documents", ["batch", str(source), "-o", str(out / "rows.parquet")]


def ending(kind: str) -> str:
    """What a file of a format is called."""
    return {"text": "txt", "markdown": "md"}.get(kind, kind)


def columns(source: Path, out: Path) -> Iterator[tuple[str, list[str]]]:
    """Each way of batch, on each engine."""
    ways: Mapping[str, Sequence[str]] = {
        "rows": (),
        "--totals": ("--totals",),
        "--by": ("--by", "county"),
        "--by --indicators": ("--by", "county", "--indicators"),
        "--audit": ("--audit",),
        "--audit --totals": ("--audit", "--totals"),
        "--audit --by": ("--audit", "--by", "county"),
    }
    for engine in ("polars", "duckdb"):
        for name, options in ways.items():
            given = ["batch", str(source), "-o", str(out / "out.parquet"), "--engine", engine, "--scaled", *options]
            yield f"batch {name}, {engine}", given


def peak(command: list[str]) -> tuple[float, float, int]:
    """The most memory of the largest process in MB, seconds, and the exit status."""
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    process = subprocess.Popen(
        [sys.executable, "-m", "perfeval", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        print(said.decode()[-500:], file=sys.stderr)
    return used.ru_maxrss / 1024, time.perf_counter() - start, process.returncode


def filed(rows: int, group: int, path: Path) -> None:
    """Rows of made filings, in a process of its own: what it holds is no part of what is measured."""
    code = f"import batch, pathlib; batch.GROUP = {group}; batch.filings({rows}, pathlib.Path({str(path)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=True)


def main() -> int:
    """Print the tables; 1 where a bound is passed and --check was asked."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("words", nargs="*", help="only ways whose name holds one of these")
    options.add_argument("--filings", type=int, default=10_000, help="filings in the folder; 0 measures no folder")
    options.add_argument("--rows", type=int, default=10_000_000, help="rows of the file; 0 measures no batch")
    options.add_argument("--group", type=int, default=250_000, help="rows in a row group")
    options.add_argument("--check", action="store_true", help="end with 1 where a bound is passed")
    asked = options.parse_args()
    passed = False
    with tempfile.TemporaryDirectory() as name:
        source, rows, out = Path(name) / "filings", Path(name) / "rows.parquet", Path(name) / "out"
        source.mkdir()
        out.mkdir()
        folder(source, asked.filings)
        if asked.rows:
            filed(asked.rows, asked.group, rows)
        ways = [(way, command, FOLDER) for way, command in (folders(source, out) if asked.filings else ())]
        ways += [(way, command, COLUMNS) for way, command in (columns(rows, out) if asked.rows else ())]
        print("| Way | peak, MB | s | exit |\n| --- | --- | --- | --- |")
        for way, command, most in ways:
            if asked.words and not any(word in way for word in asked.words):
                continue
            highest, seconds, status = peak(command)
            print(f"| {way} | {highest:.0f} | {seconds:.0f} | {status} |", flush=True)
            passed = passed or (highest > most and not way.endswith(WHOLE)) or status not in (0, 1)
    return int(asked.check and passed)


if __name__ == "__main__":
    raise SystemExit(main())
