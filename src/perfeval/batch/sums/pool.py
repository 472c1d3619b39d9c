"""The figures of several evaluations added up for 汇总: of each indicator, its sums in limbs and what keeps it out of a sum.

Sums of funds times figures need up to 100 bits. With x = x2·2^40 + x1·2^20 + x0 for funds and figures alike, the nine products of
limbs are summed in 64 bits, and put together in Python's integers (`product`).
"""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.words import literal
from perfeval.batch.columns.working import OUT_OF_RANGE, PREFIX, chain, column
from perfeval.batch.frames.open import Rows
from perfeval.values.terms import Direction

LIMB = 1 << 20
"""2^22 products of limbs stay in 64 bits: those below 2^20, and the highest, which are smaller."""
ROWS_MOST = 1 << 22
AVERAGED_MOST = 1 << 40
"""The greatest figure that is averaged: 10^8 with four decimals."""
DIRECTIONS = tuple(Direction)

TROUBLES = (
    "",
    "funds-negative",
    "funds-missing",
    "negative-figure",
    "part-missing",
    OUT_OF_RANGE,
    "measure-unstated",
    "own-rule",
)
"""What keeps a unit's figures out of any sum; of several, the last is told."""


def asked(source: Rows) -> dict[str, Any]:
    """Of each row: its funds, its two figures, and what keeps them out of a sum."""
    kind = nw.col("kind")
    quantitative, judged = kind == "quantitative", kind == "qualitative"
    target, actual, rate = (column("held_" + name) for name in ("target", "actual", "rate"))
    zero = [profile.id for profile in source.profiles if profile.negative_actual.value == "zero"]
    if zero:
        actual = nw.when(quantitative & nw.col("profile").is_in(zero) & (actual < 0)).then(literal(0)).otherwise(actual)
    relative = nw.col("measure") == "relative" if "measure" in source.given else nw.lit(False)
    stated = ~nw.col("measure").is_null() if "measure" in source.given else nw.lit(False)
    has_unit = ~nw.col("quantity_unit").is_null() if "quantity_unit" in source.given else nw.lit(False)
    bare = quantitative & ~stated & ~has_unit  # beside figures with a unit it has theirs, and is added up as they are
    averaged = judged | (quantitative & relative) | bare
    none = nw.lit(None, dtype=nw.String)
    no = nw.lit(value=False)
    # A blank cell is what it is in single scoring: the row applies, and its sign is no strict one.
    out = nw.when(~column("applicable")).then(nw.lit(value=True)).otherwise(no) if "applicable" in source.given else no
    funds = nw.when(averaged).then(column("funds")).otherwise(literal(1))
    own = (kind == "coefficient") | (kind == "checklist")
    if "rule" in source.given:
        own = own | (nw.col("rule").str.strip_chars() != "")
    if "deduct" in source.given:
        own = own | (column("deduct") != 0)
    beyond = (target.is_null() & ~column("target").is_null()) | (actual.is_null() & ~column("actual").is_null())
    big = averaged & ~bare & ((target > AVERAGED_MOST) | (actual > AVERAGED_MOST))
    multiplied = column("multiple") != 0 if "multiple" in source.given else no
    missing = quantitative & (target.is_null() | actual.is_null())
    pairs = [
        (own, "own-rule"),
        (quantitative & ~stated & ~bare, "measure-unstated"),
        (~judged & (beyond | big), OUT_OF_RANGE),
        (quantitative & multiplied, OUT_OF_RANGE),
        (missing, "part-missing"),
        (quantitative & ((target < 0) | (actual < 0)), "negative-figure"),
        (averaged & ~bare & column("funds").is_null(), "funds-missing"),
        (averaged & ~bare & (column("funds") < 0), "funds-negative"),
    ]
    trouble = chain([(when, literal(TROUBLES.index(code))) for when, code in pairs], literal(0))
    number = chain([(nw.col("direction") == d.value, literal(i)) for i, d in enumerate(DIRECTIONS)], literal(0))
    signed = ~nw.col("direction").is_null()
    strict = nw.when(column("strict")).then(nw.lit(value=True)).otherwise(no) if "strict" in source.given else no
    return {
        PREFIX + "line": kind == "execution",
        PREFIX + "kind": nw.when(~out).then(kind),
        PREFIX + "unit": nw.when(~out).then(nw.col("quantity_unit") if "quantity_unit" in source.given else none),
        PREFIX + "out": out,
        PREFIX + "f": nw.when(~out).then(funds),
        PREFIX + "a": nw.when(~out).then(nw.when(judged).then(rate).otherwise(target)),
        PREFIX + "b": nw.when(~out & ~judged).then(actual),
        PREFIX + "trouble": nw.when(~out).then(trouble),
        PREFIX + "judged": nw.when(~out & judged).then(column("reason").cast(nw.Int64)),
        PREFIX + "direction": nw.when(~out & quantitative).then(number),
        PREFIX + "measure": nw.when(~out & quantitative & ~bare).then(_one(relative)),
        PREFIX + "ratio": nw.when(~out & quantitative & ((target > 0) | (actual > 0))).then(
            least(nw.when(target > 0).then(target), nw.when(actual > 0).then(actual))
        ),
        PREFIX + "great": nw.when(~out & quantitative).then(target),
        PREFIX + "unread": nw.when(~out).then(
            nw.col("unread") if "unread" in source.given else nw.lit(None, dtype=nw.String)
        ),
        PREFIX + "signed": nw.when(~out).then(_one(signed)),
        PREFIX + "loose": nw.when(~out).then(_one(signed & ~strict)),
    }


def least(one: Any, other: Any) -> Any:
    """The smaller of two, one where the other is null."""
    return nw.when(other.is_null() | (one <= other)).then(one).otherwise(other)


def _one(condition: Any) -> Any:
    return nw.when(condition).then(literal(1)).otherwise(literal(0))


def limbs(frame: Any, *names: str) -> Any:
    """Each column as three limbs, x = x2·2^40 + x1·2^20 + x0: an identity however the quotients round."""
    for number in (1, 2):
        up = {
            f"{PREFIX}{n}_up{number}": (nw.col(_upper(n, number - 1)).cast(nw.Float64) / LIMB).floor().cast(nw.Int64)
            for n in names
        }
        frame = frame.with_columns(**up)
    made = {f"{PREFIX}{n}{i}": nw.col(_upper(n, i)) - nw.col(_upper(n, i + 1)) * LIMB for n in names for i in (0, 1)}
    return frame.with_columns(**made, **{f"{PREFIX}{n}2": nw.col(_upper(n, 2)) for n in names})


def _upper(name: str, number: int) -> str:
    return f"{PREFIX}{name}_up{number}" if number else PREFIX + name


def row_counts(unit: str) -> dict[str, Any]:
    """How many rows of an indicator there are, and of how many units and evaluations."""
    return {
        PREFIX + "rows": nw.len(),
        PREFIX + "held": nw.col(unit).n_unique(),
        PREFIX + "evaluations": nw.col("evaluation").n_unique(),
    }


def added() -> dict[str, Any]:
    """The sums over the rows of an indicator that are in one unit, and the ends of what is to be the same in all of them."""
    c = column
    sums = {f"{PREFIX}{v}{i}{j}": (c(f"f{i}") * c(f"{v}{j}")).sum() for v in "ab" for i in range(3) for j in range(3)}
    sums |= {f"{PREFIX}{v}{i}": c(f"{v}{i}").sum() for v in "fab" for i in range(3)}
    ends: dict[str, Any] = {}
    for name in ("kind", "trouble", "judged", "direction", "measure"):
        ends |= {f"{PREFIX}{name}_min": c(name).min(), f"{PREFIX}{name}_max": c(name).max()}
    return {
        **sums,
        **ends,
        PREFIX + "present": _one(~c("out")).sum(),
        PREFIX + "no_a": _one(~c("out") & c("a").is_null()).sum(),
        PREFIX + "no_b": _one(~c("out") & c("b").is_null()).sum(),
        PREFIX + "no_f": _one(~c("out") & c("f").is_null()).sum(),
        PREFIX + "least_f": c("f").min(),
        PREFIX + "ratio": c("ratio").min(),
        PREFIX + "great": c("great").max(),
        PREFIX + "signed": c("signed").max(),
        PREFIX + "loose": c("loose").max(),
        PREFIX + "weight_min": c("held_weight").min(),
        PREFIX + "weight_max": c("held_weight").max(),
        PREFIX + "weights": _one(~c("out") & c("held_weight").is_null()).sum(),
        PREFIX + "unread": c("unread").min(),
    }


def together(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the rows of an indicator have together, whatever unit they are in: counts added, ends of ends."""
    made = dict(rows[0])
    for key in made:
        values = [row[key] for row in rows if row[key] is not None]
        if not key.startswith(PREFIX) or not values:
            continue
        if key.endswith("_max") or key in (PREFIX + "signed", PREFIX + "loose"):
            made[key] = max(values)
        elif key.endswith("_min") or key in (PREFIX + "unread", PREFIX + "least_f"):
            made[key] = min(values)
        elif key in _COUNTS:
            made[key] = sum(values)
    return made


_COUNTS = tuple(PREFIX + name for name in ("present", "no_a", "no_b", "no_f", "weights", "f0", "f1", "f2"))


def limb_total(row: dict[str, Any], name: str) -> int:
    """The sum of a column from those of its limbs."""
    return sum(int(row[f"{PREFIX}{name}{i}"] or 0) * LIMB**i for i in range(3))


def product(row: dict[str, Any], name: str) -> int:
    """The sum of funds times a column from those of their limbs."""
    return sum(int(row[f"{PREFIX}{name}{i}{j}"] or 0) * LIMB ** (i + j) for i in range(3) for j in range(3))
