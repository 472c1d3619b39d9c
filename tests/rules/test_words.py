"""The words of the exact engine: nothing is divided, and every constant is a fraction."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.rules.words import EXACT

NUMBERS = st.fractions(min_value=0, max_value=10**6, max_denominator=1000)


def test_a_constant_is_a_fraction() -> None:
    """So that what is made of it is never a float."""
    assert Fraction(1, 3) == EXACT.const(1) / 3


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (EXACT.where(True, Fraction(1), Fraction(2)), 1),
        (EXACT.where(False, Fraction(1), Fraction(2)), 2),
        (EXACT.max(Fraction(1), Fraction(3), Fraction(2)), 3),
        (EXACT.both(True, False), False),
        (EXACT.either(True, False), True),
        (EXACT.missing(None), True),
        (EXACT.missing(Fraction(0)), False),
    ],
)
def test_what_the_words_say(said: object, expected: object) -> None:
    """A figure of 0 is a figure."""
    assert expected == said


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_share_belongs_to_both_sides(value: Fraction, ratio: Fraction, whole: Fraction) -> None:
    """At least, at most, or both where it is the share itself."""
    assert (value == ratio * whole) == (
        EXACT.at_least_share(value, ratio, whole) and EXACT.at_most_share(value, ratio, whole)
    )


@given(NUMBERS, NUMBERS.filter(bool))
def test_whole_steps_fit(value: Fraction, step: Fraction) -> None:
    """So many fit into the value, and one more does not."""
    count = EXACT.whole_steps(value, step)
    assert count * step <= value < (count + 1) * step
