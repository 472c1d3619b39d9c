"""Published tables of a second collection: all that is found in each, agreed by eye with what its head comments expect.

Rows marked as the reader's own carry answers that the reader set. Where a comment expects a finding for each row of a form that
has no column for it, the audit tells it once for the table.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfeval import audit, load
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
