"""The audit rules for readers: a list, a rule's page, plain data."""

from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len

from perfeval.auditing.rule import FAMILIES, AuditRule


def listing(rules: Iterable[AuditRule]) -> str:
    """A line a rule: code, name, severity, what it says."""
    rows = [(rule.code, rule.name, rule.severity.label, rule.title) for rule in rules]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)][:-1]
    lines = []
    for *cells, title in rows:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)]
        lines.append("  ".join([*padded, title]))
    return "\n".join(lines) + "\n"


def rule_page(rule: AuditRule) -> str:
    """A rule's page in Markdown: its docstring under a head of its particulars."""
    family = FAMILIES[rule.code[0]][1]
    title, _, body = rule.page.partition("\n")
    head = [
        f"# {rule.code} {rule.name}",
        "",
        title,
        "",
        f"- 级别：{rule.severity.label}（`{rule.severity}`）",
        f"- 类别：{family}（`{rule.family}`）",
        f"- 误差余地：{rule.slack}",
        f"- 条款：{_clause(rule)}",
        f"- 起于版本：{rule.since}",
        "",
        "",
    ]
    return "\n".join(head) + body.strip("\n") + "\n"


def _clause(rule: AuditRule) -> str:
    """Words of a source as they are; a profile's parameter or clause by its name."""
    first = rule.clause[-1]
    return first if not first.isascii() else f"评分规则的 `{first}` 所引条款"


def as_dict(rule: AuditRule) -> dict[str, Any]:
    """A rule as plain data."""
    return {
        "schema": 1,
        "code": rule.code,
        "rule": rule.name,
        "family": rule.family,
        "severity": rule.severity.value,
        "title": rule.title,
        "slack": rule.slack,
        "since": rule.since,
        "page": rule_page(rule),
    }
