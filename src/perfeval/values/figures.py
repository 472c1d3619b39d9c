"""Numbers, exactly: text to figure, the interval that printed digits mean, and the one rounding.

Every number of perfeval comes through `exact`, from text, int, Decimal or Fraction; a float is refused,
because 0.1 is not the number that a table prints.
"""

import unicodedata
from collections.abc import Iterable
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache, reduce

from attrs import frozen

from perfeval.errors import brief
from perfeval.values.patterns import Pattern

MAX_DIGITS = 40
"""The longest number that is read, in digits before or after the point: far above any budget."""

Number = str | int | Decimal | Fraction
"""What a number may be given as."""

_UNROUNDED = Context(prec=1000, traps=[Inexact])
_NUMBER = Pattern(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_BLANK = frozenset({"", "/", "-", "—", "——", "……", "…", "\\"})
_WIDE = str.maketrans("／－−＼", "/--\\")


def fold(text: str) -> str:
    """Full-width digits, signs and letters as ordinary ones, white space trimmed.

    ², ① and ½ are no digits and stay what they are; m² becomes m2.

    >>> fold("１，２３４．５ ％ "), fold("10²"), fold("5㎡")
    ('1,234.5 %', '10²', '5m2')
    """
    if text.isascii():
        return text.strip()
    text = text.replace("m²", "m2").replace("m³", "m3").replace("−", "-")
    return unicodedata.normalize("NFC", "".join(map(_ordinary, text))).strip()


@lru_cache(maxsize=4096)
def _ordinary(char: str) -> str:
    return char if char.isnumeric() and not char.isdecimal() else unicodedata.normalize("NFKC", char)


def is_blank(text: str | None) -> bool:
    """Whether a cell holds nothing: empty, or one of the strokes that forms print for "none".

    >>> is_blank(" / "), is_blank("0")
    (True, False)
    """
    return text is None or "".join(text.split()).translate(_WIDE) in _BLANK


@frozen
class Figure:
    """A number as printed: its exact value, and how many decimals it shows.

    >>> Figure.read("2,019.840")
    Figure(value=Fraction(50496, 25), places=3)
    """

    value: Fraction
    places: int = 0

    @classmethod
    def read(cls, number: Number) -> "Figure":
        """A figure from text, int, Decimal or Fraction.

        Thousands separators, full-width digits and a sign are understood. Raises TypeError for a float (or
        anything else), ValueError for text that is not wholly a number, or one of more than 40 digits.

        >>> Figure.read("１２３").value
        Fraction(123, 1)
        >>> Figure.read(0.1)
        Traceback (most recent call last):
            ...
        TypeError: a float is not exact: pass text, int, Decimal or Fraction, not 0.1
        """
        if isinstance(number, bool) or not isinstance(number, (str, int, Decimal, Fraction)):
            kind = "a float is not exact" if isinstance(number, float) else "not a number"
            raise TypeError(f"{kind}: pass text, int, Decimal or Fraction, not {brief(number)}")
        if isinstance(number, str):
            return cls._from_text(number)
        if isinstance(number, Decimal):
            places = -int(number.as_tuple().exponent) if number.is_finite() else MAX_DIGITS + 1
            if places > MAX_DIGITS or number.adjusted() >= MAX_DIGITS:
                raise ValueError(f"out of range: {str(number)[:20]}")
            return cls(Fraction(number), max(0, places))
        if abs(number.numerator) >= 10**MAX_DIGITS or number.denominator >= 10**MAX_DIGITS:
            raise ValueError("out of range: too many digits")
        return cls(Fraction(number), decimals(Fraction(number)) or 0)

    @classmethod
    def _from_text(cls, text: str) -> "Figure":
        match = _NUMBER.fullmatch(fold(text[: 4 * MAX_DIGITS])) if len(text) <= 4 * MAX_DIGITS else None
        if not match:
            raise ValueError(f"not a number: {text[:20]!r}")
        sign, whole, fraction = match[1], match[2].replace(",", ""), match[3] or ""
        if len(whole) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
            raise ValueError(f"out of range: {text[:20]!r}")
        value = Fraction(int(whole + fraction), 10 ** len(fraction))
        return cls(-value if sign == "-" else value, len(fraction))

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """The values that print as these digits: half a unit of the last place to both sides.

        >>> low, high = Figure.read("2019.84").interval
        >>> (str(decimal(low)), str(decimal(high)))
        ('2019.835', '2019.845')
        """
        half = Fraction(1, 2 * 10**self.places)
        return self.value - half, self.value + half


def exact(number: Number) -> Fraction:
    """The exact value of a number given as text, int, Decimal or Fraction; see `Figure.read`.

    >>> exact("9.125")
    Fraction(73, 8)
    """
    return Figure.read(number).value


def round_half_up(value: Fraction, places: int = 2) -> Decimal:
    """四舍五入: the nearest number with `places` decimals, a tie away from zero.

    >>> round_half_up(Fraction(73, 8)), round_half_up(Fraction(-1, 8)), round_half_up(Fraction(5, 2), 0)
    (Decimal('9.13'), Decimal('-0.13'), Decimal('3'))
    """
    top, bottom = abs(value.numerator) * 10**places, value.denominator
    units = (2 * top + bottom) // (2 * bottom)
    return Decimal(f"{'-' if value.numerator < 0 < units else ''}{units}E-{places}")


def round_half_even(value: Fraction, places: int = 2) -> Decimal:
    """四舍六入五成双: as `round_half_up`, a tie to the even digit. Only where a profile names it.

    >>> round_half_even(Fraction(73, 8)), round_half_even(Fraction(-1, 8)), round_half_even(Fraction(5, 2), 0)
    (Decimal('9.12'), Decimal('-0.12'), Decimal('2'))
    """
    units = round(value * 10**places)  # exact: Python rounds a Fraction to the even neighbour
    return Decimal((int(units < 0), tuple(int(d) for d in str(abs(units))), -places))


def decimals(value: Fraction) -> int | None:
    """How many decimals write `value` out in full; None where none do (1/3).

    >>> decimals(Fraction(1, 8)), decimals(Fraction(1, 3)), decimals(Fraction(500))
    (3, None, 0)
    """
    return _decimals(value.denominator)


def _decimals(rest: int) -> int | None:
    twos, fives = 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


@lru_cache(maxsize=4096)
def fraction(number: Decimal) -> Fraction:
    """A Decimal as a fraction: points, which tables repeat.

    >>> fraction(Decimal("2.5"))
    Fraction(5, 2)
    """
    return Fraction(number)


def total_of(numbers: Iterable[Fraction]) -> Fraction:
    """The sum of fractions, those with one denominator first.

    >>> total_of([Fraction(1, 4), Fraction(3, 4), Fraction(1, 3)])
    Fraction(4, 3)
    """
    tops: dict[int, int] = {}
    for number in numbers:
        bottom = number.denominator
        tops[bottom] = tops.get(bottom, 0) + number.numerator
    return sum((Fraction(top, bottom) for bottom, top in tops.items()), Fraction(0))


def decimal(value: Fraction) -> Decimal:
    """`value` as a Decimal, digit for digit; ValueError where decimals cannot write it.

    >>> decimal(Fraction(1, 8))
    Decimal('0.125')
    """
    places = decimals(value)
    if places is None:
        raise ValueError(f"{value} has no finite decimal form")
    return round_half_up(value, places)


def add_up(numbers: Iterable[Decimal]) -> Decimal:
    """The exact sum of Decimals, whatever their length.

    >>> add_up([Decimal("3.71"), Decimal(10)])
    Decimal('13.71')
    """
    return reduce(_UNROUNDED.add, numbers, Decimal(0))


def share_of(whole: Decimal, hundredths: Decimal) -> Decimal:
    """So many hundredths of a whole, exactly, whatever their length.

    >>> share_of(Decimal(25), Decimal("22.5"))
    Decimal('5.625')
    """
    return _UNROUNDED.multiply(whole, hundredths).scaleb(-2, _UNROUNDED).normalize(_UNROUNDED)


def plain(value: Fraction | Decimal, places: int = 4) -> str:
    """A number for a reader: zeros trimmed, and "…" where more than `places` decimals are cut off.

    >>> plain(Fraction(20)), plain(Decimal("9.130")), plain(Fraction(365, 27)), plain(Fraction(1, 3), 2)
    ('20', '9.13', '13.5185…', '0.33…')
    """
    numerator, denominator = value.as_integer_ratio()
    if denominator == 1:
        return str(numerator)
    digits, rest = divmod(abs(numerator) * 10**places, denominator)
    text = str(digits).zfill(places + 1)
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    return f"{'-' if numerator < 0 else ''}{f'{text}…' if rest else text.rstrip('0')}"


def percent(value: Fraction, places: int = 2) -> str:
    """A ratio as a percentage, rounded half up to `places` and trimmed.

    >>> percent(Fraction("2019.84") / Fraction("1397.58")), percent(Fraction(1))
    ('144.52%', '100%')
    """
    return f"{plain(Fraction(round_half_up(value * 100, places)), places)}%"


def true_percent(value: Fraction) -> str:
    """A ratio as `percent` tells it, but never a whole percentage that it is not: nobody is told that 90% is below 90%.

    >>> true_percent(Fraction("1.445241")), true_percent(Fraction("0.89996")), true_percent(Fraction(299999999, 300000000))
    ('144.52%', '89.996%', '99.9999…%')
    """
    told = Fraction(round_half_up(value * 100))
    return f"{plain(value * 100)}%" if told.denominator == 1 else percent(value)


def ratio(value: Fraction) -> str:
    """The undivided fraction that results carry, always with its denominator.

    >>> ratio(Fraction(10)), ratio(Fraction(73, 8))
    ('10/1', '73/8')
    """
    return f"{value.numerator}/{value.denominator}"
