"""What an audit rule compares, in the words of the engines: one filing and a column of them are held to the same.

A `RowCheck` says which figures a rule needs and when it finds a fault; one filing is asked by `perfeval.auditing.rule`, columns
by `perfeval.batch.checks.rows`. The functions say of figures that are all there whether something holds.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, NamedTuple, Protocol

from perfeval.rules.words import Value, Words


class Figures(Protocol):
    """One row's figures, or the columns of them: attributes by name (any of them may be missing)."""

    def lacks(self, name: str) -> Any:
        """Whether a figure is not there: of one row the reason in words, else nothing; of columns a condition."""


class RowCheck(NamedTuple):
    """What a rule compares in one row: the figures it needs, and when it finds a fault, in the words of the engines.

    Where a figure is missing the rule cannot be asked: one filing skips it with the reason, a column is null. Neither is
    written by hand. `of` says which rows are asked: the `lines` that apply, those of them that are `weighted` or `figures`
    (or dates and 是/否, which are met or missed as figures are), those that are `earning` points though they may not apply, `execution` and its `funds` (columns know no funds).
    """

    of: tuple[str, ...]
    needs: tuple[str, ...]
    finds: Callable[[Words, Any], Value]

    def lacking(self, row: Figures) -> str:
        """Why one row cannot be asked; empty where it can."""
        return lacking(self.needs, row)


def lacking(needs: Iterable[str], figures: Figures) -> str:
    """The first reason why figures cannot be asked; empty where all that a rule needs is there."""
    return next((why for name in needs if (why := str(figures.lacks(name)))), "")


WEIGHTS_NEED = ("whole", "lines", "weights", "execution-points")
"""weights-not-100: a table that is no excerpt, its rows, a weight each, and the points of execution."""
TOTAL_NEEDS = ("total", "whole")
"""total-mismatch: a printed total that can be read, of a table that is no excerpt."""


def agrees(o: Words, printed: Value, score: Value, finer: Iterable[Value]) -> Value:
    """score-mismatch: a printed score is the recomputed one, or the unrounded one rounded to its own, finer places."""
    return reduce(o.either, (printed == value for value in finer), printed == score)


def some_rate(o: Words, row: Any, holds: Callable[[Value, Value], Value]) -> Value:
    """Whether something holds of one of the rates that the printed one may mean, each from a low to a high end."""
    return reduce(o.either, (holds(low, high) for low, high in row.rates))


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


def unrounded_count(moment: str, count: Value) -> Value:
    """How many of `count` printed scores and their total stand for unrounded ones, where a profile rounds sums only."""
    return {"row": 0, "indicator": 2}.get(moment, count + 1)


def within(o: Words, total: Value, low: Value, high: Value, slack: Value) -> Value:
    """total-mismatch where scores are not printed: the total is one that they can make, from `low` (none of them) to `high` (all their points)."""
    return o.both(low - total <= slack, o.either(total - high <= slack, total - low <= slack))


def adds_up(o: Words, total: Value, whole: Value, rounded: Value, slack: Value) -> Value:
    """total-mismatch: the printed total is the sum of the printed scores, as it is or rounded, or within the slack of it."""
    near = o.both(total - whole <= slack, whole - total <= slack)
    return o.either(o.either(total == whole, total == rounded), near)


def may_count(o: Words, total: Value, whole: Value, out: Value, full: Value, slack: Value, half: Value) -> Value:
    """total-mismatch beside rows that do not apply: points of theirs, `out`, may be in the total, added or by 按百分制折算.

    `whole` is the sum of the printed scores, `half` what rounding the total may add.
    """
    reduced = total - slack - half
    added = reduced <= whole + out
    rescaled = o.both(out < full, o.at_least_share(whole * full, reduced, full - out))
    filled = o.both(out >= full, reduced <= full)
    return o.both(whole - total <= slack, o.either(added, o.either(rescaled, filled)))


def rescales_so(o: Words, total: Value, earned: Value, full: Value, left: Value, ends: Value, half: Value) -> Value:
    """total-mismatch where sums only are rounded: scores that print so make the total, rescaled from `left` of `full` points.

    Each of the `ends` figures, the total among them, stands for what is at most `half` away from it.
    """
    slack = ((ends - 1) * full + left) * half
    return o.both(
        o.at_least_share(earned * full + slack, total, left), o.at_most_share(earned * full - slack, total, left)
    )
