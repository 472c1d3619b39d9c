"""What one document earns under several profiles: a column a profile, a line a row. No arithmetic."""

from collections.abc import Sequence
from decimal import Decimal

from perfeval.scoring.results import Scorecard
from perfeval.tables.blocks import messages, score_text
from perfeval.tables.grid import Grid, GridBuilder
from perfeval.values.figures import plain


def comparison(cards: Sequence[Scorecard]) -> Grid:
    """Scorecards of the same document side by side; execution with its points, which are the profile's own."""
    page = GridBuilder((30, 8, *(max(12, len(card.profile.id)) for card in cards)))
    for col, text in enumerate(("指标", "分值", *(card.profile.id for card in cards))):
        page.put(col, text, head=True)
    page.next()
    for results in zip(*(card.results() for card in cards), strict=True):
        weights = [result.weight for result in results]
        same = len({*weights}) == 1
        page.put(0, results[0].name)
        page.put(1, _points(weights[0]) if same else "")
        for col, (result, weight) in enumerate(zip(results, weights, strict=True), 2):
            page.put(col, score_text(result) + ("" if same else f" / {_points(weight)}"))
        page.next()
    page.put(0, "总分", head=True)
    page.put(1, "")
    for col, card in enumerate(cards, 2):
        page.put(col, "未定" if card.total is None else plain(card.total), head=True)
    page.next()
    if any(card.profile.grades.value for card in cards):
        page.put(0, "评价等级", head=True)
        page.put(1, "")
        for col, card in enumerate(cards, 2):
            page.put(col, card.grade or ("未定" if card.profile.grades.value else "不分等级"), head=True)
        page.next()
    told = (f"{card.profile.id}：{message}" for card in cards for message in messages(card))
    return page.finish(f"{cards[0].evaluation.name}：各评分规则下的得分", (), told)


def _points(points: Decimal | None) -> str:
    return "" if points is None else plain(points)
