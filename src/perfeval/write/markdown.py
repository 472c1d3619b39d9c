"""Grids and explanations as Markdown. A document's own text never becomes markup or a link."""

import re
from collections.abc import Iterable

from perfeval.explain import Explanation
from perfeval.legible import legible
from perfeval.tables.grid import Grid

_MARKUP = re.compile(r"([\\`*_\[\]~|#!])")


def escape(text: str) -> str:
    """Text that Markdown prints as it stands, line breaks as <br>.

    >>> print(escape("<b>*甲*</b>|乙"))
    &lt;b&gt;\\*甲\\*&lt;/b&gt;\\|乙
    """
    text = legible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKUP.sub(r"\\\1", text)
    text = re.sub(r"(?i)(https?|ftp)(?=:)|(?<=\bwww)(?=\.)|@", lambda m: f"{m[0]}&#8203;", text)
    return "<br>".join(text.splitlines())


def draw(grid: Grid) -> str:
    """The grid as one table. Markdown knows no merged cells: their text stands first, the rest stays blank."""
    texts = {(cell.row, cell.col): escape(cell.text) for cell in grid.cells}
    columns = len(grid.widths)
    rows = [[texts.get((row, col), "") for col in range(columns)] for row in range(grid.height)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * columns)
    notes = (
        ["", "备注：", "", *(escape(note).replace(".", "\\.", 1) + "  " for note in grid.notes)] if grid.notes else []
    )
    told = ["", *(f"- {escape(message)}" for message in grid.messages)] if grid.messages else []
    return "\n".join([f"## {escape(grid.title)}", "", *lines, *notes, *told]) + "\n"


def explain(name: str, found: Iterable[Explanation]) -> str:
    """Explanations as sections: sentences, then the clauses as quotations."""
    lines = [f"## {escape(name)}", ""]
    for explanation in found:
        lines += [f"### {escape(explanation.headline)}", "", f"`{explanation.path}`", ""]
        lines += [f"- {escape(sentence)}" for sentence in explanation.sentences]
        for quote in explanation.quotes:
            lines += ["", f"> **{escape(quote.clause)}**　{escape(quote.text)}（{escape(quote.source)}）"]
        lines.append("")
    return "\n".join(lines)
