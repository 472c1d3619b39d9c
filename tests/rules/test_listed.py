"""所印各数的得分: the quoted words, silence between, what is no list; one answer on every engine."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import score, what_if
from perfeval.scoring.results import RowScore
from tests import engines
from tests.engines import OWN, rest
from tests.samples import quantity, table

AREA = {"rule": "listed", "listed": [{"at": "100%", "points": 20}, {"at": "90%", "points": 10}]}
"""种植面积达到可种面积…的100%得20分,…达到可种面积的90%得10分 (垦造水田后期管护考评表, 江门市新会区)."""
SHARES = {
    "rule": "listed",
    "listed": [{"at": "1次", "points": "50%"}, {"at": "0次", "points": "100%"}, {"at": "3次", "points": "0%"}],
}


def row(target: str, actual: str, rule: dict[str, Any] = AREA, weight: int = 20) -> RowScore:
    return score(table(quantity(target, actual, weight=weight, rule=rule)), profile=OWN).rows[0]


@pytest.mark.parametrize(("actual", "expected"), [("100%", 20), ("90%", 10), ("104%", 20)])
def test_the_quoted_words(actual: str, expected: int) -> None:
    assert expected == row("≥100%", actual).exact


@pytest.mark.parametrize("actual", ["95%", "99.99%", "89.9%", "0%"])
def test_silence_stays_open(actual: str) -> None:
    found = row("≥100%", actual)
    assert ("curve-silent", "完成值不是所印的数，来源没有说明这样的数得多少分") == (found.code, found.reason)


@pytest.mark.parametrize(("actual", "expected"), [("0次", 10), ("1次", 5), ("3次", 0)])
def test_the_lowest_is_the_best_of_a_reverse_row(actual: str, expected: int) -> None:
    assert expected == row("≤0次", actual, SHARES, weight=10).exact


def test_a_list_that_runs_the_other_way_scores_nothing() -> None:
    """The best figure of a forward row would be 3次, which earns least: the direction is the row's mistake, and is told."""
    for done in ("3次", "2次"):
        found = row("≥3次", done, SHARES, weight=10)
        assert ("rule-direction", "所印各数越大得分越少，正向指标却相反") == (found.code, found.reason)
    assert "所印各数越大得分越多，反向指标却相反" == row("≤100%", "90%").reason


def test_in_words() -> None:
    assert "完成值 90% 是所印的一个数，计 10 分。" in row("≥100%", "90%").explanation
    assert "完成值 104% 达到 100%，计 20 分。" in row("≥100%", "104%").explanation
    assert "完成值 1次 是所印的一个数，得权重的 50%，计 5 分。" in row("≤0次", "1次", SHARES, weight=10).explanation


@given(st.sampled_from([90, 100, 101, 300]), st.sampled_from([90, 100, 101, 300]), st.integers(1, 30))
def test_further_never_earns_less_within_the_weight_in_any_unit(one: int, other: int, scale: int) -> None:
    rule = {"rule": "listed", "listed": [{"at": "100元", "points": 20}, {"at": "90元", "points": 10}]}
    scaled = {
        "rule": "listed",
        "listed": [{"at": f"{100 * scale}元", "points": 20}, {"at": f"{90 * scale}元", "points": 10}],
    }
    less, more = (row("≥100元", f"{done}元", rule).exact for done in sorted((one, other)))
    assert less is not None
    assert more is not None
    assert 0 <= less <= more <= 20
    assert less == row(f"≥{100 * scale}元", f"{min(one, other) * scale}元", scaled).exact


def test_backwards_only_to_the_best() -> None:
    rows = (quantity("≥100%", "90%", weight=20, rule=AREA), rest(70))
    card = score(table(*rows), profile=OWN)
    assert 90 == card.total
    assert ["至少 100%"] == [f"{c.word} {c.bound}{c.unit}" for c in what_if(card, to=95).alone]
    rows = (quantity("≤0次", "3次", weight=20, rule=SHARES), rest(70))
    assert ["至多 0次"] == [
        f"{c.word} {c.bound}{c.unit}" for c in what_if(score(table(*rows), profile=OWN), to=95).alone
    ]


@pytest.mark.parametrize(
    ("rule", "target", "cells", "weight"),
    [
        (AREA, "≥100%", ("100%", "90%", "95%", "105%", "12%"), 20),
        (AREA, "≥100%", ("100%",), 10),
        (SHARES, "≤0次", ("0次", "1次", "2次", "3次", "4次"), 7),
        (SHARES, "≥3次", ("0次", "3次"), 7),
    ],
    ids=["points", "other-full", "shares", "other-way"],
)
def test_one_answer_on_every_engine(rule: dict[str, Any], target: str, cells: tuple[str, ...], weight: int) -> None:
    rows = [quantity(target, cell, weight=weight, rule=rule) for cell in cells]
    assert engines.exact(rows, OWN) == engines.columns(rows, OWN)
    assert engines.exact(rows, OWN) == engines.by_excel(rows, OWN)


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        (
            [{"at": "1万元", "points": 20}, {"at": "10000元", "points": 10}],
            "listed[1].at：写的是 10000元，前面已经写过",
        ),
        ([{"at": "1%", "points": 1}, {"at": "2%", "points": 3}, {"at": "3%", "points": 2}], "listed：得分时升时降"),
        ([{"at": "1%", "points": 2}, {"at": "2%", "points": 2}], "listed：得分时升时降"),
        ([{"at": "1%", "points": 2}, {"at": "2个", "points": 3}], "listed[1].at：写的是 2个"),
        ([{"at": "1%", "points": 2}, {"at": "2%", "points": "30%"}], "listed：有的写分数"),
        ([], "listed：一个数也没有"),
        ([{"at": "1%"}], "listed[0].points：缺少这个键"),
    ],
)
def test_lists_that_contradict_themselves(listed: list[dict[str, Any]], told: str) -> None:
    found = row("≥1%", "1%", {"rule": "listed", "listed": listed})
    assert "rule-unreadable" == found.code
    assert told in found.reason
