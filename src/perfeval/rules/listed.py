"""所印各数的得分: points at the figures that a text lists, and silence between them."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfeval.errors import Problem, UnitError
from perfeval.rules import formulas
from perfeval.rules.gates import FIGURES, FULL
from perfeval.rules.rule import (
    Earned,
    Gate,
    Interval,
    Numbers,
    Operands,
    Rule,
    Stated,
    StatedFigure,
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


def _numbers(curve: Stated, kind: str, weight: Value, target: Value, unit: str) -> Numbers:
    """The figures in the row's unit, the best first: the highest, or of a reverse row the lowest."""
    toward = -1 if kind == Direction.REVERSE else 1
    found = sorted(((in_unit(it.at, unit), Fraction(it.points)) for it in curve.listed), key=lambda it: -toward * it[0])
    of_weight = any(is_share_of_weight(it.points) for it in curve.listed)
    full = weight if of_weight else max(points for _, points in found)
    return Numbers(full, toward=toward, listed=tuple(found), of_weight=of_weight)


def _check(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Each figure once, in units that convert, with more points the further they go to one side."""
    found = values.get("listed")
    if found is None:
        return
    if not found:
        yield Problem("listed", "一个数也没有", "至少一个，如 { at = “100%”, points = 20 }")
        return
    if len({is_share_of_weight(it.points) for it in found}) > 1:
        yield Problem("listed", "有的写分数，有的写权重的百分比", "都写分数，或都写百分比")
        return
    sizes = dict[Fraction, int]()
    for i, it in enumerate(found):
        try:
            size = Fraction(it.at.value * factor(it.at.unit, found[0].at.unit))
        except UnitError:
            yield Problem(f"listed[{i}].at", f"写的是 {it.at}", f"与 {found[0].at} 能换算的单位")
            return
        if size in sizes:
            yield Problem(f"listed[{i}].at", f"写的是 {it.at}，前面已经写过", "每个数只写一次")
        sizes[size] = i
    points = [found[i].points for _, i in sorted(sizes.items())]
    if points not in (sorted(set(points)), sorted(set(points), reverse=True)):
        yield Problem("listed", "得分时升时降", "数越大得分越多，或数越小得分越多")


def is_other_way(listed: Sequence[StatedFigure], kind: str) -> bool:
    """Whether a list of several figures is for rows of the other direction: forward rows earn more by a larger figure.

    >>> from perfeval.profiles import read_curve
    >>> curve = read_curve({"rule": "listed", "listed": [{"at": "100%", "points": 20}, {"at": "90%", "points": 30}]})
    >>> is_other_way(curve.listed, "forward"), is_other_way(curve.listed, "reverse")
    (True, False)
    """
    if len(listed) < 2:
        return False
    one, other = listed[:2]
    larger = one.at.value * factor(one.at.unit, other.at.unit) > other.at.value
    return (larger == (one.points > other.points)) == (kind == Direction.REVERSE)


def way(kind: str) -> str:
    """In words, what `is_other_way` finds."""
    more, named = ("多", "反向") if kind == Direction.REVERSE else ("少", "正向")
    return f"所印各数越大得分越{more}，{named}指标却相反"


def _other_way(o: Words, row: Operands, p: Parameters) -> Value:
    best = p.listed[0][1]
    return any(points > best for _, points in p.listed)


def _says_which_way(row: Operands, p: Numbers) -> str:
    return way(Direction.REVERSE if p.toward < 0 else Direction.FORWARD)


def _between(o: Words, row: Operands, p: Parameters) -> Value:
    """Neither a listed figure nor beyond the best of them."""
    known = p._replace(listed=tuple((at, Fraction(1)) for at, _ in p.listed), of_weight=False)
    found, _ = formulas.listed(o, row.target, row.actual, row.weight, known)
    return found == o.const(0)


def _tell(it: Earned) -> Step:
    """完成值 90% 是所印的一个数，计 10 分。"""
    row, p = it.operands, it.numbers
    assert p is not None
    figure, (best, most) = f"{plain(row.actual)}{it.unit}", p.listed[0]
    points = next((points for at, points in p.listed if at == row.actual), most)
    share = f"得{points_words(points, of_weight=True)}，" if p.of_weight else ""
    how = f"达到 {plain(best)}{it.unit}" if (row.actual - best) * p.toward >= 0 else "是所印的一个数"
    return said(it.clause, f"完成值 {figure} {how}，{share}计 {plain(it.points)} 分。")


def _inverse(it: Earned, points: Fraction, more: bool) -> Interval | None:
    """The best figure: of the others only they themselves are known."""
    p = it.numbers
    assert p is not None
    best, most = p.listed[0]
    worth = most * it.operands.weight if p.of_weight else most
    return None if points > worth or (more and points == worth) else from_or_to(best, p.toward > 0, is_open=False)


LISTED = Rule(
    name="listed",
    kinds=("forward", "reverse"),
    formula=formulas.listed,
    words="所印各数各得所印的分，其间来源没有说明",
    gates=(
        *FIGURES,
        FULL,
        Gate("rule-direction", _other_way, "所印各数的得分与本行的方向相反", about=_says_which_way),
        Gate("curve-silent", _between, "完成值不是所印的数，来源没有说明这样的数得多少分"),
    ),
    tell=_tell,
    inverse=_inverse,
    needs=("listed",),
    numbers=_numbers,
    check=_check,
    by_figure=True,
    by_unit=True,
)
