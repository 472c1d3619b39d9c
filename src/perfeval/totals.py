"""Sums of printed scores: groups, the total, the grade; a sum with an undetermined part is not told."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from perfeval.figures import add_up, round_half_up
from perfeval.model import Evaluation
from perfeval.scorecard import GroupScore, RowScore, Scorecard
from perfeval.terms import Level1, Level2, Status

if TYPE_CHECKING:
    from perfeval.profiles import Profile


def card(evaluation: Evaluation, profile: "Profile", execution: RowScore, rows: tuple[RowScore, ...]) -> Scorecard:
    """The scorecard of rows that have been scored: sums by group, the total, the grade."""
    results = (execution, *rows)
    total, reason = _total(evaluation, profile, results)
    return Scorecard(
        evaluation=evaluation,
        profile=profile,
        execution=execution,
        rows=rows,
        groups=tuple(_groups(evaluation, rows, profile)),
        total=total,
        earned=_sum(results, profile),
        available=add_up(r.weight for r in results if r.weight is not None and r.status is not Status.NOT_APPLICABLE),
        grade=None if total is None else profile.grade(total),
        reason=reason,
    )


def _sum(results: Iterable[RowScore], profile: "Profile") -> Decimal:
    """The sum of printed scores, with the profile's places."""
    total = add_up(result.score for result in results if result.score is not None)
    return round_half_up(Fraction(total), profile.rounding_places.value)


def _total(evaluation: Evaluation, profile: "Profile", results: Sequence[RowScore]) -> tuple[Decimal | None, str]:
    """总分, the sum of the printed scores; or None and why it cannot be told."""
    # A row worth 0 points earns none, whatever else is unknown of it, and bears on no sum.
    open_rows = [r.name for r in results if r.status is Status.UNDETERMINED and (r.weight is None or r.weight > 0)]
    if open_rows:
        names = list(dict.fromkeys(open_rows))
        named = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
        return None, f"{len(open_rows)} 项未能确定得分：{named}"
    if evaluation.partial:
        return None, "文件是节选（partial），缺少部分指标行"
    # 备注4 names no destination for the points of what is left out: the weights must still make up the total.
    left_out = [result.name for result in results if result.status is Status.NOT_APPLICABLE]
    if not _has_satisfaction(evaluation):
        left_out.append("满意度指标")
    weights = add_up(r.weight for r in results if r.weight is not None and r.status is Status.SCORED)
    if left_out and weights != profile.total.value:
        return None, f"{'、'.join(left_out)}不计分后，权重合计 {weights} 分，规则没有说明其余分值归于何处"
    return _sum(results, profile), ""


def _has_satisfaction(evaluation: Evaluation) -> bool:
    return any(
        Level1.of(row.level1) is Level1.SATISFACTION or Level2.of(row.level2) is Level2.SATISFACTION
        for _, row in evaluation.rows()
    )


def _groups(evaluation: Evaluation, rows: Sequence[RowScore], profile: "Profile") -> Iterable[GroupScore]:
    """Sums by 年度目标 where the form has them, else by 一级指标 in the order of the table."""
    if evaluation.goals:
        for g, goal in enumerate(evaluation.goals):
            members = [row for row in rows if row.path.startswith(f"goals[{g}].")]
            yield _group(goal.name, goal.weight, members, profile)
        return
    heads = {_label(label): points for label, points in evaluation.weights}
    members_of: dict[str, list[RowScore]] = {}
    names: dict[str, str] = {}
    for row in rows:
        assert row.indicator is not None
        label = _label(row.indicator.level1)
        names.setdefault(label, row.indicator.level1)
        members_of.setdefault(label, []).append(row)
    for label, _ in evaluation.weights:
        names.setdefault(_label(label), label)
    for label, name in names.items():
        yield _group(name, heads.get(label), members_of.get(label, []), profile)


def _label(level1: str) -> str:
    return Level1.of(level1) or "".join(level1.split())


def _group(name: str, declared: Decimal | None, members: Sequence[RowScore], profile: "Profile") -> GroupScore:
    weight = add_up(row.weight for row in members if row.weight is not None)
    statuses = {row.status for row in members}
    for status in (Status.UNDETERMINED, Status.SCORED):
        if status in statuses:
            break
    else:
        status = Status.NOT_APPLICABLE
    score = _sum(members, profile) if status is Status.SCORED else None
    return GroupScore(name=name, weight=weight, declared=declared, score=score, status=status)
