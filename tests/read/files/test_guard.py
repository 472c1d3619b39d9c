"""The guard before the readers: hostile files are refused with little memory, ordinary ones pass, each told in a sentence."""

import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import InputError
from perfeval.read import filed_forms
from perfeval.read.files import guard
from tests.hostile import cell, document, hostile, plainly_refused, workbook
from tests.paths import TESTS

FORMS = TESTS / "forms"
FILES = sorted(path for path in FORMS.iterdir() if path.suffix in (".docx", ".xlsx"))
HOSTILE = hostile()
PLAIN = plainly_refused()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as error:
            guard.check(HOSTILE[name])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert 1 == len(error.value.problems)
    assert peak < 8 << 20


@pytest.mark.parametrize("name", PLAIN)
def test_what_offices_send_by_mistake_is_told_plainly(name: str) -> None:
    data, words = PLAIN[name]
    with pytest.raises(InputError) as error:
        filed_forms(data, name)
    assert words in error.value.found
    assert str(error.value).startswith(f"{name}：发现 1 处错误\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_ordinary_form_passes(path: Path) -> None:
    package = guard.check(path.read_bytes())
    assert package.kind == path.suffix[1:]


def test_empty_cells_and_titles_over_the_whole_width_are_no_offence() -> None:
    """Excel writes styled cells without content far out, and people merge whole rows."""
    styled = '<sheetData><row r="1"><c r="A1" t="n"><v>1</v></c><c r="XFD1" s="3"/></row></sheetData>'
    assert guard.check(workbook(f'{styled}<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>')).kind == "xlsx"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (workbook(f"<sheetData><row>{'<c><v>1</v></c>' * (guard.MAX_CELLS + 1)}</row></sheetData>"), "单元格超过"),
        (document("<w:tbl><w:tr>" + "<w:tc/>" * (guard.MAX_CELLS + 1) + "</w:tr></w:tbl>"), "单元格超过"),
        (workbook(cell(f"A{guard.MAX_ROW + 1}")), "远在表外"),
        (document('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-1"/></w:tcPr></w:tc></w:tr></w:tbl>'), "横跨"),
        (document(" " * (guard.MAX_PART + 1)), "解压后太大"),
    ],
)
def test_bounds(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        guard.check(data)


def test_a_long_text_is_read_in_time_that_grows_with_its_length() -> None:
    """Parentheses in parentheses, beside the points of a row; so many that taking off each pair by itself would not end."""
    rows = ("一级指标", "指标名称", "得分"), ("（" * 50_000 + "）" * 50_000, "培训", "10")
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) for row in rows)
    table = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    assert 1 == len(filed_forms(document(f"<w:tbl>{table}</w:tbl>"), "a.docx"))


@given(st.sampled_from(FILES), st.integers(0, 2**31), st.binary(min_size=1, max_size=8))
def test_a_broken_form_is_read_or_refused(path: Path, place: int, noise: bytes) -> None:
    """Bytes changed anywhere: never another exception."""
    data = bytearray(path.read_bytes())
    place %= len(data)
    data[place : place + len(noise)] = noise
    with suppress(InputError):
        filed_forms(bytes(data), path.name)


SCRAPS = st.sampled_from(
    ['<c r="A1" t="s"><v>9</v></c>', '<c r="B2"><v>1e999</v></c>', '<c r="C3" t="b"><v>1</v></c>', "<c><f>1+1</f></c>", "<c/>", '<c t="n"><v>x</v></c>',
     '<c r="D4" s="99"><v>-0.5</v></c>', '<c r="A1"><is><t>甲</t></is></c>', '<c t="e"><v>#DIV/0!</v></c>', '<c t="d"><v>2024-01-01</v></c>', '<c t="inlineStr"/>']
)  # fmt: skip


@given(st.lists(SCRAPS, max_size=12), st.lists(st.sampled_from(["A1:B2", "B2:A1", "A1", "C3:D9", "A1:C1"]), max_size=3))
def test_an_odd_sheet_is_read_or_refused(cells: list[str], merged: list[str]) -> None:
    rows = f"<sheetData><row>{''.join(cells)}</row></sheetData>"
    spans = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    with pytest.raises(InputError):
        filed_forms(workbook(f"{rows}<mergeCells>{spans}</mergeCells>"), "a.xlsx")


PIECES = st.recursive(
    st.sampled_from(
        ["<w:p><w:r><w:t>得分</w:t></w:r></w:p>", "<w:p/>", '<w:sym w:char="F052"/>', '<w:sym w:char="x"/>']
    ),
    lambda inner: st.tuples(
        st.sampled_from(["tbl", "tr", "tc", "sdt", "ins", "del", "p", "r"]), st.lists(inner, max_size=4)
    ).map(lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"),
    max_leaves=25,
)


@given(PIECES)
def test_an_odd_document_is_read_or_refused(body: str) -> None:
    with pytest.raises(InputError):
        filed_forms(document(body), "a.docx")
