"""A curve with its numbers: steps, tiers, ramps, listed figures, cut-offs; stated by a profile or printed on a row."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

from attrs import frozen

from perfeval.errors import Problem
from perfeval.profiles.values import Basis, Cited, ProfileAmount, ProfilePoints, ProfileShare
from perfeval.rules.registry import CURVES

_LABELS = ("rule", "basis", "clause", "note")


@frozen
class Tier:
    """一档: from `low` to `high` (None: without end) the row earns `points`, a number or a share of the weight.

    With `least` it earns from so many to `points`, as people choose; "unstated" where the points are not printed. `label` is 优, 良, ….
    """

    low: ProfileAmount
    high: ProfileAmount | None
    points: ProfilePoints | ProfileShare | Literal["unstated"]
    label: str = ""
    least: ProfilePoints | ProfileShare | None = None


@frozen
class Listed:
    """A figure that a text lists, with its points."""

    at: ProfileAmount
    points: ProfilePoints | ProfileShare


@frozen
class Curve:
    """计分曲线: a rule of `perfeval.rules.registry.CURVES` with the numbers that it needs, cited like any value.

    Shares are of the target; amounts have the row's unit. `start` is 起点 (None: the row's target), `per` 每降,
    `deduct` 扣分, `count` whether a begun step counts; `full` the points that the text names for the whole row; `end` where the whole
    weight is reached, `base` the share of it that is earned at the start. `negative` says that figures may be below 0 (变动率).
    """

    rule: str
    basis: Basis = "text"
    clause: str = ""
    note: str = ""
    lower: ProfileShare | None = None
    upper: ProfileShare | None = None
    between: Literal["ratio", "unstated"] | None = None
    start: ProfileAmount | None = None
    per: ProfileAmount | None = None
    deduct: ProfilePoints | ProfileShare | None = None
    count: Literal["begun", "whole", "unstated"] | None = None
    full: ProfilePoints | None = None
    tiers: tuple[Tier, ...] = ()
    ends: Literal["high", "low"] | None = None
    end: ProfileAmount | None = None
    base: ProfileShare | None = None
    listed: tuple[Listed, ...] = ()
    negative: Literal["allowed"] | None = None

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
        """Its rule is known, the rule's numbers are there and no others, and they go together."""
        yield from Cited.check(values, given)
        rule = values.get("rule")
        if rule is None:
            return
        stated = CURVES.get(rule)
        if stated is None:
            yield Problem("rule", f"写的是“{rule}”", " / ".join(CURVES))
            return
        needed = stated.needs
        for key in needed:
            if key not in given:
                yield Problem(key, "缺少这个键", f"“{rule}”须写明 {'、'.join(needed)}")
        for key in given:
            if key in _KEYS and key not in (*needed, *stated.may_state):
                yield Problem(key, f"“{rule}”不用这个键", "、".join((*_LABELS, *needed)))
        yield from _cut_offs(values, given)
        per = values.get("per")
        if "per" in values and (per is None or per.value == 0):
            yield Problem("per", "每步的大小为 0", "大于 0 的数，如 “5%”")
        if values.get("deduct") == 0:
            yield Problem("deduct", "每步扣 0 分", "大于 0 的分数")
        yield from stated.check(values)


_KEYS = (
    "lower",
    "upper",
    "between",
    "start",
    "per",
    "deduct",
    "count",
    "full",
    "tiers",
    "ends",
    "end",
    "base",
    "listed",
    "negative",
)


def _cut_offs(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
    lower, upper = values.get("lower"), values.get("upper")
    for key in ("lower", "upper"):
        if key in values and key in given and values[key] is None:
            yield Problem(key, "写的是“none”", "百分数，如 “70%”")
    if lower is not None and upper is not None and lower >= upper:
        yield Problem("upper", "上限不大于下限", "大于 lower 的百分数")
