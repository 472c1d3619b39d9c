"""The pages of docs/ make a site: every page in its navigation, every link whole, Chinese found by its search."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; strict: a broken link or reference fails."""
    folder = tmp_path_factory.mktemp("site")
    for name in ("docs", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    built = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "-f", "mkdocs.yml", "--strict"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site"


def test_every_page_is_there(site: Path) -> None:
    """Each page of docs/ is a page of the site."""
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    assert set() == {page for page in pages if not (site / page).exists()}


@pytest.mark.parametrize("words", ["加权平均", "得分不得突破权重总额", "执行率", "QuantitativeIndicator"])
def test_the_search_holds_chinese_and_names(site: Path, words: str) -> None:
    """What a reader looks for is in the search index."""
    index = json.loads((site / "search.json").read_text("utf-8"))
    assert any(words in json.dumps(item, ensure_ascii=False) for item in index["items"])


def test_examples_are_shown_as_code(site: Path) -> None:
    """The examples of docstrings stand on the reference page as code, not as nested quotations."""
    page = (site / "reference.html").read_text("utf-8")
    assert "perfeval.api.score" in page
    assert "<blockquote>" not in page
