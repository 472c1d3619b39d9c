"""W104 weight-zero: 指标行的权重是 0。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("weight-zero")
    assert [] == more
    assert ("W104", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("大于 0", "0") == (finding.expected, finding.found)
    assert "权重是 0 分，完成与否都不影响得分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("weight-zero")
