"""Tables and explanations as one self-contained HTML page: an overview, and the official form, which prints on A4."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from perfeval.explain import Explanation, explanations
from perfeval.figures import plain
from perfeval.legible import legible
from perfeval.scorecard import Scorecard
from perfeval.tables import table
from perfeval.tables.grid import Cell, Grid
from perfeval.terms import Status

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _templates() -> "Environment":
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("perfeval.write", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: legible(value) if type(value) is str else value,
    )


def page(cards: Sequence[Scorecard]) -> str:
    """The tables of all cards on one page."""
    sheets = [_sheet(card) for card in cards]
    title = sheets[0]["name"] if len(sheets) == 1 else f"预算绩效自评：{len(sheets)} 张表"
    return _templates().get_template("page.html.j2").render(title=title, sheets=sheets, whole=True)


def fragment(card: Scorecard) -> str:
    """One table for a notebook cell."""
    return (
        _templates().get_template("page.html.j2").render(title=card.evaluation.name, sheets=[_sheet(card)], whole=False)
    )


def explain(found: Iterable[tuple[Scorecard, Sequence[Explanation]]]) -> str:
    """Explanations on one page."""
    sheets = [{"name": card.evaluation.name, "explanations": list(chosen)} for card, chosen in found]
    title = f"得分说明：{sheets[0]['name']}" if len(sheets) == 1 else f"得分说明：{len(sheets)} 张表"
    return _templates().get_template("explain.html.j2").render(title=title, sheets=sheets)


def _sheet(card: Scorecard) -> dict[str, Any]:
    grid = table(card)
    return {
        "name": card.evaluation.name,
        "grid": grid,
        "rows": _rows(grid),
        "columns": [f"{100 * width / sum(grid.widths):.2f}%" for width in grid.widths],
        "total": "未定" if card.total is None else plain(card.total),
        "of": plain(card.profile.total.value),
        "grade": card.grade,
        "profile": card.profile,
        "reason": card.reason,
        "bars": _bars(card),
        "undetermined": card.undetermined,
        "explanations": explanations(card),
    }


def _rows(grid: Grid) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(grid.height)]
    for cell in sorted(grid.cells, key=lambda cell: cell.col):
        rows[cell.row].append(cell)
    return rows


def _bars(card: Scorecard) -> list[dict[str, Any]]:
    """One bar a group, execution first: its share of its points, in the picture's 460 units of width."""
    bars = [("预算执行率", card.execution.score, card.execution.weight or Decimal(0), card.execution.status)]
    bars += [(group.name or "（未分级）", group.score, group.weight, group.status) for group in card.groups]
    return [
        {
            "name": name if len(name) <= 20 else f"{name[:19]}…",
            "full": name,
            "text": f"{plain(score)} / {plain(weight)}" if score is not None else status.label,
            "width": f"{float(460 * Fraction(score) / Fraction(weight)):.1f}" if score is not None and weight else "0",
            "open": status is Status.UNDETERMINED,
            "y": 44 * i,
        }
        for i, (name, score, weight, status) in enumerate(bars)
    ]
