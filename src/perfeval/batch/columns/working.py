"""The working columns of a frame: how they are named, conditions one after the other, reasons as numbers."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.words import COLUMN_WORDS, literal

PREFIX = "_perfeval_"
"""What the names of working columns begin with."""
NOT_APPLICABLE, UNKNOWN, OUT_OF_RANGE, UNREAD = "not-applicable", "rule-unknown", "out-of-range", "unread"
"""Reasons: the row does not apply; no rule of its profile scores such a row; a number is beyond what columns hold; the
reason stands in the column ``unread``."""
BEYOND = "beyond-columns"
"""The reason of a row whose rule has numbers that 64 bits cannot hold: such a filing is scored by itself."""
_BLOCK = 64
"""How many conditions are nested in one another."""


def column(name: str) -> Any:
    """A working column."""
    return nw.col(PREFIX + name)


class Codes:
    """Reason codes by number, in the order in which they came up; 0 is no reason."""

    def __init__(self) -> None:
        self.names = [""]

    def number(self, code: str) -> Any:
        """The number of a code, as a literal."""
        if code not in self.names:
            self.names.append(code)
        return nw.lit(self.names.index(code), dtype=nw.Int16)


def of_routes(members: Sequence[int]) -> Any:
    """Whether a row is of one of the routes, which mostly stand side by side."""
    runs: list[list[int]] = []
    for route in sorted(members):
        if runs and runs[-1][-1] == route - 1:
            runs[-1].append(route)
        else:
            runs.append([route])
    number = column("route")
    if len(runs) > 3:
        return number.is_in(list(members))
    found = [number == run[0] if len(run) == 1 else (number >= run[0]) & (number <= run[-1]) for run in runs]
    return reduce(COLUMN_WORDS.either, found)


def expression(value: Any) -> Any:
    """A value as an expression."""
    return literal(value) if isinstance(value, int) else value


def chain(pairs: Sequence[tuple[Any, Any]], last: Any) -> Any:
    """The value of the first condition that holds. Many are told in blocks, for there is a limit to how deep they nest."""
    if len(pairs) > _BLOCK:
        blocks = [chain(pairs[i : i + _BLOCK], None) for i in range(0, len(pairs), _BLOCK)]
        return nw.coalesce(*blocks, *([] if last is None else [last]))
    for where, value in reversed(pairs):
        if where is True:
            last = value
        else:
            last = nw.when(where).then(value) if last is None else nw.when(where).then(value).otherwise(last)
    return last
