"""F514 actual-missing: 指标行没有完成值。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("actual-missing")
    assert [] == more
    assert ("F514", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("实际完成值", "") == (finding.expected, finding.found)
    assert "没有完成值。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("actual-missing")
