"""Every audit rule, in one tuple. A code belongs to its rule for ever; withdrawn codes are listed, never given again."""

from collections.abc import Collection

from perfeval.auditing import entries, execution, form, judged, reasons, scores, weights
from perfeval.auditing.rule import Rule
from perfeval.errors import InputError, Problem
from perfeval.trees.structure import nearest

RULES: tuple[Rule, ...] = (
    weights.weights_not_100,
    weights.group_weight_mismatch,
    weights.weight_missing,
    weights.weight_zero,
    scores.score_mismatch,
    scores.score_above_weight,
    scores.group_score_above_weight,
    scores.total_mismatch,
    scores.grade_mismatch,
    scores.missed_with_full_marks,
    scores.met_with_lost_points,
    execution.execution_rate_mismatch,
    execution.execution_score_mismatch,
    execution.execution_over_budget,
    execution.execution_basis,
    execution.execution_counted_twice,
    execution.execution_zero_budget,
    execution.funds_mismatch,
    execution.expenditure_mismatch,
    judged.attainment_missing,
    judged.attainment_unknown,
    judged.rate_outside_band,
    judged.wording_changed,
    entries.target_not_quantified,
    entries.direction_unstated,
    entries.target_actual_different_measure,
    entries.actual_repeats_sign,
    entries.actual_not_a_figure,
    entries.unit_missing,
    entries.percentage_above_100,
    entries.figure_unreadable,
    entries.scored_without_actual,
    entries.cost_with_floor,
    entries.placeholder_left,
    entries.scored_by_our_reading,
    reasons.reason_missing,
    reasons.over_achieved,
    reasons.reason_without_shortfall,
    form.duplicate_indicator,
    form.level_unknown,
    form.satisfaction_missing,
    form.group_missing,
    form.satisfaction_not_measured,
    form.goal_is_a_figure,
)

WITHDRAWN: tuple[str, ...] = ()
"""Codes of rules that are gone."""


def named(word: str) -> tuple[Rule, ...]:
    """The rules with this code, name or family; InputError with the nearest name where there are none.

    >>> [rule.code for rule in named("weights")]
    ['W101', 'W102', 'W103', 'W104']
    """
    found = tuple(rule for rule in RULES if rule.answers_to(word))
    if not found:
        words = dict.fromkeys(w for rule in RULES for w in (rule.family, rule.name, rule.code))
        hint = nearest(word, words)
        what = f"没有名为“{word[:40]}”的审核规则"
        raise InputError([Problem("", what, "规则的编号、名称或类别，用 perfeval rules 查看", hint)], "perfeval")
    return found


def chosen(select: Collection[str] = (), ignore: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules that are selected and not ignored, in the order of `RULES`; all where none is selected."""
    problems = list[Problem]()

    def codes(words: Collection[str]) -> set[str]:
        found = set[str]()
        for word in words:
            try:
                found.update(rule.code for rule in named(word))
            except InputError as error:
                problems.extend(error.problems)
        return found

    wanted, unwanted = codes(select), codes(ignore)
    if problems:
        raise InputError(problems, "perfeval")
    return tuple(rule for rule in RULES if (not select or rule.code in wanted) and rule.code not in unwanted)
