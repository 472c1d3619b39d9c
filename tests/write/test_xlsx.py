"""Workbooks: every cell read back by another library, nothing but text and numbers in them, set up for A4."""

import json
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from perfeval import Evaluation, Scorecard, load, loads, score
from perfeval.tables import table
from perfeval.write import to_file
from perfeval.write.layout import LINE, TITLE_SIZE, MissingExtraError, clean, grid_notes, laid_out
from perfeval.write.summary import sheet_names
from perfeval.write.xlsx import TooLongError, workbook
from tests.examples import fewer
from tests.paths import ROOT
from tests.readback import (
    drawn,
    footers,
    numbered,
    page_cells,
    pages,
    printed_by_libreoffice,
    sheet_cells,
    sheets,
    squash,
    without_breaks,
)
from tests.samples import quantity
from tests.samples import table as project
from tests.strategies import from_text, hard_documents, hard_texts

SEED = ROOT / "examples" / "jiangan-2023"
PATHS = (*sorted(SEED.glob("*.toml")), ROOT / "examples" / "wuhan-parts" / "whole.toml")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cards(*paths: Path) -> list[Scorecard]:
    return [score(load(path)) for path in paths]


def card_of(tree: dict[str, object]) -> Scorecard:
    return score(from_text(tree))


def parts(data: bytes) -> dict[str, str]:
    """The files inside, as text."""
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def check(data: bytes, name: str, card: Scorecard) -> None:
    """The sheet of that name holds the card's form: every cell with its text and span, then 备注."""
    grid = table(card)
    found, below = sheet_cells(sheets(data)[name], grid.height)
    wanted = drawn(grid)
    heads = {(head, 0) for head in grid.heads}  # without line breaks where pages repeat them
    assert found.keys() == wanted.keys()
    for place, (rows, cols, text) in wanted.items():
        assert (rows, cols) == found[place][:2]
        assert text == found[place][2] or (place in heads and text.replace("\n", "") == found[place][2])
    assert [clean(note) for note in grid_notes(grid)] == below


# --- every cell ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["hubei-wuhan", "mof-2020"])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_cell_of_a_form(path: Path, profile: str) -> None:
    card = score(load(path), profile=profile)
    data = to_file([card], "xlsx")
    (name,) = sheets(data)
    check(data, name, card)


@given(hard_documents())
def test_every_cell_of_any_form(tree: dict[str, object]) -> None:
    """Names like formulas, markup and links, signs that XML forbids, long texts, many rows."""
    card = card_of(tree)
    data = to_file([card], "xlsx")
    (name,) = sheets(data)
    check(data, name, card)


@given(hard_documents())
@fewer(2)
def test_a_second_reader_finds_the_same_texts(tree: dict[str, object]) -> None:
    card = card_of(tree)
    data = to_file([card], "xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    found = [squash(str(value)) for row in rows for value in row if value != ""]
    texts = [clean(cell.text) for cell in sorted(table(card).cells, key=lambda cell: (cell.row, cell.col))]
    wanted = [clean(table(card).title), *texts, *map(clean, grid_notes(table(card)))]
    assert [squash(text) for text in wanted if text] == found


# --- text stays text ----------------------------------------------------------------------------------------------


@given(st.lists(hard_documents(), min_size=1, max_size=3))
@fewer(2)
def test_nothing_becomes_a_formula_or_a_link(trees: list[dict[str, object]]) -> None:
    files = parts(to_file([card_of(tree) for tree in trees], "xlsx"))
    for name, text in files.items():
        root = ET.fromstring(text)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        if not name.startswith("xl/charts/"):  # what a chart looks at is called f
            assert not tags & {"f", "calcChain", "externalReference", "definedNamesFormula"}
        links = [element for element in root.iter() if element.tag.endswith("}hyperlink")]
        assert all(re.match(r"'.*'!A1$", link.get("location", ""), re.DOTALL) for link in links)
        assert "hyperlink" not in name
        if name.endswith(".rels"):
            assert all(element.get("TargetMode") != "External" for element in root.iter())


def kinds(data: bytes, sheet: str) -> Iterator[tuple[str, str | None, str | None]]:
    for cell in ET.fromstring(parts(data)[f"xl/worksheets/{sheet}.xml"]).iter(f"{MAIN}c"):
        value = cell.find(f"{MAIN}v")
        yield cell.attrib["r"], cell.get("t"), None if value is None else value.text


def test_cells_of_a_form_are_text_even_where_they_look_like_numbers() -> None:
    """What is printed is what was meant: 9.10 is not 9.1, and 1-2 is no date."""
    data = to_file([score(project(quantity("10", "1-2")))], "xlsx")
    assert {"s"} == {kind for _, kind, value in kinds(data, "sheet1") if value is not None}
    assert "numberStoredAsText" in parts(data)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@甲"])
def test_text_like_a_formula_stays_text_when_it_is_edited(text: str) -> None:
    """The cell is marked as text (quotePrefix), so that Enter in Excel does not make a formula of it."""
    evaluation = project(quantity("10", "5"))
    evaluation = evolve(evaluation, project=evolve(evaluation.project, name=text))
    (sheet,) = sheets(to_file([score(evaluation)], "xlsx")).values()
    assert (text, "s", True) == (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].quotePrefix)


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_page_set_up() -> None:
    """A4 upright, one page wide, column heads and page numbers on every page."""
    (card,) = cards(SEED / "department.toml")
    (sheet,) = sheets(to_file([card], "xlsx")).values()
    set_up = sheet.page_setup
    assert (9, "portrait", 1, 0) == (
        set_up.paperSize,
        set_up.orientation,
        int(set_up.fitToWidth or 1),
        set_up.fitToHeight,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text.endswith("第 &P 页 共 &N 页")
    head = table(card).heads[0] + 2
    assert f"${head}:${head}" == sheet.print_title_rows
    assert f"$A$1:$G${sheet.max_row}" == sheet.print_area.rpartition("!")[2]
    assert not sheet.sheet_view.showGridLines
    assert "宋体" == sheet["A2"].font.name
    assert {"thin"} == {getattr(sheet["A2"].border, side).style for side in ("left", "right", "top", "bottom")}
    assert sheet["A2"].font.bold
    assert not sheet["B2"].font.bold


def test_the_font_is_an_option() -> None:
    (sheet,) = sheets(to_file(cards(SEED / "project.toml"), "xlsx", font="仿宋")).values()
    assert {"仿宋"} == {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_pages_begin_with_a_row_and_never_behind_column_heads() -> None:
    (card,) = cards(SEED / "department.toml")
    (sheet,) = sheets(to_file([card], "xlsx")).values()
    breaks = [page.id for page in sheet.row_breaks.brk]
    assert len(breaks) >= 3
    heads = {head + 2 for head in table(card).heads}
    assert not heads & set(breaks)
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    edges = [0, *breaks, sheet.max_row]
    assert all(sum(heights[first:last]) < 760 for first, last in pairwise(edges))


def test_the_word_notes_does_not_stand_last_on_a_page() -> None:
    """Whatever number of rows brings 备注 to the end of a page."""
    for number in range(36, 70):  # more rows than a page has
        rows = [quantity("≥10个", "10个", weight=1, name=f"第{n}项") for n in range(number)]
        (sheet,) = sheets(to_file([score(project(*rows))], "xlsx")).values()
        ends = {page.id for page in sheet.row_breaks.brk}
        assert "备注：" not in {sheet.cell(end, 1).value for end in ends}


def lines_needed(text: str, width: float, size: float) -> int:
    """The least lines that a text can take, by Unicode's own table of widths."""

    def units(line: str) -> int:
        seen = [char for char in line if unicodedata.category(char) not in ("Mn", "Me", "Cf", "Sk")]
        return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in seen)

    return sum(max(1, -(-units(line) * size // 2 // width)) for line in text.split("\n"))


@given(hard_documents())
def test_every_text_has_the_height_that_it_needs(tree: dict[str, object]) -> None:
    """Merged cells too, which Excel does not fit; and no row is higher than Excel knows."""
    form = laid_out([card_of(tree)])[0]
    for cell in form.grid.cells:
        width = sum(form.widths[cell.col : cell.col + cell.cols])
        height = sum(form.heights[cell.row : cell.row + cell.rows])
        assert lines_needed(cell.text, width, form.size) * form.size * LINE <= height + 0.01
    (sheet,) = sheets(to_file([form.card], "xlsx")).values()
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
    assert max(heights) <= 409.5
    assert sum(form.heights) < sum(heights)


# --- several forms ------------------------------------------------------------------------------------------------


def test_several_forms_stand_behind_a_summary_of_numbers() -> None:
    several = cards(*PATHS)
    data = workbook(several, findings=[0, 1, 2, 3, 4])
    book = sheets(data)
    names = list(book)
    assert ["汇总", "概况", *sheet_names(card.evaluation.name for card in several)] == names
    for name, card in zip(names[2:], several, strict=True):
        check(data, name, card)
    found = [list(row) for row in book["汇总"].iter_rows(values_only=True)]
    assert ["序号", "单位", "项目", "自评表", "年度", "预算数（万元）", "执行数（万元）", "执行率", "总分", "等级", "未定项数",
            "问题数", "工作表"] == found[0]  # fmt: skip
    name, rate = "江岸区人民政府办公室", pytest.approx(2019.84 / 1397.58)
    assert [
        [1, name, None, "部门整体支出绩效自评表", 2023, 1397.58, 2019.84, rate, "未定", None, 28, 0, name],
        [2, name, None, "部门整体支出绩效自评表", 2023, 1397.58, 2019.84, rate, 100, None, 0, 1, f"{name}（2）"],
    ] == found[1:3]
    assert [96.96, None, 0, 4] == found[5][8:12]


def test_the_summary_leads_to_the_forms() -> None:
    sheet = sheets(workbook(cards(*PATHS)))["汇总"]
    links = [row[-1].hyperlink.location for row in sheet.iter_rows(min_row=2)]
    assert [f"'{name}'!A1" for name in sheet_names(card.evaluation.name for card in cards(*PATHS))] == links
    assert ("D2", "$1:$1", sheet.dimensions) == (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref)


def test_the_summary_counts_what_is_undetermined_where_nothing_was_audited() -> None:
    book = sheets(to_file(cards(SEED / "project.toml", SEED / "project-filed.toml"), "xlsx"))
    heads, *rows = [list(row) for row in book["汇总"].iter_rows(values_only=True)]
    assert "问题数" not in heads
    assert [0, 3] == [row[heads.index("未定项数")] for row in rows]


@given(st.lists(hard_texts | st.text() | st.sampled_from(("汇总", "概况", "History", "a" * 40, "A" * 40)), max_size=12))
def test_sheets_have_names_that_excel_takes(names: list[str]) -> None:
    given_names = sheet_names(names)
    assert len(names) == len(given_names)
    assert len({name.casefold() for name in ["汇总", "概况", "history", *given_names]}) == len(names) + 3
    for name in given_names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f\uffff]|^'|'$", name)


# --- the file -----------------------------------------------------------------------------------------------------


def test_the_same_forms_give_the_same_bytes() -> None:
    assert to_file(cards(*PATHS), "xlsx") == to_file(cards(*PATHS), "xlsx")


def test_without_xlsxwriter_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError) as error:
        to_file(cards(SEED / "project.toml"), "xlsx")
    assert 'xlsx 格式要用到 XlsxWriter，还没有安装；请先运行：pip install "perfeval[xlsx]"' == str(error.value)


def long_text(length: int) -> Evaluation:
    return loads(json.dumps({"profile": "hubei-wuhan", "project": {"name": "甲", "goal": "字" * length}}))


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    """Excel's limit; XlsxWriter would leave the cell empty."""
    data = to_file([score(long_text(32767))], "xlsx")
    assert "字" * 32767 in parts(data)["xl/sharedStrings.xml"]
    with pytest.raises(TooLongError, match="32768 字，Excel 的单元格最多 32767 字"):
        to_file([score(long_text(32768))], "xlsx")


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
    """Every cell of the table stands whole in its lines on the first page, hardly smaller than it is set."""
    card = score(load(path), profile=profile)
    data = printed_by_libreoffice(to_file([card], "xlsx"), "xlsx", tmp_path)
    first, *_ = shown = pages(data)
    assert TITLE_SIZE * 0.9 < max(char["size"] for char in first.chars)
    assert without_breaks(drawn(table(card))) == page_cells(first)
    assert numbered(len(shown)) == footers(data)


@pytest.mark.slow
def test_a_printed_form_of_several_pages(tmp_path: Path) -> None:
    """Every text is there, with column heads and page numbers on each page.

    LibreOffice also writes, unseen, the text of a merged cell that has begun on an earlier page.
    """
    (card,) = cards(SEED / "department.toml")
    data = printed_by_libreoffice(to_file([card], "xlsx"), "xlsx", tmp_path)
    shown, grid = pages(data), table(card)
    assert len(shown) >= 4
    assert numbered(len(shown)) == footers(data)
    found = [text for page in shown for _, _, text in page_cells(page).values()]
    assert all(any(text.endswith(squash(cell.text)) for text in found) for cell in grid.cells)
    heads = [squash(cell.text) for cell in grid.cells if cell.row == grid.heads[0]][1:]
    for page in shown[1:]:
        assert heads == [text for (row, col), (_, _, text) in sorted(page_cells(page).items()) if row == 0 and col]
