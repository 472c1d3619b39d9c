"""T704 group-missing: 缺少评分规则列出的一级指标（满意度除外）。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("group-missing")
    assert [] == more
    assert ("T704", "warning", "indicators") == (finding.code, finding.severity, finding.path)
    assert ("效益指标", "") == (finding.expected, finding.found)
    assert "没有效益指标（规则列 30 分）。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("group-missing")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert [] == in_case("group-missing", "partial-spares-sums")
