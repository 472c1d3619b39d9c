"""Tables and explanations as one self-contained HTML page: an overview, and the official form, which prints on A4."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from perfeval.answers.explain import Explanation, explanations
from perfeval.scoring.results import Scorecard
from perfeval.tables import table
from perfeval.tables.grid import Grid, GridCell
from perfeval.values.figures import percent, plain
from perfeval.values.text import legible

if TYPE_CHECKING:
    from jinja2 import Environment

    from perfeval.auditing.findings import Report

_NAME_IN_PICTURE = 14
_FIGURE = r"[^\d\s：]{0,4}\d[\d.,]*[^\d\s：]{0,4}"
_NUMBER = re.compile(_FIGURE)
_OF_A_PART = re.compile(rf"(?<=：)({_FIGURE})$", re.MULTILINE)


@cache
def templates() -> "Environment":
    """The templates of all pages: what a document says is escaped in them, and nothing hidden stays hidden."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("perfeval.write", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: legible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value,
    )


def page(cards: Sequence[Scorecard]) -> str:
    """The tables of all cards on one page."""
    return "".join(pieces(cards))


def pieces(cards: Iterable[Scorecard]) -> Iterator[str]:
    """The same page piece by piece, as the cards come: of many tables only one is held."""
    cards = iter(cards)
    first = list(islice(cards, 2))
    title = first[0].evaluation.name if len(first) == 1 else "预算绩效自评"
    return templates().get_template("page.html.j2").generate(title=title, sheets=map(_sheet, chain(first, cards)))


def fragment(card: Scorecard) -> str:
    """One table for a notebook cell; its style reaches nothing around it."""
    return templates().get_template("fragment.html.j2").render(sheets=[_sheet(card)])


def drawn(card: Scorecard) -> dict[str, Any]:
    """The official table as plain data, for a page that draws it itself: what `page` says with its classes, in keys."""
    grid = table(card)

    def told(cell: GridCell) -> dict[str, Any]:
        shown = {"text": legible(cell.text), "rows": cell.rows, "cols": cell.cols, "head": cell.head}
        return shown | {"left": cell.left, "whole": _classes(cell) == "whole"}

    return {
        "title": legible(grid.title),
        "widths": list(grid.widths),
        "rows": [{"leads": row["leads"], "cells": [told(cell) for cell, *_ in row["cells"]]} for row in _rows(grid)],
        "notes": [legible(note) for note in grid.notes],
        "messages": [legible(message) for message in grid.messages],
    }


def report_fragment(report: "Report", heading: str) -> str:
    """The findings of an audit for a notebook cell."""
    return templates().get_template("report.html.j2").render(heading=heading, findings=report.findings)


def explain(found: Iterable[tuple[Scorecard, Sequence[Explanation]]]) -> str:
    """Explanations on one page."""
    sheets = [{"name": card.evaluation.name, "explanations": list(chosen)} for card, chosen in found]
    title = f"得分说明：{sheets[0]['name']}" if len(sheets) == 1 else f"得分说明：{len(sheets)} 张表"
    return templates().get_template("explain.html.j2").render(title=title, sheets=sheets)


def _sheet(card: Scorecard) -> dict[str, Any]:
    grid = table(card)
    return {
        "name": card.evaluation.name,
        "grid": grid,
        "rows": list(_rows(grid)),
        "columns": [f"{100 * width / sum(grid.widths):.2f}%" for width in grid.widths],
        "total": "未定" if card.total is None else plain(card.total),
        "of": plain(card.profile.total.value),
        "grade": card.grade,
        "profile": card.profile,
        "bars": _bars(card),
        "explanations": explanations(card),
    }


def _rows(grid: Grid) -> Iterator[dict[str, Any]]:
    """The rows; `leads` one that must not end a page: heads over a block, and the line that names the block."""
    rows: list[list[GridCell]] = [[] for _ in range(grid.height)]
    for cell in sorted(grid.cells, key=lambda cell: cell.col):
        rows[cell.row].append(cell)
    over = [len(cells) > 2 and all(cell.head for cell in cells) for cells in rows]
    for row, cells in enumerate(rows):
        names_next = row + 1 < grid.height and over[row + 1] and len(cells) == 2
        shown = [(cell, _classes(cell), _OF_A_PART.split(cell.text)) for cell in cells]
        yield {"cells": shown, "leads": over[row] or names_next}


def _classes(cell: GridCell) -> str:
    """left: text that is read; whole: a number, which is never broken over two lines, as no part's figure is."""
    return "left" if cell.left else "whole" if len(cell.text) <= 24 and _NUMBER.fullmatch(cell.text) else ""


def _bars(card: Scorecard) -> list[dict[str, Any]]:
    """One bar a group, execution first: what it has earned of its points, in percent."""
    bars = [("预算执行率", card.execution.score, card.execution.weight or Decimal(0), card.execution.status)]
    bars += [(group.name or "（未分级）", group.score, group.weight, group.status) for group in card.groups]
    return [
        {
            "name": name if len(name) <= _NAME_IN_PICTURE else f"{name[: _NAME_IN_PICTURE - 1]}…",
            "full": name,
            "text": f"{plain(score)} / {plain(weight)}" if score is not None else status.label,
            "earned": percent(Fraction(score) / Fraction(weight)) if score and weight else "0",
            "status": status.value,
            "y": 44 * i,
        }
        for i, (name, score, weight, status) in enumerate(bars)
    ]
