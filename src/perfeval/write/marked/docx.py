"""A clerk's own Word document with marks: cells shaded, with a comment each; recomputed figures as tracked changes."""

import re
from collections.abc import Sequence
from itertools import count
from xml.sax.saxutils import quoteattr

from perfeval.read.files import docx as reader
from perfeval.read.files.guard import Package, refuse_file
from perfeval.write.marked.archive import Copy
from perfeval.write.marked.marks import AUTHOR, Mark, Marked
from perfeval.write.marked.parts import Node, XmlPart, xml_text

_DOCUMENT = "word/document.xml"
_BEHIND_SHADE = ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange")  # fmt: skip
"""What stands behind the shade in a cell's properties."""
_WRAPPERS = ("ins", "smartTag", "hyperlink", "sdt", "sdtContent", "customXml")
"""What stands around runs without saying anything itself."""
_NO_TEXT = {"tbl", "fldSimple", "fldChar", "drawing", "pict", "object", "sym", "br", "tab", "moveTo", "moveFrom", "footnoteReference"}  # fmt: skip
"""What striking out the text of a cell would lose, or not reach."""
_BLOCKS = ("p", "sdt", "sdtContent", "customXml")


def marked(package: Package, marks: Sequence[Mark]) -> Marked:
    """The copy; figures that cannot be put in, for a cell holds more than plain text, are told."""
    copy = Copy(package)
    document = copy.part(_DOCUMENT)
    places = reader.places_in_document(document.root, marks[0].origin.file) if marks else {}
    known = [(mark, cell) for mark in marks if isinstance(cell := places.get(mark.origin), Node)]
    left = [f"{mark.origin}：没有找到这一格，没有标注" for mark in marks if mark.origin not in places]
    if known:
        word = _Word(copy, document)
        for mark, cell in known:
            word.shade(cell, mark.colour)
            if mark.new is not None and not word.change(cell, mark.old, mark.new):
                left.append(f"{mark.origin}：这一格除文字外还有别的内容，没有改；应为 {mark.new}")
            word.comment(cell, mark.lines)
    return Marked(copy.written(), tuple(left))


class _Word:
    """The document while its cells are marked."""

    def __init__(self, copy: Copy, document: XmlPart) -> None:
        self._part = document
        self._w = document.root.written.rpartition(":")[0]
        if not self._w:
            refuse_file("这份 Word 文件的写法少见，不能标注", hint="请用 Word 打开后另存一份")
        found = copy.related(_DOCUMENT, "comments")
        if found is None:
            name = copy.free("word/comments{}.xml")
            space = document.root.get(f"{{xmlns}}{self._w}", "")
            root = f'<w:comments xmlns:w="{space}"></w:comments>'
            copy.put(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode())
            copy.kind(name, "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml")
            copy.relate(_DOCUMENT, "comments", name)
        else:
            name = found[1]
        self._comments = copy.part(name)
        taken = {_id(node) for node in self._comments.root.children("comment")}
        self._ids = count(max(taken | _ids(document.root, "commentReference"), default=-1) + 1)
        self._changes = count(max(_ids(document.root, "ins", "del"), default=-1) + 1)

    def shade(self, cell: Node, colour: str) -> None:
        """Give a cell its colour."""
        w, part = self._w, self._part
        shade = f'<{w}:shd {w}:val="clear" {w}:color="auto" {w}:fill="{colour}"/>'
        about = cell.first("tcPr")
        if about is None:
            part.prepend(cell, f"<{w}:tcPr>{shade}</{w}:tcPr>")
        elif (old := about.first("shd")) is not None:
            part.replace(old, shade)
        elif (behind := next((n for n in about.children() if n.name in _BEHIND_SHADE), None)) is not None:
            part.before(behind, shade)
        else:
            part.append(about, shade)

    def comment(self, cell: Node, lines: Sequence[str]) -> None:
        """A comment on the whole text of a cell, a paragraph a line."""
        paragraphs = _paragraphs(cell)
        if not paragraphs:
            return
        number, w = next(self._ids), self._comments.root.written.rpartition(":")[0]
        self._comment(number, lines, w)
        w = self._w
        about = paragraphs[0].first("pPr")
        begin = f'<{w}:commentRangeStart {w}:id="{number}"/>'
        end = f'<{w}:commentRangeEnd {w}:id="{number}"/><{w}:r><{w}:commentReference {w}:id="{number}"/></{w}:r>'
        if about is None:
            self._part.prepend(paragraphs[0], begin)
        else:
            self._part.after(about, begin)
        self._part.append(paragraphs[-1], end)

    def _comment(self, number: int, lines: Sequence[str], w: str) -> None:
        said = "".join(
            f'<{w}:p><{w}:r><{w}:t xml:space="preserve">{xml_text(line)}</{w}:t></{w}:r></{w}:p>' for line in lines
        )
        about = f'{w}:id="{number}" {w}:author={quoteattr(AUTHOR)} {w}:initials="核"'
        self._comments.append(self._comments.root, f"<{w}:comment {about}>{said}</{w}:comment>")

    def change(self, cell: Node, old: str, new: str) -> bool:
        """Strike out what a cell says and write the new figure behind it, both to be accepted or refused; whether it was done."""
        w = self._w
        runs = [run for paragraph in _paragraphs(cell) for run in _runs(paragraph)]
        told = [run for run in runs if any(node.name == "t" for node in run.children())]
        if any(isinstance(node, Node) and node.name in _NO_TEXT for node in cell.iter()):
            return False
        said = "".join(t.text or "" for run in told for t in run.children("t"))
        new = said.replace(old, new, 1) if old and said.count(old) == 1 and _stands_alone(old, said) else new
        look = told[0].first("rPr") if told else None
        style = self._part.raw(look) if look is not None else ""
        run = f'<{w}:r>{style}<{w}:t xml:space="preserve">{xml_text(new)}</{w}:t></{w}:r>'
        inserted = f"<{w}:ins {self._about()}>{run}</{w}:ins>"
        if not told:
            paragraphs = _paragraphs(cell)
            if not paragraphs:
                return False
            self._part.append(paragraphs[0], inserted)
            return True
        for i, old_run in enumerate(told):
            raw = self._part.raw(old_run)
            raw = re.sub(rf"<(/?){w}:t(?=[\s>/])", rf"<\1{w}:delText", raw)
            deleted = f"<{w}:del {self._about()}>{raw}</{w}:del>"
            self._part.replace(old_run, deleted + (inserted if i == len(told) - 1 else ""))
        return True

    def _about(self) -> str:
        return f'{self._w}:id="{next(self._changes)}" {self._w}:author={quoteattr(AUTHOR)}'


def _ids(root: Node, *names: str) -> set[int]:
    return {_id(node) for node in root.iter() if isinstance(node, Node) and node.name in names}


def _id(node: Node) -> int:
    value = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
    return int(value) if value.isdecimal() else -1


def _paragraphs(cell: Node) -> list[Node]:
    """The paragraphs of a cell, not those of a table inside it."""
    found = list[Node]()
    for child in cell.children(*_BLOCKS):
        found += [child] if child.name == "p" else _paragraphs(child)
    return found


def _runs(paragraph: Node) -> list[Node]:
    """The runs of a paragraph that are seen; deleted ones stay as they are."""
    found = list[Node]()
    for child in paragraph.children("r", *_WRAPPERS):
        found += [child] if child.name == "r" else _runs(child)
    return found


def _stands_alone(old: str, said: str) -> bool:
    """Whether a figure is the whole of a number in the text: the 10 of 10分, not that of 100."""
    return bool(re.search(rf"(?<![\d.]){re.escape(old)}(?![\d.])", said))
