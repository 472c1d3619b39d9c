"""Objects built in code are the document: frozen, exact, and never a contradiction."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given

import perfeval
from perfeval import (
    Department,
    Direction,
    Evaluation,
    Execution,
    Form,
    Fund,
    Goal,
    InputError,
    Item,
    Measure,
    Part,
    Project,
    QualitativeIndicator,
    QuantitativeIndicator,
)
from tests.samples import judgement, quantity, table
from tests.strategies import Document, beside, built, documents


@given(documents())
def test_a_document_and_an_object_are_the_same(document: Document) -> None:
    """What is built in code equals what is loaded from text, and hashes alike."""
    document = beside(document)
    loaded = perfeval.loads(json.dumps(document, ensure_ascii=False))
    assert loaded == built(document)
    assert hash(loaded) == hash(built(document))


def test_objects_are_frozen() -> None:
    """Nothing is edited after it is built; a changed copy is a new object."""
    row = quantity("5个", "5个")
    with pytest.raises(FrozenInstanceError):
        row.actual = "4个"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        table(row).indicators = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    "build",
    [
        lambda: quantity("5个", "5个", weight=10.0),
        lambda: quantity(5.5, "5个"),  # type: ignore[arg-type]
        lambda: quantity("5个", 4.5),  # type: ignore[arg-type]
        lambda: quantity("5个", "5个", deduct=0.5),
        lambda: Execution(budget=500.0),  # type: ignore[arg-type]
        lambda: Execution(published_score=19.9),  # type: ignore[arg-type]
        lambda: Part(name="甲", funds=1.5),  # type: ignore[arg-type]
        lambda: table(weights={"产出指标": 40.0}),
        lambda: judgement("达成", 0.9),  # type: ignore[arg-type]
        lambda: quantity(None, targets={"甲": 1.5}),
    ],
)
def test_floats_are_refused(build: Any) -> None:
    """A float is a TypeError that says what to pass, wherever it stands."""
    with pytest.raises(TypeError, match="a float is not exact: pass text, int, Decimal or Fraction, not "):
        build()


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        ("5 个", "5 个"),
        (5, "5"),
        (Decimal("5.50"), "5.50"),
        (Decimal("1E+3"), "1000"),
        (Fraction(1, 2), "0.5"),
        (Fraction(7), "7"),
    ],
)
def test_a_number_in_a_cell_is_its_digits(given: Any, cell: str) -> None:
    """A cell keeps text as printed and a number as its digits, so that it is read as a figure."""
    row = quantity(given, given)
    assert (cell, cell) == (row.target, row.actual)
    assert row.target_figure is not None
    assert row.actual_figure is not None


@pytest.mark.parametrize(
    ("given", "points"),
    [
        (10, "10"),
        ("22.5", "22.5"),
        (" 10 ", "10"),
        (Decimal("2.80"), "2.8"),
        (Fraction(45, 2), "22.5"),
        ("/", None),
        ("", None),
    ],
)
def test_points(given: Any, points: str | None) -> None:
    """权重 is a number of points; an empty cell or a stroke is none."""
    assert quantity("5个", weight=given).weight == (None if points is None else Decimal(points))


REFUSED = [
    (lambda: quantity("5个", weight=-1), "", "写的是 -1"),
    (lambda: quantity("5个", weight="十"), "", "写的是 “十”"),
    (lambda: quantity("5个", weight="10分"), "", "写的是 “10分”"),
    (lambda: quantity("5个", weight=True), "", "写的是 true"),
    (lambda: quantity("5个", weight=Fraction(1, 3)), "", "写的是 1/3"),
    (lambda: quantity("5个", Fraction(1, 3)), "", "写的是 1/3"),
    (lambda: quantity("5个", Decimal("NaN")), "", "写的是 NaN"),
    (lambda: quantity("5个", 10**50), "", "写的是 1000000000000000000000000000000000000000…"),
    (lambda: quantity("5个", ["5"]), "", "写的是 列表"),
    (lambda: quantity("5个", direction="up"), "", "写的是 “up”"),
    (lambda: quantity("5个", measure="sum"), "", "写的是 “sum”"),
    (lambda: quantity("≤5个", direction="forward"), "direction", "写的是“forward”（正向指标），目标值“≤5个”却是反向指标"),
    (lambda: quantity("=5个", direction="reverse"), "direction", "写的是“reverse”（反向指标），目标值“=5个”却是等于指标"),
    (
        lambda: quantity(None, direction="reverse", targets={"甲": "≤5个", "乙": "5个以上"}),
        "direction",
        "写的是“reverse”（反向指标），目标值“5个以上”却是正向指标",
    ),
    (lambda: quantity("5个", targets={"甲": "5个"}), "targets", "target 与 targets 都写了"),
    (lambda: quantity("5个", "5个", actuals={"甲": "5个"}), "actuals", "actual 与 actuals 都写了"),
    (lambda: judgement("达成", attainments={"甲": "达成"}), "attainments", "attainment 与 attainments 都写了"),
    (lambda: judgement("达成", "90%", rates={"甲": "90%"}), "rates", "rate 与 rates 都写了"),
    (lambda: Execution(budget="five"), "", "写的是 “five”"),
    (lambda: Execution(budget="500万美元"), "", "写的是 “500万美元”"),
    (lambda: Execution(budget=True), "", "写的是 true"),
    (lambda: Evaluation(), "project", "既没有 [project] 也没有 [department]"),
    (lambda: Evaluation(project=Project(name="a"), department=Department(name="b")), "department", "[project] 与 [department] 都写了"),
    (lambda: table(goals=(Goal(name="a"),)), "goals", "项目表里写了年度目标 [[goals]]"),
    (
        lambda: Evaluation(department=Department(name="b"), goals=(Goal(name="a"),), indicators=(quantity("5个"),)),
        "indicators",
        "[[goals]] 与 [[indicators]] 都写了",
    ),
    (lambda: table(parts=(Part(name="甲"), Part(name="甲"))), "parts", "“甲”写了不止一次"),
    (lambda: table(quantity("5个", actuals={"乙": "5个"}), parts=(Part(name="甲"),)), "indicators[0].actuals.乙", "没有这个部分"),
    (
        lambda: Evaluation(
            department=Department(name="b"), goals=(Goal(name="a", indicators=(judgement(None, rates={"乙": "90%"}),)),)
        ),
        "goals[0].indicators[0].rates.乙",
        "没有这个部分",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("build", "path", "found"), REFUSED)
def test_what_contradicts_itself_cannot_be_built(build: Any, path: str, found: str) -> None:
    """InputError names the key and what was found there; it is a ValueError too."""
    with pytest.raises(InputError) as caught:
        build()
    assert isinstance(caught.value, ValueError)
    assert (path, found) == (caught.value.path, caught.value.found)
    assert caught.value.expected


def test_two_contradictions_are_told_at_once() -> None:
    """One mistake does not hide another."""
    with pytest.raises(InputError) as caught:
        quantity("≤5个", "5个", direction="forward", actuals={"甲": "5个"})
    assert ["actuals", "direction"] == [problem.path for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("row", "direction", "unsigned", "strict"),
    [
        (quantity("5个"), Direction.FORWARD, True, False),
        (quantity("≥5个"), Direction.FORWARD, False, False),
        (quantity("＞5个"), Direction.FORWARD, False, True),
        (quantity("5个以下"), Direction.REVERSE, False, False),
        (quantity("<5个"), Direction.REVERSE, False, True),
        (quantity("＝5个"), Direction.EQUAL, False, False),
        (quantity("5个", direction="reverse"), Direction.REVERSE, False, False),
        (quantity("较高"), Direction.FORWARD, True, False),
        (quantity(None), Direction.FORWARD, True, False),
        (quantity(None, targets={"甲": "≤5个", "乙": "<5个"}), Direction.REVERSE, False, False),
        (quantity(None, targets={"甲": "5个", "乙": "<5个"}), Direction.REVERSE, False, True),
        (quantity(None, targets={"甲": "5个", "乙": "不适用"}), Direction.FORWARD, True, False),
    ],
)
def test_direction(row: QuantitativeIndicator, direction: Direction, unsigned: bool, strict: bool) -> None:
    """The direction is declared, else the sign's, else forward."""
    assert (direction, unsigned, strict) == (row.resolved_direction, row.is_unsigned, row.is_strict)


def test_figures_of_a_row() -> None:
    """Target and actual are read as figures where the cells are, and are None where they are not."""
    row = quantity("≦365 天", "270 天")
    assert row.target_figure is not None
    assert row.actual_figure is not None
    assert (365, 270) == (row.target_figure.quantity.value, row.actual_figure.value)
    assert (None, None) == (quantity("较高", "好").target_figure, quantity("较高", "好").actual_figure)
    assert (None, None) == (quantity(None).target_figure, quantity(None).actual_figure)


def test_rows_of_either_form_have_paths() -> None:
    """Paths name a row's place in the document, through goals where there are any."""
    row = quantity("5个")
    assert [("indicators[0]", row), ("indicators[1]", row)] == list(table(row, row).rows())
    department = Evaluation(department=Department(name="b"), goals=(Goal(name="a"), Goal(name="c", indicators=(row,))))
    assert [("goals[1].indicators[0]", row)] == list(department.rows())
    assert (Form.DEPARTMENT, "b", Form.PROJECT, "乡村振兴") == (
        department.form,
        department.name,
        table().form,
        table().name,
    )


def test_words_and_enums_are_the_same() -> None:
    """An enum member and its name build the same row, and a table of cells may be a dict or pairs."""
    by_name = quantity("5个", direction="reverse", measure="relative", actuals={"甲": 5})
    assert by_name == quantity("5个", direction=Direction.REVERSE, measure=Measure.RELATIVE, actuals=(("甲", "5"),))
    assert QualitativeIndicator(name="a", rule={"b": 1, "a": 2}) == QualitativeIndicator(
        name="a", rule={"a": 2, "b": 1}
    )
    heads = {"产出指标": "40", "效益指标": ""}
    assert (("产出指标", Decimal(40)),) == table(weights=heads).weights == table(weights=tuple(heads.items())).weights


def test_lists_become_tuples() -> None:
    """A list of rows, goals, parts or funds is taken, and the object cannot be changed through it."""
    rows = [quantity("5个", "5个")]
    by_list = table(parts=[Part(name="甲")], execution=Execution(funds=[Fund(name="拨款")]))
    assert by_list == table(parts=(Part(name="甲"),), execution=Execution(funds=(Fund(name="拨款"),)))
    department = Evaluation(department=Department(name="b"), goals=[Goal(name="a", indicators=rows)])
    rows.clear()
    assert 1 == len(list(department.rows()))
    assert (Item(description="a"),) == quantity("5个", items=[Item(description="a")]).items


@pytest.mark.parametrize(
    "build",
    [
        lambda: Project(name=None),
        lambda: QuantitativeIndicator(name=5),
        lambda: Evaluation(project="乡村振兴"),
        lambda: Evaluation(project=Project(name="乡村振兴"), indicators=[1]),
        lambda: Evaluation(project=Project(name="乡村振兴"), partial="否"),
    ],
)
def test_objects_of_other_kinds_are_refused(build: Any) -> None:
    """A wrong kind is a TypeError where the object is built, not somewhere later."""
    with pytest.raises(TypeError, match="expected, not"):
        build()


def test_heads_of_one_meaning_are_written_once() -> None:
    """产出 and 产出指标 are the same head; two numbers for it contradict each other."""
    with pytest.raises(InputError, match="写了不止一次"):
        Evaluation(project=Project(name="乡村振兴"), weights={"产出指标": 40, "产出": 50})


# --- rows under an indicator ------------------------------------------------------------------------------------------


def flat(*rows: Any, **head: Any) -> list[tuple[str, str, str, Any, bool]]:
    """What rows under one indicator are scored as: path, level2, name, points, whether they apply."""
    top = QualitativeIndicator(name="培训", level1="产出指标", level2="数量指标", rows=rows, **head)
    return [(path, row.level2, row.name, row.weight, row.applicable) for path, row in table(top).rows()]


def test_rows_with_points_stand_in_place_of_their_head() -> None:
    """They have its levels where they write none; a head that does not apply takes them out."""
    rows = quantity("5个", "5个", weight=6), quantity("5个", "5个", weight=4, name="次数", level2="质量指标")
    expected = [
        ("indicators[0].rows[0]", "数量指标", "培训人数", 6, True),
        ("indicators[0].rows[1]", "质量指标", "次数", 4, True),
    ]
    assert expected == flat(*rows) == flat(*rows, weight=10)
    assert [False, False] == [applies for *_, applies in flat(*rows, applicable=False)]


def test_points_of_the_head_alone() -> None:
    """Several rows leave the head to be scored; one has its points; where nobody has any, the rows have none."""
    row = quantity("5个", "5个", weight=None)
    assert [("indicators[0]", "数量指标", "培训", 10, True)] == flat(row, row, weight=10)
    assert [("indicators[0].rows[0]", "数量指标", "培训人数", 10, True)] == flat(row, weight=10)
    assert [None, None] == [weight for _, _, _, weight, _ in flat(row, row)]
