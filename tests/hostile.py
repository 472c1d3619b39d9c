"""Files that strangers might send: made to exhaust or to deceive a reader, or of a kind that is told plainly."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITY = '<!DOCTYPE x [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An old Office file with these streams, each in sectors of its own."""
    sectors, entries, fat = [bytes(512)] * 2, [("Root Entry", 5, 0xFFFFFFFE, 0)], [0xFFFFFFFD, 0xFFFFFFFE]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        start, count = len(sectors), -(-len(content) // 512)
        sectors += [content[i * 512 : i * 512 + 512].ljust(512, b"\0") for i in range(count)]
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append((name, 2, start, len(content)))
    table = b""
    for name, kind, start, size in entries:
        raw = name.encode("utf-16-le")
        table += raw.ljust(64, b"\0") + struct.pack("<HBB12x36xIQ", len(raw) + 2, kind, 1, start, size).ljust(64, b"\0")
    extra = -(-len(fat) // 128) - 1
    assert not extra, "one table of 128 sectors is enough"
    sectors[0] = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    sectors[1] = table.ljust(512, b"\0")[:512]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    return head + b"\xff" * (512 - len(head)) + b"".join(sectors)


def package(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(sheet: str, **more: str | bytes) -> bytes:
    """An .xlsx whose only sheet has this inside."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    parts = {"xl/workbook.xml": WORKBOOK, "xl/_rels/workbook.xml.rels": RELATIONS, SHEET: f"{head}{sheet}</worksheet>"}
    return package(parts | more)


def document(body: str, prolog: str = "") -> bytes:
    """A .docx whose body has this inside."""
    return package({"word/document.xml": f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"})


def cell(ref: str) -> str:
    return f'<sheetData><row><c r="{ref}" t="n"><v>1</v></c></row></sheetData>'


def packed(size: int, wbits: int = 15) -> bytes:
    """So many zeros, compressed without being held in memory."""
    packer, block = zlib.compressobj(1, zlib.DEFLATED, wbits), bytes(1 << 24)
    return b"".join(packer.compress(block) for _ in range(size >> 24)) + packer.flush()


def single(name: str, packed: bytes, size: int, crc: int = 0, flags: int = 0) -> bytes:
    """A zip of one part whose size, checksum and flags are what the caller says."""
    raw = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, flags, 8, 0, 0, crc, len(packed), size & 0xFFFFFFFF, len(raw), 0)
    local = b"PK\x03\x04" + common + raw + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def doubled() -> bytes:
    """The same part twice: which one a reader takes is its own affair."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("word/document.xml", "Word/Document.xml"):
            archive.writestr(name, f"<w:document {W}/>")
    return file.getvalue()


def many_parts(count: int) -> bytes:
    return package({f"word/{i}.xml": "" for i in range(count)}, zipfile.ZIP_STORED)


def hostile() -> dict[str, bytes]:
    """Made to exhaust or deceive; each is refused before any reader sees it."""
    empty = zlib.compress(f"<w:document {W}/>".encode())[2:-4]
    deep = "<w:p>" * 100_000 + "</w:p>" * 100_000
    return {
        "billion laughs": document("&j;", f'<?xml version="1.0"?>{ENTITY}]>'),
        "external entity": document("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "a gigabyte of one letter": single("word/document.xml", packed(1 << 30, -15), 1 << 30),
        "longer than it says": single("word/document.xml", zlib.compress(b"a" * (1 << 25))[2:-4], 100),
        "merged over the whole sheet": workbook('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "one cell at the far corner": workbook(cell("XFD1048576")),
        "a cell nowhere": workbook(cell("ZZZZ0000001")),
        "a span of 100 million": document('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr></w:tc></w:tr></w:tbl>'),
        "nested 100,000 deep": document(deep),
        "a part twice": doubled(),
        "an encrypted part": single("word/document.xml", empty, 10, flags=1),
        "20,000 parts": many_parts(20_000),
        "another way of packing": package({"word/document.xml": f"<w:document {W}/>"}, zipfile.ZIP_LZMA),
        "cut in half": workbook(cell("A1"))[:300],
        "an unknown encoding": document("", '<?xml version="1.0" encoding="XTF-8"?>'),
        "a brace in a namespace": package({"word/document.xml": '<w:document xmlns:w="a}b"><w:body/></w:document>'}),
        "no zip at all": b"PK\x03\x04" + bytes(range(256)) * 40,
        "XML that breaks off": package({"word/document.xml": f"<w:document {W}><w:body>"}),
        "a directory of a gigabyte": b"PK\x03\x04" + bytes(100) + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, 1 << 30, 0, 0),
    }  # fmt: skip


def hostile_pages() -> dict[str, bytes]:
    """Web pages made to exhaust."""
    pages = {
        "a million tags": "<p>" + "<" * 1_000_000,
        "tables in tables": "<table><tr><td>" * 1_000,
        "spans of everything": "<table>" + "<tr><td rowspan=65534 colspan=900>a" * 10,
        "spans over spans": "<table>" + "<tr><td rowspan=0>" * 900 + "<tr><td>" * 2_000,
        "cells without end": "<table>" + "<tr><td colspan=900>" * 200,
    }
    return {name: page.encode() for name, page in pages.items()}


def book_xml(inner: str, before: str = "", prolog: str = "") -> bytes:
    """An Excel 2003 XML workbook whose only sheet has this inside."""
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    head = f'<?xml version="1.0"?>{prolog}<Workbook {names}>{before}'
    return f'{head}<Worksheet ss:Name="S"><Table>{inner}</Table></Worksheet></Workbook>'.encode()


def hostile_xml() -> dict[str, bytes]:
    """Excel 2003 XML made to exhaust or deceive."""
    text = '<Row><Cell><Data ss:Type="String">{}</Data></Cell></Row>'
    mark = "<!-- urn:schemas-microsoft-com:office:spreadsheet -->"
    return {
        "XML entities": book_xml(text.format("&j;"), prolog=f"{mark}{ENTITY}]>"),
        "an XML file of another": book_xml(text.format("&a;"), prolog=f'{mark}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "XML cells merged over everything": book_xml('<Row><Cell ss:MergeAcross="999" ss:MergeDown="99999"/></Row>'),
        "XML rows without end": book_xml('<Row ss:Hidden="1" ss:Span="90000"/>' * 1_000),
        "XML nested 100,000 deep": book_xml("<Row>" * 100_000),
        "17 MB of XML": book_xml(" " * (17 << 20)),
        "XML that ends too early": book_xml(text)[:-30],
    }  # fmt: skip


def hostile_office() -> dict[str, bytes]:
    """OFD and OpenDocument made to exhaust."""
    space, table = 'xmlns:ofd="http://www.ofdspec.org/2016"', "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    root = f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>d.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"

    def fixed(page: str, pages: int = 1) -> bytes:
        listed = "<ofd:Pages>" + '<ofd:Page BaseLoc="p.xml"/>' * pages + "</ofd:Pages>"
        drawn = f"<ofd:Page {space}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
        return package({"OFD.xml": root, "d.xml": f"<ofd:Document {space}>{listed}</ofd:Document>", "p.xml": drawn})

    def sheet(row: str) -> bytes:
        return package({"content.xml": f'<a xmlns:t="{table}">{row}</a>'})

    line = '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>{}</ofd:AbbreviatedData></ofd:PathObject>'
    return {
        "OFD: blocks in blocks": fixed("<ofd:PageBlock>" * 300 + "</ofd:PageBlock>" * 300),
        "OFD: a path of 100,000 lines": fixed(line.format("M 0 0" + " L 9 0" * 100_000)),
        "OFD: a page 1,000 times": fixed("", 1_000),
        "OpenDocument: a cell over everything": sheet('<t:table-cell t:number-rows-spanned="9999" t:number-columns-spanned="9999"/>'),
        "OpenDocument: rows that are no number": sheet('<t:table-row t:number-rows-repeated="-1"/>'),
    }  # fmt: skip


def records(*parts: tuple[int, bytes]) -> bytes:
    """An .xls whose stream has these records."""
    start, end = (0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), (0x0A, b"")
    stream = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in (start, *parts, end))
    return compound({"Workbook": stream})


def hostile_books() -> dict[str, bytes]:
    """Old workbooks that are locked, broken or made to exhaust."""
    return {
        "a password": records((0x2F, bytes(6))),
        "merged over everything": records((0xE5, struct.pack("<HHHHH", 1, 0, 65535, 0, 255))),
        "a column nowhere": records((0x203, struct.pack("<HHHd", 0, 40_000, 0, 1.0))),
        "300 sheets": records(*[(0x85, struct.pack("<IBB", 0, 0, 0) + b"\x01\0a")] * 300),
        "no workbook in it": compound({"Workbook": b""}),
    }


def plainly_refused() -> dict[str, tuple[bytes, str]]:
    """What offices really send by mistake, and the words that tell them."""
    return {
        "a.docx": (compound({"EncryptedPackage": b"x"}), "有打开密码"),
        "a.ppt": (compound({"PowerPoint Document": b"x"}), "演示文稿"),
        "a.et": (compound({"Other": b"x"}), "旧的 Office 格式"),
        "b.xlsx": (b"a,b,c", "内容是一般的文本"),
        "a.xlsm": (workbook(cell("A1"), **{"xl/vbaProject.bin": b"x"}), "带有宏"),
        "a.xls": (compound({"Workbook": b"", "_VBA_PROJECT": b""}), "带有宏"),
        "b.xls": (records((0x85, struct.pack("<IBB", 0, 0, 1) + b"\x01\0a")), "带有宏"),
        "a.doc": (compound({"WordDocument": b"", "_VBA_PROJECT": b""}), "带有宏"),
        "a.pptx.docx": (
            package({"[Content_Types].xml": "<p/>", "ppt/presentation.xml": "<p/>"}),
            "没有 Word 文档或 Excel 工作表",
        ),
        "b.docx": (b"", "文件是空的"),
        "c.docx": (document("<w:p/>"), "没有表格"),
        "c.xlsx": (workbook(cell("A1")), "1 张表，没有找到绩效自评表"),
    }
