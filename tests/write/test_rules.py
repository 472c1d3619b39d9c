"""The audit rules for readers: a list, pages, plain data."""

from perfeval.auditing.registry import AUDIT_RULES, rules_named
from perfeval.write.rules import as_dict, listing, rule_page


def test_a_line_a_rule_in_columns() -> None:
    """Code, name, severity and what it says, one under the other."""
    lines = listing(AUDIT_RULES).splitlines()
    assert [rule.code for rule in AUDIT_RULES] == [line[:4] for line in lines]
    assert all(rule.title in line for rule, line in zip(AUDIT_RULES, lines, strict=True))
    assert 1 == len({line.index(rule.severity.label) for rule, line in zip(AUDIT_RULES, lines, strict=True)})


def test_a_page_has_a_head_and_the_docstring() -> None:
    """What the rule looks at, why, both examples, the source."""
    (rule,) = rules_named("W102")
    text = rule_page(rule)
    assert text.startswith(f"# W102 group-weight-mismatch\n\n{rule.title}\n\n- 级别：错误（`error`）\n")
    assert all(f"**{head}**" in text for head in ("查什么", "为什么", "反例", "正例", "来源"))
    assert "- 条款：评分规则的 `group_points` 所引条款\n" in text
    assert text == as_dict(rule)["page"]
