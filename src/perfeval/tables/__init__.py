"""Scorecards as the official tables: grids of merged cells, without arithmetic.

In: a `Scorecard`; several under different profiles for `comparison`. Out: a `Grid`, which the writers draw. Open `project.py` first.
"""

from perfeval.scoring.results import Scorecard
from perfeval.tables.comparison import comparison
from perfeval.tables.department import department
from perfeval.tables.grid import Grid, GridCell
from perfeval.tables.project import project
from perfeval.values.terms import Form

__all__ = ["Grid", "GridCell", "comparison", "table"]


def table(card: Scorecard) -> Grid:
    """The official table of a scorecard: 项目支出绩效自评表 or 部门整体支出绩效自评表."""
    return project(card) if card.evaluation.form is Form.PROJECT else department(card)
