"""Whether a target was reached, from target and actual value alone: no weight, no profile, no score is asked.

Figures in the words of the engines (`perfeval.rules.words.Words`), so that one row and a column of them are told alike; cells that
answer without a ratio, dates, 是/否 and bounds, by `answer`.
"""

from typing import NamedTuple

from perfeval.errors import UndeterminedError
from perfeval.forms.model import Indicator, QuantitativeIndicator
from perfeval.rules.gates import some_for_none
from perfeval.rules.rule import Operands
from perfeval.rules.words import Value, Words
from perfeval.scoring.reading import in_unit_of, target_of
from perfeval.values.dates import both_days, in_time
from perfeval.values.quantities import implied, read_actual
from perfeval.values.terms import Direction, Level2


def is_met(o: Words, row: Operands, direction: Direction) -> Value:
    """Whether the target is reached, where anybody can tell."""
    reached = row.actual <= row.target if direction is Direction.REVERSE else row.actual >= row.target
    return o.both(_is_told(o, row), o.both(reached, negate(o, some_for_none(o, row))))


def is_missed(o: Words, row: Operands, direction: Direction) -> Value:
    """Whether the target is not reached, where anybody can tell."""
    short = row.actual > row.target if direction is Direction.REVERSE else row.actual < row.target
    return o.both(_is_told(o, row), o.either(short, some_for_none(o, row)))


def _is_told(o: Words, row: Operands) -> Value:
    """Not of < 0 with 0; without a sign not of negative figures, and not of 0 with more than 0: either side may be the better one."""
    strict = o.both(row.strict, o.both(row.target == 0, row.actual == 0))
    some = o.both(row.target == 0, o.positive(row.actual))
    unsure = o.both(row.unsigned, o.either(some, o.either(o.negative(row.target), o.negative(row.actual))))
    return negate(o, o.either(strict, unsure))


def negate(o: Words, condition: Value) -> Value:
    """The opposite of a condition that is not null."""
    return o.where(condition, False, True)


class Answer(NamedTuple):
    """What two cells answer by themselves: whether the target is reached, None where that is open, and why in words.

    `kind` is ``date``, ``yes-no`` or ``bound``; `code` is that of the reason where nothing can be scored from it.
    """

    kind: str
    met: bool | None
    told: str
    code: str


def answer_of_cells(row: Indicator) -> Answer | None:
    """What a row's target and actual value answer without a ratio; None for figures, prose, parts and blank cells.

    >>> row = QuantitativeIndicator(name="事故", target="≤0起", actual="小于0起")
    >>> answer_of_cells(row).met, answer_of_cells(QuantitativeIndicator(name="事故", target="≤5起", actual="4起"))
    (True, None)
    """
    if row.targets or row.actuals or not row.target or not row.actual:
        return None
    return _dates(row, row.target, row.actual) or _yes_no(row.target, row.actual) or _bound(row, row.actual)


def _dates(row: Indicator, target: str, actual: str) -> Answer | None:
    days = both_days(target, actual, timely=Level2.of(row.level2) is Level2.TIMELINESS)
    if days is None:
        return None
    met = in_time(*days)
    told, code = {
        True: (f"完成时间“{actual}”不晚于目标时间“{target}”", ""),
        False: (f"完成时间“{actual}”晚于目标时间“{target}”，来源没有规定逾期如何计分", "date-late"),
        None: (
            f"目标时间“{target}”与完成时间“{actual}”一个写到的年、月、日另一个没有写，不能判断是否按时",
            "date-unlike",
        ),
    }[met]
    return Answer("date", met, told, code)


def _yes_no(target: str, actual: str) -> Answer | None:
    if not {target.strip(), actual.strip()} <= {"是", "否"}:
        return None
    met = target.strip() == actual.strip()
    return Answer(
        "yes-no",
        met,
        f"目标值“{target}”，实际完成值“{actual}”，{'相同，已达到' if met else '不同，没有达到'}",
        "attainment-missing",
    )


def _bound(row: Indicator, cell: str) -> Answer | None:
    found = read_actual(cell) if isinstance(row, QuantitativeIndicator) else None
    if not isinstance(row, QuantitativeIndicator) or found is None or not found.sign:
        return None
    try:
        target = target_of(row.target, row.named_unit)
        if target is None:
            return None
        target = target.beside(found.quantity)
        value, _ = in_unit_of(target, found.quantity if target.is_printed else found.quantity.with_unit(target.unit))
    except UndeterminedError:
        return None
    sign = next(iter(row.signs), "") or {Direction.REVERSE: "<=", Direction.EQUAL: "="}.get(
        row.resolved_direction, ">="
    )
    is_open = target.value < 0 or value < 0 or (row.is_unsigned and target.value == 0)
    met = None if is_open else implied(sign, target.value, found.sign, value)
    told = {
        True: f"实际完成值“{cell}”是一个范围，其中的每个数都达到目标值“{target}”",
        False: f"实际完成值“{cell}”是一个范围，其中的每个数都没有达到目标值“{target}”，差多少没有写明",
        None: f"实际完成值“{cell}”是一个范围（带有目标值的符号），达到目标值“{target}”与否没有写明",
    }[met]
    return Answer("bound", met, told, "actual-repeats-sign")
