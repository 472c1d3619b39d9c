"""One page of a PDF as it lies before a reader: characters, ruled lines and pictures, the way the words run."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from attrs import define

from perfeval.read.files.pdf_text import Char

_PICTURE = 1 / 6
"""The share of a page from which on a picture may hold a form."""
_FEW = 20
"""As many characters over a picture do not make it a background."""
_LEANS, _SLOPE = 0.85, 1 / 200
"""How far a ruled line may lean: in points, and as a share of its length."""


@define(eq=False)
class Sheet:
    """Lengths in points, from the top left corner.

    `joints` are the places from which on the columns of another page stand, with its number; `boxes` the cells of each table,
    where they have been found already; `is_cut` says that it has more characters than are read.
    """

    number: int
    width: float
    height: float
    chars: list[Char]
    edges: list[Any]
    pictures: list[tuple[float, float, float, float]]
    turned: int = 0
    joints: tuple[tuple[float, int], ...] = ()
    boxes: list[list[tuple[float, float, float, float]]] | None = None
    is_cut: bool = False

    @classmethod
    def of(cls, page: Any, most: int) -> "Sheet":
        """A page of pdfplumber; one whose words run upwards or downwards is turned first."""
        page.process_object = _light(page)
        turn = _turn(page.chars[:most])
        if turn:
            page = _turned(page, turn)
            page.process_object = _light(page)
        chars = page.chars[:most]
        pictures = [(image["x0"], image["top"], image["x1"], image["bottom"]) for image in page.images]
        size, is_cut = (float(page.width), float(page.height)), len(page.chars) > most
        return cls(page.page_number, *size, chars, _edges(page), pictures, turn, is_cut=is_cut)

    @property
    def characters(self) -> int:
        """How many are printed."""
        return sum(not char["text"].isspace() for char in self.chars)

    @property
    def has_picture(self) -> bool:
        """Whether a picture that may hold a form stands here; one behind a text is a background."""
        return any(
            (x1 - x0) * (bottom - top) >= _PICTURE * self.width * self.height
            and sum(x0 < char["x0"] < x1 and top < char["top"] < bottom for char in self.chars) < _FEW
            for x0, top, x1, bottom in self.pictures
        )

    def page_at(self, x: float) -> int:
        """The page on which a place was printed."""
        return next((number for start, number in reversed(self.joints) if x >= start), self.number)


def _light(page: Any) -> Callable[[Any], Char]:
    """What pdfplumber makes of a thing on the page; of a character only what is asked of it here, in a fifth of the time."""
    from pdfminer.layout import LTChar

    whole, height, (left, up) = page.process_object, page.height, page.mediabox[:2]

    def plain(thing: Any) -> Char:
        if not isinstance(thing, LTChar):
            found: Char = whole(thing)
            return found
        color = thing.graphicstate.ncolor
        return {
            "object_type": "char",
            "text": thing.get_text(),
            "x0": thing.x0 + left,
            "x1": thing.x1 + left,
            "top": height - thing.y1 + up,
            "bottom": height - thing.y0 + up,
            "size": thing.size,
            "matrix": thing.matrix,
            "fontname": thing.fontname,
            "non_stroking_color": color if isinstance(color, tuple) else (color,),
        }

    return plain


def _edges(page: Any) -> list[Any]:
    """The ruled lines. An underlined word and a border of a text are too short to be any."""
    drawn = [(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in page.lines + page.curve_edges]
    return [*page.rect_edges, *(edge for ends in drawn if (edge := _edge(*ends)))]


def _edge(left: float, top: float, right: float, bottom: float) -> Any:
    """A straight line as an edge of pdfplumber's, where it is one of a table."""
    which = lies(right - left, bottom - top)
    if not which:
        return None
    if which == "h":
        top = bottom = (top + bottom) / 2
    else:
        left = right = (left + right) / 2
    size = {"width": right - left, "height": bottom - top}
    return {"x0": left, "x1": right, "top": top, "bottom": bottom, "doctop": top, "orientation": which, **size}


def lies(width: float, height: float) -> str:
    """Which way a line runs that is so wide and so high, in points: h, v, or neither; a hand or a rounding lets one lean a little.

    >>> lies(658, 1), lies(658, 20), lies(0.5, 30), lies(0.5, 0.5)
    ('h', '', 'v', '')
    """
    if height <= max(_LEANS, width * _SLOPE) < width:
        return "h"
    return "v" if width <= max(_LEANS, height * _SLOPE) < height else ""


def _turn(chars: list[Char]) -> int:
    """How far the page has to be turned clockwise, in degrees, until most words run from left to right."""
    ways = Counter(way_of_text(char) for char in chars if not char["text"].isspace())
    most = ways.most_common(1)
    return {"up": 90, "down": 270}.get(most[0][0], 0) if most and most[0][1] * 2 > ways.total() else 0


def way_of_text(char: Char) -> str:
    """Which way the words of a character run: right, up, down, over or aslant."""
    a, b = char["matrix"][:2]
    if abs(a) >= abs(b) * 20:
        return "right" if a > 0 else "over"
    if abs(b) >= abs(a) * 20:
        return "up" if b > 0 else "down"
    return "aslant"


def _turned(page: Any, turn: int) -> Any:
    from pdfplumber.page import Page

    rotation = (page.rotation + turn) % 360
    page.page_obj.rotate = rotation
    page.page_obj.attrs = {**page.page_obj.attrs, "Rotate": rotation}
    return Page(page.pdf, page.page_obj, page.page_number)
