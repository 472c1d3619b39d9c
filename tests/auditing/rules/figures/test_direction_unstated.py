"""F502 direction-unstated: 目标值没有写明方向（≥ 或 ≤），而方向决定得分。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("direction-unstated")
    assert [] == more
    assert ("F502", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("≥0.4 或 ≤0.4", "0.4") == (finding.expected, finding.found)
    assert "目标值“0.4”没有写明方向：完成“0.1”，按正向计得 2.5 分，按反向计才是所印的 10 分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("direction-unstated")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators[0]"] == in_case("direction-unstated", "unsigned-fits-the-other-direction")
    assert ["note indicators[0]", "note indicators[1]"] == in_case("direction-unstated", "unsigned-without-a-score")
    assert ["warning indicators[0]"] == in_case("direction-unstated", "unsigned-zero")
