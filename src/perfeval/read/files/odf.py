"""A checked OpenDocument file (.ods, .odt) as tables, with the standard library alone: its cells hold their text as shown.

Hidden sheets, rows and columns are left out, and so are comments and deleted text.
"""

from collections.abc import Container, Iterator
from xml.etree.ElementTree import Element

from attrs import evolve

from perfeval.read.files.filed import FiledCell, FiledTable, Origin
from perfeval.read.files.guard import MAX_CELLS, MAX_COL, MAX_ROW, Package, refuse_file
from perfeval.read.files.sheet import SheetPlace, sheet_table
from perfeval.read.files.xlsx import child, children, local
from perfeval.read.forms.shown import tidy

_GROUPS = frozenset(
    [
        "table-row-group",
        "table-rows",
        "table-header-rows",
        "table-column-group",
        "table-columns",
        "table-header-columns",
    ]
)
_LEFT_OUT = frozenset(["annotation", "tracked-changes", "note", "ruby-text", "frame", "table"])
_SIGNS = {"tab": " ", "line-break": "\n", "s": " "}


def tables(package: Package, file: str) -> tuple[FiledTable, ...]:
    """Each visible sheet, or each table of a text with the lines above it."""
    root = package.xml("content.xml")
    body = child(root, "body")
    book = child(body, "spreadsheet")
    if book is not None:
        hidden = _hidden_styles(root)
        pages = (page for page in children(book, "table") if _value(page, "style-name") not in hidden)
        found = [_sheet(page, Origin(file, sheet=_value(page, "name"))) for page in pages]
        return tuple(table for table in found if table.cells)
    return tuple(_texts(child(body, "text"), file))


def _value(element: Element, name: str, default: str = "") -> str:
    """An attribute by its local name."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def _count(element: Element, name: str) -> int:
    return int(_value(element, name, "1"))  # the guard has seen that it is a number


def _hidden_styles(root: Element | None) -> frozenset[str]:
    """The styles of sheets that are not shown."""
    return frozenset(
        _value(style, "name")
        for style in children(child(root, "automatic-styles"), "style")
        if any(_value(inner, "display") == "false" for inner in children(style, "table-properties"))
    )


def _parts(table: Element, name: str) -> Iterator[Element]:
    """Its rows or columns, through what groups them."""
    for inner in table:
        if local(inner) == name:
            yield inner
        elif local(inner) in _GROUPS and _value(inner, "display") != "false":
            yield from _parts(inner, name)


def _sheet(table: Element, origin: Origin) -> FiledTable:
    texts, spans, hidden_rows, hidden_columns = (
        dict[SheetPlace, str](),
        dict[SheetPlace, SheetPlace](),
        set[int](),
        set[int](),
    )
    row = col = 1
    for column in _parts(table, "table-column"):
        again = min(_count(column, "number-columns-repeated"), MAX_COL)
        if _value(column, "visibility") in ("collapse", "filter"):
            hidden_columns |= set(range(col, col + again))
        col += again
    for line in _parts(table, "table-row"):
        again = _count(line, "number-rows-repeated")
        is_hidden, cells = _value(line, "visibility") in ("collapse", "filter"), list(_line(line))
        for number in range(row, row + again) if cells and again <= MAX_ROW else (row,):
            if is_hidden:
                hidden_rows.add(number)
            for at, cell, text in cells:
                texts[number, at] = text
                rows, cols = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                if rows * cols > 1:
                    spans[number, at] = (number + rows - 1, at + cols - 1)
            if len(texts) > MAX_CELLS:
                refuse_file(f"单元格超过 {MAX_CELLS} 个", code="out-of-bounds")
        if is_hidden and not cells:
            hidden_rows |= set(range(row, row + min(again, MAX_ROW)))
        row += again
    return sheet_table(
        origin, {place: text for place, text in texts.items() if text}, spans, hidden_rows, hidden_columns
    )


def _line(line: Element) -> Iterator[tuple[int, Element, str]]:
    """The cells of a row that say something or span others, each with its column."""
    col = 1
    for cell in line:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        again, text = _count(cell, "number-columns-repeated"), _text(cell)
        if local(cell) == "table-cell" and col <= MAX_COL:
            spans = _count(cell, "number-rows-spanned") * _count(cell, "number-columns-spanned") > 1
            if text or spans:
                yield from ((at, cell, text) for at in range(col, min(col + again, MAX_COL + 1)))
        col += again


def _text(cell: Element) -> str:
    """The paragraphs of a cell, a line each."""
    return tidy("\n".join("".join(_pieces(inner)) for inner in cell if local(inner) in ("p", "h", "list")))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        name = local(inner)
        if name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _LEFT_OUT:
            yield from _pieces(inner)
            if name in ("p", "list-item"):
                yield "\n"
        yield inner.tail or ""


def _within(cell: FiledCell, covered: Container[SheetPlace]) -> FiledCell:
    """A cell no further down than the places that are said to be covered: LibreOffice lets one reach over the next one."""
    rows = next((n for n in range(1, cell.rows) if (cell.row + n, cell.col) not in covered), cell.rows)
    return cell if rows == cell.rows else evolve(cell, rows=rows)


def _texts(body: Element | None, file: str) -> Iterator[FiledTable]:
    """The tables of a text document."""
    above, number = list[str](), 0
    for block in body if body is not None else ():
        if local(block) != "table":
            if text := tidy("".join(_pieces(block))):
                above.append(text)
            continue
        number += 1
        origin, cells, covered = Origin(file, table=number), list[FiledCell](), set[SheetPlace]()
        for row, line in enumerate(_parts(block, "table-row")):
            col = 0
            for cell in line:
                again = min(_count(cell, "number-columns-repeated"), MAX_COL)
                if local(cell) == "table-cell":
                    rows, cols = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                    place = 1 + sum(one.row == row for one in cells)
                    where = Origin(file, table=number, row=row + 1, cell=f"第 {place} 格")
                    cells.append(FiledCell(row, col, _text(cell), where, rows, cols))
                elif local(cell) == "covered-table-cell":
                    covered |= {(row, at) for at in range(col, col + again)}
                col += again
        yield FiledTable(origin, tuple(_within(cell, covered) for cell in cells), tuple(above))
        above = []
