"""The readers of cells: text as printed, points, amounts; the same for documents and for objects built in code."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from perfeval import Direction, InputError, Measure
from perfeval.trees.cells import (
    Table,
    read_amount,
    read_cell,
    read_cells,
    read_direction,
    read_heads,
    read_measure,
    read_points,
    read_rule,
    rule_tree,
)


@pytest.mark.parametrize(
    ("given", "cell"),
    [(None, None), ("", ""), ("≥95%", "≥95%"), (365, "365"), (Decimal("9.50"), "9.50"), (Fraction(1, 4), "0.25")],
)
def test_a_cell_keeps_what_is_printed(given: Any, cell: str | None) -> None:
    """Digits of a number included."""
    assert cell == read_cell(given)


@pytest.mark.parametrize("given", [True, [], {}, date(2023, 1, 1), Fraction(1, 3), Decimal("NaN")])
def test_what_no_cell_can_hold(given: Any) -> None:
    """Said with what would do."""
    with pytest.raises(InputError, match="文字"):
        read_cell(given)


@pytest.mark.parametrize("read", [read_cell, read_points, read_amount])
def test_a_float_is_refused(read: Any) -> None:
    """It is wrong by a cent on some row."""
    with pytest.raises(TypeError):
        read(0.1)


@pytest.mark.parametrize(
    ("given", "points"), [(None, None), (" ", None), ("—", None), (10, Decimal(10)), ("12.5", Decimal("12.5"))]
)
def test_points(given: Any, points: Decimal | None) -> None:
    """Blank cells print none."""
    assert points == read_points(given)


@pytest.mark.parametrize("given", [-1, "-0.5", "十", "10分", True, Fraction(1, 3)])
def test_no_points(given: Any) -> None:
    """Below 0, words, and thirds, which nobody can print."""
    with pytest.raises(InputError, match="不小于 0 的分数"):
        read_points(given)


def test_an_amount_without_a_unit_is_in_ten_thousands() -> None:
    """As the form's head says; with a unit it is what it says."""
    plain, printed = read_amount(5), read_amount("500元")
    assert plain is not None
    assert printed is not None
    assert (Fraction(5), Fraction(5, 100)) == (plain.to("万元"), printed.to("万元"))
    assert read_amount("/") is None
    with pytest.raises(InputError, match="以元、万元或亿元计的金额"):
        read_amount("5公里")


def test_cells_and_heads_come_as_tables_or_pairs() -> None:
    """In the order in which they are given; a head without points is none."""
    assert (
        (("甲", "5个"), ("乙", ""))
        == read_cells({"甲": "5个", "乙": None})
        == read_cells([("甲", "5个"), ("乙", None)])
    )
    assert (("产出指标", Decimal(50)),) == read_heads({"产出指标": 50, "效益指标": ""})


def test_a_rule_of_a_row_stays_as_it_was_given() -> None:
    """A name, or a table that comes back as the tree that it was."""
    tree = {"rule": "tiers", "tiers": [{"low": "0%", "points": Decimal("2.5")}], "per": Decimal(5)}
    assert {"rule": "tiers", "tiers": [{"low": "0%", "points": "2.5"}], "per": 5} == rule_tree(read_rule(tree))
    assert isinstance(read_rule(tree), Table)
    assert "linear" == rule_tree(read_rule("linear"))
    assert read_rule(None) is None
    assert read_rule(read_rule(tree)) == read_rule(tree)


def test_terms_by_name() -> None:
    """A direction or measure itself, or its name; a slip is told with the choice."""
    assert Direction.REVERSE is read_direction("reverse") is read_direction(Direction.REVERSE)
    assert Measure.RELATIVE is read_measure("relative")
    with pytest.raises(InputError, match="forward / reverse / equal"):
        read_direction("up")


@pytest.mark.parametrize(
    "number",
    [Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+999999"), 10**5000],
    ids=["sNaN", "Infinity", "a great power", "5,000 digits"],
)
def test_a_rule_holds_no_number_without_bound(number: Any) -> None:
    """What cannot be told apart, or written out, is refused where it is given."""
    with pytest.raises(InputError) as told:
        read_rule({"rule": "steps", "per": [number]})
    assert "number-format" == told.value.code
    assert "不超过 40 位的数字" == told.value.expected


def test_a_choice_is_a_text() -> None:
    """A number, a list or what cannot even be shown is refused like an unknown word."""

    class Silent:
        def __repr__(self) -> str:
            raise RuntimeError

    for wrong in (3, [], Silent()):
        with pytest.raises(InputError) as told:
            read_measure(wrong)
        assert "choice" == told.value.code
