"""总分上限: what the rate of execution leaves of a total, whether that can be told, and how it is said."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from perfeval.rules.formulas import capped, ceiling
from perfeval.rules.rule import TotalCap
from perfeval.rules.words import EXACT
from perfeval.scoring.results import RowScore
from perfeval.values.figures import percent, plain, true_percent

if TYPE_CHECKING:
    from perfeval.profiles import Profile


def ceiling_of(total: Fraction, results: Sequence[RowScore], profile: "Profile", *, unstated: int = 0) -> Fraction:
    """The most that a total may be by the rate of execution: the total itself where nothing caps it, or the rate is not known."""
    reading = next((result.trace.reading for result in results if result.indicator is None), None)
    caps = caps_of(profile)
    if not caps or reading is None or not reading.target or reading.actual is None:
        return total
    return Fraction(ceiling(EXACT, total, reading.target, reading.actual, caps, unstated))


def caps_of(profile: "Profile") -> tuple[TotalCap, ...]:
    """总分上限 as numbers."""
    return tuple(TotalCap(cap.below, Fraction(cap.most), cap.ends) for cap in profile.total_caps.value)


def cap_open(total: Fraction, results: Sequence[RowScore], profile: "Profile") -> str:
    """Why nobody can tell whether the rate of execution caps a total, where it makes a difference; empty where it makes none."""
    caps = profile.total_caps.value
    execution = next(result for result in results if result.indicator is None)
    if caps and execution.rate is None and total > Fraction(caps[-1].most):
        return "执行率没有算出，总分上限随执行率而定"
    one, other = (capped(EXACT, total, ceiling_of(total, results, profile, unstated=unstated)) for unstated in (0, 1))
    if one == other:
        return ""
    assert execution.rate is not None
    return f"执行率恰为 {percent(execution.rate)}，来源没有说明总分上限是 {plain(other)} 分" + (
        f"还是 {plain(one)} 分" if one < total else "还是不受限制"
    )


def cap_told(total: Fraction, results: Sequence[RowScore], profile: "Profile") -> str:
    """That the rate of execution holds the total below its sum; empty where it does not."""
    most = ceiling_of(total, results, profile)
    if most >= total:
        return ""
    rate = next(result.rate for result in results if result.indicator is None)
    held = f"执行率 {true_percent(rate or Fraction(0))}，总分不超过 {plain(most)} 分"
    return f"{held}：各项合计 {plain(total)} 分，计 {plain(most)} 分。"
