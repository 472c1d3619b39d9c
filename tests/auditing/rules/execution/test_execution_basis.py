"""E304 execution-basis: 用作预算数（A）的是年初预算数，而不是调整后的预算数。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("execution-basis")
    assert [] == more
    assert ("E304", "error", "execution") == (finding.code, finding.severity, finding.path)
    assert ("调整后预算数", "1397.58万元") == (finding.expected, finding.found)
    assert (
        "预算数 1397.58万元 就是年初预算数，执行数 2019.84万元 超过了它；应为调整后的预算数（包括上年结余结转）。"
        == finding.message
    )


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("execution-basis")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error execution"] == in_case("execution-basis", "carry-over-left-out-of-the-budget")
    assert [] == in_case("execution-basis", "rate-within-its-digits")
