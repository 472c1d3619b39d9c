"""The indicator table of a form: its heads, its rows, and the row of the total under them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, evolve, field

from perfeval.read.files.filed import FiledCell, Origin
from perfeval.read.forms.board import Board, Range
from perfeval.read.forms.columns import bare, is_share, is_title, key, points, without_points
from perfeval.read.forms.draft import Draft, Tree
from perfeval.read.forms.shown import is_empty, joined, number, squash, unwrapped
from perfeval.values.quantities import read_target
from perfeval.values.terms import Level1, Level2

_NAMES, _VALUES = {"level1", "level2", "name"}, {"target", "actual", "score", "weight"}
_POINTS = {"weight", "score"}
_SIGN = re.compile(r"[<>=≤≥≦≧═≮≯﹦﹤﹥＝＜＞⩽⩾]{1,2}|(?:大于|小于)(?:或?等于)?|等于|不[少低高多]于|不超过|至少|至多")
_JUDGED = ("定性", "定性指标")
_NO_UNIT = ("无", "定性", "文字描述", "文本", "其他")
_SHARES = {"百分比": "%", "百分数": "%", "百分率": "%", "％": "%"}
_NO_ROW = ("", "无", "没有")
"""The name in a line before the total that says that there are no more rows."""
_NO_REASON = re.compile(r"0+(?:\.0+)?")
"""A formula that leaves its 0 among the reasons."""
_DIRECTIONS = {
    "正向": "forward",
    "正向指标": "forward",
    "反向": "reverse",
    "反向指标": "reverse",
    "逆向指标": "reverse",
    "逆向": "reverse",
}


@define
class Columns:
    """Which columns of a board hold what; `unknown` are those with a title that is not in the table or has no key.

    `shares` are those whose head alone prints %; `is_management` says that the rows are 分配科学性 and their like.
    """

    at: dict[str, Range]
    unknown: dict[Range, FiledCell] = field(factory=dict)
    shares: set[str] = field(factory=set)
    is_management: bool = False
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
        not found.keys() & _NAMES
        and len(found.keys() & _VALUES) > 1
        and found.keys() & _POINTS
        and (head := _name_head(board, row))
    ):
        found["name"] = [head]
    is_head = found.keys() & _NAMES and len(found.keys() & _VALUES) >= 1 and len(found) >= 3
    return found if is_head else {}


def _name_head(board: Board, row: int) -> FiledCell | None:
    """绩效指标 or 资金管理情况 as the head of the names, in a table without levels; elsewhere it stands beside the rows."""
    cells = [cell for cell in board.row(row) if key("rows", cell.text) in ("section", "management")]
    return next((cell for cell in cells if cell.bottom == row), None)


def management(board: Board, row: int) -> FiledCell | None:
    """资金管理情况 over rows such as 分配科学性, which are answered in prose and earn points: their 一级指标."""
    return next(
        (cell for cell in board.row(row) if key("rows", cell.text) == "management" and cell.bottom == row), None
    )


def is_managed(board: Board, row: int, cols: Columns) -> bool:
    """Whether a row is one of fund management, with points of its own, and no label."""
    places = [cols.at[name] for name in _POINTS & cols.at.keys()]
    return cols.is_management and any(number(cell.text) for place in places for cell in board.within(row, place))


def is_self_evaluation(found: Mapping[str, Sequence[FiledCell]]) -> bool:
    """Whether heads have what only a self-evaluation has: a table of targets alone is none."""
    return bool(found.keys() & {"actual", "score"})


def columns(board: Board, row: int) -> tuple[Columns, int]:
    """The columns under the heads in `row`, and the last row of the heads; heads of two rows are taken together."""
    cells = [cell for cell in board.row(row) if cell.text and (cell.row == row or key("indicators", cell.text))]
    found = {id(cell): name for name, group in heads(board, row).items() for cell in group}
    left = min(cell.col for cell in cells if id(cell) in found)
    cells = [cell for cell in cells if cell.col >= left]
    bottom = max(cell.bottom for cell in cells if id(cell) in found)
    below = [cell for cell in board.row(bottom + 1) if cell.text and cell.row == bottom + 1 and cell.col >= left]
    if bottom == row and below and all(key("indicators", c.text) and not number(c.text) for c in below):
        bottom += 1
    result = Columns({})
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
            if name in result.at and is_share(cell.text):
                result.shares.add(name)
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
        if is_share(cell.text):
            result.shares.add(name)
    elif name in ("unit", "sign") and f"{name}2" not in result.at:
        result.at[f"{name}2"] = cols
    else:
        result.unknown[cols] = cell


_COUNTED = ("序号", "编号")


def total(board: Board, row: int, cols: Columns, draft: Draft) -> bool:
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
        score, grade = _score(cell) or (cell.text, "")
        draft.field("published.total", cell, score)
        if grade:
            draft.field("published.grade", cell, grade)
    grades = [cell for cell in fresh[1:] if is_grade(cell.text)]
    for cell in grades:
        draft.field("published.grade", cell, squash(cell.text))
    board.use(fresh[0], *numbers, *under[:1], *grades)
    return True


def _score(cell: FiledCell) -> tuple[str, str] | None:
    """A total with the grade beside it in the same cell, 97.3（优）; None for a text."""
    match = re.fullmatch(r"(.+?)[(（,，、;； ]*([优良中差秀好合格不一般较]*)[)）]?", squash(cell.text))
    if not match or (match[2] and not is_grade(match[2])):
        return None
    score = number(match[1])
    return None if score is None else (score, match[2])


def is_grade(text: str) -> bool:
    """Whether a cell holds a grade and nothing else.

    >>> is_grade("优"), is_grade("良好"), is_grade("优化")
    (True, True, False)
    """
    return squash(text) in _GRADES


_GRADES = ("优", "良", "中", "差", "优秀", "良好", "中等", "较差", "合格", "不合格", "一般", "较好", "好")


def indicator(board: Board, row: int, cols: Columns, draft: Draft) -> None:
    """One row of the table; an empty one of the template is dropped, a text across the columns is no row."""
    cells = {name: _at(board, row, cols, name) for name in cols.at}
    every = {id(cell): cell for group in cells.values() for cell in group}
    mapped = tuple(sorted(every))
    if not mapped or mapped == cols.last or all(map(board.is_used, every.values())):
        return
    if _level_row(board, row, cells, cols, draft):
        return
    if len(every) == 1 and all(_is_across(cell, cols) for cell in every.values()):
        return
    cols.last = mapped
    tree, origins = Tree(), dict[str, Origin]()
    _levels(cells, cols, draft, tree, origins)
    _texts(cells, tree, origins)
    _values(cells, cols, tree, origins)
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
    if tree.keys() & {"target", "actual", "weight", "published_score"} or tree.get("name", "") not in _NO_ROW:
        _add(row, tree, origins, cells, draft)
        _extra(board, row, cols, draft)


def _level_row(board: Board, row: int, cells: Mapping[str, list[FiledCell]], cols: Columns, draft: Draft) -> bool:
    """A level on a row of its own, 一、产出指标（40分）, perhaps with its points; whether the row is one."""
    fresh = board.fresh(row)
    said = [cell for cell in fresh if number(cell.text) is None and not is_empty(cell.text)]
    if len(said) != 1 or not fresh or fresh[0] is not said[0] or said[0].rows > 1:
        return False
    cell, label = said[0], bare(without_points(said[0].text))
    is_first, is_second = Level1.of(label) is not None, Level2.of(label) is not None
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
            if "subtotal" not in draft.told:
                draft.told.add("subtotal")
                draft.tell(other, "：一级、二级指标的小计没有对应的键，未录入")
    return True


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
    for name in ("name", "actual", "reason", "coefficient", "attainment", "rate", "rule"):
        said = [cell for cell in cells.get(name, ()) if not is_empty(cell.text)]
        if said and not (name == "reason" and _NO_REASON.fullmatch(squash(said[0].text))):
            tree[name] = joined([unwrapped(cell.text) for cell in said])
            origins[name] = said[0].origin


def _values(cells: Mapping[str, list[FiledCell]], cols: Columns, tree: Tree, origins: dict[str, Origin]) -> None:
    """Target and actual, each from one cell or from several: sign, value, unit."""
    said = [cell for cell in cells.get("target", ()) if not is_empty(cell.text)]
    sign, unit = _own(cells, "sign"), "%" if "target" in cols.shares else _own(cells, "unit")
    if said:
        value = joined([unwrapped(cell.text) for cell in said])
        tree["target"], origins["target"] = _signed(_with_unit(value, unit), sign), said[0].origin
        figure = read_target(tree["target"])
        if sign in _DIRECTIONS and figure and not figure.sign:
            tree["direction"], origins["direction"] = _DIRECTIONS[sign], cells["sign"][0].origin
        elif sign in _JUDGED and figure:
            tree["target"], tree["kind"], origins["kind"] = value, "qualitative", cells["sign"][0].origin
    if "actual" in tree and not (sign in _JUDGED and not _own(cells, "unit2")):
        unit = "%" if "actual" in cols.shares else _own(cells, "unit2") or unit
        if not (unit == "%" and _is_perhaps_share(tree.get("target", ""), tree["actual"])):
            tree["actual"] = _with_unit(tree["actual"], unit)
        tree["actual"] = _signed(tree["actual"], _own(cells, "sign2"))
    if "coefficient" in tree and "coefficient" in cols.shares:
        tree["coefficient"] = _with_unit(tree["coefficient"], "%")


def _own(cells: Mapping[str, list[FiledCell]], name: str) -> str:
    """The sign or the unit of a row, from its own column."""
    return squash(cells[name][0].text) if cells.get(name) else ""


def _signed(value: str, sign: str) -> str:
    """A value with the sign of its own column, unless it says one itself."""
    figure = read_target(value)
    if _SIGN.fullmatch(sign) and any(map(str.isdecimal, value)) and not (figure and figure.sign):
        return sign + value.removeprefix(sign)
    return value


def _with_unit(value: str, unit: str) -> str:
    """A value with the unit of its own column, unless it says one itself."""
    figure = read_target(value)
    unit = _SHARES.get(unit, unit)
    if is_empty(unit) or unit in _NO_UNIT or not value[-1:].isdecimal() or (figure and figure.quantity.unit):
        return value
    return value + unit


def _is_perhaps_share(target: str, actual: str) -> bool:
    """Whether 0.98 may be 98 %: the column says %, and the target is above 1 %."""
    asked, done = read_target(target), read_target(actual)
    return bool(asked and done and asked.quantity.value > 1 and 0 < done.quantity.value <= 1)


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
            if place not in cols.told and not is_empty(cell.text) and bare(head.text) not in _COUNTED:
                cols.told.add(place)
                known = key("indicators", head.text) == "no_key" or is_title(head.text)
                why = "没有对应的键" if known else "不认识"
                draft.tell(head, f"：这一栏{why}，其下各格未录入")
