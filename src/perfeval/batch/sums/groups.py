"""Groups of evaluations: the mean of their totals weighted by funds (以资金额度为权重), exact whatever the funds.

Sums that could leave 64 bits are taken in limbs and put together in Python's integers, for the few groups that there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.words import SCALE, literal
from perfeval.batch.columns.working import PREFIX
from perfeval.values.figures import round_half_up

LIMBS, LIMB = 4, 1 << 16
"""Funds are below 2^57; a limb of them times a total is below 2^41, so that 2^22 evaluations a group stay in 64 bits."""
EVALUATIONS_MOST = 1 << 22
COUNTS = ("rows", "scored", "undetermined", "not_applicable")
ROLLED = (
    *("evaluations", "scored", "undetermined", "funds", "funds_scored", "mean", "mean_scored", "reason", "rows"),
    *(f"rows_{name}" for name in COUNTS[1:]),
)
"""The columns of a roll-up, beside the keys."""


def grouped(evaluations: Any, keys: Sequence[str]) -> Any:
    """The sums over the evaluations of each group; those of parts of a frame add up."""
    scored = nw.col("reason").is_null()
    usable = scored & ~nw.col("funds").is_null() & (nw.col("funds") >= 0)
    frame, limbs = _split(evaluations, "funds")
    points = nw.when(usable).then(nw.col("total")).otherwise(literal(0))
    sums = {f"{PREFIX}funds{i}": limb.sum() for i, limb in enumerate(limbs)}
    sums |= {f"{PREFIX}used{i}": nw.when(usable).then(limb).otherwise(literal(0)).sum() for i, limb in enumerate(limbs)}
    sums |= {f"{PREFIX}points{i}": (points * limb).sum() for i, limb in enumerate(limbs)}
    counts = {
        PREFIX + "evaluations": nw.len(),
        PREFIX + "told": _count(scored),
        PREFIX + "differ": _count(~scored & (nw.col("reason") == "keys-differ")),
        PREFIX + "unusable": _count(scored & ~usable),
        **{PREFIX + name: nw.col(name).sum() for name in COUNTS},
    }
    return frame.group_by(*keys).agg(**counts, **sums) if keys else frame.select(**counts, **sums)


def rolled(rows: Iterable[dict[str, Any]], keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A dict a group: counts, funds, and the mean of the totals weighted by funds (备注3), from its sums or parts of them.

    `mean` is told where every evaluation has its total; `mean_scored` is that of those which have one.
    """
    groups: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in rows:
        key = tuple(row[name] for name in keys)
        before = groups.get(key)
        groups[key] = {n: int(v or 0) + (before[n] if before else 0) for n, v in row.items() if n.startswith(PREFIX)}
    for key in sorted(groups, key=lambda key: [(value is None, str(type(value)), value) for value in key]):
        yield dict(zip(keys, key, strict=True)) | _finished(groups[key])


def _count(condition: Any) -> Any:
    return nw.when(condition).then(literal(1)).otherwise(literal(0)).sum()


def _split(frame: Any, name: str) -> tuple[Any, list[Any]]:
    """The limbs of a column, lowest first; a null has none."""
    rest, made = name, []
    for i in range(LIMBS - 1):
        up = f"{PREFIX}{name}_up{i}"
        frame = frame.with_columns(**{up: (nw.col(rest).cast(nw.Float64) / LIMB).floor().cast(nw.Int64)})
        made.append(nw.col(rest) - nw.col(up) * LIMB)
        rest = up
    return frame, [*made, nw.col(rest)]


def _finished(row: Mapping[str, int]) -> dict[str, Any]:
    if row[PREFIX + "evaluations"] > EVALUATIONS_MOST:
        raise OverflowError(f"more than {EVALUATIONS_MOST} evaluations in one group")
    funds, used, points = (
        sum(row[f"{PREFIX}{name}{i}"] * LIMB**i for i in range(LIMBS)) for name in ("funds", "used", "points")
    )
    evaluations, scored = row[PREFIX + "evaluations"], row[PREFIX + "told"]
    reason = "evaluations-undetermined" if scored < evaluations else None
    reason = "keys-differ" if row[PREFIX + "differ"] else reason
    mean = None
    if scored and not used:
        reason = "funds-zero"
    elif row[PREFIX + "unusable"]:
        reason = "funds-missing"
    elif used:
        mean = round_half_up(Fraction(points, used * SCALE))
    return {
        "evaluations": evaluations,
        "scored": scored,
        "undetermined": evaluations - scored,
        "funds": Decimal(funds).scaleb(-4),
        "funds_scored": Decimal(used).scaleb(-4),
        "mean": None if reason else mean,
        "mean_scored": mean,
        "reason": reason,
        "rows": row[PREFIX + "rows"],
        **{f"rows_{name}": row[PREFIX + name] for name in COUNTS[1:]},
    }
