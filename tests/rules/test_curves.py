"""The curves beside the ratios: within the weight, falling where the text says so, the same in any unit; as worked out by hand."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import (
    Execution,
    InputError,
    Item,
    Part,
    Profile,
    Published,
    Status,
    audit,
    explain,
    load_profile,
    loads,
    score,
    what_if,
)
from perfeval.errors import UndeterminedError
from perfeval.profiles import Cited, Curve, Grade, read_curve
from perfeval.rules.formulas import falls_short, goes_beyond
from perfeval.rules.registry import CURVES, RULES, RULES_OF
from perfeval.rules.rule import Bound, Method, Numbers, Operands, UnitTier
from perfeval.rules.words import EXACT
from perfeval.scoring.engine import worth as earned
from perfeval.scoring.methods import numbers
from perfeval.scoring.results import RowScore
from perfeval.tables import table as form
from perfeval.values.figures import decimal
from perfeval.write.document import to_json_document, to_toml
from tests.paths import TESTS
from tests.samples import judgement, quantity, table
from tests.strategies import fractions, positive, weights, written

PLAIN = load_profile(str(TESTS / "cases" / "profile.toml"))
figures = fractions(places=3)


def worth(kind: str, rule: str, target: Any, actual: Any, weight: Any = 10, p: Numbers | None = None) -> Fraction:
    """What a row has earned under a rule."""
    n, d = RULES_OF[kind][rule].formula(EXACT, Fraction(target), Fraction(actual), Fraction(weight), p)
    return Fraction(n) / Fraction(d)


def cited(value: Any) -> Cited[Any]:
    return Cited(value, "reading", note="试验")


def under(curves: Mapping[str, Any] | None = None, **values: Any) -> Profile:
    """The example profile with other values."""
    found = {name: read_curve(tree) for name, tree in (curves or {}).items()}
    values = {"rounding_places": 2} | values
    return evolve(PLAIN, curves=found, **{key: cited(value) for key, value in values.items()})


PLAIN_2 = under()


def result(row: Any, profile: Profile) -> RowScore:
    return score(table(row), profile=profile).rows[0]


def outcome(row: Any, profile: Profile) -> str:
    found = result(row, profile)
    return found.code if found.score is None else f"{found.score:f}"


def notes(row: Any, profile: Profile) -> list[str]:
    return [note.code for note in result(row, profile).notes]


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


@given(weights, fractions(0, 1, 4))
def test_a_coefficient_is_a_share(weight: Fraction, share: Fraction) -> None:
    assert weight * share == worth("coefficient", "times-weight", 1, share, weight)


@given(st.lists(st.tuples(fractions(0, 20), st.booleans()), min_size=1))
def test_a_checklist_adds_up_or_is_deducted_from(items: list[tuple[Fraction, bool]]) -> None:
    """With items that make up the weight, adding what is done and deducting what is not are the same."""
    asked, done = sum(p for p, _ in items), sum((p for p, yes in items if yes), Fraction(0))
    assert done == worth("checklist", "part-points", asked, done, asked)
    assert done == worth("checklist", "deduct-each", asked, done, asked)
    assert 0 == worth("checklist", "deduct-each", asked, 0, asked / 2)


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


def test_every_curve_with_numbers_is_gated_and_worded() -> None:
    """What a curve asks of a row stands in a gate; each rule of a quantitative row has its sentence."""
    for rule in CURVES.values():
        assert bool(rule.needs) == (rule.numbers is not None)
        assert not rule.needs or len(rule.gates) > 4
        assert rule.inverse is not None


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


# --- on a row -----------------------------------------------------------------------------------------------------

STEPS = {"rule": "steps", "start": "90%", "per": "5%", "deduct": 1, "count": "begun"}
OPEN = under({"满意度": STEPS, "线性": {"rule": "linear"}}, row_rule="allowed")


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


TIERS = [{"low": "0%", "high": "10%", "points": 5}, {"low": "10%", "high": "none", "points": Decimal("0.5")}]


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


def test_parts_are_combined_before_a_curve() -> None:
    """汇总 first, then the curve; each part alone beside it; not combined where the source does not say how."""
    parts = (Part(name="甲", funds=100), Part(name="乙", funds=300))
    row = quantity("≥90%", actuals={"甲": "80%", "乙": "90%"}, rule=STEPS)
    assert ["9.00"] == [
        f"{r.score:f}" for r in score(table(row, parts=parts), profile=OPEN).rows
    ]  # 87.5 %: one begun step
    found = score(table(row, parts=parts), profile=OPEN).rows[0]
    assert [8, 10] == [part.exact for part in found.parts]
    silent = evolve(OPEN, aggregate_relative=cited("unstated"), aggregate_judged=cited("unstated"))
    rows = (row, judgement(attainments={"甲": "达成", "乙": "达成"}, rates={"甲": "90%", "乙": "95%"}))
    assert {"aggregate-unstated"} == {r.code for r in score(table(*rows, parts=parts), profile=silent).rows}


def test_coefficients_and_lists() -> None:
    """得分系数 × 权重; the points of what is done, or the weight without what is not."""
    times = under(coefficient_rule="times-weight")
    assert "9.50" == outcome(quantity("≥9个", "8个", coefficient="95%"), profile=times)
    assert "9.50" == outcome(judgement(coefficient="95%"), profile=times)
    assert "coefficient-outside" == outcome(judgement(coefficient="105%"), profile=times)
    assert "coefficient-unreadable" == outcome(judgement(coefficient="良好"), profile=times)
    items = (Item(description="有制度", points=6, done=True), Item(description="有公开", points=4, done=False))
    assert "6.00" == outcome(judgement(items=items), profile=under(checklist_rule="part-points"))
    assert "items-not-the-weight" == outcome(
        judgement(items=items, weight=12), profile=under(checklist_rule="part-points")
    )
    assert "8.00" == outcome(judgement(items=items, weight=12), profile=under(checklist_rule="deduct-each"))
    half = (evolve(items[0], done=None),)
    assert "item-open" == outcome(judgement(items=half), profile=under(checklist_rule="part-points"))
    text = result(judgement(items=items), profile=under(checklist_rule="part-points")).explanation
    assert "有制度 6 分（做到）；有公开 4 分（未做到）。做到的各项合计 6 分。" in text


@pytest.mark.parametrize("kind", ["forward", "reverse", "equal", "judged"])
def test_what_the_source_leaves_open(kind: str) -> None:
    """`unstated` scores nothing of the kind, and says whose silence it is."""
    signs = {"forward": "≥", "reverse": "≤", "equal": "="}
    row = judgement("达成", "95%") if kind == "judged" else quantity(f"{signs[kind]}9个", "9个")
    found = result(row, profile=under(**{f"{kind}_rule": "unstated"}))
    assert (Status.UNDETERMINED, "rule-unstated") == (found.status, found.code)
    assert "“example”的来源没有说明" in found.reason


def test_what_a_zero_earns() -> None:
    """A budget or target of 0 stays open, or earns nothing where the profile says so."""
    nothing = under(execution_zero_budget="zero", zero_target="zero", execution_budget="adjusted")
    assert {"zero-budget", "zero-target-unsigned", "zero-target-exceeded"} == {
        gate.code for r in RULES for gate in r.gates if gate.answers
    }
    card = score(table(quantity("0起", "1起"), quantity("0起", "0起"), budget=0, executed=5), profile=nothing)
    assert [0, 0, 10] == [r.score for r in card.results()]
    assert "预算数（A）为 0" in card.execution.explanation
    assert "完成值 1起 大于 0，计 0 分" in card.rows[0].explanation
    bands = [{"low": "0%", "high": "10%", "points": 10}, {"low": "10%", "high": "none", "points": 0}]
    own = (
        {"rule": "bands", "ends": "high", "tiers": bands},
        {"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "ratio"},
        {"rule": "steps", "start": "5起", "per": "1起", "deduct": 1, "count": "whole"},
        {"rule": "as-forward"},
    )
    for rule, sign in zip(own, ("=", "", "", "="), strict=True):
        row, rules = quantity(f"{sign}0起", "1起", rule=rule), evolve(nothing, row_rule=cited("allowed"))
        found = result(row, profile=rules)
        assert ("0.00", ()) == (f"{found.score:f}", found.notes)
        assert "完成值 1起 大于 0，计 0 分" in found.explanation
        filed = table(row, quantity("≥9个", "3个", weight=80, level1="满意度指标"))
        assert ["indicators[1]"] == [change.path for change in what_if(filed, to=50, profile=rules).alone]


def test_a_rule_that_looks_at_the_figure_alone() -> None:
    """A tier is a tier and =0 is met or not, whichever side of 0 is better: 12 % lies in 10-20 %, 1 is not 0."""
    tiers = {
        "rule": "tiers",
        "ends": "high",
        "tiers": [
            {"low": "0%", "high": "0%", "points": 10},
            {"low": "0%", "high": "20%", "points": 3},
            {"low": "20%", "high": "none", "points": 0},
        ],
    }
    for zero in ("undetermined", "zero"):
        rules = under(zero_target=zero, row_rule="allowed")
        for target in ("0%", "=0%", "≤0%", "<0%"):
            assert "3.00" == outcome(quantity(target, "12%", rule=tiers), profile=rules)
            assert "10.00" == outcome(quantity(target, "0%", rule=tiers), profile=rules)
        assert "0.00" == outcome(quantity("=0起", "1起", rule={"rule": "exact"}), profile=rules)
        assert "不等于目标值" in result(quantity("=0起", "1起", rule={"rule": "exact"}), profile=rules).explanation


def test_no_budget_of_the_year_s_beginning() -> None:
    """What is missing is named: 年初预算数, where the profile takes that as A."""
    card = score(table(quantity("≥9个", "9个")), profile=load_profile("beijing-haidian-2016"))
    assert "没有年初预算数（A）" in card.execution.reason


def test_what_is_left_of_a_deduction_is_printed_too() -> None:
    """10 − 0.25 is printed as 9.8, and 9.8 is what counts: the total is the sum of what stands in the table."""
    rules = under(deduction="manual", rounding_places=1, execution_budget="adjusted")
    rows = [quantity("≥9个", "9个", level1="满意度指标", weight=w, deduct="0.25") for w in (40, 40, 10)]
    card = score(table(*rows), profile=rules)
    assert ["39.8", "39.8", "9.8"] == [f"{row.score:f}" for row in card.rows]
    assert Decimal("99.4") == card.total
    assert "实得 9.75 分" in card.rows[2].explanation
    assert "保留 1 位小数，得 9.8 分" in card.rows[2].explanation
    later = score(table(*rows), profile=evolve(rules, rounding_moment=cited("total")))
    assert Decimal("99.3") == later.total  # 39.75 + 39.75 + 9.75 + 10 = 99.25


def test_a_negative_figure_counts_as_0() -> None:
    """Open, or 0 where the profile says so: of the whole row, and of each part before it is added up; always told."""
    as_zero = under(negative_actual="zero")
    rows = (quantity("≥10个", "-3个"), quantity("≤10个", "-3个"), quantity("≥10个", "12个"))
    assert ["negative-figure", "negative-figure", "10.00"] == [outcome(row, profile=PLAIN_2) for row in rows]
    assert ["0.00", "10.00", "10.00"] == [outcome(row, profile=as_zero) for row in rows]
    assert ["negative-as-zero"] == notes(rows[0], profile=as_zero)
    assert "“-3个”为负数，按 0 计" in result(rows[0], profile=as_zero).explanation
    assert "negative-figure" == outcome(quantity("≥-10个", "3个"), profile=as_zero)
    parts = (Part(name="甲", funds=100), Part(name="乙", funds=300))
    row = quantity("≥10个", actuals={"甲": "-3个", "乙": "8个"})
    assert [["negative-figure"], ["8.00"]] == [
        [r.code if r.score is None else f"{r.score:f}" for r in score(table(row, parts=parts), profile=p).rows]
        for p in (PLAIN_2, as_zero)
    ]
    assert [["negative-as-zero"]] == [
        [n.code for n in r.notes] for r in score(table(row, parts=parts), profile=as_zero).rows
    ]
    whole = quantity(None, "-1个", targets={"甲": "≥1个", "乙": "≥2个"})
    assert ["0.00"] == [f"{r.score:f}" for r in score(table(whole, parts=parts), profile=as_zero).rows]


def test_a_bonus_stands_on_top_of_the_total() -> None:
    """附加分 may lift the total above 100; it is neither rescaled nor counted among the weights."""
    profile = under(
        bonus={"附加分": Decimal(5)}, not_applicable="rescale", satisfaction="optional", execution_budget="adjusted"
    )
    full = quantity("≥9个", "9个", weight=80, published_score=80)
    more = quantity("≥4个", "3个", weight=4, level1="附加分", name="受表彰", published_score=3)
    out = quantity("≥9个", weight=10, name="不适用的", applicable=False, reason="未开展")
    money = Execution(budget=10, executed=10, published_score=10)
    filed = table(full, more, out, execution=money, published=Published(total="103"))
    card = score(filed, profile=profile)
    assert ("93.00", "103.00") == (f"{card.earned:f}", f"{card.total:f}")  # 90 ÷ 90 × 100 + 3
    assert "附加分 3 分加在总分之上，不受满分 100 分的限制" in explain(card, path="total")
    figures = ("weights-not-100", "total-mismatch", "score-mismatch", "level-unknown")
    assert [] == [f.rule for f in audit(filed, profile=profile, select=figures).findings]
    many = evolve(more, weight=6)
    assert ["附加分”各行权重合计 6 分，评分规则所设的附加分是 5 分"] == [
        f.message[1:-1]
        for f in audit(table(full, many, out, execution=money), profile=profile, select=figures[:1]).findings
    ]
    # without such a head in the profile the row is one of the hundred
    assert ["weights-not-100"] == [
        f.rule for f in audit(filed, profile=under(not_applicable="rescale"), select=figures[:1]).findings
    ]


# --- rounding, sums, what does not apply --------------------------------------------------------------------------

THIRDS = (quantity("≥3个", "2个", weight=25), quantity("≥3个", "2个", weight=25), quantity("≥3个", "2个", weight=40))
SPENT = {"execution": Execution(initial="300", executed="200")}


@pytest.mark.parametrize(
    ("choices", "total"),
    [
        ({"rounding_places": 2}, "66.68"),  # 6.67 + 16.67 + 16.67 + 26.67
        ({"rounding_places": 2, "rounding_moment": "group"}, "66.67"),  # 6.67 + 60.00
        ({"rounding_places": 2, "rounding_moment": "total"}, "66.67"),
        ({"rounding_places": 1, "rounding_moment": "indicator"}, "66.8"),  # 6.666… + 16.7 + 16.7 + 26.7
        ({"rounding_places": 0, "rounding_moment": "indicator"}, "68"),  # 6.666… + 61
        ({"rounding_places": 0, "rounding_moment": "group"}, "67"),  # 7 + 60
        ({"rounding_places": 0}, "68"),  # 7 + 17 + 17 + 27
        ({"rounding_places": 1}, "66.8"),
        ({"rounding_places": 2, "rounding_rate": 0}, "66.97"),  # 6.67 + 67 % of 90
        ({"rounding_places": 2, "rounding_rate": 0, "execution_rate_places": 0}, "67.00"),
    ],
)
def test_when_it_is_rounded(choices: dict[str, Any], total: str) -> None:
    """By row, by group or at the end; the rate first or not."""
    card = score(table(*THIRDS, **SPENT), profile=under(**choices, satisfaction="optional", not_applicable="unstated"))
    assert total == f"{card.total:f}"


def test_to_the_even_digit() -> None:
    """9.125 is 9.13 half up, 9.12 to the even digit."""
    row = quantity("≦365天", "400天")
    assert "9.13" == outcome(row, profile=under(rounding_places=2))
    even = result(row, profile=under(rounding_places=2, rounding_mode="half-even"))
    assert "9.12" == f"{even.score:f}"
    assert "四舍六入五成双" in even.explanation


def test_the_grade_of_a_rounded_or_unrounded_total() -> None:
    """89.995 prints as 90.00, which is 优; unrounded it is still 良."""
    grades = (Grade("优", Decimal(90)), Grade("良", Decimal(0)))
    rows = table(quantity("≥18000个", "17999个", weight=90), execution=Execution(initial=10, executed=0))
    for which, grade in (("printed", "优"), ("unrounded", "良")):
        for moment in ("row", "group", "total"):
            card = score(rows, profile=under(grades=grades, grade_total=which, rounding_moment=moment))
            assert ("90.00", grade) == (f"{card.total:f}", card.grade)


@pytest.mark.parametrize(
    ("treatment", "total", "status"),
    [
        ("unstated", None, "not-applicable"),
        ("redistribute", None, "not-applicable"),
        ("rescale", "90.00", "not-applicable"),  # 81 ÷ 90 × 100
        ("full", "91.00", "scored"),
        ("no-deduction", "91.00", "scored"),
    ],
)
def test_what_does_not_apply(treatment: str, total: str | None, status: str) -> None:
    """81 points earned of 90 that apply, 10 not applicable: four treatments, and none where the source is silent."""
    rows = (quantity("≥80个", "71个", weight=80), quantity("≥9个", weight=10, applicable=False, reason="未开展"))
    card = score(
        table(*rows, execution=Execution(initial=10, executed=10)),
        profile=under(not_applicable=treatment, rounding_places=2),
    )
    assert total == (None if card.total is None else f"{card.total:f}")
    assert status == card.rows[1].status
    assert treatment not in ("full", "no-deduction") or 10 == card.rows[1].score


@pytest.mark.parametrize(
    "row", [quantity("≥9个", "不适用"), judgement("不适用"), quantity("≥9个", applicable=False, deduct=1)]
)
def test_what_does_not_apply_says_so_in_several_ways(row: Any) -> None:
    """A cell that says 不适用 is applicable = false; a deduction that the profile does not know leaves the row out."""
    kept = result(row, under(not_applicable="full", deduction="manual"))
    assert (Status.SCORED, 10 - (row.deduct or 0)) == (kept.status, kept.score)
    assert "按满分计算" in kept.explanation
    out = result(row, under(not_applicable="full", deduction="none"))
    assert (Status.NOT_APPLICABLE if row.deduct else Status.SCORED) is out.status
    assert Status.NOT_APPLICABLE is result(row, under(not_applicable="rescale")).status


def test_a_reason_is_due_beyond_a_bound() -> None:
    """Beyond 130 % to the side that the profile looks at; below 90 % of the budget."""
    for side, over, run in (("good", True, False), ("bad", False, True), ("both", True, True)):
        profile = under(explain_over=Fraction(13, 10), explain_side=side)
        assert over == ("over-achieved" in notes(quantity("≥10个", "14个"), profile=profile))
        assert over == ("over-achieved" in notes(quantity("≤14个", "10个"), profile=profile))
        assert run == ("over-run" in notes(quantity("≤10个", "14个"), profile=profile))
        assert [] == notes(quantity("≥10个", "13个"), profile=profile)
        assert [] == notes(quantity("≥0个", "29个"), profile=profile)[1:]
    low = score(table(execution=Execution(initial=100, executed=89)), profile=PLAIN)
    assert ["execution-below"] == [note.code for note in low.execution.notes]


def test_a_bound_on_figures_whatever_is_good() -> None:
    """Guangxi: from 130 % of the target on, reverse rows alike; against a target of 0 from 30 on."""
    profile = under(explain_over=Fraction(13, 10), explain_side="above", explain_ends="from", explain_zero=Decimal(30))
    told = [
        (quantity("≥10个", "13个"), ["over-achieved"]),
        (quantity("≥10个", "12.9个"), []),
        (quantity("≤10个", "13个"), ["over-run"]),
        (quantity("≤13个", "10个"), []),
        (quantity("≥0个", "30个"), ["zero-target", "over-achieved"]),
        (quantity("≥0个", "29个"), ["zero-target"]),
        (quantity("≤0个", "30个"), ["zero-target", "over-run"]),
    ]
    assert [codes for _, codes in told] == [notes(row, profile=profile) for row, _ in told]
    assert "完成情况为目标的 130%，达到 130%，应分析说明原因" in result(told[0][0], profile).explanation
    assert "目标值为 0，完成值 30，达到 30，应分析说明原因" in result(told[4][0], profile).explanation
    found = audit(
        table(*(row for row, _ in told)), profile=profile, select=("over-achieved", "reason-missing")
    ).findings
    assert ["indicators[0]", "indicators[4]"] == [f.path for f in found if f.rule == "over-achieved"]
    # without a figure for a target of 0 there is no ratio, and nothing is asked
    assert ["zero-target"] == notes(quantity("≥0个", "30个"), profile=under(explain_over=Fraction(13, 10)))


@given(figures, figures, fractions(1, 3))
def test_bounds_differ_only_at_the_bound(target: Fraction, actual: Fraction, bound: Fraction) -> None:
    """From a share on, or beyond it: the same except at the share itself; nothing at all without a ratio."""
    at, over = (goes_beyond(EXACT, target, actual, Bound(bound, ends)) for ends in ("from", "beyond"))
    assert over == (target > 0 and actual > bound * target)
    assert at == (over or (target > 0 and actual == bound * target))
    assert falls_short(EXACT, target, actual, Bound(bound)) == (actual < bound * target)


def test_none_done_is_no_target_of_0() -> None:
    """≤40 with 0 done has no ratio and a target all the same: the figure that a target of 0 is held against is not asked."""
    rules = under(explain_over=Fraction(13, 10), explain_side="both", explain_ends="from", explain_zero=Decimal(30))
    assert [] == [note.code for note in result(quantity("≤40个", "0个"), profile=rules).notes]
    assert ["over-achieved"] == [note.code for note in result(quantity("≤40个", "30个"), profile=rules).notes]
    assert "over-run" in [note.code for note in result(quantity("≤0个", "30个"), profile=rules).notes]
