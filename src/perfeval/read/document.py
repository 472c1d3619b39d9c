"""The document's tree into an `Evaluation`: every mistake at once, each with its path and the row's own name."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve

from perfeval.errors import InputError, Problem, refuse
from perfeval.forms.model import Evaluation, Indicator, QualitativeIndicator, QuantitativeIndicator, implied_kind
from perfeval.trees.cells import (
    Amount,
    Cell,
    Cells,
    Heads,
    Points,
    RowRule,
    read_amount,
    read_cell,
    read_points,
    read_rule,
)
from perfeval.trees.sources import Tree
from perfeval.values.quantities import read_change
from perfeval.values.terms import Direction, Kind, Measure

if TYPE_CHECKING:
    from cattrs import Converter

_JUDGED = ("attainment", "rate", "attainments", "rates")


def to_evaluation(tree: Tree) -> Evaluation:
    """The tree of a document as an evaluation; InputError with every mistake in it."""
    return _converter().structure(tree, Evaluation)


@cache
def _converter() -> "Converter":
    from perfeval.trees.structure import converter  # cattrs: only where a document is read

    conv = converter(Kind, Direction, Measure)
    conv.register_structure_hook(Cell, lambda v, _: read_cell(v))
    conv.register_structure_hook(Points, lambda v, _: read_points(v))
    conv.register_structure_hook(Amount, lambda v, _: read_amount(v))
    conv.register_structure_hook(Cells, lambda v, _: _cells(v, conv))
    conv.register_structure_hook(Heads, lambda v, _: _heads(v, conv))
    conv.register_structure_hook(RowRule, lambda v, _: _rule(v))
    conv.register_structure_hook_func(lambda t: t is Indicator, lambda v, _: _indicator(v, conv))
    return conv


def _cells(value: Any, conv: "Converter") -> Cells:
    cells = conv.structure(value, Mapping[str, Cell])  # type: ignore[type-abstract]
    return Cells(tuple(cells.items()))


def _heads(value: Any, conv: "Converter") -> Heads:
    points = conv.structure(value, Mapping[str, Points])  # type: ignore[type-abstract]
    return Heads(tuple((label, p) for label, p in points.items() if p is not None))


def _rule(value: Any) -> RowRule | None:
    if not isinstance(value, (str, dict)):
        refuse(value, "计分方法的名称，或写有参数的表", code="type")
    return read_rule(value)


def _kind(tree: Tree) -> Kind:
    """By the target, or the parts' targets, whatever else is wrong with the row; a change rate in words where the row has its rule."""
    if tree.get("rule") and read_change(_text(tree.get("target"))):
        return Kind.QUANTITATIVE
    targets = tree["targets"].values() if isinstance(tree.get("targets"), dict) else ()
    return implied_kind(_text(tree.get("target")), [_text(cell) for cell in targets])


def _text(cell: Any) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else "" if cell is None else str(cell)


def _indicator(tree: Any, conv: "Converter") -> Indicator:
    """A quantitative or qualitative row: as `kind` says, else by the target."""
    if not isinstance(tree, dict):
        refuse(tree, "一个表（若干 键 = 值）", "指标写成 [[indicators]]", code="type")
    rest, problems = dict(tree), list[Problem]()
    kind = _kind(tree)
    if "kind" in tree:
        try:
            kind = conv.structure(rest.pop("kind"), Kind)
        except InputError as error:
            problems += [evolve(problem, path="kind") for problem in error.problems]
    if kind is Kind.QUANTITATIVE:
        for key in _JUDGED:
            if key in rest:
                del rest[key]
                what = "这是定量指标（目标值是数字），按完成值计分，不用评判档次和比例"
                problems.append(
                    Problem(key, what, "不写此键", '确属定性指标的，请写 kind = "qualitative"', code="contradiction")
                )
    try:
        row: Indicator = conv.structure(
            rest, QuantitativeIndicator if kind is Kind.QUANTITATIVE else QualitativeIndicator
        )
    except InputError as error:
        problems += error.problems
    if problems:
        label = tree.get("name")
        raise InputError([evolve(p, label=p.label or (label[:20] if isinstance(label, str) else "")) for p in problems])
    return row
