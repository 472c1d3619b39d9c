"""T708 level-missing: 有的行没有填一级指标。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("level-missing")
    assert [] == more
    assert ("T708", "warning", "indicators[1]") == (finding.code, finding.severity, finding.path)
    assert ("一级指标", "") == (finding.expected, finding.found)
    assert "没有填一级指标。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("level-missing")
