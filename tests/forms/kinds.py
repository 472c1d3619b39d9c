"""The rows of a form as a file of any kind, in memory: what a clerk's program would write of the same table.

`written` gives the bytes of a kind. Needs XlsxWriter, xlwt, reportlab and pdfplumber for the kinds that bear their marks.
"""

import base64
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tests.forms.office import Rows, blocks, sheet, small_docx
from tests.hostile import package

Written = Callable[[Sequence[str], Sequence[Rows]], bytes]
"""Titles and tables as the bytes of a file."""


def text(content: object) -> str:
    return "" if content is None else str(content)


def table_html(rows: Rows) -> str:
    """A table of a web page, its merged cells by rowspan and colspan."""
    lines = [""] * len(rows)
    for r, _, down, cols, content in blocks(rows):
        spans = (f" rowspan={down}" if down > 1 else "") + (f" colspan={cols}" if cols > 1 else "")
        lines[r] += f"<td{spans}>{escape(text(content)).replace(chr(10), '<br>')}</td>"
    return "<table border=1>" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def html(titles: Sequence[str], tables: Sequence[Rows], encoding: str = "utf-8", declared: str = "") -> bytes:
    body = "".join(f"<p align=center>{escape(title)}</p>\n" for title in titles) + "\n".join(map(table_html, tables))
    return (
        f"<!DOCTYPE html><html><head><meta charset={declared or encoding}></head><body>\n{body}\n</body></html>".encode(
            encoding
        )
    )


def mht(titles: Sequence[str], tables: Sequence[Rows]) -> bytes:
    """As a browser saves a page in one file: a picture beside the page, the page in base64."""
    page = base64.encodebytes(html(titles, tables, "gb18030", "gb2312")).decode()
    head = 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html";\r\n\tboundary="--b"\r\n\r\n'
    parts = (
        f"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://a/\r\n\r\n{page}",
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n",
    )
    return (head + "".join(f"----b\r\n{part}\r\n" for part in parts) + "----b--\r\n").encode()


def xls(titles: Sequence[str], tables: Sequence[Rows]) -> bytes:
    """An old workbook, all tables on one sheet."""
    import xlwt

    book, file = xlwt.Workbook(), io.BytesIO()
    page = book.add_sheet("自评表")
    for r, c, down, cols, content in blocks(_stacked(titles, tables)):
        if down * cols > 1:
            page.write_merge(r, r + down - 1, c, c + cols - 1, text(content))
        elif content is not None:
            page.write(r, c, text(content))
    book.save(file)
    return file.getvalue()


def _stacked(titles: Sequence[str], tables: Sequence[Rows]) -> Rows:
    """Titles and tables one below the other, a row apart."""
    width = max(len(rows[0]) for rows in tables)
    stacked = [[title, *"<" * (width - 1)] for title in titles]
    for place, rows in enumerate(tables):
        stacked += [[None] * width] * (place > 0) + [[*row] for row in rows]
    return stacked


def xlsx(titles: Sequence[str], tables: Sequence[Rows]) -> bytes:
    """A workbook, all tables on one sheet."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        rows = [[cell if cell is None else str(cell) for cell in row] for row in _stacked(titles, tables)]
        sheet(book, "自评表", rows, [12] * len(rows[0]))
    return file.getvalue()


def docx(titles: Sequence[str], tables: Sequence[Rows]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        small_docx(path, titles, tables)
        return path.read_bytes()


def ods(titles: Sequence[str], tables: Sequence[Rows]) -> bytes:
    """An OpenDocument sheet, all tables on it."""
    return _odf("spreadsheet", _table_odf(_stacked(titles, tables)))


def odt(titles: Sequence[str], tables: Sequence[Rows]) -> bytes:
    """An OpenDocument text."""
    lines = "".join(f"<text:p>{escape(title)}</text:p>" for title in titles)
    return _odf("text", lines + "<text:p/>".join(map(_table_odf, tables)))


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def _odf(kind: str, body: str) -> bytes:
    spaces = "".join(f" xmlns:{name}={quoteattr(f'{_ODF}:{name}:1.0')}" for name in ("office", "table", "text"))
    root = f"<office:document-content{spaces}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": root})


def _table_odf(rows: Rows) -> str:
    at = {(r, c): (down, cols, text(content)) for r, c, down, cols, content in blocks(rows)}
    width, lines = max(map(len, rows)), ""
    for r in range(len(rows)):
        cells = ""
        for c in range(width):
            if (r, c) not in at:
                cells += "<table:covered-table-cell/>"
                continue
            down, cols, content = at[r, c]
            spans = (
                f' table:number-rows-spanned="{down}" table:number-columns-spanned="{cols}"' if down * cols > 1 else ""
            )
            paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in content.split("\n"))
            cells += f"<table:table-cell{spans}>{paragraphs}</table:table-cell>"
        lines += f"<table:table-row>{cells}</table:table-row>"
    return f'<table:table table:name="自评表">{lines}</table:table>'


def pdf(titles: Sequence[str], tables: Sequence[Rows], *, size: tuple[float, float] = (842, 1600)) -> bytes:
    """A page with ruled tables, in a font that readers bring themselves."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=True)
    top = 40.0

    def write(x: float, y: float, line: str) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(x, size[1] - y, line)

    for title in titles:
        write(300, top, title)
        top += 20
    for rows in tables:
        top = _ruled(canvas, write, rows, top, size) + 30
    canvas.save()
    return file.getvalue()


def _ruled(
    canvas: object, write: Callable[[float, float, str], None], rows: Rows, top: float, size: tuple[float, float]
) -> float:
    width = (size[0] - 60) / max(map(len, rows))
    found = [
        (r, c, down, cols, _wrapped(text(content), width * cols - 8)) for r, c, down, cols, content in blocks(rows)
    ]
    edges = [top]
    for r in range(len(rows)):
        edges.append(
            edges[-1]
            + 10
            + 11 * max((len(lines) for row, _, down, _, lines in found if row == r and down == 1), default=1)
        )
    for r, c, down, cols, lines in found:
        left, right = 30 + width * c, 30 + width * (c + cols)
        canvas.rect(left, size[1] - edges[r + down], right - left, edges[r + down] - edges[r])  # type: ignore[attr-defined]
        for i, line in enumerate(lines):
            write(left + 3, edges[r] + 12 + 11 * i, line)
    return edges[-1]


def _wrapped(content: str, room: float) -> list[str]:
    lines = [""]
    for letter in content:
        if letter == "\n":
            lines.append("")
            continue
        if sum(4.5 if ord(each) < 0x2000 else 9 for each in lines[-1] + letter) > room:
            lines.append("")
        lines[-1] += letter
    return lines


def ofd(titles: Sequence[str], tables: Sequence[Rows]) -> bytes:
    """The PDF, each letter and line where it stood."""
    from tests.forms import fixed

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.ofd"
        path.with_suffix(".pdf").write_bytes(pdf(titles, tables))
        fixed.ofd(path)
        return path.read_bytes()


KINDS: Mapping[str, Written] = {
    "xlsx": xlsx, "docx": docx, "html": html, "mht": mht, "xls": xls, "ods": ods, "odt": odt, "pdf": pdf, "ofd": ofd,
}  # fmt: skip


def layout(path: Path) -> None:
    """A layout of offices as a file of the kind that its name says."""
    from tests.forms.layouts import LAYOUTS

    path.write_bytes(KINDS[path.suffix[1:]](*LAYOUTS[path.stem]))


def boxes(path: Path) -> None:
    """A layout with a text box, a note of a cell and a picture that may hold a form over its sheet."""
    import struct
    import zlib

    import xlsxwriter

    from tests.forms.layouts import LAYOUTS

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    lines = (b"\0" + b"\xff" * 1500) * 300
    white = (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", struct.pack(">IIBBBBB", 500, 300, 8, 2, 0, 0, 0))
        + part(b"IDAT", zlib.compress(lines))
        + part(b"IEND", b"")
    )
    with xlsxwriter.Workbook(path) as book:
        rows = [
            [cell if cell is None else str(cell) for cell in row] for row in _stacked(*LAYOUTS["grade-beside-total"])
        ]
        page = sheet(book, "自评表", rows, [12] * len(rows[0]))
        page.insert_textbox(20, 1, "自评结论：已完成")
        page.write_comment("D8", "批注")
        page.insert_image(25, 1, "white.png", {"image_data": io.BytesIO(white)})
