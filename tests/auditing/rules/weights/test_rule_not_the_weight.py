"""W105 rule-not-the-weight: 本行所印规则的满分不是本行的权重。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("rule-not-the-weight")
    assert [] == more
    assert ("W105", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("", "") == (finding.expected, finding.found)
    assert "规则所印的满分不等于本行的权重，得分不能确定。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("rule-not-the-weight")
