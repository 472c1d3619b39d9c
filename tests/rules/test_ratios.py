"""变动率按完成比例: targets below 0, as a table aims at a fall; the rules by ratio of figures above 0 stand in test_formulas.py."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import audit, load_profile, loads, score, what_if
from perfeval.profiles import Cited
from perfeval.scoring.results import RowScore
from tests import engines
from tests.engines import OWN, rest
from tests.samples import quantity, table

RULE = {"rule": "change-ratio"}
"""按完成比例计算得分,满分为止, 年度工作目标 −0.30 (一般公共预算支出管理考核表 2019)."""


def row(target: str, actual: str) -> RowScore:
    return score(table(quantity(target, actual, rule=RULE)), profile=OWN).rows[0]


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("-0.3%", "-0.15%", 5),
        ("-0.3%", "-0.3%", 10),
        ("-0.3%", "-0.6%", 10),
        ("-0.3%", "0%", 0),
        ("-0.3%", "0.1%", 0),
        ("0.09%", "0.03%", Fraction(10, 3)),
        ("0.09%", "1%", 10),
        ("0.09%", "-1%", 0),
    ],
)
def test_the_quoted_words(target: str, actual: str, expected: Fraction) -> None:
    assert expected == row(target, actual).exact


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("下降5%", "下降4%", 8),
        ("同比下降5%以上", "下降6%", 10),
        ("下降5%", "-4%", 8),
        ("下降5%", "增长1%", 0),
        ("下降5%", "+1%", 0),
        ("-5%", "较上年降低4%", 8),
        ("增长-0.3%", "-0.15%", 5),
        ("增长5%", "增长4%", 8),
        ("增长5%", "下降4%", 0),
        ("下降5%", "0%", 0),
    ],
)
def test_a_change_in_words_is_read_where_the_row_has_its_rule(target: str, actual: str, expected: Fraction) -> None:
    filed = loads(WORDS.format(target=target, actual=actual))
    assert expected == score(filed, profile=OWN).rows[0].exact


WORDS = """
[project]
name = "甲"
[[indicators]]
name = "乙"
target = "{target}"
actual = "{actual}"
weight = 10
rule = {{ rule = "change-ratio" }}
"""


@pytest.mark.parametrize(
    ("target", "actual", "code", "reason"),
    [
        ("下降5%", "6%", "actual-unreadable", "没有写明是增长还是下降"),
        ("下降5%以内", "下降3%", "attainment-missing", "是变化率"),
        ("≥-5%", "-6%", "negative-figure", "两者之比不说明完成了多少"),
    ],
)
def test_what_a_change_does_not_say_is_told(target: str, actual: str, code: str, reason: str) -> None:
    """6% beside 下降5% may be a rise; of a fall that is bounded, and of a signed one, no share is told."""
    filed, rules = loads(WORDS.format(target=target, actual=actual)), OWN
    if "以内" in target:
        filed, rules = table(evolve(filed.indicators[0], rule=None)), load_profile("hubei-wuhan")
    row = score(filed, profile=rules).rows[0]
    assert code == row.code
    assert reason in row.reason


def test_rules_for_change_rates_say_how_such_a_row_is_written() -> None:
    """A profile's own change-ratio takes 下降5% where the row says that it is a quantity, and says so where it does not."""
    rules = evolve(load_profile("hubei-wuhan"), forward_rule=Cited("change-ratio", "reading", note="试"))
    filed = loads(WORDS.format(target="下降5%", actual="下降4%").replace('rule = { rule = "change-ratio" }', ""))
    assert "写明是定量指标的按变动率计" in score(filed, profile=rules).rows[0].reason
    filed = loads(WORDS.format(target="下降5%", actual="下降4%").replace("rule = {", 'kind = "quantitative" #'))
    assert 8 == score(filed, profile=rules).rows[0].exact
    assert [] == [f.message for f in audit(filed, profile=rules, select=["figures"]).findings]


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("-0.3%", "-0.15%", "目标值 -0.3% 为下降，得分 = 10 × -0.15% ÷ -0.3% = 5 分。"),
        ("-0.3%", "-0.6%", "得分 = 10 × -0.6% ÷ -0.3%，满分为止 = 10 分。"),
        ("-0.3%", "0.1%", "目标值 -0.3% 为下降，完成值 0.1% 没有下降，计 0 分。"),
        ("0.2%", "0%", "目标值 0.2% 为增长，完成值 0% 没有增长，计 0 分。"),
    ],
)
def test_in_words(target: str, actual: str, expected: str) -> None:
    assert expected in row(target, actual).explanation


def test_a_sign_before_a_fall_and_a_change_of_none_stay_open() -> None:
    """≥ −3% is met by less of a fall, and no text says what is scored below it; 0% has no share."""
    assert "negative-figure" == row("≥-3%", "-4%").code
    assert "zero-target-share" == row("0%", "0%").code


def test_other_rules_leave_figures_below_0_open() -> None:
    assert "negative-figure" == score(table(quantity("-0.3%", "-0.3%"))).rows[0].code


@given(st.integers(-400, 400), st.integers(-400, 400), st.integers(1, 9))
def test_more_of_a_fall_never_earns_less(one: int, other: int, scale: int) -> None:
    more, less = (row("-100元", f"{done}元").exact for done in sorted((one, other)))
    assert less is not None
    assert more is not None
    assert 0 <= less <= more <= 10
    assert more == row(f"-{100 * scale}元", f"{min(one, other) * scale}元").exact


@pytest.mark.parametrize(
    ("target", "actual", "expected"), [("-4%", "-1%", "至多 -1.998%"), ("4%", "1%", "至少 1.998%")]
)
def test_backwards(target: str, actual: str, expected: str) -> None:
    """4.995 points print as 5.00, so half of the change less a hair is enough."""
    card = score(table(quantity(target, actual, rule=RULE), rest(80)), profile=OWN)
    assert [expected] == [f"{c.word} {float(c.bound)}{c.unit}" for c in what_if(card, to=95).alone]


def test_one_answer_on_every_engine() -> None:
    cells = ("-0.3%", "-0.1%", "0%", "0.2%", "-5%")
    rows = [quantity(target, cell, weight=7, rule=RULE) for target in ("-0.3%", "0.3%", "0%", "≥-3%") for cell in cells]
    assert engines.exact(rows, OWN) == engines.columns(rows, OWN)
    assert engines.exact(rows, OWN) == engines.by_excel(rows, OWN)
