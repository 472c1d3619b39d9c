"""是否评分法: met or not, the whole weight or nothing."""

from fractions import Fraction

from perfeval.rules import formulas
from perfeval.rules.gates import FIGURES
from perfeval.rules.rule import Earned, Interval, Rule, Step, said
from perfeval.values.figures import plain


def _tell(it: Earned) -> Step:
    row = it.operands
    met = "等于" if row.actual == row.target else "不等于"
    a, b = f"{plain(row.target)}{it.unit}", f"{plain(row.actual)}{it.unit}"
    return said(it.clause, f"完成值 {b} {met}目标值 {a}，计 {plain(it.points)} 分。")


def _inverse(it: Earned, points: Fraction, more: bool) -> Interval:
    return Interval(it.operands.target, it.operands.target)


MET = Rule(
    name="exact",
    kinds=("equal",),
    formula=formulas.exactly_met,
    words="恰好相等得满分，否则不得分",
    gates=FIGURES,
    tell=_tell,
    inverse=_inverse,
    by_figure=True,
    scale_free=True,
    full_where_met=True,
)
