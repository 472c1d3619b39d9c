"""The floors of the house: a module imports only from lower floors, so that each can be read without what stands above."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = {
    # what the words and numbers are
    "figures": 0,
    "terms": 0,
    "rules": 0,
    "units": 0,
    "trees": 1,
    "structure": 0,
    "legible": 0,
    "gates": 1,
    "targets": 1,
    # what a document and a profile hold
    "profiles": 2,
    "cells": 2,
    "model": 3,
    # what a table earns
    "scorecard": 4,
    "matching": 4,
    "aggregate": 5,
    "readings": 5,
    "methods": 4,
    "exact": 5,
    "totals": 6,
    "parts": 6,
    "wording": 6,
    "curve_wording": 7,
    "score": 8,
    # what is made of it
    "backwards": 9,
    "whatif": 10,
    "read": 9,
    "explain": 9,
    "tables": 9,
    "audit": 9,
    "write": 11,
    "batch": 12,
    "commands": 13,
    "perfeval": 14,
    "cli": 15,
}
"""A package is one entry, and inside it modules import one another. `errors` may be imported from anywhere."""

UPWARD = {("scorecard", "write")}
"""The one door upward: a notebook asks the scorecard itself for its HTML, and only then is the writer imported."""

SRC = Path(__file__).parent.parent / "src" / "perfeval"
FILES = sorted(SRC.rglob("*.py"))


def name_of(file: Path) -> str:
    """The entry that a file belongs to: its module or package, `perfeval` for the root."""
    top = file.relative_to(SRC).parts[0].removesuffix(".py")
    return "perfeval" if top == "__init__" else top


def imported(source: str) -> Iterator[str]:
    """What a module imports from perfeval, wherever it does: at the top, in a function, or for type checkers only.

    Imports in functions count, because cycles hide there; those for type checkers, because a reader follows them too.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield "a relative import"
        elif isinstance(node, ast.ImportFrom) and node.module == "perfeval":
            yield from (alias.name if (SRC / alias.name).is_dir() or (SRC / f"{alias.name}.py").is_file() else "perfeval"
                        for alias in node.names)  # fmt: skip
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("perfeval."):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.split(".")[0] == "perfeval"]
            yield from (".".join(name.split(".")[1:2]) or "perfeval" for name in names)


def breaches(name: str, source: str) -> set[str]:
    """The imports that do not go down."""
    return {
        other
        for other in imported(source)
        if other not in (name, "errors")
        and FLOORS.get(other, 99) >= FLOORS.get(name, -1)
        and (name, other) not in UPWARD
    }


def test_every_module_has_a_floor() -> None:
    """A new module is put on a floor here before anything else."""
    assert {name_of(file) for file in FILES} <= {*FLOORS, "errors"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SRC)))
def test_imports_go_down(file: Path) -> None:
    """No module imports from its own or a higher floor."""
    assert set() == breaches(name_of(file), file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("errors", "import perfeval.figures", {"figures"}),
        ("figures", "from perfeval.terms import Kind", {"terms"}),
        ("model", "def f():\n    from perfeval.score import score", {"score"}),
        ("model", "if TYPE_CHECKING:\n    from perfeval import wording", {"wording"}),
        ("audit", "from perfeval import score, load", {"perfeval"}),
        ("read", "from . import document", {"a relative import"}),
        ("write", "from perfeval.nowhere import x", {"nowhere"}),
        ("score", "import perfeval", {"perfeval"}),
        (
            "read",
            "from perfeval.read.document import to_evaluation\nfrom perfeval.errors import Problem\nimport json",
            set(),
        ),
    ],
)
def test_a_breach_is_seen(name: str, source: str, found: set[str]) -> None:
    """What this test looks for, in every way it can be written."""
    assert found == breaches(name, source)
