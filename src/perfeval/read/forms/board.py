"""A table by rows and columns while it is read: which cell covers a place, which cells have been used."""

from collections.abc import Iterator

from attrs import define, evolve, field

from perfeval.read.files.filed import FiledCell, FiledTable

Range = tuple[int, int]
"""First and last column."""


@define(eq=False)
class Board:
    """One form's stretch of a table: rows `first` to `last`; in a sheet, what begins beyond `edge` stands beside the form."""

    table: FiledTable
    first: int
    last: int
    lines: dict[int, list[FiledCell]]
    edge: int = 10**6
    used: set[int] = field(factory=set)

    @classmethod
    def of(cls, table: FiledTable) -> "Board":
        """The whole table."""
        lines = dict[int, list[FiledCell]]()
        for cell in sorted(table.cells, key=lambda cell: cell.col):
            for row in range(cell.row, cell.bottom + 1):
                lines.setdefault(row, []).append(cell)
        return cls(table, 0, max(lines, default=-1), lines)

    def part(self, first: int, last: int) -> "Board":
        """Some of the rows, with nothing used yet."""
        return evolve(self, first=first, last=last, used=set())

    def cut(self) -> FiledTable:
        """The stretch as a table of its own, its cells as they were read."""
        cells = tuple(cell for cell in self.table.cells if self.first <= cell.row <= self.last)
        return self.table if len(cells) == len(self.table.cells) else evolve(self.table, cells=cells)

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.first, self.last + 1)

    @property
    def cells(self) -> Iterator[FiledCell]:
        """The cells that begin here and say something."""
        return (cell for cell in self.table.cells if self.first <= cell.row <= self.last and cell.text)

    def row(self, row: int) -> list[FiledCell]:
        """The cells over a row, left to right, without what stands beside the form."""
        return [cell for cell in self.lines.get(row, ()) if cell.col <= self.edge]

    def fresh(self, row: int) -> list[FiledCell]:
        """Those of the row that say something and have not been used."""
        return [cell for cell in self.row(row) if cell.text and not self.is_used(cell)]

    def within(self, row: int, cols: Range) -> list[FiledCell]:
        """The cells over some columns of a row that say something."""
        return [cell for cell in self.row(row) if cell.text and cell.col <= cols[1] and cell.right >= cols[0]]

    def use(self, *cells: FiledCell) -> None:
        """These cells have become part of the document, or are known to be none of it."""
        self.used |= set(map(id, cells))

    def is_used(self, cell: FiledCell) -> bool:
        """Whether the cell has been used."""
        return id(cell) in self.used
