"""Marked Word documents: nothing but the marks differs, and python-docx finds colours, comments and changes where they belong."""

import xml.etree.ElementTree as ET
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from perfeval.auditing import audit
from perfeval.auditing.findings import Severity
from perfeval.auditing.fix import correct
from perfeval.read import Filed, filed_forms, load_forms
from perfeval.read.files.filed import Origin
from perfeval.write.marked import marked
from perfeval.write.marked.marks import Mark, changes, findings
from tests.packages import parts, swapped
from tests.paths import TESTS
from tests.readback import through_libreoffice

FORMS = sorted((TESTS / "forms").glob("*.docx"))
ZHONGJIANG = TESTS / "forms" / "zhongjiang.docx"
DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RULES = "mof-2020"


@cache
def forms_of(path: Path) -> tuple[Filed, ...]:
    return load_forms(path)


@cache
def findings_of(path: Path) -> tuple[Mark, ...]:
    forms = forms_of(path)
    reports = [audit(form.evaluation, form.evaluation.profile or RULES) for form in forms]
    return tuple(mark for form, report in zip(forms, reports, strict=True) for mark in findings(form, report))


def plain(*cells: str) -> bytes:
    """A document with a table of one row; each cell is the XML of its content, or text."""
    document, whole = docx.Document(), BytesIO()
    table = document.add_table(rows=1, cols=len(cells))
    for i, text in enumerate(cells):
        table.cell(0, i).text = text
    document.save(whole)
    return whole.getvalue()


def at(place: int, text: str = "话", **more: Any) -> Mark:
    origin = Origin("自评.docx", table=1, row=1, cell=f"第 {place} 格")
    return Mark(origin, (text,), **({"severity": Severity.ERROR} | more))


def new(place: int, old: str, figure: str) -> Mark:
    return at(place, severity=None, old=old, new=figure)


def copy(data: bytes, *marks: Mark) -> bytes:
    return marked(data, "自评.docx", marks, "docx").data


def cells(data: bytes) -> list[Any]:
    return list(docx.Document(BytesIO(data)).tables[0]._tbl.iter(qn("w:tc")))


def shade(cell: Any) -> str:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    return "" if found is None else found.get(qn("w:fill"))


def text(cell: Any, tag: str = "w:t") -> str:
    return "".join(node.text or "" for node in cell.iter(qn(tag)))


# --- nothing but the marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_only_the_marked_cells_and_what_comments_need_differ(path: Path) -> None:
    data, marks = path.read_bytes(), findings_of(path)
    before, after = parts(data), parts(marked(data, str(path), marks, "docx").data)
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)[: len(before)]
    assert changed <= {"[Content_Types].xml", "word/_rels/document.xml.rels", DOCUMENT, "word/comments.xml"}
    assert {"word/comments1.xml", "word/_rels/document.xml.rels"} >= after.keys() - before
    assert stripped(before[DOCUMENT]) == stripped(after[DOCUMENT])


def stripped(document: bytes) -> str:
    """The document without shades and what ties comments to it."""
    root = ET.fromstring(document)
    for parent in list(root.iter()):
        for child in list(parent):
            refers = child.tag == f"{W}r" and child.find(f"{W}commentReference") is not None
            empty = child.tag == f"{W}tcPr" and {f"{W}shd"} >= {inner.tag for inner in child}
            if refers or empty or child.tag in (f"{W}shd", f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                parent.remove(child)
    return ET.tostring(root, "unicode")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_copy_reads_back_as_the_same_forms(path: Path) -> None:
    forms = forms_of(path)
    again = filed_forms(marked(path.read_bytes(), str(path), findings_of(path), "docx").data, str(path))
    assert [(f.evaluation, f.origins, f.unread) for f in forms] == [(f.evaluation, f.origins, f.unread) for f in again]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_another_reader_finds_every_comment(path: Path) -> None:
    marks = findings_of(path)
    document = docx.Document(BytesIO(marked(path.read_bytes(), str(path), marks, "docx").data))
    found = {comment.text for comment in document.comments}
    assert {"\n".join(mark.lines) for mark in marks} <= found
    starts = [node.get(qn("w:id")) for node in document.element.iter(qn("w:commentRangeStart"))]
    ends = [node.get(qn("w:id")) for node in document.element.iter(qn("w:commentReference"))]
    assert len(set(starts)) == len(starts)
    assert set(starts) <= set(ends)
    assert {str(comment.comment_id) for comment in document.comments} == set(starts)


# --- marks --------------------------------------------------------------------------------------------------------


def test_a_cell_is_shaded_and_spoken_of() -> None:
    data = copy(plain("预算", "100", "90"), at(2, "应为 90"))
    assert ["", "FFC7CE", ""] == [shade(cell) for cell in cells(data)]
    assert [("perfeval 审核", "应为 90")] == [(c.author, c.text) for c in docx.Document(BytesIO(data)).comments]


def test_comments_that_stood_there_stay() -> None:
    document, whole = docx.Document(BytesIO(plain("预算", "100"))), BytesIO()
    document.add_comment(document.tables[0].cell(0, 0).paragraphs[0].runs, text="局里已核", author="张三")
    document.save(whole)
    found = docx.Document(BytesIO(copy(whole.getvalue(), at(2, "应为 90")))).comments
    assert [("张三", "局里已核"), ("perfeval 审核", "应为 90")] == [(c.author, c.text) for c in found]
    assert 2 == len({comment.comment_id for comment in found})


def test_an_empty_cell_can_be_spoken_of() -> None:
    """Its paragraph may be one tag without an end, its properties may be missing."""
    data = plain("预算", "")
    data = swapped(data, DOCUMENT, ("<w:p/>", "<w:p />")) if b"<w:p/>" in parts(data)[DOCUMENT] else data
    assert "FFC7CE" == shade(cells(copy(data, at(2)))[1])


@pytest.mark.parametrize("words", ["a<b>&]]>\"'", "=1+1", "\x00\u202e"])
def test_any_text_is_only_text(words: str) -> None:
    (found,) = docx.Document(BytesIO(copy(plain("预算"), at(1, words)))).comments
    assert words.replace("\x00", "\ufffd").replace("\u202e", "\ufffd") == found.text


# --- tracked changes ----------------------------------------------------------------------------------------------


def test_a_new_figure_is_a_change_to_be_accepted_or_refused() -> None:
    data = copy(plain("得分", "10"), new(2, "10", "9.13"))
    cell = cells(data)[1]
    (gone,), (come,) = cell.iter(qn("w:del")), cell.iter(qn("w:ins"))
    assert ("10", "9.13") == (text(gone, "w:delText"), text(come))
    assert {"perfeval 审核"} == {node.get(qn("w:author")) for node in (gone, come)}
    assert "9.13" == text(cell)  # accepted; refused, the deleted run is what it was


def test_what_stands_around_a_figure_stays() -> None:
    data = copy(plain("10分", "100 分"), new(1, "10", "9.13"), new(2, "10", "9"))
    assert ["9.13分", "9"] == [text(cell) for cell in cells(data)]


def test_a_figure_in_several_runs_is_struck_out_whole() -> None:
    document, whole = docx.Document(BytesIO(plain("得分"))), BytesIO()
    paragraph = document.tables[0].cell(0, 0).paragraphs[0]
    paragraph.runs[0].text = "1"
    paragraph.add_run("0").bold = True
    document.save(whole)
    cell = cells(copy(whole.getvalue(), new(1, "10", "9.13")))[0]
    assert ("10", "9.13") == (text(cell, "w:delText"), text(cell))


def test_an_empty_cell_is_filled() -> None:
    assert "9.13" == text(cells(copy(plain(""), new(1, "", "9.13")))[0])


def test_a_field_is_not_struck_out_but_told() -> None:
    """Its value would come back when Word works it out again."""
    field = '<w:fldSimple w:instr="=SUM(ABOVE)"><w:r><w:t>10</w:t></w:r></w:fldSimple>'
    data = swapped(plain("旧"), DOCUMENT, ("<w:r><w:t>旧</w:t></w:r>", field))
    done = marked(data, "自评.docx", [new(1, "10", "9.13")], "docx")
    assert ("表 1 第 1 行第 1 格：这一格除文字外还有别的内容，没有改；应为 9.13",) == done.left
    assert field.encode() in parts(done.data)[DOCUMENT]


def test_recomputed_figures_take_the_place_of_the_printed_ones() -> None:
    """With all changes accepted the file reads as the corrected table."""
    (form,) = load_forms(ZHONGJIANG)
    evaluation, made = correct(form.evaluation, RULES)
    marks, left = changes(form, made)
    assert made
    assert () == left
    (again,) = filed_forms(marked(ZHONGJIANG.read_bytes(), "", marks, "docx").data, "")
    assert evaluation == again.evaluation


def test_a_place_that_is_not_there_is_told() -> None:
    done = marked(plain("一"), "自评.docx", [at(9)], "docx")
    assert ("表 1 第 1 行第 9 格：没有找到这一格，没有标注",) == done.left


@pytest.mark.slow
def test_libreoffice_opens_a_marked_copy_with_every_mark_in_its_place(tmp_path: Path) -> None:
    """What it writes again has the same comments, and the change still to be accepted or refused."""
    (form,) = forms_of(ZHONGJIANG)
    made, _ = changes(form, correct(form.evaluation, RULES)[1])
    marks = [*findings_of(ZHONGJIANG), *made]
    data = marked(ZHONGJIANG.read_bytes(), "", marks, "docx").data
    again = through_libreoffice(data, "docx", tmp_path, "docx")
    told = [[comment.text for comment in docx.Document(BytesIO(one)).comments] for one in (data, again)]
    assert told[0]
    assert told[0] == told[1]
    (gone,), (come,) = (list(docx.Document(BytesIO(again)).element.iter(qn(tag))) for tag in ("w:del", "w:ins"))
    assert ("100", "110") == (text(gone, "w:delText"), text(come))
