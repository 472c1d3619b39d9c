"""Why a total cannot be told: the first gate that holds, with its code."""

from fractions import Fraction
from typing import Any

import pytest

from perfeval.rules.totals import TOTAL_GATES, Sums
from perfeval.rules.words import EXACT

WHOLE = Sums(
    open_rows=0, partial=False, weights=Fraction(100), others=Fraction(0), left_out=0, weightless=0, satisfied=True,
    whole=Fraction(100), rescales=False,
)  # fmt: skip


def why(**changes: Any) -> str:
    """The code of the first gate that holds; empty where the total is known."""
    sums = WHOLE._replace(**changes)
    return next((gate.code for gate in TOTAL_GATES if gate.when(EXACT, sums)), "")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ""),
        ({"open_rows": 1}, "rows-undetermined"),
        ({"open_rows": 1, "partial": True}, "rows-undetermined"),
        ({"partial": True}, "partial"),
        # the points of what does not apply, or of 满意度 that the form lacks, go nowhere
        ({"weights": Fraction(90), "others": Fraction(10), "left_out": 1}, "weights-not-total"),
        ({"weights": Fraction(90), "satisfied": False}, "weights-not-total"),
        ({"weights": Fraction(90)}, ""),  # the audit tells; the sum stands
        ({"left_out": 1}, ""),  # what is left makes 100 all the same
    ],
)
def test_a_total_of_what_is_there(changes: dict[str, Any], expected: str) -> None:
    """Under a profile that does not rescale."""
    assert expected == why(**changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ""),
        ({"weights": Fraction(90), "others": Fraction(10), "left_out": 1}, ""),
        ({"weights": Fraction(90), "others": Fraction(5), "left_out": 1}, "weights-not-total"),
        ({"weights": Fraction(0), "others": Fraction(100), "left_out": 3}, "weights-not-total"),
        ({"weights": Fraction(90), "left_out": 1, "weightless": 1}, "not-applicable-weight-missing"),
        ({"weights": Fraction(90), "satisfied": False}, ""),
    ],
)
def test_a_total_that_is_rescaled(changes: dict[str, Any], expected: str) -> None:
    """What does not apply must say what it weighs, and something must be left."""
    assert expected == why(**changes, rescales=True)
