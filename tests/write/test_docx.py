"""Word documents: every cell read back by python-docx, widths, fonts, page numbers, and parts that are well-formed."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Remarks, Scorecard, load, score
from perfeval.tables import table
from perfeval.write import to_file
from perfeval.write.layout import clean, grid_notes
from tests.examples import fewer
from tests.paths import ROOT
from tests.readback import (
    drawn,
    footers,
    numbered,
    page_cells,
    pages,
    printed_by_libreoffice,
    squash,
    without_breaks,
    word_cells,
    word_tables,
)
from tests.samples import quantity
from tests.samples import table as project
from tests.strategies import from_text, hard_documents

SEED = ROOT / "examples" / "jiangan-2023"
PATHS = (*sorted(SEED.glob("*.toml")), ROOT / "examples" / "wuhan-parts" / "whole.toml")


def cards(*paths: Path) -> list[Scorecard]:
    return [score(load(path)) for path in paths]


def parts(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def paragraphs(data: bytes) -> list[str]:
    """The texts outside the tables, empty ones left out."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs if paragraph.text]


# --- every cell ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["hubei-wuhan", "mof-2020"])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_cell_of_a_form(path: Path, profile: str) -> None:
    card = score(load(path), profile=profile)
    (found,) = word_tables(to_file([card], "docx"))
    assert drawn(table(card)) == found


@given(hard_documents())
def test_every_cell_of_any_form(tree: dict[str, object]) -> None:
    """Names like markup, signs that XML forbids, long texts, many rows; the title above and 备注 below."""
    card = score(from_text(tree))
    data = to_file([card], "docx")
    (found,) = word_tables(data)
    assert drawn(table(card)) == found
    assert [clean(text) for text in (table(card).title, *grid_notes(table(card)))] == paragraphs(data)


@given(st.lists(hard_documents(), min_size=2, max_size=3))
@fewer(3)
def test_several_forms_stand_on_new_pages(trees: list[dict[str, object]]) -> None:
    several = [score(from_text(tree)) for tree in trees]
    data = to_file(several, "docx")
    assert [drawn(table(card)) for card in several] == word_tables(data)
    assert len(several) == len(docx.Document(BytesIO(data)).sections)


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_page_set_up() -> None:
    """A4 upright; page numbers on every page, the first included."""
    (section,) = docx.Document(BytesIO(to_file(cards(SEED / "department.toml"), "docx"))).sections
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    for footer in (section.footer, section.first_page_footer):
        assert "第 1 页 共 1 页" == "".join(node.text or "" for node in footer._element.iter(qn("w:t")))
        assert ["PAGE", "NUMPAGES"] == [node.get(qn("w:instr")) for node in footer._element.iter(qn("w:fldSimple"))]


def test_further_pages_repeat_the_column_heads() -> None:
    """In the header, for Word repeats only the first rows of a table; each column as wide as in the form."""
    for card in cards(SEED / "department.toml", SEED / "project.toml"):
        document = docx.Document(BytesIO(to_file([card], "docx")))
        (section,) = document.sections
        assert not section.first_page_header.tables
        (heads,) = section.header.tables
        grid = table(card)
        texts = [cell.text.replace("\n", "") for cell in grid.cells if cell.row == grid.heads[0]]
        assert texts == [text for _, _, text in word_cells(heads).values()]
        assert [column.width for column in document.tables[0].columns] == [column.width for column in heads.columns]


def test_the_word_notes_stays_with_the_first_of_them() -> None:
    document = docx.Document(BytesIO(to_file(cards(SEED / "project.toml"), "docx")))
    assert ["备注："] == [p.text for p in document.paragraphs if p.paragraph_format.keep_with_next]


def widths(element: ET.Element, name: str) -> Iterator[int]:
    yield from (int(node.get(qn("w:w"), 0)) for node in element.iter(qn(name)))


@given(hard_documents())
@fewer(2)
def test_the_grid_and_the_cells_agree_on_widths(tree: dict[str, object]) -> None:
    """LibreOffice goes by the one, Word by the other; both fill the page between its margins."""
    data = to_file([score(from_text(tree))], "docx")
    root = ET.fromstring(parts(data)["word/document.xml"])
    columns = list(widths(root, "w:gridCol"))
    for row in root.iter(qn("w:tr")):
        col = 0
        for cell in row.iter(qn("w:tc")):
            (width,) = widths(cell, "w:tcW")
            span = next(cell.iter(qn("w:gridSpan")), None)
            cols = 1 if span is None else int(span.get(qn("w:val"), 0))
            assert sum(columns[col : col + cols]) == width
            col += cols
        assert col == len(columns)
    (page,), (margin,) = (list(root.iter(qn(name))) for name in ("w:pgSz", "w:pgMar"))
    inside = int(page.get(qn("w:w"), 0)) - int(margin.get(qn("w:left"), 0)) - int(margin.get(qn("w:right"), 0))
    assert abs(sum(columns) - inside) <= 2


@pytest.mark.parametrize(("font", "other"), [("宋体", "SimSun"), ("仿宋", "FangSong"), ("自家字体", None)])
def test_the_font_is_an_option(font: str, other: str | None) -> None:
    files = parts(to_file(cards(SEED / "project.toml"), "docx", font=font))
    fonts = next(ET.fromstring(files["word/styles.xml"]).iter(qn("w:rFonts")))
    assert {font} == {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    names = [node.get(qn("w:val")) for node in ET.fromstring(files["word/fontTable.xml"]).iter(qn("w:altName"))]
    assert names == ([other] if other else [])


# --- the file -----------------------------------------------------------------------------------------------------


@given(hard_documents())
@fewer(2)
def test_every_part_is_known_and_well_formed(tree: dict[str, object]) -> None:
    """No link to the outside, no field but the page numbers, and each part has its type."""
    files = parts(to_file([score(from_text(tree))], "docx"))
    types = {node.get("PartName") for node in ET.fromstring(files["[Content_Types].xml"])}
    for name, text in files.items():
        assert "TargetMode" not in text
        assert not {"hyperlink", "instrText", "altChunk", "object"} & {
            node.tag.rpartition("}")[2] for node in ET.fromstring(text).iter()
        }
        assert f"/{name}" in types or name.endswith(".rels") or name == "[Content_Types].xml"


def test_the_same_forms_give_the_same_bytes() -> None:
    assert to_file(cards(*PATHS), "docx") == to_file(cards(*PATHS), "docx")


def test_no_library_is_needed() -> None:
    """So that it also runs where lxml does not exist, as in a browser."""
    code = f"""
import sys
for name in ("docx", "lxml", "xlsxwriter", "typst", "openpyxl"):
    sys.modules[name] = None
import perfeval
from perfeval.write.docx import word_document
print(len(word_document([perfeval.score(perfeval.load({str(SEED / "project.toml")!r}))])))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ("", 0) == (done.stderr, done.returncode)


# --- as LibreOffice prints it -------------------------------------------------------------------------------------

ONE_PAGE = (
    (SEED / "project.toml", "hubei-wuhan"),
    (SEED / "project.toml", "mof-2020"),
    (SEED / "project-filed.toml", "hubei-wuhan"),
    (ROOT / "examples" / "wuhan-parts" / "whole.toml", "hubei-wuhan"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("path", "profile"), ONE_PAGE, ids=lambda value: getattr(value, "stem", value))
def test_a_printed_form(path: Path, profile: str, tmp_path: Path) -> None:
    """Every cell of the table stands whole in its lines on the first page."""
    card = score(load(path), profile=profile)
    data = printed_by_libreoffice(to_file([card], "docx"), "docx", tmp_path)
    first, *_ = shown = pages(data)
    assert without_breaks(drawn(table(card))) == page_cells(first)
    assert numbered(len(shown)) == footers(data)


@pytest.mark.slow
def test_a_printed_form_of_several_pages(tmp_path: Path) -> None:
    """Every text is there, with column heads and page numbers on each page."""
    (card,) = cards(SEED / "department.toml")
    data = printed_by_libreoffice(to_file([card], "docx"), "docx", tmp_path)
    shown, grid = pages(data), table(card)
    assert len(shown) >= 4
    assert numbered(len(shown)) == footers(data)
    found = [text for page in shown for _, _, text in page_cells(page).values()]
    assert {squash(cell.text) for cell in grid.cells} <= set(found)
    heads = [squash(cell.text) for cell in grid.cells if cell.row == grid.heads[0]][1:]
    for page in shown[1:]:
        assert heads == [text for (row, col), (_, _, text) in sorted(page_cells(page).items()) if row == 0 and col]


@pytest.mark.slow
def test_a_printed_text_longer_than_a_page_loses_nothing(tmp_path: Path) -> None:
    found = [quantity("≥10个", "10个", weight=1, name=f"第{n}项") for n in range(30)]
    card = score(project(*found, remarks=Remarks(deviation="字" * 2500)))
    data = printed_by_libreoffice(to_file([card], "docx"), "docx", tmp_path)
    text = "".join(char["text"] for page in pages(data) for char in page.chars)
    assert text.count("字") == 2500
    assert all(f"第{n}项" in text for n in range(30))
