"""Patterns compile when they are used, and an import compiles none of ours."""

import subprocess
import sys

import pytest

from perfeval.values.patterns import Pattern

COUNTED = """
import re, attrs, fractions
made, compile = [], re.compile
re.compile = lambda *given: made.append(given) or compile(*given)
import perfeval
print(len(made))
"""


def test_an_import_compiles_none() -> None:
    assert "0\n" == subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True).stdout


def test_a_pattern_has_the_methods_of_a_compiled_one_and_no_others() -> None:
    pattern = Pattern("b+")
    assert ("abb", None) == (pattern.search("abb").string, pattern.match("abb"))  # type: ignore[union-attr]
    assert ["a", "c"] == pattern.split("abbc")
    with pytest.raises(AttributeError, match="groups"):
        pattern.groups  # type: ignore[attr-defined]  # noqa: B018
