"""A checked .xlsx as tables: every visible sheet, each cell as Excel shows it, with the standard library alone.

Hidden sheets, rows and columns are left out, and so are comments and what is struck through; nothing is calculated: a formula has the value that was stored.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from attrs import frozen

from perfeval.read.files.filed import FiledTable, Origin, Unread
from perfeval.read.files.guard import Package, position, refuse_file
from perfeval.read.files.numberformat import BUILT_IN, as_formatted
from perfeval.read.files.sheet import SheetPlace, cell_place, sheet_table
from perfeval.read.forms.shown import raised, tidy

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DRAWING = re.compile(r"xl/drawings/drawing[0-9]+\.xml")


def tables(package: Package, file: str) -> tuple[FiledTable, ...]:
    """Each visible sheet with something in it, as one table."""
    book = _Book.of(package)
    sheets = [_sheet(root, Origin(file, sheet=name), book) for name, root in _sheets(package)]
    found = [sheet for sheet in sheets if sheet.cells]
    told = [Unread(Origin(file), text, "：文本框里的文字，未录入") for text in _boxes(package)]
    if count := _pictures(package):
        told.append(Unread(Origin(file), "", f"工作簿里有 {count} 张图片，图里的表和文字读不了，未录入", "scanned"))
    return (*found, FiledTable(Origin(file), (), unread=tuple(told))) if told else tuple(found)


def _drawings(package: Package) -> Iterator[Element]:
    roots = (package.xml(name) for name in package.names.values() if _DRAWING.fullmatch(name.lower()))
    return (root for root in roots if root is not None)


def _boxes(package: Package) -> Iterator[str]:
    """What stands in text boxes over the sheets."""
    for box in (inner for root in _drawings(package) for inner in root.iter() if local(inner) == "txBody"):
        lines = ("".join(t.text or "" for t in line.iter() if local(t) == "t") for line in children(box, "p"))
        if text := tidy("\n".join(lines)):
            yield text


def _pictures(package: Package) -> int:
    """How many pictures on the sheets are large enough to hold a form."""
    anchors = (anchor for root in _drawings(package) for anchor in root)
    return sum(any(local(e) == "blip" for e in anchor.iter()) and _is_large(anchor) for anchor in anchors)


def _is_large(anchor: Element) -> bool:
    """Whether what is anchored there spans several cells, or 6 by 3 centimetres."""
    first, last = (
        {local(e): int(e.text or 0) for e in (() if corner is None else corner)}
        for corner in (child(anchor, "from"), child(anchor, "to"))
    )
    if last:
        return last["col"] - first["col"] >= 3 and last["row"] - first["row"] >= 5
    size = child(anchor, "ext")
    return size is None or (int(size.get("cx", 0)) >= 6 * 360_000 and int(size.get("cy", 0)) >= 3 * 360_000)


def local(element: Element) -> str:
    """An element's name without its namespace: files of the strict kind have others."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (child for child in (() if element is None else element) if local(child) == name)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next(children(element, name), None)


def _sheets(package: Package) -> Iterator[tuple[str, Element]]:
    for name, part in sheet_parts(package):
        root = package.xml(part)
        if root is not None and local(root) == "worksheet":
            yield name, root


def sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """The name of each visible sheet, and the part that it stands in."""
    workbook, relations = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    targets = {r.get("Id"): r.get("Target", "") for r in (() if relations is None else relations)}
    for listed in children(child(workbook, "sheets"), "sheet"):
        reference = next((value for key, value in listed.attrib.items() if key.endswith("}id")), "")
        target = targets.get(reference, "")
        if target and listed.get("state", "visible") == "visible":
            yield listed.get("name", ""), target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


@frozen
class _Book:
    """What all sheets share: texts, the format of each style, the styles that strike a text through, the first day."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    struck: frozenset[int]
    since_1904: bool

    @classmethod
    def of(cls, package: Package) -> "_Book":
        properties = child(package.xml("xl/workbook.xml"), "workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        strings = package.xml("xl/sharedStrings.xml")
        styles = package.xml("xl/styles.xml")
        return cls(tuple(map(_text, children(strings, "si"))), _formats(styles), _struck(styles), since_1904)


def _formats(styles: Element | None) -> tuple[str, ...]:
    own = {f.get("numFmtId"): f.get("formatCode", "") for f in children(child(styles, "numFmts"), "numFmt")}

    def code(number: str) -> str:
        return own.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General")

    return tuple(code(style.get("numFmtId", "0")) for style in children(child(styles, "cellXfs"), "xf"))


def _struck(styles: Element | None) -> frozenset[int]:
    fonts = {str(i) for i, font in enumerate(children(child(styles, "fonts"), "font")) if _is_struck(font)}
    looks = enumerate(children(child(styles, "cellXfs"), "xf")) if fonts else ()
    return frozenset(i for i, look in looks if look.get("fontId", "0") in fonts)


def _text(item: Element) -> str:
    """The runs of a text, without the phonetic readings above it."""
    text = "".join(_run(run) for run in (item, *children(item, "r")))
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


def _run(run: Element) -> str:
    """What a run shows: nothing where it is struck through."""
    looks, text = child(run, "rPr"), "".join(t.text or "" for t in children(run, "t"))
    raises = child(looks, "vertAlign")
    if _is_struck(looks):
        return ""
    return raised(text) if raises is not None and raises.get("val") == "superscript" else text


def _is_struck(font: Element | None) -> bool:
    strike = child(font, "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _sheet(root: Element, origin: Origin, book: _Book) -> FiledTable:
    texts, unread, hidden, row = dict[SheetPlace, str](), list[Unread](), set[int](), 0
    hidden_columns = _hidden_columns(root)
    for line in children(child(root, "sheetData"), "row"):
        row = _whole(line.get("r")) or row + 1
        if _is_hidden(line, "ht"):
            hidden.add(row)
        col = 0
        for cell in children(line, "c"):
            ref = cell.get("r")
            col = position(ref)[1] if ref else col + 1
            if text := _value(cell, book):
                texts[row, col] = text
            elif (
                child(cell, "f") is not None
                and cell.get("t") != "str"
                and row not in hidden
                and col not in hidden_columns
            ):
                unread.append(Unread(cell_place(origin, row, col), "", "这一格的公式没有存下算出的值，未录入"))
    return sheet_table(origin, texts, _merged(root), hidden, hidden_columns, unread)


def _is_hidden(element: Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _hidden_columns(root: Element) -> frozenset[int]:
    hidden = set[int]()
    for column in children(child(root, "cols"), "col"):
        if _is_hidden(column, "width"):
            hidden |= set(range(_whole(column.get("min")), min(_whole(column.get("max")), 16_384) + 1))
    return frozenset(hidden)


def _merged(root: Element) -> Mapping[SheetPlace, SheetPlace]:
    """The last cell of each merged range by its first."""
    spans = dict[SheetPlace, SheetPlace]()
    for merged in children(child(root, "mergeCells"), "mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        spans[position(first)] = position(last or first)
    return spans


def _value(cell: Element, book: _Book) -> str:
    kind, stored = cell.get("t", "n"), child(cell, "v")
    value = (stored.text or "") if stored is not None else ""
    style = _whole(cell.get("s"))
    if style in book.struck:
        return ""
    if kind == "inlineStr":
        inline = child(cell, "is")
        return tidy(_text(inline)) if inline is not None else ""
    if not value:
        return ""
    if kind == "s":
        index = _whole(value) if value != "0" else 0
        if index >= len(book.strings):
            refuse_file("单元格指向不存在的文字，文件已损坏", "能用 Office 打开的文件", "请用 Excel 打开后另存一份")
        return tidy(book.strings[index])
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind in ("str", "e", "d"):
        return tidy(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), value))
    code = book.formats[style] if style < len(book.formats) else "General"
    return tidy(as_formatted(value, code, since_1904=book.since_1904))
