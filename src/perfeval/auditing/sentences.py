"""Figures inside a sentence: 召开至少 20 次政府常务会议 says 20 次, 一周内 says 1 周. Dates, years and ordinals are no figures."""

import re
from fractions import Fraction
from functools import lru_cache

from perfeval.errors import UnitError
from perfeval.values.figures import Figure, fold
from perfeval.values.quantities import Quantity
from perfeval.values.units import factor, is_known

_NUMBER = re.compile(r"(?<![0-9.第〔])([0-9][0-9,]*(?:\.[0-9]+)?)\s*")
_TITLE = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|\([^()]*号\)")
_CALENDAR = re.compile(r"年|月|日|号|季度|点|时|周年|世纪|届|版|级")
_SPELLED = re.compile(r"([一二两三四五六七八九十]{1,3})(个?(?:工作日|小时|星期|周|天|日|月|季度))(?:之|以)?内")
_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"两": 2}
_LONGEST_UNIT = 5
_COMPLETION = re.compile(
    r"(?:完成|拨付|支付|到位|执行|发放|兑付|兑现|办结|办理|落实|覆盖|达标)[^，。；、]{0,2}率[^，。；0-9]*[0-9.]+ *%"
)


@lru_cache(maxsize=4096)
def figures_in(text: str) -> tuple[Quantity, ...]:
    """Every figure with a known unit that a text holds.

    >>> [str(quantity) for quantity in figures_in("2023 年召开至少 20 次常务会议，印发《2022 年报告》30份，满意率达 100%。")]
    ['20次', '30份', '100%']
    >>> [(str(quantity), int(quantity.value)) for quantity in figures_in("会后一周内印发，十五个工作日内办结")]
    [('一周', 1), ('十五个工作日', 15)]
    """
    folded = _TITLE.sub("", fold(text))
    found = []
    for match in _NUMBER.finditer(folded):
        unit = _unit_at(folded[match.end() :])
        if unit:
            number = match[1].rstrip(",")
            try:
                found.append(Quantity(Figure.read(number), unit, f"{number}{unit}"))
            except ValueError:  # 1,2,3: a list of numbers
                continue
    spelled = (
        Quantity(Figure(Fraction(_spelled(match[1]))), match[2], f"{match[1]}{match[2]}")
        for match in _SPELLED.finditer(folded)
    )
    return (*found, *spelled)


def _spelled(numeral: str) -> int:
    """一 to 九十九."""
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _unit_at(rest: str) -> str:
    """The known unit that a text begins with, the longest; empty where there is none, and for the calendar's words."""
    if _CALENDAR.match(rest):
        return ""
    lengths = range(min(_LONGEST_UNIT, len(rest)), 0, -1)
    return next((rest[:length] for length in lengths if is_known(rest[:length])), "")


def same_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures measure the same."""
    try:
        factor(one.unit, other.unit)
    except UnitError:
        return False
    return True


def tells_completion(text: str) -> bool:
    """Whether a sentence says how much of a task is done, which answers a count or an amount (our reading).

    >>> tells_completion("资金拨付率达100%"), tells_completion("满意和基本满意率达 100%")
    (True, False)
    """
    return bool(_COMPLETION.search(fold(text)))
