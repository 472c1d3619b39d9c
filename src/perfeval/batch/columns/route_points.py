"""What one route says of its rows: the gates that leave them open, and the points that its rule gives, undivided.

Several routes are asked at once where they ask the same, and put into three columns: W, x and d of ``W x / d``.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw

from perfeval.batch.columns.divide import MAX_WEIGHT
from perfeval.batch.columns.facts import UNKNOWN_FACTS, Facts
from perfeval.batch.columns.routes import Route
from perfeval.batch.columns.words import (
    COLUMN_WORDS,
    MOST,
    SCALE,
    BeyondColumnsError,
    Column,
    Product,
    literal,
    same_scale,
)
from perfeval.batch.columns.working import BEYOND, PREFIX, UNREAD, Codes, chain, column, expression, of_routes
from perfeval.errors import UndeterminedError
from perfeval.profiles import Profile
from perfeval.rules.formulas import not_negative
from perfeval.rules.gates import ACTUAL, WEIGHT
from perfeval.rules.rule import Operands
from perfeval.rules.words import Condition
from perfeval.scoring.engine import answered_by
from perfeval.scoring.methods import numbers, rate_places
from perfeval.values.terms import Direction

MARKS_MOST = 200
"""The most steps of a rate that are asked one by one."""
PERCENT = 100 * SCALE
"""What a rate of 100 % is in a frame."""

ColumnUndivided = tuple[Any, Any, Any]
"""W, x and d of ``W x / d`` ten-thousandths of a point: expressions or ints."""


class RoutePoints(NamedTuple):
    """What one route says: what leaves its rows open, what they earn, how their rate is rounded first."""

    number: int
    open: list[tuple[str, Condition]]
    undivided: ColumnUndivided | None = None
    rate: tuple[int, str] | None = None

    @classmethod
    def of(cls, index: int, route: Route, given: frozenset[str], facts: Facts) -> "RoutePoints":
        """The route's own, the `index`-th of all."""
        weightless: list[tuple[str, Condition]] = []
        if route.kind == "execution" and not facts.full("weight"):
            weightless = [("weight-missing", column("weight").is_null())]
        undivided = rate = None
        if route.code or route.method is None:
            opened: list[tuple[str, Condition]] = [(route.code, True)]
        else:
            places = rate_places(route.method, route.profile)
            rate = None if places is None else (places, route.profile.rounding_mode.value)
            try:
                _refuse_places(route.profile, places)
                opened, undivided = _gated(route, given, facts)
            except BeyondColumnsError:
                opened = [(BEYOND, True)]
        return cls(index, [*weightless, *opened], undivided, rate)


def why_open(parts: Sequence[RoutePoints], codes: Codes) -> Iterator[tuple[Any, Any]]:
    """The gates of all routes, each route's in their order; what several ask at the same place is asked once."""
    asked: dict[tuple[int, str, str], tuple[Condition, list[int]]] = {}
    for part in parts:
        for place, (code, when) in enumerate(part.open):
            if when is not False:
                asked.setdefault((place, code, repr(when)), (when, []))[1].append(part.number)
    for (_, code, _), (when, members) in sorted(asked.items(), key=lambda entry: entry[0][0]):
        yield COLUMN_WORDS.both(of_routes(members), when), codes.number(code)


def _refuse_places(profile: Profile, rate: int | None) -> None:
    """What is rounded to more than four places is not told in ten-thousandths."""
    if max(profile.rounding_places.value, rate or 0) > 4:
        raise BeyondColumnsError


def _gated(
    route: Route, given: frozenset[str], facts: Facts
) -> tuple[list[tuple[str, Condition]], ColumnUndivided | None]:
    """The gates of a route in their order, and its undivided points; a gate that the profile answers has no code."""
    method, profile = route.method, route.profile
    assert method is not None
    row = operands_of(route, given, facts)
    p, unlike = None, ""
    try:
        p = numbers(method, row.weight, row.target, route.unit or "")
    except UndeterminedError as error:
        unlike = error.code
    if p is not None and len(p.marks) > MARKS_MOST:
        raise BeyondColumnsError
    unread = [(UNREAD, ~nw.col("unread").is_null())] if "unread" in given else []
    opened: list[tuple[str, Condition]] = [] if route.kind == "quantitative" else [*unread]
    if route.kind == "qualitative":  # its cells are read before its weight is asked for; a figure's after
        opened.append(("attainment-unknown", column("band").is_null() & ~nw.col("attainment").is_null()))
    elif route.kind == "coefficient":
        opened.append(("coefficient-unreadable", column("rate").is_null()))
    elif route.kind == "checklist":
        opened.append(("item-open", column("target").is_null() | column("actual").is_null()))
    answered = []
    for gate in method.rule.gates:
        when, formula = gate.when(COLUMN_WORDS, row, p), answered_by(gate, profile)
        opened.append(("" if formula else gate.code, when))
        if formula and when is not False:
            answered.append((when, formula))
        if gate is WEIGHT and route.kind == "quantitative":
            opened += unread
        if gate is ACTUAL and unlike:
            return [*opened, (unlike, True)], None
    undivided = _undivided(*method.rule.formula(COLUMN_WORDS, row.target, row.actual, row.weight, p))
    for when, formula in answered:
        undivided = first_of(
            [(when, _undivided(*formula(COLUMN_WORDS, row.target, row.actual, row.weight, p)))], undivided
        )
    return opened, undivided


def ends_of_bands(routes: Sequence[Route]) -> dict[str, Any]:
    """The ends of the band that a row is judged to be in, by its route and the number of the band."""
    of: dict[tuple[tuple[Fraction, Fraction], ...], list[int]] = {}
    made = dict[str, Any]()
    for number, route in enumerate(routes):
        if route.kind == "qualitative":
            ends = tuple((Fraction(band.low), Fraction(band.high)) for band in route.profile.judged_bands.value)
            of.setdefault(ends, []).append(number)
    for end, name in enumerate(("low", "high") if of else ()):
        pairs = []
        for ends, members in of.items():
            mine = of_routes(members) if len(of) > 1 else True
            pairs += [
                (COLUMN_WORDS.both(mine, column("band") == i), literal(int(shares[end] * PERCENT)))
                for i, shares in enumerate(ends)
            ]
        made[PREFIX + name] = chain(pairs, nw.lit(None, dtype=nw.Int64))
    return made


def operands_of(route: Route, given: frozenset[str], facts: Facts = UNKNOWN_FACTS) -> Operands:
    """The operands of a route, as columns."""
    weight = _number("weight", facts, SCALE, MAX_WEIGHT)
    if route.kind == "qualitative":
        low, high = (Column(column(end), PERCENT, PERCENT) for end in ("low", "high"))
        return Operands(weight, actual=_number("rate", facts, PERCENT), low=low, high=high, closed=column("band") == 0)
    if route.kind == "coefficient":
        return Operands(weight, Fraction(1), _number("rate", facts, PERCENT))
    target, actual = _number("target", facts), _number("actual", facts)
    if route.kind == "quantitative" and route.profile.negative_actual.value == "zero":
        actual = not_negative(COLUMN_WORDS, actual)
    row = Operands(
        weight,
        target,
        actual,
        unsigned=nw.col("direction").is_null() if route.direction == "forward" else False,
        strict=column("strict") if "strict" in given else False,
        is_equal=route.direction == Direction.EQUAL,
    )
    return route.method.rule.seen(row) if route.method else row


def _number(name: str, facts: Facts, scale: int = SCALE, bound: int = MOST) -> Column:
    if not facts.within(name, -bound, bound):
        return Column(column(name), scale, bound, column("held_" + name))
    span = facts.numbers[name]
    least = span.least if name != "weight" or span.full else 0  # an execution row without points has the profile's
    return Column(column(name), scale, bound, least=least, full=span.full)


# --- points put into columns -----------------------------------------------------------------------------------


def _undivided(earned: Any, of: Any) -> ColumnUndivided:
    """W, x and d of an undivided pair."""
    if isinstance(earned, Product):
        share, whole = same_scale(earned.share, of)
        return earned.factor.at(SCALE).held, share.held, whole.held
    (points,) = same_scale(earned * (1 / Fraction(of)))
    if SCALE % points.scale:
        raise BeyondColumnsError
    return points.at(SCALE).held, 1, 1


def by_route(undivided: Sequence[tuple[int, ColumnUndivided]]) -> ColumnUndivided:
    """Each route's own of several; routes that say the same are one, and the most common needs no condition."""
    alike_routes: dict[str, tuple[ColumnUndivided, list[int]]] = {}
    for route, own in undivided:
        alike_routes.setdefault(repr(own), (own, []))[1].append(route)
    if not alike_routes:
        return 0, 0, 1
    *others, (last, _) = sorted(alike_routes.values(), key=lambda pair: len(pair[1]))
    return first_of([(of_routes(members), own) for own, members in others], last)


def first_of(choices: Sequence[tuple[Any, ColumnUndivided]], last: ColumnUndivided) -> ColumnUndivided:
    """The first that holds, else the last; what it has in common with that needs no condition."""
    w, x, d = (
        chain([(where, expression(own[k])) for where, own in choices if repr(own[k]) != repr(value)], expression(value))
        for k, value in enumerate(last)
    )
    return w, x, d
