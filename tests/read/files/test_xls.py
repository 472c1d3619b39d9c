"""Old workbooks read as the new ones they were made from, cell by cell; hostile ones refused before xlrd sees them."""

import struct
from pathlib import Path

import pytest

from perfeval import InputError
from perfeval.read import load_forms
from perfeval.read.files import ole, xls
from perfeval.read.files.filed import FiledTable
from perfeval.read.files.kinds import OLE
from perfeval.read.files.office import tables
from tests.hostile import compound, hostile_books
from tests.paths import TESTS

OLD = sorted(path for path in (TESTS / "forms").glob("*.xls") if path.read_bytes().startswith(OLE))


def cells(table: FiledTable) -> dict[tuple[int, int], tuple[int, int, str]]:
    return {(cell.row, cell.col): (cell.rows, cell.cols, cell.text) for cell in table.cells if cell.text}


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.name)
def test_an_old_workbook_is_read_as_the_new_one(path: Path) -> None:
    """Numbers under their formats, merged cells, hidden rows, columns and sheets."""
    new = path.with_suffix(".xlsx")
    assert [cells(t) for t in tables(new.read_bytes(), "a")] == [cells(t) for t in tables(path.read_bytes(), "a")]
    assert [form.evaluation for form in load_forms(new)] == [form.evaluation for form in load_forms(path)]


@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_what_is_drawn_over_the_cells_is_told(kind: str) -> None:
    """A text box, and a picture that may hold a form; a note of a cell is left out."""
    (form,) = load_forms(TESTS / "forms" / f"boxes.{kind}")
    assert [
        "“自评结论：已完成”：文本框里的文字，未录入",
        "工作簿里有 1 张图片，图里的表和文字读不了，未录入",
    ] == [str(unread) for unread in form.unread]


HOSTILE = {
    "a password": "encrypted",
    "merged over everything": "out-of-bounds",
    "a column nowhere": "damaged",
    "300 sheets": "out-of-bounds",
    "no workbook in it": "damaged",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused(name: str) -> None:
    with pytest.raises(InputError) as error:
        tables(hostile_books()[name], "a.xls")
    assert HOSTILE[name] == error.value.code


def test_half_a_workbook_is_damaged() -> None:
    with pytest.raises(InputError) as error:
        tables(OLD[0].read_bytes()[:3000], "a.xls")
    assert "damaged" == error.value.code


def test_rows_far_to_the_right_are_counted_before_they_are_read() -> None:
    """A blank cell in the last column of each of 20,000 rows would make five million cells."""
    blank = b"".join(struct.pack("<HHHHH", 0x201, 6, row, 255, 0) for row in range(20_000))
    with pytest.raises(InputError) as error:
        xls._checked(blank)
    assert "out-of-bounds" == error.value.code


def test_chains_that_turn_in_a_circle_are_refused() -> None:
    data = bytearray(compound({"Workbook": bytes(5000)}))
    data[512 + 2 * 4 : 512 + 3 * 4] = struct.pack("<I", 2)  # the stream's first sector follows itself
    with pytest.raises(InputError) as error:
        ole.open_compound(bytes(data)).read("Workbook")
    assert "damaged" == error.value.code
