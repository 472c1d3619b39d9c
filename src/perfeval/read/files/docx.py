"""A checked .docx as tables, with the standard library alone: what a person sees on paper.

Deleted and struck text, comments, field codes and hidden text are left out, inserted text is kept; of a drawing's two descriptions
one is taken. A table inside a cell or a text box is a table of its own. Pictures large enough to hold a form are told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from attrs import define

from perfeval.read.files.filed import FiledCell, FiledTable, Origin, Unread
from perfeval.read.files.guard import Package, refuse_file
from perfeval.read.files.xlsx import child, local
from perfeval.read.forms.shown import raised, symbol, tidy

_WRAPPERS = {
    "sdt",
    "sdtContent",
    "customXml",
    "smartTag",
    "ins",
    "moveTo",
    "hyperlink",
    "fldSimple",
    "dir",
    "bdo",
    "ruby",
    "rubyBase",
}
"""What stands around rows, cells, paragraphs and runs, without a text of its own."""
_LEFT_OUT = {
    "del", "moveFrom", "instrText", "delText", "rt", "pPr", "tcPr", "trPr", "tblPr", "sdtPr", "Fallback", "txbxContent", "drawing", "pict",
    "footnoteReference", "commentReference",
}  # fmt: skip
_UNDRAWN = {"del", "moveFrom", "pPr", "rPr", "Fallback", "t"}
_PICTURE = "这里是图片，图里的表和文字读不了，未录入"
_UNSEEN = ("vanish", "strike", "dstrike")
"""Text that is hidden, or that somebody struck through."""
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
MAX_COLUMNS = 200
_HEADER = re.compile(r"word/header[0-9]*\.xml")
_WIDE, _HIGH = 6 * 360_000, 3 * 360_000
"""A picture of this size, in the units of a drawing (360,000 to the centimetre), may hold a form."""


def tables(package: Package, file: str) -> tuple[FiledTable, ...]:
    """Each table of the document's body, in order, with the lines of text above it."""
    reader = _Reader(file)
    for part in package.names.values():
        if _HEADER.fullmatch(part.lower()):
            reader.header(package.xml(part))
    reader.blocks(child(package.xml("word/document.xml"), "body"))
    if reader.pictures and not reader.tables:
        refuse_file(
            f"文件里没有表格，只有 {len(reader.pictures)} 张图片；图片里的表读不了",
            "文字的表格",
            "请找到原来的 Word 或 Excel 文件",
            "scanned",
        )
    told = [FiledTable(picture.origin, (), unread=(picture,)) for picture in reader.pictures]
    return (*reader.tables, *told)


def places_in_document(document: Element, file: str) -> Mapping[Origin, Element]:
    """The cell of the document that each origin stands for."""
    reader = _Reader(file)
    reader.blocks(child(document, "body"))
    return reader.places


def _inside(element: Element | None, wanted: Iterable[str]) -> Iterator[Element]:
    """The wanted elements right inside, through what only wraps them."""
    for inner in () if element is None else element:
        name = local(inner)
        if name in wanted:
            yield inner
        elif name in _WRAPPERS:
            yield from _inside(inner, wanted)


def _value(element: Element | None, name: str = "val") -> str:
    """An attribute by its local name, whatever the namespace."""
    attributes = {} if element is None else element.attrib
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")


def _is_on(element: Element | None) -> bool:
    """Whether a switch stands there and is not turned off."""
    return element is not None and _value(element) not in ("0", "false", "off")


@define
class _Open:
    """A cell that the rows below may continue."""

    row: int
    cols: int
    lines: list[str]
    origin: Origin
    rows: int = 1


class _Reader:
    """Goes through the body once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tables = list[FiledTable]()
        self.pictures = list[Unread]()
        self.places = dict[Origin, Element]()
        self.above = list[str]()
        self.inside: int | None = None

    def blocks(self, body: Element | None) -> list[str]:
        """Paragraphs as lines of text; tables are put aside."""
        lines = list[str]()
        for block in _inside(body, ("p", "tbl")):
            if local(block) == "tbl":
                self._table(block)
                continue
            if text := tidy(_text(block)):
                lines.append(text)
                self.above.append(text)
            self._drawings(block)
        return lines

    def header(self, header: Element | None) -> None:
        """What stands at the top of each page, above the first table."""
        lines = (tidy(_text(paragraph)) for paragraph in _inside(header, ("p",)))
        self.above += [line for line in lines if line and line not in self.above]

    def _drawings(self, paragraph: Element) -> None:
        """What is drawn: the texts and tables of boxes, and that there is a picture."""
        for inner in paragraph:
            name = local(inner)
            if name == "txbxContent":
                self.blocks(inner)
            elif name not in _UNDRAWN:
                if name in ("drawing", "pict", "object") and _is_large_picture(inner):
                    where = self.above[-1:] or [""]
                    self.pictures.append(Unread(Origin(self.file), where[0], _PICTURE, "scanned"))
                self._drawings(inner)

    def _table(self, table: Element) -> None:
        above, self.above = tuple(self.above), []
        number, outer = len(self.tables), self.inside
        self.inside = number + 1
        self.tables.append(FiledTable(Origin(self.file, table=number + 1), ()))  # before those inside it
        origin, done, open_cells, row = self.tables[number].origin, list[FiledCell](), dict[int, _Open](), 0
        for line in _inside(table, ("tr",)):
            properties = child(line, "trPr")
            if child(properties, "del") is not None or _is_on(child(properties, "hidden")):
                continue
            col = self._skip(properties, "gridBefore")
            for place, cell in enumerate(_inside(line, ("tc",)), 1):
                properties = child(cell, "tcPr")
                cols = int(_value(child(properties, "gridSpan")) or 1) or 1
                if child(properties, "cellDel") is not None or col + cols > MAX_COLUMNS:
                    continue
                merge = child(properties, "vMerge")
                lines = self.blocks(cell)
                above_it = open_cells.get(col)
                if merge is not None and _value(merge) != "restart" and above_it and above_it.cols == cols:
                    above_it.rows += 1
                    above_it.lines += lines
                else:
                    done += self._close(open_cells, range(col, col + cols))
                    where = Origin(self.file, table=origin.table, row=row + 1, cell=f"第 {place} 格")
                    self.places[where] = cell
                    open_cells[col] = _Open(row, cols, lines, where)
                col += cols
            done += self._close(open_cells, [c for c, cell in open_cells.items() if cell.row + cell.rows <= row])
            row += 1
        done += self._close(open_cells, list(open_cells))
        cells = tuple(sorted(done, key=lambda c: (c.row, c.col)))
        self.tables[number] = FiledTable(origin, cells, above, inside=outer)
        self.above, self.inside = [], outer

    @staticmethod
    def _skip(properties: Element | None, name: str) -> int:
        value = _value(child(properties, name))
        return int(value) if value.isdecimal() else 0

    @staticmethod
    def _close(open_cells: dict[int, _Open], cols: Iterable[int]) -> Iterator[FiledCell]:
        for col in cols:
            if cell := open_cells.pop(col, None):
                yield FiledCell(cell.row, col, tidy("\n".join(cell.lines)), cell.origin, cell.rows, cell.cols)


def _is_large_picture(drawing: Element) -> bool:
    """Whether a picture stands there, of a size that is large or not said."""
    names = {local(inner): inner for inner in drawing.iter()}
    extent = names.get("extent")
    size = [int(value) for key in ("cx", "cy") if (value := _value(extent, key)).isdecimal()]
    is_small = len(size) == 2 and (size[0] < _WIDE or size[1] < _HIGH)
    return bool(names.keys() & {"blip", "imagedata"}) and not is_small


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    for inner in element:
        name = local(inner)
        properties = child(inner, "rPr") if name == "r" else None
        if name in _LEFT_OUT or any(_is_on(child(properties, look)) for look in _UNSEEN):
            continue
        if _value(child(properties, "vertAlign")) == "superscript":
            yield raised("".join(_pieces(inner)))
        elif name == "t":
            yield inner.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            code = _value(inner, "char")
            yield symbol(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
        elif name == "checkBox":
            ticked = child(inner, "checked")
            yield "☑" if _is_on(child(inner, "default") if ticked is None else ticked) else "□"
        elif name != "rPr":
            yield from _pieces(inner)
