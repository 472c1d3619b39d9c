"""What it costs to read a filed form of ten pages, and to refuse a file made to exhaust a reader.

``python benchmarks/reading.py`` prints two tables, ``python benchmarks/reading.py folder`` what a folder of 200 forms costs on one
processor and on all; the last figures stand in docs/reading.md. The refusals are those of
tests/hostile.py; the peak of memory is what Python allocated beyond the file itself. Times are those of a processor; what the other
process does with a PDF is done in this one, without its start.
"""

import os
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from speed import document

import perfeval
from perfeval import Scorecard
from perfeval.errors import InputError
from perfeval.read import filed_forms
from perfeval.read.files.office import tables
from perfeval.read.files.pdf_read import read_bytes
from perfeval.write import FILES, to_file, to_html
from perfeval.write.document import to_tree

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.forms import fixed
from tests.forms.kinds import KINDS
from tests.forms.laid import LAYOUTS
from tests.hostile import hostile, hostile_books, hostile_office, hostile_pages, hostile_xml

ROWS, PAGES, GOAL, REFUSAL = 132, 10, 1000, 50
GOALS = {"pdf": 1500}


def reading(times: int) -> list[tuple[str, int, float]]:
    """Format, bytes and milliseconds of one form of ten pages."""
    text = document(ROWS).replace('name = "第', 'name = "农村公路养护及安全生命防护工程第').replace("0.25", "0.3")
    found = []
    for kind, data in files(perfeval.score(perfeval.loads(text))).items():
        (form,) = filed_forms(data, f"form.{kind}")
        assert len(form.evaluation.indicators) == ROWS, "every row is read"
        work = partial(read_bytes, data) if kind == "pdf" else partial(filed_forms, data, f"form.{kind}")
        found.append((kind, len(data), processor(work, times)))
    return found


def files(card: Scorecard) -> dict[str, bytes]:
    """The form as a file of each kind: as perfeval writes it, and its rows as a clerk's program would."""
    found = {kind: to_file([card], kind) for kind in FILES} | {"html": to_html([card]).encode()}
    titles, tables = LAYOUTS["merged"]({"year": 2023} | to_tree(card.evaluation))
    kinds = [kind for kind in ("xls", "ods", "odt", "mht") if kind != "xls" or find_spec("xlwt")]
    found |= {kind: KINDS[kind](titles, tables) for kind in kinds}
    with TemporaryDirectory() as folder:
        path = Path(folder, "form.ofd")
        path.with_suffix(".pdf").write_bytes(found["pdf"])
        fixed.ofd(path)
        return found | {"ofd": path.read_bytes()}


def folder(count: int = 200) -> None:
    """Forms of five kinds audited together by the command: seconds on the clock of one processor and of all, and of all processors."""
    card = perfeval.score(perfeval.load(Path(__file__).parent.parent / "examples" / "jiangan-2023" / "project.toml"))
    kinds = {kind: data for kind, data in files(card).items() if kind in ("xlsx", "docx", "pdf", "html", "ods")}
    with TemporaryDirectory() as place:
        for i, kind in zip(range(count), cycle(kinds), strict=False):
            Path(place, f"{i}.{kind}").write_bytes(kinds[kind])
        command = [sys.executable, "-m", "perfeval", "audit", place, "--profile", "mof-2020", "--format", "json"]
        for processors in ([0], range(os.cpu_count() or 1)):
            clock, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                command, check=False, capture_output=True, preexec_fn=partial(os.sched_setaffinity, 0, processors)
            )
            clock, after = time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_CHILDREN)
            every = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
            print(f"{count} forms on {len(processors)} cores: {clock:.1f} s on the clock, {every:.1f} s of processors")


def processor(work: Callable[[], object], times: int) -> float:
    """The least processor time of several runs, in milliseconds; others on the machine do not count."""
    shortest = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        shortest = min(shortest, time.process_time() - start)
    return shortest * 1000


def refused(data: bytes) -> tuple[float, float]:
    """Milliseconds and megabytes until a file is refused."""
    tracemalloc.start()
    try:
        tables(data, "a")
        raise AssertionError("not refused")
    except InputError:
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    shortest = float("inf")
    for _ in range(5):
        start = time.process_time()
        try:
            tables(data, "a")
        except InputError:
            shortest = min(shortest, time.process_time() - start)
    return shortest * 1000, peak / (1 << 20)


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    if arguments == ["folder"]:
        folder()
        return
    times = int(arguments[0]) if arguments else 5
    print(f"Python {sys.version.split()[0]}, a form of {ROWS} rows on {PAGES} pages, best of {times}\n")
    print("| Read from | KB | ms of a processor | times Excel | goal, ms |")
    print("| --- | --- | --- | --- | --- |")
    found = reading(times)
    least = next(took for kind, _, took in found if kind == "xlsx")
    for kind, size, took in found:
        print(f"| {kind} | {size >> 10} | {took:.0f} | {took / least:.1f} | {GOALS.get(kind, GOAL)} |")
    print(f"\n| Refused (goal {REFUSAL} ms) | KB | ms | MB |")
    print("| --- | --- | --- | --- |")
    for name, data in (hostile() | hostile_pages() | hostile_books() | hostile_xml() | hostile_office()).items():
        took, peak = refused(data)
        print(f"| {name} | {len(data) >> 10} | {took:.1f} | {peak:.1f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
