"""The scoring rules, one function a clause: what has this row earned, as an undivided fraction of points?

``rule(o, target, actual, weight, p)`` gives the pair (n, d); the row has earned n/d points. A and B of the forms are
`target` and `actual`, 权重 is `weight`. `p` holds the profile's parameters and `o` the few words that an engine speaks
(`Words`), so that the same functions score one row in fractions and a column in integers. No rule divides or rounds.
Attainment is asked first: what is reached earns the whole weight, so nothing is ever divided by zero, and
得分不得突破权重总额 (the cap) holds by construction.

Beside the rules stand two short lists: `GATES`, the conditions under which a row stays undetermined, each with its
reason, and `ADJUSTMENTS`, what is done to a score that has been printed.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

Value = Any
"""A number of the engine: a Fraction, or a column of scaled integers."""
Parameters = Any
"""The profile's parameters; see `perfeval.profiles.Profile`."""
Points = tuple[Value, Value]
"""Undivided points: n and d of n/d."""


class Words(Protocol):
    """What an engine must be able to say, beside + - x and comparison."""

    def lit(self, number: int) -> Value:
        """A constant, in the engine's scale."""

    def choose(self, condition: Value, yes: Value, no: Value) -> Value:
        """`yes` where the condition holds, `no` elsewhere."""

    def most(self, *values: Value) -> Value:
        """The greatest of the values."""

    def both(self, one: Value, other: Value) -> Value:
        """Whether both conditions hold."""

    def either(self, one: Value, other: Value) -> Value:
        """Whether one of the conditions holds."""

    def missing(self, value: Value) -> Value:
        """Whether there is no value."""


def _in_proportion(o: Words, reached: Value, part: Value, whole: Value, weight: Value) -> Points:
    """The whole weight where the target is reached, else the weight's share part/whole."""
    one = o.lit(1)
    return o.choose(reached, weight * one, weight * part), o.choose(reached, one, whole)


def execution(o: Words, budget: Value, executed: Value, weight: Value, p: Parameters) -> Points:  # noqa: ARG001
    """预算执行: 得分 = 分值 × 执行率, 执行率 = B/A, never above the points.

    A is the budget after adjustment, last year's carry-over included; B is what was really spent (备注1, hubei-wuhan).
    The cap is printed by other forms (得分最高不能超过该指标分值上限); where a profile's source is silent it is our reading.
    """
    return _in_proportion(o, executed >= budget, executed, budget, weight)


def forward(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Points:  # noqa: ARG001
    """正向指标 (目标值为≥X): 得分 = 权重 × B/A, 得分不得突破权重总额 (备注2, hubei-wuhan).

    ``≥ 0`` is reached by any count, and then earns the whole weight.
    """
    return _in_proportion(o, actual >= target, actual, target, weight)


def reverse(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Points:  # noqa: ARG001
    """反向指标 (目标值为≤X): 得分 = 权重 × A/B, 得分不得突破权重总额 (备注2, hubei-wuhan).

    ``≤ 0`` with anything above 0 earns 权重 × 0/B: no points.
    """
    return _in_proportion(o, actual <= target, target, actual, weight)


def equal(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Points:  # noqa: ARG001
    """等于指标 (目标值为=X): below it 得分 = 权重 × B/A; at it or above it the whole weight.

    No source states a formula for =; this is our reading, after the forms that score such rows as forward ones.
    """
    return _in_proportion(o, actual >= target, actual, target, weight)


def judged(o: Words, band: Value, rate: Value, weight: Value, p: Parameters) -> Points:  # noqa: ARG001
    """定性指标: 得分 = 权重 × the rate that was chosen inside the band of the judged attainment (备注3, hubei-wuhan).

    达成预期指标 100-80% (含80%), 部分达成预期指标并具有一定效果 80-50% (含50%), 未达成预期指标且效果较差 50-0%; other profiles
    cut at 60. The rate is the unit's judgement: it is held to its band by the gates and never chosen here.
    """
    return weight * rate, o.lit(1)


CURVES: dict[str, dict[str, Callable[[Words, Value, Value, Value, Parameters], Points]]] = {
    "execution": {"ratio": execution},
    "forward": {"ratio": forward},
    "reverse": {"ratio": reverse},
    "equal": {"as-forward": equal},
    "judged": {"rate-in-band": judged},
}
"""The rules that a profile may name, by what they score."""


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


class Gate(NamedTuple):
    """A condition under which a row is undetermined: a code for programs, a reason for readers."""

    code: str
    when: Callable[[Words, Row], Value]
    reason: str


_WEIGHT = Gate("weight-missing", lambda o, r: o.missing(r.weight), "没有权重（分值）")
_NEGATIVE = Gate(
    "negative-figure",
    lambda o, r: o.either(r.target < o.lit(0), r.actual < o.lit(0)),
    "目标值或完成值为负数，计分规则没有规定负数如何计分",
)

GATES: dict[str, tuple[Gate, ...]] = {
    "execution": (
        Gate("budget-missing", lambda o, r: o.missing(r.target), "没有预算数（A），执行率无法计算"),
        Gate("executed-missing", lambda o, r: o.missing(r.actual), "没有执行数（B），执行率无法计算"),
        _NEGATIVE._replace(reason="预算数或执行数为负数，执行率没有意义"),
        Gate("zero-budget", lambda o, r: r.target == o.lit(0), "预算数（A）为 0，执行率 B/A 没有意义"),
    ),
    "quantitative": (
        _WEIGHT,
        Gate("target-missing", lambda o, r: o.missing(r.target), "没有目标值（A）"),
        Gate("actual-missing", lambda o, r: o.missing(r.actual), "没有实际完成值（B）"),
        _NEGATIVE,
        Gate(
            "zero-target-unsigned",
            lambda o, r: o.both(o.either(r.unsigned, r.is_equal), o.both(r.target == o.lit(0), r.actual > o.lit(0))),
            "目标值为 0 而完成值大于 0，目标值没有写明方向（≥ 或 ≤），不能判断是否达成",
        ),
        Gate(
            "zero-target-strict",
            lambda o, r: o.both(r.strict, o.both(r.target == o.lit(0), r.actual == o.lit(0))),
            "目标值为“大于 0”或“小于 0”而完成值为 0，比值 0/0 没有意义",
        ),
    ),
    "judged": (
        _WEIGHT,
        Gate("attainment-missing", lambda o, r: o.missing(r.low), "没有定性评判档次"),
        Gate("rate-missing", lambda o, r: o.missing(r.actual), "有评判档次，但没有写明档内的分值比例"),
        Gate(
            "rate-outside-band",
            lambda o, r: o.either(
                o.either(r.actual < r.low, r.actual > r.high),
                o.both(r.actual == r.high, o.choose(r.closed, o.lit(0) > o.lit(0), o.lit(0) == o.lit(0))),
            ),
            "写明的分值比例不在所评档次的区间内",
        ),
    ),
}
"""Asked in this order before a rule is; the first that holds leaves the row undetermined. A 0 = with more than 0
done is held back as an unsigned 0 is: no source says whether more than none is better or worse (our reading)."""


def deduction(o: Words, score: Value, deducted: Value) -> Value:
    """A deduction that was decided by people, taken from the printed score, never below 0.

    Over-achievement is the case that names it (财预〔2020〕10号 as reported: 适当 reduced); no source gives a figure,
    so it is only applied where it is handed in.
    """
    return o.most(score - deducted, o.lit(0))


ADJUSTMENTS: dict[str, Callable[[Words, Value, Value], Value]] = {"manual": deduction}
"""What a profile may allow to be done to a printed score."""
