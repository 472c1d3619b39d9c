"""The rows of the indicator table, and the row of the total under them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from perfeval.read.files.filed import FiledCell, Origin
from perfeval.read.forms import sub_rows
from perfeval.read.forms.board import Board
from perfeval.read.forms.columns import bare, is_title, key, points_of_title
from perfeval.read.forms.draft import ColumnCells, Draft, Head
from perfeval.read.forms.levels import level_row, levels, subtotal
from perfeval.read.forms.row_heads import VALUES, BoardColumns
from perfeval.read.forms.row_values import texts, values
from perfeval.read.forms.shown import is_empty, is_unprinted, points_number, squash
from perfeval.trees.sources import Tree
from perfeval.values.terms import Level1

_NO_ROW = ("", "无", "没有")
"""The name in a line before the total that says that there are no more rows."""
_BESIDE = ("sign", "sign2", "unit", "unit2")
"""Columns of what only belongs to a value."""
_COUNTED = ("序号", "编号")
_GRADES = ("优", "良", "中", "差", "优秀", "良好", "中等", "较差", "合格", "不合格", "一般", "较好", "好")


def read_total(board: Board, row: int, cols: BoardColumns, draft: Draft) -> bool:
    """总分: what stands under 得分, and a grade beside it; whether the row is that of the total."""
    fresh = board.fresh(row)
    left = min(first for first, _ in cols.at.values())
    label, _, inside = fresh[0].text.partition("：") if fresh else ("", "", "")
    if not fresh or fresh[0].col > left or key("rows", label) != "total":
        return False
    if inside:
        fresh = [fresh[0], evolve(fresh[0], text=inside), *fresh[1:]]
    points_of = (
        [cell for cell in board.within(row, cols.at["weight"]) if "weight" in cols.at] if "weight" in cols.at else []
    )
    numbers = [cell for cell in fresh[1:] if _score(cell)]
    if "score" in cols.at and not inside:
        under = [cell for cell in board.within(row, cols.at["score"]) if cell in fresh[1:] and not is_empty(cell.text)]
    else:
        under = [cell for cell in numbers if cell not in points_of]
    for cell in under[:1]:
        if is_unprinted(cell.text):
            continue
        score, grade = _score(cell) or (cell.text, "")
        draft.field("published.total", cell, score)
        if grade:
            draft.field("published.grade", cell, grade)
    grades = [cell for cell in fresh[1:] if is_grade(cell.text)]
    for cell in grades:
        draft.field("published.grade", cell, squash(cell.text))
    board.use(fresh[0], *numbers, *under[:1], *grades)
    return True


def is_total(board: Board, row: int) -> bool:
    """Whether a row begins as that of the total does."""
    cells = [cell for cell in board.row(row) if cell.text and cell.row == row]
    return bool(cells) and key("rows", cells[0].text.partition("：")[0]) == "total"


def _score(cell: FiledCell) -> tuple[str, str] | None:
    """A total with the grade beside it in the same cell, 97.3（优）; None for a text."""
    match = re.fullmatch(r"(.+?)[(（,，、;； ]*([优良中差秀好合格不一般较]*)[)）]?", squash(cell.text))
    if not match or (match[2] and not is_grade(match[2])):
        return None
    score = points_number(match[1])
    return None if score is None else (score, match[2])


def is_grade(text: str) -> bool:
    """Whether a cell holds a grade and nothing else.

    >>> is_grade("优"), is_grade("良好"), is_grade("优化")
    (True, True, False)
    """
    return squash(text) in _GRADES


def indicator(board: Board, row: int, cols: BoardColumns, draft: Draft) -> None:
    """One row of the table; an empty one of the template is dropped, a text across the columns is no row."""
    cells = {name: _at(board, row, cols, name) for name in cols.at}
    every = {id(cell): cell for group in cells.values() for cell in group}
    mapped = tuple(sorted(every))
    if not mapped or mapped == cols.last or all(map(board.is_used, every.values())):
        return
    if subtotal(board, row, cells, draft) or level_row(board, row, cells, cols, draft):
        return
    if len(every) == 1 and all(_is_across(cell, cols) for cell in every.values()):
        return
    cols.last = mapped
    _tell_wide(board, every.values(), cols, draft)
    tree, origins = Tree(), dict[str, Origin]()
    levels(cells, cols, draft, tree, origins)
    texts(cells, tree, origins)
    values(cells, cols, tree, origins)
    for name, path in (("weight", "weight"), ("score", "published_score")):
        for cell in cells.get(name, ())[:1]:
            if board.is_used(cell):  # merged over several rows: the first has it
                continue
            value: Any = (
                draft.points(cell)
                if name == "weight"
                else (None if is_unprinted(cell.text) else points_number(cell.text) or cell.text)
            )
            if value is not None:
                tree[path], origins[path] = value, cell.origin
    for group in cells.values():
        board.use(*group)
    if tree.keys() & {"target", "actual", "weight", "published_score"} or tree.get("name", "") not in _NO_ROW:
        _add(row, tree, origins, cells, cols, draft)
        _extra(board, row, cols, draft)


def _tell_wide(board: Board, cells: Iterable[FiledCell], cols: BoardColumns, draft: Draft) -> None:
    """A cell merged over the columns of two values is one of them, and that is told."""
    for cell in cells:
        over = [
            name
            for name in cols.at
            if name in VALUES and cell.col <= cols.at[name][1] and cell.right >= cols.at[name][0]
        ]
        if len(over) > 1 and not is_empty(cell.text) and not board.is_used(cell):
            draft.tell(cell, "：这一格跨几栏，记在其中第一栏")


def _is_across(cell: FiledCell, cols: BoardColumns) -> bool:
    """Whether a cell stands over the values too, and is no 产出指标（40 分） above its rows."""
    reaches = any(cell.col < cols.at[name][0] <= cell.right for name in VALUES & cols.at.keys())
    return reaches and not points_of_title(cell.text) and Level1.of(bare(cell.text)) is None


def _at(board: Board, row: int, cols: BoardColumns, name: str) -> list[FiledCell]:
    """The cells of one column: a cell over several columns belongs to the first, to a value before its sign or unit; one over
    二级 and 三级 names the row.
    """
    order = sorted(cols.at, key=lambda name: name in _BESIDE)
    found = []
    for cell in board.within(row, cols.at[name]):
        over = [other for other in order if cell.col <= cols.at[other][1] and cell.right >= cols.at[other][0]]
        owner = "name" if {"level2", "name"} <= set(over) and "level1" not in over else over[0]
        if owner == name:
            found.append(cell)
    return found


def _add(
    row: int,
    tree: Tree,
    origins: dict[str, Origin],
    cells: ColumnCells,
    cols: BoardColumns,
    draft: Draft,
) -> None:
    """The row at its place in the document: among the others, or under the last one."""
    every = [cell for group in cells.values() for cell in group]
    own = [cell for cell in every if cell.row == row]
    start = next((cell for cell in cells.get("name", ()) if cell.row == row), min(own or every, key=lambda c: c.col))
    heads, places = sub_rows.group(cells, tree, origins, draft.head)
    if heads:
        draft.head = _put(heads, places, cells, start.origin, draft)
        draft.head.tree["rows"] = []
    sub_rows.own_name(cells, tree, origins)
    if "name" not in tree:
        tree["name"] = ""
        draft.tell(start, "这一行没有指标名称，请补写", "")
    if draft.head and sub_rows.is_under(draft.head, cells, tree, cols):
        sub_rows.put_under(draft.head, tree, origins, start.origin, draft)
        return
    sub_rows.tell_merged(row, tree, cells, draft)
    draft.head = _put(tree, origins, cells, start.origin, draft)


def _put(tree: Tree, origins: Mapping[str, Origin], cells: ColumnCells, where: Origin, draft: Draft) -> Head:
    rows, path = (
        (draft.goals[-1].setdefault("indicators", []), f"goals[{len(draft.goals) - 1}].indicators")
        if draft.goals
        else (draft.indicators, "indicators")
    )
    place = f"{path}[{len(rows)}]"
    rows.append(tree)
    draft.origins[place] = where
    draft.origins.update({f"{place}.{name}": origin for name, origin in origins.items()})
    return Head(tree, place, cells)


def _extra(board: Board, row: int, cols: BoardColumns, draft: Draft) -> None:
    """Columns that the document has no key for, told once each."""
    for place, head in cols.unknown.items():
        for cell in board.within(row, place):
            if board.is_used(cell):
                continue
            board.use(cell)
            if place not in cols.told and not is_empty(cell.text) and bare(head.text) not in _COUNTED:
                cols.told.add(place)
                known = key("indicators", head.text) == "no_key" or is_title(head.text)
                why = "没有对应的键" if known else "不认识"
                draft.tell(head, f"：这一栏{why}，其下各格未录入")
