"""A folder scored: a page form by form, and files to print in volumes where one would be too large to make."""

import zipfile
from pathlib import Path

import pytest

from perfeval.commands import score as command
from tests.commands.test_main import call
from tests.paths import TESTS

CLEAN = TESTS / "cases" / "audit" / "clean.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five filings."""
    path = tmp_path / "表"
    path.mkdir()
    for n in range(5):
        (path / f"{n}.toml").write_bytes(CLEAN.read_bytes())
    return path


@pytest.mark.parametrize(("bound", "most"), [("MOST_FORMS", 2), ("MOST_ROWS", 1)])
def test_more_forms_than_one_file_holds(
    bound: str, most: int, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbered files of so many each, however few rows are allowed; nothing is written over."""
    monkeypatch.setattr(command, bound, most)
    forms = [2, 2, 1] if bound == "MOST_FORMS" else [1] * 5
    done = call("score", folder, "-o", tmp_path / "全部.docx")
    found = sorted(tmp_path.glob("*.docx"))
    assert [f"全部-{n:03}.docx" for n in range(1, len(forms) + 1)] == [path.name for path in found]
    assert forms == [sum("heads" in name for name in zipfile.ZipFile(path).namelist()) for path in found]
    assert f"共 5 张表，一个 docx 文件至多 {command.MOST_FORMS} 张；分成 {len(forms)} 个" in done.err
    again = call("score", folder, "-o", tmp_path / "全部.docx")
    assert (2, True) == (again.status, "全部-001.docx 已经存在，一份也没有写" in again.err)
    assert found == sorted(tmp_path.glob("*.docx"))


def test_as_many_as_one_file_holds(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "MOST_FORMS", 5)
    assert 0 == call("score", folder, "-o", tmp_path / "全部.docx").status
    assert ["全部.docx"] == [path.name for path in tmp_path.glob("*.docx")]


def test_a_page_of_a_folder(folder: Path, tmp_path: Path) -> None:
    """All tables under one head, as for one."""
    assert 0 == call("score", folder, "-o", tmp_path / "全部.html").status
    text = (tmp_path / "全部.html").read_text(encoding="utf-8")
    assert (1, 5, 1) == tuple(text.count(word) for word in ("<head>", "<section>", "</html>"))
