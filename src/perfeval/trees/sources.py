"""TOML or JSON bytes into a plain tree: bounded, numbers kept as printed, mistakes told to people who write no code."""

import errno
import os
import re
import stat
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

from perfeval.errors import InputError, Problem
from perfeval.values.figures import MAX_DIGITS
from perfeval.values.patterns import Pattern

if TYPE_CHECKING:
    from os import PathLike

MAX_BYTES = 8 * 1024 * 1024
"""The largest document that is read: a filing has a few hundred rows, this holds some 200,000."""

Tree = dict[str, Any]

MAX_NESTING = 60
"""How deep lists and tables of a document may stand in each other: a filing needs six levels."""
_BRACKETS = Pattern(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|\'\'\'(?:[^\']|\'(?!\'\'))*+(?:\'\'\'|\Z)|"(?:[^"\\\n]|\\.)*+(?:"|\n|\Z)'
    r"|'[^'\n]*+(?:'|\n|\Z)|\#[^\n]*+|(?P<open>[\[{])|(?P<close>[\]}])",
    re.DOTALL,
)
"""The brackets of a TOML or JSON text, and what they do not count in: strings and comments. Each character is looked at once."""
Encoding = Literal["UTF-8", "UTF-16", "GB18030"]


def read_file(path: "str | PathLike[str]", most: int = MAX_BYTES) -> bytes:
    """A file's bytes, one more than `most` at most; OSError where it cannot be opened, is no ordinary file, or changes."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except ValueError as error:  # a name that no file can have
        raise OSError(errno.EINVAL, str(error)) from None
    with open(handle, "rb") as file:
        before = os.fstat(handle)
        if stat.S_ISDIR(before.st_mode):
            raise OSError(errno.EISDIR, "")
        if not stat.S_ISREG(before.st_mode):  # a pipe or a device may never end
            raise OSError(errno.ESPIPE, "")
        data, after = file.read(most + 1), os.fstat(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise OSError(errno.ESTALE, "")
    return data


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "文件名不合规",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "只读的磁盘",
    errno.ELOOP: "链接绕成了圈",
    errno.ESPIPE: "不是普通文件，而是管道或设备；由别的程序给出内容的，请用 - 代表标准输入",
    errno.ESTALE: "读取时文件正在改动",
    errno.EFBIG: "文件超过磁盘允许的大小",
    errno.EDQUOT: "磁盘配额已满",
    errno.EMFILE: "同时打开的文件太多",
    errno.EIO: "磁盘读写出错",
}


def why(error: OSError) -> str:
    """Why the system refused a file, in Chinese.

    >>> why(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    '没有这个文件或文件夹'
    """
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


def decode(data: bytes) -> str:
    """The text of a document, whatever of the three encodings it is in; InputError for anything else."""
    return decoded(data)[0]


def decoded(data: bytes) -> tuple[str, Encoding]:
    """The text of a document, and its encoding: UTF-8 with or without a byte-order mark, UTF-16, else GB18030 (GBK).

    >>> decoded("年度 = 2023".encode("gbk"))
    ('年度 = 2023', 'GB18030')
    """
    if len(data) > MAX_BYTES:
        raise _refused(f"文件超过 {MAX_BYTES >> 20} MB", "一张自评表的大小", "请检查是否选错了文件", code="too-large")
    with suppress(UnicodeDecodeError):
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), "UTF-16"
        if data[1:400:2].count(0) * 4 > len(data[:400]):  # written without a mark
            return data.decode("utf-16-le"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    with suppress(UnicodeDecodeError):
        if 0 not in data and not _is_nearly_utf8(data):
            return data.decode("gb18030"), "GB18030"
    what = "不是文本文件，或编码已损坏"
    raise _refused(what, "UTF-8 或 GB18030（GBK）编码的文本", "请在编辑器里另存为 UTF-8", line=line, code="encoding")


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 with a few broken bytes, which would pass for other characters of GB18030."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(data) - len(text) > 8 * broken  # each good Chinese character takes two bytes more than it counts


def read_tree(data: bytes) -> tuple[Tree, str]:
    """The tree of a TOML or JSON document, and its text; a JSON document is one that opens with a brace."""
    text = decode(data)
    return parsed(text), text


def parsed(text: str) -> Tree:
    """The tree of a text: JSON where it opens with a brace, else TOML."""
    if text.count("[") + text.count("{") > MAX_NESTING:
        _shallow(text)
    return _json(text) if text.lstrip().startswith("{") else _toml(text)


def _shallow(text: str) -> None:
    """Refuse brackets in brackets beyond `MAX_NESTING` before a parser goes down them."""
    depth = 0
    for match in _BRACKETS.finditer(text):
        if match.lastgroup == "open":
            depth += 1
            if depth > MAX_NESTING:
                raise _too_deep()
        elif match.lastgroup == "close":
            depth = max(0, depth - 1)


def _bounded(tree: Tree) -> None:
    """Refuse what dotted keys nest beyond `MAX_NESTING`."""
    level: list[Any] = [tree]
    for _ in range(MAX_NESTING + 1):
        level = [
            inner
            for node in level
            for inner in (node.values() if isinstance(node, dict) else node)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return
    raise _too_deep()


def read_toml(data: bytes) -> Tree:
    """The tree of a TOML document; InputError with the line where the TOML itself is wrong."""
    text = decode(data)
    if text.count("[") + text.count("{") > MAX_NESTING:
        _shallow(text)
    return _toml(text)


class BadNumber(str):
    """A number that is out of bounds (1e999, nan), kept as its text so that its place and all other mistakes are told."""

    __slots__ = ()


def _number(text: str) -> Decimal | BadNumber:
    """A number as the exact Decimal it prints; out of bounds it stays text, so that nothing runs for ever."""
    try:
        value = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return BadNumber(text[:MAX_DIGITS])
    if len(text) > 2 * MAX_DIGITS or not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS:
        return BadNumber(text[:MAX_DIGITS])
    return value


def _toml(text: str) -> Tree:
    import tomli  # only where a document is read

    try:
        tree = tomli.loads(text, parse_float=_number)
    except tomli.TOMLDecodeError as error:
        from perfeval.trees.mistakes import mistakes

        raise InputError(mistakes(text, error)) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise _too_long(error) from None
    _bounded(tree)
    return tree


_JSON_WORDS = (
    ("Expecting ',' delimiter", "两项之间少了逗号，或引号没有成对"),
    ("Expecting ':' delimiter", "键的后面少了英文冒号"),
    ("Expecting property name", "键要加英文双引号；最后一项后面不写逗号"),
    ("Expecting value", "少了一个值；文字要加英文双引号"),
    ("Unterminated string", "引号没有成对"),
    ("Invalid control character", "文字里的换行要写成 \\n"),
    ("Invalid \\escape", "双引号里的反斜杠 \\ 要写成 \\\\"),
    ("Extra data", "最后的括号后面还有内容"),
)
"""The parser's messages by their beginning."""


def _json(text: str) -> Tree:
    import json

    def once(pairs: list[tuple[str, Any]]) -> Tree:
        tree: Tree = {}
        for key, value in pairs:
            if key in tree:
                raise _refused(f"键“{key[:40]}”写了不止一次", "每个键只写一次", code="key-twice")
            tree[key] = value
        return tree

    try:
        tree: Tree = json.loads(text, parse_float=_number, parse_constant=_number, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        said = next((words for start, words in _JSON_WORDS if error.msg.startswith(start)), "请检查引号、逗号和括号")
        raise _refused("不是正确的 JSON", "JSON", said, error.lineno, error.colno, "syntax") from None
    except RecursionError:
        raise _too_deep() from None
    except InputError:
        raise
    except ValueError as error:
        raise _too_long(error) from None
    return tree


def _too_long(error: ValueError) -> InputError:
    """An integer of thousands of digits, which Python itself refuses to read (with English words)."""
    found = "数字太长" if "digits" in str(error) else "读不了的数字"
    return _refused(found, "不超过 40 位的数字", code="number-too-long")


def _too_deep() -> InputError:
    return _refused("嵌套太深", "最多几层的表", code="too-deep")


def _refused(
    found: str,
    expected: str,
    hint: str = "",
    line: int | None = None,
    column: int | None = None,
    code: str = "bad-value",
) -> InputError:
    return InputError([Problem("", found, expected, hint, line=line, column=column, code=code)])
