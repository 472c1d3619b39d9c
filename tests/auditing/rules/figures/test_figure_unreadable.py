"""F508 figure-unreadable: 所印的得分、执行率、总分或档内比例读不出数。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("figure-unreadable")
    assert [] == more
    assert ("F508", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("数字", "满分") == (finding.expected, finding.found)
    assert "得分“满分”读不出数。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("figure-unreadable")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning execution", "warning indicators[0]", "warning published"] == in_case(
        "figure-unreadable", "unreadable-figures"
    )
