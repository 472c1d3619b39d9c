"""Mistakes of TOML told to people who write no code: in Chinese, with what to write, all of a text at once.

The parser stops at its first mistake. Where a line can be put right (``budget：3`` is meant as ``budget = 3``), it is, and the text
is parsed again for the next one; nothing that was put right is ever read as a document.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfeval.errors import Problem

if TYPE_CHECKING:
    from tomli import TOMLDecodeError

MAX_MISTAKES, MAX_PARSED, MAX_LINE = 20, 4_000_000, 300
"""Mistakes told of one text, characters parsed to find them, and how much of a line is looked at."""

_WORDS = (
    ("Cannot overwrite", "同一个键写了两次"),
    ("Cannot declare", "同一个表写了两次"),
    ("Cannot mutate", "同一个键或表写了两次"),
    ("Duplicate", "同一个键写了两次"),
    ("Unclosed array", "列表没有写完，少了 ]"),
    ("Unclosed inline table", "行内的表没有写完，少了 }"),
    ("Unterminated", '引号没有成对，少了结尾的 "'),
    ("Expected newline", "一行只写一个 键 = 值"),
    ("Expected ']", "表名后面少了 ]"),
    ("Invalid date", "日期写错；要写文字的请加双引号"),
    ("Unescaped", "双引号里的反斜杠 \\ 要写成 \\\\"),
    ("Illegal character", "有看不见的字符，或引号没有成对"),
)
"""The parser's messages by their beginning."""
_HEADER = re.compile(r"(\[\[?)\s*([\w.\-\" ]+?)\s*(?:\]\]?)?\Z")
_PAIR = re.compile(r"([A-Za-z0-9_.\-]+|\"[^\"]*\")\s*([=:])\s*(.*)\Z")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")
_YEAR = re.compile(r"[\"']?((?:19|20)[0-9]{2})\s*年度?[\"']?\Z")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?\Z|true\Z|false\Z")
_WIDE = str.maketrans("＝：“”＂【】［］｛｝，", '=:"""[][]{},')


def mistakes(text: str, first: "TOMLDecodeError") -> Iterator[Problem]:
    """Every mistake that can be told apart, with its line; `first` is what the parser said."""
    import tomli

    lines, error = text.split("\n"), first
    for _ in range(min(MAX_MISTAKES, 1 + MAX_PARSED // max(1, len(text)))):
        place = min(error.lineno, len(lines)) - 1
        meant, problem = _told(lines[place], error)
        yield problem
        if not meant and not _stands_alone(lines[place]):
            return
        lines[place] = meant
        try:
            tomli.loads("\n".join(lines))
            return
        except tomli.TOMLDecodeError as following:
            if following.lineno <= error.lineno:  # the line is not put right
                return
            error = following
        except (ValueError, RecursionError):
            return


def _stands_alone(line: str) -> bool:
    """Whether what follows can be judged though this line is not understood: it is one key and value, and opens nothing."""
    return "=" in line and not re.search(r"[\[\]{}]|\"\"\"|'''", line)


def _told(line: str, error: "TOMLDecodeError") -> tuple[str, Problem]:
    """What the line is meant to be (empty where that is not known), and its mistake."""
    shown, meant, hint = line.strip()[:40], "", ""
    if len(line) <= MAX_LINE:
        meant, hint = _meant(line.strip())
    if not hint:
        hint = next((words for start, words in _WORDS if error.msg.startswith(start)), "")
    if not hint and not shown.startswith(("[", '"')) and "=" in line[:MAX_LINE] and re.match(r"[^\x00-\x7f]", shown):
        hint = '键名要用英文（如 weight = 10）；中文键须加英文引号（如 "产出指标" = 40）'
    found = f"“{shown}”不是正确的 TOML" if shown else "文件没有写完"
    return meant, Problem("", found, "键 = 值", hint, line=error.lineno, column=error.colno, code="syntax")


def _meant(line: str) -> tuple[str, str]:
    """The line as it was probably meant, and the sentence that says so; both empty where that is not clear."""
    plain, _, _ = line.partition("#")
    plain = plain.strip()
    straight = plain.translate(_WIDE)
    if header := _HEADER.match(straight):
        opened = header[1]
        meant = f"{opened}{header[2]}{']' * len(opened)}"
        return (meant, f"请写 {meant}，用英文的方括号") if meant != plain else ("", "")
    pair = _PAIR.match(straight)
    if not pair:
        return "", ""
    key, sign, _ = pair.groups()
    value = _PAIR.match(plain.translate(str.maketrans("＝：", "=:")))
    written = (value[3] if value else pair[3]).strip()
    meant, why = _value(key, written)
    if not meant:
        return "", ""
    if not why:
        why = "等号要用英文的 =" if sign == ":" or "＝" in plain else ""
    whole = f"{key} = {meant}"
    return (whole, f"请写 {whole}" + (f"（{why}）" if why else "")) if whole != plain else ("", "")


def _value(key: str, written: str) -> tuple[str, str]:
    """A value as TOML has it, and why it was none."""
    if not written:
        return '""', "没有内容的，写两个引号，或删去这一行"
    if key == "year" and (year := _YEAR.match(written)):
        return year[1], "年度只写数字"
    if _GROUPED.match(written):
        return written.replace(",", ""), "数字里不写千分位的逗号"
    if _PLAIN.match(written):
        return written, ""
    if written[0] in "[{" or written.startswith(('"""', "'''")):
        return "", ""
    bare = written.strip("\"'“”＂‘’「」")
    if '"' in bare or "\\" in bare or "\n" in bare:
        return "", ""
    quotes = sum(written.count(sign) for sign in '"“”＂')
    why = "引号要成对" if quotes % 2 else "引号要用英文的" if quotes and '"' not in written else "文字要加英文引号"
    return f'"{bare}"', why if written != f'"{bare}"' else ""
