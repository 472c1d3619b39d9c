"""What an import brings, and what it leaves for later."""

import subprocess
import sys

import pytest

import perfeval
from tests.paths import ROOT


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


EXAMPLES = ROOT / "examples" / "wuhan-parts"
ALWAYS = {"polars", "pandas", "tree_sitter"}  # pint brings numpy where it is installed


@pytest.mark.parametrize(
    ("arguments", "left_out"),
    [
        (("score", "--format", "json", EXAMPLES / "mulan.toml"), {"jinja2", "rich"}),
        (("score", EXAMPLES / "mulan.toml"), {"jinja2"}),
        (("score", "--format", "markdown", EXAMPLES / "mulan.toml"), {"jinja2", "rich"}),
        (("score", "--format", "html", EXAMPLES / "mulan.toml"), {"rich"}),
        (("explain", EXAMPLES / "mulan.toml", "total"), {"jinja2", "rich"}),
        (("aggregate", EXAMPLES / "mulan.toml", EXAMPLES / "wangjiahe.toml"), {"jinja2", "rich", "pint"}),
        (("init", "project"), {"rich", "pint"}),
        (("schema",), {"jinja2", "rich", "pint", "cattrs", "tomli"}),
    ],
    ids=lambda value: " ".join(map(str, value[:3])) if isinstance(value, tuple) else "",
)
def test_a_command_loads_what_it_needs(arguments: tuple[object, ...], left_out: set[str]) -> None:
    """Drawing, templates and conversion of units wait for the command that asks for them."""
    code = (
        "import contextlib, io, sys; from perfeval.commands.main import main; done = contextlib.redirect_stdout(io.StringIO())\n"
        f"with done: main({[str(argument) for argument in arguments]!r})\n"
        "print(*sys.modules)"
    )
    loaded = {name.partition(".")[0] for name in printed(code).split()}
    assert set() == loaded & (left_out | ALWAYS)


def test_a_notebook_loads_templates_when_it_shows_a_table() -> None:
    """Scoring does not."""
    path = str(EXAMPLES / "mulan.toml")
    code = (
        f"import sys, perfeval; card = perfeval.score(perfeval.load({path!r})); print('jinja2' in sys.modules)\n"
        "shown = card._repr_html_(); print('jinja2' in sys.modules)"
    )
    assert ["False", "True"] == printed(code).split()
