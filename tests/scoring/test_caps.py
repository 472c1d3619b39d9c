"""总分上限 by the rate of execution, and points off for a deviation (platform-manual-2022): in every engine, audited, backwards."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval import Evaluation, Execution, Published, audit, batch, explain, load_profile, score, what_if
from perfeval.profiles import Cap, Cited
from perfeval.profiles.values import ProfilePoints, ProfileShare
from perfeval.rules.rule import Operands
from perfeval.scoring.results import Scorecard
from perfeval.tables.blocks import messages
from perfeval.write.excel_words import ExcelFormula
from perfeval.write.row_formulas import branch
from perfeval.write.self_scoring import held_to_caps
from tests import excel
from tests.engines import rest
from tests.samples import quantity, table

MANUAL = "platform-manual-2022"
EACH = {"rule": "steps", "start": "target", "per": "1户", "deduct": 1, "count": "whole"}
"""每少1户扣1分."""


def filed(rate: Any, earned: int = 95, **more: Any) -> Evaluation:
    """A table whose rows earn so many points of 100, with such a rate of execution, which is worth no points itself."""
    row = quantity("≥100户", f"{earned}户", weight=100, rule=EACH)
    execution = Execution(budget="100万元", executed=None if rate is None else f"{rate}万元", weight=0)
    return evolve(table(row, profile=MANUAL), execution=execution, **more)


def card(rate: Any, earned: int = 95) -> Scorecard:
    return score(filed(rate, earned))


# --- 总分上限 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("100", "95.00"),
        ("80.01", "95.00"),
        ("79.99", "89.00"),
        ("70.01", "89.00"),
        ("69.99", "79.00"),
        ("60", "79.00"),
        ("59.99", "69.00"),
        ("50", "69.00"),
        ("49.99", "59.00"),
        ("0", "59.00"),
        ("130", "95.00"),
    ],
)
def test_the_quoted_words(rate: str, expected: str) -> None:
    assert expected == f"{card(rate).total}"


def test_a_total_below_the_cap_stands() -> None:
    assert ["88.00", "89.00"] == [f"{card('75', earned).total}" for earned in (88, 89)]


@pytest.mark.parametrize(
    ("rate", "earned", "told"),
    [
        ("80", 95, "执行率恰为 80%，来源没有说明总分上限是 89 分还是不受限制"),
        ("70", 95, "执行率恰为 70%，来源没有说明总分上限是 79 分还是 89 分"),
        ("80", 89, ""),
        ("70", 79, ""),
        (None, 60, "执行率没有算出，总分上限随执行率而定"),
        (None, 59, ""),
    ],
)
def test_an_end_that_the_words_leave_open(rate: str | None, earned: int, told: str) -> None:
    found = card(rate, earned)
    assert told == found.reason
    assert ("total-cap-unstated" if told else "") == found.code
    assert (found.total is None) is bool(told)


def test_in_words() -> None:
    told = explain(filed("75"))
    assert "执行率 75%，总分不超过 89 分：各项合计 95 分，计 89 分。" in told
    assert "〔总分上限〕" in told


def test_a_reader_of_the_table_is_told() -> None:
    assert ["total-capped"] == [note.code for note in card("75").notes]
    assert [] == [note.code for note in card("100").notes]
    assert "提示：执行率 75%，总分不超过 89 分：各项合计 95 分，计 89 分。" in messages(card("75"))


@given(st.integers(0, 12000), st.integers(0, 12000), st.integers(0, 100))
@settings(max_examples=30, deadline=None)
def test_more_spent_never_allows_less(one: int, other: int, earned: int) -> None:
    less, more = (card(Decimal(rate).scaleb(-2), earned).total for rate in sorted((one, other)))
    if less is not None and more is not None:
        assert 0 <= less <= more <= earned


def test_backwards_no_row_brings_more_than_the_rate_allows() -> None:
    beyond, within = (what_if(card("75", 80), to=goal) for goal in (92, 85))
    assert not beyond.is_possible
    assert 89 == beyond.best
    assert ["execution"] == [row.path for row in beyond.unknown]
    assert [84] == [change.bound for change in within.alone]
    assert within.is_possible


@pytest.mark.parametrize(
    ("rate", "total", "told"),
    [
        ("75", "89", []),
        ("75", "95", ["执行率 75%，总分不超过 89 分：所印各项得分合计 95 分，印 95 分。"]),
        ("90", "95", []),
        ("80", "95", []),
    ],
)
def test_the_audit_holds_a_total_to_its_cap(rate: str, total: str, told: list[str]) -> None:
    table_ = filed(rate, published=Published(total=total))
    printed = evolve(table_, indicators=tuple(evolve(row, published_score="95") for row in table_.indicators))
    printed = evolve(printed, execution=evolve(printed.execution, published_score="0"))
    assert told == [found.message for found in audit(printed).findings if found.rule == "total-mismatch"]


def test_columns_give_the_same() -> None:
    """Row sums cannot tell a rate: such totals are completed by the exact engine."""
    rates = ("100", "75", "65", "80", None)
    rows = pl.DataFrame([row for i, rate in enumerate(rates) for row in batch.rows([(f"{i}", filed(rate))])])
    found = {line["evaluation"]: line["total"] for line in batch.totals(rows).iter_rows(named=True)}
    assert [card(rate).total for rate in rates] == [found[f"{i}"] for i in range(len(rates))]


@pytest.mark.parametrize("rate", ["100", "80", "79", "70", "65", "55", "10", None])
@pytest.mark.parametrize("earned", [95, 75, 20])
def test_excel_gives_the_same(rate: str | None, earned: int) -> None:
    formula = held_to_caps("T9", "A9", "B9", load_profile(MANUAL))
    cells = {"T9": Fraction(earned), "A9": Fraction(100), "B9": "" if rate is None else Fraction(rate)}
    found, alone = excel.value(formula, cells), card(rate, earned).total
    assert alone == (None if isinstance(found, str) else found)


def test_a_cap_that_includes_its_end() -> None:
    caps = (Cap(ProfileShare(Fraction(4, 5)), ProfilePoints(Decimal(89)), "to"),)
    rules = evolve(load_profile(MANUAL), total_caps=Cited(caps, "practice"))
    assert ["89.00", "95.00"] == [f"{score(filed(rate), profile=rules).total}" for rate in ("80", "80.1")]


# --- 指标偏离 -----------------------------------------------------------------------------------------------------


def row(actual: str, weight: int = 10, target: str = "≥50户", **more: Any) -> str:
    found = score(table(quantity(target, actual, weight=weight, rule=EACH, **more), profile=MANUAL)).rows[0]
    return found.code or f"{found.score}"


@pytest.mark.parametrize(
    ("actual", "expected"), [("50户", "10.00"), ("64户", "10.00"), ("65户", "8.00"), ("90户", "8.00"), ("48户", "8.00")]
)
def test_a_deviation_of_30_percent_costs_2_points(actual: str, expected: str) -> None:
    assert expected == row(actual)


def test_never_below_nothing_and_of_any_direction() -> None:
    assert "0.00" == row("65户", weight=1)
    assert "4.00" == row("54户", target="≤40户", weight=20)  # 20 less 14 for the steps, less 2 for 135 %


def test_a_deviation_in_words() -> None:
    told = explain(table(quantity("≥50户", "70户", rule=EACH), profile=MANUAL), path="indicators[0]")
    assert "依据指标偏离，偏离目标值（界限 130%），扣减 2 分（不低于 0 分），实得 8 分。" in told


def test_beside_what_people_take_off() -> None:
    rules = evolve(load_profile(MANUAL), deduction=Cited("manual", "practice", note="试"))
    found = score(table(quantity("≥50户", "70户", rule=EACH, deduct=3)), profile=rules).rows[0]
    assert "5.00" == f"{found.score}"
    assert "扣减 2 分。" in found.explanation
    assert "扣减 3 分（不低于 0 分），实得 5 分。" in found.explanation


def test_a_deviation_is_led_back_to_where_nothing_is_taken_off() -> None:
    execution = Execution(budget="100万元", executed="100万元", weight=0)
    filed_ = evolve(table(quantity("≥50户", "70户", rule=EACH), rest(90), profile=MANUAL), execution=execution)
    found = what_if(filed_, to=99)
    assert ["execution"] == [result.path for result in found.unknown]
    assert [(65, "至多", True)] == [(change.bound, change.word, change.strict) for change in found.alone]


@pytest.mark.parametrize("people", [None, 3])
def test_columns_take_it_off_too(people: int | None) -> None:
    rules = evolve(load_profile(MANUAL), deduction=Cited("manual", "practice", note="试"))
    rows = [quantity("≥50户", f"{done}户", rule=EACH, deduct=people) for done in (45, 50, 64, 65, 90)]
    rows += [quantity("≤50户", "66户", weight=30, rule=EACH), quantity("≥50户", "90户", rule=EACH, applicable=False)]
    filed_ = table(*rows)
    lines = batch.score(pl.DataFrame(list(batch.rows([("a", filed_)], profile=rules))), profiles=[rules])
    found = lines.filter(pl.col("kind") != "execution")["score"].to_list()
    assert [one.score for one in score(filed_, profile=rules).rows] == found


def test_the_audit_in_columns_agrees() -> None:
    filed_ = evolve(table(quantity("≥50户", "70户", rule=EACH, published_score="8"), profile=MANUAL))
    found = batch.audit(pl.DataFrame(list(batch.rows([("a", filed_)]))))
    assert [] == [one for one in audit(filed_).findings if one.rule == "score-mismatch"]
    assert not any(found["score_mismatch"])


@pytest.mark.parametrize("actual", ["45", "50", "64", "65", "90"])
def test_excel_takes_it_off_too(actual: str) -> None:
    rules = evolve(load_profile(MANUAL), forward_rule=Cited("ratio", "practice"))
    operands = Operands(ExcelFormula("W1"), ExcelFormula("A1"), ExcelFormula("B1"))
    made = branch("TRUE", quantity("≥50户", f"{actual}户"), operands, rules).earned
    cells = {"A1": Fraction(50), "B1": Fraction(actual), "W1": Fraction(10)}
    assert score(table(quantity("≥50户", f"{actual}户")), profile=rules).rows[0].score == excel.value(made, cells)
