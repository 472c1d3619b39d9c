"""Which rule scores a row, and with what numbers: the profile's, or the row's own printed one.

A curve's amounts are converted into the row's unit here, so that the rules compare bare numbers.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from perfeval.errors import InputError, UndeterminedError, UnitError
from perfeval.forms.model import Indicator, QuantitativeIndicator
from perfeval.rules.formulas import CURVES
from perfeval.trees.cells import rule_tree
from perfeval.values.figures import is_blank
from perfeval.values.terms import Direction
from perfeval.values.units import factor

if TYPE_CHECKING:
    from perfeval.profiles import Cited, Curve, Profile

UNSTATED = "unstated"


class Step(NamedTuple):
    """One tier in the row's unit: its upper end, whether that end belongs to it, its points."""

    high: Fraction | None
    closed: bool
    points: Fraction


class Numbers(NamedTuple):
    """What a curve's rule is given, in the row's unit; `silent` says that the text leaves a case open."""

    full: Fraction
    lower: Fraction = Fraction(0)
    upper: Fraction = Fraction(0)
    start: Fraction = Fraction(0)
    per: Fraction = Fraction(1)
    deduct: Fraction = Fraction(0)
    toward: int = 1
    begun: int = 0
    silent: bool = False
    tiers: tuple[Step, ...] = ()
    marks: tuple[Fraction, ...] = ()


class Bound(NamedTuple):
    """From where a figure asks for a reason: a share, whether the share itself does, and what does where there is none."""

    bound: Fraction
    ends: str = "beyond"
    zero: Fraction | None = None


class Method(NamedTuple):
    """The rule of a row: its name under `kind` in `CURVES`, the clause it rests on, and its curve where it has one."""

    kind: str
    rule: str
    clause: str
    curve: "Curve | None" = None


def has_coefficient(row: Indicator) -> bool:
    """Whether the row prints a 得分系数."""
    return not is_blank(row.coefficient)


def parameter_of(row: Indicator, profile: "Profile") -> "Cited[str]":
    """The profile's parameter that names the row's rule."""
    if row.items:
        return profile.checklist_rule
    if has_coefficient(row):
        return profile.coefficient_rule
    if not isinstance(row, QuantitativeIndicator):
        return profile.judged_rule
    return {
        Direction.FORWARD: profile.forward_rule,
        Direction.REVERSE: profile.reverse_rule,
        Direction.EQUAL: profile.equal_rule,
    }[row.resolved_direction]


def execution_method(profile: "Profile") -> Method:
    """The rule of execution; UndeterminedError where the profile's source does not say one."""
    cited = profile.execution_rule
    if cited.value == UNSTATED:
        raise UndeterminedError("rule-unstated", f"评分规则“{profile.id}”的来源没有说明预算执行如何计分")
    curve = profile.curves.get(cited.value)
    return Method("execution", curve.rule if curve else cited.value, execution_clause(profile), curve)


def execution_clause(profile: "Profile") -> str:
    """The clause that would score execution: its curve's, where it has one."""
    curve = profile.curves.get(profile.execution_rule.value)
    return (curve.clause if curve else "") or profile.execution_rule.clause


def clause_of(row: Indicator, profile: "Profile") -> str:
    """The clause that would score the row."""
    try:
        return method_of(row, profile).clause
    except UndeterminedError:
        return parameter_of(row, profile).clause


def method_of(row: Indicator, profile: "Profile") -> Method:
    """The row's rule; UndeterminedError where the profile has no such method, or its source does not say one."""
    methods = (("rule", row.rule is not None), ("items", bool(row.items)), ("coefficient", has_coefficient(row)))
    own = [key for key, given in methods if given]
    if len(own) > 1:
        raise UndeterminedError("rule-twice", f"本行写有不止一种计分方法（{'、'.join(own)}）")
    cited = parameter_of(row, profile)
    kind = "checklist" if row.items else "coefficient" if has_coefficient(row) else _kind(row)
    curve, name = _own(row, profile) if row.rule is not None else None, cited.value
    if curve is None and name == "none":
        raise _unknown(own[0], profile)
    if curve is None and name == UNSTATED:
        what = {"judged": "定性指标"}.get(kind) or Direction(kind).label
        raise UndeterminedError("rule-unstated", f"评分规则“{profile.id}”的来源没有说明{what}如何计分")
    curve = curve or profile.curves.get(name)
    if curve is None:
        return Method(kind, name, cited.clause)
    if curve.rule not in CURVES[kind]:
        label = getattr(row, "resolved_direction", row.kind).label
        raise UndeterminedError("rule-direction", f"计分方法“{curve.rule}”不能用于{label}")
    return Method(kind, curve.rule, curve.clause or cited.clause, curve)


def _kind(row: Indicator) -> str:
    return row.resolved_direction.value if isinstance(row, QuantitativeIndicator) else "judged"


def _unknown(key: str, profile: "Profile", name: str = "") -> UndeterminedError:
    told = f"本行写有自己的计分方法（{key}{f' = “{name}”' if name else ''}），评分规则“{profile.id}”没有这种方法"
    if key == "rule":
        told += f"；可写的有：{'、'.join(profile.curves)}" if profile.curves else "；这套规则没有可供单行选用的曲线"
        told += "，或写有参数的表" if profile.row_rule.value == "allowed" else ""
    return UndeterminedError("rule-unknown", told)


def _own(row: Indicator, profile: "Profile") -> "Curve":
    """The row's own rule: a curve of the profile by name, or a table of parameters where the profile allows it."""
    from perfeval.profiles import read_curve

    rule: Any = row.rule
    if isinstance(rule, str) and rule in profile.curves:
        return profile.curves[rule]
    if isinstance(rule, str) or profile.row_rule.value == "none":
        raise _unknown("rule", profile, rule if isinstance(rule, str) else "")
    try:
        return read_curve(_with_numbers(rule_tree(rule)))
    except InputError as error:
        told = "；".join(map(str, error.problems)).rstrip("。")
        raise UndeterminedError("rule-unreadable", f"本行所印的计分方法读不懂：{told}") from None


def _with_numbers(tree: Any) -> Any:
    """The tree with its points as numbers: a document may hold those with decimals as text."""
    if isinstance(tree, list):
        return [_with_numbers(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    digits = {k: v for k, v in tree.items() if k in ("deduct", "full", "points") and isinstance(v, str)}
    numbers = {key: Decimal(text) for key, text in digits.items() if _DIGITS.fullmatch(text)}
    return {key: numbers.get(key, _with_numbers(value)) for key, value in tree.items()}


_DIGITS = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?")


def numbers(method: Method, weight: Fraction, target: Fraction, unit: str) -> Numbers | None:
    """The curve's numbers in the row's unit; None for a rule without. UndeterminedError where units do not convert."""
    curve = method.curve
    if curve is None:
        return None

    def here(amount: Any) -> Fraction:
        try:
            return Fraction(amount.value * (factor(amount.unit, unit) if amount.unit or amount.value else 1))
        except UnitError:
            told = f"计分方法的单位是“{amount.unit or '（无）'}”，本行的单位是“{unit or '（无）'}”，两者不能换算"
            raise UndeterminedError("rule-unit", told) from None

    def bound(amount: Any) -> Fraction:
        return Fraction(amount.to("%")) / 100 if method.rule == "bands" else here(amount)

    if method.rule == "rate-steps":
        return _rate_numbers(curve, weight)
    closed = curve.ends == "high"
    tiers = tuple(
        Step(None if tier.high is None else bound(tier.high), closed, Fraction(tier.points)) for tier in curve.tiers
    )
    best = max((tier.points for tier in tiers), default=weight if curve.full is None else Fraction(curve.full))
    return Numbers(
        full=best,
        lower=Fraction(curve.lower or 0),
        upper=Fraction(curve.upper or 0),
        start=target if curve.start is None else here(curve.start),
        per=Fraction(1) if curve.per is None else here(curve.per),
        deduct=Fraction(curve.deduct or Decimal(0)),
        toward=-1 if method.kind == Direction.REVERSE.value else 1,
        begun=int(curve.count == "begun"),
        silent=UNSTATED in (curve.between, curve.count),
        tiers=tiers,
    )


def _rate_numbers(curve: "Curve", weight: Fraction) -> Numbers:
    """Steps of a rate, as the shares of the budget at which they lie: as many as there are points to lose."""
    start = Fraction(1) if curve.start is None else Fraction(curve.start.to("%")) / 100
    per = Fraction(1) if curve.per is None else Fraction(curve.per.to("%")) / 100
    deduct = Fraction(curve.deduct or 0)
    full = weight if curve.full is None else Fraction(curve.full)
    count = -(-start // per)
    if isinstance(full, Fraction):  # a column of weights has no single number of steps
        count = min(count, -(-full // deduct) if deduct else 0)
    return Numbers(
        full=full,
        start=start,
        per=per,
        deduct=deduct,
        begun=int(curve.count == "begun"),
        silent=curve.count == UNSTATED,
        marks=tuple(start - step * per for step in range(count + 1)),
    )


CHOICES: Mapping[str, str] = {"zero-budget": "execution_zero_budget", "zero-target-unsigned": "zero_target"}
"""The gates that a profile may answer, and its parameter that does."""
BY_RATE = ("ratio", "as-forward", "linear", "cut-off")
"""The rules that a rate stands in, which a profile may round first."""


def rate_cited(method: Method, profile: "Profile") -> "Cited[int | None]":
    """The parameter that says whether the rate is rounded before it is scored."""
    return profile.execution_rate_places if method.kind == "execution" else profile.rounding_rate


def rate_places(method: Method, profile: "Profile") -> int | None:
    """The places that the rate is rounded to first (of the percentage); None where it is not."""
    return rate_cited(method, profile).value if method.rule in BY_RATE else None
