"""A score in Chinese sentences that a clerk can copy into a reply: clause, formula with its figures, cap, rounding.

No arithmetic that bears on a score happens here; figures longer than four decimals are shown cut, with "…".
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from perfeval.errors import UndeterminedError
from perfeval.forms.aggregate import Share
from perfeval.forms.model import Indicator, QuantitativeIndicator
from perfeval.rules.gates import Row
from perfeval.scoring.engine import deviations, spends_too_little
from perfeval.scoring.methods import Method, rate_cited, rate_places
from perfeval.scoring.reading import Judgement
from perfeval.scoring.results import Note, PartResult, Step
from perfeval.values.figures import decimals, percent, plain
from perfeval.values.terms import Direction

if TYPE_CHECKING:
    from perfeval.profiles import Band, Profile


NO_TARGET = "没有目标值（A）：定量指标请写符号、数字和单位，定性指标请写文字目标值和评判档次"
"""Why a row without a target, which counts as a judged one, has no score."""


def by(clause: str) -> str:
    """On what grounds."""
    return f"依据{clause}，" if clause else "来源没有规定，按本项目的理解，"


def opening(row: Indicator, profile: "Profile") -> Step:
    """What the row is and what it says."""
    kind = row.resolved_direction.label if isinstance(row, QuantitativeIndicator) else row.kind.label
    text = f"“{row.name}”：{kind}，权重 {plain(row.weight or Decimal(0))} 分"
    if row.target:
        text += f"，目标值“{row.target}”"
    if row.actual:
        text += f"，实际完成值“{row.actual}”"
    return Step(profile.form_columns.clause, f"{text}。")


def sign(row: QuantitativeIndicator) -> str:
    """The sign of the parts' targets as a form prints it, the milder one of ≤ and <; none where they point apart."""
    if len({each[0] for each in row.signs}) != 1:
        return ""
    shared = max(row.signs, key=len)
    return {">=": "≥", "<=": "≤"}.get(shared, shared)


def figure(value: Fraction, unit: str) -> str:
    """A combined figure as a cell."""
    return f"{plain(value)}{unit}"


def _formula(head: str, clause: str, weight: Fraction, raw: Fraction | None, figures: str, reached: bool) -> Step:
    """The formula with its figures; where it gives more than the weight, the cap."""
    text = f"{by(clause)}{head} = {figures}"
    if raw is None:
        return Step(clause, f"{by(clause)}已达到目标值，计满分 {plain(weight)} 分。")
    text += f" = {plain(raw)}"
    if reached and raw > weight:
        return Step(clause, f"{text}，超过权重；得分不得突破权重总额，计 {plain(weight)} 分。")
    return Step(clause, f"{text} 分。")


def quantitative(
    row: QuantitativeIndicator, operands: Row, exact: Fraction, unit: str, clause: str
) -> tuple[Step, ...]:
    """正向 权重 × B/A, 反向 权重 × A/B, with the cap where it bit."""
    weight, target, actual = operands.weight, operands.target, operands.actual
    a, b = f"{plain(target)}{unit}", f"{plain(actual)}{unit}"
    if row.resolved_direction is Direction.REVERSE:
        raw = weight * target / actual if actual else None
        step = _formula("得分 = 权重 × A ÷ B", clause, weight, raw, f"{plain(weight)} × {a} ÷ {b}", exact == weight)
    else:
        raw = weight * actual / target if target else None
        step = _formula("得分 = 权重 × B ÷ A", clause, weight, raw, f"{plain(weight)} × {b} ÷ {a}", exact == weight)
    return (step,)


def zero_target(operands: Row, exact: Fraction, unit: str, profile: "Profile") -> tuple[Step, ...]:
    """What a profile makes of an unsigned 0, or =0, with something done: no formula of the row is asked."""
    clause = profile.zero_target.clause
    return (
        Step(clause, f"{by(clause)}目标值为 0，完成值 {plain(operands.actual)}{unit} 大于 0，计 {plain(exact)} 分。"),
    )


def quantitative_notes(row: QuantitativeIndicator, operands: Row, profile: "Profile") -> Iterator[Note]:
    """What a reader should know of a row that was scored all the same."""
    target, actual = operands.target, operands.actual
    direction = row.resolved_direction
    if operands.strict and actual == target:
        word = "小于" if direction is Direction.REVERSE else "大于"
        yield Note("strict-boundary", f"目标值写“{word}”，完成值恰好等于它，按达到计满分（本项目的理解）。")
    any_counts = target == 0 and direction is Direction.FORWARD and not operands.unsigned and not operands.strict
    if any_counts:
        yield Note("zero-target", "目标值为 0，任何完成值都算达到，请核对目标值。")
    if target == 0 and direction is Direction.REVERSE and actual > 0:
        yield Note("zero-target", "目标值为不超过 0，完成值大于 0，A/B 为 0，得 0 分。")
    if direction is Direction.EQUAL and actual > target:
        yield Note("equal-exceeded", "完成值超过“=”的目标值，按达到计满分（本项目的理解）。")
    yield from beyond(operands, direction, profile)


def beyond(operands: Row, direction: Direction, profile: "Profile") -> Iterator[Note]:
    """That a figure is so far beyond its target, to the side that the profile looks at, that a reason is due."""
    for code in deviations(direction, operands.target, operands.actual, profile):
        what, _ = far(code, direction, operands.target, operands.actual, profile)
        told = f"{what}，应分析说明原因（{profile.explain_over.clause or '本项目的理解'}）。"
        yield Note("over-achieved", told) if code == "over-achieved" else Note("over-run", told)


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


def execution(operands: Row, exact: Fraction, profile: "Profile") -> tuple[Step, ...]:
    """执行率 B/A and its points."""
    weight, budget, executed = operands.weight, operands.target, operands.actual
    if not budget:
        clause = profile.execution_zero_budget.clause
        return (Step(clause, f"预算数（A）为 0。{by(clause)}计 {plain(exact)} 分。"),)
    rate = executed / budget
    opening = f"预算执行率 = 执行数（B）÷ 预算数（A）= {plain(executed)}万元 ÷ {plain(budget)}万元 = {percent(rate)}。"
    figures = f"{plain(weight)} × {plain(executed)} ÷ {plain(budget)}"
    clause = profile.execution_rule.clause
    step = _formula(f"得分 = {plain(weight)} 分 × 执行率", clause, weight, weight * rate, figures, exact == weight)
    return Step(profile.execution_budget.clause, opening), step


def execution_notes(operands: Row, profile: "Profile") -> Iterator[Note]:
    """A rate above 100 % asks whether A is the right budget; one below the profile's bound asks for a reason."""
    bound = profile.execution_explain_below
    if bound.value is not None and spends_too_little(operands.target, operands.actual, profile):
        yield Note(
            "execution-below",
            f"预算执行率低于 {percent(bound.value)}，应说明原因（{bound.clause or '本项目的理解'}）。",
        )
    if operands.actual > operands.target:
        yield Note(
            "execution-over-budget",
            "执行数大于预算数，请核对预算数（A）是否为调整后预算（包括上年结余结转）。",
        )


def _span(band: "Band") -> str:
    return f"{percent(band.high)}—{percent(band.low)}（含 {percent(band.low)}）"


def _rate(rate: Fraction) -> str:
    """A chosen rate with all its digits: 79.999% is not in the band that starts at 80%."""
    return f"{plain(rate * 100, 40)}%"


def judgement(found: Judgement) -> str:
    """A judgement as a cell: the band and the rate."""
    return f"{found.band.label if found.band else ''} {'' if found.rate is None else _rate(found.rate)}".strip()


def judged(weight: Decimal, found: Judgement, exact: Fraction, clause: str) -> Step:
    """权重 × the rate inside the band."""
    assert found.band is not None
    assert found.rate is not None
    return Step(
        clause,
        f"{by(clause)}评为“{found.band.label}”，分值区间 {_span(found.band)}，"
        f"取 {_rate(found.rate)}：得分 = {plain(weight)} × {_rate(found.rate)} = {plain(exact)} 分。",
    )


def alone(parts: Sequence[PartResult]) -> tuple[Step, ...]:
    """What each part would earn alone, beside the sum that counts; nothing where a part has no target of its own."""
    if not parts or any(part.exact is None for part in parts):
        return ()
    points = "，".join(f"{part.name} {plain(part.exact)} 分" for part in parts if part.exact is not None)
    return (Step("", f"各部分单独计分（供对照，得分按汇总数计）：{points}。"),)


def judged_mean(parts: Sequence[PartResult], shares: Sequence[Share], exact: Fraction, clause: str) -> Step:
    """Each part's points and funds, and their mean."""
    terms = " + ".join(
        f"{part.name} {plain(share.value)}分（{part.actual}）× {plain(share.funds or Fraction(0))}万元"
        for part, share in zip(parts, shares, strict=True)
    )
    funds = plain(sum((share.funds or Fraction(0) for share in shares), Fraction(0)))
    return Step(clause, f"{by(clause)}各部分得分按资金额度加权平均：（{terms}）÷ {funds}万元 = {plain(exact)} 分。")


def about_bands(error: UndeterminedError, found: Judgement, profile: "Profile", part: str = "") -> UndeterminedError:
    """The gate's reason with what the profile's bands ask for."""
    labels = "、".join(band.label for band in profile.judged_bands.value)
    reason = f"{part}{error.reason}"
    if error.code == "attainment-missing":
        reason += f"（attainment，取其一：{labels}）"
    elif found.band is not None and error.code == "rate-missing":
        reason = f"{part}评为“{found.band.label}”，没有写明在 {_span(found.band)} 内取多少（rate），规则不代为选定"
    elif found.band is not None and found.rate is not None and error.code == "rate-outside-band":
        reason = f"{part}评为“{found.band.label}”，区间为 {_span(found.band)}，写明的比例 {_rate(found.rate)} 不在其内"
    return UndeterminedError(error.code, reason)


def rounding(exact: Fraction, printed: Decimal, profile: "Profile", counts: bool) -> tuple[Step, ...]:
    """That the score was rounded, where it was; and whether it counts so."""
    places = profile.rounding_places.value
    need = decimals(exact)
    if need is not None and need <= places:
        return ()
    how = "四舍六入五成双" if profile.rounding_mode.value == "half-even" else "四舍五入"
    if not counts:
        return (Step(profile.rounding_places.clause, f"列示为 {plain(printed)} 分（{how}；合计时不取整）。"),)
    return (Step(profile.rounding_places.clause, f"{how}保留 {places} 位小数，得 {plain(printed)} 分。"),)


def rate_first(weight: Fraction, exact: Fraction, method: Method, profile: "Profile") -> tuple[Step, ...]:
    """That the rate was rounded before it was scored, where the profile says so."""
    places = rate_places(method, profile)
    if places is None or not weight:
        return ()
    rate, cited = percent(exact / weight, places), rate_cited(method, profile)
    text = f"{by(cited.clause)}先把比率取整为 {rate}：得分 = {plain(weight)} × {rate} = {plain(exact)} 分。"
    return (Step(cited.clause, text),)


def not_applicable(row: Indicator, reason: str, profile: "Profile") -> Step:
    """That a row which does not apply keeps its points."""
    clause = profile.not_applicable.clause
    how = _KEPT[profile.not_applicable.value]
    return Step(clause, f"“{row.name}”不适用：{reason}。{by(clause)}{how}，计 {plain(row.weight or Decimal(0))} 分。")


_KEPT = {"full": "按满分计算", "no-deduction": "不扣分"}


def kept(row: Indicator, profile: "Profile") -> str:
    """How a row that does not apply comes by its points, and what people took off."""
    less = f"，另扣减 {plain(row.deduct)} 分" if row.deduct else ""
    return f"评分规则说{_KEPT[profile.not_applicable.value]}{less}"


def deduction(deducted: Decimal, adjusted: Fraction, profile: "Profile") -> Step:
    """What people took off."""
    clause = profile.deduction.clause
    text = f"{by(clause)}扣减 {plain(deducted)} 分（不低于 0 分），实得 {plain(adjusted)} 分。"
    return Step(clause, text)
