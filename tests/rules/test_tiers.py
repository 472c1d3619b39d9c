"""分档得分: ranges, shares of the weight, unprinted points, two quantities; on every engine, with the words that people read."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import audit, explain, score, what_if
from perfeval.rules import tiers
from perfeval.rules.rule import Numbers, Operands, UnitTier
from perfeval.scoring.results import RowScore
from tests import engines
from tests.engines import OWN, rest
from tests.samples import quantity, table

MONTHS = {
    "rule": "tiers",
    "ends": "high",
    "tiers": [
        {"low": "0个月", "high": "1个月", "points": 10},
        {"low": "1个月", "high": "2个月", "points": 9, "least": 8},
        {"low": "2个月", "high": "4个月", "points": 7, "least": 6},
        {"low": "4个月", "high": "none", "points": 0},
    ],
}
"""≤1个月 10，>1个月,≤2个月 9-8，… (财政扶贫资金绩效考评量化指标表, 财农〔2008〕91号 era)."""
LEVELS = {
    "rule": "tiers",
    "ends": "low",
    "tiers": [
        {"low": "0%", "high": "85%", "points": "unstated", "label": "差"},
        {"low": "85%", "high": "90%", "points": "unstated", "label": "中"},
        {"low": "90%", "high": "100%", "points": "unstated", "label": "良"},
        {"low": "100%", "high": "none", "points": "unstated", "label": "优"},
    ],
}
"""優良中差 100% 90% 85% 85%, and no points beside them (邯财社[2018]126号)."""
SURPLUS = {
    "rule": "share-tiers",
    "ends": "high",
    "tiers": [
        {"low": "0%", "high": "0%", "points": 4},
        {"low": "0%", "high": "100%", "points": 2},
        {"low": "100%", "high": "none", "points": 0},
    ],
}
"""有结余,但不超过上年结转,2分;结余超过上年结转,不得分 (部门整体支出绩效评价评分表, 参考样表); none of it, the whole points."""


def shared(rule: dict[str, Any], *shares: str) -> dict[str, Any]:
    """The rule with shares of the weight in place of points."""
    found = [{k: v for k, v in tier.items() if k != "least"} for tier in rule["tiers"]]
    return rule | {"tiers": [tier | {"points": share} for tier, share in zip(found, shares, strict=True)]}


def row(target: str, actual: str, rule: dict[str, Any], weight: int = 10) -> RowScore:
    return score(table(quantity(target, actual, weight=weight, rule=rule)), profile=OWN).rows[0]


# --- a range of points --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("actual", "expected"), [("0.5个月", 10), ("1个月", 10), ("5个月", 0)])
def test_a_tier_of_one_number_is_scored(actual: str, expected: int) -> None:
    assert expected == row("≤1个月", actual, MONTHS).exact


@pytest.mark.parametrize(
    ("actual", "told"), [("1.5个月", "8 分到 9 分"), ("2个月", "8 分到 9 分"), ("3个月", "6 分到 7 分")]
)
def test_a_range_is_never_chosen(actual: str, told: str) -> None:
    found = row("≤1个月", actual, MONTHS)
    assert "points-in-range" == found.code
    assert f"所在的一档得 {told}，规则不代为选定" == found.reason


def test_what_a_range_leaves() -> None:
    """The audit holds the printed score to it."""
    p = Numbers(
        Fraction(10),
        tiers=(UnitTier(Fraction(1), True, Fraction(10)), UnitTier(None, True, Fraction(9), least=Fraction(8))),
    )
    assert tiers.TIERS.bounds is not None
    assert (8, 9) == tiers.TIERS.bounds(Operands(Fraction(10), Fraction(1), Fraction(2)), p)
    assert tiers.TIERS.bounds(Operands(Fraction(10), Fraction(1), Fraction(1)), p) is None


@pytest.mark.parametrize(
    ("printed", "rule", "told"),
    [
        ("8", MONTHS, []),
        ("9", MONTHS, []),
        ("8.5", MONTHS, []),
        ("7.9", MONTHS, ["完成值所在的一档得 8—9 分，印 7.9 分，不在其内。"]),
        ("10", MONTHS, ["完成值所在的一档得 8—9 分，印 10 分，不在其内。"]),
        ("", MONTHS, []),
        ("7", LEVELS, []),
    ],
)
def test_the_audit_holds_the_printed_score_to_the_range(printed: str, rule: dict[str, Any], told: list[str]) -> None:
    unit = "个月" if rule is MONTHS else "%"
    filed = table(quantity(f"≤1{unit}", f"1.5{unit}", published_score=printed, rule=rule))
    found = audit(filed, profile=OWN).findings
    assert told == [one.message for one in found if one.rule == "rate-outside-band"]


def test_a_range_of_a_band() -> None:
    rule = {
        "rule": "bands",
        "ends": "high",
        "tiers": [
            {"low": "0%", "high": "10%", "points": "100%"},
            {"low": "10%", "high": "none", "points": "50%", "least": "0%"},
        ],
    }
    assert [10, None] == [row("=100万元", actual, rule).exact for actual in ("105万元", "120万元")]
    assert "所在的一档得权重的 0%到权重的 50%，规则不代为选定" == row("=100万元", "120万元", rule).reason


def test_levels_without_points_say_the_level() -> None:
    found = [row("≥100%", actual, LEVELS) for actual in ("100%", "99.9%", "85%", "3%")]
    assert ["points-in-range"] * 4 == [one.code for one in found]
    assert ["优", "良", "中", "差"] == [one.reason.split("“")[1].split("”")[0] for one in found]


# --- shares of the weight -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("actual", "expected"), [("100%", 10), ("99.9%", 9), ("85%", 8), ("84%", 6)])
def test_levels_with_shares_of_the_weight(actual: str, expected: int) -> None:
    rule = shared(LEVELS, "60%", "80%", "90%", "100%")
    assert expected == row("≥100%", actual, rule).exact
    assert 2 * expected == row("≥100%", actual, rule, weight=20).exact


def test_a_share_in_words() -> None:
    told = explain(
        score(table(quantity("≥100%", "95%", rule=shared(LEVELS, "60%", "80%", "90%", "100%"))), profile=OWN)
    )
    assert "完成值 95% 所在的一档（90%—100%，含 90%），得权重的 90%，计 9 分。" in told


def test_backwards_by_shares() -> None:
    filed = table(quantity("≥100%", "80%", weight=90, rule=shared(LEVELS, "60%", "80%", "90%", "100%")))
    found = what_if(score(filed, profile=OWN), to="91")
    assert ["第1行 indicators[0]（培训人数）：完成值由 80% 改为至少 90%，增加 10%"] == [
        str(c).split("；")[0] for c in found.alone
    ]


# --- two quantities -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("carried", "left", "expected"),
    [
        ("50万元", "0万元", 4),
        ("50万元", "1元", 2),
        ("50万元", "50万元", 2),
        ("50万元", "50.01万元", 0),
        ("0万元", "0万元", 4),
        ("0万元", "1万元", 0),
    ],
)
def test_what_is_left_against_what_was_carried_over(carried: str, left: str, expected: int) -> None:
    assert expected == row(carried, left, SURPLUS, weight=4).exact


def test_two_quantities_in_words() -> None:
    told = [
        row(a, b, SURPLUS, weight=4).explanation
        for a, b in (("50万元", "20万元"), ("0万元", "1万元"), ("0万元", "0万元"))
    ]
    assert "20万元 ÷ 50万元 = 40%，所在的一档（0%—100%，含 100%），计 2 分。" in told[0]
    assert "1万元 超过 0万元，计 0 分。" in told[1]
    assert "0万元 没有超过 0万元，计 4 分。" in told[2]


def test_a_share_of_nothing_stays_open_where_no_tier_is_for_nothing() -> None:
    low = SURPLUS | {
        "tiers": [{"low": "0%", "high": "100%", "points": 4}, {"low": "100%", "high": "none", "points": 0}]
    }
    assert "zero-target-share" == row("0万元", "0万元", low, weight=4).code


@pytest.mark.parametrize(("carried", "expected"), [("50万元", ["至多 50万元"]), ("0万元", [])])
def test_two_quantities_backwards(carried: str, expected: list[str]) -> None:
    """To 2 points more what is left may be at most what was carried over; of a carry-over of nothing no share is told."""
    card = score(table(quantity(carried, "60万元", weight=4, rule=SURPLUS), rest(86)), profile=OWN)
    found = what_if(card, to=(card.total or 0) + 2)
    assert expected == [f"{change.word} {change.bound}{change.unit}" for change in found.alone]


# --- what holds of any, on every engine ---------------------------------------------------------------------------


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 40))
def test_more_left_never_earns_more_and_no_scale_matters(one: int, other: int, scale: int) -> None:
    little, much = (row("100元", f"{left}元", SURPLUS, weight=4).exact for left in sorted((one, other)))
    assert little is not None
    assert much is not None
    assert 0 <= much <= little <= 4
    assert little == row(f"{100 * scale}元", f"{min(one, other) * scale}元", SURPLUS, weight=4).exact


@pytest.mark.parametrize(
    ("rule", "target", "cells", "weight"),
    [
        (MONTHS, "≤1个月", ("0个月", "1个月", "1.5个月", "5个月"), 10),
        (shared(LEVELS, "60%", "80%", "90%", "100%"), "≥100%", ("84.99%", "85%", "99%", "101%"), 7),
        (LEVELS, "≥100%", ("99%",), 7),
        (SURPLUS, "50元", ("0元", "50元", "50.01元", "7元"), 4),
        (SURPLUS, "0元", ("0元", "7元"), 4),
    ],
    ids=["range", "shares", "unprinted", "two", "none"],
)
def test_one_answer_on_every_engine(rule: dict[str, Any], target: str, cells: tuple[str, ...], weight: int) -> None:
    rows = [quantity(target, cell, weight=weight, rule=rule) for cell in cells]
    assert engines.exact(rows, OWN) == engines.columns(rows, OWN)
    assert engines.exact(rows, OWN) == engines.by_excel(rows, OWN)


# --- what is no rule ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "told"),
    [
        ({"points": 9, "least": 9}, "tiers[1].least：写的是 9 分，不小于最多的分 9 分"),
        ({"points": 9, "least": "50%"}, "tiers[1].least：写的是权重的 50%，points 写的是 9 分"),
        ({"points": "unstated", "least": 1}, "tiers[1].least：没有写 points"),
        ({"points": "90%"}, "tiers：有的档写分数，有的档写权重的百分比"),
        ({"points": "190%"}, "权重的百分比"),
        ({"points": "9分"}, "权重的百分比"),
    ],
)
def test_tiers_that_contradict_themselves(tier: dict[str, Any], told: str) -> None:
    broken = MONTHS | {"tiers": [MONTHS["tiers"][0], {"low": "1个月", "high": "none"} | tier]}
    found = row("≤1个月", "1个月", broken)
    assert "rule-unreadable" == found.code
    assert told in found.reason


@pytest.mark.parametrize(
    ("ends", "actual", "expected"),
    [("low", "4个月", 0), ("high", "4个月", 6), ("high", "4.01个月", 0), ("low", "3.99个月", 6)],
)
def test_a_figure_exactly_on_the_end_where_the_open_tier_begins(ends: str, actual: str, expected: int) -> None:
    """4个月 belongs to the tier that says so: to the open one where low ends belong to theirs, to the one before it where high ends do."""
    rule = {
        "rule": "tiers",
        "ends": ends,
        "tiers": [{"low": "0个月", "high": "4个月", "points": 6}, {"low": "4个月", "high": "none", "points": 0}],
    }
    assert expected == row("≤1个月", actual, rule, weight=6).exact


@pytest.mark.parametrize(
    ("actual", "bound", "word", "strict", "until", "until_strict"),
    [
        ("150个", 140, "至多", False, 110, True),
        ("50个", 60, "至少", False, 90, True),
        ("105个", 110, "至少", True, 140, False),
    ],
)
def test_backwards_to_the_side_that_the_figure_is_on(
    actual: str, bound: int, word: str, strict: bool, until: int, until_strict: bool
) -> None:
    """Where a deviation between 10 and 40 % is the best, as no form says it: the nearest such figures, with both ends."""
    tiers = [
        {"low": "0%", "high": "10%", "points": "0%"},
        {"low": "10%", "high": "40%", "points": "100%"},
        {"low": "40%", "high": "none", "points": "0%"},
    ]
    ring = {"rule": "bands", "ends": "high", "tiers": tiers}
    card = score(table(quantity("≥100个", actual, weight=20, rule=ring), rest(70)), profile=OWN)
    (change,) = what_if(card, to=100).alone
    assert (bound, word, strict, until, until_strict) == (
        change.bound,
        change.word,
        change.strict,
        change.until,
        change.until_strict,
    )
