"""What kind of file some bytes are, by what they begin with and not by their name; what is not read, in one true sentence."""

import re
from collections.abc import Mapping
from os.path import splitext
from typing import NoReturn

from attrs import frozen

from perfeval.read.files.filed import MAX_FILE
from perfeval.values.patterns import Pattern

DOCUMENT = "document"
"""A document of perfeval's own form, TOML or JSON: whatever is text and nothing else."""
RESULT_MARK = "perfeval-result"
"""What a report or summary of ours bears (a workbook among its keywords, a page in its head): it is never read as a filing."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSED_OVER = ("thumbs.db", "ehthumbs.db", "desktop.ini")
_HEAD = 4096


@frozen
class Refused:
    """A kind that is not read: the code for programs, what it is, what to do."""

    code: str
    found: str
    hint: str


REFUSED: Mapping[str, Refused] = {
    "picture": Refused("unsupported-picture", "这是图片，图片里的字不读", "请找到原来的 Word 或 Excel 文件，或先做文字识别"),
    "archive": Refused("unsupported-archive", "这是 7z、rar 一类的压缩包", "请先解压；zip 可以直接读"),
    "media": Refused("unsupported-media", "这是声音或录像", "请选自评表所在的文件"),
    "program": Refused("unsupported-program", "这是程序", "请选自评表所在的文件"),
    "text": Refused("unsupported-text", "这是一般的文本，不是自评表", "自评表写成 .toml 或 .json，或用 Word、Excel 文件"),
    "xml": Refused("unsupported-xml", "这是别的程序的 XML 文件", "请在原来的程序里另存为 .xlsx 或 .docx"),
    "report": Refused("unsupported-report", "这是 perfeval 自己以前写出的结果，不是自评表", "请选送审的自评表"),
    "unknown": Refused("unsupported-kind", "认不出这是什么文件", "请找到原来的 Word、Excel 或 PDF 文件"),
}  # fmt: skip
_SIGNS = (
    (b"%PDF", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (OLE, "ole"), (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"BM", "bitmap"), (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"), (b"\x00\x00\x01\x00", "picture"), (b"7z\xbc\xaf", "archive"), (b"Rar!\x1a", "archive"), (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"), (b"\xfd7zXZ", "archive"), (b"ID3", "media"), (b"RIFF", "riff"), (b"MZ", "program"), (b"\x7fELF", "program"),
)  # fmt: skip
_DOCUMENTS = (".toml", ".json")
_OFFICE = (".docx", ".xlsx", ".doc", ".xls", ".wps", ".et", ".docm", ".xlsm", ".pdf", ".ofd", ".ods", ".odt", ".rtf")
_MAY_BE_DOCUMENT = Pattern(r"^\s*(?:\{|\[|[\w\"'.-]+\s*=)", re.MULTILINE)
_IS_DOCUMENT = Pattern(r'^\s*\[\s*(?:project|department)\s*\]|"(?:project|department)"\s*:\s*\{', re.MULTILINE)
_IS_HTML = Pattern(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b",
    re.I | re.DOTALL,
)
_IS_MHT = Pattern(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.I)
_OWN = ('{"schema":', '{"schema" :')


def kind_of(data: bytes, name: str = "") -> str:
    """The kind of a file: `DOCUMENT`, a key of `REFUSED`, or one that is read. The name only decides what a plain text is.

    ``zip`` is any zip and ``ole`` any file of old Office, until their parts are looked at.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"\\x89PNG\\r\\n"), kind_of(b"<html><table>"), kind_of(b"[project]"), kind_of(b"a,b", "b.csv")
    ('pdf', 'picture', 'html', 'document', 'text')
    """
    head = data[:_HEAD]
    sign = next((kind for start, kind in _SIGNS if head.startswith(start)), "")
    if sign in ("bitmap", "riff"):  # two letters that a text may begin with; pictures and sound of one family
        known = b"\x00" in head[:32]
        sign = ("media" if head[8:12] in (b"WAVE", b"AVI ") else "picture") if known else ""
    if not sign and head[4:8] == b"ftyp":
        sign = "picture" if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "media"
    if sign:
        return sign
    text = _text(head)
    if text is None:
        return "unknown"
    if _IS_MHT.match(text) and "multipart/" in text.lower():
        return "mht"
    if _IS_HTML.match(text):
        return "report" if RESULT_MARK in text else "html"
    if text.lstrip().startswith("<?xml"):
        return "sheetml" if "urn:schemas-microsoft-com:office:spreadsheet" in text else "xml"
    if (
        "<" if name.lower().endswith((".html", ".htm", ".mht")) else "<t" if name.lower().endswith(".xls") else "\0"
    ) in text.lower():
        return "html"
    if text.startswith(_OWN):
        return "report"
    ending = splitext(name)[1].lower()
    if not data.strip() or ending in (*_DOCUMENTS, *_OFFICE):
        return DOCUMENT
    is_document = _IS_DOCUMENT if ending else _MAY_BE_DOCUMENT
    return DOCUMENT if is_document.search(_text(data[: 1 << 16]) or text) else "text"


def _text(head: bytes) -> str | None:
    """The beginning of a text in any encoding; None for what is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if head[1:400:2].count(0) * 4 > len(head[:400]) > 1:
        return head.decode("utf-16-le", "ignore")
    if b"\x00" in head or sum(byte < 32 and byte not in b"\t\n\r\x0c" for byte in head) * 20 > len(head):
        return None
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "ignore")


def refuse_kind(kind: str) -> NoReturn:
    """Refuse a kind that is not read, in its sentence."""
    from perfeval.read.files.guard import refuse_file  # with what unpacks files: only where one is looked into

    if kind == DOCUMENT:  # text that goes by the name of an Office file
        refuse_file(
            "这不是 Word、Excel 或 PDF 文件，内容是一般的文本", hint="请用 Office 打开后另存", code="not-office"
        )
    refused = REFUSED.get(kind, REFUSED["unknown"])
    refuse_file(refused.found, "Word、Excel、PDF、OFD、网页，或 TOML、JSON 写的自评表", refused.hint, refused.code)


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is none of a person's: hidden, a lock of Office, a cache of Windows.

    >>> [is_passed_over(name) for name in (".git", "~$自评表.docx", "Thumbs.db", "自评表.docx")]
    [True, True, True, False]
    """
    return name.startswith((".", "~$", ".~")) or name.lower() in _PASSED_OVER


def check_size(data: bytes) -> None:
    """Refuse a file that is empty or larger than any form or report."""
    from perfeval.read.files.guard import refuse_file

    if not data.strip():
        refuse_file("文件是空的", code="empty")
    if len(data) > MAX_FILE:
        refuse_file(f"文件超过 {MAX_FILE >> 20} MB", "一份自评表或报告的大小", code="too-large")


def is_office_name(name: str) -> bool:
    """Whether a name claims to be no text."""
    return name.lower().endswith(_OFFICE)
