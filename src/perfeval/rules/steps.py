"""按步扣分: from 起点 on every step in the bad direction costs points; by the figure, or by the rate of execution."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from perfeval.errors import Problem, UnitError
from perfeval.rules import formulas
from perfeval.rules.formulas import left_after_marks, left_after_steps
from perfeval.rules.gates import AMOUNTS, BEGUN, FIGURES, FULL, ZERO_TARGET
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
    from_or_to,
    in_unit,
    is_share_of_weight,
    points_words,
    said,
)
from perfeval.rules.words import Parameters, Value, Words
from perfeval.values.figures import plain
from perfeval.values.terms import Direction
from perfeval.values.units import factor

_NEEDS = ("start", "per", "deduct", "count")


# --- numbers ------------------------------------------------------------------------------------------------------


def _numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    """起点 (the target where the text says so), 每降 and 扣分, in the row's unit.

    Nothing lies below a printed 起点 of 0, unless the curve knows negative figures: its steps lead up, whatever the target says.
    """
    signed = curve.negative == "allowed"
    from_none = curve.start is not None and not curve.start.value and not signed
    return Numbers(
        full=weight if curve.full is None else Fraction(curve.full),
        start=target if curve.start is None else in_unit(curve.start, unit),
        per=Fraction(1) if curve.per is None else in_unit(curve.per, unit),
        deduct=Fraction(curve.deduct or 0),
        toward=-1 if kind == Direction.REVERSE or from_none else 1,
        begun=int(curve.count == "begun"),
        silent=curve.count == UNSTATED,
        of_weight=is_share_of_weight(curve.deduct),
        signed=signed,
    )


def _check(values: Mapping[str, Any]) -> Iterator[Problem]:
    start, per = values.get("start"), values.get("per")
    if start is None or per is None:
        return
    try:
        factor(per.unit, start.unit)
    except UnitError:
        yield Problem("per", f"写的是 {per}，起点是 {start}", "与起点能换算的单位")


def _rate_numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    """Steps of a rate, as the shares of the budget at which they lie: as many as there are points to lose."""
    start = Fraction(1) if curve.start is None else Fraction(curve.start.to("%")) / 100
    per = Fraction(1) if curve.per is None else Fraction(curve.per.to("%")) / 100
    deduct = Fraction(curve.deduct or 0)
    full = weight if curve.full is None else Fraction(curve.full)
    count = -(-start // per)
    whole = Fraction(1) if is_share_of_weight(curve.deduct) else full
    if isinstance(whole, Fraction):  # a column of weights has no single number of steps
        count = min(count, -(-whole // deduct) if deduct else 0)
    return Numbers(
        full=full,
        start=start,
        per=per,
        deduct=deduct,
        begun=int(curve.count == "begun"),
        silent=curve.count == UNSTATED,
        marks=tuple(start - step * per for step in range(count + 1)),
        of_weight=is_share_of_weight(curve.deduct),
    )


def _rate_check(values: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("start", "per"):
        if values.get(key) is not None and values[key].unit != "%":
            yield Problem(key, f"写的是 {values[key]}", "百分数，如 “5%”：执行率的步子")


# --- what leaves a row open ---------------------------------------------------------------------------------------


def _sideless(o: Words, row: Operands, p: Parameters) -> Value:
    """An unsigned 0 with something done, where the printed steps do not say which way they lead."""
    return o.both(p.toward > 0, ZERO_TARGET.when(o, row, p))


def _begun_step_matters(o: Words, row: Operands, p: Parameters) -> Value:
    """The text does not say whether a begun step costs, and for these figures it makes a difference."""
    points = o.const(1) if p.of_weight else row.weight
    begun, whole = (left_after_steps(o, row.actual, points, p, count) for count in (1, 0))
    return o.both(p.silent, begun < whole)


def _begun_mark_matters(o: Words, row: Operands, p: Parameters) -> Value:
    points = o.const(1) if p.of_weight else row.weight
    begun, whole = (left_after_marks(o, row.target, row.actual, points, p, count) for count in (1, 0))
    return o.both(p.silent, begun < whole)


# --- in words -----------------------------------------------------------------------------------------------------


def _tell(it: Earned) -> Step:
    """…比起点 90% 低 8%，每低于 5% 扣 1 分，共 2 步，不足一步的按一步计，扣 2 分：得分 = 10 − 2 = 8 分。"""
    assert it.numbers is not None
    return said(it.clause, _steps(it.operands, it.points, it.unit, it.numbers))


def _tell_rate(it: Earned) -> Step:
    """The same steps, of the rate."""
    row, p = it.operands, it.numbers
    assert p is not None
    rate = Operands(row.weight, Fraction(100), row.actual / row.target * 100)
    hundred = p._replace(start=p.start * 100, per=p.per * 100)
    return said(it.clause, _steps(rate, it.points, "%", hundred, "执行率"))


def _steps(row: Operands, points: Fraction, unit: str, p: Numbers, name: str = "完成值") -> str:
    figure, start = f"{plain(row.actual)}{unit}", f"{plain(p.start)}{unit}"
    short = (p.start - row.actual) * p.toward
    if short <= 0:
        reached = "不超过" if p.toward < 0 else "达到"
        return f"{name} {figure} {reached}起点 {start}，计满分 {plain(points)} 分。"
    word, each = ("高", "每超过") if p.toward < 0 else ("低", "每低于")
    whole, part = divmod(short, p.per)
    count = int(whole) + (p.begun if part else 0)
    how = "，不足一步的按一步计" if p.begun else "，不足一步的不计"
    if p.silent:  # the gate lets a row pass where it makes no difference
        how = "，不足一步的是否扣分来源没有说明，不影响得分"
    how = how if part else ""
    lost = count * _each(row, p)
    floor = "，扣完为止" if lost > row.weight else ""
    return (
        f"{name} {figure} 比起点 {start} {word} {plain(short)}{unit}，{each} {plain(p.per)}{unit} 扣{points_words(p.deduct, p.of_weight)}，"
        f"共 {count} 步{how}，扣 {plain(lost)} 分{floor}：得分 = {plain(row.weight)} − {plain(row.weight - points)} = {plain(points)} 分。"
    )


def _each(row: Operands, p: Numbers) -> Fraction:
    """What a step costs, in points."""
    return Fraction(p.deduct * row.weight if p.of_weight else p.deduct)


# --- backwards ----------------------------------------------------------------------------------------------------


def _inverse(it: Earned, points: Fraction, more: bool) -> Interval:
    """As many steps as may be lost; where only whole ones count, up to the next, which is not reached."""
    p = it.numbers
    assert p is not None
    spare = (it.operands.weight - points) / _each(it.operands, p)
    lost = -(-spare // 1) - 1 if more else spare // 1
    begun = bool(p.begun) or p.silent
    return from_or_to(p.start - p.toward * (lost if begun else lost + 1) * p.per, p.toward > 0, is_open=not begun)


def _rate_inverse(it: Earned, points: Fraction, more: bool) -> Interval:
    return _inverse(it, points, more).times(it.operands.target)


STEPS = Rule(
    name="steps",
    kinds=("forward", "reverse"),
    formula=formulas.steps,
    words="按步扣分，扣完为止",
    gates=(
        *(gate._replace(when=_sideless) if gate is ZERO_TARGET else gate for gate in FIGURES),
        *(FULL, Gate("curve-silent", _begun_step_matters, BEGUN)),
    ),
    tell=_tell,
    inverse=_inverse,
    needs=_NEEDS,
    may_state=("full", "negative"),
    numbers=_numbers,
    check=_check,
    by_unit=True,
)
RATE_STEPS = Rule(
    name="rate-steps",
    kinds=("execution",),
    formula=formulas.rate_steps,
    words="按执行率逐步扣分，扣完为止",
    gates=(*AMOUNTS, FULL, Gate("curve-silent", _begun_mark_matters, BEGUN)),
    tell=_tell_rate,
    inverse=_rate_inverse,
    needs=_NEEDS,
    may_state=("full",),
    numbers=_rate_numbers,
    check=_rate_check,
)
