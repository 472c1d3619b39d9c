"""What the project's files say of one another: groups and extras, versions, what a source archive holds."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import perfeval
from tests.paths import ROOT, TESTS

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PYPROJECT["dependency-groups"]


def group(name: str) -> set[str]:
    """A group's requirements, those of its inner groups too."""
    found = set[str]()
    for entry in GROUPS[name]:
        found |= group(entry["include-group"]) if isinstance(entry, dict) else {entry}
    return found


def test_the_groups_are_the_extra() -> None:
    """Whoever sets up by the extra `dev` or by the group has the same."""
    assert {*PYPROJECT["project"]["optional-dependencies"]["dev"]} == group("dev")


def test_every_floor_is_one_that_can_be_installed() -> None:
    """The script that `make test-floors` runs gives one version for each library."""
    printed = subprocess.run([sys.executable, TESTS / "floors.py"], capture_output=True, text=True, check=True).stdout
    floors = dict(line.split("==") for line in printed.splitlines())
    assert len(floors) == len(printed.splitlines())
    assert {"attrs", "narwhals", "typst", "duckdb", "pdfplumber"} <= floors.keys()


def test_one_version_everywhere() -> None:
    """The package, its metadata, how it is cited."""
    cited = re.search(r"^version: (.*)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M)
    assert cited
    assert perfeval.__version__ == PYPROJECT["project"]["version"] == cited[1]


@pytest.mark.parametrize(
    "name", ["SECURITY.md", "CONTRIBUTING.md", "LICENSE", "mkdocs.yml", "Makefile", ".pre-commit-config.yaml"]
)
def test_a_source_archive_holds_what_its_tests_read(name: str) -> None:
    """Each file at the top that a test or a page names goes into it."""
    included = PYPROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert (ROOT / name).is_file()
    assert any(Path(f"/{name}").match(pattern) for pattern in included) or name == "LICENSE"


def test_the_recipes_name_files_that_are_there() -> None:
    """But for the example's own."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = {*re.findall(r"`((?:src|tests|docs|examples)/[\w/.-]*)`", text)}
    own = {name for name in named if "weight_above_half" in name}
    assert 10 <= len(named)
    assert [] == [name for name in sorted(named - own) if not (ROOT / name).exists()]


def test_the_drawn_walks_name_what_is_there() -> None:
    """Each line of a walk that begins with a file names it truly, and what is called in it."""
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    steps = re.findall(r"^(?:   ├ |   └ )?([a-z]+/[\w/]+\.py) *(\w[\w.]*)? *→", design, flags=re.MULTILINE)
    assert 12 <= len(steps)
    for file, called in steps:
        text = (ROOT / "src" / "perfeval" / file).read_text(encoding="utf-8")
        names = re.findall(r"(?:def|class) (\w+)", text) + re.findall(r"^ +(\w+) = ", text, flags=re.MULTILINE)
        assert set(called.split(".")) <= {*names} if called else True, (file, called)


def test_the_page_on_security_names_tests_that_are_there() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert 20 <= len(named)
    for file, test in named:
        assert f"def {test}" in (ROOT / file).read_text(encoding="utf-8"), (file, test)
