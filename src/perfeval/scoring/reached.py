"""Whether a target was reached, from target and actual value alone: no weight, no profile, no score is asked.

In the words of the engines (`perfeval.rules.words.Words`), so that one row and a column of them are told alike.
"""

from perfeval.rules.rule import Operands
from perfeval.rules.words import Value, Words
from perfeval.values.terms import Direction


def is_met(o: Words, row: Operands, direction: Direction) -> Value:
    """Whether the target is reached, where anybody can tell."""
    reached = row.actual <= row.target if direction is Direction.REVERSE else row.actual >= row.target
    return o.both(_is_told(o, row), reached)


def is_missed(o: Words, row: Operands, direction: Direction) -> Value:
    """Whether the target is not reached, where anybody can tell."""
    short = row.actual > row.target if direction is Direction.REVERSE else row.actual < row.target
    return o.both(_is_told(o, row), short)


def _is_told(o: Words, row: Operands) -> Value:
    """Not of negative figures, not of < 0 with 0, not of an unsigned 0 or = 0 with more than 0 (see the gates)."""
    zero = o.const(0)
    none_done = row.actual == zero
    bare = o.either(row.unsigned, row.is_equal)
    at_zero = o.both(o.either(none_done, negate(o, bare)), negate(o, o.both(row.strict, none_done)))
    return o.both(row.actual >= zero, o.either(row.target > zero, o.both(row.target == zero, at_zero)))


def negate(o: Words, condition: Value) -> Value:
    """The opposite of a condition that is not null."""
    return o.where(condition, o.const(0) > o.const(0), o.const(0) == o.const(0))
