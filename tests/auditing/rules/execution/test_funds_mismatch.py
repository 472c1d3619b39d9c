"""E307 funds-mismatch: 各资金行之和不等于总额。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("funds-mismatch")
    assert 1 == len(more)
    assert ("E307", "error", "execution") == (finding.code, finding.severity, finding.path)
    assert ("89.974万元", "0万元") == (finding.expected, finding.found)
    assert "预算数：各项合计 89.974万元（当年财政拨款 89.974万元），印 0万元。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("funds-mismatch")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["note execution"] == in_case("funds-mismatch", "fund-rate")
