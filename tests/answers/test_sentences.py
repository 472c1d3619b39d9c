"""Sentences are true: under the profile and the branch of the row at hand, in their figures and in what they claim."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval import Execution, Indicator, Project, audit, explanations, load_profile, score
from perfeval.forms.model import Evaluation
from perfeval.profiles import Cited, Grade
from tests.samples import judgement, quantity, result, table
from tests.strategies import EVERY, built, documents

# --- each sentence that was once false -----------------------------------------------------------------------------


def total(*rows: Indicator, **more: Any) -> tuple[str, ...]:
    """What is said of the total."""
    (found,) = explanations(table(*rows, **more), path="total")
    return found.sentences


def test_where_nothing_applies_no_weight_is_called_wrong() -> None:
    row = judgement(weight=100, applicable=False, reason="无")
    said = total(row, profile="sichuan-pidu-2025", budget=None, executed=None)
    assert "总分未定：全部 100 分都不适用，没有可以折算的得分。" == said[0]


def test_a_rate_below_a_bound_is_not_told_in_the_digits_of_the_bound() -> None:
    card = score(table(budget="100000元", executed="89996元", profile="sichuan-form-2023"))
    assert "8.9996万元 ÷ 10万元 = 89.996%。" in card.execution.explanation
    (found,) = [f for f in audit(card.evaluation).findings if f.code == "R601"]
    assert "执行率 89.996%，低于 90%，没有说明原因。" == found.message


def test_a_rate_is_not_rounded_where_the_cap_gives_the_points() -> None:
    form = Evaluation(
        project=Project(name="甲"),
        profile="beijing-haidian-2016",
        execution=Execution(initial="1000万元", executed="1444.2万元"),
    )
    told = score(form).execution.explanation
    assert "= 14.442，超过权重；得分不得突破权重总额，计 10 分。" in told
    assert "取整" not in told


def test_a_rate_that_is_rounded_first_gives_one_score() -> None:
    form = Evaluation(
        project=Project(name="甲"),
        profile="beijing-haidian-2016",
        execution=Execution(initial="10000元", executed="4988元"),
    )
    told = score(form).execution.explanation
    assert "= 49.88%。依据执行率填法，先把比率取整为 50%：得分 = 10 × 50% = 5 分。" in told
    assert "4.988 分" not in told


def test_a_grade_names_the_total_that_it_looks_at() -> None:
    """89.995 prints as 90 and is 良 where the unrounded total is graded."""
    profile = load_profile("mof-2020")
    raw: Cited[Any] = evolve(profile.grade_total, value="unrounded")
    grades: Cited[Any] = evolve(profile.grades, value=(Grade("优", Decimal(90)), Grade("良", Decimal(0))))
    form = table(quantity("≥100000个", "88883个", 90), judgement(None, None, 0), profile="mof-2020")
    card = score(form, profile=evolve(profile, grade_total=raw, grades=grades))
    assert Decimal("89.99") == card.total
    (found,) = explanations(card, path="total")
    assert found.sentences[-1].endswith("未取整的总分 89.9947 分，等级为“良”。")


def test_weights_above_the_total_are_not_left_over() -> None:
    assert "总分未定：满意度指标不计分，权重合计仍有 120 分，超过 100 分。" == total(quantity("≥1个", "1个", 100))[0]


def test_a_strict_zero_is_not_told_as_at_most_zero() -> None:
    assert "目标值为小于 0，完成值大于 0，A/B 为 0，得 0 分。" in result(quantity("<0起", "2起")).explanation
    assert "目标值为不超过 0，完成值大于 0，A/B 为 0，得 0 分。" in result(quantity("≤0起", "2起")).explanation


def test_a_bare_figure_beside_a_thousandth_may_be_thousandths() -> None:
    row = result(quantity("≥20‰", "0.8"))
    assert row.reason.endswith("没有千分号：可能是 0.8‰，也可能是 800‰")
    told = [f.message for f in audit(table(quantity("≥20‰", "0.8"))).findings if f.code == "F506"]
    assert ["完成值“0.8”没有千分号：可能是 0.8‰，也可能是 800‰，得分不能确定。"] == told


@pytest.mark.parametrize(
    ("profile", "row", "sentence"),
    [
        (
            "jiangxi-2017",
            quantity("≥90%", "33.5%", rule="满意度"),
            "共 11 步，不足一步的是否扣分来源没有说明，不影响得分，扣 11 分，扣完为止：得分 = 10 − 10 = 0 分。",
        ),
        (
            "hunan-department",
            quantity("≤100%", "88.66%", 8, rule="超支"),
            "完成值 88.66% 不超过起点 100%，计满分 8 分。",
        ),
    ],
)
def test_steps_say_what_the_text_says(profile: str, row: Indicator, sentence: str) -> None:
    assert sentence in result(row, profile=profile).explanation


def test_a_direction_that_nobody_wrote_is_told_as_ours() -> None:
    told = result(quantity("20个", "18个")).explanation
    assert told.startswith("“培训人数”：定量指标（目标值没有写明方向，按正向指标计），权重 10 分")
    told = result(quantity("2023年12月", "2023年11月", level2="时效指标")).explanation
    assert told.startswith("“培训人数”：定量指标，权重 10 分") or told.startswith("“培训人数”：定性指标，权重 10 分")


# --- every sentence of random tables, recomputed -------------------------------------------------------------------

_N = r"-?[0-9]+(?:\.[0-9]+)?"
_CELL = rf"({_N})(…?)[^\s0-9×÷+=，（）()]*"
_RATIO = re.compile(rf"(?:{_CELL} × )?{_CELL} ÷ {_CELL} = ({_N})(…?)(%?)")
_SHARE = re.compile(rf"得分 = ({_N})(…?) × ({_N})(…?)% = ({_N})(…?) 分")
_SUM = re.compile(rf"各行得分之和：({_N}(?: \+ {_N})*) = ({_N}) 分")
_SIDE = re.compile(rf"({_N})(?:…?)%，(低于|高于|超过|达到) ({_N})%")


def untrue(text: str) -> Iterator[str]:
    """The equations and comparisons of a sentence that do not hold; one with a cut figure on its left is passed over."""
    for found in _RATIO.finditer(text):
        by, by_cut, top, top_cut, bottom, bottom_cut, result, cut, percent = found.groups()
        if by_cut or top_cut or bottom_cut or not Fraction(bottom):
            continue
        value = Fraction(by or 1) * Fraction(top) / Fraction(bottom)
        if percent and not by:
            value *= 100
        # a rate is told at two places where it is not whole
        close = Fraction(1, 200) if percent and not by else Fraction(1, 10**4) if cut else 0
        if abs(value - Fraction(result)) > close:
            yield found[0]
    for found in _SHARE.finditer(text):
        weight, weight_cut, rate, rate_cut, result, cut = found.groups()
        value = Fraction(weight) * Fraction(rate) / 100
        if not weight_cut and not rate_cut and abs(value - Fraction(result)) > (Fraction(1, 10**4) if cut else 0):
            yield found[0]
    for found in _SUM.finditer(text):
        if sum(map(Fraction, found[1].split(" + "))) != Fraction(found[2]):
            yield found[0]
    for found in _SIDE.finditer(text):
        one, other = Fraction(found[1]), Fraction(found[3])
        if not {"低于": one < other, "高于": one > other, "超过": one > other, "达到": one >= other}[found[2]]:
            yield found[0]


@pytest.mark.parametrize(
    "text",
    [
        "10 × 3个 ÷ 4个 = 7 分",
        "= 1万元 ÷ 3万元 = 34%",
        "得分 = 10 × 85% = 8 分",
        "各行得分之和：1 + 2 = 4 分",
        "90%，低于 90%",
    ],
)
def test_an_untrue_sentence_is_seen(text: str) -> None:
    assert [] != list(untrue(text))


@pytest.mark.parametrize("profile", EVERY)
@settings(max_examples=4)
@given(data=st.data())
def test_every_sentence_is_true(profile: str, data: st.DataObject) -> None:
    """What explain and audit say of any table, under each profile."""
    evaluation = built(data.draw(documents([profile])))
    card = score(evaluation)
    texts = [text for one in explanations(card) for text in one.sentences]
    texts += [finding.message for finding in audit(evaluation).findings]
    assert [] == [(wrong, text) for text in texts for wrong in untrue(text)]
    cited = [step.clause for row in card.results() for step in row.steps if step.clause]
    assert set() == set(cited) - {
        *card.profile.clauses,
        *(c.clause for c in card.profile.curves.values()),
        "本项目的理解",
    }
