"""R602 over-achieved: 完成情况大大超过目标，目标值可能定低了。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("over-achieved")
    assert [] == more
    assert ("R602", "note", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("≤130%", "133.33%") == (finding.expected, finding.found)
    assert "完成情况为目标的 133.33%，超过 130%，目标值可能定低了。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("over-achieved")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["note indicators[0]", "note indicators[1]"] == in_case("over-achieved", "over-the-bound")
