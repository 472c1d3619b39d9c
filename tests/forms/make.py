"""Makes the forms of this folder, as offices file them: ``python tests/forms/make.py [NAME ...]``.

The layouts are those of published filings, each different; names and figures are made up. What each file means stands in the
TOML of the same name, written by hand from the picture of the form and not by perfeval (those of layouts.py: held against its
rows, value by value); its first comment names the cells that are left out. Needs XlsxWriter, openpyxl, python-docx, xlwt, reportlab,
pikepdf and LibreOffice.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.forms import documents, fixed, kinds, layouts, office, old, pages, prints, sheets, transfers, web

FORMS: dict[str, Callable[[Path], None]] = {
    "anhui.xlsx": sheets.anhui_xlsx,
    "chongqing.xlsx": sheets.chongqing_xlsx,
    "sichuan.xlsx": sheets.sichuan_xlsx,
    "stacked.xlsx": sheets.stacked_xlsx,
    "yunnan.xlsx": sheets.yunnan_xlsx,
    "department.docx": documents.department_docx,
    "hebei.docx": documents.hebei_docx,
    "report.docx": documents.report_docx,
    "suzhou.docx": documents.libre_docx,
    "wuhan.docx": documents.wuhan_docx,
    "zhongjiang.docx": documents.zhongjiang_docx,
    "anju.docx": transfers.anju_docx,
    "nanling.docx": transfers.nanling_docx,
    "suicheng.docx": transfers.suicheng_docx,
    "department-pages.pdf": prints.department_pdf,
    "ningxia.pdf": prints.ningxia_pdf,
    "chongqing.xls": old.xls,
    "stacked.xls": old.xls,
    "yunnan.xls": old.xls,
    **pages.PAGES,
    **{f"{name}.docx": partial(layouts.docx, name) for name in layouts.LAYOUTS},
    **{f"{name}.xlsx": partial(layouts.xlsx, name) for name in layouts.LAYOUTS},
    "ningxia.ofd": fixed.ofd,
    "boxes.xlsx": kinds.boxes,
    "grade-beside-total.html": web.notice,
    "inside-cells.html": web.notice,
    "sources-beside.xls": web.export,
    "grade-under-total.mht": web.mht,
    "no-levels.mht": web.mht,
    **dict.fromkeys(("actual-in-columns.pdf", "sources-over.pdf", "several-tables.ofd", "sub-rows.ofd"), kinds.layout),
    **dict.fromkeys(
        ("bond.xls", "transfer.xls", "boxes.xls", "signs-and-units.xls", "levels-on-rows.ods", "coefficients.ods"),
        partial(office.converted, "xlsx"),
    ),
    **dict.fromkeys(
        ("forestry.odt", "several-tables.odt", "management.htm", "wuhan.doc", "wuhan.rtf"),
        partial(office.converted, "docx"),
    ),
}


def main(names: Sequence[str]) -> None:
    """Make the named forms, or all."""
    for name in names or FORMS:
        FORMS[name](Path(__file__).parent / name)


if __name__ == "__main__":
    main(sys.argv[1:])
