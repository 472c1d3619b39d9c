"""S209 total-missing: 各行印了得分，却没有印总分。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("total-missing")
    assert [] == more
    assert ("S209", "warning", "published") == (finding.code, finding.severity, finding.path)
    assert ("总分", "") == (finding.expected, finding.found)
    assert "各行印了得分，没有印总分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("total-missing")
