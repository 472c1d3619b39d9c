"""``perfeval audit -o 审核.xlsx`` and ``.html``, ``--letters DIR``: all files of a folder, read or not, on paper."""

import shutil
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.auditing.test_command import call
from tests.paths import TESTS

RULES = ("--profile", "mof-2020")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "送审"
    inner.mkdir()
    shutil.copy(TESTS / "forms" / "stacked.xlsx", inner)
    shutil.copy(TESTS / "cases" / "audit" / "clean.toml", inner)
    (inner / "坏.docx").write_bytes(b"PK\x03\x04")
    return inner


def test_a_workbook_of_every_file(folder: Path) -> None:
    out = folder.parent / "审核.xlsx"
    done = call("audit", folder, *RULES, "-o", out)
    assert 2 == done.status  # one file could not be read
    book = openpyxl.load_workbook(out)
    _, *rows = book["各表"].iter_rows(values_only=True)
    found = [(Path(row[0]).name, row[1]) for row in rows]
    assert [("clean.toml", "已核对"), *[("stacked.xlsx", "已核对")] * 3, ("坏.docx", "读不了")] == found
    assert {"种养、卫片!G22"} <= {row[6] for row in book["发现"].iter_rows(values_only=True)}


def test_the_workbook_is_no_filing_on_the_next_run(folder: Path) -> None:
    """Neither it nor the letters, though they lie among the filings; and it may be written anew."""
    for _ in range(2):
        call("audit", folder, *RULES, "-o", folder / "审核.xlsx")
    call("audit", folder, *RULES, "--letters", folder / "意见")
    out = folder.parent / "再审.xlsx"
    call("audit", folder, *RULES, "-o", out)
    _, *rows = openpyxl.load_workbook(out)["各表"].iter_rows(values_only=True)
    assert 3 + 1 == sum(row[1] == "已核对" for row in rows)
    assert {"不支持"} == {row[1] for row in rows if "审核.xlsx" in row[0] or "意见书" in row[0]}


def test_a_page_into_a_file_and_onto_the_screen(folder: Path) -> None:
    out = folder.parent / "审核.html"
    call("audit", folder, *RULES, "-o", out)
    assert out.read_text(encoding="utf-8") == call("audit", folder, *RULES, "--format", "html").out


def test_letters_for_units_with_findings(folder: Path) -> None:
    out = folder.parent / "意见"
    done = call("audit", folder, *RULES, "--letters", out)
    assert f"{out}：写了 4 份退回意见书；4 张表中 0 张没有要退回的事项；1 个文件没有审核，没有意见书。\n" == done.out
    assert 4 == len(list(out.iterdir()))
    texts = [p.text for p in docx.Document(BytesIO(min(out.iterdir()).read_bytes())).paragraphs]
    assert "绩效自评退回意见书" == texts[0]


def test_a_letter_that_is_there_is_not_written_over(folder: Path) -> None:
    out = folder.parent / "意见"
    call("audit", folder, *RULES, "--letters", out)
    letter = min(out.iterdir())
    letter.write_text("改过")
    done = call("audit", folder, *RULES, "--letters", out)
    assert 2 == done.status
    assert "已经存在，一份也没有写" in done.err
    assert "改过" == letter.read_text()


def test_where_nothing_is_found_nothing_is_written(tmp_path: Path) -> None:
    done = call("audit", TESTS / "cases" / "audit" / "clean.toml", "--letters", tmp_path / "意见")
    assert 0 == done.status
    assert "写了 0 份" in done.out
    assert not (tmp_path / "意见").exists()


def test_both_at_once(folder: Path) -> None:
    call("audit", folder, *RULES, "-o", folder.parent / "审核.xlsx", "--letters", folder.parent / "意见")
    assert {"审核.xlsx", "意见", "送审"} == {path.name for path in folder.parent.iterdir()}


@pytest.mark.parametrize(("arguments", "told"), [
    (("--format", "xlsx"), "不能打印在屏幕上"),
    (("--letters", "意见", "-o", "审核.md"), "须以 .xlsx 或 .html 结尾"),
    (("--letters", "a.txt/意见"), "建不了文件夹"),
])  # fmt: skip
def test_what_cannot_be_done_is_told(
    arguments: tuple[str, ...], told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    (folder.parent / "a.txt").write_text("")
    done = call("audit", folder, *RULES, *arguments)
    assert 2 == done.status
    assert told in done.err
    assert {"送审", "a.txt"} == {path.name for path in folder.parent.iterdir()}


def test_a_folder_without_filings(tmp_path: Path) -> None:
    done = call("audit", tmp_path, "-o", tmp_path.parent / "空.xlsx")
    assert (2, False) == (done.status, (tmp_path.parent / "空.xlsx").exists())
    assert "没有找到自评表文件" in done.err


@pytest.mark.parametrize(
    ("budget", "expected"),
    [("5000万元", 5000), ("1亿元", 10000), ("5000000元", 500), ("0.5亿元", 5000), ("5000", 5000)],
)
def test_the_summary_of_scores_against_a_budget_in_any_unit(budget: str, expected: int, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    done = call("score", TESTS / "cases" / "audit" / "clean.toml", "-o", out, "--budget", budget)
    facts = {row[0]: row[1] for row in openpyxl.load_workbook(out)["概况"].iter_rows(values_only=True)}
    assert (0, expected) == (done.status, facts["预算总额，万元"])
    covered = facts["资金覆盖率（已填的预算数 ÷ 预算总额）"]
    assert facts["预算数（A）合计，万元"] == pytest.approx(covered * expected)


@pytest.mark.parametrize("budget", ["很多", "", "-5000万元", "5000人"])
def test_a_budget_that_is_no_amount_is_refused(budget: str, tmp_path: Path) -> None:
    done = call("score", TESTS / "cases" / "audit" / "clean.toml", "-o", tmp_path / "汇总.xlsx", f"--budget={budget}")
    assert (2, []) == (done.status, list(tmp_path.iterdir()))
    assert f"--budget 写的是“{budget}”，读不出金额" in done.err


@pytest.mark.parametrize("more", [(), ("--format", "json"), ("-o", "a.docx")])
def test_a_budget_that_nothing_looks_at_is_refused(more: tuple[str, ...]) -> None:
    """Only the workbook's 汇总 is held against the whole budget; else it would be passed over in silence."""
    done = call("score", TESTS / "cases" / "audit" / "clean.toml", "--budget", "5000万元", *more)
    assert (2, "") == (done.status, done.out)
    assert "--budget 只用于 xlsx 的汇总" in done.err
