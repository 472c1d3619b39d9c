"""Every sourced practice as a profile: worked examples as computed by hand, and the figures of the regulation's vectors."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from perfeval import Execution, Item, Part, Profile, Published, Status, audit, explain, load, load_profile, loads, score
from perfeval.auditing.findings import Severity
from perfeval.profiles import read_profile, shipped
from perfeval.tables.blocks import messages
from perfeval.write.document import to_json_document, to_toml
from tests.overlay import merged
from tests.paths import ROOT
from tests.samples import judgement, quantity, table

PRACTICES = {path.stem: path for path in sorted((ROOT / "tests" / "cases" / "practices").glob("*.toml"))}

WORKED: dict[str, tuple[list[str], str, str | None, str | None]] = {
    # exact points of execution and of each row, or the code of the reason; earned; total; grade
    "mof-2020": (["19/2", "16", "20", "8", "21", "88/9"], "84.28", "84.28", "良"),
    "beijing-haidian-2016": (["5", "27", "73/4", "30", "86/9"], "89.81", "89.81", None),
    "sichuan-form-2023": (["17/2", "35/2", "rule-unstated", "rule-unstated", "rule-unstated"], "26.00", None, None),
    "sichuan-pidu-2025": (["0", "10", "6", "10", "4", "3", "not-applicable", "0", "0", "18", "9"], "60.00", "61.86", "差"),
    "jiangxi-2017": (
        ["rule-unstated", "rule-unstated", "73/4", "3", "11/2", "9", "curve-silent"], "35.75", None, None,
    ),
    "hunan-department": (["budget-missing", "1", "3", "7/2", "3", "5", "5"], "20.50", None, None),
    "henan-2024": (["weight-missing", "rule-unstated", "28", "rule-unstated", "rule-unstated"], "28.00", None, None),
    "yinchuan-2021": (["rule-unstated", "9", "rule-unstated", "rule-unstated"], "9.00", None, None),
    "fukang-2023": (["9", "46", "30", "rule-unstated"], "85.00", None, None),
    "chongqing-2021": (["38/5", "40", "57/2", "16"], "92.10", "92.10", None),
    "suzhou-2021": (["rule-unstated", "331/100", "rule-unstated"], "3.31", None, None),
    "platform-manual-2022": (["rule-unstated", "37", "40", "20"], "95.00", "89.00", None),
    "transfer-form": (["0", "rule-unstated", "rule-unstated", "rule-unstated"], "0.00", None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKED)
def test_as_computed_by_hand(name: str) -> None:
    """The worked example of each profile, whose comments show the arithmetic."""
    rows, earned, total, grade = WORKED[name]
    card = score(load(ROOT / "examples" / name / "worked.toml"))
    found = [result.code if result.exact is None else str(result.exact) for result in card.results()]
    assert rows == found
    assert earned == f"{card.earned:f}"
    assert (total, grade) == (None if card.total is None else f"{card.total:f}", card.grade)


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_example_is_audited_clean(name: str) -> None:
    """Filed with the scores that it earns, none of them is an error; and it is written as a document and read again."""
    evaluation = load(ROOT / "examples" / name / "worked.toml")
    card = score(evaluation)
    filed = evolve(
        evaluation,
        indicators=tuple(
            evolve(row, published_score=None if found.score is None else f"{found.score:f}")
            for row, found in zip(evaluation.indicators, card.rows, strict=True)
        ),
        published=Published(total=None if card.total is None else f"{card.total:f}", grade=card.grade),
    )
    assert [] == [f.rule for f in audit(filed).findings if f.severity is Severity.ERROR]
    assert filed == loads(to_toml(filed)) == loads(to_json_document(filed))


def test_every_profile_has_a_worked_example() -> None:
    """The seed's own tables are those of hubei-wuhan (examples/jiangan-2023, worked out row by row in tests/test_examples.py)."""
    assert {*WORKED, "hubei-wuhan"} == {*shipped()}


@pytest.mark.parametrize("name", shipped())
def test_a_text_that_was_not_seen_is_said_to_be_so(name: str) -> None:
    """Wherever a profile is printed whose primary text was not seen: under the table, and beside each quoted clause."""
    profile = load_profile(name)
    card = score(table(quantity("≥9个", "8个")), profile=profile)
    unseen = any(not source.seen for source in profile.sources.values())
    assert unseen == (f"评分规则 {name} 有未见原文、据转述的来源" in "".join(messages(card)))
    for curve, its in profile.curves.items():
        target = "=9个" if its.rule == "exact" else "≥9个"
        told = explain(score(table(quantity(target, "18个", weight=5, rule=curve)), profile=profile))
        source = profile.source_of(profile.curves[curve].clause)
        assert source is None or source.seen or "未见原文" in told


# --- the vectors of the regulation under each profile ---------------------------------------------------------------

FORWARD, BEYOND, SHORT = (quantity("≥20个", f"{b}个") for b in (18, 27, 13))
SLOW, FAST, TWICE = quantity("≤365天", "400天"), quantity("≤365天", "270天"), quantity("≤90天", "180天")
NOTHING_DONE, ONE_DONE = quantity("=0起", "0起"), quantity("=0起", "1起")
HIGH, LOW = judgement("部分达成", "80%"), judgement("部分达成", "55%")
PARTS = (Part(name="甲", funds="100万元"), Part(name="乙", funds="300万元"))
SHARES = quantity("≥100%", actuals={"甲": "90%", "乙": "80%"})
COUNTS = quantity(None, targets={"甲": "≥20个", "乙": "≥20个"}, actuals={"甲": "30个", "乙": "10个"})
CASES = (FORWARD, BEYOND, SHORT, SLOW, FAST, TWICE, NOTHING_DONE, ONE_DONE, HIGH, LOW, SHARES, COUNTS)
"""Forward 18, 27 and 13 of 20; reverse 400 and 270 against 365, 180 against 90; = 0 with 0 and with 1; 部分达成 with 8.0 and
with 5.5 of 10; 90 % of 100 and 80 % of 300 万元; 30 and 10 against 20 and 20."""
OPEN = "rule-unstated"
RATIO = ["9.00", "10.00", "6.50", "9.13", "10.00", "5.00"]
LINEAR = [*RATIO[:3], "9.04", "10.00", "0.00"]
HELD, OUT = ["10.00", "0.00"], "rate-outside-band"
MEANS = ["8.25", "10.00"]
VECTORS = {
    "hubei-wuhan": [*RATIO, *HELD, OUT, "5.50", *MEANS],
    "mof-2020": [*RATIO, *HELD, OUT, OUT, *MEANS],
    "beijing-haidian-2016": [*RATIO, *[OPEN] * 4, *["aggregate-unstated"] * 2],
    "jiangxi-2017": [*[OPEN] * 3, *RATIO[3:], *[OPEN] * 2, OUT, "5.50", *[OPEN] * 2],
    "sichuan-form-2023": [OPEN] * 12,
    "sichuan-pidu-2025": [OPEN] * 12,
    **dict.fromkeys(
        (
            "hunan-department",
            "henan-2024",
            "yinchuan-2021",
            "fukang-2023",
            "chongqing-2021",
            "suzhou-2021",
            "platform-manual-2022",
            "transfer-form",
        ),
        [OPEN] * 12,
    ),
    "observed-pmkpi": [*LINEAR, "10.00", "0.00", OUT, OUT, *MEANS],
    "transfer-report": [OPEN] * 12,
    "langfang-2019": ["9", "10", "7", "9", "10", "5", "10", "0", "8", "6", "8", "10"],
}
"""What each profile gives for them; where its source says nothing, the code of the reason."""


def practice(name: str) -> Profile:
    """A shipped profile, or one of the test profiles."""
    return (
        load_profile(name) if name in shipped() else read_profile(merged(PRACTICES[name].read_text("utf-8")).encode())
    )


def outcome(row: Any, profile: Profile) -> str:
    found = score(table(row), profile=profile).rows[0]
    return found.code if found.score is None else f"{found.score:f}"


@pytest.mark.parametrize("name", VECTORS)
def test_the_vectors(name: str) -> None:
    """The regulation's figures, each under every shipped profile, as worked out by hand."""
    profile = practice(name)
    found = [score(table(row, parts=PARTS), profile=profile).rows[0] for row in CASES]
    assert VECTORS[name] == [row.code if row.score is None else f"{row.score:f}" for row in found]


def test_every_profile_has_its_vectors() -> None:
    assert {*shipped()} <= {*VECTORS}


def test_over_the_target() -> None:
    """135 %: full in Wuhan; full with a remark at 130 %; nothing for 重点履职 in Pidu. 65 %: nothing there either."""
    assert () == score(table(BEYOND)).rows[0].notes
    assert ["over-achieved"] == [n.code for n in score(table(BEYOND), profile="mof-2020").rows[0].notes]
    pidu = load_profile("sichuan-pidu-2025")
    rows = [quantity("≥20个", f"{b}个", rule="重点履职") for b in (13, 14, 18, 26, 27)]
    assert ["0.00", *["curve-silent"] * 3, "0.00"] == [outcome(row, pidu) for row in rows]


@pytest.mark.parametrize(
    ("name", "execution", "expected"),
    [
        ("hubei-wuhan", {"budget": "1397.58万元", "executed": "2019.84万元"}, "20.00"),
        ("mof-2020", {"budget": "250000元", "executed": "215457.6元"}, "8.62"),
        ("sichuan-form-2023", {"budget": "250000元", "executed": "215457.6元"}, "8.62"),
        ("beijing-haidian-2016", {"initial": "10000万元", "executed": "4988万元"}, "5.00"),
        ("beijing-haidian-2016", {"budget": "10000万元", "executed": "4988万元"}, "budget-missing"),
        ("jiangxi-2017", {"budget": "100万元", "executed": "98万元"}, "weight-missing"),
        ("chongqing-2021", {"budget": "100万元", "executed": "76万元"}, "7.60"),
        ("langfang-2019", {"budget": "1000万元", "executed": "862万元"}, "9"),
        ("ningxia-2022", {"budget": "1000万元", "executed": "865万元"}, "0.0"),
        ("putuo-2022", {"budget": "20000元", "executed": "9034元"}, "4.52"),
        ("putuo-2022", {"budget": "250000元", "executed": "215457.6元"}, "8.62"),
        ("hubei-province", {"budget": "1397.58万元", "executed": "2019.84万元"}, "20.0"),
        ("sichuan-pidu-2025", {"budget": "250000元", "executed": "215457.6元"}, "0.00"),
        ("hunan-department", {"budget": "250000元", "executed": "215457.6元"}, "0.00"),
        ("pidu-2025-self", {"budget": "250000元", "executed": "215457.6元"}, "8.62"),
        ("execution-by-steps", {"budget": "100万元", "executed": "95万元"}, "3.00"),
        ("execution-by-steps", {"budget": "100万元", "executed": "93万元"}, "curve-silent"),
        ("transfer-report", {"budget": "100万元", "executed": "95万元"}, "weight-missing"),
    ],
)
def test_execution(name: str, execution: dict[str, Any], expected: str) -> None:
    """Spending by each profile's points and budget, the true rate beside it."""
    found = score(table(execution=Execution(**execution)), profile=practice(name)).execution
    assert expected == (found.code if found.score is None else f"{found.score:f}")


def test_satisfaction_of_jiangxi() -> None:
    """86 %: 9 if a begun step counts, 10 if only whole ones do; the text does not say."""
    profile = load_profile("jiangxi-2017")
    assert "curve-silent" == outcome(quantity("≥90%", "86%", rule="满意度"), profile)
    printed = {"rule": "steps", "start": "90%", "per": "5%", "deduct": 1}
    for count, expected in (("begun", "9.00"), ("whole", "10.00")):
        assert expected == outcome(quantity("≥90%", "86%", rule=printed | {"count": count}), profile)


def test_rescaled() -> None:
    """81 of 90 points that apply is 90.00, and 优."""
    rows = (quantity("≥10个", "9个", weight=90, rule="重点履职（比率分值法）"), quantity("≥1个", applicable=False))
    card = score(table(*rows), profile="sichuan-pidu-2025")
    assert (Decimal("90.00"), "优") == (card.total, card.grade)
    assert "81 ÷ (100 − 10) × 100 = 90 分" in explain(card, path="total")


# --- practices of section 3 that are no shipped profile -------------------------------------------------------------


def test_every_practice_is_a_profile() -> None:
    """The test profiles load, and each says in its title where it was seen."""
    assert all(practice(name).title for name in PRACTICES)
    assert len(PRACTICES) >= 8


def test_coefficients_of_chongqing() -> None:
    assert "4.75" == outcome(quantity("≥9个", "8个", weight=5, coefficient="95%"), practice("chongqing-2021"))


def test_lists_of_shouxian() -> None:
    """Part points for what is done."""
    items = (Item(description="有规划", points=3, done=True), Item(description="有公开", points=2, done=False))
    assert "3.00" == outcome(judgement(items=items, weight=5), practice("shouxian-2023"))


@pytest.mark.parametrize(
    ("name", "total", "status"),
    [("science-form", "90.0", Status.NOT_APPLICABLE), ("land-consolidation", "91.0", Status.SCORED)],
)
def test_what_does_not_apply(name: str, total: str, status: Status) -> None:
    """81 of 90: rescaled to 100 where the form says so; no points lost where it says that."""
    rows = (quantity("≥80个", "71个", weight=80), quantity("≥9个", applicable=False))
    card = score(table(*rows, execution=Execution(initial=10, executed=10)), profile=practice(name))
    assert (total, status) == (f"{card.total:f}", card.rows[1].status)


def test_one_decimal_and_none() -> None:
    """黄冈 prints 19.6, 廊坊 whole points."""
    row = quantity("≥100%", "98.2%", weight=20)
    assert ["19.6", "20"] == [outcome(row, practice(name)) for name in ("huanggang-2020", "langfang-2019")]


def test_a_bad_overrun_asks_too() -> None:
    """Guangxi's remark looks at the figure, whichever direction is good, from 130 % on; against 0 from 30 on."""
    targets = ("≤10个", "≥10个", "≤13个", "≥0个")
    actuals = ("13个", "13个", "10个", "30个")
    card = score(table(*map(quantity, targets, actuals)), profile=practice("guangxi-130"))
    expected = [["over-run"], ["over-achieved"], [], ["zero-target", "over-achieved"]]
    assert expected == [[note.code for note in row.notes] for row in card.rows]


def test_a_negative_figure() -> None:
    """pmkpi takes it for 0; no other profile says anything of it."""
    for name in (*shipped(), *PRACTICES):
        found = outcome(quantity("≥10个", "-3个"), practice(name))
        observed = name.startswith("observed") or name == "guangxi-130"
        assert found == ("0.0" if name == "guangxi-130" else "0.00") if observed else found in (OPEN, "negative-figure")


def test_spending_that_is_rounded_at_the_end() -> None:
    """pmkpi rounds each row and, of spending, only the total: 8.618… + 81.996… (printed 82.00) is 90.62."""
    row = quantity("≥90001个", "82000个", weight=90, level1="满意度指标")
    card = score(table(row, budget="250000元", executed="215457.6元"), profile=practice("observed-pmkpi"))
    assert ("8.62", "82.00") == tuple(f"{result.score:f}" for result in card.results())
    assert Fraction("8.618304") + 82 == sum(result.in_total or 0 for result in card.results())
    assert "90.62" == f"{card.total:f}"


def test_a_bonus() -> None:
    """附加分 of the land consolidation form: on top of 100."""
    rows = (quantity("≥9个", "9个", weight=90), quantity("≥9个", "9个", weight=5, level1="附加分"))
    card = score(table(*rows, execution=Execution(initial=10, executed=10)), profile=practice("land-consolidation"))
    assert "105.0" == f"{card.total:f}"


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("dazhou-department", {"部门决策": 25, "综合管理": 30, "部门绩效": 45}),
        ("dazhou-project", {"决策": 20, "管理": 10, "完成": 20, "效益指标": 50}),
        (
            "pidu-2025-project",
            {"决策": 5, "预算": 8, "实施": 7, "产出指标": 40, "效益指标": 20, "成本指标": 10, "满意度指标": 10},
        ),
        ("sichuan-no-satisfaction", {"产出指标": 60, "效益指标": 30}),
        ("ningxia-2022", {"产出指标": 40, "效益指标": 40, "满意度指标": 20}),
    ],
)
def test_other_structures(name: str, levels: dict[str, int]) -> None:
    """Heads of other forms: their points make up the hundred, and a table under them is audited by them."""
    rows = tuple(quantity("≥9个", "9个", weight=points, level1=level, name=level) for level, points in levels.items())
    money = Execution(budget=10, executed=10)
    filed = table(*rows, execution=money, weights=tuple(levels.items()))
    assert 100 == score(filed, profile=practice(name)).total
    assert () == audit(filed, profile=practice(name), select=("weights", "group-missing")).findings


@pytest.mark.parametrize(
    ("total", "first", "second"), [(90, "优", "优"), (85, "良", "优"), (75, "中", "良"), (59, "差", "差")]
)
def test_grades_as_observed(total: int, first: str, second: str) -> None:
    """Two sets of one system: from 90, 80, 60 and from 80, 70, 60."""
    assert first == practice("observed-pmkpi").grade(Fraction(total))
    assert second == practice("observed-pmkpi-2").grade(Fraction(total))
