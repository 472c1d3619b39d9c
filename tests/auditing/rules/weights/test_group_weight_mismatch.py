"""W102 group-weight-mismatch: 一级指标（或年度目标）表头所印分值与其下各行权重之和不符。"""

from perfeval import audit
from tests.auditing.examples import bad, good, in_case
from tests.samples import quantity, table


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("group-weight-mismatch")
    assert [] == more
    assert ("W102", "error", "weights.效益指标") == (finding.code, finding.severity, finding.path)
    assert ("30", "20") == (finding.expected, finding.found)
    assert "“效益指标”印 30 分，各行权重合计 20 分。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("group-weight-mismatch")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error goals[1]"] == in_case("group-weight-mismatch", "goals")
    assert [] == in_case("group-weight-mismatch", "partial-spares-sums")


def test_a_row_that_does_not_apply_may_have_what_is_left_of_its_head() -> None:
    """Where its own points are not printed: 10 of 12 may hold; 12 of 10 cannot, nor 10 of 12 where the profile redistributes them."""
    rows = (quantity("≥5个", "5个", 10), quantity("≥5个", "不适用", None, name="另一项"))
    for profile, declared, found in (
        ("hubei-wuhan", 12, []),
        ("hubei-wuhan", 8, ["8"]),
        ("sichuan-form-2023", 12, ["12"]),
    ):
        filed = table(*rows, profile=profile, weights={"产出指标": declared})
        assert found == [f.expected for f in audit(filed, select=["group-weight-mismatch"]).findings]
