"""Which characters of a PDF page are printed: a file may hold text that is cut off, white on white, behind something, or a watermark.

LibreOffice prints a merged cell that the page cuts once more on the next page, outside of what is shown. The page is
drawn, and a character where nothing is drawn is none; but one of a font that is not embedded is kept, for what is drawn in
its place hangs on the machine.
"""

import io
from statistics import median
from typing import Any

from perfeval.read.files.pdf_sheet import Sheet, way_of_text
from perfeval.read.files.pdf_text import Char

RENDER_SCALE = 1.5
"""Pixels to a point."""
_CONTRAST = 24
"""How much the lightest and the darkest pixel of a character differ at least, of 255."""
_LARGE, _PALE = 1.6, 0.55
"""A watermark: letters so many times as large as most, and at least so light, of 1, or with a ruled line through them."""
_INVISIBLE = 3
"""The text rendering mode of what a recognition of letters put over a scan."""


class Pages:
    """The file as pdfium sees it. `data` is what pdfminer may read: a file without a password to open it, without its lock.

    Raises PdfiumError for a password; without pdfium, or where it cannot open the file, every character counts as seen.
    """

    def __init__(self, data: bytes) -> None:
        self.data, self.document = data, None
        try:
            import pypdfium2
        except ImportError:
            return
        try:
            self.document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:  # what pdfminer could open all the same
            return
        if b"/Encrypt" in data:
            file = io.BytesIO()
            self.document.save(file, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
            self.data = file.getvalue()

    def is_layer(self, number: int) -> bool:
        """Whether all text of a page is invisible, as over a scan."""
        if self.document is None:
            return False
        import pypdfium2.raw as raw

        sheet = self.document[number - 1]
        modes = {
            raw.FPDFTextObj_GetTextRenderMode(text.raw)
            for text in sheet.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=5)
        }
        sheet.close()
        return modes == {_INVISIBLE}

    def keep_seen(self, page: Any, sheet: Sheet) -> None:
        """Leaves those characters that are seen and belong to the text."""
        sheet.chars = _without_watermark(sheet)
        if self.document is None:
            return
        drawn, fonts = self.document[sheet.number - 1], _machine_fonts(page)
        picture = _Picture(drawn.render(scale=RENDER_SCALE, grayscale=True, rotation=sheet.turned), page.cropbox[:2])
        drawn.close()
        kept = [c for c in sheet.chars if c["text"].isspace() or c["fontname"] in fonts or picture.has(c)]
        if len(kept) * 2 > len(sheet.chars):
            sheet.chars = kept


def _machine_fonts(page: Any) -> set[str]:
    """The names of the fonts that the file names and does not hold."""
    found = {getattr(font, "fontname", None): getattr(font, "descriptor", None) or {} for font in _fonts(page)}
    return {name for name, descriptor in found.items() if name and not any(map(descriptor.get, _FILES))}


_FILES = ("FontFile", "FontFile2", "FontFile3")


def _fonts(page: Any) -> Any:
    from pdfminer.pdffont import PDFType3Font

    return [font for font in page.pdf.rsrcmgr._cached_fonts.values() if not isinstance(font, PDFType3Font)]


def _without_watermark(sheet: Sheet) -> list[Char]:
    chars = [char for char in sheet.chars if way_of_text(char) in ("right", "up", "down")]
    printed = [char["size"] for char in chars if not char["text"].isspace()]
    large = median(printed) * _LARGE if printed else 0
    lines = [edge for edge in sheet.edges if edge["orientation"] == "h"]
    return [char for char in chars if char["size"] < large or not (_is_pale(char) or _is_crossed(char, lines))]


def _is_pale(char: Char) -> bool:
    color = char.get("non_stroking_color")
    shades = [c for c in color if isinstance(c, (int, float))] if isinstance(color, (tuple, list)) else []
    if len(shades) == 4:  # cyan, magenta, yellow, black
        return 1 - min(1, sum(shades[:3]) / 3 + shades[3]) >= _PALE
    return len(shades) in (1, 3) and sum(shades) / len(shades) >= _PALE


def _is_crossed(char: Char, lines: list[Any]) -> bool:
    """Whether a ruled line goes through the middle of a character."""
    inset, x = (char["bottom"] - char["top"]) / 4, (char["x0"] + char["x1"]) / 2
    return any(
        char["top"] + inset < line["top"] < char["bottom"] - inset and line["x0"] <= x <= line["x1"] for line in lines
    )


class _Picture:
    """A page in grey, row by row; `corner` is where it begins on the sheet."""

    def __init__(self, bitmap: Any, corner: tuple[float, float]) -> None:
        self.width, self.height, self.stride = bitmap.width, bitmap.height, bitmap.stride
        self.step = bitmap.n_channels
        self.grey = bytes(bitmap.buffer)
        self.corner = corner

    def has(self, char: Char) -> bool:
        """Whether something is drawn where the character stands."""
        below = char["size"] / 4 if char["text"] in "_＿" else 0
        x, y = self.corner
        left, right = round((char["x0"] - x) * RENDER_SCALE), round((char["x1"] - x) * RENDER_SCALE + 1)
        top, bottom = round((char["top"] - y) * RENDER_SCALE), round((char["bottom"] + below - y) * RENDER_SCALE + 1)
        if right <= 0 or bottom <= 0 or left >= self.width or top >= self.height:
            return False
        start, end = max(left, 0) * self.step, min(right, self.width) * self.step
        rows = [
            self.grey[at * self.stride + start : at * self.stride + end]
            for at in range(max(top, 0), min(bottom, self.height))
        ]
        rows = [row for row in rows if row]
        return bool(rows) and max(map(max, rows)) - min(map(min, rows)) >= _CONTRAST
