"""坡度: from a base at one printed figure in proportion to the whole weight at another; nothing below the first."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from perfeval.errors import Problem, UnitError
from perfeval.rules import formulas
from perfeval.rules.gates import FIGURES
from perfeval.rules.rule import Earned, Interval, Numbers, Rule, Stated, Step, in_unit, said
from perfeval.rules.words import Value
from perfeval.values.figures import percent, plain
from perfeval.values.units import factor


def _numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    """起点 and 满分点 in the row's unit, and the share of the weight that is earned at 起点."""
    assert curve.start is not None
    assert curve.end is not None
    start, end = in_unit(curve.start, unit), in_unit(curve.end, unit)
    return Numbers(full=weight, lower=start, upper=end, base=Fraction(curve.base or 0))


def _check(values: Mapping[str, Any]) -> Iterator[Problem]:
    start, end, base = values.get("start"), values.get("end"), values.get("base")
    if "start" in values and start is None:
        yield Problem("start", "写的是“target”", "带单位的数：从多少起得分")
    if base is not None and base >= 1:
        yield Problem("base", f"写的是 {percent(base)}", "小于 100% 的百分数：起点得权重的几成，没有基础分的写 0%")
    if start is None or end is None:
        return
    try:
        if end.value * factor(end.unit, start.unit) <= start.value:
            yield Problem("end", f"写的是 {end}，起点是 {start}", "大于起点的数：坡度只升不降")
    except UnitError:
        yield Problem("end", f"写的是 {end}，起点是 {start}", "与起点能换算的单位")


def _tell(it: Earned) -> Step:
    """完成值 80% 在 70%（得权重的 80%）与 90%（满分）之间：得分 = 10 × (80% + 20% × (80 − 70) ÷ (90 − 70)) = 9 分。"""
    row, p = it.operands, it.numbers
    assert p is not None
    figure, start, end = (f"{plain(value)}{it.unit}" for value in (row.actual, p.lower, p.upper))
    if row.actual < p.lower:
        return said(it.clause, f"完成值 {figure} 低于 {start}，不得分。")
    if row.actual >= p.upper:
        return said(it.clause, f"完成值 {figure} 达到 {end}，计满分 {plain(it.points)} 分。")
    rise = f"（{figure} − {start}）÷（{end} − {start}）"
    share = f"（{percent(p.base)} + {percent(1 - p.base)} × {rise}）" if p.base else rise
    return said(
        it.clause,
        f"完成值 {figure} 在 {start}（得权重的 {percent(p.base)}）与 {end}（满分）之间，按比例："
        f"得分 = {plain(row.weight)} × {share} = {plain(it.points)} 分。",
    )


def _inverse(it: Earned, points: Fraction, more: bool) -> Interval:
    p, share = it.numbers, points / it.operands.weight
    assert p is not None
    above = max(Fraction(0), share - p.base) / (1 - p.base)
    return Interval(low=p.lower + above * (p.upper - p.lower), above=more and share >= p.base)


RAMP = Rule(
    name="ramp",
    kinds=("forward",),
    formula=formulas.ramp,
    words="起点以上按比例增分，到满分点得满分，低于起点不得分",
    gates=FIGURES,
    tell=_tell,
    inverse=_inverse,
    needs=("start", "end", "base"),
    numbers=_numbers,
    check=_check,
    by_figure=True,
    by_unit=True,
)
