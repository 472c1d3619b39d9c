"""A table by rows and columns while it is read: what covers a place, and what has been used."""

from perfeval.read.files.filed import FiledCell, FiledTable, Origin
from perfeval.read.forms.board import Board


def cell(row: int, col: int, text: str, rows: int = 1, cols: int = 1) -> FiledCell:
    """A cell of a table."""
    return FiledCell(row, col, text, Origin("a.docx", f"{row}.{col}"), rows, cols)


BOARD = Board.of(
    FiledTable(
        Origin("a.docx", "表 1"),
        (cell(0, 0, "产出", rows=2), cell(0, 1, "人数"), cell(1, 1, ""), cell(2, 0, "总分", cols=2)),
    )
)


def test_a_merged_cell_covers_its_rows() -> None:
    """It stands in each of them, and begins in one."""
    assert [["产出", "人数"], ["产出", ""], ["总分"]] == [[c.text for c in BOARD.row(row)] for row in BOARD.rows]
    assert ["产出", "人数", "总分"] == [c.text for c in BOARD.cells]


def test_what_has_been_used_is_fresh_no_more() -> None:
    """In any row that the cell covers; a part of the board begins anew."""
    board = BOARD.part(0, 2)
    board.use(board.row(0)[0])
    assert [["人数"], []] == [[c.text for c in board.fresh(row)] for row in (0, 1)]
    assert ["产出"] == [c.text for c in board.part(1, 2).fresh(1)]


def test_cells_over_some_columns() -> None:
    """A cell over both columns is over each."""
    assert [["总分"], ["总分"], []] == [[c.text for c in BOARD.within(2, (col, col))] for col in (0, 1, 2)]


def test_a_stretch_as_a_table() -> None:
    """The rows asked for, their cells as they were read."""
    assert ["总分"] == [c.text for c in BOARD.part(2, 2).cut().cells]
    assert BOARD.table is BOARD.cut()
