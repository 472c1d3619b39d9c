"""A score in Chinese sentences that a clerk can copy into a reply: clause, formula with its figures, cap, rounding.

In: the result of a row with its trace. Out: steps and notes. The sentence of a rule's formula is the rule's own
(`perfeval.rules`); here stands what surrounds it. No arithmetic that bears on a score happens here; figures longer than four
decimals are shown cut, with "…".
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from perfeval.forms.aggregate import FundedFigure
from perfeval.forms.model import NOT_APPLICABLE, Indicator, QuantitativeIndicator
from perfeval.rules.rule import OURS, Earned, Note, Operands, Step, by, said
from perfeval.rules.words import EXACT
from perfeval.scoring.engine import deviations, spends_too_little
from perfeval.scoring.methods import rate_cited, rate_places
from perfeval.scoring.trace import Combined, PartResult, Remark, RowResult
from perfeval.values.figures import percent, plain, true_percent
from perfeval.values.terms import Direction, Measure, Status

if TYPE_CHECKING:
    from perfeval.profiles import Profile


def row_steps(row: RowResult) -> Iterator[Step]:
    """How a score came about, or why there is none."""
    indicator, trace = row.indicator, row.trace
    if row.status is Status.NOT_APPLICABLE:
        yield Step("", f"“{row.name}”不适用：{row.reason}。")
        return
    if row.status is Status.UNDETERMINED:
        yield Step("", f"“{row.name}”未能确定得分：{row.reason}。")
        return
    if trace.head and indicator is not None and row.weight is not None:
        yield _within_head(indicator.level1, trace.head, row.weight)
    if indicator is None:
        yield from _execution(row)
    elif trace.out_of_use:
        yield _kept(row)
    elif trace.reached:
        yield opening(indicator, row.profile, by_side=False)
        yield said(trace.reached_by, f"{trace.reached}，计 {plain(row.exact or Fraction(0))} 分。")
    elif trace.operands is None:
        yield opening(indicator, row.profile)
        yield _judged_mean(row)
    else:
        yield opening(indicator, row.profile, by_side=trace.numbers is None or trace.numbers.toward > 0)
        yield from map(_combined, trace.figures.combined if trace.figures else ())
        yield from _alone(row.parts)
        yield from tuple(_rate_first(row, trace.operands)) or (_formula(row, trace.operands),)
    yield from _closing(row)


def row_notes(row: RowResult) -> Iterator[Note]:
    """What a reader should know of a row that was scored all the same."""
    trace = row.trace
    if row.indicator is not None and row.indicator.deduct and row.weight == 0:
        text = f"本行不占分值，所写的扣分 {plain(row.indicator.deduct)} 分没有计入总分：请写在所扣的那一行。"
        yield Note("deduct-without-points", text)
    if row.status is not Status.SCORED:
        return
    if row.indicator is None:
        assert trace.operands is not None
        yield from _execution_notes(trace.operands, row.profile)
        return
    if trace.reached and not trace.reached_by:
        yield Note("reached-without-ratio", f"{trace.reached}，按达到计满分（{OURS}）。")
    figures = trace.figures if trace.operands else None
    for remark in (*(figures.remarks if figures else ()), *trace.remarks):
        yield _note(remark, row.profile)
    if figures is not None and trace.operands is not None and trace.method is not None:
        if not trace.answered:
            yield from trace.method.rule.notes(trace.operands)
        elif _is_ours(trace.operands, row.profile):
            yield Note("zero-target", f"目标值为“=0”，完成值大于 0，没有做到，得 0 分（{OURS}）。")
        yield from _beyond(trace.operands, Direction(trace.method.kind), row.profile)


# --- the formula and what surrounds it ----------------------------------------------------------------------------


def _formula(row: RowResult, operands: Operands) -> Step:
    """The sentence of the row's rule; or of what the profile says of a target of 0, where no rule was asked."""
    trace, exact = row.trace, row.exact
    assert trace.method is not None
    assert exact is not None
    unit = trace.figures.unit if trace.figures else ""
    if trace.answered:
        text = f"目标值为 0，完成值 {plain(operands.actual)}{unit} 大于 0，计 {plain(exact)} 分。"
        return said(OURS if _is_ours(operands, row.profile) else row.profile.zero_target.clause, text)
    band = trace.judgement.band if trace.judgement else None
    items = row.indicator.items if row.indicator else ()
    clause, label = trace.method.clause, band.label if band else ""
    return trace.method.rule.tell(Earned(operands, exact, clause, unit, trace.numbers, label, items))


def _is_ours(operands: Operands, profile: "Profile") -> bool:
    """Whether no points for = 0 is our reading, not what the profile says of a target of 0."""
    return operands.is_equal is True and profile.zero_target.value == "undetermined"


def _execution(row: RowResult) -> Iterator[Step]:
    """执行率 B/A and its points."""
    operands, profile, exact = row.trace.operands, row.profile, row.exact
    assert operands is not None
    assert exact is not None
    if row.trace.answered:
        clause = profile.execution_zero_budget.clause
        yield Step(clause, f"预算数（A）为 0。{by(clause)}计 {plain(exact)} 分。")
    else:
        a, b = plain(operands.target), plain(operands.actual)
        rate = true_percent(operands.actual / operands.target)
        yield Step(
            profile.execution_budget.clause,
            f"预算执行率 = 执行数（B）÷ 预算数（A）= {b}万元 ÷ {a}万元 = {rate}。",
        )
        yield from tuple(_rate_first(row, operands)) or (_formula(row, operands),)


def opening(row: Indicator, profile: "Profile", by_side: bool = True) -> Step:
    """What the row is and what it says; its direction only where that was written or bears on its score."""
    kind = row.kind.label
    if isinstance(row, QuantitativeIndicator):
        side = row.resolved_direction.label
        taken = f"{kind}（目标值没有写明方向，按{side}计）" if by_side else kind
        kind = taken if row.is_unsigned else side
    text = f"“{row.name}”：{kind}，权重 {plain(row.weight or Decimal(0))} 分"
    if row.target:
        text += f"，目标值“{row.target}”"
    if row.actual:
        text += f"，实际完成值“{row.actual}”"
    return Step(profile.form_columns.clause, f"{text}。")


def _within_head(level1: str, head: Decimal, weight: Decimal) -> Step:
    """How the points that a form prints within a head are points of the whole (our reading of a form that prints both)."""
    inside = Fraction(weight) * 100 / Fraction(head)
    text = f"“{level1}”占 {plain(head)} 分，本行在其中（满分 100 分）占 {plain(inside)} 分：{plain(head)} × {plain(inside)} ÷ 100 = {plain(weight)} 分。"
    return said(OURS, text)


def _rate_first(row: RowResult, operands: Operands) -> Iterator[Step]:
    """The rate, rounded before it is scored, in place of the formula, where the profile says so and it made a difference."""
    method, exact, weight = row.trace.method, row.exact, operands.weight
    assert method is not None
    assert exact is not None
    places = rate_places(method, row.profile)
    if places is None or not weight or row.trace.answered:
        return
    earned, of = method.rule.formula(EXACT, operands.target, operands.actual, weight, row.trace.numbers)
    if exact * of == earned:
        return
    rate, cited = percent(exact / weight, places), rate_cited(method, row.profile)
    share = f"先把比率 {plain(earned / of / weight * 100)}% 取整为 {rate}"
    yield said(cited.clause, f"{share}：得分 = {plain(weight)} × {rate} = {plain(exact)} 分。")


def _closing(row: RowResult) -> Iterator[Step]:
    """That the score was rounded, and what people took off."""
    profile, exact, score, indicator = row.profile, row.exact, row.score, row.indicator
    assert exact is not None
    assert score is not None
    rounds = profile.rounds("row" if indicator else "execution")
    if row.trace.left is None or indicator is None:
        yield from _rounding(exact, score, profile, rounds=rounds)
        return
    left, over = row.trace.left, row.trace.over
    if over:
        bound = percent(profile.explain_over.value or Fraction(0))
        gives = "" if indicator.deduct else f"（不低于 0 分），实得 {plain(left)} 分"
        yield said(profile.over_deduction.clause, f"偏离目标值（界限 {bound}），扣减 {plain(over)} 分{gives}。")
    if indicator.deduct:
        text = f"扣减 {plain(indicator.deduct)} 分（不低于 0 分），实得 {plain(left)} 分。"
        yield said(profile.deduction.clause, text)
    yield from _rounding(left, score, profile, rounds=rounds)


def _rounding(exact: Fraction, printed: Decimal, profile: "Profile", *, rounds: bool) -> Iterator[Step]:
    """That the score was rounded, where it was; and whether it counts so."""
    places = profile.rounding_places.value
    if 10**places % exact.denominator == 0:
        return
    how = "四舍六入五成双" if profile.rounding_mode.value == "half-even" else "四舍五入"
    text = f"{how}保留 {places} 位小数，得 {plain(printed)} 分。"
    if not rounds:
        text = f"列示为 {plain(printed)} 分（{how}；合计时不取整）。"
    yield Step(profile.rounding_places.clause, text)


# --- rows that do not apply ---------------------------------------------------------------------------------------


_KEPT = {"full": "按满分计算", "no-deduction": "不扣分"}


def _kept(row: RowResult) -> Step:
    """That a row which does not apply keeps its points."""
    clause, how = row.profile.not_applicable.clause, _KEPT[row.profile.not_applicable.value]
    text = f"“{row.name}”不适用：{row.trace.out_of_use}。{by(clause)}{how}，计 {plain(row.weight or Decimal(0))} 分。"
    return Step(clause, text)


def steps_of_kept(row: Indicator, profile: "Profile") -> str:
    """How a row that does not apply comes by its points, and what people took off."""
    less = f"，另扣减 {plain(row.deduct)} 分" if row.deduct else ""
    return f"评分规则说{_KEPT[profile.not_applicable.value]}{less}"


# --- parts --------------------------------------------------------------------------------------------------------


def _alone(parts: tuple[PartResult, ...]) -> Iterator[Step]:
    """What each part would earn alone, beside the sum that counts; nothing where a part has no target of its own."""
    if not parts or any(part.exact is None for part in parts):
        return
    points = "，".join(f"{part.name} {plain(part.exact)} 分" for part in parts if part.exact is not None)
    yield Step("", f"各部分单独计分（供对照，得分按汇总数计）：{points}。")


def _combined(it: Combined) -> Step:
    """汇总 in words: who brought what, with which funds."""
    if it.measure is Measure.ABSOLUTE:
        terms = " + ".join(f"{share.name} {plain(share.value)}{it.unit}" for share in it.shares)
        return said(it.clause, f"{it.key}汇总（绝对值，累加）：{terms} = {plain(it.value)}{it.unit}。")
    terms = " + ".join(
        f"{share.name} {plain(share.value)}{it.unit} × {plain(share.funds or Fraction(0))}万元" for share in it.shares
    )
    mean = f"（{terms}）÷ {_funds(it.shares)}万元 = {plain(it.value)}{it.unit}"
    return said(it.clause, f"{it.key}汇总（相对值，按资金额度加权平均）：{mean}。")


def _judged_mean(row: RowResult) -> Step:
    """Each part's points and funds, and their mean."""
    shares, exact = row.trace.shares, row.exact
    assert exact is not None
    terms = " + ".join(
        f"{part.name} {plain(share.value)}分（{part.actual}）× {plain(share.funds or Fraction(0))}万元"
        for part, share in zip(row.parts, shares, strict=True)
    )
    mean = f"（{terms}）÷ {_funds(shares)}万元 = {plain(exact)} 分"
    return said(row.profile.aggregate_judged.clause, f"各部分得分按资金额度加权平均：{mean}。")


def _funds(shares: tuple[FundedFigure, ...]) -> str:
    return plain(sum((share.funds or Fraction(0) for share in shares), Fraction(0)))


# --- notes --------------------------------------------------------------------------------------------------------


def _note(it: Remark, profile: "Profile") -> Note:
    """What had to be taken for granted of a cell."""
    if it.code == "unit-missing":
        return Note(it.code, f"{it.cell}“{it.figure}”没有写单位，按{it.against}的单位“{it.unit}”计。")
    if it.code == "year-as-365":
        return Note(
            it.code, f"{it.cell}“{it.figure}”与“{it.against}”，一方写成 365 天的整数倍，一年按 365 天计（{OURS}）。"
        )
    if it.code == "part-left-out":
        return Note(it.code, f"{it.cell}写为“{NOT_APPLICABLE}”，所填的{it.figure}没有计入汇总。")
    clause = profile.negative_actual.clause or OURS
    return Note(it.code, f"{it.cell}“{it.figure}”为负数，按 0 计（{clause}）。")


def _beyond(operands: Operands, direction: Direction, profile: "Profile") -> Iterator[Note]:
    """That a figure is so far beyond its target, to the side that the profile looks at, that a reason is due."""
    for code in deviations(direction, operands.target, operands.actual, profile):
        what, _ = far(code, direction, operands.target, operands.actual, profile)
        yield Note(code, f"{what}，应分析说明原因（{profile.explain_over.clause or OURS}）。")


def far(code: str, direction: Direction, target: Fraction, actual: Fraction, profile: "Profile") -> tuple[str, str]:
    """How far a figure is beyond its target, against the bound; and that alone."""
    bound = profile.explain_over.value or Fraction(0)
    reached = "达到" if profile.explain_ends.value == "from" else "超过"
    if direction is Direction.REVERSE and code == "over-achieved":
        target, actual = actual, target
    if not target:
        zero = plain(profile.explain_zero.value or Decimal(0))
        return f"目标值为 0，完成值 {plain(actual)}，达到 {zero}", plain(actual)
    what, share = "完成情况为目标" if code == "over-achieved" else "完成值为目标值上限", _above(actual / target, bound)
    return f"{what}的 {share}，{reached} {percent(bound)}", share


def _above(rate: Fraction, bound: Fraction) -> str:
    """A rate above a bound, never in the bound's own digits: not "130%, above 130%"."""
    share = percent(rate)
    return f"{plain(rate * 100, 6)}%" if share == percent(bound) and rate != bound else share


def _execution_notes(operands: Operands, profile: "Profile") -> Iterator[Note]:
    """A rate above 100 % asks whether A is the right budget; one below the profile's bound asks for a reason."""
    bound = profile.execution_explain_below
    if bound.value is not None and spends_too_little(operands.target, operands.actual, profile):
        yield Note(
            "execution-below",
            f"预算执行率低于 {percent(bound.value)}，应说明原因（{bound.clause or OURS}）。",
        )
    if operands.actual > operands.target:
        what = "年初预算数" if profile.execution_budget.value == "initial" else "预算数"
        yield Note("execution-over-budget", f"执行数大于{what}，{ASK_BUDGET[profile.execution_budget.value]}。")


ASK_BUDGET = {
    "adjusted": "请核对预算数（A）是否为调整后预算（包括上年结余结转）",
    "full-year": "请核对预算数（A）是否为全年预算数",
    "initial": "评分规则以年初预算为准，请核对年中有没有追加",
}
"""What to look at where more was spent than A, by what the profile takes for A."""
