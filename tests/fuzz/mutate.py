"""Changes to what is sound: of bytes, of texts, of trees, of marked-up text, of packages, each drawn from a `Random`."""

import copy
import io
import json
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from random import Random
from typing import Any

NUMBERS = (
    "0",
    "-1",
    "1",
    "2147483648",
    "18446744073709551616",
    "1e308",
    "1e400",
    "-0.0",
    "NaN",
    "inf",
    "9" * 400,
    "0x10",
    "½",
    "①",
    "१२",
)
"""What stands where a number stood."""
PIECES = (
    *"≥≤＞＜=≠～~-—－+±×÷/%‰％（）()[]【】{}<>《》“”‘’\"'、，,。；;：:…·*#|\\^_`@&$",
    *"0123456789０１２３４５６７８９.．一二三十百千万亿两零半",
    "≥90%", "不低于", "不少于", "至少", "不超过", "不高于", "至多", "最多", "控制在", "以上", "以下", "以内", "或以上", "左右", "大于等于", "小于",
    "100%", "0", "-3", "1,200", "１，２００", "1.5万元", "12.30", "0.1", "99.999", "1e9", "元", "万元", "亿元", "个", "人次", "公里", "天", "小时",
    "2023年12月31日", "2023年12月底前", "12月", "2023-02-30", "2月29日", "前", "年", "季度", "达成预期指标", "优", "良", "是", "否", "不适用", "无",
    "产出指标", "数量指标", "满意度指标", "预算执行率", "得分", "分值", "总分", "合计", "≥", "≧", ">=", "〉", "≦", "万", "百分之", "个百分点", "~100",
    " ", "\u3000", "\n", "\r\n", "\t", "\0", "\x1b[31m", "\u202e", "\ufeff", "\u200b", "é", "e\u0301", "ﬁ", "㎡", "㈠", "Ⅳ", "𝟙", "\ud800", "😀", "=1+1",
    "<b>", "&amp;", "]]>", "null", "true", "nan", "..", "../", "indicators[0]",
)  # fmt: skip
"""What cells are made of, and what they should not be made of."""


def cell(rng: Random, seen: Sequence[str] = ()) -> str:
    """A cell: one that was seen somewhere and changed, or made of pieces; now and then very long."""
    if seen and rng.random() < 0.6:
        return text(rng, rng.choice(seen), rng.randrange(4))
    made = "".join(rng.choice(PIECES) for _ in range(rng.randrange(7)))
    return made * rng.choice((10, 300, 3_000)) if rng.random() < 0.01 else made


def text(rng: Random, whole: str, times: int = 3) -> str:
    """A text with so many changes."""
    for _ in range(times):
        at, to = sorted((rng.randrange(len(whole) + 1), rng.randrange(len(whole) + 1)))
        if rng.random() < 0.7:
            to = min(to, at + rng.randrange(4))
        what = rng.randrange(7)
        if what < 2:
            whole = whole[:at] + rng.choice(PIECES) + whole[to:]
        elif what == 2:
            whole = whole[:at] + whole[to:]
        elif what == 3:
            whole = whole[:to] + whole[at:to] * rng.choice((1, 1, 2, 30)) + whole[to:]
        elif what == 4:
            whole = whole[:at] + rng.choice(PIECES) + whole[at:]
        elif what == 5:
            whole = re.sub(r"\d+", lambda found: rng.choice((found[0], *NUMBERS)), whole, count=rng.randrange(1, 4))
        else:
            lines = whole.splitlines(True)
            rng.shuffle(lines)
            whole = "".join(lines)
        whole = whole[:200_000]
    return whole


def raw(rng: Random, data: bytes, times: int = 0) -> bytes:
    """Bytes with a few changes: bits, ends, lengths, pieces doubled or lost."""
    data = bytearray(data)
    for _ in range(times or rng.choice((1, 1, 2, 4, 16))):
        if not data:
            break
        at = rng.randrange(len(data))
        to = min(len(data), at + rng.choice((1, 2, 4, 16, 256, 4096)))
        what = rng.randrange(8)
        if what < 2:
            data[at] ^= 1 << rng.randrange(8)
        elif what == 2:
            data[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, 0x22, 0x3C, 0x0A))
        elif what == 3:
            del data[at:to]
        elif what == 4:
            data[at:at] = data[at:to] * rng.choice((1, 2, 50))
        elif what == 5:
            data[at:to] = rng.randbytes(to - at)
        elif what == 6:
            number = rng.choice((0, 1, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
            data[at : at + 4] = struct.pack("<I", number)
        elif rng.random() < 0.2:
            del data[at:]
    return bytes(data)


# --- trees: TOML and JSON -----------------------------------------------------------------------------------------

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**40, 2**63, 0.1, -0.0, float("inf"), float("nan"), "", " ", [], {}, [[]], [{}], {"": ""}, ["", 1], [None], "a" * 3_000,
)  # fmt: skip
"""Values of every type."""


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every container with every key in it."""
    found, waiting = [], [tree]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for key in keys:
            found.append((one, key))
            waiting.append(one[key])
    return found


def tree(rng: Random, whole: Any, seen: Sequence[str] = (), keys: Sequence[str] = ()) -> Any:
    """A tree with a few changes: values, keys, types, places, depth."""
    whole = copy.deepcopy(whole)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        places = _places(whole)
        if not places:
            return whole
        where, key = rng.choice(places)
        what = rng.randrange(12)
        if what < 5:
            where[key] = cell(rng, seen)
        elif what == 5:
            where[key] = copy.deepcopy(rng.choice(ODD))
        elif what == 6:
            del where[key]
        elif what == 7:
            other, its = rng.choice(places)
            where[key] = (
                copy.deepcopy(other[its]) if its in other or (isinstance(other, list) and its < len(other)) else 0
            )
        elif what == 8 and isinstance(where, dict):
            where[rng.choice((*keys, cell(rng))) if keys else cell(rng)] = where.get(key)
        elif what == 9 and isinstance(where, list):
            where += [copy.deepcopy(where[key])] * rng.choice((1, 1, 2, 40))
        elif what == 10:
            for _ in range(rng.choice((1, 2, 3, 70))):
                where[key] = [where[key]] if rng.random() < 0.5 else {rng.choice(keys) if keys else "a": where[key]}
        elif keys and isinstance(where, dict):
            where[rng.choice(keys)] = rng.choice(
                (cell(rng, seen), rng.randrange(-3, 200), copy.deepcopy(rng.choice(ODD)))
            )
    return whole


def toml(tree: Any) -> str:
    """A tree as TOML, all of it in lines of the first level; what TOML has no word for stands as a text."""
    return "\n".join(f"{json.dumps(str(key))} = {_inline(value)}" for key, value in tree.items())


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))} = {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, (bool, int, float)):
        return json.dumps(value).replace("Infinity", "inf").replace("NaN", "nan")
    return json.dumps("" if value is None else str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


# --- marked-up text and packages ----------------------------------------------------------------------------------

_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(r'="([^"]*)"')


def markup(rng: Random, page: str, seen: Sequence[str] = ()) -> str:
    """XML or HTML with a few changes: tags lost, doubled, moved; values of attributes; texts; entities; encodings."""
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        tags = list(_TAG.finditer(page))
        if not tags:
            return text(rng, page)
        one, two = sorted((rng.choice(tags).span(), rng.choice(tags).span()))
        what = rng.randrange(10)
        if what == 0:
            page = page[: one[0]] + page[one[1] :]
        elif what == 1:
            page = (
                page[: one[0]] + page[two[1] :]
                if rng.random() < 0.3
                else page[: one[0]] + page[two[0] : two[1]] + page[one[1] :]
            )
        elif what == 2:
            inner = page[one[0] : two[1]][:3_000]
            page = page[: one[0]] + inner * rng.choice((2, 2, 3, 30)) + page[two[1] :]
        elif what in (3, 4):
            tag = page[slice(*one)]
            changed = _VALUE.sub(
                lambda found: f'="{rng.choice((*NUMBERS, cell(rng).replace(chr(34), "")))}"',
                tag,
                count=rng.randrange(1, 3),
            )
            page = page[: one[0]] + changed + page[one[1] :]
        elif what in (5, 6, 7):
            said = cell(rng, seen)
            if rng.random() < 0.8:
                said = said.replace("&", "&amp;").replace("<", "&lt;")
            end = page.find("<", one[1])
            page = page[: one[1]] + said + page[max(end, one[1]) :]
        elif what == 8:
            odd = (
                "&nbsp;",
                "&#0;",
                "&#xD800;",
                "&x;",
                "<!--",
                "<![CDATA[",
                "<?x",
                "<!DOCTYPE a>",
                "<td colspan=9>",
                "<br>",
                "</table>",
                "<table>",
            )
            page = page[: one[1]] + rng.choice(odd) * rng.choice((1, 1, 5, 500)) + page[one[1] :]
        else:
            page = re.sub(
                r'encoding="[^"]*"',
                f'encoding="{rng.choice(("utf-16", "gbk", "x", "utf-7", "idna", "zip", ""))}"',
                page,
                count=1,
            )
        page = page[:2_000_000]
    return page


def package(rng: Random, data: bytes, seen: Sequence[str] = ()) -> bytes:
    """A zip with changes in one or two of its parts, or among them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    main = [
        at
        for at, (name, _) in enumerate(parts)
        if re.search(r"sheet\d|document\.xml|Content\.xml|sharedStrings|styles|content\.xml|OFD\.xml", name)
    ]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.choice(main) if main and rng.random() < 0.8 else rng.randrange(len(parts))
        name, content = parts[at]
        what = rng.random()
        if what < 0.75:
            parts[at] = name, markup(rng, content.decode("utf-8", "replace"), seen).encode("utf-8", "replace")
        elif what < 0.87:
            parts[at] = name, raw(rng, content)
        elif what < 0.91 and len(parts) > 1:
            del parts[at]
            main = [one - (one > at) for one in main if one != at]
        elif what < 0.95:
            parts[at] = rng.choice(parts)[0], content
        else:
            parts[at] = text(rng, name, 1).replace("\ud800", "") or "x", content
    file = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(file, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive,
    ):
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


# --- PDF and Excel 97 ---------------------------------------------------------------------------------------------

_STREAM = re.compile(rb"(<<[^>]*?/Length )(\d+)([^>]*?>>\s*stream\r?\n)", re.DOTALL)


def pdf(rng: Random, data: bytes) -> bytes:
    """A PDF with changes within a stream, which is packed again, or in a dictionary."""
    streams = list(_STREAM.finditer(data))
    if not streams or rng.random() < 0.2:
        return _dictionary(rng, data)
    found = rng.choice(streams)
    start, size = found.end(), int(found[2])
    content, is_packed = data[start : start + size], b"/FlateDecode" in found[0] and b"/ASCII85" not in found[0]
    if is_packed:
        try:
            content = zlib.decompress(content)
        except zlib.error:
            return raw(rng, data)
    if len(content) > 200_000:  # a font or a picture
        return _dictionary(rng, data)
    changed = _operators(rng, content) if rng.random() < 0.7 else raw(rng, content)
    if is_packed:
        changed = zlib.compress(changed, 1)
    head = found[1] + str(len(changed)).encode() + found[3]
    return data[: found.start()] + head + changed + data[start + size :]


def _dictionary(rng: Random, data: bytes) -> bytes:
    number = rng.choice((b"0", b"-1", b"99999999999", b"1 0 R", b"<<>>", b"[]", b"()", b"/X", b"1e9"))
    places = list(re.finditer(rb"(?<=[ \[])-?\d+(?:\.\d+)?(?: 0 R)?(?=[ \]>/\r\n])", data))
    if not places:
        return raw(rng, data)
    place = rng.choice(places)
    return data[: place.start()] + number + data[place.end() :]


def _operators(rng: Random, content: bytes) -> bytes:
    words = re.split(rb"(\s+)", content)
    for _ in range(rng.choice((1, 2, 8))):
        at = rng.randrange(len(words))
        what = rng.randrange(4)
        if what == 0:
            words[at] = rng.choice(
                (b"q", b"Q", b"BT", b"ET", b"re", b"f", b"l", b"m", b"Do", b"Tj", b"cm", b"W", b"n", b"BI")
            )
        elif what == 1:
            words[at] = rng.choice(
                (b"0", b"-99999", b"1e30", b"99999999999999999999", b"/F1", b"<", b"(", b"[", b"NaN")
            )
        elif what == 2:
            del words[at]
        else:
            words[at:at] = words[at : at + rng.randrange(60)] * rng.choice((1, 2, 40))
        if not words:
            break
    return b"".join(words)


def records(rng: Random, data: bytes) -> bytes:
    """An .xls with changes in its records: lengths, kinds, what they hold."""
    start = data.find(b"\x09\x08\x10\x00\x00\x06")
    if start < 0:
        return raw(rng, data)
    book, places, at = bytearray(data), [], start
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        if at + 4 + size > len(book) or (not kind and not size):
            break
        places.append((at, size))
        at += 4 + size
    for _ in range(rng.choice((1, 1, 2, 6))):
        at, size = rng.choice(places)
        what = rng.randrange(4)
        if what == 0:
            struct.pack_into(
                "<H",
                book,
                at,
                rng.choice(
                    (
                        0x09,
                        0x0A,
                        0x3C,
                        0xE5,
                        0xFC,
                        0x85,
                        0x203,
                        0x204,
                        0xFD,
                        0x06,
                        0xBD,
                        0xD6,
                        0x208,
                        rng.randrange(0x900),
                    )
                ),
            )
        elif what == 1:
            struct.pack_into("<H", book, at + 2, rng.choice((0, 1, size + 1, max(0, size - 1), 0xFFFF)))
        elif size:
            for _ in range(rng.choice((1, 2, 4))):
                book[at + 4 + rng.randrange(size)] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    return bytes(book)
