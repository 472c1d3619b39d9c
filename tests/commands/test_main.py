"""The command as people and scripts call it: statuses, files, streams, words; never a traceback."""

import contextlib
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import __version__
from perfeval.commands.main import main
from perfeval.profiles import shipped
from perfeval.trees.sources import MAX_BYTES
from perfeval.values.text import is_hidden
from tests.paths import ROOT

SEED = ROOT / "examples" / "jiangan-2023"
WHOLE, FILED = str(SEED / "project.toml"), str(SEED / "project-filed.toml")
COMMANDS = ("score", "explain", "aggregate", "init", "schema", "profiles")
DOCUMENT = '[project]\nname = "甲"\n[execution]\nbudget = 100\nexecuted = 50\n'
SCORED = (
    DOCUMENT + '[[indicators]]\nname = "满意度"\nlevel1 = "满意度指标"\ntarget = "≥1个"\nactual = "1个"\nweight = 80\n'
)


class Done(NamedTuple):
    status: int
    out: str
    err: str


def call(*arguments: object) -> Done:
    """The command in this process, with streams of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
    return Done(status, *(stream.buffer.getvalue().decode() for stream in (out, err) if not stream.flush()))


def run(
    *arguments: object, stdin: bytes = b"", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command as a process."""
    command = [sys.executable, "-m", "perfeval.commands.main", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=os.environ | environment, timeout=120)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "甲.toml"
    path.write_text('profile = "hubei-wuhan"\n' + SCORED, encoding="utf-8")
    return path


# --- statuses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([WHOLE], 0),
        ([WHOLE, str(SEED / "department.toml")], 0),
        ([FILED], 1),
        ([WHOLE, FILED], 1),
        (["没有.toml"], 2),
        ([WHOLE, "没有.toml"], 2),
        ([FILED, "没有.toml", WHOLE], 2),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_statuses(files: Sequence[str], status: int, form: str) -> None:
    """0 clean; 1 a total that could not be determined; 2 a document that could not be read, which wins."""
    assert call("score", "--format", form, *files).status == status


def test_notes_leave_the_status_at_0() -> None:
    done = call("score", SEED / "department.toml")
    assert "提示：预算执行率" in done.out
    assert (0, "") == (done.status, done.err)


def test_readable_files_are_still_done() -> None:
    """In their order; what is wrong with the others is told on standard error, each by its name."""
    done = call("score", "--format", "json", "一.toml", WHOLE, "二.toml", FILED)
    assert ["100.00", None] == [json.loads(line)["total"] for line in done.out.splitlines()]
    assert ["一.toml：发现 1 处错误", "二.toml：发现 1 处错误"] == done.err.splitlines()[::2]
    assert done.status == 2


def test_several_tables_are_printed_one_below_the_other() -> None:
    done = call("score", WHOLE, WHOLE)
    assert done.out == call("score", WHOLE).out + "\n" + call("score", WHOLE).out


def test_json_is_one_line_a_document() -> None:
    lines = call("score", "--format", "json", SEED / "project.toml", SEED / "department.toml").out.splitlines()
    assert ["project", "department"] == [json.loads(line)["form"] for line in lines]
    assert {1} == {json.loads(line)["schema"] for line in lines}


# --- standard input -----------------------------------------------------------------------------------------------


def test_standard_input_as_toml_and_json() -> None:
    tree = {
        "project": {"name": "甲"},
        "profile": "hubei-wuhan",
        "execution": {"budget": "100万元", "executed": "50万元"},
        "indicators": [{"name": "满意度", "level1": "满意度指标", "target": "≥1个", "actual": "1个", "weight": 80}],
    }
    as_toml = run("score", "-", stdin=('profile = "hubei-wuhan"\n' + SCORED).encode())
    as_json = run("score", "-", stdin=json.dumps(tree, ensure_ascii=False).encode())
    assert (0, b"") == (as_toml.returncode, as_toml.stderr)
    assert as_toml.stdout == as_json.stdout
    assert "90" in as_toml.stdout.decode()


def test_a_byte_order_mark_on_standard_input_is_no_mistake() -> None:
    done = run("score", "-", "--profile", "hubei-wuhan", stdin=b"\xef\xbb\xbf" + SCORED.encode())
    assert (0, b"") == (done.returncode, done.stderr)


@pytest.mark.parametrize("stdin", [b"", b"\xff\xfe", "项目".encode("gbk"), b"{", b"x" * (MAX_BYTES + 1)])
def test_unreadable_standard_input_is_named(stdin: bytes) -> None:
    done = run("score", "-", stdin=stdin)
    assert (2, b"") == (done.returncode, done.stdout)
    assert done.stderr.decode().startswith("标准输入：发现 ")


# --- written files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_written_file_holds_what_would_be_printed(form: str, tmp_path: Path) -> None:
    path = tmp_path / "结果"
    done = call("score", "--format", form, FILED, "-o", path)
    assert (1, "", "") == done
    assert path.read_text(encoding="utf-8") == call("score", "--format", form, FILED).out
    assert [path] == list(tmp_path.iterdir())


def test_what_stood_there_stays_when_nothing_could_be_read(tmp_path: Path) -> None:
    path = tmp_path / "结果"
    path.write_text("旧")
    assert call("score", "没有.toml", "-o", path).status == 2
    assert path.read_text() == "旧"
    assert [path] == list(tmp_path.iterdir())


def test_a_new_file_does_not_appear_when_nothing_could_be_read(tmp_path: Path) -> None:
    assert call("score", "没有.toml", "-o", tmp_path / "结果").status == 2
    assert not list(tmp_path.iterdir())


def test_readable_files_are_written_beside_unreadable_ones(tmp_path: Path) -> None:
    path = tmp_path / "结果"
    assert call("score", WHOLE, "没有.toml", "-o", path).status == 2
    assert path.read_text(encoding="utf-8") == call("score", WHOLE).out


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("没有的文件夹/结果", "没有这个文件或文件夹"),
        ("", "这是一个文件夹"),
        ("文件/结果", "路径中有一段不是文件夹"),
        ("长" * 300, "文件名太长"),
    ],
)
def test_a_place_that_cannot_be_written(place: str, reason: str, tmp_path: Path) -> None:
    """One Chinese sentence that names the place; nothing is left behind."""
    (tmp_path / "文件").write_text("旧")
    path = tmp_path / place
    assert (2, "", f"perfeval：写不了 {path}（{reason}）；请换一个可以写入的位置。\n") == call(
        "score", WHOLE, "-o", path
    )
    assert [tmp_path / "文件"] == list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_or_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "结果"
    path.write_text("旧")
    path.chmod(0o444)
    assert "没有权限" in call("score", WHOLE, "-o", path).err
    tmp_path.chmod(0o555)
    done = call("score", WHOLE, "-o", tmp_path / "新")
    tmp_path.chmod(0o755)
    assert (2, "") == done[:2]
    assert "没有权限" in done.err
    assert path.read_text() == "旧"


@pytest.mark.skipif(os.name != "posix", reason="permissions, links and devices of POSIX")
def test_what_stood_there_keeps_its_kind(tmp_path: Path) -> None:
    """Its permissions; a link goes on pointing; a device stays a device."""
    path, link = tmp_path / "结果", tmp_path / "链接"
    path.write_text("旧")
    path.chmod(0o600)
    link.symlink_to("结果")
    assert call("score", WHOLE, "-o", link).status == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == call("score", WHOLE).out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert call("score", WHOLE, "-o", "/dev/null").status == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk(tmp_path: Path) -> None:
    assert "磁盘已满" in call("score", WHOLE, "-o", "/dev/full").err
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "perfeval.commands.main", "score", WHOLE]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert (2, "perfeval：无法读写（磁盘已满）。\n") == (done.returncode, done.stderr.decode())


@pytest.mark.parametrize("command", [("score",), ("aggregate",), ("explain",)])
def test_the_document_itself_is_never_written_over(command: tuple[str, ...], document: Path) -> None:
    before = document.read_bytes()
    done = call(*command, document, "-o", document.parent / "." / document.name)
    assert (2, "") == done[:2]
    assert "就是要读的文件" in done.err
    assert document.read_bytes() == before


# --- profiles -----------------------------------------------------------------------------------------------------


def test_profile_on_the_command_line_overrides_the_documents() -> None:
    (line,) = call("score", "--format", "json", "--profile", "mof-2020", WHOLE).out.splitlines()
    assert ("mof-2020", "优") == (json.loads(line)["profile"], json.loads(line)["grade"])


def test_no_profile_anywhere(tmp_path: Path) -> None:
    """Exit 2, with what to write and where."""
    path = tmp_path / "甲.toml"
    path.write_text(SCORED, encoding="utf-8")
    done = call("score", path)
    assert (2, "") == done[:2]
    assert 'profile = "hubei-wuhan"' in done.err
    assert "--profile" in done.err
    assert call("score", "--profile", "hubei-wuhan", path).status == 0


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A profile of one's own beside a document: full marks count 30 for execution."""
    shipped = (ROOT / "src" / "perfeval" / "profiles" / "hubei-wuhan.toml").read_text(encoding="utf-8")
    text = shipped.replace('id = "hubei-wuhan"', 'id = "自己的"').replace(
        "[execution_points]\nvalue = 20", "[execution_points]\nvalue = 30"
    )
    path = tmp_path / "规则" / "自己的.toml"
    path.parent.mkdir()
    path.write_text(text.replace('"产出指标" = 40, "效益', '"产出指标" = 30, "效益'), encoding="utf-8")
    (tmp_path / "甲.toml").write_text('profile = "规则/自己的.toml"\n' + SCORED, encoding="utf-8")
    return path


def test_an_own_profile_is_found_from_the_documents_folder(own: Path, tmp_path: Path) -> None:
    done = call("score", "--format", "json", tmp_path / "甲.toml")
    assert ("自己的", "15.00") == (json.loads(done.out)["profile"], json.loads(done.out)["execution"]["score"])


def test_an_own_profile_on_the_command_line_is_found_from_here(own: Path, tmp_path: Path) -> None:
    done = run("score", "--format", "json", "--profile", "规则/自己的.toml", WHOLE, cwd=tmp_path)
    assert json.loads(done.stdout)["execution"]["score"] == "30.00"
    done = run("score", "--profile", "自己的.toml", WHOLE, cwd=tmp_path)
    assert (2, b"") == (done.returncode, done.stdout)
    assert "自己的.toml：发现 1 处错误\n  评分规则 profile：打不开规则文件：没有这个文件" in done.stderr.decode()


def test_profiles_lists_and_prints(own: Path) -> None:
    assert list(shipped()) == [line.split()[0] for line in call("profiles").out.splitlines()]
    assert "预算执行分值（execution_points）：30" in call("profiles", own).out
    assert json.loads(call("profiles", own, "--format", "json").out)["id"] == "自己的"
    done = call("profiles", "hubei-wuha")
    assert (2, "") == done[:2]
    assert "hubei-wuhan" in done.err


def test_every_value_of_a_profile_is_printed_in_words() -> None:
    """No word of the file's own language is left, but for the keys of columns and the forms' choices."""
    for name in ("hubei-wuhan", "mof-2020"):
        values = re.findall(r"^(\S+)（(\w+)）：(.*)$", call("profiles", name).out, re.M)
        assert len(values) >= 25
        for _, key, value in values:
            if not key.startswith("form_"):
                assert not re.search("[a-z]{3}", value), (key, value)


# --- words --------------------------------------------------------------------------------------------------------

SLIPS = (
    (),
    ("scor",),
    ("score",),
    ("score", "--formt", "json", WHOLE),
    ("score", "--form", "json", WHOLE),
    ("score", "--format", "xml", WHOLE),
    ("score", "--format"),
    ("score", WHOLE, "-o"),
    ("score", "--profile"),
    ("--versio",),
    ("--version=1",),
    ("profiles", "a", "b"),
    ("init", "form"),
    ("--",),
    ("-",),
    ("score", "--help=1"),
)


@pytest.mark.parametrize("arguments", SLIPS, ids=" ".join)
def test_slips_are_told_in_chinese(arguments: tuple[str, ...]) -> None:
    """One sentence and where help is; exit 2; none of argparse's own words."""
    done = call(*arguments)
    assert (2, "") == done[:2]
    assert re.fullmatch(r"perfeval：.*[一-鿿].*\n用 perfeval.* --help 查看用法。\n", done.err)
    assert not re.search("usage|error|invalid|required|unrecognized|expected|argument|ignored|ambiguous", done.err)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese(command: str) -> None:
    done = call(*filter(None, (command, "--help")))
    assert (0, "") == (done.status, done.err)
    assert done.out.startswith(f"用法：perfeval {command}".rstrip())
    assert not re.search("usage|options|arguments|show this|default:", done.out)
    assert done.out == call(*filter(None, (command, "-h"))).out


def test_help_names_every_command() -> None:
    top = call("--help").out
    assert all(f"  {command} " in top for command in COMMANDS)


def test_version() -> None:
    assert (0, f"perfeval {__version__}\n", "") == call("--version")


def test_the_installed_command() -> None:
    command = shutil.which("perfeval", path=str(Path(sys.executable).parent))
    assert command
    done = subprocess.run([command, "--version"], capture_output=True, timeout=60)
    assert done.stdout.decode().strip() == f"perfeval {__version__}"


# --- streams ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("score", *[WHOLE] * 30), ("profiles", "mof-2020"), ("--help",)])
def test_a_reader_that_has_gone(arguments: tuple[str, ...]) -> None:
    """Nothing is told: nobody is left to hear it."""
    command = [sys.executable, "-m", "perfeval.commands.main", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1 or arguments == ("--help",)  # argparse itself does not mind


@pytest.mark.parametrize("arguments", ["--help", f"score '{WHOLE}'"])
def test_no_standard_output_at_all(arguments: str) -> None:
    """A closed standard output gives no traceback."""
    command = f"'{sys.executable}' -m perfeval.commands.main {arguments} >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60)
    assert (0, b"") == (done.returncode, done.stderr)


@pytest.mark.parametrize("output", ["> out.md", "-o out.md"])
def test_no_standard_error_at_all(output: str, tmp_path: Path) -> None:
    """Messages never get into the results: where it is closed, its number would be that of the next file that is opened."""
    usual = run("score", FILED, "没有.toml", "--format", "markdown", cwd=tmp_path)
    assert usual.stderr
    command = f"'{sys.executable}' -m perfeval.commands.main score '{FILED}' 没有.toml --format markdown {output} 2>&-"
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, cwd=tmp_path, timeout=60)
    assert (2, b"") == (done.returncode, done.stdout)
    assert usual.stdout == (tmp_path / "out.md").read_bytes()


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii", "utf-16"])
def test_what_is_piped_is_utf_8_whatever_the_terminal(encoding: str) -> None:
    """So that files and programs get every character."""
    usual = run("score", FILED, "没有.toml")
    other = run("score", FILED, "没有.toml", PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0")
    assert (usual.returncode, usual.stdout, usual.stderr) == (other.returncode, other.stdout, other.stderr)
    assert "项目支出绩效自评表" in usual.stdout.decode()


def on_terminal(*arguments: object, columns: int, encoding: str) -> tuple[int, bytes]:
    """Status and what a terminal of that width and encoding gets."""
    pty = pytest.importorskip("pty")
    parent, child = pty.openpty()
    environment = {"COLUMNS": str(columns), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "perfeval.commands.main", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
        env=os.environ | environment,
    )
    os.close(child)
    got = b""
    with contextlib.suppress(OSError):  # how Linux says that the other end is closed
        while data := os.read(parent, 65536):
            got += data
    os.close(parent)
    return process.wait(60), got


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "latin-1", "ascii"])
def test_a_terminal_that_cannot_show_every_character(encoding: str) -> None:
    """A question mark stands in; the table and its status are the same."""
    status, got = on_terminal("score", FILED, columns=100, encoding=encoding)
    shown = got.decode(encoding).replace("\r\n", "\n")
    assert status == 1
    assert "Traceback" not in shown
    expected = call("score", FILED).out
    assert shown.count("\n") > expected.count("\n")  # narrower, so longer
    assert ("乡村振兴" in shown) == (encoding in ("utf-8", "gbk"))
    assert "☑" in shown or encoding != "utf-8"


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_a_table_is_as_wide_as_the_terminal_lets_it(columns: int) -> None:
    from rich.cells import cell_len

    _, got = on_terminal("score", WHOLE, columns=columns, encoding="utf-8")
    lines = got.decode().replace("\r\n", "\n").split("\n")
    assert max(map(cell_len, lines)) <= columns


def test_the_progress_bar_leaves_nothing_on_the_terminal() -> None:
    """Twenty files or more, on a terminal: the tables, and the errors, are all that stays."""
    status, got = on_terminal("score", *[WHOLE] * 20, "没有.toml", columns=200, encoding="utf-8")
    assert status == 2
    assert got.decode().count("项目支出绩效自评表") == 20
    assert "没有.toml：发现 1 处错误" in got.decode()


# --- mean inputs --------------------------------------------------------------------------------------------------

MEAN: dict[str, bytes] = {
    "空": b"",
    "空白": b" \n\t\r\n",
    "零": b"\0" * 1000,
    "二进制": bytes(range(256)) * 8,
    "gbk": DOCUMENT.encode("gbk"),
    "utf-16": DOCUMENT.encode("utf-16"),
    "utf-32": DOCUMENT.encode("utf-32"),
    "太大": b"# " + b"x" * (9 << 20),
    "只有注释": b"# nothing\n" * 1000,
    "一长行": b'x = "' + b"a" * (1 << 20) + b'"',
    "深": b"a = " + b"[" * 100_000,
    "深表": b"[" + b"a." * 5_000 + b"a]\nx = 1",
    "深json": b'{"a":' * 100_000,
    "深列表json": b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "大数": b"year = " + b"9" * 5_000,
    "大指数": b'[project]\nname = "x"\n[execution]\nbudget = 1e999999999',
    "大数json": b'{"year": ' + b"9" * 5_000 + b"}",
    "nan": b'[project]\nname = "x"\n[execution]\nbudget = nan\nexecuted = inf',
    "nan.json": b'{"project": {"name": "x"}, "execution": {"budget": NaN, "executed": -Infinity}}',
    "日期": b"year = 2023-01-01\n[project]\nname = 07:32:00\n",
    "负数": b'year = -1\n[project]\nname = ""\n[execution]\nbudget = -1\nexecuted = "-1"\n',
    "半个代理": b'{"profile": "hubei-wuhan", "project": {"name": "\\ud800"}}',
    "半个代理文件名": b'{"profile": "\\ud800.toml", "project": {"name": "x"}}',
    "空字符文件名": b'{"profile": "a\\u0000b.toml", "project": {"name": "x"}}',
    "规则是文件夹": b'{"profile": "/.toml/..", "project": {"name": "x"}}',
    "规则是自己": '{"profile": "规则是自己.toml", "project": {"name": "x"}}'.encode(),
    "控制字符键": b'"\\u001b[31m" = 1\n"\\u009b\\u202e" = 2\n[project]\nname = "\\u001b]0;x\\u0007"\n"a\\nb" = 1\n',
    "重复键": b'{"project": {"name": "x"}, "project": {"name": "y"}}',
    "重复表": b'[project]\nname = "x"\n[project]\nname = "y"\n',
    "两张表": b'profile = "hubei-wuhan"\n[project]\nname = "x"\n[department]\nname = "y"\n',
    "没有表": b'profile = "hubei-wuhan"\n',
    "列表json": b"[1, 2, 3]",
    "数字json": b"1",
    "半截json": b'{"project": {"name"',
    "类型不对": b'profile = 1\nyear = "x"\nproject = [1]\nexecution = "x"\nindicators = {a = 1}\ngoals = 2\nparts = true\n',
    "指标不是表": b'profile = "hubei-wuhan"\nindicators = [1, "x", [], {}]\n[project]\nname = "x"\n',
    "中文键": "项目 = 1\n".encode(),
    "中文标点": "profile = “hubei-wuhan”\n".encode(),
    "很多指标": b'profile = "hubei-wuhan"\n[project]\nname = "x"\n' + b'[[indicators]]\nname = "y"\n' * 3_000,
    "很多错误": b'[project]\nname = "x"\n' + b"".join(b"k%d = 1\n" % i for i in range(3_000)),
    "点键": b'project.name = "x"\nproject."".x = 1\n',
    "名字是换行": b'profile = "hubei-wuhan"\n[project]\nname = "\\n\\n\\r\\n"\n',
}


@pytest.fixture
def mean(tmp_path: Path) -> Path:
    for name, data in MEAN.items():
        (tmp_path / f"{name}.toml").write_bytes(data)
    (tmp_path / "文件夹.toml").mkdir()
    (tmp_path / "断链.toml").symlink_to("没有")
    (tmp_path / "自链.toml").symlink_to("自链.toml")
    return tmp_path


def held(done: Done) -> None:
    """A status that is promised, errors in Chinese, and nothing that a terminal would obey."""
    assert done.status in (0, 1, 2)
    assert done.status != 2 or re.search("[一-鿿]", done.err)
    assert "Traceback" not in done.err
    assert not [char for char in done.out + done.err if char != "\n" and is_hidden(char)]


@pytest.mark.parametrize(
    "command",
    [*(("score", "--format", form) for form in ("text", "markdown", "html", "json")), ("explain",), ("aggregate",)],
    ids=" ".join,
)
def test_mean_inputs(mean: Path, command: tuple[str, ...]) -> None:
    """Each alone: a promised status, Chinese words, no control characters."""
    for path in sorted(mean.iterdir()):
        held(call(*command, path))


def test_mean_inputs_all_at_once_as_a_process(mean: Path) -> None:
    done = run("score", WHOLE, *sorted(mean.iterdir()))
    assert done.returncode == 2
    assert "乡村振兴对口帮扶专项资金" in done.stdout.decode()
    assert b"Traceback" not in done.stderr
    assert not [
        name for name in ("文件夹.toml", "断链.toml", "自链.toml", "太大.toml") if name not in done.stderr.decode()
    ]


def test_mean_inputs_as_profiles(mean: Path) -> None:
    for path in sorted(mean.iterdir()):
        done = call("score", "--profile", path, WHOLE)
        held(done)
        assert done.status == 2
        held(call("profiles", path))


@pytest.mark.parametrize("name", ["", ".", "..", "\n", "\x1b[31m", "a" * 5000, "-x/../..", "\udcff", "nul"])
def test_mean_names(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path / "空")
    held(call("score", "--", name))
    held(call("score", WHOLE, f"--profile={name}.toml"))


TEXT = (SEED / "project.toml").read_text(encoding="utf-8")


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """The seed's project with some slices replaced, doubled or dropped."""
    text = TEXT
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        new = draw(
            st.text(max_size=8)
            | st.sampled_from(('"', "\n", "[", "]", "=", "-1", "0", "1e9", "元", "%", text[start:end] * 2))
        )
        text = text[:start] + new + text[end:]
    return text.encode(errors="surrogatepass")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return tmp_path_factory.mktemp("cli") / "变.toml"


@given(mutated() | st.binary(max_size=200))
def test_any_document_gets_a_promised_answer(place: Path, data: bytes) -> None:
    place.write_bytes(data)
    held(call("score", place))


def test_a_profile_that_a_document_names_is_told_with_its_place(tmp_path: Path) -> None:
    """Among several files, which one names an unknown profile, or none, and on which line."""
    (tmp_path / "a.toml").write_text('[project]\nname = "甲"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('year = 2023\nprofile = "nope"\n[project]\nname = "乙"\n', encoding="utf-8")
    done = run("score", str(tmp_path / "a.toml"), str(tmp_path / "b.toml"))
    assert done.returncode == 2
    told = done.stderr.decode()
    assert f"{tmp_path / 'a.toml'}：发现 1 处错误\n  评分规则 profile：没有写评分规则" in told
    assert f"{tmp_path / 'b.toml'}：发现 1 处错误\n  评分规则 profile（文件第 2 行）：没有名为“nope”的评分规则" in told
    assert run("score", "--profile", "mof-2020", str(tmp_path / "b.toml")).returncode == 1  # its own is not asked


def test_output_into_a_pipe_by_its_name() -> None:
    """-o /dev/stdout prints."""
    done = subprocess.run(
        [sys.executable, "-m", "perfeval.commands.main", "score", WHOLE, "--format", "json", "-o", "/dev/stdout"],
        capture_output=True,
        timeout=60,
    )
    assert (0, b"") == (done.returncode, done.stderr)
    assert json.loads(done.stdout)["total"] == "100.00"


@pytest.mark.parametrize("command", ["score", "audit", "explain", "read", "aggregate"])
def test_an_ending_that_no_format_has_is_refused(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the endings that there are; a format that is named may be written under any name."""
    with pytest.raises(SystemExit) as left:
        main([command, str(SEED / "project.toml"), "-o", str(tmp_path / "a.bogus")])
    assert 2 == left.value.code
    assert f"{command} 不能写 .bogus 文件，请给 -o 换一个扩展名：." in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


def test_options_may_stand_before_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    main(["score", str(SEED / "project.toml"), "--format", "json"])
    after = capsys.readouterr().out
    main(["--format", "json", "score", str(SEED / "project.toml")])
    assert after == capsys.readouterr().out
