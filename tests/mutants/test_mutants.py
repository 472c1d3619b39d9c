"""The changes themselves: that each sort is made, that what is made is Python, and that the list of those without effect is up to date."""

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from tests.mutants import changes
from tests.mutants.run import Seen, drawn, equal, modules

MADE = {
    "a < b": {"a <= b"},
    "a + b": {"a - b"},
    "a and not b": {"a or not b", "a and b"},
    "min(a, 2)": {"max(a, 2)", "min(a, 3)", "min(a, 1)"},
    "a if b else c": {"c if b else a"},
    "[a for a in b if c]": {"[a for a in b]"},
    "'元'": {"'元×'"},
    "True": {"False"},
    "-a": {"a"},
    "f'{a + b} 元'": {"f'{a - b} 元'"},
    "cast(list[int], a)": set(),
    "list[a]": set(),
}


def of(source: str, folder: Path) -> list[changes.Change]:
    """The changes of a module with this in it."""
    path = folder / "perfeval" / "one.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(dedent(source), "utf-8")
    return changes.of_module(path)


@pytest.mark.parametrize("source", MADE)
def test_what_an_expression_becomes(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "SRC", tmp_path)
    made = set()
    for change in of(f"x = {source}\n", tmp_path):
        changed = ast.parse(change.path.read_text("utf-8"))
        for number, (node, new, _) in enumerate(changes._changes(changed)):
            if number == change.number:
                changes._Put(node, new).visit(changed)
                break
        made.add(ast.unparse(changed).removeprefix("x = "))
        changes.compiled(change)
    assert MADE[source] == made


def test_statements_and_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call left out, nothing returned, a check that is not made; no change of a docstring or of what is raised."""
    monkeypatch.setattr(changes, "SRC", tmp_path)
    found = of(
        '''
        def one(a: int) -> int:
            """A docstring."""
            if a:
                raise ValueError("3")
            print(a)
            return a
        ''',
        tmp_path,
    )
    expected = {
        "if a: raise ValueError('3') -> if not a: raise ValueError('3')",
        "raise ValueError('3') -> pass",
        "print(a) -> pass",
        "return a -> return None",
    }
    assert expected == {change.name.removeprefix("one.py one: ") for change in found}


def test_the_same_changes_are_drawn_again() -> None:
    """From every module, and a change by its name is one change."""
    chosen = drawn(1200)
    assert chosen == drawn(1200)
    assert {*modules()} == {change.path for change in chosen}
    assert 1000 < len(chosen) == len({change.name for change in chosen})


def test_what_changes_nothing_is_listed_with_a_reason() -> None:
    """Each line names a change that there is."""
    there = {change.name for path in modules() for change in changes.of_module(path)}
    assert set() == {*equal()} - there
    assert all(len(reason) > 10 for reason in equal().values())


def test_a_changes_own_tests_come_first(tmp_path: Path) -> None:
    """Of those that come through its line: the module's file, the folder, the quick ones."""
    path = modules()[0]
    change = changes.Change("a", path, 7, 0, True)
    near, own = f"tests/{path.parent.name}/test_other.py::a", f"tests/{path.parent.name}/test_{path.stem}.py::a"
    seen = Seen({str(path): {7: ["far", near, own], 8: ["none"]}}, {"far": 1, near: 1, own: 1})
    assert [own, near, "far"] == seen.order(change)
