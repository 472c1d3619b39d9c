"""Several units' documents as one: each unit a part, its adjusted budget the funds, its own cells kept."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from perfeval import (
    Department,
    Evaluation,
    Execution,
    Fund,
    Goal,
    Indicator,
    InputError,
    Item,
    Part,
    Project,
    Remarks,
    Status,
    aggregate,
    explain,
    load,
    load_profile,
    loads,
    score,
)
from perfeval.profiles import Cited
from perfeval.tables import table
from perfeval.write.document import to_json_document, to_toml
from tests.paths import ROOT
from tests.samples import judgement, quantity
from tests.strategies import Document, built, documents, fractions, judgements, positive, written

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


@given(units(), st.randoms())
def test_the_order_of_units_is_irrelevant(some: tuple[Evaluation, ...], random: Any) -> None:
    """The same units in another order earn the same."""
    other = list(some)
    random.shuffle(other)
    assert exact(aggregate(some)) == exact(aggregate(other))


@given(units())
def test_two_steps_are_one(some: tuple[Evaluation, ...]) -> None:
    """Rolling up twice is rolling up once: parts of parts stay parts."""
    *first, last = some
    if first:
        assert aggregate(some) == aggregate((aggregate(first), last))
    assert aggregate(some) == aggregate((aggregate(some),))


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


def test_rows_under_an_indicator_are_refused() -> None:
    """Units' rows become parts of one, and those have no rows under them."""
    row = unit().indicators[0]
    with pytest.raises(InputError, match=r"分了下级指标") as caught:
        aggregate((evolve(unit(), indicators=(evolve(row, rows=(row,)),)),))
    assert "indicators[0].rows" == caught.value.path


def test_all_differences_are_told_at_once() -> None:
    """One error lists every difference of every document."""
    with pytest.raises(InputError) as caught:
        aggregate((unit(), evolve(changed(weight=10), year=2022)))
    assert ["year", "indicators"] == [problem.path for problem in caught.value.problems]


# --- any depth ----------------------------------------------------------------------------------------------------


def roll_up(some: tuple[Evaluation, ...], data: st.DataObject) -> Evaluation:
    """The units combined in random steps: neighbours first, then what they make."""
    if len(some) == 1:
        return aggregate(some) if data.draw(st.booleans()) else some[0]
    cut = data.draw(st.integers(1, len(some) - 1))
    return aggregate((roll_up(some[:cut], data), roll_up(some[cut:], data)))


@given(units(), st.data())
def test_any_tree_of_units_is_the_same_whole(some: tuple[Evaluation, ...], data: st.DataObject) -> None:
    """Villages into towns into counties into a city, by whatever way: the same document, not only the same scores."""
    if len(some) > 1:
        assert aggregate(some) == roll_up(some, data)


@given(units())
def test_the_document_of_the_whole_comes_back(some: tuple[Evaluation, ...]) -> None:
    """What `aggregate` makes is a document like any other."""
    whole = aggregate(some)
    assert whole == loads(to_toml(whole)) == loads(to_json_document(whole))


@given(units())
def test_every_row_lies_between_its_units(some: tuple[Evaluation, ...]) -> None:
    """The whole earns no less than its worst unit and no more than its best, where targets are alike."""
    alone = [exact(one) for one in some]
    for row, combined in enumerate(exact(aggregate(some))):
        values = [rows[row] for rows in alone]
        assert combined is not None
        assert min(v for v in values if v is not None) <= combined <= max(v for v in values if v is not None)


# --- what the parts of the seed make ------------------------------------------------------------------------------

EXAMPLE = ROOT / "examples" / "wuhan-parts"


def test_two_documents_make_the_whole_row_by_row() -> None:
    """The two units' documents combined earn what the document with both parts earns, to the last fraction."""
    both = score(aggregate([load(EXAMPLE / "wangjiahe.toml"), load(EXAMPLE / "mulan.toml")]))
    whole = score(load(EXAMPLE / "whole.toml"))
    assert [(r.path, r.name, r.exact, r.score) for r in whole.results()] == [
        (r.path, r.name, r.exact, r.score) for r in both.results()
    ]
    assert (whole.total, whole.groups) == (both.total, both.groups)
    assert [(p.name, p.funds, p.exact) for r in whole.rows for p in r.parts] == [
        (p.name, p.funds, p.exact) for r in both.rows for p in r.parts
    ]


def test_the_example_by_hand() -> None:
    """n/d of each row: 7.9 of 8 km; 99.71 %; 710 of 700 households; the mean of 14.25 and 11.25; 94.26 of 95 %."""
    whole = score(load(EXAMPLE / "whole.toml"))
    assert [
        Fraction(20 * 496, 500),
        Fraction(20) * (Fraction("3.6") + Fraction("4.3")) / 8,
        Fraction(20) * (Fraction(100 * 210) + Fraction("99.5") * 290) / 500 / 100,
        Fraction(15),
        (Fraction("14.25") * 210 + Fraction("11.25") * 290) / 500,
        Fraction(10) * Fraction(96 * 210 + 93 * 290, 500) / 95,
    ] == [result.exact for result in whole.results()]
    assert ["496/25", "79/4", "9971/500", "15/1", "1251/100", "4713/475"] == [
        f"{r.exact.numerator}/{r.exact.denominator}" for r in whole.results() if r.exact is not None
    ]
    assert "96.96" == str(whole.total)


def test_each_units_own_result_stays_visible() -> None:
    """Beside the whole: as data, in the cells of the table, in the explanation."""
    card = score(aggregate([load(EXAMPLE / "wangjiahe.toml"), load(EXAMPLE / "mulan.toml")]))
    alone = {name: score(load(EXAMPLE / f"{name}.toml")) for name in ("wangjiahe", "mulan")}
    for row, one, two in zip(card.as_dict()["indicators"], *(a.rows for a in alone.values()), strict=True):
        assert [("王家河街道", one.exact), ("木兰乡", two.exact)] == [
            (part["name"], Fraction(part["exact"])) for part in row["parts"]
        ]
        assert [one.indicator and one.indicator.actual, two.indicator and two.indicator.actual] != ["", ""]
    cells = [cell.text for cell in table(card).cells]
    assert "≥8公里\n王家河街道：≥3公里\n木兰乡：≥5公里" in cells
    assert "7.9公里\n王家河街道：3.6公里\n木兰乡：4300米" in cells
    assert "王家河街道：明显改善\n木兰乡：有所改善" in cells
    told = explain(card, path="硬化村组道路")
    assert "实际完成值汇总（绝对值，累加）：王家河街道 3.6公里 + 木兰乡 4.3公里 = 7.9公里。" in told
    assert "王家河街道 20 分，木兰乡 17.2 分" in told


# --- rows that need care ------------------------------------------------------------------------------------------


def two(first: Indicator, second: Indicator, funds: tuple[Any, Any] = (100, 300)) -> Evaluation:
    """One row of two units, combined."""
    return aggregate(
        [
            unit(name, budget=budget, indicators=(row,))
            for name, budget, row in zip(NAMES, funds, (first, second), strict=False)
        ]
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # 备注2: counts add, whatever the units are written in
        (quantity("≥3公里", "3公里"), quantity("≥5000米", "4000米"), Fraction(10 * 7, 8)),
        (quantity("≥5000米", "4000米"), quantity("≥3公里", "3公里"), Fraction(10 * 7, 8)),
        (quantity("≤100万元", "120万元"), quantity("≤0.02亿元", "2300000元"), Fraction(10 * 300, 350)),
        # 相对值 by funds, of 100 and 300
        (quantity("≥90%", "90%"), quantity("≥80%", "60%"), Fraction(10 * (90 + 3 * 60), 90 + 3 * 80)),
        (quantity("≥90%", "90%"), quantity("≥900‰", "600‰"), Fraction(10 * (90 + 3 * 60), 4 * 90)),
        # times and compound units by the declared measure
        (quantity("≤10天", "10天", measure="relative"), quantity("≤10天", "20天", measure="relative"),
         Fraction(10 * 40, 10 + 60)),
        (quantity("≤10天", "10天", measure="absolute"), quantity("≤10天", "20天", measure="absolute"), Fraction(20, 3)),
        (quantity("≤900元/户", "900元/户", measure="relative"), quantity("≤900元/户", "0.1万元/户", measure="relative"),
         Fraction(10 * 3600, 900 + 3000)),
        (quantity("≤10天", "10天"), quantity("≤10天", "20天"), "measure-unstated"),
        (quantity("≤900元/户", "900元/户"), quantity("≤900元/户", "900元/户"), "measure-unstated"),
        # 不适用 takes a unit out, with or without cells of its own, first or second
        (quantity("≥90%", "45%"), quantity("≥90%", "1%", applicable=False), Fraction(5)),
        (judgement(applicable=False, target=None, level1="产出指标", name="培训人数"), quantity("≥90%", "45%"), Fraction(5)),
        (quantity(None, applicable=False, weight=None), quantity("≤9%", "18%"), Fraction(5)),
        # 备注3: judged points average by funds
        (judgement("达成", "90%"), judgement("部分达成", "50%"), (9 + Fraction(3 * 5)) / 4),
        (judgement("达成", "90%"), judgement(applicable=False), Fraction(9)),
        (judgement(actual="达成", rate="90%"), judgement(actual="部分达成", rate="50%"), Fraction(6)),
        (judgement("达成", "90%"), judgement(), "part-missing"),
        (judgement(), judgement(applicable=False), "part-missing"),
        (quantity("≥90%", "45%"), quantity("≥90%", None), "part-missing"),
        (quantity("≥90%", "45%"), quantity("/", "45%"), "part-missing"),
    ],
)  # fmt: skip
def test_rows_by_hand(first: Indicator, second: Indicator, expected: Fraction | str) -> None:
    """The exact points of a row of two units with 100 and 300 万元; or why it has none."""
    (row,) = score(two(first, second)).rows
    assert expected == (row.code or row.exact)


def test_what_one_unit_declares_holds_for_the_row() -> None:
    """A direction that only one unit writes out, the other's sign saying the same, is the row's."""
    whole = two(quantity("≤9起", "3起"), quantity("9起", "30起", direction="reverse"))
    assert "reverse" == whole.indicators[0].direction
    assert Fraction(10 * 18, 33) == score(whole).rows[0].exact


@pytest.mark.parametrize("funds", [(0, 0), ("0元", "0")])
def test_units_without_money(funds: tuple[Any, Any]) -> None:
    """All funds 0: shares and judgements have no mean, counts still add up."""
    rows = [
        two(quantity("≥90%", "45%"), quantity("≥90%", "45%"), funds),
        two(judgement("达成", "90%"), judgement("达成", "90%"), funds),
    ]
    assert ["funds-zero", "funds-zero"] == [score(row).rows[0].code for row in rows]
    assert Fraction(5) == score(two(quantity("≥9个", "3个"), quantity("≥9个", "6个"), funds)).rows[0].exact


def test_prose_targets_that_differ_are_each_units_own() -> None:
    """One wording for all is the whole's; a unit that the row does not concern has none."""
    same = two(judgement("达成", "90%"), judgement("达成", "90%"))
    assert ("较高", ()) == (same.indicators[0].target, same.indicators[0].targets)
    apart = two(judgement("达成", "90%", target="高"), judgement("达成", "90%", target="较高"))
    assert (None, (("王家河街道", "高"), ("木兰乡", "较高"))) == (
        apart.indicators[0].target,
        apart.indicators[0].targets,
    )
    out = two(judgement("达成", "90%"), judgement(applicable=False))
    assert "较高" == out.indicators[0].target


def test_heads_that_differ_stand_side_by_side() -> None:
    """What all units say alike is said once; nothing is dropped for standing second."""
    one = Project(name="帮扶", implementer="甲乡", supervisor="区政府", category="区级专项", goal="修路")
    two_ = Project(name="帮扶", implementer="乙乡", supervisor="区政府", category="专项转移支付项目", goal="修桥")
    whole = aggregate((unit(project=one), unit(project=two_)))
    assert (
        Project(
            name="帮扶",
            implementer="甲乡、乙乡",
            supervisor="区政府",
            category="区级专项、专项转移支付项目",
            goal="甲乡：修路\n乙乡：修桥",
        )
        == whole.project
    )
    same = aggregate((unit(project=one), unit(project=evolve(two_, goal="修路"))))
    assert same.project is not None
    assert "修路" == same.project.goal


def test_the_order_of_printed_heads_does_not_matter() -> None:
    """40 and 30 points are the same points in another order."""
    one, other = {"产出指标": 40, "效益指标": 30}, {"效益指标": "30.0", "产出指标": 40}
    assert len(aggregate((unit(weights=one), unit("木兰乡", weights=other))).weights) == 2


def test_a_partial_unit_makes_a_partial_whole() -> None:
    """Rows that one unit left out are missing in the sum too."""
    assert aggregate((unit(), unit("木兰乡", partial=True))).partial


def test_a_hint_where_a_target_is_blank() -> None:
    """A row without a target is taken for a judged one, which the message says."""
    with pytest.raises(InputError) as caught:
        aggregate(
            (
                unit(),
                unit(
                    "木兰乡",
                    indicators=(
                        judgement(name="培训人数", level1="产出指标", level2="数量指标", target=None, weight=20),
                        *unit().indicators[1:],
                    ),
                ),
            )
        )
    (problem,) = caught.value.problems
    assert "“培训人数”的种类：木兰乡为 定性指标，王家河街道为 定量指标" == problem.found
    assert "木兰乡的这一行没有目标值，因此算作定性指标" == problem.hint


def test_parts_without_names_of_their_own() -> None:
    """Two towns of the same name in two counties are not taken for one; the message says what to do."""
    county = unit(parts=(Part(name="城关镇", funds=1),), indicators=())
    with pytest.raises(InputError) as caught:
        aggregate((county, unit("木兰乡", parts=(Part(name="城关镇", funds=2),), indicators=())))
    assert "不同单位同名的，请在各自的文件里写全称" == caught.value.hint


def test_fund_rows_are_added_up_by_name() -> None:
    """Where each unit splits its money; a row that one unit lacks is money that it has not, a blank is not 0."""

    def split(name: str, *funds: Fund) -> Evaluation:
        return unit(name, execution=Execution(budget=10, executed=9, funds=funds))

    one = split(
        "甲乡", Fund(name="当年财政拨款", budget=6, executed="50000元"), Fund(name="上年结转", budget=4, executed=4)
    )
    other = split("乙乡", Fund(name="当年财政拨款", budget=10, executed=9, published_rate="90%"))
    whole = aggregate((one, other, split("丙乡", Fund(name="其他资金", budget=10))))
    assert whole.execution is not None
    assert [("当年财政拨款", "16万元", "14万元"), ("上年结转", "4万元", "4万元"), ("其他资金", "10万元", "None")] == [
        (fund.name, str(fund.budget), str(fund.executed)) for fund in whole.execution.funds
    ]
    assert {None} == {fund.published_rate for fund in whole.execution.funds}
    unsplit = aggregate((one, unit("丁乡")))
    assert unsplit.execution is not None
    assert () == unsplit.execution.funds


def test_a_rule_that_all_units_print_is_the_wholes() -> None:
    """A curve that each row carries is kept and scores what they bring together; two different ones do not go together."""
    steps = {"rule": "steps", "start": "90%", "per": "5%", "deduct": 1, "count": "begun"}

    def filed(name: str, actual: str, rule: Any) -> Evaluation:
        row = quantity("≥90%", actual, level2="质量指标", rule=rule)
        money = Execution(budget="100万元", executed="100万元")
        project = Project(name="对口帮扶", implementer=name)
        return Evaluation(project=project, profile="hubei-wuhan", execution=money, indicators=(row,))

    whole = aggregate((filed("王家河街道", "80%", steps), filed("木兰乡", "90%", steps)))
    profile = evolve(load_profile("hubei-wuhan"), row_rule=Cited("allowed", "reading", note="试验"))
    (row,) = score(whole, profile=profile).rows
    assert (9, [8, 10]) == (row.exact, [part.exact for part in row.parts])  # 85 % together: one step
    with pytest.raises(InputError, match="的rule：木兰乡为 无"):
        aggregate((filed("王家河街道", "80%", steps), filed("木兰乡", "90%", None)))


@given(documents())
def test_any_table_alone_is_itself(document: Document) -> None:
    """One unit of any kind, combined with nobody: each row earns or lacks what it earned or lacked before."""
    evaluation = built(document)
    keys = [(row.level1, row.level2, row.name) for _, row in evaluation.rows()]
    assume(not evaluation.goals and not evaluation.parts and len({*keys}) == len(keys))
    assume(evaluation.execution is not None and evaluation.execution.budget and evaluation.execution.budget.value > 0)
    own = any(row.items or row.coefficient or row.deduct is not None for row in evaluation.indicators)
    if own:  # what people decided for one unit is no part of a whole
        with pytest.raises(InputError, match="请先去掉，汇总后再写"):
            aggregate((evaluation,))
        return
    whole = aggregate((evaluation,))
    alone, combined = score(evaluation), score(whole)
    pairs = [
        (one, other)
        for one, other in zip(alone.results(), combined.results(), strict=True)
        if other.code != "aggregate-unstated"
    ]
    assert [(r.path, r.status, r.exact, r.score) for r, _ in pairs] == [
        (r.path, r.status, r.exact, r.score) for _, r in pairs
    ]
    if len(pairs) == len(combined.rows) + 1:
        assert (alone.total, alone.groups) == (combined.total, combined.groups)
    named = evolve(whole, profile=Path(whole.profile).name)  # a document names its rules as a file beside it
    assert named == loads(to_toml(named))


@given(documents(), st.integers(2, 3))
def test_any_table_twice_is_scored_or_refused(document: Document, times: int) -> None:
    """Copies of a table under other names combine into one that earns the same; nothing but InputError is raised."""
    evaluation = built(document)
    copies = [renamed(evaluation, name) for name in NAMES[:times]]
    try:
        whole = aggregate(copies)
    except InputError:
        return
    assume(evaluation.execution is not None and evaluation.execution.budget and evaluation.execution.budget.value > 0)
    for alone, combined in zip(score(evaluation).rows, score(whole).rows, strict=True):
        assert combined.code == "aggregate-unstated" or alone.exact == combined.exact


def renamed(evaluation: Evaluation, name: str) -> Evaluation:
    """The same table of another unit, its parts another unit's too."""
    if evaluation.project:
        return evolve(evaluation, project=evolve(evaluation.project, implementer=name))
    assert evaluation.department is not None
    return evolve(evaluation, department=evolve(evaluation.department, name=name))
