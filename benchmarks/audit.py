"""What an audit costs: 1,000 typical filings, read, audited and reported by one process on one core.

``python benchmarks/audit.py`` prints a table; each figure is the best of several. The filings are the published tables of
tests/filings and the two of the example, over and over: 11 rows each on average, most with something to find. Seconds are of
one core's time, so that what else runs on the machine counts little. The goal is 10 for the whole command. The last
figures stand in docs/benchmarks.md.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path

import perfeval
from perfeval.write.report import Audited, to_format

ROOT = Path(__file__).parent.parent
SOURCES = [*sorted((ROOT / "tests" / "filings").glob("*.toml")), *sorted((ROOT / "examples").glob("*/*-filed.toml"))]
COMMAND = str(Path(sysconfig.get_path("scripts")) / "perfeval")
FILINGS = 1000
GOAL = 10.0


def best(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds of this process and its children."""
    shortest = float("inf")
    for _ in range(times):
        start = sum(os.times()[:4])
        work()
        shortest = min(shortest, sum(os.times()[:4]) - start)
    return shortest


def main(times: int) -> None:
    """Print the table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n in range(FILINGS):
            shutil.copy(SOURCES[n % len(SOURCES)], folder / f"{n:04}.toml")
        files = sorted(folder.iterdir())
        evaluations = [perfeval.load(file) for file in files]
        reports = [perfeval.audit(evaluation) for evaluation in evaluations]
        audited = [Audited(file.name, report) for file, report in zip(files, reports, strict=True)]
        findings = sum(len(report.findings) for report in reports)
        rows = sum(1 for evaluation in evaluations for _ in evaluation.rows())

        def command(kind: str) -> Callable[[], object]:
            arguments = [COMMAND, "audit", "--format", kind, str(folder)]
            return lambda: subprocess.run(arguments, stdout=subprocess.DEVNULL, check=False)

        figures = [
            ("read from TOML", best(lambda: [perfeval.load(file) for file in files], times), None),
            ("scored", best(lambda: [perfeval.score(e) for e in evaluations], times), None),
            ("audited, scoring included", best(lambda: [perfeval.audit(e) for e in evaluations], times), None),
            ("reported as text", best(lambda: to_format(audited, "text"), times), None),
            ("`perfeval audit FOLDER`, whole process", best(command("text"), times), GOAL),
            ("the same as JSON", best(command("json"), times), GOAL),
        ]
    print(f"Python {sys.version.split()[0]}, one core, best of {times}")
    print(f"{FILINGS} filings, {rows} rows, {findings} findings\n")
    print("| What | s | ms a filing | goal, s |")
    print("| --- | --- | --- | --- |")
    for what, took, goal in figures:
        print(f"| {what} | {took:.2f} | {took * 1000 / FILINGS:.2f} | {goal or ''} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
