"""Whole tables: each row within its weight, the execution block, the profile that decides."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfeval
from perfeval import Execution, InputError, ProfileError, Status, score
from tests.samples import judgement, quantity, result, table
from tests.strategies import Document, bands, built, documents, from_text, judgements, written

# --- whole tables, drawn ------------------------------------------------------------------------------------------


@given(documents())
def test_every_score_is_from_0_to_its_weight(document: Document) -> None:
    """Each row is scored within its weight and rounded half up, or has a reason why it is not."""
    card = score(built(document))
    for row in card.results():
        if row.status is Status.SCORED:
            assert row.exact is not None
            assert row.weight is not None
            assert 0 <= row.exact <= row.weight
            half = Fraction(1, 2 * 10**card.profile.rounding_places.value)
            assert abs(Fraction(card.profile.round(row.exact)) - row.exact) <= half
            deducted = Fraction((row.indicator.deduct if row.indicator else None) or 0)
            left = max(Fraction(0), row.exact - deducted)
            assert abs(Fraction(row.score) - left) <= half * (2 if deducted else 1)
            assert "" == row.reason
        else:
            assert row.score is None
            assert row.reason


@given(documents())
def test_the_total_is_the_sum_of_what_is_printed(document: Document) -> None:
    """总分 is the sum of the printed scores, unless sums are rounded later or rescaled; told where nothing is open."""
    card = score(built(document))
    printed = sum((row.score for row in card.results() if row.score is not None), Decimal(0))
    if card.profile.rounding_moment.value == "row":
        assert printed == card.earned
    slack = Decimal(len(card.rows) + 1).scaleb(-card.profile.rounding_places.value)
    assert abs(printed - card.earned) <= slack
    assert card.earned <= card.available + slack
    if card.total is None:
        assert card.reason
    else:
        assert all(row.weight == 0 for row in card.undetermined)
        assert card.steps or card.earned == card.total


@given(documents())
def test_library_and_document_agree(document: Document) -> None:
    """Scoring an object built in code and scoring the loaded document give the same card."""
    assert score(built(document)) == score(from_text(document))


@given(st.sampled_from(("hubei-wuhan", "mof-2020")), st.data())
def test_a_judged_row_earns_weight_times_rate(profile: str, data: st.DataObject) -> None:
    """定性指标: the weight times the chosen rate, under the label or any alias, inside the band's points."""
    label, rate = data.draw(judgements(profile))
    row = result(judgement(label, f"{written(rate * 100)}%", weight=40), profile=profile)
    band = next(b for b in bands(profile) if b.is_named(label))
    assert 40 * rate == row.exact
    assert 40 * band.low <= row.exact <= 40 * band.high


# --- execution ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "executed", "expected", "rate"),
    [
        ("500万元", "500万元", "20.00", "1"),
        ("500万元", "450万元", "18.00", "0.9"),
        ("1397.58万元", "2019.84万元", "20.00", "2019.84/1397.58"),
        ("5000000元", "450", "18.00", "0.9"),
        ("100万元", "0", "0.00", "0"),
        (None, "500万元", "budget-missing", None),
        ("/", "500万元", "budget-missing", None),
        ("500万元", None, "executed-missing", None),
        ("0万元", "0万元", "zero-budget", None),
        ("0万元", "5万元", "zero-budget", None),
        ("-5万元", "5万元", "negative-figure", "-1"),
        ("500万元", "-5万元", "negative-figure", "-0.01"),
    ],
)
def test_execution(budget: Any, executed: Any, expected: str, rate: str | None) -> None:
    """20 × B/A, capped, the true rate kept; without a budget, or with one of 0, there is no score."""
    found = score(table(budget=budget, executed=executed)).execution
    assert expected == (found.code if found.score is None else f"{found.score:f}")
    assert found.rate == (None if rate is None else Fraction(*map(Fraction, rate.split("/"))))


def test_execution_absent() -> None:
    """A form whose execution block is empty has no execution score, and so no total."""
    card = score(table(quantity("5个", "5个"), execution=None))
    assert "budget-missing" == card.execution.code
    assert card.total is None


def test_execution_weight() -> None:
    """The points are the profile's, unless the document prints its own; a weight of 0 is one."""
    block = {"budget": "200万元", "executed": "100万元"}
    assert 10 == score(table(execution=Execution(**block))).execution.score
    assert 5 == score(table(execution=Execution(**block)), profile="mof-2020").execution.score
    assert Decimal("1.40") == score(table(execution=Execution(**block, weight="2.8"))).execution.score
    assert 0 == score(table(execution=Execution(**block, weight=0))).execution.score


def test_spending_above_the_budget_is_noted() -> None:
    """A rate above 100 % asks whether A is the adjusted budget."""
    assert ["execution-over-budget"] == [note.code for note in score(table(executed="101万元")).execution.notes]
    assert () == score(table(executed="100万元")).execution.notes


# --- which profile ------------------------------------------------------------------------------------------------------


def test_the_profile_is_named_or_given() -> None:
    """The document's profile is used unless another is given, by id or as an object; one there must be."""
    half = table(budget="200万元")
    assert 10 == score(half).execution.score
    assert 5 == score(half, profile="mof-2020").execution.score
    assert score(half, profile=perfeval.load_profile("mof-2020")) == score(half, profile="mof-2020")
    with pytest.raises(InputError, match="没有写评分规则"):
        score(table(profile=""))
    with pytest.raises(ProfileError, match="没有名为“nowhere”的评分规则"):
        score(half, profile="nowhere")
