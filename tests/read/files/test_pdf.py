"""PDFs: those that cannot be read are told in a sentence; what a person sees of the others."""

import json

import pytest

from perfeval import InputError
from perfeval.read import filed_forms
from perfeval.read.files.office import tables
from perfeval.read.files.pdf_read import MAX_PAGES
from perfeval.write.pdf import FALLBACKS
from tests.read.files.making import printed, told


def test_pdfs_that_cannot_be_read_are_told_in_a_sentence() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert "文件已损坏，打不开" == told(b"%PDF-1.7\nbroken")
    assert "PDF 里没有文字，是扫描件或图片" == told(printed())
    assert "文件里没有表格，没有找到绩效自评表" == told(printed("Nothing here"))
    assert "文件有打开密码" == told(printed("secret", encrypt=StandardEncryption("pass", strength=128)))
    assert f"PDF 有 {MAX_PAGES + 1} 页，太长" == told(printed("x", pages=MAX_PAGES + 1))


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
