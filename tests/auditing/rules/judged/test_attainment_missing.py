"""J401 attainment-missing: 定性指标没有评判档次。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("attainment-missing")
    assert [] == more
    assert ("J401", "note", "indicators") == (finding.code, finding.severity, finding.path)
    assert ("", "") == (finding.expected, finding.found)
    assert (
        "这张表没有评判档次一格，定性指标的得分不能与档次核对（群众满意度）；档次有：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差。"
        == finding.message
    )


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("attainment-missing")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["note indicators"] == in_case("attainment-missing", "judged-without-attainment-and-points-lost")
    assert [] == in_case("attainment-missing", "own-rule")
    assert ["warning indicators[2]"] == in_case("attainment-missing", "parts")
