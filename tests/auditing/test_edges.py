"""Where a rule draws its line: own profiles, parts, cells that are half filled."""

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from perfeval import Evaluation, Execution, Finding, Fund, Part, Profile, Published, audit, load_profile
from perfeval.auditing.reasons import explains
from perfeval.auditing.rule import OURS, rule
from perfeval.profiles import Cited, shipped
from tests.samples import judgement, quantity, table

HUBEI = load_profile("hubei-wuhan")


def found(evaluation: Evaluation, *rules: str, profile: Profile | None = None) -> list[Finding]:
    return [*audit(evaluation, profile=profile, select=rules).findings]


def skipped(evaluation: Evaluation, *rules: str, profile: Profile | None = None) -> list[str]:
    return [skip.reason for skip in audit(evaluation, profile=profile, select=rules).skipped]


def own(**parameters: Any) -> Profile:
    """The Hubei profile with other values."""
    return evolve(HUBEI, **{key: Cited(value, "reading", note="试") for key, value in parameters.items()})


# --- execution ----------------------------------------------------------------------------------------------------


LINHE = "对未完成绩效目标或偏离绩效目标较大的项目要分析并说明原因（临河区 2023 年通知）"


@pytest.mark.parametrize("name", shipped())
def test_what_asks_for_a_reason_is_the_profiles_own_clause_or_a_notice_by_name(name: str) -> None:
    """No profile is made to say what it does not: the words of a notice that it does not cite carry the notice's name."""
    own_clause = {"mof-2020": "偏离说明", "sichuan-pidu-2025": "逐条分析"}
    (missed,) = found(table(quantity("≥10场", "9场")), "reason-missing", profile=load_profile(name))
    assert own_clause.get(name, LINHE) == missed.clause


@pytest.mark.parametrize(("executed", "asked"), [("89.99万元", 1), ("90万元", 0)])
def test_a_rate_below_the_profiles_bound_needs_a_reason(executed: str, asked: int) -> None:
    """Sichuan's forms ask below 90 %."""
    profile = own(execution_explain_below=Fraction(9, 10))
    filed = table(executed=executed)
    assert asked == len(found(filed, "reason-missing", profile=profile))
    assert ["没有执行率"] == skipped(table(execution=Execution()), "reason-missing", profile=profile)


def test_a_profile_that_asks_for_the_opening_budget() -> None:
    """Then it is the basis, and no fault."""
    profile = own(execution_budget="initial")
    block = Execution(
        initial="100万元", budget="110万元", executed="110万元", published_rate="110%", published_score=20
    )
    assert [] == found(table(execution=block), "execution-rate-mismatch", "execution-basis", profile=profile)
    assert "以年初预算为准" in skipped(table(execution=block), "execution-basis", profile=profile)[0]


@pytest.mark.parametrize(
    ("cell", "holds"),
    [
        ("95%", True),
        ("95", True),
        ("0.95", True),
        ("=95%", True),
        ("95.0％", True),
        ("950‰", True),
        ("94.9%", False),
        ("0.94", False),
        ("1", False),
    ],
)
def test_how_a_rate_may_be_written(cell: str, holds: bool) -> None:
    """With its sign, without, as a ratio, behind =."""
    filed = table(execution=Execution(budget="100.00万元", executed="95.00万元", published_rate=cell))
    assert holds is not bool(found(filed, "execution-rate-mismatch"))


def test_a_rate_that_only_rounded_amounts_allow_is_a_note() -> None:
    """4-digit amounts leave room for 0.04 %, and no more."""
    block = Execution(budget="1310万元", executed="1204万元", published_rate="91.87%")
    assert ["note"] == [f.severity for f in found(table(execution=block), "execution-rate-mismatch")]
    block = evolve(block, published_rate="91.80%")
    assert ["error"] == [f.severity for f in found(table(execution=block), "execution-rate-mismatch")]


def test_funds_in_part() -> None:
    """A missing part is not 0: only more than the whole is certain."""
    funds = (Fund(name="甲", budget="60万元"), Fund(name="乙"))
    assert [] == found(table(execution=Execution(budget="100万元", funds=funds)), "funds-mismatch")
    assert ["execution"] == [
        f.path for f in found(table(execution=Execution(budget="50万元", funds=funds)), "funds-mismatch")
    ]


def test_a_funds_score_cannot_be_held_against_anything() -> None:
    """A fund row has no points of its own."""
    block = Execution(budget="5万元", executed="5万元", funds=(Fund(name="甲", published_score=20),))
    assert "资金行没有自己的分值，得分无从核对" in skipped(table(execution=block), "execution-score-mismatch")


# --- weights ------------------------------------------------------------------------------------------------------


def test_rows_that_make_100_without_an_execution_block() -> None:
    """Forms without 预算执行情况 divide 100 points over their rows."""
    assert [] == found(table(quantity("≥1个", weight=100), execution=None), "weights-not-100")
    assert [] == found(table(quantity("≥1个", weight=80), execution=None), "weights-not-100")
    assert (
        1
        == len(found(table(quantity("≥1个", weight=90), execution=None), "weights-not-100", "satisfaction-missing")) - 1
    )


def test_a_left_out_row_without_its_weight() -> None:
    """What is missing may be its points."""
    rows = (quantity("≥1个", weight=70), quantity("≥1个", weight=None, applicable=False))
    assert ["不适用的行没有印权重，不知道其余分值是不是它的"] == skipped(table(*rows), "weights-not-100")


def test_a_group_with_a_row_without_weight() -> None:
    """A sum with a missing part is not told."""
    rows = (quantity("≥1个", weight=70), quantity("≥1个", weight=None))
    assert ["有的行没有权重：培训人数"] == skipped(table(*rows, weights={"产出指标": 80}), "group-weight-mismatch")


def test_a_head_without_rows() -> None:
    """Its points are in no row."""
    (finding,) = found(table(quantity("≥1个"), weights={"产出指标": 10, "效益指标": 30}), "group-weight-mismatch")
    assert ("weights.效益指标", "30", "0") == (finding.path, finding.expected, finding.found)


# --- what a profile may say of sums -------------------------------------------------------------------------------


def rescaled(total: Any, **more: Any) -> Evaluation:
    """90 points apply, 81 are earned; 10 do not apply."""
    rows = (
        quantity("≥1个", "1个", weight=60, published_score=60),
        quantity("≥10个", "1个", weight=10, published_score=1),
        quantity("≥1个", weight=10, applicable=False, **more),
    )
    block = Execution(budget="5万元", executed="5万元", published_score=20)
    return table(*rows, execution=block, published=Published(total=total))


@pytest.mark.parametrize(("total", "told"), [("90", []), ("90.00", []), ("81", ["90.00"]), ("91", ["90.00"])])
def test_a_profile_that_rescales(total: str, told: list[str]) -> None:
    """实得分 ÷ (100 − 不适用分) × 100."""
    profile = own(not_applicable="rescale")
    assert told == [f.expected for f in found(rescaled(total), "total-mismatch", profile=profile)]
    assert [] == found(rescaled(total), "weights-not-100", profile=profile)


def test_rescaling_needs_the_weights_of_what_is_left_out() -> None:
    """Without them nobody can tell the total."""
    filed = evolve(
        rescaled(90), indicators=(*rescaled(90).indicators[:2], quantity(None, weight=None, applicable=False))
    )
    assert ["不适用的行没有印权重，不能折算"] == skipped(filed, "total-mismatch", profile=own(not_applicable="rescale"))


def test_a_profile_that_redistributes() -> None:
    """The weights of what applies must make 100."""
    profile = own(not_applicable="redistribute")
    assert ["weights"] == [f.path for f in found(rescaled(81), "weights-not-100", profile=profile)]


@pytest.mark.parametrize("treatment", ["full", "no-deduction"])
def test_a_row_that_does_not_apply_is_asked_nothing(treatment: str) -> None:
    """Where it keeps its points, too."""
    profile = own(not_applicable=treatment)
    left = [f for f in found(rescaled(91, published_score=10), profile=profile) if f.path == "indicators[2]"]
    assert [] == left
    assert [] == found(rescaled(91, published_score=10), "total-mismatch", profile=profile)


@pytest.mark.parametrize("treatment", ["full", "no-deduction"])
def test_a_row_that_keeps_its_points_is_held_to_them(treatment: str) -> None:
    """Its whole weight is what it earns: printed less, or more, is an error under the clause that leaves it its points."""
    profile = own(not_applicable=treatment)
    (less,) = (f for f in found(rescaled(83, published_score=2), profile=profile) if f.path == "indicators[2]")
    assert ("score-mismatch", "10.00", "2") == (less.rule, less.expected, less.found)
    how = {"full": "按满分计算", "no-deduction": "不扣分"}[treatment]
    assert f"本行不适用，评分规则说{how}，应得 10 分，印 2 分。" == less.message
    assert OURS == less.clause
    more = [f for f in found(rescaled(93, published_score=12), profile=profile) if f.path == "indicators[2]"]
    assert ["score-mismatch", "score-above-weight"] == [f.rule for f in more]
    open_ = [f for f in audit(rescaled(81), profile=profile).skipped if f.path == "indicators[2]"]
    assert {("score-mismatch", "没有印得分"), ("score-above-weight", "没有印得分")} == {
        (s.rule, s.reason) for s in open_
    }


def test_a_kept_row_with_a_deduction() -> None:
    """不适用 with its points, less what people took off."""
    filed = rescaled(83, published_score=10, deduct=1)
    (one,) = found(filed, "score-mismatch", profile=own(not_applicable="full", deduction="manual"))
    assert "本行不适用，评分规则说按满分计算，另扣减 1 分，应得 9 分，印 10 分。" == one.message


@pytest.mark.parametrize("treatment", ["rescale", "redistribute", "unstated"])
def test_a_row_that_is_left_out_has_no_points_to_be_held_to(treatment: str) -> None:
    """Its score is asked for by nothing."""
    filed = rescaled(83, published_score=2)
    told = [f.rule for f in found(filed, profile=own(not_applicable=treatment)) if f.path == "indicators[2]"]
    assert [] == told


def test_a_profile_that_rounds_sums_only() -> None:
    """Then each printed score stands for the numbers that print so."""
    rows = tuple(quantity("≥3个", "1个", weight=10, published_score="3.33") for _ in range(3))
    block = Execution(budget="5万元", executed="5万元", published_score=20)
    filed = table(*rows, execution=block, published=Published(total="30"))
    assert ["29.99"] == [f.expected for f in found(filed, "total-mismatch")]
    assert [] == found(filed, "total-mismatch", profile=own(rounding_moment="total"))
    further = evolve(filed, published=Published(total="30.1"))
    assert 1 == len(found(further, "total-mismatch", profile=own(rounding_moment="total")))


def test_a_profile_that_rounds_to_even() -> None:
    """9.125 is 9.12."""
    filed = table(quantity("≤365天", "400天", published_score="9.12"))
    assert 1 == len(found(filed, "score-mismatch"))
    assert [] == found(filed, "score-mismatch", profile=own(rounding_mode="half-even"))


def test_a_profile_that_grades_the_unrounded_total() -> None:
    """89.995 prints as 90.00 and is 良 all the same."""
    mof = load_profile("mof-2020")
    strict = evolve(mof, grade_total=Cited("unrounded", "reading", note="试"))
    row = quantity("≥200000个", "179990个", weight=100, published_score="90.00", level1="满意度指标")
    block = Execution(weight=0, budget="5万元", executed="5万元", published_score=0)
    filed = table(row, execution=block, published=Published(total="90.00", grade="优"))
    assert [] == found(filed, "grade-mismatch", profile=mof)
    assert ["良"] == [f.expected for f in found(filed, "grade-mismatch", profile=strict)]


def test_a_budget_of_0_that_a_profile_scores() -> None:
    """A finding still, with the score that the profile gives."""
    block = Execution(budget="0万元", executed="0万元", published_score=0)
    (finding,) = found(table(execution=block), "execution-zero-budget", profile=own(execution_zero_budget="zero"))
    assert finding.message.endswith("评分规则按 0 分计。")
    assert [] == found(table(execution=block), "execution-score-mismatch", profile=own(execution_zero_budget="zero"))


def test_a_profile_that_is_silent_on_satisfaction() -> None:
    """Neither note nor warning."""
    filed = table(quantity("≥1个"))
    assert ["note"] == [f.severity for f in found(filed, "satisfaction-missing")]
    assert [] == found(filed, "satisfaction-missing", profile=own(satisfaction="unstated"))


def test_a_completion_just_above_the_bound() -> None:
    """Never told in the bound's own digits."""
    filed = table(quantity("≥100000份", "130001份"))
    (finding,) = found(filed, "over-achieved", profile=load_profile("mof-2020"))
    assert ("≤130%", "130.001%") == (finding.expected, finding.found)


# --- rows ---------------------------------------------------------------------------------------------------------


def test_a_row_of_parts_without_a_judgement_in_one() -> None:
    """Named by its part."""
    parts = (Part(name="甲", funds="1万元"), Part(name="乙", funds="1万元"))
    row = judgement(attainments={"甲": "达成"})
    (finding,) = found(table(row, parts=parts), "attainment-missing")
    assert "乙" in finding.message


def test_a_score_of_parts_between_their_bands() -> None:
    """The mean of the bands' ends by funds; without funds nothing can be said."""
    parts = (Part(name="甲", funds="3万元"), Part(name="乙", funds="1万元"))
    row = judgement(attainments={"甲": "达成", "乙": "部分达成"}, published_score="7.25")
    assert [] == found(table(row, parts=parts), "rate-outside-band")
    assert 1 == len(found(table(evolve(row, published_score="7.24"), parts=parts), "rate-outside-band"))
    assert 1 == len(found(table(evolve(row, published_score="9.5"), parts=parts), "rate-outside-band"))
    unfunded = tuple(evolve(part, funds=None) for part in parts)
    assert "没有资金额度" in skipped(table(row, parts=unfunded), "rate-outside-band")[0]


@pytest.mark.parametrize("rule_name", ["attainment-missing", "rate-outside-band"])
def test_an_unknown_attainment_is_told_by_its_own_rule(rule_name: str) -> None:
    """And skipped by the others."""
    filed = table(judgement("良好", published_score=9))
    assert [] == found(filed, rule_name)
    assert 1 == len(found(filed, "attainment-unknown"))
    assert "良好" in skipped(filed, rule_name)[0]


def test_a_score_above_the_weight_is_not_outside_its_band_too() -> None:
    """One fact, told once."""
    filed = table(judgement("达成", published_score=11))
    assert ["score-above-weight"] == [f.rule for f in found(filed, "score-above-weight", "judged")]


@pytest.mark.parametrize(
    ("text", "given"),
    [("", False), ("/", False), ("无", False), ("无。", False), ("无偏差", False), ("目标已完成，无偏差。", False), ("不存在较大偏差", False),
     ("没有偏离", False), ("受汛期影响推迟。", True), ("无法采购到合格产品", True)],
)  # fmt: skip
def test_what_counts_as_a_reason(text: str, given: bool) -> None:
    """无 and its like do not."""
    assert given is explains(text)


def test_a_target_without_a_unit_beside_an_actual_with_one() -> None:
    """Told as a missing unit, not as another measure; the score cannot be determined, so it is a warning."""
    report = audit(table(quantity("≥100", "100%")), select=["figures"])
    assert [("unit-missing", "warning")] == [(f.rule, f.severity) for f in report.findings]


def test_a_rule_cites_what_the_profile_has() -> None:
    """A clause by its name, a parameter by its clause, else our reading or the source's words."""
    from perfeval.auditing.findings import Severity

    def citing(*names: str) -> str:
        return rule(code="X901", name="x-y", severity=Severity.NOTE, clause=names)(lambda case: iter(())).cite(HUBEI)

    assert "备注2" == citing("得分上限", "forward_rule")
    assert "备注4" == citing("备注4")
    assert OURS == citing("rounding_places")
    assert "某表注" == citing("没有的条款", "某表注")


def test_a_profile_without_points_for_execution() -> None:
    """Where the form does not print them either, no sum can be made."""
    profile = own(execution_points=None)
    filed = table(quantity("≥1个", weight=80), quantity("100%", "100%"), execution=Execution(budget=5, executed=5))
    assert "没有说预算执行的分值" in skipped(filed, "weights-not-100", profile=profile)[0]
