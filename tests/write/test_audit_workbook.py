"""The audit workbook as openpyxl reads it: every file and finding, numbers as numbers, text as text, filters, heads and links."""

import xml.etree.ElementTree as ET
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given

from perfeval.auditing.findings import Severity
from perfeval.write import audit_workbook
from perfeval.write.audit_sheets import FILE_COLUMNS, FINDING_COLUMNS
from perfeval.write.audit_workbook import TooManyError, workbook
from perfeval.write.layout import clean
from tests.examples import fewer
from tests.packages import parts
from tests.strategies import hard_texts
from tests.write.audits import UNREAD, filings, made, told


def opened(*records: Any) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook(records)))


def rows(sheet: Any) -> list[dict[str, Any]]:
    heads, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_every_file_has_a_line_read_or_not() -> None:
    found = rows(opened(*filings())["各表"])
    assert [clean(one.file) for one in filings()] == [row["文件"] for row in found]
    assert ("读不了", "文件有打开密码", None) == tuple(found[-2][head] for head in ("状态", "原因", "错误"))
    assert ("已核对", 0, 0, 0) == tuple(found[-1][head] for head in ("状态", "错误", "警告", "提示"))


def test_every_finding_has_a_line() -> None:
    found = rows(opened(*filings())["发现"])
    want = [(one.file, said.code, said.message) for one in filings() for said in one.findings]
    assert want == [(row["文件"], row["编号"], row["说明"]) for row in found]
    assert list(range(1, len(want) + 1)) == [row["序号"] for row in found]


def test_rules_are_counted_and_drawn() -> None:
    book = opened(made(told(), told(), told(code="W101", rule="weights-not-100")), made(told()))
    assert [("S201", 3, 2), ("W101", 1, 1)] == [
        (row["编号"], row["发现数"], row["涉及表数"]) for row in rows(book["按规则"])
    ]
    (chart,) = book["按规则"]._charts
    assert ("按规则!$E$2:$E$3", "按规则!$B$2:$B$3") == (chart.series[0].val.numRef.f, chart.series[0].cat.strRef.f)


def test_numbers_are_numbers_and_text_is_text() -> None:
    book = opened(made(told(found="9.50", expected="满分", message="=1+1"), printed=None, total=None))
    found, (file,) = rows(book["发现"])[0], rows(book["各表"])
    assert (9.5, "满分", "=1+1") == (found["所印"], found["应为"], found["说明"])
    assert (2023, "未定") == (file["年度"], file["核算总分"])
    cell = book["发现"].cell(2, [column.head for column in FINDING_COLUMNS].index("说明") + 1)
    assert ("s", True) == (cell.data_type, cell.quotePrefix)


def test_counts_lead_to_findings_and_back() -> None:
    book = opened(made(), made(told(Severity.WARNING), told()), made(told()))
    place = [column.head for column in FILE_COLUMNS].index("错误") + 1
    counts, found = book["各表"], book["发现"]
    assert counts.cell(2, place).hyperlink is None
    assert ["'发现'!A2", "'发现'!A4"] == [counts.cell(row, place).hyperlink.location for row in (3, 4)]
    assert ["'各表'!A3", "'各表'!A3", "'各表'!A4"] == [found.cell(row, 2).hyperlink.location for row in (2, 3, 4)]
    assert "'发现'!A2" == book["按规则"].cell(2, 1).hyperlink.location


@pytest.mark.parametrize(("name", "fixed"), [("各表", "B2"), ("发现", "C2"), ("按规则", "A2")])
def test_heads_are_fixed_and_filtered(name: str, fixed: str) -> None:
    sheet = opened(made(told()))[name]
    assert (fixed, "$1:$1") == (sheet.freeze_panes, sheet.print_title_rows)
    assert sheet.auto_filter.ref == sheet.dimensions


@given(hard_texts, hard_texts)
@fewer(3)
def test_no_text_becomes_anything_else(one: str, two: str) -> None:
    data = workbook([made(told(message=one, row=two, found=one), unit=one, name=two, file=two)])
    for name, part in parts(data).items():
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(part).iter()}
        if not name.startswith("xl/charts/"):
            assert not tags & {"f", "externalReference", "ddeLink"}
        assert b'TargetMode="External"' not in part
    found = rows(openpyxl.load_workbook(BytesIO(data))["发现"])[0]
    assert clean(one) == (found["说明"] or "")


def test_the_same_records_give_the_same_bytes() -> None:
    assert workbook([made(told()), UNREAD]) == workbook([made(told()), UNREAD])


def test_more_than_a_sheet_holds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_workbook, "MAX_ROWS", 1)
    with pytest.raises(TooManyError, match="有 2 条发现"):
        workbook([made(told(), told())])
