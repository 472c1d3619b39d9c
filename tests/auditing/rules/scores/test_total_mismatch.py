"""S204 total-mismatch: 所印总分不是所印各行得分之和。"""

from tests.auditing.examples import bad, good, in_case


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
