"""The floors of the house: a module imports only from lower floors, so that each can be read without what stands above."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.paths import ROOT, TESTS

FLOORS = {
    "spoken": 0,
    "errors": 1,
    "values": 1,
    "trees": 2,
    "forms": 3,
    "rules": 3,
    "profiles": 4,
    "scoring": 5,
    "read": 5,
    "answers": 6,
    "tables": 6,
    "auditing": 6,
    "write": 7,
    "views": 8,
    "batch": 8,
    "api": 9,
    "perfeval": 10,
    "page": 11,
    "commands": 11,
    "__main__": 12,
}
"""The way of the data. A package is one entry, and inside it modules import one another; `errors` may be imported from anywhere."""

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
        if other not in (name, "errors") and FLOORS.get(other, 99) >= FLOORS.get(name, -1)
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


# --- circles ------------------------------------------------------------------------------------------------------


def module_of(file: Path) -> str:
    """The dotted name of a file's module."""
    return ".".join(("perfeval", *file.relative_to(SRC).with_suffix("").parts)).removesuffix(".__init__")


def modules_imported(source: str, known: Collection[str]) -> set[str]:
    """The modules that a file imports, wherever it does: `from a import b` is a.b where that is a module, else a."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {name if (name := f"{node.module}.{alias.name}") in known else node.module for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & {*known}


def circle(sources: Mapping[str, str]) -> list[str]:
    """Modules that import one another in a circle, in functions and for type checkers too; empty where there are none."""
    ahead = {name: modules_imported(source, sources) - {name} for name, source in sources.items()}
    try:
        tuple(TopologicalSorter(ahead).static_order())
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_circle_of_files() -> None:
    """Any file can be read with what stands below it alone."""
    assert [] == circle({module_of(file): file.read_text(encoding="utf-8") for file in FILES})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("from perfeval.b import x", "import perfeval.a"),
        ("def f():\n    from perfeval import b", "if TYPE_CHECKING:\n    from perfeval.a import x"),
    ],
)
def test_a_circle_is_seen(one: str, other: str) -> None:
    """Wherever in the file the imports stand."""
    assert {"perfeval.a", "perfeval.b"} == {*circle({"perfeval.a": one, "perfeval.b": other})}


# --- a test of each name ------------------------------------------------------------------------------------------

TESTED_IN = {
    "answers/inverse": "answers/test_whatif",
    "batch/checks": "batch/test_audit",
    "batch/columns": "batch/test_scalar",
    "batch/frames": "batch/test_documents",
    "batch/frames/files": "commands/test_batch",
    "batch/frames/open": "batch/test_scalar",
    "batch/sums": "batch/test_totals",
    "batch/sums/tally": "commands/test_batch",
    "commands": "commands/test_main",
    "commands/audit": "auditing/test_command",
    "profiles": "profiles/test_profiles",
    "page/shapes": "page/test_bridge",
    "read/files": "read/files/test_kinds",
    "tables": "tables/test_tables",
    "trees": "read/test_document",
    "write": "write/test_files",
    "write/layout": "write/test_xlsx",
    "write/profiles": "commands/test_profiles",
    "write/report": "auditing/test_report",
    "__main__": "commands/test_main",
}
"""Where a module is tested that has no test of its own name, or a package whose modules are tested together.

A module's own entry goes before its package's. The aim is an empty table: a new module brings its test.
"""


def file_of_tests(module: str) -> Path | None:
    """Where a module is tested: by its name, or as `TESTED_IN` says of it or of the package that it stands in."""
    folder, _, name = module.rpartition("/")
    if (own := TESTS / folder / f"test_{name}.py").is_file():
        return own
    while module and module not in TESTED_IN:
        module = module.rpartition("/")[0]
    place = TESTS / TESTED_IN[module] if module else None
    if place is None or place.is_dir():
        return place
    return place.with_name(f"{place.name}.py")


MODULES = [file.relative_to(SRC).with_suffix("").as_posix() for file in FILES if file.name != "__init__.py"]


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_a_test(module: str) -> None:
    """Of its name, in the folder of its name, or where the table above says."""
    found = file_of_tests(module)
    assert found is not None, (
        f"{module}.py has no tests/{module.rpartition('/')[0]}/test_{module.rpartition('/')[2]}.py"
    )
    assert found.exists()


def test_the_table_of_tests_is_short() -> None:
    """What has a test of its name by now is taken out of the table."""
    assert [] == [
        module
        for module in TESTED_IN
        if (TESTS / Path(module).parent / f"test_{Path(module).name}.py").is_file()
        or (not (SRC / module).with_suffix(".py").is_file() and not (SRC / module).is_dir())
    ]


def test_one_meaning_a_name() -> None:
    """No two classes, types or constants of one spelling, but for what a caller gets and the result that it is made of.

    A rule of an audit has its page, its check and its message in a file of its own, and no names that others use.
    """
    named = defaultdict[str, list[str]](list)
    for file in FILES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name[0].isupper():
                named[node.name].append(str(file.relative_to(SRC)))
            elif isinstance(node, ast.Assign | ast.AnnAssign) and not _is_type_variable(node.value):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    if isinstance(target, ast.Name) and target.id[0].isupper():
                        named[target.id].append(str(file.relative_to(SRC)))
    twins = {name: files for name, files in named.items() if len(files) > 1}
    assert {
        "Report": ["auditing/findings.py", "views.py"],
        "Scorecard": ["scoring/results.py", "views.py"],
    } == twins


ONE_JOB = {
    "run": "the subcommands", "tables": "the readers", "marked": "the marked copies", "draw": "a grid", "listing": "a line each",
    "as_dict": "for JSON", "explain": "explanations", "workbook": "the bytes of one", "main": "processes",
    "held_to_caps": "columns and formulas",
}  # fmt: skip
"""Functions of one name that do one job for different things; those of `api.py` are named as what they call."""


def test_one_meaning_a_function() -> None:
    """No two public functions of one spelling, but for the same job done of different things, and the interface above what it calls."""
    named = defaultdict[str, list[str]](list)
    for file in FILES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and file.name != "__init__.py":
                named[node.name].append(str(file.relative_to(SRC)))
    twins = {
        name for name, files in named.items() if len([f for f in files if f not in ("api.py", "batch/api.py")]) > 1
    }
    assert set() == twins - ONE_JOB.keys()
    assert set() == ONE_JOB.keys() - twins


def _is_type_variable(value: ast.expr | None) -> bool:
    return (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("TypeVar", "ParamSpec")
    )
