"""A filed form handed back with what the audit says at each cell: the clerk's own xlsx or docx, or a page of any form.

In go the file's bytes and its marks (`marks.findings`, `marks.changes`), out come the copy's bytes. Nothing but the marked cells and
what comments need differs. Open `marks.py` first, then `xlsx.py` or `docx.py`; `parts.py` and `archive.py` are what both stand on.
"""

from collections.abc import Sequence

from perfeval.errors import InputError, Problem
from perfeval.read.files import guard
from perfeval.write.marked.marks import Mark, Marked, one_a_cell


def marked(data: bytes, file: str, marks: Sequence[Mark], kind: str) -> Marked:
    """A copy of the file of these bytes with its marks, as `kind`: xlsx or docx as the file is, or html of any.

    Raises InputError where the file is of another kind than the copy.
    """
    from perfeval.write.marked import docx, page, xlsx

    marks = one_a_cell(marks)
    if kind == "html":
        return page.marked(data, file, marks)
    own = guard.check(data) if data.startswith(b"PK") else None
    if own is None or own.kind != kind:
        is_office = own.kind if own else ""
        wanted = f".{is_office} 或 .html" if is_office else ".html"
        raise InputError([Problem("", f"标注成 .{kind} 要原来就是 {kind} 文件", f"标注成 {wanted}")], file)
    return xlsx.marked(own, marks) if kind == "xlsx" else docx.marked(own, marks)
