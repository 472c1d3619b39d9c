"""退回意见书: a Word letter to each unit whose filings have errors or warnings, laid out as GB/T 9704—2012 sets official papers.

Errors are what must be put right, warnings what must be explained (our reading); notes are nobody's to answer and stay out.
A unit without either gets no letter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from xml.etree.ElementTree import Element

from attrs import frozen

from perfeval.auditing.findings import Finding, Severity
from perfeval.forms.model import Evaluation
from perfeval.write.audit_sheets import Line
from perfeval.write.docx import add, fonts, part, settings, styles
from perfeval.write.layout import clean
from perfeval.write.package import package
from perfeval.write.report import Audited, alike

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


def letters(lines: Iterable[Line]) -> tuple[Letter, ...]:
    """A letter to each unit with errors or warnings, in the order in which the units come."""
    units: dict[str, list[Line]] = {}
    for line in lines:
        if line.audited:
            units.setdefault(unit(line.audited.report.evaluation), []).append(line)
    wanted = {name: filed for name, filed in units.items() if any(map(_asked, filed))}
    names = file_names(wanted)
    return tuple(
        Letter(name, f"{TITLE}-{file}.docx", _letter(name, filed))
        for (name, filed), file in zip(wanted.items(), names, strict=True)
    )


def unit(evaluation: Evaluation) -> str:
    """Whom the letter goes to: the department, the unit that implements the project, else the one above it, else its name."""
    project = evaluation.project
    return ((project.implementer or project.supervisor) if project else "") or evaluation.name or "（未写明单位）"


def file_names(names: Iterable[str]) -> list[str]:
    r"""Names of files that every system takes, none twice: no separators, no names of devices, not too long.

    >>> file_names(["甲/乙：局", "CON", "..", "农业局", "农业局", ""])
    ['甲_乙：局', 'CON_', '未写明单位', '农业局', '农业局（2）', '未写明单位（2）']
    """
    taken, found = set[str](), []
    for name in names:
        plain = _NOT_IN_NAMES.sub("_", " ".join(clean(name).split())).replace("\ufffd", "_").strip(" .")
        plain = f"{plain}_" if _RESERVED.fullmatch(plain) else plain
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
    while len(name) > length or len(name.encode("utf-8", "replace")) > 3 * length:
        name = name[:-1]
    return name.rstrip(" .")


def _asked(line: Line) -> bool:
    return bool(line.audited) and any(finding.severity in _ASKED for finding in line.audited.report.findings)  # type: ignore[union-attr]


# --- the text -----------------------------------------------------------------------------------------------------


def _letter(name: str, filed: Sequence[Line]) -> bytes:
    told = [line for line in filed if _asked(line)]
    root = part("w:document")
    body = add(root, "w:body")
    _paragraph(body, TITLE, "title")
    _paragraph(body, f"{name}：", "to")
    for text in _opening(filed, told):
        _paragraph(body, text)
    for number, line in enumerate(told, 1):
        assert line.audited
        _filing(body, number, line, line.audited)
    _paragraph(body, "特此函告。")
    _paragraph(body, "", "to")
    _paragraph(body, "（审核单位印章）", "sign")
    _paragraph(body, "年　　月　　日", "sign")
    section = add(body, "w:sectPr")
    add(section, "w:footerReference", {"w:type": "default", "r:id": "footer1"})
    add(section, "w:pgSz", {f"w:{key}": value for key, value in _PAPER.items()})
    margins = {f"w:{side}": str(round(size * 1440 / 25.4)) for side, size in _MARGINS.items()}
    add(section, "w:pgMar", margins | {"w:header": "851", "w:footer": "1361", "w:gutter": "0"})
    parts = {
        "word/document.xml": root,
        "word/styles.xml": styles(_FONTS["body"]),
        "word/fontTable.xml": fonts(*dict.fromkeys(_FONTS.values())),
        "word/settings.xml": settings(),
        "word/footer1.xml": _footer(),
    }
    return package(parts, f"{TITLE}：{clean(name)}")


def _opening(filed: Sequence[Line], told: Sequence[Line]) -> Iterator[str]:
    years = sorted({line.audited.report.evaluation.year or 0 for line in filed if line.audited} - {0})
    year = f"{'、'.join(map(str, years))}年度" if years else ""
    counts = [sum(_count(line, severity) for line in told) for severity in _ASKED]
    found = [f"{words} {n} 项" for words, n in zip(_ASKED.values(), counts, strict=True) if n]
    clean_ones = f"其余 {len(filed) - len(told)} 份未发现此类事项。" if len(filed) > len(told) else ""
    yield (
        f"你单位报送的{year}预算绩效自评表共 {len(filed)} 份，已按所适用的评分规则逐项核对。其中 {len(told)} 份有{'、'.join(found)}，"
        f"现将意见连同自评表一并退回。{clean_ones}"
    )
    yield "请逐条核实：应当改正的，改正后重新报送；应当说明的，书面说明理由并附依据；认为核对有误的，请一并说明。请于　　年　　月　　日前报送。"


def _count(line: Line, severity: Severity) -> int:
    return line.audited.report.count(severity) if line.audited else 0


def _filing(body: Element, number: int, line: Line, audited: Audited) -> None:
    evaluation, profile = audited.report.evaluation, audited.report.scorecard.profile
    year = f"，{evaluation.year} 年度" if evaluation.year else ""
    _paragraph(body, f"{_numeral(number)}、{evaluation.name or '（未写名称）'}", "first")
    _paragraph(body, f"{evaluation.form.label}{year}。文件：{_base(line.file)}。评分规则：{profile.name}。")
    part_number = 0
    for severity, words in _ASKED.items():
        findings = [finding for finding in audited.report.findings if finding.severity is severity]
        if not findings:
            continue
        part_number += 1
        _paragraph(body, f"（{_numeral(part_number)}）{words}", "second")
        names = {path: row.name for path, row in evaluation.rows()}
        for i, same in enumerate(alike(findings), 1):
            _paragraph(body, f"{i}．{_sentence(audited, same, names)}")


def _sentence(audited: Audited, same: Sequence[Finding], names: Mapping[str, str]) -> str:
    """One fault with its places, what is printed and what it should be, and the clause."""
    first, places = same[0], [_place(audited, finding, names) for finding in same]
    shown = "；".join(places[:_MOST_PLACES]) + (f"等 {len(places)} 处" if len(places) > _MOST_PLACES else "")
    sides = []
    if len(same) == 1:
        sides += [f"所填为“{first.found}”"] * bool(first.found) + [f"应为“{first.expected}”"] * bool(first.expected)
    both = f"{'，'.join(sides)}。" if sides else ""
    message = first.message if first.message.endswith(("。", "！", "？")) else f"{first.message}。"
    return f"{shown}：{message}{both}（依据：{first.clause}；{first.code}）"


def _place(audited: Audited, finding: Finding, names: Mapping[str, str]) -> str:
    """Cell and indicator; of a document in TOML the line, which a clerk finds as well."""
    path = finding.path
    while path and path not in names:
        path = path.rpartition(".")[0]
    name, cell = names.get(path, ""), audited.places.get(finding.path, "")
    block = _BLOCKS.get(re.split(r"[.\[]", finding.path)[0], "")
    where = f"“{name}”" if name else block
    return f"{where}（{cell}）" if cell and where else where or cell or "整张表"


_BLOCKS = {
    "execution": "预算执行情况",
    "weights": "各一级指标的分值",
    "indicators": "绩效指标",
    "goals": "年度目标",
    "published": "总分和等级",
    "department": "支出总额",
    "project": "项目基本信息",
    "remarks": "备注",
}
"""What the parts of a form are called where no indicator is meant."""


def _base(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


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
    paragraph = add(body, "w:p")
    about = add(paragraph, "w:pPr")
    if kind in ("first", "second"):
        add(about, "w:keepNext")
    below = "560" if kind == "title" else "0"
    add(about, "w:spacing", {"w:after": below, "w:line": str(round(20 * (_LINE + size - _BODY))), "w:lineRule": "exact"})
    if kind in ("body", "first", "second"):
        add(about, "w:ind", {"w:firstLineChars": "200", "w:firstLine": str(round(40 * size))})
    elif kind == "sign":
        add(about, "w:ind", {"w:rightChars": "400", "w:right": str(round(80 * size))})
    add(about, "w:jc", {"w:val": {"title": "center", "sign": "right"}.get(kind, "both")})
    run = add(paragraph, "w:r")
    look = add(run, "w:rPr")
    add(look, "w:rFonts", {f"w:{script}": font for script in ("ascii", "eastAsia", "hAnsi", "cs")} | {"w:hint": "eastAsia"})
    if kind == "title":
        add(look, "w:b")
    add(look, "w:sz", {"w:val": str(round(2 * size))})
    add(run, "w:t", {"xml:space": "preserve"}).text = " ".join(clean(text).split("\n"))


def _footer() -> Element:
    """— 1 —, in the middle."""
    root = part("w:ftr")
    paragraph = add(root, "w:p")
    add(add(paragraph, "w:pPr"), "w:jc", {"w:val": "center"})
    for text in ("— ", "", " —"):
        run = add(add(paragraph, "w:fldSimple", {"w:instr": "PAGE"}) if not text else paragraph, "w:r")
        look = add(run, "w:rPr")
        add(look, "w:rFonts", {f"w:{script}": "宋体" for script in ("ascii", "eastAsia", "hAnsi", "cs")})
        add(look, "w:sz", {"w:val": str(round(2 * _SIZES["page"]))})
        add(run, "w:t", {"xml:space": "preserve"}).text = text or "1"
    return root
