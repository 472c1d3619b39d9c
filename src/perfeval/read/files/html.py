"""A saved web page (.html, .htm, .mht, and what systems export as .xls) as tables, as a browser shows them.

Cells are placed by rowspan and colspan; what is hidden (``hidden``, ``display: none``, by the page's own style rules too) takes no
place. A table inside a cell is a table of its own. Nothing is fetched, no script is run.
"""

from collections.abc import Iterator

from attrs import define, field

from perfeval.read.files.filed import FiledCell, FiledTable, Origin, Unread
from perfeval.read.files.guard import MAX_CELLS, MAX_COL, refuse_file
from perfeval.read.files.html_page import Styles, text_of
from perfeval.read.files.html_tokens import Tag, tokens
from perfeval.read.forms.shown import raised, tidy

MAX_TAGS, MAX_INSIDE, MAX_STEPS, MAX_ABOVE, _TO_THE_END = 400_000, 50, 150_000, 40, 1 << 30
"""Tags of a page, tables in each other, places looked at for cells, lines of text kept above a table; a span up to its section's end."""
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
     "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "ul"]
)  # fmt: skip
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_UNSEEN = frozenset(
    ["head", "script", "style", "title", "template", "noscript", "del", "s", "strike", "object", "datalist", "rt", "rp"]
)
_SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}
_PARTS = frozenset(["td", "th", "tr", *_SECTIONS])


def tables(data: bytes, file: str) -> tuple[FiledTable, ...]:
    """Each table of the page, in the order of their beginnings, with the lines of text above it."""
    page, is_broken = text_of(data)
    if page.count("<") > MAX_TAGS:
        refuse_file(f"网页的标签超过 {MAX_TAGS} 个", "一份自评表或报告", code="out-of-bounds")
    reader = _Reader(file)
    for token in tokens(page):
        reader.take(token)
    found = tuple(reader.tables())
    if is_broken and found:
        told = Unread(Origin(file), "", "网页里有读不出的字符，已显示为 \ufffd，请核对")
        return (*found, FiledTable(Origin(file), (), unread=(told,)))
    return found


@define
class _Cell:
    row: int
    col: int
    rows: int
    cols: int
    place: int
    keeps_lines: bool = False
    is_blank: bool = False
    lines: list[list[str]] = field(factory=lambda: [[]])


@define
class _Table:
    """A table while it is read. `filled` has by column the first row that is free again; `sections` where each begins, and which."""

    number: int
    above: tuple[str, ...]
    inside: int | None
    cells: list[_Cell] = field(factory=list)
    filled: dict[int, int] = field(factory=dict)
    sections: list[tuple[int, int]] = field(factory=list)
    row: int = -1
    col: int = 0
    place: int = 0
    cell: _Cell | None = None
    caption: list[str] | None = None
    in_row: bool = False
    hides_row: bool = False
    blanks_row: bool = False
    hides_section: bool = False
    blanks_section: bool = False


@define
class _Hidden:
    """The element that hides what is in it: its name, how many of that name are open, and how many tables in it."""

    name: str
    depth: int = 1
    tables: int = 0


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found = list[_Table]()
        self.stack = list[_Table]()
        self.above = [list[str]()]
        self.hidden: _Hidden | None = None
        self.styles, self.is_raised = Styles(), False
        self.cells = self.steps = 0
        self.options: list[tuple[bool, str]] | None = None

    def take(self, token: Tag | str) -> None:
        """The next tag or text."""
        if isinstance(token, str):
            if self.hidden is None:
                self._text(token)
            return
        if token.name == "style":
            self.styles.take(token.text)
        if self.hidden is not None and self._stays_hidden(self.hidden, token):
            return
        if token.closes:
            self._close(token.name)
        elif token.name in _UNSEEN or (
            token.name not in _PARTS and (self.styles.hides(token) or self.styles.blanks(token))
        ):
            if token.name not in _VOID:
                self.hidden = _Hidden(token.name, tables=token.name == "table")
        else:
            self._open(token)

    def _stays_hidden(self, hidden: _Hidden, tag: Tag) -> bool:
        """Whether this is still inside: an element left open ends with the cell around it."""
        if tag.name in _PARTS and not hidden.tables and hidden.name != "template":
            self.hidden = None
            return False
        step = -1 if tag.closes else 1
        hidden.tables += step * (tag.name == "table")
        hidden.depth += step * (tag.name == hidden.name)
        if hidden.tables < 0:
            self.hidden = None
            return False
        if not hidden.depth:
            self.hidden = None
        return True

    def _text(self, text: str) -> None:
        table = self.stack[-1] if self.stack else None
        text = raised(text) if self.is_raised else text
        if self.options is not None:
            if self.options:
                chosen, before = self.options[-1]
                self.options[-1] = (chosen, before + text[: 200 - len(before)])
        elif table and table.caption is not None and not table.cells:
            table.caption.append(text)
        elif table and not table.cell:  # a browser shows it above the table
            table.above += tuple(filter(None, (_line([text]),)))[: MAX_ABOVE - len(table.above)]
        elif not (table and table.cell and table.cell.is_blank):
            self.above[-1].append(text)
            if table and table.cell:
                first, *others = text.split("\n") if table.cell.keeps_lines else (text,)
                table.cell.lines[-1].append(first)
                table.cell.lines += ([other] for other in others)

    def _break(self) -> None:
        table = self.stack[-1] if self.stack else None
        if table and table.cell and table.cell.lines[-1]:
            table.cell.lines.append([])
        if self.above[-1]:
            self.above.append([])
            if len(self.above) > 2 * MAX_ABOVE:
                del self.above[:-MAX_ABOVE]

    def _open(self, tag: Tag) -> None:
        name, table = tag.name, self.stack[-1] if self.stack else None
        if name == "table":
            self._begin()
        elif table and name in _SECTIONS:
            self._end_row(table)
            is_first = all(place != _SECTIONS[name] for _, place in table.sections)
            table.sections.append((table.row + 1, _SECTIONS[name] if is_first else 1))
            table.filled.clear()
            table.hides_section, table.blanks_section = self.styles.hides(tag), self.styles.blanks(tag)
        elif table and name == "tr":
            self._row(table, self.styles.hides(tag))
            table.blanks_row = self.styles.blanks(tag)
        elif table and name in ("td", "th"):
            self._cell(table, tag)
        elif table and name == "caption":
            table.caption = []
        elif name in _BLOCKS:
            self._break()
        elif name == "sup":
            self.is_raised = True
        elif name == "input":
            self._input(tag)
        elif name == "textarea":
            self._text(tag.text)
        elif name == "select":
            self.options = []
        elif name == "option" and self.options is not None:
            self.options.append(("selected" in tag.attributes, ""))

    def _input(self, tag: Tag) -> None:
        kind = tag.attributes.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._text("☑" if "checked" in tag.attributes else "□")
        elif kind in ("text", "number", ""):
            self._text(tag.attributes.get("value", ""))

    def _close(self, name: str) -> None:
        table = self.stack[-1] if self.stack else None
        if name == "table" and table:
            self.stack.pop()
            self.above = [list[str]()]
        elif table and name == "caption" and table.caption:
            table.above += tuple(filter(None, (_line(table.caption),)))
            table.caption = None
        elif name == "sup":
            self.is_raised = False
        elif table and name in ("td", "th"):
            table.cell = None
            self._break()
        elif table and (name == "tr" or name in _SECTIONS):
            self._end_row(table)
        elif name == "select" and self.options is not None:
            options, self.options = self.options, None
            self._text(next((text for chosen, text in options if chosen), options[0][1] if options else ""))
        elif name in _BLOCKS:
            self._break()

    def _begin(self) -> None:
        if len(self.stack) >= MAX_INSIDE:
            refuse_file(f"表格嵌套超过 {MAX_INSIDE} 层", code="out-of-bounds")
        above = tuple(line for pieces in self.above if (line := _line(pieces)))
        self.above = [list[str]()]
        table = _Table(len(self.found) + 1, above[-MAX_ABOVE:], self.stack[-1].number if self.stack else None)
        self.found.append(table)
        self.stack.append(table)

    def _row(self, table: _Table, hides: bool) -> None:
        self._end_row(table)
        table.hides_row = hides or table.hides_section
        table.in_row = True
        if not table.hides_row:
            table.row += 1
            table.col = table.place = 0

    @staticmethod
    def _end_row(table: _Table) -> None:
        table.cell, table.in_row, table.hides_row, table.blanks_row = None, False, False, False

    def _cell(self, table: _Table, tag: Tag) -> None:
        self.is_raised = False
        if not table.in_row:  # a cell without a row begins one
            self._row(table, hides=False)
        cols, rows = tag.span("colspan") or 1, tag.span("rowspan")
        self.cells += cols
        if self.cells > MAX_CELLS or cols > MAX_COL:
            refuse_file(f"单元格超过 {MAX_CELLS} 个或 {MAX_COL} 列", code="out-of-bounds")
        if table.hides_row or self.styles.hides(tag):
            table.cell = _Cell(0, 0, 1, 1, 0)  # takes text and no place
            return
        while table.filled.get(table.col, 0) > table.row:
            table.col += 1
            self.steps += 1
        if self.steps > MAX_STEPS:
            refuse_file("合并单元格太多", code="out-of-bounds")
        if table.col + cols > MAX_COL:
            refuse_file(f"表格超过 {MAX_COL} 列", code="out-of-bounds")
        table.place += 1
        is_blank = table.blanks_row or table.blanks_section or self.styles.blanks(tag)
        table.cell = _Cell(
            table.row, table.col, rows or _TO_THE_END, cols, table.place, self.styles.keeps_lines(tag), is_blank
        )
        table.cells.append(table.cell)
        if rows != 1:
            table.filled |= dict.fromkeys(range(table.col, table.col + cols), table.row + table.cell.rows)
        table.col += cols

    def tables(self) -> Iterator[FiledTable]:
        """The tables that have cells."""
        for table in self.found:
            origin = Origin(self.file, table=table.number)
            if table.cells:
                cells = sorted(_made(table, origin), key=lambda cell: (cell.row, cell.col))
                yield FiledTable(origin, tuple(cells), table.above, inside=table.inside)


def _made(table: _Table, origin: Origin) -> Iterator[FiledCell]:
    """The cells, none longer than its section; the sections as they are shown, heads above and feet below the rest."""
    starts = sorted({(0, 1), *table.sections}, key=lambda section: section[0])
    ends = [start for start, _ in starts[1:]] + [table.row + 1]
    shift, at = dict[int, int](), 0
    for index in sorted(range(len(starts)), key=lambda index: (starts[index][1], index)):
        shift[index] = at - starts[index][0]
        at += ends[index] - starts[index][0]
    index = 0
    for cell in table.cells:
        while ends[index] <= cell.row:
            index += 1
        row = cell.row + shift[index]
        where = Origin(origin.file, table=origin.table, row=row + 1, cell=f"第 {cell.place} 格")
        text = tidy("\n".join(filter(None, map(_line, cell.lines))))
        yield FiledCell(row, cell.col, text, where, min(cell.rows, ends[index] - cell.row), cell.cols)


def _line(pieces: list[str]) -> str:
    return tidy(" ".join("".join(pieces).split()))
