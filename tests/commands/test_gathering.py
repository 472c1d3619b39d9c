"""Which files a command reads: every one in its place, the others told, and never the one that it writes."""

import json
import os
import sys
from pathlib import Path

import pytest

from perfeval.commands.gathering import MAX_DEPTH, Gathering
from perfeval.errors import InputError
from tests.commands.test_main import FILED, WHOLE, call, run
from tests.hostile import compound, package
from tests.paths import TESTS

CLEAN = TESTS / "cases" / "audit" / "clean.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One clean filing."""
    path = tmp_path / "报送"
    path.mkdir()
    (path / "甲.toml").write_bytes(CLEAN.read_bytes())
    return path


def lines(*arguments: object) -> dict[str, tuple[str, str | None]]:
    """Status and code of each file of an audit, by its name."""
    rows = [json.loads(line) for line in call("audit", "--format", "json", *arguments).out.splitlines()]
    assert all({"schema", "file", "status", "reason", "code"} <= row.keys() for row in rows)
    return {Path(row["file"]).name: (row["status"], row["code"]) for row in rows}


def test_every_file_of_a_folder_has_its_line(folder: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "forms.rar").write_bytes(b"Rar!\x1a\x07\x00")
    (folder / "bad.toml").write_text("profile = ", encoding="utf-8")
    assert {
        "甲.toml": ("audited", None),
        "photo.jpg": ("unsupported", "unsupported-picture"),
        "forms.rar": ("unsupported", "unsupported-archive"),
    }.items() <= lines(folder).items()
    assert "unread" == lines(folder)["bad.toml"][0]


@pytest.mark.parametrize("kind", ["text", "markdown", "csv", "json"])
def test_what_was_not_looked_at_is_in_every_format(folder: Path, kind: str) -> None:
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    done = call("audit", folder, "--format", kind)
    (line,) = (
        [line for line in done.out.replace("\n  ", "").splitlines() if "photo.jpg" in line]
        if kind != "markdown"
        else [done.out]
    )
    assert "unsupported" in line
    assert "图片" in line


def test_what_lies_beside_filings_does_not_count_and_what_is_named_does(folder: Path) -> None:
    """A photograph in a folder changes nothing; named by itself it is an error, as an unreadable filing is anywhere."""
    photo = folder / "photo.jpg"
    assert 0 == call("audit", folder).status
    photo.write_bytes(b"\xff\xd8\xff")
    assert 0 == call("audit", folder).status
    assert 2 == call("audit", photo).status
    (folder / "bad.toml").write_text("profile = ", encoding="utf-8")
    assert 2 == call("audit", folder).status


def test_hidden_files_are_passed_over_and_counted(folder: Path) -> None:
    for name in (".甲.toml", "~$甲.xlsx", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    assert {"甲.toml"} == lines(folder).keys()
    assert "另有 3 个隐藏文件没有看" in call("audit", folder).out
    assert "另有 3 个隐藏文件没有看" in call("audit", folder, "--format", "json").err


def test_a_folder_in_place_of_a_file(folder: Path, tmp_path: Path) -> None:
    """Of each command that reads."""
    assert ["示例"] == [json.loads(line)["name"] for line in call("score", folder, "--format", "json").out.splitlines()]
    assert 0 == call("aggregate", folder, "-o", tmp_path / "whole.toml").status
    (folder / "部门").mkdir()
    (folder / "部门" / "甲.toml").write_bytes(CLEAN.read_bytes())
    assert 0 == call("read", folder, "-o", tmp_path / "out").status
    assert ["甲.toml", "部门/甲.toml"] == sorted(
        str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.toml")
    )
    assert 0 == call("read", folder, "-o", tmp_path / "two.toml").status
    assert {"two-1.toml", "two-2.toml"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("command", ["audit", "score", "read", "aggregate"])
def test_a_folder_without_filings(tmp_path: Path, command: str) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    done = call(command, tmp_path)
    assert (2, True) == (done.status, "没有找到自评表文件" in done.err)


# --- links and depth ----------------------------------------------------------------------------------------------

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and permissions of POSIX")


@posix
def test_links_that_lead_back_are_told(folder: Path) -> None:
    (folder / "圈").symlink_to("../报送")
    (folder / "自己.toml").symlink_to("自己.toml")
    (folder / "断.toml").symlink_to("没有")
    found = lines(folder)
    assert ("unsupported", "unsupported-link") == found["圈"]
    assert {"unread"} == {found[name][0] for name in ("自己.toml", "断.toml")}
    assert ("audited", None) == found["甲.toml"]


@posix
def test_a_link_to_a_folder_elsewhere_is_followed_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / "乙.toml").write_bytes(CLEAN.read_bytes())
    for name in ("一", "二"):
        (folder / name).symlink_to(tmp_path / "别处")
    assert [("一/乙.toml", None), ("二", "unsupported-link"), ("甲.toml", None)] == [
        (os.path.relpath(given.path, folder), given.error.code if isinstance(given.error, InputError) else None)
        for given in Gathering([str(folder)])
    ]


def test_a_tree_that_is_too_deep_is_told(folder: Path) -> None:
    deep = folder.joinpath(*["深"] * MAX_DEPTH)
    deep.mkdir(parents=True)
    (deep / "乙.toml").write_bytes(CLEAN.read_bytes())
    done = call("audit", folder, "--format", "json")
    assert ["too-deep", None] == [json.loads(line)["code"] for line in done.out.splitlines()]
    assert 2 == done.status


@posix
def test_a_pipe_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "管道.toml")
    assert ("unread", 2) == (lines(folder)["管道.toml"][0], call("score", folder / "管道.toml").status)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may open any folder")
def test_a_folder_that_may_not_be_opened_is_told(folder: Path) -> None:
    (folder / "锁").mkdir(mode=0)
    done = call("audit", folder, "--format", "json")
    (folder / "锁").chmod(0o700)
    assert (2, "folder-unreadable") == (done.status, json.loads(done.out.splitlines()[0])["code"])


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_names_that_are_no_utf_8_are_told_legibly(folder: Path) -> None:
    for name in (b"\xff.toml", b"\x1b[31m.toml"):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_bytes(CLEAN.read_bytes())
    assert {r"\xff.toml", "\x1b[31m.toml", "甲.toml"} == lines(folder).keys()
    told = call("audit", folder).out
    assert r"\xff.toml：示例" in told
    assert "�[31m.toml：示例" in told


# --- what is written is not what is read --------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["audit", "score", "aggregate", "read"])
def test_a_file_of_the_folder_is_never_written_over(command: str, folder: Path) -> None:
    target = folder / "乙.json"
    target.write_text(json.dumps({"profile": "hubei-wuhan", "project": {"name": "乙"}}), encoding="utf-8")
    before = target.read_bytes()
    done = call(command, folder, "-o", target)
    assert (2, "", before) == (done.status, done.out, target.read_bytes())
    assert "就是要读的文件" in done.err


def test_a_profile_is_never_written_over(folder: Path) -> None:
    """The one on the command line, and the one that a document names."""
    text = (TESTS.parent / "src" / "perfeval" / "profiles" / "hubei-wuhan.toml").read_text("utf-8")
    own = folder.parent / "own.toml"
    own.write_text(text.replace('id = "hubei-wuhan"', 'id = "own"'), encoding="utf-8")
    before = own.read_bytes()
    assert 2 == call("score", WHOLE, "--profile", own, "-o", own, "--format", "json").status
    document = folder.parent / "乙.toml"
    document.write_text(CLEAN.read_text("utf-8").replace('"hubei-wuhan"', '"own.toml"'), encoding="utf-8")
    for command in ("score", "audit"):
        done = call(command, document, "-o", own, "--format", "json")
        assert (2, True) == (done.status, "就是要读的文件" in done.err)
    assert before == own.read_bytes()


@pytest.mark.parametrize("name", ["结果.json", "结果.txt", "结果.csv", "结果.md"])
def test_an_earlier_report_in_the_folder_is_no_filing(name: str, folder: Path) -> None:
    """It is written anew, the same to the letter."""
    target = folder / name
    assert 0 == call("audit", folder, "-o", target).status
    before = target.read_bytes()
    assert 0 == call("audit", folder, "-o", target).status
    assert before == target.read_bytes()


def test_an_earlier_report_is_told_where_another_is_written(folder: Path) -> None:
    for command in ("audit", "score"):
        call(command, folder / "甲.toml", "--format", "json", "-o", folder / f"{command}.json")
    found = lines(folder)
    assert {("unsupported", "unsupported-report")} == {found["audit.json"], found["score.json"]}


# --- standard input -----------------------------------------------------------------------------------------------


def test_a_standard_input_that_is_closed_is_one_sentence() -> None:
    import subprocess

    command = f"'{sys.executable}' -m perfeval score - <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60)
    assert (2, b"") == (done.returncode, done.stdout)
    assert "标准输入：发现 1 处错误\n  读不了：没有打开" in done.stderr.decode()


def test_standard_input_among_files() -> None:
    done = run("audit", FILED, "-", "--format", "json", stdin=CLEAN.read_bytes())
    assert [FILED, "标准输入"] == [json.loads(line)["file"] for line in done.stdout.splitlines()]


def test_a_folder_of_everything(folder: Path) -> None:
    """200 filings, and beside them what people send: each has its line and its status, and the filings are all audited."""
    for number in range(199):
        (folder / f"{number:03}.toml").write_bytes(CLEAN.read_bytes())
    form, sheet = (TESTS / "forms" / "wuhan.docx").read_bytes(), (TESTS / "forms" / "chongqing.xls").read_bytes()
    (folder / "表.et").write_bytes(sheet)
    (folder / "表.ofd").write_bytes((TESTS / "forms" / "ningxia.ofd").read_bytes())
    (folder / "表.zip").write_bytes(package({"内.docx": form}))
    (folder / "旧.doc").write_bytes(compound({"别的": b""}))
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(40))
    (folder / "密码.docx").write_bytes(compound({"EncryptionInfo": b"", "EncryptedPackage": b""}))
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "圈").symlink_to(folder, target_is_directory=True)
    (folder / "自己.toml").symlink_to(folder / "自己.toml")
    (folder / "说明.py").write_text("x = 1\n", encoding="utf-8")
    done = call("audit", folder, "--profile", "hubei-wuhan", "--format", "json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    told = {Path(row["file"]).name: (row["status"], row["code"]) for row in rows}
    assert 2 == done.status
    assert 200 == sum(Path(row["file"]).suffix == ".toml" and row["status"] == "audited" for row in rows)
    assert {
        "表.et": ("audited", None),
        "表.ofd": ("audited", None),
        "表.zip": ("audited", None),
        "照片.jpg": ("unsupported", "unsupported-picture"),
        "密码.docx": ("unread", "encrypted"),
        "空.xlsx": ("unread", "empty"),
        "圈": ("unsupported", "unsupported-link"),
        "自己.toml": ("unread", "cannot-open"),
        "说明.py": ("unsupported", "unsupported-text"),
    }.items() <= told.items()
    assert told["旧.doc"][0] in ("unread", "unsupported")
