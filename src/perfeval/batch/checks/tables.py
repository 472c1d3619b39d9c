"""What is asked of whole tables, on columns: do the weights make the total, do the printed scores; and how much was found where.

The sums are `perfeval.batch.sums.sums.totals`' own, with those of the audit beside them, so that one pass over the rows gives both.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.auditing import checks
from perfeval.auditing.rules.scores.total_mismatch import total_mismatch
from perfeval.auditing.rules.weights.weights_not_100 import weights_not_100
from perfeval.batch.checks.rows import ROW_CHECKS, ColumnCheck, each_profile, within_bound
from perfeval.batch.columns.divide import MAX_WEIGHT, rounded_column, with_quotient
from perfeval.batch.columns.scoring import Scoring, rounding
from perfeval.batch.columns.words import COLUMN_WORDS, Column, floored, literal
from perfeval.batch.columns.working import PREFIX, column
from perfeval.batch.frames.look import gathered
from perfeval.batch.frames.open import Rows
from perfeval.batch.frames.schema import PLACES, SCALE
from perfeval.batch.sums import exact_totals, sums
from perfeval.batch.sums.caps import CAPS
from perfeval.batch.sums.sums import by_profile
from perfeval.profiles import Profile
from perfeval.rules.formulas import rescaled, with_bonus
from perfeval.values.terms import Level1, heads_like

TABLE_CHECKS = (ColumnCheck.of(weights_not_100), ColumnCheck.of(total_mismatch))
"""What is asked of an evaluation."""
CHECKS = (*ROW_CHECKS, *TABLE_CHECKS)
_SUM_MOST = 1 << 58
"""What is summed in an evaluation, which has fewer than 2^24 rows; several sums and the half of a last place stay in 64 bits."""
_POINTS_MOST = 10**5 * SCALE
"""The greatest total or sum of scores that is held to what rows that do not apply may add: a hundred thousand points."""
_ROWS_MOST = 1 << 16
"""The rows of a table whose total is rescaled from scores that were not rounded."""
_FOUND = 1 << 26
"""Rows that are checked and rows where something is found are counted in one integer, the second in these units."""
_SUMS = (
    *(
        "lines",
        "weightless",
        "out",
        "out_weightless",
        "out_open",
        "bare",
        "execution_weights",
    ),
    *("earning", "unweighed", "dropped", "printed", "execution_printed", "open", "open_unknown"),
    *("weight", "out_weight", "execution_weight", "open_weight", "score", "dropped_score", "bonus_score"),
    *("dropped_weight", "dropped_weightless"),
)


def check_tables(source: Rows, scoring: Scoring, keys: Sequence[str], others: Sequence[str]) -> Any:
    """A row an evaluation: its totals, what is printed, the checks of `TABLE_CHECKS`, and the other checks counted.

    ``weights`` and ``printed`` are the sums that were held against the total, null where one of their parts is not there.
    """
    frame = scoring.frame.with_columns(**_asked(source))
    bonuses = [f"bonus{i}" for i, _ in enumerate(_bonuses(source.profiles))]
    names = [PREFIX + "audit_" + name for name in (*_SUMS, *bonuses, *(check.name for check in ROW_CHECKS))]
    more = {name: nw.col(name).sum() for name in names}
    more |= {PREFIX + "declared": column("declared").max(), PREFIX + "declared_least": column("declared").min()}
    more[PREFIX + "finest"] = column("finest").max()
    frame = sums.partial(scoring._replace(frame=_apart(frame)), source.profiles, source.given, keys, others, more)
    frame = sums.finished(frame, source.profiles, source.given, others)
    frame = frame.with_columns(nw.col(*names).cast(nw.Int64))
    if not all(map(sums.is_sum_of_scores, source.profiles)):
        frame = exact_totals.completed(frame, source, keys)
    frame = _weighed_up(_expected(frame, source), source)
    frame = frame.with_columns(
        weights=each_profile(source.profiles, lambda p: _weighed(p)[2]),
        weights_not_100=each_profile(source.profiles, lambda p: _weights(p, source)),
        total_mismatch=each_profile(source.profiles, lambda p: _total(p, source)),
    )
    return frame.with_columns(
        weights=nw.when(~nw.col("weights_not_100").is_null()).then(nw.col("weights")),
        printed=nw.when(_all_printed()).then(column("audit_score") + column("audit_dropped_score")),
        published_total=column("declared"),
        found=reduce(lambda a, b: a + b, map(_found_in, CHECKS)),
    )


def _apart(frame: Any) -> Any:
    """The rows; for DuckDB with a limit that is never reached.

    Its optimizer takes what stands under an aggregate for one expression, and a minute to rewrite one of so many columns; a
    limit keeps the steps apart.
    """
    return frame.head(1 << 62) if frame.implementation.is_duckdb() else frame


# --- what is summed -----------------------------------------------------------------------------------------------


def _asked(source: Rows) -> dict[str, Any]:
    """What is summed of each row."""
    line, here = column("line"), nw.col("kind") == "execution"
    out, bonus = ~line & ~here, sums.bonus_column(source.profiles)
    dropped = out & column("points").is_null()  # the others keep their points though they do not apply
    earning = ~here & ~dropped
    on_top = nw.lit(value=False) if bonus is None else bonus
    weight, printed = within_bound("weight"), within_bound("published_score")
    silent = printed.is_null() & (weight.is_null() | (weight != 0))
    blank = [column(n).is_null() for n in ("target", "actual", "own_weight", "published_score", "published_rate")]
    made = {
        "lines": _one(line),
        "weightless": _one(line & weight.is_null()),
        "out": _one(out),
        "out_weightless": _one(out & weight.is_null()),
        "out_open": _one(out & ~on_top & weight.is_null()),
        "bare": _one(reduce(COLUMN_WORDS.both, blank, here)),
        "execution_weights": _one(here & ~weight.is_null()),
        "earning": _one(earning),
        "unweighed": _one(earning & weight.is_null()),
        "dropped": _one(dropped),
        "printed": _one(~dropped & ~printed.is_null()),
        "execution_printed": _one(here & ~printed.is_null()),
        "open": _one(earning & silent),
        "open_unknown": _one(earning & silent & weight.is_null()),
        "weight": _where(line & ~on_top, weight),
        "out_weight": _where(out & ~on_top, weight),
        "execution_weight": _where(here, weight),
        "open_weight": _where(earning & silent, weight),
        "score": _where(~dropped, printed),
        "dropped_score": _where(dropped, printed),
        "dropped_weight": _where(dropped, weight),
        "dropped_weightless": _one(dropped & weight.is_null()),
        "bonus_score": _where(line & on_top, printed),
    }
    for i, (profile, name, _) in enumerate(_bonuses(source.profiles)):
        mine = nw.col("level1").is_in(list(heads_like(name))) & (nw.col("profile") == profile.id)
        made[f"bonus{i}"] = _where(line & mine, weight)
    for check in ROW_CHECKS:
        found = column("check_" + check.name)
        one = nw.when(found).then(literal(1 + _FOUND)).otherwise(literal(1))
        made[check.name] = nw.when(found.is_null()).then(literal(0)).otherwise(one)
    audit = {PREFIX + "audit_" + name: expr for name, expr in made.items()}
    least = _finest(printed)
    return audit | {PREFIX + "declared": within_bound("published_total"), PREFIX + "finest": least}


def _finest(printed: Any) -> Any:
    """The decimals that a printed score needs."""
    finest = literal(PLACES)
    for places in reversed(range(PLACES)):
        finest = nw.when(printed % 10 ** (PLACES - places) == 0).then(literal(places)).otherwise(finest)
    return nw.when(~printed.is_null()).then(finest)


def _bonuses(profiles: Sequence[Profile]) -> list[tuple[Profile, str, Fraction]]:
    """附加分 of every profile: the head that its rows stand under, and its points."""
    return [(profile, name, Fraction(points)) for profile in profiles for name, points in profile.bonus.value.items()]


def _one(condition: Any) -> Any:
    return nw.when(condition).then(literal(1)).otherwise(literal(0))


def _where(condition: Any, number: Any) -> Any:
    return nw.when(condition & ~number.is_null()).then(number).otherwise(literal(0))


def _sum(name: str) -> Column:
    return Column(column("audit_" + name), SCALE, _SUM_MOST)


def _count(name: str) -> Any:
    return column("audit_" + name)


# --- weights ------------------------------------------------------------------------------------------------------


def _weighed(profile: Profile) -> tuple[tuple[Column, ...], Column, Any]:
    """What the rows may add up to, the points of execution (the profile's where none are printed), and the most both make."""
    own = _count("execution_weights") == 1
    execution = COLUMN_WORDS.where(own, _sum("execution_weight"), Fraction(profile.execution_points.value or 0))
    row_sums = checks.weight_sums(profile.not_applicable.value, _sum("weight"), _sum("out_weight"))
    return row_sums, execution, (COLUMN_WORDS.max(*row_sums) + execution).at(SCALE).expr


def _weights(profile: Profile, source: Rows) -> Any:
    """weights-not-100, as `perfeval.auditing.weights` asks it; null where a weight is missing."""
    whole, treatment = Fraction(profile.total.value), profile.not_applicable.value
    row_sums, execution, most = _weighed(profile)
    alone = (column("execution") == 0) | (_count("bare") == 1)
    holds = checks.weights_hold(COLUMN_WORDS, whole, row_sums, execution, alone)
    asked = OfTables(profile, source).has(checks.WEIGHTS_NEED)
    open_out = (_count("out_weightless") > 0) & (_sum("weight") + execution < whole)
    if treatment not in ("rescale", "redistribute"):
        satisfaction = Fraction(profile.group_points.value.get(Level1.SATISFACTION, 0))
        unjudged = Column(most, SCALE, 2 * _SUM_MOST) + satisfaction == whole
        open_out = open_out | ((column("satisfied") == 0) & unjudged)
    answer = (
        nw.when(asked & holds).then(nw.lit(value=False)).otherwise(nw.when(asked & ~open_out).then(nw.lit(value=True)))
    )
    over = [
        Column(column(f"audit_bonus{i}"), SCALE, _SUM_MOST) > most
        for i, (other, _, most) in enumerate(_bonuses(source.profiles))
        if other is profile
    ]
    return (
        nw.when(asked & reduce(COLUMN_WORDS.either, over)).then(nw.lit(value=True)).otherwise(answer)
        if over
        else answer
    )


class OfTables:
    """What the checks of a table need, as columns: conditions under which it is not there."""

    def __init__(self, profile: Profile, source: Rows) -> None:
        self.profile, self.source = profile, source

    def lacks(self, name: str) -> Any:
        """Whether something is not there. A table is whole under one profile, with one execution at most."""
        conditions: dict[str, Callable[[], Any]] = {
            "whole": self._no_whole,
            "lines": lambda: _count("lines") == 0,
            "weights": lambda: _count("weightless") > 0,
            "execution-points": self._no_execution_points,
            "total": lambda: column("declared").is_null() | (column("declared") != column("declared_least")),
        }
        return conditions[name]()

    def has(self, needs: Iterable[str]) -> Any:
        """Whether all that a check needs is there."""
        return reduce(COLUMN_WORDS.both, (~self.lacks(name) for name in needs))

    def _no_whole(self) -> Any:
        lacking = column("execution") > 1
        if "partial" in self.source.given:
            lacking = lacking | (column("partial") > 0)
        if len(self.source.profiles) > 1:
            lacking = lacking | (column("profile") != column("profile_least"))
        return lacking

    def _no_execution_points(self) -> Any:
        stated = (column("execution") == 0) & nw.lit(value=self.profile.execution_points.value is not None)
        return (_count("execution_weights") != 1) & ~stated


# --- the total ----------------------------------------------------------------------------------------------------


def _all_printed() -> Any:
    return (column("execution") == 1) & (_count("execution_printed") == 1) & (_count("open") == 0)


def _expected(frame: Any, source: Rows) -> Any:
    """The sum of the printed scores as a total would print it, ``expected``: rounded, and rescaled where the profile says so."""
    frame = frame.with_columns(
        **{
            PREFIX + "whole": column("audit_score") + column("audit_dropped_score"),
            PREFIX + "whole_rest": literal(0),
            PREFIX + "whole_of": literal(1),
        }
    )
    plain = by_profile(source.profiles, rounding, lambda to: rounded_column(PREFIX + "whole", PREFIX + "whole_of", *to))
    frame = frame.with_columns(**{PREFIX + "expected": plain})
    if not any(_rescales(profile, source) for profile in source.profiles):
        return frame
    earned = _sum("score") - _sum("bonus_score")
    full = Column(by_profile(source.profiles, lambda p: int(p.total.value * SCALE), literal), SCALE, MAX_WEIGHT)
    product, left = rescaled(COLUMN_WORDS, earned, full, _sum("out_weight"))
    factor, share, of = product.factor.expr, product.share.expr, left.expr
    within = (factor >= 0) & (factor <= MAX_WEIGHT) & (of > 0)
    frame = frame.with_columns(
        **{PREFIX + "w": nw.when(within).then(factor), PREFIX + "x": share, PREFIX + "d": nw.when(within).then(of)}
    )
    frame = with_quotient(frame, PREFIX + "again", PREFIX + "w", PREFIX + "x", PREFIX + "d")
    total = with_bonus(COLUMN_WORDS, Column(column("again"), SCALE, _SUM_MOST), _sum("bonus_score")).expr
    frame = frame.with_columns(**{PREFIX + "again": total})
    again = {"": by_profile(source.profiles, rounding, lambda to: rounded_column(PREFIX + "again", PREFIX + "d", *to))}
    again |= {str(own): rounded_column(PREFIX + "again", PREFIX + "d", own) for own in range(1, PLACES)}
    told = {f"{PREFIX}rescaled{own}": expr for own, expr in again.items()}
    return frame.with_columns(**told, **{PREFIX + "full_left": column("d")})


def _rescales(profile: Profile, source: Rows) -> bool:
    return profile.not_applicable.value == "rescale" and "applicable" in source.given


def _total(profile: Profile, source: Rows) -> Any:
    """total-mismatch, as `perfeval.auditing.rules.scores.total_mismatch` asks it, in its order from the last; null where it skips."""
    total, whole = (Column(column(name), SCALE, _SUM_MOST) for name in ("declared", "whole"))
    sure: Any = nw.lit(value=True)
    if _may_leave_out(profile, source):
        sure = nw.when(~column("may_count")).then(nw.lit(value=True))
    above = nw.when(column("adds_up")).then(_above_all(profile, total)).otherwise(sure)
    fails = _under_caps(profile, whole, sure, above)
    fails = nw.when(column("unprinted")).then(column("impossible")).otherwise(fails)
    if _rescales(profile, source):
        again = nw.when((_count("out_open") == 0) & ~column("unprinted")).then(_differs_rescaled(profile))
        fails = nw.when(_count("out") > 0).then(again).otherwise(fails)
    alone = nw.when(_count("printed") == 0).then(column("declared") != nw.col("total")).otherwise(fails)
    return nw.when(OfTables(profile, source).has(checks.TOTAL_NEEDS)).then(alone)


def _may_leave_out(profile: Profile, source: Rows) -> bool:
    """Whether points of rows that do not apply may be in a total: not where the frame has no such rows, or they are gone."""
    return "applicable" in source.given and profile.not_applicable.value not in ("redistribute", "rescale")


def _weighed_up(frame: Any, source: Rows) -> Any:
    """What is asked of a total, a column each: whether it adds up, may count what does not apply, and lacks scores that could make it."""
    profiles = source.profiles
    frame = frame.with_columns(
        **{
            PREFIX + "no_points": each_profile(profiles, lambda p: _execution_points(p)[0]),
            PREFIX + "points_of_execution": each_profile(profiles, lambda p: _execution_points(p)[1]),
            PREFIX + "points_unknown": each_profile(profiles, lambda p: _execution_points(p)[2]),
        }
    )
    asked: dict[str, Callable[[Profile], Any]] = {
        "adds_up": _adds_up,
        "unprinted": lambda p: _open(p)[0],
        "impossible": lambda p: _open(p)[1],
    }
    if any(_may_leave_out(profile, source) for profile in profiles):
        frame = frame.with_columns(**{PREFIX + "out_points": each_profile(profiles, _out_points)})
        asked["may_count"] = _counts
    return frame.with_columns(**{PREFIX + name: each_profile(profiles, made) for name, made in asked.items()})


def _adds_up(profile: Profile) -> Any:
    total, whole, nearest = (Column(column(n), SCALE, _SUM_MOST) for n in ("declared", "whole", "expected"))
    return _by_places(profile, lambda slack: checks.adds_up(COLUMN_WORDS, total, whole, nearest, slack))


def _by_places(profile: Profile, asked: Callable[[Any], Any]) -> Any:
    """A condition that hangs on how far printed scores may be from the total."""
    found: Any = None
    for own, slack in reversed(_slacks(profile)):
        found = asked(slack) if own is None else nw.when(own).then(asked(slack)).otherwise(found)
    return found


def _under_caps(profile: Profile, whole: Column, sure: Any, otherwise: Any) -> Any:
    """What is found where the rate of execution may hold the total below the sum of the scores; `sure` where it is not that sum."""
    if not (caps := profile.total_caps.value):
        return otherwise
    surely, maybe = (column(name) - 1 for name in CAPS)  # -1 where the rate is not known
    least = nw.when(surely < maybe).then(surely).otherwise(maybe)
    unknown = (surely < 0) & (whole > Fraction(caps[-1].most))
    is_open = unknown | ((surely != maybe) & (whole.expr > least))
    at_cap = [
        (column("declared") == int(cap.most * SCALE)) & COLUMN_WORDS.both(whole > Fraction(cap.most), True)
        for cap in caps
    ]
    opened = nw.when(~reduce(COLUMN_WORDS.either, at_cap, column("adds_up"))).then(sure)
    held = (surely >= 0) & (whole.expr > surely)
    return (
        nw.when(is_open).then(opened).otherwise(nw.when(held).then(column("declared") != surely).otherwise(otherwise))
    )


def _counts(profile: Profile) -> Any:
    """Whether points of rows that do not apply may be in a total that is not the sum; never null."""
    full, half = Fraction(profile.total.value), Fraction(1, 2 * 10 ** min(profile.rounding_places.value, PLACES))
    total, whole = (_within(Column(column(name), SCALE, _SUM_MOST), _POINTS_MOST) for name in ("declared", "whole"))
    out = Column(column("out_points"), SCALE, MAX_WEIGHT)
    may = _by_places(profile, lambda slack: checks.may_count(COLUMN_WORDS, total, whole, out, full, slack, half))
    return (_count("dropped") > 0) & may.fill_null(value=True)


def _out_points(profile: Profile) -> Any:
    """The points that rows that do not apply can have: as printed, else what the others leave of the full total.

    Null where one of the others prints none either: its head may, which columns do not know.
    """
    whole, worth = (Column(column(name), SCALE, _SUM_MOST) for name in ("whole", "points_of_execution"))
    left = COLUMN_WORDS.where(column("points_unknown"), whole, _sum("weight") + worth)
    rest = _within(COLUMN_WORDS.max(Fraction(profile.total.value) - left, Fraction(0))).expr
    known = nw.when(_count("unweighed") == 0).then(rest)
    return nw.when(_count("dropped_weightless") == 0).then(_within(_sum("dropped_weight")).expr).otherwise(known)


def _within(number: Column, most: int = MAX_WEIGHT) -> Column:
    """A sum of points, null where it is too great to calculate with."""
    at = number.at(SCALE)
    return Column(nw.when((at.expr <= most) & (at.expr >= -most)).then(at.expr), SCALE, most)


def _differs_rescaled(profile: Profile) -> Any:
    """Whether the total is not that of the scores, 按百分制折算."""
    differs = column("declared") != column("rescaled")
    moment, full = profile.rounding_moment.value, Fraction(profile.total.value)
    for own, is_own in _own(profile):
        differs = differs & ~(is_own & (column("declared") == column(f"rescaled{own}")))
    if moment == "row":
        return differs
    ends = checks.unrounded_count(
        moment, Column(nw.when(_count("earning") < _ROWS_MOST).then(_count("earning") + 1), 1, _ROWS_MOST)
    )
    left = Column(column("full_left"), SCALE, MAX_WEIGHT)
    bonus = column("audit_bonus_score")
    total, earned = (
        _within(Column(column(name) - bonus, SCALE, _SUM_MOST), _POINTS_MOST) for name in ("declared", "audit_score")
    )
    so: Any = None
    for places, is_own in reversed([*_own(profile), (min(profile.rounding_places.value, PLACES), None)]):
        half = Fraction(1, 2 * 10**places)
        same = checks.rescales_so(COLUMN_WORDS, total, earned, full, left, ends, half)
        so = same if is_own is None else nw.when(is_own).then(same).otherwise(so)
    return differs & ~so


def _own(profile: Profile) -> list[tuple[int, Any]]:
    """The places that a table may have of its own, fewer than a profile's whose source prescribes none, and whether it has them."""
    places = profile.rounding_places
    return (
        []
        if places.basis == "text"
        else [(own, column("finest") == own) for own in range(1, min(places.value, PLACES))]
    )


def _slacks(profile: Profile) -> list[tuple[Any, Any]]:
    """How far printed scores may be from the total, for a table with places of its own and (None) for all others, which come last."""
    count = Column(_count("earning") + 1, 1, _FOUND)
    unrounded = checks.unrounded_count(profile.rounding_moment.value, count)
    ways = [*_own(profile), (min(profile.rounding_places.value, PLACES), None)]
    return [(is_own, unrounded * Fraction(1, 2 * 10**places)) for places, is_own in ways]


def _most(profile: Profile) -> Fraction:
    """All the points that there are."""
    return Fraction(profile.total.value) + sum(map(Fraction, profile.bonus.value.values()))


def _above_all(profile: Profile, total: Column) -> Any:
    """Whether a total that adds up is above all points, where no row's points could have told."""
    return (total > _most(profile)) & (_count("unweighed") > 0)


def _execution_points(profile: Profile) -> tuple[Any, Any, Any]:
    """The points of execution: whether they are 0, how many, and whether nobody says.

    Where the rows alone make the total, or a table has no execution, what nobody says is 0 (our reading).
    """
    own, points = _count("execution_weights") == 1, profile.execution_points.value
    alone = (_count("weightless") == 0) & (_count("out_weightless") == 0) & (_count("lines") > 0)
    alone = alone & (_sum("weight") == Fraction(profile.total.value)) & (_count("out_weight") == 0)
    none = (column("execution") == 0) | (_count("bare") == 1)
    is_zero = own & (_sum("execution_weight") == Fraction(0))
    if points is None:
        is_zero, unknown = is_zero | (~own & (alone | none)), ~own
    else:
        is_zero, unknown = is_zero | (alone & none) | (~own & nw.lit(value=not points)), nw.lit(value=False)
    printed = COLUMN_WORDS.where(own, _sum("execution_weight"), Fraction(points or 0))
    return is_zero, nw.when(is_zero).then(literal(0)).otherwise(printed.at(SCALE).expr), unknown & ~is_zero


def _open(profile: Profile) -> tuple[Any, Any]:
    """Whether scores are not printed, and then whether no such scores make the total; null where some do."""
    total, worth = (Column(column(name), SCALE, _SUM_MOST) for name in ("declared", "points_of_execution"))
    execution = (_count("execution_printed") == 0) & ~column("no_points")
    low = _sum("score")
    high = COLUMN_WORDS.where(execution, low + _sum("open_weight") + worth, low + _sum("open_weight"))
    unknown = (execution & column("points_unknown")) | (_count("open_unknown") > 0)
    high = COLUMN_WORDS.where(unknown, _most(profile), high)
    for cap in profile.total_caps.value:
        low = COLUMN_WORDS.where(low > Fraction(cap.most), Fraction(cap.most), low)

    def possible(slack: Any) -> Any:
        return checks.within(COLUMN_WORDS, total, low, high, slack)

    return execution | (_count("open") > 0), nw.when(~_by_places(profile, possible)).then(nw.lit(value=True))


# --- how much was found -------------------------------------------------------------------------------------------


def _found_in(check: ColumnCheck) -> Any:
    """How many findings of a check an evaluation has."""
    return _one(nw.col(check.name)) if check in TABLE_CHECKS else floored(_count(check.name), _FOUND)


def _checked_in(check: ColumnCheck) -> Any:
    """How often a check could be asked in an evaluation."""
    if check in TABLE_CHECKS:
        return _one(~nw.col(check.name).is_null())
    return _count(check.name) - _found_in(check) * _FOUND


def check_counts(frame: Any, by: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A dict a group of evaluations and a check: how often it was asked, and how much was found."""
    added = {PREFIX + "checked_" + check.name: _checked_in(check) for check in CHECKS}
    added |= {PREFIX + "found_" + check.name: _found_in(check) for check in CHECKS}
    frame = frame.with_columns(**added)
    total = {name: nw.col(name).sum() for name in added}
    grouped = frame.group_by(*by).agg(**total) if by else frame.select(**total)
    for row in sorted(gathered(grouped).rows(named=True), key=lambda row: [str(row[key]) for key in by]):
        for check in CHECKS:
            yield {
                **{key: row[key] for key in by},
                "rule": check.name,
                "code": check.code or None,
                "severity": check.severity.value,
                "checked": int(row[PREFIX + "checked_" + check.name] or 0),
                "found": int(row[PREFIX + "found_" + check.name] or 0),
            }
