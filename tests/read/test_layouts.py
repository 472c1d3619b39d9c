"""Published tables laid out as forms and read back: every field, and nothing else; see tests/forms/laid.py."""

from pathlib import Path

import pytest

from perfeval import load
from perfeval.read import load_forms
from perfeval.write.document import to_tree
from tests.forms.kinds import KINDS
from tests.forms.laid import LAYOUTS, read_back, write, wrong
from tests.forms.layouts import LAYOUTS as OFFICES
from tests.paths import TESTS
from tests.readback import through_libreoffice

FILINGS = sorted((TESTS / "filings").glob("*.toml"))


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_comes_back(layout: str, kind: str, tmp_path: Path) -> None:
    for file in FILINGS:
        evaluation = load(file)
        form = read_back(evaluation, layout, tmp_path / f"{file.stem}.{kind}")
        assert {} == wrong(evaluation, form), file.stem
        assert () == form.unread, file.stem


@pytest.mark.parametrize("kind", ["html", "mht", "ods", "odt", "pdf", "ofd"])
def test_every_layout_of_offices_in_every_kind_of_file(kind: str) -> None:
    """Those that tests/forms has as Excel and Word files, each with its reading."""
    for name, (titles, tables) in OFFICES.items():
        (form,) = load_forms(KINDS[kind](titles, tables), name=f"form.{kind}")
        assert load(TESTS / "forms" / f"{name}.toml") == form.evaluation, name
        assert () == form.unread, name


@pytest.mark.slow
@pytest.mark.parametrize(("source", "kind"), [("xlsx", "xls"), ("docx", "pdf")])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_comes_back_from_another_program(layout: str, source: str, kind: str, tmp_path: Path) -> None:
    """As LibreOffice writes it; benchmarks/readback.py does so with every table."""
    evaluation, path = load(FILINGS[0]), tmp_path / f"form.{source}"
    write(LAYOUTS[layout](to_tree(evaluation)), path, ruled=True)
    (form,) = load_forms(through_libreoffice(path.read_bytes(), source, tmp_path, kind), name=f"form.{kind}")
    assert {} == wrong(evaluation, form)
