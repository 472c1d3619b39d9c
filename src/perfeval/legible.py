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
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join("\ufffd" if char != "\n" and is_hidden(char) else char for char in text)


def json_line(value: Any) -> str:
    r"""A value as one line of JSON: Chinese as it is, hidden characters escaped.

    >>> json_line({"name": "乡村\x9b\u202e"})
    '{"name": "乡村\\u009b\\u202e"}\n'
    """
    text = json.dumps(value, ensure_ascii=False)
    if not text.isprintable():
        text = "".join(json.dumps(char)[1:-1] if is_hidden(char) else char for char in text)
    return text + "\n"
