"""What a rule looks at: rows that apply, that do not, and that keep their points; heads with and without rows."""

import pytest

from perfeval import audit
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
    """Told as a missing unit, not as another measure; the score cannot be determined, so it is a warning."""
    report = audit(table(quantity("≥100", "100%")), select=["figures"])
    assert [("unit-missing", "warning")] == [(f.rule, f.severity) for f in report.findings]
