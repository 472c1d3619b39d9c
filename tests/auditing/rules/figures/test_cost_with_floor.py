"""F510 cost-with-floor: 成本指标的目标值写成了“≥金额”。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("cost-with-floor")
    assert [] == more
    assert ("F510", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("≤90万元", "≥90万元") == (finding.expected, finding.found)
    assert "成本指标的目标值是“≥90万元”，花得越多得分越高，应写成“≤”。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("cost-with-floor")
