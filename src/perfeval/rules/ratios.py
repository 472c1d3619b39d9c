"""按比例: the rules that a rate stands in, B/A or A/B, with what cuts it off."""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.rules import formulas
from perfeval.rules.gates import AMOUNTS, FIGURES, ZERO_SHARE
from perfeval.rules.rule import (
    OURS,
    UNSTATED,
    Earned,
    Gate,
    Interval,
    Note,
    Numbers,
    Operands,
    Rule,
    Stated,
    Step,
    from_or_to,
    said,
)
from perfeval.rules.words import Parameters, Value, Words
from perfeval.values.figures import percent, plain

_WORDS = "按比例，达到目标即满分"


# --- in words -----------------------------------------------------------------------------------------------------


def _tell_execution(it: Earned) -> Step:
    """得分 = 20 分 × 执行率 = 20 × 450 ÷ 500 = 18 分。"""
    weight, budget, executed = it.operands.weight, it.operands.target, it.operands.actual
    figures = f"{plain(weight)} × {plain(executed)} ÷ {plain(budget)}"
    return _formula(it, it.clause, f"得分 = {plain(weight)} 分 × 执行率 = {figures}", weight * executed / budget)


def _tell_rising(it: Earned) -> Step:
    """得分 = 权重 × B ÷ A = 10 × 18次 ÷ 20次 = 9 分。"""
    weight, target, actual = it.operands.weight, it.operands.target, it.operands.actual
    figures = f"{plain(weight)} × {plain(actual)}{it.unit} ÷ {plain(target)}{it.unit}"
    raw = _raw(it, actual, target)
    return _formula(it, it.clause or OURS, f"得分 = 权重 × B ÷ A = {figures}", raw)


def _tell_falling(it: Earned) -> Step:
    """得分 = 权重 × A ÷ B = 10 × 365天 ÷ 400天 = 9.125 分。"""
    weight, target, actual = it.operands.weight, it.operands.target, it.operands.actual
    figures = f"{plain(weight)} × {plain(target)}{it.unit} ÷ {plain(actual)}{it.unit}"
    raw = _raw(it, target, actual)
    return _formula(it, it.clause or OURS, f"得分 = 权重 × A ÷ B = {figures}", raw)


def _raw(it: Earned, part: Fraction, whole: Fraction) -> Fraction | None:
    """What the formula gives before the cap: below the whole weight the points themselves."""
    if it.points != it.operands.weight:
        return it.points
    return it.operands.weight * part / whole if whole else None


def _formula(it: Earned, clause: str, formula: str, raw: Fraction | None) -> Step:
    """The formula with its figures; where it gives more than the weight, the cap."""
    weight = it.operands.weight
    if raw is None:
        return said(clause, f"已达到目标值，计满分 {plain(weight)} 分。")
    if it.points == weight and raw > weight:
        return said(clause, f"{formula} = {plain(raw)}，超过权重；得分不得突破权重总额，计 {plain(weight)} 分。")
    return said(clause, f"{formula} = {plain(raw)} 分。")


def _tell_linear(it: Earned) -> Step:
    row = it.operands
    a, b, w = f"{plain(row.target)}{it.unit}", f"{plain(row.actual)}{it.unit}", plain(row.weight)
    if row.actual <= row.target:
        return said(it.clause, f"完成值 {b} 不超过目标值 {a}，计满分 {w} 分。")
    if row.actual >= 2 * row.target:
        return said(it.clause, f"完成值 {b} 达到目标值 {a} 的两倍，不得分，计 0 分。")
    figures = f"{w} × (1 − ({b} − {a}) ÷ {a})"
    return said(it.clause, f"得分 = 权重 × (1 − (B − A) ÷ A) = {figures} = {plain(it.points)} 分。")


def _tell_cut_off(it: Earned) -> Step:
    row, p = it.operands, it.numbers
    assert p is not None
    rate = row.actual / row.target
    text = f"完成率 = {plain(row.actual)}{it.unit} ÷ {plain(row.target)}{it.unit} = {plain(rate * 100)}%，"
    if rate < p.lower:
        text += f"低于 {percent(p.lower)}，不得分。"
    elif rate > p.upper:
        text += f"高于 {percent(p.upper)}，不得分。"
    elif it.points == row.weight:
        text += f"已达到目标值，计满分 {plain(it.points)} 分。"
    else:
        text += f"得分 = 权重 × B ÷ A = {plain(it.points)} 分。"
    return said(it.clause, text)


# --- what a reader should know ------------------------------------------------------------------------------------


def _at_the_boundary(row: Operands, word: str) -> Iterator[Note]:
    if row.strict and row.actual == row.target:
        text = f"目标值写“{word}”，完成值恰好等于它，按达到计满分（{OURS}）。"
        yield Note("strict-boundary", text)


def _notes_forward(row: Operands) -> Iterator[Note]:
    yield from _at_the_boundary(row, "大于")
    if row.target == 0 and not row.unsigned and not row.strict:
        yield Note("zero-target", "目标值为 0，任何完成值都算达到，请核对目标值。")


def _notes_reverse(row: Operands) -> Iterator[Note]:
    yield from _at_the_boundary(row, "小于")
    if row.target == 0 and row.actual > 0:
        asked = "小于 0" if row.strict else "不超过 0"
        yield Note("zero-target", f"目标值为{asked}，完成值大于 0，A/B 为 0，得 0 分。")


def _notes_equal(row: Operands) -> Iterator[Note]:
    yield from _at_the_boundary(row, "大于")
    if row.actual > row.target:
        yield Note("equal-exceeded", f"完成值超过“=”的目标值，按达到计满分（{OURS}）。")


# --- backwards ----------------------------------------------------------------------------------------------------


def _inverse_rising(it: Earned, points: Fraction, more: bool) -> Interval:
    return Interval(low=it.operands.target * (points / it.operands.weight), above=more)


def _inverse_falling(it: Earned, points: Fraction, more: bool) -> Interval:
    target = it.operands.target
    if not target:
        return Interval(high=target)  # ≤ 0: the whole weight at 0, nothing above it
    return Interval(high=target / (points / it.operands.weight), below=more)


def _inverse_change(it: Earned, points: Fraction, more: bool) -> Interval:
    target = it.operands.target
    return from_or_to(target * (points / it.operands.weight), target > 0, is_open=more)


def _inverse_linear(it: Earned, points: Fraction, more: bool) -> Interval:
    target = it.operands.target
    return Interval(high=target * (2 - points / it.operands.weight), below=bool(target) and more)


def _inverse_cut_off(it: Earned, points: Fraction, more: bool) -> Interval:
    target, p, share = it.operands.target, it.numbers, points / it.operands.weight
    assert p is not None
    return Interval(target * max(share, p.lower), target * p.upper, above=more and share >= p.lower)


# --- 上下限 -------------------------------------------------------------------------------------------------------


def _silent_between(o: Words, row: Operands, p: Parameters) -> Value:
    inside = o.both(o.at_least_share(row.actual, p.lower, row.target), o.at_most_share(row.actual, p.upper, row.target))
    return o.both(p.silent, inside)


def _cut_off_numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    return Numbers(weight, curve.lower or Fraction(0), curve.upper or Fraction(0), silent=curve.between == UNSTATED)


# --- 变动率 -------------------------------------------------------------------------------------------------------


def _negative_with_a_sign(o: Words, row: Operands, p: Parameters) -> Value:
    """≥ −3% is met by less of a fall; no text says what is scored where it is not."""
    return o.both(o.where(row.unsigned, False, True), o.either(o.negative(row.target), o.negative(row.actual)))


def _tell_change(it: Earned) -> Step:
    """目标值 −0.3% 为下降，完成值 −0.2%：得分 = 10 × −0.2% ÷ −0.3% = 6.6667 分。"""
    row = it.operands
    a, b, what = f"{plain(row.target)}{it.unit}", f"{plain(row.actual)}{it.unit}", "下降" if row.target < 0 else "增长"
    share = row.actual / row.target
    if share <= 0:
        return said(it.clause, f"目标值 {a} 为{what}，完成值 {b} 没有{what}，计 0 分。")
    formula = f"目标值 {a} 为{what}，得分 = {plain(row.weight)} × {b} ÷ {a}"
    capped = "，满分为止" if share > 1 else ""
    return said(it.clause, f"{formula}{capped} = {plain(it.points)} 分。")


_SIGNED = "目标值带有符号或词（≥、不超过等），而目标值或完成值为负：两者之比不说明完成了多少，来源没有规定如何计分"
_OF_CHANGES = tuple(
    gate._replace(when=_negative_with_a_sign, reason=_SIGNED) if gate.code == "negative-figure" else gate
    for gate in FIGURES
)


EXECUTION = Rule(
    "ratio", ("execution",), formulas.execution, _WORDS, AMOUNTS, _tell_execution, inverse=_inverse_rising,
    by_rate=True, scale_free=True, full_where_met=True,
)  # fmt: skip
FORWARD = Rule(
    "ratio", ("forward",), formulas.forward, _WORDS, FIGURES, _tell_rising, _notes_forward, _inverse_rising,
    by_rate=True, scale_free=True, full_where_met=True,
)  # fmt: skip
REVERSE = Rule(
    "ratio", ("reverse",), formulas.reverse, _WORDS, FIGURES, _tell_falling, _notes_reverse, _inverse_falling,
    by_rate=True, scale_free=True, full_where_met=True,
)  # fmt: skip
AS_FORWARD = Rule(
    "as-forward", ("equal",), formulas.equal, "同正向指标", FIGURES, _tell_rising, _notes_equal, _inverse_rising,
    by_rate=True, scale_free=True, full_where_met=True,
)  # fmt: skip
LINEAR = Rule(
    "linear", ("reverse",), formulas.linear, "按超出的比例线性扣减，两倍及以上不得分", FIGURES, _tell_linear,
    inverse=_inverse_linear, by_rate=True, scale_free=True, full_where_met=True,
)  # fmt: skip
CHANGE = Rule(
    "change-ratio", ("forward",), formulas.change_ratio, "变动率按完成比例，满分为止，方向相反的不得分",
    (*_OF_CHANGES, ZERO_SHARE), _tell_change, inverse=_inverse_change, by_rate=True, scale_free=True,
)  # fmt: skip
CUT_OFF = Rule(
    name="cut-off",
    kinds=("forward",),
    formula=formulas.cut_off,
    words="完成率在上下限之外不得分",
    gates=(*FIGURES, ZERO_SHARE, Gate("curve-silent", _silent_between, "完成率在上下限之间，来源没有说明如何计分")),
    tell=_tell_cut_off,
    inverse=_inverse_cut_off,
    needs=("lower", "upper", "between"),
    numbers=_cut_off_numbers,
    by_rate=True,
    scale_free=True,
    lost_if_silent=True,
)
