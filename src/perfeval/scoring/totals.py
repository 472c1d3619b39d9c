"""Sums of printed scores: groups, the total, the grade; a sum with an undetermined part is not told."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from perfeval.forms.heads import label
from perfeval.forms.model import Evaluation
from perfeval.rules.formulas import capped, rescaled, with_bonus
from perfeval.rules.rule import Note, Step
from perfeval.rules.totals import NO_DESTINATION, OPEN_ROWS, PARTIAL, TOTAL_GATES, WEIGHTLESS, Sums, TotalGate
from perfeval.rules.words import EXACT
from perfeval.scoring.caps import cap_open, cap_told, ceiling_of
from perfeval.scoring.results import GroupScore, RowScore, Scorecard
from perfeval.values.figures import add_up, plain, total_of
from perfeval.values.terms import Level1, Level2, Status

if TYPE_CHECKING:
    from perfeval.profiles import Profile


def scorecard_of(
    evaluation: Evaluation, profile: "Profile", execution: RowScore, rows: tuple[RowScore, ...]
) -> Scorecard:
    """The scorecard of rows that have been scored: sums by group, the total, the grade."""
    results = (execution, *rows)
    groups = tuple(_groups(evaluation, execution, rows, profile))
    within, bonus = earned_by(results, profile)
    code, reason = _open(evaluation, profile, results)
    whole = Fraction(0) if code else uncapped(results, profile, (within, bonus))
    if not code and (reason := cap_open(whole, results, profile)):
        code = "total-cap-unstated"
    total = None if code else profile.round(_held(whole, results, profile))
    graded = None if total is None else graded_total(results, profile, total)
    return Scorecard(
        evaluation=evaluation,
        profile=profile,
        execution=execution,
        rows=rows,
        groups=groups,
        total=total,
        earned=profile.round(within + bonus),
        available=_weight(r for r in results if r.status is not Status.NOT_APPLICABLE),
        grade=None if graded is None else profile.grade(graded),
        code=code,
        reason=reason,
        notes=tuple(_notes(evaluation, profile, "" if code else cap_told(whole, results, profile))),
        steps=() if code else tuple(_steps(results, profile, whole, (within, bonus))),
    )


def _notes(evaluation: Evaluation, profile: "Profile", capped: str) -> Iterator[Note]:
    """That the total is less than its sum, and that the rules are those of other years than the table's."""
    if capped:
        yield Note("total-capped", capped)
    if not profile.covers(evaluation.year):
        since = (
            f"{profile.years[:-1]} 年度以后"
            if profile.years.endswith("-")
            else f"{profile.years.replace('-', '—')} 年度"
        )
        text = f"评分规则 {profile.id} 的来源是{since}的，这张表是 {evaluation.year} 年度的：请核对当年的规则。"
        yield Note("year-outside", text)


# --- the sum, which what-if takes apart again ---------------------------------------------------------------------


def is_bonus(result: RowScore, profile: "Profile") -> bool:
    """Whether a row stands on top of the total."""
    return result.indicator is not None and profile.is_bonus(result.indicator.level1)


def group_of(result: RowScore) -> str:
    """What is summed together: the rows of a goal, or of a 一级指标; execution alone."""
    if result.indicator is None:
        return result.path
    return result.path.partition(".")[0] if result.path.startswith("goals[") else label(result.indicator.level1)


def group_sums(results: Iterable[RowScore]) -> dict[str, Fraction]:
    """The sum of what counts, group by group."""
    sums: dict[str, Fraction] = {}
    for result in results:
        if result.in_total is not None:
            sums[group_of(result)] = sums.get(group_of(result), Fraction(0)) + result.in_total
    return sums


def earned_by(
    results: Sequence[RowScore], profile: "Profile", *, by_group: bool | None = None
) -> tuple[Fraction, Fraction]:
    """得分合计 within the total, and 附加分 on top of it; each group rounded where the profile says so."""
    rounds = profile.rounding_moment.value == "group" if by_group is None else by_group

    def add(rows: Sequence[RowScore]) -> Fraction:
        if not rounds:
            return _sum(rows)
        return sum((Fraction(profile.round(points)) for points in group_sums(rows).values()), Fraction(0))

    within, bonus = list[RowScore](), list[RowScore]()
    for result in results:
        (bonus if is_bonus(result, profile) else within).append(result)
    return add(within), add(bonus)


def scale(results: Iterable[RowScore], profile: "Profile") -> Fraction:
    """What a point within the total counts for: more than one where rows that do not apply are rescaled."""
    out = _out(results, profile) if profile.not_applicable.value == "rescale" else Fraction(0)
    points, of = rescaled(EXACT, Fraction(1), Fraction(profile.total.value), out)
    return Fraction(points / of)


def _out(results: Iterable[RowScore], profile: "Profile") -> Fraction:
    """不适用分: the weights of the rows that do not apply."""
    return Fraction(_weight(r for r in results if r.status is Status.NOT_APPLICABLE and not is_bonus(r, profile)))


def exact_total(results: Sequence[RowScore], profile: "Profile", *, by_group: bool | None = None) -> Fraction:
    """The total before it is rounded itself, and not above what the rate of execution allows."""
    return _held(uncapped(results, profile, earned_by(results, profile, by_group=by_group)), results, profile)


def _held(total: Fraction, results: Sequence[RowScore], profile: "Profile") -> Fraction:
    return Fraction(capped(EXACT, total, ceiling_of(total, results, profile)))


def uncapped(results: Sequence[RowScore], profile: "Profile", earned: tuple[Fraction, Fraction]) -> Fraction:
    """The total that the rows make, from what was earned within it and on top."""
    within, bonus = earned
    return Fraction(with_bonus(EXACT, within * scale(results, profile), bonus))


def unrounded(results: Iterable[RowScore]) -> tuple[RowScore, ...]:
    """The scores as they would count if none were rounded."""
    return tuple(r if r.exact is None else evolve(r, in_total=_after_deduction(r)) for r in results)


def graded_total(results: Iterable[RowScore], profile: "Profile", total: Decimal) -> Decimal | Fraction:
    """The total that a grade looks at: as it is printed, or as it would be if nothing were rounded."""
    if profile.grade_total.value != "unrounded":
        return total
    return exact_total(unrounded(results), profile, by_group=False)


def _after_deduction(result: RowScore) -> Fraction:
    assert result.exact is not None
    return result.exact if result.trace.left is None else result.trace.left


def _steps(
    results: Sequence[RowScore], profile: "Profile", total: Fraction, earned: tuple[Fraction, Fraction]
) -> Iterator[Step]:
    """实得分 ÷ (100 − 不适用分) × 100 and 附加分, where there are such."""
    whole, (within, bonus) = Fraction(profile.total.value), earned
    if profile.not_applicable.value == "rescale" and (out := _out(results, profile)):
        told = within * scale(results, profile)
        figures = f"{plain(within)} ÷ ({plain(whole)} − {plain(out)}) × {plain(whole)} = {plain(told)}"
        text = f"不适用的指标共 {plain(out)} 分，适用指标得分按百分制折算：{figures} 分。"
        yield Step(profile.not_applicable.clause, text)
    if bonus:
        yield Step(profile.bonus.clause, f"附加分 {plain(bonus)} 分加在总分之上，不受满分 {plain(whole)} 分的限制。")
    if text := cap_told(total, results, profile):
        yield Step(profile.total_caps.clause, text)


# --- whether it can be told ---------------------------------------------------------------------------------------


def _sum(results: Iterable[RowScore]) -> Fraction:
    """The sum of what counts: the printed scores, unless the profile rounds sums only."""
    return total_of(result.in_total for result in results if result.in_total is not None)


def _weight(results: Iterable[RowScore]) -> Decimal:
    return add_up(result.weight for result in results if result.weight is not None)


def _open(evaluation: Evaluation, profile: "Profile", results: Sequence[RowScore]) -> tuple[str, str]:
    """Why the rows make no 总分, as a code and in words; both empty where they make one."""
    within = [result for result in results if not is_bonus(result, profile)]
    out = [result for result in within if result.status is Status.NOT_APPLICABLE]
    open_rows = [result for result in results if result.is_open]
    sums = Sums(
        open_rows=len(open_rows),
        partial=evaluation.partial,
        weights=_weight(r for r in within if r.status is Status.SCORED),
        others=_weight(out),
        left_out=len(out),
        weightless=sum(result.weight is None for result in out),
        satisfied=_has_satisfaction(evaluation),
        whole=profile.total.value,
        rescales=profile.not_applicable.value == "rescale",
    )
    gate = next((gate for gate in TOTAL_GATES if gate.when(EXACT, sums)), None)
    if gate is None:
        return "", ""
    return gate.code, _reason(gate, sums, [r.name for r in (open_rows if gate is OPEN_ROWS else out)], profile)


def _reason(gate: TotalGate, sums: Sums, names: list[str], profile: "Profile") -> str:
    """Why a total is open, with the rows and weights that make it so."""
    if gate is OPEN_ROWS:
        different = list(dict.fromkeys(names))
        named = "、".join(different[:5]) + ("等" if len(different) > 5 else "")
        return f"{len(names)} 项未能确定得分：{named}"
    if gate is PARTIAL:
        return "文件是节选，缺少部分指标行"
    if gate is WEIGHTLESS:
        return "不适用的指标没有写权重，不能按百分制折算"
    if gate is NO_DESTINATION:
        left_out = "、".join([*names, *["满意度指标"] * (not sums.satisfied)])
        if sums.weights > sums.whole:
            return f"{left_out}不计分，权重合计仍有 {sums.weights} 分，超过 {sums.whole} 分"
        why = "规则没有说明其余分值归于何处"
        if profile.not_applicable.value == "redistribute":
            why = f"规则要求设定权重时已重新分配，使合计为 {sums.whole} 分"
        return f"{left_out}不计分后，权重合计 {sums.weights} 分，{why}"
    if sums.weights + sums.others == sums.whole:
        return f"全部 {sums.whole} 分都不适用，没有可以折算的得分"
    return f"权重合计 {sums.weights + sums.others} 分，不是 {sums.whole} 分，不能折算"


def _has_satisfaction(evaluation: Evaluation) -> bool:
    return any(
        Level1.of(row.level1) is Level1.SATISFACTION or Level2.of(row.level2) is Level2.SATISFACTION
        for _, row in evaluation.rows()
    )


def _groups(
    evaluation: Evaluation, execution: RowScore, rows: Sequence[RowScore], profile: "Profile"
) -> Iterable[GroupScore]:
    """Sums by 年度目标 where the form has them, else by 一级指标 in the order of the table."""
    if evaluation.goals:
        of_goal: dict[str, list[RowScore]] = {}
        for row in rows:
            of_goal.setdefault(row.path.partition(".")[0], []).append(row)
        for g, goal in enumerate(evaluation.goals):
            yield _group(goal.name, goal.weight, of_goal.get(f"goals[{g}]", []), profile)
        return
    heads = {label(name): points for name, points in evaluation.weights}
    members_of: dict[str, list[RowScore]] = {}
    names: dict[str, str] = {}
    if evaluation.execution and evaluation.execution.level1:  # a form that counts execution under one of its heads
        names[label(evaluation.execution.level1)] = evaluation.execution.level1
        members_of[label(evaluation.execution.level1)] = [execution]
    for row in rows:
        assert row.indicator is not None
        head = label(row.indicator.level1)
        names.setdefault(head, row.indicator.level1)
        members_of.setdefault(head, []).append(row)
    for name, _ in evaluation.weights:
        names.setdefault(label(name), name)
    for head, name in names.items():
        yield _group(name, heads.get(head), members_of.get(head, []), profile)


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
