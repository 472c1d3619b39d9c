"""The curves beside the ratios: within the weight, falling where the text says so, the same in any unit; as worked out by hand."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import (
    Execution,
    score,
)
from perfeval.errors import UndeterminedError
from perfeval.profiles import Curve, read_curve
from perfeval.rules.registry import CURVES, RULES_OF
from perfeval.rules.rule import Method, Numbers, Operands, UnitTier
from perfeval.scoring.engine import worth as earned
from perfeval.scoring.methods import numbers
from perfeval.tables import table as form
from perfeval.values.figures import decimal
from tests.samples import table
from tests.strategies import fractions, positive, weights, written
from tests.under import PLAIN, under, worth

figures = fractions(places=3)


# --- what holds for each curve ------------------------------------------------------------------------------------


@st.composite
def stepped(draw: st.DrawFn, kind: str, start: Fraction, weight: Fraction) -> Numbers:
    """Steps in a direction, begun ones counted or not."""
    return Numbers(
        full=weight, start=start, per=draw(positive), deduct=draw(weights), toward=-1 if kind == "reverse" else 1,
        begun=draw(st.integers(0, 1)),
    )  # fmt: skip


@st.composite
def tiered(draw: st.DrawFn, weight: Fraction) -> Numbers:
    """Tiers of falling points up to the weight."""
    ends = sorted(draw(st.lists(positive, min_size=1, max_size=4, unique=True)))
    shares = sorted(draw(st.lists(fractions(0, 1), min_size=len(ends), max_size=len(ends))), reverse=True)
    points = [weight, *(weight * share for share in shares)]
    closed = draw(st.booleans())
    bounds: list[Fraction | None] = [*ends, None]
    return Numbers(weight, tiers=tuple(UnitTier(high, closed, p) for high, p in zip(bounds, points, strict=True)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, str, Fraction, Fraction, Numbers | None]:
    """A rule of a quantitative row, a target above 0, a weight, and the rule's numbers."""
    kind = draw(st.sampled_from(("forward", "reverse", "equal")))
    rule, target, weight = draw(st.sampled_from(sorted(RULES_OF[kind]))), draw(positive), draw(weights)
    p = None
    if rule == "steps":
        p = draw(stepped(kind, target, weight))
    elif rule in ("tiers", "bands", "share-tiers"):
        p = draw(tiered(weight))
    elif rule == "listed":
        at, toward = (
            sorted(draw(st.lists(positive, min_size=1, max_size=3, unique=True))),
            -1 if kind == "reverse" else 1,
        )
        points = sorted((weight * draw(fractions(0, 1)) for _ in at), reverse=True)
        p = Numbers(weight, toward=toward, listed=tuple(zip(at[::-toward], points, strict=True)))
    elif rule == "cut-off":
        low, high = sorted((draw(fractions(0, 1)), 1 + draw(fractions(0, 3))))
        p = Numbers(weight, lower=low, upper=high)
    elif rule == "ramp":
        low, base = (draw(fractions(0, 1, 3)) * Fraction(99, 100) for _ in range(2))
        p = Numbers(weight, lower=low * target, upper=target, base=base)
    return kind, rule, target, weight, p


FALLING = {
    ("reverse", "linear"),
    ("reverse", "ratio"),
    ("reverse", "steps"),
    ("reverse", "tiers"),
    ("forward", "tiers"),
    ("equal", "tiers"),
    *((kind, "share-tiers") for kind in ("forward", "reverse", "equal")),
}


RISING = {
    ("forward", "ratio"),
    ("forward", "change-ratio"),
    ("forward", "steps"),
    ("forward", "ramp"),
    ("equal", "as-forward"),
}


@given(cases(), figures)
def test_every_curve_stays_within_the_weight(case: Any, actual: Fraction) -> None:
    """0 to the weight, whatever the figures."""
    kind, rule, target, weight, p = case
    assert 0 <= worth(kind, rule, target, actual, weight, p) <= weight


@given(cases(), figures, figures)
def test_curves_rise_or_fall(case: Any, one: Fraction, other: Fraction) -> None:
    """More is better, or worse, where the text says so; with tiers of falling points a greater figure earns no more."""
    kind, rule, target, weight, p = case
    low, high = (worth(kind, rule, target, actual, weight, p) for actual in sorted((one, other)))
    if (kind, rule) in RISING:
        assert low <= high
    if (kind, rule) in FALLING:
        assert low >= high


@given(cases(), figures, figures)
def test_both_sides_count_alike(case: Any, one: Fraction, other: Fraction) -> None:
    """A band looks at how far, not to which side; the farther, the less. Below the upper cut-off more is better."""
    kind, rule, target, weight, p = case
    near, far = sorted((one, other))
    if rule == "bands":
        above, below = (worth(kind, rule, target, actual, weight, p) for actual in (target + near, target - near))
        assert above == below
        assert above >= worth(kind, rule, target, target + far, weight, p)
    if rule == "cut-off" and far <= p.upper * target:
        assert worth(kind, rule, target, near, weight, p) <= worth(kind, rule, target, far, weight, p)


@given(cases(), figures, positive)
def test_the_unit_makes_no_difference(case: Any, actual: Fraction, scale: Fraction) -> None:
    """A figure, its target and the curve's amounts in another unit score the same."""
    kind, rule, target, weight, p = case
    scaled = p
    if p is not None:
        ends = (
            p.tiers
            if rule in ("bands", "share-tiers")
            else tuple(t._replace(high=t.high and t.high * scale) for t in p.tiers)
        )
        at = tuple((figure * scale, points) for figure, points in p.listed)
        scaled = p._replace(start=p.start * scale, per=p.per * scale, tiers=ends, listed=at)
        if rule == "ramp":  # the ends of a cut-off are shares
            scaled = scaled._replace(lower=p.lower * scale, upper=p.upper * scale)
    assert worth(kind, rule, target, actual, weight, p) == worth(
        kind, rule, target * scale, actual * scale, weight, scaled
    )


@given(cases(), positive)
def test_reached_is_full(case: Any, beyond: Fraction) -> None:
    """At the target the whole weight, for every curve that starts there."""
    kind, rule, target, weight, p = case
    if rule not in ("tiers", "share-tiers", "listed"):
        assert weight == worth(kind, rule, target, target, weight, p)
    if rule in ("linear", "ratio", "steps", "as-forward"):
        better = target - min(beyond, target) if kind == "reverse" else target + beyond
        assert weight == worth(kind, rule, target, better, weight, p)


@st.composite
def stepped_rates(draw: st.DrawFn) -> tuple[Curve, Fraction]:
    """Steps of the rate of execution, and the points that they are taken from."""
    tree = {
        "rule": "rate-steps",
        "start": draw(st.sampled_from(("target", "100%", "95%", "87.5%"))),
        "per": f"{written(draw(fractions(1, 40)))}%",
        "deduct": decimal(draw(fractions(0, 5).filter(bool))),
        "count": draw(st.sampled_from(("begun", "whole"))),
    }
    return read_curve(tree), draw(weights)


@given(stepped_rates(), positive, figures, figures, positive)
def test_steps_of_a_rate(
    case: tuple[Curve, Fraction], budget: Fraction, one: Fraction, other: Fraction, scale: Fraction
) -> None:
    """Within the points, rising, in any unit the same; and what the plain steps give for the rate as a figure."""
    curve, weight = case
    method = Method("execution", CURVES["rate-steps"], "", curve)
    p = numbers(method, weight, Fraction(1), "%")
    low, high = (worth("execution", "rate-steps", budget, spent, weight, p) for spent in sorted((one, other)))
    assert 0 <= low <= high <= weight
    assert low == worth("execution", "rate-steps", budget * scale, min(one, other) * scale, weight, p)
    plain = numbers(method._replace(kind="forward", rule=CURVES["steps"]), weight, Fraction(100), "%")
    assert low == worth("forward", "steps", 100, min(one, other) / budget * 100, weight, plain)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("begun", ["5.00", "5.00", "3.00", "3.00", "1.00", "0.00", "0.00"]),
        ("whole", ["5.00", "5.00", "5.00", "3.00", "3.00", "0.00", "0.00"]),
        ("unstated", ["5.00", "5.00", "curve-silent", "3.00", "curve-silent", "0.00", "0.00"]),
    ],
)
def test_execution_by_steps(count: str, expected: list[str]) -> None:
    """100%计满分，每低于5%扣2分，扣完为止: of 120, 100, 97, 95, 91, 80 and 0 %; the true rate beside it."""
    tree = {"rule": "rate-steps", "start": "100%", "per": "5%", "deduct": 2, "count": count, "full": 5}
    profile = under({"完成率": tree}, execution_rule="完成率", execution_points=Decimal(5), execution_budget="adjusted")
    found = [score(table(executed=spent), profile=profile).execution for spent in (120, 100, 97, 95, 91, 80, 0)]
    assert expected == [result.code if result.score is None else f"{result.score:f}" for result in found]
    assert (
        "执行率 95% 比起点 100% 低 5%，每低于 5% 扣 2 分，共 1 步，扣 2 分：得分 = 5 − 2 = 3 分" in found[3].explanation
    )
    assert ["execution-over-budget"] == [note.code for note in found[0].notes]
    by_ratio = under(execution_budget="adjusted")
    heads = [
        [cell.text for cell in form(score(table(executed=95), profile=each)).cells] for each in (profile, by_ratio)
    ]
    assert [False, True] == [any("分*执行率" in text for text in texts) for texts in heads]
    bare = score(table(execution=Execution(budget=0, executed=1)), profile=profile).execution
    assert "zero-budget" == bare.code
    other = score(table(execution=Execution(budget=1, executed=1, weight=10)), profile=profile).execution
    assert "full-not-the-weight" == other.code


# --- the regulation's figures -------------------------------------------------------------------------------------

SATISFACTION = Numbers(Fraction(10), start=Fraction(90), per=Fraction(5), deduct=Fraction(1))


COST = Numbers(
    Fraction(5), tiers=tuple(UnitTier(h, True, Fraction(p)) for h, p in
                             ((Fraction(1, 10), 5), (Fraction(15, 100), 3), (Fraction(1, 5), 1), (None, 0)))
)  # fmt: skip


CONTROL = Numbers(
    Fraction(5), tiers=tuple(UnitTier(h and Fraction(h), True, Fraction(p)) for h, p in ((0, 5), (10, 4), (20, 3), (30, 2), (None, 0)))
)  # fmt: skip


CONTROL = CONTROL._replace(tiers=(UnitTier(Fraction(0), True, Fraction(5)), *CONTROL.tiers[1:]))


PIDU = Numbers(Fraction(10), lower=Fraction(7, 10), upper=Fraction(13, 10))


@pytest.mark.parametrize(
    ("kind", "rule", "target", "actual", "p", "expected"),
    [
        ("reverse", "linear", 365, 400, None, "660/73"),  # 10 × (1 − 35/365) = 9.0410…
        ("reverse", "linear", 90, 180, None, "0"),
        ("reverse", "linear", 90, 135, None, "5"),
        ("reverse", "linear", 0, 2, None, "0"),
        ("reverse", "linear", 0, 0, None, "10"),
        ("equal", "exact", 4, 4, None, "10"),
        ("equal", "exact", 4, 5, None, "0"),
        ("equal", "exact", 4, 3, None, "0"),
        ("forward", "cut-off", 20, 13, PIDU, "0"),  # 65 %
        ("forward", "cut-off", 20, 27, PIDU, "0"),  # 135 %
        ("forward", "cut-off", 20, 14, PIDU, "7"),  # 70 % is not below it
        ("forward", "cut-off", 20, 26, PIDU, "10"),  # 130 % is not above it
        ("forward", "steps", 90, 86, SATISFACTION._replace(begun=1), "9"),
        ("forward", "steps", 90, 86, SATISFACTION, "10"),
        ("forward", "steps", 90, 85, SATISFACTION, "9"),
        ("forward", "steps", 90, 85, SATISFACTION._replace(begun=1), "9"),
        ("forward", "steps", 90, 84, SATISFACTION._replace(begun=1), "8"),
        ("forward", "steps", 90, 30, SATISFACTION, "0"),  # 12 steps, 10 points
        ("equal", "bands", 100, 110, COST, "5"),
        ("equal", "bands", 100, 90, COST, "5"),
        ("equal", "bands", 100, "110.01", COST, "3"),
        ("equal", "bands", 100, 85, COST, "3"),
        ("equal", "bands", 100, 120, COST, "1"),
        ("equal", "bands", 100, "120.5", COST, "0"),
        ("reverse", "tiers", 0, 0, CONTROL, "5"),
        ("reverse", "tiers", 0, "0.1", CONTROL, "4"),
        ("reverse", "tiers", 0, 10, CONTROL, "4"),
        ("reverse", "tiers", 0, 20, CONTROL, "3"),
        ("reverse", "tiers", 0, 30, CONTROL, "2"),
        ("reverse", "tiers", 0, "30.5", CONTROL, "0"),
    ],
)
def test_by_hand(kind: str, rule: str, target: Any, actual: Any, p: Numbers | None, expected: str) -> None:
    """The figures of the sources' own texts, worked out by hand."""
    weight = p.full if p else 10
    assert Fraction(expected) == worth(kind, rule, Fraction(target), Fraction(actual), weight, p)


@given(figures, weights, st.data())
def test_a_silent_text_is_only_asked_where_it_matters(actual: Fraction, weight: Fraction, data: st.DataObject) -> None:
    """Whether a begun step counts leaves a row open exactly where the two readings differ."""
    p = data.draw(stepped("forward", Fraction(90), weight))._replace(silent=True)
    one, other = (worth("forward", "steps", 90, actual, weight, p._replace(begun=b)) for b in (0, 1))
    row, method = Operands(weight, Fraction(90), actual), Method("forward", CURVES["steps"], "")
    if one == other:
        assert one == earned(method, row, PLAIN, p).points
    else:
        with pytest.raises(UndeterminedError, match="不足一步"):
            earned(method, row, PLAIN, p)
