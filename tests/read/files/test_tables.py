"""The readers against other libraries, cell by cell; and what a person sees of sheets, documents and PDFs."""

import io
import json
import subprocess
import sys
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from perfeval import InputError
from perfeval.read import filed_forms
from perfeval.read.files import pdf_process
from perfeval.read.files.filed import FiledTable
from perfeval.read.files.numberformat import shown
from perfeval.read.files.office import tables
from perfeval.read.files.pdf_read import MAX_PAGES
from perfeval.read.forms.shown import tidy
from perfeval.write.pdf import FALLBACKS
from tests.hostile import packed
from tests.paths import TESTS

Found = dict[tuple[int, int], tuple[int, int, str]]


def found(table: FiledTable) -> Found:
    """Where a cell begins: how many rows and columns it spans, and its text."""
    return {(c.row, c.col): (c.rows, c.cols, c.text) for c in table.cells}


@st.composite
def layouts(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int, str]]]:
    """A table whose cells are merged at random, each with a text of its own."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    taken, cells = set[tuple[int, int]](), []
    for row in range(height):
        for col in range(width):
            if (row, col) in taken:
                continue
            rows, cols = draw(st.integers(1, height - row)), draw(st.integers(1, width - col))
            area = {(r, c) for r in range(row, row + rows) for c in range(col, col + cols)}
            if area & taken:
                rows = cols = 1
                area = {(row, col)}
            taken |= area
            cells.append((row, col, rows, cols, f"第{len(cells)}格"))
    return height, width, cells


# --- Word ---------------------------------------------------------------------------------------------------------


def word(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


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


# --- Excel --------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        ("0.995", "0%", "100%"),
        ("0.995", "0.00%", "99.50%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5", "0", "1235"),
        ("2.5", "0", "3"),
        ("-0.001", "0.00", "0.00"),
        ("-12.5", "0.0;[Red]-0.0", "-12.5"),
        ("-12.5", "0.0_);(0.0)", "(12.5)"),
        ("0", '0;-0;"无"', "无"),
        ("5", ";;;", ""),
        ("12", '0"个"', "12个"),
        ("12", "0\\%", "12%"),
        ("120000", '0.0,"千"', "120.0千"),
        ("7", "000", "007"),
        ("0.30000000000000004", "General", "0.3"),
        ("0.3333333333333333", "General", "0.333333333"),
        ("123456789012", "General", "123456789012"),
        ("1E-3", "General", "0.001"),
        ("36.5", "@", "36.5"),
        ("45291", 'yyyy"年"m"月"d"日"', "2023年12月31日"),
        ("45291", "yyyy/mm/dd", "2023/12/31"),
        ("45291.5", "m/d/yy h:mm", "12/31/23 12:00"),
        ("0.5", "# ?/?", "0.5"),
        ("文字", "0.00", "文字"),
        ("1e400", "0", "1e400"),
        ("3.14159", "[>3]0.0;0", "3.1"),
    ],
)
def test_a_number_as_it_is_shown(value: str, code: str, seen: str) -> None:
    assert seen == shown(value, code)


@given(
    st.decimals(-(10**6), 10**6, places=4),
    st.sampled_from(["0", "0.0", "0.00", "#,##0.00", "0%", "0.0%", "General", "#,##0"]),
)
def test_a_shown_number_is_the_rounded_one(value: Any, code: str) -> None:
    text = shown(str(value), code)
    number = float(text.replace(",", "").rstrip("%")) / (100 if "%" in code else 1)
    places = 10 if code == "General" else len(code.partition(".")[2].rstrip("%")) + (2 if "%" in code else 0)
    assert abs(number - float(value)) <= 0.5 * 10**-places + 1e-9


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


# --- PDF ----------------------------------------------------------------------------------------------------------


def printed(*lines: str, pages: int = 1, **options: Any) -> bytes:
    """A PDF without tables, by reportlab."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, **options)
    for _ in range(pages):
        for i, line in enumerate(lines):
            canvas.drawString(50, 800 - 20 * i, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def told(data: bytes) -> str:
    with pytest.raises(InputError) as error:
        filed_forms(data, "a.pdf")
    (problem,) = error.value.problems
    return problem.found


def test_pdfs_that_cannot_be_read_are_told_in_a_sentence() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert "文件已损坏，打不开" == told(b"%PDF-1.7\nbroken")
    assert "PDF 里没有文字，是扫描件或图片" == told(printed())
    assert "文件里没有表格，没有找到绩效自评表" == told(printed("Nothing here"))
    assert "文件有打开密码" == told(printed("secret", encrypt=StandardEncryption("pass", strength=128)))
    assert f"PDF 有 {MAX_PAGES + 1} 页，太长" == told(printed("x", pages=MAX_PAGES + 1))


def test_a_pdf_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "MAX_SECONDS", 0.01)
    monkeypatch.setattr(pdf_process, "_idle", [])
    assert "60 秒内没有读完这份 PDF" == told(printed("x"))


def test_a_pdf_that_unpacks_to_more_than_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "_idle", [])  # one that has read files before would be asked twice
    stream = packed(1 << 30)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, part)
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    assert told(data) in ("读这份 PDF 要用的内存太多", "PDF 里没有文字，是扫描件或图片")


def test_what_is_seen_of_a_pdf() -> None:
    """What another cell's text would say under its edge is not seen; a number too wide for its cell is one.

    LibreOffice prints a merged cell that the page cuts once more on the next page, cut off, between the lines that stand there.
    """
    typst = pytest.importorskip("typst")
    fonts = list(FALLBACKS)
    if not set(fonts) & set(typst.Fonts().families()):
        pytest.skip("needs a Chinese font on this machine")
    source = """
    #set page(width: 400pt, height: 200pt, margin: 20pt)
    #set text(font: FONTS, size: 10pt, top-edge: 0.85em, bottom-edge: -0.15em)
    #set par(leading: 3pt)
    #place(dx: 5pt, dy: 12.5pt, box(clip: true, width: 60pt, height: 13pt)[年度 \\ 绩效 \\ 指标])
    #table(columns: (70pt, 28pt, 200pt), rows: (20pt, 60pt, 20pt), inset: 5pt, align: left + horizon,
      [], [得分], [说明], [偏差大或 \\ 目标未完成 \\ 原因分析], [99.9 \\ 9], [], [], [], [])
    """.replace("FONTS", json.dumps(fonts, ensure_ascii=False).replace("[", "(").replace("]", ")"))
    (table,) = tables(typst.compile(source.encode()), "a.pdf")
    said = {(cell.row, cell.col): cell.text.replace("\n", "") for cell in table.cells if cell.text}
    assert {
        (0, 0): "年度",
        (0, 1): "得分",
        (0, 2): "说明",
        (1, 0): "偏差大或目标未完成原因分析",
        (1, 1): "99.99",
    } == said


def test_pdf_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r'pip install "perfeval\[read-pdf\]"'):
        filed_forms(b"%PDF", "a.pdf")


def test_one_process_reads_file_after_file_and_ends_with_one_that_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that died while it waited, too."""
    monkeypatch.setattr(pdf_process, "_idle", idle := [])
    nothing, broken = {"tables": [], "pictures": [], "apart": []}, {"refused": "damaged"}
    assert [nothing, nothing] == [pdf_process.ask(printed("x")), pdf_process.ask(printed("x"))]
    (reader,) = idle
    assert broken == pdf_process.ask(b"%PDF-1.7\nbroken")
    assert [] == idle
    assert reader.process.returncode is not None
    assert nothing == pdf_process.ask(printed("x"))
    idle[0].process.kill()
    assert nothing == pdf_process.ask(printed("x"))
    (reader,) = idle
    reader.end()


def test_where_there_are_no_processes_a_pdf_is_read_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (TESTS / "forms" / "pages-level-only.pdf").read_bytes()
    expected = [found(table) for table in tables(data, "a.pdf")]
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(pdf_process, "_idle", [])
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("no processes in a browser"))
    assert expected == [found(table) for table in tables(data, "a.pdf")]


def test_radicals_are_ordinary_characters() -> None:
    assert "贫困户生活水平青黄见" == tidy("贫困⼾⽣活⽔平⾭⿈⻅")
