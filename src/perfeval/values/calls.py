"""How public functions are called: one argument by position, the rest by name."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from warnings import warn

P = ParamSpec("P")
R = TypeVar("R")


def named(*names: str, level: int = 2) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Takes the arguments that once went by position, in this order, with a DeprecationWarning that says how to write them.

    `level` is how far up the caller stands, more than 2 where another decorator stands between.

    >>> import warnings
    >>> @named("profile")
    ... def score(table, *, profile=""):
    ...     return table, profile
    >>> with warnings.catch_warnings(record=True, action="always") as told:
    ...     score("table", "mof-2020")
    ('table', 'mof-2020')
    >>> str(told[0].message)
    'pass profile by name: score(..., profile=...)'
    """

    def decorated(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def called(*args: P.args, **kwargs: P.kwargs) -> R:
            if 1 < len(args) <= 1 + len(names):
                old = dict(zip(names, args[1:], strict=False))
                if not old.keys() & kwargs.keys():
                    how = ", ".join(f"{name}=..." for name in old)
                    what = " and ".join(old)
                    warn(f"pass {what} by name: {function.__name__}(..., {how})", DeprecationWarning, stacklevel=level)
                    return function(args[0], **kwargs, **old)  # type: ignore[arg-type]
            return function(*args, **kwargs)

        return called

    return decorated


def flag(function: str, name: str, value: object) -> bool:
    """An argument that is True or False; TypeError for anything else, which would be taken for one of them.

    >>> flag("rollup", "in_pieces", "no")
    Traceback (most recent call last):
    ...
    TypeError: rollup() takes True or False as in_pieces=, not str
    """
    if not isinstance(value, bool):
        raise TypeError(f"{function}() takes True or False as {name}=, not {type(value).__name__}")
    return value


def text(function: str, name: str, value: object) -> str:
    """An argument that is a text; TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{function}() takes a text as {name}=, not {type(value).__name__}")
    return value


def wrong(function: str, expected: str, found: object, hint: str = "") -> TypeError:
    """A TypeError that says what a function takes, what it was given, and what to pass.

    >>> print(wrong("score", "an Evaluation", "x.toml", 'perfeval.load("x.toml")'))
    score() takes an Evaluation, not str; pass perfeval.load("x.toml")
    """
    return TypeError(f"{function}() takes {expected}, not {type(found).__name__}" + (f"; pass {hint}" if hint else ""))
