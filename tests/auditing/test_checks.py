"""What an audit rule compares, in the words of the engines."""

from fractions import Fraction

import pytest
from attrs import evolve

from perfeval import Execution, Published
from perfeval.auditing.checks import adds_up, rate_earns, unrounded_count, weight_sums
from perfeval.rules.words import EXACT
from tests.auditing.asking import found, own, rescaled, skipped
from tests.samples import quantity, table


@pytest.mark.parametrize(("total", "told"), [("90", []), ("90.00", []), ("81", ["90.00"]), ("91", ["90.00"])])
def test_a_profile_that_rescales(total: str, told: list[str]) -> None:
    """实得分 ÷ (100 − 不适用分) × 100."""
    profile = own(not_applicable="rescale")
    assert told == [f.expected for f in found(rescaled(total), "total-mismatch", profile=profile)]
    assert [] == found(rescaled(total), "weights-not-100", profile=profile)


def test_rescaling_needs_the_weights_of_what_is_left_out() -> None:
    """Without them nobody can tell the total."""
    filed = evolve(
        rescaled(90), indicators=(*rescaled(90).indicators[:2], quantity(None, weight=None, applicable=False))
    )
    assert ["不适用的行没有印权重，不能折算"] == skipped(filed, "total-mismatch", profile=own(not_applicable="rescale"))


def test_a_profile_that_redistributes() -> None:
    """The weights of what applies must make 100."""
    profile = own(not_applicable="redistribute")
    assert ["weights"] == [f.path for f in found(rescaled(81), "weights-not-100", profile=profile)]


def test_a_profile_that_rounds_sums_only() -> None:
    """Then each printed score stands for the numbers that print so."""
    rows = tuple(quantity("≥3个", "1个", weight=10, published_score="3.33") for _ in range(3))
    block = Execution(budget="5万元", executed="5万元", published_score=20)
    filed = table(*rows, execution=block, published=Published(total="30"))
    assert ["29.99"] == [f.expected for f in found(filed, "total-mismatch")]
    assert [] == found(filed, "total-mismatch", profile=own(rounding_moment="total"))
    further = evolve(filed, published=Published(total="30.1"))
    assert 1 == len(found(further, "total-mismatch", profile=own(rounding_moment="total")))


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [("rescale", (100,)), ("redistribute", (90,)), ("unstated", (90, 100)), ("full", (90, 100))],
)
def test_what_weights_may_add_up_to(treatment: str, expected: tuple[int, ...]) -> None:
    """90 points of rows that apply, 10 of others: by what the profile does with these."""
    assert expected == weight_sums(treatment, 90, 10)


@pytest.mark.parametrize(
    ("moment", "count", "expected"), [("row", 7, 0), ("indicator", 7, 2), ("group", 3, 4), ("total", 7, 8)]
)
def test_how_many_printed_figures_stand_for_unrounded_ones(moment: str, count: int, expected: int) -> None:
    """Each may be half a digit off: none where each row is rounded, else the sums and the total."""
    assert expected == unrounded_count(moment, count)


@pytest.mark.parametrize(
    ("total", "whole", "rounded", "slack", "expected"),
    [
        ("99.99", "99.99", "100", "0", True),
        ("100", "99.99", "100", "0", True),
        ("100", "99.99", "99.99", "0.01", True),
        ("100", "99.98", "99.98", "0.01", False),
        ("99.97", "99.99", "99.99", "0.01", False),
    ],
)
def test_what_makes_a_total(total: str, whole: str, rounded: str, slack: str, expected: bool) -> None:
    """The sum, the sum rounded, or as near as the slack on either side."""
    figures = (Fraction(cell) for cell in (total, whole, rounded, slack))
    assert expected is adds_up(EXACT, *figures)


def test_a_rate_that_may_mean_several() -> None:
    """88.9 % to 89.1 % of 20 points are 17.78 to 17.82: a score of 17.8 is among them, 17.7 and 17.9 are not."""
    low, high = Fraction("0.889"), Fraction("0.891")
    points = {cell: Fraction(cell) for cell in ("17.7", "17.8", "17.9")}
    assert [False, True, False] == [rate_earns(EXACT, low, high, Fraction(20), p, p) for p in points.values()]


def test_a_rate_above_1_earns_all() -> None:
    """It is capped: 20 of 20, and nothing less."""
    earned = [rate_earns(EXACT, Fraction(2), Fraction(2), Fraction(20), Fraction(p), Fraction(p)) for p in (20, 19)]
    assert [True, False] == earned
