"""E302 execution-score-mismatch: 预算执行所印得分与分值 × 执行率不符。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("execution-score-mismatch")
    assert [] == more
    assert ("E302", "error", "execution") == (finding.code, finding.severity, finding.path)
    assert ("19.99", "19") == (finding.expected, finding.found)
    assert "应得 19.99 分，印 19 分。19.9942… 截到整数，没有四舍五入。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("execution-score-mismatch")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["note execution"] == in_case("execution-score-mismatch", "rate-that-rounded-amounts-allow")
    assert ["error execution"] == in_case("execution-score-mismatch", "score-beyond-the-printed-rate")
