"""What a row's cells mean: figures in one unit, a judged band with its rate; or why they mean nothing.

Everything here stands before the rules: it turns printed cells into the exact values that `perfeval.rules.formulas` is given,
and remarks what it had to take for granted. Rows with parts are read in `perfeval.scoring.parts`.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from perfeval.errors import UndeterminedError, UnitError
from perfeval.forms.model import Item, QualitativeIndicator, QuantitativeIndicator
from perfeval.scoring.trace import Judgement, Reading, Remark
from perfeval.values.figures import fold, is_blank, plain
from perfeval.values.quantities import (
    Quantity,
    read_actual,
    read_change,
    read_figure,
    read_share,
    read_target,
    several_meanings,
)
from perfeval.values.units import factor, with_noun

if TYPE_CHECKING:
    from perfeval.profiles import Profile


def read_row(row: QuantitativeIndicator) -> Reading:
    """A and B of a quantitative row; UndeterminedError where a cell is no figure or units do not convert."""
    target, actual = figures_of(row)
    if target is None:
        value = actual.value if actual else None
        return Reading(None, value, "", value)
    if actual is None:
        return Reading(target.value, None, target.unit)
    value, remarks = in_unit_of(target, actual)
    if target.unit and not target.is_printed and row.named_unit != target.unit:
        remarks = (*remarks, Remark("unit-missing", "目标值", str(target), "实际完成值", target.unit))
    return Reading(target.value, value, target.unit, value, remarks)


def figures_of(row: QuantitativeIndicator) -> tuple[Quantity | None, Quantity | None]:
    """目标值 and 实际完成值 as figures; bare ones have the unit of the row's name, a bare target else that of the actual value."""
    target = target_of(row.target, row.named_unit)
    actual = _actual_of(row, target)
    if target is None or actual is None:
        return target, actual
    return target.beside(actual), actual if target.is_printed else actual.with_unit(target.unit)


def _actual_of(row: QuantitativeIndicator, target: Quantity | None) -> Quantity | None:
    """实际完成值; beside a change rate 下降6% is −6%, and beside 下降5%, 6% alone says neither rise nor fall."""
    asked, cell = row.target or "", row.actual or ""
    in_words = target is not None and read_target(asked) is None
    if target is None or not (in_words or target.value < 0):
        return actual_of(row.actual)
    if change := read_change(cell):
        return change.quantity
    actual = actual_of(row.actual)
    if (
        in_words
        and target.value < 0
        and "-" not in fold(asked)
        and actual
        and actual.value > 0
        and "+" not in fold(cell)
    ):
        text = f"目标值是下降多少，实际完成值“{cell}”没有写明是增长还是下降，应写如 下降6%、-6%、增长6% 或 +6%"
        raise UndeterminedError("actual-unreadable", text)
    return actual


def target_of(cell: str | None, named: str = "") -> Quantity | None:
    """目标值 as a figure, None for a blank cell; UndeterminedError for prose. `named` is the unit in the row's name."""
    target = read_figure(cell) if cell else None
    if target is None:
        if cell is None or is_blank(cell):
            return None
        raise UndeterminedError("target-unreadable", f"目标值“{cell}”不是“符号＋数字＋单位”的写法，读不出数")
    return target.quantity.with_unit(named)


def actual_of(cell: str | None) -> Quantity | None:
    """实际完成值 as a figure, None for a blank cell; UndeterminedError for prose, and for a bound, the target's sign repeated."""
    found = read_actual(cell) if cell else None
    if found is None:
        if cell is None or is_blank(cell):
            return None
        why = several_meanings(cell) or "不是数字加单位的写法"
        raise UndeterminedError("actual-unreadable", f"实际完成值“{cell}”{why}，读不出数")
    if found.sign:
        raise UndeterminedError(
            "actual-repeats-sign", f"实际完成值“{cell}”是一个范围（带有目标值的符号），不是实际完成的数"
        )
    return found.quantity


def in_unit_of(
    target: Quantity, actual: Quantity, cell: str = "实际完成值", against: str = "目标值"
) -> tuple[Fraction, tuple[Remark, ...]]:
    """The actual value in the target's unit; a bare one takes that unit, unless it may be a share written as a ratio.

    `cell` and `against` name the two for a reader, where they are cells of parts.
    """
    if not target.unit and actual.is_share and target.beside(actual) is target:
        raise UndeterminedError(
            "share-ambiguous",
            f"{cell}是{actual}，{against}只写“{target}”，{either_share(target.value, actual.unit)}",
        )
    if actual.unit == target.unit:
        return actual.value, ()
    if actual.unit or not target.unit:
        try:
            return _converted(actual, target, cell, against)
        except UnitError:
            raise UndeterminedError(
                "unit-mismatch",
                f"{against}的单位是“{target.unit or '（无）'}”，{cell}的单位是“{actual.unit or '（无）'}”，两者不能换算",
            ) from None
    if target.is_share and 0 < actual.value <= 1 and target.to("%") > 1:
        raise UndeterminedError(
            "share-ambiguous",
            f"{against}是{target}，{cell}只写“{actual}”，{either_share(actual.value, target.unit)}",
        )
    return actual.value, (Remark("unit-missing", cell, str(actual), against, target.unit),)


def either_share(figure: Fraction, unit: str) -> str:
    """What a bare figure beside a share may mean: so many of that share's unit, or a ratio that lacks it.

    >>> either_share(Fraction("0.8"), "‰")
    '没有千分号：可能是 0.8‰，也可能是 800‰'
    """
    sign = {"%": "没有百分号", "‰": "没有千分号"}.get(unit, f"没有单位“{unit}”")
    return f"{sign}：可能是 {plain(figure)}{unit}，也可能是 {plain(figure * 100 * factor('%', unit))}{unit}"


def _converted(actual: Quantity, target: Quantity, cell: str, against: str) -> tuple[Fraction, tuple[Remark, ...]]:
    """A figure in the target's unit, 万 beside 万元 and years beside 365天 included; UnitError where the two do not convert."""
    if (years := _years_of_365(target, actual)) is not None:
        return years, (Remark("year-as-365", cell, str(actual), str(target)),)
    here, there = with_noun(actual.unit, target.unit), with_noun(target.unit, actual.unit)
    value = actual.value * factor(here, there)
    if here != actual.unit:
        return value, (Remark("unit-missing", cell, str(actual), against, here),)
    return value, (Remark("unit-missing", against, str(target), cell, there),) if there != target.unit else ()


def _years_of_365(target: Quantity, actual: Quantity) -> Fraction | None:
    """The actual value in the target's unit, where one counts whole years and the other days by whole times 365."""
    for years, days in ((actual, target), (target, actual)):
        if years.unit != "年" or days.unit not in _DAYS:
            continue
        if years.value.denominator == 1 and days.value > 0 == days.value % 365:
            return actual.value * 365 if years is actual else actual.value / 365
    return None


_DAYS = ("天", "日")


def read_judgement(row: QualitativeIndicator, profile: "Profile") -> Judgement:
    """The judged band and the rate chosen inside it; a label in the actual cell is the attainment."""
    return judgement_of(row.attainment, row.actual, row.rate, profile)


def judgement_of(attainment: str | None, actual: str | None, rate: str | None, profile: "Profile") -> Judgement:
    """The band that a label names, and a rate; UndeterminedError for words that are neither."""
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


def read_items(items: Sequence[Item]) -> tuple[Fraction, Fraction]:
    """The points of a checklist's items, and of those that are done; UndeterminedError where an item says neither."""
    for item in items:
        if item.points is None or item.done is None:
            what = "分" if item.points is None else "是否做到"
            raise UndeterminedError("item-open", f"清单中“{item.description}”没有写{what}")
    worth = [(Fraction(item.points or 0), bool(item.done)) for item in items]
    return sum((points for points, _ in worth), Fraction(0)), sum((p for p, done in worth if done), Fraction(0))
