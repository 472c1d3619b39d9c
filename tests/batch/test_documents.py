"""Documents as rows and back: what a document scores, its rows score, and so does the document that they make up."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from perfeval import (
    Evaluation,
    Execution,
    InputError,
    Item,
    Part,
    Profile,
    Published,
    batch,
    explain,
    load,
    load_profile,
    loads,
    score,
)
from perfeval.batch import evaluation, rows
from perfeval.batch.frames.schema import COLUMNS
from perfeval.write.document import to_toml
from tests.columns import alone, documents, frame
from tests.examples import fewer
from tests.paths import TESTS
from tests.samples import judgement, quantity, table

WUHAN = load_profile("hubei-wuhan")
KEPT = {
    "target-unreadable",
    "actual-unreadable",
    "rate-unreadable",
    "coefficient-unreadable",
    "item-open",
    "target-missing",
}
"""Reasons that lie in a cell's words: a document made of rows has them again."""


def row_of(row: Any, **more: Any) -> dict[str, Any]:
    """The columns of one row."""
    _, told = rows([("甲", table(row, **more))])
    return scaled(told)


def scaled(row: dict[str, Any]) -> dict[str, Any]:
    """Its numbers as ten-thousandths."""
    return {name: int(cell.scaleb(4)) if isinstance(cell, Decimal) else cell for name, cell in row.items()}


def test_every_column_is_there() -> None:
    """In each row, execution first, under the document's id."""
    execution, row = map(scaled, rows([(7, table(quantity("≥9个", "8个"), budget="12.5万元", executed=3))]))
    names = {field.name for field in COLUMNS} | {"document", "part"}
    assert names == set(execution) == set(row)
    assert ("7", "7", None, "hubei-wuhan") == tuple(row[name] for name in ("evaluation", "document", "part", "profile"))
    assert ("execution", 125_000 * 10**4, 30_000 * 10**4) == tuple(execution[n] for n in ("kind", "target", "actual"))
    assert ("quantitative", "forward", 90_000, 80_000, "个", "absolute", 125_000 * 10**4) == tuple(
        row[n] for n in ("kind", "direction", "target", "actual", "quantity_unit", "measure", "funds")
    )


def test_what_is_no_pairs_is_told_at_once() -> None:
    """Before a row is asked for."""
    with pytest.raises(TypeError, match=r"rows\(\) takes pairs of an id and an Evaluation"):
        rows(3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (quantity("≥2公里", "1500米"), {"target": 20_000, "actual": 15_000, "quantity_unit": "公里"}),
        (quantity("≥3亩", "100.1平方米"), {"target": 2000 * 10**4, "actual": 1_001_000, "quantity_unit": "平方米"}),
        (quantity("≥0.00001个", "0.00002个"), {"target": 1, "actual": 2, "multiple": 100_000, "quantity_unit": "个"}),
        (quantity("≥0.00001个", "3个", weight=None), {"target": 1, "actual": 300_000}),
        (quantity("＞9", "8"), {"strict": True, "quantity_unit": None, "measure": None, "direction": "forward"}),
        (quantity("9个", "8个"), {"strict": False, "direction": None}),
        (quantity("9个", "8个", direction="equal"), {"direction": "equal"}),
        (quantity("≥9个", "8次"), {"unread": "unit-mismatch", "target": None, "actual": None}),
        (quantity("≥9个", "不适用"), {"applicable": False, "unread": None}),
        (quantity("≥9个", applicable=False), {"applicable": False}),
        (quantity("≥9个", "8个", weight="0.00001"), {"unread": "beyond-columns", "weight": None}),
        (quantity("≥1" + "0" * 14 + "个", "8个"), {"unread": "beyond-columns", "target": None}),
        (quantity("≥9个", "8个", level1=" 产 出", level2="效益 甲"), {"level1": "产出指标", "level2": "效益甲"}),
        (quantity("≥9个", "8个", published_score="9.5分", deduct="0.5"), {"published_score": 95_000, "deduct": 5000}),
        (quantity("≥9个", "8个", rule={"rule": "exact"}), {"rule": '{"rule": "exact"}'}),
        (quantity("≥9天", "8天", measure="relative"), {"measure": "relative"}),
        (judgement("达成", "95.5%"), {"attainment": "达成预期指标", "rate": 955_000, "kind": "qualitative"}),
        (judgement(None, "95%", actual="达成"), {"attainment": "达成预期指标"}),
        (judgement("很好", "95%"), {"attainment": "很好", "unread": None}),
        (judgement(None, None, target=None), {"unread": "target-missing"}),
        (judgement(None, None, target=None, weight=None), {"unread": None}),
        (judgement("达成", "很高"), {"unread": "rate-unreadable"}),
        (judgement(coefficient="87.5%"), {"kind": "coefficient", "rate": 875_000}),
        (judgement(items=(Item(description="甲", points=6, done=True),)), {"kind": "checklist", "target": 60_000, "actual": 60_000}),
        (judgement(items=(Item(description="甲", points=6),)), {"kind": "checklist", "unread": "item-open"}),
    ],
)  # fmt: skip
def test_cells_as_columns(row: Any, expected: dict[str, Any]) -> None:
    """Figures in one unit, in ten-thousandths; what cannot be read by its code."""
    told = row_of(row)
    assert expected == {name: told[name] for name in expected}


def test_a_rule_that_looks_at_figures_is_not_scaled() -> None:
    """Thirds of a square metre are multiplied away for B/A, not for steps of an area."""
    row = quantity("≥1亩", "0.00001平方米")
    assert (None, 2 * 10**8, 3) == tuple(row_of(row)[name] for name in ("unread", "target", "actual"))
    steps = {"rule": "steps", "start": "target", "per": "1亩", "deduct": 1, "count": "whole"}
    told = row_of(quantity("≥1亩", "0.00001平方米", rule=steps), profile="jiangxi-2017")
    assert "beyond-columns" == told["unread"]


@pytest.mark.parametrize("measure", [None, "relative"])
@pytest.mark.parametrize(("target", "actual"), [("≥33.33333%", "20%"), ("≥33.33333个", "20个"), ("≥33.33333", "20")])
def test_figures_of_five_decimals_come_back_as_they_were(target: str, actual: str, measure: str | None) -> None:
    """What was multiplied to fit the columns is divided again; its unit and measure come back too."""
    first = quantity(target, actual, measure=measure)
    told = list(rows([("甲", table(first))]))
    assert (Decimal("333.3333"), 200, 10) == tuple(told[1][name] for name in ("target", "actual", "multiple"))
    (again,) = evaluation(told).indicators
    assert (target, actual) == (again.target, again.actual)
    assert again.measure == (measure or told[1]["measure"])


def test_an_average_that_decimals_cannot_write_keeps_its_ratio() -> None:
    """A mean by funds of thirds: both figures stay multiplied, without a unit that they are not in."""
    parts = (Part(name="甲", funds=1), Part(name="乙", funds=2))
    row = quantity("≥90%", None, actuals={"甲": "90%", "乙": "91%"}, deduct="0.5")
    filed = table(row, parts=parts)
    told = list(rows([("甲", filed)]))
    (again,) = evaluation(told).indicators
    assert ("≥270", "272", 3) == (again.target, again.actual, told[1]["multiple"])


def test_what_was_printed_comes_along() -> None:
    money = Execution(budget=10, executed=9, published_rate="90%", published_score="18")
    filed = table(quantity("≥9个", "9个"), execution=money, published=Published(total="98.5"))
    execution, row = map(scaled, rows([("甲", filed)]))
    assert (180_000, 900_000) == (execution["published_score"], execution["published_rate"])
    assert 985_000 == execution["published_total"] == row["published_total"]


def test_the_budget_is_the_one_that_the_profile_looks_at() -> None:
    money = Execution(budget=10, initial=8, executed=8)
    found = [
        scaled(next(rows([("甲", table(execution=money))], profile=name)))["target"]
        for name in ("hubei-wuhan", "beijing-haidian-2016")
    ]
    assert [10 * 10**8, 8 * 10**8] == found
    for name in ("hubei-wuhan", "beijing-haidian-2016"):
        again = evaluation(rows([("甲", table(execution=money))], profile=name))
        assert alone(score(table(execution=money), profile=name).execution) == alone(score(again).execution)


# --- parts --------------------------------------------------------------------------------------------------------

PARTS = (Part(name="甲", funds="100万元"), Part(name="乙", funds="300万元"))


def parted(row: Any) -> list[dict[str, Any]]:
    _, *told = map(scaled, rows([("表", table(row, parts=PARTS))]))
    return told


def test_a_row_for_each_part() -> None:
    """Its own figures in one unit, its funds, an evaluation of its own; a relative target of the whole is each part's."""
    told = parted(quantity("≥90%", actuals={"甲": "80%", "乙": "95"}))
    assert [("表/甲", "表", "甲", 900_000, 800_000, 10**10), ("表/乙", "表", "乙", 900_000, 950_000, 3 * 10**10)] == [
        tuple(row[n] for n in ("evaluation", "document", "part", "target", "actual", "funds")) for row in told
    ]
    told = parted(quantity(None, targets={"甲": "≥2公里", "乙": "≥500米"}, actuals={"甲": "1公里", "乙": "不适用"}))
    assert [(True, 20_000, 10_000), (False, None, None)] == [
        tuple(row[n] for n in ("applicable", "target", "actual")) for row in told
    ]
    told = parted(judgement(None, None, attainments={"甲": "达成", "乙": "部分达成"}, rates={"甲": "90%", "乙": "70%"}))
    assert [("达成预期指标", 900_000), ("部分达成预期指标并具有一定效果", 700_000)] == [
        (row["attainment"], row["rate"]) for row in told
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (quantity("≥40个", actuals={"甲": "30个", "乙": "10个"}), (None, 400_000, 400_000, None)),
        (quantity(None, "30个", targets={"甲": "≥20个", "乙": "≥20个"}), (None, 400_000, 300_000, None)),
        (quantity("≥40个", actuals={"甲": "30个"}), (None, None, None, "part-missing")),
        (quantity("≥40天", actuals={"甲": "30天", "乙": "10天"}), (None, None, None, "measure-unstated")),
        (quantity(None, targets={"甲": "≥2", "乙": "≤2"}, actuals={"甲": "1", "乙": "1"}), (None, None, None, "direction-mixed")),
    ],
)  # fmt: skip
def test_a_figure_of_the_whole_keeps_the_row_whole(row: Any, expected: tuple[Any, ...]) -> None:
    """Combined as single scoring does: a part alone would have no target, and not be told from one that has missed it."""
    (told,) = parted(row)
    assert expected == tuple(told[n] for n in ("part", "target", "actual", "unread"))


# --- and back -----------------------------------------------------------------------------------------------------


@fewer(3)
@given(documents())
def test_a_document_made_of_rows_scores_the_same(drawn: tuple[Evaluation, Profile]) -> None:
    """Status, code and score of each row, and the total; a cell that was not read stays unread, sometimes by another code."""
    before, profile = drawn
    lines = list(rows([("甲", before)], profile=profile))
    card, again = score(before, profile=profile), score(evaluation(lines, profile=profile), profile=profile)
    for line, one, other in zip(lines, card.results(), again.results(), strict=True):
        if line["unread"] in (None, *KEPT):
            assert alone(one) == alone(other)
        else:
            assert (one.status, None) == (other.status, other.score)
    assert (card.total, card.grade) == (again.total, again.grade)


def test_a_row_of_a_frame_is_explained() -> None:
    """Signs, units and full decimals: the document says what the columns say."""
    lines = frame(rows([("甲", table(quantity("≦365 天", "400天", level2="时效"), judgement("达成", "95.5%")))]))
    found = evaluation(lines.rows(named=True), name="某项目", scaled=True)
    assert ("某项目", "hubei-wuhan", "1000000元") == (
        found.name,
        found.profile,
        str(found.execution and found.execution.budget),
    )
    assert ["≤365天", "400天"] == [found.indicators[0].target, found.indicators[0].actual]
    assert "365" in explain(score(found), path="indicators[0]")
    assert found == loads(to_toml(found))


def test_numbers_as_a_frame_may_hold_them() -> None:
    """A decimal, a text, an integer, a float of four decimals mean themselves; ten-thousandths are asked for by name."""
    (_, told) = rows([("甲", table(quantity("≥9个", "8.5个")))])
    for number in (Decimal("8.5"), "8.5", 8.5):
        (found,) = evaluation([told | {"actual": number}]).indicators
        assert "8.5个" == found.actual
    (found,) = evaluation([told | {"actual": 8}]).indicators
    assert "8个" == found.actual
    (found,) = evaluation([scaled(told)], scaled=True).indicators
    assert "8.5个" == found.actual
    with pytest.raises(InputError, match="写整数"):
        evaluation([scaled(told) | {"actual": "8.5"}], scaled=True)
    (found,) = evaluation([told | {"actual": float("nan"), "rate": float("nan"), "direction": float("nan")}]).indicators
    assert (None, "9个") == (found.actual, found.target)
    with pytest.raises(TypeError, match="a float is not exact"):
        evaluation([told | {"actual": 0.1 + 0.2e-10}])
    (found,) = evaluation([told | {"applicable": "否", "actual": " "}]).indicators
    assert (False, None) == (found.applicable, found.actual)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ([{"evaluation": "甲"}, {"evaluation": "乙"}], "evaluation"),
        ([{}, {"profile": "mof-2020"}], "profile"),
        ([{"kind": "execution"}, {"kind": "execution"}], "kind"),
        ([{"kind": "定量"}], "kind"),
        ([{"direction": "向上"}], "direction"),
        ([{"target": "九"}], "target"),
        ([{"funds": float("inf")}], "funds"),
        ([], "evaluation"),
    ],
)
def test_rows_that_are_no_evaluation(changes: list[dict[str, Any]], key: str) -> None:
    """Of several tables or profiles, of no kind, none at all: told with the column."""
    (_, told) = rows([("甲", table(quantity("≥9个", "8个")))])
    with pytest.raises(InputError) as error:
        evaluation([told | change for change in changes])
    assert key == error.value.problems[0].path


def test_parts_combined_as_columns_are_the_document() -> None:
    """Rows of parts, combined by document, score what the document scores."""
    table_of_parts = table(
        quantity("≥90%", actuals={"甲": "80%", "乙": "95%"}, name="一"),
        quantity(None, targets={"甲": "≥20个", "乙": "≥20个"}, actuals={"甲": "30个", "乙": "9个"}, name="二"),
        quantity("≥40个", actuals={"甲": "30个", "乙": "9个"}, name="三"),
        judgement(
            None, None, attainments={"甲": "达成", "乙": "部分达成"}, rates={"甲": "90%", "乙": "70%"}, name="四"
        ),
        parts=PARTS,
    )
    whole = batch.combine(frame(rows([("表", table_of_parts)])), by=["document"], scaled=True)
    found = {row["name"]: row["score"] for row in whole.rows(named=True)}
    assert {row.name: row.score for row in score(table_of_parts).rows} == {name: found[name] for name in "一二三四"}


def test_amounts_that_are_no_ten_thousandth_of_a_yuan() -> None:
    """0.000000001 万元 is less than columns hold: said so, and no other figure in its place."""
    execution = next(rows([("甲", table(executed="0.000000001万元"))]))
    assert ("beyond-columns", None) == (execution["unread"], execution["actual"])


def test_rows_under_an_indicator_are_rows() -> None:
    """With its levels; points that nobody shares out are one row, which has no score."""
    document = load(TESTS / "cases" / "good" / "sub-rows.toml")
    _, first, second, head = rows([("甲", document)], profile="hubei-wuhan")
    assert [("讲话稿", "数量指标", 12), ("采用情况", "质量指标", 8), ("按时送审", "时效指标", 10)] == [
        (row["name"], row["level2"], row["weight"]) for row in (first, second, head)
    ]
    assert [None, None, "rows-unshared"] == [row["unread"] for row in (first, second, head)]
