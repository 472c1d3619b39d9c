"""The text of a saved web page: its encoding, the page inside an .mht, and what its style sheets hide."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator

from attrs import define, field

from perfeval.read.files.guard import MiB, refuse_file
from perfeval.read.files.html_tokens import Tag

MAX_PAGE = 16 * MiB
_MAX_STYLE, _MAX_PARTS = 500_000, 200
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs"} | dict.fromkeys(
    ("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "cp936", "hz-gb-2312"), "gb18030"
)
"""The encodings that are believed; others are mostly what an editor wrote without knowing."""
_HIDING = re.compile(r"(?:^|[;\s])display\s*:\s*none", re.IGNORECASE)
"""What takes an element off the page, its place with it."""
_SHOWING = re.compile(r"(?:^|[;\s])display\s*:\s*(?!none)[a-z]", re.IGNORECASE)
"""What a script that shows a hidden element leaves in its style."""
_BLANKING = re.compile(
    r"(?:^|[;\s])(?:visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.0-9])|text-decoration[\w-]*\s*:[^;]*line-through)",
    re.IGNORECASE,
)
"""What leaves a cell its place and takes its text from sight, or strikes it through."""
_PREFORMATTED = re.compile(r"(?:^|[;\s])white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)\Z", re.IGNORECASE)


def text_of(data: bytes) -> tuple[str, bool]:
    """The page's text, by its own word on the encoding, else as UTF-8, else as GB18030; whether characters could not be read."""
    if len(data) > MAX_PAGE:
        refuse_file(f"网页超过 {MAX_PAGE >> 20} MB", "一份自评表的大小", code="too-large")
    declared = ""
    if data.lstrip()[:1] != b"<" and b"multipart/" in data[:4096].lower():
        page = _page(data)
        if page is None:
            refuse_file("网页文件（.mht）里没有网页", "浏览器或 Word 存下的网页", "请用浏览器重新保存")
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
            refuse_file("网页文件（.mht）已损坏", "能用浏览器打开的网页", "请重新保存")
    return body, name


@define
class Styles:
    """What the style sheets of a page, and the style of each element, take from sight.

    >>> styles = Styles()
    >>> styles.take("/* a */ .gone, tr.x { display:none } @media print { .menu { display: none } } td { white-space: pre-line }")
    >>> [styles.hides(Tag(name, attributes={"class": mark})) for name, mark in (("p", "a gone"), ("td", "x"), ("p", "menu"))]
    [True, False, False]
    >>> styles.hides(Tag("p", attributes={"class": "gone", "style": "display: block"})), styles.keeps_lines(Tag("td"))
    (False, True)
    """

    hidden: set[str] = field(factory=set)
    blank: set[str] = field(factory=set)
    keeps: bool = False

    def take(self, style: str) -> None:
        """The simple selectors (``.x``, ``#x``, ``tr.x``) of a sheet, as far as they hold on the screen."""
        for selectors, rules in _rules(style):
            for means, marks in ((_HIDING, self.hidden), (_BLANKING, self.blank)):
                if means.search(rules):
                    names = (match for one in selectors if (match := _SELECTOR.match(one)))
                    marks |= {(name[1] or "").lower() + name[2] for name in names}
            ends = (one.split()[-1].partition(".")[0].lower() for one in selectors if one.split())
            self.keeps |= bool(_PREFORMATTED.search(rules)) and "td" in ends

    def hides(self, tag: Tag) -> bool:
        """Whether an element takes no place; what its own style shows is shown, whatever the sheets say."""
        if _SHOWING.search(_own(tag)):
            return False
        return "hidden" in tag.attributes or bool(_HIDING.search(_own(tag))) or _is_marked(tag, self.hidden)

    def blanks(self, tag: Tag) -> bool:
        """Whether an element has its place, and nothing is seen there."""
        return bool(_BLANKING.search(_own(tag))) or _is_marked(tag, self.blank)

    def keeps_lines(self, tag: Tag) -> bool:
        """Whether a cell shows the line breaks of its text as they stand."""
        return self.keeps or bool(_PREFORMATTED.search(_own(tag)))


def _own(tag: Tag) -> str:
    return tag.attributes.get("style", "")[:2000]


def _is_marked(tag: Tag, selectors: set[str]) -> bool:
    if not selectors:
        return False
    marks = [f".{name}" for name in tag.attributes.get("class", "").split()[:20]] + [f"#{tag.attributes.get('id', '')}"]
    return any(mark in selectors or tag.name + mark in selectors for mark in marks)


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
