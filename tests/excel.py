"""A small evaluator of the formulas that the words of Excel write, in fractions: what a sheet would show if Excel were exact."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from perfeval.values.figures import round_half_up

_TOKEN = re.compile(r'\s*(?:([0-9]+(?:\.[0-9]+)?)|("(?:[^"]|"")*")|([A-Z]+[0-9]*)|(<=|>=|<>|[-+*/=<>(),]))')
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: _rank(a) < _rank(b),
    ">": lambda a, b: _rank(a) > _rank(b),
    "<=": lambda a, b: _rank(a) <= _rank(b),
    ">=": lambda a, b: _rank(a) >= _rank(b),
}


def _rank(cell: Any) -> tuple[bool, Any]:
    """What Excel compares: any text is greater than any number."""
    return isinstance(cell, str), cell


def value(formula: object, cells: Mapping[str, Any]) -> Any:
    """What a formula gives, its cells being what `cells` says."""
    tokens = [next(filter(None, found)) for found in _TOKEN.findall(str(formula))]
    result, rest = _comparison(tokens, cells)
    assert not rest, rest
    return result


def _comparison(tokens: list[str], cells: Mapping[str, Any]) -> tuple[Any, list[str]]:
    left, tokens = _sum(tokens, cells)
    if tokens and tokens[0] in _COMPARE:
        right, rest = _sum(tokens[1:], cells)
        return _COMPARE[tokens[0]](left, right), rest
    return left, tokens


def _sum(tokens: list[str], cells: Mapping[str, Any]) -> tuple[Any, list[str]]:
    left, tokens = _product(tokens, cells)
    while tokens and tokens[0] in ("+", "-"):
        right, rest = _product(tokens[1:], cells)
        left, tokens = (left + right if tokens[0] == "+" else left - right), rest
    return left, tokens


def _product(tokens: list[str], cells: Mapping[str, Any]) -> tuple[Any, list[str]]:
    left, tokens = _atom(tokens, cells)
    while tokens and tokens[0] in ("*", "/"):
        right, rest = _atom(tokens[1:], cells)
        left, tokens = (left * right if tokens[0] == "*" else _Quotient(left, right).value), rest
    return left, tokens


class _Quotient:
    """A quotient, or Excel's error, which only matters where the branch is taken."""

    def __init__(self, one: Any, other: Any) -> None:
        self.value = Fraction(one) / other if other else None


def _atom(tokens: list[str], cells: Mapping[str, Any]) -> tuple[Any, list[str]]:
    first, *rest = tokens
    if first == "-":
        inner, rest = _atom(rest, cells)
        return -inner, rest
    if first == "(":
        inner, rest = _comparison(rest, cells)
        return inner, rest[1:]
    if first[0].isdigit():
        return Fraction(first), rest
    if first[0] == '"':
        return first[1:-1].replace('""', '"'), rest
    if not rest or rest[0] != "(":
        return cells[first], rest
    given, rest = list[Any](), rest[1:]
    while True:
        inner, rest = _comparison(rest, cells)
        given.append(inner)
        comma, *rest = rest
        if comma == ")":
            return _called(first, given), rest


def _called(name: str, given: list[Any]) -> Any:
    if name == "IF":
        return given[1] if given[0] else given[2]
    if name in ("AND", "OR"):
        return (all if name == "AND" else any)(given)
    if name == "NOT":
        return not given[0]
    if name == "MAX":
        return max(given)
    if name in ("ISTEXT", "ISNUMBER"):
        return isinstance(given[0], str) is (name == "ISTEXT")
    if name == "INT":
        return Fraction(given[0] // 1)
    assert name == "ROUND", name
    return None if given[0] is None else Fraction(round_half_up(given[0], int(given[1])))
