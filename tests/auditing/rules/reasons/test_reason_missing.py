"""R601 reason-missing: 没有完成目标或偏离较大，却没有说明原因。"""

from tests.auditing.examples import bad, good, in_case


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("reason-missing")
    assert [] == more
    assert ("R601", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("原因", "") == (finding.expected, finding.found)
    assert "目标值“≥10场”，完成“9场”，没有达到，没有说明原因。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("reason-missing")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators[0]"] == in_case("reason-missing", "band-rounded")
    assert ["warning indicators[0]", "warning indicators[1]"] == in_case("reason-missing", "bands-of-hubei")
    assert ["warning indicators[0]"] == in_case("reason-missing", "bands-of-mof")
    assert ["warning indicators[0]", "warning indicators[1]"] == in_case("reason-missing", "deduction")
    assert ["warning indicators[0]", "warning indicators[1]"] == in_case(
        "reason-missing", "judged-without-attainment-and-points-lost"
    )
    assert ["warning indicators[0]"] == in_case("reason-missing", "no-deviation-is-no-reason")
    assert ["warning indicators[0]"] == in_case("reason-missing", "over-the-bound")
    assert ["warning indicators[0]"] == in_case("reason-missing", "own-rule")
    assert ["warning indicators[0]", "warning indicators[1]"] == in_case("reason-missing", "parts")
    assert ["warning indicators[0]"] == in_case("reason-missing", "unsigned-fits-neither")
    assert ["warning indicators[0]"] == in_case("reason-missing", "unsigned-without-a-score")
    assert ["warning indicators[1]"] == in_case("reason-missing", "zero-targets")
