"""Chinese numerals below ten thousand, and the words that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.values.numerals import spelled_out


def said(number: int) -> str:
    """A number as people say it."""
    text, gap = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            text += "零" * (gap and bool(text)) + "零一二三四五六七八九"[digit] + word
        gap = not digit
    return text or "零"


@given(st.integers(0, 9999))
def test_every_number_is_read_back(number: int) -> None:
    """What people say for a number is that number."""
    assert f"{number}场" == spelled_out(f"{said(number)}场")


@pytest.mark.parametrize(("text", "expected"), [("十二期", "12期"), ("两次", "2次"), ("十户", "10户"), ("二十", "20")])
def test_short_forms(text: str, expected: str) -> None:
    """十二 for 一十二, 两 for 二."""
    assert expected == spelled_out(text)


@pytest.mark.parametrize(
    "text", ["", "场", "一一场", "二〇场", "百人", "千户", "一百十户", "一百二户", "一千五户", "一千五十户", "十十场", "零零次", "一零次", "两百两千户",
             "十分", "一级", "三等", "一批", "二期", "一本", "一二三四五六七八九十" * 1000],
)  # fmt: skip
def test_what_is_no_count(text: str) -> None:
    """Digits in a row, 百 without how many, words of rank and phase: left as they are."""
    assert text == spelled_out(text)
