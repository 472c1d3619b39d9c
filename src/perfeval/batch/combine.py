"""汇总 on columns: the same indicator of several evaluations combined first, then scored, as `perfeval.aggregate` does.

备注2 (hubei-wuhan): 绝对值直接累加计算，相对值按照资金额度加权平均计算，先汇总完成数，再计算得分；备注3: 以资金额度为权重，对分值进行加权平均计算.
Sums of funds times figures need up to 100 bits: they are taken in limbs, and each of the few combined rows is scored by the
exact engine.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.cases import Case, resolved
from perfeval.batch.door import Rows, gathered
from perfeval.batch.scoring import NOT_APPLICABLE, OUT_OF_RANGE, PRE, Scoring, chain, column
from perfeval.batch.sums import totals
from perfeval.batch.words import SCALE, literal
from perfeval.errors import UndeterminedError
from perfeval.exact import EXACT, points
from perfeval.figures import plain
from perfeval.gates import Row
from perfeval.methods import numbers
from perfeval.profiles import Profile
from perfeval.rules import NOT_APPLICABLE as KEPT
from perfeval.terms import Direction

LIMB = 1 << 20
"""Of funds there are three limbs, of a figure that is averaged two: 2^23 products of them stay in 64 bits."""
AVERAGED_MOST = 1 << 40
"""The greatest figure that is averaged: 10^8 with four decimals."""
ROWS_MOST = 1 << 22
_NAMES = ("level1", "level2", "name")
_DIRECTIONS = tuple(Direction)


def combined(scoring: Scoring, door: Rows, by: Sequence[str]) -> list[dict[str, Any]]:
    """A dict for each indicator of each group, and for its execution: the figures of the units as one, scored once.

    Every unit of a group (a `document` where there is such a column, else an `evaluation`) has the row: what one lacks is
    ``part-missing``. Units without funds, negative figures and the like leave the row undetermined, as in one document.
    """
    names = [name for name in _NAMES if name in door.given]
    unit = "document" if "document" in door.keys else "evaluation"
    frame = _limbs(scoring.frame.with_columns(**_asked(door)), "f", "a", "b")
    keys = [*by, "profile", PRE + "line", *names]
    every = gathered(frame.group_by(*keys).agg(**_added(unit)))
    units = gathered(
        frame.group_by(*by).agg(**{PRE + "units": nw.col(unit).n_unique()})
        if by
        else frame.select(**{PRE + "units": nw.col(unit).n_unique()})
    )
    of = {tuple(row[key] for key in by): row[PRE + "units"] for row in units.rows(named=True)}
    profiles = {profile.id: profile for profile in door.profiles}
    rows = sorted(every.rows(named=True), key=lambda row: (*(str(row[key]) for key in by), not row[PRE + "line"]))
    return [_row(row, by, names, of[tuple(row[key] for key in by)], profiles, scoring.codes) for row in rows]


# --- what is summed -----------------------------------------------------------------------------------------------

_TROUBLES = (
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


def _asked(door: Rows) -> dict[str, Any]:
    """Of each row: its funds, its two figures, and what keeps them out of a sum."""
    kind = nw.col("kind")
    quantitative, judged = kind == "quantitative", kind == "qualitative"
    target, actual, rate = (column("held_" + name) for name in ("target", "actual", "rate"))
    zero = [profile.id for profile in door.profiles if profile.negative_actual.value == "zero"]
    if zero:
        actual = nw.when(quantitative & nw.col("profile").is_in(zero) & (actual < 0)).then(literal(0)).otherwise(actual)
    relative = nw.col("measure") == "relative" if "measure" in door.given else nw.lit(False)
    stated = ~nw.col("measure").is_null() if "measure" in door.given else nw.lit(False)
    averaged = judged | (quantitative & relative)
    none = nw.lit(None, dtype=nw.String)
    out = column("applicable") == nw.lit(False) if "applicable" in door.given else nw.lit(False)
    funds = nw.when(averaged).then(column("funds")).otherwise(literal(1))
    own = (kind == "coefficient") | (kind == "checklist")
    for name in ("rule", "deduct"):
        if name in door.given:
            own = own | ~nw.col(name).is_null()
    beyond = (target.is_null() & ~column("target").is_null()) | (actual.is_null() & ~column("actual").is_null())
    big = averaged & ((target > AVERAGED_MOST) | (actual > AVERAGED_MOST))
    missing = quantitative & (target.is_null() | actual.is_null())
    pairs = [
        (own, "own-rule"),
        (quantitative & ~stated, "measure-unstated"),
        (~judged & (beyond | big), OUT_OF_RANGE),
        (missing, "part-missing"),
        (quantitative & ((target < 0) | (actual < 0)), "negative-figure"),
        (averaged & column("funds").is_null(), "funds-missing"),
        (averaged & (column("funds") < 0), "funds-negative"),
    ]
    trouble = chain([(when, literal(_TROUBLES.index(code))) for when, code in pairs], literal(0))
    number = chain([(nw.col("direction") == d.value, literal(i)) for i, d in enumerate(_DIRECTIONS)], literal(0))
    signed = ~nw.col("direction").is_null()
    strict = column("strict") if "strict" in door.given else nw.lit(False)
    return {
        PRE + "line": kind == "execution",
        PRE + "kind": nw.when(~out).then(kind),
        PRE + "unit": nw.when(~out).then(nw.col("quantity_unit") if "quantity_unit" in door.given else none),
        PRE + "out": out,
        PRE + "f": nw.when(~out).then(funds),
        PRE + "a": nw.when(~out).then(nw.when(judged).then(rate).otherwise(target)),
        PRE + "b": nw.when(~out & ~judged).then(actual),
        PRE + "trouble": nw.when(~out).then(trouble),
        PRE + "judged": nw.when(~out & judged).then(column("reason").cast(nw.Int64)),
        PRE + "direction": nw.when(~out & quantitative).then(number),
        PRE + "measure": nw.when(~out & quantitative).then(_one(relative)),
        PRE + "unread": nw.when(~out).then(
            nw.col("unread") if "unread" in door.given else nw.lit(None, dtype=nw.String)
        ),
        PRE + "signed": nw.when(~out).then(_one(signed)),
        PRE + "loose": nw.when(~out).then(_one(signed & ~strict)),
    }


def _one(condition: Any) -> Any:
    return nw.when(condition).then(literal(1)).otherwise(literal(0))


def _limbs(frame: Any, *names: str) -> Any:
    """Each column as three limbs, x = x2·2^40 + x1·2^20 + x0: an identity however the quotients round."""
    for number in (1, 2):
        up = {
            f"{PRE}{n}_up{number}": (nw.col(_upper(n, number - 1)).cast(nw.Float64) / LIMB).floor().cast(nw.Int64)
            for n in names
        }
        frame = frame.with_columns(**up)
    made = {f"{PRE}{n}{i}": nw.col(_upper(n, i)) - nw.col(_upper(n, i + 1)) * LIMB for n in names for i in (0, 1)}
    return frame.with_columns(**made, **{f"{PRE}{n}2": nw.col(_upper(n, 2)) for n in names})


def _upper(name: str, number: int) -> str:
    return f"{PRE}{name}_up{number}" if number else PRE + name


def _added(unit: str) -> dict[str, Any]:
    c = column
    sums = {f"{PRE}{v}{i}{j}": (c(f"f{i}") * c(f"{v}{j}")).sum() for v in "ab" for i in range(3) for j in range(3)}
    sums |= {f"{PRE}f{i}": c(f"f{i}").sum() for i in range(3)}
    ends: dict[str, Any] = {}
    for name in ("kind", "unit", "trouble", "judged", "direction", "measure"):
        ends |= {f"{PRE}{name}_min": c(name).min(), f"{PRE}{name}_max": c(name).max()}
    return {
        **sums,
        **ends,
        PRE + "rows": nw.len(),
        PRE + "held": nw.col(unit).n_unique(),
        PRE + "evaluations": nw.col("evaluation").n_unique(),
        PRE + "present": _one(~c("out")).sum(),
        PRE + "no_a": _one(~c("out") & c("a").is_null()).sum(),
        PRE + "no_b": _one(~c("out") & c("b").is_null()).sum(),
        PRE + "signed": c("signed").max(),
        PRE + "loose": c("loose").max(),
        PRE + "weight_min": c("held_weight").min(),
        PRE + "weight_max": c("held_weight").max(),
        PRE + "weights": _one(~c("out") & c("held_weight").is_null()).sum(),
        PRE + "unread": c("unread").min(),
    }


# --- one combined row ---------------------------------------------------------------------------------------------


def _row(
    row: dict[str, Any],
    by: Sequence[str],
    names: Sequence[str],
    units: int,
    profiles: dict[str, Profile],
    codes: list[str],
) -> dict[str, Any]:
    profile, kind = profiles[row["profile"]], "execution" if row[PRE + "line"] else row[PRE + "kind_max"]
    direction = _DIRECTIONS[row[PRE + "direction_max"] or 0]
    made: dict[str, Any] = {
        **{key: row[key] for key in by},
        "profile": profile.id,
        "kind": kind,
        **{name: row[name] for name in names},
        "direction": direction.value if kind == "quantitative" else None,
        "units": row[PRE + "present"],
        "weight": None if row[PRE + "weight_max"] is None else Decimal(row[PRE + "weight_max"]).scaleb(-4),
        "target": None,
        "actual": None,
        "score": None,
        "exact": None,
        "status": "undetermined",
        "reason": _trouble(row, units, codes),
    }
    if made["reason"] == NOT_APPLICABLE:
        if profile.not_applicable.value in KEPT and made["weight"] is not None:
            worth, _ = KEPT[profile.not_applicable.value](EXACT, None, None, Fraction(made["weight"]), None)
            return made | {"exact": worth, "score": profile.round(worth), "status": "scored", "reason": None}
        made["status"] = NOT_APPLICABLE
    if made["reason"]:
        return made
    funds = _sum(row, "f")
    try:
        operands, method = _operands(row, kind, direction, funds, profile)
        if kind != "qualitative":
            made["target"], made["actual"] = (
                None if v is None else plain(v) for v in (operands.target, operands.actual)
            )
        p = numbers(method, Fraction(operands.weight or 0), operands.target or Fraction(0), "")
        made["exact"] = points(method, operands, profile, p)
    except UndeterminedError as error:
        return made | {"reason": error.code}
    return made | {"score": profile.round(made["exact"]), "status": "scored"}


def _trouble(row: dict[str, Any], units: int, codes: Sequence[str]) -> str | None:
    """What keeps the units' figures from being one; None where nothing does."""
    if row[PRE + "rows"] > ROWS_MOST:
        return OUT_OF_RANGE
    if row[PRE + "rows"] != row[PRE + "evaluations"]:
        return "row-twice"
    if row[PRE + "held"] != units:
        return "part-missing"
    if not row[PRE + "present"]:
        return NOT_APPLICABLE
    if row[PRE + "trouble_max"] == _TROUBLES.index("own-rule"):
        return "own-rule"
    for name, code in (
        ("kind", "kind-differs"),
        ("unit", "units-differ"),
        ("weight", "weights-differ"),
        ("direction", "direction-mixed"),
        ("measure", "measure-differs"),
    ):
        if row[f"{PRE}{name}_min"] != row[f"{PRE}{name}_max"]:
            return code
    if row[PRE + "weights"]:
        return "weight-missing"
    if row[PRE + "unread"]:
        return str(row[PRE + "unread"])
    if row[PRE + "judged_max"]:
        return codes[int(row[PRE + "judged_max"])]
    return _TROUBLES[int(row[PRE + "trouble_max"] or 0)] or None


def _operands(row: dict[str, Any], kind: str, direction: Direction, funds: int, profile: Profile) -> tuple[Row, Any]:
    """The combined figures, and the rule that scores them."""
    weight = None if row[PRE + "weight_max"] is None else Fraction(row[PRE + "weight_max"], SCALE)
    case = resolved(Case(profile, kind, direction.value if kind == "quantitative" else ""))
    if case.method is None:
        raise UndeterminedError(case.code, "")
    averaged = kind == "qualitative" or row[PRE + "measure_max"] == 1
    asked = {"qualitative": profile.aggregate_judged}.get(
        kind, profile.aggregate_relative if averaged else profile.aggregate_absolute
    )
    if kind != "execution" and asked.value == "unstated":
        raise UndeterminedError("aggregate-unstated", "")
    if averaged and not funds:
        raise UndeterminedError("funds-zero", "")
    of = funds * SCALE if averaged else SCALE
    a, b = (None if row[f"{PRE}no_{name}"] else Fraction(_product(row, name), of) for name in "ab")
    if kind == "qualitative":  # each part lies in its own band; their mean may lie between two
        rate = (a or Fraction(0)) / 100
        return Row(weight, actual=rate, low=rate, high=rate, closed=True), case.method
    unsigned, strict = not row[PRE + "signed"], bool(row[PRE + "signed"]) and not row[PRE + "loose"]
    return Row(weight, a, b, unsigned=unsigned, strict=strict, is_equal=direction is Direction.EQUAL), case.method


def _sum(row: dict[str, Any], name: str) -> int:
    return sum(int(row[f"{PRE}{name}{i}"] or 0) * LIMB**i for i in range(3))


def _product(row: dict[str, Any], name: str) -> int:
    return sum(int(row[f"{PRE}{name}{i}{j}"] or 0) * LIMB ** (i + j) for i in range(3) for j in range(3))


def summed(rows: Sequence[dict[str, Any]], door: Rows, by: Sequence[str]) -> Any:
    """A row a group: the total of its combined rows."""
    import polars as pl

    codes = ["", NOT_APPLICABLE, "undetermined"]
    numbers_of = {"scored": 0, NOT_APPLICABLE: 1, "undetermined": 2}
    profiles = {profile.id: profile for profile in door.profiles}
    made = {
        "evaluation": [0] * len(rows),
        **{key: [row[key] for row in rows] for key in (*by, "profile", "kind", "level1")},
        **({"level2": [row["level2"] for row in rows]} if "level2" in door.given else {}),
        PRE + "reason": [numbers_of[row["status"]] for row in rows],
        PRE + "counts": [_counts(row, profiles[row["profile"]]) for row in rows],
        PRE + "held_weight": [None if row["weight"] is None else int(row["weight"] * SCALE) for row in rows],
        PRE + "funds": [0] * len(rows),
    }
    frame = nw.from_native(pl.DataFrame(made, infer_schema_length=None).lazy())
    given = frozenset({"applicable", *(["level2"] if "level2" in door.given else [])})
    return totals(Scoring(frame, codes), door.profiles, given, by)


def _counts(row: dict[str, Any], profile: Profile) -> int | None:
    if row["exact"] is None:
        return None
    so = profile.rounds("execution" if row["kind"] == "execution" else "row")
    return int(row["score"] * SCALE) if so else int(row["exact"] * SCALE // 1)
