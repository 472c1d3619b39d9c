"""A checked .ofd (GB/T 33190, the national format for fixed pages) as tables: its texts and lines go to the finder of a PDF's tables.

Read with the standard library alone. What another program drew into a picture is not read; signatures are not checked.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from posixpath import dirname, join, normpath
from typing import Any, NoReturn
from xml.etree.ElementTree import Element

from perfeval.read.files import grid, pdf_join, pdf_tables
from perfeval.read.files.filed import FiledTable, Origin, Unread
from perfeval.read.files.guard import MAX_CELLS, Package, refuse_file
from perfeval.read.files.pdf import table_of
from perfeval.read.files.pdf_sheet import Sheet, lies
from perfeval.read.files.xlsx import child, children, local

MAX_PAGES, MAX_CHARS, MAX_LINES, MAX_DRAWN, MAX_DEPTH = 300, 20_000, 20_000, 600_000, 20
"""Pages of a document, characters and lines of a page, both of all pages, and how deep blocks of a page stand in each other."""
_POINT = 72 / 25.4
"""Points to the millimetre."""
_STEP = re.compile(r"[SMLQBAC]|[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]{1,3})?")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""The steps of a path, and how many numbers each takes."""
Matrix = tuple[float, float, float, float, float, float]


def tables(package: Package, file: str) -> tuple[FiledTable, ...]:
    """Each table with ruled lines, in order; one that goes on over a page is one table."""
    dense = list[int]()
    sheets = list(_sheets(package, dense))
    found = pdf_join.joined_pages([pdf_tables.read_page(sheet) for sheet in sheets])
    made = [table_of(table, file) for table in found]
    pictured = [sheet.number for sheet in sheets if sheet.has_picture]
    if pictured and not made:
        hint = "请找到原来的 Word 或 Excel 文件，或先做文字识别"
        refuse_file("OFD 里是扫描件或图片，没有文字的表格", "文字的表格", hint, "scanned")
    for found_on, why, code in (
        (pictured, "有图片，图里的表和文字读不了，未录入", "scanned"),
        (dense, "画的线太密，没有当作表，未录入", "out-of-bounds"),
    ):
        if found_on:
            where = Origin(file, page=found_on[0])
            told = Unread(where, "", f"第 {'、'.join(map(str, found_on))} 页{why}", code)
            made.append(FiledTable(where, (), unread=(told,)))
    return tuple(made)


def is_signed(package: Package) -> bool:
    """Whether the document brings signatures or seals, which nobody has checked."""
    return any(name.endswith("signatures.xml") for name in package.names)


def _sheets(package: Package, dense: list[int]) -> Iterator[Sheet]:
    """The pages; `dense` takes the numbers of those on which too many lines are drawn."""
    number = drawn_before = cells = 0
    for body in children(package.xml("OFD.xml"), "DocBody"):
        place = _place("", _text(child(body, "DocRoot")))
        document = package.xml(place)
        common = child(document, "CommonData")
        area = child(child(common, "PageArea"), "PhysicalBox")
        templates = {t.get("ID"): _place(place, t.get("BaseLoc", "")) for t in children(common, "TemplatePage")}
        for listed in children(child(document, "Pages"), "Page"):
            number += 1
            if number > MAX_PAGES:
                refuse_file(f"OFD 超过 {MAX_PAGES} 页", "一份自评表或报告", "请只保留自评表所在的几页", "too-large")
            page = package.xml(_place(place, listed.get("BaseLoc", "")))
            own = child(child(page, "Area"), "PhysicalBox")
            box = _numbers(_text(area if own is None else own)) or [0, 0, 210, 297]
            drawn = _Page(box)
            for used in children(page, "Template"):
                drawn.content(package.xml(templates.get(used.get("TemplateID"), "")))
            drawn.content(page)
            drawn_before += drawn.amount
            if drawn_before > MAX_DRAWN:
                refuse_file(
                    f"OFD 的文字和线超过 {MAX_DRAWN} 个",
                    "一份自评表或报告",
                    "请只保留自评表所在的几页",
                    "out-of-bounds",
                )
            boxes = grid.boxes(drawn.across, drawn.down)
            dense += [number] if boxes is None else []
            sheet = drawn.sheet(number, boxes or [])
            cells += sum(map(len, boxes or []))
            if cells > MAX_CELLS:
                refuse_file(f"单元格超过 {MAX_CELLS} 个", code="out-of-bounds")
            yield sheet


def _place(base: str, location: str) -> str:
    """The name of a part, given from the root or from the part that names it."""
    location = location.replace("\\", "/")
    return location.lstrip("/") if location.startswith("/") else normpath(join(dirname(base), location))


def _text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _numbers(text: str) -> list[float]:
    """The numbers of a list; nothing where one is none."""
    try:
        found = [float(part) for part in text.split()]
    except ValueError:
        return []
    return found if all(abs(number) < 1e6 for number in found) else []


class _Page:
    """What is drawn on one page, in points from its top left corner."""

    def __init__(self, box: Sequence[float]) -> None:
        self.left, self.top, self.width, self.height = (*box[:4], 0, 0, 0, 0)[:4]
        self.chars = list[Any]()
        self.across = list[grid.Stroke]()
        self.down = list[grid.Stroke]()
        self.pictures = list[tuple[float, float, float, float]]()

    @property
    def amount(self) -> int:
        """How much is drawn."""
        return len(self.chars) + len(self.across) + len(self.down)

    def content(self, page: Element | None) -> None:
        """Everything in the layers of a page or template."""
        for layer in children(child(page, "Content"), "Layer"):
            self._block(layer, 0)

    def _block(self, block: Element, depth: int) -> None:
        for thing in block:
            name = local(thing)
            if thing.get("Visible") == "false" or thing.get("Alpha") == "0":
                continue
            if name == "PageBlock" and depth < MAX_DEPTH:
                self._block(thing, depth + 1)
            elif name in ("TextObject", "PathObject", "ImageObject"):
                boundary = _numbers(thing.get("Boundary", ""))
                if len(boundary) == 4:
                    self._drawn(name, thing, boundary)

    def _drawn(self, name: str, thing: Element, boundary: Sequence[float]) -> None:
        given = _numbers(thing.get("CTM", ""))
        a, b, c, d, e, f = given if len(given) == 6 else (1, 0, 0, 1, 0, 0)
        left, top = boundary[0] - self.left, boundary[1] - self.top
        matrix = (a, b, c, d, e + left, f + top)
        if name == "ImageObject":
            box = (left, top, left + boundary[2], top + boundary[3])
            self.pictures.append((box[0] * _POINT, box[1] * _POINT, box[2] * _POINT, box[3] * _POINT))
        elif name == "TextObject":
            if abs(b) <= abs(a) / 20:  # a text that leans is a watermark
                self._texts(thing, matrix)
        else:
            self._lines(_text(child(thing, "AbbreviatedData")), matrix)

    def _texts(self, thing: Element, matrix: Matrix) -> None:
        size = (_numbers(thing.get("Size", "")) or [0])[0]
        x = y = 0.0
        for code in children(thing, "TextCode"):
            x = (_numbers(code.get("X", "")) or [x])[0]
            y = (_numbers(code.get("Y", "")) or [y])[0]
            text, at = code.text or "", x
            if len(self.chars) + len(text) > MAX_CHARS:
                refuse_file(f"OFD 的一页有超过 {MAX_CHARS} 个字", "一份自评表或报告", code="out-of-bounds")
            steps = _steps(code.get("DeltaX", ""), len(text))
            falls = _steps(code.get("DeltaY", ""), len(text))
            for i, letter in enumerate(text):
                usual = size if ord(letter) > 0x2E7F or not letter.isascii() else size / 2
                step = steps[i] if i < len(steps) else usual
                self._char(letter, at, y, min(step, usual) if step > 0 else usual, size, matrix)
                at += step
                y += falls[i] if i < len(falls) else 0

    def _char(self, letter: str, x: float, y: float, width: float, size: float, matrix: Matrix) -> None:
        (left, base), (right, _) = _moved(matrix, x, y), _moved(matrix, x + width, y)
        height = size * abs(matrix[3]) * _POINT
        place = {"x0": left, "x1": right, "top": base - height * 0.88, "bottom": base + height * 0.12}
        self.chars.append({"text": letter, "size": height or 1.0, "matrix": (1, 0, 0, 1, 0, 0), **place})

    def _lines(self, path: str, matrix: Matrix) -> None:
        if path.count("L") > MAX_LINES:
            self._too_many()
        for (x0, y0), (x1, y1) in _segments(path):
            (left, top), (right, bottom) = _moved(matrix, x0, y0), _moved(matrix, x1, y1)
            if len(self.across) + len(self.down) >= MAX_LINES:
                self._too_many()
            which = lies(abs(right - left), abs(bottom - top))
            if which == "h":
                self.across.append(((top + bottom) / 2, min(left, right), max(left, right)))
            elif which == "v":
                self.down.append(((left + right) / 2, min(top, bottom), max(top, bottom)))

    @staticmethod
    def _too_many() -> NoReturn:
        refuse_file(f"OFD 的一页有超过 {MAX_LINES} 条线", "一份自评表或报告", code="out-of-bounds")

    def sheet(self, number: int, boxes: list[list[grid.Edges]]) -> Sheet:
        """The page for the finder of tables, its cells found already."""
        width, height = self.width * _POINT, self.height * _POINT
        return Sheet(number, width, height, self.chars, [], self.pictures, boxes=boxes)


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * _POINT, (b * x + d * y + f) * _POINT


def _steps(text: str, most: int) -> list[float]:
    """The steps from character to character; ``g 3 5`` stands for 5 5 5.

    >>> _steps("2 g 3 5 1", 9)
    [2.0, 5.0, 5.0, 5.0, 1.0]
    """
    found, parts = list[float](), iter(text.split())
    for part in parts:
        if part == "g":
            count, step = next(parts, ""), _numbers(next(parts, ""))
            found += step * min(int(count) if count.isdecimal() and len(count) < 6 else 0, most)
        else:
            found += _numbers(part)
        if len(found) > most:
            break
    return found


def _segments(path: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight lines of a path, those that close it included.

    >>> list(_segments("M 0 0 L 5 0 L 5 2 C"))
    [((0.0, 0.0), (5.0, 0.0)), ((5.0, 0.0), (5.0, 2.0)), ((5.0, 2.0), (0.0, 0.0))]
    """
    words = [match[0] for match in _STEP.finditer(path)]
    starts = [at for at, word in enumerate(words) if word in _TAKES] + [len(words)]
    start = here = (0.0, 0.0)
    for at, following in pairwise(starts):
        step, numbers = words[at], [float(word) for word in words[at + 1 : following]]
        if len(numbers) < _TAKES[step] or any(abs(number) > 1e6 for number in numbers):
            continue
        if step == "C":
            numbers = [*start]
        for x, y in zip(numbers[::2], numbers[1::2], strict=False) if step in "LC" else (numbers[-2:],):
            if step in "LC":
                yield here, (x, y)
            here = (x, y)
        if step in "SM":
            start = here
