"""What cells say: every phrasing of docs/phrases.tsv is read as the table says, and as the page shows."""

import json
from typing import Any

import pytest

from perfeval import RowScore, loads, score
from tests.paths import ROOT

LINES = [
    line.split("\t")
    for line in (ROOT / "docs/phrases.tsv").read_text("utf-8").splitlines()
    if line[:1] not in ("", "#")
]


def row(target: str, actual: str, profile: str = "hubei-wuhan", **more: Any) -> RowScore:
    """The result of a row of 10 points with these cells."""
    cells = {"level1": "产出指标", "name": "某项", "target": target, "actual": actual, "weight": 10} | more
    return score(loads(json.dumps({"profile": profile, "project": {"name": "某"}, "indicators": [cells]}))).rows[0]


@pytest.mark.parametrize(("target", "actual", "level2", "expected"), LINES)
def test_phrasings(target: str, actual: str, level2: str, expected: str) -> None:
    """Points where it has one meaning; a code where it has several."""
    found = row(target, actual, level2=level2)
    assert expected == str(found.score or found.code)


def test_the_page_shows_every_phrasing() -> None:
    """In the order of the table."""
    page = (ROOT / "docs/phrases.md").read_text("utf-8")
    assert len(LINES) == sum(line.startswith("| ") for line in page.splitlines()) - 2
    assert len(LINES) > 150


# --- dates, 是/否, bounds -------------------------------------------------------------------------------------------


def test_a_date_that_is_kept_earns_the_whole_weight_and_is_told() -> None:
    """By our reading, with a note and a sentence."""
    found = row("12.31前", "12.20")
    assert ("10.00", "本项目的理解") == (str(found.score), found.clause)
    assert ["reached-without-ratio"] == [note.code for note in found.notes]
    assert "来源没有规定，按本项目的理解，完成时间“12.20”不晚于目标时间“12.31前”，计 10 分。" == found.steps[1].text


def test_a_date_that_is_missed_is_undetermined_with_that_reason() -> None:
    """No source says how late costs what."""
    found = row("2023年12月31日前", "2024年1月5日")
    assert (None, "date-late") == (found.score, found.code)
    assert "晚于" in found.reason


def test_a_judged_date_is_judged() -> None:
    """Where the form judges the row, the judgement counts."""
    found = row("2023年12月31日前", "2024年1月5日", attainment="部分达成预期指标并具有一定效果", rate="70%")
    assert "7.00" == str(found.score)


def test_a_date_needs_a_weight() -> None:
    assert "weight-missing" == row("12.31前", "12.20", weight=None).code


@pytest.mark.parametrize(("actual", "expected"), [("是", "10.00"), ("否", "0.00")])
def test_yes_and_no_by_a_rule_of_met_or_not(actual: str, expected: str) -> None:
    """是否评分法 of the profile scores them; elsewhere they are judged."""
    found = row("是", actual, "sichuan-pidu-2025", rule="是否评分法")
    assert (expected, "六类评分方法") == (str(found.score), found.clause)
    assert "attainment-missing" == row("是", actual).code
    assert "9.50" == str(row("是", actual, attainment="达成预期指标", rate="95%").score)


def test_a_bound_that_answers_is_told() -> None:
    """小于0 meets ≤0; 90%以上 leaves ≥95% open; an unsigned 0 has no side."""
    assert ["reached-without-ratio"] == [note.code for note in row("≤0起", "小于0起").notes]
    assert "达到目标值“≥95%”与否没有写明" in row("≥95%", "90%以上").reason
    assert "都没有达到" in row("≥95%", "小于90%").reason
    assert "actual-repeats-sign" == row("0起", "小于0起").code
    steps = {"rule": "steps", "start": "target", "per": "1%", "deduct": 1, "count": "whole"}
    assert "actual-repeats-sign" == row("≥95%", "96%以上", "jiangxi-2017", rule=steps).code  # steps look at the figure


# --- units --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "target", "actual", "expected"),
    [
        ("作业道长度（公里）", "30", "28公里", "9.33"),
        ("作业道长度（公里）", "30", "28000米", "9.33"),
        ("作业道长度（公里）", "30", "28", "9.33"),
        ("作业道长度（公里）", "30亩", "28", "9.33"),
        ("作业道长度（公里）", "30", "28亩", "unit-mismatch"),
        ("合格率（%）", "95", "90%", "9.47"),
        ("合格率（%）", "0.95", "90%", "share-ambiguous"),
        ("合格率（%）", "95", "0.9", "share-ambiguous"),
        ("合格率（%）", "0.95", "0.9", "9.47"),
    ],
)
def test_the_unit_in_the_name_counts(name: str, target: str, actual: str, expected: str) -> None:
    """That of the cell wins; a figure up to 1 beside % stays open."""
    found = row(target, actual, name=name)
    assert expected == str(found.score or found.code)


def test_the_unit_in_the_name_needs_no_note() -> None:
    """A bare target takes it from the name in silence, from the actual value with a note."""
    assert () == tuple(row("30", "28", name="长度（公里）").notes)
    assert ["unit-missing"] == [note.code for note in row("30", "28公里").notes]
    assert ["unit-missing"] == [note.code for note in row("≥50000元", "5万").notes]
    assert ["year-as-365"] == [note.code for note in row("≤365天", "1年").notes]


def test_the_sign_in_the_name_counts() -> None:
    """总投入（≤**万元） with 6070 is at most 6070万元; a sign in the cell stands over it."""
    fewer, more = (row("6070", actual, level2="成本指标", name="总投入（≤**万元）") for actual in ("6000", "6100"))
    assert ("10.00", "9.95") == (str(fewer.score), str(more.score))
    assert "反向指标" in fewer.explanation
    assert "10.00" == str(row("≥6070", "6100", name="总投入（≤**万元）").score)


def test_a_blank_around_a_word_changes_nothing() -> None:
    """不适用 with a blank takes the row out; a stroke is no 得分系数."""
    assert "not-applicable" == row("≥5个", "不适用 ").code
    assert "10.00" == str(row("≥5个", "5个", coefficient="/").score)
