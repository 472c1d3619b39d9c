"""TOML or JSON bytes into a plain tree: bounded, numbers kept as printed, mistakes told to people who write no code."""

import errno
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from perfeval.errors import InputError, Problem
from perfeval.values.figures import MAX_DIGITS

if TYPE_CHECKING:
    from os import PathLike

    from tomli import TOMLDecodeError

MAX_BYTES = 8 * 1024 * 1024
"""The largest document that is read: a filing has a few hundred rows, this holds some 200,000."""

Tree = dict[str, Any]

_BARE_CHINESE_KEY = re.compile(r"\s*\[*\s*[\w.\-]*[^\x00-\x7f][^=\"]*=")


def read_file(path: "str | PathLike[str]", most: int = MAX_BYTES) -> bytes:
    """A file's bytes, one more than `most` at most; OSError where it cannot be opened."""
    try:
        file = open(path, "rb")  # noqa: SIM115
    except ValueError as error:  # a name that no file can have
        raise OSError(errno.EINVAL, str(error)) from None
    with file:
        return file.read(most + 1)


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
}


def why(error: OSError) -> str:
    """Why the system refused a file, in Chinese.

    >>> why(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    '没有这个文件或文件夹'
    """
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


def decode(data: bytes) -> str:
    """The text of a document: UTF-8, with or without a byte-order mark; InputError for anything else."""
    if len(data) > MAX_BYTES:
        raise _refused(f"文件超过 {MAX_BYTES >> 20} MB", "一张自评表的大小", "请检查是否选错了文件")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused("文件是 UTF-16 编码", "UTF-8 编码", "请在编辑器里另存为 UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "请在编辑器里另存为 UTF-8"
        raise _refused("文件不是 UTF-8 编码（可能是 GBK）", "UTF-8 编码", hint, line=line) from None


def read_tree(data: bytes) -> tuple[Tree, str]:
    """The tree of a TOML or JSON document, and its text; a JSON document is one that opens with a brace."""
    text = decode(data)
    return (_json(text) if text.lstrip().startswith("{") else _toml(text)), text


def read_toml(data: bytes) -> Tree:
    """The tree of a TOML document; InputError with the line where the TOML itself is wrong."""
    return _toml(decode(data))


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
        return tomli.loads(text, parse_float=_number)
    except tomli.TOMLDecodeError as error:
        raise _syntax(text, error) from None
    except RecursionError:
        raise _refused("嵌套太深", "最多几层的表") from None
    except ValueError as error:
        raise _too_long(error) from None


def _json(text: str) -> Tree:
    import json

    def once(pairs: list[tuple[str, Any]]) -> Tree:
        tree: Tree = {}
        for key, value in pairs:
            if key in tree:
                raise _refused(f"键“{key[:40]}”写了不止一次", "每个键只写一次")
            tree[key] = value
        return tree

    try:
        tree: Tree = json.loads(text, parse_float=_number, parse_constant=_number, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise _refused("不是正确的 JSON", "JSON", f"解析器的说明：{error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise _refused("嵌套太深", "最多几层的表") from None
    except InputError:
        raise
    except ValueError as error:
        raise _too_long(error) from None
    return tree


def _too_long(error: ValueError) -> InputError:
    """An integer of thousands of digits, which Python itself refuses to read (with English words)."""
    found = "数字太长" if "digits" in str(error) else "读不了的数字"
    return _refused(found, "不超过 40 位的数字")


def _syntax(text: str, error: "TOMLDecodeError") -> InputError:
    lines = text.splitlines()
    line = min(error.lineno, len(lines) or 1)
    source = lines[line - 1].split("#")[0] if lines else ""
    hint = f"解析器的说明：{error.msg}"
    if _BARE_CHINESE_KEY.match(source):
        hint = '键名要用英文（如 weight = 10）；中文键须加英文引号（如 "产出指标" = 40）'
    elif re.search("[“”‘’＝]", source):
        hint = '引号和等号要用英文的 " 和 ='
    elif "overwrite" in error.msg or "twice" in error.msg or "mutate" in error.msg:
        hint = "同一个键或表写了两次"
    return _refused(f"“{source.strip()[:40]}”不是正确的 TOML", "键 = 值", hint, line, error.colno)


def _refused(
    found: str, expected: str, hint: str = "", line: int | None = None, column: int | None = None
) -> InputError:
    return InputError([Problem("", found, expected, hint, line=line, column=column)])
