"""What people write in a target or actual cell: sign or word, figure, unit; or prose.

A cell is a figure only where *all* of it is one. A figure inside a sentence (撰写调研报告 1 篇) leaves the cell prose, a date
(`perfeval.values.dates`) is none, and what has several meanings (30-50个, 约50个, 50余人) is left alone.
以上、以下、以内 include the number itself; 超过、低于 do not (民法典第一千二百五十九条; the forms say nothing of their own).
`docs/phrases.md` shows what becomes of the phrasings of published forms.

Over 300 lines: the order in which a cell is tried is what decides its meaning, and is read in one place.
"""

import re
from fractions import Fraction
from functools import cache, lru_cache

from attrs import evolve, field, frozen

from perfeval.values.dates import read_day
from perfeval.values.figures import Figure, Number, decimals, fold, plain
from perfeval.values.numerals import spelled_out
from perfeval.values.patterns import Pattern
from perfeval.values.units import WAN_YUAN, factor, is_additive, is_known, is_share

_SIGNS = {
    ">=": (">=", "=>", "≥", "≧", "⩾", "≮", "不少于", "不低于", "不小于", "不得少于", "不得低于", "不能少于", "不能低于", "至少", "最少", "最低",
           "大于等于", "大于或等于"),
    "<=": ("<=", "=<", "≤", "≦", "⩽", "≯", "不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不能超过", "不超出", "至多",
           "最多", "最高", "小于等于", "小于或等于", "控制在"),
    ">": (">", "大于", "超过", "高于", "多于"),
    "<": ("<", "小于", "低于", "少于"),
    "=": ("=", "==", "═", "等于"),
}  # fmt: skip
_ENDINGS = {
    ">=": ("及以上", "及其以上", "或以上", "以上"),
    "<=": ("及以下", "及其以下", "或以下", "以下", "及以内", "以内", "之内", "内"),
}
_SIGN_OF = {word: sign for sign, words in _SIGNS.items() for word in words}
_ENDING_OF = {word: sign for sign, words in _ENDINGS.items() for word in words}


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: -len(w)))


_AT_START = Pattern(_any(_SIGN_OF))

_INCLUDED = Pattern(r"\(含(本数|[0-9.]{1,20}[^()0-9]{0,6})?\)")
"""20次（含）以上, ≥95%（含95%）: that the number itself is included is what these signs and words mean anyway."""
_REMARK = Pattern(
    r"(?:,|\((?=.*\)$))(?:已|全部|全面|超额|按期|按时)*(?:完成(?:目标|任务)?|达标|满意)\)?$|(?<=[%‰])(?:已|全部)?完成$"
)
"""96%，超额完成; 100%（全部满意）; 100%完成: words behind a figure that repeat what it says."""
_RATE = r"(?P<rate>[^\W\d_]{0,10}(?:率|满意度|占比|比例|比重))"
_LEAD = Pattern(
    rf"(?P<aim>确保|力争|争取)?(?:{_RATE}(?:为|在)?)?(?:实际|已|共|累计)*(?:完成|达到|达|实现|(?:保持|维持|稳定)(?:在)?)?"
)
"""确保, 满意度, 已完成, 达到: words before a figure that say what it is of, and not how much."""
_EACH = Pattern(r"(?:平均)?(?:每(?P<each>[^\W\d_]{1,3}?)|(?P<head>[人户亩])均)(?=[^\W\d_]{0,6}[0-9<>=≤≥])(?P<rest>.*)")
"""每亩300元, 人均500元, 每年2次: 300元/亩, 500元/人, 2次/年."""
_PERIODS = ("年", "月", "日", "天", "周", "季度")
_LONGEST = 60
_LONGEST_COUNTER = 4
_TIMES = Pattern("[*·・•×.]")
_OVER = Pattern(r"/\(([^()]*)\)$")


@cache
def _cell() -> re.Pattern[str]:
    """Sign or word, number, unit, word: the whole cell. Compiled at first use, for it is the long one."""
    number = r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?"
    word = r"[^\W\d_]+?(?:(?<=m)[23])?"  # m2, km2 and m3 are the units that end in a digit
    unit = rf"(?:[%‰](?:\(百分比\))?|°?{word}(?:\({word}\))?)(?:[/*·・•×.]{word})*"
    signs, endings = _any(_SIGN_OF), _any(_ENDING_OF)
    return re.compile(rf"(?P<sign>{signs})?\s*(?P<number>{number})\s*(?P<unit>{unit})??\s*(?P<ending>{endings})?")


@cache
def _no_unit() -> re.Pattern[str]:
    """12月, 31日前, 4季度: a date or a span of the calendar has no ratio. 余人次, 次左右: about so many is no figure."""
    return re.compile(r"(?:月|号|季度|点|[年日天].|余|多|来).*|.*(?:左右|上下|多)")


@frozen
class Quantity:
    """A figure with its unit, as printed: 500万元, 98%, 270 天, 2.

    `unit` is empty where the cell names none. `text` is the cell as printed; `is_printed` is false where the unit stands elsewhere.
    """

    figure: Figure
    unit: str
    text: str
    is_printed: bool = field(default=True, repr=False)

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

    def with_unit(self, unit: str) -> "Quantity":
        """A bare figure in the unit that its row's name has; one up to 1 stays bare beside %, for it may be a ratio."""
        if self.unit or not unit or (is_share(unit) and 0 < self.value <= 1):
            return self
        return evolve(self, unit=unit, is_printed=False)

    def beside(self, other: "Quantity") -> "Quantity":
        """A bare figure in the unit of the other, unless it may be a ratio where that is a percentage above 1 %."""
        ratio = other.is_share and 0 < self.value <= 1 and other.to("%") > 1
        return self if self.unit or not other.unit or ratio else evolve(self, unit=other.unit, is_printed=False)

    @property
    def is_share(self) -> bool:
        """Whether the unit is % or ‰."""
        return is_share(self.unit)

    @property
    def adds_up(self) -> bool | None:
        """Whether such figures add up (绝对值) or average (相对值); None where the unit does not tell."""
        return is_additive(self.unit)


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
    if len(text) > _LONGEST or read_day(text):
        return None
    cell = fold(text).rstrip("。;")
    found = _plain(cell) or _plain(_REMARK.sub("", cell)) or _spoken(_REMARK.sub("", cell))
    return evolve(found, quantity=evolve(found.quantity, text=text.strip())) if found else None


def _plain(cell: str) -> Target | None:
    """Sign or word, figure, unit, word."""
    included = _INCLUDED.search(cell)
    if included:
        cell = cell[: included.start()] + cell[included.end() :]
    match = _cell().fullmatch(_OVER.sub(r"/\1", cell))
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
    if unit is None:
        return None
    found = Target(Quantity(figure, unit, cell), "".join(signs))
    return found if included is None or _is_included(found, included[1] or "本数") else None


def _is_included(target: Target, number: str) -> bool:
    """Whether （含95%） says what the cell says anyway: its own figure, and a sign that includes it."""
    if target.sign not in (">=", "<="):
        return False
    own = None if number == "本数" else _plain(number)
    return number == "本数" or bool(
        own and own.quantity.value == target.quantity.value and own.quantity.unit in (target.quantity.unit, "")
    )


def _spoken(cell: str) -> Target | None:
    """A cell with words before its figure, with a numeral in Chinese, or with 每亩 before what it gives for each."""
    lead = _LEAD.match(cell)
    rest = cell[lead.end() :].lstrip() if lead else cell
    if lead and lead["rate"]:
        found = _plain(rest)
        return found if found and found.quantity.is_share else None
    if (each := _EACH.fullmatch(rest)) and (each["head"] or is_known(each["each"]) or each["each"] in _PERIODS):
        found = _plain(each["rest"].lstrip())
        unit = found.quantity.unit if found else ""
        if found is None or not unit or "/" in unit:
            return None
        return evolve(found, quantity=evolve(found.quantity, unit=f"{unit}/{each['head'] or each['each']}"))
    sign = _AT_START.match(rest)
    start = sign.end() if sign else 0
    digits = spelled_out(rest[start:])
    found = _plain(rest[:start] + digits) if digits != rest[start:] or rest != cell else None
    return None if found is None or (digits != rest[start:] and not is_known(found.quantity.unit)) else found


def _unit(unit: str, figure: Figure) -> str | None:
    """The unit as it is compared, or None where the words behind the figure are no unit."""
    unit = unit.replace("%(百分比)", "%")
    if _no_unit().fullmatch(unit) or (unit == "年" and 1900 <= figure.value <= 2100):
        return None
    whole, *others = unit.split("/")
    if "每" in whole[1:]:  # 万元每公里
        whole, _, each = whole.partition("每")
        others = [each, *others]
    unit = "/".join(("·".join(_TIMES.split(whole)), *(part for other in others for part in _TIMES.split(other))))
    if not all(c.isalpha() or c in "%‰°/·()23" for c in unit):  # ½, ² and ① are part of the number
        return None
    if any(len(part) > _LONGEST_COUNTER and not is_known(part) for part in re.split("[/·]", unit)):
        return None
    return unit


@lru_cache(maxsize=4096)
def read_actual(text: str) -> Target | None:
    """What an actual cell states: a figure, or a bound (95%以上) where there is a sign; None for prose and for what is still aimed at.

    >>> read_actual("96%，超额完成").quantity.value, read_actual("小于0").sign, read_actual("力争100%")
    (Fraction(96, 1), '<', None)
    """
    return None if fold(text[:_LONGEST]).startswith(("确保", "力争", "争取")) else read_target(text)


_CHANGE = Pattern(
    r"(?:同比|(?:较|比)(?:上年|去年|上年同期|去年同期)|年均)?"
    r"(?:(?P<rise>增长率?|增加|上升|增幅)|(?P<fall>下降率?|减少|降低|降幅|压减))(?:了|为|达到?)?(?P<rest>[-+]?[0-9].*)"
)
"""下降5%, 同比增长6%: a change rate, below 0 where it is a fall."""


@lru_cache(maxsize=4096)
def read_change(text: str) -> Target | None:
    """A change rate in words, a fall below 0; None for all else, and for a fall or rise that is bounded (下降5%以内).

    >>> for cell in ("下降5%", "同比增长6%", "增长-0.3%", "较上年下降10%以上", "下降5%以内", "下降-5%", "减少5人", "5%"):
    ...     change = read_change(cell)
    ...     print(change and str(change.quantity.value))
    -5
    6
    -3/10
    -10
    None
    None
    None
    None
    """
    found = _CHANGE.fullmatch(fold(text).rstrip("。;")) if len(text) <= _LONGEST else None
    change = _plain(found["rest"]) if found else None
    if found is None or change is None or change.sign not in ("", ">=") or not change.quantity.is_share:
        return None
    if not found["fall"]:
        return Target(evolve(change.quantity, text=text.strip()))
    if change.quantity.value < 0:  # a fall of less than nothing says nothing
        return None
    figure = Figure(-change.quantity.value, change.quantity.figure.places)
    return Target(evolve(change.quantity, figure=figure, text=text.strip()))


def read_figure(text: str) -> Target | None:
    """What a cell of a quantitative row states: a figure, or a change rate in words."""
    return read_target(text) or read_change(text)


def read_quantity(text: str) -> Quantity | None:
    """The figure that a cell states without sign or word, or None.

    >>> read_quantity("１，２３４．５ 万元")
    Quantity(figure=Figure(value=Fraction(2469, 2), places=1), unit='万元', text='１，２３４．５ 万元')
    >>> read_quantity("≥266米"), read_quantity("2930余人次")
    (None, None)
    """
    found = read_actual(text)
    return found.quantity if found and not found.sign else None


def implied(target: str, asked: Fraction, bound: str, known: Fraction) -> bool | None:
    """Whether a bound on the actual value answers the target: met, not met, or None where it may be either.

    Signs are ``>= <= > < =``; a target without one is met from its figure on. Both figures are in one unit.

    >>> implied("<=", Fraction(0), "<", Fraction(0)), implied(">=", Fraction(95), "<", Fraction(90))
    (True, False)
    >>> implied(">=", Fraction(95), ">=", Fraction(90))
    """
    sign = target or ">="
    if bound == "=":
        return {
            ">=": known >= asked, "<=": known <= asked, ">": known > asked, "<": known < asked, "=": known == asked
        }[sign]  # fmt: skip
    if sign == "=":
        beside = known > asked if bound[0] == ">" else known < asked
        return False if beside or (known == asked and len(bound) == 1) else None
    if sign[0] == bound[0]:  # both say from where on
        within = known >= asked if sign[0] == ">" else known <= asked
        return True if within and (known != asked or len(sign) == 2 or len(bound) == 1) else None
    apart = known < asked if sign[0] == ">" else known > asked
    return False if apart or (known == asked and 1 in (len(sign), len(bound))) else None


_NAMED = Pattern(r"[(\[【](?:单位:?)?([<>≥≤≧≦=]=?)?[*_×]{0,6}([^()\[\]【】0-9<>≥≤≧≦=*_×]{1,12})[)\]】]$")


@lru_cache(maxsize=4096)
def sign_and_unit_in(name: str) -> tuple[str, str]:
    """The sign and the unit that a row's name ends with in brackets, for the figure in the cell of its target; empty where there is none that is known.

    >>> sign_and_unit_in("作业道长度（公里）"), sign_and_unit_in("总投入（≤**万元）"), sign_and_unit_in("培训（线上）")
    (('', '公里'), ('<=', '万元'), ('', ''))
    """
    if len(name) > 10 * _LONGEST or not (match := _NAMED.search(fold(name[-20:]))):
        return "", ""
    unit = _unit(match[2], Figure(Fraction(0)))
    known = unit is not None and all(is_known(part) or part in _PERIODS for part in re.split("[/·]", unit))
    return (_SIGN_OF.get(match[1] or "", ""), unit) if unit and known else ("", "")


_SEVERAL = (
    (Pattern(r"[0-9%‰][^\W\d_]{0,4}[-~—–至到][0-9]"), "是一个范围"),
    (Pattern(r"约|近|左右|上下|[余多几来]"), "是约数"),
    (Pattern(r"增[长加幅]|下降|减[少幅]|降[低幅]|提[高升]|上升|同比|较上年"), "是变化率，来源没有规定如何计分"),
)


def several_meanings(text: str) -> str:
    """Why a cell with a figure in it says no one figure, for a reason; empty where that is not so.

    >>> several_meanings("30～50个"), several_meanings("50余人"), several_meanings("下降5%"), several_meanings("约请专家")
    ('是一个范围', '是约数', '是变化率，来源没有规定如何计分', '')
    """
    cell = fold(text[:_LONGEST])
    if not any(char.isdecimal() for char in cell):
        return ""
    return next((why for pattern, why in _SEVERAL if pattern.search(cell)), "")


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
    found = _plain(fold(amount)) if len(amount) <= _LONGEST else None
    if found is None or found.sign:
        raise ValueError(f"not an amount: {amount[:20]!r}")
    unit = found.quantity.unit or WAN_YUAN
    factor(unit, WAN_YUAN)
    return Quantity(found.quantity.figure, unit, amount.strip())


@lru_cache(maxsize=4096)
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
