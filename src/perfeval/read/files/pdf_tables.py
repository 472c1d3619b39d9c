"""The ruled tables of PDF pages: boxes snapped to a grid, text by the place of each character, pages put together.

Runs in the process that `perfeval.read.files.pdf` starts.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field

from perfeval.read.files.pdf_text import Char, lines, own, runs
from perfeval.read.forms.columns import key
from perfeval.read.forms.shown import joined, number, ordinary, squash

__all__ = ["joined_pages", "ordinary", "read_page"]

SNAP = 3.0
"""Lines nearer than this are one, in points."""
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


@define
class Table:
    """The boxes of one table, its rows counted; `height` is how many there are."""

    number: int
    page: int
    boxes: list[Box]
    height: int
    above: list[str] = field(factory=list)

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


@define
class Page:
    """A page with its tables from top to bottom, and the lines outside them under the last one."""

    number: int
    tables: list[Table]
    below: list[str]


def _fill(box: Box, chars: Iterable[Char]) -> None:
    """The text of a box: a line that reaches the edge goes on in the next one, a short one was ended by its author."""
    pieces, printed = list[str](), lines(chars)
    room = box.right - box.left - _ROOM
    for i, line in enumerate(printed):
        if i and printed[i - 1].end + line.start > room:  # 99.9 and 9: one word, too wide for any line
            pieces[-1] += line.text
        elif i and printed[i - 1].width + line.start > room:
            pieces[-1] = joined((pieces[-1], line.text))
        else:
            pieces.append(line.text)
    box.text = "\n".join(pieces)
    box.full = bool(printed) and printed[-1].width + printed[-1].size > room


def _ends(page: Any) -> list[float]:
    """Where upright lines begin and end: a cell that the page cuts has no border there."""
    ends = list[float]()
    for line in sorted((edge for edge in page.edges if edge["orientation"] == "v"), key=lambda edge: edge["top"]):
        if ends and line["top"] <= ends[-1] + SNAP:
            ends[-1] = max(ends[-1], line["bottom"])
        else:
            ends += [line["top"], line["bottom"]]
    return ends


def _snapped(edges: Iterable[float]) -> list[float]:
    """Edges from first to last, those that are nearly one as one."""
    kept = list[float]()
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > SNAP:
            kept.append(edge)
    return kept


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - edge))


def read_page(page: Any, page_number: int, chars: Sequence[Char]) -> Page:
    """The tables of a page with what stands in their cells, and the lines of text around them."""
    settings = {"explicit_horizontal_lines": _ends(page)}
    found = sorted((t for t in page.find_tables(settings) if len(t.cells) > 1), key=lambda t: t.bbox[1])
    boxes_of = [[Box(top, bottom, left, right) for left, top, right, bottom in table.cells] for table in found]
    inside: dict[int, list[Char]] = {id(box): [] for boxes in boxes_of for box in boxes}
    outside = list[Char]()
    every = [box for boxes in boxes_of for box in boxes]
    for run in runs(chars):
        around = [box for char in run if (box := _around(char, every))]
        most = max(around, key=around.count) if len(around) * 2 > len(run) else None
        (inside[id(most)] if most else outside).extend(run)
    tables, outer = list[Table](), lines(outside)
    for place, boxes in enumerate(boxes_of, 1):
        edges = _snapped(edge for box in boxes for edge in (box.top, box.bottom))
        for box in boxes:
            _fill(box, own(box.top, box.bottom, inside[id(box)]))
            box.row = _nearest(edges, box.top)
            box.rows = max(1, _nearest(edges, box.bottom) - box.row)
        boxes.sort(key=lambda box: (box.row, box.left))
        for cell, box in enumerate(boxes, 1):
            box.origin = (page_number, box.row + 1, 1 + sum(b.row == box.row for b in boxes[: cell - 1]))
        top = min(box.top for box in boxes)
        above = [line for line in outer if line.bottom <= top + SNAP]
        outer = outer[len(above) :]
        tables.append(Table(place, page_number, boxes, len(edges) - 1, [line.text for line in above]))
    return Page(page_number, tables, [line.text for line in outer])


def _around(char: Char, boxes: Iterable[Box]) -> Box | None:
    """The smallest box around a character."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    found = [box for box in boxes if box.left <= x <= box.right and box.top <= y <= box.bottom]
    return min(found, key=lambda box: (box.right - box.left) * (box.bottom - box.top), default=None)


def joined_pages(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Every table as plain data, those that go on over a page as one."""
    tables, below = list[Table](), list[str]()
    last = -1
    for page in pages:
        for place, table in enumerate(page.tables):
            between = [*below, *table.above]
            if not place and tables and last == page.number - 1 and _goes_on(tables[-1], table, between):
                _append(tables[-1], table)
            else:
                table.above = between
                tables.append(table)
            below = []
        below = below + page.below if not page.tables else page.below
        last = page.number if page.tables else -1
    return [_plain(table, number) for number, table in enumerate(tables, 1)]


def _goes_on(above: Table, below: Table, between: Iterable[str]) -> bool:
    """Whether a table is the rest of the one on the page before: the same sides, and no title between them."""
    same = all(abs(one - other) <= 2 * SNAP for one, other in zip(above.sides, below.sides, strict=True))
    return same and not any("自评" in line or squash(line).endswith("表") for line in between)


def _append(table: Table, rest: Table) -> None:
    """The rest under the table: repeated heads left out, cells and rows that the page cut put together."""
    known, skip = [table.texts(row) for row in range(table.height)], 0
    while skip < rest.height - 1 and _repeats(rest.texts(skip), known):
        skip += 1
    if not skip and len(_heads(rest.texts(0))) > 2 and _is_tail(table, rest.row(1)):
        skip = 1  # above the end of a row before the table that they head
    boxes = [box for box in rest.boxes if box.row >= skip]
    cut = _is_tail(table, rest.row(skip))
    shift = table.height - skip - cut
    for box in boxes:
        box.row += shift
        above = [other for other in table.boxes if other.row + other.rows == table.height and _is_over(other, box)]
        begins = box.row == shift + skip
        if begins and above and (cut or _is_one(above[0], box)):
            above[0].rows += box.rows - cut
            above[0].text = (
                joined([above[0].text, box.text])
                if above[0].full
                else "\n".join(filter(None, (above[0].text, box.text)))
            )
        else:
            table.boxes.append(box)
    table.height += rest.height - skip - cut


def _repeats(texts: list[str], known: Sequence[list[str]]) -> bool:
    """Whether a row at the top of a page is that of heads further up, printed again."""
    heads = _heads(texts)
    same = len(texts) > 1 and texts in known and not any(map(number, texts))
    return same or (len(heads) > 2 and any(heads <= set(others) for others in known))


def _heads(texts: Iterable[str]) -> set[str]:
    return {text for text in texts if key("indicators", text)}


def _is_over(above: Box, below: Box) -> bool:
    return abs(above.left - below.left) <= SNAP and abs(above.right - below.right) <= SNAP


def _is_one(above: Box, below: Box) -> bool:
    """Whether a merged cell was cut: one half is empty, and at least one of them spans rows."""
    return (above.rows > 1 or below.rows > 1) and not (above.text and below.text)


def _is_tail(table: Table, first: Sequence[Box]) -> bool:
    """Whether the first row of a page is the end of the row above: a text goes on, and what stood beside it does not.

    Beside it stood a label alone, or points; where other words stood there too, the text need not have filled its line.
    """
    last = [box for box in table.boxes if box.row + box.rows == table.height]
    pairs = [(above, box) for box in first for above in last if _is_over(above, box)]
    texts = [(above, box) for above, box in pairs if box.text]
    if not texts or len(pairs) < len(first) or any(box.rows > 1 or number(box.text) for _, box in texts):
        return False
    ended = [above for above, box in pairs if above.text and not box.text and above.rows == 1]
    if len(pairs) == 2:
        return ended == [min(last, key=lambda box: box.left)]
    points = [above for above in ended if number(above.text)]
    return bool(points) and (len(ended) > len(points) or all(above.full for above, _ in texts))


def _plain(table: Table, place: int) -> dict[str, Any]:
    columns = _snapped(edge for box in table.boxes for edge in (box.left, box.right))
    cells = []
    for box in sorted(table.boxes, key=lambda box: (box.row, box.left)):
        col = _nearest(columns, box.left)
        cols = max(1, _nearest(columns, box.right) - col)
        cells.append((box.row, col, box.rows, cols, box.text, *box.origin))
    return {"page": table.page, "number": place, "above": table.above, "cells": cells}
