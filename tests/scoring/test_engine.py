"""The points of one row, gated, and what asks for a reason."""

from decimal import Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import given

from perfeval import (
    Execution,
    audit,
    score,
    what_if,
)
from perfeval.rules.formulas import falls_short, goes_beyond
from perfeval.rules.registry import RULES
from perfeval.rules.rule import Bound
from perfeval.rules.words import EXACT
from tests.samples import quantity, table
from tests.strategies import fractions
from tests.under import PLAIN, cited, notes, outcome, result, under

figures = fractions(places=3)


def test_what_a_zero_earns() -> None:
    """A budget or target of 0 stays open, or earns nothing where the profile says so."""
    nothing = under(execution_zero_budget="zero", zero_target="zero", execution_budget="adjusted")
    assert {"zero-budget", "zero-target-unsigned", "zero-target-exceeded"} == {
        gate.code for r in RULES for gate in r.gates if gate.answers
    }
    card = score(table(quantity("0起", "1起"), quantity("0起", "0起"), budget=0, executed=5), profile=nothing)
    assert [0, 0, 10] == [r.score for r in card.results()]
    assert "预算数（A）为 0" in card.execution.explanation
    assert "完成值 1起 大于 0，计 0 分" in card.rows[0].explanation
    bands = [{"low": "0%", "high": "10%", "points": 10}, {"low": "10%", "high": "none", "points": 0}]
    own = (
        {"rule": "bands", "ends": "high", "tiers": bands},
        {"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "ratio"},
        {"rule": "steps", "start": "5起", "per": "1起", "deduct": 1, "count": "whole"},
        {"rule": "as-forward"},
    )
    for rule, sign in zip(own, ("=", "", "", "="), strict=True):
        row, rules = quantity(f"{sign}0起", "1起", rule=rule), evolve(nothing, row_rule=cited("allowed"))
        found = result(row, profile=rules)
        assert ("0.00", ()) == (f"{found.score:f}", found.notes)
        assert "完成值 1起 大于 0，计 0 分" in found.explanation
        filed = table(row, quantity("≥9个", "3个", weight=80, level1="满意度指标"))
        assert ["indicators[1]"] == [change.path for change in what_if(filed, to=50, profile=rules).alone]


def test_a_rule_that_looks_at_the_figure_alone() -> None:
    """A tier is a tier and =0 is met or not, whichever side of 0 is better: 12 % lies in 10-20 %, 1 is not 0."""
    tiers = {
        "rule": "tiers",
        "ends": "high",
        "tiers": [
            {"low": "0%", "high": "0%", "points": 10},
            {"low": "0%", "high": "20%", "points": 3},
            {"low": "20%", "high": "none", "points": 0},
        ],
    }
    for zero in ("undetermined", "zero"):
        rules = under(zero_target=zero, row_rule="allowed")
        for target in ("0%", "=0%", "≤0%", "<0%"):
            assert "3.00" == outcome(quantity(target, "12%", rule=tiers), profile=rules)
            assert "10.00" == outcome(quantity(target, "0%", rule=tiers), profile=rules)
        assert "0.00" == outcome(quantity("=0起", "1起", rule={"rule": "exact"}), profile=rules)
        assert "不等于目标值" in result(quantity("=0起", "1起", rule={"rule": "exact"}), profile=rules).explanation


def test_a_reason_is_due_beyond_a_bound() -> None:
    """Beyond 130 % to the side that the profile looks at; below 90 % of the budget."""
    for side, over, run in (("good", True, False), ("bad", False, True), ("both", True, True)):
        profile = under(explain_over=Fraction(13, 10), explain_side=side)
        assert over == ("over-achieved" in notes(quantity("≥10个", "14个"), profile=profile))
        assert over == ("over-achieved" in notes(quantity("≤14个", "10个"), profile=profile))
        assert run == ("over-run" in notes(quantity("≤10个", "14个"), profile=profile))
        assert [] == notes(quantity("≥10个", "13个"), profile=profile)
        assert [] == notes(quantity("≥0个", "29个"), profile=profile)[1:]
    low = score(table(execution=Execution(initial=100, executed=89)), profile=PLAIN)
    assert ["execution-below"] == [note.code for note in low.execution.notes]


def test_a_bound_on_figures_whatever_is_good() -> None:
    """Guangxi: from 130 % of the target on, reverse rows alike; against a target of 0 from 30 on."""
    profile = under(explain_over=Fraction(13, 10), explain_side="above", explain_ends="from", explain_zero=Decimal(30))
    told = [
        (quantity("≥10个", "13个"), ["over-achieved"]),
        (quantity("≥10个", "12.9个"), []),
        (quantity("≤10个", "13个"), ["over-run"]),
        (quantity("≤13个", "10个"), []),
        (quantity("≥0个", "30个"), ["zero-target", "over-achieved"]),
        (quantity("≥0个", "29个"), ["zero-target"]),
        (quantity("≤0个", "30个"), ["zero-target", "over-run"]),
    ]
    assert [codes for _, codes in told] == [notes(row, profile=profile) for row, _ in told]
    assert "完成情况为目标的 130%，达到 130%，应分析说明原因" in result(told[0][0], profile).explanation
    assert "目标值为 0，完成值 30，达到 30，应分析说明原因" in result(told[4][0], profile).explanation
    found = audit(
        table(*(row for row, _ in told)), profile=profile, select=("over-achieved", "reason-missing")
    ).findings
    assert ["indicators[0]", "indicators[4]"] == [f.path for f in found if f.rule == "over-achieved"]
    # without a figure for a target of 0 there is no ratio, and nothing is asked
    assert ["zero-target"] == notes(quantity("≥0个", "30个"), profile=under(explain_over=Fraction(13, 10)))


@given(figures, figures, fractions(1, 3))
def test_bounds_differ_only_at_the_bound(target: Fraction, actual: Fraction, bound: Fraction) -> None:
    """From a share on, or beyond it: the same except at the share itself; nothing at all without a ratio."""
    at, over = (goes_beyond(EXACT, target, actual, Bound(bound, ends)) for ends in ("from", "beyond"))
    assert over == (target > 0 and actual > bound * target)
    assert at == (over or (target > 0 and actual == bound * target))
    assert falls_short(EXACT, target, actual, Bound(bound)) == (actual < bound * target)


def test_none_done_is_no_target_of_0() -> None:
    """≤40 with 0 done has no ratio and a target all the same: the figure that a target of 0 is held against is not asked."""
    rules = under(explain_over=Fraction(13, 10), explain_side="both", explain_ends="from", explain_zero=Decimal(30))
    assert [] == [note.code for note in result(quantity("≤40个", "0个"), profile=rules).notes]
    assert ["over-achieved"] == [note.code for note in result(quantity("≤40个", "30个"), profile=rules).notes]
    assert "over-run" in [note.code for note in result(quantity("≤0个", "30个"), profile=rules).notes]
