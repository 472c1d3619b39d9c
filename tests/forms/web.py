"""Forms of this folder as saved web pages: what stands around the table on a page of a government, and what systems and Word make of it."""

import quopri
from pathlib import Path

from tests.forms.kinds import table_html
from tests.forms.layouts import LAYOUTS


def notice(path: Path) -> None:
    """A page as a browser saves it: laid out in tables, with a menu, scripts, an old draft that is hidden, and the file to download."""
    titles, tables = LAYOUTS[path.stem]
    form = "".join(
        f'<p style="text-align:center"><strong>{title}</strong></p>' for title in titles
    ) + "<p>&nbsp;</p>".join(map(table_html, tables))
    draft = table_html([["项目名称", "旧稿"], ["三级指标", "实际完成值", "得分"], ["作废", "1", "1"]])
    page = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>绩效自评结果公开_青溪县人民政府</title><style type="text/css">.hide {{ display:none; }} td {{ font-size:14px }}</style>
<script type="text/javascript">var menu = "<table><tr><td>首页</td></tr></table>"; if (1 < 2) document.title += "";</script></head>
<body><!-- 头部 --><table width="100%" cellspacing="0"><tr><td><a href="/">首页</a></td><td><a href="/zwgk">政务公开</a></td></tr></table>
<table width="1000" align="center"><tr><td valign="top" width="200"><ul><li>机构职能</li><li>财政预决算</li></ul></td><td>
<h1>2023年度项目支出绩效自评结果公开</h1><div>发布时间：2024-06-21 来源：县财政局 <select><option>大</option><option selected>中</option></select></div>
<div id="zoom">{form}</div><div class="hide">{draft}</div><p>附件：<a href="P02024.xlsx">绩效自评表.xlsx</a></p></td></tr></table>
<table width="100%"><tr><td>主办：青溪县人民政府 备案号：000000</td></tr></table></body></html>"""
    path.write_bytes(page.encode("gb18030"))


def export(path: Path) -> None:
    """What a system calls a workbook and is a page, its numbers as it holds them beside what it shows."""
    titles, tables = LAYOUTS[path.stem]
    rows = "".join(
        table_html([[title, *"<" * (len(tables[0][0]) - 1)], *rows]) for title, rows in zip(titles, tables, strict=True)
    )
    head = (
        "<meta http-equiv=Content-Type content='text/html; charset=utf-8'><style>td {mso-number-format:'\\@';}</style>"
    )
    office = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'
    path.write_bytes(
        f"<html {office}><head>{head}</head><body>{rows.replace('<td>95%', '<td x:num=0.95>95%')}</body></html>".encode()
    )


def mht(path: Path) -> None:
    """As Word saves a page in one file: quoted-printable, its paragraphs and empty elements in each cell."""
    titles, tables = LAYOUTS[path.stem]
    body = "".join(
        f"<p class=MsoNormal align=center><span>{title}<o:p></o:p></span></p>" for title in titles
    ) + "".join(map(table_html, tables))
    body = body.replace("<td>", "<td><p class=MsoNormal><span lang=EN-US>").replace(
        "</td>", "<o:p></o:p></span></p></td>"
    )
    page = f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml><o:x/></xml><![endif]--></head><body>{body}</body></html>'
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="----=_NextPart_01DA"\n\n此文档为“单个文件网页”。\n\n'
    part = 'Content-Location: file:///C:/form.htm\nContent-Transfer-Encoding: quoted-printable\nContent-Type: text/html; charset="gb2312"\n\n'
    text = quopri.encodestring(page.encode("gb18030")).decode()
    whole = f"{head}------=_NextPart_01DA\n{part}{text}\n------=_NextPart_01DA--\n"
    path.write_bytes(whole.encode().replace(b"\n", b"\r\n"))
