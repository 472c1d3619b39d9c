"""What the cells of a document may hold: text as printed, points, amounts of money; each read by one function.

The readers serve the document and objects built in code alike. What cannot be read is an InputError that says what
was found and what is expected; a float is a TypeError.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType, TypeVar

from perfeval.errors import UnitError, brief, refuse
from perfeval.trees.sources import BadNumber
from perfeval.values.figures import Figure, decimal, decimals, is_blank, round_half_up
from perfeval.values.quantities import Quantity, read_money
from perfeval.values.terms import Direction, Measure

Cell = NewType("Cell", str)
"""A cell as printed; a number is kept as its digits."""
Points = NewType("Points", Decimal)
"""A number of points, not negative."""
Amount = NewType("Amount", Quantity)
"""An amount of money."""
Cells = NewType("Cells", tuple[tuple[str, Cell], ...])
"""Cells by part, as (name, cell) pairs."""
NO_CELLS = Cells(())
Heads = NewType("Heads", tuple[tuple[str, Points], ...])
"""Points by 一级指标, as (label, points) pairs."""
Term = TypeVar("Term", bound=StrEnum)
RowRule = NewType("RowRule", object)
"""A row's own printed rule: a curve's name, or its parameters as a `Table`."""
DEDUCTS_ONLY = "只减分、不占分值的行写 0，人定的扣分写在所扣的那一行的 deduct"
"""What to do with a row that only deducts: no source prints how much it takes off, nor down to where."""
_NO_CELL = (bool, list, dict, tuple, date, time)
"""What TOML can hold and a cell cannot."""


def read_cell(value: Any) -> Cell | None:
    """A cell as printed, from text or a number; None stays None."""
    if isinstance(value, BadNumber):
        refuse(value, "文字，或不超过 40 位的数字", code="number-format")
    if value is None or isinstance(value, str):
        return value if value is None else Cell(value)
    if isinstance(value, _NO_CELL):
        refuse(value, "文字或数字", code="type")
    try:
        figure = Figure.read(value)  # a float is a TypeError that says what to pass
        return Cell(f"{value:f}" if isinstance(value, Decimal) else f"{decimal(figure.value):f}")
    except ValueError:
        refuse(value, "文字，或不超过 40 位的数字", code="number-format")


def read_points(value: Any) -> Points | None:
    """权重, 分值: a number that is not negative; a blank cell is None."""
    if value is None or (isinstance(value, str) and is_blank(value)):
        return None
    if isinstance(value, _NO_CELL):
        refuse(value, "不小于 0 的分数（数字）", code="number-format")
    try:
        number = Figure.read(value).value
    except ValueError:
        refuse(value, "不小于 0 的分数（数字）", "只写数字，如 10", code="number-format")
    places = decimals(number)
    if number.numerator < 0:
        refuse(value, "不小于 0 的分数（数字）", DEDUCTS_ONLY, code="number-format")
    if places is None:
        refuse(value, "不小于 0 的分数（数字）", code="number-format")
    return Points(round_half_up(number, places))


def read_amount(value: Any) -> Amount | None:
    """An amount of money; a blank cell is None, a plain number is in 万元."""
    if value is None or (isinstance(value, str) and is_blank(value)):
        return None
    if isinstance(value, Quantity):
        return Amount(value)
    if isinstance(value, _NO_CELL):
        refuse(value, "金额，如 “500万元”", code="amount-format")
    try:
        return Amount(read_money(value))
    except UnitError:
        refuse(value, "以元、万元或亿元计的金额", code="unit")
    except ValueError:
        refuse(value, "金额，如 “500万元”", code="amount-format")


def read_cells(value: Any) -> Cells:
    """Cells by part, from a table or from pairs."""
    return Cells(
        tuple((str(name), read_cell(cell) or Cell("")) for name, cell in _pairs(value, "cells by part", "99.5%"))
    )


def read_heads(value: Any) -> Heads:
    """Points by 一级指标, from a table or from pairs."""
    read = ((str(name), read_points(points)) for name, points in _pairs(value, "points by 一级指标", 40))
    return Heads(tuple((name, points) for name, points in read if points is not None))


def _pairs(value: Any, what: str, example: object) -> Iterable[tuple[Any, Any]]:
    """The names and values of a table; TypeError for what is none."""
    pairs = tuple(value.items() if isinstance(value, Mapping) else value if isinstance(value, Iterable) else (value,))
    if any(not isinstance(pair, (tuple, list)) or len(pair) != 2 for pair in pairs):
        raise TypeError(f"{what} are a table, such as {{'甲': {example!r}}}, not {brief(value)}")
    return pairs


class Table(tuple[tuple[str, Any], ...]):
    """A table inside a row's own rule, as (key, value) pairs in the order of the keys: it stays as it was given."""

    __slots__ = ()


def read_rule(value: Any) -> RowRule | None:
    """A row's own rule: a name or a table. A number with decimals is kept as its digits, as JSON writes it."""
    return None if value is None else RowRule(_kept(value))


def _kept(value: Any) -> Any:
    if isinstance(value, (Mapping, Table)):
        return Table(sorted((str(key), _kept(item)) for key, item in dict(value).items()))
    if isinstance(value, (list, tuple)):
        return tuple(map(_kept, value))
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        try:
            Figure.read(value)
        except ValueError:
            refuse(value, "不超过 40 位的数字", code="number-format")
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else f"{value:f}"
    if value is not None and not isinstance(value, (str, int, date, time)):  # a document may hold dates, code no floats
        raise TypeError(f"a rule is a curve's name or a table of texts and exact numbers; found {type(value).__name__}")
    return value


def rule_tree(rule: Any) -> Any:
    """A row's own rule as the plain tree that it was read from."""
    if isinstance(rule, Table):
        return {key: rule_tree(item) for key, item in rule}
    return [rule_tree(item) for item in rule] if isinstance(rule, tuple) else rule


def read_direction(value: Any) -> Direction | None:
    """A direction, or its name."""
    return None if value is None else _member(Direction, value)


def read_measure(value: Any) -> Measure | None:
    """A measure, or its name."""
    return None if value is None else _member(Measure, value)


def _member(kind: type[Term], value: Any) -> Term:
    try:
        return kind(value if isinstance(value, str) else "")
    except ValueError:
        refuse(value, " / ".join(kind), code="choice")
