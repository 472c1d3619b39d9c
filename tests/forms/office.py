"""Merged tables in Excel and Word, and both as LibreOffice prints them.

A cell ``<`` goes on with the one on its left, ``^`` with the one above it.
"""

import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
Rows = Sequence[Sequence[Any]]


def blocks(rows: Rows) -> list[tuple[int, int, int, int, Any]]:
    """Row, column, rows, columns and content of each cell."""
    width, found = max(map(len, rows)), []
    grid = [[*row, *[None] * (width - len(row))] for row in rows]
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            cols = 1
            while c + cols < width and row[c + cols] == "<":
                cols += 1
            down = 1
            while r + down < len(grid) and grid[r + down][c] == "^":
                down += 1
            found.append((r, c, down, cols, text))
    return found


def sheet(
    book: Any, name: str, rows: Rows, widths: Sequence[float], formats: dict[str, str] | None = None, top: int = 0
) -> Any:
    """A sheet by XlsxWriter; a content (value, number format) is a number so formatted."""
    page = book.get_worksheet_by_name(name) or book.add_worksheet(name)
    look = {
        "border": 1,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "font_name": "宋体",
        "font_size": 10,
    }
    for c, width in enumerate(widths):
        page.set_column(c, c, width)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for r, c, down, cols, content in blocks(rows):
        value, code = content if isinstance(content, tuple) else (content, None)
        style = book.add_format(look | ({"num_format": code} if code else {}))
        r += top
        if down * cols > 1:
            page.merge_range(r, c, r + down - 1, c + cols - 1, "", style)
        if value is None:
            page.write_blank(r, c, None, style)
        elif isinstance(value, (int, float)):
            page.write_number(r, c, value, style)
        elif value.startswith("{="):
            page.write_formula(r, c, value[1:-1], style, 100)
        else:
            page.write_string(r, c, value, style)
    return page


def word_table(document: Any, rows: Rows, widths: Sequence[float]) -> Any:
    """A table by python-docx; a content that is a function writes its own paragraph."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width)
    table.style, table.autofit = "Table Grid", False
    every = [list(row.cells) for row in table.rows]
    for c, size in enumerate(widths):
        table.columns[c].width = Cm(size)
    for r, c, down, cols, content in blocks(rows):
        cell = every[r][c]
        if down * cols > 1:
            cell = cell.merge(every[r + down - 1][c + cols - 1])
        cell.width = Cm(sum(widths[c : c + cols]))
        for extra in cell.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        if callable(content):
            content(cell.paragraphs[0])
        else:
            for i, line in enumerate(str(content or "").split("\n")):
                paragraph = cell.paragraphs[0] if not i else cell.add_paragraph()
                run = paragraph.add_run(line)
                run.font.size, run.font.name = Pt(10.5), "宋体"
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    return table


def small_docx(path: Path, titles: Sequence[str], tables: Sequence[Rows], *, ruled: bool = False) -> None:
    """A Word document of titles and tables, by hand: without the styles that python-docx brings, a tenth of the size.

    `ruled` draws the lines of the tables over the width of a page that lies on its side, as for a printer.
    """
    body = "".join(f"<w:p><w:r><w:t>{escape(title)}</w:t></w:r></w:p>" for title in titles)
    body += "<w:p/>".join(_word_xml(rows, _RULED if ruled else "") for rows in tables)
    page = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:left="900" w:right="900" w:top="900" w:bottom="900"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{_VND}package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_VND}officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr>{page if ruled else ""}</w:sectPr></w:body></w:document>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(
                zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)),
                '<?xml version="1.0" encoding="UTF-8"?>' + text,
                zipfile.ZIP_DEFLATED,
            )


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_VND = "application/vnd.openxmlformats-"


_RULED = '<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{}</w:tblBorders>'.format(
    "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
)


def _word_xml(rows: Rows, look: str = "") -> str:
    width, found = max(map(len, rows)), {(r, c): (down, cols, text) for r, c, down, cols, text in blocks(rows)}
    lines = []
    for r in range(len(rows)):
        cells, c = "", 0
        while c < width:
            (top, _), (down, cols, text) = next(
                (at, block) for at, block in found.items() if at[0] <= r < at[0] + block[0] and at[1] == c
            )
            merge = f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if top == r else ''}/>" if down > 1 else ""
            words = "".join(
                f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
                for line in (str(text or "") if top == r else "").split("\n")
            )
            span = f'<w:gridSpan w:val="{cols}"/>' if cols > 1 else ""
            cells += f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{words}</w:tc>"
            c += cols
        lines.append(f"<w:tr>{cells}</w:tr>")
    grid = f"<w:gridCol w:w={chr(34)}{15000 // width}{chr(34)}/>" * width if look else ""
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def converted(source: str, path: Path) -> None:
    """The file of that name and another ending as LibreOffice writes it."""
    with tempfile.TemporaryDirectory() as folder:
        kind = {"htm": "htm:HTML (StarWriter)", "xls": "xls:MS Excel 97"}.get(path.suffix[1:], path.suffix[1:])
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            kind,
            "--outdir",
            str(HERE),
        ]
        subprocess.run([*command, str(path.with_suffix(f".{source}"))], check=True, capture_output=True)


def print_pdf(path: Path) -> None:
    """The file as LibreOffice prints it, beside it, in place of it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(HERE),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True)
    path.unlink()
