"""The tuple of rules: codes that are each one rule's for ever, and how rules are named."""

import re

import pytest

from perfeval import InputError
from perfeval.auditing.registry import AUDIT_RULES, WITHDRAWN, chosen, rules_named
from perfeval.auditing.rule import FAMILIES


def test_codes_and_names_are_one_rules() -> None:
    """And none that was withdrawn comes back."""
    codes, names = [rule.code for rule in AUDIT_RULES], [rule.name for rule in AUDIT_RULES]
    assert len(AUDIT_RULES) == len({*codes}) == len({*names})
    assert set() == {*codes} & {*WITHDRAWN}
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) and code[0] in FAMILIES for code in codes)


def test_a_rule_by_code_name_or_family() -> None:
    """All three say which."""
    assert rules_named("W102") == rules_named("group-weight-mismatch")
    assert {"W101", "W102"} < {rule.code for rule in rules_named("weights")}


def test_chosen_keeps_the_order_of_the_rules() -> None:
    """However they are asked for; what is ignored goes, selected or not."""
    assert ["W101", "S204"] == [rule.code for rule in chosen(["total-mismatch", "W101"])]
    assert "W102" not in {rule.code for rule in chosen(["weights"], ["W102"])}
    assert AUDIT_RULES == chosen()
    assert len(AUDIT_RULES) - len(rules_named("weights")) == len(chosen((), ["weights"]))


def test_every_unknown_name_is_told_at_once() -> None:
    """With the one that was perhaps meant."""
    with pytest.raises(InputError, match="是否想写") as told:
        chosen(["weight"], ["W999"])
    assert 2 == len(told.value.problems)
