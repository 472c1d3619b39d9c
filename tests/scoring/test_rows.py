"""One row from its cells to its printed score: negative figures, deductions, rows that do not apply, parts."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from perfeval import (
    Part,
    Status,
    load_profile,
    score,
)
from tests.samples import judgement, quantity, table
from tests.under import OPEN, PLAIN_2, STEPS, cited, notes, outcome, result, under


def test_a_negative_figure_counts_as_0() -> None:
    """Open, or 0 where the profile says so: of the whole row, and of each part before it is added up; always told."""
    as_zero = under(negative_actual="zero")
    rows = (quantity("≥10个", "-3个"), quantity("≤10个", "-3个"), quantity("≥10个", "12个"))
    assert ["negative-figure", "negative-figure", "10.00"] == [outcome(row, profile=PLAIN_2) for row in rows]
    assert ["0.00", "10.00", "10.00"] == [outcome(row, profile=as_zero) for row in rows]
    assert ["negative-as-zero"] == notes(rows[0], profile=as_zero)
    assert "“-3个”为负数，按 0 计" in result(rows[0], profile=as_zero).explanation
    assert "negative-figure" == outcome(quantity("≥-10个", "3个"), profile=as_zero)
    parts = (Part(name="甲", funds=100), Part(name="乙", funds=300))
    row = quantity("≥10个", actuals={"甲": "-3个", "乙": "8个"})
    assert [["negative-figure"], ["8.00"]] == [
        [r.code if r.score is None else f"{r.score:f}" for r in score(table(row, parts=parts), profile=p).rows]
        for p in (PLAIN_2, as_zero)
    ]
    assert [["negative-as-zero"]] == [
        [n.code for n in r.notes] for r in score(table(row, parts=parts), profile=as_zero).rows
    ]
    whole = quantity(None, "-1个", targets={"甲": "≥1个", "乙": "≥2个"})
    assert ["0.00"] == [f"{r.score:f}" for r in score(table(whole, parts=parts), profile=as_zero).rows]


def test_what_is_left_of_a_deduction_is_printed_too() -> None:
    """10 − 0.25 is printed as 9.8, and 9.8 is what counts: the total is the sum of what stands in the table."""
    rules = under(deduction="manual", rounding_places=1, execution_budget="adjusted")
    rows = [quantity("≥9个", "9个", level1="满意度指标", weight=w, deduct="0.25") for w in (40, 40, 10)]
    card = score(table(*rows), profile=rules)
    assert ["39.8", "39.8", "9.8"] == [f"{row.score:f}" for row in card.rows]
    assert Decimal("99.4") == card.total
    assert "实得 9.75 分" in card.rows[2].explanation
    assert "保留 1 位小数，得 9.8 分" in card.rows[2].explanation
    later = score(table(*rows), profile=evolve(rules, rounding_moment=cited("total")))
    assert Decimal("99.3") == later.total  # 39.75 + 39.75 + 9.75 + 10 = 99.25


@pytest.mark.parametrize(
    "row", [quantity("≥9个", "不适用"), judgement("不适用"), quantity("≥9个", applicable=False, deduct=1)]
)
def test_what_does_not_apply_says_so_in_several_ways(row: Any) -> None:
    """A cell that says 不适用 is applicable = false; a deduction that the profile does not know leaves the row out."""
    kept = result(row, under(not_applicable="full", deduction="manual"))
    assert (Status.SCORED, 10 - (row.deduct or 0)) == (kept.status, kept.score)
    assert "按满分计算" in kept.explanation
    out = result(row, under(not_applicable="full", deduction="none"))
    assert (Status.NOT_APPLICABLE if row.deduct else Status.SCORED) is out.status
    assert Status.NOT_APPLICABLE is result(row, under(not_applicable="rescale")).status


def test_no_budget_of_the_year_s_beginning() -> None:
    """What is missing is named: 年初预算数, where the profile takes that as A."""
    card = score(table(quantity("≥9个", "9个")), profile=load_profile("beijing-haidian-2016"))
    assert "没有年初预算数（A）" in card.execution.reason


def test_parts_are_combined_before_a_curve() -> None:
    """汇总 first, then the curve; each part alone beside it; not combined where the source does not say how."""
    parts = (Part(name="甲", funds=100), Part(name="乙", funds=300))
    row = quantity("≥90%", actuals={"甲": "80%", "乙": "90%"}, rule=STEPS)
    assert ["9.00"] == [
        f"{r.score:f}" for r in score(table(row, parts=parts), profile=OPEN).rows
    ]  # 87.5 %: one begun step
    found = score(table(row, parts=parts), profile=OPEN).rows[0]
    assert [8, 10] == [part.exact for part in found.parts]
    silent = evolve(OPEN, aggregate_relative=cited("unstated"), aggregate_judged=cited("unstated"))
    rows = (row, judgement(attainments={"甲": "达成", "乙": "达成"}, rates={"甲": "90%", "乙": "95%"}))
    assert {"aggregate-unstated"} == {r.code for r in score(table(*rows, parts=parts), profile=silent).rows}
