"""一级指标 and 二级指标 of the rows: in cells over them, in blank cells under one, or on rows of their own."""

from decimal import Decimal

import pytest

from tests.read.forms.pages import form

ROW = "- 数量 人数 ≥9人 9人 20 20"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("一、产出指标（40分） - - - - - -", ROW), ("一、产出指标", "数量")),
        (("产出指标（40分） 数量 人数 ≥9人 9人 20 20",), ("产出指标", "数量")),
        (("产出指标 - - - - 40 40", ROW), ("产出指标", "数量")),
    ],
)
def test_a_level_and_its_points(lines: tuple[str, ...], expected: tuple[str, str]) -> None:
    """The points of a 一级指标 are the form's, whether in its name or in the column of points."""
    evaluation = form(*lines).evaluation
    assert [expected] == [(row.level1, row.level2) for row in evaluation.indicators]
    assert ((expected[0], Decimal(40)),) == evaluation.weights


def test_a_level_holds_for_the_rows_under_it() -> None:
    """In blank cells, and over a new 二级指标."""
    lines = ("产出 数量 人数 ≥9人 9人 20 20", "- - 场次 ≥3场 3场 20 20", "- 质量 合格率 ≥90% 95% 20 20")
    rows = form(*lines, "效益 经济 收入 ≥1元 1元 20 20").evaluation.indicators
    levels = [("产出", "数量"), ("产出", "数量"), ("产出", "质量"), ("效益", "经济")]
    assert levels == [(row.level1, row.level2) for row in rows]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("产出指标 - - - - 40 40", ROW), "第 3 行第 7 格：“40”：一级、二级指标的小计没有对应的键，未录入"),
        (
            ("产出 数量指标（20分） 人数 ≥9人 9人 20 20",),
            "第 3 行第 2 格：“数量指标（20分）”：二级指标所印的分值没有对应的键，未录入",
        ),
    ],
)
def test_what_a_level_prints_beside_is_told(lines: tuple[str, ...], told: str) -> None:
    """A subtotal of scores, the points of a 二级指标: no key holds them."""
    assert [f"表 1 {told}"] == [str(unread) for unread in form(*lines).unread]
