"""Every shape of a row's own rule in one table: the words that a source prints, and the same answer from all three engines.

是/否 stands in test_met.py, what bears on the total (a cap by the rate of execution, a deviation) in scoring/test_caps.py, points
within a head in scoring/test_nested.py; what holds of any figure stands beside each rule.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval.rules.registry import CURVES
from tests import engines
from tests.engines import OWN
from tests.samples import quantity

Answers = dict[str, str]


def tiers(rule: str, ends: str, *each: tuple[str, str, Any, Any]) -> dict[str, Any]:
    """A rule of tiers: from, to, points, and the least of them where a range is printed."""
    made = [
        {"low": low, "high": high, "points": points} | ({} if least is None else {"least": least})
        for low, high, points, least in each
    ]
    return {"rule": rule, "ends": ends, "tiers": made}


STEPS = {"rule": "steps", "start": "100%", "per": "5%", "deduct": 2, "count": "whole"}
SILENT, RANGE = "curve-silent", "points-in-range"
QUOTED: dict[str, tuple[dict[str, Any], str, int, Answers]] = {
    "免疫抗体合格率达70%以上得该项分数基础分（分值的80%）,合格率为90%得该项分数的满分,合格率为70%—89%按比例增分,低于70%不得分": (
        {"rule": "ramp", "start": "70%", "end": "90%", "base": "80%"}, "≥90%", 10,
        {"69.99%": "0.00", "70%": "8.00", "80%": "9.00", "89%": "9.90", "90%": "10.00", "95%": "10.00"},
    ),
    "得分在上述比例之间的按比例计分": (  # 财政专项扶贫资金绩效评价指标表: from nothing at one figure to the whole at another
        {"rule": "ramp", "start": "70%", "end": "90%", "base": "0%"}, "≥90%", 10,
        {"70%": "0.00", "75%": "2.50", "90%": "10.00"},
    ),
    "种植面积达到可种面积的100%得20分,达到可种面积的90%得10分": (
        {"rule": "listed", "listed": [{"at": "100%", "points": 20}, {"at": "90%", "points": 10}]}, "≥100%", 20,
        {"100%": "20.00", "90%": "10.00", "95%": SILENT, "80%": SILENT},
    ),
    "≤1个月 10 >1个月,≤2个月 9-8": (
        tiers("tiers", "high", ("0个月", "1个月", 10, None), ("1个月", "2个月", 9, 8), ("2个月", "none", 0, None)), "≤1个月", 10,
        {"1个月": "10.00", "1.5个月": RANGE, "2个月": RANGE, "3个月": "0.00"},
    ),
    "有结余,但不超过上年结转,2分;结余超过上年结转,不得分": (
        tiers("share-tiers", "high", ("0%", "100%", 2, None), ("100%", "none", 0, None)), "50万元", 2,
        {"20万元": "2.00", "50万元": "2.00", "50.01万元": "0.00"},
    ),
    "優良中差 100%90%85%85%": (
        tiers("tiers", "low", ("0%", "85%", "unstated", None), ("85%", "90%", "unstated", None),
              ("90%", "100%", "unstated", None), ("100%", "none", "unstated", None)), "≥100%", 10,
        {"100%": RANGE, "90%": RANGE, "3%": RANGE},
    ),
    "到位率100%(2分),80%—99%(1分),低于80%得0分": (  # 辽宁: the hole between 99 % and 100 % is that of the words, and is read to 100 % here
        tiers("tiers", "low", ("0%", "80%", 0, None), ("80%", "100%", 1, None), ("100%", "none", 2, None)), "≥100%", 2,
        {"100%": "2.00", "80%": "1.00", "79.9%": "0.00"},
    ),
    "执行率 94% 得 6 分中的 4.2 分": (
        {"rule": "steps", "start": "100%", "per": "1%", "deduct": "5%", "count": "whole"}, "≥100%", 6,
        {"94%": "4.20", "100%": "6.00", "80%": "0.00"},
    ),
    "100%计满分,每低于5%扣2分,扣完为止": (
        STEPS, "≥100%", 5, {"92.8%": "3.00", "99.27%": "5.00", "80%": "0.00"},
    ),
    "“三公经费”变动率≦0,计8分;“三公经费”>0,每超过一个百分点扣0.8分,扣完为止": (
        {"rule": "steps", "start": "0%", "per": "1%", "deduct": "0.8", "count": "whole", "negative": "allowed"}, "≤0%", 8,
        {"-12%": "8.00", "0%": "8.00", "2%": "6.40", "30%": "0.00"},
    ),
    "按完成比例计算得分,满分为止 … −0.30": (
        {"rule": "change-ratio"}, "-0.3%", 10, {"-0.15%": "5.00", "-0.3%": "10.00", "-0.6%": "10.00", "0.1%": "0.00"},
    ),
    "预算控制率=0,计8分;0-10%(含),计6分;10-20%(含),计4分;20-30%(含),计2分;大于30%不得分": (
        tiers("tiers", "high", ("0%", "0%", 8, None), ("0%", "10%", 6, None), ("10%", "20%", 4, None), ("20%", "30%", 2, None),
              ("30%", "none", 0, None)), "≤0%", 8,
        {"0%": "8.00", "10%": "6.00", "10.1%": "4.00", "30%": "2.00", "31%": "0.00"},
    ),
    "±10%以内得5分,±10-15%以内得3分,±15-20%以内得1分,±20%以外不得分": (
        tiers("bands", "high", ("0%", "10%", 5, None), ("10%", "15%", 3, None), ("15%", "20%", 1, None), ("20%", "none", 0, None)),
        "=100元", 5, {"110元": "5.00", "90元": "5.00", "111元": "3.00", "120元": "1.00", "79元": "0.00"},
    ),
    "完成率<70%不得分,>130%不得分": (
        {"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "ratio"}, "≥100人", 10,
        {"65人": "0.00", "70人": "7.00", "130人": "10.00", "135人": "0.00"},
    ),
}  # fmt: skip
"""Words (places and papers stand with each rule's own tests), the rule that they are, target, weight, and what each figure earns."""


@pytest.mark.parametrize("words", QUOTED)
def test_the_quoted_words_on_every_engine(words: str) -> None:
    """One row alone, a column of rows, and the formulas of Excel."""
    rule, target, weight, expected = QUOTED[words]
    rows = [quantity(target, actual, weight=weight, rule=rule) for actual in expected]
    assert [*expected.values()] == engines.exact(rows, OWN)
    assert [*expected.values()] == engines.columns(rows, OWN)
    assert [*expected.values()] == engines.by_excel(rows, OWN)


@settings(max_examples=12)
@given(words=st.sampled_from(sorted(QUOTED)), figures=st.lists(st.integers(0, 2500), min_size=1, max_size=4))
def test_one_answer_for_any_figure(words: str, figures: list[int]) -> None:
    """Between 0 and the weight, or the same reason, whatever was done."""
    rule, target, weight, expected = QUOTED[words]
    unit = next(iter(expected)).lstrip("-0123456789.")
    rows = [quantity(target, f"{figure / 10:.1f}{unit}", weight=weight, rule=rule) for figure in figures]
    alone = engines.exact(rows, OWN)
    assert alone == engines.columns(rows, OWN) == engines.by_excel(rows, OWN)
    assert all(0 <= float(points) <= weight for points in alone if points[0].isdigit())


def test_every_rule_of_figures_that_a_row_may_print_has_words() -> None:
    """The ratios of A and B and their like stand in test_formulas.py, the rate of execution in test_steps.py."""
    ratios = {"ratio", "linear", "as-forward", "exact", "rate-steps"}
    assert CURVES.keys() - ratios == {rule["rule"] for rule, *_ in QUOTED.values()}
