"""What scoring gives: a score for each row with its trace, sums by group, the total.

Exact values are fractions; printed scores are Decimals with the profile's places. What could not be scored has no
score but a reason.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from perfeval.forms.model import Evaluation
from perfeval.rules.rule import Note, Step
from perfeval.scoring.trace import RowResult
from perfeval.values.terms import Status

if TYPE_CHECKING:
    from perfeval.profiles import Profile

SCHEMA = 1


class RowScore(RowResult):
    """The result of one row, and how it came about in words, which are made when somebody reads them and kept.

    It compares, hashes and pickles by its figures and its trace alone.
    """

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """How the score came about, step by step, each with its clause."""
        from perfeval.scoring import wording  # with the rules: only where a sentence is read

        return tuple(wording.row_steps(self))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What a reader should know beside the score."""
        from perfeval.scoring import wording

        return tuple(wording.row_notes(self))

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

    `total` is the sum of the printed scores, None where anything undetermined bears on it (`code` and `reason` say what).
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
    code: str = ""
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
        return tuple(result for result in self.results() if result.is_open)


def digits(score: Decimal | None) -> str | None:
    """A score with the digits that it prints."""
    return None if score is None else f"{score:f}"
