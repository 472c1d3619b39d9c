"""Places as a person says them: of every cell that an audit speaks of, in Chinese, each row by its number and name."""

import re

import pytest

from perfeval import load
from perfeval.auditing import audit
from perfeval.spoken import row_path, spoken
from perfeval.write.report import Audited, to_format
from tests.paths import TESTS

CASES = sorted((TESTS / "cases" / "audit").glob("*.toml"))


def test_every_place_that_an_audit_speaks_of_is_said_in_chinese() -> None:
    """Also of the rules that could not be asked."""
    places = set[str]()
    for path in CASES:
        report = audit(load(path))
        places |= {place for f in report.findings for place in (f.cell, f.path, *f.rows)}
        places |= {skipped.path for skipped in report.skipped}
    assert {"indicators[0].published_score", "published", "execution.published_rate"} <= places
    assert [] == [place for place in places if re.search("[a-z_]", spoken(place))]


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("第10行“甲”的目标值（街道.一）", "indicators[9].targets.街道.一"),
        ("年度目标2 第3行“甲”的偏差原因", "goals[1].indicators[2].reason"),
        ("第2行“甲”的第3条的内容", "indicators[1].items[2].description"),
    ],
)
def test_cells_of_rows(said: str, path: str) -> None:
    assert said == spoken(path, "甲")


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_report_says_the_place_beside_the_path(kind: str) -> None:
    report = audit(load(TESTS / "cases" / "audit" / "same-row-in-two-goals.toml"), select=["duplicate-indicator"])
    text = to_format([Audited("a.toml", report)], kind).replace("\\", "")
    assert {"text": "  年度目标1 第2行 goals[0].indicators[1]  报告 ",
            "markdown": "| 年度目标1 第2行“报告”的名称 goals[0].indicators[1].name |"}[kind] in text  # fmt: skip


def test_the_row_that_a_place_stands_in() -> None:
    assert "indicators[12]" == row_path("indicators[12].items[0].points")
    assert "" == row_path("goals[0].name")
