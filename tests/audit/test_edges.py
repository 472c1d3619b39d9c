"""Where a rule draws its line: own profiles, parts, cells that are half filled."""

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from perfeval import Evaluation, Execution, Finding, Fund, Part, Profile, audit, load_profile
from perfeval.audit.reasons import explains
from perfeval.audit.rule import OURS, rule
from perfeval.profiles import Cited
from tests.samples import judgement, quantity, table

HUBEI = load_profile("hubei-wuhan")


def found(evaluation: Evaluation, *rules: str, profile: Profile | None = None) -> list[Finding]:
    return [*audit(evaluation, profile, select=rules).findings]


def skipped(evaluation: Evaluation, *rules: str, profile: Profile | None = None) -> list[str]:
    return [skip.reason for skip in audit(evaluation, profile, select=rules).skipped]


def own(**parameters: Any) -> Profile:
    """The Hubei profile with other values."""
    return evolve(HUBEI, **{key: Cited(value, "reading", note="试") for key, value in parameters.items()})


# --- execution ----------------------------------------------------------------------------------------------------


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
    assert ["score-above-weight"] == [f.rule for f in found(filed, "scores", "judged")]


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
    from perfeval.audit.findings import Severity

    def citing(*names: str) -> str:
        return rule(code="X901", name="x-y", severity=Severity.NOTE, clause=names)(lambda case: iter(())).cite(HUBEI)

    assert "备注2" == citing("得分上限", "forward_rule")
    assert "备注4" == citing("备注4")
    assert OURS == citing("rounding_places")
    assert "某表注" == citing("没有的条款", "某表注")
