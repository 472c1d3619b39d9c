"""What a row says: its texts, and target and actual put together from sign, number and unit."""

import pytest

from tests.read.forms.pages import form

HEADS = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分", "偏差原因")


@pytest.mark.parametrize(
    ("cells", "target", "actual"),
    [
        ("≥ 9 人 10", "≥9人", "10人"),
        ("═ 98 % 98", "═98%", "98%"),
        ("≥ ≥9人 人 10人", "≥9人", "10人"),
        ("定性 优良 无 优良", "优良", "优良"),
        ("≥ 5万 元 4.5万", "≥5万元", "4.5万元"),
        ("≥ 5万 万元 45000元", "≥5万元", "45000元"),
        ("≥ 20 2 15", "≥20", "15"),  # and not 202
        ("＝ 98 % 0.98", "＝98%", "0.98"),  # 0.98 may be 98 %: nothing is put behind it
    ],
)
def test_sign_value_and_unit_in_columns(cells: str, target: str, actual: str) -> None:
    """They reach the actual value as they reach the target; what a cell says itself is not said twice."""
    (row,) = form(f"产出 数量 人数 {cells} 20 20 无", heads=HEADS).evaluation.indicators
    assert (target, actual) == (row.target, row.actual)


def test_a_direction_in_the_sign_column() -> None:
    """反向 beside a figure without a sign; where less is better is said nowhere else."""
    (row,) = form("产出 数量 人数 反向 9 人 10 20 20 无", heads=HEADS).evaluation.indicators
    assert ("9人", "reverse") == (row.target, getattr(row, "direction", None))


@pytest.mark.parametrize(
    ("cells", "target", "actual"),
    [
        ("≥100 95", "≥100人", "95人"),
        ("≥90% 95", "≥90%", "95"),  # the target says what is counted
        ("2023-06-30 2023-06-01", "2023-06-30", "2023-06-01"),
        ("较好 较好", "较好", "较好"),
    ],
)
def test_a_unit_in_the_heads(cells: str, target: str, actual: str) -> None:
    """It stands behind bare figures alone."""
    heads = ("一级指标", "二级指标", "三级指标", "指标值（人）", "实际完成值（人）", "分值", "得分")
    (row,) = form(f"产出 数量 人数 {cells} 20 20", heads=heads).evaluation.indicators
    assert (target, actual) == (row.target, row.actual)


@pytest.mark.parametrize(("cell", "expected"), [("0", ""), ("/", ""), ("0.00", ""), ("下雨", "下雨")])
def test_a_reason_that_says_nothing(cell: str, expected: str) -> None:
    """A formula leaves its 0 behind, a clerk a stroke."""
    (row,) = form(f"产出 数量 人数 ≥ 9 人 10 20 20 {cell}", heads=HEADS).evaluation.indicators
    assert expected == row.reason
