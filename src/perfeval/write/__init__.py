"""Scorecards and grids as text and JSON."""

from perfeval.legible import json_line
from perfeval.scorecard import Scorecard
from perfeval.tables import table


def to_text(card: Scorecard, columns: int | None = None) -> str:
    """The official table for a terminal, `columns` wide at most."""
    from perfeval.write.text import draw  # rich measures the widths: only where a table is drawn

    return draw(table(card), columns)


def to_json(card: Scorecard) -> str:
    """The result as one line of JSON (schema 1)."""
    return json_line(card.as_dict())
