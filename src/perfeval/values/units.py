"""Units of measure: which convert into each other, and by what exact factor.

The definitions stand in `units.txt`, as one private pint registry on fractions; pint is imported only when
two different units meet, and never parses a user's text: a name is looked up, an unknown one is its own kind.
"""

from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from perfeval.errors import UnitError

if TYPE_CHECKING:
    from pint import UnitRegistry

WAN_YUAN = "万元"
"""The unit of every budget column, and of an amount printed without one."""

_WRITTEN = {"%": "百分比", "‰": "千分比", "%(百分比)": "百分比", "百分率": "百分比", "个百分点": "百分点"}
_SHARES = frozenset({"百分比", "千分比"})
_LEVELS = frozenset(
    f"[{kind}]" for kind in ("日", "月", "工作日", "分", "倍", "级", "度", "岁", "°C", "dB", "分贝", "相对值")
)
"""Kinds that are a level or a span as often as a sum: how long each took, how high each stands."""

Dimension = tuple[tuple[str, int], ...]
"""What a unit measures: base dimensions with their powers, as (("[人民币]", 1), ("[户]", -1))."""


@cache
def _definitions() -> tuple[str, ...]:
    from importlib.resources import files

    text = files("perfeval.values").joinpath("units.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def _prefixes() -> dict[str, Fraction]:
    """万, 亿 and their like, longest first."""
    pairs = (line.split("=") for line in _definitions() if "- =" in line)
    return {name.strip(" -"): Fraction(value.strip()) for name, value in sorted(pairs, key=lambda p: -len(p[0]))}


@cache
def _registry() -> "UnitRegistry[Fraction]":
    import pint

    registry: UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction, cache_folder=None)
    registry.load_definitions(_definitions())
    return registry


@lru_cache(maxsize=1024)
def _known(name: str) -> tuple[Fraction, Dimension] | None:
    """One unit's size in base units and what it measures; None for a name that is not in the list."""
    import pint

    registry = _registry()
    if not registry.parse_unit_name(name):
        return None
    factor, base = registry.get_base_units(pint.util.UnitsContainer({registry.get_name(name): 1}))
    kind = registry.get_dimensionality(base)
    return Fraction(str(factor)), tuple(sorted((str(k), int(str(v))) for k, v in kind.items()))


def _single(name: str) -> tuple[Fraction, Dimension]:
    name = _WRITTEN.get(name, name)
    if known := _known(name):
        return known
    for prefix, size in _prefixes().items():
        if name.startswith(prefix):
            return size, ((f"[{name[len(prefix) :]}]", 1),) if len(name) > len(prefix) else ()
    return Fraction(1), ((f"[{name}]", 1),)


def _reduce(unit: str) -> tuple[Fraction, Dimension]:
    """A unit, compound ones included, as its size in base units and what it measures."""
    size, powers = Fraction(1), dict[str, int]()
    whole, *others = unit.split("/")
    for name, sign in (*((name, 1) for name in whole.split("·")), *((name, -1) for name in others)):
        factor, kind = _single(name) if name else (Fraction(1), ())
        size *= factor**sign
        for dimension, power in kind:
            powers[dimension] = powers.get(dimension, 0) + sign * power
    return size, tuple(sorted((d, p) for d, p in powers.items() if p))


@lru_cache(maxsize=4096)
def factor(source: str, target: str) -> Fraction:
    """What an amount in `source` is multiplied by to stand in `target`, exactly.

    Raises UnitError, naming both, where the two measure different things.

    >>> factor("万元", "元"), factor("亩", "平方米"), factor("万元/户", "元/户"), factor("册", "册")
    (Fraction(10000, 1), Fraction(2000, 3), Fraction(10000, 1), Fraction(1, 1))
    >>> factor("个", "次")
    Traceback (most recent call last):
        ...
    perfeval.errors.UnitError: “个”与“次”不能换算
    """
    if source == target:
        return Fraction(1)
    (size, kind), (other_size, other_kind) = _reduce(source), _reduce(target)
    if kind != other_kind:
        raise UnitError(f"“{source or '无单位'}”与“{target or '无单位'}”不能换算")
    return size / other_size


def with_noun(unit: str, other: str) -> str:
    """The unit, where it is a bare 万 or 亿, with what the other unit counts: 万 beside 元/月 is 万元/月; else as it is.

    >>> with_noun("万", "万元"), with_noun("万", "人次"), with_noun("万", "%"), with_noun("万", "元/户"), with_noun("个", "元")
    ('万元', '万人次', '万', '万', '个')
    """
    whole, _, each = unit.partition("/")
    if whole not in _prefixes():
        return unit
    noun, _, other_each = other.partition("/")
    for prefix in _prefixes():
        noun = noun.removeprefix(prefix) if noun == other.partition("/")[0] else noun
    if each != other_each or not noun or is_share(noun):
        return unit
    return f"{whole}{noun}" + (f"/{each}" if each else "")


def is_known(unit: str) -> bool:
    """Whether the unit stands in the list, each part of a compound one; an unlisted counter does not.

    >>> is_known("万元/户"), is_known("个村")
    (True, False)
    """
    return all(_known(_WRITTEN.get(part, part)) is not None for part in unit.replace("·", "/").split("/"))


def is_share(unit: str) -> bool:
    """Whether figures in this unit are relative ones (相对值): % or ‰.

    >>> is_share("%"), is_share("百分比"), is_share("元")
    (True, True, False)
    """
    return _WRITTEN.get(unit, unit) in _SHARES


def is_additive(unit: str) -> bool | None:
    """Whether amounts in this unit add up over several units of government (绝对值).

    Counters, money, length, area and the like do, shares do not; None where the unit alone does not tell:
    times (天), grades and levels (分, 倍, ℃), compound units (元/户), and no unit.

    >>> [is_additive(unit) for unit in ("个", "%", "天", "分", "元/户", "")]
    [True, False, None, None, None, None]
    """
    if is_share(unit) or _WRITTEN.get(unit, unit) == "百分点":
        return False
    _, kind = _reduce(unit)
    if len(kind) != 1 or kind[0][1] != 1 or kind[0][0] in _LEVELS:
        return None
    return True
