"""``perfeval rules``: the list, one page, or JSON."""

import json

import pytest

from perfeval.auditing.registry import AUDIT_RULES
from perfeval.commands.main import main


def test_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    """A line a rule."""
    assert 0 == main(["rules"])
    assert len(AUDIT_RULES) == len(capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("word", ["W102", "group-weight-mismatch"])
def test_a_page(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By code or name."""
    assert 0 == main(["rules", word])
    assert capsys.readouterr().out.startswith("# W102 group-weight-mismatch\n")


def test_json_is_a_line_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """For programs."""
    assert 0 == main(["rules", "--format", "json"])
    assert [rule.code for rule in AUDIT_RULES] == [
        json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()
    ]


def test_an_unknown_rule_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """With the one that was perhaps meant."""
    assert 2 == main(["rules", "W10"])
    assert "没有名为“W10”的审核规则" in capsys.readouterr().err
