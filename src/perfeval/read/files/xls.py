"""An old workbook (.xls, .et) as tables: every visible sheet, each cell as Excel shows it, read by xlrd.

Before xlrd sees it, one bounded pass goes over its records: how many there are, how far out cells stand, what is merged. Records that a
reader of cells does not need (names, drawings, links, notes) are struck out, so that nothing in them is ever taken up.
"""

import importlib.util
import io
import struct
from collections.abc import Iterator
from typing import Any

from perfeval.errors import InputError
from perfeval.read.files.filed import FiledTable, Origin, Unread
from perfeval.read.files.guard import MACROS, MAX_CELLS, MAX_MERGED, refuse_file
from perfeval.read.files.numberformat import BUILT_IN, as_formatted
from perfeval.read.files.ole import Compound
from perfeval.read.files.sheet import SheetPlace, sheet_table
from perfeval.read.forms.shown import tidy

MAX_RECORDS, MAX_SHEETS, MAX_ROOM, MAX_COLUMNS = 1_000_000, 200, 4_000_000, 256
"""Records of a workbook, its sheets, cells that its rows span from the first column on, and columns."""
_ENCRYPTED, _SHEET, _MERGED, _GONE = 0x2F, 0x85, 0xE5, 0x0F0F
_DRAWING, _SHAPE, _TEXT, _CONTINUE, _PICTURE, _NOTE, _ANCHOR = (
    0xEC,
    0x5D,
    0x1B6,
    0x3C,
    8,
    0x19,
    b"\x00\x00\x10\xf0\x12\x00\x00\x00",
)
"""What is drawn over the cells: its records, the kinds of shapes, and how the place of one begins."""
_CELLS = {0x06, 0x206, 0x406, 0x203, 0x27E, 0x204, 0xFD, 0x205, 0xD6, 0x201, 0x03, 0x02, 0x04, 0x05, 0x01}
_MANY = {0xBD: 6, 0xBE: 2}
"""Records of several cells, and the bytes of each."""
_KEPT = _CELLS | _MANY.keys() | {
    0x09, 0x209, 0x409, 0x809, 0x0A, 0x42, 0x22, 0x31, 0x231, 0x1E, 0x41E, 0x43, 0x243, 0x443, 0xE0, _SHEET, 0xFC, 0x3C, 0x8C, 0x293,
    0x200, 0x208, 0x7D, 0x55, 0x225, 0x207, 0x221, 0x4BC, 0x236, 0x37, _MERGED, 0x23E, 0x56, 0x8D, _ENCRYPTED,
}  # fmt: skip
_BROKEN = ("文件已损坏，打不开", "能用 Excel 打开的文件", "请用 Excel 或 WPS 打开后另存一份")


def tables(compound: Compound, file: str) -> tuple[FiledTable, ...]:
    """Each visible sheet with something in it, as one table."""
    whole = compound.read("Workbook" if "Workbook" in compound.streams else "Book")
    stream = _checked(whole)
    if importlib.util.find_spec("xlrd") is None:
        install = '请先运行：pip install "perfeval[xls]"，或用 Excel、WPS 另存为 .xlsx'
        refuse_file("读旧的 .xls 要用到 xlrd，还没有安装", "先安装它", install, "extra-missing")
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=stream, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        sheets = [_table(book, page, file) for page in book.sheets() if page.visibility == 0]
    except InputError:
        raise
    except Exception:  # whatever xlrd raises on a broken file
        refuse_file(*_BROKEN)
    told = list(_drawn(whole, file))
    found = [table for table in sheets if table.cells]
    return (*found, FiledTable(Origin(file), (), unread=tuple(told))) if told else tuple(found)


def _drawn(stream: bytes, file: str) -> Iterator[Unread]:
    """The texts of boxes over the sheets, and how many pictures there are that may hold a form; a note of a cell is no box."""
    at = kind_of_shape = pictures = 0
    is_large, letters = False, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        if kind == _DRAWING:
            is_large = _is_large(body)
        elif kind == _SHAPE and size >= 6:
            (kind_of_shape,) = struct.unpack_from("<H", body, 4)
            pictures += is_large and kind_of_shape == _PICTURE
        elif kind == _TEXT and size >= 12:
            (letters,) = struct.unpack_from("<H", body, 10)
            letters = 0 if kind_of_shape == _NOTE else letters
        elif kind == _CONTINUE and letters:
            text = body[1:].decode("utf-16-le", "ignore") if body[:1] == b"\1" else body[1:].decode("latin-1")
            yield Unread(Origin(file), tidy(text[:letters]), "：文本框里的文字，未录入")
            letters = 0
        at += 4 + size
    if pictures:
        yield Unread(Origin(file), "", f"工作簿里有 {pictures} 张图片，图里的表和文字读不了，未录入", "scanned")


def _is_large(drawing: bytes) -> bool:
    """Whether what is anchored there spans three columns and five rows."""
    place = drawing.find(_ANCHOR)
    if place < 0 or place + 26 > len(drawing):
        return False
    _, left, _, top, _, right, _, bottom, _ = struct.unpack_from("<9H", drawing, place + len(_ANCHOR))
    return bool(right - left >= 3 and bottom - top >= 5)


def _checked(stream: bytes) -> bytes:
    """The records that say what cells hold; InputError where there are more than a form has, or a password."""
    data, at, records, cells, merged, sheets = bytearray(stream), 0, 0, 0, 0, 0
    rows, width, room = set[int](), 0, 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        records += 1
        if records > MAX_RECORDS:
            refuse_file(f"工作簿的记录超过 {MAX_RECORDS} 条", "一份自评表或报告的大小", code="out-of-bounds")
        if kind == _ENCRYPTED:
            refuse_file("文件有打开密码", "没有密码的文件", "请在 Excel 里去掉密码后另存", "encrypted")
        if kind in _CELLS or kind in _MANY:
            row, col = struct.unpack_from("<HH", data, at + 4) if size >= 4 and at + 8 <= len(data) else (0, 0)
            last = col + ((size - 6) // _MANY[kind] if kind in _MANY else 1)
            cells += last - col
            rows.add(row)
            width = max(width, last)
            if last > MAX_COLUMNS:
                refuse_file(*_BROKEN)
        elif kind == _MERGED:
            merged += _area(data, at + 4, size)
        elif kind in (0x809, 0x409, 0x209):
            room, rows, width = room + len(rows) * width, set(), 0
        elif kind == _SHEET:
            sheets += 1
            if data[at + 9 : at + 10] == b"\x01":  # a sheet of macros, as Excel 4.0 had them
                refuse_file(*MACROS)
        elif kind not in _KEPT:
            data[at : at + 2] = struct.pack("<H", _GONE)
        at += 4 + size
    if cells > 4 * MAX_CELLS or room + len(rows) * width > MAX_ROOM or sheets > MAX_SHEETS:
        refuse_file(f"单元格超过 {MAX_CELLS} 个，或工作表超过 {MAX_SHEETS} 张", code="out-of-bounds")
    if merged > MAX_MERGED:
        refuse_file("合并单元格的范围太大", code="out-of-bounds")
    return bytes(data)


def _area(data: bytearray, at: int, size: int) -> int:
    """How many cells the merged ranges of one record cover."""
    (count,) = struct.unpack_from("<H", data, at) if at + 2 <= len(data) else (0,)
    area = 0
    for i in range(min(count, (size - 2) // 8, (len(data) - at - 2) // 8)):
        first, last, left, right = struct.unpack_from("<4H", data, at + 2 + 8 * i)
        area += (abs(last - first) + 1) * (abs(right - left) + 1)
    return area


def _table(book: Any, page: Any, file: str) -> FiledTable:
    texts = {
        (row + 1, col + 1): text
        for row in range(page.nrows)
        for col in range(page.row_len(row))
        if (text := _text(book, page.cell(row, col)))
    }
    spans: dict[SheetPlace, SheetPlace] = {
        (top + 1, left + 1): (bottom, right)
        for top, bottom, left, right in page.merged_cells
        if bottom > top and right > left
    }
    hidden_rows = {row + 1 for row, info in page.rowinfo_map.items() if info.hidden or info.height == 0}
    hidden_columns = {col + 1 for col, info in page.colinfo_map.items() if info.hidden or info.width == 0}
    return sheet_table(Origin(file, sheet=page.name), texts, spans, hidden_rows, hidden_columns)


def _text(book: Any, cell: Any) -> str:
    """A cell as it is shown: xlrd's kinds are 1 text, 2 number, 3 date, 4 yes or no, 5 error."""
    if cell.ctype == 1:
        return tidy(cell.value)
    if cell.ctype in (2, 3):
        key = book.xf_list[cell.xf_index].format_key
        code = BUILT_IN.get(key) or book.format_map[key].format_str
        return tidy(as_formatted(repr(cell.value), code, since_1904=bool(book.datemode)))
    if cell.ctype == 4:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == 5:
        from xlrd.biffh import error_text_from_code

        return str(error_text_from_code.get(cell.value, ""))
    return ""
