"""The official forms as an Excel workbook: a sheet each, behind a summary where there are several.

Needs the extra ``perfeval[xlsx]``. Every text is written as text: nothing becomes a formula, a link or a number.
"""

import datetime
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from perfeval.errors import PerfevalError
from perfeval.scoring.results import Scorecard
from perfeval.tables.grid import Cell
from perfeval.write import layout as office
from perfeval.write.layout import Printed, clean, lay_out, printed
from perfeval.write.summary import SUMMARY, sheet_names, summary, units

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime.datetime(2020, 1, 1)
"""The date that every workbook bears, so that the same forms give the same bytes."""
_HIGHEST = 409.0
"""The highest row that Excel knows, in points; a higher one becomes several, merged."""
_MANY_LINES, _SPARE = 100.0, 1.05
"""Heights are fixed in a workbook: rows of many lines, in points, get a little more, for fonts that are higher."""
_LONGEST = 32767
"""The longest text of a cell, in UTF-16 units."""
_INCH = 72
_UNIT = {"font_name": "Arial", "font_size": 10}
"""What columns are measured in: the digits of a font that every system has or has a twin of, as not all have Calibri."""
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")
"""What Excel would take for the beginning of a formula, were the cell edited."""


class TooLongError(PerfevalError, ValueError):
    """A text that no Excel cell can hold."""

    def __init__(self, name: str, length: int) -> None:
        self.name, self.length = name, length
        super().__init__(name, length)

    def __str__(self) -> str:
        return (
            f"{self.name}：有一格文字长 {self.length} 字，Excel 的单元格最多 {_LONGEST} 字；请删短，或改用 docx、pdf。"
        )


def workbook(cards: Sequence[Scorecard], font: str = office.FONT, findings: Sequence[int] = ()) -> bytes:
    """The workbook's bytes; `findings`, where given, are the numbers of audit findings, a number a card.

    Raises MissingExtraError without XlsxWriter, and TooLongError for a text above Excel's limit.
    """
    whole = BytesIO()
    book = open_book(whole, "预算绩效自评表")
    styles, names = _Styles(book, font), sheet_names([card.evaluation.name for card in cards])
    if len(cards) > 1:
        grid, numbers = summary(cards, names, findings)
        _draw(book.add_worksheet(SUMMARY), lay_out(cards[0], grid), styles, numbers)
    for form, name in zip(printed(cards), names, strict=True):
        _draw(book.add_worksheet(name), form, styles)
    book.close()
    return whole.getvalue()


def open_book(whole: BytesIO, title: str) -> "Workbook":
    """A new workbook in which no text becomes anything else; MissingExtraError without XlsxWriter."""
    try:
        import xlsxwriter
    except ImportError:
        raise office.MissingExtraError("xlsx 格式", "XlsxWriter", "xlsx") from None
    texts = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    # a copy, for XlsxWriter takes things out of it
    book = xlsxwriter.Workbook(whole, {"in_memory": True, "default_format_properties": dict(_UNIT), **texts})
    book.set_properties({"title": title, "created": _MADE})
    return book


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Workbook", font: str) -> None:
        self._book, self._font = book, font
        self._made = dict[frozenset[tuple[str, Any]], "Format"]()

    def get(self, **properties: Any) -> "Format":
        key = frozenset(properties.items())
        if key not in self._made:
            base = {"font_name": self._font, "font_charset": 134, "valign": "vcenter", "text_wrap": True}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def cell(self, form: Printed, cell: Cell, *, at_top: bool) -> "Format":
        return self.get(
            font_size=form.size,
            border=1,
            bold=cell.head,
            align="left" if cell.left else "center",
            valign="top" if at_top else "vcenter",
            quote_prefix=cell.text.startswith(LOOKS_LIKE_A_FORMULA),
        )


class _Rows:
    """The rows of a sheet: the title, the table, 备注; a row too high for Excel is several."""

    def __init__(self, form: Printed) -> None:
        self.heights = [office.TITLE_HEIGHT]
        self.table = [self._add(height * (_SPARE if height > _MANY_LINES else 1)) for height in form.heights]
        self.table.append(len(self.heights))
        self.notes = [(self._add(office.note_height(note)), note) for note in office.notes(form.grid)]
        self.heads = [self.table[head] for head in form.grid.heads[:1]]
        kept = {self.table[row + 1] - 1 for row in form.kept} | {row for row, _ in self.notes[:1]}  # 备注：
        self.breaks = list(office.page_starts(self.heights, kept, self.heads))

    def _add(self, height: float) -> int:
        """The first row of those that are as high together."""
        first, pieces = len(self.heights), math.ceil(height / _HIGHEST)
        self.heights += [height / pieces] * pieces
        return first

    def box(self, cell: Cell) -> tuple[int, int, int, int]:
        """The first row and column of a cell, and the last ones."""
        return (self.table[cell.row], cell.col, self.table[cell.row + cell.rows] - 1, cell.col + cell.cols - 1)


def _draw(
    sheet: "Worksheet",
    form: Printed,
    styles: _Styles,
    numbers: Mapping[tuple[int, int], Decimal | int] | None = None,
) -> None:
    """One form on its sheet."""
    rows, last = _Rows(form), len(form.widths) - 1
    for col, width in enumerate(form.widths):
        sheet.set_column_pixels(col, col, round(width * 4 / 3))
    for row, height in enumerate(rows.heights):
        sheet.set_row(row, round(height, 2))
    title_style = styles.get(font_size=office.TITLE_SIZE, bold=True, align="center")
    _text(sheet, (0, 0, 0, last), form.grid.title, title_style, form)
    for cell in form.grid.cells:
        box = rows.box(cell)
        # a text in the middle of what two pages share would be cut through; at the top it must fit repeated heads
        goes_on = any(box[0] < first <= box[2] for first in rows.breaks)
        style = styles.cell(form, cell, at_top=goes_on)
        number = (numbers or {}).get((cell.row, cell.col))
        if number is None:
            text = cell.text.replace("\n", "") if goes_on and box[0] in rows.heads else cell.text
            _text(sheet, box, text, style, form)
        else:
            sheet.write_number(box[0], box[1], float(number), style)
    note_style = styles.get(font_size=office.NOTE_SIZE, align="left", valign="top")
    for (first, note), (after, _) in pairwise([*rows.notes, (len(rows.heights), "")]):
        _text(sheet, (first, 0, after - 1, last), note, note_style, form)
    _set_up(sheet, rows, last)


def _text(sheet: "Worksheet", box: tuple[int, int, int, int], text: str, style: "Format", form: Printed) -> None:
    if units(text) > _LONGEST:
        raise TooLongError(clean(form.card.evaluation.name), units(text))
    if box[:2] != box[2:]:
        sheet.merge_range(*box, "", style)
    sheet.write_string(box[0], box[1], text, style)


def _set_up(sheet: "Worksheet", rows: _Rows, last: int) -> None:
    """A4 upright, as wide as the page, heads on every further page, page numbers below."""
    sheet.set_portrait()
    sheet.set_paper(9)
    side = office.SIDE / _INCH
    sheet.set_margins(left=side, right=side, top=office.TOP / _INCH, bottom=office.BOTTOM / _INCH)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, len(rows.heights) - 1, last)
    sheet.set_h_pagebreaks(rows.breaks)
    for head in rows.heads:
        sheet.repeat_rows(head)
    before, between, after = office.PAGE_NUMBERS
    sheet.set_footer(f"&C&9{before}&P{between}&N{after}", {"margin": 0.3})
    sheet.hide_gridlines(2)
    from xlsxwriter.utility import xl_range

    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, len(rows.heights) - 1, last)})
