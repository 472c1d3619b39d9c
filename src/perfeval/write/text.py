"""A grid for the terminal: box lines around merged cells, aligned for full-width characters.

How wide columns are, where lines break and how many lines a row needs, is asked here by the printed forms too.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from rich.cells import cell_len

from perfeval.tables.grid import Grid, GridCell
from perfeval.values.text import legible

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"
_NO_LINE_START = frozenset("，。、；：）？！”’》】〉」』〕·…,.;:)]}?!%％‰℃°")
_NO_LINE_END = frozenset("（“‘《【〈「『〔([{")
_VARIATIONS = frozenset("\ufe0e\ufe0f")
"""Text or emoji style: left out, because terminals disagree on how wide a character becomes by it."""
_NARROWEST = 4
"""The narrowest that a column is drawn where the terminal has the room: two Chinese characters."""
_LONGEST_WORD = 20
"""A number up to this length widens its column rather than being broken."""


def draw(grid: Grid, columns: int | None = None) -> str:
    """The grid as text: its own width, or at most `columns` as far as one Chinese character a cell allows."""
    widths = fit(grid, None if columns is None else columns - 3 * len(grid.widths) - 1)
    lefts = list(accumulate((width + 3 for width in widths), initial=0))
    wrapped = {cell: list(wrap(cell.text, lefts[cell.col + cell.cols] - lefts[cell.col] - 3)) for cell in grid.cells}
    heights = row_lines(grid, wrapped, border=1)
    tops = list(accumulate((height + 1 for height in heights), initial=0))
    canvas = _Canvas(lefts[-1] + 1, tops[-1] + 1)
    for cell, lines in wrapped.items():
        box = (lefts[cell.col], tops[cell.row], lefts[cell.col + cell.cols], tops[cell.row + cell.rows])
        canvas.box(*box)
        first = box[1] + 1 + (box[3] - box[1] - 1 - len(lines)) // 2
        for i, line in enumerate(lines):
            space = box[2] - box[0] - 3 - cell_len(line)
            canvas.write(box[0] + 2 + (0 if cell.left else space // 2), first + i, line)
    width = lefts[-1] + 1
    title = [" " * ((width - cell_len(line)) // 2) + line for line in wrap(grid.title, width)]
    below = [line for note in ("备注：" if grid.notes else "", *grid.notes) if note for line in wrap(note, width)]
    told = [line for message in grid.messages for line in wrap(message, width)]
    return "\n".join([*title, *canvas.lines(), *below, *([""] if told else []), *told]) + "\n"


def fit(grid: Grid, room: int | None) -> list[int]:
    """The columns' widths: their own, or narrower in proportion, so that numbers stay whole as long as they can."""
    least = _least(grid)
    own = [max(pair) for pair in zip(grid.widths, least, strict=True)]
    if room is None or sum(own) <= room:
        return own
    for floor in (least, [_NARROWEST] * len(own), [2] * len(own)):
        spare = room - sum(floor)
        if spare >= 0:
            break
    slack = max(1, sum(own) - sum(floor))
    return [low + (wide - low) * max(0, spare) // slack for wide, low in zip(own, floor, strict=True)]


def _least(grid: Grid) -> list[int]:
    """The width that each column needs for the longest number or word in its own cells."""
    least = [_NARROWEST] * len(grid.widths)
    for cell in grid.cells:
        if cell.cols == 1:
            pieces = (piece for line in cell.text.split("\n") for piece in _pieces(line, _LONGEST_WORD))
            least[cell.col] = max(least[cell.col], max(map(cell_len, pieces), default=0))
    return least


def row_lines(grid: Grid, wrapped: Mapping[GridCell, Sequence[str]], border: int = 0) -> list[int]:
    """Lines a row: what its own cells need; what a merged cell needs beyond that, shared out from the top.

    A merged cell also has the lines of the `border` between its rows.
    """
    heights = [1] * grid.height
    for cell in sorted(grid.cells, key=lambda cell: cell.rows):
        rows = range(cell.row, cell.row + cell.rows)
        short = len(wrapped[cell]) - sum(heights[row] for row in rows) - border * (cell.rows - 1)
        for i in range(max(0, short)):
            heights[rows[i % cell.rows]] += 1
    return heights


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` half-width characters; numbers and Latin words stay whole where they fit.

    No line starts with a closing mark or ends with an opening one, where that can be had. What a terminal would obey
    or hide is shown as U+FFFD.

    >>> list(wrap("满意率达 100%。", 8))
    ['满意率达', '100%。']
    """
    for paragraph in legible(text).split("\n"):
        if cell_len(paragraph) <= width and _VARIATIONS.isdisjoint(paragraph):
            yield paragraph.rstrip()
            continue
        line, taken = list[str](), 0
        for piece in _pieces(paragraph, width):
            wide = cell_len(piece)
            if line and taken + wide > width:
                head, line = _broken(line, piece, width)
                yield head
                taken = sum(map(cell_len, line))
            else:
                line.append(piece)
                taken += wide
        yield "".join(line).rstrip()


def shortened(text: str, width: int) -> str:
    """As much of a text as fits, an ellipsis for the rest; a long one costs no more than its beginning.

    >>> shortened("完成各项工作", 8), shortened("完成", 8)
    ('完成各…', '完成')
    """
    taken, fits = 0, 0
    for at, char in enumerate(text):
        taken += cell_len(char)
        if taken > width or at > 10 * width:  # characters without a width are cut off too
            return f"{text[:fits]}…"
        fits = at + 1 if taken < width else fits
    return text


def _broken(line: list[str], piece: str, width: int) -> tuple[str, list[str]]:
    """The line as it ends where `piece` no longer fits, and what the next one begins with."""
    pieces, taken = [*line, piece], cell_len(piece)
    for at in range(len(line), 0, -1):
        if taken > width:
            break
        rest = pieces[at + 1 :] if pieces[at].isspace() else pieces[at:]
        if not (rest and rest[0][0] in _NO_LINE_START) and pieces[at - 1] not in _NO_LINE_END:
            return "".join(line[:at]).rstrip(), rest
        taken += cell_len(pieces[at - 1])
    return "".join(line).rstrip(), [piece]


def _pieces(text: str, width: int) -> Iterator[str]:
    """What a line may not be broken within: ASCII without a space that fits a line, else a character with its marks."""
    piece, taken, is_word = list[str](), 0, False
    for char in text:
        if char in _VARIATIONS:
            continue
        is_latin, wide = char.isascii() and char != " ", cell_len(char)
        if piece and (not wide or (is_word and is_latin and taken + wide <= width)):
            piece.append(char)
            taken += wide
            continue
        if piece:
            yield "".join(piece)
        piece, taken, is_word = [char], wide, is_latin
    if piece:
        yield "".join(piece)


class _Canvas:
    def __init__(self, width: int, height: int) -> None:
        self.borders = [[0] * width for _ in range(height)]
        self.texts: list[dict[int, str]] = [{} for _ in range(height)]

    def box(self, left: int, top: int, right: int, bottom: int) -> None:
        for y in (top, bottom):
            for x in range(left, right + 1):
                self.borders[y][x] |= (_LEFT if x > left else 0) | (_RIGHT if x < right else 0)
        for x in (left, right):
            for y in range(top, bottom + 1):
                self.borders[y][x] |= (_UP if y > top else 0) | (_DOWN if y < bottom else 0)

    def write(self, x: int, y: int, text: str) -> None:
        self.texts[y][x] = text

    def lines(self) -> Iterator[str]:
        for borders, texts in zip(self.borders, self.texts, strict=True):
            line, x = list[str](), 0
            while x < len(borders):
                text = texts.get(x, "")
                line.append(text)
                x += cell_len(text)
                if not cell_len(text):
                    line.append(_LINES[borders[x]])
                    x += 1
            yield "".join(line).rstrip()
