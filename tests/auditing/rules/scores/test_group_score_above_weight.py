"""S203 group-score-above-weight: 一级指标（或年度目标）下各行所印得分之和高于表头的分值。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("group-score-above-weight")
    assert [] == more
    assert ("S203", "error", "weights.满意度指标") == (finding.code, finding.severity, finding.path)
    assert ("≤10", "20") == (finding.expected, finding.found)
    assert "“满意度指标”印 10 分，各行得分合计 20 分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("group-score-above-weight")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error goals[1]"] == in_case("group-score-above-weight", "goals")
    assert [] == in_case("group-score-above-weight", "partial-spares-sums")
