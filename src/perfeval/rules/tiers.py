"""分档得分: the tier that a figure lies in gives its points; by the figure itself, by its deviation to either side, or by its share.

A tier's points may be a share of the weight. Where a tier gives a range of points, or its points are not printed, rows in it stay
open: what lies in a range is people's to choose.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attrs import frozen

from perfeval.errors import Problem
from perfeval.rules import formulas
from perfeval.rules.gates import FIGURES, FULL, ZERO_SHARE
from perfeval.rules.rule import (
    UNSTATED,
    Earned,
    Gate,
    Interval,
    Numbers,
    Operands,
    Rule,
    Stated,
    Step,
    UnitTier,
    in_unit,
    is_share_of_weight,
    points_words,
    said,
)
from perfeval.rules.words import EXACT, Formula, Parameters, Value, Words
from perfeval.values.figures import plain
from perfeval.values.quantities import Quantity

IN_RANGE = "points-in-range"
"""The code of a row in a tier that does not say how many points it earns."""
_KINDS, _NEEDS = ("forward", "reverse", "equal"), ("tiers", "ends")


# --- numbers ------------------------------------------------------------------------------------------------------


def _numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    return _made(curve, weight, lambda end: in_unit(end, unit))


def _share_numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    return _made(curve, weight, lambda end: Fraction(end.to("%")) / 100)


def _made(curve: Stated, weight: Value, value: Callable[[Quantity], Fraction]) -> Numbers:
    """The tiers in the row's unit; the most points of any are the row's full marks, where they are points and printed."""
    tiers = tuple(
        UnitTier(
            None if tier.high is None else value(tier.high),
            curve.ends == "high",
            Fraction(0) if tier.points == UNSTATED else Fraction(tier.points),
            tier.label,
            None if tier.least is None else Fraction(tier.least),
            tier.points == UNSTATED,
        )
        for tier in curve.tiers
    )
    of_weight = any(is_share_of_weight(tier.points) for tier in curve.tiers)
    top = any(tier.unstated for tier in tiers)
    return Numbers(weight if of_weight or top else max(t.points for t in tiers), tiers=tiers, of_weight=of_weight)


def _check(values: Mapping[str, Any]) -> Iterator[Problem]:
    """From 0 upwards without end, each beginning where the one before ends, in one unit."""
    yield from _in_order(values, "同一个单位")


def _share_check(values: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _in_order(values, "百分数", {"%"})


def _in_order(values: Mapping[str, Any], expected: str, allowed: set[str] | None = None) -> Iterator[Problem]:
    if "tiers" not in values:
        return
    tiers = values["tiers"]
    yield from _points(tiers)
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


def _points(tiers: Sequence[Any]) -> Iterator[Problem]:
    """All tiers speak of points, or all of shares of the weight; a range goes upwards."""
    stated = [tier.points for tier in tiers if tier.points != UNSTATED]
    if len({is_share_of_weight(points) for points in stated}) > 1:
        yield Problem("tiers", "有的档写分数，有的档写权重的百分比", "都写分数，或都写百分比")
    for i, tier in enumerate(tiers):
        if tier.least is None:
            continue
        if tier.points == UNSTATED:
            yield Problem(f"tiers[{i}].least", "没有写 points", "points 为这一档最多的分，least 为最少的分")
        elif is_share_of_weight(tier.least) is not is_share_of_weight(tier.points):
            told = f"写的是{_as_written(tier.least)}，points 写的是{_as_written(tier.points)}"
            yield Problem(f"tiers[{i}].least", told, "与 points 同样写法：都写分数，或都写百分比")
        elif tier.least >= tier.points:
            told = f"写的是{_as_written(tier.least)}，不小于最多的分{_as_written(tier.points)}"
            yield Problem(f"tiers[{i}].least", told, "小于 points 的分")


def _as_written(points: Any) -> str:
    return points_words(points, is_share_of_weight(points))


# --- what leaves a row open ---------------------------------------------------------------------------------------
# Each asks the rule's own formula, with other points in its tiers.


@frozen
class _LiesInAnOpenOne:
    """Whether a row lies in a tier that does not say how many points it earns."""

    formula: Formula

    def __call__(self, o: Words, row: Operands, p: Parameters) -> Value:
        if not any(tier.is_open for tier in p.tiers):
            return False
        marked = tuple(tier._replace(points=Fraction(tier.is_open)) for tier in p.tiers)
        found, _ = self.formula(o, row.target, row.actual, row.weight, p._replace(tiers=marked, of_weight=False))
        return found > o.const(0)


def _tier_of(formula: Formula, row: Operands, p: Numbers) -> UnitTier:
    """The tier that a row of one table lies in."""
    numbered = tuple(tier._replace(points=Fraction(i)) for i, tier in enumerate(p.tiers))
    place, _ = formula(EXACT, row.target, row.actual, row.weight, p._replace(tiers=numbered, of_weight=False))
    return p.tiers[int(place)]


@frozen
class _SaysWhatItLeaves:
    """The range of a row's tier, or that its points are not printed."""

    formula: Formula

    def __call__(self, row: Operands, p: Numbers) -> str:
        tier = _tier_of(self.formula, row, p)
        named = f"“{tier.label}”" if tier.label else ""
        if tier.least is None:
            return f"所在的一档{named}得多少分，来源没有印"
        span = f"{points_words(tier.least, p.of_weight)}到{points_words(tier.points, p.of_weight)}"
        return f"所在的一档{named}得{span}，规则不代为选定"


@frozen
class _Bounds:
    """The fewest and the most points of a row's tier, which belong to it."""

    formula: Formula

    def __call__(self, row: Operands, p: Numbers) -> tuple[Fraction, Fraction] | None:
        tier = _tier_of(self.formula, row, p)
        times = row.weight if p.of_weight else Fraction(1)
        return None if tier.least is None else (tier.least * times, tier.points * times)


def _in_range(formula: Formula) -> Gate:
    about = _SaysWhatItLeaves(formula)
    return Gate(IN_RANGE, _LiesInAnOpenOne(formula), "所在的一档没有定下一个分数", about=about)


def _nothing_of_nothing(o: Words, row: Operands, p: Parameters) -> Value:
    """A share of 0, where no tier is for 0 alone."""
    first = p.tiers[0]
    return False if first.closed and first.high == 0 else row.target == o.const(0)


# --- in words -----------------------------------------------------------------------------------------------------


def _tell(it: Earned) -> Step:
    actual = it.operands.actual
    place = _place(actual, _ends(it), it.unit)
    return said(it.clause, f"完成值 {plain(actual)}{it.unit} 所在的一档{place}，{_earned(it, TIERS)}。")


def _earned(it: Earned, rule: Rule) -> str:
    """计 5 分; of a share of the weight, 得权重的 80%，计 8 分."""
    assert it.numbers is not None
    if not it.numbers.of_weight:
        return f"计 {plain(it.points)} 分"
    tier = _tier_of(rule.formula, it.operands, it.numbers)
    return f"得{points_words(tier.points, of_weight=True)}，计 {plain(it.points)} 分"


def _tell_share(it: Earned) -> Step:
    row = it.operands
    a, b = f"{plain(row.target)}{it.unit}", f"{plain(row.actual)}{it.unit}"
    if not row.target:
        over = "没有超过" if not row.actual else "超过"
        return said(it.clause, f"{b} {over} {a}，{_earned(it, SHARE_TIERS)}。")
    share = row.actual / row.target * 100
    place = _place(share, _hundredfold(it), "%")
    return said(it.clause, f"{b} ÷ {a} = {plain(share)}%，所在的一档{place}，{_earned(it, SHARE_TIERS)}。")


def _tell_band(it: Earned) -> Step:
    actual, target = it.operands.actual, it.operands.target
    deviation = abs(actual - target) / target * 100
    a, b = f"{plain(target)}{it.unit}", f"{plain(actual)}{it.unit}"
    place = _place(deviation, _hundredfold(it), "%", "±")
    figures = f"|{b} − {a}| ÷ {a} = {plain(deviation)}%"
    return said(it.clause, f"偏差 = {figures}，所在的一档{place}，{_earned(it, BANDS)}。")


def _hundredfold(it: Earned) -> tuple[UnitTier, ...]:
    """The tiers with their shares as percentages."""
    return tuple(t._replace(high=None if t.high is None else t.high * 100) for t in _ends(it))


def _ends(it: Earned) -> tuple[UnitTier, ...]:
    assert it.numbers is not None
    return it.numbers.tiers


def _place(value: Fraction, tiers: tuple[UnitTier, ...], unit: str, sign: str = "") -> str:
    """（10%—20%，含 20%）: the tier that a figure lies in, and which of its ends belongs to it."""
    low, after = Fraction(0), "达到"
    for at, tier in enumerate(tiers[:-1]):  # only the last has no end
        assert tier.high is not None
        if value < tier.high or (tier.closed and value == tier.high):
            high = f"{plain(tier.high)}{unit}"
            if not at:
                return f"（{sign}{'不超过' if tier.closed else '低于'} {high}）"
            return f"（{sign}{plain(low)}{unit}—{high}，含 {high if tier.closed else f'{plain(low)}{unit}'}）"
        low, after = tier.high, "超过" if tier.closed else "达到"
    return f"（{sign}{after} {plain(low)}{unit}）"


# --- backwards ----------------------------------------------------------------------------------------------------


def _inverse(it: Earned, points: Fraction, more: bool) -> Interval | None:
    """The tiers beside each other that earn enough, and are nearest."""
    return _nearest(_enough(it, points, more), it.operands.actual)


def _share_inverse(it: Earned, points: Fraction, more: bool) -> Interval | None:
    """The same of the share; a quantity of 0 has none."""
    target = it.operands.target
    found = _nearest(_enough(it, points, more), it.operands.actual / target) if target else None
    return found and found.times(target)


def _band_inverse(it: Earned, points: Fraction, more: bool) -> Interval | None:
    """The same of the deviation: to both sides of the target, or where less of it is not enough, to the figure's side."""
    target, actual = it.operands.target, it.operands.actual
    far = _nearest(_enough(it, points, more), abs(actual - target) / target)
    if far is None:
        return None
    if far.low is None:
        left, right = (None if far.high is None else target * (1 + sign * far.high) for sign in (-1, 1))
        return Interval(left, right, far.below, far.below)
    if actual > target:
        return Interval(1 + far.low, far.high and 1 + far.high, far.above, far.below).times(target)
    return Interval(far.high and 1 - far.high, 1 - far.low, far.below, far.above).times(target)


def _enough(it: Earned, points: Fraction, more: bool) -> list[Interval]:
    """The runs of tiers that say what they earn, and that it is so many points (more than them, where true)."""
    assert it.numbers is not None
    times = it.operands.weight if it.numbers.of_weight else Fraction(1)
    runs, low, above = list[Interval](), None, False
    for tier in it.numbers.tiers:
        earned = Fraction(-1) if tier.is_open else tier.points * times
        if earned > points or (earned == points and not more):
            begun = runs.pop() if runs and runs[-1].high == low else Interval(low=low, above=above)
            runs.append(begun._replace(high=tier.high, below=not tier.closed and tier.high is not None))
        low, above = tier.high, tier.closed
    return runs


def _nearest(runs: list[Interval], here: Fraction) -> Interval | None:
    def away(run: Interval) -> Fraction:
        short = Fraction(0) if run.low is None else run.low - here
        over = Fraction(0) if run.high is None else here - run.high
        return max(short, over, Fraction(0))

    return min(runs, key=away, default=None)


TIERS = Rule(
    name="tiers",
    kinds=_KINDS,
    formula=formulas.tiers,
    words="分档得分",
    gates=(*FIGURES, FULL, _in_range(formulas.tiers)),
    bounds=_Bounds(formulas.tiers),
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
    gates=(*FIGURES, FULL, ZERO_SHARE._replace(reason="目标值为 0，偏差的比例没有意义"), _in_range(formulas.bands)),
    bounds=_Bounds(formulas.bands),
    tell=_tell_band,
    inverse=_band_inverse,
    needs=_NEEDS,
    numbers=_share_numbers,
    check=_share_check,
    scale_free=True,
    tier_sign="±",
)
SHARE_TIERS = Rule(
    name="share-tiers",
    kinds=_KINDS,
    formula=formulas.share_tiers,
    words="按完成值与目标值之比分档得分",
    gates=(*FIGURES, FULL, ZERO_SHARE._replace(when=_nothing_of_nothing), _in_range(formulas.share_tiers)),
    bounds=_Bounds(formulas.share_tiers),
    tell=_tell_share,
    inverse=_share_inverse,
    needs=_NEEDS,
    numbers=_share_numbers,
    check=_share_check,
    by_figure=True,
    scale_free=True,
)
