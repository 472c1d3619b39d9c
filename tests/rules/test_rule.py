"""The record of a rule, and what its sentences and numbers are made with."""

from decimal import Decimal
from fractions import Fraction

import pytest

from perfeval.errors import UndeterminedError
from perfeval.rules.registry import CURVES, RULES
from perfeval.rules.rule import Operands, in_unit, is_share, said, shown
from perfeval.values.quantities import read_actual


def test_every_curve_with_numbers_is_gated_and_worded() -> None:
    """What a curve asks of a row stands in a gate; each rule of a quantitative row has its sentence."""
    for rule in CURVES.values():
        assert bool(rule.needs) == (rule.numbers is not None)
        assert not rule.needs or len(rule.gates) > 4
        assert rule.inverse is not None


@pytest.mark.parametrize(
    ("points", "of_weight", "expected"),
    [(Decimal("0.5"), False, " 0.5 分"), (Fraction(1, 20), True, "权重的 5%"), (Fraction(2), False, " 2 分")],
)
def test_points_as_they_are_stated(points: Decimal | Fraction, of_weight: bool, expected: str) -> None:
    """A share of the weight is told as one."""
    assert expected == shown(points, of_weight)


def test_a_share_of_the_weight_is_a_fraction() -> None:
    """Points are Decimals."""
    assert [True, False] == [is_share(Fraction(4, 5)), is_share(Decimal("0.8"))]


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        ("5%", "‰", 50),
        ("1500米", "公里", Fraction(3, 2)),
        ("0", "天", 0),
        ("5%", "天", "rule-unit"),
        ("5", "天", "rule-unit"),
    ],
)
def test_an_amount_in_the_rows_unit(amount: str, unit: str, expected: object) -> None:
    """Converted exactly, or the reason; a bare 0 is 0 of anything."""
    quantity = read_actual(amount)
    assert quantity
    try:
        found: object = in_unit(quantity.quantity, unit)
    except UndeterminedError as error:
        found = error.code
    assert expected == found


def test_the_grounds_of_a_sentence() -> None:
    """The clause, or that there is none."""
    assert "依据备注2，计 9 分。" == said("备注2", "计 9 分。").text
    assert "来源没有规定，按本项目的理解，计 9 分。" == said("", "计 9 分。").text


def test_a_rule_that_looks_at_the_figure_alone() -> None:
    """The target's sign says nothing to it."""
    row = Operands(10, 5, 4, unsigned=True, strict=True, is_equal=True)
    seen = {rule.by_figure: rule.seen(row) for rule in RULES}
    assert {False: row, True: Operands(10, 5, 4)} == seen
