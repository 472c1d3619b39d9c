"""汇总 on columns: the same indicator of several evaluations combined first, then scored, as `perfeval.aggregate` does.

备注2 (hubei-wuhan): 绝对值直接累加计算，相对值按照资金额度加权平均计算，先汇总完成数，再计算得分；备注3: 以资金额度为权重，对分值进行加权平均计算.
The sums are those of `perfeval.batch.sums.pool`; each of the few combined rows is scored by the exact engine.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.routes import Route, resolved
from perfeval.batch.columns.scoring import Scoring
from perfeval.batch.columns.words import SCALE
from perfeval.batch.columns.working import NOT_APPLICABLE, OUT_OF_RANGE, PREFIX
from perfeval.batch.frames.look import gathered
from perfeval.batch.frames.open import Rows
from perfeval.batch.sums import pool
from perfeval.batch.sums.sums import totals
from perfeval.errors import UndeterminedError, UnitError
from perfeval.profiles import Profile
from perfeval.rules.registry import KEPT
from perfeval.rules.rule import Operands
from perfeval.rules.words import EXACT
from perfeval.scoring.engine import worth
from perfeval.scoring.methods import numbers
from perfeval.values.figures import plain
from perfeval.values.terms import Direction
from perfeval.values.units import factor, is_share, with_noun

_NAMES = ("level1", "level2", "name")
COMBINED = (
    "profile",
    "kind",
    "level1",
    "direction",
    "units",
    "weight",
    "target",
    "actual",
    "quantity_unit",
    "score",
    "status",
    "reason",
)
"""The columns of what is combined, beside the keys."""


def combined(scoring: Scoring, source: Rows, by: Sequence[str]) -> list[dict[str, Any]]:
    """A dict for each indicator of each group, and for its execution: the figures of the units as one, scored once.

    Every unit of a group (a `document` where there is such a column, else an `evaluation`) has the row: what one lacks is
    ``part-missing``. Units without funds, negative figures and the like leave the row undetermined, as in one document.
    """
    names = [name for name in _NAMES if name in source.given]
    unit = "document" if "document" in source.keys else "evaluation"
    frame = pool.limbs(scoring.frame.with_columns(**pool.asked(source)), "f", "a", "b")
    keys = [*by, "profile", PREFIX + "line", *names]
    routes = gathered(frame.group_by(*keys).agg(**pool.row_counts(unit)))
    by_unit: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in gathered(frame.group_by(*keys, PREFIX + "unit").agg(**pool.added())).rows(named=True):
        by_unit.setdefault(tuple(row[key] for key in keys), []).append(row)
    units = gathered(
        frame.group_by(*by).agg(**{PREFIX + "units": nw.col(unit).n_unique()})
        if by
        else frame.select(**{PREFIX + "units": nw.col(unit).n_unique()})
    )
    of = {tuple(row[key] for key in by): row[PREFIX + "units"] for row in units.rows(named=True)}
    profiles = {profile.id: profile for profile in source.profiles}

    def order(row: dict[str, Any]) -> tuple[Any, ...]:
        return (*(str(row[key]) for key in by), not row[PREFIX + "line"], *(str(row[name]) for name in names))

    rows = sorted(routes.rows(named=True), key=order)
    return [
        _row(
            row,
            by_unit[tuple(row[key] for key in keys)],
            by,
            names,
            of[tuple(row[key] for key in by)],
            profiles,
            scoring.codes,
        )
        for row in rows
    ]


# --- one combined row ---------------------------------------------------------------------------------------------


def _row(
    held: dict[str, Any],
    each: Sequence[dict[str, Any]],
    by: Sequence[str],
    names: Sequence[str],
    units: int,
    profiles: dict[str, Profile],
    codes: list[str],
) -> dict[str, Any]:
    row = pool.together(each) | held
    profile, kind = profiles[row["profile"]], "execution" if row[PREFIX + "line"] else row[PREFIX + "kind_max"]
    direction = pool.DIRECTIONS[row[PREFIX + "direction_max"] or 0]
    made: dict[str, Any] = {
        **{key: row[key] for key in by},
        "profile": profile.id,
        "kind": kind,
        **{name: row[name] for name in names},
        "direction": direction.value if kind == "quantitative" else None,
        "units": row[PREFIX + "present"],
        "weight": None if row[PREFIX + "weight_max"] is None else Decimal(row[PREFIX + "weight_max"]).scaleb(-4),
        "target": None,
        "actual": None,
        "quantity_unit": None,
        "score": None,
        "exact": None,
        "status": "undetermined",
        "reason": _trouble(row, units, codes),
    }
    if made["reason"] == NOT_APPLICABLE:
        if profile.not_applicable.value in KEPT and made["weight"] is not None:
            kept, _ = KEPT[profile.not_applicable.value](EXACT, None, None, Fraction(made["weight"]), None)
            return made | {"exact": kept, "score": profile.round(kept), "status": "scored", "reason": None}
        made["status"] = NOT_APPLICABLE
    if made["reason"]:
        return made
    try:
        unit, sums = _in_one_unit(each, row, kind)
        made["quantity_unit"] = unit or None
        operands, method = _operands(row, sums, kind, direction, profile)
        if kind != "qualitative":
            made["target"], made["actual"] = (
                None if v is None else plain(v) for v in (operands.target, operands.actual)
            )
        p = numbers(method, Fraction(operands.weight or 0), operands.target or Fraction(0), "")
        made["exact"] = worth(method, operands, profile, p).points
    except UndeterminedError as error:
        return made | {"reason": error.code}
    return made | {"score": profile.round(made["exact"]), "status": "scored"}


def _trouble(row: dict[str, Any], units: int, codes: Sequence[str]) -> str | None:
    """What keeps the units' figures from being one; None where nothing does."""
    if row[PREFIX + "rows"] > pool.ROWS_MOST:
        return OUT_OF_RANGE
    if row[PREFIX + "rows"] != row[PREFIX + "evaluations"]:
        return "row-twice"
    if row[PREFIX + "held"] != units:
        return "part-missing"
    if not row[PREFIX + "present"]:
        return NOT_APPLICABLE
    if row[PREFIX + "trouble_max"] == pool.TROUBLES.index("own-rule"):
        return "own-rule"
    for name, code in (
        ("kind", "kind-differs"),
        ("weight", "weights-differ"),
        ("direction", "direction-mixed"),
        ("measure", "measure-differs"),
    ):
        if row[f"{PREFIX}{name}_min"] != row[f"{PREFIX}{name}_max"]:
            return code
    if row[PREFIX + "weights"]:
        return "weight-missing"
    if row[PREFIX + "unread"]:
        return str(row[PREFIX + "unread"])
    if row[PREFIX + "judged_max"]:
        return codes[int(row[PREFIX + "judged_max"])]
    return pool.TROUBLES[int(row[PREFIX + "trouble_max"] or 0)] or None


def _in_one_unit(each: Sequence[dict[str, Any]], row: dict[str, Any], kind: str) -> tuple[str, dict[str, Fraction]]:
    """The sums of both figures in one unit, and which it is; bare figures have that of the others, as in one document."""
    averaged = kind == "qualitative" or row[PREFIX + "measure_max"] == 1
    if kind == "quantitative" and row[PREFIX + "measure_max"] is None:
        raise UndeterminedError("measure-unstated", "")
    if averaged and row[PREFIX + "no_f"]:
        raise UndeterminedError("funds-missing", "")
    if averaged and row[PREFIX + "least_f"] < 0:
        raise UndeterminedError("funds-negative", "")
    told = [part for part in each if part[PREFIX + "unit"] and part[PREFIX + "present"]]
    if any(is_share(part[PREFIX + "unit"]) for part in told):
        told.sort(key=lambda part: -(part[PREFIX + "great"] or 0) * _times(part[PREFIX + "unit"], "%"))
    unit = told[0][PREFIX + "unit"] if told else ""
    sums = {"a": Fraction(0), "b": Fraction(0)}
    for part in each:
        own, ratio = part[PREFIX + "unit"] or unit, part[PREFIX + "ratio"]
        if kind == "quantitative" and not part[PREFIX + "unit"]:
            if averaged and any(part[f"{PREFIX}{name}2"] for name in "ab"):
                raise UndeterminedError(OUT_OF_RANGE, "")
            greatest = (told[0][PREFIX + "great"] or 0) * _times(unit, "%") if is_share(unit) else 0
            if ratio is not None and ratio <= SCALE < greatest:
                raise UndeterminedError("share-ambiguous", "")
        for name in sums:
            sums[name] += (pool.product if averaged else pool.limb_total)(part, name) * _times(own, unit)
    return unit, sums


def _times(unit: str, other: str) -> Fraction:
    try:
        return factor(with_noun(unit, other), with_noun(other, unit))
    except UnitError:
        raise UndeterminedError("units-differ", "") from None


def _operands(
    row: dict[str, Any], sums: dict[str, Fraction], kind: str, direction: Direction, profile: Profile
) -> tuple[Operands, Any]:
    """The combined figures, and the rule that scores them."""
    weight = None if row[PREFIX + "weight_max"] is None else Fraction(row[PREFIX + "weight_max"], SCALE)
    route = resolved(Route(profile, kind, direction.value if kind == "quantitative" else ""))
    if route.method is None:
        raise UndeterminedError(route.code, "")
    averaged = kind == "qualitative" or row[PREFIX + "measure_max"] == 1
    asked = {"qualitative": profile.aggregate_judged}.get(
        kind, profile.aggregate_relative if averaged else profile.aggregate_absolute
    )
    if kind != "execution" and asked.value == "unstated":
        raise UndeterminedError("aggregate-unstated", "")
    funds = pool.limb_total(row, "f")
    if averaged and not funds:
        raise UndeterminedError("funds-zero", "")
    of = funds * SCALE if averaged else SCALE
    a, b = (None if row[f"{PREFIX}no_{name}"] else sums[name] / of for name in "ab")
    if kind == "qualitative":  # each part lies in its own band; their mean may lie between two
        rate = (a or Fraction(0)) / 100
        return Operands(weight, actual=rate, low=rate, high=rate, closed=True), route.method
    unsigned, strict = not row[PREFIX + "signed"], bool(row[PREFIX + "signed"]) and not row[PREFIX + "loose"]
    whole = Operands(weight, a, b, unsigned=unsigned, strict=strict, is_equal=direction is Direction.EQUAL)
    return route.method.rule.seen(whole), route.method


def summed(rows: Sequence[dict[str, Any]], source: Rows, by: Sequence[str]) -> Any:
    """A row a group: the total of its combined rows."""
    import polars as pl

    codes = ["", NOT_APPLICABLE, "undetermined"]
    numbers_of = {"scored": 0, NOT_APPLICABLE: 1, "undetermined": 2}
    profiles = {profile.id: profile for profile in source.profiles}
    made = {
        "evaluation": [0] * len(rows),
        **{key: [row[key] for row in rows] for key in (*by, "profile", "kind", "level1")},
        **({"level2": [row["level2"] for row in rows]} if "level2" in source.given else {}),
        PREFIX + "reason": [numbers_of[row["status"]] for row in rows],
        PREFIX + "in_total": [_in_total(row, profiles[row["profile"]]) for row in rows],
        PREFIX + "held_weight": [None if row["weight"] is None else int(row["weight"] * SCALE) for row in rows],
        PREFIX + "funds": [0] * len(rows),
    }
    frame = nw.from_native(pl.DataFrame(made, infer_schema_length=None).lazy())
    given = frozenset({"applicable", *(["level2"] if "level2" in source.given else [])})
    return totals(Scoring(frame, codes), source.profiles, given, by)


def _in_total(row: dict[str, Any], profile: Profile) -> int | None:
    if row["exact"] is None:
        return None
    rounds = profile.rounds("execution" if row["kind"] == "execution" else "row")
    return int(row["score"] * SCALE) if rounds else int(row["exact"] * SCALE // 1)
