"""S205 grade-mismatch: 所印等级与总分不符。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("grade-mismatch")
    assert [] == more
    assert ("S205", "error", "published") == (finding.code, finding.severity, finding.path)
    assert ("优", "良") == (finding.expected, finding.found)
    assert "总分 90 分，等级应为“优”，印“良”。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("grade-mismatch")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error published"] == in_case("grade-mismatch", "grade-below-its-lower-end")
    assert [] == in_case("grade-mismatch", "grade-without-grades")
