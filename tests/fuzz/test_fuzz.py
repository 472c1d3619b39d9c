"""The harness itself, the first inputs of each kind, and what once went wrong."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.fuzz import mutate, tried
from tests.fuzz.inputs import KINDS, SHARES, Input, drawn
from tests.fuzz.run import Run
from tests.fuzz.tried import _WAYS

FIRST = {"figure": 60, "cell": 20, "toml": 8, "json": 8, "profile": 10, "call": 40}
"""So many of the cheap kinds; two of each other."""
FOUND = sorted((Path(__file__).parent / "found").iterdir())


@pytest.mark.parametrize("kind", [*KINDS])
def test_the_first_inputs_of_each_kind_do_no_harm(kind: str, tmp_path: Path) -> None:
    """`make fuzz` goes on from here."""
    for number in range(FIRST.get(kind, 2)):
        assert "" == tried.tried(drawn(kind, 0, number), tmp_path), f"--again {kind}:0:{number}"


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_once_went_wrong(file: Path, tmp_path: Path) -> None:
    """Each file is named by its kind and by what it did."""
    kind = file.name.partition("-")[0]
    assert "" == tried.tried(Input(kind, f"a{file.suffix}", file.read_bytes()), tmp_path)


def test_an_input_comes_back_by_its_number() -> None:
    """What a run tells can be looked at."""
    assert all(drawn(kind, 3, 7) == drawn(kind, 3, 7) for kind in KINDS if kind != "parquet")
    assert drawn("toml", 3, 7) != drawn("toml", 3, 8)


def test_every_kind_has_its_share() -> None:
    assert set(KINDS) == {kind for kind, _ in SHARES}


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (lambda one, folder: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda one, folder: tried._command(Input("x", "a.toml", b"", ("score", "--format", "nonsense")), folder), ""),
        (lambda one, folder: tried._command(Input("x", "a.toml", b"", ("score",)), folder), ""),
    ],
    ids=["an exception", "a wrong option", "an empty file"],
)
def test_what_is_wrong_is_told(way: Any, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception is; a document that is refused with its exit status is not."""
    monkeypatch.setitem(_WAYS, "odd", way)
    assert told == tried.tried(Input("odd", "", b""), tmp_path).partition("\n")[0]


def test_a_wrong_exit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any exit status but 0, 1 and 2, and a refusal without a word."""
    monkeypatch.setattr("perfeval.commands.main.main", lambda arguments: 3)
    assert tried.tried(Input("toml-file", "a.toml", b"", ("score",)), tmp_path).startswith("exit 3")
    monkeypatch.setattr("perfeval.commands.main.main", lambda arguments: 2)
    assert "exit 2 without a word" == tried.tried(Input("toml-file", "a.toml", b"", ("score",)), tmp_path)


def test_a_run_counts_and_tells_each_place_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(1, tmp_path)
    for number in range(3):
        run.tell("figure", number, 'KeyError: 3\n  File "a.py", line 7, in one')
    assert 1 == capsys.readouterr().out.count("KeyError")
    assert [3] == [*run.wrong.values()]
    assert ["figure-1-0-text"] == [path.name for path in tmp_path.iterdir()]


def test_a_tree_is_written_as_toml() -> None:
    """Whatever TOML has a word for comes back as it was."""
    import tomllib

    tree = {"a b": [1, True, {"c": "\u0001“x”\n"}], "d": {}, "e": -0.5}
    assert tree == tomllib.loads(mutate.toml(tree))


def test_changes_differ() -> None:
    """No mutator gives back what it got, time after time."""
    rng, page = Random(1), "<a><b c='1'>文字</b></a>"
    assert 5 < len({mutate.markup(rng, page) for _ in range(20)})
    assert 5 < len({mutate.raw(rng, page.encode()) for _ in range(20)})
    assert 5 < len({mutate.text(rng, page) for _ in range(20)})
