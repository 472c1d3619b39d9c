"""R603 reason-without-shortfall: 达到目标、得了满分、也没有大幅超额，却填了偏差原因。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("reason-without-shortfall")
    assert [] == more
    assert ("R603", "note", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("", "受疫情影响取消一场。") == (finding.expected, finding.found)
    assert "达到目标、得满分，却填了偏差原因“受疫情影响取消一场。”。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("reason-without-shortfall")
