"""预算执行情况 with the sources of the money in columns: 合计, 中央, 省级, 市级, 本级 beside each other.

Either each row is an amount (预算数, 执行数) of all sources, or each amount has its sources under it or to its right.
"""

from collections.abc import Mapping

from perfeval.read.files.filed import FiledCell
from perfeval.read.forms.board import Board
from perfeval.read.forms.columns import key, money_unit
from perfeval.read.forms.draft import Draft
from perfeval.read.forms.funds import AMOUNT_KEYS, FundColumns, add_fund, add_total, heading, is_figure
from perfeval.read.forms.shown import is_empty

Amounts = dict[str, FiledCell]
"""The cell of each amount, by its key."""


def block(board: Board, row: int, draft: Draft) -> int | None:
    """The block that begins with this row, read whole: its last row; None where none begins."""
    found = _in_rows(board, row) or _in_columns(board, row)
    if not found:
        return None
    last, parts, heads = found
    side = [cell for cell in board.row(row) if key("rows", cell.text) in ("execution", "label")]
    printed = next((u for cell in (*side, *heads) if (u := money_unit(cell.text))), draft.unit)
    names = {name for amounts in parts.values() for name in amounts}
    shown = FundColumns({}, dict.fromkeys(names, printed), dict.fromkeys(names, heads[0]))
    heading(side, heads, draft)
    whole: Mapping[str, FiledCell] = {}
    for cell, amounts in parts.items():
        name = cell.text
        if _is_total(cell):
            whole = amounts
            add_total(amounts, shown, draft)
        elif not all(is_empty(c.text) for c in amounts.values()):
            add_fund(name, cell, amounts, shown, draft)
    if not whole and parts:
        draft.tell(next(iter(parts)), "：各来源没有印合计，预算数、执行数的总额请补写", "")
    board.use(*side, *heads, *parts, *(cell for amounts in parts.values() for cell in amounts.values()))
    return last


def _is_total(cell: FiledCell) -> bool:
    return key("funds", cell.text) == "total" or key("execution", cell.text) in AMOUNT_KEYS


def _sources(cells: list[FiledCell]) -> list[FiledCell]:
    """Heads of sources, with one of all of them; empty where there are not two sources at least."""
    found = [cell for cell in cells if key("funds", cell.text) in ("source", "total")]
    return found if sum(key("funds", cell.text) == "source" for cell in found) >= 2 else []


def _in_rows(board: Board, row: int) -> tuple[int, dict[FiledCell, Amounts], list[FiledCell]] | None:
    """Sources over the columns, an amount a row."""
    sources = _sources([cell for cell in board.fresh(row) if cell.row == cell.bottom == row])
    if not sources or any(key("execution", cell.text) in AMOUNT_KEYS for cell in board.fresh(row)):
        return None
    parts, heads, last = dict[FiledCell, Amounts]({cell: {} for cell in sources}), list[FiledCell](), row
    for below in range(row + 1, board.last + 1):
        label = next((c for c in board.fresh(below) if c.row == below and key("execution", c.text)), None)
        if not label or label.col >= sources[0].col or key("execution", label.text) == "no_key":
            break
        for cell in sources:
            for value in board.within(below, (cell.col, cell.right))[:1]:
                parts[cell][key("execution", label.text)] = value
        heads.append(label)
        last = below
    wanted = {key("execution", head.text) for head in heads} & {"budget", "executed", "initial"}
    return (last, parts, heads) if len(wanted) >= 2 else None


def _in_columns(board: Board, row: int) -> tuple[int, dict[FiledCell, Amounts], list[FiledCell]] | None:
    """Each amount with its sources under it, or to its right; the figures in the row below."""
    heads = [cell for cell in board.fresh(row) if cell.row == row and key("execution", cell.text)]
    if sum(key("execution", cell.text) in AMOUNT_KEYS for cell in heads) < 2:
        return None
    below = heads[0].bottom + 1
    under = {id(h): _sources([c for c in board.row(below) if h.col <= c.col and c.right <= h.right]) for h in heads}
    parts, used = dict[FiledCell, Amounts](), list(heads)
    by_name = dict[str, FiledCell]()

    def put(source: FiledCell, name: str, values: int) -> None:
        is_whole = _is_total(source) or source in heads
        cell = by_name.setdefault("total" if is_whole else _name(source), source)
        for value in board.within(values, (source.col, source.right))[:1]:
            if is_figure(value.text) or is_empty(value.text):
                parts.setdefault(cell, {}).setdefault(name, value)

    if any(under.values()):
        last = below + 1
        for head in heads:
            for source in under[id(head)] or [head]:
                put(source, key("execution", head.text), last)
                used.append(source)
    else:
        last, amount = below, ""
        cells = [cell for cell in board.fresh(row) if cell.row == row]
        if not _sources(cells):
            return None
        for cell in cells:
            if found := key("execution", cell.text):
                amount = found
                put(cell, found, last)
            elif amount and key("funds", cell.text) == "source":
                put(cell, amount, last)
                used.append(cell)
    return (last, {c: a for c, a in parts.items() if a}, used) if last <= board.last and len(by_name) > 2 else None


def _name(cell: FiledCell) -> str:
    return "".join(cell.text.split()).removeprefix("其中").lstrip(":：")
