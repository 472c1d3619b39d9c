"""The arithmetic of the audit rules in the words of the engines: one filing and a column of them are held to the same.

Each function says of figures that are all there whether something holds; which figures a rule asks, and what it says of those
that are missing, stands with the rule (`perfeval.auditing.registry`) and with its column (`perfeval.batch.checks.rows`).
"""

from collections.abc import Iterable
from functools import reduce

from perfeval.rules.formulas import Value, Words
from perfeval.rules.gates import Row
from perfeval.values.terms import Direction


def agrees(o: Words, printed: Value, score: Value, finer: Iterable[Value]) -> Value:
    """score-mismatch: a printed score is the recomputed one, or the unrounded one rounded to its own, finer places."""
    return reduce(o.either, (printed == value for value in finer), printed == score)


def is_above(o: Words, printed: Value, weight: Value) -> Value:  # noqa: ARG001
    """score-above-weight: 得分不得突破权重总额."""
    return printed > weight


# --- target and actual value --------------------------------------------------------------------------------------


def is_met(o: Words, row: Row, direction: Direction) -> Value:
    """Whether the target is reached, where anybody can tell."""
    reached = row.actual <= row.target if direction is Direction.REVERSE else row.actual >= row.target
    return o.both(_is_told(o, row), reached)


def is_missed(o: Words, row: Row, direction: Direction) -> Value:
    """Whether the target is not reached, where anybody can tell."""
    short = row.actual > row.target if direction is Direction.REVERSE else row.actual < row.target
    return o.both(_is_told(o, row), short)


def _is_told(o: Words, row: Row) -> Value:
    """Not of negative figures, not of < 0 with 0, not of an unsigned 0 or = 0 with more than 0 (see the gates)."""
    zero = o.const(0)
    none_done = row.actual == zero
    bare = o.either(row.unsigned, row.is_equal)
    at_zero = o.both(o.either(none_done, _not(o, bare)), _not(o, o.both(row.strict, none_done)))
    return o.both(row.actual >= zero, o.either(row.target > zero, o.both(row.target == zero, at_zero)))


def _not(o: Words, condition: Value) -> Value:
    return o.where(condition, o.const(0) > o.const(0), o.const(0) == o.const(0))


def has_full_marks(o: Words, printed: Value, score: Value, weight: Value) -> Value:
    """missed-with-full-marks: the printed score is the whole weight, and rounding alone does not make it so."""
    return o.both(score < weight, printed >= weight)


def has_lost_points(o: Words, printed: Value, score: Value) -> Value:  # noqa: ARG001
    """met-with-lost-points: less is printed than has been earned."""
    return printed < score


# --- execution ----------------------------------------------------------------------------------------------------


def overspends(o: Words, budget: Value, executed: Value) -> Value:
    """execution-over-budget: B > A, where A is an amount."""
    return o.both(budget > o.const(0), executed > budget)


def rate_holds(o: Words, budget: Value, executed: Value, low: Value, high: Value) -> Value:
    """execution-rate-mismatch: B/A lies from `low` to `high`, the rates that print as the printed one. A is above 0."""
    return o.both(o.at_least_share(executed, low, budget), o.at_most_share(executed, high, budget))


def rate_earns(o: Words, low: Value, high: Value, weight: Value, least: Value, most: Value) -> Value:
    """execution-score-mismatch by the printed rate: some rate from `low` to `high`, capped, earns from `least` to `most` points."""
    enough = o.either(most >= weight, o.at_least_share(most, low, weight))
    return o.both(enough, o.both(least <= weight, o.at_most_share(least, high, weight)))


# --- the sums of a table ------------------------------------------------------------------------------------------


def weight_sums(treatment: str, rows: Value, others: Value) -> tuple[Value, ...]:
    """What the weights of rows may add up to, by what the profile does with rows that do not apply (`others`)."""
    return {"rescale": (rows + others,), "redistribute": (rows,)}.get(treatment, (rows, rows + others))


def weights_hold(o: Words, whole: Value, sums: tuple[Value, ...], execution: Value, alone: Value) -> Value:
    """weights-not-100: one of the sums makes the whole with the points of execution, or `alone` where a table has none."""
    with_it = reduce(o.either, (total + execution == whole for total in sums))
    return o.either(with_it, o.both(alone, reduce(o.either, (total == whole for total in sums))))


def unrounded(moment: str, count: Value) -> Value:
    """How many of `count` printed scores and their total stand for unrounded ones, where a profile rounds sums only."""
    return {"row": 0, "indicator": 2}.get(moment, count + 1)


def adds_up(o: Words, total: Value, whole: Value, rounded: Value, slack: Value) -> Value:
    """total-mismatch: the printed total is the sum of the printed scores, as it is or rounded, or within the slack of it."""
    near = o.both(total - whole <= slack, whole - total <= slack)
    return o.either(o.either(total == whole, total == rounded), near)
