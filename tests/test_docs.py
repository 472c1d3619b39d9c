"""What the pages show is what happens: every block of the READMEs and of docs/ is run, loaded or parsed.

A fenced block is one of

- ``console``: lines that open with ``$`` are run in order, from a folder that looks like a clone; what follows is what
  is printed, with ``...`` for what is left out. A status other than 0 is shown by ``$ echo $?``.
- ``python``: run; the blocks of a page go on from one another. ``print(x)  # text`` prints that text.
- ``toml``: loaded, as a document (the head is added where a part of one is shown) or as a rule profile. With a
  ``title`` it is also written to that file, for the commands after it; a file named wrong-….toml must be refused.
- ``json``: parsed, whole or line by line.
- ``text``: only shown.

The commands that make the environment, and the one that runs these tests, are not run from here but by .ci/run.
"""

import argparse
import ast
import contextlib
import doctest
import importlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import attrs
import pytest
import tomli

import perfeval
from perfeval.commands import main as cli
from perfeval.forms import model
from perfeval.profiles import read_profile
from tests.paths import ROOT
from tests.test_house import FILES, FLOORS, name_of

READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))
SET_UP = re.compile(r"python3 -m venv|\.venv/bin/pip |\.venv/bin/pytest$|make test$")
SHELL = shutil.which("bash")
PLAIN = re.compile(r"(?:\.venv/bin/)?perfeval (?!batch|page)[^|<>;&$`*?~#\n\\]*")
"""A command that asks nothing of the shell."""


class Block(NamedTuple):
    page: Path
    line: int
    language: str
    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in re.finditer(r"^```(\w*)(?: title=\"([^\"]+)\")?\n(.*?)^```$", text, re.M | re.S):
        yield Block(page, text.count("\n", 0, match.start()) + 2, match[1], match[2] or "", match[3])


def ids(pages: tuple[Path, ...]) -> list[str]:
    return [str(page.relative_to(ROOT)) for page in pages]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a clone with its environment, where commands may write; the current one."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "src").symlink_to(ROOT / "src")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(sysconfig.get_path("scripts"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONUTF8", "1")
    return tmp_path


def demo() -> str:
    """What `make demo` runs once all is set up; make shows the line before it runs it."""
    found = re.search(r"^demo:.*\n\t(.*)\n", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert found, "the Makefile has a demo"
    line = found[1].replace("$(BIN)", ".venv/bin")
    return f"echo {line}\n{line}"


# --- one function a language --------------------------------------------------------------------------------------


def run_console(block: Block) -> None:
    steps = re.findall(r"^\$ (.*(?:\n> .*)*)\n((?:(?!\$ ).*\n)*)", block.text, re.M)
    assert block.text == "".join(f"$ {command}\n{printed}" for command, printed in steps), f"{block}: not all is read"
    status = 0
    for command, printed in steps:
        if SET_UP.match(command):
            continue
        if command == "make demo":
            command = f"echo set-up\n{demo()}"
        asks = command == "echo $?"
        assert asks or status == 0, f"{block}: status {status} before “{command}” is not shown"
        if PLAIN.fullmatch(command) and block.page not in READMES:
            status, said = in_this_process(command)
        else:
            status, said = in_a_shell(f"(exit {status})\n" + command.replace("\n> ", "\n"))
        check_printed(f"{block}: {command}", printed, said)
    assert status == 0, f"{block}: status {status} is not shown"


def in_a_shell(command: str) -> tuple[int, str]:
    """Its status, and what it prints."""
    done = subprocess.run(
        [SHELL, "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )
    return done.returncode, done.stdout


def in_this_process(command: str) -> tuple[int, str]:
    """The same of a command that asks nothing of the shell, several times as fast."""
    both = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
    with contextlib.redirect_stdout(both), contextlib.redirect_stderr(both):
        try:
            status = cli.main(shlex.split(command)[1:])
        except SystemExit as stop:
            status = int(stop.code or 0)
    both.flush()
    return status, both.buffer.getvalue().decode()


def check_printed(where: str, shown: str, printed: str) -> None:
    want, got = ("".join(f"{line.rstrip()}\n" for line in text.splitlines()) for text in (shown, printed))
    if not doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS):
        pytest.fail(f"{where}\nshown:\n{want}\nprinted:\n{got[:5000]}", pytrace=False)


def run_python(block: Block, namespace: dict[str, object]) -> None:
    shown = re.findall(r"^ *print\(.*\)  # (.*)\n", block.text, re.M)
    assert len(shown) == len(re.findall(r"\bprint\(", block.text)), f"{block}: a print without what it prints"
    code = compile("\n" * (block.line - 1) + block.text, str(block.page), "exec")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, namespace)
    check_printed(str(block), "".join(f"{line}\n" for line in shown), printed.getvalue())


def load_toml(block: Block, folder: Path) -> None:
    tree = tomli.loads(block.text)
    if block.title:
        (folder / block.title).write_text(block.text, encoding="utf-8")
    if "clauses" in tree:
        read_profile(block.text.encode())
        return
    head = "" if {"project", "department"} & tree.keys() else f"[{'department' if 'goals' in tree else 'project'}]\n"
    text = block.text + (f'\n{head}name = "示例"\n' if head else "")
    if block.title.startswith("wrong"):
        with pytest.raises(perfeval.InputError):
            perfeval.loads(text)
        return
    perfeval.loads(text, source=str(block))


def parse_json(block: Block) -> None:
    try:
        json.loads(block.text)
    except json.JSONDecodeError:
        for line in block.text.splitlines():
            json.loads(line)


@pytest.mark.skipif(SHELL is None, reason="the pages show a Unix shell")
@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_every_block_is_what_it_says(page: Path, clone: Path) -> None:
    namespace: dict[str, object] = {"__name__": page.name}
    for block in blocks(page):
        match block.language:
            case "console":
                run_console(block)
            case "python":
                run_python(block, namespace)
            case "toml":
                load_toml(block, clone)
            case "json":
                parse_json(block)
            case language:
                assert language == "text", f"{block}: say what the block is"


# --- what pages promise of each other -----------------------------------------------------------------------------


def commands(page: Path) -> list[str]:
    return [line[2:] for block in blocks(page) if block.language == "console" for line in block.text.splitlines()
            if line.startswith("$ ")]  # fmt: skip


def test_set_up_is_the_same_everywhere_and_is_what_ci_runs() -> None:
    english, chinese = ([c for c in commands(readme) if SET_UP.match(c)] for readme in READMES)
    assert english[0] == "make test"
    assert len(english) == 4, "one command that does both; two that set up, one that tests"
    assert english == chinese
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert {"make demo", *english[1:3]} <= {*run}
    assert any(line.startswith(english[3]) for line in run)
    for page in PAGES:
        assert {c for c in commands(page) if SET_UP.match(c)} <= set(english), page.name


def test_the_readmes_are_twins() -> None:
    """Both show the same commands, code and documents; only the words between them differ."""
    english, chinese = ([(b.language, b.text) for b in blocks(readme)] for readme in READMES)
    assert english == chinese


@pytest.mark.parametrize("readme", READMES, ids=ids(READMES))
def test_a_readme_names_every_command_and_format(readme: Path) -> None:
    (commands,) = (a.choices for a in cli.parser()._actions if isinstance(a, argparse._SubParsersAction))
    rows = dict(re.findall(r"^\| `perfeval (\w+)(.*)", readme.read_text(encoding="utf-8"), re.M))
    assert rows.keys() == commands.keys()

    for name in ("score", "audit"):
        (formats,) = (a.choices for a in commands[name]._actions if a.dest == "format")
        assert [f for f in formats if not re.search(rf"`(--format )?{f}`", rows[name])] == []


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True)

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


# --- what pages promise of the code -------------------------------------------------------------------------------

TABLES: dict[str, tuple[type, ...]] = {
    "Top level": (model.Evaluation,),
    "`[project]`": (model.Project,),
    "`[department]`": (model.Department,),
    "`[execution]`": (model.Execution,),
    "`[[execution.funds]]`": (model.Fund,),
    "`[[indicators]]`": (model.QuantitativeIndicator, model.QualitativeIndicator),
    "`items`": (model.Item,),
    "`[[goals]]`": (model.Goal,),
    "`[[parts]]`": (model.Part,),
    "`[remarks]`": (model.Remarks,),
    "`[published]`": (model.Published,),
}


def section(page: Path, heading: str) -> str:
    text = page.read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}[^\n]*\n(.*?)(?=^#|\Z)", text, re.M | re.S)
    assert found, f"{page.name}: no section “{heading}”"
    return found[1]


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_of_a_document_is_described(heading: str) -> None:
    described = re.findall(r"^\| `(\w+)`", section(ROOT / "docs" / "document.md", heading), re.M)
    keys = {field.name for kind in TABLES[heading] for field in attrs.fields(kind)}
    keys |= {"kind"} if model.QualitativeIndicator in TABLES[heading] else set()

    assert sorted(described) == sorted(keys)


def test_design_names_every_module_on_its_floor() -> None:
    design = section(ROOT / "docs" / "design.md", "The way of the data")
    named = {name: int(floor) for floor, name in re.findall(r"^\| (\d+) \| `(\w+)(?:\.py|/)` \|", design, re.M)}
    named["perfeval"] = named.pop("__init__")

    assert named == {name: FLOORS[name] for name in map(name_of, FILES)}


def test_every_code_is_described() -> None:
    """What says why stands in results.md between backticks, and nothing stands there that the source does not say."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "perfeval").rglob("*.py")]
    used = {code for s in sources for code in re.findall(r'\b(?:UndeterminedError|Gate|Note)\(\s*"([a-z-]+)"', s)}
    words = {word for source in sources for word in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)}
    page = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", section(ROOT / "docs" / "results.md", "Codes")))

    assert set() == used - page
    assert set() == page - words


def test_every_code_of_a_problem_is_described() -> None:
    """What a mistake is called for programs stands in the table of results.md, and nothing stands there that no mistake is called."""
    used, words = {"bad-value"}, set[str]()
    for path in (ROOT / "src" / "perfeval").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "")
            given = (
                [word.value for word in node.keywords if word.arg == "code"]
                if "rule" not in name and name != "RowScore"
                else []
            )
            given += node.args[:1] if name == "Refused" else []
            used |= {code.value for code in given if isinstance(code, ast.Constant) and code.value}
    rows = re.findall(r"^\| (`.*?) \|", section(ROOT / "docs" / "results.md", "Errors"), re.M)
    page = {code for row in rows for code in re.findall("`([a-z-]+)`", row)}

    assert set() == used - page
    assert set() == page - words


def test_glossary_has_every_label() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = importlib.import_module("perfeval.values.terms")
    labels = [getattr(member, "label", member.value) for name in ("Level1", "Level2", "Kind", "Direction", "Measure",
              "Form", "Status") for member in getattr(terms, name)]  # fmt: skip

    assert [label for label in labels if label not in text] == []
