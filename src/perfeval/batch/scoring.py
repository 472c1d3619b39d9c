"""Rows scored by column: every case's gates and rule, said once in `perfeval.rules`, over all rows at the same time.

Each case gives conditions under which its rows stay open, and an undivided pair; the pairs are laid into one and divided
once (`perfeval.batch.divide`). The working columns are made in steps, for engines that compile a step as a whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw

from perfeval.batch.cases import Case
from perfeval.batch.divide import WEIGHT_MOST, quotient, rounded
from perfeval.batch.words import COLUMNS, MOST, SCALE, BeyondColumnsError, Column, Condition, Product, alike, literal
from perfeval.errors import UndeterminedError
from perfeval.exact import settling
from perfeval.gates import GATES, Row, faced
from perfeval.methods import numbers, rate_places
from perfeval.profiles import Profile
from perfeval.rules import ADJUSTMENTS, CURVES, not_negative
from perfeval.rules import NOT_APPLICABLE as KEPT

PRE = "_perfeval_"
"""What the names of working columns begin with."""
NOT_APPLICABLE, UNKNOWN, OUT_OF_RANGE, UNREAD = "not-applicable", "rule-unknown", "out-of-range", "unread"
"""Reasons: the row does not apply; no rule of its profile scores such a row; a number is beyond what columns hold; the
reason stands in the column ``unread``."""
BEYOND = "beyond-columns"
"""The reason of a row whose rule has numbers that 64 bits cannot hold: such a filing is scored by itself."""
BOUNDS = {
    "target": (-MOST, MOST),
    "actual": (-MOST, MOST),
    "weight": (0, WEIGHT_MOST),
    "rate": (-MOST, MOST),
    "deduct": (0, WEIGHT_MOST),
}
"""The numbers that scoring looks at, and between which ends they are."""
MARKS_MOST = 200
"""The most steps of a rate that are asked one by one."""
_PERCENT = 100 * SCALE
_BLOCK = 64
"""How many conditions are nested in one another."""

Laid = tuple[Any, Any, Any]
"""W, x and d of ``W x / d`` ten-thousandths of a point: expressions or ints."""


def column(name: str) -> Any:
    """A working column."""
    return nw.col(PRE + name)


class Codes:
    """Reason codes by number, in the order in which they came up; 0 is no reason."""

    def __init__(self) -> None:
        self.names = [""]

    def number(self, code: str) -> Any:
        """The number of a code, as a literal."""
        if code not in self.names:
            self.names.append(code)
        return nw.lit(self.names.index(code), dtype=nw.Int16)


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
    parts = [_Part.of(i, case, given) for i, case in enumerate(every)]
    out = _out_of_use(every, given)
    opened = [*out.open(codes), *_general(every, given, codes), *_opened(parts, codes)]
    frame = frame.with_columns(**{PRE + "reason": chain(opened, nw.lit(0, dtype=nw.Int16))})
    laid = _merged([(part.number, part.laid) for part in parts if part.laid])
    if out.full is not None:
        laid = _either([(out.full, (column("held_weight"), 1, 1))], laid)
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
            (column("weight").is_null() & _in(cases), literal(int(points * SCALE))) for points, cases in of.items()
        ]
        made[PRE + name] = chain(pairs, column(name))
    return made


def _general(every: Sequence[Case], given: frozenset[str], codes: Codes) -> list[tuple[Any, Any]]:
    """The reasons that hold whatever the case is."""
    pairs = []
    none = [i for i, case in enumerate(every) if case.profile.deduction.value == "none" and case.kind != "execution"]
    if "deduct" in given and none:
        pairs.append((_in(none) & (column("deduct") != 0), codes.number("deduction-unknown")))
    pairs.append((column("case") < 0, codes.number(UNKNOWN)))
    if "unread" in given:
        pairs.append((nw.col("unread") == BEYOND, codes.number(BEYOND)))
    out = reduce(COLUMNS.either, ((column(n) > m) | (column(n) < k) for n, (k, m) in BOUNDS.items() if n in given))
    if lists := [i for i, case in enumerate(every) if case.kind == "checklist" and not case.code]:
        here, all_items, done = _in(lists), column("target"), column("actual")
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
    full = where & _in(whole) & ~column("weight").is_null() if whole else None
    deducted = [i for i in whole if every[i].profile.deduction.value == "none"]
    if full is not None and deducted and "deduct" in given:
        full = full & ~(_in(deducted) & (column("deduct").fill_null(0) != 0))
    return _OutOfUse(where, full)


def _by_profile(every: Sequence[Case], key: Callable[[Profile], Any], expression: Callable[[Any], Any]) -> Any:
    """An expression that hangs on a parameter of the row's profile."""
    groups: dict[Any, list[int]] = {}
    for i, case in enumerate(every):
        groups.setdefault(key(case.profile), []).append(i)
    (first, _), *others = groups.items()
    made = expression(first)
    for value, members in others:
        made = nw.when(_in(members)).then(expression(value)).otherwise(made)
    return made


def rounding(profile: Profile) -> tuple[int, str]:
    """How a profile's scores are printed: places and mode."""
    return min(profile.rounding_places.value, 4), profile.rounding_mode.value


def _counted(frame: Any, every: Sequence[Case], given: frozenset[str]) -> Any:
    """What counts into the sums: the printed points, less what people deducted, which are then printed again."""
    counts = _by_profile(every, lambda p: p.rounds("row"), lambda so: column("points") if so else column("q"))
    unrounded = [
        i
        for i, c in enumerate(every)
        if c.kind == "execution" and c.profile.rounds("row") > c.profile.rounds("execution")
    ]
    if unrounded:
        counts = nw.when(_in(unrounded)).then(column("q")).otherwise(counts)
    if "deduct" not in given:
        return frame.with_columns(**{PRE + "counts": counts})
    points = Column(counts, SCALE, WEIGHT_MOST)
    less = ADJUSTMENTS["manual"](COLUMNS, points, Column(column("held_deduct"), SCALE, WEIGHT_MOST))
    counts = nw.when(column("held_deduct").is_null()).then(counts).otherwise(less.expr)
    rest = nw.when(column("q") >= column("held_deduct")).then(column("q_rest")).otherwise(literal(0))
    rest = _by_profile(every, lambda p: p.rounds("row"), lambda so: literal(0) if so else rest)
    frame = frame.with_columns(**{PRE + "counts": counts, PRE + "counts_rest": rest})
    again = _by_profile(every, rounding, lambda r: rounded(PRE + "counts", PRE + "d", *r))
    taken = nw.when(column("held_deduct").is_null()).then(column("points")).otherwise(again)
    frame = frame.with_columns(**{PRE + "points": taken})
    counts = _by_profile(every, lambda p: p.rounds("row"), lambda so: column("points" if so else "counts"))
    counts = nw.when(column("held_deduct").is_null()).then(column("counts")).otherwise(counts)
    return frame.with_columns(**{PRE + "counts": counts})


def _rate_first(frame: Any, parts: Sequence["_Part"]) -> Any:
    """Where a profile rounds the rate before it is scored, x/d is the rounded percentage from here on."""
    first: dict[tuple[int, str], list[int]] = {}
    for part in parts:
        if part.rate is not None:
            first.setdefault(part.rate, []).append(part.number)
    if not first:
        return frame
    frame = frame.with_columns(**{PRE + "hundred": literal(_PERCENT)})
    frame = quotient(frame, PRE + "rate_first", PRE + "hundred", PRE + "x", PRE + "d")
    where = {rate: _in(cases) for rate, cases in first.items()}
    x = chain([(where[rate], rounded(PRE + "rate_first", PRE + "d", *rate)) for rate in first], column("x"))
    d = chain([(where[rate], literal(_PERCENT)) for rate in first], column("d"))
    return frame.with_columns(**{PRE + "x": x, PRE + "d": d})


# --- one case -----------------------------------------------------------------------------------------------------


class _Part(NamedTuple):
    """What one case says: what leaves its rows open, what they earn, how their rate is rounded first."""

    number: int
    open: list[tuple[str, Condition]]
    laid: Laid | None = None
    rate: tuple[int, str] | None = None

    @classmethod
    def of(cls, index: int, case: Case, given: frozenset[str]) -> "_Part":
        weightless = [("weight-missing", column("weight").is_null())] if case.kind == "execution" else []
        laid = rate = None
        if case.code or case.method is None:
            opened: list[tuple[str, Condition]] = [(case.code, True)]
        else:
            places = rate_places(case.method, case.profile)
            rate = None if places is None else (places, case.profile.rounding_mode.value)
            try:
                _refuse_places(case.profile, places)
                opened, laid = _gated(case, given)
            except BeyondColumnsError:
                opened = [(BEYOND, True)]
        return cls(index, [*weightless, *opened], laid, rate)


def _opened(parts: Sequence[_Part], codes: Codes) -> Iterator[tuple[Any, Any]]:
    """The gates of all cases, each case's in their order; what several ask at the same place is asked once."""
    asked: dict[tuple[int, str, str], tuple[Condition, list[int]]] = {}
    for part in parts:
        for place, (code, when) in enumerate(part.open):
            if when is not False:
                asked.setdefault((place, code, repr(when)), (when, []))[1].append(part.number)
    for (_, code, _), (when, cases) in sorted(asked.items(), key=lambda entry: entry[0][0]):
        yield COLUMNS.both(_in(cases), when), codes.number(code)


def _in(cases: Sequence[int]) -> Any:
    """Whether a row is of one of the cases, which mostly stand side by side."""
    runs: list[list[int]] = []
    for case in sorted(cases):
        if runs and runs[-1][-1] == case - 1:
            runs[-1].append(case)
        else:
            runs.append([case])
    number = column("case")
    if len(runs) > 3:
        return number.is_in(list(cases))
    found = [number == run[0] if len(run) == 1 else (number >= run[0]) & (number <= run[-1]) for run in runs]
    return reduce(COLUMNS.either, found)


def _refuse_places(profile: Profile, rate: int | None) -> None:
    """What is rounded to more than four places is not told in ten-thousandths."""
    if max(profile.rounding_places.value, rate or 0) > 4:
        raise BeyondColumnsError


def _gated(case: Case, given: frozenset[str]) -> tuple[list[tuple[str, Condition]], Laid | None]:
    """The gates of a case in their order, and its undivided points; a gate that the profile answers has no code."""
    method, profile = case.method, case.profile
    assert method is not None
    row = _row(case, given)
    p, unlike = None, ""
    try:
        p = numbers(method, row.weight, row.target, case.unit or "")
    except UndeterminedError as error:
        unlike = error.code
    if p is not None and len(p.marks) > MARKS_MOST:
        raise BeyondColumnsError
    unread = [(UNREAD, ~nw.col("unread").is_null())] if "unread" in given else []
    opened: list[tuple[str, Condition]] = [] if case.kind == "quantitative" else [*unread]
    if case.kind == "qualitative":  # its cells are read before its weight is asked for; a figure's after
        opened.append(("attainment-unknown", column("band").is_null() & ~nw.col("attainment").is_null()))
    elif case.kind == "coefficient":
        opened.append(("coefficient-unreadable", column("rate").is_null()))
    elif case.kind == "checklist":
        opened.append(("item-open", column("target").is_null() | column("actual").is_null()))
    settled = []
    for gate in GATES[method.kind if method.kind in GATES else "quantitative"]:
        when, rule = gate.when(COLUMNS, row, None), settling(gate, profile)
        opened.append(("" if rule else gate.code, when))
        if rule:
            settled.append((when, rule))
        if gate.code == "weight-missing" and case.kind == "quantitative":
            opened += unread
        if gate.code == "actual-missing" and unlike:
            return [*opened, (unlike, True)], None
    opened += [(gate.code, gate.when(COLUMNS, row, p)) for gate in GATES.get(method.rule, ())]
    laid = _laid(*CURVES[method.kind][method.rule](COLUMNS, row.target, row.actual, row.weight, p))
    for when, rule in settled:
        laid = _either([(when, _laid(*rule(COLUMNS, row.target, row.actual, row.weight, p)))], laid)
    return opened, laid


def _row(case: Case, given: frozenset[str]) -> Row:
    """The operands of a case, as columns."""
    weight = _number("weight", SCALE, WEIGHT_MOST)
    if case.kind == "qualitative":
        least, most = (
            [(column("band") == i, literal(int(share * _PERCENT))) for i, share in enumerate(ends)]
            for ends in zip(*((band.low, band.high) for band in case.profile.judged_bands.value), strict=True)
        )
        low, high = (Column(chain(ends, None), _PERCENT, _PERCENT) for ends in (least, most))
        return Row(weight, actual=_number("rate", _PERCENT), low=low, high=high, closed=column("band") == 0)
    if case.kind == "coefficient":
        return Row(weight, Fraction(1), _number("rate", _PERCENT))
    target, actual = _number("target"), _number("actual")
    if case.kind == "quantitative" and case.profile.negative_actual.value == "zero":
        actual = not_negative(COLUMNS, actual)
    row = Row(
        weight,
        target,
        actual,
        unsigned=nw.col("direction").is_null() if case.direction == "forward" else False,
        strict=column("strict") if "strict" in given else False,
        is_equal=case.direction == "equal",
    )
    return faced(case.method.rule, row) if case.method else row


def _number(name: str, scale: int = SCALE, bound: int = MOST) -> Column:
    return Column(column(name), scale, bound, column("held_" + name))


# --- laying points into columns -----------------------------------------------------------------------------------


def _laid(earned: Any, of: Any) -> Laid:
    """W, x and d of an undivided pair."""
    if isinstance(earned, Product):
        share, whole = alike(earned.share, of)
        return earned.factor.at(SCALE).held, share.held, whole.held
    (points,) = alike(earned * (1 / Fraction(of)))
    if SCALE % points.scale:
        raise BeyondColumnsError
    return points.at(SCALE).held, 1, 1


def _merged(laid: Sequence[tuple[int, Laid]]) -> Laid:
    """Each case's own of several; cases that say the same are one, and the most common way needs no condition."""
    ways: dict[str, tuple[Laid, list[int]]] = {}
    for case, own in laid:
        ways.setdefault(repr(own), (own, []))[1].append(case)
    if not ways:
        return 0, 0, 1
    *others, (last, _) = sorted(ways.values(), key=lambda way: len(way[1]))
    return _either([(_in(cases), own) for own, cases in others], last)


def _either(ways: Sequence[tuple[Any, Laid]], last: Laid) -> Laid:
    """The first that holds, else the last; what it has in common with that needs no condition."""
    w, x, d = (
        chain([(where, expression(way[k])) for where, way in ways if repr(way[k]) != repr(value)], expression(value))
        for k, value in enumerate(last)
    )
    return w, x, d


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
