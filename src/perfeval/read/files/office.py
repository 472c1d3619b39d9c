"""A filed form of any kind, as bytes: what kind it is, its tables, its forms."""

from perfeval.errors import InputError
from perfeval.read.files import docx, guard, pdf, xlsx
from perfeval.read.files.filed import Filed, FiledTable
from perfeval.read.forms.finder import read_forms

_READERS = {"docx": docx.tables, "xlsx": xlsx.tables}


def forms(data: bytes, file: str) -> tuple[Filed, ...]:
    """Every self-evaluation form in a file; InputError in one sentence where it cannot be read or has none."""
    try:
        found = tables(data, file)
        if filed := read_forms(found):
            return filed
        count = sum(bool(table.cells) for table in found)
        seen = f"文件里有 {count} 张表" if count else "文件里没有表格"
        guard.refuse(f"{seen}，没有找到绩效自评表", "有“一级指标……实际完成值、得分”这些栏目的表")
    except InputError as error:
        raise InputError(error.problems, file) from None


def tables(data: bytes, file: str) -> tuple[FiledTable, ...]:
    """The tables of a file as they are seen."""
    if data.startswith(b"%PDF"):
        return pdf.tables(data, file)
    package = guard.check(data)
    return _READERS[package.kind](package, file)
