"""Numbers of a sheet as Excel shows them, held to what it printed for forms."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.read.files.numberformat import BUILT_IN, as_formatted


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.1", "General", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("1234567.891234", "General", "1234567.891"),
        ("20", "0.00_ ", "20.00"),
        ("0.99970000000000003", "0.00%", "99.97%"),
        ("0.995", "0%", "100%"),
        ("1397.58", BUILT_IN[4], "1,397.58"),
        ("-1397.58", BUILT_IN[40], "-1,397.58"),
        ("1000000", "0.00,", "1000.00"),
        ("-3", "0;(0)", "(3)"),
        ("0", '0;-0;"—"', "—"),
        ("20", '0"分"', "20分"),
        ("5", "#.##", "5"),
        ("0.5", "#.0", ".5"),
        ("7", "000", "007"),
        ("5", ";;;", ""),
        ("45000", BUILT_IN[31], "2023年3月15日"),
        ("45000", "yyyy-mm-dd", "2023-03-15"),
        ("0.75", "h:mm", "18:00"),
        ("100", "@", "100"),
        ("不是数", "0.00", "不是数"),
    ],
)
def test_a_number_as_it_is_shown(value: str, code: str, text: str) -> None:
    """Percent, thousands, signs, dates; what is no number stays."""
    assert text == as_formatted(value, code)


def test_the_year_1904() -> None:
    """Old workbooks count their days from there."""
    assert "2027-03-16" == as_formatted("45000", "yyyy-mm-dd", since_1904=True)


@pytest.mark.parametrize("value", ["1e999", "NaN", "-1e-400", "9" * 50, "", "1e39"])
@pytest.mark.parametrize("code", ["0.00", "yyyy", "0%", "General", "[", '"', "#,##0" * 60])
def test_no_number_and_no_format_breaks_it(value: str, code: str) -> None:
    """Something is shown, of a bounded length."""
    assert len(as_formatted(value, code)) < 400


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        ("0.995", "0%", "100%"),
        ("0.995", "0.00%", "99.50%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5", "0", "1235"),
        ("2.5", "0", "3"),
        ("-0.001", "0.00", "0.00"),
        ("-12.5", "0.0;[Red]-0.0", "-12.5"),
        ("-12.5", "0.0_);(0.0)", "(12.5)"),
        ("0", '0;-0;"无"', "无"),
        ("5", ";;;", ""),
        ("12", '0"个"', "12个"),
        ("12", "0\\%", "12%"),
        ("120000", '0.0,"千"', "120.0千"),
        ("7", "000", "007"),
        ("0.30000000000000004", "General", "0.3"),
        ("0.3333333333333333", "General", "0.333333333"),
        ("123456789012", "General", "123456789012"),
        ("1E-3", "General", "0.001"),
        ("36.5", "@", "36.5"),
        ("45291", 'yyyy"年"m"月"d"日"', "2023年12月31日"),
        ("45291", "yyyy/mm/dd", "2023/12/31"),
        ("45291.5", "m/d/yy h:mm", "12/31/23 12:00"),
        ("0.5", "# ?/?", "0.5"),
        ("文字", "0.00", "文字"),
        ("1e400", "0", "1e400"),
        ("3.14159", "[>3]0.0;0", "3.1"),
    ],
)
def test_a_number_in_the_formats_of_offices(value: str, code: str, seen: str) -> None:
    """Rounded half up, signs in brackets, dates, fractions."""
    assert seen == as_formatted(value, code)


@given(
    st.decimals(-(10**6), 10**6, places=4),
    st.sampled_from(["0", "0.0", "0.00", "#,##0.00", "0%", "0.0%", "General", "#,##0"]),
)
def test_a_shown_number_is_the_rounded_one(value: Any, code: str) -> None:
    text = as_formatted(str(value), code)
    number = float(text.replace(",", "").rstrip("%")) / (100 if "%" in code else 1)
    places = 10 if code == "General" else len(code.partition(".")[2].rstrip("%")) + (2 if "%" in code else 0)
    assert abs(number - float(value)) <= 0.5 * 10**-places + 1e-9
