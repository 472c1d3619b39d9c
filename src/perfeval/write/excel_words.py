"""The rules' words in Excel: values are formulas, so that a workbook computes what the regulation says.

The third engine beside fractions and columns. `perfeval.rules.formulas` is asked with operands that are references to cells, and what
comes back is the text of a formula: ``IF(G7>=E7,H7,H7*G7/E7)``. Only IF, AND, OR, MAX, INT and arithmetic are used, which Excel 2010,
WPS and LibreOffice all have. Excel computes in doubles; `perfeval.write.self_scoring` says where that is not enough.
"""

from fractions import Fraction
from typing import Any

from perfeval.rules.words import Condition, Value
from perfeval.values.figures import decimals

_COMPARISON, _SUM, _PRODUCT, _ATOM = range(4)
"""How tightly an expression binds."""

_LONGEST_TEXT = 250


class ExcelFormula:
    """The text of an Excel expression, and how tightly it binds.

    >>> a, b = ExcelFormula("E7"), ExcelFormula("G7")
    >>> str((b - a) * 2 / a)
    '(G7-E7)*2/E7'
    """

    __hash__ = object.__hash__

    def __init__(self, text: str, binds: int = _ATOM) -> None:
        self.text, self.binds = text, binds

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: Value) -> Value:
        return self if _is(other, 0) else _infix(self, "+", other, _SUM)

    def __radd__(self, other: Value) -> Value:
        return self if _is(other, 0) else _infix(other, "+", self, _SUM)

    def __sub__(self, other: Value) -> Value:
        if other is self:
            return Fraction(0)
        return self if _is(other, 0) else _infix(self, "-", other, _SUM)

    def __rsub__(self, other: Value) -> Value:
        return _infix(other, "-", self, _SUM)

    def __mul__(self, other: Value) -> Value:
        if _is(other, 0):
            return Fraction(0)
        return self if _is(other, 1) else _infix(self, "*", other, _PRODUCT)

    def __rmul__(self, other: Value) -> Value:
        return self * other

    def __truediv__(self, other: Value) -> Value:
        return self if _is(other, 1) else _infix(self, "/", other, _PRODUCT)

    def __rtruediv__(self, other: Value) -> Value:
        return Fraction(0) if _is(other, 0) else _infix(other, "/", self, _PRODUCT)

    def __lt__(self, other: Value) -> Condition:
        return _infix(self, "<", other, _COMPARISON)

    def __le__(self, other: Value) -> Condition:
        return _infix(self, "<=", other, _COMPARISON)

    def __gt__(self, other: Value) -> Condition:
        return _infix(self, ">", other, _COMPARISON)

    def __ge__(self, other: Value) -> Condition:
        return _infix(self, ">=", other, _COMPARISON)

    def __eq__(self, other: object) -> Condition:
        return True if other is self else _infix(self, "=", other, _COMPARISON)

    def __ne__(self, other: object) -> Condition:
        return False if other is self else _infix(self, "<>", other, _COMPARISON)


class Choice(ExcelFormula):
    """``IF(condition,yes,no)`` with its branches, so that a quotient of two choices by one condition is one choice."""

    def __init__(self, condition: ExcelFormula, yes: Value, no: Value) -> None:
        super().__init__(f"IF({condition},{written(yes)},{written(no)})")
        self.condition, self.yes, self.no = condition, yes, no


def written(value: Value) -> str:
    """A value in Excel's letters: a formula as it is, a number in digits, one without an end as a quotient.

    >>> written(Fraction(1, 20)), written(Fraction(1, 3))
    ('0.05', '(1/3)')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ExcelFormula):
        return value.text
    number = Fraction(value)
    places = decimals(number)
    if places is None:
        return f"({number.numerator}/{number.denominator})"
    whole, rest = divmod(abs(number.numerator) * 10**places // number.denominator, 10**places)
    digits = f"{whole}.{rest:0{places}d}" if places else f"{whole}"
    return f"(-{digits})" if number < 0 else digits


def text_constant(said: str) -> str:
    """A text as a constant of a formula, which may hold 255 characters.

    >>> print(text_constant('“达成”及"其他"。'))
    "“达成”及""其他""。"
    """
    return '"' + said[:_LONGEST_TEXT].replace('"', '""') + '"'


def quotient(earned: Value, of: Value) -> Value:
    """``earned / of``, branch by branch where both are choices by the same condition."""
    for part in (earned, of):
        if isinstance(part, Choice):
            yes = quotient(_branch(earned, part, "yes"), _branch(of, part, "yes"))
            return EXCEL_WORDS.where(
                part.condition, yes, quotient(_branch(earned, part, "no"), _branch(of, part, "no"))
            )
    return (
        earned / of
        if isinstance(earned, ExcelFormula) or isinstance(of, ExcelFormula)
        else Fraction(earned) / Fraction(of)
    )


def each_branch(value: Value, made: Any) -> Value:
    """The value with `made` applied to what stands at the ends of its choices."""
    if isinstance(value, Choice):
        return EXCEL_WORDS.where(value.condition, each_branch(value.yes, made), each_branch(value.no, made))
    return made(value)


class ExcelWords:
    """The words of the rules, as Excel formulas. A condition that is known when the workbook is made chooses then."""

    def const(self, number: int) -> Fraction:
        """A constant."""
        return Fraction(number)

    def where(self, condition: Condition, yes: Value, no: Value) -> Value:
        """One of two values, or of two conditions."""
        if isinstance(condition, bool):
            return yes if condition else no
        if yes is no or (isinstance(yes, ExcelFormula) and isinstance(no, ExcelFormula) and yes.text == no.text):
            return yes
        if isinstance(yes, bool) and isinstance(no, bool):
            return yes if yes == no else condition if yes else ExcelFormula(f"NOT({condition})")
        return Choice(condition, yes, no)

    def max(self, *values: Value) -> Value:
        """The greatest value."""
        if not any(isinstance(value, ExcelFormula) for value in values):
            return max(map(Fraction, values))
        return ExcelFormula(f"MAX({','.join(map(_exact, values))})")

    def both(self, one: Condition, other: Condition) -> Condition:
        """Both conditions."""
        return _joined("AND", one, other, decisive=False)

    def either(self, one: Condition, other: Condition) -> Condition:
        """One of the conditions."""
        return _joined("OR", one, other, decisive=True)

    def missing(self, value: Value) -> Condition:
        """No value: a cell that is blank or shows nothing."""
        return ExcelFormula(f'{value}=""', _COMPARISON) if isinstance(value, ExcelFormula) else value is None

    def negative(self, value: Value) -> Condition:
        """Below 0."""
        return value < 0

    def positive(self, value: Value) -> Condition:
        """Above 0."""
        return value > 0

    def at_least_share(self, value: Value, ratio: Value, whole: Value) -> Condition:
        """At least a share."""
        return value >= whole * ratio

    def at_most_share(self, value: Value, ratio: Value, whole: Value) -> Condition:
        """At most a share."""
        return value <= whole * ratio

    def whole_steps(self, value: Value, step: Value) -> Value:
        """How many whole steps; the doubles of 0.3/0.1 fall short by a hair that the rounding takes back."""
        return ExcelFormula(f"INT(ROUND({written(value / step)},9))")


EXCEL_WORDS = ExcelWords()


def _exact(value: Value) -> str:
    """A difference without the last bits of its doubles: 8.3-8 is 0.3 and nothing above it."""
    return f"ROUND({value},9)" if isinstance(value, ExcelFormula) and value.binds < _ATOM else written(value)


def _is(value: Value, number: int) -> bool:
    return not isinstance(value, (ExcelFormula, bool)) and value == number


def _branch(value: Value, like: Choice, side: str) -> Value:
    if isinstance(value, Choice) and value.condition.text == like.condition.text:
        return getattr(value, side)
    return value


def _infix(one: Value, sign: str, other: Value, binds: int) -> ExcelFormula:
    """Both sides with the brackets that they need; what stands behind a minus or a division needs them sooner."""
    left = f"({written(one)})" if _binds(one) < max(binds, _SUM) else written(one)
    loose = _binds(other) <= binds if sign in "-/" or not binds else _binds(other) < binds
    right = f"({written(other)})" if loose else written(other)
    return ExcelFormula(f"{left}{sign}{right}", binds)


def _binds(value: Value) -> int:
    return value.binds if isinstance(value, ExcelFormula) else _ATOM


def _joined(word: str, one: Condition, other: Condition, *, decisive: bool) -> Condition:
    for known, rest in ((one, other), (other, one)):
        if isinstance(known, bool):
            return known if known is decisive else rest
    return ExcelFormula(f"{word}({one},{other})")
