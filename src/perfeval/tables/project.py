"""项目支出绩效自评表."""

from perfeval.scoring.results import Scorecard
from perfeval.tables import blocks
from perfeval.tables.grid import Grid
from perfeval.values.figures import plain

CHOICES = (("category", "项目类别"), ("nature", "项目属性"), ("type", "项目类型"))


def project(card: Scorecard) -> Grid:
    """The official project table of a scorecard."""
    head = card.evaluation.project
    assert head is not None
    page = blocks.empty_sheet(card)
    middle = page.columns // 2
    page.line("项目名称", head.name)
    page.put(0, "主管部门", head=True)
    page.put(1, head.supervisor, middle - 1)
    page.put(middle, "项目实施单位", head=True)
    page.put(middle + 1, head.implementer, page.columns - middle - 1)
    page.next()
    for key, label in CHOICES:
        options, chosen = card.profile.form_choices.value.get(key, ()), getattr(head, key)
        if options or chosen:
            page.line(label, blocks.ticks(options, chosen) if options else chosen, left=bool(options))
    blocks.goal(page, head)
    blocks.execution_block(page, card, card.profile.form_heads.value["funds"])
    points = plain(card.profile.total.value - (card.execution.weight or 0))
    blocks.indicators(page, card, f"年度\n绩效\n目标\n（{points} 分）", card.rows, {}, points=True)
    blocks.closing(page, card)
    year = f"{card.evaluation.year} 年度" if card.evaluation.year else ""
    return page.finish(f"{year}项目支出绩效自评表", blocks.form_notes(card), blocks.messages(card))
