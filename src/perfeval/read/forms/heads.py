"""What stands above, beside and under the two tables of a form: title, labels with their values, goals, ticked options."""

import re
from collections.abc import Sequence
from itertools import takewhile

from attrs import evolve

from perfeval.read.files.filed import FiledCell, Origin
from perfeval.read.forms import row_heads
from perfeval.read.forms.board import Board
from perfeval.read.forms.columns import bare, folded, is_title, key, money_unit, points_of_title
from perfeval.read.forms.draft import Draft
from perfeval.read.forms.shown import BOXES, TICKS, is_empty, squash, unwrapped
from perfeval.trees.cells import read_points

_GOAL = re.compile(r"年度(?:绩效|总体|工作|重点)?目标[0-9]{1,2}")
_TITLE = re.compile(r"(?:自评表|自评报告表|自评价表|评价表|自评情况表|自评)(?:/结果)?$|自评表")
_YEAR = re.compile(
    r"(?<![0-9])(20[0-9]{2})年度|(?<![0-9])(20[0-9]{2})年(?=部门|项目|预算|财政|整体|绩效|市级|区级|县级|省级?|中央|度)"
)
_ONLY_YEAR = re.compile(r"\(?(20[0-9]{2})年度?\)?")
_CHOICES = ("project.category", "project.nature", "project.type", "published.grade")
_MARKS = set(BOXES + TICKS)
_NAMES, _SUMS = ("project.name", "department.name"), ("department.basic", "department.projects")
_LONGEST = 200
"""The longest line of labels with their values."""
_INLINE = re.compile(r"([^:：\s]{2,14})[:：]\s*(.*?)(?=\s+[^:：\s]{2,14}[:：]|\s*$)")


def is_form_title(line: str) -> bool:
    """Whether a line is the title of a form, no sentence and no label with its value.

    >>> is_form_title("2022年度项目支出绩效自评表"), is_form_title("我单位填报了绩效自评表，并按要求公开。"), is_form_title("项目名称：2020年绩效自评")
    (True, False, False)
    """
    text = folded(line)
    return (
        len(text) <= 60
        and bool(_TITLE.search(re.sub(r"\([^()]*\)", "", text)))
        and not re.search("[。，；,;]", text)
        and not key("fields", text.partition(":")[0])
    )


def is_about(line: str) -> bool:
    """Whether a line above a table may tell its year: a title, or a year alone."""
    return is_form_title(line) or bool(_ONLY_YEAR.fullmatch(folded(line)))


def is_title_row(board: Board, row: int) -> bool:
    """Whether a row of a table is the title of a form."""
    texts = {cell.text for cell in board.row(row) if cell.text and cell.row == row}
    return len(texts) == 1 and is_form_title(next(iter(texts)))


def is_start(board: Board, row: int) -> bool:
    """Whether the row names the project or department: with a value beside the label, or in the same cell."""
    cells = [cell for cell in board.row(row) if cell.text and cell.row == row]
    is_head = (
        sum(bool(key("execution", cell.text)) for cell in cells) > 1
    )  # 项目名称 over the names of the rows of money
    return any(_named(cell) for cell in cells[:2]) and not is_head and not row_heads.heads(board, row)


def _named(cell: FiledCell) -> bool:
    label = re.split("[:：]", cell.text, maxsplit=1)[0]
    return key("fields", cell.text) in _NAMES or (key("fields", label) in _NAMES and len(label) < len(cell.text))


def read_title(board: Board, row: int, draft: Draft, titles: list[str]) -> bool:
    """A row of the title, of the year or of the unit; whether it was one."""
    fresh = board.fresh(row)
    if len({cell.text for cell in fresh}) != 1:
        return False
    text = fresh[0].text
    lines = text.split("\n")
    found = money_unit(text) if folded(text).startswith(("单位:", "金额单位:")) else ""
    if not (
        all(map(is_about, lines)) or found or re.fullmatch("附(?:件|表)[0-9一二三四五六七八九十-]*[:：]?", squash(text))
    ):
        return False
    titles += lines
    draft.unit = draft.unit or found
    board.use(*fresh)
    return True


def year(titles: Sequence[str], draft: Draft) -> int | None:
    """The year of the title, or of a cell 年度; the year in a project's name is none."""
    if "year" in draft.fields:
        found = _ONLY_YEAR.fullmatch(folded(draft.fields["year"][0])) or re.fullmatch(
            "(20[0-9]{2})", draft.fields["year"][0]
        )
        if found:
            draft.origins["year"] = draft.fields["year"][1]
            return int(found[1])
    name = folded(draft.fields.get("project.name", ("",))[0])
    for line in titles:
        text = folded(line)
        text = text.replace(name, "") if name else text
        if found := _ONLY_YEAR.fullmatch(text) or _YEAR.search(text) or re.search(r"\((20[0-9]{2})年?度?\)", text):
            return int(next(filter(None, found.groups())))
    return None


def inline(draft: Draft, where: Origin, text: str) -> bool:
    """Labels with their values in one text, 单位名称：… 填报日期：…; whether all of it was that."""
    draft.unit = draft.unit or money_unit(text)
    found = _pieces(text)
    for label, name, value in found:
        cell = FiledCell(0, 0, value, where)
        if name in _SUMS and money_unit(label):
            value = draft.amount(cell, money_unit(label)) or value
        if "." in name and not is_empty(value):
            draft.field(name, cell, value)
    return bool(found)


def _pieces(text: str) -> list[tuple[str, str, str]]:
    """Labels, their keys and values, where all of a text is labels with their values; else nothing."""
    text = re.sub("^其中[:：]", "", text.strip())
    pieces = list(_INLINE.finditer(text)) if len(text) <= _LONGEST else []
    known = [(piece[1], key("fields", piece[1]) or key("left_out", piece[1]), piece[2]) for piece in pieces]
    is_label = len(known) == 1 and not known[0][2]  # its value stands in the next cell
    return known if all(name for _, name, _ in known) and not is_label else []


def labels_with_values(board: Board, row: int, draft: Draft, left: int | None) -> bool:
    """Labels with the values to their right. Where the row may be one of a table, whose first column is `left`, the first
    cell has to be a label there.
    """
    cells = [cell for cell in board.row(row) if cell.text]
    fresh = board.fresh(row)
    if left is not None and (fresh[0].col > left or not (_label(fresh[0]) or _pieces(fresh[0].text))):
        return False
    done = False
    for i, cell in enumerate(cells):
        if board.is_used(cell):
            continue
        if inline(draft, cell.origin, cell.text):
            board.use(cell)
            done = True
        elif name := _label(cell):
            _labelled(board, row, cell, name, cells[i + 1 :], draft)
            done = True
        elif key("rows", cell.text) in ("section", "execution"):
            board.use(cell)
            done = True
    return done


def is_label(cell: FiledCell) -> bool:
    """Whether a cell is the label of something that a form has outside its two tables: a goal, a remark, a grade."""
    found = _label(cell)
    return found.startswith(("fields:", "no_key:")) and found.partition(":")[2] not in (*_NAMES, "year")


def _label(cell: FiledCell) -> str:
    """The key of a label, of the document or one of the groups that have none there."""
    return next(
        (
            found and f"{group}:{found}"
            for group in ("fields", "left_out", "no_key")
            if (found := key(group, cell.text))
        ),
        "",
    )


def _labelled(board: Board, row: int, label: FiledCell, name: str, right: Sequence[FiledCell], draft: Draft) -> None:
    """One label with the cells beside it, over all the rows that it spans."""
    if name == "fields:year" and not (re.match("20[0-9]{2}", right[0].text) if right else label.col > 1):
        return  # at the left edge a word of a section's name (年度 over 绩效目标); elsewhere a year that is left empty
    board.use(label)
    values = list[FiledCell]()
    for cell in right[:1]:
        if not (board.is_used(cell) or _label(cell) or key("goal", cell.text)):
            values.append(cell)
    for below in range(row + 1, label.bottom + 1):
        values += [
            c
            for c in board.within(below, (label.right + 1, label.right + 1))
            if not board.is_used(c) and c not in values
        ]
    group, _, path = name.partition(":")
    if path in _CHOICES and values and _MARKS & set(values[0].text):  # each option in a cell of its own
        values += takewhile(lambda cell: _MARKS & set(cell.text) and not board.is_used(cell), right[1:])
    board.use(*values)
    text = "\n".join(value.text for value in values)
    if not values or is_empty(text) or group == "left_out":
        draft.unit = draft.unit or (
            money_unit(f"单位：{text}") if folded(label.text).startswith(("单位", "金额单位")) else ""
        )
        return
    if group == "no_key":
        draft.tell(label, "：没有对应的键，未录入")
    elif path in _CHOICES:
        _choice(path, values[0], text, draft)
    elif path in _SUMS and money_unit(label.text):
        draft.field(path, values[0], draft.amount(evolve(values[0], text=text), money_unit(label.text)) or text)
    else:
        draft.field(path, values[0], text)


def _choice(path: str, cell: FiledCell, text: str, draft: Draft) -> None:
    """1、甲□ 2、乙☑: the ticked one; where no tick is printed, the only one without an empty box; else the text itself."""
    marks = re.sub(r"[（(]\s*[√✓✔]\s*[)）]", "☑", text)
    if marks != text or _MARKS & set(text):
        marks = re.sub(r"[（(]\s*[)）]", "□", marks)
        found = chosen_options(marks)
        if len(found) == 1:
            draft.field(path, cell, found[0])
        elif found:
            draft.tell(cell, "：勾选了不止一项，未录入")
    else:
        draft.field(path, cell, text)


def chosen_options(text: str) -> list[str]:
    """The chosen options of a line of them.

    >>> chosen_options("1、部门预算项目□ 2、区级专项☑ 3、其他：奖补☑"), chosen_options("□常年性项目 ☑延续性项目"), chosen_options("1、持续性项目  2、新增性项目□")
    (['区级专项', '奖补'], ['延续性项目'], ['持续性项目'])
    >>> chosen_options("1、持续性项目□ 2、新增性项目□")
    []
    """
    text = text.replace("\n", " ")
    marks = BOXES + TICKS
    before = text.lstrip()[:1] in marks
    options = re.findall(rf"([{marks}])\s*([^{marks}]+)" if before else rf"([^{marks}]+?)\s*([{marks}]|$)", text)
    pairs = [(name, mark) if before else (mark, name) for mark, name in options]
    names = list[tuple[str, str]]()
    for name, mark in pairs:
        pieces = [p for p in re.split(r"\s*[0-9]{1,2}[、.．]\s*|\s{2,}", name) if p.strip()]
        names += [(p, "") for p in pieces[:-1]] + [(pieces[-1], mark)] if pieces else []
    ticked = [name for name, mark in names if mark and mark in TICKS]
    if not ticked:
        bare_ones = [name for name, mark in names if not mark]
        ticked = bare_ones if len(bare_ones) == 1 else []
    return [re.sub("^其他[:：]", "", squash(name)) for name in ticked]


def goal_columns(board: Board, row: int, draft: Draft) -> bool:
    """预期目标 and 实际完成情况 with their texts under them; whether the row was theirs."""
    cells = [cell for cell in board.fresh(row) if cell.row == cell.bottom == row]
    found = [(name, cell) for cell in cells if (name := key("goal", cell.text))]
    if len(found) < 2 and not any(name == "project.goal" for name, _ in found):
        return False
    if len(found) == 1 and any(cell.col > found[0][1].right and not is_title(cell.text) for cell in cells):
        return False  # a label with its text to the right
    side = next((cell for cell in reversed(board.row(row)) if cell.right < found[0][1].col and cell.text), None)
    last = max(side.bottom if side else 0, row + 1)
    if len(found) < 2 and last == row + 1 and not _is_text_under(board, found[0][1]):
        return False
    for name, head in found:
        board.use(head)
        under = {
            id(c): c
            for r in range(head.bottom + 1, last + 1)
            for c in board.within(r, (head.col, head.right))
            if not board.is_used(c)
        }
        cells = [cell for cell in under.values() if not is_empty(cell.text)]
        board.use(*under.values())
        if cells and name != "no_key":
            draft.field(name, cells[0], "\n".join(cell.text for cell in cells))
        elif cells:
            draft.tell(head, "：没有对应的键，其下文字未录入")
    board.use(*[side] if side else [])
    sides(board, row)
    return True


def _is_text_under(board: Board, head: FiledCell) -> bool:
    return any(not is_title(cell.text) for cell in board.within(head.bottom + 1, (head.col, head.right)))


def goal_row(board: Board, row: int, draft: Draft) -> bool:
    """年度目标 1（6 分） and its text: the rows under it belong to it."""
    fresh = board.fresh(row)
    if not _GOAL.match(bare(fresh[0].text)):
        return False
    others = [cell for cell in fresh[1:] if not is_title(cell.text)]
    if not others and len(fresh) > 1:
        return False
    goal, path = {"name": "\n".join(unwrapped(cell.text) for cell in others)}, f"goals[{len(draft.goals)}]"
    draft.origins[path] = fresh[0].origin
    if others:
        draft.origins[f"{path}.name"] = others[0].origin
    draft.goals.append(goal)
    draft.head = None
    if found := points_of_title(fresh[0].text):
        draft.goals[-1]["weight"] = read_points(found)
        draft.origins[f"{path}.weight"] = fresh[0].origin
    board.use(*fresh)
    return True


def sides(board: Board, row: int) -> None:
    """Heads beside a block, such as 绩效指标（90 分）, are known."""
    for cell in board.row(row):
        if (
            cell.text
            and not board.is_used(cell)
            and (key("rows", cell.text) in ("section", "execution") or _GOAL.match(bare(cell.text)))
        ):
            board.use(cell)
