"""Python in a browser answers as Python here: every request, on the examples and on filed forms, byte for byte.

Runs under Node on the page that ``make page`` has built, with the archives that are in it; skipped where there is none.
"""

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfeval import load_forms
from perfeval.page.bridge import answer
from perfeval.profiles import shipped
from perfeval.write.document import to_json_document
from tests.hostile import hostile, plainly_refused
from tests.paths import ROOT, TESTS

PAGE = ROOT / "page"
PARTS = PAGE / "dist" / "served" / "parts"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("node") is None, reason="needs node"),
    pytest.mark.skipif(not PARTS.is_dir(), reason="needs the page: make page"),
]

FORMS = sorted(path for path in (TESTS / "forms").iterdir() if path.suffix in (".docx", ".xlsx", ".pdf"))
DOCUMENTS = sorted((ROOT / "examples").rglob("*.toml"))

Request = tuple[dict[str, Any], list[bytes]]


def requests() -> Iterator[Request]:
    """Every kind of request: on every filed form of the tests, hostile ones too, and on every document of the examples."""
    for do in ("profiles", "places", "about"):
        yield {"do": do}, []
    for profile in shipped():
        yield {"do": "profile", "profile": profile}, []
        yield {"do": "blank", "form": "project", "profile": profile}, []
    for code in ("W101", "total-mismatch"):
        yield {"do": "rule", "code": code}, []
    for path in FORMS:
        yield {"do": "open", "name": path.name, "profile": "mof-2020"}, [path.read_bytes()]
    for name, data in hostile().items():
        yield {"do": "open", "name": name}, [data]
    for name, (data, _) in plainly_refused().items():
        yield {"do": "open", "name": name}, [data]
    units = []
    for path in DOCUMENTS:
        data = path.read_bytes()
        yield {"do": "open", "name": path.name}, [data]
        try:
            document = json.loads(to_json_document(load_forms(data)[0].evaluation))
        except ValueError:  # a profile
            continue
        if document.get("profile", "").endswith(".toml"):
            continue
        units += [document] * ("mulan" in path.name or "wangjiahe" in path.name)
        for do in ("score", "audit", "table"):
            yield {"do": do, "document": document}, []
        yield {"do": "what-if", "document": document, "to": "95"}, []
        yield {"do": "save", "kind": "document", "document": document, "as": "toml"}, []
        yield {"do": "save", "kind": "official", "documents": [document], "as": "docx"}, []
    yield {"do": "match", "document": document}, []
    yield {"do": "aggregate", "documents": units}, []
    for kind in ("xlsx", "html"):
        yield {"do": "save", "kind": "official", "documents": units, "as": kind}, []
    yield {"do": "save", "kind": "form", "form": "department", "profile": "hubei-wuhan", "rows": 3}, []
    yield {"do": "save", "kind": "workbook", "entries": [{"file": "a.toml", "document": one} for one in units]}, []
    roads = ROOT / "examples" / "filed" / "road-upkeep.xlsx"
    for name in (roads, TESTS / "forms" / "department.docx"):
        own = {"do": "save", "name": name.name, "profile": "mof-2020", "as": name.suffix[1:]}
        yield own | {"kind": "corrected"}, [name.read_bytes()]
        yield own | {"kind": "marked"}, [name.read_bytes()]


def members(data: bytes) -> dict[str, bytes]:
    """What a saved file holds, less the moment at which it was made."""
    if not data.startswith(b"PK"):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}


@pytest.fixture(scope="module")
def asked() -> list[Request]:
    """The requests, in their order."""
    return list(requests())


@pytest.fixture(scope="module")
def folder(asked: list[Request], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What wasm answers to each."""
    place = tmp_path_factory.mktemp("wasm")
    for number, (request, files) in enumerate(asked):
        names = []
        for n, data in enumerate(files):
            names.append(f"{number:03}.{n}.file")
            (place / names[-1]).write_bytes(data)
        whole = {"request": json.dumps(request), "files": names}
        (place / f"{number:03}.json").write_text(json.dumps(whole), encoding="utf-8")
    done = subprocess.run(["node", PAGE / "engine" / "answers.mjs", place], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    (place / "imported").write_text(done.stdout, encoding="utf-8")
    return place


def test_every_answer_is_the_same(asked: list[Request], folder: Path) -> None:
    """As text and, where a file is saved, as what is in it."""
    different = []
    for number, (request, files) in enumerate(asked):
        text, data = answer(json.dumps(request), *files)
        saved = folder / f"{number:03}.saved"
        theirs = (folder / f"{number:03}.answer").read_text(encoding="utf-8")
        if text != theirs:
            different.append(f"{number} {request['do']} {request.get('name', '')}: {_first(text, theirs)}")
        if members(data) != members(saved.read_bytes() if saved.exists() else b""):
            different.append(f"{number} {request['do']} {request.get('kind')}: the file")
    assert [] == different
    assert len(asked) > 150


def test_no_answer_is_a_fault(folder: Path) -> None:
    """A module that was pruned and is needed would be one."""
    faults = [path.name for path in folder.glob("*.answer") if "internal-error" in path.read_text(encoding="utf-8")]
    assert [] == faults


def _first(one: str, other: str) -> str:
    """Where two texts begin to differ."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(at - 40, 0) : at + 60]!r} / {other[max(at - 40, 0) : at + 60]!r}"
