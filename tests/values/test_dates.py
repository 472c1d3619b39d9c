"""Dates: what is one, and which of two is earlier."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.values.dates import both_days, in_time, read_day

DATES = [
    ("2023年底", "2023年底"), ("2023年末", "2023年底"), ("2023年", "2023年"), ("2023年内", "2023年"), ("2023年12月底前", "2023年12月底"),
    ("2023.12前", "2023年12月"), ("12.31前", "12月31日"), ("9月前", "9月"), ("12月底之前完成", "12月底"), ("2023年12月31日", "2023年12月31日"),
    ("2023-12-20", "2023年12月20日"), ("2023/12", "2023年12月"), ("2023.12.20", "2023年12月20日"), ("于2023年12月20日完成", "2023年12月20日"),
    ("不晚于12.31", "12月31日"), ("≤12月31日", "12月31日"), ("２０２３年１２月", "2023年12月"), ("2024.2.29", "2024年2月29日"),
]  # fmt: skip
NO_DATES = ["", "2023.12", "12.31", "202312", "20231231", "3.5以内", "2023.12以内", "2023年前", "12月32日", "2.30前", "2023.2.29", "13月", "31日前", "底前",
            "1-12月", "第3季度", "12月底100%", "2023年完成拨付", "1899年", "12/31", "5日内", "2023年12月31日底", "1" * 10_000_000]  # fmt: skip


@pytest.mark.parametrize(("cell", "date"), DATES)
def test_dates(cell: str, date: str) -> None:
    """A whole cell that says a day, a month or a year, in the ways of forms."""
    assert date == str(read_day(cell))


@pytest.mark.parametrize("cell", NO_DATES)
def test_no_dates(cell: str) -> None:
    """Figures alone, spans, sentences, and what the calendar does not have."""
    assert read_day(cell) is None


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.data(),
)
def test_the_earlier_of_two(one: datetime.date, other: datetime.date, data: st.DataObject) -> None:
    """Two dates of like precision compare as the calendar does, however they are written."""
    full = st.sampled_from(
        (
            "{0.year}年{0.month}月{0.day}日前",
            "{0.year}-{0.month:02}-{0.day:02}",
            "{0.year}.{0.month}.{0.day}",
            "{0.year}/{0.month}/{0.day}",
        )
    )
    target, actual = read_day(data.draw(full).format(one)), read_day(data.draw(full).format(other))
    assert target is not None
    assert actual is not None
    assert (other <= one) is in_time(target, actual)
    asked, done = read_day(f"{one.year}.{one.month}前"), read_day(f"{other.year}年{other.month}月")
    assert asked is not None
    assert done is not None
    assert ((other.year, other.month) <= (one.year, one.month)) is in_time(asked, done)
    end = read_day(f"{one.year}年底")
    assert end is not None
    assert (other.year <= one.year) is in_time(end, actual)
    assert in_time(asked, actual) is None  # a month and a day


@pytest.mark.parametrize(
    ("target", "actual", "timely", "are_dates"),
    [("12.31前", "12.20", False, True), ("2023.12前", "202403", False, True), ("202312", "202403", True, True), ("202312", "202403", False, False),
     ("202313", "202403", True, False), ("2023.12", "2023.11", True, True), ("2023.12", "2023.11", False, False), ("12.31", "12.20", True, True),
     ("3.5", "3.2", True, False), ("20231231", "20240301", True, True), ("2023.12", "12.20", True, False), ("12.31前", "100%", True, False),
     ("100", "202312", True, False), ("2023年12月", "", True, False), ("202312", "2023年11月", True, True), ("202312", "2023年11月", False, False)],
)  # fmt: skip
def test_figures_that_are_dates(target: str, actual: str, timely: bool, are_dates: bool) -> None:
    """Figures alone are dates beside a date, and in rows of 时效指标 where both cells are valid ones of one kind."""
    assert are_dates is (both_days(target, actual, timely=timely) is not None)


@pytest.mark.parametrize(
    ("done", "expected"), [("2024年2月29日", True), ("2024年3月1日", False), ("2024年2月1日", True)]
)
def test_the_end_of_february_is_the_29th_in_a_leap_year(done: str, expected: bool) -> None:
    asked, actual = read_day("2024年2月底前"), read_day(done)
    assert asked is not None
    assert actual is not None
    assert expected is in_time(asked, actual)


LAST_DAYS = [(1, 31), (2, 29), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31)]  # fmt: skip


@pytest.mark.parametrize(("month", "last"), LAST_DAYS)
def test_the_end_of_a_month_is_its_last_day(month: int, last: int) -> None:
    """Of a month without a year, 29 February is a day and the last one."""
    end, day = read_day(f"{month}月底"), read_day(f"{month}月{last}日")
    assert end is not None
    assert day is not None
    assert (True, True) == (in_time(end, day), in_time(day, end))
    assert None is read_day(f"{month}月{last + 1}日")


def test_what_a_date_says() -> None:
    for cell, said in (
        ("2023年", (True, False, False)),
        ("2023年12月", (True, True, False)),
        ("12.31前", (False, True, True)),
    ):
        day = read_day(cell)
        assert day is not None
        assert said == day.said
