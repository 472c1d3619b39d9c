"""What one look at a whole frame proves of its rows, so that nothing is asked of each that no row can answer otherwise.

Numbers that stay within their bounds need no check of range, those above 0 no gate of 0; routes without a row are no routes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from perfeval.batch.columns.divide import MAX_WEIGHT
from perfeval.batch.columns.routes import Route
from perfeval.batch.columns.words import MOST

RANGES = {
    "target": (-MOST, MOST),
    "actual": (-MOST, MOST),
    "weight": (0, MAX_WEIGHT),
    "rate": (-MOST, MOST),
    "deduct": (0, MAX_WEIGHT),
}
"""The numbers that scoring looks at, and between which ends they are."""


class ColumnEnds(NamedTuple):
    """The least and the greatest of a column's integers, and whether every row has one."""

    least: int
    most: int
    full: bool


class Facts(NamedTuple):
    """The spans of the number columns and the words of the columns of words, as far as they are known."""

    numbers: Mapping[str, ColumnEnds] = MappingProxyType({})
    words: Mapping[str, frozenset[str | None]] = MappingProxyType({})

    def within(self, name: str, least: int, most: int) -> bool:
        """Whether no number of a column lies outside these bounds.

        >>> Facts({"weight": ColumnEnds(0, 50000, full=True)}).within("weight", 0, 1 << 24), Facts().within("weight", 0, 1)
        (True, False)
        """
        span = self.numbers.get(name)
        return span is not None and least <= span.least and span.most <= most

    def full(self, name: str) -> bool:
        """Whether every row has a number in a column."""
        span = self.numbers.get(name)
        return span is not None and span.full

    def may_have(self, route: Route) -> bool:
        """Whether rows of a route may be there."""
        kinds, directions = self.words.get("kind"), self.words.get("direction")
        if kinds is not None and route.kind not in kinds:
            return False
        if directions is None or not route.direction:
            return True
        return route.direction in directions or (route.direction == "forward" and None in directions)


UNKNOWN_FACTS = Facts()
"""Nothing is known."""
