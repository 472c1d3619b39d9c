"""Published filings and the seed's two annexes: what must be found is, what must not be is not, all read by eye.

tests/filings/README.md says, rule by rule and row by row, what an audit is expected to say; it was written before there
was one. tests/golden/audit-filings/ holds all that is found, each line read against the filing and agreed.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from perfeval import Report, audit, load
from tests.paths import ROOT

FILINGS = sorted((ROOT / "tests" / "filings").glob("*.toml"))
SEED = sorted((ROOT / "examples" / "jiangan-2023").glob("*-filed.toml"))
NEVER = {
    "percentage-above-100",
    "duplicate-indicator",
    "grade-mismatch",
    "expenditure-mismatch",
    "execution-over-budget",
    "execution-basis",
    "rate-outside-band",
    "group-weight-mismatch",
    "group-score-above-weight",
    "satisfaction-missing",
    "missed-with-full-marks",
}
"""Rules that must speak on none of the filings."""


class Verdict(NamedTuple):
    """A line of the README: the rules of which one has to speak (or none may) at a path."""

    filing: str
    rules: tuple[str, ...]
    path: str
    verdict: str


def verdicts() -> Iterator[Verdict]:
    text = (ROOT / "tests" / "filings" / "README.md").read_text(encoding="utf-8")
    for section in re.split(r"^### ", text, flags=re.M)[1:]:
        filing, _, body = section.partition("\n")
        for line in body.splitlines():
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if len(cells) == 4 and cells[2] in ("must", "should", "not"):
                rules = tuple(rule.strip() for rule in cells[0].split("\\|"))
                for path in places(cells[1]):
                    yield Verdict(filing.strip(), rules, path, cells[2])


def places(where: str) -> Iterator[str]:
    """indicators[0,3-5] as the paths of its rows."""
    match = re.fullmatch(r"indicators\[([\d,-]+)\]", where)
    if not match:
        yield where
        return
    for run in match[1].split(","):
        first, _, last = run.partition("-")
        yield from (f"indicators[{i}]" for i in range(int(first), int(last or first) + 1))


VERDICTS = sorted(verdicts())


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """Every filing audited once."""
    return {path.stem: audit(load(path)) for path in (*FILINGS, *SEED)}


def test_the_readme_is_read() -> None:
    """The expectations of all filings are found in it."""
    assert {path.stem for path in FILINGS} == {verdict.filing for verdict in VERDICTS}
    assert len(VERDICTS) > 400


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda v: f"{v.filing[:3]}-{v.verdict}-{v.rules[0]}-{v.path}")
def test_what_was_worked_out_by_eye(verdict: Verdict, reports: dict[str, Report]) -> None:
    """What has to be found is found at that row, what is a trap is not."""
    found = {
        path
        for finding in reports[verdict.filing].findings
        if finding.rule in verdict.rules or ("attainment-missing" in verdict.rules and finding.rule == "target-missing")
        for path in ((finding.path, *finding.rows) if verdict.verdict != "not" else (finding.path,))
    }
    here = {path for path in found if path == verdict.path or path.startswith((f"{verdict.path}.", f"{verdict.path}["))}
    assert bool(here) is (verdict.verdict != "not")


@pytest.mark.parametrize("filing", [path.stem for path in FILINGS])
def test_rules_that_must_not_speak(filing: str, reports: dict[str, Report]) -> None:
    """No false finding of the rules that nothing in the filings breaks."""
    found = {finding.rule for finding in reports[filing].findings}
    assert set() == found & NEVER
    above = [finding.path for finding in reports[filing].findings if finding.rule == "score-above-weight"]
    assert set() == {*above} - {"execution"}


def compressed(paths: list[str]) -> str:
    """Paths of one list in short, as the README writes them: indicators[0,3-5]."""
    lists: dict[str, list[int | None]] = {}
    for path in paths:
        match = re.fullmatch(r"(.*)\[(\d+)\]", path)
        lists.setdefault(match[1] if match else path, []).append(int(match[2]) if match else None)
    words = []
    for name, numbers in lists.items():
        runs: list[list[int]] = []
        for number in numbers:
            if number is not None and runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            elif number is not None:
                runs.append([number])
        inside = ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
        words.append(f"{name}[{inside}]" if inside else name)
    return " ".join(words)


@pytest.mark.parametrize("path", [*FILINGS, *SEED], ids=lambda path: path.stem)
def test_all_that_is_found(path: Path, reports: dict[str, Report], golden: Callable[[str, str], None]) -> None:
    """Every finding, a line a rule and severity: nothing comes or goes unseen."""
    lines: dict[str, list[str]] = {}
    for finding in reports[path.stem].findings:
        head = f"{finding.severity.value:8}{finding.code} {finding.rule}"
        lines.setdefault(head, []).append(finding.path)
    text = "".join(f"{head:46} {compressed(paths)}\n" for head, paths in sorted(lines.items()))
    golden(f"audit-filings/{path.stem}.txt", text)


# --- the seed -----------------------------------------------------------------------------------------------------


def seen(report: Report, rule: str) -> list[str]:
    return [finding.path for finding in report.findings if finding.rule == rule]


def test_the_department_of_the_seed(reports: dict[str, Report]) -> None:
    """执行率 144.52% printed as 100%, the opening budget as basis, 354 件 answered by 100%, prose under 数量指标."""
    report = reports["department-filed"]
    (rate,) = (finding for finding in report.findings if finding.rule == "execution-rate-mismatch")
    assert ("144.52%", "100%") == (rate.expected, rate.found)
    assert ["execution"] == seen(report, "execution-basis")
    assert ["goals[4].indicators[0]"] == seen(report, "target-actual-different-measure")
    rows = dict(report.evaluation.rows())
    quantities = [path for path, row in rows.items() if row.level2 == "数量指标"]
    satisfaction = [path for path, row in rows.items() if row.level2 == "服务对象满意度指标"]
    assert len(quantities) == 13
    assert sorted(quantities + satisfaction) == sorted(seen(report, "target-not-quantified"))
    (bands,) = (finding for finding in report.findings if finding.rule == "attainment-missing")
    assert ("note", tuple(rows)) == (bands.severity, bands.rows)  # the form has no cell for it
    assert [] == seen(report, "expenditure-mismatch")
    assert [] == seen(report, "total-mismatch")
    assert [] == seen(report, "execution-score-mismatch")


def test_the_project_of_the_seed(reports: dict[str, Report]) -> None:
    """效益 20 under a head of 30, 满意度 20 under 10, execution again as 成本, judged rows without attainment."""
    report = reports["project-filed"]
    heads = [(f.path, f.expected, f.found) for f in report.findings if f.rule == "group-weight-mismatch"]
    assert [("weights.效益指标", "30", "20"), ("weights.满意度指标", "10", "20")] == heads
    assert ["weights.满意度指标"] == seen(report, "group-score-above-weight")
    assert ["indicators[3]"] == seen(report, "execution-counted-twice")
    (bands,) = (finding for finding in report.findings if finding.rule == "attainment-missing")
    assert ("indicators[4]", "indicators[5]", "indicators[6]") == bands.rows
    assert ["indicators[6]"] == seen(report, "target-not-quantified")
    assert [] == seen(report, "weights-not-100")
    assert [] == seen(report, "total-mismatch")
    assert [] == seen(report, "score-mismatch")
