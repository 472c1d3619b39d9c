"""The official forms as a Word document, on a new page each, with nothing but the standard library.

The parts of the file are written here as Office Open XML has them. Word goes by the width of each cell and LibreOffice
by the grid, so both are set. Only the first rows of a table can repeat on its further pages, and the column heads of
these forms stand further down: on further pages they stand in the page's header, right above the table.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from perfeval.scoring.results import Scorecard
from perfeval.tables.grid import GridCell
from perfeval.write import layout as office
from perfeval.write.layout import Printed, laid_out
from perfeval.write.package import package

_NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_THIN = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"}


def word_document(cards: Sequence[Scorecard], font: str = office.FONT) -> bytes:
    """The document's bytes."""
    forms = laid_out(cards)
    parts = {
        "word/document.xml": _body(forms),
        "word/styles.xml": styles(font),
        "word/fontTable.xml": fonts(font),
        "word/settings.xml": settings(),
        "word/blank.xml": _blank("w:hdr"),
        **{f"word/footer{i}.xml": _footer() for i in (1, 2)},
        **{f"word/heads{i}.xml": _heads(form) for i, form in enumerate(forms)},
    }
    return package(parts, office.file_title(forms))


# --- the form -----------------------------------------------------------------------------------------------------


def _body(forms: Sequence[Printed]) -> Element:
    root = part("w:document")
    body = SubElement(root, "w:body")
    for i, form in enumerate(forms):
        _paragraph(body, form.grid.title, office.TITLE_SIZE, "center", bold=True, after=6)
        _table(body, form)
        notes = enumerate(office.grid_notes(form.grid))
        below = [_paragraph(body, note, office.NOTE_SIZE, "left", keep=line == 0) for line, note in notes]
        last = below[-1] if below else _gap(body)
        if i < len(forms) - 1:  # the section ends with its last paragraph
            _section(last[0], i)
    _section(body, len(forms) - 1)
    return root


def _table(parent: Element, form: Printed, *, open_below: bool = False) -> None:
    table = SubElement(parent, "w:tbl")
    about = SubElement(table, "w:tblPr")
    edges = [0, *(_twentieths(sum(form.widths[: i + 1])) for i in range(len(form.widths)))]
    add_element(about, "w:tblW", {"w:w": str(edges[-1]), "w:type": "dxa"})
    add_element(about, "w:jc", {"w:val": "center"})
    borders = add_element(about, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add_element(borders, f"w:{side}", {"w:val": "nil"} if open_below and side == "bottom" else _THIN)
    add_element(about, "w:tblLayout", {"w:type": "fixed"})
    margins = add_element(about, "w:tblCellMar")
    for side in ("left", "right"):
        add_element(margins, f"w:{side}", {"w:w": str(_twentieths(office.PADDING)), "w:type": "dxa"})
    columns = add_element(table, "w:tblGrid")
    for left, right in pairwise(edges):
        add_element(columns, "w:gridCol", {"w:w": str(right - left)})
    rows: list[list[GridCell]] = [[] for _ in form.heights]
    for cell in sorted(form.grid.cells, key=lambda cell: cell.col):
        for line in range(cell.row, cell.row + cell.rows):
            rows[line].append(cell)
    for line, row in enumerate(rows):
        _row(table, form, line, row, edges)


def _row(table: Element, form: Printed, line: int, cells: Iterable[GridCell], edges: Sequence[int]) -> None:
    """A row of the cells that stand in it, whether they begin here or go on."""
    row = add_element(table, "w:tr")
    about = add_element(row, "w:trPr")
    if not form.may_break(line):
        add_element(about, "w:cantSplit")
        add_element(about, "w:trHeight", {"w:val": str(_twentieths(form.heights[line])), "w:hRule": "atLeast"})
    for cell in cells:
        begins = cell.row == line
        place = add_element(row, "w:tc")
        inside = add_element(place, "w:tcPr")
        add_element(inside, "w:tcW", {"w:w": str(edges[cell.col + cell.cols] - edges[cell.col]), "w:type": "dxa"})
        if cell.cols > 1:
            add_element(inside, "w:gridSpan", {"w:val": str(cell.cols)})
        if cell.rows > 1:
            add_element(inside, "w:vMerge", {"w:val": "restart" if begins else "continue"})
        add_element(inside, "w:vAlign", {"w:val": "top" if form.goes_on(cell) else "center"})
        _paragraph(
            place,
            cell.text if begins else "",
            form.size,
            "left" if cell.left else "center",
            bold=cell.head,
            keep=line in form.kept,
        )


def _paragraph(
    parent: Element, text: str, size: float, align: str, *, bold: bool = False, keep: bool = False, after: float = 0
) -> Element:
    paragraph = add_element(parent, "w:p")
    about = add_element(paragraph, "w:pPr")
    if keep:
        add_element(about, "w:keepNext")
    line = str(_twentieths(office.line_height(size)))
    add_element(about, "w:spacing", {"w:after": str(_twentieths(after)), "w:line": line, "w:lineRule": "atLeast"})
    add_element(about, "w:jc", {"w:val": align})
    _run_style(add_element(about, "w:rPr"), size, bold)
    if text:
        run = _run(paragraph, size, bold)
        for i, piece in enumerate(text.split("\n")):
            if i:
                add_element(run, "w:br")
            add_element(run, "w:t", {"xml:space": "preserve"}).text = piece
    return paragraph


def _run(paragraph: Element, size: float, bold: bool = False) -> Element:
    run = add_element(paragraph, "w:r")
    _run_style(add_element(run, "w:rPr"), size, bold)
    return run


def _run_style(about: Element, size: float, bold: bool) -> None:
    add_element(about, "w:rFonts", {"w:hint": "eastAsia"})  # “ and ☑ are Chinese here
    if bold:
        add_element(about, "w:b")
    add_element(about, "w:sz", {"w:val": str(round(2 * size))})


def _gap(parent: Element) -> Element:
    """The paragraph that has to stand behind a table, as low as can be."""
    paragraph = add_element(parent, "w:p")
    about = add_element(paragraph, "w:pPr")
    add_element(about, "w:spacing", {"w:line": "20", "w:lineRule": "exact"})
    add_element(add_element(about, "w:rPr"), "w:sz", {"w:val": "2"})
    return paragraph


# --- pages --------------------------------------------------------------------------------------------------------


def _section(parent: Element, number: int) -> None:
    """A4 upright; the first page without heads above it.

    The header begins where the text would: what it holds pushes the text down and stands right above it.
    """
    section = add_element(parent, "w:sectPr")
    for kind, reference, name in (
        ("first", "header", "blank"),
        ("default", "header", f"heads{number}"),
        ("first", "footer", "footer1"),
        ("default", "footer", "footer2"),
    ):
        add_element(section, f"w:{reference}Reference", {"w:type": kind, "r:id": name})
    width, height = (str(_twentieths(side)) for side in office.PAPER)
    add_element(section, "w:pgSz", {"w:w": width, "w:h": height})
    top, side, bottom = (str(_twentieths(margin)) for margin in (office.TOP, office.SIDE, office.BOTTOM))
    margins = {"top": top, "right": side, "bottom": bottom, "left": side, "header": top, "footer": "500"}
    add_element(section, "w:pgMar", {f"w:{key}": value for key, value in (margins | {"gutter": "0"}).items()})
    add_element(section, "w:titlePg")


def _heads(form: Printed) -> Element:
    """The column heads of further pages, with the same columns."""
    root = part("w:hdr")
    if form.grid.heads:
        _table(root, form.running_heads, open_below=True)
    _gap(root)
    return root


def _blank(tag: str) -> Element:
    root = part(tag)
    _gap(root)
    return root


def _footer() -> Element:
    root = part("w:ftr")
    paragraph = _paragraph(root, "", office.NOTE_SIZE, "center")
    for text, field in zip(office.PAGE_NUMBERS, ("PAGE", "NUMPAGES", ""), strict=True):
        add_element(_run(paragraph, office.NOTE_SIZE), "w:t", {"xml:space": "preserve"}).text = text
        if field:
            inside = add_element(paragraph, "w:fldSimple", {"w:instr": field})
            add_element(_run(inside, office.NOTE_SIZE), "w:t").text = "1"
    return root


# --- fonts --------------------------------------------------------------------------------------------------


def styles(font: str) -> Element:
    """The one style of a document, in this font."""
    root = part("w:styles")
    run = add_element(add_element(add_element(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr")
    add_element(run, "w:rFonts", {f"w:{script}": font for script in ("ascii", "eastAsia", "hAnsi", "cs")})
    add_element(run, "w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"})
    style = add_element(root, "w:style", {"w:type": "paragraph", "w:default": "1", "w:styleId": "a"})
    add_element(style, "w:name", {"w:val": "Normal"})
    return root


def settings() -> Element:
    """Without this Word takes the file for one of 2007."""
    root = part("w:settings")
    about = {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": "15"}
    add_element(add_element(root, "w:compat"), "w:compatSetting", about)
    return root


def fonts(*names: str) -> Element:
    """What the fonts of a document are also called."""
    root = part("w:fonts")
    for font in names:
        about = add_element(root, "w:font", {"w:name": font})
        if font in office.OTHER_NAMES:
            add_element(about, "w:altName", {"w:val": office.OTHER_NAMES[font]})
        add_element(about, "w:charset", {"w:val": "86"})
        add_element(about, "w:family", {"w:val": "auto"})
    return root


def part(tag: str) -> Element:
    """The root of a part, with the names of Word and of relations."""
    return Element(tag, _NAMESPACES)


def add_element(parent: Element, tag: str, attributes: dict[str, str] | None = None) -> Element:
    """An element inside another."""
    return SubElement(parent, tag, attributes or {})


def _twentieths(points: float) -> int:
    return round(20 * points)
