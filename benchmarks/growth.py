"""How the cost grows: cells of 10³, 10⁴ and 10⁵ characters and tables of 500 and 5,000 rows, and the ratio from each size to the next.

``python benchmarks/growth.py`` prints a table in processor time; with ``--check`` it also ends with 1 where ten times the size costs
more than thirty times the time. A ratio of 10 is work that grows with the length, 100 is its square. Names given on the command line
choose cases; docs/benchmarks.md has the last figures.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import perfeval
from perfeval.forms.aggregate import aggregate
from perfeval.write import FILES, to_file, to_format
from perfeval.write.letters import file_names
from perfeval.write.report import Audited
from perfeval.write.report import to_format as reported

MOST = 30.0
"""The highest ratio that passes: what is linear shows 10, and a loaded machine adds to that."""
FLOOR = 0.2
"""Seconds: below, a time says nothing of growth, and no ratio is held; above, one is held to at least a tenth of this."""
HEAD = """profile = "mof-2020"
[project]
name = "甲"
[execution]
budget = "500万元"
executed = "487.31万元"
"""
DEPARTMENT = HEAD.replace("mof-2020", "hubei-wuhan").replace("[project]", "[department]")
ROW = """level1 = "产出指标"
level2 = "数量指标"
name = "第{n}项"
target = "≥{n}个"
actual = "{n}个"
weight = 0.01
published_score = 0.01
"""

Work = Callable[[], object]
Case = Callable[[int], Work]


def audited(evaluation: perfeval.Evaluation, kind: str = "text") -> Work:
    """An audit and its report."""
    return lambda: reported([Audited("a.toml", perfeval.audit(evaluation))], kind)


def checked(kind: str, evaluation: perfeval.Evaluation) -> object:
    """A table audited and reported."""
    return audited(evaluation, kind)()


def cell(key: str, piece: str, size: int) -> Work:
    """An audit of a table with one long cell."""
    texts = {"level1": "产出指标", "name": "甲", "target": "≥10个", "actual": "9个", key: (piece * size)[:size]}
    row = "".join(f'{name} = "{text}"\n' for name, text in texts.items())
    return audited(perfeval.loads(f"{HEAD}[[indicators]]\n{row}weight = 50\npublished_score = 50\n"))


def project(size: int) -> str:
    """A table of that many rows."""
    return HEAD + "".join("[[indicators]]\n" + ROW.format(n=n + 1) for n in range(size))


def rows(work: Callable[[perfeval.Evaluation], object], size: int) -> Work:
    """What is done with such a table, read before."""
    evaluation = perfeval.loads(project(size))
    return lambda: work(evaluation)


def scored(kind: str, evaluation: perfeval.Evaluation) -> object:
    """A table scored and written."""
    cards = [perfeval.score(evaluation)]
    return to_file(cards, kind) if kind in FILES else to_format(cards, kind)


def goals(size: int) -> perfeval.Evaluation:
    """A department's table with a goal for each five rows."""
    heads = ('[[goals]]\nname = "目标"\nweight = 0.05\n', "", "", "", "")
    return perfeval.loads(
        DEPARTMENT + "".join(f"{heads[n % 5]}[[goals.indicators]]\n{ROW.format(n=n + 1)}" for n in range(size))
    )


def parts(size: int) -> perfeval.Evaluation:
    """Twenty rows of that many parts."""
    head = HEAD + "".join(f'[[parts]]\nname = "街道{n}"\nfunds = 10\n' for n in range(size))
    actuals = ", ".join(f'"街道{n}" = "{n}个"' for n in range(size))
    cells = ROW.format(n=9).replace('actual = "9个"', f"actuals = {{ {actuals} }}")
    return perfeval.loads(head + f"[[indicators]]\n{cells}" * 20)


def refused(text: str) -> Work:
    """A document with a mistake, read until the mistake is told."""

    def read() -> None:
        try:
            perfeval.loads(text)
        except perfeval.InputError as error:
            str(error)
        else:
            raise AssertionError("the document has a mistake")

    return read


PIECES = {
    "brackets": "（",
    "pairs of brackets": "（）",
    "digits": "1",
    "signs": "≥",
    "spaces": " ",
    "letters": "a",
    "prose": "完成各项工作，",
    "percentages": "95%、",
    "dates": "2023年12月",
}
LENGTHS, ROWS, PARTS = (10**3, 10**4, 10**5), (500, 5000), (10, 100, 1000)
CASES: Mapping[str, tuple[Case, tuple[int, ...]]] = {
    **{
        f"a cell, {key}: {name}": (partial(cell, key, piece), LENGTHS)
        for key in ("target", "actual", "name", "reason")
        for name, piece in PIECES.items()
    },
    "a unit's name, cut for a file": (lambda n: lambda: file_names(["甲" * n]), LENGTHS),
    "a mistake in a long line": (lambda n: refused(f"{HEAD}x = “{'甲' * n}"), LENGTHS),
    "a key without quotes": (lambda n: refused(f"{HEAD}{'产' * n} = 1"), LENGTHS),
    "unknown keys": (lambda n: refused(HEAD + "".join(f"k{k} = 1\n" for k in range(n))), ROWS),
    "rows read": (lambda n: partial(perfeval.loads, project(n)), ROWS),
    **{f"rows scored as {k}": (partial(rows, partial(scored, k)), ROWS) for k in ("text", "markdown", "html", "json")},
    **{f"rows scored as {kind}": (partial(rows, partial(scored, kind)), ROWS) for kind in FILES},
    **{f"rows audited as {k}": (partial(rows, partial(checked, k)), ROWS) for k in ("text", "markdown", "json", "csv")},
    "rows explained": (partial(rows, lambda e: str(perfeval.explain(perfeval.score(e)))), ROWS),
    "rows of a unit combined": (partial(rows, lambda e: aggregate([e])), ROWS),
    "rows under goals audited as text": (lambda n: audited(goals(n)), (1000, 10_000)),
    "rows under goals scored as text": (lambda n: partial(scored, "text", goals(n)), ROWS),
    "parts audited as text": (lambda n: audited(parts(n)), PARTS),
    "parts scored as text": (lambda n: partial(scored, "text", parts(n)), PARTS),
}


def took(work: Work) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measured(case: Case, sizes: tuple[int, ...]) -> Iterator[tuple[int, float, float | None]]:
    """Each size, its seconds, and the ratio to the one before for ten times the size, where times are long enough to tell."""
    before = None
    case(1)()  # what is loaded once is no growth
    for size in sizes:
        seconds = took(case(size))
        told = before is not None and seconds >= FLOOR
        yield size, seconds, seconds / max(before, FLOOR / 10) if told and before is not None else None
        before = seconds


def main() -> int:
    """Print the table; 1 where something grows too fast and --check was asked."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("names", nargs="*", help="only cases whose name holds one of these")
    options.add_argument("--check", action="store_true", help=f"end with 1 where a ratio is above {MOST:.0f}")
    asked = options.parse_args()
    print("| What | seconds at each size | ratios |\n| --- | --- | --- |")
    worst = 0.0
    for name, (case, sizes) in CASES.items():
        if asked.names and not any(word in name for word in asked.names):
            continue
        found = list(measured(case, sizes))
        worst = max([worst, *(ratio for *_, ratio in found if ratio)])
        times = ", ".join(f"{size:,}: {seconds:.2f}" for size, seconds, _ in found)
        ratios = ", ".join("—" if ratio is None else f"{ratio:.0f}" for *_, ratio in found[1:])
        print(f"| {name} | {times} | {ratios} |", flush=True)
    print(f"\nHighest ratio {worst:.0f}; at most {MOST:.0f} passes.")
    return int(asked.check and worst > MOST)


if __name__ == "__main__":
    raise SystemExit(main())
