"""Which rule scores a row, and with what numbers: the profile's, or the row's own printed one.

Each rule makes its numbers itself, in the row's unit, so that the formulas compare bare numbers.
"""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfeval.errors import InputError, UndeterminedError
from perfeval.forms.model import Indicator, QuantitativeIndicator
from perfeval.rules.registry import RULES_OF
from perfeval.rules.rule import UNSTATED, Method, Numbers
from perfeval.rules.words import Value
from perfeval.trees.cells import rule_tree
from perfeval.values.terms import Direction

if TYPE_CHECKING:
    from perfeval.profiles import Cited, Curve, Profile


def has_coefficient(row: Indicator) -> bool:
    """Whether the row prints a 得分系数."""
    return row.has_coefficient


def parameter_of(row: Indicator, profile: "Profile") -> "Cited[str]":
    """The profile's parameter that names the row's rule."""
    if row.items:
        return profile.checklist_rule
    if has_coefficient(row):
        return profile.coefficient_rule
    if not isinstance(row, QuantitativeIndicator):
        return profile.judged_rule
    direction = row.resolved_direction
    if direction is Direction.FORWARD:
        return profile.forward_rule
    return profile.reverse_rule if direction is Direction.REVERSE else profile.equal_rule


def execution_method(profile: "Profile") -> Method:
    """The rule of execution; UndeterminedError where the profile's source does not say one."""
    cited = profile.execution_rule
    if cited.value == UNSTATED:
        raise UndeterminedError("rule-unstated", f"评分规则“{profile.id}”的来源没有说明预算执行如何计分")
    curve = profile.curves.get(cited.value)
    rule = RULES_OF["execution"][curve.rule if curve else cited.value]
    return Method("execution", rule, execution_clause(profile), curve)


def execution_clause(profile: "Profile") -> str:
    """The clause that would score execution: its curve's, where it has one."""
    curve = profile.curves.get(profile.execution_rule.value)
    return (curve.clause if curve else "") or profile.execution_rule.clause


def method_of(row: Indicator, profile: "Profile") -> Method:
    """The row's rule; UndeterminedError where the profile has no such method, or its source does not say one."""
    if row.rule is not None or row.items or row.coefficient is not None:
        _refuse_several(row)
    cited, kind = parameter_of(row, profile), _kind(row)
    curve, name = own_curve(row, profile) if row.rule is not None else None, cited.value
    if curve is None and name == "none":
        raise _unknown("items" if row.items else "coefficient", profile)
    if curve is None and name == UNSTATED:
        what = {"judged": "定性指标"}.get(kind) or Direction(kind).label
        raise UndeterminedError("rule-unstated", f"评分规则“{profile.id}”的来源没有说明{what}如何计分")
    curve = curve or profile.curves.get(name)
    if curve is None:
        return Method(kind, RULES_OF[kind][name], cited.clause)
    rule = RULES_OF[kind].get(curve.rule)
    if rule is None:
        label = getattr(row, "resolved_direction", row.kind).label
        raise UndeterminedError("rule-direction", f"计分方法“{curve.rule}”不能用于{label}")
    return Method(kind, rule, curve.clause or cited.clause, curve)


def _refuse_several(row: Indicator) -> None:
    """A row that is to be scored in more than one way of its own."""
    methods = (("rule", row.rule is not None), ("items", bool(row.items)), ("coefficient", has_coefficient(row)))
    own = [key for key, given in methods if given]
    if len(own) > 1:
        raise UndeterminedError("rule-twice", f"本行写有不止一种计分方法（{'、'.join(own)}）")


def _kind(row: Indicator) -> str:
    if row.items or has_coefficient(row):
        return "checklist" if row.items else "coefficient"
    return row.resolved_direction.value if isinstance(row, QuantitativeIndicator) else "judged"


def _unknown(key: str, profile: "Profile", name: str = "") -> UndeterminedError:
    text = f"本行写有自己的计分方法（{key}{f' = “{name}”' if name else ''}），评分规则“{profile.id}”没有这种方法"
    if key == "rule":
        text += f"；可写的有：{'、'.join(profile.curves)}" if profile.curves else "；这套规则没有可供单行选用的曲线"
        text += "，或写有参数的表" if profile.row_rule.value == "allowed" else ""
    return UndeterminedError("rule-unknown", text)


def own_curve(row: Indicator, profile: "Profile") -> "Curve":
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
        problems = "；".join(map(str, error.problems)).rstrip("。")
        raise UndeterminedError("rule-unreadable", f"本行所印的计分方法读不懂：{problems}") from None


def _with_numbers(tree: Any) -> Any:
    """The tree with its points as numbers: a document may hold those with decimals as text."""
    if isinstance(tree, list):
        return [_with_numbers(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    digits = {k: v for k, v in tree.items() if k in ("deduct", "full", "points", "least") and isinstance(v, str)}
    numbers = {key: Decimal(text) for key, text in digits.items() if _DIGITS.fullmatch(text)}
    return {key: numbers.get(key, _with_numbers(value)) for key, value in tree.items()}


_DIGITS = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?")


def numbers(method: Method, weight: Value, target: Value, unit: str) -> Numbers | None:
    """The curve's numbers in the row's unit; None for a rule without. UndeterminedError where units do not convert."""
    curve, made = method.curve, method.rule.numbers
    return None if curve is None or made is None else made(curve, method.kind, weight, target, unit)


def rate_cited(method: Method, profile: "Profile") -> "Cited[int | None]":
    """The parameter that says whether the rate is rounded before it is scored."""
    return profile.execution_rate_places if method.kind == "execution" else profile.rounding_rate


def rate_places(method: Method, profile: "Profile") -> int | None:
    """The places that the rate is rounded to first (of the percentage); None where it is not."""
    return rate_cited(method, profile).value if method.rule.by_rate else None
