"""The gates that rules share: what leaves a row of figures, or execution, without a score, and in which order it is asked."""

from typing import Any

import pytest

from perfeval import score
from perfeval.rules.gates import AMOUNTS, FIGURES
from tests.samples import outcome, quantity, table


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (quantity("≥2个", "1个", weight=None), "weight-missing"),
        (quantity(None, "1个"), "target-missing"),
        (quantity("≥2个"), "actual-missing"),
        (quantity("≥2个", "-1个"), "negative-figure"),
        (quantity("0个", "1个"), "zero-target-unsigned"),
        (quantity("<0个", "0个"), "zero-target-strict"),
        (quantity("=0个", "1个"), "0.00"),  # = 0 with something done was not met
        (quantity("=0个", "0个"), "10.00"),
        (quantity(None, None, weight=None), "weight-missing"),  # the first that holds is told
    ],
)
def test_a_row_of_figures(row: Any, expected: str) -> None:
    """Its score, or the code of the reason."""
    assert expected == outcome(row)


@pytest.mark.parametrize(
    ("budget", "executed", "expected"),
    [
        (None, "9万元", "budget-missing"),
        ("9万元", None, "executed-missing"),
        ("9万元", "-1元", "negative-figure"),
        ("0元", "1元", "zero-budget"),
    ],
)
def test_execution(budget: str | None, executed: str | None, expected: str) -> None:
    """The code of the reason, beside a sentence."""
    result = score(table(quantity("≥2个", "2个"), budget=budget, executed=executed)).execution
    assert (expected, None) == (result.code, result.score)
    assert result.reason in {gate.reason for gate in AMOUNTS}


def test_each_gate_has_a_code_of_its_own() -> None:
    """Within what is asked of one row."""
    for gates in (FIGURES, AMOUNTS):
        assert len(gates) == len({gate.code for gate in gates})
