"""Web pages as a browser shows their tables; whatever is in a page, it is read in time that grows with it, or refused."""

import pytest

from perfeval import InputError
from perfeval.read.files import html
from perfeval.read.files.html_page import text_of
from perfeval.read.files.office import tables
from perfeval.write import to_html
from tests.hostile import hostile_pages
from tests.read.test_roundtrip import EXAMPLES, expected

Found = list[tuple[int, int, int, int, str]]


def found(page: str) -> list[Found]:
    return [[(c.row, c.col, c.rows, c.cols, c.text) for c in t.cells] for t in html.tables(page.encode(), "a.html")]


@pytest.mark.parametrize(
    ("page", "cells"),
    [
        ("<tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr>", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙")]),
        ("<tr><td rowspan=2>甲<td colspan='2'>乙<tr><td>丙<td>丁", [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁")]),
        ("<tr><td rowspan=9>甲<td>乙<tr><td>丙", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")]),
        ("<tr><td rowspan=0>甲<td>乙<tr><td>丙", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")]),
        ("<tr style='DISPLAY: none'><td>甲<tr><td>乙", [(0, 0, 1, 1, "乙")]),
        ("<tr><td hidden>甲<td>乙<td style='visibility:hidden'>丙<td>丁", [(0, 0, 1, 1, "乙"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "丁")]),
        ("<tr><td rowspan=2px>甲<td colspan=2.0>乙<tr><td colspan=-2>丙<td>丁", [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁")]),
        ("<tr><td rowspan=2>甲<td>乙<tr style='display:none'><td>丙<tr><td>丁", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丁")]),
        ("<tr><td rowspan=2>甲<td>乙<tr style='visibility:hidden'><td>丙<tr><td>丁", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, ""), (2, 0, 1, 1, "丁")]),
        ("<thead><tr><td>头<tbody><tr><td>体<thead><tr><td>再", [(0, 0, 1, 1, "头"), (1, 0, 1, 1, "体"), (2, 0, 1, 1, "再")]),
        ("<style>.no {display:none}</style><tr class=no style='display: table-row'><td>甲<tr class=no><td>乙", [(0, 0, 1, 1, "甲")]),
        ("<tr><td>甲<template><td>密</template><td>乙", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]),
        ("<tr><td><s>97%</s>99%<td><span style='text-decoration: line-through'>8</span>9<td>5km<sup>2</sup><td>10<sup>4", [(0, 0, 1, 1, "99%"), (0, 1, 1, 1, "9"), (0, 2, 1, 1, "5km²"), (0, 3, 1, 1, "10⁴")]),
        ("<tbody style='display:none'><tr><td>甲<tbody><tr><td>乙", [(0, 0, 1, 1, "乙")]),
        ("<style>.no, tr.x {color:red; display:none}</style><tr class='a no'><td>甲<tr class=x><td>乙<tr><td class=x>丙", [(0, 0, 1, 1, "丙")]),
        ("<tfoot><tr><td>脚<thead><tr><td>头<tbody><tr><td>体", [(0, 0, 1, 1, "头"), (1, 0, 1, 1, "体"), (2, 0, 1, 1, "脚")]),
        ("<tr><td>一<br>二<p>三</p>四<div>五</div>", [(0, 0, 1, 1, "一\n二\n三\n四\n五")]),
        ("<tr><td>\n  ≥&nbsp;95&#37;  \n &lt;b&gt;", [(0, 0, 1, 1, "≥ 95% <b>")]),
        ("<tr><td><input type=checkbox checked>是<input type=radio>否<td><input value='12'><td><select><option>一<option selected>二</select>", [(0, 0, 1, 1, "☑是□否"), (0, 1, 1, 1, "12"), (0, 2, 1, 1, "二")]),
        ("<tr><td>看<span style='display:none'>不<span>见</span>见</span>见<!-- 注 --><script>'<td>'</script><td>乙", [(0, 0, 1, 1, "看见"), (0, 1, 1, 1, "乙")]),
        ("<tr><td>甲<p hidden>没有结尾<td>乙", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]),
        ("<tr><td title='a>b' x=1 / >甲", [(0, 0, 1, 1, "甲")]),
    ],
)  # fmt: skip
def test_a_table_as_a_browser_shows_it(page: str, cells: Found) -> None:
    """Held against the places and texts of the cells in Chromium; a text that is struck through is left out here."""
    assert [cells] == found(f"<table>{page}</table>")


def test_a_table_in_a_cell_is_one_of_its_own() -> None:
    """Pages are often laid out in a table; what stands above the inner one in the outer is above it."""
    page = b"<table><tr><td>\xe6\xa0\x87\xe9\xa2\x98<tr><td><table><caption>2023</caption><tr><td>1</table>2</table>"
    outer, inner = html.tables(page, "a.html")
    assert ("标题", "2023") == inner.above
    assert ["标题", "2"] == [cell.text for cell in outer.cells]
    assert "表 2 第 1 行第 1 格" == str(inner.cells[0].origin)


def test_a_text_between_cells_stands_above_the_table() -> None:
    (table,) = html.tables("<table>自评表<p>2023年度</p><tr><td>1</table>".encode(), "a.html")
    assert ("自评表", "2023年度") == table.above
    assert ["1"] == [cell.text for cell in table.cells]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=gb2312>绩效㙍".encode("gb18030"), "绩效㙍"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=gbk'>绩效".encode("gbk"), "绩效"),
        ("<meta charset=utf-8>绩效".encode("gbk"), "绩效"),
        ("<p>绩效".encode("utf-16"), "绩效"),
        ("\ufeff<p>绩效".encode(), "绩效"),
        ("<meta charset=hex>绩效".encode(), "绩效"),
    ],
)
def test_the_encoding_of_a_page(data: bytes, text: str) -> None:
    read, is_broken = text_of(data)
    assert text in read
    assert not is_broken


def test_characters_that_cannot_be_read_are_told() -> None:
    found = html.tables("<table><tr><td>绩效".encode() + b"\xff\xff", "a.html")
    assert "网页里有读不出的字符，已显示为 \ufffd，请核对" == str(found[-1].unread[0])


@pytest.mark.parametrize("way", ["quoted-printable", "base64", "8bit"])
def test_a_page_saved_as_one_file(way: str) -> None:
    """As browsers and Word write an .mht: several parts, the page one of them."""
    from email.mime.multipart import MIMEMultipart
    from email.mime.nonmultipart import MIMENonMultipart
    from email.mime.text import MIMEText
    from quopri import encodestring

    page = "<html><table><tr><td>绩效=自评</table></html>"
    whole = MIMEMultipart("related")
    whole.attach(MIMENonMultipart("image", "png"))
    if way == "base64":
        whole.attach(MIMEText(page, "html", "gb18030"))
    else:
        part = MIMENonMultipart("text", "html", charset="utf-8")
        part["Content-Transfer-Encoding"] = way
        raw = page.encode() if way == "8bit" else encodestring(page.encode())
        part.set_payload(raw.decode("utf-8", "surrogateescape"))
        whole.attach(part)
    data = whole.as_string().encode("utf-8", "surrogateescape").replace(b"\n", b"\r\n")
    (table,) = tables(data, "网页.mht")
    assert ["绩效=自评"] == [cell.text for cell in table.cells]


HOSTILE = hostile_pages()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_refused(name: str) -> None:
    with pytest.raises(InputError) as error:
        html.tables(HOSTILE[name], "a.html")
    assert "out-of-bounds" == error.value.code


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "<a b='", '<a b="', "<!", "<?", "</", "&#", "<script>", "<style>/*", "<div hidden>", '<a b="\'">'],
)
def test_what_never_ends_is_read_in_time_that_grows_with_it(piece: str) -> None:
    """So many that going on to the end of the page at each of them would not end."""
    assert () == html.tables((piece * 40_000).encode(), "a.html")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_our_own_page_is_read_as_it_was_printed(path: object) -> None:
    from perfeval import load, score
    from perfeval.read import load_forms

    card = score(load(path))  # type: ignore[arg-type]
    (form,) = load_forms(to_html([card]).encode(), name="form.html")
    assert expected(card) == form.evaluation
    assert () == form.unread
