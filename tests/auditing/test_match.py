"""Which shipped profile explains a filed table's printed scores, and that it is said where that cannot be told."""

import json
from pathlib import Path

import pytest

from perfeval import load, loads
from perfeval.auditing.match import match
from perfeval.commands.main import main
from perfeval.profiles import FORMER_IDS
from tests.paths import TESTS

FILINGS = sorted([*(TESTS / "filings").glob("*.toml"), *(TESTS / "filings2").glob("*.toml")])
ONE = "只有一个得分说得通（hubei-wuhan），是满分或 0 分，不足以认定"
NOT_TOLD = {  # 20 of 20 for execution alone: the other rows print no weight
    "024-anju-shichang-shipin": ONE,
    "009-jinchutou-dept-form": "这些得分，各套规则都没有算出",  # scores without a figure beside them
}
"""Why nothing is told of tables that print scores."""


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem[:24])
def test_published_tables_agree_with_the_rules_that_they_are_filed_under(path: Path) -> None:
    """The profile that a table names explains it best, or nothing tells it from another; without scores nothing is told."""
    table = load(path)
    found = match(table)
    best = [one.profile for one in found.best]

    if path.stem in NOT_TOLD:
        assert [] == best
        assert NOT_TOLD[path.stem] in str(found)
    elif found.printed:
        assert FORMER_IDS.get(str(table.profile), table.profile) in best
    else:
        assert not found.is_told


ALIKE = """
[project]
name = "甲"
{chosen}
[execution]
budget = "100万元"
executed = "90万元"
[[indicators]]
name = "乙"
target = "≥100人"
actual = "90人"
{weight}
published_score = 9
"""


@pytest.mark.parametrize(
    ("chosen", "weight", "expected"),
    [
        ("", "weight = 10", ["mof-2020", "beijing-haidian-2016"]),
        ('category = "区级专项"', "weight = 10", ["hubei-wuhan", "mof-2020", "beijing-haidian-2016"]),
    ],
    ids=["column", "choices"],
)
def test_what_a_form_shows_beside_its_scores_tells_rules_apart_that_give_the_same(
    chosen: str, weight: str, expected: list[str]
) -> None:
    """A column of weights speaks against the form of Hubei, which has none; its choices of a project speak for it."""
    found = match(
        loads(ALIKE.format(chosen=chosen, weight=weight)), ("hubei-wuhan", "mof-2020", "beijing-haidian-2016")
    )
    assert expected == [one.profile for one in found.best]


def test_what_decided_is_printed() -> None:
    """Equal scores: what the form shows beside them is told of each, and that only this decided."""
    found = match(loads(ALIKE.format(chosen="", weight="weight = 10")), ("hubei-wuhan", "mof-2020"))
    assert found.is_told
    assert "最相符的是 mof-2020。只看得分，与 hubei-wuhan 分不出；表样与它相合之处较多。" in str(found)
    assert "hubei-wuhan：算得出 1 个，按已知的差错算得出 0 个，不符 0 个，不计分 0 个；表样相合 0 处" in str(found)
    assert "mof-2020：算得出 1 个，按已知的差错算得出 0 个，不符 0 个，不计分 0 个；表样相合 1 处（权重栏）" in str(
        found
    )


def test_one_score_that_is_part_of_its_points_tells_the_rules_that_give_it() -> None:
    """2.9 of 20 at 14.46 % are the rule of Hubei's form; 20 of 20 at 100 % would be many a form's. The other rows print no weight."""
    filed = load(TESTS / "filings2" / "001-shidian-xinxing-zhuti.toml")
    assert ["hubei-wuhan"] == [one.profile for one in match(filed).best]


def test_rules_that_nothing_tells_apart_are_all_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "table.toml"
    path.write_text(ALIKE.format(chosen='category = "区级专项"', weight="weight = 10"), encoding="utf-8")

    assert 1 == main(["profiles", "match", str(path)])
    assert (
        "分不出：hubei-wuhan、mof-2020、beijing-haidian-2016 同样相符。算得出的、不符的得分和表样相合之处都一样多，这张表分不开"
        in capsys.readouterr().out
    )


def test_the_text_says_where_no_profile_will_do_and_how_many_speak_against() -> None:
    rows = "".join(
        f'[[indicators]]\nname = "甲{i}"\ntarget = "≥100人"\nactual = "90人"\nweight = 10\npublished_score = 3.3\n'
        for i in range(5)
    )
    told = str(match(loads(f'[project]\nname = "乙"\n{rows}'), ("hubei-wuhan",)))
    assert "没有一套规则说得通。" in told
    assert "另有 2 个不符" in told


@pytest.mark.parametrize(("printed", "how"), [("2.9", "exact"), ("2", "slip"), ("1.4", "against")])
def test_execution_at_the_places_of_the_table_and_by_a_known_slip(printed: str, how: str) -> None:
    """14.46 % of 20 are 2.892: 2.9 in a table of one decimal, 2 where the decimals are cut off."""
    filed = (
        f'[project]\nname = "甲"\n[execution]\nbudget = "650万元"\nexecuted = "94万元"\npublished_score = "{printed}"\n'
    )
    (found,) = match(loads(filed), ("hubei-wuhan",)).every
    assert {"exact": (1, 0, 0), "slip": (0, 1, 0), "against": (0, 0, 1)}[how] == (
        found.exact, found.by_slip, len(found.against),
    )  # fmt: skip


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

    assert ["第1行 indicators[0]（预算完成率）印 2 分，按这套规则应为 3 分"] == [str(one) for one in hunan.against]


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
