"""F507 percentage-above-100: 百分数超过 100%。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("percentage-above-100")
    assert [] == more
    assert ("F507", "note", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("≤100%", "105%") == (finding.expected, finding.found)
    assert "“105%”超过 100%，请核对。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("percentage-above-100")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["note indicators[2]"] == in_case("percentage-above-100", "growth-may-exceed")
