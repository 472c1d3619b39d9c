"""Groups, the total, the grade: sums of printed scores, told only where they are known."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from attrs import evolve

from perfeval import (
    Department,
    Evaluation,
    Execution,
    Goal,
    Published,
    QuantitativeIndicator,
    Status,
    audit,
    batch,
    explain,
    load_profile,
    score,
)
from perfeval.profiles import Cited, Grade
from tests.samples import judgement, quantity, table
from tests.under import outcome, result, under

MET = quantity("5个", "5个", weight=70)
SATISFIED = judgement("达成预期指标", "100%")
OPEN = judgement("达成预期指标", None)


def total(*rows: Any, **more: Any) -> Decimal | None:
    """The total of a table whose execution earns its 20 points."""
    return score(table(*rows, **more)).total


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((MET, SATISFIED), "100.00"),
        ((quantity("5个", "5个", weight=75), SATISFIED), "105.00"),  # rows above 100: the audit says so, the sum stands
        ((quantity("5个", "5个", weight=10), SATISFIED), "40.00"),
        # the points of what is left out have no destination: the rest must still make 100
        ((MET,), None),
        ((quantity("5个", "5个", weight=80),), "100.00"),
        ((MET, judgement(applicable=False)), None),
        ((quantity("5个", "5个", weight=80), judgement(applicable=False)), "100.00"),
        ((MET, SATISFIED, quantity("5个", "5个", applicable=False)), "100.00"),
        ((quantity("5个", "5个", weight=60), SATISFIED, quantity("5个", applicable=False)), None),
        # one open row, no total
        ((MET, OPEN), None),
        ((), None),
    ],
)
def test_total(rows: tuple[Any, ...], expected: str | None) -> None:
    """总分 is the plain sum, unless a row is undetermined or points are left without a destination."""
    found = total(*rows)
    assert expected == (None if found is None else f"{found:f}")


@pytest.mark.parametrize(
    "label", [{"level1": "满意度"}, {"level1": "服务对象满意度指标"}, {"level1": "效益指标", "level2": "群众满意度"}]
)
def test_satisfaction_is_known_by_either_level(label: dict[str, str]) -> None:
    """A 满意度 row is one by its 一级 or its 二级 label, or a usual other name of it."""
    assert 90 == total(quantity("5个", "5个", weight=60), judgement("达成", "100%", **label))


def test_every_printed_score_is_summed() -> None:
    """Rows are rounded one by one, and the total is the sum of what is printed."""
    thirds = [quantity("3个", "1个", weight=10) for _ in range(3)]
    card = score(table(*thirds, SATISFIED))
    assert [Decimal("3.33")] * 3 == [row.score for row in card.rows[:3]]
    assert Decimal("39.99") == card.total


@pytest.mark.parametrize(
    ("more", "rows", "reason"),
    [
        ({}, (MET, OPEN), "1 项未能确定得分：群众满意度"),
        ({"budget": None}, (MET, OPEN), "2 项未能确定得分：预算执行率、群众满意度"),
        ({}, (OPEN,) * 6, "6 项未能确定得分：群众满意度"),
        ({"partial": True}, (MET, SATISFIED), "文件是节选，缺少部分指标行"),
        ({}, (MET,), "满意度指标不计分后，权重合计 90 分，规则没有说明其余分值归于何处"),
        ({}, (MET, judgement(applicable=False)), "群众满意度不计分后，权重合计 90 分，规则没有说明其余分值归于何处"),
    ],
)
def test_why_there_is_no_total(more: dict[str, Any], rows: tuple[Any, ...], reason: str) -> None:
    """Without a total the card says why, and earned of available is still told."""
    card = score(table(*rows, **more))
    assert card.total is None
    assert reason == card.reason
    assert card.grade is None


def test_earned_of_available() -> None:
    """Earned are the points of what was scored, available those of all that applies."""
    card = score(table(MET, OPEN, quantity("5个", applicable=False)))
    assert (Decimal("90.00"), Decimal(100)) == (card.earned, card.available)


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        ("100", "优"),
        ("90.00", "优"),
        ("89.995", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grade_is_of_the_printed_total(points: str, grade: str) -> None:
    """Lower ends belong to the better grade, and 89.995 is printed as 90.00, which is 优."""
    rows = (
        quantity("100%", f"{points}%", weight=100),
        judgement("达成", "100%", weight=0),
    )
    empty = {"execution": Execution(budget=1, executed=1, weight=0), "profile": "mof-2020"}
    card = score(table(*rows, **empty))
    assert grade == card.grade
    assert card.total is not None
    assert grade == load_profile("mof-2020").grade(card.total)


def test_wuhan_has_no_grades() -> None:
    """Where the source names no grades none is given."""
    assert score(table(MET, SATISFIED)).grade is None


def groups(evaluation: Evaluation) -> list[tuple[str, Decimal, Decimal | None, Decimal | None, Status]]:
    return [(g.name, g.weight, g.declared, g.score, g.status) for g in score(evaluation).groups]


def test_groups_follow_the_heads_of_the_form() -> None:
    """Rows are summed under their 一级指标 by any of its names; a head without rows stands with none."""
    rows = (
        quantity("5个", "4个", weight=30),
        QuantitativeIndicator(name="a", level1="产出", target="5个", actual="5个", weight=10),
        OPEN,
    )
    heads = {"产出指标": 50, "满意度": 10, "效益指标": 30}
    assert [
        ("产出指标", 40, 50, 34, Status.SCORED),
        ("满意度指标", 10, 10, None, Status.UNDETERMINED),
        ("效益指标", 0, 30, None, Status.NOT_APPLICABLE),
    ] == groups(table(*rows, weights=heads))


def test_a_group_with_a_row_left_out() -> None:
    """A row that does not apply keeps its weight in the group, but earns nothing."""
    rows = (quantity("5个", "4个"), quantity("5个", applicable=False), judgement(applicable=False, weight=None))
    assert [
        ("产出指标", 20, None, 8, Status.SCORED),
        ("满意度指标", 0, None, None, Status.NOT_APPLICABLE),
    ] == groups(table(*rows))


def test_groups_of_a_department_are_its_goals() -> None:
    """Where the form has 年度目标 these are the groups, by place and not by name."""
    goal = Goal(name="调查研究", weight=6, indicators=(quantity("5个", "5个", weight=3),))
    department = Evaluation(
        department=Department(name="区政府办公室"),
        profile="hubei-wuhan",
        execution=Execution(budget=1, executed=1),
        goals=(goal, Goal(name="调查研究", indicators=(quantity("5个", "4个", weight=5), SATISFIED))),
    )
    assert [("调查研究", 3, 6, 3, Status.SCORED), ("调查研究", 15, None, 14, Status.SCORED)] == groups(department)
    assert 37 == score(department).total


def test_a_row_worth_nothing_bears_on_no_sum() -> None:
    """A form that gives execution 0 points has a total without a budget; the execution itself stays undetermined."""
    rows = (quantity("5个", "5个", weight=90), SATISFIED)
    card = score(table(*rows, execution=Execution(weight=0)))
    assert (Status.UNDETERMINED, 100) == (card.execution.status, card.total)
    assert score(table(*rows, execution=Execution(weight=10))).total is None


def test_a_part_worth_nothing_is_not_open() -> None:
    """Execution of 0 points without figures: one count on the screen, in the reason and in the messages."""
    table_of = Evaluation(
        department=Department(name="甲"),
        profile="department-step-deduction",
        execution=Execution(budget="1万元"),
        indicators=(quantity("≥5个", None, weight=100, level1="满意度指标"),),
    )
    card = score(table_of)
    assert ("execution", 0, Status.UNDETERMINED) == (card.execution.path, card.execution.weight, card.execution.status)
    assert ["indicators[0]"] == [result.path for result in card.undetermined]
    assert (card.reason or "").startswith("1 项未能确定得分")


@pytest.mark.parametrize(("places", "expected"), [(1, "46.0"), (2, "46.03")])
def test_a_deduction_is_rounded_once(places: int, expected: str) -> None:
    """49.95 less 3.92: 46.03, at one place 46.0; not 50.0 less 3.92, which would print as 46.1."""
    profile = evolve(load_profile("mof-2020"), rounding_places=Cited(places, "reading", note="试验"))
    row = quantity("≥1000个", "999个", weight=50, deduct="3.92")
    assert expected == str(score(table(row), profile=profile).rows[0].score)
    lines = pl.DataFrame(list(batch.rows([("甲", table(row))], profile=profile)), infer_schema_length=None)
    assert Decimal(expected) == batch.score(lines, profile=profile)["score"][1]


THIRDS = (quantity("≥3个", "2个", weight=25), quantity("≥3个", "2个", weight=25), quantity("≥3个", "2个", weight=40))


SPENT = {"execution": Execution(initial="300", executed="200")}


def test_a_bonus_stands_on_top_of_the_total() -> None:
    """附加分 may lift the total above 100; it is neither rescaled nor counted among the weights."""
    profile = under(
        bonus={"附加分": Decimal(5)}, not_applicable="rescale", satisfaction="optional", execution_budget="adjusted"
    )
    full = quantity("≥9个", "9个", weight=80, published_score=80)
    more = quantity("≥4个", "3个", weight=4, level1="附加分", name="受表彰", published_score=3)
    out = quantity("≥9个", weight=10, name="不适用的", applicable=False, reason="未开展")
    money = Execution(budget=10, executed=10, published_score=10)
    filed = table(full, more, out, execution=money, published=Published(total="103"))
    card = score(filed, profile=profile)
    assert ("93.00", "103.00") == (f"{card.earned:f}", f"{card.total:f}")  # 90 ÷ 90 × 100 + 3
    assert "附加分 3 分加在总分之上，不受满分 100 分的限制" in explain(card, path="total")
    figures = ("weights-not-100", "total-mismatch", "score-mismatch", "level-unknown")
    assert [] == [f.rule for f in audit(filed, profile=profile, select=figures).findings]
    many = evolve(more, weight=6)
    assert ["附加分”各行权重合计 6 分，评分规则所设的附加分是 5 分"] == [
        f.message[1:-1]
        for f in audit(table(full, many, out, execution=money), profile=profile, select=figures[:1]).findings
    ]
    # without such a head in the profile the row is one of the hundred
    assert ["weights-not-100"] == [
        f.rule for f in audit(filed, profile=under(not_applicable="rescale"), select=figures[:1]).findings
    ]


@pytest.mark.parametrize(
    ("choices", "total"),
    [
        ({"rounding_places": 2}, "66.68"),  # 6.67 + 16.67 + 16.67 + 26.67
        ({"rounding_places": 2, "rounding_moment": "group"}, "66.67"),  # 6.67 + 60.00
        ({"rounding_places": 2, "rounding_moment": "total"}, "66.67"),
        ({"rounding_places": 1, "rounding_moment": "indicator"}, "66.8"),  # 6.666… + 16.7 + 16.7 + 26.7
        ({"rounding_places": 0, "rounding_moment": "indicator"}, "68"),  # 6.666… + 61
        ({"rounding_places": 0, "rounding_moment": "group"}, "67"),  # 7 + 60
        ({"rounding_places": 0}, "68"),  # 7 + 17 + 17 + 27
        ({"rounding_places": 1}, "66.8"),
        ({"rounding_places": 2, "rounding_rate": 0}, "66.97"),  # 6.67 + 67 % of 90
        ({"rounding_places": 2, "rounding_rate": 0, "execution_rate_places": 0}, "67.00"),
    ],
)
def test_when_it_is_rounded(choices: dict[str, Any], total: str) -> None:
    """By row, by group or at the end; the rate first or not."""
    card = score(table(*THIRDS, **SPENT), profile=under(**choices, satisfaction="optional", not_applicable="unstated"))
    assert total == f"{card.total:f}"


def test_to_the_even_digit() -> None:
    """9.125 is 9.13 half up, 9.12 to the even digit."""
    row = quantity("≦365天", "400天")
    assert "9.13" == outcome(row, profile=under(rounding_places=2))
    even = result(row, profile=under(rounding_places=2, rounding_mode="half-even"))
    assert "9.12" == f"{even.score:f}"
    assert "四舍六入五成双" in even.explanation


def test_the_grade_of_a_rounded_or_unrounded_total() -> None:
    """89.995 prints as 90.00, which is 优; unrounded it is still 良."""
    grades = (Grade("优", Decimal(90)), Grade("良", Decimal(0)))
    rows = table(quantity("≥18000个", "17999个", weight=90), execution=Execution(initial=10, executed=0))
    for which, grade in (("printed", "优"), ("unrounded", "良")):
        for moment in ("row", "group", "total"):
            card = score(rows, profile=under(grades=grades, grade_total=which, rounding_moment=moment))
            assert ("90.00", grade) == (f"{card.total:f}", card.grade)


@pytest.mark.parametrize(
    ("treatment", "total", "status"),
    [
        ("unstated", None, "not-applicable"),
        ("redistribute", None, "not-applicable"),
        ("rescale", "90.00", "not-applicable"),  # 81 ÷ 90 × 100
        ("full", "91.00", "scored"),
        ("no-deduction", "91.00", "scored"),
    ],
)
def test_what_does_not_apply(treatment: str, total: str | None, status: str) -> None:
    """81 points earned of 90 that apply, 10 not applicable: four treatments, and none where the source is silent."""
    rows = (quantity("≥80个", "71个", weight=80), quantity("≥9个", weight=10, applicable=False, reason="未开展"))
    card = score(
        table(*rows, execution=Execution(initial=10, executed=10)),
        profile=under(not_applicable=treatment, rounding_places=2),
    )
    assert total == (None if card.total is None else f"{card.total:f}")
    assert status == card.rows[1].status
    assert treatment not in ("full", "no-deduction") or 10 == card.rows[1].score


def test_a_row_that_does_not_apply_and_has_no_weight_cannot_be_rescaled() -> None:
    """What it would have counted is not known, so neither is the total; under a profile that does not rescale nothing hangs on it."""
    rows = (
        quantity("≥80个", "71个", weight=80),
        quantity("≥9个", weight=None, name="外出考察", applicable=False, reason="未开展"),
    )
    whole = table(*rows, execution=Execution(initial=10, executed=10))
    card = score(whole, profile=under(not_applicable="rescale"))
    assert (None, None, "not-applicable-weight-missing") == (card.total, card.grade, card.code)
    assert "不适用的指标没有写权重，不能按百分制折算" == card.reason
    other = score(
        table(*rows, execution=Execution(initial=20, executed=20, weight=20)),
        profile=under(not_applicable="redistribute"),
    )
    assert "not-applicable-weight-missing" != other.code


@pytest.mark.parametrize("which", ["printed", "unrounded"])
def test_an_open_total_has_no_grade(which: str) -> None:
    """However its grade is looked up: one row is open, and what the others make is no total."""
    grades = (Grade("优", Decimal(10)), Grade("差", Decimal(0)))
    rows = (quantity("≥80个", "80个", weight=80), quantity("≥9个", None, weight=10))
    card = score(
        table(*rows, execution=Execution(initial=10, executed=10)), profile=under(grades=grades, grade_total=which)
    )
    assert (None, None, "rows-undetermined") == (card.total, card.grade, card.code)


def test_goals_are_the_groups_that_are_rounded() -> None:
    """3.335 + 3.335 under one goal are 6.67, whatever heads they stand under; by heads each would be 3.34."""
    thirds = [quantity("≥2000个", "667个", weight=10, level1=head) for head in ("产出指标", "效益指标")]
    goals = (
        Goal(name="目标一", indicators=tuple(thirds)),
        Goal(name="目标二", indicators=(quantity("≥1个", "1个", weight=70),)),
    )
    whole = Evaluation(
        department=Department(name="乡村振兴局"), execution=Execution(initial=10, executed=10), goals=goals
    )
    card = score(whole, profile=under(rounding_moment="group", satisfaction="optional", not_applicable="unstated"))
    assert ["6.67", "70.00"] == [f"{group.score:f}" for group in card.groups]
    assert "86.67" == f"{card.total:f}"


def test_a_row_without_points_has_no_rate_to_round() -> None:
    """Weight 0: 0 points, and nothing is divided by it."""
    rules = under(rounding_rate=0, execution_rate_places=0)
    assert "0.00" == outcome(quantity("≥3个", "2个", weight=0), profile=rules)
