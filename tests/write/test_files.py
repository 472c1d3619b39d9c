"""Forms to print from the command: files and statuses, what is told beside them, what is missing."""

import sys
from pathlib import Path

import pytest

from perfeval import load, score
from perfeval.commands.main import main
from perfeval.write import FILES, to_file
from tests.paths import ROOT
from tests.readback import sheets

SEED = ROOT / "examples" / "jiangan-2023"
WHOLE, FILED = SEED / "project.toml", SEED / "project-filed.toml"
LIBRARIES = {"xlsx": "xlsxwriter", "docx": None, "pdf": "typst"}


@pytest.fixture(autouse=True)
def _installed(request: pytest.FixtureRequest) -> None:
    kind = getattr(request.node, "callspec", None) and request.node.callspec.params.get("kind")
    if kind and (library := LIBRARIES[kind]):
        pytest.importorskip(library)


def test_every_format_is_told_here() -> None:
    assert LIBRARIES.keys() == set(FILES)


@pytest.mark.parametrize("kind", FILES)
def test_a_form_becomes_a_file(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"自评表.{kind}"
    assert main(["score", "--format", kind, str(WHOLE), "-o", str(path)]) == 0
    assert to_file([score(load(WHOLE))], kind) == path.read_bytes()
    assert ("", "") == tuple(capsys.readouterr())


@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_part_of_the_form_is_told_beside_it(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Why there is no score and no total: on standard error, not in what is filed."""
    path = tmp_path / f"自评表.{kind}"
    assert main(["score", "--format", kind, str(FILED), "-o", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "未定：第5行 indicators[4]（帮助困难群众脱贫）：没有定性评判档次" in err
    assert "总分未定：" in err
    assert path.exists()


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_not_printed_on_the_screen(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--format", kind, str(WHOLE)]) == 2
    sentence = f"perfeval：{kind} 不能打印在屏幕上，请用 -o 写明存成哪个文件，如 -o 自评表.{kind}。\n"
    assert ("", sentence) == tuple(capsys.readouterr())


@pytest.mark.parametrize("kind", FILES)
def test_the_name_of_the_file_says_the_format(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"自评表.{kind.upper()}"
    assert main(["score", str(WHOLE), "-o", str(path)]) == 0
    assert to_file([score(load(WHOLE))], kind) == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.html", "<!doctype html>"), ("a.md", "## "), ("a.json", '{"schema"'), ("a.txt", "  "), ("a", "  ")],
)
def test_so_do_the_names_of_texts(name: str, begins: str, tmp_path: Path) -> None:
    """Any other name gets the table as text."""
    assert main(["score", str(WHOLE), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_text(encoding="utf-8").lower().startswith(begins)


def test_a_format_that_is_asked_for_stands_before_the_name(tmp_path: Path) -> None:
    assert main(["score", "--format", "json", str(WHOLE), "-o", str(tmp_path / "a.xlsx")]) == 0
    assert (tmp_path / "a.xlsx").read_text(encoding="utf-8").startswith('{"schema"')


@pytest.mark.parametrize(
    "command", [["explain", str(WHOLE)], ["aggregate", str(WHOLE), str(FILED)], ["init", "project"]]
)
def test_no_text_under_the_name_of_a_form(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "说明.docx"
    with pytest.raises(SystemExit, match="2"):
        main([*command, "-o", str(path)])
    assert f"perfeval：{command[0]} 不能写 .docx 文件，请给 -o 换一个扩展名：" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_a_missing_extra_is_told_in_one_sentence(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood there stays."""
    library, path = LIBRARIES[kind], tmp_path / f"自评表.{kind}"
    assert library
    monkeypatch.setitem(sys.modules, library, None)
    path.write_text("旧")
    assert main(["score", "--format", kind, str(WHOLE), "-o", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith(f'，还没有安装；请先运行：pip install "perfeval[{kind}]"\n')
    assert err.count("\n") == 1
    assert path.read_text() == "旧"


def test_several_forms_in_one_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The summary counts what an audit finds; messages name their form."""
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "全部.xlsx"
    assert main(["score", "--format", "xlsx", *map(str, (WHOLE, FILED, SEED / "没有.toml")), "-o", str(path)]) == 2
    book = sheets(path.read_bytes())
    assert ["汇总", "概况", "乡村振兴对口帮扶专项资金", "乡村振兴对口帮扶专项资金（2）"] == list(book)
    heads, *rows = [list(row) for row in book["汇总"].iter_rows(values_only=True)]
    findings = [row[heads.index("问题数")] for row in rows]
    assert all(isinstance(count, int) and count > 0 for count in findings)
    assert [100, "未定"] == [row[heads.index("总分")] for row in rows]
    assert "乡村振兴对口帮扶专项资金：总分未定：" in capsys.readouterr().err


@pytest.mark.parametrize("kind", FILES)
def test_the_font_is_an_option(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"自评表.{kind}"
    assert main(["score", "--format", kind, "--font", "仿宋", str(WHOLE), "-o", str(path)]) == 0
    assert to_file([score(load(WHOLE))], kind, font="仿宋") == path.read_bytes()


@pytest.mark.parametrize("kind", FILES)
def test_a_font_of_any_name_gives_a_file(kind: str) -> None:
    """What XML forbids, markup, quotes: the reader's computer does not have it, and takes another."""
    assert to_file([score(load(WHOLE))], kind, font='<a&"\x00\uffff\n')
