"""F506 unit-missing: 目标值或完成值没有写单位。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("unit-missing")
    assert [] == more
    assert ("F506", "note", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("50人", "50") == (finding.expected, finding.found)
    assert "完成值没有单位，按目标值的单位计。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("unit-missing")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators[0]"] == in_case("unit-missing", "percent-or-ratio")
