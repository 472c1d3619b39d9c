"""One look at all rows of a frame: what is wrong in it, and what that look proves, so that scoring need not ask it of each row."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.facts import ColumnEnds, Facts
from perfeval.batch.columns.routes import ROUTE_KINDS
from perfeval.values.terms import Direction

WORDS_OF = {"kind": ROUTE_KINDS, "direction": tuple(direction.value for direction in Direction)}
"""Columns of words of which there are only these."""


def gathered(frame: Any) -> Any:
    """A lazy frame's result, as an eager one; Polars streams it."""
    if frame.implementation.is_polars():
        return frame.collect(backend="polars", engine="streaming")
    return frame.collect(backend="polars")


def looked(
    frame: Any, wrong: Mapping[str, tuple[Any, str]], spans: Mapping[str, Any], texts: Mapping[str, Any]
) -> dict[str, Any]:
    """One look at all rows: how many are wrong, the ends of the numbers, how often each word and the first profile stand there."""
    first = gathered(frame.select(profile=texts["profile"]).head(1)).rows()
    alone = first[0][0] if first else None
    count = counted_by(frame)
    asked = {name: count(bad) for name, (bad, _) in wrong.items()} | {"rows": nw.len()}
    for name, expr in spans.items():
        asked |= {f"{name} least": expr.min(), f"{name} most": expr.max(), f"{name} null": count(expr.is_null())}
    for name, words in WORDS_OF.items():
        asked |= {f"{name} {word}": count(texts[name] == word) for word in words}
        asked[f"{name} None"] = count(texts[name].is_null())
    if alone is not None:
        asked["alone"] = count(texts["profile"] == alone)
    found: dict[str, Any] = gathered(frame.select(**asked)).rows(named=True)[0]
    return {name: value if name.endswith((" least", " most")) else int(value or 0) for name, value in found.items()} | {
        "profile": alone
    }


def facts_of(found: Mapping[str, Any], spans: Iterable[str]) -> Facts:
    """What the look proves."""
    numbers = {
        name: ColumnEnds(int(found[f"{name} least"]), int(found[f"{name} most"]), not found[f"{name} null"])
        for name in spans
        if found[f"{name} least"] is not None
    }
    words = {
        name: frozenset(word for word in (*words, None) if found[f"{name} {word}"]) for name, words in WORDS_OF.items()
    }
    if found["profile"] is not None and found["alone"] == found["rows"]:
        words["profile"] = frozenset({found["profile"]})
    return Facts(numbers, words)


def counted_by(frame: Any) -> Callable[[Any], Any]:
    """How rows of a condition are counted: Polars adds up truth itself, which Spark does not."""
    if frame.implementation.is_polars():
        return lambda condition: condition.sum()
    return lambda condition: nw.when(condition).then(nw.lit(1)).sum()
