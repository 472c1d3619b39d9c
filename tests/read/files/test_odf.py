"""OpenDocument sheets and texts as their program shows them."""

from typing import Any

import pytest

from perfeval import InputError
from perfeval.read.files.office import tables
from tests.hostile import package

SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def content(body: str, styles: str = "") -> bytes:
    styles = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return package(
        {
            "mimetype": "",
            "content.xml": f"<office:document-content{SPACES}>{styles}<office:body>{body}</office:body></office:document-content>",
        }
    )


def sheet(rows: str, name: str = "自评表", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def read(data: bytes) -> list[Any]:
    return [[(c.row, c.col, c.rows, c.cols, c.text, c.origin.cell) for c in t.cells] for t in tables(data, "a.ods")]


def book(*sheets: str, styles: str = "") -> bytes:
    return content(f"<office:spreadsheet>{''.join(sheets)}</office:spreadsheet>", styles)


def test_a_sheet_as_it_is_shown() -> None:
    """Merged and repeated cells, several paragraphs, a comment that is none of the text."""
    merged = (
        cell("甲", 'table:number-columns-spanned="2" table:number-rows-spanned="2"') + "<table:covered-table-cell/>"
    )
    note = "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>乙</text:p><text:p>丙</text:p></table:table-cell>"
    far = '<table:table-cell table:number-columns-repeated="16000"/>'
    same = cell("9", 'table:number-columns-repeated="2"')
    rows = row(merged, note, far) + row(
        '<table:covered-table-cell table:number-columns-repeated="2"/>', cell("95<text:s/>%")
    )
    assert [
        [(0, 0, 2, 2, "甲", "A1"), (0, 2, 1, 1, "乙\n丙", "C1"), (1, 2, 1, 1, "95 %", "C2"), (2, 0, 1, 1, "9", "A3"), (2, 1, 1, 1, "9", "B3")]
    ] == read(book(sheet(rows + row(same) + row(far, more='table:number-rows-repeated="1048573"'))))  # fmt: skip


def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = (
        row(cell("甲"), cell("列隐藏"), cell("乙"))
        + row(cell("行隐藏"), more='table:visibility="collapse"')
        + row(cell("丙"))
    )
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    assert [["甲", "乙", "丙"]] == [
        [c[4] for c in found]
        for found in read(book(sheet(columns + rows), sheet(row(cell("页隐藏")), "二", "h"), styles=styles))
    ]


def test_a_text_document() -> None:
    table = sheet(
        row(cell("甲", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>") + row(cell("乙"), cell("丙"))
    )
    data = content(f"<office:text><text:p>标题</text:p>{table}</office:text>")
    (found,) = tables(data, "a.odt")
    assert ("标题",) == found.above
    assert [(0, 0, 2, "甲"), (1, 0, 1, "乙"), (1, 1, 1, "丙")] == [(c.row, c.col, c.cols, c.text) for c in found.cells]
    assert "表 1 第 2 行第 2 格" == str(found.cells[2].origin)


def test_a_cell_ends_where_the_next_one_stands() -> None:
    """LibreOffice writes a span over a cell that follows, and says itself which places are covered."""
    covered = "<table:covered-table-cell/>"
    rows = (
        row(cell("甲", 'table:number-rows-spanned="3"'), cell("1"))
        + row(covered, cell("2"))
        + row(cell("乙"), cell("3"))
    )
    (found,) = tables(content(f"<office:text>{sheet(rows)}</office:text>"), "a.odt")
    assert [("甲", 2), ("1", 1), ("2", 1), ("乙", 1), ("3", 1)] == [(one.text, one.rows) for one in found.cells]


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("a", 'table:number-columns-spanned="5000" table:number-rows-spanned="5000"')),
        row(cell("a", 'table:number-columns-repeated="99999999999"')),
        row(cell("a"), more='table:number-rows-repeated="x"'),
        row(cell("a", 'table:number-columns-repeated="1000"')) * 200,
        row(cell("a") * 100, more='table:number-rows-repeated="100000"'),
    ],
    ids=["merged", "repeated", "no number", "wide", "tall"],
)
def test_a_hostile_sheet_is_refused(rows: str) -> None:
    with pytest.raises(InputError) as error:
        tables(book(sheet(rows)), "a.ods")
    assert "out-of-bounds" == error.value.code
