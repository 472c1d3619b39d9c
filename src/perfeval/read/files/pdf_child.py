"""The process that reads one PDF: bytes on standard input, tables as JSON on standard output, under limits that it sets itself."""

import io
import json
import sys
from contextlib import suppress
from typing import Any

MAX_MEMORY, MAX_CPU_SECONDS, MAX_PAGES, MAX_CHARS = 1 << 30, 60, 300, 20_000
"""Bytes and seconds of the process, pages of the file, characters of a page."""
_REASONS = {"PDFPasswordIncorrect": "encrypted", "PDFEncryptionError": "encrypted", "MemoryError": "memory"}
_WORDS = ("绩效", "指标", "自评", "得分", "分值")


def main() -> None:
    """Answer with the tables, or with the reason why there are none."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    try:
        answer = _answer(sys.stdin.buffer.read())
    except MemoryError:
        answer = {"refused": "memory"}
    except Exception as error:  # whatever pdfminer raises on a broken file
        names = {type(e).__name__ for e in (error, error.__cause__, *error.args) if e is not None}
        answer = {"refused": next((why for name, why in _REASONS.items() if name in names), "damaged")}
    sys.stdout.write(json.dumps(answer))


def _answer(data: bytes) -> dict[str, Any]:
    import logging

    import pdfplumber

    from perfeval.read.files import pdf_seen, pdf_tables

    logging.disable(logging.CRITICAL)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        count = len(pdf.pages)
        if count > MAX_PAGES:
            return {"refused": "pages", "count": count, "most": MAX_PAGES}
        pictures_of = pdf_seen.Pages(data)
        pages, characters, pictures = list[pdf_tables.Page](), 0, 0
        for number, page in enumerate(pdf.pages, 1):
            chars = page.chars[:MAX_CHARS]
            characters += sum(not char["text"].isspace() for char in chars)
            pictures += len(page.images)
            text = "".join(char["text"] for char in chars)
            goes_on = pages and pages[-1].number == number - 1 and pages[-1].tables
            if goes_on or any(word in pdf_tables.ordinary(text) for word in _WORDS):
                seen = pictures_of.seen(page, number, chars)
                pages.append(pdf_tables.read_page(page, number, seen))
            page.close()
        found = pdf_tables.joined_pages(pages)
    if not found and (not characters or (pictures and characters < 20 * count)):
        return {"refused": "scanned"}
    return {"tables": found}


if __name__ == "__main__":
    main()
