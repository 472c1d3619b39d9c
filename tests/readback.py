"""Written forms as other libraries read them: the text and the span of every cell, position by position.

openpyxl, python-docx and pdfplumber know nothing of perfeval; what they find is held against the grid.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest

from perfeval.tables import Grid
from perfeval.write.layout import clean

Found = dict[tuple[int, int], tuple[int, int, str]]
"""Where a cell begins: how many rows and columns it spans, and its text."""


def drawn(grid: Grid) -> Found:
    """What any reader should find."""
    return {(cell.row, cell.col): (cell.rows, cell.cols, clean(cell.text)) for cell in grid.cells}


def without_breaks(found: Found) -> Found:
    """The same with texts on one line and without space, as a PDF has them."""
    return {place: (rows, cols, squash(text)) for place, (rows, cols, text) in found.items()}


def squash(text: str) -> str:
    """The text without any space."""
    return "".join(text.split())


# --- workbooks ----------------------------------------------------------------------------------------------------


def sheets(data: bytes) -> dict[str, Any]:
    """The sheets by their names."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {sheet.title: sheet for sheet in book.worksheets}


def sheet_cells(sheet: Any, height: int) -> tuple[Found, list[str]]:
    """The table's cells below the title, and the texts below the table.

    A row in which nothing begins only makes the row above it higher.
    """
    spans = {(box.min_row, box.min_col): (box.max_row, box.max_col) for box in sheet.merged_cells.ranges}
    covered = {place for first, last in spans.items() for place in inside(first, last) if place != first}
    begins = [[col for col in range(1, sheet.max_column + 1) if (row, col) not in covered]
              for row in range(1, sheet.max_row + 1)]  # fmt: skip
    lines = [row for row, columns in enumerate(begins, 1) if columns]
    found = dict[tuple[int, int], tuple[int, int, str]]()
    for line, row in enumerate(lines[1 : height + 1]):
        for col in begins[row - 1]:
            last_row, last_col = spans.get((row, col), (row, col))
            rows = sum(row <= other <= last_row for other in lines)
            found[line, col - 1] = (rows, last_col - col + 1, str(sheet.cell(row, col).value or ""))
    return found, [str(sheet.cell(row, 1).value or "") for row in lines[height + 1 :]]


def inside(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The places of a box."""
    yield from ((row, col) for row in range(first[0], last[0] + 1) for col in range(first[1], last[1] + 1))


# --- Word ---------------------------------------------------------------------------------------------------------


def word_tables(data: bytes) -> list[Found]:
    """The tables of a document."""
    return [word_cells(table) for table in docx.Document(BytesIO(data)).tables]


def word_cells(table: Any) -> Found:
    """A table's cells; python-docx repeats a merged cell at each place that it covers."""
    places = dict[int, list[tuple[int, int]]]()
    texts = dict[int, str]()
    kept = []  # so that no identity is given twice
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            kept.append(cell._tc)
            places.setdefault(id(cell._tc), []).append((r, c))
            texts[id(cell._tc)] = cell.text
    found = Found()
    for key, covered in places.items():
        (top, left), (bottom, right) = min(covered), max(covered)
        assert covered == list(inside((top, left), (bottom, right)))
        found[top, left] = (bottom - top + 1, right - left + 1, texts[key])
    return found


# --- PDF, written or printed ----------------------------------------------------------------------------------------------------------


def printed_by_libreoffice(data: bytes, kind: str, folder: Path) -> bytes:
    """The PDF that LibreOffice prints a file to; the test is skipped where it is not installed."""
    return through_libreoffice(data, kind, folder, "pdf")


def through_libreoffice(data: bytes, kind: str, folder: Path, to: str) -> bytes:
    """A file as LibreOffice writes it after it has opened it; the test is skipped where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    source = folder / f"form.{kind}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [
        office,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        folder / "out",
        source,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / "out" / f"form.{to}").read_bytes()


def printed_by_chromium(page: str, folder: Path) -> bytes:
    """The PDF that a browser prints a page to; the test is skipped where there is no Chromium."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("needs Chromium")
    source, target = folder / "form.html", folder / "form.pdf"
    source.write_text(page, encoding="utf-8")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile",
    ]
    command = [browser, *options, f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return target.read_bytes()


def pages(data: bytes) -> list[Any]:
    """The pages of a PDF."""
    return list(pdfplumber.open(BytesIO(data)).pages)


def page_cells(page: Any) -> Found:
    """The cells of a page's table as its lines draw them, texts without space."""
    (table,) = page.find_tables()
    xs, ys = (snapped(edge for box in table.cells for edge in box[axis::2]) for axis in (0, 1))
    found = Found()
    for x0, y0, x1, y1 in table.cells:
        left, top, right, bottom = nearest(xs, x0), nearest(ys, y0), nearest(xs, x1), nearest(ys, y1)
        found[top, left] = (bottom - top, right - left, box_text(page, (x0, y0, x1, y1)))
    return found


def box_text(page: Any, box: tuple[float, float, float, float]) -> str:
    """The characters whose middle is in a box, in the order of the file."""
    x0, y0, x1, y1 = box
    return squash("".join(char["text"] for char in page.chars
                          if x0 < (char["x0"] + char["x1"]) / 2 < x1 and y0 < (char["top"] + char["bottom"]) / 2 < y1))  # fmt: skip


def snapped(edges: Iterable[float]) -> list[float]:
    """Edges in order, those closer than 2 points taken as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > 2:
            found.append(edge)
    return found


def nearest(edges: list[float], value: float) -> int:
    """Which edge it is."""
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def footers(data: bytes) -> list[str]:
    """The last line of each page."""
    found = []
    for page in pages(data):
        last = max(char["bottom"] for char in page.chars)
        found.append(squash("".join(char["text"] for char in page.chars if char["bottom"] > last - 2)))
    return found


def numbered(count: int) -> list[str]:
    """The page numbers of so many pages."""
    return [f"第{page}页共{count}页" for page in range(1, count + 1)]
