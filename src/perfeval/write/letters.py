"""退回意见书: a Word letter to each unit whose filings have errors or warnings, laid out as GB/T 9704—2012 sets official papers.

Errors are what must be put right, warnings what must be explained (our reading); notes are nobody's to answer and stay out.
A unit without either gets no letter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from xml.etree.ElementTree import Element

from attrs import frozen

from perfeval.auditing.findings import Severity
from perfeval.read.files.kinds import RESULT_MARK
from perfeval.write.docx import add_element, fonts, part, settings, styles
from perfeval.write.layout import clean
from perfeval.write.package import package
from perfeval.write.record import Record, Told, as_in, same_words

TITLE = "绩效自评退回意见书"
_ASKED = {Severity.ERROR: "应当改正的事项", Severity.WARNING: "应当说明的事项"}
_FONTS = {"title": "宋体", "body": "仿宋", "first": "黑体", "second": "楷体"}
_SIZES = {"title": 22.0, "page": 14.0}
"""In points: 二号 for the title, 四号 for page numbers; all else is 三号."""
_BODY = 16.0
_LINE = 28.0
_MARGINS = {"top": 37.0, "right": 26.0, "bottom": 35.0, "left": 28.0}
"""In millimetres: a page of 156 by 225 mm of text."""
_PAPER = {"w": "11906", "h": "16838"}
_MOST_PLACES = 12
"""How many places of one fault are named; the workbook has them all."""
_LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


@frozen
class Letter:
    """A letter: the unit, the name of its file, its bytes."""

    unit: str
    file: str
    data: bytes


def letters(records: Iterable[Record]) -> tuple[Letter, ...]:
    """A letter to each unit with errors or warnings, in the order in which the units come."""
    units: dict[str, list[Record]] = {}
    for one in records:
        if one.is_audited:
            units.setdefault(one.unit or "（未写明单位）", []).append(one)
    wanted = {name: filed for name, filed in units.items() if any(one.count(*_ASKED) for one in filed)}
    names = file_names(wanted)
    return tuple(
        Letter(name, f"{TITLE}-{file}.docx", _letter(name, filed))
        for (name, filed), file in zip(wanted.items(), names, strict=True)
    )


def file_names(names: Iterable[str]) -> list[str]:
    r"""Names of files that every system takes, none twice: no separators, no names of devices, not too long.

    >>> file_names(["甲/乙：局", "CON", "..", "农业局", "农业局", ""])
    ['甲_乙：局', '_CON', '未写明单位', '农业局', '农业局（2）', '未写明单位（2）']
    """
    taken, found = set[str](), []
    for name in names:
        plain = _NOT_IN_NAMES.sub("_", " ".join(clean(name).split())).replace("\ufffd", "_").strip(" .")
        plain = f"_{plain}" if _RESERVED.fullmatch(plain) else plain
        for number in count(1):
            tail = f"（{number}）" if number > 1 else ""
            given = _cut(plain or "未写明单位", _LONGEST_NAME - len(tail)) + tail
            key = unicodedata.normalize("NFKC", given).casefold()
            if key not in taken:
                break
        taken.add(key)
        found.append(given)
    return found


def _cut(name: str, length: int) -> str:
    """As much as fits: also in the 255 bytes that a name may have on many systems, together with the letter's title."""
    name = name[:length]
    while len(name.encode("utf-8", "replace")) > 3 * length:
        name = name[:-1]
    return name.rstrip(" .")


# --- the text -----------------------------------------------------------------------------------------------------


def _letter(name: str, filed: Sequence[Record]) -> bytes:
    told = [one for one in filed if one.count(*_ASKED)]
    root = part("w:document")
    body = add_element(root, "w:body")
    _paragraph(body, TITLE, "title")
    _paragraph(body, f"{name}：", "to")
    for text in _opening(filed, told):
        _paragraph(body, text)
    for number, one in enumerate(told, 1):
        _filing(body, number, one)
    _paragraph(body, "特此函告。")
    _paragraph(body, "", "to")
    _paragraph(body, "（审核单位印章）", "sign")
    _paragraph(body, "年　　月　　日", "sign")
    section = add_element(body, "w:sectPr")
    add_element(section, "w:footerReference", {"w:type": "default", "r:id": "footer1"})
    add_element(section, "w:pgSz", {f"w:{key}": value for key, value in _PAPER.items()})
    margins = {f"w:{side}": str(round(size * 1440 / 25.4)) for side, size in _MARGINS.items()}
    add_element(section, "w:pgMar", margins | {"w:header": "851", "w:footer": "1361", "w:gutter": "0"})
    parts = {
        "word/document.xml": root,
        "word/styles.xml": styles(_FONTS["body"]),
        "word/fontTable.xml": fonts(*dict.fromkeys(_FONTS.values())),
        "word/settings.xml": settings(),
        "word/footer1.xml": _footer(),
    }
    return package(parts, f"{TITLE}：{clean(name)}", RESULT_MARK)


def _opening(filed: Sequence[Record], told: Sequence[Record]) -> Iterator[str]:
    years = sorted({one.year for one in filed if one.year})
    year = f" {'、'.join(map(str, years))} 年度" if years else ""
    items = [item for one in told for item in _items(one)]
    counts = {words: sum(item.severity is severity for item in items) for severity, words in _ASKED.items()}
    found = "、".join(f"{words} {count} 项" for words, count in counts.items() if count)
    gaps = sum(one.has_gaps for one in filed)
    clean = sum(one.is_clean for one in filed)
    others = f"其余 {clean} 份未发现此类事项。" if clean else ""
    others += f"{gaps} 份有未能读出的图片、页或行，该部分没有核对。" if gaps else ""
    which = f"其中 {len(told)} 份" if len(filed) > len(told) else ""
    yield (
        f"你单位报送的{year}预算绩效自评表共 {len(filed)} 份，已按各表适用的评分规则逐项核对。{which}有{found}，现将意见连同自评表一并退回。{others}"
    )
    yield (
        "请对照下列意见逐条核实：应当改正的，改正后重新报送；应当说明的，书面说明理由并附依据；认为意见有误的，请一并说明。"
        "请于　　年　　月　　日前报送。"
    )


def _filing(body: Element, number: int, one: Record) -> None:
    year = f"，{one.year} 年度" if one.year else ""
    _paragraph(body, f"{_numeral(number)}、{one.name or '（未写名称）'}", "first")
    file = one.file.replace("\\", "/").rpartition("/")[2]
    _paragraph(body, f"{one.form}{year}。文件：{file}。评分规则：{one.rules}。")
    items = _items(one)
    kinds = [severity for severity in _ASKED if any(item.severity is severity for item in items)]
    for i, severity in enumerate(kinds, 1):
        _paragraph(body, f"（{_numeral(i)}）{_ASKED[severity]}", "second")
        for number, item in enumerate((item for item in items if item.severity is severity), 1):
            _paragraph(body, f"{number}．{_sentence(item)}")
    asked = {told.clause for told in one.findings if told.severity in _ASKED}
    clauses = [(name, text) for name, text in one.clauses if name in asked]
    if clauses:
        _paragraph(body, f"（{_numeral(len(kinds) + 1)}）所依据的条款", "second")
    for name, text in clauses:
        _paragraph(body, f"{name}：{text}")


@frozen
class _Item:
    """One thing that is asked for: a fault with all its places (`same`), and what else is to be said of those cells."""

    severity: Severity
    same: Sequence[Told]
    also: Sequence[Told]


def _items(one: Record) -> list[_Item]:
    """What is asked for, each cell once: what is to be explained of a cell that is to be put right stands with that."""
    wrong = {_place(told) for told in one.findings if told.severity is Severity.ERROR}
    beside = [told for told in one.findings if told.severity is Severity.WARNING and _place(told) in wrong]
    items, left = list[_Item](), beside
    for severity in _ASKED:
        for same in same_words(told for told in one.findings if told.severity is severity and told not in beside):
            places = set(map(_place, same))
            items.append(_Item(severity, same, [told for told in left if _place(told) in places]))
            left = [told for told in left if _place(told) not in places]
    return items


def _sentence(item: _Item) -> str:
    """One fault with its places, what is printed and what it should be where the words do not say it, and the clause."""
    first, places = item.same[0], list(dict.fromkeys(map(_place, item.same)))
    shown = "；".join(places[:_MOST_PLACES]) + (f"等 {len(places)} 处" if len(places) > _MOST_PLACES else "")
    sides = _sides(first) if len(item.same) == 1 else ""
    more = "".join(f"同处：{_ended(told.message)}{_sides(told)}" for told in item.also)
    clauses = "、".join(dict.fromkeys(told.clause for told in (first, *item.also)))
    codes = "、".join(dict.fromkeys(told.code for told in (first, *item.also)))
    return f"{shown}：{_ended(first.message)}{sides}{more}（依据：{clauses}；规则 {codes}）"


def _sides(told: Told) -> str:
    """What is printed and what it should be; of what is missing, and of what the words have said already, nothing."""
    expected = as_in(told.message, told.expected)
    if not told.found or not expected or (_says(told, told.found) and _says(told, expected)):
        return ""
    choice = "应为下列之一：{}" if expected.count("、") > 1 else "应为“{}”"
    return f"所填为“{told.found}”，{choice.format(expected)}。"


def _says(told: Told, text: str) -> bool:
    """Whether the words of a finding have this text, as a figure by itself."""
    return re.search(rf"(?<![\d.]){re.escape(text)}(?![\d.])", told.message) is not None


def _ended(message: str) -> str:
    return message if message.endswith(("。", "！", "？")) else f"{message}。"


def _place(told: Told) -> str:
    return f"{told.said}（{told.place}）" if told.place else told.said


def _numeral(number: int) -> str:
    """1 to 99 in Chinese, further ones in figures.

    >>> _numeral(3), _numeral(10), _numeral(12), _numeral(20), _numeral(45), _numeral(100)
    ('三', '十', '十二', '二十', '四十五', '100')
    """
    if number > 99:
        return str(number)
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")


# --- the looks ----------------------------------------------------------------------------------------------------


def _paragraph(body: Element, text: str, kind: str = "body") -> None:
    """A paragraph of the letter: the title in the middle, headings in their fonts, the body two characters in."""
    font = _FONTS.get(kind, _FONTS["body"])
    size = _SIZES.get(kind, _BODY)
    paragraph = add_element(body, "w:p")
    about = add_element(paragraph, "w:pPr")
    if kind in ("first", "second"):
        add_element(about, "w:keepNext")
    below = "560" if kind == "title" else "0"
    add_element(
        about, "w:spacing", {"w:after": below, "w:line": str(round(20 * (_LINE + size - _BODY))), "w:lineRule": "exact"}
    )
    if kind in ("body", "first", "second"):
        add_element(about, "w:ind", {"w:firstLineChars": "200", "w:firstLine": str(round(40 * size))})
    elif kind == "sign":
        add_element(about, "w:ind", {"w:rightChars": "400", "w:right": str(round(80 * size))})
    add_element(about, "w:jc", {"w:val": {"title": "center", "sign": "right"}.get(kind, "both")})
    run = add_element(paragraph, "w:r")
    look = add_element(run, "w:rPr")
    add_element(
        look,
        "w:rFonts",
        {f"w:{script}": font for script in ("ascii", "eastAsia", "hAnsi", "cs")} | {"w:hint": "eastAsia"},
    )
    if kind == "title":
        add_element(look, "w:b")
    add_element(look, "w:sz", {"w:val": str(round(2 * size))})
    add_element(run, "w:t", {"xml:space": "preserve"}).text = " ".join(clean(text).split("\n"))


def _footer() -> Element:
    """— 1 —, in the middle."""
    root = part("w:ftr")
    paragraph = add_element(root, "w:p")
    add_element(add_element(paragraph, "w:pPr"), "w:jc", {"w:val": "center"})
    for text in ("— ", "", " —"):
        run = add_element(add_element(paragraph, "w:fldSimple", {"w:instr": "PAGE"}) if not text else paragraph, "w:r")
        look = add_element(run, "w:rPr")
        add_element(look, "w:rFonts", {f"w:{script}": "宋体" for script in ("ascii", "eastAsia", "hAnsi", "cs")})
        add_element(look, "w:sz", {"w:val": str(round(2 * _SIZES["page"]))})
        add_element(run, "w:t", {"xml:space": "preserve"}).text = text or "1"
    return root
