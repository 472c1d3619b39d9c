"""The text of a cell as people see it: lines that a narrow cell broke, blanks of a template, points."""

import pytest

from perfeval.read.forms.shown import is_empty, joined, points_number, squash, tidy, unwrapped


def test_a_label_has_no_white_space() -> None:
    """As labels are compared."""
    assert "实际完成值" == squash(" 实际\n完成 值\u3000")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [(("对口帮扶", "木兰乡"), "对口帮扶木兰乡"), (("App", "store"), "App store"), (("≥95", "%"), "≥95%")],
)
def test_pieces_of_a_line(lines: tuple[str, ...], expected: str) -> None:
    """A space only between two Latin words."""
    assert expected == joined(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对口帮扶黄陂\n区木兰乡", "对口帮扶黄陂区木兰乡"),
        ("≥95\n%", "≥95%"),
        ("1.培训。\n2.宣传。", "1.培训。\n2.宣传。"),
        ("一行", "一行"),
    ],
)
def test_lines_that_a_narrow_cell_broke(text: str, expected: str) -> None:
    """An entry of a list and the end of a sentence stay where they are."""
    assert expected == unwrapped(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("/", True),
        ("……", True),
        ("指标1：", True),
        ("目标 2", True),
        ("0", False),
        ("无", False),
        ("12", False),
    ],
)
def test_what_says_nothing(text: str, expected: bool) -> None:
    """A figure is never nothing, 0 not either."""
    assert expected is is_empty(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("10分", "10"), (" 9.50 ", "9.50"), ("１０", "10"), ("十分", None), ("9%", None)]
)
def test_points(text: str, expected: str | None) -> None:
    """Digits, with or without 分."""
    assert expected == points_number(text)


def test_radicals_are_ordinary_characters() -> None:
    assert "贫困户生活水平青黄见" == tidy("贫困⼾⽣活⽔平⾭⿈⻅")
