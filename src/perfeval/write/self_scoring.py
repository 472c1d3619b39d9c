"""A form to fill in that computes itself: the official table in Excel whose scores, sums and grade are live formulas.

Input cells are coloured; the rest is locked by nothing and written by the profile's rules (`row_formulas`). The second sheet has 备注 and the
clauses. The form names its profile, so that it reads back without being told. Needs the extra ``xlsx``.

Over 300 lines: one page is drawn from top to bottom, and each block names cells of the ones above it.
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from attrs import define, field

from perfeval.errors import UndeterminedError
from perfeval.profiles import Profile
from perfeval.read.forms.shown import UNTOLD
from perfeval.rules.formulas import capped, ceiling
from perfeval.rules.rule import Operands
from perfeval.scoring.caps import caps_of
from perfeval.scoring.engine import answered_by
from perfeval.scoring.methods import execution_method, numbers, rate_places
from perfeval.values.figures import plain
from perfeval.values.terms import Form, Level1, Level2
from perfeval.write import layout
from perfeval.write.excel_words import EXCEL_WORDS, ExcelFormula, quotient, text_constant, written
from perfeval.write.row_formulas import (
    BLANK,
    ELSEWHERE,
    HIDDEN,
    INPUTS,
    JUDGED_TYPE,
    OPEN,
    OUT,
    SCORED,
    SIGNS,
    RowCells,
    rate_first,
    reading_formulas,
    rounded_formula,
    score_cells,
    too_long,
    untold,
)
from perfeval.write.template import goals_of, template_heads

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

BLANK_ROWS = 4
"""Rows under each head, where nobody says how many."""
_LAST = len(INPUTS) - 1
_EXECUTION = (
    (3, 4, "年初预算数"),
    (5, 6, "预算数（A）"),
    (7, 8, "执行数（B）"),
    (9, 10, "执行率"),
    (11, 11, "得分"),
    (12, 12, "分值"),
)
_CLAUSES = "备注与条款"
_LISTS = {"sign": "D", "attainment": "E", "rule": "F"}
_THIS_ROW = "\0"
"""Where a formula names its own row."""
_MADE = datetime.datetime(2020, 1, 1)
_CLAUSE_WIDTH, _POINTS = 90, 5.25
"""The column of the clauses, in characters, and the points of one; the height that Excel can give a row is 409 of them."""
_WIDTHS = (13, 15, 24, 7, 12, 9, 14, 8, 20, 9, 14, 20, 22)
_HEADS = {
    "level1": "一级指标", "level2": "二级指标", "sign": "符号", "target": "年初目标值（A）", "unit": "计量单位", "actual": "实际完成值（B）",
    "weight": "权重（分值）", "attainment": "评判档次", "rate": "档内比例", "rule": "计分方法", "score": "得分", "reason": "偏差原因分析",
}  # fmt: skip
_LEVEL2: dict[str, tuple[str, ...]] = {
    Level1.OUTPUT: (Level2.QUANTITY, Level2.QUALITY, Level2.TIMELINESS, Level2.COST),
    Level1.BENEFIT: (Level2.ECONOMIC, Level2.SOCIAL, Level2.ECOLOGICAL, Level2.SUSTAINABLE),
    Level1.SATISFACTION: (Level2.SATISFACTION,),
    Level1.COST: (Level2.ECONOMIC_COST, Level2.SOCIAL_COST, Level2.ECOLOGICAL_COST),
}
"""二级指标 that stand under each 一级指标 to begin with, one a row; the last one again where there are more rows. They can be written over."""
_HOW = (
    "填表说明：黄色的格子请填写，其余的格子自动计算。目标值分三格写：符号（≥、≤、>、<、=）、数字、单位；文字目标选“定性”，再选评判档次、写档内比例（如 95%）。"
    "不用的行空着；不适用的在目标值一格写“不适用”。得分一格里是文字的，说的是为什么没有得分。"
)


def self_scoring(form: Form, profile: Profile, rows: int = BLANK_ROWS) -> bytes:
    """The workbook's bytes: the form under a profile, with so many rows under each head.

    Raises MissingExtraError without XlsxWriter.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise layout.MissingExtraError("xlsx 格式", "XlsxWriter", "xlsx") from None
    whole = BytesIO()
    texts = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(whole, {"in_memory": True, **texts})
    book.set_properties({"title": form.label, "created": _MADE})
    book.set_calc_mode("auto")
    page = _Page(book, book.add_worksheet("自评表"), profile)
    page.draw(form, rows)
    _clauses(book, profile, page.lists)
    book.close()
    return whole.getvalue()


@define(slots=False)
class _Page:
    """The sheet as it grows downward; `row` is the next row, counted from 1."""

    book: "Workbook"
    sheet: "Worksheet"
    profile: Profile
    row: int = 1
    lines: list[int] = field(factory=list)
    satisfied: list[int] = field(factory=list)
    made: dict[Any, Any] = field(factory=dict)

    def draw(self, form: Form, rows: int) -> None:
        """The whole sheet."""
        for col, width in enumerate(_WIDTHS):
            self.sheet.set_column(col, col, width)
        if not self._curves:
            self.sheet.set_column("K:K", 0, None, {"hidden": True})
        self.sheet.set_column(f"{HIDDEN['text'][0]}:{HIDDEN['state'][0]}", 12, None, {"hidden": True, "level": 1})
        self._line(form.label, size=16, height=30)
        self._line(_HOW, size=9, height=40)
        if form is Form.PROJECT:
            self._labels("项目名称", "年度")
            self._labels("主管部门", "项目实施单位")
            self._labels("年度总体目标", "")
        else:
            self._labels("单位名称", "年度")
            self._labels("基本支出总额", "项目支出总额")
        self._labels("评分规则", "", value=self.profile.id)
        execution = self._execution("年度财政资金总额" if form is Form.PROJECT else "部门整体支出总额")
        if form is Form.PROJECT:
            self._table(template_heads(self.profile), rows)
        else:
            for number, points in enumerate(goals_of(self.profile), 1):
                self._goal(number, points)
                self._table({Level1.OUTPUT.value: None, Level1.BENEFIT.value: None}, rows)
        self._totals(execution)
        self._labels("偏差大或目标未完成原因分析", "", height=45)
        self._labels("改进措施及结果应用方案", "", height=45)
        self._print_set_up()

    @property
    def lists(self) -> dict[str, list[str]]:
        """What may be chosen in the cells of a row."""
        bands = [band.label for band in self.profile.judged_bands.value]
        return {"sign": [*SIGNS, JUDGED_TYPE], "attainment": bands, "rule": self._curves}

    @property
    def _curves(self) -> list[str]:
        """The curves that a row may name."""
        return list(self.profile.curves) if self.profile.row_rule.value == "allowed" else []

    @cached_property
    def _formulas(self) -> dict[str, str]:
        """What computes one row, the same in all of them."""
        at = RowCells(_THIS_ROW)
        return reading_formulas(at) | score_cells(at, self.profile)

    def _print_set_up(self) -> None:
        self.sheet.freeze_panes(2, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(0, 0, self.row - 2, _LAST)
        self.sheet.hide_gridlines(2)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:M{self.row}"})

    # --- cells ----------------------------------------------------------------------------------------------------

    def _style(self, **properties: Any) -> Any:
        key = frozenset(properties.items())
        if key not in self.made:
            base = {
                "font_name": layout.FONT,
                "font_charset": 134,
                "font_size": 10,
                "valign": "vcenter",
                "align": "center",
            }
            self.made[key] = self.book.add_format(base | {"text_wrap": True, "border": 1} | properties)
        return self.made[key]

    def _input(self, **properties: Any) -> Any:
        """A cell to fill in: what is typed stays as it is typed, 95% and all."""
        return self._style(**{"bg_color": "#FFF8DC", "num_format": "@", **properties})

    def _span(self, first: int, last: int, said: str, style: Any, rows: int = 1) -> None:
        row = self.row - 1
        if (first, rows) != (last, 1):
            self.sheet.merge_range(row, first, row + rows - 1, last, "", style)
        if said:
            self.sheet.write_string(row, first, said, style)
        else:
            self.sheet.write_blank(row, first, None, style)

    def _formula(self, col: int, formula: str, style: Any) -> None:
        self.sheet.write_formula(self.row - 1, col, f"={formula}", style, "")

    def _line(self, said: str, *, size: int, height: float) -> None:
        is_title = size > 10
        style = self._style(font_size=size, border=0, bold=is_title, align="center" if is_title else "left")
        self._span(0, _LAST, said, style)
        self._next(height)

    def _next(self, height: float = 22) -> None:
        self.sheet.set_row(self.row - 1, height)
        self.row += 1

    def _labels(self, one: str, other: str, height: float = 22, value: str = "") -> None:
        """One label, or two, with cells to fill in beside them; a `value` that is known is not to be filled in."""
        self._span(0, 1, one, self._style(bold=True))
        style = self._style(align="left") if value else self._input(align="center" if other else "left")
        self._span(2, 5 if other else _LAST, value, style)
        if other:
            self._span(6, 7, other, self._style(bold=True))
            self._span(8, _LAST, "", self._input())
        self._next(height)

    # --- 预算执行 --------------------------------------------------------------------------------------------------

    def _execution(self, whole: str) -> str:
        """The block of 预算执行; the cell of its score."""
        weight, style = self.profile.execution_points.value, self._style(bold=True)
        points = f"\n（{plain(weight)} 分）" if weight is not None else ""
        self._span(0, 1, f"预算执行情况\n（万元）{points}", style, rows=2)
        self._span(2, 2, whole, style, rows=2)
        for first, last, title in _EXECUTION:
            self._span(first, last, title, style)
        self._next()
        typed = self._input(num_format="General")
        for first, last, _ in _EXECUTION[:3]:
            self._span(first, last, "", typed)
        if weight is None:
            self._span(12, 12, "", typed)
        else:
            self.sheet.write_number(self.row - 1, 12, float(weight), self._style())
        budget = f"{budget_column(self.profile)}{self.row}"
        executed, score = f"H{self.row}", f"L{self.row}"
        typed = f"ISNUMBER({budget}),ISNUMBER({executed}),NOT(ISLOGICAL({budget})),NOT(ISLOGICAL({executed}))"
        rate = f'IF(AND({typed}),IF(AND({budget}>0,{executed}>=0),{executed}/{budget},""),"")'
        self._span(9, 10, "", self._style(num_format="0.00%"))
        self._formula(9, rate, self._style(num_format="0.00%"))
        self._formula(11, execution_score(budget, executed, f"M{self.row}", self.profile), self._style(bold=True))
        self._next(45)
        return score

    # --- indicators -----------------------------------------------------------------------------------------------

    def _goal(self, number: int, points: Decimal) -> None:
        self._span(0, 1, f"年度绩效目标 {number}\n（{plain(points)} 分）", self._style(bold=True))
        self._span(2, _LAST, "", self._input(align="left"))
        self._next(30)

    def _table(self, heads: Mapping[str, Decimal | None], rows: int) -> None:
        """The column heads, then so many rows under each 一级指标."""
        titles = {**_HEADS, "name": self.profile.form_heads.value.get("name", "三级指标")}
        for col, key in enumerate(INPUTS):
            self.sheet.write_string(self.row - 1, col, titles[key], self._style(bold=True, bg_color="#EDEDED"))
        for letters, title in HIDDEN.values():
            self.sheet.write_string(f"{letters}{self.row}", title, self._style(bold=True))
        self._next(30)
        for head, points in heads.items():
            summed = f'ROUND(SUMIF(H{self.row}:H{self.row + rows - 1},">0"),4)'
            self._span(0, 0, head, self._style(), rows=rows)
            if points is not None:  # what the rows make, once they are filled in
                label = f'{text_constant(head + "（")}&IF({summed}=0,{plain(points)},{summed})&"分）"'
                self._formula(0, label, self._style())
            names = _LEVEL2.get(Level1.of(head) or "") or ("",)
            for i in range(rows):
                self._row(names[min(i, len(names) - 1)], head)

    def _row(self, level2: str, level1: str) -> None:
        at = RowCells(self.row)
        self.sheet.write_string(self.row - 1, 1, level2, self._input())
        for col, key in enumerate(INPUTS):
            if key in ("level1", "level2", "score"):
                continue
            self.sheet.write_blank(
                self.row - 1, col, None, self._input(num_format="General" if key == "weight" else "@")
            )
            if choices := self.lists.get(key):
                letters = _LISTS[key]
                source = f"='{_CLAUSES}'!${letters}$2:${letters}${len(choices) + 1}"
                self.sheet.data_validation(
                    self.row - 1,
                    col,
                    self.row - 1,
                    col,
                    {"validate": "list", "source": source, "error_message": "请从列表中选"},
                )
        weight = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "权重写数字，如 10"}
        self.sheet.data_validation(f"{at['weight']}", weight)
        for name, formula in self._formulas.items():
            style = self._style(bold=name == "score")
            self.sheet.write_formula(at[name], f"={formula.replace(_THIS_ROW, str(self.row))}", style, "")
        self.lines.append(self.row)
        if Level1.of(level1) is Level1.SATISFACTION:
            self.satisfied.append(self.row)
        self._next(30)

    # --- sums -----------------------------------------------------------------------------------------------------

    def _totals(self, execution: str) -> None:
        """总分, the sum of the weights, and the grade."""
        self._span(0, 6, "总分", self._style(bold=True))
        weights = f'SUMIF(H{self.lines[0]}:H{self.lines[-1]},">0")+IF(ISNUMBER(M{execution[1:]}),M{execution[1:]},0)'
        self._formula(7, weights, self._style())
        self._span(8, 10, "", self._style())
        answer = total_formula(self.lines, self.satisfied, execution, self.profile)
        if self.profile.total_caps.value:
            summed, row = f"{HIDDEN['exact'][0]}{self.row}", execution[1:]
            self.sheet.write_formula(summed, f"={answer}", self._style(), "")
            answer = held_to_caps(summed, f"{budget_column(self.profile)}{row}", f"H{row}", self.profile)
        self._formula(11, answer, self._style(bold=True, font_size=12))
        self._span(12, 12, "", self._style())
        self._next(30)
        if self.profile.grades.value:
            here, found = f"L{self.row - 1}", '"不在任何等级内"'
            for grade in reversed(self.profile.grades.value):
                found = f"IF({here}>={written(Fraction(grade.low))},{text_constant(grade.label)},{found})"
            if self.profile.grade_total.value == "unrounded":
                found = untold(ELSEWHERE)
            self._span(0, 1, "自评等级", self._style(bold=True))
            self._span(2, _LAST, "", self._style(bold=True))
            self._formula(2, f'IF(ISNUMBER({here}),{found},"")', self._style(bold=True))
            self._next()


def held_to_caps(total: str, budget: str, executed: str, profile: Profile) -> str:
    """总分 of a cell that adds up the rows, not above what the rate of execution allows; where nobody can say whether it does, that."""
    caps, whole = caps_of(profile), ExcelFormula(total)
    one, other = (
        written(
            capped(
                EXCEL_WORDS,
                whole,
                ceiling(EXCEL_WORDS, whole, ExcelFormula(budget), ExcelFormula(executed), caps, unstated),
            )
        )
        for unstated in (0, 1)
    )
    told = f"IF({one}={other},{one},{untold('执行率恰在分界上，来源没有说明总分上限')})"
    unknown = f"IF({total}<={written(caps[-1].points)},{total},{untold('执行率没有算出，总分上限随执行率而定')})"
    rated = f"AND(ISNUMBER({budget}),ISNUMBER({executed}))"
    return f"IF(ISTEXT({total}),{total},IF({rated},IF({budget}>0,{told},{unknown}),{unknown}))"


def budget_column(profile: Profile) -> str:
    """Where the budget stands that the rate is of."""
    return "D" if profile.execution_budget.value == "initial" else "F"


def execution_score(budget: str, executed: str, points: str, profile: Profile) -> str:
    """The formula of the score of execution: its gates in their order, then its rule."""
    row = Operands(ExcelFormula(points), ExcelFormula(budget), ExcelFormula(executed))
    try:
        method = execution_method(profile)
    except UndeterminedError as error:
        return untold(error.reason)
    p = numbers(method, row.weight, Fraction(1), "%")
    earned = quotient(*method.rule.formula(EXCEL_WORDS, row.target, row.actual, row.weight, p))
    is_rated = rate_places(method, profile) is not None
    figures = [(cell, f'({cell}&"")') for cell in (budget, executed)]
    long = f"IF({too_long(f'MAX(100,{points})' if is_rated else points, *figures)},1,0)"
    score = written(rate_first(earned, method, row, profile))
    score = rounded_formula(score, profile, long, by_curve=is_rated or method.curve is not None)
    for gate in reversed(method.rule.gates):
        formula, then = answered_by(gate, profile), untold(gate.reason)
        if formula:
            then = written(quotient(*formula(EXCEL_WORDS, row.target, row.actual, row.weight, p)))
        score = f"IF({written(gate.when(EXCEL_WORDS, row, p))},{then},{score})"
    typed = ",".join(
        f"ISLOGICAL({cell}),NOT(OR(ISNUMBER({cell}),ISBLANK({cell})))" for cell in (budget, executed, points)
    )
    odd = untold("预算数、执行数和分值只写数字，金额单位万元")
    score = f"IF({points}<0,{odd},{score})"
    return f'IF(OR({typed}),{odd},IF({points}="",{untold("没有分值")},{score}))'


def total_formula(lines: list[int], satisfied: list[int], execution: str, profile: Profile) -> str:
    """The formula of 总分, or why there is none, in the order of `perfeval.scoring.totals`."""
    if profile.rounding_moment.value != "row" or profile.bonus.value:
        return untold(ELSEWHERE)
    first, last = lines[0], lines[-1]

    def column(name: str) -> str:
        letters = RowCells(first)[name].rstrip("0123456789")
        return f"{letters}{first}:{letters}{last}"

    state, weight = column("state"), column("weight")
    points = f"IF(ISNUMBER(M{execution[1:]}),M{execution[1:]},0)"
    unscored = f"IF(ISTEXT({execution}),IF(ISNUMBER(M{execution[1:]}),IF(M{execution[1:]}=0,0,1),1),0)"
    unsure = f'COUNTIF({state},"{SCORED}")-COUNT({column("score")})'
    target = column("target")
    added_by_hand = f'COUNTIFS({target},"<>",{state},"")+COUNTIFS({target},"",{weight},">0",{state},"")'
    undetermined = (
        f'COUNTIF({state},"{OPEN}")-COUNTIFS({state},"{OPEN}",{weight},0)+{unsure}+{added_by_hand}+{unscored}'
    )
    out, out_weights = f'COUNTIF({state},"{OUT}")', f'SUMIFS({weight},{state},"{OUT}")'
    weights = f'ROUND(SUMIFS({weight},{state},"{SCORED}")+IF(ISNUMBER({execution}),{points},0),4)'
    whole, added = (
        written(Fraction(profile.total.value)),
        f"SUM({column('score')})+IF(ISNUMBER({execution}),{execution},0)",
    )
    places = profile.rounding_places.value
    filled = "+".join(
        [f'IF({RowCells(row)["state"]}="{BLANK}",0,1)' for row in satisfied]
        + [f'COUNTIFS({column("level2")},"{name}",{state},"<>{BLANK}")' for name in Level2.SATISFACTION.names]
    )
    answer = f"ROUND({added},{places})"
    if profile.not_applicable.value == "rescale":
        rescaled = f"ROUND(ROUND({added},{places})*{whole}/({whole}-{out_weights}),{places})"
        every = f"ROUND({weights}+{out_weights},4)"
        rescaled = f'IF({weights}=0,"{UNTOLD}全部 {whole} 分都不适用，没有可以折算的得分",{rescaled})'
        rescaled = f'IF({every}<>{whole},"{UNTOLD}权重合计 "&{every}&" 分，不是 {whole} 分，不能折算",{rescaled})'
        weightless = f'COUNTIFS({state},"{OUT}",{weight},"")>0'
        answer = f'IF({out}>0,IF({weightless},"{UNTOLD}不适用的指标没有写权重，不能按百分制折算",{rescaled}),{answer})'
    else:
        lacking = f'"{UNTOLD}"&IF({out}>0,"不适用的指标","满意度指标")'
        why = "规则没有说明其余分值归于何处"
        if profile.not_applicable.value == "redistribute":
            why = f"规则要求设定权重时已重新分配，使合计为 {whole} 分"
        over = f'"不计分，权重合计仍有 "&{weights}&" 分，超过 {whole} 分"'
        under = f'"不计分后，权重合计 "&{weights}&" 分，{why}"'
        silent = f"AND(OR({out}>0,{filled}=0),{weights}<>{whole})"
        answer = f"IF({silent},{lacking}&IF({weights}>{whole},{over},{under}),{answer})"
    return f'IF({undetermined}>0,"{UNTOLD}"&({undetermined})&" 项未能确定得分",{answer})'


def _clauses(book: "Workbook", profile: Profile, lists: Mapping[str, list[str]]) -> None:
    """备注, the clauses that the formulas rest on, and what the lists of the form offer, on a sheet of their own."""
    sheet, plain_text = book.add_worksheet(_CLAUSES), {"valign": "top", "font_name": layout.FONT, "font_charset": 134}
    body, bold = book.add_format({"text_wrap": True} | plain_text), book.add_format({"bold": True} | plain_text)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _CLAUSE_WIDTH)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, len(profile.clauses), 1)
    sheet.write_string(0, 0, layout.clean(f"评分规则：{profile.title}（{profile.id}）"), bold)
    for row, (name, clause) in enumerate(profile.clauses.items(), 1):
        sheet.write_string(row, 0, layout.clean(name), bold)
        sheet.write_string(row, 1, layout.clean(clause.text), body)
        sheet.set_row(row, min(409, layout.text_height(clause.text, _CLAUSE_WIDTH * _POINTS, 11)))
    for key, choices in lists.items():
        sheet.write_string(f"{_LISTS[key]}1", _HEADS[key], bold)
        for row, choice in enumerate(choices, 2):
            sheet.write_string(f"{_LISTS[key]}{row}", choice, body)
    sheet.set_column(f"{_LISTS['sign']}:{_LISTS['rule']}", 12, None, {"hidden": True})
