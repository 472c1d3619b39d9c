"""Tab: a shell's question answered in process, as argcomplete's own hooks of bash and zsh ask it."""

import io
from pathlib import Path

import pytest

from perfeval.auditing.registry import AUDIT_RULES
from perfeval.commands.completion import complete
from perfeval.commands.main import parser
from perfeval.profiles import shipped

pytest.importorskip("argcomplete")


@pytest.fixture(autouse=True)
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the hook sets, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "argcomplete.CompletionFinder._init_debug_stream", lambda _: None
    )  # it takes stream 9, here pytest's
    for name, value in (
        ("_ARGCOMPLETE", "1"),
        ("_ARGCOMPLETE_IFS", "\v"),
        ("_ARGCOMPLETE_COMP_WORDBREAKS", " \t\n\"'><=;|&(:"),
    ):
        monkeypatch.setenv(name, value)


def after(line: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is offered at the end of a line."""
    monkeypatch.setenv("COMP_LINE", line)
    monkeypatch.setenv("COMP_POINT", str(len(line)))
    said, left = io.StringIO(), list[int]()
    complete(parser(), said, left.append)
    assert [0] == left[:1]
    return [word.strip() for word in said.getvalue().split("\v") if word]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("perfeval au", ["audit"]),
        ("perfeval audit --sev", ["--severity"]),
        ("perfeval score a.toml --format ma", ["markdown"]),
        ("perfeval audit --format ", ["text", "json", "markdown", "csv", "xlsx", "html"]),
        ("perfeval score --profile hubei-w", ["hubei-wuhan"]),
        ("perfeval init project --profile mof-2020", ["mof-2020"]),
        ("perfeval profiles new --from hubei-w", ["hubei-wuhan"]),
        ("perfeval rules S20", [rule.code for rule in AUDIT_RULES if rule.code.startswith("S20")]),
        ("perfeval audit --select score-m", ["score-mismatch", "score-missing"]),
        (
            "perfeval audit --ignore W101,S201,W10",
            [f"W101,S201,{r.code}" for r in AUDIT_RULES if r.code.startswith("W10")],
        ),
        ("perfeval profiles --place 湖", ["湖北", "湖南"]),
    ],
)
def test_words_of_the_command(line: str, offered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(offered) == sorted(after(line, monkeypatch))


def test_a_profile_is_an_id_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.toml").touch()
    (tmp_path / "own.txt").touch()
    assert {*shipped(), "own.toml"} == {*after("perfeval score --profile ", monkeypatch)}
