"""OFD: a form's pages read as the PDF that they were made from; texts and lines in the ways that writers of OFD write them."""

from typing import Any

import pytest

from perfeval import InputError, loads
from perfeval.read import filed_forms, load_forms
from perfeval.read.files import guard, ofd
from perfeval.read.files.office import tables
from tests.forms.fixed import package, path, text
from tests.hostile import package as zipped
from tests.paths import TESTS

FORM = TESTS / "forms" / "ningxia.ofd"
GRID = "M 10 10 L 90 10 M 10 20 L 90 20 M 10 30 L 90 30 M 10 10 L 10 30 M 50 10 L 50 20 M 90 10 L 90 30"


def read(*pages: str, **more: str) -> list[Any]:
    found = tables(zipped(package(list(pages), **more)), "a.ofd")
    return [[(c.row, c.col, c.rows, c.cols, c.text) for c in table.cells] for table in found]


def test_a_form_is_read_as_the_pdf_it_was_made_from() -> None:
    (form,) = load_forms(FORM)
    assert loads((TESTS / "forms" / "ningxia.toml").read_text(encoding="utf-8")) == form.evaluation
    (printed,) = load_forms(FORM.with_suffix(".pdf"))
    assert [str(origin) for origin in printed.origins.values()] == [str(origin) for origin in form.origins.values()]
    assert [len(table.cells) for table in printed.tables] == [len(table.cells) for table in form.tables]


def test_texts_and_lines_make_cells() -> None:
    """A merged cell, group steps, a text without steps, one turned and moved by its matrix, a second code that goes on."""
    words = text(12, 17, 4, "甲乙", "4") + text(52, 17, 4, "95.5%") + text(12, 27, 4, "合计数", "g 2 4")
    assert [[(0, 0, 1, 1, "甲乙"), (0, 1, 1, 1, "95.5%"), (1, 0, 1, 2, "合计数")]] == read(path(GRID) + words)


@pytest.mark.parametrize("lean", [0.35, 0.9])
def test_lines_may_lean(lean: float) -> None:
    """By 0.35 mm over the 232 of a page that lies on its side; a mark on a short line is none."""
    across = " ".join(f"M 10 {y} L 242 {y + lean}" for y in (10, 20, 30))
    down = f"M 10 10 L {10 - lean / 12} 30 M 242 {10 + lean} L {242 - lean / 12} {30 + lean} M 100 10 L 103 13"
    words = text(60, 17, 4, "甲") + text(60, 27, 4, "乙")
    assert [[(0, 0, 1, 1, "甲"), (1, 0, 1, 1, "乙")]] == read(path(f"{across} {down}") + words)


def test_a_matrix_moves_what_it_stands_at() -> None:
    """A line drawn upwards from the bottom left corner, as a PDF's are."""
    drawn = path("M 10 -10 L 90 -10 L 90 -30 L 10 -30 C M 10 -20 L 90 -20", 'CTM="1 0 0 -1 0 0"')
    assert [[(0, 0, 1, 1, "上"), (1, 0, 1, 1, "下")]] == read(
        drawn + text(1, 2, 2, "上", more='CTM="2 0 0 2 10 10"') + text(12, 27, 4, "下")
    )


def test_what_is_not_shown_and_what_leans_is_left_out() -> None:
    """An invisible text, one without any ink, a watermark across the page."""
    unseen = text(12, 17, 4, "看不见", more='Visible="false"') + text(12, 17, 4, "无色", more='Alpha="0"')
    leaning = text(12, 17, 9, "水印", more='CTM="0.7 -0.7 0.7 0.7 0 0"')
    assert [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, ""), (1, 0, 1, 2, "")]] == read(
        path(GRID) + unseen + leaning + text(12, 17, 4, "甲")
    )


def test_a_template_lies_behind_its_pages() -> None:
    """Writers of forms keep the lines in a template; the page's own parts stand in folders of any name."""
    parts = package([text(12, 17, 4, "甲")])
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts["Doc_0/Tpl/T.xml"] = (
        f"<ofd:Page {space}><ofd:Content><ofd:Layer>{path(GRID)}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    document = "Doc_0/Document.xml"
    parts[document] = parts[document].replace(
        "</ofd:CommonData>", '<ofd:TemplatePage ID="9" BaseLoc="/Doc_0/Tpl/T.xml"/></ofd:CommonData>'
    )
    page = "Doc_0/Pages/Page_0/Content.xml"
    parts[page] = parts[page].replace("<ofd:Content>", '<ofd:Template TemplateID="9"/><ofd:Content>')
    (table,) = tables(zipped(parts), "a.ofd")
    assert ["甲", "", ""] == [cell.text for cell in table.cells]


def test_a_signature_is_not_checked_and_that_is_said() -> None:
    parts = dict(guard.check(FORM.read_bytes()).names)
    package_ = guard.check(FORM.read_bytes())
    whole = {name: package_.read(name) for name in parts.values()} | {"Doc_0/Signs/Signatures.xml": b"<Signatures/>"}
    (form,) = filed_forms(zipped(whole), "a.ofd")
    assert ("OFD 里的签名、签章没有核验",) == form.notes
    assert () == load_forms(FORM)[0].notes


def test_a_scan_is_told() -> None:
    picture = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>'
    with pytest.raises(InputError) as error:
        read(picture)
    assert "scanned" == error.value.code


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        (["<ofd:PageBlock>" * 300 + "</ofd:PageBlock>" * 300], "out-of-bounds"),
        ([path("M 0 0 L 9 0 " * 30_000)], "out-of-bounds"),
        ([text(1, 1, 3, "字" * 30_000)], "out-of-bounds"),
        (["<ofd:PathObject/>" * (guard.MAX_CELLS + 1)], "out-of-bounds"),
        ([""] * (ofd.MAX_PAGES + 1), "too-large"),
    ],
    ids=["blocks in blocks", "lines of a page", "letters of a page", "objects", "pages"],
)
def test_a_hostile_file_is_refused(pages: list[str], code: str) -> None:
    with pytest.raises(InputError) as error:
        read(*pages)
    assert code == error.value.code


def grate(lines: int, step: float) -> str:
    """So many lines each way."""
    ends = [round(i * step, 2) for i in range(lines)]
    return path("".join(f"M 0 {end} L {ends[-1]} {end} M {end} 0 L {end} {ends[-1]}" for end in ends))


def test_a_page_with_too_many_lines_for_a_form_is_told() -> None:
    one, told = tables(zipped(package([grate(40, 5), grate(160, 1.3)])), "a.ofd")
    assert 39 * 39 == len(one.cells)
    assert ["第 2 页画的线太密，没有当作表，未录入"] == [str(unread) for unread in told.unread]


@pytest.mark.parametrize(("bound", "words"), [("MAX_CELLS", "单元格超过"), ("MAX_DRAWN", "文字和线超过")])
def test_what_all_pages_hold_is_bounded(bound: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may be small in the file and large when it is drawn: a template lies behind each."""
    monkeypatch.setattr(ofd, bound, 60)
    with pytest.raises(InputError, match=words):
        read(*[grate(6, 5)] * 6)


@pytest.mark.parametrize("odd", ["", "x", "1e999", "9" * 400, "1 2 3", "-5 -5 0 0"])
def test_odd_numbers_are_read_over(odd: str) -> None:
    """A boundary, a size or a step that is none: nothing is drawn there, the rest is read."""
    spoiled = f'<ofd:TextObject Boundary="{odd}" Size="{odd}" CTM="{odd}"><ofd:TextCode X="{odd}" DeltaX="g {odd}">乙</ofd:TextCode></ofd:TextObject>'
    (cells,) = read(path(f"C {odd} L {odd} {GRID}") + path(odd) + spoiled + text(12, 17, 4, "甲"))
    assert "甲" in cells[0][4]
