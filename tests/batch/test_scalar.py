"""The column engine against single scoring, row by row; and its division against plain integers, on and beside ties."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Evaluation, Execution, InputError, Profile, batch, load_profile, score
from perfeval.batch import rows
from perfeval.batch.frames.schema import REQUIRED, SCALE
from perfeval.profiles import shipped
from tests.columns import EVERY, SCHEMA, alone, both, by_column, cited, documents, frame, practice
from tests.examples import fewer
from tests.samples import judgement, quantity, table

WUHAN = load_profile("hubei-wuhan")
MOST, WEIGHT_MOST = 10**17, 1 << 24


@fewer(2)
@given(documents())
def test_a_column_scores_as_a_row_does(drawn: tuple[Evaluation, Profile]) -> None:
    """Status, reason and score of every row, whatever its cells hold and its profile says."""
    one, other = both(*drawn)
    assert one == other


ROWS = tuple(
    quantity(f"{sign}{target}{unit}", f"{actual}{unit}", weight=weight, rule=rule)
    for weight, rule in ((10, None), ("12.34", None), (5, "预算完成率"), (10, "满意度"), (5, "成本偏差"), (10, "重点履职（比率分值法）"))
    for sign in ("≥", "≤", "=", "")
    for target, actual, unit in ((365, 400, "天"), (400, 365, "天"), (0, 0, ""), (0, 1, "个"), (90, "86.5", "%"), (90, -1, "%"))
)  # fmt: skip
JUDGED = tuple(judgement(label, rate) for label in ("达成", "部分达成", "很好", None) for rate in ("90%", "80%", None))


@pytest.mark.parametrize("name", EVERY)
def test_every_profile(name: str) -> None:
    """The same rows under each shipped profile and each test profile."""
    execution = Execution(budget="1397.58万元", initial="1397.58万元", executed="1019.84万元")
    one, other = both(table(*ROWS, *JUDGED, execution=execution), practice(name))
    assert one == other


def test_profiles_side_by_side() -> None:
    """Rows of all of them in one frame score as each does alone."""
    profiles = [practice(name) for name in EVERY]
    evaluation = table(*ROWS[::5], *JUDGED)
    lines = [line for profile in profiles for line in rows([(profile.id, evaluation)], profile=profile)]
    assert len({profile.id for profile in profiles}) == len(EVERY)
    expected = [alone(result) for profile in profiles for result in score(evaluation, profile=profile).results()]
    assert expected == by_column(lines, *profiles)


def test_many_printed_rules() -> None:
    """Each row with a rule of its own: a frame may hold more of them than conditions can be nested."""
    curve = {"rule": "steps", "start": "target", "per": "5%", "count": "begun"}
    rows = [quantity("≥90%", "72%", rule=curve | {"deduct": Decimal(i) / 8}) for i in range(40)]
    one, other = both(table(*rows), practice("jiangxi-2017"))
    assert one == other


def test_the_ways_to_write_a_number() -> None:
    """Ten-thousandths, decimals, texts and floats of four decimals give the same."""
    scaled = frame(rows([("甲", table(*ROWS[:24], *JUDGED, profile="hubei-wuhan"))]))
    numbers = [name for name, kind in SCHEMA.items() if kind == pl.Int64]
    decimals = scaled.with_columns(
        (pl.col(name).cast(pl.Decimal(38, 4)) / SCALE).cast(pl.Decimal(18, 4)) for name in numbers
    )
    expected = [None if s is None else Decimal(s) / SCALE for s in batch.score(scaled, scaled=True)["score"]]
    for other in (
        decimals,
        decimals.with_columns(pl.col(numbers).cast(pl.String)),
        decimals.with_columns(pl.col(numbers).cast(pl.Float64)),
    ):
        found = batch.score(other)["score"]
        assert expected == [None if s is None else Decimal(s) for s in found]


@pytest.mark.parametrize(
    "kind", [pl.Int8, pl.Int32, pl.Int64, pl.UInt64, pl.Int128, pl.Float64, pl.Decimal(9, 2), pl.String]
)
def test_a_number_means_itself(kind: Any) -> None:
    """48 of 50 for 40 points is 38.4, whatever the type of the columns; a mix of types is one too."""
    texts = {
        "evaluation": "甲",
        "profile": "hubei-wuhan",
        "kind": "quantitative",
        "level1": "产出指标",
        "direction": "forward",
    }
    numbers = {"target": 50, "actual": 48, "weight": 40}
    blank = {name: pl.lit(None) for name in ("attainment", "rate", "funds")}
    lines = pl.DataFrame(texts | numbers).with_columns(pl.col("target", "actual", "weight").cast(kind), **blank)
    assert [Decimal("38.4")] == [Decimal(s) for s in batch.score(lines)["score"]]
    mixed = lines.with_columns(pl.col("actual").cast(pl.Decimal(9, 1)), pl.col("weight").cast(pl.Int64))
    assert [Decimal("38.4")] == [Decimal(s) for s in batch.score(mixed)["score"]]


@pytest.mark.parametrize(
    ("scaled", "columns", "words"),
    [
        (
            False,
            {"weight": 400_000},
            "写的是“400000”；应为：不超过 1000 的分值；以万分之一写的整数请写明（scaled=True，--scaled）",
        ),
        (True, {"weight": 40.0}, "这一列的类型是 Float64；应为：整数：写明按万分之一读"),
        (True, {"target": "50"}, "这一列的类型是 String；应为：整数：写明按万分之一读"),
        (
            False,
            {"kind": "定量"},
            "kind：第 1 行（不算表头）写的是“定量”；应为：execution、quantitative、qualitative、coefficient、checklist，或空着",
        ),
        (
            False,
            {"direction": "forwards"},
            "direction：第 1 行（不算表头）写的是“forwards”；应为：forward、reverse、equal，或空着",
        ),
        (False, {"target": 10**15}, "写的是“1000000000000000”；应为：不超过 14 位的整数"),
    ],
)
def test_ten_thousandths_are_asked_for_by_name(scaled: bool, columns: dict[str, Any], words: str) -> None:
    """An integer weight that no table prints is not scored as silent zeros; what is no integer is no ten-thousandth."""
    lines = pl.DataFrame([bare(**columns)])
    with pytest.raises(InputError, match=re.escape(words)):
        batch.score(lines, scaled=scaled)


# --- what only a frame can hold -----------------------------------------------------------------------------------


def bare(**columns: Any) -> dict[str, Any]:
    """A quantitative row of the required columns, 8 of 9 for 10 points."""
    row = dict.fromkeys(REQUIRED) | {
        "evaluation": "甲",
        "profile": "hubei-wuhan",
        "kind": "quantitative",
        "level1": "产出指标",
    }
    return row | {"direction": "forward", "target": 90_000, "actual": 80_000, "weight": 100_000} | columns


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, 88_900),
        ({"target": MOST, "actual": MOST - 1}, 100_000),
        ({"target": MOST + 1}, "out-of-range"),
        ({"actual": 2**63 - 1}, "out-of-range"),
        ({"actual": -(2**63)}, "out-of-range"),
        ({"weight": WEIGHT_MOST}, (WEIGHT_MOST * 8 // 9 + 50) // 100 * 100),
        ({"weight": WEIGHT_MOST + 1}, "out-of-range"),
        ({"weight": None, "actual": MOST + 1}, "out-of-range"),
        ({"weight": -1}, "out-of-range"),
        ({"deduct": -1}, "deduction-unknown"),
        ({"deduct": 50_000, "kind": "execution"}, 88_900),
        ({"kind": None}, "rule-unknown"),
        ({"direction": " "}, "rule-unknown"),
        ({"kind": "coefficient"}, "rule-unknown"),
        ({"kind": "execution", "weight": None}, 177_800),
        ({"kind": "qualitative", "attainment": "达成预期指标", "rate": 800_000}, 80_000),
        ({"kind": "qualitative", "attainment": "达成预期指标"}, "rate-missing"),
        ({"unread": "写不清", "target": None}, "写不清"),
        ({"unread": "写不清", "weight": None}, "weight-missing"),
        ({"unread": "写不清", "applicable": False}, "not-applicable"),
        ({"unread": "写不清", "kind": "execution"}, "写不清"),
        ({"rule": "", "unread": None}, 88_900),
        ({"rule": "没有"}, "rule-unknown"),
    ],
)
def test_what_a_frame_may_hold(columns: dict[str, Any], expected: int | str) -> None:
    """Numbers at the ends of the range and beyond it, words that are none of the schema's, reasons that were known before."""
    ((_, reason, points),) = by_column([bare(**columns)])
    assert expected == (reason or points)


@pytest.mark.parametrize(
    ("kind", "rule", "expected"),
    [
        ("coefficient", {"coefficient_rule": "times-weight"}, "coefficient-unreadable"),
        ("checklist", {"checklist_rule": "part-points"}, "item-open"),
        ("quantitative", {"rounding_places": 5}, "beyond-columns"),
        ("quantitative", {"rounding_rate": 5}, "beyond-columns"),
    ],
)
def test_a_row_without_a_score_says_why(kind: str, rule: dict[str, Any], expected: str) -> None:
    """Cells that such a row must have; and places that ten-thousandths do not hold, which are only scored singly."""
    profile = evolve(WUHAN, **{key: cited(value) for key, value in rule.items()})
    empty = {} if kind == "quantitative" else {"target": None, "actual": None}
    assert [("undetermined", expected, None)] == by_column([bare(kind=kind, **empty)], profile)


def test_a_deduction_is_not_an_addition() -> None:
    """Less than nothing cannot be deducted, as in a document."""
    profile = evolve(WUHAN, deduction=cited("manual"))
    lines = [bare(deduct=-1), bare(deduct=5000), bare(deduct=200_000)]
    assert [("undetermined", "out-of-range", None), ("scored", None, 83_900), ("scored", None, 0)] == by_column(
        lines, profile
    )


@fewer(3)
@given(
    st.lists(st.tuples(*[st.none() | st.integers(-(2**63), 2**63 - 1)] * 4), min_size=1, max_size=9),
    st.sampled_from(shipped()),
)
def test_every_row_comes_back(numbers: list[tuple[int | None, ...]], profile: str) -> None:
    """With a score, within the weight, or with a reason; whatever integers a frame holds."""
    kinds = ("execution", "quantitative", "qualitative", "coefficient", "checklist")
    lines = [
        bare(
            profile=profile, kind=kind, target=a, actual=b, weight=w, rate=rate, attainment="达成预期指标", deduct=rate
        )
        for a, b, w, rate in numbers
        for kind in kinds
    ]
    for line, (status, reason, points) in zip(lines, by_column(lines), strict=True):
        if status == "scored":
            whole = 20 * SCALE if line["weight"] is None else line["weight"]  # the points of execution
            assert (None, True) == (
                reason,
                points is not None and 0 <= points <= whole + 50,
            )
        else:
            assert (True, None) == (bool(reason), points)


# --- on and beside ties -------------------------------------------------------------------------------------------

ROUNDING = [
    (2, "half-up"),
    (2, "half-even"),
    (0, "half-up"),
    (1, "half-even"),
    (3, "half-up"),
    (4, "half-up"),
    (4, "half-even"),
]
KINDS = ("forward", "reverse", "equal", "execution")
Numbers = tuple["np.ndarray[Any, Any]", "np.ndarray[Any, Any]", "np.ndarray[Any, Any]"]


def drawn(r: np.random.Generator, size: int, places: int) -> Iterator[Numbers]:
    """A, B and weights: over all magnitudes, on ties, one beside them, and the corners."""
    weights = r.integers(0, WEIGHT_MOST + 1, size)
    whole = (10 ** r.uniform(0, 17, size)).astype(np.int64)
    yield whole, np.minimum((whole * r.uniform(0, 1.2, size)).astype(np.int64), MOST), weights
    yield r.integers(1, 1000, size) * SCALE, r.integers(0, 1000, size) * SCALE, r.integers(1, 200, size) * 1000
    unit = 10 ** (4 - places)
    for high in (10**17, 10**15, 10**13, 10**9, 10**6):
        whole = r.integers(high // 2, high, size // 5)
        lot = r.integers(1, WEIGHT_MOST + 1, size // 5)
        steps = (r.random(size // 5) * lot / unit).astype(np.int64)
        ties = [
            (2 * s + 1) * unit * a // (2 * w)
            for a, w, s in zip(whole.tolist(), lot.tolist(), steps.tolist(), strict=True)
        ]
        yield whole, np.clip(np.array(ties) + r.integers(-1, 2, size // 5), 0, MOST), lot
    ends = np.array([0, 1, 2, 3, 2**30 - 1, 2**30, 2**30 + 1, 2**53 - 1, 2**53 + 1, MOST - 1, MOST])
    a, b, w = np.meshgrid(ends, ends, np.array([0, 1, 5, 9999, 10_000, WEIGHT_MOST]))
    yield a.ravel(), b.ravel(), w.ravel()


def oracle(kind: str, a: int, b: int, w: int, unit: int, even: bool) -> int | None:
    """The score in plain integers; None where the row is undetermined."""
    if not a and kind == "execution":
        return None
    if not a and kind == "equal" and b:
        return 0
    if (b <= a) if kind == "reverse" else (b >= a):
        n, d = w, 1
    else:
        n, d = (w * a, b) if kind == "reverse" else (w * b, a)
    whole, rest = divmod(n, d * unit)
    twice = 2 * rest
    return (whole + (twice > d * unit or (twice == d * unit and not (even and whole % 2 == 0)))) * unit


@pytest.mark.parametrize(("places", "mode"), ROUNDING)
def test_a_million_rows_against_plain_integers(places: int, mode: str) -> None:
    """Ratios of numbers up to 10^17, a seventh of the million for each way of rounding: every score to the last digit."""
    r = np.random.default_rng(places + 10 * (mode == "half-even"))
    a, b, w = map(np.concatenate, zip(*drawn(r, 50_000, places), strict=True))
    kind = r.integers(0, 4, len(a))
    turned = kind == 1
    a, b = np.where(turned, b, a), np.where(turned, a, b)
    names = np.array(KINDS)[kind]
    rows = pl.DataFrame(
        dict.fromkeys(REQUIRED)
        | {"evaluation": np.arange(len(a)), "profile": "hubei-wuhan", "target": a, "actual": b, "weight": w}
        | {
            "kind": np.where(kind == 3, "execution", "quantitative"),
            "direction": np.where(kind == 3, "forward", names),
        },
        schema_overrides={name: SCHEMA[name] for name in REQUIRED if name != "evaluation"},
    )
    profile = evolve(WUHAN, rounding_places=cited(places), rounding_mode=cited(mode))
    unit, even = 10 ** (4 - places), mode == "half-even"
    expected = [
        oracle(*row, unit, even) for row in zip(names.tolist(), a.tolist(), b.tolist(), w.tolist(), strict=True)
    ]
    found = batch.score(rows, profiles=[profile], scaled=True)["score"]
    assert pl.Series("score", expected, dtype=pl.Int64).equals(found, null_equal=True)
