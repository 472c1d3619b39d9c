"""The tables of a filed form on one HTML page as they are seen, cells with findings coloured, what is said beside them."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfeval.read.files.filed import FiledCell, FiledTable, Origin
from perfeval.read.files.office import tables
from perfeval.write.html import templates
from perfeval.write.marked.marks import Mark, Marked


def marked(data: bytes, file: str, marks: Sequence[Mark]) -> Marked:
    """The page; tables without marks are left out."""
    numbers = {mark.origin: number for number, mark in enumerate(marks, 1)}
    by_origin = {mark.origin: mark for mark in marks}
    shown = [table for table in tables(data, file) if any(cell.origin in numbers for cell in table.cells)]
    seen = {cell.origin for table in shown for cell in table.cells}
    html = (
        templates()
        .get_template("marked/page.html.j2")
        .render(
            title=file.replace("\\", "/").rpartition("/")[2],
            tables=[{"name": str(table.origin) or "表", "rows": _rows(table, by_origin, numbers)} for table in shown],
            marks=[_told(mark, numbers) for mark in marks],
        )
    )
    left = tuple(f"{mark.origin}：没有找到这一格，列在页末" for mark in marks if mark.origin not in seen)
    return Marked(html.encode(), left)


def _told(mark: Mark, numbers: Mapping[Origin, int]) -> dict[str, Any]:
    return {
        "number": numbers[mark.origin],
        "place": str(mark.origin),
        "lines": mark.lines,
        "kind": mark.severity.value if mark.severity else "new",
    }


def _rows(table: FiledTable, marks: Mapping[Origin, Mark], numbers: Mapping[Origin, int]) -> list[list[dict[str, Any]]]:
    """The rows in which a cell begins; where none stands, one empty cell fills the gap, however wide."""
    rows = {row: i for i, row in enumerate(sorted({cell.row for cell in table.cells}))}
    cols = {col: i for i, col in enumerate(sorted({cell.col for cell in table.cells}))}
    tops, lefts = list(rows), list(cols)
    standing: list[list[tuple[int, int, FiledCell | None]]] = [[] for _ in rows]
    spans = dict[FiledCell, int]()
    for cell in table.cells:
        first, last = rows[cell.row], bisect_right(tops, cell.bottom)
        left, right = cols[cell.col], bisect_right(lefts, cell.right)
        spans[cell] = last - first
        standing[first].append((left, right, cell))
        for row in range(first + 1, last):
            standing[row].append((left, right, None))
    return [list(_line(sorted(cells, key=lambda one: one[:2]), len(cols), spans, marks, numbers)) for cells in standing]


def _line(
    cells: Sequence[tuple[int, int, FiledCell | None]],
    width: int,
    spans: Mapping[FiledCell, int],
    marks: Mapping[Origin, Mark],
    numbers: Mapping[Origin, int],
) -> Iterator[dict[str, Any]]:
    """The cells that begin in a row, and what fills the gaps between them."""
    col = 0
    for left, right, cell in cells:
        if left > col:
            yield _shown("", 1, left - col)
        if cell:
            yield _shown(cell.text, spans[cell], right - left, marks.get(cell.origin), numbers.get(cell.origin))
        col = max(col, right)
    if col < width:
        yield _shown("", 1, width - col)


def _shown(text: str, rows: int, cols: int, mark: Mark | None = None, number: int | None = None) -> dict[str, Any]:
    kind = (mark.severity.value if mark.severity else "new") if mark else ""
    new = mark.new if mark else None
    return {"text": text, "rows": rows, "cols": cols, "number": number, "kind": kind, "new": new}
