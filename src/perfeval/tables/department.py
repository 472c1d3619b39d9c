"""部门整体支出绩效自评表."""

from perfeval.scoring.results import RowScore, Scorecard
from perfeval.tables import blocks
from perfeval.tables.grid import Grid
from perfeval.values.figures import plain

HEADS = {"name": "三级指标"}
"""The heads that the department's form prints in its own words."""


def department(card: Scorecard) -> Grid:
    """The official department table of a scorecard: rows under each 年度目标, or under one head where it has none."""
    head = card.evaluation.department
    assert head is not None
    page = blocks.empty_sheet(card)
    middle = page.columns // 2
    page.line("单位名称", head.name)
    page.put(0, "基本支出总额", head=True)
    page.put(1, blocks.wan(head.basic), middle - 1)
    page.put(middle, "项目支出总额", head=True)
    page.put(middle + 1, blocks.wan(head.projects), page.columns - middle - 1)
    page.next()
    blocks.goal(page, head)
    blocks.execution_block(page, card, "部门整体支出总额")
    of_goal: dict[str, list[RowScore]] = {}
    for row in card.rows:
        of_goal.setdefault(row.path.partition(".")[0], []).append(row)
    for g, (goal, group) in enumerate(zip(card.evaluation.goals, card.groups, strict=False), 1):
        points = plain(group.weight if goal.weight is None else goal.weight)
        page.line(f"年度绩效目标 {g}\n（{points} 分）", goal.name)
        blocks.indicators(page, card, "年度\n绩效\n指标", of_goal.get(f"goals[{g - 1}]", []), HEADS, points=False)
    if not card.evaluation.goals:
        points = plain(card.profile.total.value - (card.execution.weight or 0))
        blocks.indicators(page, card, f"年度\n绩效\n目标\n（{points} 分）", card.rows, HEADS, points=True)
    blocks.closing(page, card)
    year = f"{card.evaluation.year} 年度" if card.evaluation.year else ""
    return page.finish(f"{year}部门整体支出绩效自评表", blocks.form_notes(card), blocks.messages(card))
