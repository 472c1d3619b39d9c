"""What scoring gives: a score for each row with its trace, sums by group, the total.

Exact values are fractions; printed scores are Decimals with the profile's places. What could not be scored has no
score but a reason.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from perfeval.forms.model import Evaluation, Indicator
from perfeval.values.terms import Status

if TYPE_CHECKING:
    from perfeval.profiles import Profile

SCHEMA = 1


class Step(NamedTuple):
    """One step of a score: the clause that it rests on, and a Chinese sentence with the figures in it."""

    clause: str
    text: str


class Note(NamedTuple):
    """A remark that changes no score: a code for programs, a sentence for readers."""

    code: str
    text: str


class PartResult(NamedTuple):
    """What one part of a project brought to a row (汇总): its funds and cells as printed, its figures, its own points.

    The figures are in the row's unit. `target_value` is None where only the whole has a target, and then the part
    has no points of its own.
    """

    name: str
    funds: str
    target: str
    actual: str
    target_value: Fraction | None = None
    actual_value: Fraction | None = None
    exact: Fraction | None = None


@frozen(kw_only=True)
class RowScore:
    """The result of one row, or of the execution block (then `indicator` is None and `rate` is B/A, uncapped).

    `exact` are the undivided points before rounding, `score` the printed ones; both are None unless `status` is
    scored. `counts` is what goes into the sums: the printed score, or under a profile that rounds sums only the unrounded
    one. `target` and `actual` are the cells that were scored, the combined figures where the row has parts.
    `code` and `reason` say why a row is undetermined or not applicable.
    """

    path: str
    name: str
    status: Status
    clause: str
    weight: Decimal | None = None
    exact: Fraction | None = None
    score: Decimal | None = None
    counts: Fraction | None = None
    rate: Fraction | None = None
    target: str = ""
    actual: str = ""
    code: str = ""
    reason: str = ""
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()
    parts: tuple[PartResult, ...] = ()
    indicator: Indicator | None = None

    @property
    def explanation(self) -> str:
        """How the score came about, in Chinese sentences that can be copied into a reply."""
        return "".join(step.text for step in self.steps) + "".join(note.text for note in self.notes)


@frozen(kw_only=True)
class GroupScore:
    """The sum of a group: an 一级指标, or a 年度目标 where the form has goals.

    `weight` is the sum of the rows' weights, `declared` what the form's head prints. `score` is None where a row
    of the group is undetermined, and where no row applies.
    """

    name: str
    weight: Decimal
    declared: Decimal | None
    score: Decimal | None
    status: Status


@frozen(kw_only=True)
class Scorecard:
    """The result of a whole table; `perfeval.views.Scorecard` is the same with ways to look at it.

    `total` is the sum of the printed scores, None where anything undetermined bears on it (`reason` says what).
    `earned` are the points of the scored rows, `available` those of all rows that apply.
    """

    evaluation: Evaluation
    profile: "Profile"
    execution: RowScore
    rows: tuple[RowScore, ...]
    groups: tuple[GroupScore, ...]
    total: Decimal | None
    earned: Decimal
    available: Decimal
    grade: str | None
    reason: str = ""
    notes: tuple[Note, ...] = ()
    steps: tuple[Step, ...] = ()
    """How the total came about, where it is not the plain sum of the printed scores."""

    def results(self) -> Iterator[RowScore]:
        """The execution block's result, then every row's."""
        yield self.execution
        yield from self.rows

    @property
    def undetermined(self) -> tuple[RowScore, ...]:
        """The results that could not be scored."""
        return tuple(result for result in self.results() if result.status is Status.UNDETERMINED)


def printed(score: Decimal | None) -> str | None:
    """A score with the digits that it prints."""
    return None if score is None else f"{score:f}"
