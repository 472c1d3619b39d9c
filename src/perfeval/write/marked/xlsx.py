"""A clerk's own workbook with marks: cells coloured, with a comment each; and with recomputed figures put in.

Over 300 lines: a comment in a workbook is written into several parts that name one another.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from xml.sax.saxutils import quoteattr

from perfeval.read.files.guard import Package, position
from perfeval.read.files.numberformat import BUILT_IN, as_formatted
from perfeval.read.files.sheet import column_name
from perfeval.read.files.xlsx import sheet_parts
from perfeval.values.figures import plain
from perfeval.values.quantities import read_target
from perfeval.write.marked.archive import Copy
from perfeval.write.marked.marks import AUTHOR, Mark, Marked
from perfeval.write.marked.parts import Node, XmlPart, xml_text

_BEHIND_COMMENTS = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}  # fmt: skip
"""What stands behind the reference to the drawing of comments in a sheet."""
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_GENERAL, _PERCENT = 0, 10
"""The built-in formats General and 0.00%."""
_WIDE, _LINE, _CHARACTERS = 300, 15, 27
"""The box of a comment in points: its width, the height of a line, and how many Chinese characters stand in one."""
_LONGEST = 32_000
"""The longest text of a comment; Excel takes 32,767 units."""


def marked(package: Package, marks: Sequence[Mark]) -> Marked:
    """The copy; figures that cannot be put in, for a formula fills several cells, are told."""
    copy, left = Copy(package), list[str]()
    styles = _Styles(copy)
    dropped = False
    for name, part in sheet_parts(package):
        mine = [mark for mark in marks if mark.origin.sheet == name and mark.origin.cell]
        if not mine:
            continue
        sheet = _Sheet(copy, part, styles)
        for mark in mine:
            if reason := sheet.mark(mark):
                left.append(f"{mark.origin}：{reason}")
        sheet.comment({mark.origin.cell: "\n".join((*mark.lines, *sheet.formula(mark))) for mark in mine})
        dropped = dropped or sheet.dropped
    styles.close()
    if any(mark.new is not None for mark in marks):
        _recalculate(copy, dropped=dropped)
    return Marked(copy.written(), tuple(left))


class _Styles:
    """The looks of the workbook, and the coloured twins of those that are needed."""

    def __init__(self, copy: Copy) -> None:
        _, name = copy.related("xl/workbook.xml", "styles") or ("", "")
        self._part = copy.part(name) if name and copy.has(name) else None
        root = self._part.root if self._part else None
        self._fills, self._looks = (root.first(n) if root is not None else None for n in ("fills", "cellXfs"))
        self._xfs = self._looks.children("xf") if self._looks is not None else []
        formats = root.first("numFmts") if root is not None else None
        entries = formats.children("numFmt") if formats is not None else []
        self._formats = {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in entries}
        self._filled, self._made = dict[str, int](), dict[tuple[int, str, int | None], int]()

    def format(self, style: int) -> str:
        """The number format of a look."""
        number = self._xfs[style].get("numFmtId", "0") if style < len(self._xfs) else "0"
        return self._formats.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General")

    def coloured(self, style: int, colour: str, number: int | None = None) -> int:
        """The look with another colour, and with another number format where one is given."""
        if self._part is None or self._fills is None or self._looks is None or style >= len(self._xfs):
            return style
        key = (style, colour, number)
        if key not in self._made:
            self._made[key] = len(self._xfs) + len(self._made)
            about = {"fillId": str(self._fill(colour)), "applyFill": "1"}
            if number is not None:
                about |= {"numFmtId": str(number), "applyNumberFormat": "1"}
            self._part.append(self._looks, _with(self._part.raw(self._xfs[style]), about))
        return self._made[key]

    def _fill(self, colour: str) -> int:
        assert self._part
        assert self._fills is not None
        if colour not in self._filled:
            self._filled[colour] = len(self._fills.children("fill")) + len(self._filled)
            tag = self._part.tag
            colours = f'<{tag("fgColor")} rgb="FF{colour}"/><{tag("bgColor")} indexed="64"/>'
            pattern = f'<{tag("patternFill")} patternType="solid">{colours}</{tag("patternFill")}>'
            self._part.append(self._fills, f"<{tag('fill')}>{pattern}</{tag('fill')}>")
        return self._filled[colour]

    def close(self) -> None:
        """The lists say how long they are."""
        if self._part and self._fills is not None and self._looks is not None:
            self._part.grow(self._fills, len(self._filled))
            self._part.grow(self._looks, len(self._made))


def _with(xml: str, about: dict[str, str]) -> str:
    """An element as it stands, with other attributes in its start tag."""
    end = xml.index(">") + 1
    head, rest = xml[:end], xml[end:]
    for name, value in about.items():
        head, found = re.subn(rf'\s{name}\s*=\s*("[^"]*"|\'[^\']*\')', f" {name}={quoteattr(value)}", head)
        if not found:
            head = re.sub(r"^<([^\s/>]+)", rf"<\1 {name}={quoteattr(value)}", head)
    return head + rest


class _Sheet:
    """One sheet while its cells are marked."""

    def __init__(self, copy: Copy, name: str, styles: _Styles) -> None:
        self._copy, self._name, self._styles = copy, name, styles
        self._part = copy.part(name)
        self._data = self._part.root.first("sheetData")
        self._rows = dict(_numbered(self._data))
        self._texts = list[str]()
        self._formulas = dict[str, str]()
        self._shared = [node.get("ref", "") for node in self._part.root.iter() if _fills_several(node)]
        self.dropped = False

    def mark(self, mark: Mark) -> str:
        """Colour a cell, and put its figure in; the reason where that cannot be."""
        row, col = position(mark.origin.cell)
        line = self._rows.get(row)
        cell = dict(_cells(line)).get(col) if line is not None else None
        style = int(cell.get("s", "0")) if cell is not None else self._around(line, col)
        if mark.new is None:
            self._put(row, col, cell, self._styles.coloured(style, mark.colour))
            return ""
        if any(_covers(ref, row, col) for ref in self._shared):
            self._put(row, col, cell, self._styles.coloured(style, mark.colour))
            return f"这一格的公式管着几格，没有改；应为 {mark.new}"
        self._value(mark, row, col, cell, style)
        return ""

    def formula(self, mark: Mark) -> Iterator[str]:
        """What a comment says of the formula that a figure took the place of."""
        if mark.origin.cell in self._formulas:
            yield f"原公式 ={self._formulas[mark.origin.cell]}"

    def _around(self, line: Node | None, col: int) -> int:
        """The look of a cell that is not written: its row's, else its column's."""
        if line is not None and line.get("customFormat") in ("1", "true"):
            return int(line.get("s", "0"))
        columns = self._part.root.first("cols")
        for column in columns.children("col") if columns is not None else ():
            if int(column.get("min", "0")) <= col <= int(column.get("max", "0")):
                return int(column.get("style", "0"))
        return 0

    def _put(self, row: int, col: int, cell: Node | None, style: int, inner: str = "", kind: str = "") -> None:
        """Give a cell a look, and other content where there is some."""
        if cell is not None and not inner:
            self._part.set(cell, "s", str(style))
            return
        name = cell.get("r", "") if cell is not None else ""
        about = f' r="{name or column_name(col) + str(row)}" s="{style}"' + (f' t="{kind}"' if kind else "")
        tag = self._part.tag("c")
        xml = f"<{tag}{about}>{inner}</{tag}>"
        if cell is not None:
            self._part.replace(cell, xml)
            return
        line = self._rows.get(row)
        if line is not None:
            _insert(self._part, line, _cells(line), col, xml)
        elif self._data is not None:
            tag = self._part.tag("row")
            _insert(self._part, self._data, _numbered(self._data), row, f'<{tag} r="{row}">{xml}</{tag}>')

    def _value(self, mark: Mark, row: int, col: int, cell: Node | None, style: int) -> None:
        """A new figure as the old one stood: a number in a cell of numbers, else text."""
        assert mark.new is not None
        formula = cell.first("f") if cell is not None else None
        if formula is not None:
            self._formulas[mark.origin.cell] = formula.text or "…"
            self.dropped = True
        is_text = cell is not None and cell.get("t", "n") in ("s", "inlineStr", "str")
        target = read_target(mark.new)
        tag = self._part.tag
        if is_text or target is None or target.sign or target.quantity.unit not in ("", "%"):
            inner = f'<{tag("t")} xml:space="preserve">{xml_text(_ESCAPE_LIKE.sub("_x005F_", mark.new))}</{tag("t")}>'
            inner = f"<{tag('is')}>{inner}</{tag('is')}>"
            self._put(row, col, cell, self._styles.coloured(style, mark.colour), inner, "inlineStr")
            return
        is_rate = target.quantity.unit == "%"
        stored = plain(target.quantity.value / 100 if is_rate else target.quantity.value, 15)
        seen = read_target(as_formatted(stored, self._styles.format(style)))
        keeps = seen and (seen.quantity.value, seen.quantity.unit) == (target.quantity.value, target.quantity.unit)
        look = self._styles.coloured(style, mark.colour, None if keeps else _PERCENT if is_rate else _GENERAL)
        self._put(row, col, cell, look, f"<{tag('v')}>{stored}</{tag('v')}>")

    def comment(self, texts: dict[str, str]) -> None:
        """A comment at each cell; what a cell's own comment says stays before it."""
        relation = self._copy.related(self._name, "comments")
        if relation:
            part = self._copy.part(relation[1])
        else:
            name = self._copy.free("xl/comments{}.xml")
            root, of = self._part.root, "xmlns" + (":" + p if (p := self._part.root.written.rpartition(":")[0]) else "")
            space = root.get(f"{{xmlns}}{p}" if p else "xmlns", "")
            tags = [self._part.tag(n) for n in ("comments", "authors", "commentList")]
            lists = "".join(f"<{tag}></{tag}>" for tag in tags[1:])
            self._copy.put(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{tags[0]} {of}="{space}">{lists}</{tags[0]}>'.encode())  # fmt: skip
            self._copy.kind(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
            self._copy.relate(self._name, "comments", name)
            part = self._copy.part(name)
        authors, entries = part.root.first("authors"), part.root.first("commentList")
        if authors is None or entries is None:
            return
        own, tag = {entry.get("ref"): entry for entry in entries.children("comment")}, part.tag
        author = len(authors.children("author"))
        part.append(authors, f"<{tag('author')}>{AUTHOR}</{tag('author')}>")
        for cell, said in texts.items():
            said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
            words = xml_text(_ESCAPE_LIKE.sub("_x005F_", f"\n{said}" if cell in own else said))
            look = f'<{tag("rPr")}><{tag("sz")} val="9"/><{tag("color")} indexed="81"/><{tag("rFont")} val="宋体"/><{tag("charset")} val="134"/></{tag("rPr")}>'  # fmt: skip
            run = f'<{tag("r")}>{look}<{tag("t")} xml:space="preserve">{words}</{tag("t")}></{tag("r")}>'
            if cell in own:
                inside = own[cell].first("text")
                part.append(inside if inside is not None else own[cell], run)
            else:
                xml = f'<{tag("comment")} ref="{cell}" authorId="{author}"><{tag("text")}>{run}</{tag("text")}></{tag("comment")}>'
                part.append(entries, xml)
        self._draw({cell: said for cell, said in texts.items() if cell not in own})

    def _draw(self, texts: dict[str, str]) -> None:
        """The boxes of the comments, which Excel keeps in a drawing of an old kind."""
        found = self._copy.related(self._name, "vmlDrawing")
        reference = self._part.root.first("legacyDrawing")
        if found is None or reference is None:
            name = self._copy.free("xl/drawings/vmlDrawing{}.vml")
            self._copy.put(name, _drawing().encode())
            self._copy.ending("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
            relation = self._copy.relate(self._name, "vmlDrawing", name)
            xml = f'<{self._part.tag("legacyDrawing")} xmlns:r="{self._copy.office}" r:id="{relation}"/>'
            behind = next((n for n in self._part.root.children() if n.name in _BEHIND_COMMENTS), None)
            if behind is None:
                self._part.append(self._part.root, xml)
            else:
                self._part.before(behind, xml)
        else:
            name = found[1]
        old = self._copy.content(name)
        taken = [int(n) for n in re.findall(rb"_x0000_s(\d{1,9})", old)]
        numbers = count(max(taken, default=1024) + 1)
        boxes = "".join(_box(cell, said, number) for (cell, said), number in zip(texts.items(), numbers, strict=False))
        if b'id="_x0000_t202"' not in old:
            boxes = _SHAPE + boxes
        end = old.rfind(b"</xml>")
        self._copy.put(name, old[:end] + boxes.encode() + old[end:])


def _fills_several(node: object) -> bool:
    """Whether a formula stands for more cells than its own."""
    return isinstance(node, Node) and node.name == "f" and bool(node.get("ref")) and node.get("ref", "").count(":") == 1


def _covers(ref: str, row: int, col: int) -> bool:
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return top <= row <= bottom and left <= col <= right


def _numbered(data: Node | None) -> Iterator[tuple[int, Node]]:
    """The rows with their numbers, which they need not write."""
    number = 0
    for row in data.children("row") if data is not None else ():
        written = row.get("r", "")
        number = int(written) if written.isdecimal() else number + 1
        yield number, row


def _cells(row: Node) -> Iterator[tuple[int, Node]]:
    """The cells of a row with their columns, which they need not write."""
    col = 0
    for cell in row.children("c"):
        written = cell.get("r")
        col = position(written)[1] if written else col + 1
        yield col, cell


def _insert(part: XmlPart, parent: Node, places: Iterable[tuple[int, Node]], place: int, xml: str) -> None:
    """Put a row or cell before the first that stands behind it."""
    behind = next((node for other, node in places if other > place), None)
    if behind is None:
        part.append(parent, xml)
    else:
        part.before(behind, xml)


def _recalculate(copy: Copy, *, dropped: bool) -> None:
    """Formulas that look at a new figure are worked out anew when the workbook is opened."""
    if dropped and (name := copy.unrelate("xl/workbook.xml", "calcChain")):
        copy.drop(name)
    book = copy.part("xl/workbook.xml")
    settings = book.root.first("calcPr")
    if settings is not None:
        book.set(settings, "fullCalcOnLoad", "1")
        return
    last = next((node for name in _BEFORE_CALCULATION if (node := book.root.first(name)) is not None), None)
    if last is not None:
        book.after(last, f'<{book.tag("calcPr")} fullCalcOnLoad="1"/>')


_SHAPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def _drawing() -> str:
    names = {
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "x": "urn:schemas-microsoft-com:office:excel",
    }
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in names.items())
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    return f"<xml {spaces}>{layout}</xml>"


def _box(cell: str, said: str, number: int) -> str:
    """The box of one comment, hidden until one points at the cell, beside it and high enough for its text."""
    row, col = position(cell)
    lines = sum(1 + len(line) // _CHARACTERS for line in said.split("\n")) + 1
    place = f"{col}, 15, {max(row - 2, 0)}, 4, {col + 5}, 30, {max(row - 2, 0) + lines}, 8"
    style = f"position:absolute;margin-left:59pt;margin-top:2pt;width:{_WIDE}pt;height:{lines * _LINE}pt;z-index:{number};visibility:hidden"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{style}" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{place}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{col - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )
