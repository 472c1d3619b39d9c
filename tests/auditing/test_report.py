"""Reports as people and programs read them: text, Markdown, JSON, CSV, and the summary of many."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from perfeval import Execution, Finding, QualitativeIndicator, Report, audit, load
from perfeval.auditing.findings import Severity
from perfeval.write.report import REPORT_FORMATS, Audited, harmless, to_format
from tests.paths import ROOT
from tests.samples import quantity, table

FILED = ("examples/jiangan-2023/project-filed.toml", "tests/filings/007-zhongjiang-shuili-shuibiaochi.toml")
NASTY = '=HYPERLINK("http://甲.cn")|<b>*粗*</b>\n\x1b[31m第二行,"引号"'


def audited(*names: str) -> list[Audited]:
    return [Audited(name, audit(load(ROOT / name))) for name in names]


def nasty() -> list[Audited]:
    row = quantity("≥10个", "9个", published_score="=9+1", reason="")
    judged = QualitativeIndicator(name=NASTY, level1="-1", target="改善", actual="@SUM(A1)", weight=10)
    return [Audited("-2.toml", audit(table(row, judged, execution=Execution(budget=0, executed=0))))]


@pytest.mark.parametrize("kind", REPORT_FORMATS)
@pytest.mark.parametrize("name", FILED, ids=["project-filed", "007"])
def test_as_it_is_printed(name: str, kind: str, golden: Callable[[str, str], None]) -> None:
    """One table in every format."""
    golden(f"audit/{Path(name).stem}.{kind}", to_format(audited(name), kind, skipped=True))


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_several_tables_end_with_a_summary(kind: str, golden: Callable[[str, str], None]) -> None:
    """By rule and by unit."""
    names = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "filings").glob("0[0-2]*.toml"))
    text = to_format(audited(*names), kind)
    golden(f"audit/summary.{kind}", text[text.index("共 13 张表") :])


def test_findings_that_say_the_same_are_told_once() -> None:
    """One head, then all rows it concerns, aligned for Chinese."""
    text = to_format(audited("tests/filings/038-xiaoxian-zhangzhuangzhai-zhongyang.toml"), "text")
    assert text.count("weight-missing") == 1
    assert "警告 W103 weight-missing　7 处〔" in text
    assert "    第4行 indicators[3]   其中露天菜    20亩 → 20亩    权重 —  得分 —\n" in text


def test_text_fits_the_columns() -> None:
    """Messages are wrapped."""
    narrow, wide = (to_format(audited(FILED[0]), "text", columns=columns) for columns in (40, None))
    assert narrow.count("\n") > wide.count("\n")


def test_json_is_what_the_contract_says() -> None:
    """One object a line, with the promised keys."""
    lines = to_format(audited(*FILED), "json").splitlines()
    assert len(lines) == 2
    data = json.loads(lines[0])
    assert (1, "乡村振兴对口帮扶专项资金") == (data["schema"], data["name"])
    assert {
        "code": "W102",
        "rule": "group-weight-mismatch",
        "severity": "error",
        "path": "weights.效益指标",
        "expected": "30",
        "found": "20",
        "clause": "一级指标分值",
    }.items() <= data["findings"][0].items()
    assert data["findings"][0]["message"]
    skip = {
        "rule": "grade-mismatch",
        "path": "published",
        "reason": "没有印等级",
    }
    assert skip in data["skipped"]


def test_csv_is_a_table_that_no_spreadsheet_runs() -> None:
    """A byte-order mark, a line a finding, and an apostrophe before what would be a formula."""
    text = to_format(nasty(), "csv")
    assert text.startswith("\ufeff文件,单位,名称,年度,")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {len(lines[0])} == {len(line) for line in lines}
    cells = {cell for line in lines[1:] for cell in line}
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {"'-2.toml", "'=9+1", "'-1"} <= cells


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_every_start_of_a_formula_is_disarmed(start: str) -> None:
    """Full-width signs too, which some spreadsheets fold."""
    assert harmless(f"{start}1").startswith("'")
    assert harmless(f"1{start}") != f"'1{start}"


def test_markdown_shows_what_a_document_says_and_no_more() -> None:
    """No markup, link or line break of the document's becomes one of the page."""
    text = to_format(nasty(), "markdown", skipped=True)
    assert "<b>" not in text
    assert "http://" not in text
    heads = [line for line in text.splitlines() if line.startswith("|")]
    assert {heads[0].count(" | "), 2} >= {line.replace("\\|", "").count(" | ") for line in heads if "---" not in line}


@pytest.mark.parametrize("kind", REPORT_FORMATS)
def test_no_control_character_comes_through(kind: str) -> None:
    """What a document hides is shown, not obeyed."""
    assert "\x1b" not in to_format(nasty(), kind, skipped=True)


def test_clean_is_without_errors_and_warnings() -> None:
    """A note does not count."""
    note = audit(
        table(quantity("≥10个", "10", published_score=10, level1="产出指标"), partial=True),
        ignore=["execution-missing"],
    )
    assert [Severity.NOTE] == [finding.severity for finding in note.findings]
    assert note.is_clean
    assert not audit(table(quantity("≥10个", "9个"), partial=True)).is_clean
    assert isinstance(note, Report)
    assert isinstance(note.findings[0], Finding)
