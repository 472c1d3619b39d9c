"""What the printed forms share: A4 paper, fonts, text as a file may hold it, and a grid laid out in points.

Neither Excel nor LibreOffice fits the height of merged cells, so that widths and heights are worked out here, from the
widths of characters: a Chinese one is as wide as high, all others half of that.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from attrs import evolve, frozen
from rich.cells import cell_len

from perfeval.errors import PerfevalError
from perfeval.scoring.results import Scorecard
from perfeval.tables import table
from perfeval.tables.grid import Grid, GridCell
from perfeval.values.text import legible
from perfeval.write.text import fit, row_lines, wrap

FONT = "宋体"
"""The font of the forms, where no other is asked for; 仿宋 is the other that offices use."""
OTHER_NAMES = {
    "宋体": "SimSun",
    "仿宋": "FangSong",
    "仿宋_GB2312": "FangSong_GB2312",
    "黑体": "SimHei",
    "楷体": "KaiTi",
}
"""What the fonts of Windows are called where it does not speak Chinese."""
TITLE_SIZE, NOTE_SIZE = 16.0, 9.0
"""三号 and 小五, in points."""
PAPER = (595.3, 841.9)
"""A4 upright, in points."""
TOP, SIDE, BOTTOM = 48.2, 42.5, 42.5
"""The margins, in points: 17 and 15 mm."""
WIDTH, BODY = PAPER[0] - 2 * SIDE, PAPER[1] - TOP - BOTTOM
"""What a form may take of a page."""
TITLE_HEIGHT = 34.0
"""The title with the space below it."""
PADDING, PADDING_ABOVE, _PADDING_CLOSE = 3.0, 3.0, 1.5
"""Between a cell's text and its border, beside it and above or below it."""
LINE = 1.4
"""From line to line, for each point of the font's size."""
PAGE_NUMBERS = ("第 ", " 页 共 ", " 页")
"""第 X 页 共 Y 页, in the pieces between the two numbers."""
_WIDE = "口"
"""A sign as wide as high."""
_SIZES = (10.5, 9.0)
"""五号 and 小五: the first in which the columns keep most of their own width."""
_ENOUGH = 0.8
ONE_PAGE, _A_LITTLE_MORE = 0.97, 1.2
"""In pages: what is sure to stand on one, for no two programs measure alike; what is worth being set more closely."""
_SLACK = 0.95
"""How much of a line is counted on: fonts differ, and a screen is not a printer."""
_QUOTES = {ord("“"): "《", ord("”"): "》", ord("‘"): "《", ord("’"): "》"}
_FORBIDDEN = re.compile("[\ufffe\uffff]")


class MissingExtraError(PerfevalError, ImportError):
    """A library that a format needs is not installed; the message says what to install."""

    def __init__(self, wanted: str, library: str, extra: str) -> None:
        self.wanted, self.library, self.extra = wanted, library, extra
        super().__init__(wanted, library, extra)

    def __str__(self) -> str:
        return f'{self.wanted}要用到 {self.library}，还没有安装；请先运行：pip install "perfeval[{self.extra}]"'


@frozen
class Printed:
    """A form as it is printed: texts without hidden characters; font, columns and rows in points."""

    card: Scorecard
    grid: Grid
    size: float
    padding: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def pages(self) -> float:
        """How much of a page it takes, with its title and 备注."""
        return (TITLE_HEIGHT + sum(self.heights) + sum(map(note_height, grid_notes(self.grid)))) / BODY

    @cached_property
    def kept(self) -> frozenset[int]:
        """Rows that stay on a page with the next one: column heads, the goal above them, and the rows of a low block."""
        rows = {row for head in self.grid.heads for row in (head - 1, head)}
        for cell in self.grid.cells:
            if cell.head and not cell.col and sum(self.heights[cell.row : cell.row + cell.rows]) < BODY / 4:
                rows.update(range(cell.row, cell.row + cell.rows - 1))
        last = self.grid.height - 1
        return frozenset(row for row in rows if 0 <= row < last and not self.may_break(row) | self.may_break(row + 1))

    @cached_property
    def _page_starts(self) -> tuple[int, ...]:
        kept = {row + 1 for row in self.kept}
        heads = [head + 1 for head in self.grid.heads[:1]]
        return tuple(row - 1 for row in page_starts((TITLE_HEIGHT, *self.heights), kept, heads))

    def goes_on(self, cell: GridCell) -> bool:
        """Whether the cell goes on over a page: then its text stands at its top, where readers meet it first."""
        return any(cell.row < start < cell.row + cell.rows for start in self._page_starts)

    def may_break(self, row: int) -> bool:
        """Whether the row is so high that it may be broken over pages."""
        return self.heights[row] > BODY / 3

    @property
    def running_heads(self) -> "Printed":
        """The column heads as further pages repeat them: in one row, without the line breaks of a high cell."""
        heads = [cell for cell in self.grid.cells if cell.row in self.grid.heads[:1]]
        cells = tuple(evolve(cell, row=0, rows=1, text=cell.text.replace("\n", "")) for cell in heads)
        grid = evolve(self.grid, height=1, cells=cells, notes=(), heads=())
        return evolve(self, grid=grid, heights=_heights(grid, self.widths, self.size, self.padding))


def laid_out(cards: Sequence[Scorecard]) -> list[Printed]:
    """The forms of these scorecards, laid out."""
    return [lay_out(card, table(card)) for card in cards]


def lay_out(card: Scorecard, grid: Grid) -> Printed:
    """A grid on A4: columns that fill the width of the page, rows as high as their texts.

    A form that is only a little longer than a page is set more closely, so that one page holds it.
    """
    grid = evolve(
        grid,
        title=clean(grid.title),
        notes=tuple(map(clean, grid.notes)),
        cells=tuple(evolve(cell, text=clean(cell.text)) for cell in grid.cells),
    )
    size = next((size for size in _SIZES if _room(size, grid) >= _ENOUGH * sum(grid.widths)), _SIZES[-1])
    form = own = _set(card, grid, size, PADDING_ABOVE)
    for closer in (size, size - 0.5):
        if not ONE_PAGE < form.pages < _A_LITTLE_MORE:
            break
        form = _set(card, grid, closer, _PADDING_CLOSE)
    return form if form.pages <= ONE_PAGE else own


def _set(card: Scorecard, grid: Grid, size: float, padding: float) -> Printed:
    points = [count * size / 2 + 2 * PADDING for count in fit(_with_whole_heads(grid), _room(size, grid))]
    widths = tuple(width * WIDTH / sum(points) for width in points)
    return Printed(card, grid, size, padding, widths, _heights(grid, widths, size, padding))


def _heights(grid: Grid, widths: Sequence[float], size: float, padding: float) -> tuple[float, ...]:
    wrapped = {cell: _lines(cell.text, sum(widths[cell.col : cell.col + cell.cols]), size) for cell in grid.cells}
    return tuple(line_height(size) * lines + 2 * padding for lines in row_lines(grid, wrapped))


def page_starts(heights: Sequence[float], kept: Collection[int], heads: Collection[int]) -> Iterator[int]:
    """The rows that begin a page, as far as can be known: none right behind one that is `kept` with the next.

    Pages behind the `heads` repeat them.
    """
    begin, used = 0, 0.0
    for row, height in enumerate(heights):
        if used + height > BODY * ONE_PAGE and row > begin:
            first = row
            while first - 1 in kept:
                first -= 1
            begin = first if first > begin else row
            yield begin
            used = sum(heights[begin:row]) + sum(heights[head] for head in heads if head < begin)
        used += height


def line_height(size: float) -> float:
    """From line to line, in points."""
    return size * LINE


def note_height(text: str) -> float:
    """The height of a text under the table, over its whole width."""
    return text_height(text, WIDTH, NOTE_SIZE)


def text_height(text: str, width: float, size: float) -> float:
    """The height of a text that is so many points wide, in points."""
    return len(_lines(text, width, size)) * line_height(size) + 2


def file_title(forms: Sequence[Printed]) -> str:
    """What a file of these forms is called inside."""
    return "、".join(dict.fromkeys(form.grid.title for form in forms))


def grid_notes(grid: Grid) -> list[str]:
    """备注, as it stands under the table."""
    return ["备注：", *grid.notes] if grid.notes else []


def clean(text: str) -> str:
    r"""Text that a file may hold and a reader can see: what is hidden, or forbidden in XML, as U+FFFD.

    >>> clean("第一行\n\x00\uffff")
    '第一行\n��'
    """
    return _FORBIDDEN.sub("\ufffd", legible(text))


def _room(size: float, grid: Grid) -> int:
    """How many half-width characters the columns have together."""
    return int((WIDTH - 2 * PADDING * len(grid.widths)) / (size / 2) * _SLACK)


def _lines(text: str, width: float, size: float) -> list[str]:
    return list(wrap(_measured(text), max(2, int((width - 2 * PADDING) / (size / 2) * _SLACK))))


def _with_whole_heads(grid: Grid) -> Grid:
    """The grid with heads beside the rows (年度绩效目标 1) that ask for columns in which their lines are not broken."""

    def whole(text: str) -> str:
        return "\n".join("0" * cell_len(line) for line in _measured(text).split("\n"))

    cells = (evolve(cell, text=whole(cell.text)) if cell.head and not cell.col else cell for cell in grid.cells)
    return evolve(grid, cells=tuple(cells))


def _measured(text: str) -> str:
    """The text as wide as Chinese fonts draw it: signs that a terminal draws narrow (“ ≥ ☑) are full-width there."""
    if text.isascii():
        return text
    text = text.translate(_QUOTES)
    return "".join(_WIDE if unicodedata.east_asian_width(char) == "A" else char for char in text)
