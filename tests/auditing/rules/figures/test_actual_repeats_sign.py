"""F504 actual-repeats-sign: 完成值带着 ≥、≤、= 等符号，是一个界限，不是实际完成的数。"""

from perfeval import audit
from tests.auditing.examples import bad, good
from tests.samples import judgement, quantity, table


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("actual-repeats-sign")
    assert [] == more
    assert ("F504", "warning", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("实际完成的数", "≥266米") == (finding.expected, finding.found)
    assert "完成值带着符号，是一个界限，不是实际完成的数。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("actual-repeats-sign")


def test_a_bound_that_answers_the_target_is_a_note() -> None:
    """小于0 says more than ≤0 asks; a copy of the target says nothing, and prose beside a bound is none."""
    rows = (quantity("≤0", "小于0"), quantity("80%", "≥80%"), judgement(target="较高", actual="≥80%"))
    found = audit(table(*rows), select=["actual-repeats-sign"]).findings
    assert ["note", "warning", "warning"] == [f.severity for f in sorted(found, key=lambda f: f.path)]


def test_the_same_digits_of_another_unit_are_no_copy() -> None:
    rows = (quantity("≤1万元", "≤1元"), quantity("≤1万元", "≤1万元"), quantity("≤1万元", "≤1"))
    found = audit(table(*rows), select=["actual-repeats-sign"]).findings
    assert ["note", "warning", "warning"] == [f.severity for f in sorted(found, key=lambda f: f.path)]
