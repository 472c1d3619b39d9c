"""The indicator table of a form: its heads, its rows, and the row of the total under them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from perfeval.read.files.filed import FiledCell, Origin
from perfeval.read.forms.board import Board, Range
from perfeval.read.forms.columns import bare, is_title, key, points, without_points
from perfeval.read.forms.draft import Draft, Tree
from perfeval.read.forms.shown import is_empty, joined, number, squash, unwrapped
from perfeval.values.quantities import read_target
from perfeval.values.terms import Level1

_NAMES, _VALUES = {"level1", "level2", "name"}, {"target", "actual", "score", "weight"}
_SIGN = re.compile(r"[<>=≤≥≦≧﹦＝＜＞⩽⩾]{1,2}|(?:大于|小于)(?:或?等于)?|等于|不[少低高多]于|不超过|至少|至多")
_DIRECTIONS = {
    "正向": "forward",
    "正向指标": "forward",
    "反向": "reverse",
    "反向指标": "reverse",
    "逆向指标": "reverse",
    "逆向": "reverse",
}
_KEPT = ("level1", "level2", "name", "target", "actual", "reason")


@define
class Columns:
    """Which columns of a board hold what; `unknown` are those with a title that is not in the table or has no key."""

    at: dict[str, Range]
    unknown: dict[Range, FiledCell] = field(factory=dict)
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
    is_head = found.keys() & _NAMES and len(found.keys() & _VALUES) >= 1 and len(found) >= 3
    return found if is_head else {}


def is_self_evaluation(found: Mapping[str, Sequence[FiledCell]]) -> bool:
    """Whether heads have what only a self-evaluation has: a table of targets alone is none."""
    return bool(found.keys() & {"actual", "score"})


def columns(board: Board, row: int) -> tuple[Columns, int]:
    """The columns under the heads in `row`, and the last row of the heads; heads of two rows are taken together."""
    cells = [cell for cell in board.row(row) if cell.text and (cell.row == row or key("indicators", cell.text))]
    left = min(cell.col for group in heads(board, row).values() for cell in group)
    cells = [cell for cell in cells if cell.col >= left]
    bottom = max(cell.bottom for group in heads(board, row).values() for cell in group)
    below = [cell for cell in board.row(bottom + 1) if cell.text and cell.row == bottom + 1 and cell.col >= left]
    if bottom == row and below and all(key("indicators", c.text) and not number(c.text) for c in below):
        bottom += 1
    result = Columns({})
    beside = [cell for cell in board.row(row) if cell.right < left and cell.bottom <= bottom and cell.text]
    if beside and not any(key("indicators", cell.text) == "level1" for cell in cells) and key("rows", beside[-1].text):
        board.use(beside[-1])  # 绩效指标 over 产出指标, 效益指标
        result.at["level1"] = beside[-1].col, beside[-1].right
    for cell in cells:
        board.use(cell)
        under = [c for c in _below(board, cell, bottom) if c.text]
        name = key("indicators", cell.text).replace("value", "target")
        if not under:
            _set(result, name, (cell.col, cell.right), cell)
        for inner in under:
            board.use(inner)
            own = key("indicators", inner.text)
            _set(result, name if own in ("target", "value") else own, (inner.col, inner.right), inner)
    return result, bottom


def _below(board: Board, cell: FiledCell, bottom: int) -> list[FiledCell]:
    """The heads of the second row under one of the first."""
    rows = range(cell.bottom + 1, bottom + 1)
    found = {
        id(c): c for row in rows for c in board.row(row) if c.row > cell.bottom and cell.col <= c.col <= cell.right
    }
    return list(found.values())


def _set(result: Columns, name: str, cols: Range, cell: FiledCell) -> None:
    if name and name != "no_key" and name not in result.at:
        result.at[name] = cols
    elif name == "unit" and "unit" in result.at:
        result.at["unit2"] = cols
    else:
        result.unknown[cols] = cell


def total(board: Board, row: int, cols: Columns, draft: Draft) -> bool:
    """总分: what stands under 得分; whether the row is that of the total."""
    fresh = board.fresh(row)
    left = min(first for first, _ in cols.at.values())
    if not fresh or fresh[0].col > left or key("rows", fresh[0].text) != "total":
        return False
    numbers = [cell for cell in fresh[1:] if number(cell.text)]
    if "score" in cols.at:
        under = [cell for cell in board.within(row, cols.at["score"]) if cell in fresh[1:] and not is_empty(cell.text)]
    else:
        under = numbers
    if under:
        draft.field("published.total", under[0], number(under[0].text) or under[0].text)
    board.use(fresh[0], *numbers, *under[:1])
    return True


def indicator(board: Board, row: int, cols: Columns, draft: Draft) -> None:
    """One row of the table; an empty one of the template is dropped, a text across the columns is no row."""
    cells = {name: _at(board, row, cols, name) for name in cols.at}
    every = {id(cell): cell for group in cells.values() for cell in group}
    mapped = tuple(sorted(every))
    if not mapped or mapped == cols.last or all(map(board.is_used, every.values())):
        return
    if len(every) == 1 and all(_is_across(cell, cols) for cell in every.values()):
        return
    cols.last = mapped
    tree, origins = Tree(), dict[str, Origin]()
    _levels(cells, cols, draft, tree, origins)
    _texts(cells, tree, origins)
    _target(cells, tree, origins)
    for name, path in (("weight", "weight"), ("score", "published_score")):
        for cell in cells.get(name, ())[:1]:
            if board.is_used(cell):  # merged over several rows: the first has it
                continue
            value: Any = (
                draft.points(cell)
                if name == "weight"
                else (None if is_empty(cell.text) else number(cell.text) or cell.text)
            )
            if value is not None:
                tree[path], origins[path] = value, cell.origin
    for group in cells.values():
        board.use(*group)
    if tree.keys() & {"target", "actual", "weight", "published_score"} or "name" in tree:
        _add(row, tree, origins, cells, draft)
        _extra(board, row, cols, draft)


def _is_across(cell: FiledCell, cols: Columns) -> bool:
    """Whether a cell stands over the values too, and is no 产出指标（40 分） above its rows."""
    reaches = any(cell.col < cols.at[name][0] <= cell.right for name in _VALUES & cols.at.keys())
    return reaches and not points(cell.text) and Level1.of(bare(cell.text)) is None


def _at(board: Board, row: int, cols: Columns, name: str) -> list[FiledCell]:
    """The cells of one column: a cell over several columns belongs to the first, one over 二级 and 三级 names the row."""
    order = list(cols.at)
    found = []
    for cell in board.within(row, cols.at[name]):
        over = [other for other in order if cell.col <= cols.at[other][1] and cell.right >= cols.at[other][0]]
        owner = "name" if {"level2", "name"} <= set(over) and "level1" not in over else over[0]
        if owner == name:
            found.append(cell)
    return found


def _levels(
    cells: Mapping[str, list[FiledCell]], cols: Columns, draft: Draft, tree: Tree, origins: dict[str, Origin]
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
    if points(cell.text):
        draft.tell(cell, "：二级指标所印的分值没有对应的键，未录入")
        return without_points(cell.text)
    return squash(cell.text)


def _texts(cells: Mapping[str, list[FiledCell]], tree: Tree, origins: dict[str, Origin]) -> None:
    for name in ("name", "actual", "reason", "attainment", "rate", "rule"):
        said = [cell for cell in cells.get(name, ()) if not is_empty(cell.text)]
        if said:
            tree[name] = joined([unwrapped(cell.text) for cell in said])
            origins[name] = said[0].origin
    if "actual" in tree and cells.get("unit2"):
        tree["actual"] = _with_unit(tree["actual"], cells["unit2"][0].text)


def _target(cells: Mapping[str, list[FiledCell]], tree: Tree, origins: dict[str, Origin]) -> None:
    """Sign, value and unit, from one cell or from several, as one value."""
    said = [cell for cell in cells.get("target", ()) if not is_empty(cell.text)]
    if not said:
        return
    value = joined([unwrapped(cell.text) for cell in said])
    sign = squash(cells["sign"][0].text) if cells.get("sign") else ""
    if cells.get("unit"):
        value = _with_unit(value, cells["unit"][0].text)
    figure = read_target(value)
    if _SIGN.fullmatch(sign) and any(map(str.isdecimal, value)) and not (figure and figure.sign):
        value = sign + value.removeprefix(sign)
    elif sign in _DIRECTIONS and figure and not figure.sign:
        tree["direction"], origins["direction"] = _DIRECTIONS[sign], cells["sign"][0].origin
    elif sign.startswith("定性") and figure:
        tree["kind"] = "qualitative"
    tree["target"], origins["target"] = value, said[0].origin


def _with_unit(value: str, unit: str) -> str:
    """A value with the unit of its own column, unless it says one itself."""
    return value + squash(unit) if value[-1:].isdecimal() and not is_empty(unit) else value


def _add(row: int, tree: Tree, origins: dict[str, Origin], cells: Mapping[str, list[FiledCell]], draft: Draft) -> None:
    """The row at its place in the document."""
    every = [cell for group in cells.values() for cell in group]
    own = [cell for cell in every if cell.row == row]
    start = next((cell for cell in cells.get("name", ()) if cell.row == row), min(own or every, key=lambda c: c.col))
    if "name" not in tree:
        tree["name"] = ""
        draft.tell(start, "这一行没有指标名称，请补写 name", "")
    rows, path = (
        (draft.goals[-1].setdefault("indicators", []), f"goals[{len(draft.goals) - 1}].indicators")
        if draft.goals
        else (draft.indicators, "indicators")
    )
    place = f"{path}[{len(rows)}]"
    rows.append(tree)
    draft.origins[place] = start.origin
    draft.origins.update({f"{place}.{name}": origin for name, origin in origins.items()})


def _extra(board: Board, row: int, cols: Columns, draft: Draft) -> None:
    """Columns that the document has no key for, told once each."""
    for place, head in cols.unknown.items():
        for cell in board.within(row, place):
            if board.is_used(cell):
                continue
            board.use(cell)
            if place not in cols.told and not is_empty(cell.text):
                cols.told.add(place)
                known = key("indicators", head.text) == "no_key" or is_title(head.text)
                why = "没有对应的键" if known else "不认识"
                draft.tell(head, f"：这一栏{why}，其下各格未录入")
