"""Whether a target was reached, from its two cells alone: figures in the words of the engines, dates, 是/否 and bounds by themselves."""

from fractions import Fraction

import pytest

from perfeval.rules.rule import Operands
from perfeval.rules.words import EXACT
from perfeval.scoring.reached import answer_of_cells, is_met, is_missed
from perfeval.values.terms import Direction
from tests.samples import quantity

FORWARD, REVERSE, EQUAL = Direction.FORWARD, Direction.REVERSE, Direction.EQUAL


@pytest.mark.parametrize(
    ("direction", "target", "actual", "more", "expected"),
    [
        (FORWARD, 5, 5, {}, True),
        (FORWARD, 5, 4, {}, False),
        (REVERSE, 5, 5, {}, True),
        (REVERSE, 5, 6, {}, False),
        (EQUAL, 0, 1, {"is_equal": True}, False),  # = 0 with something done
        (FORWARD, 0, 1, {"unsigned": True}, None),  # either side may be the better one
        (FORWARD, -5, -4, {"unsigned": True}, None),
        (FORWARD, -5, -4, {}, True),
        (REVERSE, 0, 0, {"strict": True}, None),  # < 0 with 0
    ],
)
def test_figures(direction: Direction, target: int, actual: int, more: dict[str, bool], expected: bool | None) -> None:
    """Reached, missed, or nobody can tell: never both."""
    row = Operands(None, Fraction(target), Fraction(actual), **more)
    assert (expected is True, expected is False) == (is_met(EXACT, row, direction), is_missed(EXACT, row, direction))


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("2023年6月底前", "2023年5月20日", ("date", True, "")),
        ("2023年6月底前", "2023年7月1日", ("date", False, "date-late")),
        ("是", "是", ("yes-no", True, "attainment-missing")),
        ("是", "否", ("yes-no", False, "attainment-missing")),
        ("≤5起", "小于3起", ("bound", True, "actual-repeats-sign")),
        ("≥5次", "<3次", ("bound", False, "actual-repeats-sign")),
        ("≥5次", "≥3次", ("bound", None, "actual-repeats-sign")),
        ("≥5次", "6次", None),
        ("良好", "良好", None),
        ("≥5次", None, None),
    ],
)
def test_cells_that_answer_without_a_ratio(
    target: str, actual: str | None, expected: tuple[str, bool | None, str] | None
) -> None:
    """What they are, whether the target is reached, and the code of the reason where nothing can be scored from it."""
    said = answer_of_cells(quantity(target, actual))
    assert expected == (said and (said.kind, said.met, said.code))
