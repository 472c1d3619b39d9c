"""What several forms have in front of them in a workbook: the summary, and the names of their sheets."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import count

from perfeval.scoring.results import Scorecard
from perfeval.tables.grid import Grid, Sheet
from perfeval.write.layout import clean

SUMMARY = "汇总"
"""The name of the summary's sheet."""
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\n]")
_COLUMNS = {
    "序号": 5,
    "单位": 16,
    "项目": 22,
    "自评表": 14,
    "年度": 7,
    "总分": 8,
    "等级": 6,
    "未定项数": 8,
    "问题数": 8,
    "工作表": 18,
}


def summary(
    cards: Sequence[Scorecard], names: Sequence[str], findings: Sequence[int] = ()
) -> tuple[Grid, Mapping[tuple[int, int], Decimal | int]]:
    """One more table: a row a form; and which of its cells are numbers.

    `names` are the forms' sheets; 问题数 stands there where `findings` are given.
    """
    columns = {head: width for head, width in _COLUMNS.items() if findings or head != "问题数"}
    page, numbers = Sheet(tuple(columns.values())), dict[tuple[int, int], Decimal | int]()
    page.heads.append(0)
    for col, head in enumerate(columns):
        page.put(col, head, head=True)
    page.next()
    for i, (card, name) in enumerate(zip(cards, names, strict=True)):
        project, department = card.evaluation.project, card.evaluation.department
        values: dict[str, str | Decimal | int | None] = {
            "序号": i + 1,
            "单位": department.name if department else (project.implementer or project.supervisor) if project else "",
            "项目": project.name if project else "",
            "自评表": card.evaluation.form.label,
            "年度": card.evaluation.year,
            "总分": "未定" if card.total is None else card.total,
            "等级": card.grade,
            "未定项数": len(card.undetermined),
            "问题数": findings[i] if findings else None,
            "工作表": name,
        }
        for col, head in enumerate(columns):
            value = values[head]
            if isinstance(value, (Decimal, int)):
                numbers[page.height, col] = value
            page.put(col, "" if value is None else str(value))
        page.next()
    return page.finish(f"预算绩效自评汇总（{len(cards)} 张表）", (), ()), numbers


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names that Excel takes: of 31 characters at most, without its signs, none twice, none the summary's.

    >>> sheet_names(["养护", "养护", "汇总", "[甲]/乙", ""])
    ['养护', '养护（2）', '汇总（2）', '（甲）_乙', '自评表']
    """
    taken, found = {SUMMARY, "history"}, []
    for name in names:
        name = name.translate({ord("["): "（", ord("]"): "）"})
        name = _NOT_IN_NAMES.sub("_", clean(name)).strip().strip("'") or "自评表"
        for number in count(1):
            tail = f"（{number}）" if number > 1 else ""
            given = _cut(name, _LONGEST_NAME - len(tail)) + tail
            key = unicodedata.normalize("NFKC", given).casefold()
            if key not in taken:
                break
        taken.add(key)
        found.append(given)
    return found


def _cut(name: str, length: int) -> str:
    """As much of a name as fits, an ellipsis for the rest; Excel counts a character beyond U+FFFF as two."""
    if units(name) <= length:
        return name
    while units(name) >= length:
        name = name[:-1]
    return name + "…"


def units(text: str) -> int:
    """How long Excel takes a text to be."""
    return len(text.encode("utf-16-le", "replace")) // 2
