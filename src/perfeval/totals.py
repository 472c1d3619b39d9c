"""Sums of printed scores: groups, the total, the grade; a sum with an undetermined part is not told."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from perfeval.figures import add_up, plain
from perfeval.model import Evaluation
from perfeval.scorecard import GroupScore, RowScore, Scorecard, Step
from perfeval.terms import Level1, Level2, Status

if TYPE_CHECKING:
    from perfeval.profiles import Profile


def card(evaluation: Evaluation, profile: "Profile", execution: RowScore, rows: tuple[RowScore, ...]) -> Scorecard:
    """The scorecard of rows that have been scored: sums by group, the total, the grade."""
    results = (execution, *rows)
    groups = tuple(_groups(evaluation, rows, profile))
    earned = _earned(execution, rows, groups, profile)
    reason = _open(evaluation, profile, results)
    exact, steps = (None, ()) if reason else _rescaled(earned, results, profile)
    total = None if exact is None else profile.round(exact)
    graded = total if profile.grade_total.value == "printed" else _unrounded(results, exact, earned)
    return Scorecard(
        evaluation=evaluation,
        profile=profile,
        execution=execution,
        rows=rows,
        groups=groups,
        total=total,
        earned=profile.round(earned),
        available=_weight(r for r in results if r.status is not Status.NOT_APPLICABLE),
        grade=None if graded is None else profile.grade(graded),
        reason=reason,
        steps=steps,
    )


def _sum(results: Iterable[RowScore]) -> Fraction:
    """The sum of what counts: the printed scores, unless the profile rounds sums only."""
    return sum((result.counts for result in results if result.counts is not None), Fraction(0))


def _weight(results: Iterable[RowScore]) -> Decimal:
    return add_up(result.weight for result in results if result.weight is not None)


def _earned(
    execution: RowScore, rows: tuple[RowScore, ...], groups: Sequence[GroupScore], profile: "Profile"
) -> Fraction:
    """得分合计. Rounded by group where the profile says so and every group has its sum."""
    if profile.rounding_moment.value == "group" and all(group.score is not None for group in groups):
        head = Fraction(profile.round(execution.counts or Fraction(0)))
        return head + sum((Fraction(group.score or 0) for group in groups), Fraction(0))
    return _sum((execution, *rows))


def _unrounded(results: Sequence[RowScore], exact: Fraction | None, earned: Fraction) -> Fraction | None:
    """The total of scores that were not rounded, for a grade that looks at it."""
    if exact is None or not earned:
        return exact
    lost = (result.indicator.deduct for result in results if result.indicator and result.exact is not None)
    raw = sum((r.exact for r in results if r.exact is not None), Fraction(0)) - sum(Fraction(d or 0) for d in lost)
    return raw * exact / earned


def _open(evaluation: Evaluation, profile: "Profile", results: Sequence[RowScore]) -> str:
    """Why 总分 cannot be told; empty where it can."""
    # A row worth 0 points earns none, whatever else is unknown of it, and bears on no sum.
    open_rows = [r.name for r in results if r.status is Status.UNDETERMINED and (r.weight is None or r.weight > 0)]
    if open_rows:
        names = list(dict.fromkeys(open_rows))
        named = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
        return f"{len(open_rows)} 项未能确定得分：{named}"
    if evaluation.partial:
        return "文件是节选（partial），缺少部分指标行"
    # Where no clause names a destination for the points of what is left out, the weights must still make up the total.
    out = [result for result in results if result.status is Status.NOT_APPLICABLE]
    left_out = [result.name for result in out]
    if not _has_satisfaction(evaluation) and (out or profile.not_applicable.value != "rescale"):
        left_out.append("满意度指标")
    weights = _weight(r for r in results if r.status is Status.SCORED)
    if profile.not_applicable.value == "rescale" and out:
        if any(result.weight is None for result in out):
            return "不适用的指标没有写权重，不能按百分制折算"
        whole = weights + _weight(out)
        return (
            ""
            if whole == profile.total.value and weights
            else f"权重合计 {whole} 分，不是 {profile.total.value} 分，不能折算"
        )
    if left_out and weights != profile.total.value:
        why = "规则没有说明其余分值归于何处"
        if profile.not_applicable.value == "redistribute":
            why = f"规则要求设定权重时已重新分配，使合计为 {profile.total.value} 分"
        return f"{'、'.join(left_out)}不计分后，权重合计 {weights} 分，{why}"
    return ""


def _rescaled(earned: Fraction, results: Sequence[RowScore], profile: "Profile") -> tuple[Fraction, tuple[Step, ...]]:
    """The total; where rows do not apply and the profile says so, 实得分 ÷ (100 − 不适用分) × 100."""
    whole = Fraction(profile.total.value)
    out = Fraction(_weight(r for r in results if r.status is Status.NOT_APPLICABLE))
    if profile.not_applicable.value != "rescale" or not out:
        return earned, ()
    total, clause = earned / (whole - out) * whole, profile.not_applicable.clause
    figures = f"{plain(earned)} ÷ ({plain(whole)} − {plain(out)}) × {plain(whole)} = {plain(total)}"
    return total, (Step(clause, f"不适用的指标共 {plain(out)} 分，适用指标得分按百分制折算：{figures} 分。"),)


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
    score = profile.round(_sum(members)) if status is Status.SCORED else None
    return GroupScore(name=name, weight=weight, declared=declared, score=score, status=status)
