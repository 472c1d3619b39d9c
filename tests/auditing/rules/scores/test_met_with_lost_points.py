"""S207 met-with-lost-points: 达到了目标，却没有得满分。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("met-with-lost-points")
    assert [] == more
    assert ("S207", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("20.00", "19") == (finding.expected, finding.found)
    assert "达到了目标，应得 20 分，印 19 分，没有写明为何扣分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("met-with-lost-points")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators[1]"] == in_case("met-with-lost-points", "deduction")
