"""A document while a form is read into it: amounts, points and heads as they are printed, and what was not understood."""

import pytest

from perfeval.read.files.filed import FiledCell, Origin
from perfeval.read.forms.draft import Draft


def cell(text: str) -> FiledCell:
    """A cell with this text."""
    return FiledCell(0, 0, text, Origin("a.docx", "表 1 第 1 行第 1 格"))


@pytest.mark.parametrize(
    ("text", "unit", "expected", "told"),
    [
        ("100", "万元", "100万元", 0),
        ("100元", "万元", "100元", 0),
        ("100万", "万元", "100万元", 0),
        ("1,397.58", "元", "1,397.58元", 0),
        ("/", "万元", None, 0),
        ("万元", "万元", None, 0),
        ("若干", "万元", None, 1),
    ],
)
def test_an_amount_of_money(text: str, unit: str, expected: str | None, told: int) -> None:
    """With the unit of its head where it has none; what is no amount is told."""
    draft = Draft()
    assert expected == draft.amount(cell(text), unit)
    assert told == len(draft.unread)


@pytest.mark.parametrize(("text", "expected", "told"), [("10分", 10, 0), ("/", None, 0), ("十分", None, 1)])
def test_points(text: str, expected: int | None, told: int) -> None:
    """A number, or it is told."""
    draft = Draft()
    assert (expected, told) == (draft.points(cell(text)), len(draft.unread))


def test_a_head_with_other_points_than_before() -> None:
    """The first stand, the others are told."""
    draft = Draft()
    assert ["产出指标", "产出指标"] == [draft.heading(cell(text)) for text in ("产出指标（40分）", "产出指标（50分）")]
    assert {"产出指标": 40} == draft.weights
    assert ["表 1 第 1 行第 1 格：“产出指标（50分）”：“产出指标”前面已印有另一个分值，未录入"] == [
        str(unread) for unread in draft.unread
    ]
