"""The rules say what the regulation says, for any figures, and never more than the weight."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perfeval.rules.formulas import deduction, equal, execution, forward, judged, reverse
from perfeval.rules.registry import ADJUSTMENTS, RULES, RULES_OF
from perfeval.rules.rule import Operands
from perfeval.rules.words import EXACT
from perfeval.values.figures import exact, round_half_up
from tests.strategies import PROFILES, bands, fractions, judgements, positive, weights

Rule = Callable[..., tuple[Any, Any]]
figures = fractions(places=3)
RISING = (forward, equal, execution)
RATIOS = (*RISING, reverse)


def points(rule: Rule, target: Any, actual: Any, weight: Any = 10) -> Fraction:
    """What a row has earned, divided."""
    earned, of = rule(EXACT, exact(target), exact(actual), exact(weight), None)
    return Fraction(earned) / Fraction(of)


def reached(rule: Rule, target: Fraction, actual: Fraction) -> bool:
    return actual <= target if rule is reverse else actual >= target


# --- what holds for every rule ------------------------------------------------------------------------------------


@given(st.sampled_from(RATIOS), figures, figures, weights)
def test_a_score_is_from_0_to_the_weight(rule: Rule, target: Fraction, actual: Fraction, weight: Fraction) -> None:
    """得分不得突破权重总额, and no row loses more than it has."""
    assert 0 <= points(rule, target, actual, weight) <= weight


@given(st.sampled_from(RATIOS), figures, figures, weights)
def test_reached_is_full_and_missed_is_not(rule: Rule, target: Fraction, actual: Fraction, weight: Fraction) -> None:
    """A reached target earns the whole weight, a missed one less."""
    assume(weight)
    assert reached(rule, target, actual) == (points(rule, target, actual, weight) == weight)


@given(st.sampled_from(RISING), figures, figures, figures)
def test_forward_rises(rule: Rule, target: Fraction, one: Fraction, other: Fraction) -> None:
    """The more is done, the higher the score."""
    low, high = sorted((one, other))
    assert points(rule, target, low) <= points(rule, target, high)


@given(figures, figures, figures)
def test_reverse_falls(target: Fraction, one: Fraction, other: Fraction) -> None:
    """The more is used up, the lower the score."""
    low, high = sorted((one, other))
    assert points(reverse, target, low) >= points(reverse, target, high)


@given(st.sampled_from(RATIOS), figures, figures, positive)
def test_the_unit_makes_no_difference(rule: Rule, target: Fraction, actual: Fraction, scale: Fraction) -> None:
    """Both sides in another unit score the same."""
    assert points(rule, target, actual) == points(rule, target * scale, actual * scale)


@given(st.sampled_from(RATIOS), figures, figures, weights, positive)
def test_a_score_is_in_proportion_to_the_weight(
    rule: Rule, target: Fraction, actual: Fraction, weight: Fraction, scale: Fraction
) -> None:
    """A row of twice the weight earns twice the points."""
    assert points(rule, target, actual, weight) * scale == points(rule, target, actual, weight * scale)


@given(st.sampled_from(RISING), positive, fractions(0, 1, 4), weights)
def test_missed_forward_is_b_over_a(rule: Rule, target: Fraction, share: Fraction, weight: Fraction) -> None:
    """得分 = 权重 × B/A."""
    assert weight * share == points(rule, target, target * share, weight)


@given(positive, positive.filter(lambda v: v >= 1), weights)
def test_missed_reverse_is_a_over_b(target: Fraction, times: Fraction, weight: Fraction) -> None:
    """得分 = 权重 × A/B."""
    assert weight / times == points(reverse, target, target * times, weight)


@given(st.sampled_from(PROFILES), weights, st.data())
def test_a_judged_score_lies_in_its_band(profile: str, weight: Fraction, data: st.DataObject) -> None:
    """定性指标: the points lie in the band of the attainment, which the gates have checked."""
    label, rate = data.draw(judgements(profile))
    band = next(b for b in bands(profile) if b.is_named(label))
    operands = Operands(weight, actual=rate, low=band.low, high=band.high, closed=band.high == 1)
    assert [] == held(GATES_OF["judged"], operands)
    assert weight * band.low <= points(judged, band.low, rate, weight) <= weight * band.high
    assert weight * rate == points(judged, band.low, rate, weight)


# --- the regulation's own figures --------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "target", "actual", "weight", "undivided", "printed"),
    [
        (forward, "20", "18", 10, "9", "9.00"),
        (forward, "20", "27", 10, "10", "10.00"),
        (forward, "20", "13", 10, "6.5", "6.50"),
        (forward, "0", "0", 10, "10", "10.00"),
        (forward, "0", "3", 10, "10", "10.00"),
        (reverse, "365", "400", 10, "9.125", "9.13"),
        (reverse, "365", "270", 10, "10", "10.00"),
        (reverse, "90", "180", 10, "5", "5.00"),
        (reverse, "0", "2", 10, "0", "0.00"),
        (reverse, "0", "0", 10, "10", "10.00"),
        (reverse, "5", "0", 10, "10", "10.00"),
        (equal, "20", "18", 10, "9", "9.00"),
        (equal, "20", "21", 10, "10", "10.00"),
        (execution, "1397.58", "2019.84", 20, "20", "20.00"),
        (execution, "250000", "215457.6", 10, "8.618304", "8.62"),
        (execution, "20000", "9034", 10, "4.517", "4.52"),
        (execution, "100", "0", 20, "0", "0.00"),
    ],
)
def test_vectors(rule: Rule, target: str, actual: str, weight: int, undivided: str, printed: str) -> None:
    """The worked figures of the regulation and of published tables."""
    found = points(rule, target, actual, weight)
    assert exact(undivided) == found
    assert f"{round_half_up(found):f}" == printed


# --- gates --------------------------------------------------------------------------------------------------------


def held(gates: Any, row: Operands) -> list[str]:
    """The codes of the gates that hold, the first of which is told."""
    codes = []
    for gate in gates:
        if gate.when(EXACT, row, None):
            codes.append(gate.code)
            break
    return codes


GATES_OF = {
    "execution": RULES_OF["execution"]["ratio"].gates,
    "quantitative": RULES_OF["forward"]["ratio"].gates,
    "judged": RULES_OF["judged"]["rate-in-band"].gates,
}
Z, ONE, NEG = Fraction(0), Fraction(1), Fraction(-1)
BAND = {"low": Fraction(1, 2), "high": Fraction(4, 5)}


@pytest.mark.parametrize(
    ("kind", "row", "code"),
    [
        ("execution", Operands(ONE), "budget-missing"),
        ("execution", Operands(ONE, actual=ONE), "budget-missing"),
        ("execution", Operands(ONE, Z), "executed-missing"),
        ("execution", Operands(ONE, NEG), "executed-missing"),
        ("execution", Operands(ONE, NEG, ONE), "negative-figure"),
        ("execution", Operands(ONE, Z, NEG), "negative-figure"),
        ("execution", Operands(ONE, Z, Z), "zero-budget"),
        ("execution", Operands(ONE, Z, ONE), "zero-budget"),
        ("execution", Operands(ONE, ONE, Z), ""),
        ("quantitative", Operands(None), "weight-missing"),
        ("quantitative", Operands(None, NEG, NEG), "weight-missing"),
        ("quantitative", Operands(ONE), "target-missing"),
        ("quantitative", Operands(ONE, Z, unsigned=True), "actual-missing"),
        ("quantitative", Operands(ONE, NEG), "actual-missing"),
        ("quantitative", Operands(ONE, NEG, ONE), "negative-figure"),
        ("quantitative", Operands(ONE, Z, NEG, unsigned=True), "negative-figure"),
        ("quantitative", Operands(ONE, Z, ONE, unsigned=True), "zero-target-unsigned"),
        ("quantitative", Operands(ONE, Z, ONE, is_equal=True), "zero-target-exceeded"),
        ("quantitative", Operands(ONE, Z, Z, unsigned=True), ""),
        ("quantitative", Operands(ONE, Z, Z, strict=True), "zero-target-strict"),
        ("quantitative", Operands(ONE, Z, ONE, strict=True), ""),
        ("quantitative", Operands(ONE, Z, ONE), ""),
        ("quantitative", Operands(Z, ONE, Z), ""),
        ("judged", Operands(None), "weight-missing"),
        ("judged", Operands(ONE, actual=ONE), "attainment-missing"),
        ("judged", Operands(ONE, **BAND), "rate-missing"),
        ("judged", Operands(ONE, actual=Fraction(49, 100), **BAND), "rate-outside-band"),
        ("judged", Operands(ONE, actual=Fraction(1, 2), **BAND), ""),
        ("judged", Operands(ONE, actual=Fraction(7999, 10000), **BAND), ""),
        ("judged", Operands(ONE, actual=Fraction(4, 5), **BAND), "rate-outside-band"),
        ("judged", Operands(ONE, actual=Fraction(4, 5), closed=True, **BAND), ""),
        ("judged", Operands(ONE, actual=Fraction(81, 100), closed=True, **BAND), "rate-outside-band"),
    ],
)
def test_gates_in_order(kind: str, row: Operands, code: str) -> None:
    """Each condition leaves a row undetermined, and of several the earlier is told."""
    assert [code] * bool(code) == held(GATES_OF[kind], row)


@given(
    st.sampled_from(("forward", "reverse", "equal", "execution")),
    st.none() | fractions(-10, 10),
    st.none() | fractions(-10, 10),
    st.booleans(),
    st.booleans(),
)
def test_nothing_that_passes_the_gates_divides_by_zero(
    kind: str, target: Fraction | None, actual: Fraction | None, unsigned: bool, strict: bool
) -> None:
    """Where no gate holds, every curve gives points from 0 to the weight."""
    row = Operands(ONE, target, actual, unsigned=unsigned, strict=strict, is_equal=kind == "equal")
    for rule in (rule for rule in RULES_OF[kind].values() if not rule.needs):
        if not held(rule.gates, rule.seen(row)):
            earned, of = rule.formula(EXACT, target, actual, ONE, None)
            assert of > 0
            assert 0 <= earned <= of


def test_every_gate_tells_its_reason_once() -> None:
    """Codes are unique within a list, and every gate has a reason in words."""
    for rule in RULES:
        assert len({gate.code for gate in rule.gates}) == len(rule.gates)
        assert all(gate.reason for gate in rule.gates)


def test_every_rule_cites_its_clause() -> None:
    """A rule's docstring says which clause it is, or that it is our reading; a kind that is gated has curves."""
    for rule in RULES:
        doc = rule.formula.__doc__ or ""
        assert any(
            word in doc
            for word in (
                "备注",
                "our reading",
                "observed in",
                "-20",
                "hunan-department",
                "寿县",
                "科学城",
                "评分细则",
                "考评表",
                "考核表",
                "样表",
            )
        )


# --- adjustments --------------------------------------------------------------------------------------------------


@given(weights, weights)
def test_a_deduction_stops_at_0(score: Fraction, deducted: Fraction) -> None:
    """A decided deduction is taken from the printed score, never below 0."""
    left = deduction(EXACT, score, deducted)
    assert left == (score - deducted if deducted <= score else 0)
    assert left == ADJUSTMENTS["manual"](EXACT, score, deducted)
