"""``perfeval audit --mark`` and ``--fix -o OUT.docx|xlsx``: copies that appear whole or not at all, the original never touched."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from perfeval import load_forms
from tests.auditing.test_command import call
from tests.paths import TESTS

RULES = ("--profile", "mof-2020")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("stacked.xlsx", "zhongjiang.docx", "ningxia.pdf"):
        shutil.copy(TESTS / "forms" / name, tmp_path)
    return tmp_path


def test_a_marked_copy(folder: Path) -> None:
    source, out = folder / "stacked.xlsx", folder / "标注.xlsx"
    before = source.read_bytes()
    done = call("audit", source, *RULES, "--mark", out)
    assert 1 == done.status
    assert re.fullmatch(rf"{re.escape(str(out))}：标注 \d+ 格（错误 3，警告 \d+，提示 \d+）。\n", done.out)
    assert before == source.read_bytes()
    comment = openpyxl.load_workbook(out)["种养、卫片"]["G22"].comment
    assert "S201" in comment.text


def test_only_what_weighs_enough_is_marked(folder: Path) -> None:
    done = call("audit", folder / "stacked.xlsx", *RULES, "--severity", "error", "--mark", folder / "标注.xlsx")
    assert "标注 3 格（错误 3，警告 0，提示 0）" in done.out


def test_a_page_of_a_pdf(folder: Path) -> None:
    out = folder / "标注.html"
    assert 1 == call("audit", folder / "ningxia.pdf", *RULES, "--mark", out).status
    assert "种植户满意度" in out.read_text(encoding="utf-8")


def test_recomputed_figures_in_the_clerks_own_file(folder: Path) -> None:
    """What is told of the copy is read from the copy."""
    out = folder / "改.xlsx"
    done = call("audit", folder / "stacked.xlsx", *RULES, "--fix", "-o", out)
    assert "改了 3 处：" in done.out
    assert "score-mismatch　" not in done.out.partition("改.xlsx：")[2]
    assert 30 == openpyxl.load_workbook(out)["种养、卫片"]["G22"].value


def test_tracked_changes_in_word(folder: Path) -> None:
    out = folder / "改.docx"
    done = call("audit", folder / "zhongjiang.docx", *RULES, "--fix", "-o", out)
    assert "总分 published.total：100 → 110" in done.out
    assert "110" == load_forms(out)[0].evaluation.published.total
    assert 1 == len(list(docx.Document(str(out)).element.iter("{*}ins")))


@pytest.mark.parametrize(("arguments", "told"), [
    (("stacked.xlsx", "--mark", "标注.pdf"), "以 .xlsx、.docx 或 .html 结尾"),
    (("stacked.xlsx", "--mark", "标注.docx"), "标注成 .xlsx 或 .html"),
    (("ningxia.pdf", "--fix", "-o", "改.docx"), "标注成 .html"),
    (("stacked.xlsx", "zhongjiang.docx", "--mark", "标注.html"), "--mark 一次处理一个文件"),
    ((".", "--mark", "标注.html"), "--mark 一次处理一个文件"),
    (("stacked.xlsx", "--mark", "stacked.xlsx"), "就是要读的文件"),
    (("stacked.xlsx", "--mark", "标注.html", "-o", "意见.json"), "--mark、-o 一次只能写一样"),
    (("stacked.xlsx", "--mark", "标注.html", "--letters", "意见"), "--mark、--letters 一次只能写一样"),
    (("stacked.xlsx", "--fix", "-o", "改.xlsx", "--letters", "意见"), "--fix、--letters 一次只能写一样"),
    (("没有.xlsx", "--mark", "标注.xlsx"), "打不开"),
    (("a.toml", "--mark", "标注.html"), "没有填报的表可以标注"),
])  # fmt: skip
def test_what_cannot_be_done_is_told_and_leaves_nothing(
    arguments: tuple[str, ...], told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    shutil.copy(TESTS / "cases" / "audit" / "clean.toml", folder / "a.toml")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = call("audit", *RULES, *arguments)
    assert (2, "") == (done.status, done.out)
    assert told in done.err
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
def test_a_standard_input_that_is_closed(folder: Path) -> None:
    for asked in ("--mark 标注.html", "--fix -o 改.xlsx"):
        command = f"'{sys.executable}' -m perfeval audit - {asked} <&-"
        done = subprocess.run(["sh", "-c", command], capture_output=True, cwd=folder, timeout=60)
        assert (2, b"") == (done.returncode, done.stdout)
        assert "标准输入：发现 1 处错误\n  读不了：没有打开" in done.stderr.decode()


def test_a_copy_that_is_open_in_excel_stays(folder: Path) -> None:
    out = folder / "标注.xlsx"
    out.write_text("旧")
    (folder / "~$标注.xlsx").write_text("")
    done = call("audit", folder / "stacked.xlsx", *RULES, "--mark", out)
    assert 2 == done.status
    assert "请先关闭" in done.err
    assert "旧" == out.read_text()
