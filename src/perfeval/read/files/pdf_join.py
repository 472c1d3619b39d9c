"""The tables of PDF pages put together: what goes on below on the next page, what goes on to the right on another one.

A row that the page cut is put together where it is certain that it was cut; where it is not, neither part is read, and that is told.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from perfeval.read.files.pdf_sheet import Sheet
from perfeval.read.files.pdf_tables import SNAP, Box, Page, PageTable, nearest_edge, read_page, snapped
from perfeval.read.forms.columns import bare, key
from perfeval.read.forms.shown import is_empty, joined, points_number, squash
from perfeval.values.quantities import read_target
from perfeval.values.terms import Level1, Level2

_NAMES = {"level1", "level2", "name"}
_ANSWERS = {"actual", "score"}
_VALUES = ("target", "actual", "weight", "score")


# --- to the right ------------------------------------------------------------------------------------------------


def joined_sideways(pages: Sequence[Page]) -> tuple[list[Page], list[int]]:
    """The pages, each with those beside it that hold its further columns, as Excel prints a sheet that is too wide.

    Certain where the ruled lines of both pages are the same from top to bottom; else neither is read, and the second number is
    that of the page with the further columns.
    """
    rest, apart = list(pages), list[int]()
    while found := _aside(rest):
        left, right, form, further = found
        count = right - left
        pairs = list(zip(rest[left:right], rest[right : right + count], strict=False))
        if len(pairs) == count and all(_heights(one.sheet) == _heights(other.sheet) for one, other in pairs):
            rest[left : right + count] = [read_page(_put_beside(one.sheet, other.sheet)) for one, other in pairs]
            continue
        apart.append(rest[right].number)
        _leave_out(form, rest[left:right])
        _leave_out(further, rest[right : right + count])
    return rest, apart


def has_form(pages: Sequence[Page]) -> bool:
    """Whether a table names rows and says what became of them."""
    heads = [heads.keys() for page in pages for table in page.tables for heads in table.heads().values()]
    return any(found & _NAMES and found & _ANSWERS for found in heads)


def _leave_out(table: PageTable, pages: Sequence[Page]) -> None:
    """Takes a table away, and what goes on with it on the pages after its own."""
    pages[0].tables.remove(table)
    for page in pages[1:]:
        if page.tables and _same_sides(table, page.tables[0]):
            del page.tables[0]


def _aside(pages: Sequence[Page]) -> tuple[int, int, PageTable, PageTable] | None:
    """The first page with further columns of a form, the page on which the form stands, and both tables."""
    named = dict[int, tuple[set[str], PageTable]]()
    for place, page in enumerate(pages):
        alone = [(found, table) for table in page.tables if (found := _nameless(table))]
        for at, (names, form) in reversed(named.items()):
            for further, table in alone:
                if not names & further:
                    return at, place, form, table
        for table in page.tables:
            for heads in table.heads().values():
                if len(heads.keys() & _NAMES) >= 2:
                    named[place] = set(heads), table
    return None


def _nameless(table: PageTable) -> set[str]:
    """The keys of heads in a table without names of rows, such as 得分 and 偏差原因 alone; empty where it is none."""
    every = table.heads()
    if any(heads.keys() & _NAMES for heads in every.values()):
        return set()
    heads = every.get(0, {})
    is_alone = heads.keys() & _ANSWERS and all(key("indicators", text) for text in table.texts(0))
    return set(heads) if is_alone and table.height > 2 else set()


def _heights(sheet: Sheet) -> list[int]:
    """Where its rows are ruled, in points."""
    return [round(edge) for edge in snapped(edge["top"] for edge in sheet.edges if edge["orientation"] == "h")]


def _put_beside(sheet: Sheet, other: Sheet) -> Sheet:
    if not sheet.edges:
        return sheet
    start = max(edge["x1"] for edge in sheet.edges)
    shift = start - min(edge["x0"] for edge in other.edges)

    def moved(thing: Any) -> Any:
        return {**thing, "x0": thing["x0"] + shift, "x1": thing["x1"] + shift}

    return Sheet(
        sheet.number,
        max(sheet.width, other.width + shift),
        sheet.height,
        [*sheet.chars, *map(moved, other.chars)],
        [*sheet.edges, *map(moved, other.edges)],
        sheet.pictures + other.pictures,
        sheet.turned,
        (*sheet.joints, (start, other.number)),
    )


# --- below -------------------------------------------------------------------------------------------------------


def joined_pages(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Every table as plain data, those that go on over a page as one."""
    tables, below = list[PageTable](), list[str]()
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


def _goes_on(above: PageTable, below: PageTable, between: Iterable[str]) -> bool:
    """Whether a table is the rest of the one on the page before: the same sides, and no title between them."""
    return _same_sides(above, below) and not any("自评" in line or squash(line).endswith("表") for line in between)


def _same_sides(above: PageTable, below: PageTable) -> bool:
    return all(abs(one - other) <= 2 * SNAP for one, other in zip(above.sides, below.sides, strict=True))


def _append(table: PageTable, rest: PageTable) -> None:
    """The rest under the table: repeated heads left out, cells and rows that the page cut put together."""
    skip = _repeated(table, rest)
    if not skip and len(_heads(rest.texts(0))) > 2 and _is_tail(table, rest.row(1)):
        skip = 1  # above the end of a row before the table that they head
    boxes = [box for box in rest.boxes if box.row >= skip]
    cut = _is_tail(table, rest.row(skip))
    if cut is None:
        last = [box for box in table.boxes if box.last == table.height - 1]
        levels = [box for name, box in _columns(table, last).items() if name in ("level1", "level2")]
        lower = [box for box in rest.row(skip) if not any(_is_over(level, box) for level in levels)]
        table.torn += [box for box in (*last, *lower) if box.text and box.rows == 1 and box not in levels]
        torn = set(map(id, table.torn))
        table.boxes = [box for box in table.boxes if id(box) not in torn]
        boxes = [box for box in boxes if id(box) not in torn]
    shift = table.height - skip - bool(cut)
    foot = [box for box in table.boxes if box.last == table.height - 1]
    for box in boxes:
        box.row += shift
        above = [other for other in foot if _is_over(other, box)] if box.row == shift + skip else []
        if above and (cut or _is_one(above[0], box)):
            above[0].rows += box.rows - bool(cut)
            above[0].text = _put_together(above[0], box)
        else:
            table.boxes.append(box)
    table.height += rest.height - skip - bool(cut)


def _put_together(above: Box, below: Box) -> str:
    if above.full or _is_level(squash(above.text + below.text)):
        return joined([above.text, below.text])
    return "\n".join(filter(None, (above.text, below.text)))


def _repeated(table: PageTable, rest: PageTable) -> int:
    """How many rows at the top of a page are printed again: those of the heads, and what stood above them there."""
    known = table.lines()
    skip = 0
    for row, texts in enumerate(rest.lines()[:-1]):
        heads = _heads(texts)
        if len(heads) > 2 and any(heads <= set(others) for others in known):
            skip = row + 1
        elif texts not in known or not (skip < row + 1 == 1 or all(map(_is_head, texts))):
            break
    return skip


def _is_head(text: str) -> bool:
    return bool(key("indicators", text) or key("rows", text))


def _heads(texts: Iterable[str]) -> set[str]:
    return {text for text in texts if key("indicators", text)}


def _is_over(above: Box, below: Box) -> bool:
    return abs(above.left - below.left) <= SNAP and abs(above.right - below.right) <= SNAP


def _is_level(text: str) -> bool:
    return (Level1.of(text) or Level2.of(text)) is not None


def _is_half(above: str, below: str) -> bool:
    """Whether two texts are the halves of a level: together they are one, and the second alone is none."""
    return _is_level(squash(above + below)) and not _is_level(squash(below))


def _is_one(above: Box, below: Box) -> bool:
    """Whether a merged cell was cut: one half is empty, or both are halves of a level, and at least one of them spans rows."""
    spans = above.rows > 1 or below.rows > 1
    return spans and (not (above.text and below.text) or _is_half(above.text, below.text))


def _is_tail(table: PageTable, first: Sequence[Box]) -> bool | None:
    """Whether the first row of a page is the end of the row above: a text goes on, and what stood beside it does not.

    Beside it stood a label alone, or points; where other words stood there too, the text need not have filled its line.
    None where it cannot be told.
    """
    last = [box for box in table.boxes if box.last == table.height - 1]
    pairs = [(above, box) for box in first for above in last if _is_over(above, box)]
    texts = [(above, box) for above, box in pairs if box.text]
    if not texts or len(pairs) < len(first):
        return False
    columns = _columns(table, [above for above, _ in pairs])
    if columns:
        return _is_tail_of_indicator(table, pairs, columns)
    if any(box.rows > 1 or points_number(box.text) for _, box in texts):
        return False
    ended = [above for above, box in pairs if above.text and not box.text and above.rows == 1]
    if len(pairs) == 2:
        return ended == [min(last, key=lambda box: box.left)]
    points = [above for above in ended if points_number(above.text)]
    return bool(points) and (len(ended) > len(points) or all(above.full for above, _ in texts))


def _columns(table: PageTable, last: Sequence[Box]) -> dict[str, Box]:
    """The cells of the last row under the heads of the indicators, by key; empty where it is no row of theirs."""
    for heads in reversed(table.heads().values()):
        if heads.keys() & _NAMES and len(heads) > 2:
            found = {name: box for name, head in heads.items() for box in last if _is_over(head, box)}
            return found if "name" in found and len(found) > 2 else {}
    return {}


def _is_tail_of_indicator(table: PageTable, pairs: Sequence[tuple[Box, Box]], columns: dict[str, Box]) -> bool | None:
    """Of two rows under the heads of the indicators: each by itself has a name and what rows of the table usually have."""
    below = {id(above): box for above, box in pairs}
    upper = {name: box.text for name, box in columns.items()}
    lower = {name: below[id(box)].text for name, box in columns.items() if id(box) in below}
    both = [name for name in upper if upper[name] and lower.get(name)]
    values = [name for name in _VALUES if name in columns]
    usual = [name for name in values if _is_usual(table, columns[name])]
    if not any(lower.get(name) for name in values):  # a name that goes on, a reason, a level
        named = [name for name in ("name", "reason") if lower.get(name) and not is_empty(lower[name])]
        is_row = _is_level(bare(lower.get("name", "")))
        return bool(named) and bool(usual) and any(upper[name] for name in usual) and not is_row
    points = [name for name in ("weight", "score") if name in usual]
    if any(points_number(upper[name]) and points_number(lower.get(name, "")) for name in points):
        return False
    if not lower.get("name"):
        return bool(usual and upper["name"] and below.keys() >= {id(columns["name"])})
    if any(_is_half(upper[name], lower[name]) for name in ("level1", "level2") if name in both):
        return True
    if any(_is_piece(upper[name], lower[name]) for name in ("target", "actual") if name in both):
        return True
    if not points:
        return False
    if all(lower.get(name) for name in usual):
        return None if all(columns[name].full for name in both) and not all(upper[name] for name in usual) else False
    if any(_is_whole(lower[name]) and _is_whole(upper[name]) for name in ("target", "actual") if name in both):
        return False
    if all(columns[name].full for name in both):
        return True
    return None if any(columns[name].full for name in both) else False


def _is_usual(table: PageTable, column: Box) -> bool:
    """Whether most other cells of the column say something."""
    cells = [box for box in table.boxes if _is_over(box, column) and box is not column]
    said = [box for box in cells if box.text]
    return len(said) >= 2 and len(said) * 5 >= len(cells) * 4


def _is_whole(text: str) -> bool:
    found = read_target(squash(text))
    return found is not None and bool(found.quantity.unit)


def _is_piece(above: str, below: str) -> bool:
    """Whether a second text says nothing by itself, and belongs to a figure."""
    return read_target(squash(below)) is None and read_target(squash(above + below)) is not None


def _plain(table: PageTable, place: int) -> dict[str, Any]:
    columns = snapped(edge for box in table.boxes for edge in (box.left, box.right))
    cells = []
    for box in sorted(table.boxes, key=lambda box: (box.row, box.left)):
        col = nearest_edge(columns, box.left)
        cols = max(1, nearest_edge(columns, box.right) - col)
        cells.append((box.row, col, box.rows, cols, box.text, *box.origin))
    lines = {box.origin[:2]: [b for b in table.torn if b.origin[:2] == box.origin[:2]] for box in table.torn}
    torn = [(" ".join(box.text for box in boxes), *boxes[0].origin) for boxes in lines.values()]
    return {"page": table.page, "number": place, "above": table.above, "cells": cells, "torn": torn}
