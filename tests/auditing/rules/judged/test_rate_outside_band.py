"""J403 rate-outside-band: 定性得分不在所评档次的分值区间内。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("rate-outside-band")
    assert [] == more
    assert ("J403", "error", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("80%—50%", "80%") == (finding.expected, finding.found)
    assert (
        "评为“部分达成预期指标并具有一定效果”，区间 80%—50%，得分 8 分是权重 10 分的 80%，不在其内。" == finding.message
    )


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("rate-outside-band")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error indicators[1]"] == in_case("rate-outside-band", "bands-of-hubei")
    assert ["error indicators[0]"] == in_case("rate-outside-band", "bands-of-mof")
    assert ["error indicators[1]"] == in_case("rate-outside-band", "parts")
    assert ["error indicators[0]"] == in_case("rate-outside-band", "rate-written-outside-its-band")
