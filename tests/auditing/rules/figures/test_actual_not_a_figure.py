"""F505 actual-not-a-figure: 目标值有数，完成值没有。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("actual-not-a-figure")
    assert [] == more
    assert ("F505", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("数字＋单位", "顺利召开") == (finding.expected, finding.found)
    assert "目标值是数，完成值“顺利召开”读不出数。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("actual-not-a-figure")
