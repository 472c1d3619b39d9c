"""The audit of many filings as one HTML page: tables that are sorted by their heads and searched, with nothing from outside."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from perfeval.auditing.findings import Severity
from perfeval.read.files.kinds import RESULT_MARK
from perfeval.values.figures import plain
from perfeval.write.audit_sheets import (
    BY_RULE,
    FILE_COLUMNS,
    FILES,
    FINDING_COLUMNS,
    FINDINGS,
    RULE_COLUMNS,
    Sheets,
)
from perfeval.write.html import templates
from perfeval.write.record import Record
from perfeval.write.sheets import SheetColumn, SheetValue

_KEYS = {FILES: "f", FINDINGS: "d", BY_RULE: "r"}
_CLASSES = {severity.label: severity.value for severity in Severity}


def audit_page(records: Sequence[Record]) -> str:
    """The page; a figure in a cell is what the cell is sorted by."""
    sheets = Sheets(records)
    tables = [
        _table(FILES, FILE_COLUMNS, sheets.records, [sheets.first.get(i) for i in range(1, len(records) + 1)]),
        _table(FINDINGS, FINDING_COLUMNS, sheets.findings, [said.line for said in sheets.findings]),
        _table(BY_RULE, RULE_COLUMNS, sheets.rules, [rule.first for rule in sheets.rules]),
    ]
    most = max((rule.count for rule in sheets.rules), default=1)
    bars = [{"name": f"{rule.code} {rule.name}", "count": rule.count, "width": round(100 * rule.count / most)} for rule in sheets.rules[:20]]  # fmt: skip
    counts = {s.label: sum(said.told.severity is s for said in sheets.findings) for s in Severity}
    done = sum(one.is_audited for one in records)
    gaps = sum(one.has_gaps for one in records)
    template = templates().get_template("audit.html.j2")
    return template.render(
        mark=RESULT_MARK, tables=tables, bars=bars, counts=counts, done=done, gaps=gaps, others=len(records) - done
    )


def _table(
    name: str, columns: Sequence[SheetColumn], rows: Sequence[Any], leads: Sequence[int | None]
) -> dict[str, Any]:
    shown = [
        {"id": f"{_KEYS[name]}{i}", "cells": [_cell(column, column.value(row), lead) for column in columns]}
        for i, (row, lead) in enumerate(zip(rows, leads, strict=True), 1)
    ]
    return {"name": name, "key": _KEYS[name], "heads": [column.head for column in columns], "rows": shown}


def _cell(column: SheetColumn, value: SheetValue, lead: int | None) -> dict[str, Any]:
    is_number = isinstance(value, (int, Decimal))
    shown = "" if value is None else plain(value, 15) if isinstance(value, Decimal) else str(value)
    link = f"#{_KEYS[column.to]}{lead}" if column.to and lead and value not in (None, 0) else ""
    kind = _CLASSES.get(shown, "") if column.head == "级别" else ""
    if is_number and value:
        kind = kind or _CLASSES.get(column.head, "")
    return {"text": shown, "link": link, "kind": " ".join(filter(None, (kind, "number" if is_number else "")))}
