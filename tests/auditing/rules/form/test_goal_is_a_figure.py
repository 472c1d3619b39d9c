"""T706 goal-is-a-figure: 年度总体目标只写了一个数。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("goal-is-a-figure")
    assert [] == more
    assert ("T706", "warning", "project") == (finding.code, finding.severity, finding.path)
    assert ("", "43.2") == (finding.expected, finding.found)
    assert "年度总体目标只写了“43.2”，看不出要做什么。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("goal-is-a-figure")
