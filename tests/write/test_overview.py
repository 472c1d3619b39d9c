"""What the forms of a department come to: counts, coverage, grades, the mean of totals by funds, and never a 0 for what is missing."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Department, Evaluation, Scorecard, score
from perfeval.write.overview import mean_by_funds, overviews
from tests.samples import quantity, table


def card(budget: Any = "100万元", executed: Any = "100万元", done: str = "10", **more: Any) -> Scorecard:
    """20 points of execution and 80 of one row; a total of 100, less where less is done."""
    return score(table(quantity("10", done, weight=80), budget=budget, executed=executed, **more))


def open_card() -> Scorecard:
    return score(table(quantity("10", "若干", weight=80)))


def test_the_mean_is_weighted_by_funds() -> None:
    """(100 × 100 + 60 × 300) ÷ 400 = 70."""
    found = mean_by_funds([card(), card("300万元", "300万元", "5")])
    assert (Decimal("70.00"), Decimal("70.00"), "") == (found.all, found.scored, found.reason)


def test_where_a_total_is_open_only_the_others_have_a_mean() -> None:
    found = mean_by_funds([card(), open_card()])
    assert (None, Decimal("100.00"), "有 1 份总分未定") == (found.all, found.scored, found.reason)


def test_funds_that_are_missing_or_nothing() -> None:
    """A total without funds has no weight; it is not taken as 0 in silence."""
    bare = score(table(quantity("10", "10", weight=100), execution=None, profile="hubei-wuhan"))
    assert None is mean_by_funds([bare]).scored
    assert mean_by_funds([]).reason == ""


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10)), min_size=1, max_size=6))
def test_it_is_the_mean_of_the_roll_up(filings: list[tuple[int, int]]) -> None:
    """The exact sum of total times funds over the funds, rounded half up once."""
    cards = [card(f"{funds}万元", f"{funds}万元", str(done)) for funds, done in filings]
    exact = sum(Fraction(c.total or 0) * funds for c, (funds, _) in zip(cards, filings, strict=True))
    mean = mean_by_funds(cards).all
    assert mean is not None
    assert abs(exact / sum(funds for funds, _ in filings) - Fraction(mean)) <= Fraction("0.005")


def test_coverage_is_told_against_the_whole_budget() -> None:
    (found,) = overviews([card(), card("300万元", "150万元")], Fraction(1000))
    assert (2, 2, Fraction(400), Fraction(250)) == (found.count, found.scored, found.funds, found.executed)
    assert (Fraction(2, 5), Fraction(5, 8)) == (found.covered, found.rate)


def test_a_form_without_amounts_is_counted_and_not_added() -> None:
    (found,) = overviews(
        [card(), score(Evaluation(profile="hubei-wuhan", project=card().evaluation.project))], Fraction(200)
    )
    assert (1, 1, Fraction(100)) == (found.without_funds, found.without_executed, found.funds)
    assert (Fraction(1), Fraction(1, 2)) == (found.rate, found.covered)


def test_a_budget_of_nothing_is_not_covered() -> None:
    assert None is overviews([card()], Fraction(0))[0].covered
    assert None is overviews([card()])[0].covered


def test_projects_and_departments_are_apart() -> None:
    """A department's funds hold those of its projects: they are never added up."""
    department = score(Evaluation(profile="hubei-wuhan", department=Department(name="甲局")))
    found = overviews([department, card()], Fraction(100))
    assert [("项目支出绩效自评表", Fraction(100)), ("部门整体支出绩效自评表", None)] == [
        (o.form, o.budget) for o in found
    ]


@pytest.mark.parametrize(("profile", "want"), [
    ("hubei-wuhan", [("不分等级", 1), ("总分未定", 1)]),
    ("beijing-haidian-2016", None),
])  # fmt: skip
def test_forms_by_grade(profile: str, want: list[tuple[str, int]] | None) -> None:
    cards = [score(card().evaluation, profile=profile), score(open_card().evaluation, profile=profile)]
    (found,) = overviews(cards)
    assert sum(line.count for line in found.grades) == len(cards)
    assert want is None or want == [(line.grade, line.count) for line in found.grades]
    labels = [grade.label for grade in cards[0].profile.grades.value]
    assert labels == [line.grade for line in found.grades][: len(labels)]
