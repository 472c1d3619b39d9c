"""汇总: absolute figures add, relative ones average by funds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.forms.aggregate import FundedFigure, UndeterminedError, mean, total
from tests.strategies import fractions, positive

shares = st.builds(FundedFigure, st.sampled_from("甲乙丙丁"), fractions(-100, 1000), fractions(high=1000, places=3))
parts = st.lists(shares, min_size=1, max_size=6).filter(lambda some: any(share.funds for share in some))


def of(*pairs: tuple[int, int | None]) -> list[FundedFigure]:
    """Shares from (value, funds) pairs, named 甲, 乙, ..."""
    return [
        FundedFigure(name, Fraction(value), None if funds is None else Fraction(funds))
        for name, (value, funds) in zip("甲乙丙丁", pairs, strict=False)
    ]


@given(fractions(), positive)
def test_one_part_is_itself(value: Fraction, funds: Fraction) -> None:
    """A single part combines to its own value, whatever its funds."""
    assert value == total([FundedFigure("甲", value, funds)]) == mean([FundedFigure("甲", value, funds)])


@given(parts, st.randoms())
def test_the_order_of_parts_is_irrelevant(some: list[FundedFigure], random: object) -> None:
    """Values and their funds moved together combine to the same."""
    other = list(some)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert total(some) == total(other)
    assert mean(some) == mean(other)


@given(parts)
def test_a_mean_lies_between_its_parts(some: list[FundedFigure]) -> None:
    """A combined relative value lies between the least and the greatest of the parts that have funds."""
    values = [share.value for share in some if share.funds]
    assert min(values) <= mean(some) <= max(values)


@given(parts, positive)
def test_the_unit_of_funds_is_irrelevant(some: list[FundedFigure], scale: Fraction) -> None:
    """Funds in 元 or in 万元 weigh the same."""
    scaled = [share._replace(funds=(share.funds or 0) * scale) for share in some]
    assert mean(some) == mean(scaled)


@given(parts, parts)
def test_two_steps_are_one(some: list[FundedFigure], more: list[FundedFigure]) -> None:
    """Rolling up towns into counties and counties into a city equals rolling up all towns at once."""
    counties = [
        FundedFigure(name, mean(group), sum((share.funds or Fraction(0) for share in group), Fraction(0)))
        for name, group in (("东", some), ("西", more))
    ]
    assert mean(counties) == mean([*some, *more])
    sums = [FundedFigure(name, total(group), None) for name, group in (("东", some), ("西", more))]
    assert total(sums) == total([*some, *more])


def test_vectors() -> None:
    """90 % of 100 万元 and 80 % of 300 万元 are 82.5 %; 30 + 10 reaches what 20 + 20 asks."""
    assert Fraction(165, 2) == mean(of((90, 100), (80, 300)))
    assert total(of((20, None), (20, None))) == total(of((30, None), (10, None)))


def test_a_part_without_money_has_no_say() -> None:
    """Funds of 0 beside others weigh nothing."""
    assert 90 == mean(of((90, 100), (10, 0)))


@pytest.mark.parametrize(
    ("some", "code", "reason"),
    [
        (of((90, 100), (80, None), (70, None)), "funds-missing", "乙、丙没有资金额度，不能加权平均"),
        (of((90, -1), (80, 300)), "funds-negative", "甲的资金额度为负数，不能加权平均"),
        (of((90, 0), (80, 0)), "funds-zero", "各部分的资金额度都是 0，不能加权平均"),
        (of((90, None), (80, -1)), "funds-missing", "甲没有资金额度，不能加权平均"),
    ],
)
def test_no_mean_without_funds(some: list[FundedFigure], code: str, reason: str) -> None:
    """Missing, negative or no funds at all leave the mean undetermined, naming the parts."""
    with pytest.raises(UndeterminedError) as caught:
        mean(some)
    assert (code, reason) == (caught.value.code, caught.value.reason)
