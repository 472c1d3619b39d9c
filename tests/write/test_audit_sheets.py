"""What workbook and page of an audit show alike: numbers of lines, rules by how often they spoke, differences of totals."""

from decimal import Decimal

from perfeval.auditing.findings import Severity
from perfeval.write.audit_sheets import FILE_COLUMNS, Sheets
from tests.write.audits import UNREAD, made, told


def values(record: object) -> dict[str, object]:
    return {column.head: column.value(record) for column in FILE_COLUMNS}


def test_findings_are_numbered_through_all_files() -> None:
    sheets = Sheets([made(told()), UNREAD, made(told(), told())])
    assert [(1, 1), (2, 3), (3, 3)] == [(said.number, said.line) for said in sheets.findings]
    assert {1: 1, 3: 2} == sheets.first


def test_rules_that_spoke_most_come_first() -> None:
    sheets = Sheets([made(told(), told(code="W101"), told(Severity.WARNING, code="W101"))])
    assert [("W101", 2, "错误、警告"), ("S201", 1, "错误")] == [(r.code, r.count, r.severities) for r in sheets.rules]


def test_the_difference_is_told_where_both_totals_are_numbers() -> None:
    both = values(made(printed=Decimal("100"), total=Decimal("96.13")))
    assert (Decimal("100"), Decimal("96.13"), Decimal("3.87")) == (both["所印总分"], both["核算总分"], both["相差"])
    open_one = values(made(printed=Decimal("100"), total=None))
    assert ("未定", None) == (open_one["核算总分"], open_one["相差"])
    assert None is values(UNREAD)["核算总分"]
