"""Published tables laid out as forms and read back: every field, and nothing else; see tests/forms/laid.py."""

from pathlib import Path

import pytest

from perfeval import load
from tests.forms.laid import LAYOUTS, read_back, wrong
from tests.paths import TESTS

FILINGS = sorted((TESTS / "filings").glob("*.toml"))


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_comes_back(layout: str, kind: str, tmp_path: Path) -> None:
    for file in FILINGS:
        evaluation = load(file)
        form = read_back(evaluation, layout, tmp_path / f"{file.stem}.{kind}")
        assert {} == wrong(evaluation, form), file.stem
        assert () == form.unread, file.stem
