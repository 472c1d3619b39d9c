"""The marked page of a form that is no Office file, or of any: its tables as they are seen, and what is said at which cell."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from perfeval.auditing import audit
from perfeval.auditing.findings import Severity
from perfeval.errors import InputError
from perfeval.read import load_forms
from perfeval.read.files.filed import Origin
from perfeval.write.marked import marked
from perfeval.write.marked.marks import Mark, findings
from tests.paths import TESTS

FORMS = TESTS / "forms"


def page(path: Path) -> tuple[str, int]:
    (form,) = load_forms(path)
    marks = findings(form, audit(form.evaluation, "mof-2020"))
    return marked(path.read_bytes(), str(path), marks, "html").data.decode(), len(marks)


@pytest.mark.parametrize("name", ["ningxia.pdf", "wuhan.docx", "yunnan.xlsx"])
def test_every_mark_has_its_cell_and_its_sentence(name: str) -> None:
    html, count = page(FORMS / name)
    numbers = [str(number) for number in range(1, count + 1)]
    assert numbers == re.findall(r'<li class="\w+" id="m(\d+)">', html)
    assert numbers == sorted(re.findall(r'<td[^>]*id="c(\d+)"', html), key=int)


def test_a_page_as_a_whole(golden: Callable[[str, str], None]) -> None:
    path = FORMS / "stacked.xlsx"
    mark = Mark(Origin("", sheet="种养、卫片", row=22, cell="G22"), ("应为 30",), Severity.ERROR)
    golden("marked.html", marked(path.read_bytes(), "", [mark], "html").data.decode())


def test_cells_that_are_far_apart_make_no_long_page() -> None:
    """A sheet may hold a cell in row 90,000 and column 900; rows and columns without cells are left out."""
    book, whole = openpyxl.load_workbook(FORMS / "yunnan.xlsx"), BytesIO()
    book.active.cell(90_000, 900).value = "远"
    book.save(whole)
    mark = Mark(Origin("", sheet=book.active.title, row=90_000, cell="AHP90000"), ("话",), Severity.ERROR)
    html = marked(whole.getvalue(), "", [mark], "html").data.decode()
    assert 'id="c1"' in html
    assert len(html) < 50_000


def test_nothing_is_fetched_from_outside() -> None:
    html, _ = page(FORMS / "ningxia.pdf")
    assert not re.search(r"(src|href)=[\"'](?!#)|url\(|@import", html)


def test_what_is_said_is_text() -> None:
    path = FORMS / "yunnan.xlsx"
    mark = Mark(Origin(str(path), sheet="无此表", cell="A1"), ("<script>alert(1)</script>",), Severity.ERROR)
    done = marked(path.read_bytes(), str(path), [mark], "html")
    assert b"<script>" not in done.data
    assert ("无此表!A1：没有找到这一格，列在页末",) == done.left


@pytest.mark.parametrize(("name", "kind", "expected"), [
    ("ningxia.pdf", "docx", "标注成 .html"),
    ("wuhan.docx", "xlsx", "标注成 .docx 或 .html"),
    ("yunnan.xlsx", "docx", "标注成 .xlsx 或 .html"),
])  # fmt: skip
def test_a_copy_is_of_the_files_own_kind(name: str, kind: str, expected: str) -> None:
    path = FORMS / name
    with pytest.raises(InputError, match=expected):
        marked(path.read_bytes(), str(path), [], kind)
