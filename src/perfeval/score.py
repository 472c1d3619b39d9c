"""Evaluation and profile into a scorecard: the exact engine, the one rounding, the sums.

Each row is read (`perfeval.readings`), held to the gates, scored by the one rule that its clause names
(`perfeval.rules`), divided and rounded half up here and nowhere else, and told in words (`perfeval.wording`).
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from os import PathLike, fspath
from typing import TYPE_CHECKING

from attrs import evolve

from perfeval import wording
from perfeval.aggregate import Share, mean
from perfeval.errors import InputError, Problem, UndeterminedError
from perfeval.figures import round_half_up
from perfeval.model import Evaluation, Execution, Indicator, QualitativeIndicator, QuantitativeIndicator
from perfeval.parts import funds_of, has_parts, read_judgements, read_parts
from perfeval.readings import Judgement, read_judgement, read_row
from perfeval.rules import ADJUSTMENTS, CURVES, GATES, Row
from perfeval.scorecard import Note, PartResult, RowScore, Scorecard, Step
from perfeval.terms import Direction, Status
from perfeval.totals import card
from perfeval.units import WAN_YUAN

if TYPE_CHECKING:
    from perfeval.profiles import Cited, Profile


class Exact:
    """The words of the rules, in fractions: the reference engine."""

    def lit(self, number: int) -> Fraction:
        """A constant."""
        return Fraction(number)

    def choose(self, condition: bool, yes: Fraction, no: Fraction) -> Fraction:
        """One of two values."""
        return yes if condition else no

    def most(self, *values: Fraction) -> Fraction:
        """The greatest value."""
        return max(values)

    def both(self, one: bool, other: bool) -> bool:
        """Both conditions."""
        return one and other

    def either(self, one: bool, other: bool) -> bool:
        """One of the conditions."""
        return one or other

    def missing(self, value: Fraction | None) -> bool:
        """No value."""
        return value is None


EXACT = Exact()


def score(evaluation: Evaluation, profile: "Profile | str | PathLike[str] | None" = None) -> Scorecard:
    """The scorecard of an evaluation under its own profile, or under the one given (a Profile, an id or a file).

    Raises ProfileError for an unknown or broken profile, InputError where none is named. Figures never raise: what
    cannot be scored is undetermined, with the reason.

    >>> from perfeval import Evaluation, Execution, Project, QuantitativeIndicator, score
    >>> card = score(Evaluation(
    ...     project=Project(name="乡村振兴"), profile="hubei-wuhan",
    ...     execution=Execution(budget="500万元", executed="500万元"),
    ...     indicators=(QuantitativeIndicator(name="全年", level1="产出指标", target="≦365 天", actual="400天", weight=80),),
    ... ))
    >>> card.rows[0].exact, card.rows[0].score, card.total
    (Fraction(73, 1), Decimal('73.00'), Decimal('93.00'))
    """
    rules = _profile(evaluation, profile)
    execution = _execution(evaluation.execution or Execution(), rules)
    rows = tuple(_row(path, row, evaluation, rules) for path, row in evaluation.rows())
    return card(evaluation, rules, execution, rows)


def _profile(evaluation: Evaluation, profile: "Profile | str | PathLike[str] | None") -> "Profile":
    if profile is not None and not isinstance(profile, (str, PathLike)):
        return profile
    from perfeval.profiles import load_profile  # with its classes: only where something is scored

    name = fspath(profile) if profile else evaluation.profile
    if not name:
        hint = '在文件里写 profile = "hubei-wuhan"，或用 --profile 指定'
        raise InputError([Problem("profile", "没有写评分规则", "规则的 id 或文件", hint)])
    return load_profile(name)


# --- one row ------------------------------------------------------------------------------------------------------


def _gate(kind: str, row: Row) -> None:
    """UndeterminedError by the first gate that holds."""
    for gate in GATES[kind]:
        if gate.when(EXACT, row):
            raise UndeterminedError(gate.code, gate.reason)


def _points(kind: str, curve: str, row: Row, profile: "Profile") -> Fraction:
    """What the row has earned, undivided; UndeterminedError where a gate holds."""
    gates = kind if kind in GATES else "quantitative"
    _gate(gates, row)
    earned, of = CURVES[kind][curve](EXACT, row.target, row.actual, row.weight, profile)
    return Fraction(earned) / Fraction(of)


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
        clause=profile.execution_rule.clause,
        weight=weight,
        rate=rate,
    )
    row = Row(Fraction(weight), budget, executed)
    try:
        exact = _points("execution", profile.execution_rule.value, row, profile)
    except UndeterminedError as error:
        return _undetermined(blank, error)
    return _scored(blank, exact, wording.execution(row, exact, profile), tuple(wording.execution_notes(row)), profile)


def _row(path: str, row: Indicator, evaluation: Evaluation, profile: "Profile") -> RowScore:
    blank = RowScore(
        path=path,
        name=row.name,
        status=Status.SCORED,
        clause=_rule(row, profile).clause or "本项目的理解",
        weight=row.weight,
        indicator=row,
    )
    if not row.applicable:
        reason = row.reason or "本指标不适用"
        step = Step("", f"“{row.name}”不适用：{reason}。")
        return evolve(blank, status=Status.NOT_APPLICABLE, code="not-applicable", reason=reason, steps=(step,))
    try:
        _refuse_other_rules(row, profile)
        if isinstance(row, QuantitativeIndicator):
            return _quantitative(blank, row, evaluation, profile)
        assert isinstance(row, QualitativeIndicator)
        if has_parts(row):
            return _judged_parts(blank, row, evaluation, profile)
        return _judged(blank, row, profile)
    except UndeterminedError as error:
        if error.code == "not-applicable":
            step = Step("", f"“{row.name}”不适用：{error.reason}。")
            return evolve(blank, status=Status.NOT_APPLICABLE, code=error.code, reason=error.reason, steps=(step,))
        return _undetermined(blank, error)


def _rule(row: Indicator, profile: "Profile") -> "Cited[str]":
    """The parameter that names the row's rule, with its clause."""
    if not isinstance(row, QuantitativeIndicator):
        return profile.judged_rule
    return {
        Direction.FORWARD: profile.forward_rule,
        Direction.REVERSE: profile.reverse_rule,
        Direction.EQUAL: profile.equal_rule,
    }[row.resolved_direction]


def _refuse_other_rules(row: Indicator, profile: "Profile") -> None:
    """A row's own printed rule, or a deduction, that the profile does not know must not be passed over."""
    for key, value in (("rule", row.rule), ("items", row.items), ("coefficient", row.coefficient)):
        if value:
            raise UndeterminedError(
                "rule-unknown", f"本行写有自己的计分方法（{key}），评分规则“{profile.id}”没有这种方法"
            )
    if row.deduct and profile.deduction.value == "none":
        raise UndeterminedError(
            "deduction-unknown", f"本行写有扣分 {row.deduct} 分，评分规则“{profile.id}”没有规定公式之外的扣分"
        )


def _quantitative(blank: RowScore, row: QuantitativeIndicator, evaluation: Evaluation, profile: "Profile") -> RowScore:
    if row.weight is None:
        _gate("quantitative", Row(None))
    reading = read_parts(row, evaluation, profile) if has_parts(row) else read_row(row)
    direction, curve = row.resolved_direction, _rule(row, profile).value

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
    exact = _points(direction.value, curve, whole, profile)
    parts = []
    for part in reading.parts:
        try:
            points = _points(direction.value, curve, operands(part.target_value, part.actual_value), profile)
        except UndeterminedError:
            parts.append(part)  # without a target of its own, a part has no points of its own
        else:
            parts.append(part._replace(exact=points))
    if parts:
        target = row.target or wording.sign(row) + wording.figure(whole.target, reading.unit)
        actual = row.actual or wording.figure(whole.actual, reading.unit)
        blank = evolve(blank, parts=tuple(parts), target=target, actual=actual)
    alone = wording.alone(parts)
    steps = (*reading.steps, *alone, *wording.quantitative(row, whole, exact, reading.unit, blank.clause))
    notes = (*reading.notes, *wording.quantitative_notes(row, whole, profile))
    return _scored(blank, exact, (wording.opening(row, profile), *steps), notes, profile)


def _judge(weight: Decimal | None, judgement: Judgement, profile: "Profile") -> Fraction:
    band = judgement.band
    operands = Row(
        _fraction(weight),
        actual=judgement.rate,
        low=band.low if band else None,
        high=band.high if band else None,
        closed=bool(band) and band is profile.judged_bands.value[0],
    )
    return _points("judged", profile.judged_rule.value, operands, profile)


def _judged(blank: RowScore, row: QualitativeIndicator, profile: "Profile") -> RowScore:
    judgement = read_judgement(row, profile)
    try:
        exact = _judge(row.weight, judgement, profile)
    except UndeterminedError as error:
        raise wording.about_bands(error, judgement, profile) from None
    assert row.weight is not None
    steps = (wording.opening(row, profile), wording.judged(row.weight, judgement, exact, blank.clause))
    return _scored(blank, exact, steps, (), profile)


def _judged_parts(blank: RowScore, row: QualitativeIndicator, evaluation: Evaluation, profile: "Profile") -> RowScore:
    """备注3: each part scored, unrounded, then the mean by funds, rounded once."""
    shares, parts = [], []
    for part, judgement in read_judgements(row, evaluation, profile):
        try:
            points = _judge(row.weight, judgement, profile)
        except UndeterminedError as error:
            raise wording.about_bands(error, judgement, profile, part.name) from None
        shares.append(Share(part.name, points, funds_of(part)))
        funds, target, actual = str(part.funds or ""), row.target or "", wording.judgement(judgement)
        parts.append(PartResult(part.name, funds, target, actual, exact=points))
    exact = mean(shares)
    steps = (wording.opening(row, profile), wording.judged_mean(parts, shares, exact, profile.aggregate_judged.clause))
    return _scored(evolve(blank, parts=tuple(parts)), exact, steps, (), profile)


def _undetermined(blank: RowScore, error: UndeterminedError) -> RowScore:
    step = Step("", f"“{blank.name}”未能确定得分：{error.reason}。")
    return evolve(blank, status=Status.UNDETERMINED, code=error.code, reason=error.reason, steps=(step,))


def _scored(
    blank: RowScore, exact: Fraction, steps: Sequence[Step], notes: Sequence[Note], profile: "Profile"
) -> RowScore:
    """The one place where a score is rounded: half up, to the profile's places; then what people deducted."""
    places = profile.rounding_places.value
    printed = round_half_up(exact, places)
    closing = [*wording.rounding(exact, printed, profile)]
    deducted = blank.indicator.deduct if blank.indicator else None
    if deducted:
        adjusted = ADJUSTMENTS[profile.deduction.value](EXACT, Fraction(printed), Fraction(deducted))
        closing.append(wording.deduction(deducted, adjusted, profile))
        printed = round_half_up(adjusted, places)
    return evolve(blank, exact=exact, score=printed, steps=(*steps, *closing), notes=tuple(notes))
