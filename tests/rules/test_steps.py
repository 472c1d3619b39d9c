"""按步扣分, beside what test_curves.py holds of all curves: steps of a share of the weight, and change rates below 0."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Execution, load_profile, score, what_if
from perfeval.profiles import Cited, read_curve
from perfeval.scoring.results import RowScore
from tests import engines
from tests.engines import OWN, rest
from tests.samples import quantity, table

SHARE = {"rule": "steps", "start": "100%", "per": "1%", "deduct": "5%", "count": "whole"}
"""执行率每低1个百分点扣分值的5%: a table of 苏州 2021 fills 94 % with 4.2 of 6 points, 70 % of the weight."""
CHANGE = {
    "rule": "steps",
    "start": "0%",
    "per": "1%",
    "deduct": Decimal("0.8"),
    "count": "whole",
    "negative": "allowed",
    "full": 8,
}
"""“三公经费”变动率≦0,计8分;“三公经费”>0,每超过一个百分点扣0.8分,扣完为止 (湖南省经信委 2015)."""


def row(target: str, actual: str, rule: dict[str, Any], weight: int = 6) -> RowScore:
    return score(table(quantity(target, actual, weight=weight, rule=rule)), profile=OWN).rows[0]


# --- a share of the weight ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "weight", "expected"), [("94%", 6, "4.20"), ("94%", 10, "7.00"), ("80%", 6, "0.00"), ("100%", 6, "6.00")]
)
def test_steps_of_a_share(actual: str, weight: int, expected: str) -> None:
    assert expected == f"{row('≥100%', actual, SHARE, weight).score}"


def test_a_share_in_words() -> None:
    told = row("≥100%", "94%", SHARE).explanation
    assert "每低于 1% 扣权重的 5%，共 6 步，扣 1.8 分：得分 = 6 − 1.8 = 4.2 分。" in told


def test_a_share_backwards() -> None:
    card = score(table(quantity("≥100%", "90%", weight=20, rule=SHARE), rest(70)), profile=OWN)
    assert ["大于 96%"] == [f"大于 {c.bound}{c.unit}" for c in what_if(card, to=97).alone if c.strict]


@pytest.mark.parametrize("count", ["begun", "whole", "unstated"])
def test_silence_on_begun_steps(count: str) -> None:
    """4.5 steps below: 5 of them, 4, or nobody knows."""
    found = row("≥100%", "95.5%", SHARE | {"count": count}, weight=10)
    assert {"begun": "7.50", "whole": "8.00", "unstated": "curve-silent"}[count] == (found.code or f"{found.score}")


def test_steps_of_the_rate_of_execution_by_share() -> None:

    curve = read_curve({"rule": "rate-steps", "start": "100%", "per": "1%", "deduct": "5%", "count": "whole"})
    rules = evolve(load_profile(OWN), curves={"执行": curve}, execution_rule=Cited("执行", "practice"))
    filed = table(execution=Execution(budget="100万元", executed="94万元", weight=6))
    assert "4.20" == f"{score(filed, profile=rules).execution.score}"


# --- change rates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "expected"), [("-5%", "8.00"), ("0%", "8.00"), ("0.9%", "8.00"), ("2%", "6.40"), ("30%", "0.00")]
)
def test_a_change_rate_below_0_is_no_rise(actual: str, expected: str) -> None:
    assert expected == f"{row('≤0%', actual, CHANGE, weight=8).score:.2f}"


def test_a_fall_in_words() -> None:
    assert "完成值 -5% 不超过起点 0%，计满分 8 分。" in row("≤0%", "-5%", CHANGE, weight=8).explanation


def test_without_the_word_figures_below_0_stay_open() -> None:
    silent = {key: value for key, value in CHANGE.items() if key != "negative"}
    assert "negative-figure" == row("≤0%", "-5%", silent, weight=8).code


def test_hunan_says_it_of_three_public_expenses() -> None:
    filed = table(quantity("≤0%", "-12%", weight=8, rule="三公经费变动率"), profile="hunan-department")
    assert "8.00" == f"{score(filed).rows[0].score}"


@given(st.integers(-30, 30), st.integers(-30, 30))
def test_more_of_a_rise_never_earns_more(one: int, other: int) -> None:
    less, more = (row("≤0%", f"{rate}%", CHANGE, weight=8).exact for rate in sorted((one, other)))
    assert less is not None
    assert more is not None
    assert 0 <= more <= less <= 8


@pytest.mark.parametrize(
    ("rule", "target", "cells", "weight"),
    [
        (SHARE, "≥100%", ("100%", "99.5%", "94%", "20%"), 7),
        (SHARE | {"count": "begun"}, "≥100%", ("99.5%", "94.2%"), 7),
        (SHARE | {"count": "unstated"}, "≥100%", ("99.5%", "94%"), 7),
        (CHANGE, "≤0%", ("-5%", "0%", "2.5%", "80%"), 8),
    ],
    ids=["share", "begun", "unstated", "change"],
)
def test_one_answer_on_every_engine(rule: dict[str, Any], target: str, cells: tuple[str, ...], weight: int) -> None:
    rows = [quantity(target, cell, weight=weight, rule=rule) for cell in cells]
    assert engines.exact(rows, OWN) == engines.columns(rows, OWN)
    assert engines.exact(rows, OWN) == engines.by_excel(rows, OWN)


@pytest.mark.parametrize(
    ("deduct", "expected"), [("1", "4.00"), (1, "4.00"), (Decimal("0.25"), "5.50"), ("5%", "5.40")]
)
def test_points_of_a_step_are_a_number_or_a_share(deduct: Any, expected: str) -> None:
    """98 % of 100 % are two steps: 1 point each, 0.25, or 5 % of the 6 points."""
    assert expected == f"{row('≥100%', '98%', SHARE | {'deduct': deduct}).score:f}"


@pytest.mark.parametrize("deduct", ["1分", "一", "-1", "1元"])
def test_words_beside_the_points_of_a_step_leave_the_row_open(deduct: str) -> None:
    """The row says what cannot be read and what is expected; nothing is taken for a number."""
    found = row("≥100%", "98%", SHARE | {"deduct": deduct})
    assert (None, "rule-unreadable") == (found.score, found.code)
    assert "deduct" in found.reason
