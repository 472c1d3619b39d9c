"""F512 scored-by-our-reading: 评分规则没有说怎样计，得分用的是本项目的理解。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("scored-by-our-reading")
    assert [] == more
    assert ("F512", "note", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("", "") == (finding.expected, finding.found)
    assert "目标值写“小于”，完成值恰好等于它，按达到计满分（本项目的理解）。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("scored-by-our-reading")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["note indicators[0]", "note indicators[1]"] == in_case("scored-by-our-reading", "zero-targets")
