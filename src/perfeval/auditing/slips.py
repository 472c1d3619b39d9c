"""Which reading explains a printed score that deviates: each slip is a small function, all stand in `SLIPS`.

A slip yields scores that people get by it, with words that say how. The arithmetic is exact; a slip explains a score
only where the score is the very number that it gives, at the profile's places.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from perfeval.auditing.printed import show
from perfeval.profiles import Profile, load_profile, shipped
from perfeval.scoring.results import RowScore
from perfeval.values.figures import Figure, percent, plain, round_half_up
from perfeval.values.terms import Direction
from perfeval.values.units import is_share

if TYPE_CHECKING:
    from perfeval.auditing.block import Block
    from perfeval.auditing.case import Case, Line


@frozen(kw_only=True)
class Deviation:
    """A printed score beside what it should be: `exact` undivided, `score` rounded to `places`.

    `target` and `actual` are A and B in one unit (for execution, budget and executed amount; None where not at hand),
    `is_share` says that the unit is %. `direction` is None for execution and judged rows. `printed_rate` is the rate that
    the form prints beside the score of execution.
    """

    printed: Figure
    weight: Fraction
    exact: Fraction
    score: Decimal
    profile: Profile
    target: Fraction | None = None
    actual: Fraction | None = None
    is_share: bool = False
    direction: Direction | None = None
    is_execution: bool = False
    own_weight: bool = True
    printed_rate: Fraction | None = None

    @classmethod
    def of(cls, case: "Case", line: "Line") -> "Deviation":
        """A row's printed figure beside its score."""
        result, reading = line.result, line.reading
        assert line.figure is not None
        assert result.exact is not None
        assert result.score is not None
        return cls(
            printed=line.figure,
            weight=line.weight or Fraction(0),
            exact=result.exact,
            score=result.score,
            profile=case.profile,
            target=reading.target if reading else None,
            actual=reading.actual if reading else None,
            is_share=reading is not None and is_share(reading.unit),
            direction=getattr(line.row, "resolved_direction", None),
        )

    @classmethod
    def of_execution(cls, block: "Block", result: RowScore, profile: Profile) -> "Deviation":
        """The printed score of execution beside what it should be."""
        assert block.figure is not None
        assert result.exact is not None
        assert result.score is not None
        return cls(
            printed=block.figure,
            weight=block.points,
            exact=result.exact,
            score=result.score,
            profile=profile,
            target=block.budget,
            actual=block.executed,
            is_execution=True,
            own_weight=block.weight is not None,
            printed_rate=(block.rates[0].low + block.rates[0].high) / 2 if block.rates else None,
        )

    @property
    def places(self) -> int:
        """The decimals of a score."""
        return self.profile.rounding_places.value

    @property
    def rate_word(self) -> str:
        """What the share of the weight is called."""
        return "执行率" if self.is_execution else "完成率"


Slip = Callable[[Deviation], Iterator[tuple[Fraction, str]]]


def first_slip(deviation: Deviation) -> str:
    """The first slip that gives the printed score, in words; empty where none does.

    >>> first_slip(Deviation(printed=Figure.read("19.6"), weight=Fraction(20), exact=Fraction(20), score=Decimal("20.00"),
    ...     profile=load_profile("hubei-wuhan"), target=Fraction(98), actual=Fraction(98), is_share=True))
    '98% × 20 = 19.6：漏除了目标值'
    """
    for slip in SLIPS:
        for value, words in slip(deviation):
            if deviation.printed.value == Fraction(deviation.profile.round(value)) != Fraction(deviation.score):
                return words
    return ""


def by_printed_rate(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """Execution scored by the rate that the form prints, not by B/A."""
    if d.is_execution and d.printed_rate is not None:
        yield _capped(d, d.weight * d.printed_rate, f"按所印执行率 {percent(d.printed_rate, 4)} 计")


def rounded_coarsely(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """Fewer decimals than the profile's places: 86.2 % of 10 as 9."""
    for places in range(d.places):
        to = f"保留 {places} 位小数" if places else "取整数"
        yield Fraction(round_half_up(d.exact, places)), f"{plain(d.exact)} 四舍五入{to}"


def truncated(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """Digits cut off instead of rounded."""
    for places in range(d.places + 1):
        scale = 10**places
        to = f" {places} 位小数" if places else "整数"
        yield Fraction(d.exact * scale // 1, scale), f"{plain(d.exact)} 截到{to}，没有四舍五入"


def no_cap(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """The formula without its cap: more than the weight."""
    for value, formula in _formulas(d, d.direction or Direction.FORWARD):
        if value > d.weight:
            yield value, f"{formula}，没有以权重封顶"


def rate_rounded_first(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """The rate rounded, then multiplied: 49.88 % as 50 %, so 5 of 10."""
    if not d.weight:
        return
    for places in (2, 1, 0):
        rate = Fraction(round_half_up(d.exact / d.weight * 100, places)) / 100
        yield rate * d.weight, f"先把{d.rate_word}取成 {percent(rate)} 再乘 {show(d.weight)} 分"


def target_forgotten(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """The raw percentage times the weight, without dividing by the target: 98 % x 20."""
    if d.is_share and d.actual is not None:
        value = d.actual / 100 * d.weight
        yield value, f"{show(d.actual)}% × {show(d.weight)} = {plain(value)}：漏除了目标值"


def other_direction(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """The forward formula on a reverse row, or the other way round."""
    if d.direction is None:
        return
    other = Direction.FORWARD if d.direction is Direction.REVERSE else Direction.REVERSE
    for value, formula in _formulas(d, other):
        yield _capped(d, value, f"把{d.direction.label}按{other.label}计：{formula}")


def full_marks(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """The whole weight, whatever was reached."""
    yield d.weight, f"没有按{d.rate_word}计，直接记了满分"


def linear_reverse(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """The linear formula that some systems use for reverse rows: nothing left at twice the target."""
    if d.direction is Direction.REVERSE and d.target and d.actual is not None and d.actual > d.target:
        excess = (d.actual - d.target) / d.target
        yield max(Fraction(0), (1 - excess) * d.weight), "按线性公式（1 −（B − A）÷ A）× 权重计"


def weighted_twice(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """The weight applied once more as a percentage."""
    yield d.exact * d.weight / 100, f"得分又乘了一次权重（{show(d.weight)}%）"


def other_profile(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """Execution scored with the points of other shipped profiles."""
    if not d.is_execution or d.own_weight or not d.weight:
        return
    names: dict[Fraction, list[str]] = {}
    for name in shipped():
        names.setdefault(Fraction(load_profile(name).execution_points.value or 0), []).append(name)
    for points, those in names.items():
        if points and points != d.weight:
            yield d.exact / d.weight * points, f"按{some(those)}的预算执行 {show(points)} 分计"


def some(names: Sequence[str]) -> str:
    """Two of the names, and that there are more.

    >>> some(["甲"]), some(["甲", "乙", "丙"])
    (' 甲 ', ' 甲、乙 等规则')
    """
    return f" {'、'.join(names[:2])} {'等规则' if len(names) > 2 else ''}"


def flat_deduction(d: Deviation) -> Iterator[tuple[Fraction, str]]:
    """A round number of points off, up to half the weight, where the formula gives another score."""
    near = int((d.weight - d.printed.value) * 2)  # those that could round to it, for a weight may be of any size
    for halves in range(max(1, near - 1), min(int(d.weight), near + 2) + 1):
        off = Fraction(halves, 2)
        yield d.weight - off, f"没有按{d.rate_word}计，从满分 {show(d.weight)} 分里扣了 {show(off)} 分整"


def _capped(d: Deviation, value: Fraction, words: str) -> tuple[Fraction, str]:
    """A slip that heeds the weight, and says so where it does."""
    return (value, words) if value <= d.weight else (d.weight, f"{words}，以权重封顶为 {show(d.weight)} 分")


def _formulas(d: Deviation, direction: Direction) -> Iterator[tuple[Fraction, str]]:
    """权重 x B/A or 权重 x A/B, uncapped, where it divides."""
    if d.target is None or d.actual is None:
        return
    up, down, formula = (d.target, d.actual, "A/B") if direction is Direction.REVERSE else (d.actual, d.target, "B/A")
    if down:
        value = d.weight * up / down
        yield value, f"{show(d.weight)} × {formula} = {plain(value)}"


SLIPS: tuple[Slip, ...] = (
    by_printed_rate,
    rounded_coarsely,
    truncated,
    rate_rounded_first,
    target_forgotten,
    no_cap,
    other_direction,
    full_marks,
    linear_reverse,
    weighted_twice,
    other_profile,
    flat_deduction,
)
"""From the smallest misunderstanding to the greatest; the first that gives the printed score is told."""
