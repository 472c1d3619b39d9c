"""One broken file never ends a run: whatever goes wrong in it is its own line."""

import json
import zipfile
from pathlib import Path

import pytest

from perfeval.commands.gathering import Given
from perfeval.commands.looking import look
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
