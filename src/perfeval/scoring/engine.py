"""The exact engine: the words of the rules in fractions, and the points of one row, gated, scored and divided here only."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from perfeval.errors import UndeterminedError
from perfeval.rules.formulas import CURVES, Parameters, Rule, Value, Words, falls_short, goes_beyond
from perfeval.rules.gates import GATES, SETTLED, Gate, Row, faced
from perfeval.scoring.methods import CHOICES, Bound, Method, rate_places
from perfeval.values.terms import Direction

if TYPE_CHECKING:
    from perfeval.profiles import Profile


@cache
def _constant(number: int) -> Fraction:
    return Fraction(number)


class Exact:
    """The words of the rules, in fractions: the reference engine."""

    def const(self, number: int) -> Fraction:
        """A constant."""
        return _constant(number)

    def where(self, condition: bool, yes: Fraction, no: Fraction) -> Fraction:
        """One of two values."""
        return yes if condition else no

    def max(self, *values: Fraction) -> Fraction:
        """The greatest value."""
        return max(values)

    def both(self, one: bool, other: bool) -> bool:
        """Both conditions."""
        return one and other

    def either(self, one: bool, other: bool) -> bool:
        """One of the conditions."""
        return one or other

    def missing(self, value: Fraction | None) -> bool:
        """No value."""
        return value is None

    def at_least_share(self, value: Fraction, ratio: Fraction, whole: Fraction) -> bool:
        """At least a share."""
        return value >= ratio * whole

    def at_most_share(self, value: Fraction, ratio: Fraction, whole: Fraction) -> bool:
        """At most a share."""
        return value <= ratio * whole

    def whole_steps(self, value: Fraction, step: Fraction) -> int:
        """Whole steps."""
        return value // step


EXACT = Exact()


def gate(kind: str, row: Row, profile: "Profile | None" = None, p: Parameters = None) -> Rule | None:
    """The first gate that holds raises its UndeterminedError; the rule of one that the profile answers."""
    for gate in GATES.get(kind, ()):
        if gate.when(EXACT, row, p):
            if profile is not None and (rule := settling(gate, profile)):
                return rule
            raise UndeterminedError(gate.code, gate.reason)
    return None


def settling(gate: Gate, profile: "Profile") -> Rule | None:
    """The rule that scores where this gate holds, if the profile answers it."""
    choice = getattr(profile, CHOICES[gate.code]).value if gate.code in CHOICES else ""
    return SETTLED.get(gate.code, {}).get(choice)


def deviations(direction: Direction, target: Fraction, actual: Fraction, profile: "Profile") -> tuple[str, ...]:
    """Over-achieved, over-run: to which sides a figure is so far from its target that the profile asks for a reason."""
    return tuple(code for code, is_far in far_off(EXACT, direction, target, actual, profile) if is_far)


def far_off(
    o: Words, direction: Direction, target: Value, actual: Value, profile: "Profile"
) -> Iterator[tuple[str, Value]]:
    """The sides that the profile looks at, each with whether the figure is far off there."""
    cited, side = profile.explain_over, profile.explain_side.value
    if cited.value is None:
        return
    p = Bound(cited.value, profile.explain_ends.value, _points(profile.explain_zero.value))
    reverse = direction is Direction.REVERSE
    good = ("over-achieved", actual, target) if reverse else ("over-achieved", target, actual)
    bad = ("over-run", target, actual)
    asked = {
        "good": [good],
        "bad": [bad] * reverse,
        "both": [good, *[bad] * reverse],
        "above": [bad if reverse else good],
    }
    for code, base, figure in asked[side]:
        against = p if base is target else p._replace(zero=None)  # a 完成值 of 0 is no target of 0
        yield code, goes_beyond(o, base, figure, against)


def spends_too_little(budget: Value, executed: Value, profile: "Profile", o: Words = EXACT) -> Value:
    """Whether the rate of execution is so low that the profile asks for a reason."""
    bound = profile.execution_explain_below.value
    return bound is not None and o.both(budget > o.const(0), falls_short(o, budget, executed, Bound(bound)))


def _points(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def points(method: Method, row: Row, profile: "Profile", p: Parameters = None) -> Fraction:
    """What the row has earned; UndeterminedError where a gate holds. Divided here and nowhere else."""
    rule = gate(method.kind if method.kind in GATES else "quantitative", faced(method.rule, row), profile)
    if rule is None:
        gate(method.rule, row, p=p)
        rule = CURVES[method.kind][method.rule]
    earned, of = rule(EXACT, row.target, row.actual, row.weight, p)
    worth: Fraction = earned / of  # `of` is always a fraction
    places = rate_places(method, profile)
    if places is None or not row.weight:
        return worth
    weight = Fraction(row.weight)
    return weight * Fraction(profile.round(worth / weight * 100, places)) / 100
