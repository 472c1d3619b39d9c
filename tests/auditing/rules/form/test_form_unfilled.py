"""T707 form-unfilled: 表是空的，或者只有目标、没有填完成情况。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("form-unfilled")
    assert [] == more
    assert ("T707", "error", "indicators") == (finding.code, finding.severity, finding.path)
    assert ("指标行", "") == (finding.expected, finding.found)
    assert "表上没有一行指标。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("form-unfilled")
