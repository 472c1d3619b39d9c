"""What a shell is told when somebody presses Tab: the words of the command, ids of profiles, audit rules, places.

argcomplete (the extra ``completion``) speaks with the shell and asks each option for its words; of options with choices, such as
``--format``, it knows them already.
"""

import argparse
import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from perfeval.auditing.registry import AUDIT_RULES
from perfeval.profiles import shipped
from perfeval.profiles.places import places


def complete(
    top: argparse.ArgumentParser, stream: TextIO | None = None, leave: Callable[[int], object] = os._exit
) -> None:
    """Answer the shell on `stream` (else where it listens) and leave; nothing where the extra is not installed."""
    with contextlib.suppress(ImportError):
        import argcomplete
        from argcomplete.completers import FilesCompleter

        for action in _actions(top):
            if words := _WORDS.get(action.dest):
                action.completer = _completer(words, FilesCompleter(_FILES.get(action.dest, ())))  # type: ignore[attr-defined]
        argcomplete.autocomplete(top, exit_method=leave, output_stream=stream)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Those of the commands too."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)


def _completer(words: Callable[[], Iterable[str]], files: Callable[..., Iterable[str]]) -> Callable[..., list[str]]:
    """Completes the last of several words with commas between; the files besides, where the option takes such."""

    def completed(prefix: str, action: argparse.Action, **_: object) -> list[str]:
        before = prefix[: prefix.rfind(",") + 1] if action.dest in _SEVERAL else ""
        found = [before + word for word in words() if word.startswith(prefix.removeprefix(before))]
        return found + list(files(prefix) if action.dest in _FILES else ())

    return completed


def _rules() -> Iterable[str]:
    """Codes, names and families."""
    return dict.fromkeys(word for rule in AUDIT_RULES for word in (rule.code, rule.name, rule.family))


_WORDS: dict[str, Callable[[], Iterable[str]]] = {
    "profile": shipped,
    "base": shipped,
    "words": lambda: ("new", "check", "diff", "match", *shipped()),
    "place": lambda: ("全国", *(place.name for place in places())),
    "rule": _rules,
    "select": _rules,
    "ignore": _rules,
}
"""The words of an option or argument, by the name that argparse gives it."""
_SEVERAL = ("select", "ignore")
_FILES = {"profile": ("toml",), "words": ("toml", "xlsx", "docx", "pdf")}
"""Which also take a file, and of what kind."""
