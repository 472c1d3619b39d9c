"""定性指标: the weight times a rate that people chose inside the band of their judgement."""

from fractions import Fraction

from perfeval.rules import formulas
from perfeval.rules.gates import WEIGHT
from perfeval.rules.rule import OURS, Earned, Gate, Operands, Rule, Step, said
from perfeval.rules.words import Parameters, Value, Words
from perfeval.values.figures import percent, plain


def _no_band(o: Words, row: Operands, p: Parameters) -> Value:
    return o.missing(row.low)


def _no_rate(o: Words, row: Operands, p: Parameters) -> Value:
    return o.missing(row.actual)


def _outside(o: Words, row: Operands, p: Parameters) -> Value:
    at_the_top = o.both(row.actual == row.high, o.where(row.closed, False, True))
    return o.either(o.either(row.actual < row.low, row.actual > row.high), at_the_top)


ATTAINMENT = Gate("attainment-missing", _no_band, "没有定性评判档次")
RATE = Gate("rate-missing", _no_rate, "有评判档次，但没有写明档内的分值比例")
OUTSIDE = Gate("rate-outside-band", _outside, "写明的分值比例不在所评档次的区间内")


def span(low: Fraction, high: Fraction) -> str:
    """A band as a form prints it: its lower end belongs to it."""
    return f"{percent(high)}—{percent(low)}（含 {percent(low)}）"


def rate_words(rate: Fraction) -> str:
    """A chosen rate with all its digits: 79.999% is not in the band that starts at 80%."""
    return f"{plain(rate * 100, 40)}%"


def _tell(it: Earned) -> Step:
    """权重 × the rate inside the band."""
    row = it.operands
    rate, band = rate_words(row.actual), span(row.low, row.high)
    formula = f"得分 = {plain(row.weight)} × {rate} = {plain(it.points)} 分。"
    return said(it.clause or OURS, f"评为“{it.label}”，分值区间 {band}，取 {rate}：{formula}")


JUDGED = Rule(
    name="rate-in-band",
    kinds=("judged",),
    formula=formulas.judged,
    words="权重 × 档内比例",
    gates=(WEIGHT, ATTAINMENT, RATE, OUTSIDE),
    tell=_tell,
)
