"""tests/cases/audit/: small tables, each with all that is found in it, and what is skipped, in its first lines."""

import re
from pathlib import Path

import pytest

from perfeval import audit, load, loads
from perfeval.write.document import to_json_document, to_toml
from tests.paths import TESTS

CASES = sorted((TESTS / "cases" / "audit").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_exactly_this_is_found(path: Path) -> None:
    """Every finding with its severity and place, and no other; what is named as skipped is skipped, not found."""
    text = path.read_text(encoding="utf-8")
    report = audit(load(path))
    found = [f"{finding.severity} {finding.rule} {finding.path}" for finding in report.findings]
    assert sorted(re.findall("^# finds: (.*)$", text, re.M)) == sorted(found)
    skipped = {f"{skip.rule} {skip.path}" for skip in report.skipped}
    assert {*re.findall("^# skips: (.*)$", text, re.M)} <= skipped


def test_a_score_above_rows_that_print_none_is_told_as_skipped() -> None:
    text = (
        (TESTS / "cases" / "audit" / "sub-rows.toml").read_text(encoding="utf-8").replace("published_score = 9\n", "")
    )
    assert ("total-mismatch", "indicators[0]") in [(skip.rule, skip.path) for skip in audit(loads(text)).skipped]


def test_every_skip_has_a_reason() -> None:
    """Nothing is passed over silently."""
    for path in CASES:
        assert all(skip.reason for skip in audit(load(path)).skipped)


FILED = sorted(path for folder in ("filings", "filings2") for path in (TESTS / folder).glob("*.toml"))


@pytest.mark.parametrize("path", [*CASES, *FILED], ids=lambda path: path.stem)
def test_json_is_the_same_document(path: Path) -> None:
    """Whatever is found, and skipped, of a document is found of it as JSON, and as the TOML that perfeval writes."""
    filed = load(path)
    report = audit(filed)
    for text in (to_json_document(filed), to_toml(filed)):
        again = audit(loads(text, folder=path.parent))
        assert (report.findings, report.skipped) == (again.findings, again.skipped)
