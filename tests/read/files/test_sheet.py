"""A sheet of any spreadsheet as a person sees it: names of columns, merged ranges, hidden rows and columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from perfeval.read.files.filed import Origin
from perfeval.read.files.sheet import cell_place, column_name, sheet_table
from tests.read.files.making import found

ORIGIN = Origin("a.xlsx", "表")


@given(st.integers(1, 16384))
def test_the_name_of_a_column(col: int) -> None:
    """As openpyxl names it."""
    assert get_column_letter(col) == column_name(col)


def test_the_place_of_a_cell() -> None:
    """As its program names it."""
    assert "表!AB7" == str(cell_place(ORIGIN, 7, 28))


@pytest.mark.parametrize(
    ("hidden_rows", "hidden_columns", "expected"),
    [
        ((), (), {(0, 0): (2, 2, "甲"), (0, 2): (1, 1, "乙"), (2, 0): (1, 1, "丙")}),
        ((1,), (), {(0, 0): (1, 2, "甲"), (1, 0): (1, 1, "丙")}),
        ((), (1,), {(0, 0): (2, 1, "甲"), (0, 1): (1, 1, "乙")}),
        ((1, 2), (), {(0, 0): (1, 1, "丙")}),
    ],
)
def test_what_is_hidden_is_not_seen(
    hidden_rows: tuple[int, ...], hidden_columns: tuple[int, ...], expected: dict[tuple[int, int], tuple[int, int, str]]
) -> None:
    """A merged cell is seen as long as a row and a column of it are, though it begins in a hidden one."""
    texts = {(1, 1): "甲", (1, 3): "乙", (3, 1): "丙"}
    assert expected == found(sheet_table(ORIGIN, texts, {(1, 1): (2, 2)}, hidden_rows, hidden_columns))


def test_what_stands_under_a_merged_cell_is_not_seen() -> None:
    """A text left in a range that was merged over it."""
    assert {(0, 0): (1, 2, "甲")} == found(sheet_table(ORIGIN, {(1, 1): "甲", (1, 2): "乙"}, {(1, 1): (1, 2)}, (), ()))
