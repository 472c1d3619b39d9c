"""One bounded pass over a zip of XML (.docx, .xlsx, .ods, .ofd) before any reader sees it: files come from strangers.

First the list of parts in the zip (their number, sizes, names, encryption), then every XML part with expat: no DTD, no cell
out of bounds, no more cells, merged area and depth than a form can have. What is refused is told in one sentence.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from attrs import frozen

from perfeval.errors import InputError, Problem
from perfeval.read.files.filed import MAX_FILE

MiB = 1 << 20
MAX_PART, MAX_XML, MAX_TOTAL = 16 * MiB, 48 * MiB, 256 * MiB
"""Unpacked: the largest XML part, all XML parts, and all parts together (pictures are not opened)."""
MAX_DIRECTORY, MAX_PARTS = 128 << 10, 1000
MAX_ROW, MAX_COL, MAX_CELLS, MAX_MERGED, MAX_SPAN, MAX_DEPTH = 100_000, 1_000, 150_000, 200_000, 63, 200
PACKAGE_KINDS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ofd.xml": "ofd", "content.xml": "odf"}
"""The part that each kind of file has; a zip without any is an archive of files."""
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, ElementTree.ParseError, EOFError, OSError, NotImplementedError, ValueError, LookupError,
    struct.error,
)  # fmt: skip
"""What a broken zip or XML raises; LookupError is an encoding that nobody knows."""
_DAMAGED = ("文件已损坏，打不开", "能用 Office 打开的文件", "请用 Word 或 Excel 打开后另存一份")

MACROS = ("文件带有宏", "不带宏的文件", "请在 Office 里另存为不带宏的 .docx 或 .xlsx", "macros")
"""What a person sees of such a file is what its macros leave there, and no macro is run here."""

Attributes = Mapping[str, str]


def refuse_file(
    found: str, expected: str = "能用 Office 正常打开的文件", hint: str = "", code: str = "damaged"
) -> NoReturn:
    """Refuse the file in one sentence, with its code for programs; its name is added on the way up."""
    raise InputError([Problem("", found, expected, hint, code=code)])


def position(ref: str) -> tuple[int, int]:
    """Row and column of a cell reference, counted from 1.

    >>> position("D7"), position("$AA$10")
    ((7, 4), (10, 27))
    """
    match = _REF.match(ref)
    if not match:
        refuse_file("单元格的位置写错，文件已损坏", "能用 Office 打开的文件")
    col = 0
    for letter in match[1].upper():
        col = col * 26 + ord(letter) - 64
    return int(match[2]), col


@frozen(eq=False)
class Package:
    """A checked file: its kind, and its XML parts on demand."""

    kind: str
    archive: zipfile.ZipFile
    names: Mapping[str, str]

    def xml(self, name: str) -> ElementTree.Element | None:
        """The root of a part, None where there is no such part."""
        if name.lower() not in self.names:
            return None
        try:
            return ElementTree.fromstring(self.read(name))  # noqa: S314  # checked before
        except (ElementTree.ParseError, ValueError, LookupError):
            refuse_file(*_DAMAGED)

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        try:
            return _unpack(self.archive, self.names[name.lower()])
        except _BROKEN:
            refuse_file(*_DAMAGED)


class _Listed(io.BytesIO):
    """The zip module takes the whole list of parts in one read, of the size that the file claims."""

    is_open = False

    def read(self, size: int | None = -1, /) -> bytes:
        if not self.is_open and size is not None and size > MAX_DIRECTORY:
            refuse_file(f"压缩包的目录超过 {MAX_DIRECTORY >> 10} KB")
        return super().read(size)


def check(data: bytes) -> Package:
    """The package in these bytes; InputError for a zip that is not harmless, or no zip.

    A zip of other files, whose kind is ``zip``, is looked at as far as its directory: each file in it is met anew.
    """
    _bounded(data)
    try:
        archive = zipfile.ZipFile(file := _Listed(data))
        file.is_open = True
        package = _parts(archive)
        bounds = _Bounds(package.kind)
        for name in package.names.values() if package.kind != "zip" else ():
            if name.lower().endswith((".xml", ".rels")):
                bounds.check(name.lower(), _unpack(archive, name))
    except InputError:
        raise
    except _BROKEN:
        refuse_file(*_DAMAGED)
    return package


def check_xml(data: bytes, kind: str) -> ElementTree.Element:
    """The root of a file that is one XML text, in UTF-8, after the same pass; InputError for one that is not harmless."""
    if len(data) > MAX_PART:
        refuse_file(f"文件超过 {MAX_PART >> 20} MB", "一份自评表或报告的大小", code="too-large")
    try:
        _Bounds(kind).check("", data)
        return ElementTree.fromstring(data)  # noqa: S314  # checked before
    except InputError:
        raise
    except _BROKEN:
        refuse_file(*_DAMAGED)


def _bounded(data: bytes) -> None:
    if len(data) > MAX_FILE:
        refuse_file(f"文件超过 {MAX_FILE >> 20} MB", "一份自评表或报告的大小", code="too-large")
    if not data:
        refuse_file("文件是空的", code="empty")
    if not data.startswith(b"PK"):
        refuse_file("这不是 Word 或 Excel 文件", hint="改了扩展名的文件，请用 Office 打开后另存", code="not-office")


def _parts(archive: zipfile.ZipFile) -> Package:
    infos = archive.infolist()
    names = {info.filename.lower(): info.filename for info in infos}
    if len(infos) > MAX_PARTS:
        refuse_file(f"压缩包里有 {len(infos)} 个部分，超过 {MAX_PARTS} 个", code="out-of-bounds")
    if len(names) < len(infos):
        refuse_file("压缩包里同一个部分出现了两次")
    if any(info.flag_bits & 1 for info in infos):
        refuse_file("压缩包有密码", "没有密码的文件", code="encrypted")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        refuse_file("压缩包用了少见的压缩方法", hint="请解压后，用通常的方法重新压缩")
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in names):
        refuse_file(*MACROS)
    xml = [info.file_size for info in infos if info.filename.lower().endswith((".xml", ".rels"))]
    if max(xml, default=0) > MAX_PART or sum(xml) > MAX_XML or sum(info.file_size for info in infos) > MAX_TOTAL:
        refuse_file("文件解压后太大", "一份自评表或报告的大小", "表里若有大片空白的行列，请删去后另存", "too-large")
    kinds = [kind for part, kind in PACKAGE_KINDS.items() if part in names]
    if len(kinds) > 1:
        refuse_file("压缩包里既有 Word 文档又有 Excel 工作表")
    if not kinds and "[content_types].xml" in names:
        refuse_file(
            "压缩包里没有 Word 文档或 Excel 工作表", hint="演示文稿等请另存为 .docx 或 PDF", code="unsupported-office"
        )
    return Package(kinds[0] if kinds else "zip", archive, names)


def _unpack(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes, in one piece, so that expat never looks at a long token twice."""
    with archive.open(name) as file:  # never longer than the directory says, which has been looked at
        return file.read(archive.getinfo(name).file_size + 1)


class _Bounds:
    """What all parts together may have."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.cells = self.merged = self.depth = 0
        self.ref = ""

    def check(self, name: str, data: bytes) -> None:
        """Refuse a part with a DTD, or with more than a form has."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartDoctypeDeclHandler = lambda *_: refuse_file(
            "XML 里有 DTD（实体声明）", "Office 自己写出的文件", code="out-of-bounds"
        )
        self.depth, self.ref = 0, ""
        handlers = self._sheet() if "/worksheets/" in name else self._handlers()

        def start(tag: str, attributes: Attributes) -> None:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                refuse_file(f"XML 嵌套超过 {MAX_DEPTH} 层", code="out-of-bounds")
            if handler := handlers.get(tag.rpartition("}")[2]):
                handler(attributes)

        def end(_: str) -> None:
            self.depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.Parse(data, True)

    def _sheet(self) -> Mapping[str, Callable[[Attributes], None]]:
        return {"c": self._place, "v": self._content, "is": self._content, "mergeCell": self._merge}

    def _handlers(self) -> Mapping[str, Callable[[Attributes], None]]:
        if self.kind == "odf":
            cells = ("table-cell", "covered-table-cell")
            return dict.fromkeys(cells, self._spread) | {"table-row": self._repeat, "table-column": self._repeat}
        if self.kind == "sheetml":
            lines = dict.fromkeys(("Row", "Column"), self._line)
            return lines | {"Cell": self._merging}
        if self.kind == "ofd":
            return dict.fromkeys(("TextCode", "PathObject"), lambda _: self._count(1))
        return self._document()

    def _spread(self, attributes: Attributes) -> None:
        """A cell of an OpenDocument sheet: what it covers, what it is repeated."""
        rows, cols, again = (_number(attributes, name) for name in _SPREAD)
        if rows * cols > 1:
            self.merged += rows * cols
            if self.merged > MAX_MERGED or cols > MAX_COL:
                refuse_file(f"合并单元格的范围太大（{rows} 行 {cols} 列）", code="out-of-bounds")
        self._count(1 if again > MAX_COL else again)  # the empty rest of a row

    def _repeat(self, attributes: Attributes) -> None:
        _number(attributes, "number-rows-repeated")

    def _merging(self, attributes: Attributes) -> None:
        """A cell of an Excel 2003 XML sheet: where it stands, how many more cells it covers."""
        across, down, col = (_number(attributes, name, "0") for name in ("MergeAcross", "MergeDown", "Index"))
        if across or down:
            self.merged += (across + 1) * (down + 1)
            if self.merged > MAX_MERGED:
                refuse_file(f"合并单元格的范围太大（{down + 1} 行 {across + 1} 列）", code="out-of-bounds")
        if max(col, across) > MAX_COL:
            refuse_file(
                f"单元格在第 {max(col, across)} 列，远在表外", hint="请删去表外的内容后另存", code="out-of-bounds"
            )
        self._count(1)

    def _line(self, attributes: Attributes) -> None:
        """A row or a column there, and how many are like it."""
        far = max(_number(attributes, name, "0") for name in ("Index", "Span"))
        if far > MAX_ROW:
            refuse_file(f"第 {far} 行远在表外", hint="请删去表外的内容后另存", code="out-of-bounds")
        self._count(1 + _number(attributes, "Span", "0"))

    def _document(self) -> Mapping[str, Callable[[Attributes], None]]:
        return dict.fromkeys(("gridSpan", "gridBefore", "gridAfter"), self._span) | {"tc": lambda _: self._count(1)}

    def _place(self, attributes: Attributes) -> None:
        self.ref = attributes.get("r", "")

    def _content(self, _: Attributes) -> None:
        """A cell that says something: Excel also writes empty ones, far out, for their looks."""
        self._count(1)
        if self.ref:
            _within(self.ref)

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            refuse_file(f"{'图文' if self.kind == 'ofd' else '单元格'}超过 {MAX_CELLS} 个", code="out-of-bounds")

    def _merge(self, attributes: Attributes) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        self.merged += (abs(bottom - top) + 1) * (abs(right - left) + 1)
        if self.merged > MAX_MERGED:
            refuse_file(f"合并单元格的范围太大（{attributes['ref'][:30]}）", code="out-of-bounds")

    def _span(self, attributes: Attributes) -> None:
        value = next((v for k, v in attributes.items() if k.rpartition("}")[2] == "val"), "1")
        if not (value.isascii() and value.isdecimal() and len(value) < 4) or int(value) > MAX_SPAN:
            refuse_file(f"单元格横跨 {value[:12]} 列", code="out-of-bounds")
        self._count(int(value))


_SPREAD = ("number-rows-spanned", "number-columns-spanned", "number-columns-repeated")


def _number(attributes: Attributes, name: str, default: str = "1") -> int:
    """A count of an element, 1 or another number where it is not there."""
    value = next((v for k, v in attributes.items() if k.rpartition("}")[2] == name), default)
    if not (value.isascii() and value.isdecimal() and len(value) < 8):
        refuse_file(f"行列数写的是 {value[:12]}", code="out-of-bounds")
    return int(value)


def _within(ref: str) -> None:
    row, col = position(ref)
    if row > MAX_ROW or col > MAX_COL:
        refuse_file(f"单元格 {ref[:12]} 远在表外", hint="请删去表外的内容后另存", code="out-of-bounds")
