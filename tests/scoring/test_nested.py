"""Points within a head: a head's share times the points inside, on every engine; and what such a form leaves open."""

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Evaluation, audit, batch, explain, load, loads, score, what_if
from perfeval.write.document import to_toml
from tests.engines import by_excel, columns, exact
from tests.paths import TESTS
from tests.samples import quantity, table

FILED = load(TESTS / "cases" / "good" / "nested.toml")


@pytest.mark.parametrize(
    ("head", "inside", "points"),
    [
        (50, 75, "37.5"), (50, 25, "12.5"),
        (25, 40, "10"), (25, 30, "7.5"), (25, 20, "5"), (25, 10, "2.5"),
        (50, 7, "3.5"), (50, 8, "4"), (50, 5, "2.5"), (50, 13, "6.5"), (25, 15, "3.75"), (25, 5, "1.25"),
    ],
)  # fmt: skip
def test_the_quoted_words(head: int, inside: int, points: str) -> None:
    """权重 50, 25, 25; 分值 75 and 25, 40, 30, 20 and 10, and those of the rows under them (外事出国项目专项经费绩效评价表)."""
    (row,) = score(nested(head, inside)).rows
    assert (Decimal(points), Fraction(points)) == (row.weight, row.exact)


def nested(head: int, inside: int, actual: str = "9个") -> Evaluation:
    return table(quantity("≥9个", actual, weight=inside), weights={"产出指标": head}, nested=True)


def test_a_whole_table() -> None:
    """By hand: 37.5 × 78 ÷ 80 = 36.56; 12.5; 10 × 90 % = 9; 15; 7.5 × 2 ÷ 3 = 5; 17.5. The heads are their printed points again."""
    card = score(FILED)
    assert ["36.56", "12.50", "9.00", "15.00", "5.00", "17.50"] == [f"{row.score}" for row in card.rows]
    assert "95.56" == f"{card.total}"
    heads = [("预算绩效", 50, 50), ("项目产出", 25, 25), ("项目效果", 25, 25)]
    assert heads == [(group.name, group.weight, group.declared) for group in card.groups]


def test_in_words() -> None:
    said = "“预算绩效”占 50 分，本行在其中（满分 100 分）占 75 分：50 × 75 ÷ 100 = 37.5 分。"
    assert said in explain(FILED, path="indicators[0]")
    assert "25 × 30 ÷ 100 = 7.5 分" in explain(FILED, path="indicators[4].rows[0]")


def test_columns_give_the_same() -> None:
    lines = pl.DataFrame(list(batch.rows([("甲", FILED)])))
    found = batch.score(lines).filter(pl.col("kind") != "execution")
    card = score(FILED)
    assert [row.score for row in card.rows] == found["score"].to_list()
    assert [card.total] == batch.totals(lines)["total"].to_list()


@given(head=st.integers(1, 100), inside=st.integers(1, 100), done=st.integers(0, 12))
def test_one_answer_on_every_engine_within_the_share_of_the_head(head: int, inside: int, done: int) -> None:
    """Never more than the head's share, more done never earns less, and twice the head earns twice as much."""
    filed = nested(head, inside, f"{done}个")
    rows = [row for _, row in filed.rows()]
    assert exact(rows, "hubei-wuhan") == columns(rows, "hubei-wuhan") == by_excel(rows, "hubei-wuhan")
    (row,) = score(filed).rows
    (more,) = score(nested(head, inside, f"{done + 1}个")).rows
    (twice,) = score(nested(2 * head, inside, f"{done}个")).rows
    assert row.exact is not None
    assert more.exact is not None
    assert 0 <= row.exact <= more.exact <= Fraction(head * inside, 100)
    assert twice.exact == 2 * row.exact


def test_backwards_by_the_share_of_the_head() -> None:
    """2.44 more are needed: a row of 75 within 50 lacks 0.94, one of 30 within 25 lacks 2.5: 7.5 × 2.974 ÷ 3 = 7.435, printed 7.44."""
    (change,) = what_if(FILED, to="98").alone
    assert "indicators[4].rows[0]" == change.path
    assert "由 2个 改为至少 2.974个，增加 0.974个；得分由 5 分到 7.44 分以上" in str(change)


def test_the_audit_holds_the_total_and_leaves_aside_what_rows_print() -> None:
    """36 beside 40 is 36 within the head or of the whole: nobody says."""
    report = audit(FILED)
    assert [("published", "95.56", "95.06")] == [
        (f.path, f.expected, f.found) for f in report.findings if f.rule == "total-mismatch"
    ]
    assert not {"score-mismatch", "score-above-weight", "score-missing"} & {f.rule for f in report.findings}
    assert ["各行印的是项内的分值，来源没有说明所印得分是项内的还是总分里的"] == [
        s.reason for s in report.skipped if s.rule == "score-mismatch"
    ]


def test_rows_that_do_not_make_up_a_hundred_within_their_head_are_found() -> None:
    """60 within 25 are 15 of the 25 that the head prints."""
    found = [f for f in audit(nested(25, 60)).findings if f.rule == "group-weight-mismatch"]
    assert [("25", "15")] == [(f.expected, f.found) for f in found]


def test_a_document_keeps_what_its_form_prints() -> None:
    assert FILED == loads(to_toml(FILED))
    assert "nested = true" in to_toml(FILED)
    assert "weight = 75" in to_toml(FILED)
