"""The blocks that both forms share: 预算执行情况, the indicator rows, 总分 and what stands under the table."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from perfeval.forms.model import Department, Indicator, Project, QualitativeIndicator, parent_of
from perfeval.rules.registry import RULES_OF
from perfeval.scoring.results import RowScore, Scorecard
from perfeval.spoken import beside
from perfeval.tables.grid import GridBuilder
from perfeval.trees.cells import Amount, Cells
from perfeval.values.figures import percent, plain
from perfeval.values.terms import Level1, Status
from perfeval.values.units import WAN_YUAN

WIDTHS = {
    "head": 14,
    "level1": 12,
    "level2": 12,
    "name": 18,
    "target": 18,
    "actual": 18,
    "weight": 6,
    "score": 10,
    "reason": 16,
}
_MANY = 5
"""More rows than this with the same reason are told in one message."""
LEVELS = {"level1": "一级指标", "level2": "二级指标"}


def empty_sheet(card: Scorecard) -> GridBuilder:
    """An empty sheet with the profile's columns behind one of heads."""
    return GridBuilder(tuple(WIDTHS[column] for column in ("head", *card.profile.form_columns.value)))


def score_text(result: RowScore) -> str:
    """得分 as the table prints it."""
    if result.score is None:
        return {Status.UNDETERMINED: "未定", Status.NOT_APPLICABLE: "不适用"}[result.status]
    return plain(result.score)


def wan(amount: Amount | None) -> str:
    """An amount as the table prints it, in 万元."""
    return plain(Fraction(amount.to(WAN_YUAN)), 6) if amount else ""


def goal(page: GridBuilder, head: Project | Department) -> None:
    """年度总体目标 and what became of it, where they are given."""
    if head.goal:
        page.line("年度总体目标", head.goal, left=True)
    if head.goal_actual:
        page.line("目标实际完成情况", head.goal_actual, left=True)


def execution_block(page: GridBuilder, card: Scorecard, whole: str) -> None:
    """预算执行情况（万元）: A, B, the true rate and the capped score; fund rows under them."""
    heads, block, result = card.profile.form_heads.value, card.evaluation.execution, card.execution
    funds = block.funds if block else ()
    weight = plain(result.weight or Decimal(0))
    rate = "" if result.rate is None else percent(result.rate)
    columns = [
        ("initial", wan(block.initial) if block else ""),
        ("budget", wan(block.budget) if block else ""),
        ("executed", wan(block.executed) if block else ""),
        ("weight", weight),
        ("rate", rate),
        ("score", score_text(result)),
    ]
    columns = [(key, text) for key, text in columns if key in heads and (key != "weight" or "weight" in _columns(card))]
    first = page.columns - len(columns)
    page.put(0, f"预算执行情况\n（万元）\n（{weight} 分）", rows=2 + len(funds), head=True)
    page.put(1, whole, first - 1, rows=2, head=True)
    rule = RULES_OF["execution"].get(card.profile.execution_rule.value)
    for i, (key, _) in enumerate(columns):
        text = heads[key] + (f"\n（{weight} 分*执行率）" if key == "score" and rule and rule.by_rate else "")
        page.put(first + i, text, head=True)
    page.next()
    for i, (_, text) in enumerate(columns):
        page.put(first + i, text)
    page.next()
    for fund in funds:
        page.put(1, fund.name, first - 1)
        ratio = ""
        if fund.budget and fund.executed and fund.budget.value:
            ratio = percent(fund.executed.to(WAN_YUAN) / fund.budget.to(WAN_YUAN))
        texts = {
            "initial": wan(fund.initial),
            "budget": wan(fund.budget),
            "executed": wan(fund.executed),
            "rate": ratio,
        }
        for i, (key, _) in enumerate(columns):
            page.put(first + i, texts.get(key, ""))
        page.next()


def _columns(card: Scorecard) -> Sequence[str]:
    return card.profile.form_columns.value


def indicators(
    page: GridBuilder, card: Scorecard, head: str, rows: Sequence[RowScore], heads: Mapping[str, str], *, points: bool
) -> None:
    """The indicator rows under one head; 一级 and 二级 cells merge downward, 一级 with its points where `points`.

    `heads` are the form's own column heads, where they are not the profile's.
    """
    columns, heads = _columns(card), {**card.profile.form_heads.value, **LEVELS, **heads}
    page.heads.append(page.height)
    page.put(0, head, rows=1 + len(rows), head=True)
    for i, column in enumerate(columns):
        page.put(1 + i, heads[column], head=True)
    page.next()
    told, parents = set[str](), dict(card.evaluation.parents())
    for level1, members in groupby(rows, key=lambda row: row.indicator.level1 if row.indicator else ""):
        block = list(members)
        # once a group: heads that repeat would seem to add up
        page.put(1, _level1(card, level1, points=points and _label(level1) not in told), rows=len(block))
        told.add(_label(level1))
        for level2, inner in groupby(block, key=lambda row: row.indicator.level2 if row.indicator else ""):
            lines = list(inner)
            page.put(2, level2, rows=len(lines))
            for row in lines:
                _cells(page, columns, row, parents)
                page.next()


def _level1(card: Scorecard, level1: str, *, points: bool) -> str:
    """产出指标（40 分）: the declared points, else the sum of the rows."""
    if not points or not level1:
        return level1
    group = next(g for g in card.groups if _label(g.name) == _label(level1))
    return f"{level1}\n（{plain(group.weight if group.declared is None else group.declared)} 分）"


def _label(level1: str) -> str:
    return Level1.of(level1) or "".join(level1.split())


def _cells(page: GridBuilder, columns: Sequence[str], row: RowScore, parents: Mapping[str, Indicator]) -> None:
    """The cells of a row; one that stands under an indicator has that one's name above its own."""
    indicator = row.indicator
    assert indicator is not None
    parent = parents.get(parent_of(row.path))
    texts = {
        "name": f"{parent.name}\n{indicator.name}" if parent else indicator.name,
        "target": indicator.target or _lines(row.target, _by_part(indicator.targets)) or _by_row(indicator, "target"),
        "actual": indicator.actual
        or _lines(row.actual, _by_part(indicator.actuals))
        or _by_row(indicator, "actual")
        or _judged(indicator),
        "weight": "" if row.weight is None else plain(row.weight),
        "score": score_text(row),
        "reason": indicator.reason,
    }
    for i, column in enumerate(columns):
        if column in texts:
            page.put(1 + i, texts[column])


def _by_part(cells: Cells) -> str:
    return "\n".join(f"{name}：{cell}" for name, cell in cells)


def _by_row(indicator: Indicator, key: str) -> str:
    """The cells of the rows under an indicator that is scored itself."""
    return "\n".join(f"{row.name}：{getattr(row, key) or '—'}" for row in indicator.rows)


def _lines(combined: str, parts: str) -> str:
    """The combined figure above what each part brought."""
    return "\n".join(filter(None, (combined, parts)))


def _judged(indicator: Indicator) -> str:
    """The judgement, where a judged row has nothing else to show as 实际完成值."""
    if not isinstance(indicator, QualitativeIndicator):
        return ""
    return indicator.attainment or _by_part(indicator.attainments)


def closing(page: GridBuilder, card: Scorecard) -> None:
    """总分, the grade where the profile has grades, and the two remarks."""
    _result(page, card, "总分", "未定" if card.total is None else plain(card.total))
    if card.profile.grades.value:
        _result(page, card, "评价等级", card.grade or "未定")
    remarks, reasons = card.evaluation.remarks, []
    if "reason" not in _columns(card):  # the form has no place beside the rows
        reasons = [f"{row.name}：{row.indicator.reason}" for row in card.rows if row.indicator and row.indicator.reason]
    page.line("偏差大或\n目标未完成\n原因分析", "\n".join(filter(None, [remarks.deviation, *reasons])), left=True)
    page.line("改进措施及\n结果应用方案", remarks.improvement, left=True)


def _result(page: GridBuilder, card: Scorecard, head: str, text: str) -> None:
    """A row of one result, which stands under 得分."""
    place = 1 + _columns(card).index("score")
    page.put(0, head, place, head=True)
    page.put(place, text, head=True)
    if place < page.columns - 1:
        page.put(place + 1, "", page.columns - place - 1)
    page.next()


def form_notes(card: Scorecard) -> Iterator[str]:
    """The printed 备注: the clauses that the form quotes."""
    for i, name in enumerate(card.profile.form_notes.value, 1):
        text = card.profile.clauses[name].text
        yield f"{i}.{' ' if text[0].isdigit() else ''}{text}"


def messages(card: Scorecard) -> Iterator[str]:
    """What could not be scored and why, what readers should check, and why there is no total."""
    by_reason: dict[str, list[str]] = {}
    for row in card.undetermined:
        by_reason.setdefault(row.reason, []).append(_place(row))
    for reason, places in by_reason.items():
        if len(places) > _MANY:
            yield f"未定 {len(places)} 项：{reason}：{'、'.join(places)}。"
        else:
            yield from (f"未定：{place}：{reason}。" for place in places)
    for row in card.results():
        for note in row.notes:
            yield f"提示：{_place(row)}：{note.text}"
    for note in card.notes:
        yield f"提示：{note.text}"
    if card.total is None:
        yield f"总分未定：{card.reason}。已确定得分 {plain(card.earned)} 分，适用分值共 {plain(card.available)} 分。"
    if card.profile.file:
        yield f"评分规则：{card.profile.label}。"
    unseen = [source.title for source in card.profile.sources.values() if not source.seen]
    if unseen:
        yield f"评分规则 {card.profile.id} 有未见原文、据转述的来源：{'；'.join(unseen)}。"


def _place(row: RowScore) -> str:
    return row.name if row.path == "execution" else f"{beside(row.path)}（{row.name}）"


def ticks(options: Sequence[str], chosen: str) -> str:
    """1、甲☑ 2、乙□: the options of a form with the chosen one ticked; a value beside them is written out."""
    words = [f"{i}、{option}{'☑' if option == chosen else '□'}" for i, option in enumerate(options, 1)]
    if chosen and chosen not in options:
        words.append(f"{len(options) + 1}、其他：{chosen}☑")
    return "　".join(words)
