"""A filed form of any kind, as bytes: what kind it is, its tables, its forms.

Each reader is imported with the first file of its kind: who waits for one form waits for none of the others.
"""

from collections.abc import Callable
from importlib import import_module

from attrs import evolve

from perfeval.errors import InputError
from perfeval.read.files import guard, kinds, ole
from perfeval.read.files.filed import Filed, FiledTable
from perfeval.read.files.guard import Package
from perfeval.read.forms.finder import read_forms

_PACKAGES = {"docx": "docx", "xlsx": "xlsx", "ofd": "ofd", "odf": "odf"}
_BYTES = {"pdf": "pdf", "html": "html", "mht": "html", "sheetml": "sheetml"}
_OLD = {
    "encrypted": ("文件有打开密码", "请在 Word 或 Excel 里去掉密码后另存", "encrypted"),
    "ppt": ("这是演示文稿", "请选自评表所在的 Word、Excel 或 PDF 文件", "unsupported-presentation"),
    "": ("这是旧的 Office 格式", "请另存为 .docx 或 .xlsx", "unsupported-office"),
}


def forms(data: bytes, file: str) -> tuple[Filed, ...]:
    """Every self-evaluation form in a file; InputError in one sentence where it cannot be read or has none."""
    try:
        notes = list[str]()
        found = tables(data, file, notes)
        if filed := read_forms(found):
            return tuple(evolve(form, notes=(*form.notes, *notes)) for form in filed)
        count = sum(bool(table.cells) for table in found)
        seen = f"文件里有 {count} 张表" if count else "文件里没有表格"
        expected = "有“一级指标……实际完成值、得分”这些栏目的表"
        guard.refuse_file(f"{seen}，没有找到绩效自评表", expected, code="no-form")
    except InputError as error:
        raise InputError(error.problems, file) from None


def archive_of(data: bytes, file: str) -> Package | None:
    """The zip of files that this is; None for anything else."""
    if kinds.kind_of(data, file) != "zip":
        return None
    try:
        package = guard.check(data)
    except InputError as error:
        raise InputError(error.problems, file) from None
    return package if package.kind == "zip" else None


def tables(data: bytes, file: str, notes: list[str] | None = None) -> tuple[FiledTable, ...]:
    """The tables of a file as they are seen; `notes` takes what a reader of them should know."""
    kinds.check_size(data)
    notes = [] if notes is None else notes
    kind = kinds.kind_of(data, file)
    compound = ole.open_compound(data) if kind == "ole" else None
    if compound and compound.has_macros:
        guard.refuse_file(*guard.MACROS)
    if compound and compound.kind == "xls":
        from perfeval.read.files import xls

        return xls.tables(compound, file)
    if kind in _BYTES:
        return _reader(_BYTES[kind])(data, file)
    if kind == "rtf" or (compound and compound.kind == "doc"):
        from perfeval.read.files import converted

        what = "rtf" if kind == "rtf" else "doc"
        data = converted.docx(data, what)
        notes.append(converted.note(what))
    elif compound:
        found, hint, code = _OLD[compound.kind]
        guard.refuse_file(found, hint=hint, code=code)
    elif kind != "zip":
        kinds.refuse_kind(kind)
    package = guard.check(data)
    if package.kind == "ofd":
        from perfeval.read.files import ofd

        if ofd.is_signed(package):
            notes.append("OFD 里的签名、签章没有核验")
    if package.kind not in _PACKAGES:
        guard.refuse_file("这是压缩包", "压缩包里的文件", "请先解压", "unsupported-archive")
    return _reader(_PACKAGES[package.kind])(package, file)


def _reader(module: str) -> Callable[[bytes | Package, str], tuple[FiledTable, ...]]:
    tables: Callable[[bytes | Package, str], tuple[FiledTable, ...]]
    tables = import_module(f"perfeval.read.files.{module}").tables
    return tables
