"""F504 actual-repeats-sign: 完成值带着 ≥、≤、= 等符号，是一个界限，不是实际完成的数。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("actual-repeats-sign")
    assert [] == more
    assert ("F504", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("实际完成的数", "≥266米") == (finding.expected, finding.found)
    assert "完成值带着符号，是一个界限，不是实际完成的数。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("actual-repeats-sign")
