"""What a row's cells mean: figures in one unit, parts combined, a judged band with its rate; or why they mean nothing.

Everything here stands before the rules: it turns printed cells into the exact values that `perfeval.rules` is given,
and says in notes what it had to take for granted (contract of the document form: `docs/document.md`).
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from perfeval.aggregate import Share, UndeterminedError, mean, total
from perfeval.errors import UnitError
from perfeval.figures import is_blank, percent, plain
from perfeval.model import Evaluation, Part, QualitativeIndicator, QuantitativeIndicator
from perfeval.scorecard import Note, PartResult, Step
from perfeval.targets import Quantity, read_quantity, read_share, read_target
from perfeval.terms import Measure
from perfeval.units import WAN_YUAN, factor

if TYPE_CHECKING:
    from perfeval.profiles import Band, Profile

NOT_APPLICABLE = "不适用"
"""The cell that takes a part out of a row."""


class Reading(NamedTuple):
    """A quantitative row's A and B in one unit. Either is None where its cell is blank."""

    target: Fraction | None
    actual: Fraction | None
    unit: str
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()
    parts: tuple[PartResult, ...] = ()


class Judgement(NamedTuple):
    """A judged row's band and rate, for the whole row or one part. Either is None where its cell is blank."""

    band: "Band | None"
    rate: Fraction | None


def read_quantities(row: QuantitativeIndicator, evaluation: Evaluation, profile: "Profile") -> Reading:
    """A and B of a quantitative row; UndeterminedError where a cell is no figure or units do not convert."""
    if row.actuals or row.targets:
        return _combined(row, evaluation, profile)
    target, actual = _target(row.target), _actual(row.actual)
    if target is None:
        return Reading(target=None, actual=actual.value if actual else None, unit="")
    if actual is None:
        return Reading(target=target.value, actual=None, unit=target.unit)
    value, notes = _in_unit_of(target, actual)
    return Reading(target=target.value, actual=value, unit=target.unit, notes=notes)


def _target(cell: str | None) -> Quantity | None:
    if cell is None or is_blank(cell):
        return None
    target = read_target(cell)
    if target is None:
        raise UndeterminedError("target-unreadable", f"目标值“{cell}”不是“符号＋数字＋单位”的写法，读不出数")
    return target.quantity


def _actual(cell: str | None) -> Quantity | None:
    if cell is None or is_blank(cell):
        return None
    if quantity := read_quantity(cell):
        return quantity
    if read_target(cell):
        raise UndeterminedError("actual-repeats-sign", f"实际完成值“{cell}”带着目标值的符号，不是实际完成的数")
    raise UndeterminedError("actual-unreadable", f"实际完成值“{cell}”不是数字加单位的写法，读不出数")


def _in_unit_of(target: Quantity, actual: Quantity) -> tuple[Fraction, tuple[Note, ...]]:
    """The actual value in the target's unit; a bare one takes that unit, unless it may be a share written as a ratio."""
    if actual.unit or not target.unit:
        try:
            return actual.to(target.unit), ()
        except UnitError:
            raise UndeterminedError(
                "unit-mismatch",
                f"目标值的单位是“{target.unit or '（无）'}”，实际完成值的单位是“{actual.unit or '（无）'}”，两者不能换算",
            ) from None
    if target.is_share and 0 < actual.value <= 1 and target.to("%") > 1:
        raise UndeterminedError(
            "share-ambiguous",
            f"目标值是{target}，实际完成值只写“{actual}”，没有百分号：可能是 {plain(actual.value)}%，"
            f"也可能是 {percent(actual.value)}",
        )
    return actual.value, (Note("unit-missing", f"实际完成值“{actual}”没有写单位，按目标值的单位“{target.unit}”计。"),)


# --- parts (汇总) -------------------------------------------------------------------------------------------------


def _present(evaluation: Evaluation, key: str, *cells: Sequence[tuple[str, str]]) -> list[Part]:
    """The parts that a row concerns: each needs an entry, 不适用 takes one out."""
    given = dict(cells[0])
    absent = [part.name for part in evaluation.parts if part.name not in given]
    if absent:
        raise UndeterminedError("part-missing", f"{'、'.join(absent)}没有填{key}，不能汇总")
    out = {name for pairs in cells for name, cell in pairs if cell.strip() == NOT_APPLICABLE}
    present = [part for part in evaluation.parts if part.name not in out]
    if not present:
        raise UndeterminedError("not-applicable", "各部分都不适用本指标")
    return present


def _combined(row: QuantitativeIndicator, evaluation: Evaluation, profile: "Profile") -> Reading:
    if row.actuals:
        present = _present(evaluation, "实际完成值", row.actuals, row.targets)
    else:
        present = _present(evaluation, "目标值", row.targets)
    if len({sign[0] for sign in row.signs}) > 1:
        cells = "、".join(f"{name}“{cell}”" for name, cell in row.targets)
        raise UndeterminedError("direction-mixed", f"各部分目标值的符号方向不同（{cells}），不能汇总成一个目标值")
    whole = None if row.targets else _target(row.target)
    targets = _by_part(row.targets, present, "目标值", _target)
    actuals = _by_part(row.actuals, present, "实际完成值", _actual)
    first = whole or next(iter((targets or actuals).values()))
    clauses = {
        Measure.ABSOLUTE: profile.aggregate_absolute.clause,
        Measure.RELATIVE: profile.aggregate_relative.clause,
    }
    measure = _measure(row, first)
    notes: dict[Note, None] = {}

    def combine(quantities: dict[str, Quantity], key: str) -> tuple[Fraction, Step]:
        shares = []
        for part in present:
            value, found = _in_unit_of(first, quantities[part.name])
            notes.update(dict.fromkeys(found))
            shares.append(Share(part.name, value, funds_of(part)))
        combined = total(shares) if measure is Measure.ABSOLUTE else mean(shares)
        return combined, Step(clauses[measure], _sum_words(key, shares, combined, first.unit, measure))

    steps: list[Step] = []
    target: Fraction | None = whole.value if whole else None
    actual: Fraction | None
    if targets:
        target, step = combine(targets, "目标值")
        steps.append(step)
    if actuals:
        actual, step = combine(actuals, "实际完成值")
        steps.append(step)
    else:
        single = _actual(row.actual)
        actual = None if single is None else _in_unit_of(first, single)[0]
    return Reading(
        target=target,
        actual=actual,
        unit=first.unit,
        steps=tuple(steps),
        notes=tuple(notes),
        parts=tuple(
            PartResult(part.name, str(part.funds or ""), dict(row.targets).get(part.name, row.target or ""),
                       dict(row.actuals).get(part.name, row.actual or ""))
            for part in present
        ),
    )  # fmt: skip


def _by_part(
    cells: Sequence[tuple[str, str]], present: Iterable[Part], key: str, read: Callable[[str | None], Quantity | None]
) -> dict[str, Quantity]:
    """Each part's figure; a blank one is a part without an entry."""
    if not cells:
        return {}
    found = {}
    for part in present:
        quantity = read(dict(cells).get(part.name))
        if quantity is None:
            raise UndeterminedError("part-missing", f"{part.name}没有填{key}，不能汇总")
        found[part.name] = quantity
    return found


def _measure(row: QuantitativeIndicator, first: Quantity) -> Measure:
    adds_up = first.adds_up
    if row.measure is not None:
        return row.measure
    if adds_up is None:
        unit = f"单位“{first.unit}”" if first.unit else "没有单位的数"
        raise UndeterminedError(
            "measure-unstated", f"{unit}不能判断是绝对值（相加）还是相对值（按资金加权平均），请写明 measure"
        )
    return Measure.ABSOLUTE if adds_up else Measure.RELATIVE


def funds_of(part: Part) -> Fraction | None:
    """资金额度 of a part in 万元, None where the document gives none."""
    return part.funds.value * factor(part.funds.unit, WAN_YUAN) if part.funds else None


def _sum_words(key: str, shares: Sequence[Share], value: Fraction, unit: str, measure: Measure) -> str:
    """汇总 in words: who brought what, with which funds."""
    if measure is Measure.ABSOLUTE:
        terms = " + ".join(f"{share.name} {plain(share.value)}{unit}" for share in shares)
        return f"{key}汇总（绝对值，累加）：{terms} = {plain(value)}{unit}。"
    terms = " + ".join(
        f"{share.name} {plain(share.value)}{unit} × {plain(share.funds or Fraction(0))}万元" for share in shares
    )
    funds = plain(sum((share.funds or Fraction(0) for share in shares), Fraction(0)))
    return f"{key}汇总（相对值，按资金额度加权平均）：（{terms}）÷ {funds}万元 = {plain(value)}{unit}。"


# --- judged rows --------------------------------------------------------------------------------------------------


def read_judgement(row: QualitativeIndicator, profile: "Profile") -> Judgement:
    """The judged band and the rate chosen inside it; a label in the actual cell is the attainment."""
    return _judgement(row.attainment, row.actual, row.rate, profile)


def read_judgements(
    row: QualitativeIndicator, evaluation: Evaluation, profile: "Profile"
) -> list[tuple[Part, Judgement]]:
    """The judgement of each part that the row concerns; what is given once holds for all."""
    first, *rest = [cells for cells in (row.attainments, row.rates, row.actuals) if cells]
    present = _present(evaluation, "评判档次或比例", first, *rest)
    attainments, rates, actuals = dict(row.attainments), dict(row.rates), dict(row.actuals)
    return [
        (
            part,
            _judgement(
                attainments.get(part.name, row.attainment),
                actuals.get(part.name, row.actual),
                rates.get(part.name, row.rate),
                profile,
            ),
        )
        for part in present
    ]


def _judgement(attainment: str | None, actual: str | None, rate: str | None, profile: "Profile") -> Judgement:
    labels = "、".join(band.label for band in profile.judged_bands.value)
    band = None
    if attainment is not None and not is_blank(attainment):
        band = profile.band(attainment)
        if band is None:
            raise UndeterminedError("attainment-unknown", f"评判档次“{attainment}”不是规则所列的档次（{labels}）")
    elif actual is not None:
        band = profile.band(actual)
    share = None
    if rate is not None and not is_blank(rate):
        share = read_share(rate)
        if share is None:
            raise UndeterminedError("rate-unreadable", f"档内比例“{rate}”读不出百分数，应写如 95%")
    return Judgement(band=band, rate=share)
