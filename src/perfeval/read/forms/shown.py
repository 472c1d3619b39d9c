"""The text of a filed cell as a person sees it: ordinary characters, digits as digits, lines that were wrapped put together."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from perfeval.values.figures import fold, is_blank
from perfeval.values.quantities import read_target

BOXES, TICKS = "□☐○◯◻▢", "☑☒■√✓✔▣●◉⊠✅"
"""Boxes that a form leaves empty, and what says that one is chosen."""
_SYMBOLS = {**dict.fromkeys((0x52, 0xFE), "☑"), **dict.fromkeys((0x53, 0xFD), "☒"), **dict.fromkeys((0x50, 0xFC), "√"),
            **dict.fromkeys((0x6F, 0x71, 0xA3, 0xA8), "□")}  # fmt: skip
"""Box and tick of the fonts Wingdings and Wingdings 2, which texts hold as private characters U+F0xx."""
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_GONE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WIDE_NUMBER = re.compile("[０-９][０-９．，]*[％‰]?|(?<=[0-9])[％．](?=[0-9０-９]|$)|(?<=[0-9])％")
_BREAK_KEPT = re.compile(r"[。；;！？!?：:…]$")
_ITEM = re.compile(
    r"(?:[0-9]{1,2}[.、．)）](?![0-9])|[（(][0-9一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、|[①-⑳]|其中|(?:指标|目标)[0-9]"
    r"|[^：:]{1,20}[：:])"
)


def symbol(code: int) -> str:
    """The sign that a character of Wingdings shows, empty where it is no box and no tick.

    >>> symbol(0xF0FE), symbol(0x52), symbol(0xF020)
    ('☑', '☑', '')
    """
    return _SYMBOLS.get(code & 0xFF, "")


def raised(text: str) -> str:
    """What is printed as a superscript: 10 with a raised 4 is 10⁴, and no 104.

    >>> raised("3"), raised("a")
    ('³', 'a')
    """
    return text.translate(_RAISED)


@cache
def _radicals() -> dict[str, str]:
    from importlib.resources import files

    text = files("perfeval.read.forms").joinpath("radicals.txt").read_text(encoding="utf-8")
    return {pair[0]: pair[1] for line in text.splitlines() if not line.startswith("#") for pair in line.split()}


def ordinary(text: str) -> str:
    """Kangxi radicals and compatibility characters as the ordinary ones; NFKC would make ⼾ the traditional 戶.

    >>> ordinary("贫困⼾⽣活⽔平")
    '贫困户生活水平'
    """
    return _RADICAL.sub(lambda m: _radicals().get(m[0]) or unicodedata.normalize("NFC", m[0]), text)


def tidy(text: str) -> str:
    r"""A cell's text: trimmed line by line, full-width digits as digits, nothing hidden.

    >>> tidy("　≥９５．５％ \r\n\u200b（Ａ）")
    '≥95.5%\n（Ａ）'
    """
    text = ordinary(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u00a0", " "))
    text = _PRIVATE.sub(lambda m: symbol(ord(m[0])), _GONE.sub("", text))
    text = _WIDE_NUMBER.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return "\n".join(filter(None, (line.strip() for line in text.split("\n"))))


def squash(text: str) -> str:
    """The text without any white space: how labels and heads are compared."""
    return "".join(text.split())


def joined(lines: Sequence[str]) -> str:
    """Two pieces of one line, with a space only between two Latin words or figures."""
    text = ""
    for line in lines:
        needs = text and line and text[-1].isascii() and line[0].isascii() and text[-1].isalnum() and line[0].isalnum()
        text += (" " if needs else "") + line
    return text


def unwrapped(text: str) -> str:
    r"""Lines that a narrow cell broke, put together; a break stays where a sentence ends or an entry of a list begins.

    >>> unwrapped("对口帮扶黄陂\n区木兰乡"), unwrapped("≥95\n%"), unwrapped("1.培训。\n2.宣传。"), unwrapped("200篇\n木兰乡：99篇")
    ('对口帮扶黄陂区木兰乡', '≥95%', '1.培训。\n2.宣传。', '200篇\n木兰乡：99篇')
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    if read_target(whole := joined(lines)):
        return whole
    parts, part = list[str](), [lines[0]]
    for above, below in pairwise(lines):
        if _BREAK_KEPT.search(above) or _ITEM.match(below):
            parts.append(joined(part))
            part = []
        part.append(below)
    return "\n".join((*parts, joined(part)))


def is_empty(text: str) -> bool:
    """Whether a cell of a form says nothing: blank, a stroke, dots, or the 指标1： of an empty template.

    >>> [is_empty(text) for text in ("/", "……", "指标1：", "指标 2", "目标1：", "0", "无")]
    [True, True, True, True, True, False, False]
    """
    rest = re.sub(r"^(?:指标|目标)?[0-9]{0,2}[.:：、]?", "", squash(text)) if not text.strip().isdecimal() else text
    return is_blank(rest) or not rest.strip(".…·/-—－_*＊")


UNTOLD = "未定："
"""What a cell begins with that would hold a figure and says why it does not: so the form that computes itself has it."""


def is_unprinted(text: str) -> bool:
    """Whether a cell for a printed figure holds none: nothing, or why there is none yet.

    >>> is_unprinted("未定：没有权重（分值）"), is_unprinted("/"), is_unprinted("未定"), is_unprinted("9.5")
    (True, True, False, False)
    """
    return is_empty(text) or text.lstrip().startswith(UNTOLD)


def points_number(text: str) -> str | None:
    """A number of points as printed, its 分 left out; None for anything else.

    >>> points_number("10分"), points_number(" 9.50 "), points_number("十分"), points_number("100%")
    ('10', '9.50', None, None)
    """
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*分?", fold(text))
    return match[1] if match else None
