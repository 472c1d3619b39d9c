"""One argument by position, the rest by name: what was once given by position still goes, and says so."""

import warnings
from typing import Any

import pytest

from perfeval.values.calls import named, wrong


@named("path", "profile")
def asked(what: str, *, path: str = "", profile: str = "") -> tuple[str, str, str]:
    return what, path, profile


def test_by_name_nothing_is_said() -> None:
    """The way it is meant to be called."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ("table", "total", "") == asked("table", path="total")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("table", "total"), "pass path by name: asked(..., path=...)"),
        (("table", "total", "own"), "pass path and profile by name: asked(..., path=..., profile=...)"),
    ],
)
def test_by_position_it_is_told_where_it_is_called(given: tuple[str, ...], told: str) -> None:
    """The warning says what to write, and points to the caller's line."""
    with pytest.warns(DeprecationWarning, match="by name") as caught:
        assert (*given, "")[:3] == asked(*given)
    assert [(told, __file__)] == [(str(warning.message), warning.filename) for warning in caught]


@pytest.mark.parametrize(
    ("given", "names"), [(("table", "a", "b", "c"), {}), (("table", "a"), {"path": "b"}), ((), {})]
)
def test_what_was_never_taken_is_refused(given: tuple[str, ...], names: dict[str, str]) -> None:
    """Too much, twice, or nothing."""
    call: Any = asked
    with pytest.raises(TypeError):
        call(*given, **names)


def test_a_wrong_argument_says_what_to_pass() -> None:
    """Taken, found, and what to do."""
    assert "load() takes a path, not int" == str(wrong("load", "a path", 5))
    assert "load() takes a path, not bytes; pass the text to loads" == str(
        wrong("load", "a path", b"", "the text to loads")
    )
