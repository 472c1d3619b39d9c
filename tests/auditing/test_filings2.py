"""Published tables of a second collection: all that is found in each, agreed by eye with what its head comments expect.

Rows marked as the reader's own carry answers that the reader set. Where a comment expects a finding for each row of a form that
has no column for it, the audit tells it once for the table.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfeval import Severity, audit, load
from tests.paths import TESTS

FILINGS = sorted((TESTS / "filings2").glob("*.toml"))


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_all_that_is_found(path: Path, golden: Callable[[str, str], None]) -> None:
    """Every finding with its severity and place, a line each."""
    filed = load(path)
    found = audit(filed, profile=None if filed.profile else "mof-2020").findings
    golden(f"audit-filings2/{path.stem}.txt", "".join(f"{f.severity:8}{f.code} {f.rule:34} {f.cell}\n" for f in found))


@pytest.mark.parametrize(
    ("filing", "rule", "path"),
    [
        ("001-shidian-xinxing-zhuti", "execution-rate-mismatch", "execution"),
        ("002-shidian-with-weights", "execution-rate-mismatch", "execution"),
        ("017-yuanzhou-shuiyuanlin", "cost-with-floor", "indicators[4]"),
        ("002-shidian-with-weights", "score-above-weight", "indicators[2]"),
        ("009-jinchutou-dept-form", "rule-not-the-weight", "indicators"),
        ("012-lukou-laojiu-xiaoqu", "execution-rate-mismatch", "execution"),
        ("020-xuanzhou-weifang", "over-achieved", "indicators"),
        ("027-mingshan-lincao-2024", "reason-missing", "execution"),
        ("032-qingchuan-zhengfa", "target-missing", "indicators"),
    ],
)
def test_what_a_careful_reviewer_expects(filing: str, rule: str, path: str) -> None:
    """The findings that the head comments name."""
    filed = load(TESTS / "filings2" / f"{filing}.toml")
    found = audit(filed, profile=None if filed.profile else "mof-2020").findings
    assert any(f.rule == rule and f.path.startswith(path) for f in found)


@pytest.mark.parametrize(
    ("filing", "rule", "path"),
    [
        # The comment works the weights out of the scores (31.9 is 20 × 12767.36/8000, not capped). No row prints one: where a form has
        # no weight column, the heads bound its rows, and as this one prints no heads either, the profile's do, as a note.
        ("001-shidian-xinxing-zhuti", "score-above-weight", "indicators"),
    ],
)
def test_what_a_head_comment_expects_and_why_it_is_not_found(filing: str, rule: str, path: str) -> None:
    filed = load(TESTS / "filings2" / f"{filing}.toml")
    findings = audit(filed).findings
    assert not any(f.rule == rule and f.path.startswith(path) for f in findings)
    told = {row for f in findings if f.rule == "group-score-above-weight" for row in f.rows}
    assert {"indicators[2]", "indicators[3]", "indicators[4]"} == told


def test_units_and_signs_in_names_are_no_findings() -> None:
    """（亩）, （≥**%）, （≥**万元）: what a name says of the figure is asked for nowhere."""
    for path in FILINGS:
        named = {place for place, row in load(path).rows() if getattr(row, "named_unit", "")}
        found = audit(filed := load(path), profile=None if filed.profile else "mof-2020").findings
        assert not [f for f in found if f.rule == "unit-missing" and f.path in named]


def test_a_table_of_steps_has_no_finding_but_what_it_lacks() -> None:
    """A bound that answers the target is a note; 3 of 5 points without a word of why is what any lost point is."""
    filed = load(TESTS / "filings2" / "007-hunan-jingxinwei-2015-dept.toml")
    weighty = [(f.rule, f.path) for f in audit(filed).findings if f.severity is not Severity.NOTE]
    assert [("reason-missing", "indicators[2]")] == weighty


def test_falls_are_reached_or_missed_as_the_scorer_reads_them() -> None:
    """−35 % of −30 % is reached; −20 % is missed, and no clause of the profile scores it."""
    filed = load(TESTS / "filings2" / "023-wanglu-zhichu-kaohe.toml")
    missed = {f.path for f in audit(filed).findings if f.rule == "reason-missing"}
    assert {"indicators[0]", "indicators[3]"} == missed
