"""An Excel 2003 XML workbook (SpreadsheetML, saved as .xml or .xls) as tables: every visible sheet, each cell as Excel shows it.

What is hidden, comments and formulas are treated as those of an .xlsx; the guard has seen the file before.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from perfeval.read.files.filed import FiledTable, Origin, Unread
from perfeval.read.files.guard import check_xml
from perfeval.read.files.html_page import text_of
from perfeval.read.files.numberformat import as_formatted
from perfeval.read.files.sheet import SheetPlace, cell_place, sheet_table
from perfeval.read.files.xlsx import child, children
from perfeval.read.forms.shown import tidy

_NAMED = {
    "General Number": "General", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
    "Currency": "#,##0.00", "Euro Currency": "#,##0.00", "General Date": "yyyy/m/d h:mm", "Short Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"', "Medium Date": "d-mmm-yy", "Short Time": "h:mm", "Long Time": "h:mm:ss",
}  # fmt: skip
"""The formats that this kind of file gives names."""
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC)


def tables(data: bytes, file: str) -> tuple[FiledTable, ...]:
    """Each visible sheet with something in it, as one table."""
    text, _ = text_of(data)
    book = check_xml(_DECLARATION.sub("", text, count=1).encode(errors="replace"), "sheetml")
    formats = _formats(book)
    pages = [page for page in children(book, "Worksheet") if not _is_hidden_sheet(page)]
    found = [_sheet(page, Origin(file, sheet=_value(page, "Name")), formats) for page in pages]
    return tuple(table for table in found if table.cells)


def _value(element: Element, name: str) -> str:
    """An attribute by its local name."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _count(element: Element, name: str) -> int:
    return int(_value(element, name) or 0)  # the guard has seen that it is a number


def _is_hidden_sheet(page: Element) -> bool:
    visible = child(child(page, "WorksheetOptions"), "Visible")
    return visible is not None and visible.text in ("SheetHidden", "SheetVeryHidden")


def _formats(book: Element) -> Mapping[str, str]:
    """The number format of each style, its parent's where it has none."""
    found, parents = dict[str, str](), dict[str, str]()
    for style in children(child(book, "Styles"), "Style"):
        name, form = _value(style, "ID"), child(style, "NumberFormat")
        parents[name] = _value(style, "Parent")
        if form is not None:
            found[name] = _value(form, "Format")
    for name, parent in parents.items():
        code = found.get(name, found.get(parent, found.get("Default", "")))
        found[name] = _NAMED.get(code, code) or "General"
    return found


def _is_hidden(element: Element, size: str) -> bool:
    return _value(element, "Hidden") == "1" or _value(element, size) in ("0", "0.0")


def _sheet(page: Element, origin: Origin, formats: Mapping[str, str]) -> FiledTable:
    table, texts, spans, unread = (
        child(page, "Table"),
        dict[SheetPlace, str](),
        dict[SheetPlace, SheetPlace](),
        list[Unread](),
    )
    hidden_columns, hidden_rows, columns, row = set[int](), set[int](), dict[int, str](), 0
    col = 0
    for column in children(table, "Column"):
        col = _count(column, "Index") or col + 1
        last = col + _count(column, "Span")
        if _is_hidden(column, "Width"):
            hidden_columns |= set(range(col, last + 1))
        columns |= dict.fromkeys(range(col, last + 1), _value(column, "StyleID"))
        col = last
    for line in children(table, "Row"):
        row = _count(line, "Index") or row + 1
        first, row = row, row + _count(line, "Span")
        if _is_hidden(line, "Height"):
            hidden_rows |= set(range(first, row + 1))
        col = 0
        for cell in children(line, "Cell"):
            col = _count(cell, "Index") or col + 1
            here, across, down = (first, col), _count(cell, "MergeAcross"), _count(cell, "MergeDown")
            style = _value(cell, "StyleID") or _value(line, "StyleID") or columns.get(col, "")
            if text := _text(child(cell, "Data"), formats.get(style, "General")):
                texts[here] = text
            elif _value(cell, "Formula") and child(cell, "Data") is None and first not in hidden_rows:
                unread.append(Unread(cell_place(origin, *here), "", "这一格的公式没有存下算出的值，未录入"))
            if across or down:
                spans[here] = (first + down, col + across)
            col += across
    return sheet_table(origin, texts, spans, hidden_rows, hidden_columns, unread)


def _text(data: Element | None, code: str) -> str:
    """A value as it is shown; a text may have marks of HTML for its looks."""
    if data is None:
        return ""
    said, kind = "".join(data.itertext()), _value(data, "Type")
    if kind == "Number":
        return tidy(as_formatted(said.strip(), code))
    if kind == "DateTime":
        return tidy(as_formatted(_serial(said.strip()), code))
    if kind == "Boolean":
        return "TRUE" if said.strip() == "1" else "FALSE"
    return tidy(said)


def _serial(moment: str) -> str:
    """A date as the number of days that the formats speak of; the text itself where it is none."""
    try:
        passed = datetime.fromisoformat(moment).replace(tzinfo=UTC) - _FIRST_DAY
    except ValueError:
        return moment
    return str(passed.days + passed.seconds / 86_400 if passed.seconds else passed.days)
