"""Sums of scored rows: the total of an evaluation, or why it has none.

A total is open for the reasons of `perfeval.rules.totals`, and for those that only a frame of rows can have.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.divide import rounded_column, with_quotient
from perfeval.batch.columns.scoring import Scoring, rounding
from perfeval.batch.columns.words import COLUMN_WORDS, SCALE, floored, literal
from perfeval.batch.columns.working import BEYOND, NOT_APPLICABLE, PREFIX, chain, column
from perfeval.batch.sums.caps import CAPS, are_whole, caps_asked, has_caps, held_to_caps
from perfeval.profiles import Profile
from perfeval.rules.totals import TOTAL_GATES, Sums
from perfeval.values.terms import Level1, Level2, heads_like


def totals(
    scoring: Scoring,
    profiles: Sequence[Profile],
    given: frozenset[str],
    keys: Sequence[str],
    others: Sequence[str] = (),
) -> Any:
    """A row an evaluation: its total or the reason why it has none, its grade, funds, and the rows by status.

    An evaluation is its id within `keys`. `others` are key columns that are one for all of its rows, or it is open: rows of two
    evaluations under one id are never added up.
    """
    return finished(partial(scoring, profiles, given, keys, others), profiles, given, others)


def partial(
    scoring: Scoring,
    profiles: Sequence[Profile],
    given: frozenset[str],
    keys: Sequence[str],
    others: Sequence[str] = (),
    more: Mapping[str, Any] | None = None,
) -> Any:
    """The sums over the rows of each evaluation, and `more` of them; those of parts of a frame may be `merged`."""
    frame = scoring.frame.with_columns(**_asked(scoring, profiles, given))
    sums = {name: column(name.removeprefix(PREFIX)).sum() for name in _sums(profiles, given)}
    ends = {PREFIX + name: (column(name).max(), column(name).min()) for name in _ends(profiles)}
    ends |= {_key(name): (nw.col(name).max(), nw.col(name).min()) for name in others}
    most, least = ({name + end: pair[i] for name, pair in ends.items()} for i, end in enumerate(("", "_least")))
    return frame.group_by("evaluation", *keys).agg(rows=nw.len(), **sums, **most, **least, **(more or {}))


def merged_sums(
    frame: Any, profiles: Sequence[Profile], given: frozenset[str], keys: Sequence[str], others: Sequence[str]
) -> Any:
    """Sums of parts of a frame as sums of the whole."""
    names = [*(PREFIX + name for name in _ends(profiles)), *map(_key, others)]
    most = {name: nw.col(name).max() for name in names}
    least = {f"{name}_least": nw.col(f"{name}_least").min() for name in names}
    sums = {name: nw.col(name).sum() for name in ("rows", *_sums(profiles, given))}
    return frame.group_by("evaluation", *keys).agg(**sums, **most, **least)


def _sums(profiles: Sequence[Profile], given: frozenset[str]) -> list[str]:
    asked = ["left", "kinds", "within", "weight"]
    on_top = any(profile.bonus.value for profile in profiles)
    if "applicable" in given:
        asked += ["out", "gone"] + ["beside"] * on_top
    asked += list(CAPS) * has_caps(profiles)
    return [PREFIX + name for name in (*asked, *["partial"] * ("partial" in given), *["bonus"] * on_top)]


def _key(name: str) -> str:
    return f"{PREFIX}key_{name}"


def _ends(profiles: Sequence[Profile]) -> tuple[str, ...]:
    """What is one for all rows of an evaluation, or the evaluation is open."""
    return ("funds", *["profile"] * (len(profiles) > 1))


def finished(frame: Any, profiles: Sequence[Profile], given: frozenset[str], others: Sequence[str] = ()) -> Any:
    """The totals that the sums make."""
    mixed = [nw.col(_key(name)) != nw.col(_key(name) + "_least") for name in others]
    if mixed:
        same = {name: nw.when(~differ).then(nw.col(_key(name))) for name, differ in zip(others, mixed, strict=True)}
        frame = frame.with_columns(**same)
    if "applicable" not in given:
        frame = frame.with_columns(**{PREFIX + "gone": literal(0)})
    frame = frame.with_columns(
        nw.col("rows", *(PREFIX + name for name in ("within", "weight", *_PAIRS))).cast(nw.Int64)
    )
    frame = frame.with_columns(**{PREFIX + name: expr for pair in _PAIRS for name, expr in _unpaired(pair)})
    number = nw.lit(profiles[0].id)
    for i, profile in enumerate(profiles[1:], 1):
        number = nw.when(column("profile") == i).then(nw.lit(profile.id)).otherwise(number)
    frame = frame.with_columns(
        profile=number,
        funds=nw.when(column("funds") == column("funds_least")).then(column("funds")),
        undetermined=column("undetermined"),
        not_applicable=column("outs"),
        scored=nw.col("rows") - column("undetermined") - column("outs"),
    )
    reason = _reason(profiles, given)
    if mixed:
        reason = nw.when(reduce(COLUMN_WORDS.either, mixed)).then(nw.lit("keys-differ")).otherwise(reason)
    frame = frame.with_columns(reason=reason)
    frame = _summed(frame, profiles, given)
    frame = held_to_caps(frame, profiles) if has_caps(profiles) else frame
    told = nw.col("reason").is_null()
    frame = frame.with_columns(
        total=nw.when(told).then(column("total")),
        status=nw.when(told).then(nw.lit("scored")).otherwise(nw.lit("undetermined")),
    )
    return frame.with_columns(grade=by_profile(profiles, _grades, _grade))


_PAIRS = {"left": ("undetermined", "open"), "kinds": ("execution", "satisfied"), "gone": ("outs", "out_open")}
"""Two counts in one integer each, for a sum costs as much as it has columns: the second in units of 2^26."""
_SECOND = 1 << 26


def _asked(scoring: Scoring, profiles: Sequence[Profile], given: frozenset[str]) -> dict[str, Any]:
    """What is summed of each row."""
    scored, bonus = column("reason") == 0, bonus_column(profiles)
    held, satisfied = column("held_weight"), nw.col("level1").is_in(list(Level1.SATISFACTION.names))
    if "level2" in given:
        satisfied = satisfied | nw.col("level2").is_in(list(Level2.SATISFACTION.names))
    left, within = ~scored, scored
    span = scoring.facts.numbers.get("weight")
    weighty = True if span and span.full and span.least > 0 else held.is_null() | (held > 0)
    made: dict[str, Any] = {}
    if NOT_APPLICABLE in scoring.codes:
        out = column("reason") == scoring.codes.index(NOT_APPLICABLE)
        left = left & ~out
        counted = out if bonus is None else out & ~bonus
        made[PREFIX + "gone"] = _if(out, 1) + _if(counted & held.is_null(), _SECOND)
        made[PREFIX + "out"] = nw.when(counted).then(held)
    if bonus is not None:
        made[PREFIX + "beside"] = _if(out & bonus, 1) if NOT_APPLICABLE in scoring.codes else literal(0)
        made[PREFIX + "bonus"] = nw.when(scored & bonus).then(column("in_total"))
        within = scored & ~bonus
    if len(profiles) > 1:
        number: Any = literal(0)
        for i, profile in enumerate(profiles[1:], 1):
            number = nw.when(nw.col("profile") == profile.id).then(literal(i)).otherwise(number)
        made[PREFIX + "profile"] = number
    if "partial" in given:
        made[PREFIX + "partial"] = _if(column("partial"), 1)
    made |= caps_asked(profiles)
    return made | {
        PREFIX + "left": _if(left, 1) + _if(COLUMN_WORDS.both(left, weighty), _SECOND),
        PREFIX + "kinds": _if(nw.col("kind") == "execution", 1) + _if(satisfied, _SECOND),
        PREFIX + "within": nw.when(within).then(column("in_total")),
        PREFIX + "weight": nw.when(within).then(held),
    }


def _unpaired(pair: str) -> Iterator[tuple[str, Any]]:
    first, second = _PAIRS[pair]
    high = floored(column(pair), _SECOND)
    yield second, high
    yield first, column(pair) - high * _SECOND


def _if(condition: Any, number: int) -> Any:
    return nw.when(condition).then(literal(number)).otherwise(literal(0))


def bonus_column(profiles: Sequence[Profile]) -> Any:
    """Whether a row stands on top of the total, never null: execution has no 一级指标; None where no profile has such."""
    conditions = [
        nw.col("level1").is_in([name for head in p.bonus.value for name in heads_like(head)])
        & ((nw.col("profile") == p.id) if len(profiles) > 1 else True)
        for p in profiles
        if p.bonus.value
    ]
    return (
        nw.when(reduce(lambda a, b: a | b, conditions)).then(nw.lit(value=True)).otherwise(nw.lit(value=False))
        if conditions
        else None
    )


def _reason(profiles: Sequence[Profile], given: frozenset[str]) -> Any:
    """Why a total cannot be told: what only rows can lack, then the gates of every total. Null where it can be told."""
    expected = by_profile(profiles, lambda p: p.execution_points.value != 0, lambda asked: literal(int(asked)))
    pairs = [
        *([(column("profile") != column("profile_least"), "profiles-differ")] if len(profiles) > 1 else []),
        ((column("execution") == 0) & (expected == 1), "execution-missing"),
        (column("execution") > 1, "execution-twice"),
    ]
    rescales = by_profile(
        profiles, lambda p: p.not_applicable.value == "rescale", lambda rescales: literal(int(rescales))
    )
    gone = "applicable" in given
    table = Sums(
        open_rows=column("open"),
        partial=column("partial") > 0 if "partial" in given else False,
        weights=column("weight"),
        others=column("out") if gone else 0,
        left_out=_left_out(profiles) if gone else 0,
        weightless=column("out_open") if gone else 0,
        satisfied=column("satisfied") > 0,
        whole=_full(profiles),
        rescales=rescales == 1,
    )
    asked = [(gate.when(COLUMN_WORDS, table), gate.code) for gate in TOTAL_GATES]
    pairs += [(when, code) for when, code in asked if when is not False]
    if beyond := [p.id for p in profiles if not is_sum_of_scores(p)]:
        pairs.append((nw.col("profile").is_in(beyond), BEYOND))
    return chain([(when, nw.lit(code)) for when, code in pairs], nw.lit(None, dtype=nw.String))


def _left_out(profiles: Sequence[Profile]) -> Any:
    """How many rows do not apply, those on top of the total left out."""
    return column("outs") - column("beside") if any(p.bonus.value for p in profiles) else column("outs")


def is_sum_of_scores(profile: Profile) -> bool:
    """Whether a profile's totals are sums of scores in ten-thousandths."""
    rounds_rows = profile.rounding_moment.value not in ("group", "total")
    return rounds_rows and profile.grade_total.value == "printed" and are_whole(profile)


def _summed(frame: Any, profiles: Sequence[Profile], given: frozenset[str]) -> Any:
    """The total as it is printed: points within it, rescaled where the profile says so, and those on top."""
    bonus = column("bonus") if any(p.bonus.value for p in profiles) else literal(0)
    rescales = [p.id for p in profiles if p.not_applicable.value == "rescale"] if "applicable" in given else []
    if not rescales:
        frame = frame.with_columns(
            **{PREFIX + "sum": column("within") + bonus, PREFIX + "sum_rest": literal(0), PREFIX + "of": literal(1)}
        )
    else:
        full = _full(profiles)
        mine = nw.col("profile").is_in(rescales) & nw.col("reason").is_null()
        frame = frame.with_columns(
            **{PREFIX + "full": full, PREFIX + "of": nw.when(mine).then(full - column("out")).otherwise(full)}
        )
        frame = with_quotient(frame, PREFIX + "sum", PREFIX + "within", PREFIX + "full", PREFIX + "of")
        frame = frame.with_columns(**{PREFIX + "sum": column("sum") + bonus})
    return frame.with_columns(
        **{
            PREFIX + "total": by_profile(
                profiles, rounding, lambda r: rounded_column(PREFIX + "sum", PREFIX + "of", *r)
            )
        }
    )


def _full(profiles: Sequence[Profile]) -> Any:
    return by_profile(profiles, lambda p: int(p.total.value * SCALE), literal)


def _grades(profile: Profile) -> tuple[tuple[str, int], ...]:
    return tuple((grade.label, int(grade.low * SCALE)) for grade in profile.grades.value)


def _grade(grades: tuple[tuple[str, int], ...]) -> Any:
    return chain([(nw.col("total") >= low, nw.lit(label)) for label, low in grades], nw.lit(None, dtype=nw.String))


def by_profile(profiles: Sequence[Profile], key: Callable[[Profile], Any], made: Callable[[Any], Any]) -> Any:
    """An expression that hangs on a parameter of the evaluation's profile."""
    groups: dict[Any, list[str]] = {}
    for profile in profiles:
        groups.setdefault(key(profile), []).append(profile.id)
    (first, _), *others = groups.items()
    expression = made(first)
    for value, ids in others:
        expression = nw.when(nw.col("profile").is_in(ids)).then(made(value)).otherwise(expression)
    return expression
