"""T701 duplicate-indicator: 同一项指标填了不止一次。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("duplicate-indicator")
    assert [] == more
    assert ("T701", "error", "indicators[1]") == (finding.code, finding.severity, finding.path)
    assert ("", "") == (finding.expected, finding.found)
    assert "与 第1行 indicators[0] 的各级指标和目标值都相同，计了两次。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("duplicate-indicator")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error goals[0].indicators[1]"] == in_case("duplicate-indicator", "same-row-in-two-goals")
