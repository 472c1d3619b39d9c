"""What printed digits stand for when they are held against exact figures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.auditing.printed import Span, add, amount, blank, filled, holds, points, rates, show
from perfeval.trees.cells import read_amount
from perfeval.values.figures import Figure, round_half_up


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("19.6", Fraction(98, 5)),
        ("19.60 分", Fraction(98, 5)),
        ("0", Fraction(0)),
        ("≥5", None),
        ("95%", None),
        ("", None),
        (None, None),
    ],
)
def test_points(cell: str | None, value: Fraction | None) -> None:
    """A bare number or one with 分; nothing else is points."""
    found = points(cell)
    assert value == (found.value if found else None)


def test_a_rate_means_every_rate_that_prints_so() -> None:
    """Half a unit of its last digit to either side; a bare number below 1 may be a share or a percentage."""
    assert (Span(Fraction("0.995"), Fraction("1.005")),) == rates("100%")
    assert (Span(Fraction("0.99975"), Fraction("0.99985")),) == rates("99.98")
    assert 2 == len(rates("0.98"))
    assert () == rates("98天") == rates("≥98%") == rates("较高") == rates(None)


def test_an_amount_means_every_amount_that_prints_so() -> None:
    """In 万元, whatever it is printed in."""
    printed = read_amount("2019.84万元")
    assert printed is not None
    assert Span(Fraction("2019.835"), Fraction("2019.845")) == amount(printed)


@given(st.fractions(0, 100), st.integers(0, 4))
def test_an_exact_score_holds_as_it_is_printed(exact: Fraction, places: int) -> None:
    """At the profile's places, and at finer ones."""
    score = round_half_up(exact, 2)
    assert holds(Figure.read(str(score)), exact, score, 2)
    if places > 2:
        assert holds(Figure.read(str(round_half_up(exact, places))), exact, score, 2)
    assert not holds(Figure.read(str(score + Decimal("0.01"))), exact, score, 2)


def test_spans() -> None:
    """Both ends belong to one; two that touch meet."""
    span = Span(Fraction(1), Fraction(2))
    assert Fraction(1) in span
    assert Fraction(2) in span
    assert 1.5 not in span
    assert span.meets(Span(Fraction(2), Fraction(3)))
    assert not span.meets(Span(Fraction(5, 2), Fraction(3)))
    assert Span(Fraction(3), Fraction(6)) == span.times(Fraction(3))


def test_cells_that_say_something() -> None:
    """Dashes, blanks and 不适用 do not."""
    assert ["5个"] == filled(["", "—", "不适用", "5个"])
    assert blank(None)
    assert not blank("0")
    assert ("12.5", "0.333333…", "6") == (
        show(Decimal("12.50")),
        show(Fraction(1, 3)),
        show(add([Fraction(2), Fraction(4)])),
    )
