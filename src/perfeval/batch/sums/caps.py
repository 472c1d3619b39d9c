"""总分上限 over columns: what the rate of execution leaves of a total, asked of each execution row, and held against the sum.

An evaluation has one execution row, so that a sum over its rows is that row's own.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.words import COLUMN_WORDS, MOST, SCALE, Column, literal
from perfeval.batch.columns.working import PREFIX, chain, column
from perfeval.profiles import Profile
from perfeval.rules.formulas import ceiling
from perfeval.scoring.caps import caps_of

CAPS = ("cap", "cap_or")
"""The least cap that surely holds, and the least one that may (the words leave a rate open that is just a cap's); each is one
ten-thousandth more, so that 0 says that no rate is known."""
_NONE = 10**9
"""Points that no cap allows."""


def has_caps(profiles: Sequence[Profile]) -> bool:
    """Whether a profile caps totals."""
    return any(profile.total_caps.value for profile in profiles)


def are_whole(profile: Profile) -> bool:
    """Whether a profile's caps are points as its totals are printed, which columns can hold."""
    places = profile.rounding_places.value
    return not profile.total_caps.value or (
        places <= 4 and all(profile.round(Fraction(cap.most)) == cap.most for cap in profile.total_caps.value)
    )


def caps_asked(profiles: Sequence[Profile]) -> dict[str, Any]:
    """The caps of an execution row, for `CAPS`; nothing where no profile has any."""
    if not has_caps(profiles):
        return {}
    budget, executed = (Column(column(name), SCALE, MOST, column("held_" + name)) for name in ("target", "actual"))
    known = (nw.col("kind") == "execution") & (budget.held != 0) & ~executed.held.is_null()
    made = {}
    for unstated, name in enumerate(CAPS):
        pairs = []
        for profile in profiles:
            if caps := caps_of(profile):
                most = ceiling(COLUMN_WORDS, Fraction(_NONE), budget, executed, caps, unstated)
                here = known & (nw.col("profile") == profile.id) if len(profiles) > 1 else known
                pairs.append((here, most.at(SCALE).expr + 1))
        made[PREFIX + name] = chain(pairs, literal(0))
    return made


def held_to_caps(frame: Any, profiles: Sequence[Profile]) -> Any:
    """The totals as the caps leave them; open where nobody can tell whether one holds, and it makes a difference."""
    frame = frame.with_columns(nw.col(*(PREFIX + name for name in CAPS)).cast(nw.Int64))
    surely, maybe = (column(name) - 1 for name in CAPS)
    none, opened = nw.lit(value=False), list[tuple[Any, Any]]()
    for profile in profiles:
        if caps := caps_of(profile):
            lowest = int(caps[-1].points * SCALE)
            differs = chain([(surely < 0, _exceeds(literal(lowest))), (surely != maybe, _exceeds(maybe))], none)
            opened.append((nw.col("profile") == profile.id, differs))
    is_capped = nw.col("profile").is_in([profile.id for profile in profiles if profile.total_caps.value])
    held = is_capped & (surely >= 0) & _exceeds(surely)
    is_open = nw.col("reason").is_null() & chain(opened, none)
    return frame.with_columns(
        reason=nw.when(is_open).then(nw.lit("total-cap-unstated")).otherwise(nw.col("reason")),
        **{PREFIX + "total": nw.when(held).then(surely).otherwise(column("total"))},
    )


def _exceeds(most: Any) -> Any:
    """Whether the total that the rows make is more than so many points, before it is rounded."""
    return (column("sum") > most) | ((column("sum") == most) & (column("sum_rest") > 0))
