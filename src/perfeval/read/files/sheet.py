"""A sheet of any spreadsheet as a table: what a person sees of its cells, without hidden rows and columns."""

from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import evolve

from perfeval.read.files.filed import FiledCell, FiledTable, Origin, Unread
from perfeval.read.files.guard import MAX_COL

SheetPlace = tuple[int, int]
"""Row and column, counted from 1."""


def sheet_table(
    origin: Origin,
    texts: Mapping[SheetPlace, str],
    spans: Mapping[SheetPlace, SheetPlace],
    hidden_rows: Container[int],
    hidden_columns: Container[int],
    unread: Sequence[Unread] = (),
) -> FiledTable:
    """The table of a sheet from its texts by place, and the last cell of each merged range by its first."""
    ends = [spans.get(place, place) for place in texts]
    rows = _seen(max((row for row, _ in ends), default=0), hidden_rows)
    cols = _seen(min(max((col for _, col in ends), default=0), MAX_COL), hidden_columns)
    return FiledTable(origin, tuple(_cells(texts, spans, rows, cols, origin)), (), tuple(unread), is_sheet=True)


def _seen(last: int, hidden: Container[int]) -> Mapping[int, int]:
    """The places of the rows or columns that are seen, counted from 0."""
    return {number: place for place, number in enumerate(n for n in range(1, last + 1) if n not in hidden)}


def _cells(
    texts: Mapping[SheetPlace, str],
    spans: Mapping[SheetPlace, SheetPlace],
    rows: Mapping[int, int],
    cols: Mapping[int, int],
    origin: Origin,
) -> Iterator[FiledCell]:
    """The cells where they are seen: a merged one without its hidden rows and columns, its text still shown."""
    covered = {
        (row, col)
        for first, last in spans.items()
        for row in range(first[0], last[0] + 1)
        for col in range(first[1], last[1] + 1)
        if (row, col) != first
    }
    for first in sorted((texts.keys() | spans.keys()) - covered):
        last = spans.get(first, first)
        seen_rows = [rows[row] for row in range(first[0], last[0] + 1) if row in rows]
        seen_cols = [cols[col] for col in range(first[1], last[1] + 1) if col in cols]
        if seen_rows and seen_cols:
            text, where = texts.get(first, ""), cell_place(origin, *first)
            yield FiledCell(seen_rows[0], seen_cols[0], text, where, len(seen_rows), len(seen_cols))


def cell_place(origin: Origin, row: int, col: int) -> Origin:
    """A cell of the sheet."""
    return evolve(origin, row=row, cell=f"{column_name(col)}{row}")


def column_name(col: int) -> str:
    """The name of a column: 28 is AB."""
    name = ""
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(65 + rest) + name
    return name
