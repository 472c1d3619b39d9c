"""What readers of filed forms hand on: plain tables whose cells know where they came from, and the document with its origins."""

from collections.abc import Mapping

from attrs import evolve, field, frozen

from perfeval.forms.model import Evaluation

MAX_FILE = 64 * 1024 * 1024
"""The largest filed form or report that is read, in bytes."""


@frozen
class Origin:
    """Where a value stands: file, page or sheet, table, row and cell, each counted from 1; what does not apply is empty.

    `cell` names the cell as its program does: D7 in Excel, 第 4 格 elsewhere. `member` is the file inside a zip.

    >>> print(Origin("自评.xlsx", sheet="Sheet1", row=7, cell="D7"))
    Sheet1!D7
    >>> print(Origin("自评.pdf", page=2, table=1, row=7, cell="第 4 格"))
    第 2 页表 1 第 7 行第 4 格
    """

    file: str
    sheet: str = ""
    page: int | None = None
    table: int | None = None
    row: int | None = None
    cell: str = ""
    member: str = ""

    def __str__(self) -> str:
        if self.member:
            return f"{self.member}：{evolve(self, member='')}".removesuffix("：")
        if self.sheet:
            return f"{self.sheet}!{self.cell or self.row or ''}".rstrip("!")
        page = f"第 {self.page} 页" if self.page else ""
        table = f"表 {self.table} " if self.table else ""
        row = f"第 {self.row} 行" if self.row else ""
        return f"{page}{table}{row}{self.cell}".strip()


@frozen(eq=False)
class FiledCell:
    """A cell at `row` and `col`, counted from 0, that spans `rows` and `cols`, with its text as shown."""

    row: int
    col: int
    text: str
    origin: Origin
    rows: int = 1
    cols: int = 1

    @property
    def bottom(self) -> int:
        """The last row that it spans."""
        return self.row + self.rows - 1

    @property
    def right(self) -> int:
        """The last column that it spans."""
        return self.col + self.cols - 1


@frozen
class Unread:
    """Something on the form that has not become part of the document, and why.

    `code` says of a picture, page, row or file that it could not be read: it may hold more of what was filed. Of a text that has no
    place in the document it is empty.
    """

    origin: Origin
    text: str
    reason: str
    code: str = ""

    def __str__(self) -> str:
        shown = self.text.replace("\n", " ")
        shown = f"“{shown[:40]}{'…' if len(shown) > 40 else ''}”" if shown else ""
        where = str(self.origin)
        return (
            f"{where}：{shown}{self.reason}" if where and not self.reason.startswith(where) else f"{shown}{self.reason}"
        )


@frozen(eq=False)
class FiledTable:
    """One table of a file; `above` are the lines of text between it and the table before it.

    `unread` is what the reader itself could not read; a table without cells only tells of it. `is_sheet` says that this is a
    whole sheet, where notes may stand beside the form, `is_whole` that no row is missing; `inside` is the number of the table that has
    this one in a cell.
    """

    origin: Origin
    cells: tuple[FiledCell, ...]
    above: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    is_sheet: bool = False
    is_whole: bool = True
    inside: int | None = None


@frozen
class Filed:
    """A form that was read: the document, where each of its values came from, and what was not understood.

    `origins` is by the path of the value in the document, as ``indicators[0].target``; a row and a block have one too.
    `tables` are the form as it was read, cell by cell with what each spans, so that it can be shown again. `notes` say what a
    reader of the result should know about the file: its encoding, a signature that was not checked.
    """

    evaluation: Evaluation
    origins: Mapping[str, Origin] = field(factory=dict, hash=False)
    unread: tuple[Unread, ...] = ()
    tables: tuple[FiledTable, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()

    def origin(self, path: str) -> Origin | None:
        """Where the value at a path stands, or the nearest thing around it."""
        while path not in self.origins and path:
            path = path.rpartition(".")[0]
        return self.origins.get(path)

    def inside(self, archive: str, member: str) -> "Filed":
        """The same form, read from a file inside a zip."""

        def placed(origin: Origin) -> Origin:
            return evolve(origin, file=archive, member=member)

        origins = {path: placed(origin) for path, origin in self.origins.items()}
        unread = tuple(evolve(one, origin=placed(one.origin)) for one in self.unread)
        notes = tuple(f"{member}：{note}" for note in self.notes)
        return evolve(self, origins=origins, unread=unread, notes=notes)
