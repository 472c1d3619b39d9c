"""The self-evaluation forms in a file's tables: found by their heads, read block by block, what is left over told.

A form begins with its title or the name of the project or department, and has a table of indicators with 实际完成值 or 得分.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, evolve, field

from perfeval.read.files.filed import Filed, FiledTable, Unread
from perfeval.read.forms import funds as form_funds
from perfeval.read.forms import heads as form_heads
from perfeval.read.forms import levels as form_levels
from perfeval.read.forms import row_heads
from perfeval.read.forms import rows as form_rows
from perfeval.read.forms import sources as form_sources
from perfeval.read.forms.board import Board
from perfeval.read.forms.columns import key, money_unit
from perfeval.read.forms.draft import Draft
from perfeval.read.forms.shown import points_number, squash

_LINES_ABOVE = 8
"""How far above a table its title may stand."""
_NOTE = re.compile(r"(?:备注|注|说明|填表说明|填报说明|附注)[:：1-9（(]")


@define
class _Form:
    """The stretches of tables that make one form, and the lines of text above the first."""

    above: list[str]
    boards: list[Board] = field(factory=list)
    has_rows: bool = False
    has_start: bool = False
    is_closed: bool = False


def read_forms(tables: Sequence[FiledTable]) -> tuple[Filed, ...]:
    """Every self-evaluation form in the tables, in order."""
    forms = list(_forms(tables))
    found = [_read(form) for form in forms]
    used = {board.table.origin for form in forms for board in form.boards}
    for place, form in enumerate(forms):
        own = {board.table.origin.table for board in form.boards}
        inner = [t for t in tables if t.inside is not None and t.inside in own and t.cells and t.origin not in used]
        lost = tuple(Unread(t.origin, t.cells[0].text, "：格子里的小表，未录入") for t in inner)
        found[place] = evolve(found[place], unread=(*found[place].unread, *lost))
    if found and (told := [unread for table in tables if not table.cells for unread in table.unread]):
        found[-1] = evolve(found[-1], unread=(*found[-1].unread, *told))
    return tuple(found)


def _forms(tables: Iterable[FiledTable]) -> Iterator[_Form]:
    """Tables and their stretches as forms; a table that goes on with a form, or only closes it, belongs to it."""
    current: _Form | None = None
    before = list[str]()
    for table in (piece for whole in tables for piece in row_heads.apart(whole)):
        above = [line for line in table.above if line][-_LINES_ABOVE:]
        if not any(map(form_heads.is_form_title, above)):
            above = (
                before + above
            )  # a small table, or one that only lays the page out, stands between the title and the form
        before = above
        for part in _parts(Board.of(table)):
            rows = any(row_heads.is_self_evaluation(row_heads.heads(part, row)) for row in part.rows)
            begins = any(form_heads.is_start(part, row) for row in part.rows)
            funds = any(_is_funds(part, row) for row in part.rows)
            total = any(c and key("rows", c[0].text) == "total" for row in part.rows if (c := part.fresh(row)))
            titled = any(form_heads.is_form_title(line) for line in above) and not part.first
            fresh = begins or (titled and current is not None and current.has_rows)
            goes_on = current is not None and not fresh and (_same_place(current, part) or _goes_on(current, part))
            if current and goes_on and (not current.is_closed or (not rows and not funds)):
                if rows or funds or total or _says_more(part, current):
                    current.boards.append(part)
            elif rows or funds or begins:
                if current and current.has_rows:
                    yield current
                elif current and not any(map(form_heads.is_form_title, above)):
                    above = current.above + above
                current = _Form(above, [part], has_start=begins)
            else:
                continue
            current.has_rows |= rows
            current.is_closed |= total and current.has_rows
            above, before = [], []
    if current and current.has_rows:
        yield current


def _says_more(board: Board, form: _Form) -> bool:
    """Whether a table between those of a form, or after its rows, belongs to it: one of goals, of remarks, or the rest of the rows."""
    if form.has_rows and not form.is_closed:
        return True
    groups = ("goal",) if not form.has_rows else ()
    firsts = [cells[0] for row in board.rows if (cells := board.fresh(row)) and cells[0].row == row]
    return any(form_heads.is_label(cell) or any(key(group, cell.text) for group in groups) for cell in firsts[:3])


def _same_place(form: _Form, part: Board) -> bool:
    """Whether both stand in one sheet, or the form is no sheet's."""
    return form.boards[-1].table.origin.sheet == part.table.origin.sheet


def _goes_on(form: _Form, part: Board) -> bool:
    """Whether a sheet has the rest of the rows of the one before it, under the same heads and without a title or a name."""
    if not part.table.is_sheet or not form.has_rows or form.is_closed:
        return False
    above, below = (
        [list(found) for row in board.rows if (found := row_heads.heads(board, row))]
        for board in (form.boards[-1], part)
    )
    is_titled = any(form_heads.is_title_row(part, row) for row in part.rows)
    return bool(below) and not is_titled and above[-1:] == below[:1]


def _is_funds(board: Board, row: int) -> bool:
    found = {key("execution", cell.text) for cell in board.row(row)}
    return "executed" in found and bool(found & {"budget", "initial"})


def _parts(board: Board) -> Iterator[Board]:
    """A table cut where a second form begins."""
    first, has_rows = board.first, False
    for row in board.rows:
        if has_rows and (form_heads.is_start(board, row) or form_heads.is_title_row(board, row)):
            if board.last >= row:
                yield board.part(first, row - 1)
            first, has_rows = row, False
        has_rows = has_rows or row_heads.is_self_evaluation(row_heads.heads(board, row))
    if board.last >= first:
        yield board.part(first, board.last)


def _read(form: _Form) -> Filed:
    draft = Draft()
    titles = [line for line in form.above if form_heads.is_about(line)]
    for line in form.above:
        draft.unit = draft.unit or money_unit(line)
    first = form.boards[0]
    for line in form.above:
        form_heads.inline(draft, first.table.origin, line)
    cols: row_heads.BoardColumns | None = None
    for board in form.boards:
        draft.unread += [u for u in board.table.unread if board is first or board.table is not first.table]
        draft.is_whole &= board.table.is_whole
        _edge(board)
        cols = _board(board, draft, titles, cols)
    where = first.table.origin
    filed = draft.filed(titles, form_heads.year(titles, draft), where)
    return evolve(filed, tables=tuple(board.cut() for board in form.boards))


def _edge(board: Board) -> None:
    """In a sheet, what begins beyond the last head of the indicators stands beside the form."""
    if board.table.is_sheet:
        found = [found for row in board.rows if (found := row_heads.heads(board, row))]
        right = max((cell.right for heads in found for group in heads.values() for cell in group), default=10**6)
        board.edge = right


def _board(
    board: Board, draft: Draft, titles: list[str], cols: row_heads.BoardColumns | None
) -> row_heads.BoardColumns | None:
    """One stretch of a table, row by row; the columns of its indicators, for the table that goes on with them."""
    block: form_funds.FundColumns | None = None
    skip, notes, subtotals = -1, False, _subtotals(board)
    for row in board.rows:
        fresh = board.fresh(row)
        if row <= skip or not fresh:
            continue
        if not notes and cols and _is_note(board, row):
            notes = cols.is_done or not _are_rows_below(board, row, cols)
            board.use(*fresh)
            if not notes:
                draft.tell(fresh[0], "：表中的说明，未录入")
        elif notes:
            board.use(*fresh)
        elif row_heads.heads(board, row):
            levels = (cols.level1, cols.level2) if cols and _repeats(board, row, cols) else ("", "")
            cols, skip = row_heads.head_columns(board, row)
            cols.level1, cols.level2 = levels
            if head := row_heads.management(board, row):
                cols.level1, cols.is_management = draft.heading(head), True
            form_heads.sides(board, row)
            block = None
        elif form_heads.goal_columns(board, row, draft) or form_heads.goal_row(board, row, draft):
            block = None
        elif form_heads.read_title(board, row, draft, titles):
            continue
        elif (last := form_sources.block(board, row, draft)) is not None:
            block, skip = None, last
        elif found := form_funds.start(board, row, draft):
            block = found
            if block.beside:
                form_funds.line(board, row, block, draft)
        elif cols and row in subtotals:
            form_levels.tell_subtotal(fresh[0], draft)
            board.use(*fresh)
        elif cols and form_rows.read_total(board, row, cols, draft):
            cols.is_done = bool(draft.indicators or draft.goals)
        elif cols and row_heads.is_managed(board, row, cols):
            form_rows.indicator(board, row, cols, draft)
        elif form_heads.labels_with_values(board, row, draft, _left(board, cols, block)):
            block = None if cols is None and not board.fresh(row) else block
        elif block and form_funds.line(board, row, block, draft):
            continue
        elif cols and block is None and not cols.is_done:
            form_heads.sides(board, row)  # printed again where a page begins
            form_rows.indicator(board, row, cols, draft)
    _leftover(board, draft)
    return cols


def _subtotals(board: Board) -> set[int]:
    """The rows of a total that is one of some rows alone: others with figures stand between it and the last total."""
    totals = [row for row in board.rows if form_rows.is_total(board, row)]
    between = range(totals[0] + 1, totals[-1]) if totals else ()
    figures = [row for row in between if sum(bool(points_number(c.text)) for c in board.row(row) if c.row == row) > 1]
    return set(totals[:-1]) if any(row not in totals for row in figures) else set()


def _are_rows_below(board: Board, row: int, cols: row_heads.BoardColumns) -> bool:
    """Whether rows of the table go on under one: two cells of values say something."""
    places = [cols.at[name] for name in row_heads.VALUES & cols.at.keys()]
    said = (
        {id(c) for place in places for c in board.within(below, place) if c.row == below}
        for below in range(row + 1, board.last + 1)
    )
    return any(len(cells) > 1 for cells in said)


def _left(board: Board, cols: row_heads.BoardColumns | None, block: form_funds.FundColumns | None) -> int | None:
    """The first column of the table that is being read, None above the first."""
    starts = [first for first, _ in cols.at.values()] if cols else []
    return min(starts) if starts else board.table.cells[-1].right if block else None


def _repeats(board: Board, row: int, cols: row_heads.BoardColumns) -> bool:
    """Whether these heads are the same again, at the top of a page: then 一级 and 二级 still hold."""
    found = row_heads.heads(board, row)
    return all(
        name in cols.at and cols.at[name] == (c[0].col, c[0].right) for name, c in found.items() if name != "no_key"
    )


def _is_note(board: Board, row: int) -> bool:
    """备注, alone in its row: under the form nothing is filled in from there on."""
    text = squash(board.fresh(row)[0].text)
    return bool(_NOTE.match(text + "1")) and len(board.fresh(row)) == 1


def _leftover(board: Board, draft: Draft) -> None:
    for cell in board.cells:
        if not board.is_used(cell) and not form_heads.inline(draft, cell.origin, cell.text):
            beside = cell.col > board.edge
            draft.tell(cell, "：表旁的文字，未录入" if beside else "：没有看懂，未录入")
