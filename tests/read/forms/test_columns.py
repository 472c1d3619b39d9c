"""What the titles of a form mean, and the points and the unit that a title carries."""

import pytest

from perfeval.read.forms.columns import bare, is_title, key, money_unit, points_of_title, unit_of_title, without_points


@pytest.mark.parametrize(
    ("group", "title", "expected"),
    [
        ("indicators", "年初目标值（A）", "target"),
        ("indicators", "实际完成值\n（B）", "actual"),
        ("indicators", "得分", "score"),
        ("execution", "全年（调整）预算数", "budget"),
        ("execution", "执行数（B）", "executed"),
        ("fields", "项目名称：", "project.name"),
        ("fields", "乡村振兴", ""),
        ("indicators", "", ""),
        ("indicators", "score", ""),
        ("indicators", "目标值" * 30, ""),
    ],
)
def test_the_key_of_a_title(group: str, title: str, expected: str) -> None:
    """However it is spaced, numbered and put in brackets; a stranger's text is none."""
    assert expected == key(group, title)
    assert not expected or is_title(title)


def test_a_text_of_brackets_is_left_as_it_is() -> None:
    """So that no cell takes the square of its length."""
    text = "（" * 5000 + "）" * 5000
    assert 10_000 == len(bare(text))


@pytest.mark.parametrize(
    ("title", "points", "rest"),
    [
        ("产出指标\n（40 分）", "40", "产出指标"),
        ("产出指标【40】", "40", "产出指标"),
        ("满意度指标10分", "10", "满意度指标"),
        ("得分（20分*执行率）", "20", "得分"),
        ("绩效（一）", None, "绩效（一）"),
        ("2023年", None, "2023年"),
    ],
)
def test_the_points_of_a_title(title: str, points: str | None, rest: str) -> None:
    """In either brackets, or at the end; what is left is the name."""
    assert (points, rest) == (points_of_title(title), without_points(title))


@pytest.mark.parametrize(
    ("title", "expected"),
    [("预算数（万元）", "万元"), ("金额单位：元", "元"), ("单位：亿元", "亿元"), ("预算数（A）", "")],
)
def test_the_unit_of_money(title: str, expected: str) -> None:
    """In brackets, or after 单位."""
    assert expected == money_unit(title)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("执行率（%）", "%"),
        ("指标值（人）", "人"),
        ("完成值（B）（单位：公里）", "公里"),
        ("执行率（B/A）", ""),
        ("目标值（年初）", ""),
        ("目标值（A）", ""),
    ],
)
def test_the_unit_that_a_title_prints_for_its_figures(title: str, expected: str) -> None:
    """In brackets; not the letter or the formula of a column."""
    assert expected == unit_of_title(title)
