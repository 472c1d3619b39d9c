"""What perfeval raises: every error says where, what was found, what was expected and what to do.

A fact about the *figures* of a filing is never an exception: it is an undetermined result or a finding.
"""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NoReturn

from attrs import evolve, frozen

from perfeval.spoken import beside

FileStatus = Literal["audited", "unread", "no-form", "unsupported"]
"""What became of a file that was given to an audit or found in its folder."""


class PerfevalError(Exception):
    """The base of everything that perfeval raises on purpose."""


@frozen
class Problem:
    """One mistake in a document or profile.

    `path` names the place as results do (``indicators[2].weight``); `line` and `column` count from 1 and
    are None where they are not known; `label` is the row's own name, for a reader who does not count rows. In print a place is
    told as a person says it, beside the path. The words are Chinese, because a finance office reads them.
    """

    path: str
    found: str
    expected: str
    hint: str = ""
    label: str = ""
    line: int | None = None
    column: int | None = None
    code: str = "bad-value"

    def __str__(self) -> str:
        where, line = beside(self.path, self.label), f"文件第 {self.line} 行" if self.line else ""
        if where and line:
            line = f"（{line}）"
        text = f"{where}{line}：{self.found}；应为：{self.expected}。".removeprefix("：")
        return f"{text}{self.hint}{'' if self.hint.endswith(('？', '。')) else '。'}" if self.hint else text


def problems_under(problems: Iterable[Problem], parent: str) -> tuple[Problem, ...]:
    """The same problems, their paths put under `parent`.

    >>> problems_under([Problem("weight", "缺少", "数字")], "indicators[0]")[0].path
    'indicators[0].weight'
    """
    return tuple(
        evolve(p, path=parent + ("." if p.path and not p.path.startswith("[") else "") + p.path) for p in problems
    )


class _ProblemError(PerfevalError, ValueError):
    """Several problems of one file, told at once."""

    def __init__(self, problems: Iterable[Problem], source: str = "") -> None:
        self.problems = tuple(problems)
        self.source = source
        super().__init__(self.problems, source)

    def __str__(self) -> str:
        lines = [f"{self.source or '输入'}：发现 {len(self.problems)} 处错误"]
        return "\n".join(lines + [f"  {p}" for p in self.problems])

    @property
    def path(self) -> str:
        """The place of the first problem."""
        return self.problems[0].path

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code

    @property
    def line(self) -> int | None:
        """The line of the first problem, where known."""
        return self.problems[0].line

    @property
    def found(self) -> str:
        """What the first problem found."""
        return self.problems[0].found

    @property
    def expected(self) -> str:
        """What was expected in the place of the first problem."""
        return self.problems[0].expected

    @property
    def hint(self) -> str:
        """What to do about the first problem."""
        return self.problems[0].hint


class InputError(_ProblemError):
    """A document, or an object built in code, that cannot be what it claims to be."""

    @property
    def document(self) -> str:
        """The document's name, empty for an object built in code."""
        return self.source

    @property
    def status(self) -> FileStatus:
        """What this says of a file: without a form, of a kind that is not read, or not readable."""
        code = self.code
        return "no-form" if code == "no-form" else "unsupported" if code.startswith("unsupported") else "unread"


class ProfileError(_ProblemError):
    """A rule profile that is unknown, incomplete or contradicts itself."""

    @property
    def file(self) -> str:
        """The profile's file or id."""
        return self.source


class UnitError(PerfevalError, ValueError):
    """Two units that do not convert into each other (个 and 次)."""


class UndeterminedError(PerfevalError):
    """Why a row cannot be scored: a code for programs, a Chinese reason. Never leaves the library."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def refuse(found: object, expected: str, hint: str = "", *, code: str = "bad-value") -> NoReturn:
    """Refuse one value; its place is added on the way up."""
    raise InputError([Problem("", f"写的是 {quoted(found)}", expected, hint, code=code)])


def quoted(value: object) -> str:
    """A value as a message quotes it, shortened.

    >>> quoted("ten"), quoted(True), quoted([1, 2]), quoted(Decimal("1.50"))
    ('“ten”', 'true', '列表', '1.50')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{value[:40]}{'…' if len(value) > 40 else ''}”"
    if isinstance(value, (int, Decimal, Fraction, date, time)):
        try:
            text = str(value)
        except ValueError:  # an integer of more digits than Python writes out
            return "位数太多的数"
        return f"{text[:40]}{'…' if len(text) > 40 else ''}"
    if isinstance(value, list):
        return "列表"
    return "表" if isinstance(value, dict) else f"{type(value).__name__} 值"


def brief(value: object) -> str:
    """A value as a message for programmers quotes it: its repr, shortened; its type where it has none.

    >>> brief([1, 2]), brief("9" * 100), brief(10**5000)
    ('[1, 2]', "'99999999999999999999999999999999999999999999999999999999999…", 'int')
    """
    try:
        text = repr(value)
    except Exception:  # an integer of more digits than Python writes out, or an object of the caller's that has none
        return type(value).__name__
    return text if len(text) <= 60 else f"{text[:60]}…"
