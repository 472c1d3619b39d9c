"""Cells from ruled lines, with the standard library alone: lines snapped to a grid, its squares joined where no line parts them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from perfeval.read.files.pdf_tables import SNAP, nearest_edge, snapped

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom."""
Stroke = tuple[float, float, float]
"""Where a line lies, from where and to where it goes."""
MAX_SQUARES = 20_000
"""Squares of a page's grid: a form has some hundred."""


def boxes(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[list[Edges]] | None:
    """The cells of each table of more than one, from top to bottom; a table's open top or bottom is closed.

    None where so much is drawn that it is no form.

    >>> box = [(0, 0, 90), (20, 0, 90), (40, 0, 90)]
    >>> boxes(box, [(0, 0, 40), (50, 0, 20), (90, 0, 40)])
    [[(0, 0, 50, 20), (50, 0, 90, 20), (0, 20, 90, 40)]]
    """
    ends = [end for _, top, bottom in down for end in (top, bottom)]
    if not down:
        return []
    sides = min(x for x, _, _ in down), max(x for x, _, _ in down)
    closing = [(end, *sides) for end in _outer(down, ends)]
    ys = snapped(y for y, _, _ in (*across, *closing))
    xs = snapped(x for x, _, _ in down)
    if len(ys) * len(xs) > MAX_SQUARES:
        return None
    bars, posts = _covered((*across, *closing), ys, xs), _covered(down, xs, ys)
    return _tables(_joined(bars, posts, len(ys) - 1, len(xs) - 1), ys, xs)


def _outer(down: Iterable[Stroke], ends: Iterable[float]) -> list[float]:
    """The ends of upright lines at which no other goes on: a cell that the page cuts has no border there."""
    inside = list[tuple[float, float]]()
    for top, bottom in sorted((top + SNAP, bottom - SNAP) for _, top, bottom in down if top + SNAP < bottom - SNAP):
        if inside and top < inside[-1][1]:
            inside[-1] = inside[-1][0], max(bottom, inside[-1][1])
        else:
            inside.append((top, bottom))
    starts = [top for top, _ in inside]

    def is_outer(end: float) -> bool:
        place = bisect_left(starts, end)
        return not place or inside[place - 1][1] <= end

    return [end for end in snapped(ends) if is_outer(end)]


def _covered(lines: Iterable[Stroke], at: Sequence[float], steps: Sequence[float]) -> list[set[int]]:
    """For each place, which steps between the crossing lines are drawn."""
    found: list[set[int]] = [set() for _ in at]
    for place, first, last in lines:
        low, high = bisect_left(steps, first - SNAP), bisect_left(steps, last + SNAP)
        found[nearest_edge(at, place)].update(range(low, high - 1))
    return found


def _joined(bars: Sequence[set[int]], posts: Sequence[set[int]], rows: int, cols: int) -> list[set[tuple[int, int]]]:
    """The squares of the grid in groups that no line parts; without the group that is open to the outside."""
    seen, groups = set[tuple[int, int]](), list[set[tuple[int, int]]]()
    for start in ((row, col) for row in range(rows) for col in range(cols)):
        if start in seen:
            continue
        group, waiting, is_open = {start}, [start], False
        while waiting:
            row, col = waiting.pop()
            for wall, near in (
                (col in bars[row], (row - 1, col)),
                (col in bars[row + 1], (row + 1, col)),
                (row in posts[col], (row, col - 1)),
                (row in posts[col + 1], (row, col + 1)),
            ):
                if wall or near in group:
                    continue
                if 0 <= near[0] < rows and 0 <= near[1] < cols:
                    group.add(near)
                    waiting.append(near)
                else:
                    is_open = True
        seen |= group
        if not is_open:
            groups.append(group)
    return groups


def _tables(groups: Iterable[set[tuple[int, int]]], ys: Sequence[float], xs: Sequence[float]) -> list[list[Edges]]:
    """The groups that are rectangles as cells, those that share a corner as one table."""
    cells, parents, owner = list[Edges](), list[int](), dict[tuple[int, int], int]()

    def first(cell: int) -> int:
        while parents[cell] != cell:
            parents[cell] = cell = parents[parents[cell]]
        return cell

    for group in groups:
        top, bottom = min(row for row, _ in group), max(row for row, _ in group) + 1
        left, right = min(col for _, col in group), max(col for _, col in group) + 1
        if len(group) < (bottom - top) * (right - left):
            continue
        parents.append(len(cells))
        cells.append((xs[left], ys[top], xs[right], ys[bottom]))
        for corner in ((top, left), (top, right), (bottom, left), (bottom, right)):
            parents[first(owner.setdefault(corner, len(cells) - 1))] = first(len(cells) - 1)
    tables = dict[int, list[Edges]]()
    for place, cell in enumerate(cells):
        tables.setdefault(first(place), []).append(cell)
    whole = [sorted(found, key=lambda cell: (cell[1], cell[0])) for found in tables.values() if len(found) > 1]
    return sorted(whole, key=lambda found: found[0][1])
