"""A document's text as a terminal may show it: no control character reaches it, nothing hidden stays hidden."""

import json
import unicodedata
from typing import Any

_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def is_hidden(char: str) -> bool:
    """Whether a terminal would obey the character, or show nothing: control, format, surrogate, line separator."""
    return unicodedata.category(char) in _HIDDEN


def legible(text: str) -> str:
    r"""The text with each hidden character shown as U+FFFD, a tab as a space; line breaks stay.

    >>> legible("第一行\n\x1b[31m红\t色")
    '第一行\n�[31m红 色'
    """
    if text.replace("\n", "").replace("\u3000", "").isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join("\ufffd" if char != "\n" and is_hidden(char) else char for char in text)


def printable_name(name: str) -> str:
    r"""A file's name that can be written anywhere: bytes that are no UTF-8 as \xff.

    >>> print(printable_name("\udcff表.toml"))
    \xff表.toml
    """
    if name.isprintable():
        return name
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half a character pair, which stands for no byte
        return name


def escape_hidden(text: str, *, toml: bool = False) -> str:
    r"""JSON or TOML text with each hidden character but the line break escaped, as \\u202e.

    TOML has no escape for half a character pair, which is no character: U+FFFD stands for it.

    >>> escape_hidden('"乡村\u202e"')
    '"乡村\\u202e"'
    """
    if text.isprintable():
        return text
    return "".join(_escaped(char, toml) if char != "\n" and is_hidden(char) else char for char in text)


def _escaped(char: str, toml: bool) -> str:
    code = ord(char)
    if code > 0xFFFF:
        return f"\\U{code:08x}" if toml else json.dumps(char)[1:-1]
    return "\ufffd" if toml and unicodedata.category(char) == "Cs" else f"\\u{code:04x}"


def json_line(value: Any) -> str:
    r"""A value as one line of JSON: Chinese as it is, hidden characters escaped.

    >>> json_line({"name": "乡村\x9b\u202e"})
    '{"name": "乡村\\u009b\\u202e"}\n'
    """
    return escape_hidden(json.dumps(value, ensure_ascii=False)) + "\n"
