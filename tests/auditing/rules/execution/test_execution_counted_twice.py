"""E305 execution-counted-twice: 预算执行率又作为一项指标，计了两次分。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("execution-counted-twice")
    assert [] == more
    assert ("E305", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("", "") == (finding.expected, finding.found)
    assert "预算执行率已在预算执行部分计 20 分，又列为成本指标，计了两次。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("execution-counted-twice")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators[0]", "warning indicators[1]", "warning indicators[2]"] == in_case(
        "execution-counted-twice", "execution-by-other-names"
    )
