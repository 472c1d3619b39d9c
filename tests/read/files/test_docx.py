"""The tables of Word documents: merged cells, and what a person sees of them."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given

from perfeval.read.files.office import tables
from tests.read.files.making import found, layouts, word


@given(layouts())
def test_merged_cells_of_a_document(layout: tuple[int, int, list[tuple[int, int, int, int, str]]]) -> None:
    height, width, cells = layout
    document = docx.Document()
    table = document.add_table(height, width)
    for row, col, rows, cols, text in cells:
        cell = table.cell(row, col).merge(table.cell(row + rows - 1, col + cols - 1))
        cell.text = text
    (read,) = tables(word(document), "a.docx")
    assert {(r, c): (rows, cols, text) for r, c, rows, cols, text in cells} == found(read)


def test_what_is_seen_of_a_document() -> None:
    """Deleted and hidden text and rows are gone, inserted text stays, a nested table is one of its own, controls are boxes."""
    document = docx.Document()
    document.add_paragraph("标题")
    table = document.add_table(4, 2)
    text = table.cell(0, 0).paragraphs[0]
    for piece in (
        "<w:r {ns}><w:t>甲</w:t></w:r>",
        "<w:del {ns} w:id='1' w:author='a'><w:r><w:delText>乙</w:delText></w:r></w:del>",
        "<w:ins {ns} w:id='2' w:author='a'><w:r><w:t>丙</w:t></w:r></w:ins>",
        "<w:moveFrom {ns} w:id='3' w:author='a'><w:r><w:t>丁</w:t></w:r></w:moveFrom>",
        "<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>戊</w:t></w:r>",
        "<w:r {ns}><w:instrText>SUM(ABOVE)</w:instrText></w:r>",
        "<w:r {ns}><w:tab/><w:t>己</w:t><w:noBreakHyphen/></w:r>",
        "<w:sdt {ns}><w:sdtPr/><w:sdtContent><w:r><w:t>庚</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r {ns}><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>",
        "<w:r {ns}><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData></w:fldChar></w:r>",
        "<w:r {ns}><w:ruby><w:rt><w:r><w:t>xīn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>辛</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    ):
        text._p.append(parse_xml(piece.format(ns=nsdecls("w"))))
    table.cell(1, 0).text = "删去的行"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} w:id='9' w:author='a'/>"))
    table.cell(2, 0).text = "隐藏的行"
    table.rows[2]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))
    table.cell(3, 1).add_table(1, 1).cell(0, 0).text = "里面的表"

    outer, inner = tables(word(document), "a.docx")
    assert "甲丙 己-庚☑□辛" == found(outer)[0, 0][2]
    assert {0, 1} == {row for row, _ in found(outer)}
    assert (1, 1, "里面的表") == found(inner)[0, 0]
    assert ("标题",) == outer.above
