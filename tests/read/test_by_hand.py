"""What people do to a form by hand in Excel: it is read as printed, or told with its cell."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from perfeval import Filed, audit, load_forms
from tests.paths import ROOT

FORM = ROOT / "examples" / "filed" / "road-upkeep.xlsx"


def changed(change: Callable[[Any], None]) -> Filed:
    """The form after a change of its sheet; its total, which openpyxl writes without a value, as a number."""
    book = openpyxl.load_workbook(FORM)
    sheet = book.active
    assert sheet is not None
    sheet["H23"] = 100
    change(sheet)
    whole = BytesIO()
    book.save(whole)
    (form,) = load_forms(whole.getvalue(), name="表.xlsx")
    return form


def split(sheet: Any) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))


def insert(sheet: Any) -> None:
    """As Excel does it: what stands below moves down, and a merged cell around the new row grows."""
    ranges = [merged.bounds for merged in sheet.merged_cells.ranges]
    split(sheet)
    sheet.insert_rows(17)
    for left, top, right, bottom in ranges:
        sheet.merge_cells(
            start_column=left, start_row=top + (top >= 17), end_column=right, end_row=bottom + (bottom >= 17)
        )
    for column, value in zip("CDEFGH", ["数量指标", "清理涵洞", "≥5处", "5处", 5, 5], strict=True):
        sheet[f"{column}17"] = value


def test_merged_cells_that_were_split_hold_for_the_blank_ones_below() -> None:
    (whole,) = load_forms(FORM)
    assert whole.evaluation == changed(split).evaluation


def test_a_row_that_was_inserted_is_a_row() -> None:
    (whole,) = load_forms(FORM)
    names = [row.name for row in whole.evaluation.indicators]
    found = changed(insert).evaluation.indicators
    assert [*names[:2], "清理涵洞", *names[2:]] == [row.name for row in found]
    assert ("产出指标", "≥5处", "5处", "5") == (
        found[2].level1,
        found[2].target,
        found[2].actual,
        found[2].published_score,
    )


@pytest.mark.parametrize("column", [7, 8])
def test_a_column_that_was_deleted_is_missed(column: int) -> None:
    """分值, or 得分: nothing moves into its place, and the audit says what cannot be held to anything."""

    def delete(sheet: Any) -> None:
        split(sheet)
        sheet.delete_cols(column)

    found = changed(delete).evaluation
    assert {None} == {row.weight if column == 7 else row.published_score for row in found.indicators}
    told = {finding.rule for finding in audit(found, profile="mof-2020").findings}
    assert ("weight-missing" if column == 7 else "score-missing") in told


def test_words_in_a_number_cell_are_told_with_the_cell() -> None:
    def write(sheet: Any) -> None:
        sheet["H16"] = "满分"

    form = changed(write)
    report = audit(form.evaluation, profile="mof-2020", select=["figure-unreadable"]).with_origins(form.origin)
    (finding,) = report.findings
    assert ("满分", "自评表!H16") == (finding.found, finding.origin)


def test_a_formula_without_a_value_is_told_with_its_cell() -> None:
    def sum_up(sheet: Any) -> None:
        sheet["H23"] = "=SUM(H7,H14:H22)"

    form = changed(sum_up)
    assert (None, "H23") == (form.evaluation.published.total, form.unread[0].origin.cell)
    assert "公式没有存下算出的值" in form.unread[0].reason
