"""Rows as frames, single scoring as rows, and what draws rows for both engines: every kind of row under every kind of profile."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
from attrs import evolve
from hypothesis import strategies as st

from perfeval import Evaluation, Execution, Item, Profile, load_profile, score
from perfeval.batch.frames.from_documents import rows
from perfeval.batch.frames.schema import BOOLEANS, COLUMNS, NUMBERS
from perfeval.forms.model import Indicator, QualitativeIndicator, QuantitativeIndicator
from perfeval.profiles import Cited, read_curve, read_profile, shipped
from perfeval.scoring.results import RowScore
from perfeval.values.terms import Direction
from tests.overlay import merged
from tests.samples import table
from tests.strategies import fractions, written

CASES = Path(__file__).parent / "cases"
PRACTICES = tuple(sorted(path.stem for path in (CASES / "practices").glob("*.toml")))
EVERY = (*shipped(), *PRACTICES)
Outcome = tuple[str, str | None, int | None]
"""Status, reason code, score in ten-thousandths."""


def practice(name: str) -> Profile:
    """A shipped profile, or one of the test profiles."""
    if name in shipped():
        return load_profile(name)
    return read_profile(merged((CASES / "practices" / f"{name}.toml").read_text("utf-8")).encode())


SCHEMA: dict[str, Any] = {
    field.name: pl.Int64 if field.name in NUMBERS else pl.Boolean if field.name in BOOLEANS else pl.String
    for field in COLUMNS
} | {"document": pl.String, "part": pl.String}


def frame(lines: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of ten-thousandths: Decimals as such, integers as they are."""

    def whole(name: str, value: Any) -> Any:
        return int(value.scaleb(4)) if name in NUMBERS and isinstance(value, Decimal) else value

    return pl.DataFrame([{name: whole(name, cell) for name, cell in line.items()} for line in lines], schema=SCHEMA)


def alone(result: RowScore) -> Outcome:
    """What single scoring makes of a row."""
    return str(result.status), result.code or None, None if result.score is None else int(result.score * 10_000)


def by_column(lines: Iterable[Mapping[str, Any]], *profiles: Profile) -> list[Outcome]:
    """What batch makes of rows."""
    from perfeval import batch

    scored = batch.score(frame(lines), profiles=profiles, scaled=True)
    return list(zip(scored["status"], scored["reason"], scored["score"], strict=True))


def both(evaluation: Evaluation, profile: Profile) -> tuple[list[Outcome], list[Outcome]]:
    """A document without parts through both engines: execution first, then the rows."""
    found = [alone(result) for result in score(evaluation, profile=profile).results()]
    return found, by_column(rows([("甲", evaluation)], profile=profile), profile)


# --- profiles -----------------------------------------------------------------------------------------------------


def cited(value: Any) -> Cited[Any]:
    return Cited(value, "reading", note="试验")


@st.composite
def curves(draw: st.DrawFn, kind: str, unit: str = "%") -> dict[str, Any]:
    """A curve's table, as a profile or a row prints it, for rows of a kind."""
    allowed = {
        "forward": ("cut-off", "steps", "tiers", "bands"),
        "reverse": ("linear", "steps", "tiers", "bands"),
        "equal": ("exact", "tiers", "bands"),
        "execution": ("rate-steps",),
    }
    rule = draw(st.sampled_from(allowed[kind]))
    tree: dict[str, Any] = {"rule": rule}
    if rule in ("steps", "rate-steps"):
        unit = "%" if rule == "rate-steps" else unit
        start = st.sampled_from(("target", f"90{unit}", f"100{unit}", f"87.5{unit}"))
        tree |= {"start": draw(start), "per": written(draw(fractions(1, 40, 1))) + unit}
        tree |= {"deduct": draw(points.filter(bool)), "count": draw(st.sampled_from(("begun", "whole", "unstated")))}
        if draw(st.booleans()):
            tree["full"] = draw(st.sampled_from((10, 20)))
    elif rule == "cut-off":
        lower, upper = draw(st.sampled_from((("70%", "130%"), ("0%", "100%"), ("99.95%", "200%"))))
        tree |= {"lower": lower, "upper": upper, "between": draw(st.sampled_from(("ratio", "unstated")))}
    elif rule in ("tiers", "bands"):
        unit = "%" if rule == "bands" else unit
        ends = sorted(draw(st.sets(fractions(1, 150, 1), min_size=1, max_size=3)))
        bounds = [f"{written(end)}{unit}" for end in ends]
        worths = sorted((draw(points) for _ in bounds), reverse=True)
        worths = [draw(st.sampled_from((Decimal(10), Decimal(20), *worths[:1]))), *worths]
        tree["ends"] = draw(st.sampled_from(("high", "low")))
        tree["tiers"] = [
            {"low": low, "high": high, "points": worth}
            for low, high, worth in zip([f"0{unit}", *bounds], [*bounds, "none"], worths, strict=True)
        ]
    return tree


points = fractions(0, 20, 4).map(lambda value: Decimal(written(value)))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any profile, as it is or with other choices."""
    profile = practice(draw(st.sampled_from(EVERY)))
    if draw(st.booleans()):
        return profile
    curve = read_curve(draw(curves("execution"))) if draw(st.booleans()) else None
    places = st.sampled_from((None, None, 0, 1, 2, 3, 4))
    own = {f"{kind}的曲线": read_curve(draw(curves(kind))) for kind in DIRECTIONS}
    choices: dict[str, Any] = {
        "rounding_places": draw(st.integers(0, 4)),
        "rounding_mode": draw(st.sampled_from(("half-up", "half-even"))),
        "rounding_moment": draw(st.sampled_from(("row", "indicator", "group", "total"))),
        "rounding_rate": draw(places),
        "execution_rate_places": draw(places) if curve is None else None,
        "not_applicable": draw(st.sampled_from(("unstated", "redistribute", "rescale", "full", "no-deduction"))),
        "negative_actual": draw(st.sampled_from(("undetermined", "zero"))),
        "zero_target": draw(st.sampled_from(("undetermined", "zero"))),
        "execution_zero_budget": draw(st.sampled_from(("undetermined", "zero"))),
        "execution_budget": draw(st.sampled_from(("initial", "adjusted"))),
        "execution_points": draw(st.sampled_from((None, Decimal(10), Decimal("12.5")))),
        "row_rule": draw(st.sampled_from(("allowed", "allowed", "none"))),
        "deduction": draw(st.sampled_from(("manual", "none"))),
        "coefficient_rule": draw(st.sampled_from(("times-weight", "none"))),
        "checklist_rule": draw(st.sampled_from(("part-points", "deduct-each", "none"))),
        "judged_rule": draw(st.sampled_from(("rate-in-band", "unstated"))),
    }
    if not profile.judged_bands.value:
        choices["judged_rule"] = "unstated"
    if curve:
        own["执行"] = curve
        choices["execution_rule"] = "执行"
    for kind, plain in DIRECTIONS.items():
        choices[f"{kind}_rule"] = draw(st.sampled_from((plain, f"{kind}的曲线", "unstated")))
    return evolve(profile, curves=own | profile.curves, **{key: cited(value) for key, value in choices.items()})


DIRECTIONS = {"forward": "ratio", "reverse": "ratio", "equal": "as-forward"}

# --- rows ---------------------------------------------------------------------------------------------------------

SIGNS = ("≥", "≤", "=", ">", "<", "")
UNITS = (("%", "‰", ""), ("个", ""), ("万元", "元", "亿元", ""), ("天", "小时"), ("公里", "米"), ("", ""))
UNREADABLE = ("≥3个", "按期完成", "12月", "3次", "", "/", "不适用", "0.9", "１，２００元")


@st.composite
def numbers(draw: st.DrawFn) -> Fraction:
    """A figure: small and whole, with decimals, 0, negative, or great."""
    wide = fractions(0, 10**6, 2) | fractions(0, 10**9, 1)
    value = draw(st.integers(0, 12).map(Fraction) | fractions(0, 150, 3) | wide)
    return -value if draw(st.integers(0, 11)) == 11 else value


row_weights = st.sampled_from((10, 20, 5, 0)) | fractions(0, 100, 4).map(written)


@st.composite
def figures(draw: st.DrawFn, profile: Profile) -> Indicator:
    """A row of figures, mostly sound; its own rule, where it has one, by name or as a table."""
    units = draw(st.sampled_from(UNITS))
    target = draw(numbers())
    actual = draw(st.sampled_from((target, target * 2, target / 2, target + 1, target - 1, -target)) | numbers())
    cells = [
        draw(st.sampled_from(SIGNS)) + written(target) + units[0],
        written(actual) + draw(st.sampled_from((units[0], *units))),
    ]
    place = draw(st.integers(0, 19))
    if place < 2:
        cells[place] = draw(st.sampled_from(UNREADABLE))
    more = dict[str, Any]()
    which = draw(st.integers(0, 5))
    if which == 0:
        more["rule"] = draw(st.sampled_from(("没有", *profile.curves)))
    elif which == 1:
        more["rule"] = draw(st.sampled_from(Direction).flatmap(lambda kind: curves(kind.value, units[0])))
    elif which == 2:
        more["coefficient"] = draw(st.sampled_from(("95%", "0", "101%", "87.125%", "良好", "/")))
    row = QuantitativeIndicator(name="甲", target=cells[0] or None, actual=cells[1] or None, **more)
    if row.is_unsigned and row.target and draw(st.booleans()):
        row = evolve(row, direction=draw(st.sampled_from(Direction)))
    return row


@st.composite
def judgements(draw: st.DrawFn, profile: Profile) -> Indicator:
    """A judged row, mostly sound; or a checklist, or a coefficient."""
    bands = profile.judged_bands.value
    labels = [label for band in bands for label in (band.label, *band.aliases, f" {band.label} ")]
    label = draw(st.sampled_from((*labels, "很好", None, "/", "不适用")))
    shares = [f"{written(end * 100)}%" for band in bands for end in (band.low, band.high)]
    rate = draw(st.sampled_from((*shares, "88.8%", "55", "101%", "-1%", "较高", "0.9", None)) | RATES)
    more: dict[str, Any] = {"attainment": label, "rate": rate}
    which = draw(st.integers(0, 9))
    if which == 0:
        done = st.sampled_from((True, False, False, None))
        more["items"] = tuple(
            Item(description="项", points=draw(points | st.sampled_from((5, 10))), done=draw(done))
            for _ in range(draw(st.integers(1, 3)))
        )
    elif which == 1:
        more["coefficient"] = draw(st.sampled_from(("95%", "0", "101%", "87.125%", "良好", "/")))
    elif which == 2:
        more |= {"attainment": None, "actual": label}
    elif which == 3:
        more["rule"] = draw(st.sampled_from(("没有", *profile.curves)))
    if draw(st.integers(0, 9)) == 9 and "items" in more:
        more["coefficient"] = "95%"
    return QualitativeIndicator(name="乙", target=draw(st.sampled_from(("较高", "较高", None, "/"))), **more)


RATES = fractions(0, 100, 4).map(lambda value: f"{written(value)}%")


@st.composite
def indicators(draw: st.DrawFn, profile: Profile) -> Indicator:
    """Any row, with its weight and what people decided."""
    row = draw(st.one_of(figures(profile), figures(profile), judgements(profile)))
    more: dict[str, Any] = {
        "weight": draw(row_weights),
        "level1": draw(st.sampled_from(("产出", "满意度指标", "附加分"))),
    }
    which = draw(st.integers(0, 15))
    if which == 0:
        more["weight"] = None
    elif which == 1:
        more["applicable"] = False
    elif which in (2, 3):
        more["deduct"] = draw(st.sampled_from((0, 1, "0.5", "0.005", "0.0001", 30)))
    return evolve(row, **more)


@st.composite
def executions(draw: st.DrawFn) -> Execution:
    """预算执行, mostly sound."""
    budget = draw(st.none() | numbers())
    spent = st.none() | numbers()
    if budget is not None:
        spent |= st.sampled_from((budget, budget / 2, budget * 2, -budget))
    executed = draw(spent)
    sums = [None if value is None else f"{written(value)}万元" for value in (budget, executed)]
    key = draw(st.sampled_from(("budget", "initial")))
    return Execution(**{key: sums[0], "executed": sums[1], "weight": draw(st.none() | st.just(0) | row_weights)})


@st.composite
def documents(draw: st.DrawFn) -> tuple[Evaluation, Profile]:
    """A table of many rows, and a profile."""
    profile = draw(profiles())
    lines = draw(st.lists(indicators(profile), min_size=1, max_size=12))
    return table(*lines, execution=draw(executions()), profile=profile.id), profile
