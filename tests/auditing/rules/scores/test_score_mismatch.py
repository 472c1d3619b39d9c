"""S201 score-mismatch: 指标行所印得分与按规则重算的得分不符。"""

from perfeval import audit, loads
from tests.auditing.asking import found, own
from tests.auditing.examples import bad, good, in_case
from tests.samples import quantity, table


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("score-mismatch")
    assert [] == more
    assert ("S201", "error", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("20.00", "19.6") == (finding.expected, finding.found)
    assert "应得 20 分，印 19.6 分。98% × 20 = 19.6：漏除了目标值。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("score-mismatch")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error indicators[1]"] == in_case("score-mismatch", "deduction")
    assert ["error indicators[0]"] == in_case("score-mismatch", "error-is-told-once")
    assert ["error indicators[0]"] == in_case("score-mismatch", "judged-score-and-rate")
    assert [] == in_case("score-mismatch", "own-rule")
    assert ["error indicators[0]"] == in_case("score-mismatch", "parts")
    assert ["error indicators[0]"] == in_case("score-mismatch", "row-above-weight-not-again-at-the-group")
    assert ["note indicators[0]"] == in_case("score-mismatch", "score-coarser-than-the-profile")
    assert [] == in_case("score-mismatch", "total-with-a-missing-score")
    assert ["error indicators[0]"] == in_case("score-mismatch", "unsigned-fits-neither")
    assert [] == in_case("score-mismatch", "unsigned-zero")


def test_rows_that_share_points_and_are_all_met_earn_all_of_them() -> None:
    document = """
profile = "hubei-wuhan"
[project]
name = "甲"
[[indicators]]
name = "培训"
level1 = "产出指标"
weight = 80
published_score = 60
[[indicators.rows]]
name = "场次"
target = "≥5场"
actual = "5场"
[[indicators.rows]]
name = "人数"
target = "≥50人"
actual = "50人"
"""
    (finding,) = audit(loads(document), select=["score-mismatch"]).findings
    assert "按下级 2 行的完成情况，应得 80 分，印 60 分。" == finding.message


def test_a_profile_that_rounds_to_even() -> None:
    """9.125 is 9.12."""
    filed = table(quantity("≤365天", "400天", published_score="9.12"))
    assert 1 == len(found(filed, "score-mismatch"))
    assert [] == found(filed, "score-mismatch", profile=own(rounding_mode="half-even"))
