"""What it costs to read a filed form of ten pages, and to refuse a file made to exhaust a reader.

``python benchmarks/reading.py`` prints two tables; the last figures stand in docs/reading.md. The refusals are those of
tests/hostile.py; the peak of memory is what Python allocated beyond the file itself. Times are those of a processor; what the other
process does with a PDF is done in this one, without its start.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from speed import document

import perfeval
from perfeval.errors import InputError
from perfeval.read import filed_forms
from perfeval.read.files.office import tables
from perfeval.read.files.pdf_read import answer
from perfeval.write import FILES, to_file, to_html

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.hostile import hostile, hostile_books, hostile_office, hostile_pages, hostile_xml

ROWS, PAGES, GOAL, REFUSAL = 132, 10, 1000, 50
GOALS = {"pdf": 1500}


def reading(times: int) -> list[tuple[str, int, float]]:
    """Format, bytes and milliseconds of one form of ten pages."""
    text = document(ROWS).replace('name = "第', 'name = "农村公路养护及安全生命防护工程第').replace("0.25", "0.3")
    card = perfeval.score(perfeval.loads(text))
    found = []
    for kind in (*FILES, "html"):
        data = to_html([card]).encode() if kind == "html" else to_file([card], kind)
        (form,) = filed_forms(data, f"form.{kind}")
        assert len(form.evaluation.indicators) == ROWS, "every row is read"
        work = partial(answer, data) if kind == "pdf" else partial(filed_forms, data, f"form.{kind}")
        found.append((kind, len(data), processor(work, times)))
    return found


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
