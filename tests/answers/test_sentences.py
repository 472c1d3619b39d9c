"""Sentences are true: under the profile and the branch of the row at hand, in their figures and in what they claim."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from perfeval import Execution, Indicator, Project, audit, explanations, load_profile, score
from perfeval.forms.model import Evaluation
from perfeval.profiles import Cited, Grade
from tests.samples import judgement, quantity, result, table

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
    card = score(form, evolve(profile, grade_total=raw, grades=grades))
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
