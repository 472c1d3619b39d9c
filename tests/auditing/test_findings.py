"""A report: findings in the order of the document, what was skipped, whether it is clean."""

import pytest

from perfeval import Finding, Severity, Skipped, score
from perfeval.auditing.findings import report
from tests.samples import quantity, table

CARD = score(table(quantity("1个", "1个"), quantity("1个", "1个")))


def finding(path: str, code: str = "W101", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code=code, rule="a-rule", family="weights", severity=severity, path=path, message="不符")


def test_the_order_is_the_documents() -> None:
    """Places from top to bottom, then codes; a key of a row stands with its row."""
    given = [
        finding("published.total"),
        finding("indicators[1]"),
        finding("indicators[0].target", "W102"),
        finding("execution"),
    ]
    given += [finding("indicators[0].target", "W101"), finding("weights.产出指标")]
    found = report(CARD, [*given, Skipped("b", "published", "没有"), Skipped("a", "execution", "没有")])
    assert [
        *("execution W101", "weights.产出指标 W101", "indicators[0].target W101", "indicators[0].target W102"),
        *("indicators[1] W101", "published.total W101"),
    ] == [f"{one.path} {one.code}" for one in found.findings]
    assert ["a", "b"] == [one.rule for one in found.skipped]


@pytest.mark.parametrize(
    ("severities", "clean"),
    [((), True), ((Severity.NOTE,), True), ((Severity.NOTE, Severity.WARNING), False), ((Severity.ERROR,), False)],
)
def test_notes_leave_a_report_clean(severities: tuple[Severity, ...], clean: bool) -> None:
    """They are good to know, and no fault."""
    found = report(CARD, [finding("execution", severity=severity) for severity in severities])
    assert clean is found.is_clean
    assert len(severities) == sum(found.count(severity) for severity in Severity)


def test_a_finding_prints_on_one_line() -> None:
    """Severity, code, rule, place, what is wrong."""
    assert "警告 W101 a-rule　execution：不符" == str(finding("execution", severity=Severity.WARNING))
