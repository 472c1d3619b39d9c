"""``perfeval profiles new``, ``check`` and ``diff``, and one filing under several profiles."""

import json
from pathlib import Path
from typing import Any

import pytest

from perfeval.commands.main import main
from perfeval.profiles import load_profile, shipped
from tests.paths import ROOT

PROJECT = str(ROOT / "examples" / "jiangan-2023" / "project.toml")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command: exit status, output, messages."""

    def run(*words: str) -> tuple[int, str, str]:
        status = main(words)
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.mark.parametrize("name", shipped())
def test_a_new_profile_can_be_used_at_once(call: Any, tmp_path: Path, name: str) -> None:
    """A copy under its own id, comments and citations with it; nothing is written over."""
    file = tmp_path / "我们区.toml"
    assert (0, "", "") == call("profiles", "new", "--from", name, "-o", str(file))
    own, base = load_profile(str(file)), load_profile(name)
    assert "我们区" == own.id
    assert name in own.title
    assert dict(base.parameters()) == dict(own.parameters())
    assert 2 == call("profiles", "new", "--from", name, "-o", str(file))[0]
    status, out, _ = call("profiles", "check", str(file))
    assert 0 == status
    assert "没有错误" in out
    assert f"{len(list(own.parameters()))} 项相同" in call("profiles", "diff", name, str(file))[1]


def test_a_new_profile_of_ones_own_on_the_screen(call: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    call("profiles", "new", "-o", str(file))
    assert 'id = "new-profile"' in call("profiles", "new", "--from", str(file))[1]
    assert (2, "") == call("profiles", "new", "--from", "没有")[:2]


def test_a_new_profile_starts_from_the_nearest_of_a_place(call: Any, tmp_path: Path) -> None:
    """Its head says what is known there and what is missing; --from is the bureau's own choice."""
    file = tmp_path / "昆明.toml"
    assert (0, "", "") == call("profiles", "new", "--place", "云南省", "-o", str(file))
    assert "改自 hubei-wuhan" in load_profile(str(file)).title
    assert "# 还缺：丽江" in file.read_text("utf-8")
    assert "改自 mof-2020" in call("profiles", "new", "--place", "云南", "--from", "mof-2020")[1]
    assert 2 == call("profiles", "new", "--place", "火星")[0]


def test_a_place_beside_other_words_is_refused(call: Any) -> None:
    status, out, err = call("profiles", "--place", "云南", "diff", "hubei-wuhan", "mof-2020")
    assert (2, "") == (status, out)
    assert "--place 单独写，或与 profiles new 同写" in err


def test_check_tells_every_mistake_with_its_line(call: Any, tmp_path: Path) -> None:
    """All of several files; the good ones are told as what they rest on, the bad ones make it 2."""
    file = tmp_path / "错.toml"
    call("profiles", "new", "--from", "mof-2020", "-o", str(file))
    text = file.read_text("utf-8").replace("value = 10\n", "value = 15\n").replace('low = "60%"', 'low = "65%"')
    file.write_text(text, encoding="utf-8")
    status, out, err = call("profiles", "check", str(file), "sichuan-pidu-2025")
    assert 2 == status
    assert "发现 2 处错误" in err
    assert "group_points.value（文件第 150 行）：各项分值加预算执行共 105 分" in err
    assert "judged_bands.value[2].high（文件第 208 行）：与上一档有空档" in err
    assert "sichuan-pidu-2025" in out
    assert "不计分或不定总分的：正向指标计分、反向指标计分" in out
    assert "未见原文：" in out


def test_diff_is_side_by_side(call: Any) -> None:
    """Only what differs, each side with its clause and the clause's words; curves too."""
    status, out, _ = call("profiles", "diff", "hubei-wuhan", "jiangxi-2017")
    assert 0 == status
    assert "预算执行分值（execution_points）\n  hubei-wuhan：20\n      原文写明　〔表头〕" in out
    assert "曲线“满意度”（curves.满意度）\n  hubei-wuhan：没有这条曲线\n  jiangxi-2017：按步扣分" in out
    assert "定性三档" not in out
    data = json.loads(call("profiles", "diff", "hubei-wuhan", "mof-2020", "--format", "json")[1])
    assert ["hubei-wuhan", "mof-2020"] == data["profiles"]
    points = next(d for d in data["differences"] if d["key"] == "execution_points")
    assert ["20", "10"] == [side["value"] for side in points["values"]]
    assert [] == json.loads(call("profiles", "diff", "mof-2020", "mof-2020", "--format", "json")[1])["differences"]


@pytest.mark.parametrize(
    "words",
    [("diff", "hubei-wuhan"), ("diff",), ("check",), ("new", "x"), ("hubei-wuhan", "mof-2020"), ("diff", "a", "b")],
)
def test_wrong_words(call: Any, words: tuple[str, ...]) -> None:
    status, out, err = call("profiles", *words)
    assert (2, "") == (status, out)
    assert err


# --- one filing under several profiles ------------------------------------------------------------------------------


def test_a_filing_under_each(call: Any) -> None:
    """A column a profile; execution with the profile's own points; why what is open is open."""
    two = ("--profile", "hubei-wuhan", "--profile", "mof-2020")
    status, out, _ = call("score", *two, PROJECT)
    assert 0 == status
    lines = {line.split("│")[1].strip(): line.split("│")[2:-1] for line in out.splitlines() if line.count("│") == 5}
    assert ["", "20 / 20", "10 / 10"] == [cell.strip() for cell in lines["预算执行率"]][:3] or "20 / 20" in out
    assert ["", "100", "90"] == [cell.strip() for cell in lines["总分"]]
    assert ["", "不分等级", "优"] == [cell.strip() for cell in lines["评价等级"]]
    assert "| 总分 |  | 100 | 90 |" in call("score", *two, "--format", "markdown", PROJECT)[1]
    rows = [json.loads(line) for line in call("score", *two, "--format", "json", PROJECT)[1].splitlines()]
    assert [("hubei-wuhan", "100.00"), ("mof-2020", "90.00")] == [(row["profile"], row["total"]) for row in rows]


def test_what_cannot_be_told_under_one(call: Any) -> None:
    status, out, _ = call("score", "--profile", "hubei-wuhan", "--profile", "sichuan-form-2023", PROJECT)
    assert 1 == status
    assert "sichuan-form-2023：未定：" in out
    for kind in ("html", "xlsx"):
        assert 2 == call("score", "--profile", "a", "--profile", "b", "--format", kind, "-o", "x", PROJECT)[0]
    assert 2 == call("score", "--profile", "hubei-wuhan", "--profile", "没有", PROJECT)[0]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["mach", "table.toml"], "是否想写 match？"),
        (["chek"], "是否想写 check？"),
        (["hubei-wuhn"], "是否想写 hubei-wuhan？"),
        (["hubei"], "是否想写 hubei-wuhan？"),
        (["--place", "云楠"], "是否想写 云南？"),
    ],
)
def test_a_slip_of_the_pen_is_asked_back(words: list[str], meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["profiles", *words])
    assert meant in capsys.readouterr().err
