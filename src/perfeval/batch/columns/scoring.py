"""Rows scored by column: every case's gates and rule, said once in `perfeval.rules.formulas`, over all rows at the same time.

Each case gives conditions under which its rows stay open, and an undivided pair; the pairs are laid into one and divided
once (`perfeval.batch.columns.divide`). The working columns are made in steps, for engines that compile a step as a whole.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw

from perfeval.batch.columns.divide import WEIGHT_MOST, quotient, rounded
from perfeval.batch.columns.route_points import PERCENT, Part, either, merged, opened
from perfeval.batch.columns.routes import Case
from perfeval.batch.columns.words import COLUMNS, MOST, SCALE, Column, literal
from perfeval.batch.columns.working import (
    BEYOND,
    NOT_APPLICABLE,
    OUT_OF_RANGE,
    PRE,
    UNKNOWN,
    Codes,
    chain,
    column,
    expression,
    of_cases,
)
from perfeval.profiles import Profile
from perfeval.rules.registry import ADJUSTMENTS, KEPT

BOUNDS = {
    "target": (-MOST, MOST),
    "actual": (-MOST, MOST),
    "weight": (0, WEIGHT_MOST),
    "rate": (-MOST, MOST),
    "deduct": (0, WEIGHT_MOST),
}
"""The numbers that scoring looks at, and between which ends they are."""


class Scoring(NamedTuple):
    """Rows with working columns: ``points`` (printed), ``counts`` (into sums), ``reason``, a number of `codes`."""

    frame: Any
    codes: list[str]


def scored(frame: Any, every: Sequence[Case], given: Iterable[str]) -> Scoring:
    """The frame with each row's points, or the number of the reason why it has none."""
    given, codes = frozenset(given), Codes()
    every = [case for case in every if _is_told(case, given)]
    frame = frame.with_columns(**_prepared(every, given))
    frame = frame.with_columns(**_execution_points(every))
    parts = [Part.of(i, case, given) for i, case in enumerate(every)]
    out = _out_of_use(every, given)
    reasons = [*out.open(codes), *_general(every, given, codes), *opened(parts, codes)]
    frame = frame.with_columns(**{PRE + "reason": chain(reasons, nw.lit(0, dtype=nw.Int16))})
    laid = merged([(part.number, part.laid) for part in parts if part.laid])
    if out.full is not None:
        laid = either([(out.full, (column("held_weight"), 1, 1))], laid)
    w, x, d = map(expression, laid)
    frame = frame.with_columns(**{PRE + "w": w, PRE + "x": nw.when(column("reason") == 0).then(x), PRE + "d": d})
    frame = _rate_first(frame, parts)
    frame = quotient(frame, PRE + "q", PRE + "w", PRE + "x", PRE + "d")
    frame = frame.with_columns(
        **{PRE + "points": _by_profile(every, rounding, lambda r: rounded(PRE + "q", PRE + "d", *r))}
    )
    return Scoring(_counted(frame, every, given), codes.names)


# --- what is asked of every row -----------------------------------------------------------------------------------


def _is_told(case: Case, given: frozenset[str]) -> bool:
    """Whether a case says more than that its rows have no rule: that is what rows of no case are told."""
    deducts = "deduct" in given and case.profile.deduction.value == "none"
    keeps = "applicable" in given and case.profile.not_applicable.value in KEPT
    return case.code != UNKNOWN or deducts or keeps


def _prepared(every: Sequence[Case], given: frozenset[str]) -> dict[str, Any]:
    """The case of each row, its numbers where they are in range, and an execution row's own points."""
    several = len({case.profile.id for case in every}) > 1
    pairs = [(_where(case, given, several), nw.lit(i, dtype=nw.Int16)) for i, case in enumerate(every)]
    made = {PRE + "case": chain(pairs, nw.lit(-1, dtype=nw.Int16)), PRE + "band": _band(every, several)}
    for name, (least, most) in BOUNDS.items():
        if name in given:
            col = column(name)
            where = (col <= most) & (col >= least)
            if name == "deduct":  # what people decided of an indicator
                where = where & (nw.col("kind") != "execution")
            made[PRE + "held_" + name] = nw.when(where).then(col)
    return made


def _band(every: Sequence[Case], several: bool) -> Any:
    """Which of its profile's bands a row's attainment names, counted from 0; null where it names none."""
    pairs = []
    for profile in {case.profile.id: case.profile for case in every}.values():
        for i, band in enumerate(profile.judged_bands.value):
            named = nw.col("attainment").is_in([band.label, *band.aliases])
            here = named & (nw.col("profile") == profile.id) if several else named
            pairs.append((here, nw.lit(i, dtype=nw.Int16)))
    return chain(pairs, nw.lit(None, dtype=nw.Int16))


def _where(case: Case, given: frozenset[str], several: bool) -> Any:
    where = nw.col("kind") == case.kind
    if case.direction:
        told = nw.col("direction") == case.direction
        where = where & (told | nw.col("direction").is_null() if case.direction == "forward" else told)
    if several:
        where = where & (nw.col("profile") == case.profile.id)
    if "rule" in given and case.kind != "execution":
        where = where & (nw.col("rule").is_null() if case.rule is None else nw.col("rule") == case.rule)
    if "quantity_unit" in given and case.by_unit:
        unit = nw.col("quantity_unit")
        where = where & (unit.is_null() if case.unit is None else unit == case.unit)
    return where


def _execution_points(every: Sequence[Case]) -> dict[str, Any]:
    """The points of an execution row that prints none: the profile's."""
    of: dict[Any, list[int]] = {}
    for i, case in enumerate(every):
        points = case.profile.execution_points.value
        if case.kind == "execution" and points is not None:
            of.setdefault(points, []).append(i)
    made = {}
    for name in ("weight", "held_weight"):
        pairs = [
            (column("weight").is_null() & of_cases(cases), literal(int(points * SCALE))) for points, cases in of.items()
        ]
        made[PRE + name] = chain(pairs, column(name))
    return made


def _general(every: Sequence[Case], given: frozenset[str], codes: Codes) -> list[tuple[Any, Any]]:
    """The reasons that hold whatever the case is."""
    pairs = []
    none = [i for i, case in enumerate(every) if case.profile.deduction.value == "none" and case.kind != "execution"]
    if "deduct" in given and none:
        pairs.append((of_cases(none) & (column("deduct") != 0), codes.number("deduction-unknown")))
    pairs.append((column("case") < 0, codes.number(UNKNOWN)))
    if "unread" in given:
        pairs.append((nw.col("unread") == BEYOND, codes.number(BEYOND)))
    out = reduce(COLUMNS.either, ((column(n) > m) | (column(n) < k) for n, (k, m) in BOUNDS.items() if n in given))
    if lists := [i for i, case in enumerate(every) if case.kind == "checklist" and not case.code]:
        here, all_items, done = of_cases(lists), column("target"), column("actual")
        # a document has both, and not more done than there is
        pairs.append((here & (all_items.is_null() | done.is_null()), codes.number("item-open")))
        pairs.append((here & ((done > all_items) | (done < 0)), codes.number(OUT_OF_RANGE)))
    return [*pairs, (out, codes.number(OUT_OF_RANGE))]


class _OutOfUse(NamedTuple):
    """Where rows do not apply; `full` where they keep their whole weight."""

    where: Any = None
    full: Any = None

    def open(self, codes: Codes) -> list[tuple[Any, Any]]:
        full = [(self.full, codes.number(""))] if self.full is not None else []
        return [*full, (self.where, codes.number(NOT_APPLICABLE))] if self.where is not None else []


def _out_of_use(every: Sequence[Case], given: frozenset[str]) -> _OutOfUse:
    if "applicable" not in given:
        return _OutOfUse()
    where = ~column("applicable")
    whole = [i for i, case in enumerate(every) if case.profile.not_applicable.value in KEPT]
    full = where & of_cases(whole) & ~column("weight").is_null() if whole else None
    deducted = [i for i in whole if every[i].profile.deduction.value == "none"]
    if full is not None and deducted and "deduct" in given:
        full = full & ~(of_cases(deducted) & (column("deduct").fill_null(0) != 0))
    return _OutOfUse(where, full)


def _by_profile(every: Sequence[Case], key: Callable[[Profile], Any], expression: Callable[[Any], Any]) -> Any:
    """An expression that hangs on a parameter of the row's profile."""
    groups: dict[Any, list[int]] = {}
    for i, case in enumerate(every):
        groups.setdefault(key(case.profile), []).append(i)
    (first, _), *others = groups.items()
    made = expression(first)
    for value, members in others:
        made = nw.when(of_cases(members)).then(expression(value)).otherwise(made)
    return made


def rounding(profile: Profile) -> tuple[int, str]:
    """How a profile's scores are printed: places and mode."""
    return min(profile.rounding_places.value, 4), profile.rounding_mode.value


def _counted(frame: Any, every: Sequence[Case], given: frozenset[str]) -> Any:
    """What counts into the sums: the printed points; of a row with a deduction, what is left of the unrounded ones, rounded once."""
    counts = _by_profile(every, lambda p: p.rounds("row"), lambda so: column("points") if so else column("q"))
    unrounded = [
        i
        for i, c in enumerate(every)
        if c.kind == "execution" and c.profile.rounds("row") > c.profile.rounds("execution")
    ]
    if unrounded:
        counts = nw.when(of_cases(unrounded)).then(column("q")).otherwise(counts)
    if "deduct" not in given:
        return frame.with_columns(**{PRE + "counts": counts})
    points = Column(column("q"), SCALE, WEIGHT_MOST)
    less = ADJUSTMENTS["manual"](COLUMNS, points, Column(column("held_deduct"), SCALE, WEIGHT_MOST))
    counts = nw.when(column("held_deduct").is_null()).then(counts).otherwise(less.expr)
    rest = nw.when(column("q") >= column("held_deduct")).then(column("q_rest")).otherwise(literal(0))
    frame = frame.with_columns(**{PRE + "counts": counts, PRE + "counts_rest": rest})
    again = _by_profile(every, rounding, lambda r: rounded(PRE + "counts", PRE + "d", *r))
    taken = nw.when(column("held_deduct").is_null()).then(column("points")).otherwise(again)
    frame = frame.with_columns(**{PRE + "points": taken})
    counts = _by_profile(every, lambda p: p.rounds("row"), lambda so: column("points" if so else "counts"))
    counts = nw.when(column("held_deduct").is_null()).then(column("counts")).otherwise(counts)
    return frame.with_columns(**{PRE + "counts": counts})


def _rate_first(frame: Any, parts: Sequence["Part"]) -> Any:
    """Where a profile rounds the rate before it is scored, x/d is the rounded percentage from here on."""
    first: dict[tuple[int, str], list[int]] = {}
    for part in parts:
        if part.rate is not None:
            first.setdefault(part.rate, []).append(part.number)
    if not first:
        return frame
    frame = frame.with_columns(**{PRE + "hundred": literal(PERCENT)})
    frame = quotient(frame, PRE + "rate_first", PRE + "hundred", PRE + "x", PRE + "d")
    where = {rate: of_cases(cases) for rate, cases in first.items()}
    x = chain([(where[rate], rounded(PRE + "rate_first", PRE + "d", *rate)) for rate in first], column("x"))
    d = chain([(where[rate], literal(PERCENT)) for rate in first], column("d"))
    return frame.with_columns(**{PRE + "x": x, PRE + "d": d})
