"""Grids and explanations as Markdown. A document's own text never becomes markup or a link."""

import re
from collections.abc import Sequence

from perfeval.answers.explain import Explanation
from perfeval.tables.grid import Grid
from perfeval.values.text import legible

_MARKUP = re.compile(r"([\\`*_{}\[\]~|#!$])")
_AT_START = re.compile(r"^(?:[-+](?=[-+\s]|$)|=(?==*\s*$)|:(?=\s)|\d{1,9}(?=[.)](?:\s|$)))")
_LINK = re.compile(r"(?<=\w)([.:])(?=[A-Za-z/])")


def escape(text: str) -> str:
    """Text that Markdown prints as it stands wherever it is put: no markup, no link, no template; breaks as <br>.

    >>> print(escape("<b>*甲*</b>|乙 http://www.example.org"))
    &lt;b&gt;\\*甲\\*&lt;/b&gt;\\|乙 http\\://www\\.example\\.org
    """
    text = legible(text).strip(" ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _LINK.sub(r"\\\1", _MARKUP.sub(r"\\\1", text))
    text = text.replace("@", "@&#8203;")  # a reader's software would write to that person
    return "<br>".join(_AT_START.sub(_start, line) for line in text.splitlines())


def _start(match: re.Match[str]) -> str:
    """A line opens no list and underlines no heading: 1. is 1\\."""
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def draw(grid: Grid) -> str:
    """The grid as one table. Markdown knows no merged cells: their text stands first, the rest stays blank."""
    texts = {(cell.row, cell.col): escape(cell.text) for cell in grid.cells}
    columns = len(grid.widths)
    rows = [[texts.get((row, col), "") for col in range(columns)] for row in range(grid.height)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * columns)
    notes = ["", "备注：", "", *(f"{escape(note)}  " for note in grid.notes)] if grid.notes else []
    told = ["", *(f"- {escape(message)}" for message in grid.messages)] if grid.messages else []
    return "\n".join([f"## {escape(grid.title)}", "", *lines, *notes, *told]) + "\n"


def explain(name: str, found: Sequence[Explanation]) -> str:
    """Explanations as sections of sentences; the clauses as quotations at the end, each once."""
    lines = [f"## {escape(name)}", ""]
    for explanation in found:
        lines += [f"### {escape(explanation.headline)}", "", f"`{explanation.path}`", ""]
        lines += [f"- {escape(sentence)}" for sentence in explanation.sentences]
        lines.append("")
    for quote in dict.fromkeys(quote for explanation in found for quote in explanation.quotes):
        lines += [f"> **{escape(quote.clause)}**　{escape(quote.text)}（{escape(quote.source)}）", ""]
    return "\n".join(lines)
