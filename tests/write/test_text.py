"""The tables as text: the golden files, and lines that stay in their columns whatever a document holds."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from perfeval import Evaluation, load, loads, score
from perfeval.commands.main import main
from perfeval.tables import table
from perfeval.tables.grid import Grid, GridCell
from perfeval.values.text import is_hidden, json_line, legible
from perfeval.write.text import draw, wrap
from tests.paths import ROOT, TESTS
from tests.strategies import Document, documents, from_text

SEED = ROOT / "examples" / "jiangan-2023"
FILED = TESTS / "filings"
NAMES = ("project", "project-filed", "department", "department-filed")
FRAMES = "┌├│└"

any_text = st.text(st.characters(codec="utf-8"))
texts = (
    any_text
    | st.text(
        st.sampled_from("年度绩效指标，。（）《》“”、100%.5 ab/\n\t\r\x1b\x9b\u200b\u202e\u0301\ufe0f☑□👍🏽🇨🇳\u2028")
    )
    | st.from_regex(r"([年度绩效（]{0,9}[0-9]{1,9}(\.[0-9]{1,6})?[%万元，）]{0,3}){1,5}", fullmatch=True)
)
"""What a cell may hold: anything; the characters that are hard to lay out; figures inside sentences."""


def plain_width(line: str) -> int:
    """The cells that a line takes, by Unicode's own table."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line)


def box(text: str) -> list[str]:
    """The lines of the table itself."""
    return [line for line in text.split("\n") if line[:1] and line[0] in FRAMES]


# --- golden files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_seeds_tables_as_text(
    name: str, golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """What the command prints is what was compared with the printed form, cell by cell."""
    status = main(["score", str(SEED / f"{name}.toml")])
    golden(f"{name}.txt", capsys.readouterr().out)
    assert status == (1 if name.endswith("filed") else 0)


@pytest.mark.parametrize("name", NAMES)
def test_the_seeds_tables_as_json(
    name: str, golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """One line a document; the golden file is indented, for people."""
    main(["score", "--format", "json", str(SEED / f"{name}.toml")])
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    golden(f"{name}.json", json.dumps(json.loads(printed), ensure_ascii=False, indent=1) + "\n")


def test_the_national_form_as_text(golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]) -> None:
    """The same project in the columns of mof-2020: 分值, reasons, a grade, 总分 under 得分."""
    main(["score", "--profile", "mof-2020", str(SEED / "project.toml")])
    golden("project-mof-2020.txt", capsys.readouterr().out)


def test_a_narrow_terminal_as_text(golden: Callable[[str, str], None]) -> None:
    golden("project-80-columns.txt", draw(table(score(load(SEED / "project.toml"))), 80))


HARD = TESTS / "golden" / "hard.toml"


@pytest.mark.parametrize("columns", [None, 80])
def test_a_hard_document_as_text(columns: int | None, golden: Callable[[str, str], None]) -> None:
    """Long names, fund rows, parts, rows that do not apply, escapes, emoji, accents and right-to-left marks."""
    golden(f"hard-{columns or 'own'}.txt", draw(table(score(load(HARD))), columns))


# --- every line in its columns ------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [None, 120, 100, 80, 60, 40])
@pytest.mark.parametrize("profile", ["hubei-wuhan", "mof-2020"])
@pytest.mark.parametrize("path", [*sorted(SEED.glob("*.toml")), *sorted(FILED.glob("*.toml"))], ids=lambda p: p.stem)
def test_every_line_of_a_published_table_has_the_same_width(path: Path, profile: str, columns: int | None) -> None:
    """By Unicode's table of widths, apart from the library that laid the lines out."""
    lines = box(draw(table(score(load(path), profile=profile)), columns))
    (width,) = {plain_width(line) for line in lines}
    least = 40 if profile == "hubei-wuhan" else 46  # a Chinese character a cell, and the frame
    assert columns is None or width <= max(columns, least)


def hostile(text: str) -> Evaluation:
    """A document with `text` in each place that a table prints."""
    tree = {
        "profile": "hubei-wuhan",
        "project": dict.fromkeys(
            ("name", "supervisor", "implementer", "category", "nature", "type", "goal"), text or " "
        ),
        "execution": {"budget": 10, "executed": 9, "funds": [{"name": text, "budget": 3}]},
        "indicators": [
            {"name": text, "level1": text, "level2": text, "target": "≥1个", "actual": text, "reason": text},
            {"name": text, "kind": "qualitative", "target": text, "attainment": text, "weight": 3},
        ],
        "remarks": {"deviation": text, "improvement": text},
    }
    return loads(json.dumps(tree))


@given(texts, st.none() | st.integers(20, 200))
def test_no_text_can_break_the_box_or_reach_the_terminal_as_a_control(text: str, columns: int | None) -> None:
    drawn = draw(table(score(hostile(text))), columns)
    assert len({cell_len(line) for line in box(drawn)}) == 1
    assert not [char for char in drawn if char != "\n" and is_hidden(char)]


@given(documents(), st.none() | st.integers(20, 200))
def test_every_line_of_any_table_has_the_same_width(tree: Document, columns: int | None) -> None:
    drawn = draw(table(score(from_text(tree))), columns)
    assert len({cell_len(line) for line in box(drawn)}) == 1


# --- lines --------------------------------------------------------------------------------------------------------


@given(texts, st.integers(2, 60))
def test_wrapped_lines_fit_and_lose_nothing_but_space(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(cell_len(line) <= width for line in lines)
    shown = legible(text).replace("\ufe0e", "").replace("\ufe0f", "")
    assert "".join("".join(lines).split()) == "".join(shown.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("完成率 144.52%", 10, ["完成率", "144.52%"]),
        ("度《政府工作报告》。", 18, ["度《政府工作报", "告》。"]),
        ("满意度（基本满意）", 8, ["满意度", "（基本满", "意）"]),
        ("执行率（B/A）", 10, ["执行率", "（B/A）"]),
        ("123456789", 4, ["1234", "5678", "9"]),
        ("0 ，", 3, ["0", "，"]),
        ("一二 ）三", 6, ["一", "二 ）", "三"]),
        ("a\nb", 4, ["a", "b"]),
        ("", 4, [""]),
        ("e\u0301e\u0301", 1, ["e\u0301", "e\u0301"]),
    ],
)
def test_where_a_line_is_broken(text: str, width: int, lines: list[str]) -> None:
    """Numbers stay whole, closing marks do not start a line, opening ones do not end it."""
    assert lines == list(wrap(text, width))


def test_a_number_widens_its_column() -> None:
    """A score that is broken over two lines would be read as two numbers."""
    grid = Grid("", (4, 4), 1, (GridCell(0, 0, "1234.567891"), GridCell(0, 1, "一")))
    assert "│ 1234.567891 │  一  │" in draw(grid)


def test_lines_of_a_cell_do_not_widen_its_column_together() -> None:
    grid = Grid("", (4,), 1, (GridCell(0, 0, "123\n456\n789"),))
    assert "│ 123  │" in draw(grid)


def test_a_narrow_table_keeps_its_numbers_whole() -> None:
    text = draw(table(score(load(SEED / "project.toml"))), 60)
    assert all(word in text for word in (" 500 ", " 100% ", "≦365", " 100 "))


def test_merged_cells_share_what_their_text_needs() -> None:
    """A merged cell with more lines than its rows makes the rows higher, from the top."""
    grid = Grid("", (4, 4), 2, (GridCell(0, 0, "一二三四五六七八", rows=2), GridCell(0, 1, "甲"), GridCell(1, 1, "乙")))
    assert box(draw(grid)) == [
        "┌──────┬──────┐",
        "│ 一二 │  甲  │",
        "│ 三四 │      │",
        "│ 五六 ├──────┤",
        "│ 七八 │  乙  │",
        "└──────┴──────┘",
    ]


def test_a_text_without_width_leaves_the_border_in_place() -> None:
    """A cell that holds only an accent is still as wide as its column."""
    grid = Grid("", (4,), 1, (GridCell(0, 0, "\u0301"),))
    assert len({cell_len(line) for line in box(draw(grid))}) == 1


# --- what a terminal obeys ----------------------------------------------------------------------------------------


@given(any_text | st.text())
def test_json_is_the_same_data_with_nothing_hidden(text: str) -> None:
    line = json_line({"name": text})
    assert {"name": text} == json.loads(line)
    assert not [char for char in line[:-1] if is_hidden(char)]


@given(any_text)
def test_legible_text_keeps_what_can_be_seen(text: str) -> None:
    text = text.replace("\r\n", "\n")
    for char, shown in zip(text, legible(text), strict=True):
        assert shown == {"\n": "\n", "\t": " "}.get(char, "\ufffd" if is_hidden(char) else char)
