"""坡度: the vectors of the quoted words, what holds of any ramp, the inverse, and one answer on every engine."""

from fractions import Fraction

import polars as pl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Execution, batch, explain, score
from perfeval.rules.ramps import RAMP
from perfeval.rules.rule import Earned
from tests import engines
from tests.samples import quantity, table

RULE = {"rule": "ramp", "start": "70%", "end": "90%", "base": "80%"}
"""免疫抗体合格率达70%以上得基础分（分值的80%），90%得满分，70%—89%按比例增分，低于70%不得分 (动物防疫考核评分细则)."""
OWN = "sichuan-form-2023"
"""A profile under which a row may print its own rule."""


def points(actual: str, rule: dict[str, str] = RULE, weight: int = 10) -> Fraction | None:
    return score(table(quantity("≥90%", actual, weight=weight, rule=rule)), profile=OWN).rows[0].exact


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("69.99%", 0),
        ("70%", 8),
        ("75%", Fraction(17, 2)),
        ("80%", 9),
        ("89%", Fraction(99, 10)),
        ("90%", 10),
        ("100%", 10),
    ],
)
def test_the_quoted_words(actual: str, expected: Fraction) -> None:
    assert expected == points(actual)


def test_without_a_base_it_begins_at_nothing() -> None:
    plain = RULE | {"base": "0%"}
    assert [0, 0, 5, 10] == [points(actual, plain) for actual in ("69%", "70%", "80%", "90%")]


@given(st.integers(0, 12000), st.integers(0, 12000))
def test_more_done_never_earns_less_and_never_more_than_the_weight(one: int, other: int) -> None:
    less, more = (points(f"{done / 100:.2f}%") for done in sorted((one, other)))
    assert less is not None
    assert more is not None
    assert 0 <= less <= more <= 10


def test_the_same_in_another_unit() -> None:
    rule = RULE | {"start": "7000元", "end": "0.9万元"}
    row = quantity("≥1万元", "8000元", weight=10, rule=rule)
    assert 9 == score(table(row), profile=OWN).rows[0].exact


def test_in_words() -> None:
    told = explain(score(table(quantity("≥90%", "80%", weight=10, rule=RULE)), profile=OWN))
    assert (
        "完成值 80% 在 70%（得权重的 80%）与 90%（满分）之间，按比例：得分 = 10 × （80% + 20% × （80% − 70%）÷（90% − 70%）） = 9 分。"
        in told
    )


@pytest.mark.parametrize(
    ("actual", "told"),
    [("69%", "完成值 69% 低于 70%，不得分。"), ("95%", "完成值 95% 达到 90%，计满分 10 分。")],
)
def test_in_words_beyond_the_ramp(actual: str, told: str) -> None:
    assert told in explain(score(table(quantity("≥90%", actual, weight=10, rule=RULE)), profile=OWN))


@pytest.mark.parametrize(
    ("changed", "path", "told"),
    [
        ({"start": "target"}, "start", "从多少起得分"),
        ({"end": 9}, "end", "带单位的数"),
        ({"end": "70%"}, "end", "坡度只升不降"),
        ({"end": "60%"}, "end", "坡度只升不降"),
        ({"base": "100%"}, "base", "小于 100%"),
        ({"end": "9个"}, "end", "能换算的单位"),
    ],
)
def test_a_ramp_that_does_not_rise_is_told(changed: dict[str, str], path: str, told: str) -> None:
    result = score(table(quantity("≥90%", "80%", weight=10, rule=RULE | changed)), profile=OWN).rows[0]
    assert "rule-unreadable" == result.code
    assert told in result.reason


@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(17, 20), Fraction(1)])
def test_backwards_is_the_figure_that_earns_so_much(share: Fraction) -> None:
    """Half of the weight needs 起点; 85 % of it a quarter of the way up; the whole 满分点."""
    result = score(table(quantity("≥90%", "60%", weight=10, rule=RULE)), profile=OWN).rows[0]
    assert result.trace is not None
    trace = result.trace
    assert trace.operands is not None
    assert RAMP.inverse is not None
    earned = Earned(trace.operands, Fraction(0), "", "%", trace.numbers)
    needed = RAMP.inverse(earned, 10 * share, False)
    assert needed is not None
    assert {Fraction(1, 2): 70, Fraction(17, 20): 75, Fraction(1): 90}[share] == needed.low
    assert 10 * max(share, Fraction(4, 5)) == points(f"{needed.low}%")


def test_columns_give_the_same() -> None:
    cells = [f"{done / 2}%" for done in range(130, 190, 7)]
    filed = table(*(quantity("≥90%", cell, weight=10, rule=RULE) for cell in cells))
    filed = evolve(filed, profile=OWN, execution=Execution(budget="1万元", executed="1万元"))
    frame = batch.score(pl.DataFrame(list(batch.rows([("a", filed)]))))
    columns = [
        str(points) for points, kind in zip(frame["score"], frame["kind"], strict=True) if kind == "quantitative"
    ]
    assert [f"{row.score:f}" for row in score(filed).rows] == [f"{float(points):.2f}" for points in columns]


def test_one_answer_on_every_engine() -> None:
    """In the curve's own unit, which is what a sheet asks for."""
    cells = ("69.99%", "70%", "71.3%", "80%", "89.9999%", "90%", "140%", "-1%")
    rules = (RULE, RULE | {"base": "0%"}, RULE | {"base": "35%"})
    rows = [quantity("≥90%", cell, weight="7.5", rule=rule) for cell in cells for rule in rules]
    assert engines.exact(rows, OWN) == engines.columns(rows, OWN)
    assert engines.exact(rows, OWN) == engines.by_excel(rows, OWN)
