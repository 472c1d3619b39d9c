"""Every audit rule, in one tuple. A code belongs to its rule for ever; withdrawn codes are listed, never given again."""

from collections.abc import Collection

from perfeval.auditing.rule import AuditRule
from perfeval.auditing.rules.execution.execution_basis import execution_basis
from perfeval.auditing.rules.execution.execution_counted_twice import execution_counted_twice
from perfeval.auditing.rules.execution.execution_missing import execution_missing
from perfeval.auditing.rules.execution.execution_over_budget import execution_over_budget
from perfeval.auditing.rules.execution.execution_rate_mismatch import execution_rate_mismatch
from perfeval.auditing.rules.execution.execution_score_mismatch import execution_score_mismatch
from perfeval.auditing.rules.execution.execution_zero_budget import execution_zero_budget
from perfeval.auditing.rules.execution.expenditure_mismatch import expenditure_mismatch
from perfeval.auditing.rules.execution.funds_mismatch import funds_mismatch
from perfeval.auditing.rules.figures.actual_missing import actual_missing
from perfeval.auditing.rules.figures.actual_not_a_figure import actual_not_a_figure
from perfeval.auditing.rules.figures.actual_repeats_sign import actual_repeats_sign
from perfeval.auditing.rules.figures.cost_with_floor import cost_with_floor
from perfeval.auditing.rules.figures.direction_unstated import direction_unstated
from perfeval.auditing.rules.figures.figure_unreadable import figure_unreadable
from perfeval.auditing.rules.figures.percentage_above_100 import percentage_above_100
from perfeval.auditing.rules.figures.placeholder_left import placeholder_left
from perfeval.auditing.rules.figures.scored_by_our_reading import scored_by_our_reading
from perfeval.auditing.rules.figures.scored_without_actual import scored_without_actual
from perfeval.auditing.rules.figures.target_actual_different_measure import target_actual_different_measure
from perfeval.auditing.rules.figures.target_missing import target_missing
from perfeval.auditing.rules.figures.target_not_quantified import target_not_quantified
from perfeval.auditing.rules.figures.unit_missing import unit_missing
from perfeval.auditing.rules.form.duplicate_indicator import duplicate_indicator
from perfeval.auditing.rules.form.form_unfilled import form_unfilled
from perfeval.auditing.rules.form.goal_is_a_figure import goal_is_a_figure
from perfeval.auditing.rules.form.group_missing import group_missing
from perfeval.auditing.rules.form.level_missing import level_missing
from perfeval.auditing.rules.form.level_unknown import level_unknown
from perfeval.auditing.rules.form.profile_not_shipped import profile_not_shipped
from perfeval.auditing.rules.form.satisfaction_missing import satisfaction_missing
from perfeval.auditing.rules.form.satisfaction_not_measured import satisfaction_not_measured
from perfeval.auditing.rules.judged.attainment_missing import attainment_missing
from perfeval.auditing.rules.judged.attainment_unknown import attainment_unknown
from perfeval.auditing.rules.judged.rate_outside_band import rate_outside_band
from perfeval.auditing.rules.judged.wording_changed import wording_changed
from perfeval.auditing.rules.reasons.over_achieved import over_achieved
from perfeval.auditing.rules.reasons.reason_missing import reason_missing
from perfeval.auditing.rules.reasons.reason_without_shortfall import reason_without_shortfall
from perfeval.auditing.rules.scores.grade_mismatch import grade_mismatch
from perfeval.auditing.rules.scores.group_score_above_weight import group_score_above_weight
from perfeval.auditing.rules.scores.met_with_lost_points import met_with_lost_points
from perfeval.auditing.rules.scores.missed_with_full_marks import missed_with_full_marks
from perfeval.auditing.rules.scores.score_above_weight import score_above_weight
from perfeval.auditing.rules.scores.score_mismatch import score_mismatch
from perfeval.auditing.rules.scores.score_missing import score_missing
from perfeval.auditing.rules.scores.total_mismatch import total_mismatch
from perfeval.auditing.rules.scores.total_missing import total_missing
from perfeval.auditing.rules.weights.group_weight_mismatch import group_weight_mismatch
from perfeval.auditing.rules.weights.rule_not_the_weight import rule_not_the_weight
from perfeval.auditing.rules.weights.weight_missing import weight_missing
from perfeval.auditing.rules.weights.weight_zero import weight_zero
from perfeval.auditing.rules.weights.weights_not_100 import weights_not_100
from perfeval.errors import InputError, Problem
from perfeval.trees.structure import nearest

AUDIT_RULES: tuple[AuditRule, ...] = (
    weights_not_100,
    group_weight_mismatch,
    weight_missing,
    weight_zero,
    rule_not_the_weight,
    score_mismatch,
    score_above_weight,
    group_score_above_weight,
    total_mismatch,
    grade_mismatch,
    missed_with_full_marks,
    met_with_lost_points,
    score_missing,
    total_missing,
    execution_rate_mismatch,
    execution_score_mismatch,
    execution_over_budget,
    execution_basis,
    execution_counted_twice,
    execution_zero_budget,
    funds_mismatch,
    expenditure_mismatch,
    execution_missing,
    attainment_missing,
    attainment_unknown,
    rate_outside_band,
    wording_changed,
    target_not_quantified,
    direction_unstated,
    target_actual_different_measure,
    actual_repeats_sign,
    actual_not_a_figure,
    unit_missing,
    percentage_above_100,
    figure_unreadable,
    scored_without_actual,
    cost_with_floor,
    placeholder_left,
    scored_by_our_reading,
    target_missing,
    actual_missing,
    reason_missing,
    over_achieved,
    reason_without_shortfall,
    duplicate_indicator,
    level_unknown,
    satisfaction_missing,
    group_missing,
    satisfaction_not_measured,
    goal_is_a_figure,
    form_unfilled,
    level_missing,
    profile_not_shipped,
)

WITHDRAWN: tuple[str, ...] = ()
"""Codes of rules that are gone."""


def rules_named(word: str) -> tuple[AuditRule, ...]:
    """The rules with this code, name or family; InputError with the nearest name where there are none.

    >>> [rule.code for rule in rules_named("weights")]
    ['W101', 'W102', 'W103', 'W104', 'W105']
    """
    found = tuple(rule for rule in AUDIT_RULES if rule.answers_to(word))
    if not found:
        words = dict.fromkeys(w for rule in AUDIT_RULES for w in (rule.family, rule.name, rule.code))
        hint = nearest(word, words)
        what = f"没有名为“{word[:40]}”的审核规则"
        raise InputError(
            [Problem("", what, "规则的编号、名称或类别，用 perfeval rules 查看", hint, code="name-unknown")], "perfeval"
        )
    return found


def chosen(select: Collection[str] = (), ignore: Collection[str] = ()) -> tuple[AuditRule, ...]:
    """The rules that are selected and not ignored, in the order of `RULES`; all where none is selected."""
    problems = list[Problem]()

    def codes(words: Collection[str]) -> set[str]:
        found = set[str]()
        for word in words:
            try:
                found.update(rule.code for rule in rules_named(word))
            except InputError as error:
                problems.extend(error.problems)
        return found

    wanted, unwanted = codes(select), codes(ignore)
    if problems:
        raise InputError(problems, "perfeval")
    return tuple(rule for rule in AUDIT_RULES if (not select or rule.code in wanted) and rule.code not in unwanted)
