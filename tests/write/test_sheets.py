"""Tables on sheets: numbers with their own decimals, links of their row, texts that stay texts and are never cut in silence."""

from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from perfeval.write import sheets
from perfeval.write.sheets import Looks, SheetColumn, SheetValue, cell_of, open_book, put

COLUMNS = (SheetColumn("值", 10, lambda row: row), SheetColumn("链", 10, lambda row: row, "另"))


def written(*values: SheetValue, lead: str = "'另'!A2") -> Any:
    whole = BytesIO()
    book = open_book(whole, "试")
    looks = Looks(book)
    put(book.add_worksheet("表"), looks, COLUMNS, values, lambda _, __: lead)
    book.add_worksheet("另")
    book.close()
    return openpyxl.load_workbook(whole)["表"]


@pytest.mark.parametrize(("value", "form"), [
    (3, "0"), (Decimal("9.5"), "0.00"), (Decimal("9.125"), "0.000"), (Decimal("20.00"), "0"), (Fraction(1, 3), "0.00%"),
])  # fmt: skip
def test_a_number_is_a_number(value: SheetValue, form: str) -> None:
    cell = written(value)["A2"]
    assert ("n", form) == (cell.data_type, cell.number_format)
    assert pytest.approx(float(value)) == cell.value  # type: ignore[arg-type]


def test_nothing_and_zero_lead_nowhere() -> None:
    sheet = written(None, 0, 5, "")
    assert [False, False, True, False] == [sheet.cell(row, 2).hyperlink is not None for row in range(2, 6)]


def test_a_text_that_is_too_long_says_that_it_is_cut() -> None:
    text = written("长" * 40_000)["A2"].value
    assert text.endswith("…（后略）")
    assert len(text) < 32_767


def test_no_more_links_than_excel_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_LINKS", 2)
    sheet = written(1, 2, 3)
    assert [True, True, False] == [sheet.cell(row, 2).hyperlink is not None for row in (2, 3, 4)]
    assert 3 == sheet["B4"].value


def test_a_quote_in_a_sheets_name() -> None:
    assert ("'甲''乙'!A1", "") == (cell_of("甲'乙", 0), cell_of("甲", None))
