"""What it costs to read a filed form of ten pages, and to refuse a file made to exhaust a reader.

``python benchmarks/reading.py`` prints two tables; the last figures stand in docs/reading.md. The refusals are those of
tests/hostile.py; the peak of memory is what Python allocated beyond the file itself.
"""

import sys
import time
import tracemalloc
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from run import best
from speed import document

import perfeval
from perfeval.errors import InputError
from perfeval.read import filed_forms
from perfeval.read.files.office import tables
from perfeval.write import FILES, to_file, to_html

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.hostile import hostile, hostile_books, hostile_pages, hostile_xml

ROWS, PAGES, GOAL, REFUSAL = 132, 10, 1000, 50


def reading(times: int) -> list[tuple[str, int, float]]:
    """Format, bytes and milliseconds of one form of ten pages."""
    text = document(ROWS).replace('name = "第', 'name = "农村公路养护及安全生命防护工程第').replace("0.25", "0.3")
    card = perfeval.score(perfeval.loads(text))
    found = []
    for kind in (*FILES, "html"):
        data = to_html([card]).encode() if kind == "html" else to_file([card], kind)
        (form,) = filed_forms(data, f"form.{kind}")
        assert len(form.evaluation.indicators) == ROWS, "every row is read"
        found.append((kind, len(data), best(partial(filed_forms, data, f"form.{kind}"), times)))
    return found


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
        start = time.perf_counter()
        try:
            tables(data, "a")
        except InputError:
            shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1000, peak / (1 << 20)


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    times = int(arguments[0]) if arguments else 5
    print(f"Python {sys.version.split()[0]}, a form of {ROWS} rows on {PAGES} pages, best of {times}\n")
    print("| Read from | KB | ms | goal, ms |")
    print("| --- | --- | --- | --- |")
    for kind, size, took in reading(times):
        print(f"| {kind} | {size >> 10} | {took:.0f} | {GOAL if kind == 'docx' else ''} |")
    print(f"\n| Refused (goal {REFUSAL} ms) | KB | ms | MB |")
    print("| --- | --- | --- | --- |")
    for name, data in (hostile() | hostile_pages() | hostile_books() | hostile_xml()).items():
        took, peak = refused(data)
        print(f"| {name} | {len(data) >> 10} | {took:.1f} | {peak:.1f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
