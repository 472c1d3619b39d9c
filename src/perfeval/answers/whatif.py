"""What would have to change: which figures, by how much, for a total or a grade to be reached; exactly.

The rules are read backwards: the points that a row needs give the figure that earns them. Nothing is tried out.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from perfeval.answers.inverse import CardSums, Change, Lever, levers, not_worked_out
from perfeval.errors import InputError, Problem, quoted
from perfeval.forms.model import Evaluation
from perfeval.scoring.caps import ceiling_of
from perfeval.scoring.results import SCHEMA, RowScore, Scorecard
from perfeval.scoring.score import score
from perfeval.spoken import beside
from perfeval.values.figures import Figure, plain, ratio

if TYPE_CHECKING:
    from perfeval.profiles import ProfileLike


@frozen(kw_only=True)
class WhatIf:
    """What it takes to reach `goal`: `alone` are the figures that suffice each by itself, `together` those that do,
    with most to gain first.

    Both are empty where the goal `is_reached` already; `best` is the total with every such figure at its target. `unknown`
    are the rows that lack points and whose figures are none of them: what another figure would earn is not worked out (under
    a cut-off that is silent between its bounds, against a target of 0 without a side). They stay as they are in `best`.
    """

    card: Scorecard
    goal: Fraction
    grade: str
    total: Decimal
    best: Decimal
    is_reached: bool
    alone: tuple[Change, ...]
    together: tuple[Change, ...]
    unknown: tuple[RowScore, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether figures alone can reach the goal, as far as it is worked out what they earn."""
        return self.is_reached or bool(self.together)

    def __str__(self) -> str:
        raw = "，以未取整的总分定等级" if self.card.profile.grade_total.value == "unrounded" else ""
        goal = f"{plain(self.goal)} 分" + (f"（{self.grade}{raw}）" if self.grade else "")
        lines = [f"{self.card.evaluation.name}：总分 {plain(self.total)} 分，要到 {goal}"]
        if self.is_reached:
            lines.append("  已经达到，没有要改的数。")
        elif not self.is_possible and not self.unknown:
            lines.append(f"  只改定量指标和执行数到不了：全部达到目标，总分也只有 {plain(self.best)} 分。")
        elif not self.is_possible:
            rows = "、".join(f"{beside(result.path)}（{result.name}）" for result in self.unknown)
            lines += [
                f"  只改能算出的各项到不了：它们全部达到目标，其余照旧，总分也只有 {plain(self.best)} 分。",
                f"  改了完成值得多少分没有算出的，不在其内：{rows}。",
            ]
        if self.alone:
            lines += ["  只改其中一个数：", *(f"    {change}" for change in self.alone)]
        elif self.together:
            lines += ["  没有哪一个数单独就够；一起改：", *(f"    {change}" for change in self.together)]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain data (schema 1)."""

        def as_data(change: Change) -> dict[str, Any]:
            return {
                "path": change.path,
                "name": change.name,
                "now": ratio(change.now),
                "bound": ratio(change.bound),
                "unit": change.unit,
                "at_least": change.word == "至少",
                "strict": change.strict,
                "score": f"{change.score:f}",
                "until": None if change.until is None else ratio(change.until),
                "until_strict": change.until_strict,
                "points": ratio(change.points),
            }

        return {
            "schema": SCHEMA,
            "name": self.card.evaluation.name,
            "profile": self.card.profile.id,
            "goal": ratio(self.goal),
            "grade": self.grade or None,
            "total": f"{self.total:f}",
            "best": f"{self.best:f}",
            "reached": self.is_reached,
            "possible": self.is_possible,
            "alone": [as_data(change) for change in self.alone],
            "together": [as_data(change) for change in self.together],
            "unknown": [result.path for result in self.unknown],
        }


def what_if(what: Evaluation | Scorecard, to: str | int | Decimal, profile: "ProfileLike | None" = None) -> WhatIf:
    """Which quantitative figures would have to change, by how much, to reach a total or a grade.

    Raises InputError for a goal that is neither a number up to the full marks nor a grade of the profile, and where the
    total cannot be determined.
    """
    card = what if isinstance(what, Scorecard) else score(what, profile)
    goal, grade = _goal(card, to)
    if card.total is None:
        raise InputError(
            [Problem("total", f"总分未定：{card.reason}", "能确定的总分", code="total-open")], card.evaluation.name
        )
    sums = CardSums.of(card, raw=bool(grade) and card.profile.grade_total.value == "unrounded")
    all_levers = sorted(levers(sums), key=lambda lever: -lever.room)
    most = min(ceiling_of(goal, sums.results, card.profile, unstated=unstated) for unstated in (0, 1))
    if goal > most:  # no row brings more than the rate of execution allows, or may allow
        all_levers = []
    reached = sums.total() >= goal
    alone = (
        ()
        if reached
        else tuple(filter(None, (lever.change(*sums.needed(lever.result.path, goal)) for lever in all_levers)))
    )
    best = CardSums.of(card, raw=False)  # as the scorecard would print it, whatever its grade looks at
    for lever in levers(best):
        if lever.reaches_the_best:
            best = best.having(lever.result.path, lever.best)
    return WhatIf(
        card=card,
        goal=goal,
        grade=grade,
        total=card.total,
        best=card.profile.round(best.total()),
        is_reached=reached,
        alone=alone,
        together=alone[:1] or (() if reached else tuple(_together(sums, all_levers, goal))),
        unknown=tuple(not_worked_out(sums)),
    )


def _together(sums: CardSums, by_gain: Sequence[Lever], goal: Fraction) -> Iterator[Change]:
    """The figures with most to gain, each to its target, the last only as far as is needed; nothing where all fall short."""
    found = list[Change]()
    for lever in by_gain:
        change = lever.change(*sums.needed(lever.result.path, goal))
        if change is not None:
            yield from (*found, change)
            return
        change = lever.change(lever.best)
        if change is not None:
            found.append(change)
            sums = sums.having(lever.result.path, lever.best)


def _goal(card: Scorecard, to: str | int | Decimal) -> tuple[Fraction, str]:
    for grade in card.profile.grades.value:
        if isinstance(to, str) and to.strip() == grade.label:
            return Fraction(grade.low), grade.label
    labels = "、".join(grade.label for grade in card.profile.grades.value)
    most = card.profile.total.value + sum(card.profile.bonus.value.values())
    expected = f"不超过 {plain(most)} 的分数" + (f"，或等级 {labels}" if labels else "")
    try:
        goal = Figure.read(to).value
    except ValueError:
        raise InputError(
            [Problem("to", f"写的是{'' if isinstance(to, str) else ' '}{quoted(to)}", expected, code="goal")]
        ) from None
    if not 0 <= goal <= Fraction(most):
        raise InputError([Problem("to", f"写的是 {plain(goal)[:40]}", expected, code="goal")])
    return goal, ""


__all__ = ["Change", "WhatIf", "what_if"]
