"""``perfeval init``: a template that is a document, and never over a file that is there."""

from pathlib import Path

import pytest

from perfeval import load
from perfeval.commands.main import main


@pytest.mark.parametrize("form", ["project", "department"])
def test_the_template_is_a_document(form: str, tmp_path: Path) -> None:
    """It can be loaded as it is, and scored once it is filled in."""
    assert 0 == main(["init", form, "-o", str(tmp_path / "a.toml")])
    assert form == load(tmp_path / "a.toml").form.value


def test_a_file_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody's work may be in it."""
    path = tmp_path / "a.toml"
    path.write_text("我的", encoding="utf-8")
    assert 2 == main(["init", "project", "-o", str(path)])
    assert "我的" == path.read_text(encoding="utf-8")
    assert "a.toml" in capsys.readouterr().err


def test_rows_are_a_whole_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no number is told in Chinese, as every mistake of the command is; nothing is written."""
    path = tmp_path / "a.xlsx"
    with pytest.raises(SystemExit, match="2"):
        main(["init", "project", "-o", str(path), "--rows", "十"])
    assert "参数 --rows 写的是 '十'，应为整数" in capsys.readouterr().err
    assert not path.exists()
