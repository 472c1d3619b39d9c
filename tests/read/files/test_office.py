"""A filed form of any kind, as bytes: its tables, its forms, or one sentence."""

import io
import zipfile

import docx
import pytest

from perfeval import InputError
from perfeval.read.files.office import archive_of, forms, tables
from tests.paths import TESTS
from tests.read.files.making import word

FORM = min((TESTS / "forms").glob("*.docx"))


def test_a_file_without_a_form() -> None:
    """How many tables it has, and what was looked for."""
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "通讯录"
    with pytest.raises(InputError) as error:
        forms(word(document), "a.docx")
    (problem,) = error.value.problems
    assert ("a.docx", "no-form", "文件里有 1 张表，没有找到绩效自评表") == (
        error.value.source,
        problem.code,
        problem.found,
    )


def test_a_form_says_its_file() -> None:
    """Each value knows where it stands, whatever the file is called."""
    form, *_ = forms(FORM.read_bytes(), "某某自评.docx")
    assert {"某某自评.docx"} == {origin.file for origin in form.origins.values()}
    assert tables(FORM.read_bytes(), "某某自评.docx")


def test_only_a_zip_of_files_is_an_archive() -> None:
    """A Word file is a zip, too, and none."""
    file = io.BytesIO()

    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.toml", b"")
    assert archive_of(file.getvalue(), "a.zip")
    assert None is archive_of(FORM.read_bytes(), "a.docx")
    assert None is archive_of(b"%PDF-1.7", "a.pdf")
