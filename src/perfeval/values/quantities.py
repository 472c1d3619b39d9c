"""What people write in a target or actual cell: sign or word, figure, unit; or prose.

A cell is a figure only where *all* of it is one. A figure inside a sentence (撰写调研报告 1 篇) leaves the cell prose.
以上、以下、以内 include the number itself; 超过、低于 do not (民法典第一千二百五十九条; the forms say nothing of their own).
"""

import re
from fractions import Fraction
from functools import cache, lru_cache

from attrs import frozen

from perfeval.values.figures import Figure, Number, decimals, fold, plain
from perfeval.values.units import WAN_YUAN, adds_up, factor, is_known, is_share

_SIGNS = {
    ">=": (">=", "=>", "≥", "≧", "⩾", "≮", "不少于", "不低于", "不小于", "不得少于", "不得低于", "不能少于", "不能低于", "至少", "最少", "最低",
           "大于等于", "大于或等于"),
    "<=": ("<=", "=<", "≤", "≦", "⩽", "≯", "不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不能超过", "不超出", "至多",
           "最多", "最高", "小于等于", "小于或等于", "控制在"),
    ">": (">", "大于", "超过", "高于", "多于"),
    "<": ("<", "小于", "低于", "少于"),
    "=": ("=", "═", "等于"),
}  # fmt: skip
_ENDINGS = {
    ">=": ("及以上", "及其以上", "或以上", "以上"),
    "<=": ("及以下", "及其以下", "或以下", "以下", "及以内", "以内", "之内", "内"),
}
_SIGN_OF = {word: sign for sign, words in _SIGNS.items() for word in words}
_ENDING_OF = {word: sign for sign, words in _ENDINGS.items() for word in words}


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: -len(w)))


_INCLUDED = re.compile(r"\(含(?:本数)?\)(?=以[上下内])|(?<=以[上下内])\(含(?:本数)?\)$")
"""20次（含）以上: that the number itself is included is what 以上 and 以下 mean anyway."""
_LONGEST = 60
_LONGEST_COUNTER = 4


@cache
def _cell() -> re.Pattern[str]:
    """Sign or word, number, unit, word: the whole cell. Compiled at first use, for it is the long one."""
    number = r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?"
    word = r"[^\W\d_]+?(?:(?<=m)[23])?"  # m2, km2 and m3 are the units that end in a digit
    unit = rf"(?:[%‰](?:\(百分比\))?|°?{word}(?:\({word}\))?)(?:/{word})*"
    signs, endings = _any(_SIGN_OF), _any(_ENDING_OF)
    return re.compile(rf"(?P<sign>{signs})?\s*(?P<number>{number})\s*(?P<unit>{unit})??\s*(?P<ending>{endings})?")


@cache
def _no_unit() -> re.Pattern[str]:
    """12月, 31日前, 4季度: a date or a span of the calendar has no ratio. 余人次, 次左右: about so many is no figure."""
    return re.compile(r"(?:月|号|季度|点|[年日天].|余|多|来).*|.*(?:左右|上下|多)")


@frozen
class Quantity:
    """A figure with its unit, as printed: 500万元, 98%, 270 天, 2.

    `unit` is empty where the cell names none. `text` is the cell as printed.
    """

    figure: Figure
    unit: str
    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def value(self) -> Fraction:
        """The figure in its own unit."""
        return self.figure.value

    def to(self, unit: str) -> Fraction:
        """The value in another unit, exactly; UnitError where the two do not convert.

        >>> read_quantity("500万元").to("元")
        Fraction(5000000, 1)
        """
        return self.value * factor(self.unit, unit)

    @property
    def is_share(self) -> bool:
        """Whether the unit is % or ‰."""
        return is_share(self.unit)

    @property
    def adds_up(self) -> bool | None:
        """Whether such figures add up (绝对值) or average (相对值); None where the unit does not tell."""
        return adds_up(self.unit)


@frozen
class Target:
    """A quantified target: a quantity, and the sign that stands before or the word behind it.

    `sign` is one of ``>= <= > < =``, or empty where the cell has none.
    """

    quantity: Quantity
    sign: str = ""

    @property
    def is_strict(self) -> bool:
        """Whether the number itself is not enough by the sign's letter (> or <)."""
        return self.sign in (">", "<")


@lru_cache(maxsize=4096)
def read_target(text: str) -> Target | None:
    """The target that a cell states, or None for prose.

    >>> for cell in ("≦365 天", "98%以上", "不少于20次", "﹦ 72890 元", ">= 98 %(百分比)", "2 个", "撰写调研报告 1 篇"):
    ...     target = read_target(cell)
    ...     print(target and (target.sign, str(target.quantity.value), target.quantity.unit))
    ('<=', '365', '天')
    ('>=', '98', '%')
    ('>=', '20', '次')
    ('=', '72890', '元')
    ('>=', '98', '%')
    ('', '2', '个')
    None
    """
    match = _cell().fullmatch(_INCLUDED.sub("", fold(text)).rstrip("。")) if len(text) <= _LONGEST else None
    if not match:
        return None
    signs = {_SIGN_OF.get(match["sign"], ""), _ENDING_OF.get(match["ending"], "")} - {""}
    if len(signs) > 1:  # ≤98%以上 says two things
        return None
    try:
        figure = Figure.read(match["number"])
    except ValueError:
        return None
    unit = _unit(match["unit"] or "", figure)
    return None if unit is None else Target(Quantity(figure, unit, text.strip()), "".join(signs))


def _unit(unit: str, figure: Figure) -> str | None:
    """The unit as it is compared, or None where the words behind the figure are no unit."""
    unit = unit.replace("%(百分比)", "%")
    if not all(c.isalpha() or c in "%‰°/()23" for c in unit):  # ½, ² and ① are part of the number
        return None
    if _no_unit().fullmatch(unit) or (unit == "年" and 1900 <= figure.value <= 2100):
        return None
    if any(len(part) > _LONGEST_COUNTER and not is_known(part) for part in unit.split("/")):
        return None
    return unit


def read_quantity(text: str) -> Quantity | None:
    """The figure that a cell states without sign or word, or None.

    >>> read_quantity("１，２３４．５ 万元")
    Quantity(figure=Figure(value=Fraction(2469, 2), places=1), unit='万元', text='１，２３４．５ 万元')
    >>> read_quantity("≥266米"), read_quantity("2930余人次")
    (None, None)
    """
    target = read_target(text)
    return target.quantity if target and not target.sign else None


def read_money(amount: Number) -> Quantity:
    """An amount of money; one without a unit is in 万元, as the forms print it.

    Raises TypeError for a float, ValueError for text that is not an amount or not money.

    >>> read_money("500").to("元"), read_money("1,397.58万元").value
    (Fraction(5000000, 1), Fraction(69879, 50))
    """
    if not isinstance(amount, str):
        figure = Figure.read(amount)
        if decimals(figure.value) is None:
            raise ValueError(f"no finite decimal form: {amount}")
        return Quantity(figure, WAN_YUAN, f"{plain(figure.value, 40)}")
    quantity = read_quantity(amount)
    if quantity is None:
        raise ValueError(f"not an amount: {amount[:20]!r}")
    if not quantity.unit:
        return Quantity(quantity.figure, WAN_YUAN, quantity.text)
    factor(quantity.unit, WAN_YUAN)
    return quantity


def read_share(text: str) -> Fraction | None:
    """A rate as a fraction: "100%", "99.97" (printed without its sign) or "0"; None for anything else.

    A bare number above 0 up to 1 is None too: 1 may mean 1 % or 100 %.

    >>> read_share("99.5%"), read_share("99.97"), read_share("0.85"), read_share("较高")
    (Fraction(199, 200), Fraction(9997, 10000), None, None)
    """
    quantity = read_quantity(text)
    if quantity is None:
        return None
    if quantity.is_share:
        return quantity.value * factor(quantity.unit, "%") / 100
    if quantity.unit or 0 < quantity.value <= 1:
        return None
    return quantity.value / 100
