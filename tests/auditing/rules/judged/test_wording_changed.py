"""J404 wording-changed: 定性行的完成值换了说法，与目标值不是一回事。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("wording-changed")
    assert [] == more
    assert ("J404", "note", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("持续改善", "高") == (finding.expected, finding.found)
    assert "目标值是“持续改善”，完成值却说“高”，看不出是否完成。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("wording-changed")
