"""What several rules share: the figures from one to another, as what-if asks for them."""

from fractions import Fraction

import pytest

from perfeval.rules.rule import Interval

FIVE = Fraction(5)
TO, BELOW = Interval(high=FIVE), Interval(high=FIVE, below=True)
FROM, ABOVE = Interval(low=FIVE), Interval(low=FIVE, above=True)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (TO, FROM, Interval(low=FIVE, high=FIVE)),  # 5 itself
        (BELOW, FROM, None),
        (TO, ABOVE, None),
        (BELOW, ABOVE, None),
        (TO, BELOW, BELOW),
        (FROM, ABOVE, ABOVE),
        (TO, Interval(high=Fraction(4)), Interval(high=Fraction(4))),
        (BELOW, Interval(low=Fraction(4), above=True), Interval(low=Fraction(4), high=FIVE, above=True, below=True)),
        (Interval(), BELOW, BELOW),
    ],
)
def test_the_figures_that_are_in_both(one: Interval, other: Interval, both: Interval | None) -> None:
    """Where they touch, an end that is open leaves nothing; whichever is asked."""
    assert both == one.within(other) == other.within(one)
