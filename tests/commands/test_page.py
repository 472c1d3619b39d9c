"""``perfeval page``: the page written whole where its package is there, and one sentence where it is not."""

import sys
from pathlib import Path

import pytest

from tests.commands.test_main import call
from tests.paths import ROOT


def test_the_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands in the package."""
    package = tmp_path / "perfeval_page"
    package.mkdir()
    source = (ROOT / "page" / "perfeval_page" / "__init__.py").read_text(encoding="utf-8")
    (package / "__init__.py").write_text(source, encoding="utf-8")
    (package / "page.html").write_bytes(b"<!doctype html>")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "perfeval_page", raising=False)
    out = tmp_path / "自评.html"
    assert 0 == call("page", "-o", str(out)).status
    assert b"<!doctype html>" == out.read_bytes()


def test_without_its_package_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, and no file."""
    monkeypatch.setitem(sys.modules, "perfeval_page", None)
    done = call("page", "-o", str(tmp_path / "a.html"))
    assert (2, "") == (done.status, done.out)
    assert 'pip install "perfeval[page]"' in done.err
    assert [] == [*tmp_path.iterdir()]


def test_only_a_page_is_written(tmp_path: Path) -> None:
    """Under a name that says so."""
    assert 2 == call("page", "-o", str(tmp_path / "a.docx")).status
    assert 2 == call("page").status
