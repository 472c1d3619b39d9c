"""What a row's cells mean: figures in one unit, a judged band with its rate, or why they mean nothing."""

from fractions import Fraction
from typing import Any

import pytest

from perfeval import Item, load_profile
from perfeval.errors import UndeterminedError
from perfeval.scoring.reading import judgement_of, read_items, read_row
from tests.samples import quantity

HUBEI = load_profile("hubei-wuhan")


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥2公里", "1500米", (2, Fraction(3, 2), "公里")),
        ("≥2个", "3", (2, 3, "个")),
        ("2", "3个", (2, 3, "个")),
        ("≤365天", "1年", (365, 365, "天")),
        ("≥0.9", "95%", "share-ambiguous"),
        ("≥90%", "0.95", "share-ambiguous"),
        ("≥90%", "95", (90, 95, "%")),
        ("≥2公里", "3次", "unit-mismatch"),
        ("按时完成", "3次", "target-unreadable"),
        ("≥2次", "若干次", "actual-unreadable"),
        ("≥2次", "≥3次", "actual-repeats-sign"),
        (None, "3次", (None, 3, "")),
        ("≥2次", None, (2, None, "次")),
    ],
)
def test_figures_in_the_targets_unit(target: str | None, actual: str | None, expected: Any) -> None:
    """A and B with the unit, or the code of the reason."""
    try:
        reading = read_row(quantity(target, actual))
        found: Any = (reading.target, reading.actual, reading.unit)
    except UndeterminedError as error:
        found = error.code
    assert expected == found


def test_what_had_to_be_taken_for_granted_is_remarked() -> None:
    """The unit that one cell lacks, by the other's."""
    (remark,) = read_row(quantity("≥2个", "3")).remarks
    assert ("unit-missing", "实际完成值", "个") == (remark.code, remark.cell, remark.unit)


@pytest.mark.parametrize(
    ("attainment", "actual", "rate", "expected"),
    [
        ("达成预期指标", None, "90%", ("达成预期指标", Fraction(9, 10))),
        (None, "达成预期指标", None, ("达成预期指标", None)),
        (None, "已完成", None, (None, None)),
        ("良好", None, None, "attainment-unknown"),
        ("达成预期指标", None, "较高", "rate-unreadable"),
    ],
)
def test_a_judgement(attainment: str | None, actual: str | None, rate: str | None, expected: Any) -> None:
    """The band by its label, in its own cell or in that of the actual value; a rate as a share."""
    try:
        judged = judgement_of(attainment, actual, rate, HUBEI)
        found: Any = (judged.band and judged.band.label, judged.rate)
    except UndeterminedError as error:
        found = error.code
    assert expected == found


def test_the_points_of_items() -> None:
    """All, and those that are done."""
    items = (Item(description="有制度", points=6, done=True), Item(description="有公开", points=4, done=False))
    assert (10, 6) == read_items(items)


@pytest.mark.parametrize(("item", "lacking"), [({"points": 6}, "是否做到"), ({"done": True}, "没有写分")])
def test_an_item_that_is_half_filled(item: Any, lacking: str) -> None:
    """Named, with what it lacks."""
    with pytest.raises(UndeterminedError, match=lacking):
        read_items((Item(description="有制度", **item),))
