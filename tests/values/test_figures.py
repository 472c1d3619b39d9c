"""Numbers are exact: what is printed is what is read, and there is one rounding."""

import decimal as standard
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.values.figures import (
    Figure,
    add_up,
    decimal,
    decimals,
    exact,
    fold,
    is_blank,
    percent,
    plain,
    ratio,
    round_half_even,
    round_half_up,
)
from tests.strategies import fractions, printed_numbers

any_fraction = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


class TestReading:
    @given(printed_numbers)
    def test_printed_digits_are_kept(self, number: tuple[str, str]) -> None:
        """A printed number has exactly its value and as many places as it shows."""
        sign, digits = number
        figure = Figure.read(sign + digits)
        assert Fraction(sign + digits) == figure.value
        assert len(digits.partition(".")[2]) == figure.places

    @given(printed_numbers)
    def test_text_and_decimal_are_one_figure(self, number: tuple[str, str]) -> None:
        """The same digits as text and as Decimal are the same figure."""
        text = "".join(number)
        assert Figure.read(text) == Figure.read(Decimal(text))

    @pytest.mark.parametrize(
        ("text", "value", "places"),
        [
            ("１２３", 123, 0),
            ("１，２３４．５０", Fraction(2469, 2), 2),
            ("1,397.58", Fraction("1397.58"), 2),
            (" 0.10 ", Fraction(1, 10), 2),
            ("−5", -5, 0),
            ("+5", 5, 0),
            ("00012", 12, 0),
            ("9" * 40, 10**40 - 1, 0),
        ],
    )
    def test_ways_to_print(self, text: str, value: Fraction, places: int) -> None:
        """Full-width digits, thousands separators and signs are understood."""
        assert Figure(Fraction(value), places) == Figure.read(text)

    @pytest.mark.parametrize(
        "text",
        ["", "ten", "1.", ".5", "1,23", "1e5", "0x10", "1_000", "1 2", "10²", "①", "½", "٣", "NaN", "--1", "5个",
         "9" * 41, "0." + "1" * 41, "1" * 100_000],
    )  # fmt: skip
    def test_text_that_is_no_number(self, text: str) -> None:
        """Text that is not wholly a number, or too long, is refused; nothing is guessed."""
        with pytest.raises(ValueError, match=r"not a number|out of range"):
            Figure.read(text)

    @pytest.mark.parametrize(
        "number", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+40"), Decimal("1E-41"), 10**40]
    )
    def test_numbers_out_of_range(self, number: Any) -> None:
        """Numbers that no table prints are refused."""
        with pytest.raises(ValueError, match="out of range"):
            Figure.read(number)

    @pytest.mark.parametrize("number", [0.1, 1.0, float("nan")])
    def test_floats_are_refused(self, number: Any) -> None:
        """A float is a TypeError that says what to pass."""
        with pytest.raises(TypeError, match="a float is not exact: pass text, int, Decimal or Fraction"):
            exact(number)

    @pytest.mark.parametrize("number", [True, None, [1], b"1"])
    def test_other_types_are_refused(self, number: Any) -> None:
        """What is no number at all is a TypeError too."""
        with pytest.raises(TypeError, match="not a number: pass text, int, Decimal or Fraction"):
            exact(number)

    @given(any_fraction)
    def test_fractions_are_taken_as_they_are(self, value: Fraction) -> None:
        """A Fraction keeps its value even where no decimal writes it."""
        assert value == exact(value)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("９８％", "98%"),
        ("500㎡", "500m2"),
        ("3 km²", "3 km2"),
        ("10²", "10²"),
        ("①", "①"),
        ("≧ 5", "≧ 5"),
        ("−1", "-1"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Full-width forms become ordinary ones, but no digit arises where none was printed."""
    assert folded == fold(text)


@pytest.mark.parametrize("text", [None, "", "  ", "/", " / ", "-", "—", "——", "……", "…", "\\", "／", "－", "　"])
def test_blank_cells(text: str | None) -> None:
    """Empty cells and the strokes that forms print for none are blank."""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "无", "－1", "./."])
def test_cells_that_are_not_blank(text: str) -> None:
    """A zero or a word is something."""
    assert not is_blank(text)


class TestRounding:
    @given(any_fraction, st.integers(0, 6))
    def test_nearest(self, value: Fraction, places: int) -> None:
        """The result is at most half a unit of its last place away, a tie away from zero."""
        rounded = Fraction(round_half_up(value, places))
        half = Fraction(1, 2 * 10**places)
        assert half >= abs(rounded - value)
        assert abs(rounded) > abs(value) or abs(rounded - value) < half

    @given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=8))
    def test_agrees_with_the_standard_library(self, value: Decimal) -> None:
        """四舍五入 is what decimal calls ROUND_HALF_UP."""
        expected = value.quantize(Decimal("0.01"), standard.ROUND_HALF_UP)
        assert expected == round_half_up(Fraction(value))

    @pytest.mark.parametrize(
        ("value", "printed"),
        [
            ("9.125", "9.13"),
            ("9.115", "9.12"),
            ("9.1249999", "9.12"),
            ("89.995", "90.00"),
            ("0", "0.00"),
            ("-0.001", "0.00"),
        ],
    )
    def test_printed(self, value: str, printed: str) -> None:
        """9.125 is 9.13, places are always shown, and zero has no sign."""
        assert f"{round_half_up(exact(value)):f}" == printed

    @given(printed_numbers.filter(lambda n: not n[0]))
    def test_interval_is_what_prints_so(self, number: tuple[str, str]) -> None:
        """Just the values of [low, high) are printed as these digits."""
        figure = Figure.read(number[1])
        low, high = figure.interval
        just = (high - low) / 1000
        for value in (figure.value, max(low, Fraction(0)), high - just):
            assert figure.value == Fraction(round_half_up(value, figure.places))
        for value in (low - just, high):
            assert figure.value != Fraction(round_half_up(value, figure.places))


class TestWriting:
    @given(fractions(-1000, 1000, places=8))
    def test_decimals_write_the_value_out(self, value: Fraction) -> None:
        """`decimal` is digit for digit, with no more places than it takes."""
        places = decimals(value)
        assert places is not None
        assert value == Fraction(decimal(value))
        assert not places or (value * 10 ** (places - 1)).denominator > 1

    def test_no_finite_form(self) -> None:
        """A third has no decimal form, and none is made up."""
        assert decimals(Fraction(1, 3)) is None
        with pytest.raises(ValueError, match="1/3 has no finite decimal form"):
            decimal(Fraction(1, 3))

    @pytest.mark.parametrize(
        ("value", "places", "text"),
        [
            ("20.00", 4, "20"), ("9.130", 4, "9.13"), ("0", 4, "0"), ("-1.50", 4, "-1.5"), ("0.00005", 4, "0.0000…"),
            ("365/27", 4, "13.5185…"), ("-1/3", 2, "-0.33…"), ("7/3", 0, "2…"), ("1/1024", 10, "0.0009765625"),
        ],
    )  # fmt: skip
    def test_plain(self, value: str, places: int, text: str) -> None:
        """Zeros are trimmed; digits that are cut off are told by an ellipsis, never rounded away."""
        assert text == plain(Fraction(value), places)

    @pytest.mark.parametrize(
        ("value", "text"),
        [("1", "100%"), ("2019.84/1397.58", "144.52%"), ("0.8618304", "86.18%"), ("0", "0%"), ("1/800", "0.13%")],
    )
    def test_percent(self, value: str, text: str) -> None:
        """A ratio is printed as a percentage, half up to two places and trimmed."""
        over, _, under = value.partition("/")
        assert text == percent(exact(over) / exact(under or "1"))

    @given(any_fraction)
    def test_ratio_reads_back(self, value: Fraction) -> None:
        """The fraction that results carry always has its denominator and loses nothing."""
        assert value == Fraction(ratio(value))
        assert "/" in ratio(value)

    @given(
        st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=10))
    )
    def test_sums_are_exact(self, numbers: list[Decimal]) -> None:
        """A sum of long Decimals loses no digit, in any order."""
        assert sum(map(Fraction, numbers)) == Fraction(add_up(numbers))
        assert add_up(numbers) == add_up(reversed(numbers))


@pytest.mark.parametrize(
    ("value", "even", "up"),
    [
        (Fraction(-1, 1000), "0.00", "0.00"),
        (Fraction(-5, 1000), "0.00", "-0.01"),
        (Fraction(-15, 1000), "-0.02", "-0.02"),
        (Fraction(5, 1000), "0.00", "0.01"),
        (Fraction(15, 1000), "0.02", "0.02"),
        (Fraction(25, 1000), "0.02", "0.03"),
        (Fraction(251, 10000), "0.03", "0.03"),
        (Fraction(0), "0.00", "0.00"),
    ],
)
def test_ties_and_zeros_of_both_roundings(value: Fraction, even: str, up: str) -> None:
    """A tie goes to the even digit or away from zero; what rounds to nothing has no sign."""
    assert even == f"{round_half_even(value)}"
    assert up == f"{round_half_up(value)}"
