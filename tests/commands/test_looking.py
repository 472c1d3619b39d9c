"""One broken file never ends a run: whatever goes wrong in it is its own line."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from perfeval.commands.gathering import Given
from perfeval.commands.looking import look
from perfeval.commands.main import main
from perfeval.read import Filed
from tests.commands.test_main import call
from tests.paths import TESTS

FORMS = TESTS / "forms"
CLEAN = TESTS / "cases" / "audit" / "clean.toml"


def broken(path: Path, part: str, old: bytes, new: bytes) -> None:
    """A form with some bytes of one part replaced."""
    with zipfile.ZipFile(FORMS / path.name) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new, 1)
            target.writestr(name, data)


@pytest.mark.parametrize(
    ("name", "part", "old", "new"),
    [
        ("anhui.xlsx", "xl/workbook.xml", b"UTF-8", b"XTF-8"),
        ("wuhan.docx", "word/document.xml", b"UTF-8", b"XTF-8"),
        ("wuhan.docx", "word/document.xml", b"<w:body>", b'<w:body><a xmlns="}"/>'),
        ("wuhan.docx", "word/document.xml", b"<w:body>", b"<w:body>" + b"<a>" * 900 + b"</a>" * 900),
    ],
)
def test_a_broken_form_among_good_ones(name: str, part: str, old: bytes, new: bytes, tmp_path: Path) -> None:
    broken(tmp_path / name, part, old, new)
    (tmp_path / "甲.toml").write_bytes(CLEAN.read_bytes())
    done = call("audit", tmp_path, "--profile", "hubei-wuhan", "--format", "json")
    found = {Path(row["file"]).name: row["status"] for row in map(json.loads, done.out.splitlines())}
    assert (2, "audited") == (done.status, found["甲.toml"])
    assert name in found
    assert "Traceback" not in done.err


def test_a_fault_of_the_work_itself_is_the_files_line() -> None:
    """What nobody foresaw is told with its kind, and the run goes on."""

    def work(given: Given, form: Filed) -> None:
        raise LookupError("unknown encoding: XTF-8")

    (looked,) = look(Given(str(CLEAN)), work)
    assert ("unread", "internal-error", 2) == (looked.status, looked.code, looked.exit)
    assert "LookupError：unknown encoding: XTF-8" in looked.reason


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    (looked,) = look(Given(str(tmp_path / "走了.toml"), is_named=False), lambda given, form: form)
    assert ("unread", "打不开：没有这个文件或文件夹") == (looked.status, looked.reason.partition("；")[0])


def test_a_long_list_of_mistakes_is_cut_in_the_line_and_whole_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "错.toml"
    path.write_text('[project]\nname = "x"\n' + "".join(f"k{i} = 1\n" for i in range(9)), encoding="utf-8")
    done = call("audit", path, "--format", "json")
    assert json.loads(done.out)["reason"].startswith("共 9 处错误：")
    assert done.err.count("不认识的键") == 9


PICTURED = FORMS / "form-and-picture-word.docx"
"""A form without a fault, and a second one that is a picture."""
PICTURE = "这里是图片，图里的表和文字读不了"


@pytest.fixture
def pictured(tmp_path: Path) -> Path:
    """A folder with it and with a form that is clean."""
    folder = tmp_path / "送审"
    folder.mkdir()
    shutil.copy(PICTURED, folder)
    shutil.copy(CLEAN, folder)
    return folder


@pytest.mark.parametrize("options", [(), ("--summary",)], ids=["whole", "summary"])
@pytest.mark.parametrize("kind", ["text", "markdown", "csv", "json"])
def test_a_form_with_a_picture_is_not_clean(kind: str, options: tuple[str, ...], pictured: Path) -> None:
    """Nobody has looked at what the picture shows: told in the form's own line in every format, and status 1."""
    alone = call("audit", pictured / PICTURED.name, "--profile", "hubei-wuhan", "--format", kind, *options)
    assert 1 == alone.status
    assert PICTURE in alone.out
    both = call("audit", pictured, "--profile", "hubei-wuhan", "--format", kind, *options)
    assert 1 == both.status
    if kind == "json":
        clean, gaps = (
            {row["name"]: row[key] for row in map(json.loads, both.out.splitlines())} for key in ("clean", "gaps")
        )
        assert [False, True] == sorted(clean.values())
        assert ["scanned"] == [gap["code"] for found in gaps.values() for gap in found]
    elif kind == "csv":
        (line,) = [row for row in csv.DictReader(io.StringIO(both.out)) if PICTURE in row["说明"]]
        assert PICTURED.name in line["\ufeff文件"]
    else:
        assert "共 2 张表，其中 1 张没有错误和警告" in both.out
        assert "1 张表有没有读到的图片、页或行，没有全部核对。" in both.out


def test_a_picture_is_told_on_paper(pictured: Path) -> None:
    """In the workbook, on the page, beside a marked copy and where letters are counted."""
    rules = ("--profile", "hubei-wuhan")
    assert 1 == call("audit", pictured, *rules, "-o", pictured.parent / "审核.xlsx").status
    head, *rows = openpyxl.load_workbook(pictured.parent / "审核.xlsx")["各表"].iter_rows(values_only=True)
    reasons = [row[head.index("原因")] or "" for row in rows]
    assert 1 == sum(PICTURE in reason for reason in reasons)
    page = call("audit", pictured, *rules, "--format", "html").out
    assert "其中 1 张有没有读到的图片、页或行" in page
    assert PICTURE in page
    letters = call("audit", pictured, *rules, "--letters", pictured.parent / "意见")
    assert (1, "2 张表中 1 张没有要退回的事项；1 张表有没有读到的图片、页或行，没有全部核对") == (
        letters.status,
        letters.out.partition("；")[2].rstrip("。\n"),
    )
    marked = call("audit", PICTURED, *rules, "--mark", pictured.parent / "标注.docx")
    assert 1 == marked.status
    assert PICTURE in marked.err
    fixed = call("audit", PICTURED, *rules, "--fix", "-o", pictured.parent / "改正.toml")
    assert 1 == fixed.status
    assert PICTURE in fixed.out


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_once(pictured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file's line says is not said again on standard error, where both are the same screen; in a pipe it is."""
    (pictured / "坏.docx").write_bytes(b"PK\x03\x04")
    out, err = Terminal(), Terminal()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    assert 2 == main(["audit", str(pictured), "--profile", "hubei-wuhan", "--summary"])
    assert "" == err.getvalue()
    shown = out.getvalue().replace("\n  ", "")
    assert 1 == shown.count("已损坏") == shown.count(PICTURE)
    monkeypatch.undo()
    assert "已损坏" in call("audit", pictured, "--profile", "hubei-wuhan").err


def test_what_is_said_of_many_cells_alike_is_one_line(tmp_path: Path) -> None:
    """A form that computes itself, as it was made and never opened: its 20 formulas are one line, its empty year none."""
    made = tmp_path / "自评表.xlsx"
    assert 0 == call("init", "project", "-o", made, "--profile", "mof-2020").status
    lines = call("score", made).err.splitlines()
    assert [
        f"{made}：有 21 处没有录入：",
        "  自评表!J8、L8、A10、L10、L11、L12 等 20 处：这一格的公式没有存下算出的值，未录入",
        "  自评表：没有找到项目名称，请补写",
    ] == lines
