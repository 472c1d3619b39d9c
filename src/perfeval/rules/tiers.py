"""分档得分: the tier that a figure lies in gives its points; by the figure itself, or by its deviation to either side."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfeval.errors import Problem
from perfeval.rules import formulas
from perfeval.rules.gates import FIGURES, FULL, ZERO_SHARE
from perfeval.rules.rule import Earned, Needed, Numbers, Rule, Stated, Step, UnitTier, in_unit, said
from perfeval.rules.words import Value
from perfeval.values.figures import plain
from perfeval.values.quantities import Quantity

_KINDS, _NEEDS = ("forward", "reverse", "equal"), ("tiers", "ends")


# --- numbers ------------------------------------------------------------------------------------------------------


def _numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    return _made(curve, lambda end: in_unit(end, unit))


def _band_numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    return _made(curve, lambda end: Fraction(end.to("%")) / 100)


def _made(curve: Stated, value: Callable[[Quantity], Fraction]) -> Numbers:
    closed = curve.ends == "high"
    tiers = tuple(
        UnitTier(None if tier.high is None else value(tier.high), closed, Fraction(tier.points)) for tier in curve.tiers
    )
    return Numbers(max(tier.points for tier in tiers), tiers=tiers)


def _check(values: Mapping[str, Any]) -> Iterator[Problem]:
    """From 0 upwards without end, each beginning where the one before ends, in one unit."""
    yield from _in_order(values, "同一个单位")


def _band_check(values: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _in_order(values, "百分数", {"%"})


def _in_order(values: Mapping[str, Any], expected: str, allowed: set[str] | None = None) -> Iterator[Problem]:
    if "tiers" not in values:
        return
    tiers = values["tiers"]
    if not tiers or tiers[0].low.value != 0 or tiers[-1].high is not None:
        yield Problem("tiers", "各档没有从 0 排到无上限", "由低到高，首档 low 为 0，末档 high = “none”")
    units = {amount.unit for tier in tiers for amount in (tier.low, tier.high) if amount is not None and amount.unit}
    if len(units) > 1 or (allowed is not None and units != allowed):
        yield Problem("tiers", f"各档的单位是 {'、'.join(sorted(units)) or '（无）'}", expected)
    for i, tier in enumerate(tiers):
        if tier.high is None and i < len(tiers) - 1:
            yield Problem(f"tiers[{i}].high", "中间的档没有上限", "带单位的数")
        if tier.high is not None and (tier.high.value < tier.low.value or (tier.high.value == tier.low.value and i)):
            yield Problem(f"tiers[{i}].high", "上限不大于下限", "大于 low 的数（只有首档可以是单独的一个数）")
    for i, (one, other) in enumerate(pairwise(tiers), 1):
        if one.high is not None and one.high.value != other.low.value:
            word = "重叠" if other.low.value < one.high.value else "有空档"
            yield Problem(f"tiers[{i}].low", f"与上一档{word}", "等于上一档的上限 high")
    first = tiers[:1]
    if values.get("ends") == "low" and first and first[0].high is not None and first[0].high.value == 0:
        expected = "大于 0 的数，或 ends = “high”"
        yield Problem("tiers[0].high", "首档只有 0 一个数，各档含下限时没有数落在其中", expected)


# --- in words -----------------------------------------------------------------------------------------------------


def _tell(it: Earned) -> Step:
    actual = it.operands.actual
    place = _place(actual, _ends(it), it.unit)
    return said(it.clause, f"完成值 {plain(actual)}{it.unit} 所在的一档{place}，计 {plain(it.points)} 分。")


def _tell_band(it: Earned) -> Step:
    actual, target = it.operands.actual, it.operands.target
    deviation = abs(actual - target) / target * 100
    a, b = f"{plain(target)}{it.unit}", f"{plain(actual)}{it.unit}"
    tiers = tuple(t._replace(high=None if t.high is None else t.high * 100) for t in _ends(it))
    place = _place(deviation, tiers, "%", "±")
    figures = f"|{b} − {a}| ÷ {a} = {plain(deviation)}%"
    return said(it.clause, f"偏差 = {figures}，所在的一档{place}，计 {plain(it.points)} 分。")


def _ends(it: Earned) -> tuple[UnitTier, ...]:
    assert it.numbers is not None
    return it.numbers.tiers


def _place(value: Fraction, tiers: tuple[UnitTier, ...], unit: str, sign: str = "") -> str:
    """（10%—20%，含 20%）: the tier that a figure lies in."""
    low = None
    for tier in tiers:
        if tier.high is None:
            break
        if value < tier.high or (tier.closed and value == tier.high):
            high = f"{plain(tier.high)}{unit}"
            from_ = f"{sign}{plain(low)}{unit}—" if low is not None else f"{sign}不超过 "
            own = high if tier.closed else f"{plain(low or Fraction(0))}{unit}"
            return f"（{from_}{high}，含 {own}）"
        low = tier.high
    return f"（{sign}{plain(low or Fraction(0))}{unit} 以上）"


# --- backwards ----------------------------------------------------------------------------------------------------


def _inverse(it: Earned, points: Fraction, more: bool) -> Needed | None:
    """The nearest end of a tier that earns enough."""
    return _nearest_end(_ends(it), it.operands.actual, points, more)


def _band_inverse(it: Earned, points: Fraction, more: bool) -> Needed | None:
    """The same of the deviation, to the side that the figure is on."""
    target, actual = it.operands.target, it.operands.actual
    end = _nearest_end(_ends(it), abs(actual - target) / target, points, more)
    if end is None or end.at_least:
        return None
    above = actual > target
    return Needed(target * (1 + end.bound if above else 1 - end.bound), not above, end.is_open)


def _nearest_end(tiers: tuple[UnitTier, ...], here: Fraction, points: Fraction, more: bool) -> Needed | None:
    ends, low, low_is_in = list[Needed](), Fraction(0), True
    for tier in tiers:
        if tier.points > points or (tier.points == points and not more):
            if tier.high is not None and here >= tier.high:
                ends.append(Needed(tier.high, at_least=False, is_open=not tier.closed))
            elif here <= low:
                ends.append(Needed(low, at_least=True, is_open=not low_is_in))
        if tier.high is not None:
            low, low_is_in = tier.high, not tier.closed
    return min(ends, key=lambda end: abs(end.bound - here), default=None)


TIERS = Rule(
    name="tiers",
    kinds=_KINDS,
    formula=formulas.tiers,
    words="分档得分",
    gates=(*FIGURES, FULL),
    tell=_tell,
    inverse=_inverse,
    needs=_NEEDS,
    numbers=_numbers,
    check=_check,
    by_figure=True,
    by_unit=True,
)
BANDS = Rule(
    name="bands",
    kinds=_KINDS,
    formula=formulas.bands,
    words="按偏差分档得分",
    gates=(*FIGURES, FULL, ZERO_SHARE._replace(reason="目标值为 0，偏差的比例没有意义")),
    tell=_tell_band,
    inverse=_band_inverse,
    needs=_NEEDS,
    numbers=_band_numbers,
    check=_band_check,
    scale_free=True,
    tier_sign="±",
)
