"""得分系数 and 逐项清单: what people filled in, times the weight or added up."""

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import (
    Item,
)
from tests.samples import judgement, quantity
from tests.strategies import fractions, weights
from tests.under import outcome, result, under, worth


def test_coefficients_and_lists() -> None:
    """得分系数 × 权重; the points of what is done, or the weight without what is not."""
    times = under(coefficient_rule="times-weight")
    assert "9.50" == outcome(quantity("≥9个", "8个", coefficient="95%"), profile=times)
    assert "9.50" == outcome(judgement(coefficient="95%"), profile=times)
    assert "coefficient-outside" == outcome(judgement(coefficient="105%"), profile=times)
    assert "coefficient-unreadable" == outcome(judgement(coefficient="良好"), profile=times)
    items = (Item(description="有制度", points=6, done=True), Item(description="有公开", points=4, done=False))
    assert "6.00" == outcome(judgement(items=items), profile=under(checklist_rule="part-points"))
    assert "items-not-the-weight" == outcome(
        judgement(items=items, weight=12), profile=under(checklist_rule="part-points")
    )
    assert "8.00" == outcome(judgement(items=items, weight=12), profile=under(checklist_rule="deduct-each"))
    half = (evolve(items[0], done=None),)
    assert "item-open" == outcome(judgement(items=half), profile=under(checklist_rule="part-points"))
    text = result(judgement(items=items), profile=under(checklist_rule="part-points")).explanation
    assert "有制度 6 分（做到）；有公开 4 分（未做到）。做到的各项合计 6 分。" in text


@given(weights, fractions(0, 1, 4))
def test_a_coefficient_is_a_share(weight: Fraction, share: Fraction) -> None:
    assert weight * share == worth("coefficient", "times-weight", 1, share, weight)


@given(st.lists(st.tuples(fractions(0, 20), st.booleans()), min_size=1))
def test_a_checklist_adds_up_or_is_deducted_from(items: list[tuple[Fraction, bool]]) -> None:
    """With items that make up the weight, adding what is done and deducting what is not are the same."""
    asked, done = sum(p for p, _ in items), sum((p for p, yes in items if yes), Fraction(0))
    assert done == worth("checklist", "part-points", asked, done, asked)
    assert done == worth("checklist", "deduct-each", asked, done, asked)
    assert 0 == worth("checklist", "deduct-each", asked, 0, asked / 2)


def test_a_coefficient_below_nothing_is_outside() -> None:
    """-5 % is no share of the weight; 0 % and 100 % are."""
    times = under(coefficient_rule="times-weight")
    assert "coefficient-outside" == outcome(judgement(coefficient="-5%"), profile=times)
    assert "coefficient-outside" == outcome(quantity("≥9个", "8个", coefficient="-0.01%"), profile=times)
    assert ["0.00", "10.00"] == [outcome(judgement(coefficient=share), profile=times) for share in ("0%", "100%")]
