"""The rules' words over columns: integers that stand for exact values, as Narwhals expressions; nothing is divided.

A value is a `Column` (an integer expression with its scale and a bound that it never leaves), a constant (a Fraction), or a
`Product` of a factor and a share of it that is only worked out where it is divided. Every step works out the bound of
its result, so that an expression that could leave 64 bits is refused when it is built, never wrapped when it is run.
"""

from fractions import Fraction
from math import lcm
from typing import Any

import narwhals.stable.v2 as nw

from perfeval.rules.words import Condition

SCALE = 10_000
"""What the integers of a frame are scaled by: each is a number of four decimals."""
MOST = 10**17
"""The greatest integer that is scored: 10^13 with four decimals."""
_INT64 = 2**63 - 1
HALF = 1 << 30
"""Where an integer is split in two, so that products of the halves stay in 64 bits."""
_STEPS = 1 << 24
"""More steps than any weight has ten-thousandths of a point."""


class BeyondColumnsError(ValueError):
    """A rule with these numbers cannot be worked out in 64 bits."""


def literal(number: int) -> Any:
    """An integer constant."""
    return nw.lit(number, dtype=nw.Int64)


class Column:
    """The values ``expr / scale``, none greater than ``bound / scale`` to either side.

    A column of the frame may hold anything; `held` is the same with nulls where the bound is passed, and what is calculated
    with. Comparisons take the column as it is: rows beyond the bound are set apart by a reason of their own. `least` is below none
    of its integers, and `full` says that none is null, where that is known.
    """

    __slots__ = ("_held", "bound", "expr", "full", "least", "scale")
    __hash__ = object.__hash__

    def __init__(
        self, expr: Any, scale: int, bound: int, held: Any = None, *, least: int | None = None, full: bool = False
    ) -> None:
        if bound > _INT64:
            raise BeyondColumnsError
        self.expr, self.scale, self.bound, self._held, self.least, self.full = expr, scale, bound, held, least, full

    @property
    def held(self) -> Any:
        """The integers within the bound."""
        return self.expr if self._held is None else self._held

    def at(self, scale: int) -> "Column":
        """The same values at a multiple of the scale."""
        times = scale // self.scale
        return self if times == 1 else Column(self.held * times, scale, self.bound * times)

    def __add__(self, other: Any) -> "Column":
        one, two = same_scale(self, other)
        return Column(one.held + two.held, one.scale, one.bound + two.bound)

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Column | Fraction":
        if other is self:
            return Fraction(0)
        one, two = same_scale(self, other)
        return Column(one.held - two.held, one.scale, one.bound + two.bound)

    def __rsub__(self, other: Any) -> "Column":
        two, one = same_scale(self, other)
        return Column(one.held - two.held, one.scale, one.bound + two.bound)

    def __mul__(self, other: Any) -> "Any":
        if isinstance(other, Column):
            return Product(self, other)
        constant = Fraction(other)
        if constant in (0, 1):
            return self if constant else Fraction(0)
        times, scale = constant.numerator, self.scale * constant.denominator
        return Column(self.held * times, scale, self.bound * abs(times))

    __rmul__ = __mul__

    def __lt__(self, other: Any) -> Condition:
        one, two = same_scale(self, other)
        return one.expr < two.expr

    def __le__(self, other: Any) -> Condition:
        one, two = same_scale(self, other)
        return one.expr <= two.expr

    def __gt__(self, other: Any) -> Condition:
        one, two = same_scale(self, other)
        return one.expr > two.expr

    def __ge__(self, other: Any) -> Condition:
        one, two = same_scale(self, other)
        return one.expr >= two.expr

    def __eq__(self, other: object) -> Condition:
        if other is self:
            return True
        if self.least is not None and not isinstance(other, Column) and other == 0 < self.least:
            return False
        one, two = same_scale(self, other)
        return one.expr == two.expr

    def __ne__(self, other: object) -> Condition:
        if other is self:
            return False
        one, two = same_scale(self, other)
        return one.expr != two.expr


class Product:
    """``factor x share``, kept apart: only where it is divided is it worked out."""

    __slots__ = ("factor", "share")

    def __init__(self, factor: Column, share: Any) -> None:
        self.factor, self.share = factor, share


def same_scale(*values: Any) -> list[Column]:
    """The values as columns of one scale."""
    scale = lcm(*(v.scale if isinstance(v, Column) else Fraction(v).denominator for v in values))
    return [_column(value).at(scale) for value in values]


def _column(value: Any) -> Column:
    if isinstance(value, Column):
        return value
    constant = Fraction(value)
    return Column(constant.numerator, constant.denominator, abs(constant.numerator))


def _expression(value: Any) -> Any:
    return literal(value) if isinstance(value, int) else value


class Columns:
    """The words of the rules, over columns: the second engine."""

    def const(self, number: int) -> Fraction:
        """A constant."""
        return Fraction(number)

    def where(self, condition: Condition, yes: Any, no: Any) -> Any:
        """One of two values, row by row. A product stays one where both have its factor."""
        if isinstance(condition, bool):
            return yes if condition else no
        if yes is no:
            return yes
        if isinstance(yes, bool) and isinstance(no, bool):
            return yes if yes == no else condition if yes else ~condition
        if isinstance(yes, Product) or isinstance(no, Product):
            factor = yes.factor if isinstance(yes, Product) else no.factor
            return Product(factor, self.where(condition, _share(yes, factor), _share(no, factor)))
        one, two = same_scale(yes, no)
        if repr(one.expr) == repr(two.expr):
            return one
        expr, held = (
            nw.when(condition).then(_expression(a)).otherwise(_expression(b))
            for a, b in ((one.expr, two.expr), (one.held, two.held))
        )
        return Column(expr, one.scale, max(one.bound, two.bound), held)

    def max(self, *values: Any) -> Any:
        """The greatest value; none where there is no first."""
        first, *others = values
        for other in others:
            first = self.where(other > first, other, first)
        return first

    def both(self, one: Condition, other: Condition) -> Condition:
        """Both conditions."""
        if isinstance(one, bool):
            return other if one else False
        if isinstance(other, bool):
            return one if other else False
        return one & other

    def either(self, one: Condition, other: Condition) -> Condition:
        """One of the conditions."""
        if isinstance(one, bool):
            return True if one else other
        if isinstance(other, bool):
            return True if other else one
        return one | other

    def missing(self, value: Any) -> Condition:
        """No value."""
        if not isinstance(value, Column) or isinstance(value.expr, int):
            return value is None
        return False if value.full else value.expr.is_null()

    def negative(self, value: Any) -> Condition:
        """Below 0."""
        return False if isinstance(value, Column) and value.least is not None and value.least >= 0 else value < 0

    def positive(self, value: Any) -> Condition:
        """Above 0."""
        return value > 0

    def at_least_share(self, value: Any, ratio: Any, whole: Any) -> Condition:
        """At least a share, which is a constant or a column."""
        return _difference(value, ratio, whole) >= 0

    def at_most_share(self, value: Any, ratio: Any, whole: Any) -> Condition:
        """At most a share, which is a constant or a column."""
        return _difference(value, ratio, whole) <= 0

    def whole_steps(self, value: Any, step: Fraction) -> Column:
        """Whole steps; more of them than any row has points are as many as it has."""
        one, per = same_scale(value, step)
        most = per.expr * _STEPS
        if most >= 2**53:  # a quotient of integers below it is right on every engine
            raise BeyondColumnsError
        steps = nw.when(one.held < most).then(one.held).otherwise(literal(most))
        return Column(whole_part(steps.cast(nw.Float64) / per.expr), 1, _STEPS)


COLUMN_WORDS = Columns()


def _share(value: Any, factor: Column) -> Any:
    """A value as a share of the factor."""
    if isinstance(value, Product):
        if value.factor is not factor:
            raise BeyondColumnsError
        return value.share
    if value is factor:
        return Fraction(1)
    if isinstance(value, Fraction) and not value:
        return value
    raise BeyondColumnsError


def _difference(value: Any, ratio: Fraction, whole: Any) -> Any:
    """An expression with the sign of ``value - ratio x whole``: as it is where 64 bits hold it, else by halves.

    With x = h·2^30 + l for any whole h, the difference is H·2^30 + L, where H and L are made of the halves, and L is below 2^63.
    L is carried into H by a double, so that what is left of it is from -2^10 to 2^30 + 2^10: H alone has the sign, but for 0 and
    -1, where it is that of the difference itself.
    """
    one, two = same_scale(value, whole)
    m, n, most = _parts(ratio)
    if one.bound * m + two.bound * most <= _INT64:
        return one.held * m - two.held * n
    if m + most >= 1 << 32 or max(one.bound, two.bound) // HALF * (m + most) >= 1 << 62:
        raise BeyondColumnsError
    (oh, ol), (th, tl) = halves(one.held), halves(two.held)
    high, low = oh * m - th * n, ol * m - tl * n
    carried = whole_part(low.cast(nw.Float64) / HALF)
    top, rest = high + carried, low - carried * HALF
    return nw.when(top == 0).then(rest).otherwise(nw.when(top == -1).then(rest - HALF).otherwise(top))


def _parts(ratio: Any) -> tuple[int, Any, int]:
    """A share as n/m: m, n and the most that n can be."""
    if isinstance(ratio, Column):
        return ratio.scale, ratio.held, ratio.bound
    return ratio.denominator, ratio.numerator, abs(ratio.numerator)


def whole_part(expr: Any) -> Any:
    """The floor of a float column, as integers."""
    return expr.floor().cast(nw.Int64)


def floored(expr: Any, by: int) -> Any:
    """The floor of integers below 2^53 divided by one: the nearest double of the quotient has the same floor.

    ``//`` is not asked for it: it goes through doubles on Spark, and on DuckDB it repeats its operand.
    """
    return whole_part(expr.cast(nw.Float64) / by)


def halves(expr: Any) -> tuple[Any, Any]:
    """h and l of x = h·2^30 + l: an identity whatever h is, so that it may come from a float."""
    high = whole_part(expr.cast(nw.Float64) / HALF)
    return high, expr - high * HALF
