"""S206 missed-with-full-marks: 没有达到目标，却得满分。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("missed-with-full-marks")
    assert [] == more
    assert ("S206", "error", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("<10", "10") == (finding.expected, finding.found)
    assert "目标值“≥50人”，完成“45人”，没有达到，却得满分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("missed-with-full-marks")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error indicators[0]"] == in_case("missed-with-full-marks", "error-is-told-once")
    assert ["error indicators[0]"] == in_case("missed-with-full-marks", "parts")
