"""What is seen of a PDF does not hang on the machine: the same text whatever fonts stand in for those that the file does not hold."""

import json
import subprocess
import sys

import pytest

from perfeval.read.files.pdf_read import read_bytes
from tests.paths import TESTS

FORMS = TESTS / "forms"
WITH_FONTS = """
import ctypes, json, sys
import pypdfium2
import pypdfium2.raw as pdfium

path, font = sys.argv[1:]
data = open(font, "rb").read() if font else b""
kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
asked = []

def any_font(*_):
    asked.append(font)
    return 1 if data else 0

def bytes_of(info, handle, table, buffer, size):
    if table:  # one table of the font: none is given, the whole file is asked for next
        return 0
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)

calls = {"Release": lambda *_: None, "EnumFonts": lambda *_: None, "MapFont": any_font, "GetFont": any_font, "GetFontData": bytes_of,
         "GetFaceName": lambda *_: 0, "GetFontCharset": lambda *_: 134, "DeleteFont": lambda *_: None}
given = pdfium.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](call) for name, call in calls.items()})
pypdfium2.PdfDocument.new().close()  # the library is begun
pdfium.FPDF_SetSystemFontInfo(ctypes.byref(given))

from perfeval.read.files.pdf_read import read_bytes
found = read_bytes(open(path, "rb").read())
print(json.dumps([bool(asked), found]))
pdfium.FPDF_SetSystemFontInfo(None)
"""


def read_with(name: str, font: str) -> tuple[bool, object]:
    """What another process reads, on a machine that has this font for all, or none."""
    command = [sys.executable, "-c", WITH_FONTS, str(FORMS / name), font]
    asked, found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout)
    return asked, found


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("font-not-embedded.pdf", ""),
        ("font-partly-embedded.pdf", ""),
        ("font-partly-embedded.pdf", str(FORMS / "boxes.ttf")),
    ],
)
def test_the_text_does_not_hang_on_the_fonts_of_the_machine(name: str, font: str) -> None:
    """Without any font, and with one that draws the letters of these forms as boxes and the signs ≥ and ≤ as nothing (FontBuilder of fontTools)."""
    asked, found = read_with(name, font)
    assert asked, "pdfium looked for a font in place of the missing one"
    assert json.loads(json.dumps(read_bytes((FORMS / name).read_bytes()))) == found
