"""What printed cells say when they are held against something: points, rates and amounts with their slack.

Printed scores, weights and totals are exact numbers. A printed rate or amount is every number that prints as these digits
(2019.84 is 2019.835 to 2019.845).
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfeval.auditing.checks import agrees
from perfeval.forms.model import takes_out
from perfeval.rules.words import EXACT
from perfeval.scoring.results import RowScore
from perfeval.trees.cells import Amount
from perfeval.values.figures import Figure, decimals, is_blank, plain, round_half_up
from perfeval.values.quantities import read_target
from perfeval.values.units import WAN_YUAN, factor


class Span(NamedTuple):
    """The numbers from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Fraction) and self.low <= value <= self.high

    def meets(self, other: "Span") -> bool:
        """Whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def times(self, number: Fraction) -> "Span":
        """Every number multiplied by one that is not negative."""
        return Span(self.low * number, self.high * number)


def points(cell: str | None) -> Figure | None:
    """The points that a cell prints, 19.6 or 19.6分; None for anything else.

    >>> points("19.60分"), points("满分"), points("/")
    (Figure(value=Fraction(98, 5), places=2), None, None)
    """
    target = read_target(cell) if cell else None
    if target is None or target.sign or target.quantity.unit not in ("", "分"):
        return None
    return target.quantity.figure


def rates(cell: str | None) -> tuple[Span, ...]:
    """What a printed rate may mean: 98%, =98%, 98 (without its sign); 0.98 is 98 % or 0.98 %. Empty for anything else.

    0.1 is 10 %, to the whole percent at least (our reading): nobody rounds a rate to tenths.

    >>> [(str(span.low), str(span.high)) for span in rates("=98%")]
    [('39/40', '197/200')]
    >>> len(rates("0.98")), rates("较高"), rates("0.1")[0] == rates("10%")[0]
    (2, (), True)
    """
    target = read_target(cell) if cell else None
    if target is None or target.sign not in ("", "="):
        return ()
    quantity = target.quantity
    if quantity.unit and not quantity.is_share:
        return ()
    span = Span(*quantity.figure.interval)
    if quantity.unit:
        return (span.times(factor(quantity.unit, "%") / 100),)
    if not 0 < quantity.value <= 1:
        return (span.times(Fraction(1, 100)),)
    half = {0: Fraction(0), 1: Fraction(1, 200)}.get(quantity.figure.places)  # 1 for the whole is no rounded 1
    ratio = span if half is None else Span(quantity.value - half, quantity.value + half)
    return ratio, span.times(Fraction(1, 100))


def amount(printed: Amount) -> Span:
    """The amounts in 万元 that print as this one."""
    return Span(*printed.figure.interval).times(factor(printed.unit, WAN_YUAN))


def holds(printed: Figure, exact: Fraction, score: Decimal, places: int) -> bool:
    """Whether a printed score is the recomputed one.

    One that shows more decimals than the profile's places holds where it is the exact score at its own (our reading: some
    systems round at the total only); one that shows fewer is compared at the profile's places.

    >>> holds(Figure.read("7.927"), Fraction("7.927"), Decimal("7.93"), 2), holds(Figure.read("7.9"), Fraction("7.927"), Decimal("7.93"), 2)
    (True, False)
    """
    finer = [Fraction(round_half_up(exact, printed.places))] if printed.places > places else []
    return bool(agrees(EXACT, printed.value, Fraction(score), finer))


def by_own_digits(printed: Figure | None, result: RowScore, places: int | None) -> bool:
    """Whether a printed score is the exact one rounded half up to the places that its table prints throughout."""
    if printed is None or places is None or result.exact is None:
        return False
    return printed.value == Fraction(round_half_up(result.exact, places))


def add(numbers: Iterable[Fraction]) -> Fraction:
    """The exact sum."""
    return sum(numbers, Fraction(0))


def show(number: Fraction | Decimal) -> str:
    """A number with all its decimals, zeros trimmed, as `expected` and `found` carry it."""
    value = Fraction(number)
    return plain(value, decimals(value) or 0) if decimals(value) is not None else plain(value, 6)


def blank(cell: str | None) -> bool:
    """Whether a cell prints nothing."""
    return is_blank(cell)


def filled(cells: Iterable[str]) -> list[str]:
    """Cells that say something about a row."""
    return [cell for cell in cells if not blank(cell) and not takes_out(cell)]
