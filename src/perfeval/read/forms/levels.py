"""一级指标 and 二级指标 of the rows: in cells over them, in blank cells under one, or on rows of their own."""

import re
from collections.abc import Mapping

from perfeval.read.files.filed import FiledCell, Origin
from perfeval.read.forms.board import Board
from perfeval.read.forms.columns import bare, key, points_of_title, without_points
from perfeval.read.forms.draft import Draft
from perfeval.read.forms.row_heads import BoardColumns
from perfeval.read.forms.shown import is_empty, points_number, squash
from perfeval.trees.sources import Tree
from perfeval.values.terms import Level1, Level2

_LONGEST = 20
"""The longest label of a subtotal."""
_HEAD = re.compile(".{2,8}(?:指标|目标)")
"""What a 一级指标 or 二级指标 is called, whatever it is."""


def level_row(board: Board, row: int, cells: Mapping[str, list[FiledCell]], cols: BoardColumns, draft: Draft) -> bool:
    """A level on a row of its own, 一、产出指标（40分）, perhaps with its points; whether the row is one."""
    fresh = board.fresh(row)
    said = [cell for cell in fresh if points_number(cell.text) is None and not is_empty(cell.text)]
    if len(said) != 1 or not fresh or fresh[0] is not said[0] or said[0].rows > 1:
        return False
    cell, label = said[0], bare(without_points(said[0].text))
    is_alone = "level1" not in cols.at and "name" in cols.at and cell.right > cols.at["name"][1]
    is_head = is_alone and (
        points_of_title(cell.text) is not None or _HEAD.fullmatch(label) is not None or key("rows", label) == "first"
    )
    first = Level1.of(label)
    is_second = Level2.of(label) is not None or (is_alone and key("rows", label) == "second")
    if (
        first and cols.level1 and not points_of_title(cell.text)
    ):  # 成本指标 and 服务对象满意度指标 are levels of both kinds
        is_under = first is Level1.of(bare(cols.level1)) or (
            is_second and Level1.of(bare(cols.level1)) is Level1.OUTPUT
        )
        first, is_head = (None, False) if is_under and not _is_level_below(board, row) else (first, is_head)
        is_second |= is_under
    is_first = is_head or first is not None
    is_first &= not (is_second and first is None)
    rest = {id(c): name for name, group in cells.items() for c in group if c in fresh[1:] and not is_empty(c.text)}
    is_wide = cell.right > cell.col or "level1" not in cols.at
    if not (is_first or is_second) or any(name in ("target", "actual") for name in rest.values()):
        return False
    if not is_wide and not rest:
        return False  # a row of the template, its other cells empty
    if is_second and not is_first:
        cols.level2 = _second(cell, draft)
    else:
        cols.level1, cols.level2 = draft.heading(cell), ""
    board.use(cell, *(other for other in fresh if is_empty(other.text)))
    for other in fresh[1:]:
        name = rest.get(id(other))
        if name == "weight" and is_first and (value := draft.points(other)) is not None:
            draft.weights.setdefault(cols.level1, value)
            draft.origins.setdefault("weights", other.origin)
            draft.origins.setdefault(f"weights.{cols.level1}", other.origin)
            board.use(other)
        elif name in ("weight", "score"):
            board.use(other)
            tell_subtotal(other, draft)
    return True


def subtotal(board: Board, row: int, cells: Mapping[str, list[FiledCell]], draft: Draft) -> bool:
    """A row 小计, or 产出指标小计, under the rows that it sums up: told; whether the row is one."""
    named = [cell for name in ("level1", "level2", "name") for cell in cells.get(name, ()) if cell in board.fresh(row)]
    label = next((cell for cell in named if bare(cell.text).endswith(("小计", "小计得分"))), None)
    if label is None or len(label.text) > _LONGEST:
        return False
    tell_subtotal(label, draft)
    board.use(*(cell for cell in board.fresh(row) if cell.row == cell.bottom))
    return True


def tell_subtotal(cell: FiledCell, draft: Draft) -> None:
    """That points of several rows together have no key, once for a form."""
    if "subtotal" not in draft.told:
        draft.told.add("subtotal")
        draft.tell(cell, "：一级、二级指标的小计没有对应的键，未录入")


def _is_level_below(board: Board, row: int) -> bool:
    """Whether the row under one of a level is one of a level, too: then the first is a 一级指标."""
    below = board.fresh(row + 1) if row < board.last else []
    return len(below) == 1 and _HEAD.fullmatch(bare(below[0].text)) is not None


def levels(
    cells: Mapping[str, list[FiledCell]], cols: BoardColumns, draft: Draft, tree: Tree, origins: dict[str, Origin]
) -> None:
    """一级 and 二级: a cell holds for the rows that it spans, and for blank cells under it."""
    for level in ("level1", "level2"):
        said = [cell for cell in cells.get(level, ()) if not is_empty(cell.text)]
        if said:
            label = draft.heading(said[0]) if level == "level1" else _second(said[0], draft)
            if level == "level1" and label != cols.level1:
                cols.level2 = ""
            setattr(cols, level, label)
            origins[level] = said[0].origin
        if getattr(cols, level):
            tree[level] = getattr(cols, level)


def _second(cell: FiledCell, draft: Draft) -> str:
    if points_of_title(cell.text):
        draft.tell(cell, "：二级指标所印的分值没有对应的键，未录入")
        return without_points(cell.text)
    return squash(cell.text)
