"""Filed forms in the layouts that offices use, read back as the documents beside them; see tests/forms/make.py."""

import io
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from perfeval import InputError, load, loads
from perfeval.read import Filed, filed_forms, load_forms
from perfeval.write.document import to_toml
from tests.forms.layouts import LAYOUTS
from tests.forms.office import word_table
from tests.paths import TESTS

FORMS = TESTS / "forms"
KINDS = (".docx", ".xlsx", ".pdf", ".ofd", ".xls", ".html", ".htm", ".mht", ".ods", ".odt")
FILES = sorted(path for path in FORMS.iterdir() if path.suffix in KINDS)
OLD = sorted(path for path in FORMS.iterdir() if path.suffix in (".doc", ".rtf"))


def beside(path: Path) -> list[Path]:
    """The documents that a file's forms should give."""
    return sorted(other for other in FORMS.glob("*.toml") if re.fullmatch(rf"{path.stem}(-[0-9])?", other.stem))


@cache
def forms_of(path: Path) -> tuple[Filed, ...]:
    """What a file is read as; one reading serves each question about it."""
    return load_forms(path)


def left_out(text: str) -> list[str]:
    """The places that a document's first comment says are not read."""
    line = re.match(r"# 未录入：(.*)", text)
    return (
        sorted(re.findall(r"\S+!\S+|(?:第 \d+ 页)?表 \d+(?: 第 \d+ 行第 \d+ 格)?|第 \d+ 页|自评表", line[1]))
        if line
        else []
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_filed_form(path: Path) -> None:
    texts = [other.read_text(encoding="utf-8") for other in beside(path)]
    forms = forms_of(path)
    assert [loads(text) for text in texts] == [form.evaluation for form in forms]
    assert [left_out(text) for text in texts] == [
        sorted(filter(None, (str(u.origin) for u in form.unread))) for form in forms
    ]


def test_there_are_a_hundred_of_them_in_every_format_and_layouts_in_two() -> None:
    assert len(FILES) >= 100
    assert {*KINDS} == {path.suffix for path in FILES}
    assert all(len({path.suffix for path in FILES if path.stem == layout}) >= 2 for layout in LAYOUTS)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("path", OLD, ids=lambda path: path.name)
def test_a_filed_form_that_libreoffice_opens(path: Path) -> None:
    (form,) = load_forms(path)
    assert load(path.with_suffix(".toml")) == form.evaluation
    assert () == form.unread


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("picture-only.docx", "文件里没有表格，只有 1 张图片；图片里的表读不了"),
        ("tables-not-counted.pdf", "文件里有 3 张表，没有找到绩效自评表"),
        ("columns-aside.pdf", "自评表向右接到第 2 页，两页的行对不上，接不起来"),
        ("scan-with-text-layer.pdf", "PDF 是扫描件，其中的文字是识别出来、看不见的一层，不能当作原文"),
    ],
)
def test_what_is_no_form_is_told_in_one_sentence(name: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        load_forms(FORMS / "refused" / name)
    assert told == error.value.found


def test_a_second_form_that_is_a_picture_is_told() -> None:
    (told,) = only("form-and-picture.pdf").unread
    assert "第 2 页是图片，图里的表和文字读不了，未录入" == str(told)
    (told,) = only("form-and-picture-word.docx").unread
    assert "“（2023年度）”这里是图片，图里的表和文字读不了，未录入" == str(told)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_origins_are_comments_of_the_same_document(path: Path) -> None:
    for form in forms_of(path):
        notes = {place: str(origin) for place, origin in form.origins.items()}
        assert form.evaluation == loads(to_toml(form.evaluation, notes))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_value_has_an_origin(path: Path) -> None:
    for form in forms_of(path):
        for place, row in form.evaluation.rows():
            keys = ("target", "actual", "weight", "published_score", "reason")
            assert [key for key in keys if getattr(row, key) and f"{place}.{key}" not in form.origins] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_initial_budget_of_a_fund_and_what_became_of_the_goal_are_read(path: Path) -> None:
    """They have keys: what is told as left out is worth reading."""
    told = [str(unread) for form in forms_of(path) for unread in form.unread]
    assert [] == [line for line in told if "年初预算" in line or "实际完成情况" in line]


def only(name: str) -> Filed:
    (form,) = forms_of(FORMS / name)
    return form


def test_origins_name_sheet_and_cell_or_page_table_row_and_cell() -> None:
    sheet, word, pdf = only("anhui.xlsx"), only("wuhan.docx"), only("ningxia.pdf")
    assert "自评表!F16" == str(sheet.origins["indicators[1].actual"])
    assert "自评表!B14" == str(sheet.origins["weights.产出指标"])
    assert "表 1 第 11 行第 6 格" == str(word.origins["indicators[2].actual"])
    assert "第 2 页表 1 第 2 行第 2 格" == str(pdf.origins["indicators[8].weight"])
    assert "anhui.xlsx" == Path(sheet.origins["execution"].file).name


def test_the_nearest_place_stands_for_one_without_its_own() -> None:
    form = only("anhui.xlsx")
    assert form.origins["indicators[0]"] == form.origin("indicators[0].direction")
    assert form.origin("nothing[3].there") is None


def test_load_takes_the_only_form_of_a_file() -> None:
    assert "2021年续建农村道路养护项目" == load(FORMS / "anhui.xlsx").name
    with pytest.raises(InputError, match="文件里有 2 张自评表（云桥区图书馆、24小时自助图书馆运维）"):
        load(FORMS / "report.docx")


def test_a_file_is_known_by_what_is_in_it() -> None:
    """A form that was given the wrong name, and a document in a file with a form's name."""
    data = (FORMS / "wuhan.docx").read_bytes()
    assert 1 == len(filed_forms(data, "上报.toml"))
    assert "农贸市场改造专项资金" == loads(to_toml(only("wuhan.docx").evaluation)).name


def test_a_text_across_the_table_is_told_and_is_no_row() -> None:
    docx = pytest.importorskip("docx")
    rows = [
        ["项目名称", "公租房运营", "<", "<", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "得分"],
        ["一、产出指标", "<", "<", "<", "<", "<"],
        ["", "数量指标", "维护套数", "≥300套", "310套", "10"],
        ["以下由第三方填写，单位不填。", "<", "<", "<", "<", "<"],
        ["", "质量指标", "合格率", "100%", "100%", "10"],
        ["", "按季度考核的部分", "<", "<", "<", "<"],
        ["", "时效指标", "完成时间", "12月底前", "11月", "10"],
    ]
    document, file = docx.Document(), io.BytesIO()
    word_table(document, rows, [2] * 6)
    document.save(file)
    (form,) = filed_forms(file.getvalue(), "表.docx")
    found = [(row.level1, row.level2, row.name) for row in form.evaluation.indicators]
    assert [
        ("一、产出指标", "数量指标", "维护套数"),
        ("一、产出指标", "质量指标", "合格率"),
        ("一、产出指标", "时效指标", "完成时间"),
    ] == found
    assert ["以下由第三方填写，单位不填。", "按季度考核的部分"] == [unread.text for unread in form.unread]


def test_a_report_without_a_form_says_so(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    report = docx.Document()
    report.add_paragraph("本年度没有项目支出。")
    table = report.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ("一级指标", "三级指标", "指标值"), strict=True):
        cell.text = text  # a table of targets alone is no self-evaluation
    report.save(tmp_path / "报告.docx")
    with pytest.raises(InputError) as error:
        load_forms(tmp_path / "报告.docx")
    assert "文件里有 1 张表，没有找到绩效自评表" == error.value.found
    assert str(tmp_path / "报告.docx") == error.value.document
