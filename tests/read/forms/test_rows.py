"""The rows of the indicator table, and the row of its total."""

from tests.read.forms.pages import form

ROW = "产出 数量 人数 ≥9人 9人 20 20"


def test_the_total_is_no_row() -> None:
    """What stands under 得分 is the printed total."""
    evaluation = form(ROW, "总分 - - - - 100 95").evaluation
    assert (["人数"], "95") == ([row.name for row in evaluation.indicators], evaluation.published.total)


def test_a_reason_in_place_of_a_score_is_no_printed_score() -> None:
    """As the form that computes itself has it: the rows, the total."""
    filed = form("产出 数量 人数 ≥9人 9人 20 未定：没有权重（分值）", "总分 - - - - 100 未定：1项未能确定得分")
    assert (None, None) == (filed.evaluation.indicators[0].published_score, filed.evaluation.published.total)
    assert () == filed.unread


def test_a_row_of_the_template_is_none() -> None:
    """Levels without a name and without a figure."""
    assert ["人数"] == [row.name for row in form(ROW, "效益 经济 指标1： - - - -").evaluation.indicators]


def test_each_value_of_a_row_has_its_place() -> None:
    """As the cells stand in the file."""
    origins = form(ROW).origins
    places = {key: str(origins[f"indicators[0].{key}"]) for key in ("name", "target", "weight", "published_score")}
    assert {"name": 3, "target": 4, "weight": 6, "published_score": 7} == {
        key: int(place.removeprefix("表 1 第 3 行第 ").removesuffix(" 格")) for key, place in places.items()
    }
