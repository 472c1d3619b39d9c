"""E306 execution-zero-budget: 预算数（A）为 0，执行率没有意义。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("execution-zero-budget")
    assert [] == more
    assert ("E306", "error", "execution") == (finding.code, finding.severity, finding.path)
    assert ("大于 0", "0万元") == (finding.expected, finding.found)
    assert "预算数为 0万元，执行数为 0万元，执行率 B/A 没有意义，得分不能确定。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("execution-zero-budget")
