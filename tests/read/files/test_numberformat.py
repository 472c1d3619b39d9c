"""Numbers of a sheet as Excel shows them, held to what it printed for forms."""

import pytest

from perfeval.read.files.numberformat import BUILT_IN, shown


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
    assert text == shown(value, code)


def test_the_year_1904() -> None:
    """Old workbooks count their days from there."""
    assert "2027-03-16" == shown("45000", "yyyy-mm-dd", since_1904=True)


@pytest.mark.parametrize("value", ["1e999", "NaN", "-1e-400", "9" * 50, "", "1e39"])
@pytest.mark.parametrize("code", ["0.00", "yyyy", "0%", "General", "[", '"', "#,##0" * 60])
def test_no_number_and_no_format_breaks_it(value: str, code: str) -> None:
    """Something is shown, of a bounded length."""
    assert len(shown(value, code)) < 400
