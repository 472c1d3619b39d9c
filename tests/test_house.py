"""The floors of the house: a module imports only from lower floors, so that each can be read without what stands above."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

FLOORS = {
    "errors": 0,
    "values": 0,
    "trees": 1,
    "forms": 2,
    "rules": 2,
    "profiles": 3,
    "scoring": 4,
    "read": 4,
    "answers": 5,
    "tables": 5,
    "auditing": 5,
    "write": 6,
    "views": 7,
    "batch": 7,
    "api": 8,
    "perfeval": 9,
    "commands": 10,
    "__main__": 11,
}
"""The way of the data. A package is one entry, and inside it modules import one another; `errors` may be imported from anywhere."""

UPWARD = {("scoring", "write")}
"""The one door upward: a notebook asks the scorecard itself for its HTML, and only then is the writer imported."""

SRC = ROOT / "src" / "perfeval"
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
        ("errors", "import perfeval.values.figures", {"values"}),
        ("values", "from perfeval.trees.cells import Cell", {"trees"}),
        ("forms", "def f():\n    from perfeval.scoring.score import score", {"scoring"}),
        ("forms", "if TYPE_CHECKING:\n    from perfeval import rules", {"rules"}),
        ("auditing", "from perfeval import score, load", {"perfeval"}),
        ("read", "from . import document", {"a relative import"}),
        ("write", "from perfeval.nowhere import x", {"nowhere"}),
        ("scoring", "import perfeval", {"perfeval"}),
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
