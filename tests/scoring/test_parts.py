"""汇总 inside one table: figures are combined first and scored once, judgements scored first and then averaged."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Part, QuantitativeIndicator, Status, score
from tests.samples import judgement, outcome, quantity, result, table
from tests.strategies import fractions, positive, written
from tests.under import notes, under


def parts(*funds: Any) -> tuple[Part, ...]:
    """Parts 甲, 乙, 丙 with their 资金额度."""
    return tuple(Part(name=name, funds=amount) for name, amount in zip("甲乙丙", funds, strict=False))


def each(*cells: str) -> dict[str, str]:
    """A cell for each of 甲, 乙, 丙."""
    return dict(zip("甲乙丙", cells, strict=False))


EQUAL = parts(100, 100)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # absolute figures add: one part's surplus makes up for the other's shortfall
        (quantity("≥40个", actuals=each("30个", "10个")), "10.00"),
        (quantity("≥40个", actuals=each("20个", "10个")), "7.50"),
        (quantity("≥50万元", actuals=each("30万元", "100000元")), "8.00"),
        (quantity("≥1公顷", actuals=each("10亩", "5亩")), "10.00"),
        # relative figures average by funds
        (quantity("≥90%", actuals=each("100%", "80%")), "10.00"),
        (quantity("≥90%", actuals=each("90%", "80%")), "9.44"),
        # a target for each part is combined like the actuals
        (quantity(None, targets=each("20个", "20个"), actuals=each("30个", "10个")), "10.00"),
        (quantity(None, targets=each("≤20个", "≤20个"), actuals=each("30个", "20个")), "8.00"),
        (quantity(None, targets=each("≥100%", "≥80%"), actuals=each("90%", "90%")), "10.00"),
        (quantity(None, targets=each("20个", "20个"), actual="30个"), "7.50"),
        # times, compound units and bare numbers need a measure
        (quantity("≤10天", actuals=each("4天", "6天")), "measure-unstated"),
        (quantity("≤10天", actuals=each("4天", "6天"), measure="absolute"), "10.00"),
        (quantity("≤4天", actuals=each("4天", "6天"), measure="relative"), "8.00"),
        (quantity("≤1000元/户", actuals=each("1000元/户", "1000元/户")), "measure-unstated"),
        (quantity("≥40", actuals=each("30", "10")), "measure-unstated"),
        (quantity("≥90分", actuals=each("50分", "45分")), "measure-unstated"),
        (quantity("≤20℃", actuals=each("10℃", "15℃")), "measure-unstated"),
        (quantity("≥40个", actuals=each("40个", "40个"), measure="relative"), "10.00"),
        # 不适用 takes a part out, everywhere in the row
        (quantity("≥90%", actuals=each("90%", "不适用")), "10.00"),
        (quantity(None, targets=each("20个", "不适用"), actuals=each("10个", "40个")), "5.00"),
        (quantity("≥90%", actuals=each("不适用", " 不适用 ")), "not-applicable"),
        # a part without an entry, or with one that cannot be read
        (quantity("≥40个", actuals=each("30个")), "part-missing"),
        (quantity("≥40个", actuals=each("30个", "")), "part-missing"),
        (quantity(None, targets=each("20个"), actuals=each("10个", "40个")), "part-missing"),
        (quantity(None, targets=each("20个"), actual="10个"), "part-missing"),
        (quantity("≥40个", actuals=each("30个", "较多")), "actual-unreadable"),
        (quantity("≥40个", actuals=each("30个", "≥10个")), "actual-repeats-sign"),
        (quantity("≥40个", actuals=each("30个", "10次")), "unit-mismatch"),
        (quantity("≥90%", actuals=each("90%", "0.9")), "share-ambiguous"),
        (QuantitativeIndicator(name="a", weight=10, targets=each("20个", "若干"), actual="10个"), "target-unreadable"),
        (quantity(None, targets=each("20个", "20个")), "actual-missing"),
        # signs that point different ways make no common target
        (quantity(None, targets=each("≤5个", "≥5个"), actuals=each("2个", "2个")), "direction-mixed"),
        (quantity(None, targets=each("≤5个", "<5个"), actuals=each("2个", "2个")), "10.00"),
        (quantity(None, targets=each("≤5个", "5个"), actuals=each("10个", "10个")), "5.00"),
    ],
)
def test_rows_with_figures(row: QuantitativeIndicator, expected: str) -> None:
    """先汇总完成数，再计算得分; what cannot be combined is undetermined."""
    assert expected == outcome(row, parts=EQUAL)


@pytest.mark.parametrize(
    ("funds", "expected"),
    [
        (("100万元", "300万元"), "9.17"),
        (("1000000元", "300"), "9.17"),
        (("100万元", "0"), "10.00"),
        (("100万元", None), "funds-missing"),
        (("100万元", "-1"), "funds-negative"),
        ((0, 0), "funds-zero"),
    ],
)
def test_funds_weigh_relative_figures(funds: tuple[Any, ...], expected: str) -> None:
    """90 % of 100 万元 and 80 % of 300 万元 are 82.5 % of a target of 90 %: 9.17; without funds there is no mean."""
    row = quantity("≥90%", actuals=each("90%", "80%"))
    assert expected == outcome(row, parts=parts(*funds))


def test_funds_do_not_matter_to_sums() -> None:
    """Absolute figures add up whether or not funds are given."""
    assert "10.00" == outcome(quantity("≥40个", actuals=each("30个", "10个")), parts=parts(None, None))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (judgement(None, None, attainments=each("达成", "部分达成"), rates=each("100%", "50%")), "6.25"),
        (judgement("达成", None, rates=each("100%", "90%")), "9.25"),
        (judgement(None, "80%", attainments=each("达成", "达成")), "8.00"),
        (judgement(None, None, actuals=each("达成", "部分达成"), rates=each("100%", "50%")), "6.25"),
        (judgement(None, None, attainments=each("达成", "不适用"), rates=each("95%", "")), "9.50"),
        (judgement(None, None, attainments=each("不适用", "不适用"), rates=each("95%", "80%")), "not-applicable"),
        (judgement(None, None, attainments=each("达成", "部分达成"), rates=each("100%", "80%")), "rate-outside-band"),
        (judgement(None, None, attainments=each("达成", "达成"), rates=each("100%")), "rate-missing"),
        (judgement(None, None, rates=each("100%", "90%")), "attainment-missing"),
        (judgement(None, None, attainments=each("达成", "良好"), rates=each("100%", "90%")), "attainment-unknown"),
        (judgement(None, None, attainments=each("达成"), rates=each("100%")), "part-missing"),
    ],
)
def test_judged_rows(row: Any, expected: str) -> None:
    """Each part's judgement is scored, unrounded, and the scores are averaged by funds and rounded once."""
    assert expected == outcome(row, parts=parts(100, 300))


def test_the_part_is_named() -> None:
    """The reason says which part's judgement does not hold."""
    row = judgement(None, None, attainments=each("达成", "部分达成"), rates=each("100%", "80%"))
    assert (
        result(row, parts=EQUAL).reason
    ) == "乙评为“部分达成预期指标并具有一定效果”，区间为 80%—50%（含 50%），写明的比例 80% 不在其内"


def test_a_row_without_cells_by_part_is_scored_as_a_whole() -> None:
    """Parts of the project do not ask every row for parts."""
    assert "7.50" == outcome(quantity("≥40个", "30个"), parts=EQUAL)
    assert "9.50" == outcome(judgement("达成", "95%", actuals=each("较好", "较好")), parts=EQUAL)


def test_not_applicable_to_any_part() -> None:
    """A row that concerns no part is not applicable, not undetermined."""
    row = result(quantity("≥90%", actuals=each("不适用", "不适用")), parts=EQUAL)
    assert (Status.NOT_APPLICABLE, "各部分都不适用本指标") == (row.status, row.reason)


def test_each_bare_part_is_noted() -> None:
    """Two parts whose cells have no unit are two notes, each with the part's name."""
    row = result(quantity("≥40个", actuals=each("20", "20")), parts=EQUAL)
    assert [
        "甲的实际完成值“20”没有写单位，按目标值的单位“个”计。",
        "乙的实际完成值“20”没有写单位，按目标值的单位“个”计。",
    ] == [note.text for note in row.notes]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (("≥20", "≥20个"), "8.75"),  # the bare one takes the unit of the other, whichever comes first
        (("≥20个", "≥20"), "8.75"),
        (("≥20个", "≥20次"), "unit-mismatch"),
        (("20", "20"), "8.75"),  # bare ones take the unit of what was done
    ],
)
def test_units_of_parts_in_any_order(targets: tuple[str, ...], expected: str) -> None:
    """Which part stands first does not decide what can be read."""
    assert expected == outcome(quantity(None, targets=each(*targets), actuals=each("25个", "10个")), parts=EQUAL)


def test_what_does_not_convert_is_told_by_part() -> None:
    """The reason names the parts and the cells, not a target of the whole that nobody wrote."""
    row = result(quantity(None, targets=each("≥20个", "≥20次"), actuals=each("1个", "1次")), parts=EQUAL)
    assert "甲的目标值的单位是“个”，乙的目标值的单位是“次”，两者不能换算" == row.reason
    row = result(quantity(None, targets=each("≥0.5%", "≥90%"), actuals=each("0.9", "92%")), parts=EQUAL)
    assert "乙的目标值是≥90%，甲的实际完成值只写“0.9”，没有百分号：可能是 0.9%，也可能是 90%" == row.reason


@pytest.mark.parametrize(
    ("targets", "target"),
    [(("≤5个", "≤5个"), "≤10个"), (("≤5个", "＜5个"), "≤10个"), (("<5个", "<5个"), "<10个"), (("5个", "5个"), "10个")],
)
def test_a_combined_target_keeps_its_sign(targets: tuple[str, ...], target: str) -> None:
    """The table prints the whole's target as a row without parts would, the milder sign where both stand."""
    assert target == result(quantity(None, targets=each(*targets), actuals=each("1个", "2个")), parts=EQUAL).target


def test_each_part_alone_is_told_beside_the_whole() -> None:
    """A surplus that makes up for another part's shortfall is seen in the explanation."""
    row = quantity(None, targets=each("≥20个", "≥20个"), actuals=each("30个", "10个"))
    assert "各部分单独计分（供对照，得分按汇总数计）：甲 10 分，乙 5 分。" in result(row, parts=EQUAL).explanation
    assert "单独计分" not in result(quantity("≥40个", actuals=each("30个", "10个")), parts=EQUAL).explanation


def test_each_part_keeps_its_own_result() -> None:
    """What a part brought stays visible, with its own points where it has a target of its own."""
    row = result(quantity(None, targets=each("20个", "20个"), actuals=each("30个", "10个")), parts=EQUAL)
    assert [
        ("甲", "100", "20个", "30个", 10),
        ("乙", "100", "20个", "10个", 5),
    ] == [(p.name, p.funds, p.target, p.actual, p.exact) for p in row.parts]
    row = result(judgement(None, None, attainments=each("达成", "达成"), rates=each("100%", "90%")), parts=EQUAL)
    assert [10, 9] == [p.exact for p in row.parts]


# --- what holds for all figures -------------------------------------------------------------------------------------

cells = st.lists(st.tuples(fractions(high=150), positive), min_size=1, max_size=3)


@given(st.sampled_from(("≥90%", "≤90%", "=90%")), cells, st.randoms())
def test_the_order_of_parts_is_irrelevant(target: str, brought: list[tuple[Fraction, Fraction]], random: Any) -> None:
    """Values and funds moved together give the same score."""

    def exact(pairs: list[tuple[Fraction, Fraction]]) -> Fraction | None:
        row = quantity(target, actuals=each(*(f"{written(value)}%" for value, _ in pairs)))
        return result(row, parts=parts(*(written(funds) for _, funds in pairs))).exact

    shuffled = list(brought)
    random.shuffle(shuffled)
    assert exact(brought) == exact(shuffled)


@given(st.sampled_from(("≥90%", "≤90%", "≥90个", "≤90个")), fractions(high=150), positive)
def test_one_part_is_the_whole(target: str, value: Fraction, funds: Fraction) -> None:
    """A single part scores as the row without parts does."""
    cell = f"{written(value)}{target[-1]}"
    alone = result(quantity(target, cell)).exact
    assert alone == result(quantity(target, actuals=each(cell)), parts=parts(written(funds))).exact


@given(cells)
def test_a_judged_mean_lies_between_the_parts(brought: list[tuple[Fraction, Fraction]]) -> None:
    """The mean over parts lies between the least and the greatest part's points."""
    rates = [80 + value % 20 for value, _ in brought]
    row = judgement("达成", None, rates=each(*(f"{written(rate)}%" for rate in rates)))
    exact = result(row, parts=parts(*(written(funds) for _, funds in brought))).exact
    assert exact is not None
    assert min(rates) / 10 <= exact <= max(rates) / 10


@pytest.mark.parametrize(
    "row",
    [
        quantity("≥40个", actuals={"甲": "-5个", "乙": "50个"}),
        quantity("≥40%", actuals={"甲": "-5%", "乙": "80%"}),
        quantity(None, "50个", targets={"甲": "≥-5个", "乙": "≥50个"}),
    ],
)
def test_a_negative_part_is_not_netted(row: Any) -> None:
    """What one part lacks is not hidden in another's surplus: negative figures have no rule, part or whole."""
    found = result(row, parts=EQUAL)
    assert "negative-figure" == found.code
    assert "甲" in found.reason


def test_taken_out_is_taken_out_whatever_else_is_written() -> None:
    """不适用 in every part's cell leaves nothing to judge; a whole's figure is not held against some parts' targets."""
    judged = judgement("达成预期指标", "100%", actuals=each("不适用", "不适用"))
    assert Status.NOT_APPLICABLE is result(judged, parts=EQUAL).status
    row = quantity(None, "6个", targets=each("≥5个", "不适用"))
    assert "part-missing" == result(row, parts=EQUAL).code


def test_the_part_of_an_unreadable_cell_is_named() -> None:
    """So that its unit can be asked."""
    assert result(quantity("≥5个", actuals=each("几个", "2个")), parts=EQUAL).reason.startswith("甲的")


def test_many_parts_are_read_in_time() -> None:
    """The time grows with the number of parts, not with its square."""
    many = tuple(Part(name=f"{i}村", funds=1) for i in range(20_000))
    row = quantity("≥20000个", actuals={part.name: "1个" for part in many})
    assert "10.00" == outcome(row, parts=many)


def test_what_a_part_that_is_taken_out_says_is_told() -> None:
    """不适用 takes a part out of a row; a figure or judgement of it that stands there all the same is not passed over."""
    row = quantity(None, targets=each("≥20个", "不适用"), actuals=each("10个", "8个"))
    found = result(row, parts=EQUAL)
    assert (5, ["part-left-out"]) == (found.exact, [note.code for note in found.notes])
    assert "乙写为“不适用”，所填的“8个”没有计入汇总" in found.explanation
    judged = judgement(attainments=each("达成", "不适用"), rates=each("90%", "60%"))
    assert ["part-left-out"] == [note.code for note in result(judged, parts=EQUAL).notes]
    both = quantity(None, targets=each("≥20个", "不适用"), actuals=each("10个", "不适用"))
    assert () == result(both, parts=EQUAL).notes


def test_a_bare_target_of_the_whole_takes_the_unit_of_what_was_done() -> None:
    assert "8.75" == outcome(quantity("≥40", actuals=each("25个", "10个")), parts=EQUAL)


def test_nothing_done_is_no_negative_figure() -> None:
    """0 is told as it is; below it, that it counts as 0."""
    zero = under(negative_actual="zero")
    assert [] == notes(quantity("≥5个", "0个"), profile=zero)
    assert ["negative-as-zero"] == notes(quantity("≥5个", "-1个"), profile=zero)


@pytest.mark.parametrize(
    ("cells", "whose"),
    [({"target": "≥5"}, "目标值"), ({"targets": {"甲": "≥3", "乙": "≥2"}}, "甲的实际完成值")],
)
def test_whose_unit_does_not_go_with_whose(cells: dict[str, Any], whose: str) -> None:
    """The reason names the cell that the unit was taken from, and the one that has another."""
    parts = (Part(name="甲", funds=1), Part(name="乙", funds=1))
    row = quantity(**{"target": None, "actuals": {"甲": "3个", "乙": "2次"}} | cells)
    found = score(table(row, parts=parts), profile=under()).rows[0]
    assert "unit-mismatch" == found.code
    assert f"{whose}的单位是“个”，乙的实际完成值的单位是“次”，两者不能换算" == found.reason
