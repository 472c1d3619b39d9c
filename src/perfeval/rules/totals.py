"""Why a total cannot be told: said once, for one table and for columns of them, with the same codes.

A total is the sum of all rows of a table. It is open where a row is not known, where rows are missing, and where the weights of
what is left do not make up the whole and no clause names a destination for the rest. The first gate that holds is told.
"""

from collections.abc import Callable
from typing import NamedTuple

from perfeval.rules.words import Value, Words


class Sums(NamedTuple):
    """What a table comes to, bonus rows left out: how many rows are open, whether it is an excerpt, and its weights.

    A row that is worth 0 points earns none, whatever else is unknown of it, and is no open one. `left_out` is how many rows do
    not apply, `weightless` how many of these print no weight, `others` what the rest of them weigh. `satisfied` says whether
    the table has 满意度 rows, `rescales` whether the profile spreads the points of what does not apply over the rest.
    """

    open_rows: Value
    partial: Value
    weights: Value
    others: Value
    left_out: Value
    weightless: Value
    satisfied: Value
    whole: Value
    rescales: Value


class TotalGate(NamedTuple):
    """A condition under which a total is open, and its code."""

    code: str
    when: Callable[[Words, Sums], Value]


def _open(o: Words, t: Sums) -> Value:
    return t.open_rows > 0


def _partial(o: Words, t: Sums) -> Value:
    return t.partial


def _weightless(o: Words, t: Sums) -> Value:
    return o.both(t.rescales, t.weightless > 0)


def _not_rescalable(o: Words, t: Sums) -> Value:
    off = o.either(t.weights + t.others != t.whole, t.weights == 0)
    return o.both(o.both(t.rescales, t.left_out > 0), off)


def _no_destination(o: Words, t: Sums) -> Value:
    lacking = o.either(t.left_out > 0, o.where(t.satisfied, False, True))
    return o.both(o.both(o.where(t.rescales, False, True), lacking), t.weights != t.whole)


OPEN_ROWS = TotalGate("rows-undetermined", _open)
PARTIAL = TotalGate("partial", _partial)
WEIGHTLESS = TotalGate("not-applicable-weight-missing", _weightless)
NOT_RESCALABLE = TotalGate("weights-not-total", _not_rescalable)
NO_DESTINATION = TotalGate("weights-not-total", _no_destination)
TOTAL_GATES = (OPEN_ROWS, PARTIAL, WEIGHTLESS, NOT_RESCALABLE, NO_DESTINATION)
"""Asked in this order."""
