"""S202 score-above-weight: 所印得分高于该行的权重。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("score-above-weight")
    assert [] == more
    assert ("S202", "error", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("≤10", "12") == (finding.expected, finding.found)
    assert "得分 12 分，高于权重 10 分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("score-above-weight")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error indicators[0]"] == in_case("score-above-weight", "row-above-weight-not-again-at-the-group")
