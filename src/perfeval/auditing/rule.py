"""What an audit rule is: one function that looks at a case and yields what does not hold, or why it could not be asked."""

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from perfeval.auditing.checks import Figures, RowCheck
from perfeval.auditing.findings import Finding, Severity, Skipped
from perfeval.profiles import Cited
from perfeval.rules.rule import OURS as OURS
from perfeval.rules.words import EXACT

if TYPE_CHECKING:
    from perfeval.auditing.case import Case
    from perfeval.profiles import Profile

FAMILIES = {
    "W": ("weights", "权重"),
    "S": ("scores", "得分"),
    "E": ("execution", "预算执行"),
    "J": ("judged", "定性评判"),
    "F": ("figures", "目标值与完成值"),
    "R": ("reasons", "原因说明"),
    "T": ("form", "表的构成"),
}
"""The letter of a code, and the family it stands for."""


class Found(NamedTuple):
    """What a rule function yields for one fault. The rest of the finding is the rule's.

    `rows` are the places to look at, by default the path. `severity`, `clause` and `cell` stand in for the rule's own where one
    fault weighs less, rests on another clause, or stands in another cell than the others: a key under the path, or a whole path.
    """

    path: str
    message: str
    expected: str = ""
    found: str = ""
    rows: tuple[str, ...] = ()
    severity: Severity | None = None
    clause: str = ""
    cell: str = ""


class Skip(NamedTuple):
    """What a rule function yields where it lacks what it would need: a cell, a sum's part, a number in the profile."""

    path: str
    reason: str


Check = Callable[["Case"], Iterator[Found | Skip]]


@frozen
class AuditRule:
    """An audit rule. A code belongs to one rule for ever: one that is withdrawn is never given to another.

    `clause` names what the rule rests on: a clause or a parameter of the profile, the first that it has, else words of a
    source. `slack` says, in words, by how much a printed figure may differ. `row` is what it compares in one row, for one
    filing and for columns alike; empty where it looks at more than a row's figures. `cell` is the key that is wrong, under the path of the finding.
    """

    code: str
    name: str
    severity: Severity
    clause: tuple[str, ...]
    slack: str
    since: str
    check: Check
    cell: str = ""
    row: tuple[RowCheck, ...] = ()

    @property
    def family(self) -> str:
        """The family, which the code's letter stands for."""
        return FAMILIES[self.code[0]][0]

    @property
    def page(self) -> str:
        """What the rule's page says, in Markdown: the docstring of its module."""
        return inspect.cleandoc(sys.modules[self.check.__module__].__doc__ or "")

    @property
    def column(self) -> str:
        """The rule's name as a column."""
        return self.name.replace("-", "_")

    @property
    def title(self) -> str:
        """The rule in one sentence."""
        return self.page.split("\n", 1)[0]

    def answers_to(self, word: str) -> bool:
        """Whether `word` is the rule's code, name or family."""
        return word in (self.code, self.name, self.family)

    def cite(self, profile: "Profile") -> str:
        """The clause of this profile that the rule rests on."""
        for name in self.clause:
            if name in profile.clauses:
                return name
            parameter = getattr(profile, name, None)
            if isinstance(parameter, Cited):
                return parameter.clause or OURS
        return self.clause[-1]

    def ask(self, figures: Figures) -> str | bool:
        """Whether one row has the fault, or why it cannot be asked."""
        (check,) = self.row
        return check.lacking(figures) or bool(check.finds(EXACT, figures))

    def __call__(self, case: "Case") -> Iterator[Finding | Skipped]:
        """Every fault of the case under this rule, and where it could not be asked."""
        clause = self.cite(case.profile)
        for outcome in self.check(case):
            if isinstance(outcome, Skip):
                yield Skipped(self.name, outcome.path, outcome.reason)
                continue
            yield Finding(
                code=self.code,
                rule=self.name,
                family=self.family,
                severity=outcome.severity or self.severity,
                path=outcome.path,
                message=outcome.message,
                expected=outcome.expected,
                found=outcome.found,
                clause=outcome.clause or clause,
                rows=outcome.rows or (outcome.path,),
                cell=case.cell(outcome.path, outcome.cell or self.cell),
            )


def rule(
    *,
    code: str,
    name: str,
    severity: Severity,
    clause: tuple[str, ...],
    slack: str = "无",
    since: str = "0.1",
    cell: str = "",
    row: tuple[RowCheck, ...] = (),
) -> Callable[[Check], AuditRule]:
    """A rule made of the function below it. Nothing is registered: `perfeval.auditing.registry.RULES` lists them."""

    def make(check: Check) -> AuditRule:
        return AuditRule(code, name, severity, clause, slack, since, check, cell, row)

    return make


def row_rule(
    *,
    code: str,
    name: str,
    severity: Severity,
    clause: tuple[str, ...],
    row: RowCheck,
    slack: str = "无",
    since: str = "0.1",
    cell: str = "",
) -> Callable[[Callable[["Case", Any], Found]], AuditRule]:
    """A rule on the figures of one row, made of the function below it, which tells the fault where `row` finds it."""

    def make(tell: Callable[["Case", Any], Found]) -> AuditRule:
        def check(case: "Case") -> Iterator[Found | Skip]:
            for figures in (figures for of in row.of for figures in case.asked(of)):
                if why := row.lacking(figures):
                    yield Skip(figures.path, why)
                elif row.finds(EXACT, figures):
                    yield tell(case, figures)

        check.__module__ = tell.__module__
        return AuditRule(code, name, severity, clause, slack, since, check, cell, (row,))

    return make
