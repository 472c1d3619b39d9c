"""Dates in a target or actual cell: 2023年12月底前, 12.31前, 2023-12-20; no quantities, but earlier or later than each other.

Only what the calendar has is a date, and only dates that say the same (year and month, month and day …) are compared.
"""

import re
from datetime import date
from functools import lru_cache

from attrs import frozen

from perfeval.values.figures import fold
from perfeval.values.patterns import Pattern

_LONGEST = 30
_LEAD = r"(?:<=|≤|≦|(?P<lead>不晚于|不迟于|最迟)|于|在)?"
_BY, _DONE = "之前|以前|前", r"(?:已?(?:全部)?完成)?"
_TAIL = rf"(?P<end>年?[底末])?(?P<by>{_BY})?{_DONE}"
_YEAR, _MONTH, _DAY = r"(?P<y>(?:19|20)[0-9]{2})", r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_SPOKEN = Pattern(
    rf"{_LEAD}(?:{_YEAR}年度?)?(?:{_MONTH}月份?)?(?:{_DAY}[日号])?(?P<end>年?[底末])?(?P<by>{_BY}|以内|之内|内)?{_DONE}"
)
_POINTED = Pattern(rf"{_LEAD}{_YEAR}(?P<sep>[-/.]){_MONTH}(?:(?P=sep){_DAY}日?)?{_TAIL}")
_SHORT = Pattern(rf"{_LEAD}{_MONTH}\.{_DAY}{_TAIL}")
_DIGITS = Pattern(rf"{_YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})?")
_MONTH_ENDS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@frozen
class Day:
    """What a cell says of the calendar: year, month and day, each only where it is said; `is_end` that it is the end of it (底)."""

    year: int | None
    month: int | None
    day: int | None
    is_end: bool = False

    @property
    def said(self) -> tuple[bool, bool, bool]:
        """Which of year, month and day are said."""
        return self.year is not None, self.month is not None, self.day is not None

    def at(self, said: tuple[bool, bool, bool]) -> "Day":
        """The end of a year or month as the month or day that it is, where the other date says that much."""
        year, month, day = self.year, self.month, self.day
        if self.is_end and month is None and said[1]:
            month = 12
        if self.is_end and month is not None and day is None and said[2]:
            day = _month_end(year, month)
        return Day(year, month, day)

    def __str__(self) -> str:
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return "".join(f"{number}{word}" for number, word in parts if number is not None) + "底" * self.is_end


def _month_end(year: int | None, month: int) -> int:
    if year is None or month != 2:
        return _MONTH_ENDS[month - 1]
    return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28


@lru_cache(maxsize=4096)
def read_day(text: str, bare: bool = False) -> Day | None:
    """The date that a cell states, whole; None for anything else, and for what the calendar does not have.

    Figures alone (202312, 2023.12, 12.31) may as well be quantities: they are dates only where `bare` is asked.

    >>> for cell in ("2023年底", "2023.12前", "12.31前", "9月前", "2023-12-20", "202312", "2023.13前", "12月底100%"):
    ...     print(read_day(cell))
    2023年底
    2023年12月
    12月31日
    9月
    2023年12月20日
    None
    None
    None
    """
    if len(text) > _LONGEST:
        return None
    cell = "".join(fold(text).rstrip("。;").split())
    for form in (_SPOKEN, _POINTED, _SHORT):
        if (match := form.fullmatch(cell)) and any(match.groupdict().get(key) for key in "ymd"):
            break
    else:
        match = _DIGITS.fullmatch(cell) if bare else None
        return _day(match.groupdict()) if match else None
    said = match.groupdict()
    is_figure = form is _SHORT or (form is _POINTED and said["sep"] == "." and not said["d"])
    if is_figure and not (said["end"] or said["by"] or said["lead"] or bare):
        return None  # 12.31, 2023.12
    if form is _SPOKEN and not said["m"] and not said["end"] and (said["by"] or "").endswith("前"):
        return None  # 2023年前: with that year or without it?
    return _day(said)


def _day(said: dict[str, str | None]) -> Day | None:
    year, month, day = (int(text) if (text := said.get(key)) else None for key in "ymd")
    is_end = bool(said.get("end"))
    if (day is not None and (month is None or is_end)) or (year is None and month is None):
        return None
    try:
        date(2000 if year is None else year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return Day(year, month, day, is_end)


def both_days(target: str | None, actual: str | None, *, timely: bool) -> tuple[Day, Day] | None:
    """The dates of a target and of what was done, where both cells are dates; None where one of them is none.

    Beside a cell that is a date, figures alone are one too. Where both are figures alone they are dates only in rows of
    时效指标 (`timely`), and only where both say the same: 202312 and 202403, 12.31 and 12.20.

    >>> [str(day) for day in both_days("12.31前", "12.20", timely=False)]
    ['12月31日', '12月20日']
    >>> both_days("202312", "202403", timely=False)
    """
    if not target or not actual:
        return None
    asked, done = read_day(target), read_day(actual)
    if asked or (done and timely):
        asked, done = asked or read_day(target, bare=True), done or read_day(actual, bare=True)
        return (asked, done) if asked and done else None
    if not timely or not (_is_bare(target) and _is_bare(actual)):
        return None
    asked, done = read_day(target, bare=True), read_day(actual, bare=True)
    return (asked, done) if asked and done and asked.said == done.said else None


def _is_bare(text: str) -> bool:
    """Figures that are written as only a date is: 202312, 20231231, 2023.12; of months and days only those with two digits, 12.31."""
    return bool(re.fullmatch(r"(?:19|20)[0-9]{2}(?:\.?[0-9]{1,2}|[0-9]{4})|[0-9]{1,2}\.[0-9]{2}", fold(text)))


def in_time(target: Day, actual: Day) -> bool | None:
    """Whether what was done was done by the target's date, that date included; None where the two do not say the same.

    >>> in_time(read_day("2023年底"), read_day("2023年12月20日")), in_time(read_day("2023.12前"), read_day("2024年3月"))
    (True, False)
    >>> in_time(read_day("2023年12月31日"), read_day("2023年12月"))
    """
    target, actual = target.at(actual.said), actual.at(target.said)
    if target.said != actual.said:
        return None
    return [n or 0 for n in (actual.year, actual.month, actual.day)] <= [
        n or 0 for n in (target.year, target.month, target.day)
    ]
