"""F511 placeholder-left: 目标值或完成值里留着表样的占位符。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("placeholder-left")
    assert [] == more
    assert ("F511", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("", "≥XX台") == (finding.expected, finding.found)
    assert "“≥XX台”里留着占位符“XX”，没有填实。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("placeholder-left")
