"""The sheets of workbooks, cell by cell as other libraries read them; and what a person sees of them."""

import io

import openpyxl
import xlsxwriter
from hypothesis import given
from python_calamine import CalamineWorkbook

from perfeval.read.files.office import tables
from tests.read.files.making import found, layouts


@given(layouts())
def test_merged_cells_of_a_workbook(layout: tuple[int, int, list[tuple[int, int, int, int, str]]]) -> None:
    """As openpyxl and calamine read them, too."""
    file, cells = io.BytesIO(), layout[2]
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for row, col, rows, cols, text in cells:
            if rows * cols > 1:
                sheet.merge_range(row, col, row + rows - 1, col + cols - 1, text)
            else:
                sheet.write_string(row, col, text)
    data = file.getvalue()
    (read,) = tables(data, "a.xlsx")
    assert {(r, c): (rows, cols, text) for r, c, rows, cols, text in cells} == found(read)

    page = openpyxl.load_workbook(io.BytesIO(data)).active
    spans = {(m.min_row - 1, m.min_col - 1): (m.size["rows"], m.size["columns"]) for m in page.merged_cells.ranges}
    values = {(c.row - 1, c.column - 1): c.value for line in page.iter_rows() for c in line if c.value is not None}
    assert {place: (*spans.get(place, (1, 1)), text) for place, text in values.items()} == found(read)
    same = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert values == {(r, c): v for r, line in enumerate(same) for c, v in enumerate(line) if v != ""}


def test_what_is_seen_of_a_workbook() -> None:
    """Hidden sheets, rows and columns are gone; a merged cell that begins in one is still seen; nothing is calculated."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("看得见")
        book.add_worksheet("隐藏").write_string(0, 0, "不见")
        book.worksheets()[1].hide()
        bold = book.add_format({"bold": True})
        sheet.merge_range("A1:B2", "首行隐藏")
        sheet.write_rich_string("C2", "部分", bold, "加粗")
        sheet.write_string("D2", "列隐藏")
        sheet.write_string("C1", "行隐藏")
        sheet.write_formula("E2", "=1+1", None, "")
        sheet.write_boolean("F2", True)
        sheet.write_string("G2", "　２０２３ 年\r\n第二行 ")
        sheet.write_comment("G2", "批注")
        sheet.write_string("A3", "_x0041_")
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column("D:D", None, None, {"hidden": True})
    (read,) = tables(file.getvalue(), "a.xlsx")
    assert {
        (0, 0): (1, 2, "首行隐藏"),
        (0, 2): (1, 1, "部分加粗"),
        (0, 4): (1, 1, "TRUE"),
        (0, 5): (1, 1, "2023 年\n第二行"),
        (1, 0): (1, 1, "_x0041_"),
    } == found(read)
    assert "看得见!A1" == str(read.cells[0].origin)


def test_a_formula_whose_value_was_not_stored_is_told() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "=SUM(A1:A9)"
    file = io.BytesIO()
    book.save(file)
    (read,) = tables(file.getvalue(), "a.xlsx") or (None,)
    assert read is None  # nothing else stands there

    book.active["A1"] = "甲"
    book.save(file := io.BytesIO())
    (read,) = tables(file.getvalue(), "a.xlsx")
    assert ["Sheet!B2：这一格的公式没有存下算出的值，未录入"] == [str(unread) for unread in read.unread]
