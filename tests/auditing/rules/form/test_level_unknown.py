"""T702 level-unknown: 一级或二级指标不是规定的名称。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("level-unknown")
    assert [] == more
    assert ("T702", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("产出指标、效益指标、满意度指标、成本指标", "投入目标") == (finding.expected, finding.found)
    assert "一级指标“投入目标”不是规定的名称（1 行）。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("level-unknown")
