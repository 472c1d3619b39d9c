"""The cells of a document's row as the columns tell them, read by the functions that single scoring reads them with.

What a cell leaves open is told in ``unread``, with no figures. A row of several parts (汇总) gives a row for each part, with the
cells that are the part's own, and one for the whole with a figure that is no part's.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import lcm
from typing import Any

from perfeval.batch.cases import kind_of
from perfeval.batch.scoring import BEYOND
from perfeval.batch.words import MOST, SCALE
from perfeval.errors import UndeterminedError, UnitError
from perfeval.figures import is_blank
from perfeval.methods import method_of
from perfeval.model import (
    NOT_APPLICABLE,
    Evaluation,
    Indicator,
    Part,
    QualitativeIndicator,
    QuantitativeIndicator,
)
from perfeval.parts import has_parts, measure_of, reference_of
from perfeval.profiles import Profile
from perfeval.readings import actual_of, in_unit_of, judgement_of, read_items, read_row, target_of
from perfeval.targets import Quantity, read_share
from perfeval.terms import Measure
from perfeval.units import factor

Columns = dict[str, Any]
"""Some of a row's columns; numbers are ten-thousandths."""
Line = tuple[Part | None, Columns]
"""The part that columns are about, None for the whole."""

_SCALE_FREE = frozenset({"ratio", "as-forward", "linear", "cut-off", "bands", "exact"})
"""The rules that look at B/A alone, so that both may be multiplied alike."""


def or_unread(read: Callable[[], Columns]) -> Columns:
    """What a reader tells, or the code of the reason why it does not."""
    try:
        return read()
    except UndeterminedError as error:
        return {"unread": error.code}


def scaled(value: Fraction | Decimal | None) -> int | None:
    """A number in ten-thousandths; UndeterminedError where that is no whole number, or more than columns score."""
    if value is None:
        return None
    whole = Fraction(value) * SCALE
    if whole.denominator != 1 or abs(whole) > MOST:
        raise UndeterminedError(BEYOND, "")
    return whole.numerator


def cells(row: Indicator, evaluation: Evaluation, profile: Profile) -> Iterator[Line]:
    """The cells of a row, or of each of its parts."""
    kind = kind_of(row)
    if not row.applicable or NOT_APPLICABLE in (row.target, row.actual, getattr(row, "attainment", None)):
        yield None, {"applicable": False}
    elif kind in ("checklist", "coefficient"):
        yield None, or_unread(lambda: _listed(row, kind))
    elif isinstance(row, QuantitativeIndicator):
        if has_parts(row):
            yield from _figures_by_part(row, evaluation)
        else:
            yield None, or_unread(lambda: _figures(row, profile))
    elif isinstance(row, QualitativeIndicator):
        if has_parts(row):
            yield from _judged_by_part(row, evaluation, profile)
        else:
            yield None, or_unread(lambda: _judged(row, profile))


def _listed(row: Indicator, kind: str) -> Columns:
    """The points of a checklist, asked and done; or a coefficient."""
    if kind == "checklist":
        asked, done = read_items(row.items)
        return {"target": scaled(asked), "actual": scaled(done)}
    share = read_share(row.coefficient or "")
    if share is None:
        raise UndeterminedError("coefficient-unreadable", "")
    return {"rate": scaled(share * 100)}


# --- figures ------------------------------------------------------------------------------------------------------


def _figures(row: QuantitativeIndicator, profile: Profile) -> Columns:
    """A and B in one unit: the target's, or the actual value's where only that writes both in four decimals.

    Where neither does, a rule that looks at B/A alone takes both multiplied alike; such a row has no unit and adds up with none.
    """
    reading = read_row(row)
    values = (reading.target, reading.actual)
    quantities = [q for q in (target_of(row.target), actual_of(row.actual)) if q]
    measure = _measure(row, quantities[0]) if quantities else row.measure
    try:
        unit, (target, actual) = _in_one_unit(values, [q.unit for q in quantities])
    except UndeterminedError:
        if None in values or method_of(row, profile).rule not in _SCALE_FREE:
            raise
        times = lcm(*((value * SCALE).denominator for value in values if value is not None))
        target, actual = (scaled(value * times) for value in values if value is not None)
        return {"target": target, "actual": actual, "measure": None}
    return {"target": target, "actual": actual, "quantity_unit": unit or None, "measure": measure}


def _in_one_unit(values: Sequence[Fraction | None], units: Sequence[str]) -> tuple[str, list[int | None]]:
    """Values in the first of the units, or in the next that writes them all in four decimals, and which it is."""
    for unit in dict.fromkeys(units):
        try:
            times = factor(units[0], unit)
            return unit, [None if value is None else scaled(value * times) for value in values]
        except (UnitError, UndeterminedError):
            continue
    return "", [scaled(value) for value in values]


def _measure(row: QuantitativeIndicator, quantity: Quantity) -> Measure | None:
    """绝对值 or 相对值, None where the unit does not tell."""
    try:
        return measure_of(row, quantity)
    except UndeterminedError:
        return None


def _figures_by_part(row: QuantitativeIndicator, evaluation: Evaluation) -> Iterator[Line]:
    """Each part's own A and B, all in one unit, and the whole's where it is no part's own."""
    opened, own = dict[str, Columns](), dict[str, list[Quantity | None]]()
    out = _out(row.targets, row.actuals)
    for part in evaluation.parts:
        try:
            own[part.name] = [_own(row.targets, part, target_of), _own(row.actuals, part, actual_of)]
        except UndeterminedError as error:
            opened[part.name] = {"unread": error.code}
        if part.name in out:
            own.pop(part.name, None)
            opened[part.name] = {"applicable": False}
    try:
        told, whole = _together(row, own)
        if not row.actuals and out:
            raise UndeterminedError("part-missing", "")
    except UndeterminedError as error:
        yield None, {"unread": error.code}
        return
    for part in evaluation.parts:
        yield part, (opened | told)[part.name]
    if whole["target"] is not None or whole["actual"] is not None:
        yield None, whole


def _out(*pairs: Sequence[tuple[str, str]]) -> set[str]:
    """The parts that 不适用 takes out."""
    return {name for cells in pairs for name, cell in cells if cell.strip() == NOT_APPLICABLE}


def _own(
    pairs: Sequence[tuple[str, str]], part: Part, read: Callable[[str | None], Quantity | None]
) -> Quantity | None:
    """A part's own figure, None where the row gives none by part."""
    quantity = read(dict(pairs).get(part.name)) if pairs else None
    if pairs and quantity is None:
        raise UndeterminedError("part-missing", "")
    return quantity


def _together(row: QuantitativeIndicator, own: dict[str, list[Quantity | None]]) -> tuple[dict[str, Columns], Columns]:
    """The columns of each part, and of the whole, in one unit. A relative target of the whole is each part's own."""
    if len({sign[0] for sign in row.signs}) > 1:
        raise UndeterminedError("direction-mixed", "")
    whole = None if row.targets else target_of(row.target)
    single = None if row.actuals else actual_of(row.actual)
    place = 0 if row.targets else 1
    named = {name: quantity for name, pair in own.items() if (quantity := pair[place])}
    if not named:
        return {}, {"target": None, "actual": None}
    first = whole or reference_of(named, "")[0]
    measure = _measure(row, first)
    values: list[Fraction | None] = []
    for target, actual in [*own.values(), [None, single]]:
        values += [in_unit_of(first, quantity)[0] if quantity else None for quantity in (target, actual)]
    if whole and measure is Measure.RELATIVE:
        values[:-2:2] = [whole.value] * len(own)
    elif whole:
        values[-2] = whole.value
    units = [first.unit, *(quantity.unit for quantity in named.values())]
    unit, numbers = _in_one_unit(values, units)
    lines = [
        {"target": target, "actual": actual, "quantity_unit": unit or None, "measure": measure}
        for target, actual in zip(numbers[::2], numbers[1::2], strict=True)
    ]
    return dict(zip(own, lines[:-1], strict=True)), lines[-1]


# --- judgements ---------------------------------------------------------------------------------------------------


def _judged(row: QualitativeIndicator, profile: Profile) -> Columns:
    told = _judgement(row.attainment, row.actual, row.rate, profile)
    if row.weight is not None and told["attainment"] is None and is_blank(row.target):
        raise UndeterminedError("target-missing", "")
    return told


def _judgement(attainment: str | None, actual: str | None, rate: str | None, profile: Profile) -> Columns:
    """The label of the band and the rate; a label that the profile does not know stays as it is printed."""
    try:
        judgement = judgement_of(attainment, actual, rate, profile)
    except UndeterminedError as error:
        if error.code != "attainment-unknown":
            raise
        return {"attainment": attainment}
    share = None if judgement.rate is None else judgement.rate * 100
    return {"attainment": judgement.band.label if judgement.band else None, "rate": scaled(share)}


def _judged_by_part(row: QualitativeIndicator, evaluation: Evaluation, profile: Profile) -> Iterator[Line]:
    """The judgement of each part; what is given once holds for all."""
    attainments, rates, actuals = dict(row.attainments), dict(row.rates), dict(row.actuals)
    judged = {*attainments, *rates} or {*actuals}
    out = _out(row.attainments, row.rates, row.actuals)
    for part in evaluation.parts:
        name = part.name
        if name in out:
            yield part, {"applicable": False}
        elif name not in judged | {*actuals}:
            yield part, {"unread": "part-missing"}
        else:
            printed = (attainments.get(name, row.attainment), actuals.get(name, row.actual), rates.get(name, row.rate))
            yield part, or_unread(partial(_judgement, *printed, profile))
