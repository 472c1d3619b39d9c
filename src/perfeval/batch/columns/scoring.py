"""Rows scored by column: every route's gates and rule, said once in `perfeval.rules.formulas`, over all rows at the same time.

Each route gives conditions under which its rows stay open, and an undivided pair; the pairs are put into one and divided
once (`perfeval.batch.columns.divide`). The working columns are made in steps, for engines that compile a step as a whole.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw

from perfeval.batch.columns.divide import MAX_WEIGHT, rounded_column, with_quotient
from perfeval.batch.columns.facts import RANGES, UNKNOWN_FACTS, Facts
from perfeval.batch.columns.route_points import (
    PERCENT,
    RoutePoints,
    by_route,
    ends_of_bands,
    first_of,
    operands_of,
    why_open,
)
from perfeval.batch.columns.routes import Route
from perfeval.batch.columns.words import COLUMN_WORDS, SCALE, Column, literal
from perfeval.batch.columns.working import (
    BEYOND,
    NOT_APPLICABLE,
    OUT_OF_RANGE,
    PREFIX,
    UNKNOWN,
    Codes,
    chain,
    column,
    expression,
    of_routes,
)
from perfeval.profiles import Profile
from perfeval.rules.registry import ADJUSTMENTS, KEPT
from perfeval.scoring.engine import is_deducted
from perfeval.values.terms import Direction


class Scoring(NamedTuple):
    """Rows with working columns: ``points`` (printed), ``in_total`` (into sums), ``reason``, a number of `codes`."""

    frame: Any
    codes: list[str]
    facts: Facts = UNKNOWN_FACTS


def with_points(frame: Any, routes: Sequence[Route], given: Iterable[str], facts: Facts = UNKNOWN_FACTS) -> Scoring:
    """The frame with each row's points, or the number of the reason why it has none. `facts` are of all its rows."""
    given, codes = frozenset(given), Codes()
    routes = [route for route in routes if _is_told(route, given)]
    routes = [route for route in routes if facts.may_have(route)] or routes
    frame = frame.with_columns(**_prepared(routes, given, facts))
    if made := ends_of_bands(routes) | _execution_points(routes, facts):
        frame = frame.with_columns(**made)
    if (taken := _taken_for_deviation(routes, given)) is not None:
        people = column("held_deduct") if "deduct" in given else nw.lit(None, dtype=nw.Int64)
        both = nw.when(taken > 0).then(people.fill_null(0) + taken).otherwise(people)
        frame = frame.with_columns(**{PREFIX + "held_deduct": both})
    parts = [RoutePoints.of(i, route, given, facts) for i, route in enumerate(routes)]
    out = _out_of_use(routes, given)
    reasons = [*out.open(codes), *_general(routes, given, codes, facts), *why_open(parts, codes)]
    frame = frame.with_columns(**{PREFIX + "reason": chain(reasons, nw.lit(0, dtype=nw.Int16))})
    undivided = by_route([(part.number, part.undivided) for part in parts if part.undivided])
    if out.full is not None:
        undivided = first_of([(out.full, (column("held_weight"), 1, 1))], undivided)
    w, x, d = map(expression, undivided)
    frame = frame.with_columns(
        **{PREFIX + "w": w, PREFIX + "x": nw.when(column("reason") == 0).then(x), PREFIX + "d": d}
    )
    frame = _rate_first(frame, parts)
    frame = with_quotient(frame, PREFIX + "q", PREFIX + "w", PREFIX + "x", PREFIX + "d")
    frame = frame.with_columns(
        **{PREFIX + "points": _by_profile(routes, rounding, lambda r: rounded_column(PREFIX + "q", PREFIX + "d", *r))}
    )
    return Scoring(_counted(frame, routes, given if taken is None else given | {"deduct"}), codes.names, facts)


def deducts(profiles: Iterable[Profile], given: Iterable[str]) -> bool:
    """Whether points may be taken off what the rules give: by people, or by a profile for a deviation."""
    return "deduct" in given or any(profile.over_deduction.value is not None for profile in profiles)


# --- what is asked of every row -----------------------------------------------------------------------------------


def _is_told(route: Route, given: frozenset[str]) -> bool:
    """Whether a route says more than that its rows have no rule: that is what rows of no route are told."""
    deducts = "deduct" in given and route.profile.deduction.value == "none"
    keeps = "applicable" in given and route.profile.not_applicable.value in KEPT
    return route.code != UNKNOWN or deducts or keeps


def _prepared(routes: Sequence[Route], given: frozenset[str], facts: Facts) -> dict[str, Any]:
    """The route of each row, its numbers where they are in range, and an execution row's own points."""
    several = len({route.profile.id for route in routes}) > 1
    pairs = [(_where(route, given, several), nw.lit(i, dtype=nw.Int16)) for i, route in enumerate(routes)]
    made = {PREFIX + "route": chain(pairs, nw.lit(-1, dtype=nw.Int16)), PREFIX + "band": _band(routes, several)}
    for name, (least, most) in RANGES.items():
        if name in given:
            col = column(name)
            where = (col <= most) & (col >= least)
            if name == "deduct":  # what people decided of an indicator
                where = where & (nw.col("kind") != "execution")
            known = name != "deduct" and facts.within(name, least, most)
            made[PREFIX + "held_" + name] = col if known else nw.when(where).then(col)
    return made


def _band(routes: Sequence[Route], several: bool) -> Any:
    """Which of its profile's bands a row's attainment names, counted from 0; null where it names none."""
    pairs = []
    for profile in {route.profile.id: route.profile for route in routes}.values():
        for i, band in enumerate(profile.judged_bands.value):
            named = nw.col("attainment").is_in([band.label, *band.aliases])
            here = named & (nw.col("profile") == profile.id) if several else named
            pairs.append((here, nw.lit(i, dtype=nw.Int16)))
    return chain(pairs, nw.lit(None, dtype=nw.Int16))


def _where(route: Route, given: frozenset[str], several: bool) -> Any:
    where = nw.col("kind") == route.kind
    if route.direction:
        told = nw.col("direction") == route.direction
        where = where & (told | nw.col("direction").is_null() if route.direction == "forward" else told)
    if several:
        where = where & (nw.col("profile") == route.profile.id)
    if "rule" in given and route.kind != "execution":
        where = where & (nw.col("rule").is_null() if route.rule is None else nw.col("rule") == route.rule)
    if "quantity_unit" in given and route.by_unit:
        unit = nw.col("quantity_unit")
        where = where & (unit.is_null() if route.unit is None else unit == route.unit)
    return where


def _execution_points(routes: Sequence[Route], facts: Facts) -> dict[str, Any]:
    """The points of an execution row that prints none: the profile's."""
    if facts.full("weight"):
        return {}
    of: dict[Any, list[int]] = {}
    for i, route in enumerate(routes):
        points = route.profile.execution_points.value
        if route.kind == "execution" and points is not None:
            of.setdefault(points, []).append(i)
    made = {}
    for name in ("weight", "held_weight"):
        pairs = [
            (column("weight").is_null() & of_routes(members), literal(int(points * SCALE)))
            for points, members in of.items()
        ]
        made[PREFIX + name] = chain(pairs, column(name))
    return made


def _taken_for_deviation(routes: Sequence[Route], given: frozenset[str]) -> Any:
    """What a profile takes off figures that are far off their targets; None where none does."""
    members: dict[tuple[str, str], list[int]] = {}
    for i, route in enumerate(routes):
        if route.kind == "quantitative" and route.profile.over_deduction.value is not None:
            members.setdefault((route.profile.id, route.direction), []).append(i)
    if not members:
        return None
    pairs, applies = list[tuple[Any, Any]](), column("applicable") if "applicable" in given else nw.lit(value=True)
    for (_, direction), numbers in members.items():
        row, profile = operands_of(routes[numbers[0]], given), routes[numbers[0]].profile
        far = is_deducted(COLUMN_WORDS, Direction(direction), row.target, row.actual, profile)
        points = literal(int((profile.over_deduction.value or 0) * SCALE))
        pairs.append((of_routes(numbers) & applies & far, points))
    return chain(pairs, literal(0))


def _general(routes: Sequence[Route], given: frozenset[str], codes: Codes, facts: Facts) -> list[tuple[Any, Any]]:
    """The reasons that hold whatever the route is."""
    pairs = []
    none = [
        i for i, route in enumerate(routes) if route.profile.deduction.value == "none" and route.kind != "execution"
    ]
    if "deduct" in given and none:
        pairs.append((of_routes(none) & (column("deduct") != 0), codes.number("deduction-unknown")))
    pairs.append((column("route") < 0, codes.number(UNKNOWN)))
    if "unread" in given:
        pairs.append((nw.col("unread") == BEYOND, codes.number(BEYOND)))
    unsure = [(n, k, m) for n, (k, m) in RANGES.items() if n in given and not facts.within(n, k, m)]
    out = reduce(COLUMN_WORDS.either, ((column(n) > m) | (column(n) < k) for n, k, m in unsure), False)
    if lists := [i for i, route in enumerate(routes) if route.kind == "checklist" and not route.code]:
        here, all_items, done = of_routes(lists), column("target"), column("actual")
        # a document has both, and not more done than there is
        pairs.append((here & (all_items.is_null() | done.is_null()), codes.number("item-open")))
        pairs.append((here & ((done > all_items) | (done < 0)), codes.number(OUT_OF_RANGE)))
    return [*pairs, (out, codes.number(OUT_OF_RANGE))] if unsure else pairs


class _OutOfUse(NamedTuple):
    """Where rows do not apply; `full` where they keep their whole weight."""

    where: Any = None
    full: Any = None

    def open(self, codes: Codes) -> list[tuple[Any, Any]]:
        full = [(self.full, codes.number(""))] if self.full is not None else []
        return [*full, (self.where, codes.number(NOT_APPLICABLE))] if self.where is not None else []


def _out_of_use(routes: Sequence[Route], given: frozenset[str]) -> _OutOfUse:
    if "applicable" not in given:
        return _OutOfUse()
    where = ~column("applicable")
    whole = [i for i, route in enumerate(routes) if route.profile.not_applicable.value in KEPT]
    full = where & of_routes(whole) & ~column("weight").is_null() if whole else None
    deducted = [i for i in whole if routes[i].profile.deduction.value == "none"]
    if full is not None and deducted and "deduct" in given:
        full = full & ~(of_routes(deducted) & (column("deduct").fill_null(0) != 0))
    return _OutOfUse(where, full)


def _by_profile(routes: Sequence[Route], key: Callable[[Profile], Any], expression: Callable[[Any], Any]) -> Any:
    """An expression that hangs on a parameter of the row's profile."""
    groups: dict[Any, list[int]] = {}
    for i, route in enumerate(routes):
        groups.setdefault(key(route.profile), []).append(i)
    (first, _), *others = groups.items()
    made = expression(first)
    for value, members in others:
        made = nw.when(of_routes(members)).then(expression(value)).otherwise(made)
    return made


def rounding(profile: Profile) -> tuple[int, str]:
    """How a profile's scores are printed: places and mode."""
    return min(profile.rounding_places.value, 4), profile.rounding_mode.value


def _counted(frame: Any, routes: Sequence[Route], given: frozenset[str]) -> Any:
    """What counts into the sums: the printed points; of a row with a deduction, what is left of the unrounded ones, rounded once."""
    in_total = _by_profile(
        routes, lambda p: p.rounds("row"), lambda rounds: column("points") if rounds else column("q")
    )
    unrounded = [
        i
        for i, c in enumerate(routes)
        if c.kind == "execution" and c.profile.rounds("row") > c.profile.rounds("execution")
    ]
    if unrounded:
        in_total = nw.when(of_routes(unrounded)).then(column("q")).otherwise(in_total)
    if "deduct" not in given:
        return frame.with_columns(**{PREFIX + "in_total": in_total})
    points = Column(column("q"), SCALE, MAX_WEIGHT)
    less = ADJUSTMENTS["manual"](COLUMN_WORDS, points, Column(column("held_deduct"), SCALE, MAX_WEIGHT))
    in_total = nw.when(column("held_deduct").is_null()).then(in_total).otherwise(less.expr)
    rest = nw.when(column("q") >= column("held_deduct")).then(column("q_rest")).otherwise(literal(0))
    frame = frame.with_columns(**{PREFIX + "in_total": in_total, PREFIX + "in_total_rest": rest})
    again = _by_profile(routes, rounding, lambda r: rounded_column(PREFIX + "in_total", PREFIX + "d", *r))
    taken = nw.when(column("held_deduct").is_null()).then(column("points")).otherwise(again)
    frame = frame.with_columns(**{PREFIX + "points": taken})
    in_total = _by_profile(routes, lambda p: p.rounds("row"), lambda rounds: column("points" if rounds else "in_total"))
    in_total = nw.when(column("held_deduct").is_null()).then(column("in_total")).otherwise(in_total)
    return frame.with_columns(**{PREFIX + "in_total": in_total})


def _rate_first(frame: Any, parts: Sequence[RoutePoints]) -> Any:
    """Where a profile rounds the rate before it is scored, x/d is the rounded percentage from here on."""
    first: dict[tuple[int, str], list[int]] = {}
    for part in parts:
        if part.rate is not None:
            first.setdefault(part.rate, []).append(part.number)
    if not first:
        return frame
    frame = frame.with_columns(**{PREFIX + "hundred": literal(PERCENT)})
    frame = with_quotient(frame, PREFIX + "rate_first", PREFIX + "hundred", PREFIX + "x", PREFIX + "d")
    where = {rate: of_routes(members) for rate, members in first.items()}
    x = chain(
        [(where[rate], rounded_column(PREFIX + "rate_first", PREFIX + "d", *rate)) for rate in first], column("x")
    )
    d = chain([(where[rate], literal(PERCENT)) for rate in first], column("d"))
    return frame.with_columns(**{PREFIX + "x": x, PREFIX + "d": d})
