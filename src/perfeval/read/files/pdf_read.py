"""The bytes of a PDF as plain data: every ruled table, the pages that hold a picture, those whose columns stand apart.

`pdf_child` calls this under limits, in another process; where there are no processes, as in a browser, `pdf` calls it itself.
"""

import io
import logging
from typing import Any

from perfeval.read.files import pdf_join, pdf_tables
from perfeval.read.files.pdf_seen import Pages
from perfeval.read.files.pdf_sheet import Sheet
from perfeval.read.forms.shown import ordinary

MAX_PAGES, MAX_CHARS = 300, 20_000
"""Pages of the file, characters of a page."""
_REASONS = {"PDFPasswordIncorrect": "encrypted", "PDFEncryptionError": "encrypted", "MemoryError": "memory"}
_WORDS = ("绩效", "指标", "自评", "得分", "分值")
_FEW = 20
"""Characters of a page that is a picture with a page number, or of one that only heads a picture."""


def read_bytes(data: bytes) -> dict[str, Any]:
    """The tables, or the reason why there are none: whatever a broken file makes pdfminer raise is a reason too."""
    logging.disable(logging.CRITICAL)
    try:
        return _read(data)
    except MemoryError:
        return {"refused": "memory"}
    except Exception as error:
        names = {type(e).__name__ for e in (error, error.__cause__, *error.args) if e is not None}
        return {"refused": next((why for name, why in _REASONS.items() if name in names), "damaged")}
    finally:
        logging.disable(logging.NOTSET)


def _read(data: bytes) -> dict[str, Any]:
    import pdfplumber

    pages = Pages(data)
    with pdfplumber.open(io.BytesIO(pages.data)) as pdf:
        count = len(pdf.pages)
        if count > MAX_PAGES:
            return {"refused": "pages", "count": count, "most": MAX_PAGES}
        sheets, before, layers = list[Sheet](), False, 0
        for page in pdf.pages:
            sheet = Sheet.of(page, MAX_CHARS)
            if sheet.chars and pages.is_layer(page.page_number):
                layers += 1
                sheet.chars = []
            text = ordinary("".join(char["text"] for char in sheet.chars))
            if before or any(word in text for word in _WORDS):
                before = bool(sheet.edges)
                pages.keep_seen(page, sheet)
            sheets.append(sheet)
            page.close()
    characters = sum(sheet.characters for sheet in sheets)
    pictured = [sheet.number for sheet in sheets if sheet.has_picture]
    put, apart = pdf_join.joined_sideways([pdf_tables.read_page(sheet) for sheet in sheets])
    if apart and not pdf_join.has_form(put):
        return {"refused": "aside", "page": apart[0]}
    found = pdf_join.joined_pages(put)
    if layers and not characters:
        return {"refused": "layer"}
    if not found and (not characters or (pictured and characters < _FEW * count)):
        return {"refused": "scanned"}
    return {
        "tables": found,
        "pictures": pictured,
        "apart": apart,
        "cut": [sheet.number for sheet in sheets if sheet.is_cut],
    }
