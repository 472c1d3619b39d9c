"""What a rule looks at: rows that apply, that do not, and that keep their points; heads with and without rows."""

import pytest

from perfeval import audit, score
from perfeval.auditing.rule import OURS
from tests.auditing.asking import found, own, rescaled, skipped
from tests.samples import quantity, table


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


def test_a_target_without_a_unit_beside_an_actual_with_one() -> None:
    """Told as a missing unit, not as another measure, in the words of the score; a warning where that cannot be determined."""
    for target, severity, told in (
        ("≥0.9", "warning", "目标值“≥0.9”没有单位，完成值“90%”有，不能比较。"),
        ("≥90", "note", "目标值“≥90”没有写单位，按完成值的单位“%”计。"),
    ):
        (found,) = audit(table(quantity(target, "90%")), select=["figures"]).findings
        assert ("unit-missing", severity, told) == (found.rule, found.severity, found.message)


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        ("≥5万", "40000元", "目标值“≥5万”没有写单位，按完成值的单位“万元”计。"),
        ("≥5亿", "40000万元", "目标值“≥5亿”没有写单位，按完成值的单位“亿元”计。"),
        ("≥5万人", "4万", "完成值“4万”没有写单位，按目标值的单位“万人”计。"),
        ("≥5万", "40%", "目标值的单位是“万”，完成值的单位是“%”，两者不能换算。"),
    ],
)
def test_an_audit_says_of_units_what_the_score_does(target: str, actual: str, told: str) -> None:
    """万 and 亿 alone count what the other figure counts: what is scored is not told as inconvertible."""
    filed = table(quantity(target, actual))
    assert [told] == [f.message for f in audit(filed, select=["figures"]).findings]
    assert ("不能换算" in told) is (score(filed).rows[0].code == "unit-mismatch")
