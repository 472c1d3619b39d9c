"""How fast two checkouts score the same 300 rows, in turns, so that what else the machine does falls on both alike.

``python benchmarks/speed.py BEFORE AFTER`` starts processes of the one and of the other in turn; each imports perfeval, scores the
rows, and scores them and reads every sentence. Times are of the processor; each process tells its best, and the medians of these are
shown, with before ÷ after.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

WHAT = {
    "import": "`import perfeval`",
    "score": "300 rows scored, no sentence read",
    "told": "300 rows scored, every sentence read",
}
ROUNDS, RUNS = 7, 8
"""How many processes each checkout has, and how often each of them scores."""


def document(rows: int) -> str:
    """A project of many rows: forward and reverse, reached and missed, with and without the same unit, and judged."""
    kinds = (
        'target = "≥{n} 个"\nactual = "{m}个"',
        'target = "≦{n}万元"\nactual = "{m}4000元"',
        'target = "98%以上"\nactual = "97.{n}%"',
        'target = "持续改善"\nactual = "较好"\nattainment = "达成预期指标"\nrate = "9{d}%"',
    )
    head = (
        'profile = "hubei-wuhan"\n[project]\nname = "项目"\n[execution]\nbudget = "500万元"\nexecuted = "487.31万元"\n'
    )
    row = '[[indicators]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nname = "第{n}项"\nweight = 0.25\n'
    return head + "".join(
        (row + kinds[n % len(kinds)] + "\n").format(n=n + 20, m=n + 19, d=n % 10) for n in range(rows)
    )


def best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def measured() -> dict[str, float]:
    """What this process's perfeval takes, in milliseconds."""
    start = time.process_time()
    import perfeval

    imported = (time.process_time() - start) * 1000

    profile, evaluation = perfeval.load_profile("hubei-wuhan"), perfeval.loads(document(300))

    def told() -> object:
        return [row.explanation for row in perfeval.score(evaluation, profile=profile).results()]

    return {"import": imported, "score": best(lambda: perfeval.score(evaluation, profile=profile)), "told": best(told)}


def process(checkout: Path) -> dict[str, float]:
    """What a process of a checkout takes."""
    environment = os.environ | {"PYTHONPATH": str(checkout.resolve() / "src")}
    command = [sys.executable, str(Path(__file__).resolve()), "--measure"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    if arguments == ["--measure"]:
        print(json.dumps(measured()))
        return
    before, after = list[dict[str, float]](), list[dict[str, float]]()
    for _ in range(ROUNDS):
        for checkout, found in zip(arguments, (before, after), strict=True):
            found.append(process(Path(checkout)))
    print(f"Python {sys.version.split()[0]}, medians of {ROUNDS} processes each, in turn\n")
    print("| What | before, ms | after, ms | before ÷ after |\n| --- | --- | --- | --- |")
    for key, what in WHAT.items():
        one, other = (statistics.median(times[key] for times in found) for found in (before, after))
        print(f"| {what} | {one:.1f} | {other:.1f} | {one / other:.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
