"""Marked workbooks: nothing but the marks differs, and openpyxl finds colours, comments and figures where they belong."""

import re
import xml.etree.ElementTree as ET
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from perfeval.auditing import audit
from perfeval.auditing.findings import Severity
from perfeval.auditing.fix import correct
from perfeval.read import Filed, filed_forms, load_forms
from perfeval.read.files.filed import Origin
from perfeval.write.marked import marked
from perfeval.write.marked.marks import Mark, changes, findings
from tests.packages import parts, rebuilt, swapped
from tests.paths import TESTS
from tests.readback import through_libreoffice

FORMS = sorted((TESTS / "forms").glob("*.xlsx"))
STACKED = TESTS / "forms" / "stacked.xlsx"
SHEET = "种养、卫片"
PART = "xl/worksheets/sheet1.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RULES = "mof-2020"


def said(cell: str, text: str = "话", **more: Any) -> Mark:
    return Mark(Origin("自评.xlsx", sheet=SHEET, cell=cell), (text,), **({"severity": Severity.ERROR} | more))


def new(cell: str, old: str, figure: str) -> Mark:
    return said(cell, f"原为 {old}", severity=None, old=old, new=figure)


def copy(data: bytes, *marks: Mark) -> bytes:
    return marked(data, "自评.xlsx", marks, "xlsx").data


def sheet(data: bytes, name: str = SHEET) -> Any:
    return openpyxl.load_workbook(BytesIO(data))[name]


@cache
def forms_of(path: Path) -> tuple[Filed, ...]:
    return load_forms(path)


@cache
def findings_of(path: Path) -> tuple[Mark, ...]:
    forms = forms_of(path)
    reports = [audit(form.evaluation, form.evaluation.profile or RULES) for form in forms]
    return tuple(mark for form, report in zip(forms, reports, strict=True) for mark in findings(form, report))


def cells(part: bytes) -> dict[str, bytes]:
    return {cell.attrib["r"]: ET.tostring(cell) for cell in ET.fromstring(part).iter(f"{MAIN}c")}


def looks(cell: Any) -> tuple[Any, ...]:
    """What a cell holds and how it looks, its colour aside."""
    return (cell.value, cell.number_format, *map(repr, (cell.font, cell.border, cell.alignment, cell.protection)))


# --- nothing but the marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_only_the_marked_cells_and_what_comments_need_differ(path: Path) -> None:
    data, marks = path.read_bytes(), findings_of(path)
    before, after = parts(data), parts(marked(data, str(path), marks, "xlsx").data)
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)[: len(before)]
    assert changed <= {"[Content_Types].xml", "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
                       *(name for name in before if name.startswith("xl/worksheets/"))}  # fmt: skip
    assert all("comments" in name or "vmlDrawing" in name or name.endswith(".rels") for name in after.keys() - before)
    said_at = {mark.origin.cell for mark in marks}
    for name in (name for name in changed if re.fullmatch(r"xl/worksheets/\w+\.xml", name)):
        was, now = cells(before[name]), cells(after[name])
        assert was.keys() | said_at >= now.keys()
        assert {ref for ref in was if was[ref] != now[ref]} <= said_at


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_copy_reads_back_as_the_same_forms(path: Path) -> None:
    forms = forms_of(path)
    again = filed_forms(marked(path.read_bytes(), str(path), findings_of(path), "xlsx").data, str(path))
    assert [(f.evaluation, f.origins, f.unread) for f in forms] == [(f.evaluation, f.origins, f.unread) for f in again]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_another_reader_finds_the_marks_and_all_else_unchanged(path: Path) -> None:
    data, marks = path.read_bytes(), findings_of(path)
    assert marks
    after = openpyxl.load_workbook(BytesIO(marked(data, str(path), marks, "xlsx").data))
    for was in openpyxl.load_workbook(BytesIO(data)):
        mine = {mark.origin.cell: mark for mark in marks if mark.origin.sheet == was.title}
        for row in after[was.title].iter_rows():
            for cell in row:
                old = was[cell.coordinate]
                assert looks(old) == looks(cell)
                if cell.coordinate in mine:
                    mark = mine[cell.coordinate]
                    assert f"FF{mark.colour}" == cell.fill.fgColor.rgb
                    assert all(line in cell.comment.text for line in mark.lines)
                else:
                    assert repr(old.fill) == repr(cell.fill)
                    assert (old.comment and old.comment.text) == (cell.comment and cell.comment.text)


def test_without_marks_the_copy_has_the_same_parts() -> None:
    data = STACKED.read_bytes()
    assert parts(data) == parts(copy(data))


# --- comments -----------------------------------------------------------------------------------------------------


def test_comments_that_stood_there_stay() -> None:
    """What a cell's own comment says comes first; those of other cells are as they were."""
    book = openpyxl.load_workbook(STACKED)
    book[SHEET]["G22"].comment = Comment("局里已核", "张三")
    book[SHEET]["A1"].comment = Comment("标题", "张三")
    whole = BytesIO()
    book.save(whole)
    found = sheet(copy(whole.getvalue(), said("G22", "应为 30"), said("G23", "应为 30")))
    assert "局里已核\n应为 30" == found["G22"].comment.text
    assert "应为 30" == found["G23"].comment.text
    assert ("标题", "张三") == (found["A1"].comment.text, found["A1"].comment.author)


def test_a_second_run_says_it_below_the_first() -> None:
    once = copy(STACKED.read_bytes(), said("G22", "一"))
    assert "一\n二" == sheet(copy(once, said("G22", "二")))["G22"].comment.text


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "a<b>&]]>\"'", "_x000D_", "第一行\n第二行", "\x00\u202e"])
def test_any_text_is_only_text(text: str) -> None:
    found = sheet(copy(STACKED.read_bytes(), said("G22", text)))["G22"]
    assert text.replace("\x00", "\ufffd").replace("\u202e", "\ufffd") == found.comment.text.replace("_x005F_", "_")
    assert 27 == found.value


def test_a_cell_that_is_not_written_is_put_in_its_place() -> None:
    """In its row before those behind it, and in a row of its own between others."""
    plain = swapped(STACKED.read_bytes(), PART, ('<c r="G22" s="1"><v>27</v></c>', ""),
                    ('<row r="19" spans="1:8">', '<row r="19" hidden="0" spans="1:8">'))  # fmt: skip
    data = copy(plain, said("G22"), said("H15"), said("A30"))
    refs = re.findall(r'<c r="([A-Z]+)(\d+)"', parts(data)[PART].decode())
    places = [(int(row), column) for column, row in refs]
    assert sorted(places) == places
    assert {(22, "G"), (15, "H"), (30, "A")} <= set(places)
    assert "话" == sheet(data)["A30"].comment.text


def test_prefixes_of_other_programs_are_kept() -> None:
    """Some programs write x:row and x:c."""

    def prefixed(found: dict[str, bytes]) -> None:
        for name in (PART, "xl/styles.xml"):
            text = found[name].decode().replace('xmlns="http', 'xmlns:x="http')
            found[name] = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).encode()

    data = rebuilt(STACKED.read_bytes(), prefixed)
    cell = sheet(copy(data, said("G22", "应为 30")))["G22"]
    assert ("应为 30", "FFFFC7CE", 27) == (cell.comment.text, cell.fill.fgColor.rgb, cell.value)


def test_a_part_in_utf_16() -> None:
    def wide(found: dict[str, bytes]) -> None:
        found[PART] = found[PART].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    assert "话" == sheet(copy(rebuilt(STACKED.read_bytes(), wide), said("G22")))["G22"].comment.text


# --- figures put in -----------------------------------------------------------------------------------------------


def test_recomputed_figures_take_the_place_of_the_printed_ones() -> None:
    """The file then reads as the corrected table, and each comment says what stood there."""
    forms = load_forms(STACKED)
    fixed = [correct(form.evaluation, RULES) for form in forms]
    marks = [mark for form, (_, made) in zip(forms, fixed, strict=True) for mark in changes(form, made)[0]]
    data = copy(STACKED.read_bytes(), *marks)
    assert [evaluation for evaluation, _ in fixed] == [form.evaluation for form in filed_forms(data, "自评.xlsx")]
    found = sheet(data)
    assert [30, 30, 30] == [found[f"G{row}"].value for row in (22, 23, 24)]
    assert "原为 27，改为 30" in found["G22"].comment.text


def test_a_number_with_more_digits_than_the_cell_shows_gets_another_format() -> None:
    book = openpyxl.load_workbook(STACKED)
    book[SHEET]["G22"].number_format = "0"
    whole = BytesIO()
    book.save(whole)
    cell = sheet(copy(whole.getvalue(), new("G22", "27", "29.13")))["G22"]
    assert (29.13, "General") == (cell.value, cell.number_format)


def test_rates_stand_as_rates() -> None:
    """A percentage is stored as its hundredth, under the cell's own format where that shows it whole."""
    book = openpyxl.load_workbook(STACKED)
    book[SHEET]["G22"].number_format = "0.0%"
    whole = BytesIO()
    book.save(whole)
    found = sheet(copy(whole.getvalue(), new("G22", "100%", "99.5%"), new("G23", "29%", "99.55%")))
    assert (0.995, "0.0%") == (found["G22"].value, found["G22"].number_format)
    assert (0.9955, "0.00%") == (found["G23"].value, found["G23"].number_format)


def test_text_stays_text() -> None:
    """A score that was typed as text is replaced by text."""
    book = openpyxl.load_workbook(STACKED)
    book[SHEET]["G22"].value = "27分"
    whole = BytesIO()
    book.save(whole)
    cell = sheet(copy(whole.getvalue(), new("G22", "27分", "30")))["G22"]
    assert ("30", "s") == (cell.value, cell.data_type)


def formula(data: bytes, cell: str, xml: str) -> bytes:
    value = re.search(rf'<c r="{cell}" s="1"><v>(\d+)</v>', parts(data)[PART].decode())
    assert value
    old = f'<c r="{cell}" s="1"><v>{value[1]}</v>'
    return swapped(data, PART, (old, f'<c r="{cell}" s="1">{xml}<v>{value[1]}</v>'))


def test_a_formula_gives_way_to_its_figure_and_is_told() -> None:
    """The chain of calculation goes with it, and other formulas are worked out anew when the book is opened."""

    def chained(found: dict[str, bytes]) -> None:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
        override = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
        found[types] = found[types].replace(b"</Types>", override.encode())
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        chain = f'<Relationship Id="rId99" Type="{base}/calcChain" Target="calcChain.xml"/></Relationships>'
        found[relations] = found[relations].replace(b"</Relationships>", chain.encode())
        found["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN[1:-1]}"><c r="G22" i="1"/></calcChain>'.encode()

    data = copy(rebuilt(formula(STACKED.read_bytes(), "G22", "<f>20+7</f>"), chained), new("G22", "27", "30"))
    cell = sheet(data)["G22"]
    assert (30, "原为 27\n原公式 =20+7") == (cell.value, cell.comment.text)
    after = parts(data)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


@pytest.mark.parametrize(
    "xml", ['<f t="shared" ref="G22:G24" si="0">F22-3</f>', '<f t="array" ref="G22:G23">F22:F23</f>']
)
def test_a_formula_of_several_cells_stays_and_is_told(xml: str) -> None:
    data = formula(STACKED.read_bytes(), "G22", xml)
    done = marked(data, "自评.xlsx", [new("G22", "27", "30")], "xlsx")
    assert (f"{SHEET}!G22：这一格的公式管着几格，没有改；应为 30",) == done.left
    assert "原为 27" == sheet(done.data)["G22"].comment.text
    assert xml.encode() in parts(done.data)[PART]


def test_a_protected_sheet_stays_protected() -> None:
    book = openpyxl.load_workbook(STACKED)
    book[SHEET].protection.enable()
    book[SHEET].protection.password = "1"
    whole = BytesIO()
    book.save(whole)
    found = sheet(copy(whole.getvalue(), new("G22", "27", "30")))
    assert (True, 30) == (found.protection.sheet, found["G22"].value)


@pytest.mark.slow
def test_libreoffice_opens_a_marked_copy_with_every_mark_in_its_place(tmp_path: Path) -> None:
    """What it writes again has the same values, the same comments at the same cells, the same colours."""
    data = copy(STACKED.read_bytes(), *findings_of(STACKED), new("G22", "27", "30"))
    again = sheet(through_libreoffice(data, "xlsx", tmp_path, "xlsx"))
    for row in sheet(data).iter_rows():
        for cell in row:
            other = again[cell.coordinate]
            assert (cell.value, cell.comment and cell.comment.text) == (
                other.value,
                other.comment and other.comment.text,
            )
            if cell.comment:
                assert cell.fill.fgColor.rgb == other.fill.fgColor.rgb
