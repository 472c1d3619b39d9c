"""The audit of many filings as an Excel workbook: 各表, 发现 and 按规则, with filters, fixed heads and links between them.

Needs the extra ``perfeval[xlsx]``. Every text is written as text: nothing becomes a formula, a link or a number.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from perfeval.errors import PerfevalError
from perfeval.read.files.kinds import RESULT_MARK
from perfeval.write.audit_sheets import (
    BY_RULE,
    FILE_COLUMNS,
    FILES,
    FINDING_COLUMNS,
    FINDINGS,
    RULE_COLUMNS,
    Sheets,
)
from perfeval.write.record import Record
from perfeval.write.sheets import Looks, SheetColumn, cell_of, open_book, put

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_575
"""What a sheet of Excel holds below its head."""
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
    book = open_book(whole, "预算绩效自评审核", RESULT_MARK)
    looks = Looks(book)
    pages = {name: book.add_worksheet(name) for name in (FILES, FINDINGS, BY_RULE)}
    put(pages[FILES], looks, FILE_COLUMNS, sheets.records, lambda i, _: cell_of(FINDINGS, sheets.first.get(i)), fixed=1)
    put(pages[FINDINGS], looks, FINDING_COLUMNS, sheets.findings, lambda _, said: cell_of(FILES, said.line), fixed=2)
    put(pages[BY_RULE], looks, RULE_COLUMNS, sheets.rules, lambda _, rule: cell_of(FINDINGS, rule.first))
    for name, columns, rows in ((FILES, FILE_COLUMNS, records), (FINDINGS, FINDING_COLUMNS, sheets.findings)):
        _colour(pages[name], book, columns, len(rows))
    if sheets.rules:
        _chart(book, pages[BY_RULE], len(sheets.rules))
    book.close()
    return whole.getvalue()


def _colour(sheet: "Worksheet", book: "Workbook", columns: Sequence[SheetColumn], count: int) -> None:
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
