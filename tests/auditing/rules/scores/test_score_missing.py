"""S208 score-missing: 有的行没有印得分。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("score-missing")
    assert [] == more
    assert ("S208", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("得分", "") == (finding.expected, finding.found)
    assert "没有印得分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("score-missing")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators"] == in_case("score-missing", "fund-rate")
    assert ["warning indicators[2]"] == in_case("score-missing", "parts")
    assert ["note indicators"] == in_case("score-missing", "total-alone")
    assert ["warning indicators[1]"] == in_case("score-missing", "total-with-a-missing-score")
