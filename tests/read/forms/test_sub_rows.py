"""Rows under an indicator: what is certain stands there, the rest stays a row of its own; see also tests/forms/sub-rows.toml."""

import pytest

from perfeval.forms.model import Indicator
from tests.read.forms.pages import form


def outline(*lines: str) -> list[object]:
    """The names: of a row, or of a row with those under it."""
    return [names(row) for row in form(*lines).evaluation.indicators]


def names(row: Indicator) -> object:
    return (row.name, *(inner.name for inner in row.rows)) if row.rows else row.name


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("产出 数量 培训 - - 20 20", "- - 人数 ≥1人 2人 - -", "- - 场次 ≥1场 2场 - -"), [("培训", "人数", "场次")]),
        (("产出 数量 培训 - - - -", "- - ①人数 ≥1人 2人 5 5", "- - 场次 ≥1场 2场 5 5"), [("培训", "①人数"), "场次"]),
        (("产出 数量 培训 - - |2:20 |2:20", "- - 人数 ≥1人 2人", "- - 场次 ≥1场 2场 5 5"), [("培训", "人数"), "场次"]),
        # no head: figures of its own, a line of the same numbering, another level, points of its own under points
        (("产出 数量 人数 ≥9人 9人 20 20", "- - 其中：女性 ≥1人 2人 - -"), ["人数", "其中：女性"]),
        (("产出 数量 （1）人数 - - - -", "- - （2）场次 ≥1场 2场 5 5"), ["（1）人数", "（2）场次"]),
        (("产出 数量 培训 - - 20 20", "- 质量 人数 ≥1人 2人 - -"), ["培训", "人数"]),
        (("产出 数量 培训 - - 20 20", "- - 人数 ≥1人 2人 5 5"), ["培训", "人数"]),
    ],
)
def test_rows_stand_under_one_without_figures(lines: tuple[str, ...], expected: list[object]) -> None:
    assert expected == outline(*lines)


def test_a_name_over_rows_is_their_head_where_its_points_are_merged_too() -> None:
    """Else each row is scored by itself, under the same name."""
    assert [("就业", "就业", "就业")] == outline("产出 数量 |2:就业 ≥1人 2人 |2:9 |2:9", "- - ≥2% 3%")
    assert ["就业", "就业"] == outline("产出 数量 |2:就业 ≥1人 2人 5 5", "- - ≥2% 3% 5 5")


def test_points_over_rows_that_have_no_head_are_told() -> None:
    read = form("产出 数量 人数 ≥1人 2人 |2:9 |2:8", "- - 场次 ≥1场 2场")
    assert [9, None] == [row.weight for row in read.evaluation.indicators]
    assert ["“9”：这一格跨几行，记在其中第一行", "“8”：这一格跨几行，记在其中第一行"] == [
        str(one).partition("：")[2] for one in read.unread
    ]


def test_a_row_under_another_says_where_it_stood() -> None:
    read = form("产出 数量 培训 - - 20 20", "- - 人数 ≥1人 2人 - -")
    assert "表 1 第 4 行第 4 格" == str(read.origin("indicators[0].rows[0].target"))


def test_goals_part_the_rows() -> None:
    """A row of the next 年度目标 stands under none of the one before."""
    read = form(
        "年度绩效目标1（5分） 甲", "产出 数量 培训 - - 20 20", "年度绩效目标2（5分） 乙", "产出 数量 人数 ≥1人 2人 - -"
    )
    assert ["培训", "人数"] == [names(row) for row in read.evaluation.indicators]
