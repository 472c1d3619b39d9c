"""The field's terms: official labels, their usual other names, names for programs."""

from enum import Enum

import pytest

from perfeval import Direction, Form, Kind, Level1, Level2, Measure, Status


@pytest.mark.parametrize("kind", [Level1, Level2])
def test_official_labels_name_themselves(kind: type[Level1] | type[Level2]) -> None:
    """Each member is found by its own label, spaced or not."""
    for member in kind:
        assert member is kind.of(member.value) is kind.of(" ".join(member.value))
    assert kind.of("投入目标") is None
    assert kind.of("") is None


@pytest.mark.parametrize(
    ("label", "level1", "level2"),
    [
        ("产出", Level1.OUTPUT, None),
        ("效果指标", Level1.BENEFIT, None),
        ("服务对象满意度指标", Level1.SATISFACTION, Level2.SATISFACTION),
        ("成本指标", Level1.COST, Level2.COST),
        ("群众满意度", None, Level2.SATISFACTION),
        ("进度", None, Level2.TIMELINESS),
        ("可持续影响效益指标", None, Level2.SUSTAINABLE),
        ("环境效益", None, Level2.ECOLOGICAL),
        ("生态成本指标", None, Level2.ECOLOGICAL_COST),
    ],
)
def test_labels_as_forms_print_them(label: str, level1: Level1 | None, level2: Level2 | None) -> None:
    """The usual other names mean the official one, each on its own level."""
    assert level1 is Level1.of(label)
    assert level2 is Level2.of(label)


@pytest.mark.parametrize("kind", [Kind, Direction, Measure, Form, Status])
def test_every_member_has_a_chinese_label(kind: type[Enum]) -> None:
    """Members are plain names for programs and carry a label for readers."""
    labels = {member.label for member in kind}  # type: ignore[attr-defined]
    assert len(labels) == len(kind)
    assert all(str(member) == member.value and member.value.isascii() for member in kind)
    assert not any(label.isascii() for label in labels)


NAMES = """产出指标 产出 项目产出 项目产出指标 项目完成指标 项目完成
效益指标 效益 效果指标 效果 项目效益 项目效益指标 项目效果 项目效果指标
满意度指标 满意度 服务对象满意度指标 服务对象满意度
成本指标 成本"""
SECOND = """数量指标 数量 产出数量 产出数量指标
质量指标 质量 产出质量 产出质量指标
时效指标 时效 产出时效 产出时效指标 进度指标 进度
成本指标 成本
经济效益指标 经济效益
社会效益指标 社会效益
生态效益指标 生态效益 环境效益指标 环境效益
可持续影响指标 可持续影响 可持续影响效益指标 可持续影响效益
服务对象满意度指标 服务对象满意度 群众满意度 群众满意度指标 满意度指标
经济成本指标 经济成本
社会成本指标 社会成本
生态环境成本指标 生态环境成本 生态成本指标 生态成本"""


@pytest.mark.parametrize(("kind", "lines"), [(Level1, NAMES), (Level2, SECOND)], ids=["level1", "level2"])
def test_every_name_that_is_in_print(kind: type[Level1] | type[Level2], lines: str) -> None:
    """Each by its official label, and no official label is missing."""
    told = [line.split() for line in lines.splitlines()]
    assert [member.value for member in kind] == [label for label, *_ in told]
    for label, *others in told:
        assert {kind(label)} == {kind.of(name) for name in (label, *others)}


def test_the_labels_and_names_themselves() -> None:
    labels = {
        str(member): member.label for kind in (Kind, Direction, Measure, Form, Status) for member in kind
    }  # what programs read, and what readers do
    expected = {
        "quantitative": "定量指标",
        "qualitative": "定性指标",
        "forward": "正向指标",
        "reverse": "反向指标",
        "equal": "等于指标",
        "absolute": "绝对值",
        "relative": "相对值",
        "project": "项目支出绩效自评表",
        "department": "部门整体支出绩效自评表",
        "scored": "已计分",
        "not-applicable": "不适用",
        "undetermined": "未能确定",
    }
    assert expected == labels
