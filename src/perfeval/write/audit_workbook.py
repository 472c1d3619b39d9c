"""The audit of many filings as an Excel workbook: 各表, 发现 and 按规则, with filters, fixed heads and links between them.

Needs the extra ``perfeval[xlsx]``. Every text is written as text: nothing becomes a formula, a link or a number.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from perfeval.errors import PerfevalError
from perfeval.write.audit_sheets import (
    BY_RULE,
    FILE_COLUMNS,
    FILES,
    FINDING_COLUMNS,
    FINDINGS,
    RULE_COLUMNS,
    Column,
    Sheets,
    Value,
)
from perfeval.write.layout import FONT, PAGE_NUMBERS, clean
from perfeval.write.record import Record
from perfeval.write.xlsx import LOOKS_LIKE_A_FORMULA, open_book

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS, MAX_LINKS = 1_048_575, 65_000
"""What a sheet of Excel holds below its head, and how many links it bears."""
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
_SEVERITIES = {"错误": "#FFC7CE", "警告": "#FFEB9C", "提示": "#DDEBF7"}


class TooManyError(PerfevalError, ValueError):
    """More findings than a sheet of Excel holds."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(count)

    def __str__(self) -> str:
        return f"有 {self.count} 条发现，Excel 的一张工作表最多 {MAX_ROWS} 行；请用 --severity、--select 少查一些，或写成 .csv。"


def workbook(records: Sequence[Record]) -> bytes:
    """The workbook's bytes; raises MissingExtraError without XlsxWriter, TooManyError beyond what a sheet holds."""
    sheets = Sheets(records)
    if len(sheets.findings) > MAX_ROWS:
        raise TooManyError(len(sheets.findings))
    whole = BytesIO()
    book = open_book(whole, "预算绩效自评审核")
    looks = Looks(book)
    pages = {name: book.add_worksheet(name) for name in (FILES, FINDINGS, BY_RULE)}
    put(pages[FILES], looks, FILE_COLUMNS, sheets.records, lambda i, _: sheets.first.get(i), fixed=1)
    put(pages[FINDINGS], looks, FINDING_COLUMNS, sheets.findings, lambda _, said: said.line, fixed=2)
    put(pages[BY_RULE], looks, RULE_COLUMNS, sheets.rules, lambda _, rule: rule.first)
    for name, columns, rows in ((FILES, FILE_COLUMNS, records), (FINDINGS, FINDING_COLUMNS, sheets.findings)):
        _colour(pages[name], book, columns, len(rows))
    if sheets.rules:
        _chart(book, pages[BY_RULE], len(sheets.rules))
    book.close()
    return whole.getvalue()


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
    columns: Sequence[Column],
    rows: Sequence[Any],
    leads: Callable[[int, Any], int | None] = lambda _, __: None,
    *,
    fixed: int = 0,
) -> None:
    """A table with its head on a sheet: heads fixed and repeated, filters, links, set up for A4 across.

    `leads` gives the line of another sheet that the linked cells of a row lead to; the first `fixed` columns stay in sight.
    """
    for col, column in enumerate(columns):
        sheet.set_column(col, col, column.width)
        sheet.write_string(0, col, column.head, looks.get("head"))
    pen, links = _Pen(sheet, looks), 0
    for i, row in enumerate(rows, 1):
        line, lines = leads(i, row), 1
        for col, column in enumerate(columns):
            value = column.value(row)
            linked = bool(column.to and line and value not in (None, 0) and links < MAX_LINKS)
            if linked and line:
                sheet.write_url(i, col, f"internal:'{column.to}'!A{line + 1}", looks.get("link"), clean(str(value)))
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


class _Pen:
    """Writes the cells of one sheet; the same text comes again and again, and is looked at once."""

    def __init__(self, sheet: "Worksheet", looks: Looks) -> None:
        self._sheet, self._looks = sheet, looks
        self._texts = dict[str, tuple[str, "Format", int]]()
        self._blank, self._link = looks.get("text"), looks.get("link")

    def write(self, row: int, col: int, value: Value, width: int, *, linked: bool = False) -> int:
        """One cell, a number as a number with its own decimals, all else as text; how many lines it takes."""
        if value is None or value == "":
            self._sheet.write_blank(row, col, None, self._blank)
            return 1
        if isinstance(value, (int, Decimal)):
            self._sheet.write_number(row, col, float(value), self._looks.get(*_number_look(value, linked)))
            return 1
        known = self._texts.get(value)
        if known is None:
            known = self._texts[value] = self._look(value)
        text, look, wide = known
        self._sheet.write_string(row, col, text, self._link if linked else look)
        return -(-wide // (width - 1))

    def _look(self, value: str) -> tuple[str, "Format", int]:
        """The text as it is shown, its look, and how many half-width characters it takes."""
        text = clean(value)
        text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…（后略）"
        look = self._looks.get("guarded" if text.startswith(LOOKS_LIKE_A_FORMULA) else "text")
        return text, look, len(text.encode("gbk", "replace"))


def _number_look(value: int | Decimal, linked: bool) -> tuple[str, str]:
    exponent = value.normalize().as_tuple().exponent if isinstance(value, Decimal) else 0
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "number_link" if linked else "number", f"0.{'0' * max(places, 2)}" if places else "0"


def _colour(sheet: "Worksheet", book: "Workbook", columns: Sequence[Column], count: int) -> None:
    """Counts above 0 and severities in their colours."""
    for col, column in enumerate(columns):
        if column.head in _SEVERITIES:
            rule: dict[str, Any] = {"type": "cell", "criteria": ">", "value": 0}
            rule["format"] = book.add_format({"bg_color": _SEVERITIES[column.head]})
            sheet.conditional_format(1, col, max(count, 1), col, rule)
        elif column.head == "级别":
            for label, colour in _SEVERITIES.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{label}"'}
                sheet.conditional_format(
                    1, col, max(count, 1), col, rule | {"format": book.add_format({"bg_color": colour})}
                )


def _chart(book: "Workbook", sheet: "Worksheet", count: int) -> None:
    """How often each rule spoke, the most frequent on top."""
    shown, numbers = min(count, 20), 4
    chart = book.add_chart({"type": "bar"})
    categories = [BY_RULE, 1, 1, shown, 1]
    values = [BY_RULE, 1, numbers, shown, numbers]
    chart.add_series({"name": "发现数", "categories": categories, "values": values, "gap": 40,
                      "fill": {"color": "#2F6FB3"}, "data_labels": {"value": True}})  # fmt: skip
    chart.set_title(
        {"name": "各规则的发现数" if shown == count else f"发现最多的 {shown} 条规则", "name_font": {"size": 12}}
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "num_format": "0"})
    chart.set_size({"width": 760, "height": 100 + 20 * shown})
    sheet.insert_chart(count + 2, 0, chart, {"object_position": 3})
    sheet.set_h_pagebreaks([count + 1])  # the chart stays in one piece
