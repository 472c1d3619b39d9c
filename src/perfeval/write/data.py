"""Scorecards, explanations and reports as plain data, ready for JSON (schema 1): dictionaries, and flat rows for a data frame."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfeval.forms.model import Indicator
from perfeval.scoring.results import SCHEMA, RowScore, Scorecard, digits
from perfeval.values.figures import MAX_DIGITS, plain, ratio

if TYPE_CHECKING:
    from perfeval.answers.explain import Explanation
    from perfeval.auditing.findings import Report


def card_as_dict(card: Scorecard) -> dict[str, Any]:
    """A result as plain data: scores as strings with their printed digits, exact values as "n/d"."""
    execution = card.execution
    return {
        "schema": SCHEMA,
        "name": card.evaluation.name,
        "form": card.evaluation.form.value,
        "profile": card.profile.id,
        "profile_file": card.profile.file or None,
        "year": card.evaluation.year,
        "total": digits(card.total),
        "earned": digits(card.earned),
        "available": _points(card.available),
        "grade": card.grade,
        "code": card.code or None,
        "reason": card.reason or None,
        "execution": {
            "rate": None if execution.rate is None else ratio(execution.rate),
            **_outcome(execution),
        },
        "groups": [
            {
                "name": group.name,
                "weight": _points(group.weight),
                "declared": None if group.declared is None else _points(group.declared),
                "score": digits(group.score),
                "status": group.status.value,
            }
            for group in card.groups
        ],
        "indicators": [_indicator(row) for row in card.rows],
        "notes": [note.text for note in card.notes],
    }


def card_as_rows(card: Scorecard) -> list[dict[str, Any]]:
    """One flat dictionary a row, execution first."""
    return [_head(card) | _flat(result) for result in card.results()]


def report_as_dict(report: "Report") -> dict[str, Any]:
    """An audit as plain data."""
    return {
        "schema": SCHEMA,
        "name": report.evaluation.name,
        "form": report.evaluation.form.value,
        "profile": report.scorecard.profile.id,
        "profile_file": report.scorecard.profile.file or None,
        "year": report.evaluation.year,
        "findings": [finding.as_dict() for finding in report.findings],
        "skipped": [skipped.as_dict() for skipped in report.skipped],
        "clean": report.is_clean,
        "gaps": [{"place": str(gap.origin) or None, "reason": str(gap), "code": gap.code} for gap in report.gaps],
    }


def report_as_rows(report: "Report") -> list[dict[str, Any]]:
    """One flat dictionary a finding."""
    head = _head(report.scorecard)
    return [head | finding.as_dict() | {"rows": " ".join(finding.rows)} for finding in report.findings]


def explanations_as_dict(card: Scorecard, found: Iterable["Explanation"]) -> dict[str, Any]:
    """Explanations as plain data."""
    return {
        "schema": SCHEMA,
        "name": card.evaluation.name,
        "profile": card.profile.id,
        "profile_file": card.profile.file or None,
        "explanations": [
            {
                "path": e.path,
                "name": e.name,
                "status": e.status.value,
                "score": e.score,
                "exact": e.exact,
                "weight": e.weight,
                "sentences": list(e.sentences),
                "clauses": [{"clause": q.clause, "text": q.text, "source": q.source} for q in e.quotes],
            }
            for e in found
        ],
    }


def _head(card: Scorecard) -> dict[str, Any]:
    return {"evaluation": card.evaluation.name, "profile": card.profile.id, "year": card.evaluation.year}


def _points(points: Decimal) -> str:
    """Points as a form prints them, every digit: zeros trimmed, nothing cut."""
    return plain(points, MAX_DIGITS)


def _outcome(result: RowScore) -> dict[str, Any]:
    return {
        "weight": None if result.weight is None else _points(result.weight),
        "score": digits(result.score),
        "exact": None if result.exact is None else ratio(result.exact),
        "status": result.status.value,
        "code": result.code or None,
        "reason": result.reason or None,
        "clause": result.clause,
        "explanation": result.explanation,
        "notes": [note.text for note in result.notes],
    }


def _labels(result: RowScore, row: Indicator) -> dict[str, Any]:
    direction = getattr(row, "resolved_direction", None)
    return {
        "level1": row.level1,
        "level2": row.level2,
        "kind": row.kind.value,
        "direction": None if direction is None else direction.value,
        "target": result.target or row.target,
        "actual": result.actual or row.actual,
    }


def _indicator(result: RowScore) -> dict[str, Any]:
    assert result.indicator is not None
    entry = {"path": result.path, "name": result.name, **_labels(result, result.indicator), **_outcome(result)}
    if result.parts:
        entry["parts"] = [
            {
                "name": part.name,
                "funds": part.funds,
                "target": part.target,
                "actual": part.actual,
                "exact": None if part.exact is None else ratio(part.exact),
            }
            for part in result.parts
        ]
    return entry


def _flat(result: RowScore) -> dict[str, Any]:
    blank = {"level1": None, "level2": None, "kind": "execution", "direction": None, "target": None, "actual": None}
    labels = _labels(result, result.indicator) if result.indicator else blank
    outcome = _outcome(result)
    outcome["notes"] = "".join(outcome["notes"])
    return {"path": result.path, "name": result.name, **labels, **outcome}
