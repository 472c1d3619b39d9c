"""A grid for the terminal: box lines around merged cells, aligned for full-width characters."""

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

from perfeval.tables.grid import Cell, Grid

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"
_NO_LINE_START = set("，。、；：）？！”’》】,.;:)?!%％")
_NARROWEST = 6


def draw(grid: Grid, columns: int | None = None) -> str:
    """The grid as text, `columns` wide at most; its own width where None."""
    widths = _fit(grid.widths, columns)
    lefts = [sum(widths[:i]) + 3 * i for i in range(len(widths) + 1)]
    wrapped = {cell: list(wrap(cell.text, lefts[cell.col + cell.cols] - lefts[cell.col] - 3)) for cell in grid.cells}
    heights = _heights(grid, wrapped)
    tops = [sum(heights[:i]) + i for i in range(grid.height + 1)]
    canvas = _Canvas(lefts[-1] + 1, tops[-1] + 1)
    for cell, lines in wrapped.items():
        box = (lefts[cell.col], tops[cell.row], lefts[cell.col + cell.cols], tops[cell.row + cell.rows])
        canvas.box(*box)
        first = box[1] + 1 + (box[3] - box[1] - 1 - len(lines)) // 2
        for i, line in enumerate(lines):
            space = box[2] - box[0] - 3 - cell_len(line)
            canvas.write(box[0] + 2 + (0 if cell.left else space // 2), first + i, line)
    width = lefts[-1] + 1
    below = [line for note in ("备注：" if grid.notes else "", *grid.notes) if note for line in wrap(note, width)]
    told = [line for message in grid.messages for line in wrap(message, width)]
    title = " " * ((width - cell_len(grid.title)) // 2) + grid.title
    return "\n".join([title, *canvas.lines(), *below, *([""] if told else []), *told]) + "\n"


def _fit(widths: tuple[int, ...], columns: int | None) -> list[int]:
    """The columns' widths, made narrower in proportion where the whole is wider than `columns`."""
    own, frame = sum(widths), 3 * len(widths) + 1
    if columns is None or own + frame <= columns:
        return list(widths)
    room = max(columns - frame, _NARROWEST * len(widths))
    return [max(_NARROWEST, width * room // own) for width in widths]


def _heights(grid: Grid, wrapped: dict[Cell, list[str]]) -> list[int]:
    """Lines a row: what its own cells need, the last row of a merged cell taking what is left over."""
    heights = [1] * grid.height
    for cell in sorted(grid.cells, key=lambda cell: cell.rows):
        rows = range(cell.row, cell.row + cell.rows)
        short = len(wrapped[cell]) - sum(heights[row] for row in rows) - cell.rows + 1
        for i in range(max(0, short)):
            heights[rows[i % cell.rows]] += 1
    return heights


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` half-width characters; numbers and Latin words stay whole where they fit."""
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph, width):
            if line and cell_len(line + piece) > width:
                kept = line.rstrip()
                if piece[0] in _NO_LINE_START and len(kept) > 1:
                    kept, piece = kept[:-1], kept[-1] + piece
                yield kept
                line = "" if piece == " " else piece
            else:
                line += piece
        yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """What a line may not be broken within: a Latin word or number that fits a line, else a character."""
    word = ""
    for char in text:
        if char.isascii() and (char.isalnum() or char in ".,-_=%") and cell_len(word + char) <= width:
            word += char
            continue
        if word:
            yield word
        word = ""
        yield "\ufffd" if unicodedata.category(char) in ("Cc", "Cf") else char
    if word:
        yield word


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
            line, x = "", 0
            while x < len(borders):
                text = texts.get(x, "")
                line += text or _LINES[borders[x]]
                x += cell_len(text) or 1
            yield line.rstrip()
