"""A row of several parts (汇总) read as one: figures combined first, judgements kept apart until they are scored.

Every part of the document needs an entry in the row; 不适用 takes a part out.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from perfeval.errors import UndeterminedError
from perfeval.forms.aggregate import FundedFigure, added_up, mean
from perfeval.forms.model import (
    Evaluation,
    Part,
    QualitativeIndicator,
    QuantitativeIndicator,
    takes_out,
)
from perfeval.rules.formulas import not_negative
from perfeval.rules.rule import UNSTATED
from perfeval.rules.words import EXACT
from perfeval.scoring.reading import actual_of, in_unit_of, judgement_of, read_row, target_of
from perfeval.scoring.trace import Combined, Judgement, PartResult, Reading, Remark
from perfeval.values.figures import is_blank
from perfeval.values.quantities import Quantity
from perfeval.values.terms import Measure
from perfeval.values.units import WAN_YUAN, factor

if TYPE_CHECKING:
    from perfeval.profiles import Cited, Profile


def has_parts(row: QuantitativeIndicator | QualitativeIndicator) -> bool:
    """Whether the row gives cells by part that bear on its score."""
    if isinstance(row, QuantitativeIndicator):
        return bool(row.actuals or row.targets)
    taken_out = any(takes_out(cell) for _, cell in row.actuals)
    return bool(row.attainments or row.rates or (row.actuals and (row.attainment is None or taken_out)))


def funds_of(part: Part) -> Fraction | None:
    """资金额度 of a part in 万元, None where the document gives none."""
    return part.funds.value * factor(part.funds.unit, WAN_YUAN) if part.funds else None


def _present(evaluation: Evaluation, missing: str, *cells: Sequence[tuple[str, str]]) -> list[Part]:
    """The parts that the row concerns."""
    given = [dict(pairs) for pairs in cells]
    absent = [part.name for part in evaluation.parts if not any(part.name in cells for cells in given)]
    if absent:
        raise UndeterminedError("part-missing", f"{'、'.join(absent)}没有填{missing}，不能汇总")
    out = {name for pairs in cells for name, cell in pairs if takes_out(cell)}
    present = [part for part in evaluation.parts if part.name not in out]
    if not present:
        raise UndeterminedError("not-applicable", "各部分都不适用本指标")
    return present


def read_figures(row: QuantitativeIndicator, evaluation: Evaluation, profile: "Profile") -> Reading:
    """A and B of a quantitative row in one unit, of its parts combined where it has some; UndeterminedError as they are."""
    if has_parts(row):
        return read_parts(row, evaluation, profile)
    reading = read_row(row)
    if reading.actual is None or reading.actual >= 0 or not _as_zero(profile):
        return reading
    remark = Remark(NEGATIVE, "实际完成值", row.actual or "")
    return reading._replace(actual=not_negative(EXACT, reading.actual), remarks=(*reading.remarks, remark))


NEGATIVE = "negative-as-zero"


def _as_zero(profile: "Profile") -> bool:
    return profile.negative_actual.value == "zero"


def left_out(*cells: Sequence[tuple[str, str]]) -> Iterator[Remark]:
    """What the other cells say of a part that 不适用 takes out of the row: it is not counted, and not passed over."""
    for name in dict.fromkeys(name for pairs in cells for name, cell in pairs if takes_out(cell)):
        here = (cell for pairs in cells for part, cell in pairs if part == name)
        given = [f"“{cell}”" for cell in here if not is_blank(cell) and not takes_out(cell)]
        if given:
            yield Remark("part-left-out", name, "、".join(given))


def read_parts(row: QuantitativeIndicator, evaluation: Evaluation, profile: "Profile") -> Reading:
    """A and B of a quantitative row, each combined over the parts that give their own, 绝对值 added, 相对值 averaged."""
    if len({sign[0] for sign in row.signs}) > 1:
        cells = "、".join(f"{name}“{cell}”" for name, cell in row.targets)
        raise UndeterminedError("direction-mixed", f"各部分目标值的符号方向不同（{cells}），不能汇总成一个目标值")
    present = _present(evaluation, "实际完成值" if row.actuals else "目标值", row.actuals or row.targets, row.targets)
    if not row.actuals and len(present) < len(evaluation.parts):
        out = "、".join(part.name for part in evaluation.parts if part not in present)
        raise UndeterminedError(
            "part-missing", f"{out}不适用本指标，整行的实际完成值里有没有它不得而知，请写各部分的完成值"
        )
    targets = _by_part(row.targets, present, "目标值", partial(target_of, named=row.named_unit))
    actuals = _by_part(row.actuals, present, "实际完成值", actual_of, _as_zero(profile))
    whole = None if targets else target_of(row.target, row.named_unit)
    first, holder = unit_of(whole, targets, actuals)
    if not first.is_printed:
        actuals = {name: quantity.with_unit(first.unit) for name, quantity in actuals.items()}
    measure = _measure(row, first)
    rule = profile.aggregate_absolute if measure is Measure.ABSOLUTE else profile.aggregate_relative
    refuse_unstated(rule, profile)
    remarks, combined = dict.fromkeys(left_out(row.targets, row.actuals)), list[Combined]()

    def in_one_unit(quantity: Quantity, cell: str) -> Fraction:
        value, found = in_unit_of(first, quantity, cell, holder)
        remarks.update(dict.fromkeys(found))
        return value

    def combine(quantities: dict[str, Quantity], key: str) -> tuple[dict[str, Fraction], Fraction]:
        values = {name: in_one_unit(quantity, f"{name}的{key}") for name, quantity in quantities.items()}
        for name in (name for name, value in values.items() if value < 0):  # of the actual values only; see `_by_part`
            values[name] = not_negative(EXACT, values[name])
            remarks[Remark(NEGATIVE, f"{name}的{key}", str(quantities[name]))] = None
        shares = tuple(FundedFigure(part.name, values[part.name], funds_of(part)) for part in present)
        value = added_up(shares) if measure is Measure.ABSOLUTE else mean(shares)
        combined.append(Combined(key, rule.clause, shares, value, first.unit, measure))
        return values, value

    # A target of the whole is each part's own only where it is a relative one.
    own = {part.name: whole.value for part in present} if whole and measure is Measure.RELATIVE else {}
    target = whole.value if whole else None
    if targets:
        own, target = combine(targets, "目标值")
    brought: dict[str, Fraction] = {}
    actual: Fraction | None
    if actuals:
        brought, actual = combine(actuals, "实际完成值")
    else:
        single = actual_of(row.actual)
        actual = None if single is None else in_one_unit(single, "实际完成值")
        if actual is not None and actual < 0 and _as_zero(profile):
            actual = not_negative(EXACT, actual)
            remarks[Remark(NEGATIVE, "实际完成值", str(single))] = None
    target_cells, actual_cells = dict(row.targets), dict(row.actuals)
    parts = tuple(
        PartResult(
            name=part.name,
            funds=str(part.funds or ""),
            target=target_cells.get(part.name, row.target or ""),
            actual=actual_cells.get(part.name, row.actual or ""),
            target_value=own.get(part.name),
            actual_value=brought.get(part.name),
        )
        for part in present
    )
    return Reading(target, actual, first.unit, actual, tuple(remarks), tuple(combined), parts)


def refuse_unstated(rule: "Cited[Any]", profile: "Profile") -> None:
    """Parts are not combined where the profile's source does not say how."""
    if rule.value == UNSTATED:
        raise UndeterminedError("aggregate-unstated", f"评分规则“{profile.id}”的来源没有说明各部分如何汇总")


def _by_part(
    cells: Sequence[tuple[str, str]],
    present: Sequence[Part],
    key: str,
    read: Callable[[str | None], Quantity | None],
    below_zero: bool = False,
) -> dict[str, Quantity]:
    """Each part's figure; a blank one is a part without an entry, and none is negative unless the profile reads such."""
    if not cells:
        return {}
    given, found = dict(cells), dict[str, Quantity]()
    for part in present:
        try:
            quantity = read(given.get(part.name))
        except UndeterminedError as error:
            raise UndeterminedError(error.code, f"{part.name}的{error.reason}") from None
        if quantity is None:
            raise UndeterminedError("part-missing", f"{part.name}没有填{key}，不能汇总")
        if quantity.value < 0 and not below_zero:
            raise UndeterminedError("negative-figure", f"{part.name}的{key}“{quantity}”为负数，不能与别的部分相抵")
        found[part.name] = quantity
    return found


def reference_of(quantities: dict[str, Quantity], key: str) -> tuple[Quantity, str]:
    """The figure whose unit the row has, and whose it is; never a bare one beside others with a unit.

    Of shares it is the greatest, so that whether a bare 0.9 may mean 90 % does not hang on the order of the parts.
    """
    name, first = next((pair for pair in quantities.items() if pair[1].unit), next(iter(quantities.items())))
    if first.is_share:
        shares = [pair for pair in quantities.items() if pair[1].is_share]
        name, first = max(shares, key=lambda pair: pair[1].to(first.unit))
    return first, f"{name}的{key}"


def unit_of(whole: Quantity | None, targets: dict[str, Quantity], actuals: dict[str, Quantity]) -> tuple[Quantity, str]:
    """The figure whose unit the row is told in, and whose it is: a target's, else an actual value's beside bare targets."""
    asked = (whole, "目标值") if whole else reference_of(targets, "目标值") if targets else None
    done = reference_of(actuals, "实际完成值") if actuals else None
    if asked is None or (done and done[0].unit and not asked[0].unit):
        asked = (whole.beside(done[0]), "目标值") if whole and done else done
    assert asked is not None  # a row with parts has cells by part
    return asked


def _measure(row: QuantitativeIndicator, first: Quantity) -> Measure:
    """As declared, else as the unit tells: counts, money, area and length add up, percentages average."""
    if row.measure is not None:
        return row.measure
    if first.adds_up is None:
        unit = f"单位“{first.unit}”" if first.unit else "没有单位的数"
        raise UndeterminedError(
            "measure-unstated", f"{unit}不能判断是绝对值（相加）还是相对值（按资金加权平均），请写明累加方式"
        )
    return Measure.ABSOLUTE if first.adds_up else Measure.RELATIVE


def read_judgements(
    row: QualitativeIndicator, evaluation: Evaluation, profile: "Profile"
) -> list[tuple[Part, Judgement]]:
    """The judgement of each part that the row concerns; what is given once holds for all."""
    attainments, rates, actuals = dict(row.attainments), dict(row.rates), dict(row.actuals)
    judged = [cells for cells in (row.attainments, row.rates) if cells] or [row.actuals]
    present = _present(evaluation, "评判档次或比例", *judged, row.actuals)
    return [
        (
            part,
            judgement_of(
                attainments.get(part.name, row.attainment),
                actuals.get(part.name, row.actual),
                rates.get(part.name, row.rate),
                profile,
            ),
        )
        for part in present
    ]
