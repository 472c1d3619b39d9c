"""Sentences are true: under the profile and the branch of the row at hand, in their figures and in what they claim."""

import os
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval import Execution, Indicator, Project, audit, explanations, load, load_profile, score, what_if
from perfeval.answers.whatif import WhatIf
from perfeval.forms.model import Evaluation
from perfeval.profiles import Cited, Grade
from tests.claims.about import Table
from tests.claims.asked import ASKED
from tests.claims.audited import AUDITED, SKIPPED
from tests.claims.explained import EXPLAINED
from tests.paths import TESTS
from tests.samples import judgement, quantity, result, table
from tests.strategies import EVERY, Document, built, documents, fractions, written

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
    assert "= 49.88%。依据执行率填法，先把比率 49.88% 取整为 50%：得分 = 10 × 50% = 5 分。" in told
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


# --- every sentence is understood, and recomputed ------------------------------------------------------------------

ODD = (
    ("较高", "较高"), ("完成率95%以上", "完成"), ("2023年12月", "2023年11月"), ("2023年6月底", "2023年8月"), ("2023年底", "2023年3月"), ("是", "是"), ("是", "否"),
    ("≤0起", "小于0起"), ("≥90%", "≥95%"), ("90%以上", "90%以下"), ("＝0起", "2起"), ("0起", "1起"), ("0起", "0起"), ("<0起", "1起"), (">0次", "0次"),
    ("≥0次", "3次"), ("≥95%", "0.9"), ("≥20‰", "0.8"), ("≥2年", "730天"), ("≥10个", "9次"), ("≥90%", "105%"), ("≥50", "45个"), ("30-50个", "40个"),
    ("≥10个", "约9个"), ("", "5个"), ("≥5个", ""), ("≥5个", "/"), ("≥3次", "-1次"), ("<5个", "5个"), ("=5个", "5个"), ("=5个", "9个"), ("≤100%", "88.66%"),
    ("≥90%", "81.2%"), ("≥90%", "33.5%"), ("≥1个", "3个"), ("≤5‰", "9‰"),
)  # fmt: skip
"""Target and actual value as they are seldom written."""
CURVES = (
    {"rule": "steps", "start": "target", "per": "5%", "deduct": 1, "count": "begun"},
    {"rule": "steps", "start": "95%", "per": "4%", "deduct": 2, "count": "whole"},
    {"rule": "steps", "start": "90%", "per": "3%", "deduct": 3, "count": "unstated"},
    {"rule": "ramp", "start": "60%", "end": "95%", "base": "30%"},
    {"rule": "ramp", "start": "0%", "end": "95%", "base": "0%"},
    {"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "ratio"},
    {"rule": "steps", "start": "95%", "per": "4%", "deduct": "5%", "count": "begun"},
    {"rule": "change-ratio"},
    {"rule": "listed", "listed": [{"at": "100%", "points": 10}, {"at": "90%", "points": 5}]},
    {"rule": "listed", "listed": [{"at": "100%", "points": "100%"}, {"at": "60%", "points": "40%"}]},
    {"rule": "share-tiers", "ends": "high", "tiers": [
        {"low": "0%", "high": "0%", "points": "100%"}, {"low": "0%", "high": "100%", "points": "50%"}, {"low": "100%", "high": "none", "points": "0%"},
    ]},
    {"rule": "tiers", "ends": "low", "tiers": [
        {"low": "0%", "high": "50%", "points": "unstated", "label": "差"}, {"low": "50%", "high": "80%", "points": 9, "least": 8},
        {"low": "80%", "high": "none", "points": 10},
    ]},
    {"rule": "linear"},
    {"rule": "exact"},
    *(
        {"rule": rule, "ends": ends, "tiers": [
            {"low": "0%", "high": "10%", "points": 10}, {"low": "10%", "high": "60%", "points": 6}, {"low": "60%", "high": "none", "points": 1},
        ]}
        for rule in ("tiers", "bands") for ends in ("high", "low")
    ),
)  # fmt: skip
"""Rules that a row prints itself."""


FIGURES = fractions(0, 130).map(lambda value: f"{written(value)}%") | st.sampled_from(
    ("100%", "90%", "60%", "0%", "-1%", "-4%", "2.5%")
)


@st.composite
def filings(draw: st.DrawFn, profile: str) -> Document:
    """A random table with what its form prints, right and wrong, and with cells as they are seldom written."""
    tree = draw(documents([profile]))
    for row in [*tree.get("indicators", ()), *(row for goal in tree.get("goals", ()) for row in goal["indicators"])]:
        if not row.keys() & {"targets", "actuals", "attainments", "attainment"} and draw(st.integers(0, 2)) == 0:
            row |= dict(zip(("target", "actual"), draw(st.sampled_from(ODD)), strict=True))
            row["level2"] = draw(st.sampled_from(("数量指标", "时效指标", "社会效益指标")))
        if "actual" in row and draw(st.integers(0, 5)) == 0:
            row |= {
                "target": draw(st.sampled_from(("≥", "≤", "="))) + "60%",
                "actual": written(draw(fractions(0, 130))) + "%",
            }
            row |= {"rule": draw(st.sampled_from(CURVES)), "weight": 10}
        if draw(st.booleans()):
            row["reason"] = draw(st.sampled_from(("受汛期影响", "无", "")))
        printed = ("", row["weight"], "9.13", "9", "0", "100", written(draw(fractions(0, 100))), "满分")
        row["published_score"] = draw(st.sampled_from(printed))
    if draw(st.booleans()):
        tree["published"] = {
            "total": draw(st.sampled_from(("", "100", "88.5", "89.995", "120", "很高"))),
            "grade": draw(st.sampled_from(("优", "良", "差", ""))),
        }
    return tree


def untrue(tree: Document, evaluation: Evaluation) -> Iterator[str]:
    """The sentences of explain, audit and what-if that say what is not so, or that nobody here understands."""
    card = score(evaluation)
    report, asked = (
        audit(evaluation),
        [what_if(card, to=goal) for goal in (60, 90, 100)] if card.total is not None else [],
    )
    yield from sentences(Table(tree, card, tree["profile"] if tree["profile"] in EVERY else ""), report, asked)


def sentences(table: Table, report: Any, asked: Sequence[WhatIf]) -> Iterator[str]:
    said = [(EXPLAINED, text, table.about(one.path)) for one in explanations(table.card) for text in one.sentences]
    said += [(EXPLAINED, note.text, table.about("total")) for note in table.card.notes]
    said += [(AUDITED, finding.message, table.about(finding.path)) for finding in report.findings]
    said += [(SKIPPED, skipped.reason, table.about(skipped.path)) for skipped in report.skipped]
    said += [(ASKED, line.strip(), answer) for answer in asked for line in str(answer).splitlines()]
    yield from (wrong for grammar, text, about in said if (wrong := grammar.wrong(text, about)) is not None)


@pytest.mark.parametrize("profile", EVERY)
@settings(max_examples=int(os.environ.get("PERFEVAL_SENTENCES", "4")), suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_sentence_of_a_random_table_is_true(profile: str, data: st.DataObject) -> None:
    """Under each profile; more tables with PERFEVAL_SENTENCES=100."""
    tree = data.draw(filings(profile))
    assert [] == list(untrue(tree, built(tree)))


FILED = [path for folder in ("cases/audit", "filings", "filings2") for path in sorted((TESTS / folder).glob("*.toml"))]
FILED += sorted((TESTS.parent / "examples").glob("*/worked.toml"))
FILED += [TESTS / "cases" / "good" / "nested.toml"]


@pytest.mark.parametrize("start", range(8))
def test_every_sentence_of_a_filed_table_is_true(start: int) -> None:
    """The published tables, the worked examples, and those that each audit rule is tried on."""
    for path in FILED[start::8]:
        tree = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        assert [] == list(untrue(tree, load(path))), path.name


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("依据备注2，得分 = 权重 × B ÷ A = 10 × 3个 ÷ 4个 = 7 分。", quantity("≥4个", "3个")),
        (
            "依据备注2，得分 = 权重 × B ÷ A = 10 × 4个 ÷ 3个 = 13.3333…，超过权重；得分不得突破权重总额，计 9 分。",
            quantity("≥3个", "4个"),
        ),
        ("依据备注3，得分 = 权重 × B ÷ A = 10 × 3个 ÷ 4个 = 7.5 分。", quantity("≥4个", "3个")),
        ("四舍五入保留 2 位小数，得 3.34 分。", quantity("≥3个", "1个")),
        ("完成情况为目标的 120%，超过 130%，应分析说明原因（本项目的理解）。", quantity("≥10个", "12个")),
        ("谁也没有听过的一句话。", quantity("≥4个", "3个")),
    ],
)
def test_an_untrue_sentence_is_seen(sentence: str, row: Indicator) -> None:
    """Of the arithmetic, the cap, the clause, the rounding, a bound; and one that is not understood."""
    cells = {"name": row.name, "target": row.target, "actual": row.actual, "weight": 10}
    about = Table({"execution": {}, "indicators": [cells]}, score(table(row))).about("indicators[0]")
    assert EXPLAINED.wrong(sentence, about) is not None
