"""Which characters of a PDF page are seen: a file may hold text that is cut off, white on white, or behind something.

LibreOffice prints a merged cell that the page cuts once more on the next page, outside of what is shown. The page is
drawn, and a character where nothing is drawn is none. Runs in the process that `perfeval.read.files.pdf` starts.
"""

from collections.abc import Sequence
from typing import Any

Char = dict[str, Any]

SCALE = 1.5
"""Pixels to a point."""
_CONTRAST = 24
"""How much the lightest and the darkest pixel of a character differ at least, of 255."""


class Pages:
    """The pages as pictures."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        try:
            self.document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:  # what pdfminer could open all the same
            self.document = None

    def seen(self, page: Any, number: int, chars: Sequence[Char]) -> list[Char]:
        """The characters that are seen; all of them where the page is turned or cropped, and places would not agree."""
        whole = list(chars)
        if (
            self.document is None
            or page.rotation
            or tuple(page.mediabox) != tuple(page.cropbox)
            or tuple(page.bbox[:2]) != (0, 0)
        ):
            return whole
        sheet = self.document[number - 1]
        picture = sheet.render(scale=SCALE, grayscale=True).to_pil().convert("L")
        sheet.close()
        kept = [char for char in whole if char["text"].isspace() or self._is_drawn(picture, char)]
        return kept if len(kept) * 2 > len(whole) else whole

    @staticmethod
    def _is_drawn(picture: Any, char: Char) -> bool:
        below = char["size"] / 4 if char["text"] in "_＿" else 0
        box = (char["x0"] * SCALE, char["top"] * SCALE, char["x1"] * SCALE + 1, (char["bottom"] + below) * SCALE + 1)
        left, top, right, bottom = (round(edge) for edge in box)
        if right <= 0 or bottom <= 0 or left >= picture.width or top >= picture.height:
            return False
        dark, light = picture.crop((max(left, 0), max(top, 0), right, bottom)).getextrema()
        return bool(light - dark >= _CONTRAST)
