"""A workbook of this folder as an old .xls, cell by cell with its formats, merged and hidden parts; needs xlwt and openpyxl."""

from pathlib import Path


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
