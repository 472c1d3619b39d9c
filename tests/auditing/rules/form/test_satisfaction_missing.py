"""T703 satisfaction-missing: 没有满意度指标。"""

from tests.auditing.asking import found, own
from tests.auditing.examples import bad, good, in_case
from tests.samples import quantity, table


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("satisfaction-missing")
    assert [] == more
    assert ("T703", "note", "indicators") == (finding.code, finding.severity, finding.path)
    assert ("满意度指标", "") == (finding.expected, finding.found)
    assert "没有满意度指标。规则允许不评，但没有说明其分值归于何处。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("satisfaction-missing")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["note indicators"] == in_case("satisfaction-missing", "no-satisfaction-100")
    assert ["note indicators"] == in_case("satisfaction-missing", "no-satisfaction-80")
    assert ["note indicators"] == in_case("satisfaction-missing", "no-satisfaction-90")
    assert [] == in_case("satisfaction-missing", "partial-spares-sums")
    assert ["warning indicators"] == in_case("satisfaction-missing", "satisfaction-required")


def test_a_profile_that_is_silent_on_satisfaction() -> None:
    """Neither note nor warning."""
    filed = table(quantity("≥1个"))
    assert ["note"] == [f.severity for f in found(filed, "satisfaction-missing")]
    assert [] == found(filed, "satisfaction-missing", profile=own(satisfaction="unstated"))
