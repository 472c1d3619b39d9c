"""What an import brings, and what it leaves for later."""

import subprocess
import sys

import pytest

import perfeval


def printed(code: str) -> str:
    """What a new interpreter prints."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    ).stdout


def test_import_is_light() -> None:
    """`import perfeval` loads none of the heavy packages; they wait until they are needed."""
    heavy = {
        "pint",
        "numpy",
        "polars",
        "pandas",
        "rich",
        "cattrs",
        "tree_sitter",
        "argparse",
        "json",
        "tomli",
        "jinja2",
    }
    loaded = printed("import perfeval, sys; print(*sys.modules)").split()
    assert set() == heavy & {name.partition(".")[0] for name in loaded}


@pytest.mark.parametrize("name", perfeval.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each name of __all__ resolves, and stands in dir()."""
    assert getattr(perfeval, name) is not None


def test_public_names_are_sorted_and_once() -> None:
    """The list of names is easy to read."""
    assert sorted({*perfeval.__all__}) == sorted(perfeval.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A wrong name is told as everywhere in Python."""
    with pytest.raises(AttributeError, match="module 'perfeval' has no attribute 'scores'"):
        perfeval.scores  # noqa: B018


PROMISED = {
    *("load", "loads", "score", "audit", "aggregate", "explain"),
    *("Evaluation", "QuantitativeIndicator", "QualitativeIndicator", "Execution", "Goal", "Part"),
    *("Profile", "Scorecard", "Finding", "Level1", "Level2", "Kind", "Direction", "Measure", "Status"),
    *("PerfevalError", "InputError", "ProfileError"),
}


def test_the_names_of_the_contract() -> None:
    """What other programs were promised is there."""
    assert set() == PROMISED - {*perfeval.__all__}
