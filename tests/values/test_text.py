"""Text of others on a terminal, in JSON and in TOML: nothing is obeyed, nothing hidden, nothing lost."""

import json

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from perfeval.values.text import escape_hidden, is_hidden, json_line, legible

HIDDEN = ["\x00", "\x1b", "\x7f", "\x9b", "\u200b", "\u202e", "\u2028", "\ufeff", "\U000e0001"]


@pytest.mark.parametrize("char", HIDDEN)
def test_a_hidden_character_is_seen(char: str) -> None:
    """As U+FFFD on a terminal, as its number in a file."""
    assert is_hidden(char)
    assert "甲\ufffd乙" == legible(f"甲{char}乙")
    assert char not in escape_hidden(f'"{char}"')


@given(st.text())
def test_a_terminal_gets_nothing_to_obey(text: str) -> None:
    """Line breaks are all that is left of what steers; text without anything hidden stays as it is."""
    shown = legible(text)
    assert not any(is_hidden(char) for char in shown if char != "\n")
    assert shown == text or any(is_hidden(char) for char in text)


@given(st.text())
def test_json_and_toml_lose_nothing(text: str) -> None:
    """What is written in one line of visible characters is read back the same."""
    line = json_line(text)
    assert text == json.loads(line)
    assert 1 == line.count("\n")
    quoted = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    assert text == tomli.loads(f"x = {escape_hidden(quoted, toml=True)}")["x"]
