"""What the page is given and gives, as plain data: documents and profiles as they come in; forms, scores, findings and errors as they go out."""

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any

from perfeval import audit, correct, explanations, loads, score
from perfeval.auditing.findings import Finding, Report, Severity
from perfeval.errors import InputError, PerfevalError, Problem
from perfeval.forms.model import Evaluation
from perfeval.profiles import BASIS_LABELS, Profile, load_profile, own_profile
from perfeval.read import Filed
from perfeval.read.files.filed import FiledTable
from perfeval.scoring.results import Scorecard
from perfeval.values.figures import percent, plain
from perfeval.values.text import legible
from perfeval.write.data import card_as_dict
from perfeval.write.document import to_json_document
from perfeval.write.profiles import LABELS, words
from perfeval.write.record import unit
from perfeval.write.report import Audited

Asked = Mapping[str, Any]
Places = Mapping[str, str]
"""Where the values of a document stand in its file, by their paths."""

# --- what comes in ------------------------------------------------------------------------------------------------


def profile(asked: Asked) -> Profile | str | None:
    """The profile that a request names; None where the document is to name it."""
    given = asked.get("profile")
    if isinstance(given, Mapping):
        return own_profile(given["text"].encode(), legible(given.get("name") or "规则.toml"))
    return given or None


def profile_asked(asked: Asked, evaluation: Evaluation | None = None) -> Profile:
    """The profile that a request or else the document names."""
    found = profile(asked) or (evaluation and evaluation.profile)
    if not found:
        raise InputError([Problem("", "没有选评分规则", "一套评分规则", "请在页面上选一套", code="profile-missing")])
    return load_profile(found)


def document_asked(asked: Asked) -> Evaluation:
    """The document of a request."""
    return _evaluation(asked["document"])


def documents(asked: Asked) -> tuple[Evaluation, ...]:
    """All documents of a request."""
    return tuple(map(_evaluation, asked["documents"]))


def _evaluation(given: Any) -> Evaluation:
    return loads(json.dumps(given, ensure_ascii=False))


# --- forms --------------------------------------------------------------------------------------------------------


def form(filed: Filed, asked: Asked) -> dict[str, Any]:
    """A form that was read, its tables as they stand in the file, and what is to be said of it."""
    evaluation = filed.evaluation
    found = places(filed)
    return {
        "name": evaluation.name,
        "unit": unit(evaluation),
        "form": evaluation.form.value,
        "label": evaluation.form.label,
        "year": evaluation.year,
        "profile": evaluation.profile,
        "document": tree(evaluation),
        "places": found,
        "tables": [_table(table) for table in filed.tables if table.cells],
        "unread": [
            {"place": str(one.origin), "text": legible(one.text), "reason": one.reason, "code": one.code}
            for one in filed.unread
        ],
        "notes": list(filed.notes),
        **score_and_audit(evaluation, found, asked),
    }


def places(filed: Filed) -> dict[str, str]:
    """Where each value of a form stands in its file."""
    return {path: str(origin) for path, origin in filed.origins.items()}


def tree(evaluation: Evaluation) -> Any:
    """The document as JSON has it: points with decimals are strings."""
    return json.loads(to_json_document(evaluation))


def _table(table: FiledTable) -> dict[str, Any]:
    cells = [
        {
            "row": cell.row,
            "col": cell.col,
            "rows": cell.rows,
            "cols": cell.cols,
            "text": legible(cell.text),
            "place": str(cell.origin),
        }
        for cell in table.cells
    ]
    return {
        "title": table.origin.sheet,
        "place": str(table.origin),
        "above": [legible(line) for line in table.above],
        "height": 1 + max(cell.bottom for cell in table.cells),
        "width": 1 + max(cell.right for cell in table.cells),
        "cells": cells,
    }


# --- scores and findings ------------------------------------------------------------------------------------------


def score_and_audit(evaluation: Evaluation, places: Places, asked: Asked) -> dict[str, Any]:
    """The card and the audit of a document, or the reason why it cannot be scored."""
    try:
        return audited(evaluation, places, asked)
    except PerfevalError as refused:
        return {"error": error(refused)}
    except Exception as fault:  # the form has been read all the same, and is shown
        return {"error": unforeseen(fault)}


def audited(evaluation: Evaluation, places: Places, asked: Asked) -> dict[str, Any]:
    """The card and the audit of a document under the profile of a request."""
    rules = profile_asked(asked, evaluation)
    report = audit(evaluation, profile=rules)
    _, changes = correct(evaluation, profile=rules)
    return {
        "card": card(report.scorecard),
        "audit": {
            "findings": _findings(report, places),
            "skipped": [skipped.as_dict() for skipped in report.skipped],
            "counts": {severity.value: report.count(severity) for severity in Severity},
            "clean": report.is_clean,
            "printed": {"total": evaluation.published.total, "grade": evaluation.published.grade},
            "changes": [
                change.as_dict() | {"place": places.get(f"{change.path}.{change.key}", "")} for change in changes
            ],
        },
    }


def report_of(evaluation: Evaluation, places: Places, asked: Asked) -> Report:
    """The audit of a document, whose findings say where they stand."""
    return audit(evaluation, profile=profile_asked(asked, evaluation)).with_origins(lambda path: place(places, path))


def place(places: Places, path: str) -> str:
    """Where the value at a path stands, or the nearest thing around it."""
    while path and path not in places:
        path = path.rpartition(".")[0]
    return places.get(path, "")


def _findings(report: Report, places: Places) -> list[dict[str, Any]]:
    spoken = Audited("", report)

    def told(finding: Finding) -> dict[str, Any]:
        paths = chain([finding.cell or finding.path], (path for path in finding.rows if path != finding.path))
        found = dict.fromkeys(filter(None, (place(places, path) for path in paths)))
        said = spoken.said(finding.cell or finding.path)
        return finding.as_dict() | {"label": finding.severity.label, "said": said, "places": [*found]}

    return [told(finding) for finding in report.findings]


def card(scored: Scorecard) -> dict[str, Any]:
    """A scorecard with what explains it."""
    return card_as_dict(scored) | {
        "title": scored.profile.title,
        "full": plain(scored.profile.total.value),
        "explanations": {
            one.path: {
                "headline": one.headline,
                "sentences": list(one.sentences),
                "clauses": [
                    {"clause": quote.clause, "text": quote.text, "source": quote.source} for quote in one.quotes
                ],
            }
            for one in explanations(scored)
        },
    }


def scored(evaluation: Evaluation, asked: Asked) -> Scorecard:
    """The scorecard of a document under the profile of a request."""
    return score(evaluation, profile=profile_asked(asked, evaluation))


# --- profiles -----------------------------------------------------------------------------------------------------


def profile_head(rules: Profile) -> dict[str, Any]:
    """What a list of profiles says of one."""
    points = rules.execution_points.value
    return {
        "id": rules.id,
        "title": rules.title,
        "years": rules.years,
        "total": plain(rules.total.value),
        "execution": None if points is None else plain(points),
    }


def profile_told(rules: Profile) -> dict[str, Any]:
    """A profile for readers: every value with its clause, basis and source, and the clauses in their words."""

    def title(clause: str) -> str:
        source = rules.source_of(clause)
        return source.title if source else ""

    return profile_head(rules) | {
        "parameters": [
            {
                "key": key,
                "label": LABELS[key],
                "value": words(cited.value),
                "clause": cited.clause,
                "basis": BASIS_LABELS[cited.basis],
                "source": title(cited.clause),
                "note": cited.note,
            }
            for key, cited in rules.parameters()
        ],
        "clauses": [
            {"name": name, "text": clause.text, "source": title(name), "no_rule": clause.no_rule}
            for name, clause in rules.clauses.items()
        ],
        "sources": [
            {"title": one.title, "issuer": one.issuer, "date": one.date, "url": one.url, "seen": one.seen}
            for one in rules.sources.values()
        ],
        "heads": {label: plain(points) for label, points in rules.group_points.value.items()},
        "bands": [
            {"label": band.label, "high": percent(band.high), "low": percent(band.low)}
            for band in rules.judged_bands.value
        ],
        "grades": [{"label": grade.label, "low": plain(grade.low)} for grade in rules.grades.value],
        "choices": {key: list(several) for key, several in rules.form_choices.value.items()},
    }


# --- errors -------------------------------------------------------------------------------------------------------


def error(refused: PerfevalError) -> dict[str, Any]:
    """What cannot be done, and why: each problem with its place, what was found and what to do."""
    problems: tuple[Problem, ...] = getattr(refused, "problems", ())
    return {
        "text": "；".join(str(problem).rstrip("。") for problem in problems) or str(refused),
        "code": getattr(refused, "code", "refused"),
        "status": getattr(refused, "status", "unread"),
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "found": problem.found,
                "expected": problem.expected,
                "hint": problem.hint,
                "code": problem.code,
                "text": str(problem),
            }
            for problem in problems
        ],
    }


def unforeseen(fault: Exception) -> dict[str, Any]:
    """A fault of perfeval itself, or of a reader that it uses."""
    what = f"程序出错（{type(fault).__name__}：{str(fault)[:100]}）"
    hint = "其余文件不受影响；请把这个文件报告给 perfeval 的开发者"
    return error(InputError([Problem("", what, "能正常打开的自评表", hint, code="internal-error")]))
