"""Which rule scores a row: the profile's for its kind, or one of its own."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from perfeval import (
    InputError,
    Item,
    Status,
    loads,
)
from perfeval.write.document import to_json_document, to_toml
from tests.samples import judgement, quantity, table
from tests.under import OPEN, PLAIN, STEPS, outcome, result, under

TIERS = [{"low": "0%", "high": "10%", "points": 5}, {"low": "10%", "high": "none", "points": Decimal("0.5")}]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (quantity("≥90%", "86%", rule="满意度"), "9.00"),
        (quantity("≥95%", "86%", rule=STEPS), "9.00"),
        (quantity("≥95%", "86%", rule=STEPS | {"start": "target"}), "8.00"),
        (quantity("≥90%", "86%", rule=STEPS | {"count": "whole"}), "10.00"),
        (quantity("≥90%", "86%", rule=STEPS | {"count": "unstated"}), "curve-silent"),
        (quantity("≥90%", "85%", rule=STEPS | {"count": "unstated"}), "9.00"),
        (quantity("≥90%", "86%", rule=STEPS | {"full": 10}), "9.00"),
        (quantity("≥90%", "86%", weight=20, rule=STEPS | {"full": 10}), "full-not-the-weight"),
        (quantity("≥900‰", "860‰", rule=STEPS), "9.00"),
        (quantity("≥9个", "8个", rule=STEPS), "rule-unit"),
        (quantity("≥9个", "7个", rule=STEPS | {"start": "target", "per": "1个", "deduct": 2}), "6.00"),
        (quantity("≤1%", "3%", rule=STEPS | {"start": "target", "per": "1%", "deduct": "0.5"}), "9.00"),
        (quantity("≤1%", "3%", rule=STEPS | {"start": "target", "per": "1%", "deduct": 1}), "8.00"),
        (quantity("≤365天", "400天", rule="线性"), "9.04"),
        (quantity("≥365天", "300天", rule="线性"), "rule-direction"),
        (quantity("≥9个", "8个", rule="没有"), "rule-unknown"),
        (quantity("≥9个", "8个", rule={"rule": "没有"}), "rule-unreadable"),
        (quantity("≥9个", "8个", rule=STEPS | {"lower": "70%"}), "rule-unreadable"),
        (quantity("≥9个", "8个", rule=7), "rule-unreadable"),
        (quantity("≥9个", "8个", rule="线性", coefficient="90%"), "rule-twice"),
        (quantity("≥20个", "13个", rule={"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "ratio"}), "0.00"),
        (quantity("≥20个", "18个", rule={"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "ratio"}), "9.00"),
        (quantity("≥20个", "18个", rule={"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "unstated"}), "curve-silent"),
        (quantity("≥0个", "18个", rule={"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "ratio"}), "zero-target-share"),
        (quantity("≥9个", None, rule=STEPS), "actual-missing"),
        (quantity("≥9个", "8个", coefficient="90%"), "rule-unknown"),
        (quantity("≥9个", "8个", items=(Item(description="甲", points=10, done=True),)), "rule-unknown"),
        (judgement("达成", "95%", rule="满意度"), "rule-direction"),
    ],
)  # fmt: skip
def test_a_rows_own_rule(row: Any, expected: str) -> None:
    """A curve of the profile by name, or a table of its numbers in the row's unit; what does not fit is told."""
    assert expected == outcome(row, profile=OPEN)


def test_an_own_rule_names_itself() -> None:
    """The clause of a row with its own rule is that rule; under a profile without such rows it is not passed over."""
    assert "本行所印的规则" == result(quantity("≥95%", "86%", rule=STEPS), profile=OPEN).clause
    assert "rule-unknown" == outcome(quantity("≥95%", "86%", rule=STEPS), profile=under({"满意度": STEPS}))
    misspelt = quantity("≥95%", "86%", rule="满意")
    assert (
        "“满意”），评分规则“example”没有这种方法；可写的有：满意度、线性，或写有参数的表"
        in result(misspelt, OPEN).reason
    )
    assert "这套规则没有可供单行选用的曲线" in result(misspelt, PLAIN).reason
    assert "9.00" == outcome(quantity("≥95%", "86%", rule="满意度"), profile=under({"满意度": STEPS}))


def test_a_rule_is_kept_as_it_was_given() -> None:
    """Nested tables and all, in a document of either form; the row stays a value that can be a key."""
    row = quantity("=100元", "112元", weight=5, rule={"rule": "bands", "ends": "high", "tiers": TIERS})
    assert "0.50" == outcome(row, profile=OPEN)
    assert hash(row)
    for text in (to_toml(table(row)), to_json_document(table(row))):
        assert row == loads(text).indicators[0]
    for nothing in ({}, ""):
        with pytest.raises(InputError, match="写的是空的"):
            evolve(row, rule=nothing)
    assert "9.50" == outcome(judgement("达成", "95%", coefficient="/"), profile=OPEN)


@pytest.mark.parametrize("kind", ["forward", "reverse", "equal", "judged"])
def test_what_the_source_leaves_open(kind: str) -> None:
    """`unstated` scores nothing of the kind, and says whose silence it is."""
    signs = {"forward": "≥", "reverse": "≤", "equal": "="}
    row = judgement("达成", "95%") if kind == "judged" else quantity(f"{signs[kind]}9个", "9个")
    found = result(row, profile=under(**{f"{kind}_rule": "unstated"}))
    assert (Status.UNDETERMINED, "rule-unstated") == (found.status, found.code)
    assert "“example”的来源没有说明" in found.reason
