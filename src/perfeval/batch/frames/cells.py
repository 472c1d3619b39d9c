"""The cells of a document's row as the columns tell them, read by the functions that single scoring reads them with.

What a cell leaves open is told in ``unread``, with no figures. A row of several parts (汇总) gives a row for each part where each
has all its own cells, to be combined as columns; else one row, combined as single scoring does.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from json import dumps
from math import lcm
from typing import Any

from perfeval.batch.columns.routes import route_kind
from perfeval.batch.columns.words import MOST, SCALE
from perfeval.batch.columns.working import BEYOND
from perfeval.errors import UndeterminedError, UnitError
from perfeval.forms.model import (
    Evaluation,
    Indicator,
    Part,
    QualitativeIndicator,
    QuantitativeIndicator,
    takes_out,
)
from perfeval.profiles import Profile
from perfeval.rules.met import MET
from perfeval.scoring.methods import method_of
from perfeval.scoring.parts import has_parts, read_parts, unit_of
from perfeval.scoring.reading import actual_of, figures_of, in_unit_of, judgement_of, read_items, read_row, target_of
from perfeval.scoring.rows import UNSHARED, answered
from perfeval.values.figures import is_blank
from perfeval.values.quantities import read_share
from perfeval.values.terms import Measure
from perfeval.values.units import factor, is_additive

FrameCells = dict[str, Any]
"""Some of a row's columns; numbers are ten-thousandths."""
FrameRow = dict[str, str | int | Decimal | None]
"""All columns of a row as they are exchanged; numbers are Decimals of four places."""
FrameLine = tuple[Part | None, FrameCells]
"""The part that columns are about, None for the whole."""


def or_unread(read: Callable[[], FrameCells]) -> FrameCells:
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


def frame_cells(row: Indicator, evaluation: Evaluation, profile: Profile) -> Iterator[FrameLine]:
    """The cells of a row, or of each of its parts."""
    kind = route_kind(row)
    if row.is_out_of_use:
        yield None, {"applicable": False}
    elif row.rows:
        yield None, {"unread": UNSHARED}
    elif found := _answered(row, profile):
        yield None, found
    elif kind in ("checklist", "coefficient"):
        yield None, or_unread(lambda: _listed(row, kind))
    elif isinstance(row, QuantitativeIndicator):
        if has_parts(row):
            yield from _figures_by_part(row, evaluation, profile)
        else:
            yield None, or_unread(lambda: _figures(row, evaluation, profile))
    elif isinstance(row, QualitativeIndicator):
        if has_parts(row):
            yield from _judged_by_part(row, evaluation, profile)
        else:
            yield None, or_unread(lambda: _judged(row, profile))


def _answered(row: Indicator, profile: Profile) -> FrameCells:
    """A row whose cells answer by themselves (dates, 是/否, bounds): 1 of 1 where the target is met; nothing where they do not.

    A date is a figure that is met, which only a rule by ratio scores as single scoring does.
    """
    try:
        method = method_of(row, profile)
    except UndeterminedError:
        method = None
    try:
        found = answered(row, method, profile)
    except UndeterminedError:
        return {}
    if found is None:
        return {}
    said, _ = found
    if said.kind != "yes-no" and not said.met:
        return {"unread": said.code}
    made: FrameCells = {"target": SCALE, "actual": SCALE if said.met else 0}
    if said.kind == "bound":
        return made
    if said.kind == "date" and profile.forward_rule.value != "ratio":
        return {"unread": BEYOND}
    if said.kind == "yes-no" and row.rule is None:  # of the profile's own rule a row cannot say that it is for 是/否
        if profile.row_rule.value == "none":
            return {"unread": BEYOND}
        made |= {"rule": dumps({"rule": MET.name})}
    return made | {"kind": "quantitative", "direction": "equal" if said.kind == "yes-no" else "forward"}


def _listed(row: Indicator, kind: str) -> FrameCells:
    """The points of a checklist, asked and done; or a coefficient."""
    if kind == "checklist":
        asked, done = read_items(row.items)
        return {"target": scaled(asked), "actual": scaled(done)}
    share = read_share(row.coefficient or "")
    if share is None:
        raise UndeterminedError("coefficient-unreadable", "")
    return {"rate": scaled(share * 100)}


# --- figures ------------------------------------------------------------------------------------------------------


def _figures(row: QuantitativeIndicator, evaluation: Evaluation, profile: Profile) -> FrameCells:
    """A and B in one unit: the target's, or the actual value's where only that writes both in four decimals.

    Where neither does, a rule that looks at B/A alone takes both multiplied alike; ``multiple`` says by how much, and such a row adds up with none.
    """
    reading = read_parts(row, evaluation, profile) if has_parts(row) else read_row(row)
    values = (reading.target, reading.actual)
    units = [reading.unit] if has_parts(row) else [q.unit for q in figures_of(row) if q]
    try:
        unit, (target, actual) = _in_one_unit(values, units)
    except UndeterminedError:
        if None in values or not method_of(row, profile).rule.scale_free:
            raise
        times = lcm(*((value * SCALE).denominator for value in values if value is not None))
        target, actual = (scaled(value * times) for value in values if value is not None)
        first = {"quantity_unit": units[0] or None, "measure": _measure(row, units[0])}
        return {"target": target, "actual": actual, "multiple": scaled(Fraction(times)), **first}
    return {"target": target, "actual": actual, "quantity_unit": unit or None, "measure": _measure(row, unit)}


def _in_one_unit(values: Sequence[Fraction | None], units: Sequence[str]) -> tuple[str, list[int | None]]:
    """Values in the first of the units, or in the next that writes them all in four decimals, and which it is."""
    for unit in dict.fromkeys(units):
        try:
            times = factor(units[0], unit)
            return unit, [None if value is None else scaled(value * times) for value in values]
        except (UnitError, UndeterminedError):
            continue
    return "", [scaled(value) for value in values]


def _measure(row: QuantitativeIndicator, unit: str) -> Measure | None:
    """绝对值 or 相对值, None where the unit does not tell."""
    sums = is_additive(unit)
    if row.measure or sums is None:
        return row.measure
    return Measure.ABSOLUTE if sums else Measure.RELATIVE


def _figures_by_part(row: QuantitativeIndicator, evaluation: Evaluation, profile: Profile) -> Iterator[FrameLine]:
    """Each part's own A and B, all in one unit; or the row as a whole where some figure of it is no part's own.

    A relative target of the whole is each part's own. A row with a rule of its own is combined here, for that rule.
    """
    try:
        made = _own(row, evaluation) if row.rule is None and not row.deduct else {}
    except UndeterminedError:
        made = {}
    if not made:
        whole = or_unread(lambda: _figures(row, evaluation, profile))
        yield None, {"applicable": False} if whole.get("unread") == "not-applicable" else whole
        return
    for part in evaluation.parts:
        yield part, made.get(part.name, {"applicable": False})


def _own(row: QuantitativeIndicator, evaluation: Evaluation) -> dict[str, FrameCells]:
    """The columns of each part that the row concerns; UndeterminedError or nothing where not every part has both figures."""
    if len({sign[0] for sign in row.signs}) > 1 or not row.actuals:
        return {}
    out = {name for cells in (row.targets, row.actuals) for name, cell in cells if takes_out(cell)}
    names = [part.name for part in evaluation.parts if part.name not in out]
    targets, actuals = dict(row.targets), dict(row.actuals)
    brought = [actual_of(actuals.get(name)) for name in names]
    asked = [target_of(targets.get(name) if targets else row.target, row.named_unit) for name in names]
    quantities = [q for q in (*asked, *brought) if q]
    if not names or len(quantities) < 2 * len(names):
        return {}
    first = unit_of(None, *(dict(zip(names, some, strict=False)) for some in (quantities, quantities[len(names) :])))[0]
    if not first.is_printed:
        quantities = [quantity.with_unit(first.unit) for quantity in quantities]
    measure = _measure(row, first.unit)
    if not targets and measure is not Measure.RELATIVE:
        return {}
    values = [in_unit_of(first, quantity)[0] for quantity in quantities]
    unit, numbers = _in_one_unit(values, [first.unit, *(quantity.unit for quantity in quantities)])
    return {
        name: {"target": target, "actual": actual, "quantity_unit": unit or None, "measure": measure}
        for name, target, actual in zip(names, numbers, numbers[len(names) :], strict=False)
    }


# --- judgements ---------------------------------------------------------------------------------------------------


def _judged(row: QualitativeIndicator, profile: Profile) -> FrameCells:
    made = _judgement(row.attainment, row.actual, row.rate, profile)
    if row.weight is not None and made["attainment"] is None and is_blank(row.target):
        raise UndeterminedError("target-missing", "")
    return made


def _judgement(attainment: str | None, actual: str | None, rate: str | None, profile: Profile) -> FrameCells:
    """The label of the band and the rate; a label that the profile does not know stays as it is printed."""
    try:
        judgement = judgement_of(attainment, actual, rate, profile)
    except UndeterminedError as error:
        if error.code != "attainment-unknown":
            raise
        return {"attainment": attainment}
    share = None if judgement.rate is None else judgement.rate * 100
    return {"attainment": judgement.band.label if judgement.band else None, "rate": scaled(share)}


def _judged_by_part(row: QualitativeIndicator, evaluation: Evaluation, profile: Profile) -> Iterator[FrameLine]:
    """The judgement of each part; what is given once holds for all."""
    attainments, rates, actuals = dict(row.attainments), dict(row.rates), dict(row.actuals)
    judged = {*attainments, *rates} or {*actuals}
    routes = (row.attainments, row.rates, row.actuals)
    out = {name for pairs in routes for name, cell in pairs if takes_out(cell)}
    for part in evaluation.parts:
        name = part.name
        if name in out:
            yield part, {"applicable": False}
        elif name not in judged | {*actuals}:
            yield part, {"unread": "part-missing"}
        else:
            printed = (attainments.get(name, row.attainment), actuals.get(name, row.actual), rates.get(name, row.rate))
            yield part, or_unread(partial(_judgement, *printed, profile))
