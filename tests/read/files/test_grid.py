"""Cells from ruled lines: as drawn, also where lines do not quite meet, and nothing where too much is drawn."""

from hypothesis import given
from hypothesis import strategies as st

from perfeval.read.files.grid import MAX_SQUARES, boxes
from tests.read.files.making import Layout, layouts

SIDE = 40


@given(layouts(), st.floats(-0.5, 0.5))
def test_the_cells_that_were_drawn(layout: Layout, off: float) -> None:
    """Each cell of a table, its sides drawn as four lines that are half a point off."""
    expected, across, down = [], [], []
    for row, col, rows, cols, _ in layout[2]:
        left, top, right, bottom = (SIDE * n for n in (col, row, col + cols, row + rows))
        expected.append((left, top, right, bottom))
        across += [(top, left + off, right + off), (bottom, left - off, right - off)]
        down += [(left, top - off, bottom - off), (right, top + off, bottom + off)]
    tables = boxes(across, down)
    assert tables is not None
    found = [tuple(round(side / SIDE) * SIDE for side in cell) for table in tables for cell in table]
    assert (sorted(expected) if len(expected) > 1 else []) == sorted(found)


def test_two_tables_of_a_page() -> None:
    """From top to bottom, each with its cells."""
    upper, lower = [(y, 0, 80) for y in (0, 20)], [(y, 0, 80) for y in (100, 120)]
    sides = [(x, top, top + 20) for x in (0, 40, 80) for top in (0, 100)]
    tables = boxes([*lower, *upper], sides)
    assert tables is not None
    assert [[(0, 0, 40, 20), (40, 0, 80, 20)], [(0, 100, 40, 120), (40, 100, 80, 120)]] == tables


def test_lines_alone_are_no_table() -> None:
    """Rules under headings."""
    assert [] == boxes([(0, 0, 90), (20, 0, 90)], [])


def test_a_drawing_is_no_form() -> None:
    """So many lines that their grid would have too many squares."""
    many = [(n * 10, 0, 3000) for n in range(int(MAX_SQUARES**0.5) + 2)]
    assert None is boxes(many, many)
