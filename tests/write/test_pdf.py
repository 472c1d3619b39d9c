"""PDF: every cell read back by its lines and characters; a document's text is never Typst's source."""

import sys
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Project, Remarks, Scorecard, load, score
from perfeval.tables import table
from perfeval.write import to_file
from perfeval.write.layout import MissingExtraError, clean, grid_notes
from perfeval.write.pdf import FALLBACKS
from tests.examples import fewer
from tests.paths import ROOT
from tests.readback import drawn, footers, numbered, page_cells, pages, squash, without_breaks
from tests.samples import quantity
from tests.samples import table as project
from tests.strategies import documents, from_text

typst = pytest.importorskip("typst")
pytestmark = pytest.mark.skipif(
    not set(FALLBACKS) & set(typst.Fonts().families()), reason="needs a Chinese font on this machine"
)

SEED = ROOT / "examples" / "jiangan-2023"
ONE_PAGE = (SEED / "project.toml", SEED / "project-filed.toml", ROOT / "examples" / "wuhan-parts" / "whole.toml")

WORDS = "年度绩效指标，。（）《》“”、100%.5 Wab=+-@#$*_`<>&[]{}\\/~^☑□≥≦\n"
"""What a font of this machine has and a line of its own can hold; among it all that Typst's source is written with."""
words = st.text(st.sampled_from(WORDS), min_size=1, max_size=60)


def cards(*paths: Path) -> list[Scorecard]:
    return [score(load(path)) for path in paths]


def texts(data: bytes) -> list[str]:
    """The text of each page, without space."""
    return [squash("".join(char["text"] for char in page.chars)) for page in pages(data)]


# --- every cell ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["hubei-wuhan", "mof-2020"])
@pytest.mark.parametrize("path", ONE_PAGE, ids=lambda path: path.stem)
def test_every_cell_of_a_form(path: Path, profile: str) -> None:
    card = score(load(path), profile=profile)
    first, *_ = pages(to_file([card], "pdf"))
    assert without_breaks(drawn(table(card))) == page_cells(first)


def hard(tree: dict[str, object], name: str, target: str, remark: str) -> dict[str, object]:
    """The document with other words, and with few rows, so that a page holds it."""
    head = "project" if "project" in tree else "department"
    tree[head] = {"name": name}
    tree["remarks"] = {"deviation": remark}
    if "goals" in tree:
        tree["goals"] = [tree["goals"][0] | {"name": name}]  # type: ignore[index]
        rows = tree["goals"][0]["indicators"] = tree["goals"][0]["indicators"][:3]  # type: ignore[index]
    else:
        rows = tree["indicators"] = tree["indicators"][:3]  # type: ignore[index]
    for row in rows:
        row |= {"name": name, "level2": target}
    return tree


@given(documents(), words, words, words)
@fewer(2)
def test_every_cell_of_any_form(tree: dict[str, object], name: str, level2: str, remark: str) -> None:
    """Names like markup and code of Typst."""
    card = score(from_text(hard(tree, name, level2, remark)))
    first, *_ = pages(to_file([card], "pdf"))
    assert without_breaks(drawn(table(card))) == page_cells(first)


def test_text_is_data_and_not_source() -> None:
    card = score(
        project(quantity("10", "5", name='#panic("甲") #read("/etc/passwd") $x$ *粗* _斜_ <label> @ref // 注'))
    )
    (text,) = texts(to_file([card], "pdf"))
    assert '#panic("甲")#read("/etc/passwd")$x$*粗*_斜_<label>@ref//注' in text


def test_signs_that_cannot_be_shown_do_not_stop_it() -> None:
    card = score(project(quantity("10", "5", name="\x00\x1b[31m\u202e\uffff👍🏽🇨🇳\ue000")))
    assert clean("\x00\x1b[31m\u202e\uffff") in "".join(texts(to_file([card], "pdf")))


# --- pages --------------------------------------------------------------------------------------------------------


def boxes(data: bytes) -> list[str]:
    """The text of every box of every page."""
    shown = (page for page in pages(data) if page.find_tables())
    return [text for page in shown for _, _, text in page_cells(page).values()]


@pytest.mark.parametrize("name", ["department.toml", "department-filed.toml"])
def test_a_form_of_several_pages(name: str) -> None:
    """No row is broken, column heads and page numbers stand on every page, 备注 at the end."""
    (card,) = cards(SEED / name)
    data, grid = to_file([card], "pdf"), table(card)
    shown = pages(data)
    assert len(shown) >= 4
    assert numbered(len(shown)) == footers(data)
    found = boxes(data)
    for cell in grid.cells:
        assert squash(clean(cell.text)) in found
    heads = [squash(cell.text) for cell in grid.cells if cell.row == grid.heads[0]]
    for page in shown[1:-1]:
        assert heads == [text for (row, _), (_, _, text) in sorted(page_cells(page).items()) if row == 0]
    assert all(squash(note)[:30] in "".join(texts(data)[-2:]) for note in grid_notes(grid))


def test_no_head_stands_last_on_a_page() -> None:
    (card,) = cards(SEED / "department.toml")
    heads = [squash(cell.text) for cell in table(card).cells if cell.row == table(card).heads[0]][1:]
    for page in pages(to_file([card], "pdf")):
        cells = page_cells(page) if page.find_tables() else {(0, 0): (1, 1, "")}
        last = max(row for row, _ in cells)
        assert heads != [text for (row, col), (_, _, text) in sorted(cells.items()) if row == last and col]


def test_heads_are_repeated_behind_their_own_only() -> None:
    """A goal of several pages stands above the table of indicators, whose heads would say nothing there."""
    card = score(evolve(project(quantity("≥10个", "10个")), project=Project(name="乡村振兴", goal="字" * 4000)))
    for text in texts(to_file([card], "pdf")):
        assert text.count("三级指标") + text.count("具体指标名称") == ("培训人数" in text)


def test_the_word_notes_does_not_stand_last_on_a_page() -> None:
    for number in range(12, 24):
        for text in texts(to_file([long(number, 10)], "pdf")):
            assert ("备注：" in text) == ("1.预算执行情况口径" in text)


def test_several_forms_stand_on_new_pages() -> None:
    several = cards(*ONE_PAGE[:2])
    data = to_file(several, "pdf")
    shown = pages(data)
    assert [without_breaks(drawn(table(card))) for card in several] == [page_cells(page) for page in shown]
    assert numbered(2) == footers(data)


def long(rows: int, length: int) -> Scorecard:
    """A form with many rows, and remarks longer than a page."""
    found = [quantity("≥10个", "10个", weight=1, name=f"第{n}项") for n in range(rows)]
    return score(project(*found, remarks=Remarks(deviation="字" * length)))


@pytest.mark.parametrize(("rows", "length"), [(100, 10), (1, 6000), (60, 3000)])
def test_many_rows_and_texts_longer_than_a_page(rows: int, length: int) -> None:
    """Nothing is lost, and nothing runs out of the page."""
    data = to_file([long(rows, length)], "pdf")
    text = "".join(texts(data))
    assert length == text.count("字")
    assert all(f"第{n}项" in text for n in range(rows))
    for page in pages(data):
        assert all(0 < char["x0"] and char["x1"] < page.width and 0 < char["top"] and char["bottom"] < page.height
                   for char in page.chars)  # fmt: skip


def test_a_word_longer_than_its_cell_is_broken_inside_it() -> None:
    """An address, and a word of the widest letters: nothing hangs over the cell beside it, and no hidden sign is added."""
    address = "http://example.org/reports/2023/performance-evaluation/page.html?id=0123456789"
    card = score(
        project(quantity("≥10个", "10个", name="W" * 60, level2=address), remarks=Remarks(deviation=address * 3))
    )
    found = boxes(to_file([card], "pdf"))
    assert {"W" * 60, address, address * 3} <= set(found)


# --- the file -----------------------------------------------------------------------------------------------------


def fonts(data: bytes) -> set[str]:
    return {char["fontname"].partition("+")[2] for page in pages(data) for char in page.chars}


def test_a_font_that_is_not_there_is_stood_in_for() -> None:
    usual = fonts(to_file(cards(SEED / "project.toml"), "pdf"))
    assert usual == fonts(to_file(cards(SEED / "project.toml"), "pdf", font="没有这种字体"))


def test_the_font_is_an_option() -> None:
    family = next((name for name in typst.Fonts().families() if name == "Noto Sans CJK SC"), None)
    if family is None:
        pytest.skip("needs the font Noto Sans CJK SC")
    assert any("NotoSansCJK" in name for name in fonts(to_file(cards(SEED / "project.toml"), "pdf", font=family)))


def test_the_same_forms_give_the_same_bytes() -> None:
    assert to_file(cards(*ONE_PAGE), "pdf") == to_file(cards(*ONE_PAGE), "pdf")


def test_without_typst_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError) as error:
        to_file(cards(SEED / "project.toml"), "pdf")
    assert 'pdf 格式要用到 typst，还没有安装；请先运行：pip install "perfeval[pdf]"' == str(error.value)
