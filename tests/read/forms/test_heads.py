"""What stands above the two tables of a form: title, year, labels with their values."""

import pytest

from perfeval.read.forms.heads import is_about, is_form_title
from tests.read.forms.pages import block, form


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2022年度项目支出绩效自评表", True),
        ("部门整体支出绩效自评表（2023年度）", True),
        ("我单位填报了绩效自评表，并按要求公开。", False),
        ("项目名称：2020年绩效自评", False),
        ("附件1", False),
    ],
)
def test_the_title_of_a_form(line: str, expected: bool) -> None:
    """No sentence, and no label with its value."""
    assert expected is is_form_title(line)


@pytest.mark.parametrize(("line", "expected"), [("（2023年度）", True), ("2023年", True), ("2023年5月", False)])
def test_a_line_that_tells_the_year(line: str, expected: bool) -> None:
    """A year alone, not a date."""
    assert expected is is_about(line)


def test_labels_with_their_values() -> None:
    """Each at its key."""
    form = block("（2023年度）", "项目名称 乡村振兴", "主管部门 农业农村局 实施单位 某某区农技站")
    project = form.evaluation.project
    assert project
    assert (2023, "乡村振兴", "农业农村局", "某某区农技站") == (
        form.evaluation.year, project.name, project.supervisor, project.implementer
    )  # fmt: skip


def test_a_department_is_no_project() -> None:
    """By its label."""
    form = block("部门名称 农业农村局")
    assert form.evaluation.department
    assert "农业农村局" == form.evaluation.department.name


def test_a_second_value_of_a_label_is_told() -> None:
    """The first stands; nobody knows which is right."""
    form = block("项目名称 乡村振兴", "项目名称 生态保护")
    assert form.evaluation.project
    assert "乡村振兴" == form.evaluation.project.name
    assert ["表 1 第 2 行第 2 格：“生态保护”：同一栏前面已有另一个值，未录入"] == [str(u) for u in form.unread]


@pytest.mark.parametrize("cells", ["优☑ 良□ 中□ 差□", "优☑良□中□差□", "☑优 □良 □中 □差"])
def test_a_grade_that_is_ticked(cells: str) -> None:
    """In one cell or in a cell each: the ticked one, and nothing of the others is told."""
    found = form("产出 数量 人数 ≥9人 9人 20 20", "总分 - - - - 20 20", f"评价等级 {cells}")
    assert ("优", ()) == (found.evaluation.published.grade, found.unread)
