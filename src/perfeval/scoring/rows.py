"""One row: read, held to the gates, scored by the one rule that its clause names, rounded. No sentence is made here.

Cells become operands in `reading.py` and `parts.py`, points come from `engine.py`; this module asks in which order, and keeps
what it found in the trace. A score is divided in the engine and rounded half up in `_scored`, and nowhere else.
A little over 300 lines: the order in which a row is asked is one story, read from top to bottom.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfeval.errors import UndeterminedError
from perfeval.forms.aggregate import FundedFigure, mean
from perfeval.forms.model import (
    NOT_APPLICABLE,
    Evaluation,
    Execution,
    Indicator,
    QualitativeIndicator,
    QuantitativeIndicator,
)
from perfeval.rules.formulas import deduction
from perfeval.rules.gates import WEIGHT
from perfeval.rules.judged import ATTAINMENT, OUTSIDE, RATE, rate_words, span
from perfeval.rules.met import MET
from perfeval.rules.ratios import CHANGE
from perfeval.rules.registry import KEPT
from perfeval.rules.rule import OURS, Method, Operands
from perfeval.rules.words import EXACT
from perfeval.scoring.engine import is_deducted, worth
from perfeval.scoring.methods import execution_clause, execution_method, method_of, numbers, own_curve, parameter_of
from perfeval.scoring.parts import funds_of, has_parts, left_out, read_figures, read_judgements, refuse_unstated
from perfeval.scoring.reached import Answer, answer_of_cells
from perfeval.scoring.reading import read_items, read_judgement
from perfeval.scoring.results import RowScore
from perfeval.scoring.trace import Judgement, PartResult, Reading, Trace
from perfeval.values.figures import fraction, is_blank, plain
from perfeval.values.quantities import read_change, read_share, several_meanings
from perfeval.values.terms import Direction, Status
from perfeval.values.units import WAN_YUAN

if TYPE_CHECKING:
    from perfeval.profiles import Profile

NO_TARGET = "没有目标值（A）：定量指标请写符号、数字和单位，定性指标请写文字目标值和评判档次"
"""Why a row without a target, which counts as a judged one, has no score."""
UNSHARED = "rows-unshared"
"""The code of a row whose points several rows share, nobody says how."""
_DIRECTIONS = frozenset(Direction)


def score_execution(execution: Execution, profile: "Profile") -> RowScore:
    """The result of the execution block: B/A, and its points."""
    weight = profile.execution_points.value if execution.weight is None else execution.weight
    basis = execution.initial if profile.execution_budget.value == "initial" else execution.budget
    budget = basis.to(WAN_YUAN) if basis else None
    executed = execution.executed.to(WAN_YUAN) if execution.executed else None
    about: dict[str, Any] = {
        "path": "execution",
        "name": "预算执行率",
        "clause": execution_clause(profile) or OURS,
        "profile": profile,
        "weight": weight,
        "rate": executed / budget if budget and executed is not None else None,
    }
    trace = Trace(reading=Reading(budget, executed, WAN_YUAN, executed))
    try:
        if weight is None:
            raise UndeterminedError(WEIGHT.code, f"评分规则“{profile.id}”的来源没有印预算执行的分值，表上也没有写")
        method = execution_method(profile)
        p = numbers(method, Fraction(weight), Fraction(1), "%")
        operands = Operands(Fraction(weight), budget, executed)
        trace = trace._replace(method=method, numbers=p, operands=operands)
        points, answered = worth(method, operands, profile, p)
    except UndeterminedError as error:
        reason = error.reason
        if profile.execution_budget.value == "initial":
            reason = reason.replace("预算数", "年初预算数")
        return RowScore(status=Status.UNDETERMINED, code=error.code, reason=reason, trace=trace, **about)
    return _scored(about, points, trace._replace(answered=answered))


def score_row(path: str, row: Indicator, evaluation: Evaluation, profile: "Profile") -> RowScore:
    """The result of one row. Its figures are read and its rule is looked up wherever that can be done, with or without a score."""
    method, reading = None, None
    unread = unruled = None
    try:
        method = method_of(row, profile)
    except UndeterminedError as error:
        unruled = error
    if isinstance(row, QuantitativeIndicator):
        try:
            reading = read_figures(row, evaluation, profile)
        except UndeterminedError as error:
            unread = error
    clause = method.clause if method else parameter_of(row, profile).clause
    about: dict[str, Any] = {
        "path": path,
        "name": row.name,
        "clause": clause or OURS,
        "profile": profile,
        "weight": row.weight,
        "indicator": row,
    }
    try:
        if row.is_out_of_use:
            said = f"单元格写为“{NOT_APPLICABLE}”" if row.applicable else row.reason or "本指标不适用"
            return _out_of_use(about, row, said, Trace(reading, method))
        if row.rows:
            points = "得分" if row.weight is None else f"{row.weight} 分"
            raise UndeterminedError(UNSHARED, f"{points}由 {len(row.rows)} 个下级指标共有，没有写明各占多少分")
        _refuse_deduction(row, profile)
        if found := answered(row, method, profile):
            return _answered(about, row, *found)
        if method is None:
            assert unruled is not None
            raise unruled
        if isinstance(row, QuantitativeIndicator) and method.kind in _DIRECTIONS:
            if row.weight is None:
                raise UndeterminedError(WEIGHT.code, WEIGHT.reason)
            if reading is None:
                assert unread is not None
                raise unread
            return _figures(about, row, method, reading, profile)
        if method.kind != "judged":
            return _listed(about, row, method, Trace(reading, method), profile)
        assert isinstance(row, QualitativeIndicator)
        if has_parts(row):
            return _judged_parts(about, row, method, evaluation, profile)
        return _judged(about, row, method, profile)
    except UndeterminedError as error:
        trace = Trace(reading, method)
        if error.code == "not-applicable":
            return _out_of_use(about, row, error.reason, trace)
        return RowScore(status=Status.UNDETERMINED, code=error.code, reason=error.reason, trace=trace, **about)


def _refuse_deduction(row: Indicator, profile: "Profile") -> None:
    """A deduction that the profile does not know must not be passed over."""
    if row.deduct and profile.deduction.value == "none":
        raise UndeterminedError(
            "deduction-unknown", f"本行写有扣分 {row.deduct} 分，评分规则“{profile.id}”没有规定公式之外的扣分"
        )


def _out_of_use(about: dict[str, Any], row: Indicator, reason: str, trace: Trace) -> RowScore:
    """A row that does not apply, however it says so: left out, or kept with its whole weight where the profile says that."""
    profile, trace = about["profile"], trace._replace(out_of_use=reason)
    kept = KEPT.get(profile.not_applicable.value)
    if kept is None or row.weight is None or (row.deduct and profile.deduction.value == "none"):
        return RowScore(status=Status.NOT_APPLICABLE, code="not-applicable", reason=reason, trace=trace, **about)
    points, _ = kept(EXACT, None, None, Fraction(row.weight), None)
    return _scored(about, points, trace)


def answered(row: Indicator, method: Method | None, profile: "Profile") -> tuple[Answer, str] | None:
    """What a row's cells answer by themselves, and the clause by which that is scored, empty for our reading.

    None where they do not, or where the row is scored in another way: by a judgement, a list, a rule of its own. 是/否 need a
    rule that asks for nothing but met or not.
    """
    said = answer_of_cells(row)
    if said is None or row.items or row.has_coefficient:
        return None
    if said.kind == "yes-no":
        if row.rule is None:
            named: str = profile.yes_no_rule.value
            return (said, profile.yes_no_rule.clause or OURS) if named == MET.name else None
        curve = own_curve(row, profile)
        return (said, curve.clause) if curve.rule == MET.name else None
    if row.rule is not None or not all(map(is_blank, (getattr(row, key, None) for key in ("attainment", "rate")))):
        return None
    if said.kind == "bound" and (method is None or not method.rule.full_where_met):
        return None
    return said, ""


def _answered(about: dict[str, Any], row: Indicator, said: Answer, clause: str) -> RowScore:
    """The whole weight where the target is reached; nothing where a rule says so of what is not."""
    if row.weight is None:
        raise UndeterminedError(WEIGHT.code, WEIGHT.reason)
    if not said.met and said.kind != "yes-no":
        raise UndeterminedError(said.code, said.told)
    points = Fraction(row.weight) if said.met else Fraction(0)
    return _scored(about | {"clause": clause or OURS}, points, Trace(reached=said.told, reached_by=clause))


# --- by kind ------------------------------------------------------------------------------------------------------


def _figures(
    about: dict[str, Any], row: QuantitativeIndicator, method: Method, reading: Reading, profile: "Profile"
) -> RowScore:
    """A row of figures; with parts, what each would earn alone stands beside it."""
    weight, unit = fraction(row.weight or Decimal(0)), reading.unit

    def scored(target: Fraction | None, actual: Fraction | None) -> tuple[Fraction, Trace]:
        p = None if target is None or actual is None else numbers(method, weight, target, unit)
        is_equal = method.kind == Direction.EQUAL
        operands = method.rule.seen(Operands(weight, target, actual, row.is_unsigned, row.is_strict, is_equal))
        points, answered = worth(method, operands, profile, p)
        over = profile.over_deduction.value
        if over is not None and not is_deducted(EXACT, Direction(method.kind), target, actual, profile):
            over = None
        return points, Trace(reading, method, p, operands, answered, over=over)

    points, trace = scored(reading.target, reading.actual)
    if not reading.parts:
        return _scored(about, points, trace)
    parts = []
    for part in reading.parts:
        try:
            alone, _ = scored(part.target_value, part.actual_value)
        except UndeterminedError:
            parts.append(part)  # without a target of its own, a part has no points of its own
        else:
            parts.append(part._replace(exact=alone))
    assert reading.target is not None
    assert reading.actual is not None
    about |= {
        "parts": tuple(parts),
        "target": row.target or f"{_sign(row)}{plain(reading.target)}{unit}",
        "actual": row.actual or f"{plain(reading.actual)}{unit}",
    }
    return _scored(about, points, trace)


def _sign(row: QuantitativeIndicator) -> str:
    """The sign of the parts' targets as a form prints it, the milder one of ≤ and <; none where they point apart."""
    if len({each[0] for each in row.signs}) != 1:
        return ""
    shared = max(row.signs, key=len)
    return {">=": "≥", "<=": "≤"}.get(shared, shared)


def _listed(about: dict[str, Any], row: Indicator, method: Method, trace: Trace, profile: "Profile") -> RowScore:
    """A checklist, or a coefficient times the weight."""
    if method.kind == "coefficient":
        best, given = Fraction(1), read_share(row.coefficient or "")
        if given is None:
            raise UndeterminedError("coefficient-unreadable", f"得分系数“{row.coefficient}”读不出百分数，应写如 95%")
    else:
        best, given = read_items(row.items)
    operands = Operands(None if row.weight is None else Fraction(row.weight), best, given)
    points, _ = worth(method, operands, profile)
    return _scored(about, points, trace._replace(operands=operands))


def _judged(about: dict[str, Any], row: QualitativeIndicator, method: Method, profile: "Profile") -> RowScore:
    judgement = read_judgement(row, profile)
    operands = _band_operands(row.weight, judgement, profile)
    try:
        points, _ = worth(method, operands, profile)
    except UndeterminedError as error:
        if error.code == ATTAINMENT.code and is_blank(row.target):
            raise UndeterminedError("target-missing", NO_TARGET) from None
        why = several_meanings(row.target or "")
        if read_change(row.target or "") and profile.forward_rule.value == CHANGE.name:
            why = "是变化率，写明是定量指标的按变动率计"
        if error.code == ATTAINMENT.code and why:
            error = UndeterminedError(error.code, f"目标值“{row.target}”{why}，按定性指标计，而{error.reason}")
        raise _about_bands(error, judgement, profile) from None
    return _scored(about, points, Trace(method=method, operands=operands, judgement=judgement))


def _judged_parts(
    about: dict[str, Any], row: QualitativeIndicator, method: Method, evaluation: Evaluation, profile: "Profile"
) -> RowScore:
    """备注3: each part scored, unrounded, then the mean by funds, rounded once."""
    refuse_unstated(profile.aggregate_judged, profile)
    shares, parts = [], []
    for part, judgement in read_judgements(row, evaluation, profile):
        try:
            points, _ = worth(method, _band_operands(row.weight, judgement, profile), profile)
        except UndeterminedError as error:
            raise _about_bands(error, judgement, profile, part.name) from None
        shares.append(FundedFigure(part.name, points, funds_of(part)))
        assert judgement.band is not None
        assert judgement.rate is not None
        printed = f"{judgement.band.label} {rate_words(judgement.rate)}"
        parts.append(PartResult(part.name, str(part.funds or ""), row.target or "", printed, exact=points))
    remarks = tuple(left_out(row.attainments, row.rates, row.actuals))
    trace = Trace(method=method, shares=tuple(shares), remarks=remarks)
    return _scored(about | {"parts": tuple(parts)}, mean(shares), trace)


def _band_operands(weight: Decimal | None, judgement: Judgement, profile: "Profile") -> Operands:
    band = judgement.band
    return Operands(
        None if weight is None else fraction(weight),
        actual=judgement.rate,
        low=band.low if band else None,
        high=band.high if band else None,
        closed=bool(band) and band is profile.judged_bands.value[0],
    )


def _about_bands(error: UndeterminedError, found: Judgement, profile: "Profile", part: str = "") -> UndeterminedError:
    """The gate's reason with what the profile's bands ask for."""
    reason, band = f"{part}{error.reason}", found.band
    if error.code == ATTAINMENT.code:
        labels = "、".join(band.label for band in profile.judged_bands.value)
        reason += f"（评判档次取其一：{labels}）"
    elif band is not None and error.code == RATE.code:
        where = span(band.low, band.high)
        reason = f"{part}评为“{band.label}”，没有写明在 {where} 内取多少，规则不代为选定"
    elif band is not None and found.rate is not None and error.code == OUTSIDE.code:
        where, rate = span(band.low, band.high), rate_words(found.rate)
        reason = f"{part}评为“{band.label}”，区间为 {where}，写明的比例 {rate} 不在其内"
    return UndeterminedError(error.code, reason)


# --- the one rounding ---------------------------------------------------------------------------------------------


def _scored(about: dict[str, Any], exact: Fraction, trace: Trace) -> RowScore:
    """The one place where a row's score is rounded, once, to the profile's places, less what people or the profile deducted.

    What counts into the sums is the printed score, unless the profile rounds sums only.
    """
    profile, indicator = about["profile"], about.get("indicator")
    printed = profile.round(exact)
    rounds = profile.rounds("row" if indicator else "execution")
    in_total = fraction(printed) if rounds else exact
    if indicator is not None and (indicator.deduct or trace.over):
        left: Fraction = deduction(EXACT, exact, Fraction(indicator.deduct or 0) + Fraction(trace.over or 0))
        printed = profile.round(left)
        in_total, trace = Fraction(printed) if rounds else left, trace._replace(left=left)
    return RowScore(status=Status.SCORED, exact=exact, score=printed, in_total=in_total, trace=trace, **about)
