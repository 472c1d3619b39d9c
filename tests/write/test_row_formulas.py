"""The formulas of a row of the self-computing form: the same gates in the same order as the engine asks them."""

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from perfeval import load_profile
from perfeval.rules.rule import Operands
from perfeval.write.row_formulas import branch
from tests.samples import outcome, quantity
from tests.under import cited

JIANGXI = load_profile("jiangxi-2017")
BANDS = {
    "rule": "bands",
    "ends": "high",
    "tiers": [{"low": "0%", "high": "10%", "points": 5}, {"low": "10%", "high": "none", "points": 0}],
}


@pytest.mark.parametrize(
    ("target", "actual", "rule", "weight", "expected"),
    [
        ("=0天", "1天", BANDS, 5, "0.00"),  # = 0 was not met: answered before the share of a target of 0 is asked for
        ("=0天", "1天", BANDS, 6, "0.00"),  # and before whether the full mark is the weight
        ("=10天", "20天", BANDS, 6, "full-not-the-weight"),
        ("=0天", "0天", BANDS, 5, "zero-target-share"),
    ],
)
def test_the_first_gate_that_holds_is_heeded(target: str, actual: str, rule: Any, weight: int, expected: str) -> None:
    """One that the profile or everybody answers gives the points; the gates after it are not asked."""
    profile = evolve(JIANGXI, row_rule=cited("allowed"))
    row = quantity(target, actual, weight, rule=rule)
    figures = (Fraction("".join(c for c in cell if c.isdecimal())) for cell in (target, actual))
    said = branch("TRUE()", row, Operands(Fraction(weight), *figures, is_equal=True), profile)
    assert expected == outcome(row, profile="jiangxi-2017")
    assert ("0.00" == expected) == (not [reason for when, reason in said.why if when is True])
    assert expected != "0.00" or said.earned == 0
