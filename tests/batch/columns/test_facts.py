"""What one look at a frame proves of its rows changes no score: a row alone, of which most is proved, is scored as among others."""

import itertools
from typing import Any

import polars as pl
import pytest

from perfeval import batch
from perfeval.batch.columns.facts import UNKNOWN_FACTS, ColumnEnds, Facts
from perfeval.batch.columns.routes import routes_of
from perfeval.errors import InputError
from perfeval.profiles import load_profile

EDGE = 10**17
FIGURES = (None, -1, 0, 1, 10_000, 364_9999, 365_0000, EDGE, EDGE + 1, 2**63 - 1)
TYPES = {
    "evaluation": pl.Int64, "profile": pl.String, "kind": pl.String, "level1": pl.String, "direction": pl.String, "target": pl.Int64,
    "actual": pl.Int64, "weight": pl.Int64, "attainment": pl.String, "rate": pl.Int64, "funds": pl.Int64,
}  # fmt: skip


def row(**cells: Any) -> dict[str, Any]:
    return dict.fromkeys(TYPES) | {"profile": "hubei-wuhan", "level1": "产出指标"} | cells


def frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame([{**each, "evaluation": i} for i, each in enumerate(rows)], schema=TYPES)


FIGURED = [
    row(kind="quantitative", direction=direction, target=target, actual=actual, weight=weight)
    for direction, weight in (("forward", 2_5000), ("reverse", 0), (None, 10_0000), ("equal", None))
    for target, actual in itertools.product(FIGURES[:7], FIGURES[:7])
] + [
    row(kind="quantitative", direction="reverse", target=t, actual=EDGE, weight=w)
    for t in FIGURES
    for w in (1, 1 << 25)
]
JUDGED = [
    row(kind="qualitative", attainment=label, rate=rate, weight=weight)
    for label in (None, "达成预期指标", "未达成预期指标且效果较差", "无此档")
    for rate in (None, 49_9999, 50_0000, 79_9999, 80_0000, 100_0000, 100_0001)
    for weight in (None, 5_0000)
]
MONEY = [
    row(kind="execution", target=target, actual=actual, weight=weight)
    for target, actual in itertools.product(FIGURES[:5], FIGURES[:5])
    for weight in (None, 0, 20_0000)
]
ALONE = [*FIGURED[::17], *FIGURED[-5:], *JUDGED[::7], *MONEY[::9]]


@pytest.mark.parametrize("profile", ["hubei-wuhan", "hunan-department"])
def test_a_row_alone_is_scored_as_among_others(profile: str) -> None:
    rows = [{**each, "profile": profile} for each in ALONE]
    among = batch.score(frame([*rows, *FIGURED, *JUDGED, *MONEY]), scaled=True).head(len(rows))
    result = ["score", "status", "reason"]

    assert among.select(result).rows() == [
        batch.score(frame([each]), scaled=True).select(result).row(0) for each in rows
    ]


def test_rows_of_one_kind_have_the_totals_that_they_have_among_others() -> None:
    alone = frame(FIGURED).with_columns(evaluation=pl.lit(7))
    others = frame([*JUDGED, *MONEY]).with_columns(evaluation=pl.lit(8))
    both = batch.totals(pl.concat([alone, others]), scaled=True).filter(pl.col("evaluation") == 7)

    assert both.rows() == batch.totals(alone, scaled=True).rows()


def test_a_blank_word_is_no_word_and_another_is_told_with_its_row() -> None:
    blank = frame([row(kind=" ", direction="", target=1, actual=1, weight=1)])
    wrong = frame([row(kind="quantitative"), row(kind="Quantitative")])

    assert [("undetermined", "rule-unknown")] == batch.score(blank, scaled=True).select("status", "reason").rows()
    with pytest.raises(InputError, match=r"第 2 行.*Quantitative"):
        batch.score(wrong, scaled=True)


def test_only_routes_that_no_row_takes_fall_away() -> None:
    routes = list(routes_of([load_profile("hubei-wuhan")]))
    seen = Facts({}, {"kind": frozenset({"quantitative"}), "direction": frozenset({None, "reverse"})})

    assert ["forward", "reverse"] == [route.direction for route in routes if seen.may_have(route)]
    assert all(map(UNKNOWN_FACTS.may_have, routes))


def test_a_span_holds_its_ends() -> None:
    seen = Facts({"weight": ColumnEnds(0, 5, full=False)})

    assert [True, False, False] == [seen.within("weight", 0, 5), seen.within("weight", 1, 5), seen.within("rate", 0, 5)]
    assert [False, False] == [seen.full("weight"), seen.full("rate")]
