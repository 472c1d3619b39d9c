"""How far a run over many files is, on a terminal where nothing else is printed meanwhile."""

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Result = TypeVar("Result")
_WORTH_A_BAR = 20


def with_progress(results: Iterable[Result], output: str | None) -> Iterator[Result]:
    """The results as they come; from the twentieth on, their number is shown where the results themselves are not."""
    results = iter(results)
    if not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        yield from results
        return
    yield from islice(results, _WORTH_A_BAR)
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        for number, result in enumerate(results, _WORTH_A_BAR + 1):
            bar.update(task, description=f"已处理 {number:,} 个文件")
            yield result
