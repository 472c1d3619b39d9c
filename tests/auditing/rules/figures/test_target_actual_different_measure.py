"""F503 target-actual-different-measure: 目标值与完成值说的不是一种量。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("target-actual-different-measure")
    assert [] == more
    assert ("F503", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("件", "%") == (finding.expected, finding.found)
    assert "目标值说的是“354件”，完成值说的是“100%”，不是一种量。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("target-actual-different-measure")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators[0]"] == in_case("target-actual-different-measure", "units-that-do-not-convert")
