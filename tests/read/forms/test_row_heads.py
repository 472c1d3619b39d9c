"""The heads of the indicator table: which column holds what, in one row of heads or in two."""

import pytest

from tests.read.forms.pages import HEADS, form


@pytest.mark.parametrize(
    "heads",
    [
        HEADS,
        ("一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "分值", "得分"),
        ("一级\n指标", "二级\n指标", "三级\n指标", "年度指标值", "全年完成值", "权重", "自评得分"),
    ],
)
def test_heads_as_they_are_called(heads: tuple[str, ...]) -> None:
    """The same columns under other names."""
    (row,) = form("产出 数量 人数 ≥9人 8人 20 18", heads=heads).evaluation.indicators
    assert ("产出", "数量", "人数", "≥9人", "8人", 20, "18") == (
        row.level1, row.level2, row.name, row.target, row.actual, row.weight, row.published_score
    )  # fmt: skip


def test_a_column_that_is_not_known_is_told() -> None:
    """By its head, once; the rest of the row is read."""
    heads = (*HEADS[:5], "责任处室", *HEADS[5:])
    found = form("产出 数量 人数 ≥9人 9人 办公室 20 20", "产出 数量 场次 ≥9场 9场 办公室 20 20", heads=heads)
    assert [("9人", 20), ("9场", 20)] == [(row.actual, row.weight) for row in found.evaluation.indicators]
    assert ["表 1 第 2 行第 6 格：“责任处室”：这一栏不认识，其下各格未录入"] == [str(u) for u in found.unread]
