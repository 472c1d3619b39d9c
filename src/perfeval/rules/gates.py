"""The gates that rules share: of a weight, of figures, of the amounts of execution, of a text that names full marks.

Asked in this order before a rule is; the first that holds leaves the row undetermined, where nothing answers it. = 0 with more than
0 done earns no points (our reading; A/B is 0 too). They speak the same words as the rules, so that a column can be gated as one row is. Gates of one rule alone stand beside its formula's name.
"""

from perfeval.rules.formulas import nothing
from perfeval.rules.rule import Gate, Numbers, Operands
from perfeval.rules.words import Parameters, Value, Words
from perfeval.values.figures import plain


def _no_weight(o: Words, row: Operands, p: Parameters) -> Value:
    return o.missing(row.weight)


def _no_target(o: Words, row: Operands, p: Parameters) -> Value:
    return o.missing(row.target)


def _no_actual(o: Words, row: Operands, p: Parameters) -> Value:
    return o.missing(row.actual)


def _negative(o: Words, row: Operands, p: Parameters) -> Value:
    if p is not None and p.signed:
        return False
    return o.either(o.negative(row.target), o.negative(row.actual))


def _no_budget(o: Words, row: Operands, p: Parameters) -> Value:
    return row.target == 0


def _sideless(o: Words, row: Operands, p: Parameters) -> Value:
    return o.both(row.unsigned, o.both(row.target == 0, o.positive(row.actual)))


def some_for_none(o: Words, row: Operands, p: Parameters = None) -> Value:
    """= 0 with more than 0 done."""
    return o.both(row.is_equal, o.both(row.target == 0, o.positive(row.actual)))


def _none_of_none(o: Words, row: Operands, p: Parameters) -> Value:
    return o.both(row.strict, o.both(row.target == 0, row.actual == 0))


def _other_full(o: Words, row: Operands, p: Parameters) -> Value:
    return row.weight != p.full


WEIGHT = Gate("weight-missing", _no_weight, "没有权重（分值）")
TARGET = Gate("target-missing", _no_target, "没有目标值（A）")
ACTUAL = Gate("actual-missing", _no_actual, "没有实际完成值（B）")
ZERO_TARGET = Gate(
    "zero-target-unsigned",
    _sideless,
    "目标值为 0 而完成值大于 0，目标值没有写明方向（≥ 或 ≤），不能判断是否达成",
    "zero_target",
    (("zero", nothing),),
)
ZERO_EQUAL = Gate(
    "zero-target-exceeded",
    some_for_none,
    "目标值为“= 0”而完成值大于 0，没有做到",
    answers=(("", nothing),),  # so does = 0 with something done in pmkpi
)
FIGURES = (
    WEIGHT,
    TARGET,
    ACTUAL,
    Gate("negative-figure", _negative, "目标值或完成值为负数，计分规则没有规定负数如何计分"),
    ZERO_TARGET,
    ZERO_EQUAL,
    Gate("zero-target-strict", _none_of_none, "目标值为“大于 0”或“小于 0”而完成值为 0，比值 0/0 没有意义"),
)
"""Of a quantitative row, whatever its rule."""

AMOUNTS = (
    Gate("budget-missing", _no_target, "没有预算数（A），执行率无法计算"),
    Gate("executed-missing", _no_actual, "没有执行数（B），执行率无法计算"),
    Gate("negative-figure", _negative, "预算数或执行数为负数，执行率没有意义"),
    Gate(
        "zero-budget",
        _no_budget,
        "预算数（A）为 0，执行率 B/A 没有意义",
        "execution_zero_budget",
        (("zero", nothing),),  # a budget of 0 that earns nothing was seen filled in (池州, 2022)
    ),
)
"""Of execution, whatever its rule."""


def _says_both(row: Operands, p: Numbers) -> str:
    return f"规则所印的满分是 {plain(p.full)} 分，本行的权重是 {plain(row.weight)} 分"


FULL = Gate("full-not-the-weight", _other_full, "规则所印的满分不等于本行的权重", about=_says_both)
ZERO_SHARE = Gate("zero-target-share", _no_budget, "目标值为 0，完成率没有意义")
BEGUN = "不足一步的是否扣分，来源没有说明"
"""Why a text that is silent on begun steps leaves a row open."""
