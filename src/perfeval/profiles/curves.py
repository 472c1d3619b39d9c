"""A curve with its numbers: steps, tiers, bands of deviation, cut-offs; stated by a profile or printed on a row."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any, Literal

from attrs import frozen

from perfeval.errors import Problem, UnitError
from perfeval.profiles.values import Amount, Basis, Cited, Points, Share
from perfeval.rules.formulas import CURVES, NUMBERS
from perfeval.values.units import factor

_ROWS = ("forward", "reverse", "equal", "execution")
NAMES = tuple(dict.fromkeys(name for kind in _ROWS for name in CURVES[kind]))
"""The rules that may score a figure: a quantitative row, or execution."""
_LABELS = ("rule", "basis", "clause", "note")


@frozen
class Tier:
    """一档: from `low` to `high` (None: without end) the row earns `points`."""

    low: Amount
    high: Amount | None
    points: Points


@frozen
class Curve:
    """计分曲线: a rule of `perfeval.rules.formulas` with the numbers that it needs, cited like any value.

    Shares are of the target; amounts have the row's unit. `start` is 起点 (None: the row's target), `per` 每降,
    `deduct` 扣分, `count` whether a begun step counts; `full` the points that the text names for the whole row.
    """

    rule: str
    basis: Basis = "text"
    clause: str = ""
    note: str = ""
    lower: Share | None = None
    upper: Share | None = None
    between: Literal["ratio", "unstated"] | None = None
    start: Amount | None = None
    per: Amount | None = None
    deduct: Points | None = None
    count: Literal["begun", "whole", "unstated"] | None = None
    full: Points | None = None
    tiers: tuple[Tier, ...] = ()
    ends: Literal["high", "low"] | None = None

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
        """Its rule is known, the rule's numbers are there and no others, and they go together."""
        yield from Cited.check(values, given)
        rule = values.get("rule")
        if rule is None:
            return
        if rule not in NAMES:
            yield Problem("rule", f"写的是“{rule}”", " / ".join(NAMES))
            return
        needed = NUMBERS.get(rule, ())
        for key in needed:
            if key not in given:
                yield Problem(key, "缺少这个键", f"“{rule}”须写明 {'、'.join(needed)}")
        for key in given:
            if key not in (*_LABELS, *needed, *(("full",) if rule in ("steps", "rate-steps") else ())) and key in _KEYS:
                yield Problem(key, f"“{rule}”不用这个键", "、".join((*_LABELS, *needed)))
        yield from _cut_offs(values, given)
        per = values.get("per")
        if "per" in values and (per is None or per.value == 0):
            yield Problem("per", "每步的大小为 0", "大于 0 的数，如 “5%”")
        if values.get("deduct") == 0:
            yield Problem("deduct", "每步扣 0 分", "大于 0 的分数")
        if rule == "steps":
            yield from _one_unit(values.get("start"), per)
        if rule == "rate-steps":
            for key in ("start", "per"):
                if values.get(key) is not None and values[key].unit != "%":
                    yield Problem(key, f"写的是 {values[key]}", "百分数，如 “5%”：执行率的步子")
        if rule in ("tiers", "bands") and "tiers" in values:
            yield from _tiers(values["tiers"], rule)
            first = values["tiers"][:1]
            if values.get("ends") == "low" and first and first[0].high is not None and first[0].high.value == 0:
                yield Problem(
                    "tiers[0].high", "首档只有 0 一个数，各档含下限时没有数落在其中", "大于 0 的数，或 ends = “high”"
                )


_KEYS = ("lower", "upper", "between", "start", "per", "deduct", "count", "full", "tiers", "ends")


def _one_unit(start: Amount | None, per: Amount | None) -> Iterator[Problem]:
    if start is None or per is None:
        return
    try:
        factor(per.unit, start.unit)
    except UnitError:
        yield Problem("per", f"写的是 {per}，起点是 {start}", "与起点能换算的单位")


def _cut_offs(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
    lower, upper = values.get("lower"), values.get("upper")
    for key in ("lower", "upper"):
        if key in values and key in given and values[key] is None:
            yield Problem(key, "写的是“none”", "百分数，如 “70%”")
    if lower is not None and upper is not None and lower >= upper:
        yield Problem("upper", "上限不大于下限", "大于 lower 的百分数")


def _tiers(tiers: tuple[Tier, ...], rule: str) -> Iterator[Problem]:
    """From 0 upwards without end, each beginning where the one before ends, in one unit."""
    if not tiers or tiers[0].low.value != 0 or tiers[-1].high is not None:
        yield Problem("tiers", "各档没有从 0 排到无上限", "由低到高，首档 low 为 0，末档 high = “none”")
    units = {amount.unit for tier in tiers for amount in (tier.low, tier.high) if amount is not None and amount.unit}
    if len(units) > 1 or (rule == "bands" and units != {"%"}):
        yield Problem(
            "tiers",
            f"各档的单位是 {'、'.join(sorted(units)) or '（无）'}",
            "百分数" if rule == "bands" else "同一个单位",
        )
    for i, tier in enumerate(tiers):
        if tier.high is None and i < len(tiers) - 1:
            yield Problem(f"tiers[{i}].high", "中间的档没有上限", "带单位的数")
        if tier.high is not None and (tier.high.value < tier.low.value or (tier.high.value == tier.low.value and i)):
            yield Problem(f"tiers[{i}].high", "上限不大于下限", "大于 low 的数（只有首档可以是单独的一个数）")
    for i, (one, other) in enumerate(pairwise(tiers), 1):
        if one.high is not None and one.high.value != other.low.value:
            word = "重叠" if other.low.value < one.high.value else "有空档"
            yield Problem(f"tiers[{i}].low", f"与上一档{word}", "等于上一档的上限 high")
