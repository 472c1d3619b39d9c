"""Evaluation and profile into a scorecard: the exact engine, the one rounding, the sums.

Each row is read (`perfeval.scoring.reading`), held to the gates, scored by the one rule that its clause names
(`perfeval.rules.formulas`), divided and rounded half up here and nowhere else, and told in words (`perfeval.scoring.wording`).
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from perfeval.errors import InputError, Problem, UndeterminedError
from perfeval.forms.aggregate import Share, mean
from perfeval.forms.model import (
    NOT_APPLICABLE,
    Evaluation,
    Execution,
    Indicator,
    QualitativeIndicator,
    QuantitativeIndicator,
)
from perfeval.rules.formulas import ADJUSTMENTS
from perfeval.rules.formulas import NOT_APPLICABLE as NOT_APPLICABLE_RULES
from perfeval.rules.gates import Row, faced
from perfeval.scoring import curve_wording, wording
from perfeval.scoring.engine import EXACT, Exact, gate, points
from perfeval.scoring.methods import Method, clause_of, execution_clause, execution_method, method_of, numbers
from perfeval.scoring.parts import funds_of, has_parts, left_out, read_figures, read_judgements, refuse_unstated
from perfeval.scoring.reading import Judgement, read_items, read_judgement
from perfeval.scoring.results import Note, PartResult, RowScore, Scorecard, Step
from perfeval.scoring.totals import card
from perfeval.values.figures import is_blank
from perfeval.values.quantities import read_share
from perfeval.values.terms import Direction, Status
from perfeval.values.units import WAN_YUAN

if TYPE_CHECKING:
    from perfeval.profiles import Profile, ProfileLike

__all__ = ["EXACT", "Exact", "score"]


def score(evaluation: Evaluation, profile: "ProfileLike | None" = None) -> Scorecard:
    """The scorecard of an evaluation under its own profile, or under the one given (a Profile, an id or a file).

    Raises ProfileError for an unknown or broken profile, InputError where none is named. Figures never raise: what
    cannot be scored is undetermined, with the reason.
    """
    rules = profile_of(evaluation, profile)
    execution = _execution(evaluation.execution or Execution(), rules)
    rows = tuple(_row(path, row, evaluation, rules) for path, row in evaluation.rows())
    return card(evaluation, rules, execution, rows)


def profile_of(evaluation: Evaluation, profile: "ProfileLike | None") -> "Profile":
    """The rules of an evaluation: the profile given, else its own; InputError where it names none."""
    from perfeval.profiles import load_profile  # with its classes: only where something is scored

    name = evaluation.profile if profile is None or profile == "" else profile
    if name == "":
        hint = '请用 --profile 指定，如 --profile hubei-wuhan，或在文件里写 profile = "hubei-wuhan"；perfeval profiles 列出全部'
        raise InputError([Problem("profile", "没有写评分规则", "规则的 id 或文件", hint)])
    return load_profile(name)


# --- one row ------------------------------------------------------------------------------------------------------


def _fraction(points: Decimal | None) -> Fraction | None:
    return None if points is None else Fraction(points)


def _execution(execution: Execution, profile: "Profile") -> RowScore:
    weight = profile.execution_points.value if execution.weight is None else execution.weight
    basis = execution.initial if profile.execution_budget.value == "initial" else execution.budget
    budget = basis.to(WAN_YUAN) if basis else None
    executed = execution.executed.to(WAN_YUAN) if execution.executed else None
    rate = executed / budget if budget and executed is not None else None
    blank = RowScore(
        path="execution",
        name="预算执行率",
        status=Status.SCORED,
        clause=execution_clause(profile) or "本项目的理解",
        weight=weight,
        rate=rate,
    )
    row = Row(_fraction(weight), budget, executed)
    try:
        if weight is None:
            raise UndeterminedError("weight-missing", f"评分规则“{profile.id}”的来源没有印预算执行的分值，表上也没有写")
        method = execution_method(profile)
        p = numbers(method, Fraction(weight), Fraction(1), "%")
        exact = points(method, row, profile, p)
    except UndeterminedError as error:
        if error.code == "budget-missing" and profile.execution_budget.value == "initial":
            error = UndeterminedError(error.code, error.reason.replace("预算数", "年初预算数"))
        return _undetermined(blank, error)
    told = wording.execution(row, exact, profile)
    if method.rule != "ratio" and budget:
        told = (told[0], *curve_wording.curve(method, row, exact, WAN_YUAN, p))
    steps = (*told, *wording.rate_first(row.weight, exact, method, profile))
    return _scored(blank, exact, steps, tuple(wording.execution_notes(row, profile)), profile)


def _row(path: str, row: Indicator, evaluation: Evaluation, profile: "Profile") -> RowScore:
    blank = RowScore(
        path=path,
        name=row.name,
        status=Status.SCORED,
        clause=clause_of(row, profile) or "本项目的理解",
        weight=row.weight,
        indicator=row,
    )
    try:
        return _applied(blank, row, evaluation, profile)
    except UndeterminedError as error:
        if error.code == "not-applicable":
            return _out_of_use(blank, row, error.reason, profile)
        return _undetermined(blank, error)


def _applied(blank: RowScore, row: Indicator, evaluation: Evaluation, profile: "Profile") -> RowScore:
    """The row by its rule; UndeterminedError where it has none, or does not apply."""
    if row.is_out_of_use:
        said = f"单元格写为“{NOT_APPLICABLE}”" if row.applicable else row.reason or "本指标不适用"
        raise UndeterminedError("not-applicable", said)
    _refuse_deduction(row, profile)
    method = method_of(row, profile)
    if method.kind in ("checklist", "coefficient"):
        return _listed(blank, row, method, profile)
    if isinstance(row, QuantitativeIndicator):
        return _quantitative(blank, row, method, evaluation, profile)
    assert isinstance(row, QualitativeIndicator)
    if has_parts(row):
        return _judged_parts(blank, row, evaluation, profile)
    return _judged(blank, row, profile)


def _out_of_use(blank: RowScore, row: Indicator, reason: str, profile: "Profile") -> RowScore:
    """A row that does not apply, however it says so: left out, or kept with its whole weight where the profile says that."""
    kept = NOT_APPLICABLE_RULES.get(profile.not_applicable.value)
    if kept is None or row.weight is None or (row.deduct and profile.deduction.value == "none"):
        step = Step("", f"“{row.name}”不适用：{reason}。")
        return evolve(blank, status=Status.NOT_APPLICABLE, code="not-applicable", reason=reason, steps=(step,))
    worth, _ = kept(EXACT, None, None, Fraction(row.weight), None)
    return _scored(blank, worth, (wording.not_applicable(row, reason, profile),), (), profile)


def _refuse_deduction(row: Indicator, profile: "Profile") -> None:
    """A deduction that the profile does not know must not be passed over."""
    if row.deduct and profile.deduction.value == "none":
        raise UndeterminedError(
            "deduction-unknown", f"本行写有扣分 {row.deduct} 分，评分规则“{profile.id}”没有规定公式之外的扣分"
        )


def _listed(blank: RowScore, row: Indicator, method: Method, profile: "Profile") -> RowScore:
    """A checklist, or a coefficient times the weight."""
    if method.kind == "coefficient":
        best, given = Fraction(1), read_share(row.coefficient or "")
        if given is None:
            raise UndeterminedError("coefficient-unreadable", f"得分系数“{row.coefficient}”读不出百分数，应写如 95%")
    else:
        best, given = read_items(row.items)
    operands = Row(_fraction(row.weight), best, given)
    exact = points(method, operands, profile)
    steps = (wording.opening(row, profile), curve_wording.listed(row, method, operands, exact))
    return _scored(blank, exact, steps, (), profile)


def _quantitative(
    blank: RowScore, row: QuantitativeIndicator, method: Method, evaluation: Evaluation, profile: "Profile"
) -> RowScore:
    if row.weight is None:
        gate("quantitative", Row(None))
    reading = read_figures(row, evaluation, profile)
    direction, weight = row.resolved_direction, Fraction(row.weight or 0)
    p = (
        numbers(method, weight, reading.target, reading.unit)
        if reading.target is not None and reading.actual is not None
        else None
    )

    def operands(target: Fraction | None, actual: Fraction | None) -> Row:
        return Row(
            _fraction(row.weight),
            target,
            actual,
            unsigned=row.is_unsigned,
            strict=row.is_strict,
            is_equal=direction is Direction.EQUAL,
        )

    whole = operands(reading.target, reading.actual)
    exact = points(method, whole, profile, p)
    parts = []
    for part in reading.parts:
        try:
            own = part.target_value
            alone = None if own is None else numbers(method, weight, own, reading.unit)
            worth = points(method, operands(own, part.actual_value), profile, alone)
        except UndeterminedError:
            parts.append(part)  # without a target of its own, a part has no points of its own
        else:
            parts.append(part._replace(exact=worth))
    if parts:
        target = row.target or wording.sign(row) + wording.figure(whole.target, reading.unit)
        actual = row.actual or wording.figure(whole.actual, reading.unit)
        blank = evolve(blank, parts=tuple(parts), target=target, actual=actual)
    if gate("quantitative", faced(method.rule, whole), profile):
        scored = wording.zero_target(whole, exact, reading.unit, profile)
        told = wording.beyond(whole, direction, profile)
    elif method.rule in ("ratio", "as-forward"):
        scored = wording.quantitative(row, whole, exact, reading.unit, blank.clause)
        told = wording.quantitative_notes(row, whole, profile)
    else:
        scored = curve_wording.curve(method, whole, exact, reading.unit, p)
        told = wording.beyond(whole, direction, profile)
    steps = (*reading.steps, *wording.alone(parts), *scored, *wording.rate_first(whole.weight, exact, method, profile))
    return _scored(blank, exact, (wording.opening(row, profile), *steps), (*reading.notes, *told), profile)


def _judge(weight: Decimal | None, judgement: Judgement, profile: "Profile") -> Fraction:
    band = judgement.band
    operands = Row(
        _fraction(weight),
        actual=judgement.rate,
        low=band.low if band else None,
        high=band.high if band else None,
        closed=bool(band) and band is profile.judged_bands.value[0],
    )
    return points(Method("judged", profile.judged_rule.value, profile.judged_rule.clause), operands, profile)


def _judged(blank: RowScore, row: QualitativeIndicator, profile: "Profile") -> RowScore:
    judgement = read_judgement(row, profile)
    try:
        exact = _judge(row.weight, judgement, profile)
    except UndeterminedError as error:
        if error.code == "attainment-missing" and is_blank(row.target):
            raise UndeterminedError("target-missing", wording.NO_TARGET) from None
        raise wording.about_bands(error, judgement, profile) from None
    assert row.weight is not None
    steps = (wording.opening(row, profile), wording.judged(row.weight, judgement, exact, blank.clause))
    return _scored(blank, exact, steps, (), profile)


def _judged_parts(blank: RowScore, row: QualitativeIndicator, evaluation: Evaluation, profile: "Profile") -> RowScore:
    """备注3: each part scored, unrounded, then the mean by funds, rounded once."""
    refuse_unstated(profile.aggregate_judged, profile)
    shares, parts = [], []
    for part, judgement in read_judgements(row, evaluation, profile):
        try:
            worth = _judge(row.weight, judgement, profile)
        except UndeterminedError as error:
            raise wording.about_bands(error, judgement, profile, part.name) from None
        shares.append(Share(part.name, worth, funds_of(part)))
        funds, target, actual = str(part.funds or ""), row.target or "", wording.judgement(judgement)
        parts.append(PartResult(part.name, funds, target, actual, exact=worth))
    exact = mean(shares)
    steps = (wording.opening(row, profile), wording.judged_mean(parts, shares, exact, profile.aggregate_judged.clause))
    notes = tuple(left_out(row.attainments, row.rates, row.actuals))
    return _scored(evolve(blank, parts=tuple(parts)), exact, steps, notes, profile)


def _undetermined(blank: RowScore, error: UndeterminedError) -> RowScore:
    step = Step("", f"“{blank.name}”未能确定得分：{error.reason}。")
    return evolve(blank, status=Status.UNDETERMINED, code=error.code, reason=error.reason, steps=(step,))


def _scored(
    blank: RowScore, exact: Fraction, steps: Sequence[Step], notes: Sequence[Note], profile: "Profile"
) -> RowScore:
    """The one place where a row's score is rounded, to the profile's places; then what people deducted.

    What counts into the sums is the printed score, unless the profile rounds sums only.
    """
    printed = profile.round(exact)
    so = profile.rounds("row" if blank.indicator else "execution")
    counts, closing = Fraction(printed) if so else exact, [*wording.rounding(exact, printed, profile, so)]
    deducted = blank.indicator.deduct if blank.indicator else None
    if deducted:
        left = ADJUSTMENTS[profile.deduction.value](EXACT, counts, Fraction(deducted))
        printed = profile.round(left)
        counts = Fraction(printed) if so else left
        closing += (wording.deduction(deducted, left, profile), *wording.rounding(left, printed, profile, so))
    return evolve(blank, exact=exact, score=printed, counts=counts, steps=(*steps, *closing), notes=tuple(notes))
