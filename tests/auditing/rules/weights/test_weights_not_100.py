"""W101 weights-not-100: 各行权重与预算执行分值之和不等于总分。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("weights-not-100")
    assert [] == more
    assert ("W101", "error", "weights") == (finding.code, finding.severity, finding.path)
    assert ("100", "110") == (finding.expected, finding.found)
    assert "权重合计 110 分，应为 100 分（预算执行 20，产出指标 80，满意度指标 10）。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("weights-not-100")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error weights"] == in_case("weights-not-100", "no-satisfaction-80")
    assert [] == in_case("weights-not-100", "no-satisfaction-90")
    assert [] == in_case("weights-not-100", "partial-spares-sums")
    assert [] == in_case("weights-not-100", "satisfaction-required")
