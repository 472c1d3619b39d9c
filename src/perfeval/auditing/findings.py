"""What an audit gives: findings, the rules that did not apply with the reason, and both together as a report."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from perfeval.forms.model import Evaluation, Indicator
from perfeval.read.files.filed import Filed, Unread
from perfeval.scoring.results import Scorecard


class Severity(StrEnum):
    """How much a finding weighs: what is wrong, what a reviewer should ask about, what is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"error": "错误", "warning": "警告", "note": "提示"}[self.value]


@frozen(kw_only=True)
class Finding:
    """One thing that does not hold, at one place.

    `path` is the place in the document, `cell` the path of the key that is wrong, `rows` the places to look at; `expected` and
    `found` are the two sides where there are two, else empty. `clause` is what the rule rests on. `origin` is where the cell
    stands in the file, where the document was read from a form.
    """

    code: str
    rule: str
    family: str
    severity: Severity
    path: str
    message: str
    expected: str = ""
    found: str = ""
    clause: str = ""
    rows: tuple[str, ...] = ()
    cell: str = ""
    origin: str = ""

    def __str__(self) -> str:
        return f"{self.severity.label} {self.code} {self.rule}　{self.path}：{self.message}"

    def cell_at(self, path: str) -> str:
        """The cell that is wrong in one of its `rows`: the same key as its own."""
        return path + self.cell.removeprefix(self.path) if self.cell.startswith(self.path) else path

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data."""
        return {
            "code": self.code,
            "rule": self.rule,
            "family": self.family,
            "severity": self.severity.value,
            "path": self.path,
            "cell": self.cell or self.path,
            "origin": self.origin or None,
            "message": self.message,
            "expected": self.expected or None,
            "found": self.found or None,
            "clause": self.clause,
            "rows": list(self.rows),
        }


@frozen
class Skipped:
    """A rule that could not be asked at one place, and why."""

    rule: str
    path: str
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"rule": self.rule, "path": self.path, "reason": self.reason}


@frozen(kw_only=True)
class Report:
    """The audit of one table: findings in the order of the document, and what was skipped.

    `unread` is what of a filed form has not become part of its document. `perfeval.views.Report` is the same with ways to look at it.
    """

    evaluation: Evaluation
    scorecard: Scorecard
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def gaps(self) -> tuple[Unread, ...]:
        """The pictures, pages, rows and files of the form that could not be read, and so were not audited."""
        return tuple(unread for unread in self.unread if unread.code)

    @property
    def is_clean(self) -> bool:
        """Whether all of the form was looked at and nothing found; notes do not count."""
        return not self.gaps and all(finding.severity is Severity.NOTE for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def at_least(self, severity: Severity) -> "Report":
        """The report with the findings that weigh as much as this or more; what was skipped stays."""
        kept = [*Severity][: [*Severity].index(severity) + 1]
        return evolve(self, findings=tuple(finding for finding in self.findings if finding.severity in kept))

    def by_rule(self) -> "list[tuple[Finding, ...]]":
        """The findings of each rule together, its errors apart from its notes; the heaviest first, then as they stand."""
        entries: dict[tuple[int, str], list[Finding]] = {}
        for finding in self.findings:
            entries.setdefault(([*Severity].index(finding.severity), finding.code), []).append(finding)
        return [tuple(entry) for _, entry in sorted(entries.items(), key=lambda item: item[0][0])]

    def of_form(self, form: Filed) -> "Report":
        """The report with what is known of the form that the document was read from: the place of each finding, what was not read."""
        return evolve(self.with_origins(form.origin), unread=form.unread)

    def with_origins(self, origin: Callable[[str], object]) -> "Report":
        """The report with the place in the file of every finding's cell, else of its row; `origin` knows where a path stands."""

        def place(finding: Finding) -> str:
            return next((str(found) for path in (finding.cell, finding.path) if (found := origin(path))), "")

        return evolve(self, findings=tuple(evolve(finding, origin=place(finding)) for finding in self.findings))


def report(card: Scorecard, outcomes: Iterable[Finding | Skipped]) -> Report:
    """The report of what the rules said, in the order of the document, then of the codes."""
    places = {path: place for place, path in enumerate(_paths(card.evaluation))}

    def place(path: str) -> int:
        while path not in places:
            path = path.rpartition(".")[0]
        return places[path]

    findings, skipped = list[Finding](), list[Skipped]()
    for outcome in outcomes:
        (findings if isinstance(outcome, Finding) else skipped).append(outcome)  # type: ignore[arg-type]
    return Report(
        evaluation=card.evaluation,
        scorecard=card,
        findings=tuple(sorted(findings, key=lambda f: (place(f.path), f.path, f.code))),
        skipped=tuple(sorted(skipped, key=lambda s: (place(s.path), s.path, s.reason, s.rule))),
    )


def _paths(evaluation: Evaluation) -> Iterable[str]:
    """Every place that a finding may stand at, from top to bottom."""
    yield from ("", "project", "department", "execution")
    yield from (f"execution.funds[{i}]" for i in range(len(evaluation.execution.funds if evaluation.execution else ())))
    yield from ("weights", *(f"weights.{label}" for label, _ in evaluation.weights), "indicators")
    yield from _row_paths("indicators", evaluation.indicators)
    for g, goal in enumerate(evaluation.goals):
        yield f"goals[{g}]"
        yield from _row_paths(f"goals[{g}].indicators", goal.indicators)
    yield "published"


def _row_paths(path: str, rows: Iterable[Indicator]) -> Iterable[str]:
    for i, row in enumerate(rows):
        yield f"{path}[{i}]"
        yield from _row_paths(f"{path}[{i}].rows", row.rows)
