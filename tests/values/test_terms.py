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
