"""W103 weight-missing: 指标行没有权重（分值）。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("weight-missing")
    assert [] == more
    assert ("W103", "note", "indicators") == (finding.code, finding.severity, finding.path)
    assert ("", "") == (finding.expected, finding.found)
    assert "这张表没有权重（分值）一栏，各行得分只能按表头的分值和总分核对（培训人数）。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("weight-missing")
