"""Pages of a PDF as they lie before a reader: ruled lines that a hand, a printer or a rounding lets lean a little."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from perfeval.read.files.office import tables
from perfeval.read.files.pdf_read import read_bytes

WIDE = 658
"""Points: 232 mm."""


def page(draw: Callable[[Any], None]) -> bytes:
    """A page of reportlab with two cells 甲 and 乙, one above the other; their lines are drawn by `draw`."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(842, 595))
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(100, 485, "甲")
    canvas.drawString(100, 455, "乙")
    draw(canvas)
    canvas.save()
    return file.getvalue()


def lines(lean: float) -> Callable[[Any], None]:
    """Three lines across and two down, each leaning by so many points over the width."""

    def draw(canvas: Any) -> None:
        slope = lean / WIDE
        for y in (500, 470, 440):
            canvas.line(50, y, 50 + WIDE, y - lean)
        for x in (50, 50 + WIDE):
            canvas.line(x, 500 - (x - 50) * slope, x - 60 * slope, 440 - (x - 50) * slope)

    return draw


def frames(lean: float) -> Callable[[Any], None]:
    """Two frames on a page that was turned a little."""

    def draw(canvas: Any) -> None:
        canvas.transform(1, -lean / WIDE, lean / WIDE, 1, 0, lean / 2)
        canvas.rect(50, 470, WIDE, 30)
        canvas.rect(50, 440, WIDE, 30)

    return draw


@pytest.mark.parametrize("lean", [0, 0.01, 1, 2.5], ids="{} points".format)
@pytest.mark.parametrize("drawn", [lines, frames])
def test_lines_may_lean(drawn: Callable[[float], Callable[[Any], None]], lean: float) -> None:
    """One hundredth of a point, as a rounding leaves it; 0.35 mm over the width of a page, and more than twice as much."""
    found = tables(page(drawn(lean)), "a.pdf")
    assert [["甲", "乙"]] == [[cell.text for cell in table.cells] for table in found]


def test_a_line_aslant_is_none_of_a_table() -> None:
    assert [] == read_bytes(page(lines(60)))["tables"]


def test_a_page_with_more_characters_than_are_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfeval.read.files import pdf, pdf_read

    monkeypatch.setattr(pdf_read, "MAX_CHARS", 1)
    monkeypatch.setattr(pdf, "_ask", read_bytes)
    found, told = tables(page(lines(0)), "a.pdf")
    assert ["甲", ""] == [cell.text for cell in found.cells]
    assert ["第 1 页的字太多，后画的未录入"] == [str(unread) for unread in told.unread]
