"""The exact engine: the points of one row, gated, scored and divided here only; and what asks for a reason."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from perfeval.errors import UndeterminedError
from perfeval.rules.formulas import falls_short, goes_beyond
from perfeval.rules.rule import Bound, Gate, Interval, Method, Numbers, Operands
from perfeval.rules.words import EXACT, Formula, Value, Words
from perfeval.scoring.methods import rate_places
from perfeval.values.terms import Direction

if TYPE_CHECKING:
    from perfeval.profiles import Profile


class Worth(NamedTuple):
    """Undivided points, and whether the profile's answer to a gate gave them, not the row's rule."""

    points: Fraction
    answered: bool = False


def worth(method: Method, row: Operands, profile: "Profile", p: Numbers | None = None) -> Worth:
    """What the row has earned; UndeterminedError where a gate holds. Divided here and nowhere else."""
    rule = method.rule
    formula, answered = rule.formula, False
    for gate in rule.gates:
        if gate.when(EXACT, row, p):
            formula, answered = _answer(gate, profile, row, p), True
            break
    earned, of = formula(EXACT, row.target, row.actual, row.weight, p)
    points: Fraction = earned / of  # `of` is always a fraction
    places = rate_places(method, profile)
    if places is not None and row.weight:
        points = row.weight * Fraction(profile.round(points / row.weight * 100, places)) / 100
    return Worth(points, answered)


def _answer(gate: Gate, profile: "Profile", row: Operands, p: Numbers | None) -> Formula:
    """What scores a row where this gate holds, if the profile says so; else UndeterminedError."""
    formula = answered_by(gate, profile)
    if formula is None:
        raise UndeterminedError(gate.code, gate.about(row, p) if gate.about else gate.reason)
    return formula


def answered_by(gate: Gate, profile: "Profile") -> Formula | None:
    """What scores a row where this gate holds, if the profile answers it."""
    choice = getattr(profile, gate.parameter).value if gate.parameter else ""
    return dict(gate.answers).get(choice)


# --- what asks for a reason ---------------------------------------------------------------------------------------


def deviations(direction: Direction, target: Fraction, actual: Fraction, profile: "Profile") -> tuple[str, ...]:
    """Over-achieved, over-run: to which sides a figure is so far from its target that the profile asks for a reason."""
    return tuple(code for code, is_far in far_off(EXACT, direction, target, actual, profile) if is_far)


def far_off(
    o: Words, direction: Direction, target: Value, actual: Value, profile: "Profile"
) -> Iterator[tuple[str, Value]]:
    """The sides that the profile looks at, each with whether the figure is far off there."""
    bound = _bound(profile)
    if bound is None:
        return
    for code, upwards in _sides(direction, profile):
        if upwards:
            yield code, goes_beyond(o, target, actual, bound)
        else:  # a 完成值 of 0 is no target of 0
            yield code, goes_beyond(o, actual, target, bound._replace(zero=None))


def _bound(profile: "Profile") -> Bound | None:
    """From where a figure is far off, as numbers."""
    cited = profile.explain_over.value
    return None if cited is None else Bound(cited, profile.explain_ends.value, _fraction(profile.explain_zero.value))


def _sides(direction: Direction, profile: "Profile") -> list[tuple[str, bool]]:
    """The sides that the profile looks at, and whether they lie above the target."""
    reverse = direction is Direction.REVERSE
    good, bad = ("over-achieved", not reverse), ("over-run", True)
    asked = {
        "good": [good],
        "bad": [bad] * reverse,
        "both": [good, *[bad] * reverse],
        "above": [bad if reverse else good],
    }
    return asked[profile.explain_side.value]


def is_deducted(o: Words, direction: Direction, target: Value, actual: Value, profile: "Profile") -> Value:
    """Whether the profile takes points off for a deviation, and the figure is so far off."""
    far: Value = False
    if profile.over_deduction.value is not None:
        for _, beyond in far_off(o, direction, target, actual, profile):
            far = o.either(far, beyond)
    return far


def not_deducted(direction: Direction, target: Fraction, profile: "Profile") -> Interval:
    """`is_deducted` read backwards: the figures for which the profile takes no points off."""
    left, bound = Interval(), _bound(profile)
    if profile.over_deduction.value is None or bound is None:
        return left
    at_it = bound.ends == "from"
    for _, upwards in _sides(direction, profile):
        if target > 0:
            left = (
                left._replace(high=target * bound.bound, below=at_it)
                if upwards
                else left._replace(low=target / bound.bound, above=at_it)
            )
        elif upwards and target == 0 and bound.zero is not None:
            left = left._replace(high=bound.zero, below=True)
    return left


def spends_too_little(budget: Value, executed: Value, profile: "Profile", o: Words = EXACT) -> Value:
    """Whether the rate of execution is so low that the profile asks for a reason."""
    bound = profile.execution_explain_below.value
    return bound is not None and o.both(budget > o.const(0), falls_short(o, budget, executed, Bound(bound)))


def _fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)
