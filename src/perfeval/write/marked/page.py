"""The tables of a filed form on one HTML page as they are seen, cells with findings coloured, what is said beside them."""

from collections.abc import Sequence
from typing import Any

from perfeval.read.files.filed import FiledTable
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


def _told(mark: Mark, numbers: dict[Any, int]) -> dict[str, Any]:
    return {
        "number": numbers[mark.origin],
        "place": str(mark.origin),
        "lines": mark.lines,
        "kind": mark.severity.value if mark.severity else "new",
    }


def _rows(table: FiledTable, marks: dict[Any, Mark], numbers: dict[Any, int]) -> list[list[dict[str, Any]]]:
    height = max(cell.bottom for cell in table.cells) + 1
    width = max(cell.right for cell in table.cells) + 1
    rows: list[list[dict[str, Any]]] = [[] for _ in range(height)]
    taken = set[tuple[int, int]]()
    at = {(cell.row, cell.col): cell for cell in table.cells}
    for row in range(height):
        for col in range(width):
            if (row, col) in taken:
                continue
            cell = at.get((row, col))
            if cell is None:
                rows[row].append({"text": "", "rows": 1, "cols": 1, "number": None, "kind": ""})
                continue
            taken |= {(r, c) for r in range(row, cell.bottom + 1) for c in range(col, cell.right + 1)}
            mark = marks.get(cell.origin)
            kind = (mark.severity.value if mark.severity else "new") if mark else ""
            number = numbers.get(cell.origin)
            rows[row].append({"text": cell.text, "rows": cell.rows, "cols": cell.cols, "number": number, "kind": kind, "new": mark.new if mark else None})  # fmt: skip
    return rows
