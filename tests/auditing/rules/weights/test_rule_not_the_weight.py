"""W105 rule-not-the-weight: 本行所印规则的满分不是本行的权重。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("rule-not-the-weight")
    assert [] == more
    assert ("W105", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("5", "8") == (finding.expected, finding.found)
    assert "规则所印的满分是 8 分，本行权重是 5 分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("rule-not-the-weight")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators[0]"] == in_case("rule-not-the-weight", "fault-rulefull")
