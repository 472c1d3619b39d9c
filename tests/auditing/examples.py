"""What a rule's test looks at: the examples of its page, the small tables of tests/cases/audit, a few lines of TOML."""

import re

from perfeval import Evaluation, Finding, audit, load, loads
from perfeval.auditing.registry import rules_named
from perfeval.auditing.rule import AuditRule
from tests.paths import TESTS


def example(rule: AuditRule, head: str) -> Evaluation:
    """The document that a rule's page shows under a head; what it leaves out is added."""
    (text,) = re.findall(rf"\*\*{head}\*\*[^*]*?```toml\n(.*?)```", rule.page, re.S)
    return _whole(text, f"{rule.name}, {head}")


def _whole(text: str, source: str) -> Evaluation:
    before = "" if "profile =" in text else 'profile = "hubei-wuhan"\n'
    after = "" if "[project]" in text or "[department]" in text else '\n[project]\nname = "示例"\n'
    return loads(before + text + after, source=source)


def bad(name: str) -> tuple[Finding, ...]:
    """What the rule finds in the bad example of its page."""
    return audit(example(rules_named(name)[0], "反例"), select=[name]).findings


def good(name: str) -> tuple[Finding, ...]:
    """What the rule finds in the good example of its page: nothing, if it is right."""
    return audit(example(rules_named(name)[0], "正例"), select=[name]).findings


def found(name: str, text: str) -> list[str]:
    """Severity and place of what the rule finds in a few lines of TOML."""
    return _places(audit(_whole(text, name), select=[name]).findings)


def in_case(name: str, case: str) -> list[str]:
    """Severity and place of what the rule finds in a table of tests/cases/audit."""
    return _places(audit(load(TESTS / "cases" / "audit" / f"{case}.toml"), select=[name]).findings)


def _places(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.severity} {finding.path}" for finding in findings]
