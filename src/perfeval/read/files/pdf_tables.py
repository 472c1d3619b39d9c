"""The ruled tables of one PDF page: boxes snapped to a grid, text by the place of each character."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from attrs import define, field

from perfeval.read.files.pdf_sheet import Sheet, way_of_text
from perfeval.read.files.pdf_text import Char, own, runs, text_lines
from perfeval.read.forms.columns import key
from perfeval.read.forms.shown import joined, squash

SNAP = 3.0
"""Lines nearer than this are one, in points."""
_SQUARES = 64
"""Squares over the longer side of what the boxes cover."""
_LEFT, _TOP, _RIGHT, _BOTTOM = map(attrgetter, ("left", "top", "right", "bottom"))
_ROOM = 14.0
"""What may be left of a full line: the cell's padding on both sides."""


@define(eq=False)
class Box:
    """A cell by its edges, or its rows and columns."""

    top: float
    bottom: float
    left: float
    right: float
    text: str = ""
    full: bool = False
    row: int = 0
    rows: int = 1
    origin: tuple[int, int, int] = (0, 0, 0)

    @property
    def last(self) -> int:
        """The last row that it spans."""
        return self.row + self.rows - 1


@define
class PageTable:
    """The boxes of one table, its rows counted; `height` is how many there are, `torn` what could not be put together."""

    number: int
    page: int
    boxes: list[Box]
    height: int
    above: list[str] = field(factory=list)
    torn: list[Box] = field(factory=list)

    @property
    def sides(self) -> tuple[float, float]:
        """Left and right edge."""
        return min(box.left for box in self.boxes), max(box.right for box in self.boxes)

    def row(self, row: int) -> list[Box]:
        """The cells that begin in a row, left to right."""
        return sorted((box for box in self.boxes if box.row == row), key=lambda box: box.left)

    def texts(self, row: int) -> list[str]:
        """What they say."""
        return [squash(box.text) for box in self.row(row) if box.text]

    def lines(self) -> list[list[str]]:
        """What the cells of each row say."""
        found: list[list[str]] = [[] for _ in range(self.height)]
        for box in sorted(self.boxes, key=_LEFT):
            if box.text:
                found[box.row].append(squash(box.text))
        return found

    def heads(self) -> dict[int, dict[str, Box]]:
        """The heads of indicators over each row that has some, by key; cells of two rows of heads count for both."""
        found = dict[int, dict[str, Box]]()
        for box in self.boxes:
            if name := key("indicators", box.text):
                for row in range(box.row, box.last + 1):
                    found.setdefault(row, {})[name] = box
        return dict(sorted(found.items()))


@define
class Page:
    """A page with its tables from top to bottom, and the lines outside them under the last one."""

    sheet: Sheet
    tables: list[PageTable]
    below: list[str]

    @property
    def number(self) -> int:
        """Counted from 1."""
        return self.sheet.number


def read_page(sheet: Sheet) -> Page:
    """The tables of a page with what stands in their cells, and the lines of text around them."""
    boxes_of = [[Box(top, bottom, left, right) for left, top, right, bottom in cells] for cells in _cells(sheet)]
    inside: dict[int, list[Char]] = {id(box): [] for boxes in boxes_of for box in boxes}
    outside = list[Char]()
    places = _Around([box for boxes in boxes_of for box in boxes])
    for run in runs(sheet.chars):
        around = [box for char in run if (box := places.find(char))]
        most = max(around, key=around.count) if len(around) * 2 > len(run) else None
        (inside[id(most)] if most else outside).extend(run)
    tables, outer = list[PageTable](), text_lines(outside)
    for place, boxes in enumerate(boxes_of, 1):
        edges = snapped(edge for box in boxes for edge in (box.top, box.bottom))
        for box in boxes:
            _fill(box, own(box.top, box.bottom, inside[id(box)]))
            box.row = nearest_edge(edges, box.top)
            box.rows = max(1, nearest_edge(edges, box.bottom) - box.row)
        boxes.sort(key=lambda box: (box.row, box.left))
        _places(boxes, sheet)
        top = min(box.top for box in boxes)
        above = [line for line in outer if line.bottom <= top + SNAP]
        outer = outer[len(above) :]
        tables.append(PageTable(place, sheet.number, boxes, len(edges) - 1, [line.text for line in above]))
    return Page(sheet, tables, [line.text for line in outer])


def _places(boxes: Sequence[Box], sheet: Sheet) -> None:
    """Each box with its page, its row and its place in the row there."""
    counts = Counter[tuple[int, int]]()
    for box in boxes:
        page = sheet.page_at(box.left + SNAP)
        counts[box.row, page] += 1
        box.origin = (page, box.row + 1, counts[box.row, page])


def _cells(sheet: Sheet) -> list[list[Any]]:
    """The cells of each table of more than one, from top to bottom."""
    if sheet.boxes is not None:
        return sheet.boxes
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
    from pdfplumber.utils.geometry import filter_edges

    across = {"x0": 0, "x1": sheet.width, "width": sheet.width, "orientation": "h"}
    edges = [edge for edge in sheet.edges if edge["width"] >= 1 or edge["height"] >= 1]
    edges += [across | {"top": end, "bottom": end} for end in _ends(sheet)]
    edges = filter_edges(merge_edges(edges, SNAP, SNAP, SNAP, SNAP), min_length=SNAP)
    cells = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    found = [group for group in cells_to_tables(cells) if len(group) > 1]
    return sorted(found, key=lambda group: min(cell[1] for cell in group))


def _ends(sheet: Sheet) -> list[float]:
    """Where upright lines begin and end: a cell that the page cuts has no border there."""
    ends = list[float]()
    for line in sorted((edge for edge in sheet.edges if edge["orientation"] == "v"), key=lambda edge: edge["top"]):
        if ends and line["top"] <= ends[-1] + SNAP:
            ends[-1] = max(ends[-1], line["bottom"])
        else:
            ends += [line["top"], line["bottom"]]
    return ends


def snapped(edges: Iterable[float]) -> list[float]:
    """Edges from first to last, those that are nearly one as one."""
    kept = list[float]()
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > SNAP:
            kept.append(edge)
    return kept


def nearest_edge(edges: Sequence[float], edge: float) -> int:
    """Which of the edges, from first to last, it is."""
    after = bisect_left(edges, edge)
    is_before = after and (after == len(edges) or edge - edges[after - 1] <= edges[after] - edge)
    return after - bool(is_before)


class _Around:
    """The boxes of a page by the squares that they touch: a character is held against those of its own square."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.left, self.top = (min((edge(box) for box in boxes), default=0.0) for edge in (_LEFT, _TOP))
        right, bottom = (max((edge(box) for box in boxes), default=0.0) for edge in (_RIGHT, _BOTTOM))
        self.step = max(right - self.left, bottom - self.top) / _SQUARES or 1.0
        self.squares = dict[tuple[int, int], list[Box]]()
        for box in boxes:
            (left, top), (right_, bottom_) = self._square(box.left, box.top), self._square(box.right, box.bottom)
            for x in range(left, right_ + 1):
                for y in range(top, bottom_ + 1):
                    self.squares.setdefault((x, y), []).append(box)

    def _square(self, x: float, y: float) -> tuple[int, int]:
        return int((x - self.left) / self.step), int((y - self.top) / self.step)

    def find(self, char: Char) -> Box | None:
        """The smallest box around a character."""
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        near = self.squares.get(self._square(x, y), ())
        found = [box for box in near if box.left <= x <= box.right and box.top <= y <= box.bottom]
        return min(found, key=lambda box: (box.right - box.left) * (box.bottom - box.top), default=None)


def _sideways(chars: Sequence[Char]) -> Iterator[str]:
    """Text that runs upwards or downwards, as in a narrow cell of a level."""
    for side, sign in (("up", 1), ("down", -1)):
        turned = [char for char in chars if way_of_text(char) == side]
        turned.sort(key=lambda char: (sign * round(char["x0"] / char["size"]), -sign * char["top"]))
        if turned:
            yield "".join(char["text"] for char in turned)


def _fill(box: Box, chars: Iterable[Char]) -> None:
    """The text of a box: a line that reaches the edge goes on in the next one, a short one was ended by its author."""
    chars = list(chars)
    pieces, printed = list(_sideways(chars)), text_lines(char for char in chars if way_of_text(char) == "right")
    room = box.right - box.left - _ROOM
    for i, line in enumerate(printed):
        if i and pieces and printed[i - 1].end + line.start > room:  # 99.9 and 9: one word, too wide for any line
            pieces[-1] += line.text
        elif i and printed[i - 1].width + line.start > room:
            pieces[-1] = joined((pieces[-1], line.text))
        else:
            pieces.append(line.text)
    box.text = "\n".join(pieces)
    box.full = bool(printed) and printed[-1].width + printed[-1].size > room
