"""A rule is a place: its record says everything, and no other file knows it by name."""

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfeval.rules.registry import CURVES, METHOD_KINDS, RULES, RULES_OF
from perfeval.rules.rule import Rule
from tests.paths import ROOT

SRC = ROOT / "src" / "perfeval"
COMMON = {"exact", "ratio"}
"""Names that are words of other things too, as keys of results; a table of rules would hold another name beside them."""
KEYS = {("tiers", "profiles/curves.py"), ("listed", "profiles/curves.py"), ("bands", "page/shapes.py")}
"""What a curve's number is called, as its rule is."""


def literals(file: Path) -> Iterator[str]:
    """The texts in a module, without docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_file_but_its_own_names_a_rule() -> None:
    """Adding a rule means its formula, its record and its line in the registry: no table elsewhere is keyed by its name."""
    names, found = {rule.name for rule in RULES} - COMMON, set[tuple[str, str]]()
    for file in SRC.rglob("*.py"):
        where = file.relative_to(SRC).as_posix()
        if not where.startswith("rules/"):
            found |= {(name, where) for name in names.intersection(literals(file))}
    assert found <= KEYS


def test_a_rule_stands_in_one_file_of_its_kind() -> None:
    """Inside the package, too, the name stands where the record is."""
    for name in {rule.name for rule in RULES}:
        assert 1 == sum(name in literals(file) for file in (SRC / "rules").glob("*.py")), name


def test_the_formulas_import_only_their_words() -> None:
    """formulas.py is the regulation on one page: nothing of perfeval but the words that it is written in."""
    tree = ast.parse((SRC / "rules" / "formulas.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {"itertools", "perfeval.rules.words"} == imported


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kinds[0]}-{rule.name}")
def test_a_record_goes_together(rule: Rule) -> None:
    """A rule with numbers says which and how they are made; what is scored by figures can be read backwards."""
    assert set(rule.kinds) <= set(METHOD_KINDS)
    assert bool(rule.needs) == (rule.numbers is not None)
    assert (rule.inverse is not None) == (rule.name in CURVES)
    assert rule.words
    assert rule == pickle.loads(pickle.dumps(rule))
    assert all(RULES_OF[kind][rule.name] is rule for kind in rule.kinds)
