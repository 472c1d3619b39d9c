"""预算执行情况 of a form: heads with the row of all money under them and the rows of its parts, or labels beside their values."""

import re
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from perfeval.read.files.filed import FiledCell
from perfeval.read.forms.board import Board, Range
from perfeval.read.forms.columns import folded, key, money_unit, points_of_title, unit_of_title
from perfeval.read.forms.draft import Draft
from perfeval.read.forms.shown import is_empty, is_unprinted, points_number, squash
from perfeval.trees.cells import read_points
from perfeval.trees.sources import Tree
from perfeval.values.figures import fold

AMOUNT_KEYS = ("initial", "budget", "executed", "carryover")
"""What is money in the block."""
_LONGEST = 20
"""The longest name of a part of the money that may stand without any figure."""
_FIGURE = re.compile(r"¥?-?[0-9][0-9,]*(?:\.[0-9]+)?(?:%|元|万元|亿元|万|分)?")
_UNREADABLE = re.compile(r"\(.*[0-9].*\)|#[A-Z0-9/]+[!?]?|[-¥]?[0-9].*")
"""What stands in the place of a figure and is none: (123), #DIV/0!, 100（含结转）. It is told."""


@define
class FundColumns:
    """The columns of the block (or of the labels, where values stand beside them), and what its heads print."""

    at: dict[str, Range]
    units: dict[str, str]
    heads: dict[str, FiledCell]
    beside: bool = False
    unkept: dict[Range, FiledCell] = field(factory=dict)
    has_total: bool = False
    told: set[str] = field(factory=set)

    def share(self, name: str, value: str) -> str:
        """A value of the block with the % that its head alone prints."""
        head = self.heads.get(name)
        return f"{value}%" if head and unit_of_title(head.text) == "%" and points_number(value) else value


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, with or without a unit.

    >>> is_figure("1,397.58"), is_figure("100%"), is_figure("2.38 万元"), is_figure("总额")
    (True, True, True, False)
    """
    return bool(_FIGURE.fullmatch(squash(fold(text))))


def start(board: Board, row: int, draft: Draft) -> FundColumns | None:
    """The block that begins with this row; None where its cells are no heads of money."""
    cells = [cell for cell in board.row(row) if cell.text and not board.is_used(cell)]
    found = [(name, cell) for cell in cells if (name := key("execution", cell.text))]
    heads = dict[str, FiledCell]()
    beside = any(is_figure(right.text) for (_, cell) in found if (right := _right(board, row, cell)))
    for name, cell in found:
        if (
            name not in heads
            and name != "no_key"
            and (beside or name not in AMOUNT_KEYS or _is_over_values(board, cell))
        ):
            heads[name] = cell
    wanted = heads.keys() & {"budget", "executed", "initial", "rate"}
    if len(wanted) < 2 or not wanted & {"budget", "executed"}:
        return None
    side = [
        cell
        for cell in board.row(row)
        if key("rows", cell.text) in ("execution", "label") or key("funds", cell.text) == "total"
    ]
    printed = next((u for cell in side if (u := money_unit(cell.text))), draft.unit)
    labels = next((u for cell in cells if cell not in heads.values() and (u := money_unit(cell.text))), printed)
    block = FundColumns(
        {name: (cell.col, cell.right) for name, cell in heads.items()},
        {name: money_unit(cell.text) or labels for name, cell in heads.items()},
        heads,
        beside,
        {(cell.col, cell.right): cell for name, cell in found if name == "no_key"},
    )
    heading(side, list(heads.values()), draft)
    board.use(*(cell for cell in cells if cell in heads.values() or cell in side or cell in block.unkept.values()))
    if not beside:
        board.use(*(cell for cell in cells if money_unit(cell.text)))
    return block


def heading(side: list[FiledCell], heads: list[FiledCell], draft: Draft) -> None:
    """Where the block stands, and the points that a head of it prints."""
    for cell in (*heads, *side):
        if (full := points_of_title(cell.text)) and "weight" not in draft.execution:
            draft.execution["weight"], draft.origins["execution.weight"] = read_points(full), cell.origin
    draft.origins.setdefault("execution", (side or heads)[0].origin)


def _right(board: Board, row: int, cell: FiledCell) -> FiledCell | None:
    """The next cell that says something, to the right."""
    return next((other for other in board.row(row) if other.col > cell.right and other.text), None)


def _is_over_values(board: Board, cell: FiledCell) -> bool:
    """Whether figures, what should be some, or nothing stand under a head; a head of the rows' names has texts under it."""
    under = board.within(cell.bottom + 1, (cell.col, cell.right)) if cell.bottom < board.last else []
    return all(
        is_figure(c.text) or _is_blank(c) or key("indicators", c.text) or _UNREADABLE.fullmatch(folded(c.text))
        for c in under
    )


def _is_blank(cell: FiledCell) -> bool:
    """Whether a cell is empty, or has its unit alone."""
    return is_empty(cell.text) or squash(cell.text) in ("元", "万元", "亿元")


def line(board: Board, row: int, block: FundColumns, draft: Draft) -> bool:
    """One row of the block into the draft; whether it was one."""
    done = _beside(board, row, block, draft) if block.beside else _under(board, row, block, draft)
    if done:
        _unkept(board, row, block, draft)
    return done


def _unkept(board: Board, row: int, block: FundColumns, draft: Draft) -> None:
    """What stands under 到位数, 原因 and their like, or beside them: told once each."""
    for cols, head in block.unkept.items():
        cells = board.within(row, cols)
        if block.beside:
            cells += [right for cell in cells if (right := _right(board, row, cell)) and is_figure(right.text)]
        values = [cell for cell in cells if not board.is_used(cell) and cell is not head]
        if any(not is_empty(cell.text) for cell in values) and head.text not in block.told:
            block.told.add(head.text)
            draft.tell(head, "：没有对应的键，未录入")
        board.use(*values)


def _under(board: Board, row: int, block: FundColumns, draft: Draft) -> bool:
    cells = {name: found[0] for name, cols in block.at.items() if (found := board.within(row, cols))}
    over = [id(cell) for cell in cells.values()]  # a text over several columns is no value of any
    cells = {name: cell for name, cell in cells.items() if not board.is_used(cell) and over.count(id(cell)) == 1}
    left = min(cols[0] for cols in block.at.values())
    named = [
        cell for cell in board.row(row) if cell.right < left and cell.text and key("rows", cell.text) != "execution"
    ]
    label = named[-1] if named else None
    if not cells and (label is None or board.is_used(label) or len(label.text) > _LONGEST):
        return False
    if label is None and block.has_total:
        return False
    name = label.text if label else ""
    is_total = not block.has_total and not folded(name).startswith("其中") and key("funds", name) != "carryover"
    if is_total or (key("funds", name) == "total" and not draft.execution):
        block.has_total = True
        add_total(cells, block, draft)
    else:
        add_fund(name, label or next(iter(cells.values())), cells, block, draft)
    board.use(*cells.values(), *([label] if label else []))
    return True


def add_total(cells: Mapping[str, FiledCell], block: FundColumns, draft: Draft) -> None:
    """The row of all money."""
    for name, cell in cells.items():
        value: Any = None
        if name in AMOUNT_KEYS:
            value = draft.amount(cell, block.units[name])
        elif name == "weight":
            value = draft.points(cell)
        elif not is_unprinted(cell.text):
            value = squash(fold(cell.text))
            value = points_number(value) or value if name == "score" else block.share(name, value)
            name = f"published_{name}"
        if value is not None and (name == "weight" or name not in draft.execution):
            draft.execution[name] = value
            draft.origins[f"execution.{name}"] = cell.origin


def add_fund(name: str, place: FiledCell, cells: Mapping[str, FiledCell], block: FundColumns, draft: Draft) -> None:
    """A part of the money, such as 其中：当年财政拨款; a row without any figure is an empty one of the template."""
    fund, path = Tree(name=squash(name)), f"execution.funds[{len(draft.execution.get('funds', ()))}]"
    for kind, cell in cells.items():
        if is_unprinted(cell.text) or kind == "weight":
            continue
        if kind in ("budget", "executed", "initial"):
            if amount := draft.amount(cell, block.units[kind]):
                fund[kind] = amount
        elif kind in ("rate", "score"):
            if is_figure(cell.text):
                fund[f"published_{kind}"] = block.share(kind, squash(fold(cell.text)))
            else:
                draft.tell(cell, "：不是数，未录入")
        elif draft.amount(cell, block.units[kind]) and kind not in block.told:
            block.told.add(kind)
            draft.tell(block.heads[kind], "：资金各行的这一栏没有对应的键，未录入")
        if (key_ := {"rate": "published_rate", "score": "published_score"}.get(kind, kind)) in fund:
            draft.origins[f"{path}.{key_}"] = cell.origin
    if len(fund) == 1:
        return
    draft.execution.setdefault("funds", []).append(fund)
    draft.origins[path] = place.origin
    if key("funds", name) == "carryover" and "carryover" not in draft.execution and _is_some(fund.get("budget")):
        draft.execution["carryover"] = fund["budget"]
        draft.origins["execution.carryover"] = draft.origins[f"{path}.budget"]


def _is_some(amount: str | None) -> bool:
    return amount is not None and bool(re.search("[1-9]", amount))


def _beside(board: Board, row: int, block: FundColumns, draft: Draft) -> bool:
    """预算数：20 ｜ 执行数：20, and under them 其中：财政拨款 20 ｜ 其中：财政拨款 20."""
    values, labels = dict[str, FiledCell](), list[FiledCell]()
    for column, cols in block.at.items():
        for label in board.within(row, cols):
            value, name = _right(board, row, label), key("execution", label.text) or column
            board.use(label)
            labels.append(label)
            if value and (is_figure(value.text) or _is_blank(value)) and not board.is_used(value):
                values[name] = value
                board.use(value)
    if not labels:
        return False
    above = {
        cell.col: name for cell in board.row(row - 1) if (name := key("execution", cell.text)) in ("rate", "score")
    }
    for cell in board.fresh(row):
        if is_figure(cell.text) and cell.col in above and above[cell.col] not in values:
            values[above[cell.col]] = cell
            board.use(cell, *(head for head in board.row(row - 1) if head.col == cell.col))
    shared = next(iter(block.units.values()), draft.unit)
    block.units.update({name: block.units.get(name, shared) for name in values})
    if not block.has_total or any(key("execution", label.text) for label in labels):
        block.has_total = True
        add_total(values, block, draft)
    else:
        add_fund(labels[0].text, labels[0], values, block, draft)
    return True
