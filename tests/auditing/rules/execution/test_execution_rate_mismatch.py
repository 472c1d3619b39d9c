"""E301 execution-rate-mismatch: 所印执行率不等于执行数 ÷ 预算数（B/A）。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("execution-rate-mismatch")
    assert [] == more
    assert ("E301", "error", "execution") == (finding.code, finding.severity, finding.path)
    assert ("144.52%", "100%") == (finding.expected, finding.found)
    assert "执行数 2019.84万元 ÷ 预算数 1397.58万元 = 144.52%，印“100%”。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("execution-rate-mismatch")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error execution.funds[0]"] == in_case("execution-rate-mismatch", "fund-rate")
    assert ["note execution"] == in_case("execution-rate-mismatch", "rate-that-rounded-amounts-allow")
