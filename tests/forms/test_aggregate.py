"""汇总: absolute figures add, relative ones average by funds."""

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import (
    Department,
    Evaluation,
    Execution,
    Fund,
    Part,
    Project,
    Published,
    QualitativeIndicator,
    QuantitativeIndicator,
    Remarks,
    aggregate,
)
from perfeval.forms.aggregate import FundedFigure, UndeterminedError, added_up, mean
from tests.strategies import fractions, positive

shares = st.builds(FundedFigure, st.sampled_from("甲乙丙丁"), fractions(-100, 1000), fractions(high=1000, places=3))
parts = st.lists(shares, min_size=1, max_size=6).filter(lambda some: any(share.funds for share in some))


def of(*pairs: tuple[int, int | None]) -> list[FundedFigure]:
    """Shares from (value, funds) pairs, named 甲, 乙, ..."""
    return [
        FundedFigure(name, Fraction(value), None if funds is None else Fraction(funds))
        for name, (value, funds) in zip("甲乙丙丁", pairs, strict=False)
    ]


@given(fractions(), positive)
def test_one_part_is_itself(value: Fraction, funds: Fraction) -> None:
    """A single part combines to its own value, whatever its funds."""
    assert value == added_up([FundedFigure("甲", value, funds)]) == mean([FundedFigure("甲", value, funds)])


@given(parts, st.randoms())
def test_the_order_of_parts_is_irrelevant(some: list[FundedFigure], random: object) -> None:
    """Values and their funds moved together combine to the same."""
    other = list(some)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert added_up(some) == added_up(other)
    assert mean(some) == mean(other)


@given(parts)
def test_a_mean_lies_between_its_parts(some: list[FundedFigure]) -> None:
    """A combined relative value lies between the least and the greatest of the parts that have funds."""
    values = [share.value for share in some if share.funds]
    assert min(values) <= mean(some) <= max(values)


@given(parts, positive)
def test_the_unit_of_funds_is_irrelevant(some: list[FundedFigure], scale: Fraction) -> None:
    """Funds in 元 or in 万元 weigh the same."""
    scaled = [share._replace(funds=(share.funds or 0) * scale) for share in some]
    assert mean(some) == mean(scaled)


@given(parts, parts)
def test_two_steps_are_one(some: list[FundedFigure], more: list[FundedFigure]) -> None:
    """Rolling up towns into counties and counties into a city equals rolling up all towns at once."""
    counties = [
        FundedFigure(name, mean(group), sum((share.funds or Fraction(0) for share in group), Fraction(0)))
        for name, group in (("东", some), ("西", more))
    ]
    assert mean(counties) == mean([*some, *more])
    sums = [FundedFigure(name, added_up(group), None) for name, group in (("东", some), ("西", more))]
    assert added_up(sums) == added_up([*some, *more])


def test_vectors() -> None:
    """90 % of 100 万元 and 80 % of 300 万元 are 82.5 %; 30 + 10 reaches what 20 + 20 asks."""
    assert Fraction(165, 2) == mean(of((90, 100), (80, 300)))
    assert added_up(of((20, None), (20, None))) == added_up(of((30, None), (10, None)))


def test_a_part_without_money_has_no_say() -> None:
    """Funds of 0 beside others weigh nothing."""
    assert 90 == mean(of((90, 100), (10, 0)))


@pytest.mark.parametrize(
    ("some", "code", "reason"),
    [
        (of((90, 100), (80, None), (70, None)), "funds-missing", "乙、丙没有资金额度，不能加权平均"),
        (of((90, -1), (80, 300)), "funds-negative", "甲的资金额度为负数，不能加权平均"),
        (of((90, 0), (80, 0)), "funds-zero", "各部分的资金额度都是 0，不能加权平均"),
        (of((90, None), (80, -1)), "funds-missing", "甲没有资金额度，不能加权平均"),
    ],
)
def test_no_mean_without_funds(some: list[FundedFigure], code: str, reason: str) -> None:
    """Missing, negative or no funds at all leave the mean undetermined, naming the parts."""
    with pytest.raises(UndeterminedError) as caught:
        mean(some)
    assert (code, reason) == (caught.value.code, caught.value.reason)


# --- documents ----------------------------------------------------------------------------------------------------

ROAD = QuantitativeIndicator(
    name="硬化道路", level1="产出指标", target="≥5公里", actual="3公里", weight=40, published_score="40"
)
TRAVEL = QualitativeIndicator(
    name="群众出行",
    level1="效益指标",
    target="改善",
    attainment="达成预期指标",
    rate="90%",
    weight=40,
    published_score="36",
)
TOUR = QuantitativeIndicator(name="考察", level1="产出指标", target="≥1次", weight=0, applicable=False)
FUND = Fund(name="财政拨款", initial="1万元", budget="10万元", executed="9万元", published_rate="90%")
ONE = Evaluation(
    project=Project(name="对口帮扶", implementer="甲街", supervisor="区政府", goal="通路", category="专项"),
    year=2023,
    profile="hubei-wuhan",
    execution=Execution(
        initial="1万元",
        budget="10万元",
        executed="9万元",
        carryover="2000元",
        funds=(FUND,),
        published_rate="90%",
        published_score="18",
    ),
    indicators=(evolve(ROAD, reason="雨"), TRAVEL, TOUR),
    weights={"产出指标": 40},
    remarks=Remarks(improvement="加强管理"),
    published=Published(total="100", grade="优"),
)
OTHER = evolve(
    ONE,
    project=evolve(ONE.project, implementer="乙乡", goal="修桥"),
    execution=evolve(
        ONE.execution,
        budget="5000元",
        executed="5000元",
        funds=(evolve(FUND, budget="5000元", executed="5000元"), Fund(name="其他资金", budget=0)),
    ),
    indicators=(evolve(ROAD, actual="2公里"), evolve(TRAVEL, target="明显改善", rate="80%"), TOUR),
    partial=True,
    remarks=Remarks(deviation="少了"),
)
BOTH = Evaluation(
    project=Project(name="对口帮扶", implementer="甲街、乙乡", supervisor="区政府", goal="甲街：通路\n乙乡：修桥", category="专项"),
    year=2023,
    profile="hubei-wuhan",
    partial=True,
    execution=Execution(
        initial="2万元",
        budget="10.5万元",
        executed="9.5万元",
        carryover="0.4万元",
        funds=(Fund(name="财政拨款", initial="2万元", budget="10.5万元", executed="9.5万元"), Fund(name="其他资金", budget="0万元")),
    ),
    indicators=(
        QuantitativeIndicator(
            name="硬化道路", level1="产出指标", weight=40, targets={"甲街": "≥5公里", "乙乡": "≥5公里"}, actuals={"甲街": "3公里", "乙乡": "2公里"}, reason="甲街：雨",
        ),
        QualitativeIndicator(
            name="群众出行", level1="效益指标", weight=40, targets={"甲街": "改善", "乙乡": "明显改善"},
            attainments={"甲街": "达成预期指标", "乙乡": "达成预期指标"}, rates={"甲街": "90%", "乙乡": "80%"},
        ),
        QuantitativeIndicator(name="考察", level1="产出指标", weight=0, applicable=False),
    ),
    weights={"产出指标": 40},
    parts=(Part(name="甲街", funds="10万元"), Part(name="乙乡", funds="5000元")),
    remarks=Remarks(deviation="乙乡：少了", improvement="甲街：加强管理"),
)  # fmt: skip


def test_two_documents_are_one() -> None:
    """Money added up, cells side by side under the units' names, words under theirs; what was printed stays with each unit."""
    assert aggregate([ONE, OTHER]) == BOTH


def row_of(index: int, *changes: dict[str, Any]) -> Any:
    """The row of the whole where each unit's has these changes."""
    units = []
    for unit, change in zip((ONE, OTHER), changes, strict=True):
        rows = list(unit.indicators)
        rows[index] = evolve(rows[index], **change)
        units.append(evolve(unit, indicators=tuple(rows)))
    return aggregate(units).indicators[index]


def test_a_row_that_one_unit_leaves_out() -> None:
    """It applies to the whole, with the weight of the unit that has it; its direction too."""
    row = row_of(
        0,
        {"applicable": False, "direction": "reverse", "target": "5公里", "actual": None},
        {"direction": "forward", "target": "5公里"},
    )
    assert row.applicable
    assert "forward" == row.direction
    assert (("乙乡", "2公里"),) == tuple(pair for pair in row.actuals if pair[1] not in ("", "不适用", "/"))


def test_one_wording_of_a_judged_target_is_the_wholes() -> None:
    assert ("改善", ()) == ((row := row_of(1, {}, {"target": "改善"})).target, row.targets)


@pytest.mark.parametrize("missing", ["budget", "executed", "initial", "carryover"])
def test_a_sum_with_a_missing_part_is_not_told(missing: str) -> None:
    """The other amounts are."""
    lacking = evolve(OTHER, execution=evolve(OTHER.execution, **{missing: None}))
    whole = aggregate([ONE, lacking]).execution
    assert getattr(whole, missing) is None
    assert all(
        getattr(whole, name) is not None for name in ("budget", "executed", "initial", "carryover") if name != missing
    )


def test_fund_rows_are_told_where_every_unit_has_them() -> None:
    assert () == aggregate([ONE, evolve(OTHER, execution=evolve(OTHER.execution, funds=()))]).execution.funds


def test_parts_of_parts_stay_parts() -> None:
    """A whole and another unit; what stood under names already gets none above them."""
    third = evolve(
        ONE, project=evolve(ONE.project, implementer="丙镇"), remarks=Remarks(), indicators=(ROAD, TRAVEL, TOUR)
    )
    whole = aggregate([BOTH, third])
    assert ["甲街", "乙乡", "丙镇"] == [part.name for part in whole.parts]
    assert (("甲街", "3公里"), ("乙乡", "2公里"), ("丙镇", "3公里")) == whole.indicators[0].actuals
    assert ("乙乡：少了", "甲街：加强管理", "甲街：雨") == (
        whole.remarks.deviation,
        whole.remarks.improvement,
        whole.indicators[0].reason,
    )


def test_departments_names_and_money_are_added_up() -> None:
    """基本支出 and 项目支出; a sum with a missing part is not told."""
    head = Department(name="甲局", basic="10万元", projects="5万元")
    rows = (QuantitativeIndicator(name="办件", level1="产出指标", target="≥5件", actual="5件", weight=80),)
    one = Evaluation(department=head, profile="hubei-wuhan", execution=Execution(budget=1, executed=1), indicators=rows)
    two = evolve(one, department=Department(name="乙局", basic="20000元"))
    assert Department(name="甲局、乙局", basic="12万元") == aggregate([one, two]).department
