"""Points that a form's heads give to rows: a head with one row gives it its own, the others have none."""

from decimal import Decimal

import pytest

from perfeval import loads, score
from perfeval.forms.heads import heads_of, label, weighed_rows

SEED = """
profile = "hubei-wuhan"
[project]
name = "甲"
[execution]
budget = "100万元"
executed = "100万元"
[weights]
"产出指标" = 40
"效益指标" = 30
"满意度指标" = 10
[[indicators]]
level1 = "产出"
name = "走访"
target = "≥20户"
actual = "10户"
[[indicators]]
level1 = "效益指标"
name = "增收"
target = "≥10%"
actual = "10%"
[[indicators]]
level1 = "效益指标"
name = "就业"
target = "≥10人"
actual = "10人"
[[indicators]]
level1 = "满意度指标"
name = "满意度"
target = "≥90%"
actual = "90%"
"""


def test_a_head_with_one_row_gives_it_its_points() -> None:
    """One row has them all; of two nobody can tell which has how much."""
    rows = [row.weight for _, row in weighed_rows(loads(SEED))]
    assert [Decimal(40), None, None, Decimal(10)] == rows


def test_score_counts_them() -> None:
    """20 of 40 for half of what was asked; the rows without points stay open."""
    card = score(loads(SEED))
    assert ["20.00", "None", "None", "10.00"] == [str(row.score) for row in card.rows]
    assert card.total is None


@pytest.mark.parametrize("under", ["效益指标", "产出指标"])
def test_a_weight_of_the_rows_own_stands(under: str) -> None:
    """Where a row prints its points, its head gives none to another."""
    more = f'[[indicators]]\nlevel1 = "{under}"\nname = "产值"\ntarget = "≥1万元"\nactual = "1万元"\nweight = 7\n'
    rows = {row.name: row.weight for _, row in weighed_rows(loads(SEED + more))}
    assert Decimal(7) == rows["产值"]
    assert (None if under == "产出指标" else Decimal(40)) == rows["走访"]


def test_a_goal_is_a_head() -> None:
    """年度目标 prints points for its rows."""
    text = 'profile = "hubei-wuhan"\n[department]\nname = "甲"\n[[goals]]\nname = "调研"\nweight = 6\n[[goals.indicators]]\nname = "报告"\n'
    assert {"goals[0]": Decimal(6)} == heads_of(loads(text))
    assert [("goals[0].indicators[0]", Decimal(6))] == [(path, row.weight) for path, row in weighed_rows(loads(text))]


def test_labels_are_folded() -> None:
    """One head under its names."""
    assert label("产出") == label("产出指标") != label("效益")
