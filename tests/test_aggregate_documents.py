"""Several units' documents as one: each unit a part, its adjusted budget the funds, its own cells kept."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval import (
    Department,
    Evaluation,
    Execution,
    Goal,
    Indicator,
    InputError,
    Item,
    Part,
    Project,
    Remarks,
    Status,
    aggregate,
    score,
)
from tests.samples import judgement, quantity
from tests.strategies import fractions, judgements, positive, written

COUNT = 0
NAMES = ("王家河街道", "木兰乡", "前川街道")


def unit(
    name: str = "王家河街道",
    count: str = "30个",
    share: str = "90%",
    judged: tuple[str, str] = ("达成", "90%"),
    budget: Any = "100万元",
    **more: Any,
) -> Evaluation:
    """One unit's table: a count that adds up, a share that averages, a judgement."""
    rows = (
        quantity("≥20个", count, 20, level2="数量指标"),
        quantity("≥90%", share, 40, level2="质量指标"),
        judgement(*judged, weight=20),
    )
    defaults: dict[str, Any] = {
        "project": Project(name="对口帮扶", implementer=name),
        "profile": "hubei-wuhan",
        "year": 2023,
        "execution": Execution(budget=budget, executed=budget),
        "indicators": rows,
    }
    return Evaluation(**defaults | more)


def exact(evaluation: Evaluation) -> list[Fraction | None]:
    return [row.exact for row in score(evaluation).results()]


@st.composite
def units(draw: st.DrawFn) -> tuple[Evaluation, ...]:
    """Up to three units with figures of their own."""
    found = []
    for name in NAMES[: draw(st.integers(1, 3))]:
        label, rate = draw(judgements("hubei-wuhan"))
        cells = (f"{written(draw(fractions(high=40)))}个", f"{written(draw(fractions(2, 150)))}%")
        more = {"remarks": Remarks(deviation=draw(st.sampled_from(("", "进度偏慢"))))}
        found.append(
            unit(name, *cells, (label, f"{written(rate * 100)}%"), budget=f"{written(draw(positive))}万元", **more)
        )
    return tuple(found)


@settings(max_examples=40)
@given(units(), st.randoms())
def test_the_order_of_units_is_irrelevant(some: tuple[Evaluation, ...], random: Any) -> None:
    """The same units in another order earn the same."""
    other = list(some)
    random.shuffle(other)
    assert exact(aggregate(some)) == exact(aggregate(other))


@settings(max_examples=40)
@given(units())
def test_two_steps_are_one(some: tuple[Evaluation, ...]) -> None:
    """Rolling up twice is rolling up once: parts of parts stay parts."""
    *first, last = some
    if first:
        assert aggregate(some) == aggregate((aggregate(first), last))
    assert aggregate(some) == aggregate((aggregate(some),))


@settings(max_examples=40)
@given(units())
def test_one_unit_is_itself(some: tuple[Evaluation, ...]) -> None:
    """A single unit earns in the whole what it earns alone."""
    assert exact(some[0]) == exact(aggregate(some[:1]))


def test_the_whole() -> None:
    """Counts add, shares and judgements average by budget, the execution block is summed."""
    whole = aggregate((unit(), unit("木兰乡", "5个", "80%", ("部分达成", "50%"), "300万元")))
    assert ("王家河街道、木兰乡", "对口帮扶", "hubei-wuhan", 2023) == (
        whole.project.implementer,  # type: ignore[union-attr]
        whole.name,
        whole.profile,
        whole.year,
    )
    assert [("王家河街道", "100万元"), ("木兰乡", "300万元")] == [(part.name, str(part.funds)) for part in whole.parts]
    assert ("400万元", "400万元") == (str(whole.execution.budget), str(whole.execution.executed))  # type: ignore[union-attr]
    assert [
        20,
        Fraction(20 * 35, 40),  # 30 + 5 of 20 + 20
        Fraction(40 * 825, 900),  # (90 × 100 + 80 × 300) / 400 of 90
        Fraction(18 * 100 + 10 * 300, 400),
    ] == exact(whole)
    assert ["17.50", "36.67", "12.00"] == [f"{row.score:f}" for row in score(whole).rows]


def test_a_department_is_summed_too() -> None:
    """Whole-department tables without goals combine, their 基本 and 项目 expenditure added up where all give it."""
    one = unit(project=None, department=Department(name="甲局", basic=100, projects="0.5亿元"))
    two = unit(project=None, department=Department(name="乙局", basic="50万元"))
    whole = aggregate((one, two))
    assert whole.department is not None
    assert ("甲局、乙局", "150万元", None) == (whole.name, str(whole.department.basic), whole.department.projects)
    assert ["甲局", "乙局"] == [part.name for part in whole.parts]


def test_a_row_that_one_unit_lacks() -> None:
    """What does not apply to one unit is 不适用 for that part, and to none it does not apply at all."""
    out = (quantity("≥20个", applicable=False, weight=20, level2="数量指标"), *unit().indicators[1:])
    whole = aggregate((unit(), unit("木兰乡", indicators=out)))
    assert (("王家河街道", "30个"), ("木兰乡", "不适用")) == whole.indicators[COUNT].actuals
    assert Decimal("20.00") == score(whole).rows[COUNT].score
    whole = aggregate((unit(indicators=out), unit("木兰乡", indicators=out)))
    assert Status.NOT_APPLICABLE is score(whole).rows[COUNT].status


def test_what_a_unit_did_not_give_is_not_made_up() -> None:
    """A unit without a budget leaves shares undetermined, one without an actual its row; counts still add up."""
    whole = aggregate((unit(), unit("木兰乡", budget=None)))
    assert ["", "funds-missing", "funds-missing"] == [row.code for row in score(whole).rows]
    assert "budget-missing" == score(whole).execution.code
    blank = (quantity("≥20个", None, 20, level2="数量指标"), *unit().indicators[1:])
    whole = aggregate((unit(), unit("木兰乡", indicators=blank)))
    assert "part-missing" == score(whole).rows[COUNT].code


def divided(*rows: Indicator, **more: Any) -> Evaluation:
    """A table that has parts already."""
    return unit(parts=(Part(name="甲村", funds=30), Part(name="乙村", funds=70)), indicators=rows, **more)


def test_parts_of_parts_may_share_a_relative_target() -> None:
    """A share asked of the whole is asked of each part; a count or a figure done by the whole is no part's own."""
    cells = {"甲村": "90%", "乙村": "80%"}
    other = unit("木兰乡", indicators=(quantity("≥90%", "60%"),))
    whole = aggregate((divided(quantity("≥90%", actuals=cells)), other))
    assert [("甲村", "≥90%"), ("乙村", "≥90%"), ("木兰乡", "≥90%")] == list(whole.indicators[0].targets)
    assert Fraction(10 * (90 * 30 + 80 * 70 + 60 * 100), 200 * 90) == score(whole).rows[0].exact
    days = {"甲村": "9天", "乙村": "8天"}
    assert 3 == len(aggregate((divided(quantity("≤9天", actuals=days, measure="relative")),
                               unit("木兰乡", indicators=(quantity("≤9天", "9天", measure="relative"),)))).parts)  # fmt: skip
    with pytest.raises(InputError, match="王家河街道已分部分，“培训人数”的 target 却是整行的数"):
        aggregate((divided(quantity("≥90个", actuals={"甲村": "9个", "乙村": "8个"})),))


def test_reasons_and_remarks_are_kept_with_their_unit() -> None:
    """Each unit's words stand under its name; what was printed for a unit is left behind."""
    late = quantity("≥20个", "10个", 20, level2="数量指标", reason="启动较晚", published_score=10)
    one = unit(indicators=(late, *unit().indicators[1:]), remarks=Remarks(deviation="进度偏慢"))
    whole = aggregate((one, unit("木兰乡")))
    assert "王家河街道：启动较晚" == whole.indicators[COUNT].reason
    assert "王家河街道：进度偏慢" == whole.remarks.deviation
    assert whole.indicators[COUNT].published_score is None


def changed(**row: Any) -> Evaluation:
    """木兰乡's table with its first row changed."""
    first, *rest = unit().indicators
    return unit("木兰乡", indicators=(evolve(first, **row), *rest))


@pytest.mark.parametrize(
    ("others", "path", "found"),
    [
        ((), "", "没有可以汇总的文件"),
        ((unit(), unit()), "parts", "“王家河街道”出现了不止一次"),
        ((unit(), unit("木兰乡", profile="mof-2020")), "profile", "木兰乡的评分规则（mof-2020）与王家河街道（hubei-wuhan）不同"),
        ((unit(), unit("木兰乡", year=2022)), "year", "木兰乡的年度（2022）与王家河街道（2023）不同"),
        ((unit(), unit("木兰乡", weights={"产出指标": 40})), "weights", "木兰乡的一级指标分值（产出指标 40）与王家河街道（无）不同"),
        ((unit(), changed(weight=10)), "indicators", "“培训人数”的权重：木兰乡为 10，王家河街道为 20"),
        ((unit(), changed(target="≤20个")), "indicators", "“培训人数”的方向：木兰乡为 反向指标，王家河街道为 正向指标"),
        ((unit(), unit("木兰乡", indicators=unit().indicators[1:])), "indicators", "木兰乡没有“产出指标/数量指标/培训人数”这一行"),
        ((unit(), unit("木兰乡", project=Project(name="帮扶", implementer="木兰乡"))), "project.name", "木兰乡的项目名称（帮扶）与王家河街道（对口帮扶）不同"),
        ((unit(), changed(deduct=1)), "indicators[0].deduct", "木兰乡的“培训人数”写有 deduct"),
        ((unit(), changed(items=(Item(description="a"),))), "indicators[0].items", "木兰乡的“培训人数”写有 items"),
        ((unit(), unit("木兰乡", indicators=(*unit().indicators, unit().indicators[0]))), "indicators", "木兰乡的“产出指标/数量指标/培训人数”不止一行"),
        ((unit(parts=(Part(name="甲", funds=1),)), unit("木兰乡")), "indicators[0].actual", "王家河街道已分部分，“培训人数”的 actual 却是整行的数"),
    ],
)  # fmt: skip
def test_documents_that_do_not_go_together(others: tuple[Evaluation, ...], path: str, found: str) -> None:
    """A difference is refused with both sides named, never smoothed over."""
    with pytest.raises(InputError) as caught:
        aggregate(others)
    assert (path, found) in [(problem.path, problem.found) for problem in caught.value.problems]
    assert "汇总" == caught.value.document


def test_goals_are_refused() -> None:
    """Tables with 年度目标 have no rows that could be matched."""
    goals = Evaluation(department=Department(name="甲局"), goals=(Goal(name="a", indicators=unit().indicators),))
    with pytest.raises(InputError, match="甲局的表分年度目标"):
        aggregate((goals,))


def test_all_differences_are_told_at_once() -> None:
    """One error lists every difference of every document."""
    with pytest.raises(InputError) as caught:
        aggregate((unit(), evolve(changed(weight=10), year=2022)))
    assert ["year", "indicators"] == [problem.path for problem in caught.value.problems]
