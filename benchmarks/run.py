"""What perfeval costs, against the least that Python itself costs, measured in one run.

``python benchmarks/run.py`` prints a table; each figure is the best of several. Machines differ, so the ratio is what
can be compared; the goals are in milliseconds, for two cores of 2020 or later. The last figures stand in
docs/benchmarks.md.
"""

import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from speed import document

import perfeval
from perfeval.profiles import load_profile
from perfeval.values.figures import round_half_up

EXAMPLES = Path(__file__).parent.parent / "examples"
COMMAND = str(Path(sysconfig.get_path("scripts")) / "perfeval")
ROWS = 300


def best(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in milliseconds."""
    shortest = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1000


def process(*arguments: str) -> Callable[[], object]:
    """A whole process as users run it, with its compiled modules kept from the run before; its output thrown away."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return lambda: subprocess.run(arguments, env=environment, stdout=subprocess.DEVNULL, check=True)


def bare(rows: int) -> Callable[[], object]:
    """The arithmetic alone, weight x B/A in fractions and one rounding a row."""
    weight, operands = Fraction(1, 4), [(Fraction(n + 20), Fraction(n + 19)) for n in range(rows)]
    return lambda: [round_half_up(min(weight * b / a, weight)) for a, b in operands]


def measure(times: int) -> list[tuple[str, float, float, float | None]]:
    """What was done, its time, the time of what it is held against, and the goal for it."""
    python = best(process(sys.executable, "-c", "pass"), times)
    imported = best(process(sys.executable, "-c", "import perfeval"), times)
    project = str(EXAMPLES / "jiangan-2023" / "project.toml")
    table = best(process(COMMAND, "score", project), times)
    results = best(process(COMMAND, "score", "--format", "json", project), times)
    department = best(
        process(COMMAND, "score", "--format", "json", str(EXAMPLES / "jiangan-2023" / "department.toml")), times
    )

    text, profile = document(ROWS), load_profile("hubei-wuhan")
    evaluation = perfeval.loads(text)
    card = perfeval.score(evaluation, profile=profile)
    assert all(row.steps for row in card.rows), "each score has its trace"
    sums = best(bare(ROWS), times)
    read = best(lambda: perfeval.loads(text), times)
    scored = best(lambda: perfeval.score(evaluation, profile=profile), times)
    told = best(lambda: [row.explanation for row in card.results()], times)
    written = best(card.as_dict, times)
    return [
        ("`import perfeval`, beyond bare Python", imported - python, python, 60),
        ("`perfeval score` on the example project, whole process", table, python, 250),
        ("the same as JSON", results, python, None),
        ("the example department, 28 rows, as JSON", department, python, None),
        (f"{ROWS} rows: read from TOML", read, sums, None),
        (f"{ROWS} rows: scored with their trace", scored, sums, 15),
        (f"{ROWS} rows: explanations joined", told, sums, None),
        (f"{ROWS} rows: to plain data", written, sums, None),
    ]


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    times = int(arguments[0]) if arguments else 20
    print(f"Python {sys.version.split()[0]}, best of {times}\n")
    print("| What | ms | held against | ratio | goal, ms |")
    print("| --- | --- | --- | --- | --- |")
    for what, took, against, goal in measure(times):
        held = "`python -c pass`" if "`" in what or "JSON" in what else f"{ROWS} bare fractions"
        print(f"| {what} | {took:.1f} | {held}, {against:.1f} | {took / against:.1f} | {goal or ''} |")


if __name__ == "__main__":
    main(sys.argv[1:])
