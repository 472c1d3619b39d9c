"""Scorecards as text, Markdown, HTML, JSON and as files to print; documents as TOML.

In: scorecards, explanations, reports of an audit, profiles, documents. Out: text, or the bytes of an xlsx, docx or PDF file. Nothing is
worked out here but widths and heights (`layout.py`) and the form that computes itself (`self_scoring.py`). Open `text.py` first, then `xlsx.py`.
"""

from collections.abc import Sequence
from fractions import Fraction

from perfeval.scoring.results import Scorecard
from perfeval.tables import table
from perfeval.values.text import json_line
from perfeval.write.data import card_as_dict

FORMATS = ("text", "markdown", "html", "json")
"""What `to_format` writes."""
FILES = ("xlsx", "docx", "pdf")
"""What `to_file` writes."""


def to_text(card: Scorecard, columns: int | None = None) -> str:
    """The official table for a terminal, `columns` wide at most."""
    from perfeval.write.text import draw  # rich measures the widths: only where a table is drawn

    return draw(table(card), columns)


def to_markdown(card: Scorecard) -> str:
    """The official table in Markdown."""
    from perfeval.write.markdown import draw

    return draw(table(card))


def to_html(cards: Sequence[Scorecard]) -> str:
    """The official tables on one self-contained page, each under an overview."""
    from perfeval.write.html import page

    return page(cards)


def to_json(card: Scorecard) -> str:
    """The result as one line of JSON (schema 1)."""
    return json_line(card_as_dict(card))


def to_format(cards: Sequence[Scorecard], kind: str, columns: int | None = None) -> str:
    """All cards in one of `FORMATS`: tables one below the other, one page, or JSON Lines."""
    if kind == "json":
        return "".join(map(to_json, cards))
    if kind == "html":
        return to_html(cards)
    if kind == "markdown":
        return "\n".join(map(to_markdown, cards))
    return "\n".join(to_text(card, columns) for card in cards)


def to_file(
    cards: Sequence[Scorecard],
    kind: str,
    font: str = "",
    findings: Sequence[int] = (),
    budget: Fraction | None = None,
) -> bytes:
    """All cards in one of `FILES`, as a finance bureau files them, in 宋体 or another font.

    A workbook of several has a summary, with the numbers of audit `findings` where they are given, and how much of the
    `budget` (in 万元) the forms cover. Raises
    MissingExtraError where the format's library is not installed.
    """
    from perfeval.write.layout import FONT, clean

    font = clean(font or FONT)
    if kind == "xlsx":
        from perfeval.write.xlsx import workbook

        return workbook(cards, font, findings, budget)
    if kind == "docx":
        from perfeval.write.docx import word_document

        return word_document(cards, font)
    from perfeval.write.pdf import pages

    return pages(cards, font)
