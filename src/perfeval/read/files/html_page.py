"""The text of a saved web page: its encoding, the page inside an .mht, and what its style sheets hide."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator

from perfeval.read.files.guard import MiB, refuse

MAX_PAGE = 16 * MiB
_MAX_STYLE, _MAX_PARTS = 500_000, 200
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs"} | dict.fromkeys(
    ("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "cp936", "hz-gb-2312"), "gb18030"
)
"""The encodings that are believed; others are mostly what an editor wrote without knowing."""
HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
PREFORMATTED = re.compile(r"(?:^|[;\s])white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)\Z", re.IGNORECASE)


def text_of(data: bytes) -> tuple[str, bool]:
    """The page's text, by its own word on the encoding, else as UTF-8, else as GB18030; whether characters could not be read."""
    if len(data) > MAX_PAGE:
        refuse(f"网页超过 {MAX_PAGE >> 20} MB", "一份自评表的大小", code="too-large")
    declared = ""
    if data.lstrip()[:1] != b"<" and b"multipart/" in data[:4096].lower():
        page = _page(data)
        if page is None:
            refuse("网页文件（.mht）里没有网页", "浏览器或 Word 存下的网页", "请用浏览器重新保存")
        data, declared = page
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), False
    if data[1:400:2].count(0) * 4 > len(data[:400]):
        return data.decode("utf-16-le", "replace"), False
    if not declared and (match := _META.search(data[:4096])):
        declared = match[1].decode()
    first = _ENCODINGS.get(declared.lower(), "utf-8")
    for encoding in dict.fromkeys((first, "utf-8", "gb18030")):
        try:
            return data.decode("utf-8-sig" if encoding == "utf-8" else encoding), False
        except UnicodeError:
            continue
    return data.decode(first, "replace"), True


def _page(data: bytes) -> tuple[bytes, str] | None:
    """The first page in an .mht, and its encoding: parts between lines of the boundary, each with a head of its own."""
    head, _, rest = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    for _ in range(3):  # a multipart may be wrapped in another
        boundary = re.search(rb"""boundary\s*=\s*"?([^"\n;]{1,200})""", head, re.IGNORECASE)
        parts = rest.split(b"--" + boundary[1].strip())[1:_MAX_PARTS] if boundary else []
        head = b""
        for part in parts:
            inner, _, body = part.lstrip(b"\n").partition(b"\n\n")
            kind = re.search(rb"content-type\s*:\s*([\w/]+)", inner, re.IGNORECASE)
            if kind and kind[1].lower() == b"text/html":
                return _unpacked(inner, body)
            if kind and kind[1].lower().startswith(b"multipart/") and not head:
                head, rest = inner, body
    return None


def _unpacked(head: bytes, body: bytes) -> tuple[bytes, str]:
    charset = re.search(rb"""charset\s*=\s*"?([\w-]{1,40})""", head, re.IGNORECASE)
    way = re.search(rb"content-transfer-encoding\s*:\s*([\w-]+)", head, re.IGNORECASE)
    name = charset[1].decode() if charset else ""
    if way and way[1].lower() == b"quoted-printable":
        return quopri.decodestring(body), name
    if way and way[1].lower() == b"base64":
        try:
            return base64.b64decode(body), name
        except binascii.Error:
            refuse("网页文件（.mht）已损坏", "能用浏览器打开的网页", "请重新保存")
    return body, name


def hidden_by(style: str) -> frozenset[str]:
    """The simple selectors (``.x``, ``#x``, ``tr.x``) that a style sheet hides on the screen.

    >>> sorted(hidden_by("/* a */ .gone, tr.x { display:none } @media print { .menu { display: none } } .y { color: red }"))
    ['.gone', 'tr.x']
    """
    names = (_SELECTOR.match(one) for selectors, rules in _rules(style) if HIDING.search(rules) for one in selectors)
    return frozenset((name[1] or "").lower() + name[2] for name in names if name)


def keeps_lines(style: str) -> bool:
    """Whether cells show the line breaks of their text as they stand.

    >>> keeps_lines(".form th, .form td { white-space: pre-line }"), keeps_lines("td { white-space: nowrap }")
    (True, False)
    """
    ends = (selectors for selectors, rules in _rules(style) if PREFORMATTED.search(rules))
    return any(one.split()[-1].partition(".")[0].lower() == "td" for found in ends for one in found if one.split())


def _rules(style: str) -> Iterator[tuple[list[str], str]]:
    """The rules of a style sheet that hold on the screen: their selectors, and what they say."""
    plain = "".join(part.split("/*", 1)[0] for part in style[:_MAX_STYLE].split("*/"))
    inside = 0
    for piece in plain.split("}"):
        opened = piece.count("{")
        inside += max(0, opened - 1)
        selectors, _, rules = piece.rpartition("{")
        if opened and not inside:
            yield [one.strip() for one in selectors.replace("<!--", "").split(",")], rules
        if not opened:
            inside = max(0, inside - 1)
