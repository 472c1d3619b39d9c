"""得分系数 and 逐项清单: what people filled in, times the weight or added up."""

from fractions import Fraction

from perfeval.rules import formulas
from perfeval.rules.gates import WEIGHT
from perfeval.rules.rule import Earned, Gate, Operands, Rule, Step, said
from perfeval.rules.words import Parameters, Value, Words
from perfeval.values.figures import plain


def _outside(o: Words, row: Operands, p: Parameters) -> Value:
    return o.either(row.actual < o.const(0), row.actual > row.target)


def _other_sum(o: Words, row: Operands, p: Parameters) -> Value:
    return row.target != row.weight


def _tell_coefficient(it: Earned) -> Step:
    rate, weight = f"{plain(it.operands.actual * 100, 40)}%", plain(it.operands.weight)
    return said(it.clause, f"得分 = 得分系数 × 权重 = {rate} × {weight} = {plain(it.points)} 分。")


def _tell_parts(it: Earned) -> Step:
    return said(it.clause, f"逐项核对：{_items(it)}。做到的各项合计 {plain(it.points)} 分。")


def _tell_deducted(it: Earned) -> Step:
    row = it.operands
    lost = f"未做到的各项扣 {plain(row.target - row.actual)} 分，扣完为止"
    result = f"权重 {plain(row.weight)} 分，{lost}，计 {plain(it.points)} 分。"
    return said(it.clause, f"逐项核对：{_items(it)}。{result}")


def _items(it: Earned) -> str:
    return "；".join(
        f"{item.description or '（未写内容）'} {plain(item.points or Fraction(0))} 分（{'做到' if item.done else '未做到'}）"
        for item in it.items
    )


COEFFICIENT = Rule(
    name="times-weight",
    kinds=("coefficient",),
    formula=formulas.coefficient,
    words="得分系数 × 权重",
    gates=(WEIGHT, Gate("coefficient-outside", _outside, "得分系数不在 0 到 100% 之间")),
    tell=_tell_coefficient,
)
PART_POINTS = Rule(
    name="part-points",
    kinds=("checklist",),
    formula=formulas.checklist,
    words="做到的各项分相加",
    gates=(WEIGHT, Gate("items-not-the-weight", _other_sum, "清单各项的分合计不等于本行的权重")),
    tell=_tell_parts,
)
DEDUCT_EACH = Rule(
    name="deduct-each",
    kinds=("checklist",),
    formula=formulas.checklist_deducted,
    words="未做到的各项扣分，扣完为止",
    gates=(WEIGHT,),
    tell=_tell_deducted,
)
