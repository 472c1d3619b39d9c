"""The heads of the indicator table: which column holds what, in a row of heads or in two."""

from collections.abc import Mapping, Sequence

from attrs import define, evolve, field

from perfeval.read.files.filed import FiledCell, FiledTable
from perfeval.read.forms.board import Board, Range
from perfeval.read.forms.columns import bare, key, unit_of_title
from perfeval.read.forms.shown import points_number

NAMES, VALUES = {"level1", "level2", "name"}, {"target", "actual", "score", "weight"}
"""What names a row, and what it says."""
_POINTS = {"weight", "score"}
_EXPLAINED = ("指标内容",)
"""Heads that name the rows where no other does, and beside one only explain them."""


@define
class BoardColumns:
    """Which columns of a board hold what; `unknown` are those with a title that is not in the table or has no key.

    `units` are those that a head prints for the figures under it; `is_management` says that the rows are 分配科学性 and their like, `is_done` that
    the total has been read.
    """

    at: dict[str, Range]
    unknown: dict[Range, FiledCell] = field(factory=dict)
    units: dict[str, str] = field(factory=dict)
    is_management: bool = False
    is_done: bool = False
    level1: str = ""
    level2: str = ""
    last: tuple[int, ...] = ()
    told: set[Range] = field(factory=set)


def heads(board: Board, row: int) -> dict[str, list[FiledCell]]:
    """The cells of a row that are heads of the indicator table, by key; empty where it has none."""
    found = dict[str, list[FiledCell]]()
    for cell in board.row(row):
        if name := key("indicators", cell.text):
            found.setdefault(name, []).append(cell)
    if (
        not found.keys() & NAMES
        and len(found.keys() & VALUES) > 1
        and found.keys() & _POINTS
        and (head := _name_head(board, row))
    ):
        found["name"] = [head]
    is_head = found.keys() & NAMES and len(found.keys() & VALUES) >= 1 and len(found) >= 3
    return found if is_head else {}


def apart(table: FiledTable) -> list[FiledTable]:
    """A table that holds two forms beside each other as two; any other as it is."""
    board = Board.of(table)
    for row in board.rows:
        cells = [cell for cell in board.row(row) if key("indicators", cell.text)]
        keys = [key("indicators", cell.text) for cell in cells]
        again = next((i for i, name in enumerate(keys) if i and name == keys[0]), 0)
        halves = set(keys[:again]), set(keys[again:])
        if again and all(half & NAMES and half & {"actual", "score"} and len(half & VALUES) > 1 for half in halves):
            first = min(cell.col for cell in table.cells)
            start = max(cells[again - 1].right + 1, cells[again].col - (cells[0].col - first))
            left, right = (
                tuple(cell for cell in table.cells if (cell.col >= start) == is_right) for is_right in (False, True)
            )
            return [evolve(table, cells=left), *apart(evolve(table, cells=right, unread=()))]
    return [table]


def _name_head(board: Board, row: int) -> FiledCell | None:
    """绩效指标 or 资金管理情况 as the head of the names, in a table without levels; elsewhere it stands beside the rows."""
    cells = [cell for cell in board.row(row) if key("rows", cell.text) in ("section", "management")]
    return next((cell for cell in cells if cell.bottom == row), None)


def management(board: Board, row: int) -> FiledCell | None:
    """资金管理情况 over rows such as 分配科学性, which are answered in prose and earn points: their 一级指标."""
    return next(
        (cell for cell in board.row(row) if key("rows", cell.text) == "management" and cell.bottom == row), None
    )


def is_managed(board: Board, row: int, cols: BoardColumns) -> bool:
    """Whether a row is one of fund management, with points of its own, and no label."""
    places = [cols.at[name] for name in _POINTS & cols.at.keys()]
    return cols.is_management and any(points_number(cell.text) for place in places for cell in board.within(row, place))


def is_self_evaluation(found: Mapping[str, Sequence[FiledCell]]) -> bool:
    """Whether heads have what only a self-evaluation has: a table of targets alone is none."""
    return bool(found.keys() & {"actual", "score"})


def head_columns(board: Board, row: int) -> tuple[BoardColumns, int]:
    """The columns under the heads in `row`, and the last row of the heads; heads of two rows are taken together."""
    cells = [cell for cell in board.row(row) if cell.text and (cell.row == row or key("indicators", cell.text))]
    found = {id(cell): name for name, group in heads(board, row).items() for cell in group}
    left = min(cell.col for cell in cells if id(cell) in found)
    cells = [cell for cell in cells if cell.col >= left]
    bottom = max(cell.bottom for cell in cells if id(cell) in found)
    below = [cell for cell in board.row(bottom + 1) if cell.text and cell.row == bottom + 1 and cell.col >= left]
    if bottom == row and below and all(key("indicators", c.text) and not points_number(c.text) for c in below):
        bottom += 1
    result = BoardColumns({})
    beside = [cell for cell in board.row(row) if cell.right < left and cell.bottom <= bottom and cell.text]
    if beside and "level1" not in found.values() and key("rows", beside[-1].text):
        board.use(beside[-1])  # 绩效指标 over 产出指标, 效益指标
        result.at["level1"] = beside[-1].col, beside[-1].right
    for cell in cells:
        board.use(cell)
        under = [c for c in _below(board, cell, bottom) if c.text]
        name = found.get(id(cell), "").replace("value", "target")
        if not under:
            _set(result, name, (cell.col, cell.right), cell)
        for inner in under:
            board.use(inner)
            own = key("indicators", inner.text)
            _set(result, name if own in ("target", "value") else own, (inner.col, inner.right), inner)
            if name in result.at and (unit := unit_of_title(cell.text)):
                result.units.setdefault(name, unit)
    return result, bottom


def _below(board: Board, cell: FiledCell, bottom: int) -> list[FiledCell]:
    """The heads of the second row under one of the first."""
    rows = range(cell.bottom + 1, bottom + 1)
    found = {
        id(c): c for row in rows for c in board.row(row) if c.row > cell.bottom and cell.col <= c.col <= cell.right
    }
    return list(found.values())


def _set(result: BoardColumns, name: str, cols: Range, cell: FiledCell) -> None:
    if name and name != "no_key" and name not in result.at:
        result.at[name] = cols
        if unit := unit_of_title(cell.text):
            result.units[name] = unit
    elif name in ("unit", "sign", "name") and f"{name}2" not in result.at and bare(cell.text) not in _EXPLAINED:
        result.at[f"{name}2"] = cols
    else:
        result.unknown[cols] = cell
