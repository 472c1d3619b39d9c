"""The audit rules as a whole: codes and names, pages with examples that hold, how rules are chosen."""

import re
import subprocess
import sys
from importlib import import_module

import pytest

from perfeval import InputError
from perfeval.auditing.registry import AUDIT_RULES, WITHDRAWN, chosen, rules_named
from perfeval.auditing.rule import FAMILIES, AuditRule
from tests.paths import ROOT, TESTS

CONTRACT = {
    "weights": "weights-not-100 group-weight-mismatch weight-missing",
    "scores": "score-mismatch score-above-weight group-score-above-weight total-mismatch grade-mismatch missed-with-full-marks"
    " met-with-lost-points",
    "execution": "execution-rate-mismatch execution-score-mismatch execution-over-budget execution-basis execution-counted-twice"
    " execution-zero-budget funds-mismatch expenditure-mismatch",
    "judged": "attainment-missing rate-outside-band",
    "figures": "target-not-quantified direction-unstated target-actual-different-measure actual-repeats-sign actual-not-a-figure"
    " unit-missing percentage-above-100",
    "reasons": "reason-missing over-achieved",
    "form": "duplicate-indicator level-unknown satisfaction-missing",
}
"""The names that other programs were promised."""
PARTS = ("查什么", "为什么", "反例", "正例", "来源")


@pytest.mark.parametrize("rule", AUDIT_RULES, ids=lambda rule: rule.name)
def test_a_page_says_what_and_why_with_examples_and_a_source(rule: AuditRule) -> None:
    """Every page has the same parts in the same order, under one sentence."""
    heads = re.findall(r"^\*\*(\w+)\*\*", rule.page, re.M)
    assert [*PARTS] == [head for head in heads if head != "例外"]
    assert rule.title.endswith("。")
    assert rule.slack


def test_codes_and_names_are_unique_and_say_their_family() -> None:
    """A code is a family's letter and three digits, a name is kebab-case; neither is given twice."""
    assert len({rule.code for rule in AUDIT_RULES}) == len(AUDIT_RULES) == len({rule.name for rule in AUDIT_RULES})
    assert not {rule.code for rule in AUDIT_RULES} & {*WITHDRAWN}
    for rule in AUDIT_RULES:
        assert re.fullmatch(r"[A-Z]\d{3}", rule.code), rule.name
        assert str([*FAMILIES].index(rule.code[0]) + 1) == rule.code[1]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)


def test_rules_stand_in_the_order_of_their_codes() -> None:
    """The one tuple is the list that a reader sees, family after family."""
    keys = [([*FAMILIES].index(rule.code[0]), rule.code) for rule in AUDIT_RULES]
    assert sorted(keys) == keys


def test_the_promised_names_are_there() -> None:
    """Each promised rule stands in its family."""
    found = {rule.name: rule.family for rule in AUDIT_RULES}
    for family, names in CONTRACT.items():
        for name in names.split():
            assert family == found.get(name), name


RULE_FILES = sorted((ROOT / "src" / "perfeval" / "auditing" / "rules").glob("*/[!_]*.py"))


def test_a_rule_is_a_file_in_its_familys_folder() -> None:
    """What stands in the folders is listed, each under its own name, and nothing else is."""
    files = {f"{file.parent.name}/{file.stem}" for file in RULE_FILES}
    assert files == {f"{rule.family}/{rule.column}" for rule in AUDIT_RULES}
    for rule in AUDIT_RULES:
        module = import_module(f"perfeval.auditing.rules.{rule.family}.{rule.column}")
        assert rule is getattr(module, rule.column)


def test_every_rule_has_a_test_of_its_name() -> None:
    """tests/ mirrors the rules."""
    tests = {f"{file.parent.name}/{file.stem[5:]}" for file in (TESTS / "auditing" / "rules").glob("*/test_*.py")}
    assert {f"{rule.family}/{rule.column}" for rule in AUDIT_RULES} <= tests


@pytest.mark.parametrize("word", ["W102", "group-weight-mismatch"])
def test_a_rule_answers_to_code_and_name(word: str) -> None:
    """Both are accepted everywhere."""
    assert ["W102"] == [rule.code for rule in rules_named(word)]


def test_select_and_ignore() -> None:
    """A family is all its rules; what is ignored is not asked, whatever was selected."""
    codes = [rule.code for rule in chosen(["weights", "grade-mismatch"], ["W103"])]
    assert ["W101", "W102", "W104", "W105", "S205"] == codes
    assert len(AUDIT_RULES) - 5 == len(chosen(ignore=["weights"]))


def test_unknown_words_are_refused_all_at_once_with_what_was_meant() -> None:
    """A slip in a rule's name is an error, and the nearest name is asked for."""
    with pytest.raises(InputError) as caught:
        chosen(["score-mismach"], ["wieghts", "W101"])
    assert ["是否想写 score-mismatch？", "是否想写 weights？"] == [problem.hint for problem in caught.value.problems]


def test_the_pages_of_the_docs_are_up_to_date() -> None:
    """docs/audit/ is what its generator writes."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "audit" / "pages.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
