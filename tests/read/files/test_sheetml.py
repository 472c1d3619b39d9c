"""Excel 2003 XML read as the workbooks that it was made from, cell by cell; hostile files refused before their tree is built."""

from pathlib import Path

import pytest

from perfeval import InputError
from perfeval.read import load_forms
from perfeval.read.files.filed import FiledTable
from perfeval.read.files.guard import MAX_COL, MAX_ROW
from perfeval.read.files.office import tables
from tests.forms.old import sheetml
from tests.hostile import book_xml, hostile_xml
from tests.paths import TESTS

NEW = [TESTS / "forms" / f"{name}.xlsx" for name in ("anhui", "chongqing", "stacked", "yunnan", "sub-rows")]


def cells(table: FiledTable) -> dict[tuple[int, int], tuple[int, int, str]]:
    return {(cell.row, cell.col): (cell.rows, cell.cols, cell.text) for cell in table.cells if cell.text}


@pytest.mark.parametrize("path", NEW, ids=lambda path: path.name)
def test_it_is_read_as_the_workbook_that_it_was_made_from(path: Path) -> None:
    """Numbers under their formats, merged cells, hidden rows, columns and sheets, each value with its cell."""
    data = sheetml(path)
    assert [cells(t) for t in tables(path.read_bytes(), "a")] == [cells(t) for t in tables(data, "a")]
    new, old = load_forms(path), load_forms(data, name="表.xls")
    assert [form.evaluation for form in new] == [form.evaluation for form in old]
    assert [[*map(str, form.origins.values())] for form in new] == [[*map(str, form.origins.values())] for form in old]


def said(inner: str, before: str = "") -> dict[tuple[int, int], str]:
    """The texts of a sheet by place."""
    (table,) = tables(book_xml(inner, before), "a.xml")
    return {(cell.row, cell.col): cell.text for cell in table.cells if cell.text}


def test_what_is_seen_of_a_cell() -> None:
    """Marks inside a text, a boolean, a named format, one that a style has from its parent, a date; no comment."""
    styles = (
        '<Styles><Style ss:ID="Default"><NumberFormat/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
        '<Style ss:ID="q" ss:Parent="p"/><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>'
    )
    html = 'xmlns="http://www.w3.org/TR/REC-html40"'
    row = (
        f'<Row><Cell><ss:Data ss:Type="String" {html}><B>部分</B>加粗</ss:Data><Comment><Data>批注</Data></Comment></Cell>'
        '<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell ss:StyleID="q"><Data ss:Type="Number">0.97250000000000003</Data></Cell>'
        '<Cell ss:StyleID="d"><Data ss:Type="DateTime">2023-12-31T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">岁末</Data></Cell><Cell><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>'
    )
    expected = ["部分加粗", "TRUE", "97.25%", "2023/12/31", "岁末", "#DIV/0!"]
    assert expected == [*said(row, styles).values()]


def test_rows_and_columns_that_are_not_seen_take_no_place() -> None:
    one = '<Cell><Data ss:Type="String">甲</Data></Cell>'
    inner = f'<Column/><Column ss:Hidden="1"/><Row>{one * 3}</Row><Row ss:Span="2" ss:Hidden="1"/><Row>{one}</Row>'
    assert {(0, 0): "甲", (0, 1): "甲", (1, 0): "甲"} == said(inner)


def test_a_formula_whose_value_was_not_stored_is_told() -> None:
    row = '<Row><Cell><Data ss:Type="String">甲</Data></Cell><Cell ss:Formula="=1+1"/></Row>'
    (table,) = tables(book_xml(row), "a.xml")
    assert ["S!B1：这一格的公式没有存下算出的值，未录入"] == [str(unread) for unread in table.unread]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_it_may_be_in_any_encoding(encoding: str) -> None:
    text = book_xml('<Row><Cell><Data ss:Type="String">绩效</Data></Cell></Row>').decode()
    (table,) = tables(text.replace('version="1.0"', 'version="1.0" encoding="gb2312"').encode(encoding), "a.xls")
    assert ["绩效"] == [cell.text for cell in table.cells]


@pytest.mark.parametrize("name", hostile_xml())
def test_a_hostile_file_is_refused(name: str) -> None:
    with pytest.raises(InputError) as error:
        tables(hostile_xml()[name], "a.xml")
    assert error.value.code in ("out-of-bounds", "damaged", "too-large")


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (f'<Row ss:Index="{MAX_ROW + 1}"/>', "远在表外"),
        (f'<Row><Cell ss:Index="{MAX_COL + 1}"/></Row>', "远在表外"),
        ('<Row ss:Span="99999"/>' * 2, "单元格超过"),
        ('<Row ss:Index="-1"/>', "行列数写的是 -1"),
    ],
)
def test_bounds(inner: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        tables(book_xml(inner), "a.xml")
