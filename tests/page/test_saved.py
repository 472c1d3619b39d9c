"""What the page hands back opens again, and says what it should."""

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from perfeval import load_forms, loads
from perfeval.page.bridge import answer
from tests.page.test_bridge import ROADS, ask, tree
from tests.paths import TESTS


def save(*files: bytes, **asked: Any) -> tuple[Any, bytes]:
    """The answer to a request for a file, and the file."""
    told, data = answer(json.dumps({"do": "save", **asked}), *files)
    return json.loads(told), data


def test_the_clerks_own_file_comes_back_corrected() -> None:
    """With the total that the audit expects, which is the only change."""
    told, data = save(ROADS, kind="corrected", name="养护.xlsx", profile="mof-2020")
    assert ("养护-改正.xlsx", []) == (told["name"], told["left"])
    assert [("published", "total", "96.87")] == [(c["path"], c["key"], c["after"]) for c in told["changes"]]
    (form,) = load_forms(data, name="养护-改正.xlsx")
    assert "96.87" == form.evaluation.published.total


def test_only_word_and_excel_are_corrected() -> None:
    """Of another kind a sentence says so."""
    told, data = save(b"%PDF-1.7", kind="corrected", name="养护.pdf", profile="mof-2020")
    assert ("unsupported-correction", b"") == (told["error"]["code"], data)


@pytest.mark.parametrize("kind", ["xlsx", "html"])
def test_a_marked_copy_says_what_was_found(kind: str) -> None:
    """The rule's name stands in it."""
    told, data = save(ROADS, kind="marked", name="养护.xlsx", profile="mof-2020", **{"as": kind})
    assert f"养护-标注.{kind}" == told["name"]
    if kind == "html":
        assert "total-mismatch" in data.decode()
    else:
        assert "total-mismatch" in openpyxl.load_workbook(BytesIO(data)).active["H23"].comment.text


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_official_table_reads_back(kind: str) -> None:
    """With the total that was printed in it."""
    told, data = save(kind="official", documents=[tree("jiangan-2023/project.toml")], **{"as": kind})
    (form,) = load_forms(data, name=told["name"])
    assert "100" == form.evaluation.published.total


def test_several_tables_on_one_page() -> None:
    """Under a name that counts them."""
    both = [tree("jiangan-2023/project.toml"), tree("jiangan-2023/department.toml")]
    told, data = save(kind="official", documents=both, **{"as": "html"})
    assert "2 张自评表-自评表.html" == told["name"]
    assert 2 <= data.decode().count("<table")


def test_the_audit_of_all_files_as_a_workbook() -> None:
    """A line a file, read or not, and each finding with its cell."""
    (form,) = ask(ROADS, do="open", name="养护.xlsx", profile="mof-2020")["forms"]
    read = {"file": "养护.xlsx", "document": form["document"], "places": form["places"]}
    broken = {"file": "断.docx", "status": "unread", "reason": "文件已损坏", "code": "damaged"}
    _, data = save(kind="workbook", entries=[read, broken], profile="mof-2020")
    book = openpyxl.load_workbook(BytesIO(data))
    assert {"养护.xlsx", "断.docx"} <= {cell.value for cell in book["各表"]["A"]}
    assert any("自评表!H23" in map(str, row) for row in book["发现"].iter_rows(values_only=True))


def test_a_picture_that_was_not_read_is_told_in_the_workbook() -> None:
    """The form is not one of those that have no fault."""
    data = (TESTS / "forms" / "form-and-picture-word.docx").read_bytes()
    (form,) = ask(data, do="open", name="巡查.docx", profile="mof-2020")["forms"]
    entry = {"file": "巡查.docx"} | {key: form[key] for key in ("document", "places", "unread")}
    _, data = save(kind="workbook", entries=[entry], profile="mof-2020")
    rows = openpyxl.load_workbook(BytesIO(data))["各表"].iter_rows(values_only=True)
    (line,) = (row for row in rows if row[0] == "巡查.docx")
    assert any("这里是图片" in str(cell) for cell in line)


def test_a_form_that_computes_itself() -> None:
    """With so many rows; more than a sheet is good for are refused."""
    told, data = save(kind="form", form="project", profile="hubei-wuhan", rows=2)
    assert "项目支出绩效自评表-自动计分.xlsx" == told["name"]
    assert openpyxl.load_workbook(BytesIO(data)).sheetnames
    assert "error" in save(kind="form", form="project", profile="hubei-wuhan", rows=100_000)[0]
    assert "profile-missing" == save(kind="form", form="project")[0]["error"]["code"]


@pytest.mark.parametrize("kind", ["toml", "json"])
def test_the_document_loads_back(kind: str) -> None:
    """As the same one."""
    document = tree("jiangan-2023/project.toml")
    told, data = save(kind="document", document=document, **{"as": kind})
    assert told["name"].endswith(kind)
    assert loads(json.dumps(document)) == loads(data)


def test_a_name_that_every_system_takes() -> None:
    """No path and no sign of one in what a document calls itself."""
    document = tree("jiangan-2023/project.toml")
    document["project"]["name"] = "../a:b\\c*?.\u202e"
    assert "..-a-b-c--.-.toml".lstrip(".") in save(kind="document", document=document, **{"as": "toml"})[0]["name"]
