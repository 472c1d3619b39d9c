"""A workbook of this folder as an old .xls or as Excel 2003 XML, cell by cell with its formats, merged and hidden parts.

Needs xlwt and openpyxl.
"""

from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr


def xls(path: Path) -> None:
    import openpyxl
    import xlwt

    book = xlwt.Workbook()
    for page in openpyxl.load_workbook(path.with_suffix(".xlsx")):
        sheet = book.add_sheet(page.title[:31])
        sheet.visibility = int(page.sheet_state != "visible")
        merged = {(range.min_row, range.min_col): range for range in page.merged_cells.ranges}
        for line in page.iter_rows():
            for cell in line:
                style = xlwt.easyxf(num_format_str=cell.number_format)
                if found := merged.get((cell.row, cell.column)):
                    ends = (found.min_row - 1, found.max_row - 1, found.min_col - 1, found.max_col - 1)
                    sheet.write_merge(*ends, cell.value, style)
                elif cell.value is not None:
                    sheet.write(cell.row - 1, cell.column - 1, cell.value, style)
        for row, shape in page.row_dimensions.items():
            sheet.row(row - 1).hidden = bool(shape.hidden)
        for shape in page.column_dimensions.values():
            for col in range(shape.min, shape.max + 1) if shape.hidden else ():
                sheet.col(col - 1).hidden = True
    book.save(path)


def sheetml(path: Path) -> bytes:
    """The workbook at that path as Excel 2003 XML."""
    import openpyxl

    styles, pages = dict[str, str](), ""
    for page in openpyxl.load_workbook(path, data_only=True):
        merged = {(found.min_row, found.min_col): found for found in page.merged_cells.ranges}
        columns = "".join(
            f'<Column ss:Index="{shape.min}" ss:Span="{shape.max - shape.min}" ss:Hidden="{int(shape.hidden)}"/>'
            for shape in page.column_dimensions.values()
        )
        lines = ""
        for number, line in enumerate(page.iter_rows(), 1):
            cells = "".join(_cell(cell, merged, styles) for cell in line)
            if cells or page.row_dimensions[number].hidden:
                lines += f'<Row ss:Index="{number}" ss:Hidden="{int(page.row_dimensions[number].hidden)}">{cells}</Row>'
        shown = "<Visible>SheetHidden</Visible>" if page.sheet_state != "visible" else ""
        pages += f"<Worksheet ss:Name={quoteattr(page.title)}><Table>{columns}{lines}</Table>"
        pages += (
            f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{shown}</WorksheetOptions></Worksheet>'
        )
    looks = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format={quoteattr(code)}/></Style>' for code, name in styles.items()
    )
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    head = f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook {names}><Styles>{looks}</Styles>'
    return f"{head}{pages}</Workbook>".encode()


def _cell(cell: Any, merged: dict[tuple[int, int], Any], styles: dict[str, str]) -> str:
    found, value = merged.get((cell.row, cell.column)), cell.value
    if value is None and not found:
        return ""
    style = styles.setdefault(cell.number_format, f"s{len(styles)}")
    spans = (
        f' ss:MergeAcross="{found.max_col - found.min_col}" ss:MergeDown="{found.max_row - found.min_row}"'
        if found
        else ""
    )
    kind = "DateTime" if isinstance(value, datetime) else "Number" if isinstance(value, (int, float)) else "String"
    text = value.isoformat() if isinstance(value, datetime) else escape(str(value)).replace("\n", "&#10;")
    data = "" if value is None else f'<Data ss:Type="{kind}">{text}</Data>'
    return f'<Cell ss:Index="{cell.column}" ss:StyleID="{style}"{spans}>{data}</Cell>'
