"""T705 satisfaction-not-measured: 列为满意度的指标，量的不是满意程度。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("satisfaction-not-measured")
    assert [] == more
    assert ("T705", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("满意程度，如 ≥90%", "0起") == (finding.expected, finding.found)
    assert "列为满意度，目标值却以“起”计，量的不是满意程度。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("satisfaction-not-measured")
