"""E309 execution-missing: 预算执行部分有的格没有填。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("execution-missing")
    assert [] == more
    assert ("E309", "warning", "execution") == (finding.code, finding.severity, finding.path)
    assert ("执行数", "") == (finding.expected, finding.found)
    assert "预算执行没有填执行数。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("execution-missing")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning execution"] == in_case("execution-missing", "unreadable-figures")
