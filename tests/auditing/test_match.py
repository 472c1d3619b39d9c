"""Which shipped profile explains a filed table's printed scores, and that it is said where that cannot be told."""

import json
from pathlib import Path

import pytest

from perfeval import load, loads
from perfeval.auditing.match import match
from perfeval.commands.main import main
from tests.paths import TESTS

FILINGS = sorted((TESTS / "filings").glob("*.toml"))


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem[:24])
def test_published_tables_agree_with_the_rules_that_they_are_filed_under(path: Path) -> None:
    """What explains best, where anything does, is the profile that the table names, or explains it as well as that one."""
    table = load(path)
    found = match(table)
    best = [one.profile for one in found.best]

    assert not best or table.profile in best or next(m for m in found.every if m.profile == table.profile).against


HUNAN = """
[department]
name = "某委"
[[indicators]]
name = "预算完成率"
target = "100%"
actual = "92.8%"
weight = 5
published_score = {points}
rule = "预算完成率"
[[indicators]]
name = "在职人员控制率"
target = "≤100%"
actual = "88.66%"
weight = 5
published_score = 5
rule = {{ rule = "steps", start = "100%", per = "1%", deduct = 0.5, count = "whole", full = 5 }}
"""


def test_hunan_s_form_is_known_by_its_whole_steps() -> None:
    found = match(loads(HUNAN.format(points=3)))

    assert found.is_told
    assert ["hunan-department"] == [one.profile for one in found.best]
    assert (2, 0, ()) == (found.best[0].exact, found.best[0].by_slip, found.best[0].against)


def test_what_speaks_against_a_profile_is_named() -> None:
    (hunan,) = (one for one in match(loads(HUNAN.format(points=2))).every if one.profile == "hunan-department")

    assert ["indicators[0]（预算完成率）印 2 分，按这套规则应为 3 分"] == [str(one) for one in hunan.against]


def test_no_printed_score_tells_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "table.toml"
    path.write_text('[project]\nname = "甲"\n[[indicators]]\nname = "乙"\ntarget = "≥9个"\nactual = "9个"\n', "utf-8")

    assert 1 == main(["profiles", "match", str(path)])
    assert "看不出用的是哪套规则" in capsys.readouterr().out


def test_the_command_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "table.toml"
    path.write_text(HUNAN.format(points=3), encoding="utf-8")

    assert 0 == main(["profiles", "match", str(path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert (2, ["hunan-department"]) == (found["printed"], found["best"])


def test_points_that_the_form_prints_for_execution_speak_against_other_points() -> None:
    table = loads(
        '[project]\nname = "甲"\n[execution]\nbudget = "100万元"\nexecuted = "90万元"\nweight = 20\npublished_score = 18\n'
    )
    against = {one.profile: len(one.against) for one in match(table).every}

    assert 0 == against["hubei-wuhan"]
    assert 1 == against["mof-2020"]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.toml"
    path.write_text(HUNAN.format(points=3), encoding="utf-8")

    assert 2 == main(["profiles", "match", str(tmp_path / "none.toml"), str(path)])
    assert "hunan-department" in capsys.readouterr().out
