"""A text PDF as tables: read by pdfplumber in another process, with limits on memory, time and pages.

A PDF has no guard as Office files have; what goes wrong in the other process is told here in one sentence. Where there are no
processes, as in a browser, the file is read in this one, and the browser's own limits hold.
"""

import importlib.util
import sys
from typing import Any

from perfeval.read.files.filed import MAX_FILE, FiledCell, FiledTable, Origin, Unread
from perfeval.read.files.guard import refuse_file
from perfeval.read.files.pdf_process import MAX_SECONDS, ask
from perfeval.read.forms.shown import tidy

_FEWER = "请只保留自评表所在的几页"
_REFUSED = {
    "encrypted": ("文件有打开密码", "没有密码的 PDF", "请去掉密码后另存"),
    "damaged": ("文件已损坏，打不开", "能打开的 PDF", "请重新导出一份 PDF"),
    "layer": (
        "PDF 是扫描件，其中的文字是识别出来、看不见的一层，不能当作原文",
        "文字 PDF",
        "请找到原来的 Word 或 Excel 文件",
    ),
    "aside": (
        "自评表向右接到第 {page} 页，两页的行对不上，接不起来",
        "各栏印在同一页上",
        "请把纸张设为横向或缩放为一页宽，再导出 PDF",
    ),
    "scanned": ("PDF 里没有文字，是扫描件或图片", "文字 PDF", "请找到原来的 Word 或 Excel 文件，或先做文字识别"),
    "pages": ("PDF 有 {count} 页，太长", "最多 {most} 页", _FEWER),
    "time": (f"{MAX_SECONDS} 秒内没有读完这份 PDF", "一份自评表或报告", _FEWER),
    "memory": ("读这份 PDF 要用的内存太多", "一份自评表或报告", _FEWER),
}
"""What the other process may answer, as a sentence: what was found, what is expected, what to do."""
_CODES = {"layer": "scanned", "aside": "columns-apart", "pages": "too-large", "time": "too-long", "memory": "too-large"}
_TORN = "：这一行在换页处，看不出与邻页的一行是一行还是两行，未录入，请照原表补写"


def tables(data: bytes, file: str) -> tuple[FiledTable, ...]:
    """Each table with ruled lines, in order; one that goes on over a page is one table. InputError says what is wrong."""
    if len(data) > MAX_FILE:
        refuse_file(f"文件超过 {MAX_FILE >> 20} MB", "一份自评表或报告的大小", code="too-large")
    if importlib.util.find_spec("pdfplumber") is None:
        install = '请先运行：pip install "perfeval[read-pdf]"'
        refuse_file("读 PDF 要用到 pdfplumber，还没有安装", "先安装它", install, "extra-missing")
    answer = _ask(data)
    found = [table_of(table, file) for table in answer["tables"]]
    pages = "、".join(map(str, answer["pictures"]))
    told = [(p, f"自评表向右接到第 {p} 页，两页的行对不上，这张表未录入", "columns-apart") for p in answer["apart"]]
    told += [(p, f"第 {pages} 页是图片，图里的表和文字读不了，未录入", "scanned") for p in answer["pictures"][:1]]
    told += [(p, f"第 {p} 页的字太多，后画的未录入", "out-of-bounds") for p in answer["cut"]]
    for page, why, code in told if found else ():
        where = Origin(file, page=page)
        found.append(FiledTable(where, (), unread=(Unread(where, "", why, code),)))
    return tuple(found)


def _ask(data: bytes) -> Any:
    """What is found in the file: its tables, and the pages that are pictures."""
    answer = _here(data) if sys.platform == "emscripten" else ask(data)
    if "refused" in answer:
        found, expected, hint = _REFUSED[answer["refused"]]
        refuse_file(
            found.format(**answer), expected.format(**answer), hint, _CODES.get(answer["refused"], answer["refused"])
        )
    return answer


def _here(data: bytes) -> Any:
    from perfeval.read.files.pdf_read import read_bytes

    return read_bytes(data)


def table_of(found: Any, file: str) -> FiledTable:
    """A table of plain data, as the other process gives it."""
    cells = []
    for row, col, rows, cols, text, page, line, place in found["cells"]:
        origin = Origin(file, page=page, table=found["number"], row=line, cell=f"第 {place} 格")
        cells.append(FiledCell(row, col, tidy(text), origin, rows, cols))
    origin = Origin(file, page=found["page"], table=found["number"])
    torn = [
        Unread(
            Origin(file, page=page, table=found["number"], row=line, cell=f"第 {place} 格"),
            tidy(text),
            _TORN,
            "row-torn",
        )
        for text, page, line, place in found["torn"]
    ]
    above = tuple(tidy(line) for line in found["above"])
    return FiledTable(origin, tuple(cells), above, tuple(torn), is_whole=not torn)
