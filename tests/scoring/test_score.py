"""The decided semantics, one test each: what is scored, what stays undetermined, and why."""

import json
from typing import Any

import pytest

import perfeval
from perfeval import QualitativeIndicator, QuantitativeIndicator, Status
from tests.paths import TESTS
from tests.samples import judgement, notes, outcome, quantity, result

CASES = TESTS / "cases"

# --- rule 2: what is quantitative -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("≦365 天", QuantitativeIndicator),
        ("2 个", QuantitativeIndicator),
        ("98%以上", QuantitativeIndicator),
        ("撰写调研报告 1 篇", QualitativeIndicator),
        ("至少召开 20 次会议", QualitativeIndicator),
        ("较高", QualitativeIndicator),
        ("2021年12月31日", QualitativeIndicator),
    ],
)
def test_only_a_whole_cell_makes_a_quantitative_row(target: str, kind: type) -> None:
    """A figure inside a sentence leaves the row qualitative."""
    row = {"project": {"name": "x"}, "indicators": [{"name": "a", "target": target}]}
    assert kind is type(perfeval.loads(json.dumps(row)).indicators[0])


# --- rule 3: units --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥20个", "18个", "9.00"),
        ("≥20个", "27", "10.00"),
        ("≦365 天", "400天", "9.13"),
        ("≥500万元", "4500000元", "9.00"),
        ("≤100万元", "1250000元", "8.00"),
        ("≥15亩", "1公顷", "10.00"),
        ("≥95%", "0.9", "share-ambiguous"),
        ("≥95%", "1", "share-ambiguous"),
        ("≥50‰", "0.5", "share-ambiguous"),
        ("≥95%", "1.5", "0.16"),
        ("≥95%", "0", "0.00"),
        ("≤1%", "0.5", "10.00"),
        ("≤10‰", "1", "10.00"),
        ("≥5个百分点", "1", "2.00"),
        ("20个", "18次", "unit-mismatch"),
        ("20", "18次", "9.00"),
        ("20", "18", "9.00"),
    ],
)
def test_units(target: str, actual: str, expected: str) -> None:
    """Units convert exactly; a bare actual takes the target's, unless it may be a share written as a ratio."""
    assert expected == outcome(quantity(target, actual))


def test_a_bare_actual_is_noted() -> None:
    """Where the actual value takes the target's unit, a note says so; where it has its own, none does."""
    assert ["unit-missing"] == notes(quantity("≥20个", "18"))
    assert [] == notes(quantity("≥20个", "18个"))
    assert [] == notes(quantity("20", "18"))


@pytest.mark.parametrize(
    ("target", "actual", "words"),
    [
        ("20个", "18次", "目标值的单位是“个”，实际完成值的单位是“次”，两者不能换算"),
        ("≥0.9", "92%", "实际完成值是92%，目标值只写“≥0.9”，没有百分号：可能是 0.9%，也可能是 90%"),
        ("≥95%", "0.9", "目标值是≥95%，实际完成值只写“0.9”，没有百分号：可能是 0.9%，也可能是 90%"),
    ],
)
def test_the_reason_names_both_sides(target: str, actual: str, words: str) -> None:
    """A clerk reads both units, or both readings, in the reason."""
    assert words == result(quantity(target, actual)).reason


# --- rule 4: zero, equal, strict, negative --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "expected", "noted"),
    [
        ("≥0起", "0起", "10.00", ["zero-target"]),
        ("≥0起", "5起", "10.00", ["zero-target"]),
        ("≤0起", "0起", "10.00", []),
        ("≤0起", "1起", "0.00", ["zero-target"]),
        ("0起", "0起", "10.00", []),
        ("0起", "1起", "zero-target-unsigned", []),
        ("=0起", "0起", "10.00", []),
        ("=0起", "1起", "0.00", ["zero-target"]),
        (">0起", "0起", "zero-target-strict", []),
        (">0起", "1起", "10.00", []),
        ("<0起", "0起", "zero-target-strict", []),
        ("<5起", "5起", "10.00", ["strict-boundary"]),
        (">5起", "5起", "10.00", ["strict-boundary"]),
        ("<5起", "4起", "10.00", []),
        (">5起", "4起", "8.00", []),
        ("=4个", "3个", "7.50", []),
        ("=4个", "4个", "10.00", []),
        ("=4个", "5个", "10.00", ["equal-exceeded"]),
        ("≤5个", "0个", "10.00", []),
        ("≥-5%", "3%", "negative-figure", []),
        ("≥5%", "-3%", "negative-figure", []),
        ("≤5%", "-3%", "negative-figure", []),
    ],
)
def test_zero_equal_strict_and_negative(target: str, actual: str, expected: str, noted: list[str]) -> None:
    """Attainment is asked first; what the sources leave open is undetermined, and our readings are noted."""
    row = quantity(target, actual)
    assert expected == outcome(row)
    assert noted == notes(row)


def test_a_declared_direction_settles_an_unsigned_0() -> None:
    """With a direction given, 0 起 is a bound like any other."""
    assert "0.00" == outcome(quantity("0起", "1起", direction="reverse"))
    assert "10.00" == outcome(quantity("0起", "1起", direction="forward"))
    assert "5.00" == outcome(quantity("5起", "10起", direction="reverse"))


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("", "5个", "target-missing"),
        ("/", "5个", "target-missing"),
        ("5个", "", "actual-missing"),
        ("5个", "—", "actual-missing"),
        ("较高", "5个", "target-unreadable"),
        ("5个", "良好", "actual-unreadable"),
        ("≥266米", "≥260米", "actual-repeats-sign"),
    ],
)
def test_cells_that_cannot_be_read(target: str, actual: str, expected: str) -> None:
    """Text in a target or actual cell never raises: the row is undetermined and quotes what stands there."""
    assert expected == outcome(quantity(target, actual))


def test_a_row_without_weight() -> None:
    """No weight, no score, whatever else is there."""
    assert "weight-missing" == outcome(quantity("5个", "良好", weight=None))
    assert "weight-missing" == outcome(judgement("达成预期指标", "90%", weight="/"))
    assert "0.00" == outcome(quantity("5个", "5个", weight=0))


def test_some_where_none_was_asked_for_earns_nothing() -> None:
    """`=0` and 3 done: 0 points with the reason, as our reading."""
    found = result(quantity("=0起", "3起"))
    assert "目标值为 0，完成值 3起 大于 0，计 0 分。" in found.explanation
    assert "本项目的理解" in found.explanation


# --- rule 8: judged rows as filed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (judgement("达成预期指标", "80%"), "8.00"),
        (judgement("达成预期指标", "100%"), "10.00"),
        (judgement("达成预期指标", "79.99%"), "rate-outside-band"),
        (judgement("达成预期指标", "101%"), "rate-outside-band"),
        (judgement("部分达成", "80%"), "rate-outside-band"),
        (judgement("部分达成", "50%"), "5.00"),
        (judgement("未达成预期指标且效果较差", "0%"), "0.00"),
        (judgement("未达成预期指标且效果较差", "-5%"), "rate-outside-band"),
        (judgement("达成预期指标", None), "rate-missing"),
        (judgement("达成预期指标", "/"), "rate-missing"),
        (judgement("达成预期指标", "较好"), "rate-unreadable"),
        (judgement("达成预期指标", "1"), "rate-unreadable"),
        (judgement("达成预期指标", "90个百分点"), "rate-unreadable"),
        (judgement("优秀", "95%"), "attainment-unknown"),
        (judgement(None, "95%"), "attainment-missing"),
        (judgement("", "95%"), "attainment-missing"),
        (judgement(None, "95%", actual="较高"), "attainment-missing"),
        (judgement(None, "95%", actual="达成预期指标"), "9.50"),
        (judgement(None, "95%", actual=" 达成目标 "), "9.50"),
        (judgement(None, None, actual="达成预期指标"), "rate-missing"),
        (judgement("部分达成", "55%", actual="达成预期指标"), "5.50"),
    ],
)
def test_judged_rows(row: QualitativeIndicator, expected: str) -> None:
    """The rate is held to the band of the attainment, which may stand in the actual cell; none is ever chosen."""
    assert expected == outcome(row)


@pytest.mark.parametrize(
    ("rate", "wuhan", "national"), [("55%", "5.50", "rate-outside-band"), ("80%", *["rate-outside-band"] * 2)]
)
def test_bands_are_the_profiles(rate: str, wuhan: str, national: str) -> None:
    """部分达成 starts at 50 % in Wuhan and at 60 % in the national form; 80 % belongs to neither's second band."""
    assert wuhan == outcome(judgement("部分达成", rate))
    assert national == outcome(judgement("部分达成", rate), profile="mof-2020")


# --- what a profile does not know -------------------------------------------------------------------------------------


@pytest.mark.parametrize("own", [{"rule": "steps"}, {"rule": {"per": "5%"}}, {"coefficient": "0.9"}])
def test_a_row_with_its_own_rule(own: dict[str, Any]) -> None:
    """A scoring rule that the row prints and the profile does not know is not passed over."""
    assert "rule-unknown" == outcome(quantity("5个", "5个", **own))


def test_deductions() -> None:
    """A decided deduction is taken off the printed score where the profile allows it, down to 0."""
    assert "8.50" == outcome(quantity("5个", "5个", deduct="1.5"), profile="mof-2020")
    assert "0.00" == outcome(quantity("3个", "2个", deduct=10), profile="mof-2020")
    assert "deduction-unknown" == outcome(quantity("5个", "5个", deduct="1.5"))
    assert "10.00" == outcome(quantity("5个", "5个", deduct=0))  # nothing was taken off


def test_far_above_the_target_asks_for_a_reason() -> None:
    """Above 130 % in the good direction the national profile notes that a reason is due; full marks stand."""
    for row in (quantity("≥75个", "100个"), quantity("≤202.6万元", "132.9万元")):
        assert "10.00" == outcome(row, profile="mof-2020")
        assert ["over-achieved"] == notes(row, profile="mof-2020")
        assert [] == notes(row)
    for row in (quantity("≥100个", "130个"), quantity("≤5起", "0起"), quantity("≤100个", "180个")):
        assert [] == notes(row, profile="mof-2020")


# --- not applicable ---------------------------------------------------------------------------------------------------


def test_a_row_that_does_not_apply() -> None:
    """Its reason stands, and it is asked for nothing else."""
    row = result(quantity("5个", None, weight=None, applicable=False, reason="本年未开展"))
    assert (Status.NOT_APPLICABLE, "本年未开展", None) == (row.status, row.reason, row.score)
    assert "本指标不适用" == result(quantity("5个", applicable=False)).reason


def test_a_row_without_a_target_asks_for_the_target() -> None:
    """It counts as a judged one; what is missing is not the judgement but the target."""
    for target in (None, "", "/"):
        assert "target-missing" == outcome(QualitativeIndicator(name="全年", target=target, actual="4个", weight=10))


def test_a_cell_that_says_not_applicable_takes_the_row_out() -> None:
    """不适用 means the same in a whole table as in a part of it."""
    assert Status.NOT_APPLICABLE is result(quantity("≥5个", "不适用")).status
    assert Status.NOT_APPLICABLE is result(judgement("不适用", None)).status


def test_rows_under_an_indicator() -> None:
    """Each is scored as any row where it has points; points that nobody shares out leave their head undetermined."""
    card = perfeval.score(perfeval.load(CASES / "good" / "sub-rows.toml"), profile="hubei-wuhan")
    goal = "goals[0].indicators"
    assert [
        (f"{goal}[0].rows[0]", "12.00", ""),
        (f"{goal}[0].rows[1]", "5.60", ""),
        (f"{goal}[1]", "None", "rows-unshared"),
    ] == [(row.path, str(row.score), row.code) for row in card.rows]
    assert "10 分由 2 个下级指标共有，没有写明各占多少分" == card.rows[2].reason
    assert ("30", None) == (str(card.groups[0].weight), card.total)
