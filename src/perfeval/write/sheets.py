"""Tables of many lines on the sheets of a workbook: heads fixed, filters, links, numbers as numbers and text as text.

Needs the extra ``perfeval[xlsx]``; it is imported only where a workbook is opened.
"""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

from attrs import frozen

from perfeval.write.layout import FONT, PAGE_NUMBERS, MissingExtraError, clean

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SheetValue = str | int | Decimal | Fraction | None
"""What a cell holds: a number stays one, a Fraction is a share shown in percent, None is an empty cell."""
_MADE = datetime.datetime(2020, 1, 1)
"""The date that every workbook bears, so that the same forms give the same bytes."""
_UNIT = {"font_name": "Arial", "font_size": 10}
"""What columns are measured in: the digits of a font that every system has or has a twin of, as not all have Calibri."""
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")
"""What Excel would take for the beginning of a formula, were the cell edited."""
MAX_LINKS = 65_000
"""How many links a sheet of Excel bears."""
_LONGEST = 16_000
"""What is shown of a text; Excel takes twice that."""
_HEIGHT, _HIGHEST = 13.5, 409
"""The height of a line, and of the highest row that Excel knows, in points."""
_LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#DCE6F1", "border": 1, "align": "center", "text_wrap": True},
    "text": {"border": 1, "valign": "top", "text_wrap": True},
    "guarded": {"border": 1, "valign": "top", "text_wrap": True, "quote_prefix": True},
    "link": {"border": 1, "valign": "top", "font_color": "#0563C1", "underline": 1, "text_wrap": True},
    "number": {"border": 1, "valign": "top", "align": "right"},
    "number_link": {"border": 1, "valign": "top", "align": "right", "font_color": "#0563C1", "underline": 1},
}


def open_book(whole: BytesIO, title: str, keywords: str = "") -> "Workbook":
    """A new workbook in which no text becomes anything else; MissingExtraError without XlsxWriter."""
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("xlsx 格式", "XlsxWriter", "xlsx") from None
    texts = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    # a copy, for XlsxWriter takes things out of it
    book = xlsxwriter.Workbook(whole, {"in_memory": True, "default_format_properties": dict(_UNIT), **texts})
    book.set_properties({"title": title, "created": _MADE, "keywords": keywords})
    return book


@frozen
class SheetColumn:
    """A column of a sheet: its head, its width in characters, what stands in it, and the sheet that its cells lead to."""

    head: str
    width: int
    value: Callable[[Any], SheetValue]
    to: str = ""


class Looks:
    """The formats of such a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made = dict[tuple[str, str], "Format"]()

    def get(self, name: str, number: str = "") -> "Format":
        """The format of that name, with a number format where one is given."""
        if (name, number) not in self._made:
            about = {"font_name": FONT, "font_charset": 134, "font_size": 10} | _LOOKS[name]
            self._made[name, number] = self._book.add_format(about | ({"num_format": number} if number else {}))
        return self._made[name, number]


def put(
    sheet: "Worksheet",
    looks: Looks,
    columns: Sequence[SheetColumn],
    rows: Sequence[Any],
    leads: Callable[[int, Any], str] = lambda _, __: "",
    *,
    fixed: int = 0,
) -> None:
    """A table with its head on a sheet: heads fixed and repeated, filters, links, set up for A4 across.

    `leads` gives the cell that the linked cells of a row lead to (see `cell_of`); the first `fixed` columns stay in sight.
    """
    for col, column in enumerate(columns):
        sheet.set_column(col, col, column.width)
        sheet.write_string(0, col, column.head, looks.get("head"))
    pen, links = _Pen(sheet, looks), 0
    for i, row in enumerate(rows, 1):
        target, lines = leads(i, row), 1
        for col, column in enumerate(columns):
            value = column.value(row)
            linked = bool(column.to and target and value not in (None, 0, "") and links < MAX_LINKS)
            if linked:
                sheet.write_url(i, col, f"internal:{target}", looks.get("link"), clean(str(value)))
                links += 1
            lines = max(lines, pen.write(i, col, value, column.width, linked=linked))
        sheet.set_row(i, min(_HEIGHT * lines + 2, _HIGHEST))
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.freeze_panes(1, fixed)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    before, between, after = PAGE_NUMBERS
    sheet.set_footer(f"&C&9{before}&P{between}&N{after}")


def write_sheet(sheet: "Worksheet", looks: Looks, row: int, col: int, value: SheetValue) -> None:
    """One cell by itself."""
    _Pen(sheet, looks).write(row, col, value, 2)


class _Pen:
    """Writes the cells of one sheet; the same text comes again and again, and is looked at once."""

    def __init__(self, sheet: "Worksheet", looks: Looks) -> None:
        self._sheet, self._looks = sheet, looks
        self._texts = dict[str, tuple[str, "Format", int]]()
        self._blank, self._link = looks.get("text"), looks.get("link")

    def write(self, row: int, col: int, value: SheetValue, width: int, *, linked: bool = False) -> int:
        """One cell, a number as a number with its own decimals, all else as text; how many lines it takes."""
        if isinstance(value, str) and value:
            known = self._texts.get(value)
            if known is None:
                known = self._texts[value] = self._look(value)
            text, look, wide = known
            self._sheet.write_string(row, col, text, self._link if linked else look)
            return -(-wide // (width - 1))
        if value is None or isinstance(value, str):
            self._sheet.write_blank(row, col, None, self._blank)
        else:
            self._sheet.write_number(row, col, float(value), self._looks.get(*_number_look(value, linked)))
        return 1

    def _look(self, value: str) -> tuple[str, "Format", int]:
        """The text as it is shown, its look, and how many half-width characters it takes."""
        text = clean(value)
        text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…（后略）"
        look = self._looks.get("guarded" if text.startswith(LOOKS_LIKE_A_FORMULA) else "text")
        return text, look, len(text.encode("gbk", "replace"))


def cell_of(sheet: str, line: int | None) -> str:
    """The first cell of a line below the head of a sheet, as links name it; empty without a line."""
    name = sheet.replace("'", "''")
    return f"'{name}'!A{line + 1}" if line is not None else ""


def _number_look(value: int | Decimal | Fraction, linked: bool) -> tuple[str, str]:
    if isinstance(value, int):
        return "number_link" if linked else "number", "0"
    if isinstance(value, Fraction):
        return "number", "0.00%"
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "number_link" if linked else "number", f"0.{'0' * max(places, 2)}" if places else "0"
