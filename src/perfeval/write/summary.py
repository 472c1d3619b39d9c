"""What several forms have in front of them in a workbook: the summary, and the names of their sheets."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import count

from attrs import frozen

from perfeval.scoring.results import Scorecard
from perfeval.values.units import WAN_YUAN
from perfeval.write.layout import clean
from perfeval.write.record import unit
from perfeval.write.sheets import SheetColumn

SUMMARY = "汇总"
"""The name of the summary's sheet."""
OVERVIEW = "概况"
"""The name of the sheet with the sums and charts."""
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\n]")


@frozen
class SummaryLine:
    """A form in the summary: its number, its sheet, its result, how many things an audit finds in it where it was audited."""

    number: int
    sheet: str
    card: Scorecard
    findings: int | None


def summary_columns(*, audited: bool) -> tuple[SheetColumn, ...]:
    """The columns of the summary; 问题数 where the forms were audited."""
    return tuple(column for column in _COLUMNS if audited or column.head != "问题数")


def summary_lines(
    cards: Sequence[Scorecard], names: Sequence[str], findings: Sequence[int] = ()
) -> tuple[SummaryLine, ...]:
    """A line a form; `names` are the forms' sheets."""
    counts: Sequence[int | None] = findings or [None] * len(cards)
    rows = zip(cards, names, counts, strict=True)
    return tuple(SummaryLine(number, name, card, count) for number, (card, name, count) in enumerate(rows, 1))


def budget(card: Scorecard) -> Fraction | None:
    """预算数（A） in 万元, the funds that a total counts with."""
    execution = card.evaluation.execution
    return execution.budget.to(WAN_YUAN) if execution and execution.budget is not None else None


def executed(card: Scorecard) -> Fraction | None:
    """执行数（B） in 万元."""
    execution = card.evaluation.execution
    return execution.executed.to(WAN_YUAN) if execution and execution.executed is not None else None


def amount_cell(value: Fraction | None) -> Decimal | None:
    """An amount, which has finitely many decimals, as the number of a cell."""
    return None if value is None else Decimal(value.numerator) / value.denominator


def _rate(line: SummaryLine) -> Fraction | None:
    return line.card.execution.rate


_COLUMNS = (
    SheetColumn("序号", 6, lambda line: line.number),
    SheetColumn("单位", 24, lambda line: unit(line.card.evaluation)),
    SheetColumn("项目", 30, lambda line: line.card.evaluation.name if line.card.evaluation.project else ""),
    SheetColumn("自评表", 13, lambda line: line.card.evaluation.form.label),
    SheetColumn("年度", 7, lambda line: line.card.evaluation.year),
    SheetColumn("预算数（万元）", 14, lambda line: amount_cell(budget(line.card))),
    SheetColumn("执行数（万元）", 14, lambda line: amount_cell(executed(line.card))),
    SheetColumn("执行率", 10, _rate),
    SheetColumn("总分", 9, lambda line: "未定" if line.card.total is None else line.card.total),
    SheetColumn("等级", 8, lambda line: line.card.grade or ""),
    SheetColumn("未定项数", 9, lambda line: len(line.card.undetermined)),
    SheetColumn("问题数", 8, lambda line: line.findings),
    SheetColumn("工作表", 26, lambda line: line.sheet, "工作表"),
)


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names that Excel takes: of 31 characters at most, without its signs, none twice, none the summary's.

    >>> sheet_names(["养护", "养护", "汇总", "[甲]/乙", ""])
    ['养护', '养护（2）', '汇总（2）', '（甲）_乙', '自评表']
    """
    taken, found = {SUMMARY, OVERVIEW, "history"}, []
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
    name = name[:length]  # a character is one unit at least
    while units(name) >= length:
        name = name[:-1]
    return name + "…"


def units(text: str) -> int:
    """How long Excel takes a text to be."""
    return len(text.encode("utf-16-le", "replace")) // 2
