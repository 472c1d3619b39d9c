"""The official forms as an Excel workbook: a sheet each, behind a summary where there are several.

Needs the extra ``perfeval[xlsx]``. Every text is written as text: nothing becomes a formula, a link or a number.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from perfeval.errors import PerfevalError
from perfeval.read.files.kinds import RESULT_MARK
from perfeval.scoring.results import Scorecard
from perfeval.tables.grid import GridCell
from perfeval.write import layout as office
from perfeval.write.layout import Printed, clean, laid_out
from perfeval.write.overview import overviews
from perfeval.write.overview_sheet import write_overview as draw_overview
from perfeval.write.sheets import LOOKS_LIKE_A_FORMULA, Looks, cell_of, open_book, put
from perfeval.write.summary import OVERVIEW, SUMMARY, sheet_names, summary_columns, summary_lines, units

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_HIGHEST = 409.0
"""The highest row that Excel knows, in points; a higher one becomes several, merged."""
_MANY_LINES, _SPARE = 100.0, 1.05
"""Heights are fixed in a workbook: rows of many lines, in points, get a little more, for fonts that are higher."""
_LONGEST = 32767
"""The longest text of a cell, in UTF-16 units."""
_INCH = 72


class TooLongError(PerfevalError, ValueError):
    """A text that no Excel cell can hold."""

    def __init__(self, name: str, length: int) -> None:
        self.name, self.length = name, length
        super().__init__(name, length)

    def __str__(self) -> str:
        return (
            f"{self.name}：有一格文字长 {self.length} 字，Excel 的单元格最多 {_LONGEST} 字；请删短，或改用 docx、pdf。"
        )


def workbook(
    cards: Sequence[Scorecard], font: str = office.FONT, findings: Sequence[int] = (), budget: Fraction | None = None
) -> bytes:
    """The workbook's bytes; `findings`, where given, are the numbers of audit findings, a number a card.

    Several forms, or one with the `budget` that forms are to cover (in 万元), stand behind their summary and its charts.

    Raises MissingExtraError without XlsxWriter, and TooLongError for a text above Excel's limit.
    """
    whole = BytesIO()
    book = open_book(whole, "预算绩效自评表", RESULT_MARK if len(cards) > 1 else "")
    styles, names = _Styles(book, font), sheet_names([card.evaluation.name for card in cards])
    if len(cards) > 1 or budget is not None:
        looks, heads = Looks(book), summary_columns(audited=bool(findings))
        sheet, _ = book.add_worksheet(SUMMARY), book.add_worksheet(OVERVIEW)
        rows = summary_lines(cards, names, findings)
        put(sheet, looks, heads, rows, lambda _, line: cell_of(line.sheet, 0), fixed=3)
        draw_overview(book, looks, overviews(cards, budget), [column.head for column in heads], len(cards))
    for form, name in zip(laid_out(cards), names, strict=True):
        _draw(book.add_worksheet(name), form, styles)
    book.close()
    return whole.getvalue()


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

    def cell(self, form: Printed, cell: GridCell, *, at_top: bool) -> "Format":
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
        self.notes = [(self._add(office.note_height(note)), note) for note in office.grid_notes(form.grid)]
        self.heads = [self.table[head] for head in form.grid.heads[:1]]
        kept = {self.table[row + 1] - 1 for row in form.kept} | {row for row, _ in self.notes[:1]}  # 备注：
        self.breaks = list(office.page_starts(self.heights, kept, self.heads))

    def _add(self, height: float) -> int:
        """The first row of those that are as high together."""
        first, pieces = len(self.heights), math.ceil(height / _HIGHEST)
        self.heights += [height / pieces] * pieces
        return first

    def box(self, cell: GridCell) -> tuple[int, int, int, int]:
        """The first row and column of a cell, and the last ones."""
        return (self.table[cell.row], cell.col, self.table[cell.row + cell.rows] - 1, cell.col + cell.cols - 1)


def _draw(sheet: "Worksheet", form: Printed, styles: _Styles) -> None:
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
        text = cell.text.replace("\n", "") if goes_on and box[0] in rows.heads else cell.text
        _text(sheet, box, text, style, form)
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
