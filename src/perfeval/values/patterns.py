"""Regular expressions that are compiled when a text is first held to them, so that an import compiles none."""

import re
from collections.abc import Callable, Iterator


class Pattern:
    """What `re.compile` makes, made at the first use.

    >>> letters = Pattern("[a-z]+", re.IGNORECASE)
    >>> letters.fullmatch("Abc") is not None, letters.sub("*", "a1b")
    (True, '*1*')
    """

    match: Callable[[str], re.Match[str] | None]
    fullmatch: Callable[[str], re.Match[str] | None]
    search: Callable[[str], re.Match[str] | None]
    finditer: Callable[[str], Iterator[re.Match[str]]]
    sub: Callable[[str, str], str]
    split: Callable[[str], list[str]]

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        if name not in Pattern.__annotations__:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        for method in Pattern.__annotations__:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
