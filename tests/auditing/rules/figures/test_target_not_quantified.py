"""F501 target-not-quantified: 数量指标或满意度指标的目标值不是数；或者写明是定量指标，目标值却读不出数。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("target-not-quantified")
    assert [] == more
    assert ("F501", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("符号＋数字＋单位", "开展调查研究，撰写调研报告 1 篇") == (finding.expected, finding.found)
    assert "数量指标的目标值不是数；句中的“1篇”应单独写成带符号的目标值。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("target-not-quantified")
