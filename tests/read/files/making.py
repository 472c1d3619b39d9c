"""Files made for the readers: tables with cells merged at random, documents, PDFs; and what was found in them."""

import io
from typing import Any

import pytest
from hypothesis import strategies as st

from perfeval import InputError
from perfeval.read import filed_forms
from perfeval.read.files.filed import FiledTable

Found = dict[tuple[int, int], tuple[int, int, str]]
Layout = tuple[int, int, list[tuple[int, int, int, int, str]]]


def found(table: FiledTable) -> Found:
    """Where a cell begins: how many rows and columns it spans, and its text."""
    return {(c.row, c.col): (c.rows, c.cols, c.text) for c in table.cells}


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """A table whose cells are merged at random, each with a text of its own."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    taken, cells = set[tuple[int, int]](), []
    for row in range(height):
        for col in range(width):
            if (row, col) in taken:
                continue
            rows, cols = draw(st.integers(1, height - row)), draw(st.integers(1, width - col))
            area = {(r, c) for r in range(row, row + rows) for c in range(col, col + cols)}
            if area & taken:
                rows = cols = 1
                area = {(row, col)}
            taken |= area
            cells.append((row, col, rows, cols, f"第{len(cells)}格"))
    return height, width, cells


def word(document: Any) -> bytes:
    """The bytes of a Word document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def printed(*lines: str, pages: int = 1, **options: Any) -> bytes:
    """A PDF without tables, by reportlab."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, **options)
    for _ in range(pages):
        for i, line in enumerate(lines):
            canvas.drawString(50, 800 - 20 * i, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def told(data: bytes) -> str:
    """In which sentence a PDF is refused."""
    with pytest.raises(InputError) as error:
        filed_forms(data, "a.pdf")
    (problem,) = error.value.problems
    return problem.found
