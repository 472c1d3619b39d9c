"""What-if: each figure that is named reaches the goal, and the least bit less does not."""

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfeval import Evaluation, Execution, InputError, Item, Part, Profile, load, score, what_if
from perfeval.answers.inverse import Change
from perfeval.commands.main import main
from perfeval.profiles import Cited, Grade, load_profile, read_curve, shipped
from tests.examples import fewer
from tests.paths import ROOT
from tests.samples import judgement, quantity, table
from tests.strategies import fractions, written

EXAMPLES = ROOT / "examples"
FINE = 10**15


def under(**values: Any) -> Profile:
    """Wuhan with other values."""
    curves = {
        "begun": {"rule": "steps", "start": "target", "per": "3个", "deduct": 2, "count": "begun"},
        "whole": {"rule": "steps", "start": "target", "per": "3个", "deduct": 2, "count": "whole"},
        "cut": {"rule": "cut-off", "lower": "70%", "upper": "130%", "between": "ratio"},
    }
    tiers = [
        {"low": "0%", "high": "10%", "points": 30},
        {"low": "10%", "high": "30%", "points": 12},
        {"low": "30%", "high": "none", "points": 0},
    ]
    curves["near"] = {"rule": "bands", "ends": "high", "tiers": tiers}
    curves["under"] = curves["near"] | {"ends": "low"}
    levels = [
        {"low": "0个", "high": "20个", "points": 30},
        {"low": "20个", "high": "50个", "points": 12},
        {"low": "50个", "high": "none", "points": 3},
    ]
    curves["levels"] = {"rule": "tiers", "ends": "high", "tiers": levels}
    rising = [
        {"low": "0个", "high": "40个", "points": 0},
        {"low": "40个", "high": "60个", "points": 17},
        {"low": "60个", "high": "none", "points": 30},
    ]
    curves["rising"] = {"rule": "tiers", "ends": "high", "tiers": rising}
    curves["rising-low"] = curves["rising"] | {"ends": "low"}
    curves["spent"] = {"rule": "rate-steps", "start": "95%", "per": "7%", "deduct": 3, "count": "begun"}
    curves["spent-whole"] = curves["spent"] | {"count": "whole"}
    changes = {key: Cited(value, "reading", note="试验") for key, value in values.items()}
    found = {name: read_curve(tree) for name, tree in curves.items()}
    return evolve(load_profile("hubei-wuhan"), curves=found, **changes)


PROFILES = {
    "as it is": under(),
    "linear": under(reverse_rule="linear"),
    "one decimal": under(rounding_places=1),
    "whole points": under(rounding_places=0),
    "even": under(rounding_places=1, rounding_mode="half-even"),
    "the rate first": under(rounding_rate=0, execution_rate_places=1),
    "only the total": under(rounding_moment="total"),
    "only the total, even": under(rounding_moment="total", rounding_places=0, rounding_mode="half-even"),
    "rescaled": under(not_applicable="rescale"),
    "deducted": under(deduction="manual"),
    "met or not": under(equal_rule="exact"),
    "fine weights": under(rounding_places=1),
    "spending at the end": under(rounding_moment="indicator", rounding_places=1),
    "by group": under(rounding_moment="group", rounding_places=0),
    "by group, even": under(rounding_moment="group", rounding_places=1, rounding_mode="half-even"),
    "by group, rescaled": under(rounding_moment="group", rounding_places=1, not_applicable="rescale"),
    "by group, deducted": under(rounding_moment="group", rounding_places=0, deduction="manual"),
    "bonus": under(bonus={"附加分": Decimal(20)}, rounding_places=1),
    "bonus, rescaled": under(
        bonus={"附加分": Decimal(20)}, total=Decimal(80), rounding_places=1, not_applicable="rescale"
    ),
    "spending by steps": under(execution_rule="spent"),
    "spending by whole steps": under(execution_rule="spent-whole", rounding_moment="total"),
}
TIERED = ("near", "under", "levels", "rising", "rising-low")
RULES = ("begun", "whole", "cut", *TIERED, None, None, None)


@st.composite
def tables(draw: st.DrawFn, profile: str) -> Evaluation:
    """Three rows of any curve, and spending."""
    rows = []
    for place in range(3):
        rule, sign = draw(st.sampled_from(RULES)), draw(st.sampled_from("≥≤="))
        sign = {"begun": sign.replace("=", "≥"), "whole": sign.replace("=", "≤"), "cut": "≥"}.get(rule or "", sign)
        target, actual = draw(fractions(1, 90)), draw(fractions(0, 120))
        weight: Any = 30 if place < 2 else 20
        rule = rule if weight == 30 or rule not in TIERED else None
        if profile == "fine weights" and rule is None:
            weight = {30: "30.04", 20: "19.96"}[weight]
        extra: dict[str, Any] = {"deduct": draw(st.sampled_from((None, 2)))} if "deducted" in profile else {}
        if "group" in profile:
            extra["level1"] = draw(st.sampled_from(("产出指标", "效益指标")))
        if "bonus" in profile and place == 2:
            extra["level1"] = "附加分"
        rows.append(
            quantity(
                f"{sign}{written(target)}个",
                f"{written(actual)}个",
                weight=weight,
                rule=rule,
                name=f"行{place}",
                **extra,
            )
        )
    if "rescaled" in profile:
        rows[1 if "bonus" in profile else 2] = evolve(rows[1 if "bonus" in profile else 2], applicable=False)
    rows.append(quantity("≥1个", "1个", weight=0, level1="满意度指标", name="满意度"))
    block = Execution(budget=100, executed=written(draw(fractions(0, 120))))
    return table(*rows, execution=block)


def changed(evaluation: Evaluation, change: Change, figure: Fraction) -> Evaluation:
    """The evaluation with that figure in place of its own."""
    cell = f"{written(figure)}{change.unit}"
    if change.path == "execution":
        assert evaluation.execution is not None
        return evolve(evaluation, execution=evolve(evaluation.execution, executed=cell))
    rows = list(evaluation.indicators)
    place = int(change.path.removeprefix("indicators[").removesuffix("]"))
    rows[place] = evolve(rows[place], actual=cell)
    return evolve(evaluation, indicators=tuple(rows))


def around(change: Change) -> tuple[Fraction, Fraction | None]:
    """A figure just good enough, and one just not; in steps of 10^-15."""
    least = change.word == "至少"
    if least:
        good, bad = -(-change.bound * FINE // 1), change.bound * FINE // 1
    else:
        good, bad = change.bound * FINE // 1, -(-change.bound * FINE // 1)
    better, worse = (1, -1) if least else (-1, 1)
    if change.strict and Fraction(good, FINE) == change.bound:
        good += better
    elif not change.strict and Fraction(bad, FINE) == change.bound:
        bad += worse
    return Fraction(good, FINE), Fraction(bad, FINE) if bad >= 0 else None


@pytest.mark.parametrize("name", PROFILES)
@fewer(3)
@given(data=st.data(), goal=fractions(20, 100))
def test_the_bound_is_exact(name: str, data: st.DataObject, goal: Fraction) -> None:
    """With the figure named the total reaches the goal; with the least bit less it does not."""
    profile = PROFILES[name]
    evaluation = data.draw(tables(name))
    card = score(evaluation, profile=profile)
    assume(card.total is not None)
    found = what_if(card, to=Decimal(written(goal)))
    for change in found.alone:
        good, bad = around(change)
        assert good >= 0
        reached = score(changed(evaluation, change, good), profile=profile)
        assert reached.total is not None
        assert reached.total >= goal
        if bad is not None:
            missed = score(changed(evaluation, change, bad), profile=profile)
            assert missed.total is not None
            assert missed.total < goal


@pytest.mark.parametrize("name", PROFILES)
@fewer(3)
@given(data=st.data(), goal=fractions(20, 100))
def test_together_they_reach_it_and_fewer_do_not(name: str, data: st.DataObject, goal: Fraction) -> None:
    """All figures that are named, changed, reach the goal; where none are named it is reached or out of reach."""
    profile = PROFILES[name]
    evaluation = data.draw(tables(name))
    card = score(evaluation, profile=profile)
    assume(card.total is not None)
    found = what_if(card, to=Decimal(written(goal)))
    assert found.is_reached == (card.total >= goal)
    assert found.is_possible == (found.is_reached or found.best >= goal)
    totals = list(_one_by_one(evaluation, found.together, profile))
    assert all(total < goal for total in totals[:-1])
    assert not totals or totals[-1] >= goal


@pytest.mark.parametrize("moment", ["row", "group"])
@given(data=st.data(), goal=fractions(20, 100))
def test_a_grade_of_the_unrounded_total(moment: str, data: st.DataObject, goal: Fraction) -> None:
    """With the figure named the grade is reached; with the least bit less it is not, whatever the total prints."""
    grades = (Grade("优", Decimal(written(goal))), Grade("差", Decimal(0)))
    profile = under(
        grades=grades, grade_total="unrounded", rounding_places=0, rounding_moment=moment, deduction="manual"
    )
    evaluation = data.draw(tables("deducted, by group"))
    card = score(evaluation, profile=profile)
    found = what_if(card, to="优")
    assert found.is_reached == (card.grade == "优")
    for change in found.alone:
        good, bad = around(change)
        assert "优" == score(changed(evaluation, change, good), profile=profile).grade
        assert bad is None or "差" == score(changed(evaluation, change, bad), profile=profile).grade
    for change in found.together:
        evaluation = changed(evaluation, change, around(change)[0])
    assert found.is_possible == (score(evaluation, profile=profile).grade == "优")


def _one_by_one(evaluation: Evaluation, changes: tuple[Change, ...], profile: Profile) -> Iterator[Decimal]:
    for change in changes:
        evaluation = changed(evaluation, change, around(change)[0])
        total = score(evaluation, profile=profile).total
        assert total is not None
        yield total


def test_by_hand() -> None:
    """89.81 to 90.5 in the worked example of Haidian: 0.69 more.

    27.69 prints from 27.685, so 27.685/30 × 20 = 18.4566…; 18.94 from 18.935, so 365 × 20 / 18.935 = 385.5294…;
    5.69 of 10 is 57 % once rounded, which is 56.5 % of 1,000.
    """
    found = what_if(load(EXAMPLES / "beijing-haidian-2016" / "worked.toml"), to="90.5")
    assert [
        ("execution", Fraction(565), "至少"),
        ("indicators[0]", Fraction("27.685") / 30 * 20, "至少"),
        ("indicators[1]", 365 * 20 / Fraction("18.935"), "至多"),
    ] == [(change.path, change.bound, change.word) for change in found.alone]
    assert "增加 66.2万元" in str(found)
    assert Fraction("66.2") == found.alone[0].difference


def test_a_negative_figure_is_named_as_it_stands() -> None:
    """−2 that counts as 0 has to rise by 2 more than 0 would."""
    filed = table(quantity("≥10个", "-2个", weight=80, level1="满意度指标"))
    (change,) = what_if(filed, to=60, profile=under(negative_actual="zero")).alone
    assert (-2, Fraction("39.995") / 8) == (change.now, change.bound)
    assert change.bound + 2 == change.difference


@pytest.mark.parametrize("rule", ["ratio", "linear"])
def test_none_at_all_is_reached_at_none(rule: str) -> None:
    """≤ 0 earns its points at 0 only: 6 accidents that become 0 are worth all 80."""
    filed = table(quantity("≤0起", "6起", weight=80, level1="满意度指标"))
    found = what_if(filed, to=90, profile=under(reverse_rule=rule))
    assert [(0, "至多", False)] == [(change.bound, change.word, change.strict) for change in found.alone]
    assert (20, 100) == (found.total, found.best)


def test_a_grade() -> None:
    """A grade is its lowest total; one that is reached asks for nothing; one out of reach says how far figures go."""
    graded = under(grades=(Grade("优", Decimal(90)), Grade("差", Decimal(0))))
    half = table(quantity("≥10个", "5个", weight=80), quantity("≥1个", "1个", weight=0, level1="满意度"))
    found = what_if(half, to="优", profile=graded)
    assert (90, "优", 60) == (found.goal, found.grade, found.total)
    assert "要到 90 分（优）" in str(found)
    assert (Fraction("69.995") / 8,) == tuple(change.bound for change in found.alone)
    assert "已经达到" in str(what_if(half, to="差", profile=graded))
    judged = table(judgement("部分达成", "50%", weight=80))
    stuck = what_if(judged, to=90)
    assert (False, (), 60) == (stuck.is_possible, stuck.together, stuck.best)
    assert "全部达到目标，总分也只有 60 分" in str(stuck)


def test_the_best_total_is_the_scorecards() -> None:
    """60.003 and 7.503 are printed as 60.00 and 7.50, and so is their sum, though the grade looks at 67.506."""
    graded = under(grades=(Grade("优", Decimal(90)), Grade("差", Decimal(0))), grade_total="unrounded")
    rows = (
        judgement("部分达成", "75.00375%", weight=80),
        judgement("部分达成", "75.03%", weight=10, level1="满意度指标"),
    )
    half = table(*rows, execution=Execution(budget="100万元", executed="50万元", weight=10))
    full = table(*rows, execution=Execution(budget="100万元", executed="100万元", weight=10))
    assert score(full, profile=graded).total == what_if(half, to="优", profile=graded).best == Decimal("77.50")


def test_no_answer_that_could_not_be_applied() -> None:
    """Nothing is below 0, and 0 against < 0 has no score: the row is named, and offered no figure."""
    filed = table(quantity("<0起", "2起", weight=70), judgement("达成", "100%", weight=10))
    found = what_if(filed, to=90)
    assert ((), ()) == (found.alone, found.together)
    assert ["indicators[0]"] == [result.path for result in found.unknown]


def test_rows_that_are_not_worked_out_are_named() -> None:
    """Under a cut-off that is silent from 70 to 130 %, a row at its target is undetermined: it does not stay at 0."""
    filed = load(EXAMPLES / "sichuan-pidu-2025" / "worked.toml")
    at_target = [evolve(row, actual="20家") if row.name == "走访企业" else row for row in filed.indicators]
    assert score(evolve(filed, indicators=at_target)).total is None
    found = what_if(filed, to=90)
    assert (False, Decimal("64.95")) == (found.is_possible, found.best)
    assert ["indicators[6]", "indicators[7]"] == [result.path for result in found.unknown]
    assert ["indicators[6]", "indicators[7]"] == found.as_dict()["unknown"]
    told = str(found)
    assert "只改能算出的各项到不了：它们全部达到目标，其余照旧，总分也只有 64.95 分。" in told
    assert "没有算出的，不在其内：第7行 indicators[6]（走访企业）、第8行 indicators[7]（举办培训）。" in told
    assert "只改定量指标" not in told
    assert "没有算出" not in str(what_if(filed, to=63))


def test_a_row_against_a_zero_without_a_side_is_named() -> None:
    """It would earn all its points at 0: that it cannot be done is not said of it."""
    filed = table(quantity("0起", "3起", weight=80, level1="满意度指标"))
    found = what_if(filed, to=90, profile=under(zero_target="zero"))
    assert ["indicators[0]"] == [result.path for result in found.unknown]
    assert "只改能算出的各项到不了" in str(found)


@pytest.mark.parametrize("goal", ["101", "-1", "良", "很高", ""])
def test_no_goal(goal: str) -> None:
    with pytest.raises(InputError, match="不超过 100 的分数"):
        what_if(table(quantity("≥10个", "5个", weight=80), judgement("达成", "90%", weight=0)), to=goal)


def test_what_no_figure_can_change() -> None:
    """Parts without a target of their own keep their figure combined; lists and judged rows are no figures."""
    whole = table(
        quantity("≥40个", actuals={"甲": "10个", "乙": "10个"}, weight=40),
        judgement(items=(Item(description="制度", points=40, done=False),), weight=40, level1="满意度指标"),
        parts=(Part(name="甲", funds=1), Part(name="乙", funds=1)),
    )
    found = what_if(whole, to=50, profile=under(checklist_rule="deduct-each"))
    assert [("indicators[0]", Fraction("29.995"))] == [(change.path, change.bound) for change in found.alone]
    assert 60 == found.best
    more = what_if(whole, to=60, profile=under(checklist_rule="deduct-each"))
    assert Fraction("39.995") == more.together[0].bound
    two = table(quantity("≥10个", "5个", weight=40), quantity("≥10个", "5个", weight=40, level1="满意度"))
    assert "没有哪一个数单独就够；一起改：" in str(what_if(two, to=90))


def test_what_cannot_be_told() -> None:
    """No total, no answer."""
    with pytest.raises(InputError, match="总分未定"):
        what_if(table(quantity("≥10个", weight=80)), to=90)


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`explain --to`: text or JSON; 1 where no figures can; no PATH beside it."""
    file = str(EXAMPLES / "beijing-haidian-2016" / "worked.toml")
    assert 0 == main(["explain", file, "--to", "90.5"])
    assert "只改其中一个数" in capsys.readouterr().out
    assert 0 == main(["explain", file, "--to", "95", "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert (["execution", "indicators[0]"], "95/1", False) == (
        [c["path"] for c in data["together"]],
        data["goal"],
        data["reached"],
    )
    assert 1 == main(["explain", str(EXAMPLES / "sichuan-pidu-2025" / "worked.toml"), "--to", "中"])
    for wrong in (["execution", "--to", "95"], ["--to", "95", "--format", "html"], ["--to", "好"]):
        assert 2 == main(["explain", file, *wrong])


SHARES = [
    {"low": "0%", "high": "60%", "points": "0%"},
    {"low": "60%", "high": "90%", "points": "40%"},
    {"low": "90%", "high": "none", "points": "100%"},
]
STEPS_DOWN = {"rule": "steps", "start": "target", "per": "7个", "deduct": "10%", "count": "begun"}
OWN: dict[str, dict[str, Any]] = {
    "ramp": {"rule": "ramp", "start": "70个", "end": "95个", "base": "20%"},
    "listed": {"rule": "listed", "listed": [{"at": "100个", "points": "100%"}, {"at": "80个", "points": "50%"}]},
    "begun": STEPS_DOWN,
    "whole": STEPS_DOWN | {"count": "whole"},
    "cut": {"rule": "cut-off", "lower": "70%", "upper": "120%", "between": "ratio"},
    "share": {"rule": "share-tiers", "ends": "low", "tiers": SHARES},
    "hump": {
        "rule": "tiers",
        "ends": "high",
        "tiers": [
            {"low": "0个", "high": "40个", "points": "10%"},
            {"low": "40个", "high": "80个", "points": "100%"},
            {"low": "80个", "high": "110个", "points": "60%"},
            {"low": "110个", "high": "none", "points": "20%"},
        ],
    },
    "bands": {
        "rule": "bands",
        "ends": "high",
        "tiers": [
            {"low": "0%", "high": "10%", "points": "100%"},
            {"low": "10%", "high": "40%", "points": "50%"},
            {"low": "40%", "high": "none", "points": "0%"},
        ],
    },
}
SIGNS = {"ramp": "≥", "listed": "≥", "begun": "≥≤", "whole": "≥≤", "cut": "≥"}


@pytest.mark.parametrize("name", [*shipped(), "linear", "exact"])
@settings(max_examples=8)
@given(data=st.data())
def test_what_is_proposed_earns_what_is_promised(name: str, data: st.DataObject) -> None:
    """Under each profile, by each kind of rule: every figure that a proposal names, applied, earns what it says."""
    kind: dict[str, Any] = {"linear": {"reverse_rule": "linear"}, "exact": {"equal_rule": "exact"}}.get(name, {})
    side, ends = data.draw(st.sampled_from(["good", "bad", "both", "above"])), data.draw(st.sampled_from("fb"))
    over = {
        "over_deduction": data.draw(st.sampled_from([None, Decimal(2)])),
        "explain_over": Fraction(13, 10),
        "explain_side": side,
        "explain_ends": {"f": "from", "b": "beyond"}[ends],
        "deduction": "manual",
    }
    profile = load_profile(name if not kind else "hubei-wuhan")
    cited = {key: Cited(value, "reading", note="试验") for key, value in (over | kind).items()}
    profile = evolve(profile, curves={key: read_curve(tree) for key, tree in OWN.items()}, **cited)
    rows = []
    for weight in (60, 40):
        rule = data.draw(st.sampled_from([*OWN, *[None] * (3 if profile.forward_rule.value == "ratio" else 1)]))
        sign = data.draw(st.sampled_from(SIGNS.get(rule or "", "≥≤=")))
        target, actual = data.draw(st.integers(0, 110)), data.draw(st.integers(0, 160))
        level = "产出指标" if weight == 60 else "满意度指标"
        row = quantity(f"{sign}{target}个", f"{actual}个", weight=weight, rule=rule, level1=level, name=level)
        rows.append(evolve(row, deduct=data.draw(st.sampled_from([None, 1]))))
    filed = table(*rows, execution=Execution(budget=100, executed=100, weight=0))
    card = score(filed, profile=profile)
    assume(card.total is not None and card.total < 100)
    found = what_if(card, to=data.draw(st.integers(int(card.total or 0) + 1, 100)))
    for change in (*found.alone, *found.together):
        for figure in promised(change):
            row = next(r for r in score(changed(filed, change, figure), profile=profile).rows if r.path == change.path)
            assert row.in_total is not None
            assert row.in_total >= change.points, (figure, str(change))


def promised(change: Change) -> Iterator[Fraction]:
    """Figures that a proposal names: its bound, its other end, what lies between; far beyond where there is no such end."""
    good, _ = around(change)
    better = 1 if change.word == "至少" else -1
    yield good
    if change.until is None:
        yield max(Fraction(0), good + better * 1000)
        return
    if change.until == change.bound:
        return
    last = change.until * FINE // 1 if better > 0 else -(-change.until * FINE // 1)
    if change.until_strict and Fraction(last, FINE) == change.until:
        last -= better
    if (Fraction(last, FINE) - good) * better >= 0:
        yield from ((good + Fraction(last, FINE)) / 2, Fraction(last, FINE))


def test_points_taken_off_for_a_deviation_are_looked_into() -> None:
    """70 % to be reached, all points from 95 % on, two off from 91 % on: nothing below 91 % earns all, so it is not proposed.

    With all points from 90 % on, 90 % earn them and 91 % do not.
    """
    manual = load_profile("platform-manual-2022")
    for end, alone, unknown in (("95%", [], ["execution", "indicators[0]"]), ("90%", [("90", "91")], ["execution"])):
        ramp = {"rule": "ramp", "start": "70%", "end": end, "base": "0%"}
        filed = table(
            quantity("≥70%", "80%", weight=60, rule=ramp),
            quantity("≥1次", "1次", weight=40, rule=OWN["begun"] | {"per": "1次"}, level1="满意度指标"),
            execution=Execution(budget=100, executed=100, weight=0),
        )
        found = what_if(filed, to=100, profile=manual)
        assert [(Fraction(a), Fraction(b)) for a, b in alone] == [
            (-(-c.bound * 100 // 1) / 100, c.until) for c in found.alone
        ]
        assert unknown == [result.path for result in found.unknown]
        # 30 of 60 points are for figures from which nothing is taken off, whatever becomes of the rest
        assert ["indicators[0]"] == [c.path for c in what_if(filed, to=80, profile=manual).alone]
    assert "改为至少 89.9983…%（即" in str(found)
    assert "）、小于 91%，增加" in str(found)


def test_a_figure_too_far_is_led_back() -> None:
    """140 of 100 lose two points; 130 do too, 129 do not."""
    manual = load_profile("platform-manual-2022")
    filed = table(
        quantity("≥100个", "140个", weight=60, rule=OWN["begun"]),
        quantity("≥1次", "1次", weight=40, rule=OWN["begun"] | {"per": "1次"}, level1="满意度指标"),
        execution=Execution(budget=100, executed=100, weight=0),
    )
    (change,) = what_if(filed, to=100, profile=manual).alone
    assert (130, "至多", True, 100, False) == (
        change.bound,
        change.word,
        change.strict,
        change.until,
        change.until_strict,
    )
    assert "改为小于 130个、不低于 100个" in str(change)


def test_a_total_that_a_cap_may_hold_is_not_promised() -> None:
    """At 80 % just nobody says whether 89 is the most: 95 is not promised, 88 is."""
    manual = load_profile("platform-manual-2022")
    filed = table(
        quantity("≥100个", "60个", weight=60, rule=OWN["begun"]),
        quantity("≥1次", "1次", weight=40, rule=OWN["begun"] | {"per": "1次"}, level1="满意度指标"),
        execution=Execution(budget=100, executed=80, weight=0),
    )
    assert not what_if(filed, to=95, profile=manual).is_possible
    assert what_if(filed, to=88, profile=manual).is_possible
