"""Odd forms: one form, one oddity at a time, in several kinds of file. Each is read as a person reads it, or told; nothing is made up."""

import base64
import io
import quopri
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from perfeval import Filed, load_forms
from perfeval.write.document import to_tree
from tests.forms.kinds import KINDS, html, table_html, xlsx
from tests.forms.laid import fields
from tests.forms.office import word_table

Cells = list[list[Any]]
Change = Callable[[Cells], Any]

# fmt: off

TITLES = ("青溪县项目支出绩效自评表", "（2023年度）")
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
FORM: Cells = [
    ["项目名称", "河道清淤", *"<<<<<<"],
    ["主管部门", "青溪县水利局", *"<<", "实施单位", "青溪县河道所", *"<<"],
    ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["^", "年度资金总额", "100", "100", "95", "10", "95%", "9.5"],
    ["^", "其中：当年财政拨款", "100", "100", "95", None, None, None],
    ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"],
    ["^", "清淤五公里", "<", "<", "已清淤五公里", "<", "<", "<"],
    HEADS,
    ["产出指标", "数量指标", "清淤长度", "≥5公里", "5公里", "25", "25", None],
    ["^", "质量指标", "验收合格率", "≥98%", "99%", "25", "25", None],
    ["效益指标", "社会效益指标", "防洪能力", "提升", "提升", "30", "28", "部分河段未验收"],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "88%", "10", "9.8", "个别河段返淤"],
    ["总分", *"<<<<", "100", "97.3", None],
]


def rows() -> Cells:
    return [list(row) for row in FORM]


def values(form: Filed) -> dict[str, str]:
    return dict(fields(to_tree(form.evaluation)))


def read(data: bytes, name: str) -> list[Filed]:
    return list(load_forms(data, name=name))


(PLAIN,) = map(values, read(html(TITLES, [FORM]), "a.html"))


def differs(form: Filed) -> dict[str, str | None]:
    """What a form says otherwise than the plain one; None for what it does not say."""
    found = values(form)
    return {path: found.get(path) for path in PLAIN | found if PLAIN.get(path) != found.get(path)}


def reasons(form: Filed) -> list[str]:
    """What was not read, without its place."""
    return [f"{one.text[:12]}{one.reason.removeprefix('：')}" for one in form.unread]


# --- the rows, in several kinds of file -----------------------------------------------------------------------------


def put(at: int, *row: Any, marks: str = "") -> Change:
    """One more row above the one with that number."""
    return lambda cells: cells.insert(at, [*row, *marks])


def cell(row: int, col: int, text: str | None) -> Change:
    return lambda cells: cells[row].__setitem__(col, text)


def several(*changes: Change) -> Change:
    return lambda cells: [change(cells) for change in changes]


def each(change: Callable[[list[Any]], list[Any]]) -> Change:
    """Every row made anew."""
    return lambda cells: cells.__setitem__(slice(None), [change(row) for row in cells])


def wide(row: list[Any]) -> list[Any]:
    """Two blank columns in the middle."""
    return [*row[:3], *("<<" if row[3] == "<" else (None, None)), *row[3:]]


def counted(row: list[Any]) -> list[Any]:
    """A column of numbers on the left."""
    if row is FORM[7] or row == HEADS:
        return ["序号", *row]
    return ["1", *row] if row[0] in ("^", "产出指标", "效益指标", "满意度指标") and row[3] not in ("<", "100", "全年预算数") else [row[0], "<", *row[1:]]


def fullwidth(row: list[Any]) -> list[Any]:
    return [text if text is None else text.translate(str.maketrans("0123456789.%", "０１２３４５６７８９．％")) for text in row]


def united(row: list[Any]) -> list[Any]:
    """A column of units."""
    return [*row[:4], "计量单位" if row == HEADS else "<" if row[4] == "<" else None, *row[4:]]


def pointless(row: list[Any]) -> list[Any]:
    """No points and scores below the heads."""
    if row[0] in ("主管部门", "项目资金（万元）") or (row[0] == "^" and row[1] != "质量指标"):
        return row
    return [None if i in (5, 6) and text != "<" else text for i, text in enumerate(row)]


def signed(row: list[Any]) -> list[Any]:
    """A column of signs that is merged with the targets."""
    return [*row[:3], *(("符号", row[3]) if row == HEADS else "<<" if row[3] == "<" else (row[3], "<")), *row[4:]]


NOTE = "一级、二级指标的小计没有对应的键，未录入"
ODD: dict[str, tuple[Change, dict[str, str | None], list[str]]] = {
    "blank columns in the middle": (each(wide), {}, []),
    "blank rows": (several(put(12, *[None] * 8), put(7, *[None] * 8)), {}, []),
    "a note between the rows": (
        several(put(9, "注：数据截至2023年底", marks="<<<<<<<"), cell(10, 0, "产出指标")), {}, ["注：数据截至2023年底表中的说明，未录入"]),
    "a subtotal": (put(10, "小计", *"<<<<", "50", "50", None), {}, [f"小计{NOTE}"]),
    "a named subtotal": (put(10, "产出指标小计（50分）", *"<<<<", "50", "50", None), {}, [f"产出指标小计（50分）{NOTE}"]),
    "a subtotal under a level": (put(10, "^", "小计", *"<<<", "50", "50", None), {}, [f"小计{NOTE}"]),
    "subtotals that are called totals": (
        several(put(10, "合计", *"<<<<", "50", "50", None), put(13, "合计", *"<<<<", "40", "37.8", None)), {}, [f"合计{NOTE}"]),
    "the total twice": (put(13, "自评总分", *"<<<<<", "97.3", None), {}, []),
    "a table of something else below": (
        several(put(13, *[None] * 8), put(14, "用途", "金额", "时间", *[None] * 5), put(15, "挖机租赁", "50", "3月", *[None] * 5)), {},
        [f"{text}没有看懂，未录入" for text in ("用途", "金额", "时间", "挖机租赁", "50", "3月")]),
    "remarks and people below": (
        several(put(13, "备注：无", marks="<<<<<<<"), put(14, "填表人：张三", *"<<", "联系电话：0712-1234567", *"<<<<")), {}, []),
    "the template's empty rows": (put(9, "^", "^", "指标2：", *[None] * 5), {}, []),
    "heads printed again": (several(put(10, *HEADS), put(10, *[None] * 8)), {}, []),
    "marks at the heads": (cell(7, 3, "年度指标值①"), {}, []),
    "stars at the heads": (cell(7, 4, "*实际完成值"), {}, []),
    "explanations in the heads": (several(cell(7, 4, "实际完成值\n（B）"), cell(7, 6, "得分（B/A×分值）")), {}, []),
    "blanks in the labels": (several(cell(0, 0, "项 目 名 称"), cell(7, 0, "一级\n指标"), cell(12, 0, "总    分")), {}, []),
    "a level on each row": (cell(9, 0, "产出指标"), {}, []),
    "blank cells under a level": (cell(9, 0, None), {}, []),
    "a column of numbers": (each(counted), {}, []),
    "full-width digits": (each(fullwidth), {}, []),
    "a name in the cell of its label": (lambda c: c.__setitem__(0, ["项目名称:河道清淤", *"<<<<<<<"]), {}, []),
    "a broken figure": (several(cell(8, 4, "5\n公里"), cell(9, 4, "99\n%")), {}, []),
    "thousands": (several(cell(3, 3, "1,234.56"), cell(3, 4, "1，172.83")), {"execution.budget": "1,234.56万元", "execution.executed": "1,172.83万元"}, []),
    "yuan in the heads": (
        several(cell(2, 0, "项目资金"), cell(2, 2, "年初预算数（元）"), cell(2, 3, "全年预算数（元）"), cell(2, 4, "全年执行数（元）")),
        {f"execution.{part}{key}": f"{'95' if key == 'executed' else '100'}元" for part in ("", "funds[0].") for key in ("initial", "budget", "executed")}, []),
    "a sign of the currency": (cell(3, 3, "¥100.00"), {"execution.budget": "100.00万元"}, []),
    "an amount in brackets": (cell(3, 2, "(123)"), {"execution.initial": None}, ["(123)读不出金额，未录入"]),
    "an error of Excel": (cell(3, 4, "#DIV/0!"), {"execution.executed": None}, ["#DIV/0!读不出金额，未录入"]),
    "words in an amount": (cell(3, 4, "95（含结转5）"), {"execution.executed": None}, ["95（含结转5）读不出金额，未录入"]),
    "target and answer in one cell": (cell(10, 4, "<"), {"indicators[2].actual": None}, ["提升这一格跨几栏，记在其中第一栏"]),
    "points and score in one cell": (cell(9, 6, "<"), {"indicators[1].published_score": None}, ["25这一格跨几栏，记在其中第一栏"]),
    "signs merged with the targets": (each(signed), {}, []),
    "a share beside its unit": (
        several(each(united), cell(9, 3, "≥98"), cell(9, 4, "百分比"), cell(9, 5, "0.99")), {"indicators[1].actual": "0.99"}, []),
    "a note between rows without points": (
        several(each(pointless), lambda c: c.__delitem__(12), cell(10, 0, "产出指标"), put(10, "说明：以下为效益", marks="<<<<<<<"), cell(11, 0, "效益指标")),
        {"published.total": None} | {f"indicators[{i}].{key}": None for i in range(4) for key in ("weight", "published_score")},
        ["说明：以下为效益表中的说明，未录入"]),
    "a reason over two rows": (cell(11, 7, "^"), {"indicators[3].reason": "部分河段未验收"}, []),
    "a score over two rows": (
        several(cell(8, 6, "50"), cell(9, 6, "^")), {"indicators[0].published_score": "50", "indicators[1].published_score": None},
        ["50这一格跨几行，记在其中第一行"]),
    "the unit's name again": (put(0, "填报单位：青溪县河道所   填报日期：2024年1月5日", marks="<<<<<<<"), {}, []),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_form(name: str) -> None:
    """The same in a workbook, a Word file, a web page, an OpenDocument sheet."""
    change, expected, told = ODD[name]
    cells = rows()
    change(cells)
    for kind in ("xlsx", "docx", "html", "ods"):
        (form,) = read(KINDS[kind](TITLES, [cells]), f"a.{kind}")
        assert (expected, told) == (differs(form), reasons(form)), kind


@pytest.mark.parametrize("name", ["blank columns in the middle", "a subtotal", "full-width digits", "a table of something else below"])
@pytest.mark.parametrize("kind", ["pdf", "ofd"])
def test_an_odd_form_on_paper(kind: str, name: str) -> None:
    change, expected, told = ODD[name]
    cells = rows()
    change(cells)
    (form,) = read(KINDS[kind](TITLES, [cells]), f"a.{kind}")
    assert (expected, told) == (differs(form), reasons(form))


# --- tables around the form -----------------------------------------------------------------------------------------

OTHER = [["工作联系表", "<", "<"], ["姓名", "职务", "电话"], ["张三", "主任", "123"]]
LIST = [["序号", "项目名称", "自评得分"], ["1", "河道清淤", "97.3"], ["2", "河岸绿化", "95"]]


@pytest.mark.parametrize("kind", ["docx", "html", "odt", "pdf"])
@pytest.mark.parametrize("tables", [[OTHER, FORM], [LIST, FORM], [FORM, OTHER], [FORM[:2], FORM[2:5], FORM[5:7], FORM[7:]]])
def test_other_tables_around(tables: list[Cells], kind: str) -> None:
    """A table between the title and the form does not take the year from it; the parts of a form are one."""
    (form,) = read(KINDS[kind](TITLES, tables), f"a.{kind}")
    assert ({}, []) == (differs(form), reasons(form))


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html", "ods"])
def test_two_forms_below_each_other(kind: str) -> None:
    second = rows()
    second[0][1] = "河岸绿化"
    title = ["青溪县项目支出绩效自评表（2023年度）", *"<<<<<<<"]
    one, other = read(KINDS[kind](TITLES, [[*FORM, [None] * 8, title, *second]]), f"a.{kind}")
    assert ({}, {"project.name": "河岸绿化"}) == (differs(one), differs(other))


# --- sheets ---------------------------------------------------------------------------------------------------------


def sheet(change: Callable[[Any, Any], None]) -> list[Filed]:
    """The workbook after a change; the heads stand in row 10, the first indicator in row 11."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx(TITLES, [FORM])))
    change(book, book.active)
    file = io.BytesIO()
    book.save(file)
    return read(file.getvalue(), "a.xlsx")


def split(page: Any) -> None:
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))


def write(page: Any, cells: Cells, row: int = 1, col: int = 1) -> None:
    for i, line in enumerate(cells, row):
        for j, text in enumerate(line, col):
            if text not in ("<", "^"):
                page.cell(i, j, text)


def further(book: Any, page: Any) -> None:
    split(page)
    page.delete_rows(13, 3)
    write(book.create_sheet("续表"), [HEADS, *FORM[10:]])


def beside(book: Any, page: Any) -> None:
    cells = rows()
    cells[0][1] = "河岸绿化"
    write(page, cells, 3, 11)


def cover(book: Any, page: Any) -> None:
    book.create_sheet("封面", 0)["A1"] = "绩效自评材料"
    copy = book.copy_worksheet(page)
    copy.title, copy.sheet_state = "旧稿", "veryHidden"


def shown(place: str, value: Any, code: str) -> Callable[[Any, Any], None]:
    def change(book: Any, page: Any) -> None:
        page[place], page[place].number_format = value, code
    return change


def look(place: str, **font: Any) -> Callable[[Any, Any], None]:
    return lambda book, page: setattr(page[place], "font", Font(**font))


def rich(place: str, *runs: Any) -> Callable[[Any, Any], None]:
    return lambda book, page: page.__setitem__(place, CellRichText(*runs))


STRUCK, RAISED = InlineFont(strike=True), InlineFont(vertAlign="superscript")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (further, {}), (cover, {}), (lambda book, page: split(page), {}),
        (shown("E12", 0.99, "0%"), {}), (shown("D12", 0.98, "0.0%"), {"indicators[1].target": "98.0%"}),
        (shown("C6", -123, '0;"("0")"'), {"execution.initial": None}),
        (shown("D6", 1234567.5, '"¥"#,##0.00'), {"execution.budget": "1,234,567.50万元"}),
        (shown("D6", 100, '0.00"万元"'), {"execution.budget": "100.00万元"}),
        (shown("G11", 25, 'General"分"'), {}), (shown("G15", 97.30000000000001, "General"), {}), (shown("F11", "25", "@"), {}),
        (shown("D12", 45291, 'yyyy"年"m"月"d"日"'), {"indicators[1].target": "2023年12月31日"}),
        (look("H13", strike=True), {"indicators[2].reason": None}),
        (rich("E12", TextBlock(STRUCK, "97%"), "99%"), {}),
        (rich("E11", "5km", TextBlock(RAISED, "2")), {"indicators[0].actual": "5km²"}),
    ],
)
def test_an_odd_sheet(change: Callable[[Any, Any], None], expected: dict[str, str | None]) -> None:
    (form,) = sheet(change)
    assert expected == differs(form)
    assert sum(value is None for path, value in expected.items() if path.startswith("execution")) == len(form.unread)


def test_two_forms_beside_each_other_are_two() -> None:
    one, other = sheet(beside)
    assert ({}, []) == (differs(one), reasons(one))
    assert {"year": None, "project.name": "河岸绿化"} == differs(other)
    assert "自评表!N13" == str(other.origins["indicators[2].target"])


def test_text_boxes_over_a_sheet_are_told() -> None:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for r, row in enumerate([["项目名称", "河道清淤"], HEADS, *FORM[8:12]]):
            page.write_row(r, 0, [None if text in ("<", "^") else text for text in row])
        page.insert_textbox(9, 1, "自评结论：已完成")
    (form,) = read(file.getvalue(), "a.xlsx")
    assert ["自评结论：已完成文本框里的文字，未录入"] == reasons(form)


# --- Word -----------------------------------------------------------------------------------------------------------


def word(change: Callable[[Any, Any], None], titles: tuple[str, ...] = TITLES) -> Filed:
    import docx

    document, file = docx.Document(), io.BytesIO()
    for title in titles:
        document.add_paragraph(title)
    change(document, word_table(document, FORM, [2] * 8))
    document.save(file)
    (form,) = read(file.getvalue(), "a.docx")
    return form


def laid_out(document: Any, table: Any) -> None:
    """The form in a cell of a table that only lays the page out."""
    document.add_table(1, 1).cell(0, 0)._tc.insert(1, table._tbl)


def struck(document: Any, table: Any) -> None:
    paragraph = table.rows[9].cells[4].paragraphs[0]
    paragraph.runs[0].text = "97%"
    paragraph.runs[0].font.strike = True
    paragraph.add_run("99%")


def in_section_two(document: Any, table: Any) -> None:
    document.add_section()
    document.element.body.insert(0, document.add_paragraph("封面")._p)
    document.element.body.insert(2, document.element.body.sectPr)


def at_the_head(document: Any, table: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "项目支出绩效自评表（2023年度）"


@pytest.mark.parametrize(("change", "titles"), [(laid_out, TITLES), (struck, TITLES), (at_the_head, ())])
def test_an_odd_document(change: Callable[[Any, Any], None], titles: tuple[str, ...]) -> None:
    form = word(change, titles)
    assert ({}, []) == (differs(form), reasons(form))


def test_a_small_table_in_a_cell_is_told() -> None:
    def nested(document: Any, table: Any) -> None:
        inner = table.rows[6].cells[4].add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "清淤", "5公里"

    form = word(nested)
    assert ({}, ["清淤格子里的小表，未录入"]) == (differs(form), reasons(form))


# --- web pages and archives -----------------------------------------------------------------------------------------

TABLE = table_html(FORM)
HEAD = "".join(f"<p>{title}</p>" for title in TITLES)


def swapped(text: str, other: str) -> str:
    assert text in TABLE
    return HEAD + TABLE.replace(text, other)


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (f"<html><meta charset=gb2312>{HEAD}{TABLE}", "utf-8"),
        (f"<html><meta charset=utf-8>{HEAD}{TABLE}", "gb18030"),
        (f"<html>{HEAD}{TABLE}", "gb18030"),
        (f"<html>{HEAD}{TABLE}", "utf-16"),
        (f"<table><tr><td>导航<td>{HEAD}{TABLE}</table>", "utf-8"),
        (f"{HEAD}<table><tr><td>{TABLE}</table>", "utf-8"),
        (HEAD + TABLE.replace("</td>", "").replace("</tr>", ""), "utf-8"),
        (HEAD + TABLE.replace("<td", "<TH").replace("</td", "</TH"), "utf-8"),
        (TABLE.replace("<table border=1>", "<table><caption>项目支出绩效自评表（2023年度）</caption><col span=8>"), "utf-8"),
        (swapped("<td>99%</td>", "<td><input value='99%' readonly><input type=hidden value=9></td>"), "utf-8"),
        (swapped("<td>99%</td>", "<td><s>97%</s>99%</td>"), "utf-8"),
        (swapped("<td>99%</td>", "<td><p class=MsoNormal><span lang=EN-US>99<o:p></o:p></span>%</p></td>"), "utf-8"),
        (f"{HEAD}{table_html(FORM[:10])}<p>第 1 页</p>{table_html([HEADS, *FORM[10:]])}", "utf-8"),
        (f"{HEAD}{TABLE}<div style='display:none'>{TABLE.replace('河道清淤', '旧稿')}</div>", "utf-8"),
    ],
)
def test_an_odd_page(page: str, encoding: str) -> None:
    (form,) = read(page.encode(encoding), "a.html")
    assert ({}, []) == (differs(form), reasons(form))


def test_a_page_without_a_table_is_told_as_one() -> None:
    from perfeval import InputError

    with pytest.raises(InputError) as error:
        read(f"<p>{TITLES[0]}</p><span>产出指标</span>".encode(), "a.html")
    assert "文件里没有表格，没有找到绩效自评表" == error.value.found


@pytest.mark.parametrize("way", ["quoted-printable", "base64"])
def test_a_page_in_one_file_as_word_saves_it(way: str) -> None:
    data = html(TITLES, [FORM], "utf-16", "unicode") if way == "base64" else html(TITLES, [FORM])
    body = (base64.encodebytes if way == "base64" else quopri.encodestring)(data).decode()
    charset = "unicode" if way == "base64" else "utf-8"
    parts = f'Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: {way}\r\nContent-Type: text/html; charset="{charset}"\r\n\r\n{body}'
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_NextPart_01"\r\n\r\n此文档为单个文件网页。\r\n\r\n'
    (form,) = read(f"{head}------=_NextPart_01\r\n{parts}\r\n------=_NextPart_01--\r\n".encode(), "a.mht")
    assert {} == differs(form)


class Named(zipfile.ZipInfo):
    """A file whose name is written as Chinese Windows does, without saying so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gb18030"), self.flag_bits


def test_an_archive_with_names_of_chinese_windows() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(Named("自评表/河道清淤.xlsx"), xlsx(TITLES, [FORM]))
        archive.writestr("盖章.png", b"\x89PNG")
    (form,) = read(file.getvalue(), "a.zip")
    assert {} == differs(form)
    assert "自评表/河道清淤.xlsx：自评表!B3" == str(form.origins["project.name"])
