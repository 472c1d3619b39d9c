"""F506 unit-missing: 目标值或完成值没有写单位。"""

import pytest

from perfeval import audit
from tests.auditing.examples import bad, good, in_case
from tests.samples import quantity, table


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("unit-missing")
    assert [] == more
    assert ("F506", "note", "indicators[0]") == (finding.code, finding.severity, finding.path)
    assert ("50人", "50") == (finding.expected, finding.found)
    assert "完成值没有单位，按目标值的单位计。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("unit-missing")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["warning indicators[0]"] == in_case("unit-missing", "percent-or-ratio")


@pytest.mark.parametrize(
    ("name", "target", "actual", "expected"),
    [
        ("长度（公里）", "30", "28", None),  # the name has it, for both
        ("长度（公里）", "30", "28公里", None),
        ("满意度（%）", "90", "100", None),
        ("合格率（%）", "90", "0.95", "写明单位"),
        ("长度", "30", "42公里", "30公里"),
        ("长度", "30公里", "42", "42公里"),
        ("资金", "≥5万元", "5万", "5万元"),
        ("资金", "≥5万", "5万元", "≥5万元"),
        ("长度", "30", "42", "写明单位"),
    ],
)
def test_the_cell_as_it_should_be(name: str, target: str, actual: str, expected: str | None) -> None:
    """Beside what was printed stands the whole cell with its unit; one that the row's name has is asked for nowhere."""
    row = quantity(target, actual, 10, name=name)
    found = [f.expected for f in audit(table(row, partial=True)).findings if f.rule == "unit-missing"]
    assert ([] if expected is None else [expected]) == found
