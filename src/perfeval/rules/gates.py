"""The conditions under which a row is undetermined, asked before the rules are; and those that a profile may answer.

They speak the same words as the rules, so that a column can be gated as one row is.
"""

# ruff: noqa: ARG005 (every condition is asked alike)

from collections.abc import Callable
from typing import NamedTuple

from perfeval.rules.formulas import Parameters, Rule, Value, Words, left_after_marks, left_after_steps, nothing


class Row(NamedTuple):
    """What the gates look at. For execution, target and actual are A and B; for a judged row, actual is the rate."""

    weight: Value
    target: Value = None
    actual: Value = None
    unsigned: Value = False
    """The target has neither sign nor word, and no direction is given."""
    strict: Value = False
    """The target's sign is < or >."""
    is_equal: Value = False
    """The target's sign is =."""
    low: Value = None
    """The lower end of the band, which belongs to it."""
    high: Value = None
    """The upper end of the band."""
    closed: Value = False
    """Whether the upper end belongs to the band; only the first band's does (100%)."""


BY_ITSELF = ("exact", "tiers")
"""The rules that look at the figure itself: to them a target of 0 need not say which side of it is better."""


def faced(rule: str, row: Row) -> Row:
    """The row as the gates of its rule see it."""
    return row._replace(unsigned=False, strict=False, is_equal=False) if rule in BY_ITSELF else row


class Gate(NamedTuple):
    """A condition under which a row is undetermined: a code for programs, a reason for readers."""

    code: str
    when: Callable[[Words, Row, Parameters], Value]
    reason: str


_WEIGHT = Gate("weight-missing", lambda o, r, p: o.missing(r.weight), "没有权重（分值）")
_NEGATIVE = Gate(
    "negative-figure",
    lambda o, r, p: o.either(r.target < o.const(0), r.actual < o.const(0)),
    "目标值或完成值为负数，计分规则没有规定负数如何计分",
)
_FULL = Gate("full-not-the-weight", lambda o, r, p: r.weight != p.full, "规则所印的满分不等于本行的权重")
_BEGUN = "不足一步的是否扣分，来源没有说明"
_ZERO_SHARE = Gate("zero-target-share", lambda o, r, p: r.target == o.const(0), "目标值为 0，完成率没有意义")

GATES: dict[str, tuple[Gate, ...]] = {
    "execution": (
        Gate("budget-missing", lambda o, r, p: o.missing(r.target), "没有预算数（A），执行率无法计算"),
        Gate("executed-missing", lambda o, r, p: o.missing(r.actual), "没有执行数（B），执行率无法计算"),
        _NEGATIVE._replace(reason="预算数或执行数为负数，执行率没有意义"),
        Gate("zero-budget", lambda o, r, p: r.target == o.const(0), "预算数（A）为 0，执行率 B/A 没有意义"),
    ),
    "quantitative": (
        _WEIGHT,
        Gate("target-missing", lambda o, r, p: o.missing(r.target), "没有目标值（A）"),
        Gate("actual-missing", lambda o, r, p: o.missing(r.actual), "没有实际完成值（B）"),
        _NEGATIVE,
        Gate(
            "zero-target-unsigned",
            lambda o, r, p: o.both(
                o.either(r.unsigned, r.is_equal), o.both(r.target == o.const(0), r.actual > o.const(0))
            ),
            "目标值为 0 而完成值大于 0，目标值没有写明方向（≥ 或 ≤），不能判断是否达成",
        ),
        Gate(
            "zero-target-strict",
            lambda o, r, p: o.both(r.strict, o.both(r.target == o.const(0), r.actual == o.const(0))),
            "目标值为“大于 0”或“小于 0”而完成值为 0，比值 0/0 没有意义",
        ),
    ),
    "coefficient": (
        _WEIGHT,
        Gate(
            "coefficient-outside",
            lambda o, r, p: o.either(r.actual < o.const(0), r.actual > r.target),
            "得分系数不在 0 到 100% 之间",
        ),
    ),
    "checklist": (_WEIGHT,),
    "part-points": (
        Gate("items-not-the-weight", lambda o, r, p: r.target != r.weight, "清单各项的分合计不等于本行的权重"),
    ),
    "cut-off": (
        _ZERO_SHARE,
        Gate(
            "curve-silent",
            lambda o, r, p: o.both(
                p.silent,
                o.both(o.at_least_share(r.actual, p.lower, r.target), o.at_most_share(r.actual, p.upper, r.target)),
            ),
            "完成率在上下限之间，来源没有说明如何计分",
        ),
    ),
    "steps": (
        _FULL,
        Gate(
            "curve-silent",
            lambda o, r, p: o.both(
                p.silent,
                left_after_steps(o, r.actual, r.weight, p, 1) < left_after_steps(o, r.actual, r.weight, p, 0),
            ),
            _BEGUN,
        ),
    ),
    "rate-steps": (
        _FULL,
        Gate(
            "curve-silent",
            lambda o, r, p: o.both(
                p.silent,
                left_after_marks(o, r.target, r.actual, r.weight, p, 1)
                < left_after_marks(o, r.target, r.actual, r.weight, p, 0),
            ),
            _BEGUN,
        ),
    ),
    "tiers": (_FULL,),
    "bands": (_FULL, _ZERO_SHARE._replace(reason="目标值为 0，偏差的比例没有意义")),
    "judged": (
        _WEIGHT,
        Gate("attainment-missing", lambda o, r, p: o.missing(r.low), "没有定性评判档次"),
        Gate("rate-missing", lambda o, r, p: o.missing(r.actual), "有评判档次，但没有写明档内的分值比例"),
        Gate(
            "rate-outside-band",
            lambda o, r, p: o.either(
                o.either(r.actual < r.low, r.actual > r.high),
                o.both(r.actual == r.high, o.where(r.closed, o.const(0) > o.const(0), o.const(0) == o.const(0))),
            ),
            "写明的分值比例不在所评档次的区间内",
        ),
    ),
}
"""By what is scored, then by the curve that scores it. Asked in this order before a rule is; the first that holds leaves the row undetermined. A 0 = with more than 0
done is held back as an unsigned 0 is: no source says whether more than none is better or worse (our reading)."""

SETTLED: dict[str, dict[str, Rule]] = {
    "zero-budget": {"zero": nothing},
    "zero-target-unsigned": {"zero": nothing},
}
"""Gates that a profile may answer: by its choice, the rule that scores where the gate holds.

A budget of 0 that earns nothing was seen filled in (池州, 2022); = 0 with something done earns nothing in pmkpi.
"""
