"""E303 execution-over-budget: 执行数大于预算数。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("execution-over-budget")
    assert [] == more
    assert ("E303", "warning", "execution") == (finding.code, finding.severity, finding.path)
    assert ("≤100万元", "110万元") == (finding.expected, finding.found)
    assert (
        "执行数 110万元 大于预算数 100万元（110%），请核对预算数（A）是否为调整后预算（包括上年结余结转）。"
        == finding.message
    )


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("execution-over-budget")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning execution"] == in_case("execution-over-budget", "rate-within-its-digits")
