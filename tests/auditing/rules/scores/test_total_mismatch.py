"""S204 total-mismatch: 所印总分不是所印各行得分之和。"""

from decimal import Decimal

import pytest
from attrs import evolve

from perfeval import Execution, Published, audit, load_profile, loads, score
from tests.auditing.examples import bad, good, in_case
from tests.columns import cited
from tests.samples import quantity, table


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("total-mismatch")
    assert [] == more
    assert ("S204", "error", "published") == (finding.code, finding.severity, finding.path)
    assert ("90", "100") == (finding.expected, finding.found)
    assert "所印各项得分合计 90 分，印 100 分（预算执行 20，各行 70）。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("total-mismatch")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert [] == in_case("total-mismatch", "not-applicable")
    assert [] == in_case("total-mismatch", "partial-spares-sums")
    assert ["error published"] == in_case("total-mismatch", "total-alone")
    assert ["error published"] == in_case("total-mismatch", "total-coarser-than-its-rows")
    assert [] == in_case("total-mismatch", "total-with-a-missing-score")


def test_a_total_that_stands_alone_is_held_to_the_recomputed_one() -> None:
    """Nothing else prints a score: 100 holds, 98 does not, and where a row is open nobody can tell."""
    document = """
profile = "hubei-wuhan"
[project]
name = "甲"
[execution]
budget = "100万元"
executed = "100万元"
[[indicators]]
name = "培训"
level1 = "产出指标"
weight = 80
target = "≥5场"
actual = "{}"
[published]
total = {}
"""
    for actual, total, expected in (("5场", 100, []), ("5场", 98, ["重算总分为 100 分，印 98 分。"])):
        report = audit(loads(document.format(actual, total)), select=["total-mismatch"])
        assert expected == [finding.message for finding in report.findings]
    (skipped,) = audit(loads(document.format("许多", 98)), select=["total-mismatch"]).skipped
    assert skipped.reason.startswith("没有印各行得分，重算的总分也未能确定")


@pytest.mark.parametrize(("printed", "holds"), [("33.33", True), ("33.35", True), ("33.32", True), ("33.6", False)])
def test_a_total_rescaled_from_scores_that_were_not_rounded(printed: str, holds: bool) -> None:
    """Under a profile that rounds sums only, a printed 6.67 stands for all that prints so; 不适用的折算 makes five times of it."""
    profile = evolve(load_profile("hubei-wuhan"), not_applicable=cited("rescale"), rounding_moment=cited("total"))
    filed = table(
        quantity("≥1个", "1个", 80, applicable=False),
        execution=Execution(budget="3万元", executed="1万元", published_score="6.67"),
        published=Published(total=printed),
    )
    assert holds is (not audit(filed, profile=profile, select=["total-mismatch"]).findings)
    assert (Decimal("33.33"), Decimal("6.67")) == ((card := score(filed, profile=profile)).total, card.execution.score)
