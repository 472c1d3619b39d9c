"""F509 scored-without-actual: 没有完成值，却有得分。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("scored-without-actual")
    assert [] == more
    assert ("F509", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("实际完成值", "10") == (finding.expected, finding.found)
    assert "目标值和完成值都是空的，却得 10 分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("scored-without-actual")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert [] == in_case("scored-without-actual", "own-rule")
