"""The rules said in Excel's words: what a formula gives is what the exact engine gives, for every rule of the regulation."""

from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.rules import formulas
from perfeval.rules.words import EXACT
from perfeval.write.excel_words import EXCEL_WORDS, ExcelFormula, quotient, text_constant, written
from tests import excel

A, B, W = ExcelFormula("A1"), ExcelFormula("B1"), ExcelFormula("W1")
NUMBERS = st.integers(0, 300_000).map(lambda n: Fraction(n, 1000))
P = SimpleNamespace(
    lower=Fraction(7, 10),
    upper=Fraction(13, 10),
    start=Fraction(90),
    base=Fraction(4, 5),
    per=Fraction(1, 10),
    deduct=Fraction(1, 2),
    toward=-1,
    begun=1,
    of_weight=False,
    listed=((Fraction(100), Fraction(20)), (Fraction(50), Fraction(10))),
    marks=(Fraction(1), Fraction(19, 20), Fraction(9, 10)),
    tiers=(
        SimpleNamespace(high=Fraction(1, 10), closed=True, points=Fraction(5)),
        SimpleNamespace(high=Fraction(20), closed=False, points=Fraction(3)),
        SimpleNamespace(high=None, closed=True, points=Fraction(0)),
    ),
)
RULES: list[Callable[..., Any]] = [
    formulas.execution, formulas.forward, formulas.reverse, formulas.equal, formulas.linear, formulas.exactly_met, formulas.cut_off,
    formulas.steps, formulas.rate_steps, formulas.tiers, formulas.bands, formulas.share_tiers, formulas.listed, formulas.change_ratio, formulas.ramp, formulas.judged, formulas.coefficient, formulas.checklist,
    formulas.checklist_deducted,
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(NUMBERS, NUMBERS, st.integers(0, 100).map(Fraction), st.booleans())
def test_every_rule_gives_what_it_gives_in_fractions(
    rule: Callable[..., Any], target: Fraction, actual: Fraction, weight: Fraction, of_weight: bool
) -> None:
    p = SimpleNamespace(**{**vars(P), "of_weight": of_weight})
    earned, of = rule(EXACT, target, actual, weight, p)
    if not of:
        return
    formula = written(quotient(*rule(EXCEL_WORDS, A, B, W, p)))

    assert earned / of == excel.value(formula, {"A1": target, "B1": actual, "W1": weight})


def test_a_ratio_reads_like_the_regulation() -> None:
    assert "IF(B1>=A1,W1,W1*B1/A1)" == str(quotient(*formulas.forward(EXCEL_WORDS, A, B, W, None)))
    assert "IF(B1<=A1,W1,W1*A1/B1)" == str(quotient(*formulas.reverse(EXCEL_WORDS, A, B, W, None)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((A - B) * 2, "(A1-B1)*2"),
        (A - (B - W), "A1-(B1-W1)"),
        (A / (B * W), "A1/(B1*W1)"),
        (A * B / W, "A1*B1/W1"),
        ((A < B) == (B < W), "(A1<B1)=(B1<W1)"),
        (A * Fraction(-1, 2), "A1*(-0.5)"),
        (A * 1 + 0, "A1"),
        (A - A, "0"),
    ],
)
def test_brackets_stand_where_they_are_needed(value: Any, expected: str) -> None:
    assert expected == written(value)


def test_what_is_known_when_the_workbook_is_made_is_decided_then() -> None:
    assert A is EXCEL_WORDS.where(True, A, B)
    assert "A1>0" == str(EXCEL_WORDS.both(True, A > 0))
    assert EXCEL_WORDS.either(A > 0, True) is True


def test_a_text_cannot_end_its_constant() -> None:
    assert '"a""&SUM(A1)&"""' == text_constant('a"&SUM(A1)&"')
    assert 252 == len(text_constant("字" * 1000))
