"""What a rule is made of: one record with its formula, gates, numbers, sentence and inverse.

`Rule` is the record. `Operands` go in, `Numbers` are a curve's own, and `Earned` is what sentence and inverse are made from.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from perfeval.errors import Problem, UndeterminedError, UnitError
from perfeval.rules.words import Formula, Parameters, Value, Words
from perfeval.values.figures import percent, plain
from perfeval.values.quantities import Quantity
from perfeval.values.units import factor

OURS = "本项目的理解"
"""The grounds where no source says anything."""
UNSTATED = "unstated"
"""What a profile writes where its source does not say."""


# --- in -----------------------------------------------------------------------------------------------------------


class Operands(NamedTuple):
    """What gates and formulas look at. For execution, target and actual are A and B; for a judged row, actual is the rate."""

    weight: Value
    target: Value = None
    actual: Value = None
    unsigned: Value = False
    """The target has neither sign nor word, and no direction is given."""
    strict: Value = False
    """The target's sign is < or >."""
    is_equal: Value = False
    """The target's sign is =."""
    low: Value = None
    """The lower end of the band, which belongs to it."""
    high: Value = None
    """The upper end of the band."""
    closed: Value = False
    """Whether the upper end belongs to the band; only the first band's does (100%)."""


class UnitTier(NamedTuple):
    """One tier in the row's unit: its upper end (None: without end), whether that end belongs to it, its points.

    `least` are the fewest points of a tier that leaves some to choose; `unstated` says that its points are not printed.
    """

    high: Fraction | None
    closed: bool
    points: Fraction
    label: str = ""
    least: Fraction | None = None
    unstated: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the tier alone does not say how many points a figure in it earns."""
        return self.unstated or self.least is not None


class Numbers(NamedTuple):
    """What a curve's rule is given, in the row's unit; `silent` says that the text leaves a case open.

    `of_weight` says that its points are shares of the weight, `signed` that its figures may be negative.
    """

    full: Value
    lower: Fraction = Fraction(0)
    upper: Fraction = Fraction(0)
    start: Value = Fraction(0)
    per: Fraction = Fraction(1)
    deduct: Fraction = Fraction(0)
    toward: int = 1
    begun: int = 0
    silent: bool = False
    tiers: tuple[UnitTier, ...] = ()
    marks: tuple[Fraction, ...] = ()
    base: Fraction = Fraction(0)
    listed: tuple[tuple[Fraction, Fraction], ...] = ()
    of_weight: bool = False
    signed: bool = False


class TotalCap(NamedTuple):
    """总分上限 as numbers: below which rate, how many points, and what becomes of the rate itself."""

    below: Fraction
    points: Fraction
    ends: str = "below"


class Bound(NamedTuple):
    """From where a figure asks for a reason: a share, whether the share itself does, and what does where there is none."""

    bound: Fraction
    ends: str = "beyond"
    zero: Fraction | None = None


class StatedTier(Protocol):
    """A tier as a profile states it."""

    @property
    def high(self) -> Quantity | None: ...  # noqa: D102
    @property
    def points(self) -> Decimal | Fraction | str: ...  # noqa: D102
    @property
    def least(self) -> Decimal | Fraction | None: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


class StatedFigure(Protocol):
    """A figure with its points, as a profile states it."""

    @property
    def at(self) -> Quantity: ...  # noqa: D102
    @property
    def points(self) -> Decimal | Fraction: ...  # noqa: D102


class Stated(Protocol):
    """A curve's numbers as a profile or a row states them (`perfeval.profiles.Curve`), each with its own unit."""

    @property
    def lower(self) -> Fraction | None: ...  # noqa: D102
    @property
    def upper(self) -> Fraction | None: ...  # noqa: D102
    @property
    def between(self) -> str | None: ...  # noqa: D102
    @property
    def start(self) -> Quantity | None: ...  # noqa: D102
    @property
    def end(self) -> Quantity | None: ...  # noqa: D102
    @property
    def base(self) -> Fraction | None: ...  # noqa: D102
    @property
    def per(self) -> Quantity | None: ...  # noqa: D102
    @property
    def deduct(self) -> Decimal | Fraction | None: ...  # noqa: D102
    @property
    def count(self) -> str | None: ...  # noqa: D102
    @property
    def full(self) -> Decimal | None: ...  # noqa: D102
    @property
    def tiers(self) -> tuple[StatedTier, ...]: ...  # noqa: D102
    @property
    def ends(self) -> str | None: ...  # noqa: D102
    @property
    def listed(self) -> tuple[StatedFigure, ...]: ...  # noqa: D102
    @property
    def negative(self) -> str | None: ...  # noqa: D102


def is_share_of_weight(points: object) -> bool:
    """Whether what a curve states is a share of the weight (80%), not a number of points."""
    return isinstance(points, Fraction)


def points_words(points: Fraction | Decimal, of_weight: bool) -> str:
    """Points of a curve as it states them, to stand behind a word: " 2 分", or "权重的 5%"."""
    return f"权重的 {percent(Fraction(points))}" if of_weight else f" {plain(points)} 分"


def in_unit(amount: Quantity, unit: str) -> Fraction:
    """An amount of a curve in the row's unit; UndeterminedError where they do not convert. A bare 0 is 0 of anything."""
    try:
        return Fraction(amount.value * (factor(amount.unit, unit) if amount.unit or amount.value else 1))
    except UnitError:
        text = f"计分方法的单位是“{amount.unit or '（无）'}”，本行的单位是“{unit or '（无）'}”，两者不能换算"
        raise UndeterminedError("rule-unit", text) from None


class Gate(NamedTuple):
    """A condition under which a row is undetermined: a code for programs, a reason for readers.

    A profile may answer it: where its `parameter` has one of the values in `answers`, the formula beside it scores the row. Without
    a parameter the formula scores it under every profile. `about` gives the reason with the row's figures in it.
    """

    code: str
    when: Callable[[Words, Operands, Parameters], Value]
    reason: str
    parameter: str = ""
    answers: tuple[tuple[str, Formula], ...] = ()
    about: Callable[[Operands, Parameters], str] | None = None


# --- out ----------------------------------------------------------------------------------------------------------


class Step(NamedTuple):
    """One step of a score: the clause that it rests on, and a Chinese sentence with the figures in it."""

    clause: str
    text: str


class Note(NamedTuple):
    """A remark that changes no score: a code for programs, a sentence for readers."""

    code: str
    text: str


class ListedItem(Protocol):
    """An item of a checklist."""

    @property
    def description(self) -> str: ...  # noqa: D102
    @property
    def points(self) -> Decimal | None: ...  # noqa: D102
    @property
    def done(self) -> bool | None: ...  # noqa: D102


class Earned(NamedTuple):
    """What a rule gave: operands in, points out, with the clause it rests on; A and B are in `unit`.

    `label` is the judged band's, `items` are a checklist's.
    """

    operands: Operands
    points: Fraction
    clause: str
    unit: str = ""
    numbers: Numbers | None = None
    label: str = ""
    items: tuple[ListedItem, ...] = ()


class Interval(NamedTuple):
    """Figures from `low` to `high` (None: without end), and whether each end is just outside (`above`, `below`)."""

    low: Fraction | None = None
    high: Fraction | None = None
    above: bool = False
    below: bool = False

    def within(self, other: "Interval") -> "Interval | None":
        """The figures that are in both; None where there are none.

        >>> Interval(low=Fraction(80)).within(Interval(high=Fraction(91), below=True))
        Interval(low=Fraction(80, 1), high=Fraction(91, 1), above=False, below=True)
        """
        lows = [(it.low, it.above) for it in (self, other) if it.low is not None]
        highs = [(it.high, not it.below) for it in (self, other) if it.high is not None]
        low, above = max(lows, default=(None, False))
        high, is_in = min(highs, default=(None, True))
        if low is not None and high is not None and (low > high or (low == high and (above or not is_in))):
            return None
        return Interval(low, high, above, not is_in)

    def times(self, factor: Fraction) -> "Interval":
        """The figures, each so many times as large; `factor` is above 0."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return self._replace(low=low, high=high)


def from_or_to(bound: Fraction, rising: bool, is_open: bool) -> Interval:
    """From the bound upwards where that is the better side, else down from it; without it where `is_open`."""
    return Interval(low=bound, above=is_open) if rising else Interval(high=bound, below=is_open)


def said(clause: str, words: str) -> Step:
    """A step that says on what grounds."""
    return Step(clause, f"{by(clause)}{words}")


def by(clause: str) -> str:
    """On what grounds."""
    return f"依据{clause}，" if clause else f"来源没有规定，按{OURS}，"


def no_notes(operands: Operands) -> Iterator[Note]:
    """Nothing that a reader should know beside the score."""
    yield from ()


def no_problems(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Nothing that a curve's numbers must satisfy together."""
    yield from ()


# --- the record ---------------------------------------------------------------------------------------------------


class Rule(NamedTuple):
    """Everything that perfeval knows of one rule. Listed in `perfeval.rules.registry.RULES`."""

    name: str
    """What a profile or a row calls it."""
    kinds: tuple[str, ...]
    """What it scores: execution, forward, reverse, equal, judged, coefficient, checklist."""
    formula: Formula
    words: str
    """What it does, in a few words of a profile's sheet."""
    gates: tuple[Gate, ...]
    """What leaves a row undetermined, asked in this order before the formula is; the first that holds is told."""
    tell: Callable[[Earned], Step]
    """How a score came about, as a sentence."""
    notes: Callable[[Operands], Iterator[Note]] = no_notes
    """What a reader should know of a row that was scored all the same."""
    inverse: Callable[[Earned, Fraction, bool], Interval | None] | None = None
    """The figures, nearest to the present one, that earn so many points (more than them, where true); None: no figure does."""
    needs: tuple[str, ...] = ()
    """The numbers that a profile, or the row, must state for it."""
    may_state: tuple[str, ...] = ()
    """The numbers that it may state beside them."""
    numbers: Callable[[Stated, str, Value, Value, str], Numbers] | None = None
    """Its numbers from those stated, for a row of this kind with this weight, target and unit."""
    check: Callable[[Mapping[str, Any]], Iterator[Problem]] = no_problems
    """What is wrong with the numbers stated, taken together."""
    by_rate: bool = False
    """A rate stands in its formula, which a profile may round first."""
    by_figure: bool = False
    """It looks at the figure itself: a target of 0 need not say which side of it is better."""
    by_unit: bool = False
    """Its numbers are in the row's unit."""
    scale_free: bool = False
    """It looks at B/A alone, so that both may be multiplied alike."""
    full_where_met: bool = False
    """It gives the whole weight to what meets the target, however far beyond it."""
    lost_if_silent: bool = False
    """Where its text is silent, nothing is said of what another figure would earn."""
    tier_sign: str = ""
    """What stands before the ends of its tiers."""
    bounds: Callable[[Operands, Numbers], tuple[Fraction, Fraction] | None] | None = None
    """Between which points a row lies that its text leaves open; None where it leaves none."""

    def seen(self, row: Operands) -> Operands:
        """The operands as the rule looks at them: to one that looks at the figure itself, the target's sign says nothing."""
        return row._replace(unsigned=False, strict=False, is_equal=False) if self.by_figure else row


class Method(NamedTuple):
    """What scores a row: a rule, for this kind of row, resting on this clause, with its curve where it has numbers."""

    kind: str
    rule: Rule
    clause: str
    curve: Stated | None = None
