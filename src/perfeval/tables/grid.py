"""A table of merged cells, as both official forms are and as every writer draws them. No arithmetic stands here."""

from collections.abc import Iterable

from attrs import Factory, define, frozen


@frozen
class GridCell:
    """A cell at `row` and `col` that spans `rows` and `cols`; a head prints bold, text that is read aligns left."""

    row: int
    col: int
    text: str
    rows: int = 1
    cols: int = 1
    head: bool = False
    left: bool = False


@frozen
class Grid:
    """One table: `widths` in half-width characters a column, `notes` the printed 备注 under it.

    `messages` tell what the reader should know and stand outside the official form. `heads` are the rows that head the
    indicators' columns: a printed form repeats the first of them on its further pages.
    """

    title: str
    widths: tuple[int, ...]
    height: int
    cells: tuple[GridCell, ...]
    notes: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()


@define
class GridBuilder:
    """A grid while it is filled, row after row."""

    widths: tuple[int, ...]
    height: int = 0
    cells: list[GridCell] = Factory(list)
    heads: list[int] = Factory(list)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.widths)

    def put(self, col: int, text: str, cols: int = 1, rows: int = 1, *, head: bool = False, left: bool = False) -> None:
        """A cell in the current row."""
        self.cells.append(GridCell(self.height, col, text, rows, cols, head, left))

    def next(self, rows: int = 1) -> None:
        """On to a lower row."""
        self.height += rows

    def line(self, head: str, text: str, *, left: bool = False) -> None:
        """A row of one head and one text over the rest of the width."""
        self.put(0, head, head=True)
        self.put(1, text, self.columns - 1, left=left)
        self.next()

    def finish(self, title: str, notes: Iterable[str], messages: Iterable[str]) -> Grid:
        """The grid."""
        cells, heads = tuple(self.cells), tuple(self.heads)
        return Grid(title, self.widths, self.height, cells, tuple(notes), tuple(messages), heads)
