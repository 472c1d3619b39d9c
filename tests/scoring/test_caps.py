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
from tests import engines, excel
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


OTHER_CAPS = (
    Cap(ProfileShare(Fraction(4, 5)), ProfilePoints(Decimal("89.555")), "to"),
    Cap(ProfileShare(Fraction(1, 2)), ProfilePoints(Decimal(20)), "unstated"),
)


@pytest.mark.parametrize("rules", ["as it is", "bonus and the rest rescaled", "rounded at the end", "odd caps"])
def test_columns_give_the_same_totals_and_the_same_codes(rules: str) -> None:
    """The sums are held to the caps where they are added up; where they cannot be, the exact engine's codes come back."""
    changes: dict[str, dict[str, Any]] = {
        "bonus and the rest rescaled": {"not_applicable": "rescale", "bonus": {"附加分": Decimal(5)}},
        "rounded at the end": {"rounding_moment": "total"},
        "odd caps": {"total_caps": OTHER_CAPS},
    }
    values = {key: Cited(value, "practice", note="试") for key, value in changes.get(rules, {}).items()}
    mine = evolve(load_profile(MANUAL), **values)
    tables = {
        f"{rate} {earned} {out}": filed(rate, earned)
        for rate in ("100", "80", "79.99", "75", "70", "60", "50", "1", "0", None)
        for earned in (95, 90, 69, 20, 10)
        for out in (False, True)
    }
    for name, one in tables.items():
        if name.endswith("True"):  # a third of the points does not apply, so that the sum is no whole number
            rows = (*one.indicators, quantity("≥9户", "3户", weight=7, rule=EACH, level1="效益指标", applicable=False))
            tables[name] = evolve(one, indicators=(evolve(rows[0], weight=Decimal(93)), rows[1]))
    tables["no execution"] = evolve(filed("100"), execution=None)
    tables["no budget"] = evolve(filed("100"), execution=Execution(budget="0万元", executed="0万元", weight=0))
    lines = pl.DataFrame([row for item in tables.items() for row in batch.rows([item], profile=mine)])
    found = {line["evaluation"]: line for line in batch.totals(lines, profiles=[mine]).iter_rows(named=True)}
    cards = {name: score(one, profile=mine) for name, one in tables.items()}
    assert {name: (one.total, one.code or None, one.grade) for name, one in cards.items()} == {
        name: (line["total"], line["reason"], line["grade"]) for name, line in found.items()
    }
    assert {"total-cap-unstated", ""} <= {one.code for one in cards.values()}


def test_columns_hold_only_the_totals_of_rules_that_cap_them() -> None:
    """Two sets of rules in one frame: 75 % caps one table and not the other."""
    plain = load_profile("transfer-form")
    both = [("a", filed("75")), ("b", evolve(filed("75"), profile=plain.id))]
    lines = pl.DataFrame([row for one in both for row in batch.rows([one])])
    found = {line["evaluation"]: line["total"] for line in batch.totals(lines).iter_rows(named=True)}
    assert {"a": 89, "b": 95} == found == {name: score(one).total for name, one in both}


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


def test_one_answer_on_every_engine() -> None:
    """Two points off from 130 % of the target on, never below 0, whatever the row's own rule and direction."""
    ramp = {"rule": "ramp", "start": "50户", "end": "90户", "base": "0%"}
    rows = [
        quantity(f"{sign}50户", f"{done}户", weight=weight, rule=rule)
        for done in (0, 49, 50, 64, "64.9999", 65, 66, 90, 200)
        for weight in (1, 10)
        for sign, rule in (("≥", EACH), ("≤", EACH), ("≥", ramp))
    ]
    assert engines.exact(rows, MANUAL) == engines.columns(rows, MANUAL)
    assert engines.exact(rows, MANUAL) == engines.by_excel(rows, MANUAL)


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
