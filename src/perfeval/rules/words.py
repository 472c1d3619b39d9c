"""The few words that an engine speaks, and the engine of record: exact fractions.

A rule says nothing of numbers but in these words, beside + - x and comparison. `Exact` says them in fractions; columns of
integers are the second engine (`perfeval.batch.columns.words`).
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, Protocol

Value = Any
"""A number of the engine: a Fraction, a column of scaled integers, or a formula of Excel."""
Condition = Any
"""A truth value of the engine; a plain bool where it is known before any row is looked at."""
Parameters = Any
"""The curve's numbers in the row's unit (`perfeval.rules.rule.Numbers`). A rule without numbers is given None."""
Undivided = tuple[Value, Value]
"""Points as the pair n and d of n/d."""


class Words(Protocol):
    """What an engine must be able to say, beside + - x and comparison."""

    def const(self, number: int) -> Value:
        """A constant, in the engine's scale."""

    def where(self, condition: Value, yes: Value, no: Value) -> Value:
        """`yes` where the condition holds, `no` elsewhere."""

    def max(self, *values: Value) -> Value:
        """The greatest of the values."""

    def both(self, one: Value, other: Value) -> Value:
        """Whether both conditions hold."""

    def either(self, one: Value, other: Value) -> Value:
        """Whether one of the conditions holds."""

    def missing(self, value: Value) -> Value:
        """Whether there is no value."""

    def negative(self, value: Value) -> Value:
        """Whether the value is below 0."""

    def positive(self, value: Value) -> Value:
        """Whether the value is above 0."""

    def at_least_share(self, value: Value, ratio: Value, whole: Value) -> Value:
        """Whether `value` is at least the share `ratio` of `whole`; nothing is divided."""

    def at_most_share(self, value: Value, ratio: Value, whole: Value) -> Value:
        """Whether `value` is at most the share `ratio` of `whole`; nothing is divided."""

    def whole_steps(self, value: Value, step: Value) -> Value:
        """How many whole steps are in a value that is not negative."""


Formula = Callable[[Words, Value, Value, Value, Parameters], Undivided]
"""What scores a row: (words, target, actual, weight, numbers) to undivided points."""


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

    def negative(self, value: Fraction) -> bool:
        """Below 0."""
        return value.numerator < 0

    def positive(self, value: Fraction) -> bool:
        """Above 0."""
        return value.numerator > 0

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
