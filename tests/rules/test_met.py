"""是否: targets that say 是 or 否, met or not under a profile that scores them so; one answer on every engine."""

from fractions import Fraction

import polars as pl
import pytest
from attrs import evolve

from perfeval import Profile, batch, load_profile, score
from perfeval.profiles import Cited, Clause
from perfeval.scoring.results import RowScore
from perfeval.write.row_formulas import RowCells, score_cells
from tests import excel
from tests.engines import OWN
from tests.samples import judgement, table

YES_NO: Profile = evolve(
    load_profile(OWN),
    id="是否",
    clauses={"外事": Clause("FORM", "目标值是、否，25、15、13、10、5 分（外事出国项目专项经费绩效评价表）")},
    yes_no_rule=Cited("exact", "text", "外事"),
)


def row(target: str, actual: str, profile: Profile = YES_NO) -> RowScore:
    return score(table(judgement(target=target, actual=actual, weight=15)), profile=profile).rows[0]


@pytest.mark.parametrize(
    ("target", "actual", "expected"), [("是", "是", 15), ("是", "否", 0), ("否", "否", 15), ("否", "是", 0)]
)
def test_met_or_not(target: str, actual: str, expected: int) -> None:
    assert expected == row(target, actual).exact


def test_in_words() -> None:
    assert "依据外事，目标值“是”，实际完成值“否”，不同，没有达到，计 0 分。" in row("是", "否").explanation
    ours = evolve(YES_NO, yes_no_rule=Cited("exact", "reading", note="试"))
    assert "依据本项目的理解，目标值“是”，实际完成值“是”，相同，已达到，计 15 分。" in row("是", "是", ours).explanation


def test_other_profiles_ask_for_a_judgement() -> None:
    assert "none" == load_profile(OWN).yes_no_rule.value
    assert "rule-unstated" == row("是", "是", load_profile(OWN)).code


def test_other_words_are_no_answer() -> None:
    assert "rule-unstated" == row("是", "基本是").code


@pytest.mark.parametrize(("row_rule", "expected"), [("allowed", [15, 0, 15]), ("none", [None] * 3)])
def test_columns_give_the_same(row_rule: str, expected: list[int | None]) -> None:
    """Where a row may have a rule; else it is scored as a document alone, and told to be beyond columns."""
    cells = (("是", "是"), ("是", "否"), ("否", "否"))
    filed = table(*(judgement(target=a, actual=b, weight=15) for a, b in cells))
    profile = evolve(YES_NO, row_rule=Cited(row_rule, "practice"))
    found = batch.score(pl.DataFrame(list(batch.rows([("a", filed)], profile=profile))), profiles=[profile])
    assert expected == found.filter(pl.col("kind") != "execution")["score"].to_list()


@pytest.mark.parametrize(("target", "actual", "expected"), [("是", "是", 15), ("是", "否", 0), ("否", "否", 15)])
def test_excel_gives_the_same(target: str, actual: str, expected: int) -> None:
    at = RowCells(7)
    cells = {
        at["text"]: target,
        at["said"]: actual,
        at["judged"]: Fraction(1),
        at["weight"]: Fraction(15),
        at["state"]: "计分",
    }
    made = score_cells(at, YES_NO)["exact"]
    assert expected == excel.value(
        made,
        cells
        | dict.fromkeys((at["rule"], at["direction"], at["attainment"]), "")
        | {at[name]: Fraction(1) for name in ("a", "b", "share")},
    )
