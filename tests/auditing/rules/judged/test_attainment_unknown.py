"""J402 attainment-unknown: 写明的评判档次不是规则所列的三档之一。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("attainment-unknown")
    assert [] == more
    assert ("J402", "error", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差", "良好") == (
        finding.expected,
        finding.found,
    )
    assert (
        "评判档次“良好”不是规则所列的档次（达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差）。"
        == finding.message
    )


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("attainment-unknown")
