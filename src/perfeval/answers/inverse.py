"""The sums read backwards: how many points a total lacks, in the row that is to bring them, and which figure earns them.

The rules are read backwards by their own inverses (`perfeval.rules`); operands, method and numbers come from the row's trace.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from perfeval.forms.model import QuantitativeIndicator
from perfeval.rules.rule import Earned, Interval, Method
from perfeval.scoring.engine import not_deducted
from perfeval.scoring.methods import rate_places
from perfeval.scoring.results import RowScore, Scorecard
from perfeval.scoring.totals import earned_by, exact_total, group_of, group_sums, is_bonus, scale, unrounded
from perfeval.spoken import beside
from perfeval.values.figures import plain, ratio
from perfeval.values.terms import Direction

if TYPE_CHECKING:
    from perfeval.profiles import Profile


@frozen(kw_only=True)
class Change:
    """One figure that would have to be another: `bound` is the exact figure, in `unit`, that earns `points`.

    Better figures do as well (`word` says to which side), up to `until`, where there is such an end; `strict` and `until_strict`
    say that the end itself is not enough. `now` is what stands there.
    """

    path: str
    name: str
    now: Fraction
    bound: Fraction
    unit: str
    word: str
    strict: bool
    points: Fraction
    score: Decimal
    until: Fraction | None = None
    until_strict: bool = False

    @property
    def difference(self) -> Fraction:
        """By how much the figure would have to change."""
        return self.bound - self.now

    def __str__(self) -> str:
        beyond = {"至少": "大于", "至多": "小于"}[self.word] if self.strict else self.word
        beyond = "" if self.until == self.bound else beyond
        figure = "执行数" if self.path == "execution" else "完成值"
        more = "增加" if self.difference > 0 else "减少"
        exact = "" if (self.bound * 10000).denominator == 1 else f"（即 {ratio(self.bound)}）"
        return (
            f"{beside(self.path)}（{self.name}）：{figure}由 {plain(self.now)}{self.unit} 改为{beyond} {plain(self.bound)}{self.unit}{exact}{self._until}，"
            f"{more} {plain(abs(self.difference))}{self.unit}；得分由 {plain(self.score)} 分到 {plain(self.points)} 分以上"
        )

    @property
    def _until(self) -> str:
        """Where better figures end: 、不超过 91%."""
        if self.until is None or self.until == self.bound:
            return ""
        above, below = ("小于", "大于") if self.until_strict else ("不超过", "不低于")
        exact = "" if (self.until * 10000).denominator == 1 else f"（即 {ratio(self.until)}）"
        return f"、{above if self.word == '至少' else below} {plain(self.until)}{self.unit}{exact}"


# --- the sums, backwards ------------------------------------------------------------------------------------------


def _unrounded(profile: "Profile", needed: Fraction, beyond: bool) -> tuple[Fraction, bool]:
    """The least number that rounds to as much as is needed (more, where `beyond`), and whether it must be exceeded."""
    step = Fraction(1, 10**profile.rounding_places.value)
    printed = (needed // step + 1) * step if beyond else -(-needed // step) * step
    tie = printed - step / 2
    return tie, Fraction(profile.round(tie)) < printed


@frozen
class CardSums:
    """How a card's scores make its total, as `perfeval.scoring.totals` adds them up; with some of them replaced.

    `raw` says that nothing is rounded, for a grade that looks at the unrounded total.
    """

    card: Scorecard
    raw: bool
    results: tuple[RowScore, ...]

    @classmethod
    def of(cls, card: Scorecard, raw: bool) -> "CardSums":
        """The sums as they stand."""
        return cls(card, raw, unrounded(card.results()) if raw else tuple(card.results()))

    def rounds(self, result: RowScore) -> bool:
        """Whether a row's score counts as it is printed."""
        return not self.raw and self.card.profile.rounds("row" if result.indicator else "execution")

    def in_total(self, path: str) -> Fraction:
        """What a row counts for now."""
        return next((r.in_total or Fraction(0) for r in self.results if r.path == path), Fraction(0))

    def having(self, path: str, points: Fraction) -> "CardSums":
        """The same with another score in one row."""
        return evolve(self, results=tuple(evolve(r, in_total=points) if r.path == path else r for r in self.results))

    def total(self) -> Fraction:
        """What is held against the goal."""
        if self.raw:
            return exact_total(self.results, self.card.profile, by_group=False)
        return Fraction(self.card.profile.round(exact_total(self.results, self.card.profile)))

    def needed(self, path: str, goal: Fraction) -> tuple[Fraction, bool]:
        """What a row would have to count for the goal to be reached, and whether that itself is not enough."""
        profile, result = self.card.profile, next(r for r in self.results if r.path == path)
        least, beyond = (goal, False) if self.raw else _unrounded(profile, goal, beyond=False)
        by_group = not self.raw and profile.rounding_moment.value == "group"
        within, bonus = earned_by(self.results, profile, by_group=by_group)
        on_top = is_bonus(result, profile)
        least = (
            least - within * scale(self.results, profile) if on_top else (least - bonus) / scale(self.results, profile)
        )
        here = self.in_total(path)
        if not by_group:
            return least - ((bonus if on_top else within) - here), beyond
        together = group_sums(r for r in self.results if is_bonus(r, profile) is on_top)[group_of(result)]
        others = (bonus if on_top else within) - Fraction(profile.round(together))
        least, beyond = _unrounded(profile, least - others, beyond)
        return least - (together - here), beyond


# --- one figure, backwards ----------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Lever:
    """A figure that can change: what its row's rule was given, and how much the row can still gain."""

    sums: CardSums
    result: RowScore
    method: Method
    earned: Earned
    now: Fraction

    @property
    def profile(self) -> "Profile":
        """The rules."""
        return self.sums.card.profile

    @property
    def weight(self) -> Fraction:
        """The row's points."""
        return Fraction(self.result.weight or 0)

    @property
    def deducted(self) -> Fraction:
        """What people took off, which stays taken off."""
        row = self.result.indicator
        return Fraction(row.deduct or 0) if row else Fraction(0)

    @property
    def best(self) -> Fraction:
        """What the row counts for at best."""
        left = max(Fraction(0), self.weight - self.deducted)  # which may have more digits than are printed
        return Fraction(self.profile.round(left)) if self.sums.rounds(self.result) else left

    @property
    def room(self) -> Fraction:
        """What the row can gain at most."""
        return self.best - self.sums.in_total(self.result.path)

    def change(self, in_total: Fraction, beyond: bool = False) -> Change | None:
        """The figure with which the row counts for so much (a little more, where `beyond`); None where no figure does."""
        if in_total > self.best or self.result.score is None or self.room <= 0:
            return None
        needed, points, strict = in_total, in_total + self.deducted, beyond
        if self.sums.rounds(self.result):
            least, strict = _unrounded(self.profile, in_total, beyond)
            points = least + self.deducted
            needed = least + Fraction(1, 2 * 10**self.profile.rounding_places.value)
        out_of_reach = points > self.weight or (strict and points == self.weight)
        found = None if out_of_reach else self._figure(points, strict)
        if found is None:
            return None
        return Change(
            path=self.result.path,
            name=self.result.name,
            now=self.now,
            unit=self.earned.unit,
            points=needed,
            score=self.result.score,
            **_ends(found, self.now),
        )

    @property
    def reaches_the_best(self) -> bool:
        """Whether a figure earns the whole weight that is no deviation for which the profile takes points off."""
        return self._at_best is not None

    @property
    def _at_best(self) -> Interval | None:
        found = self._earning(self.weight, more=False)
        return found and found.within(self._free)

    @property
    def _free(self) -> Interval:
        """The figures that are no such deviation."""
        if self.result.indicator is None or self.profile.over_deduction.value is None:
            return Interval()
        return not_deducted(Direction(self.method.kind), self.earned.operands.target, self.profile)

    def _figure(self, points: Fraction, more: bool) -> Interval | None:
        """The figures that earn the points (more of them, where `more`), and from which nothing is taken off."""
        found = self._earning(points, more)
        found = (found and found.within(self._free)) or self._at_best
        return found and (found if self.earned.operands.target < 0 else _from_0(found))

    def _earning(self, points: Fraction, more: bool) -> Interval | None:
        """The figures to which the row's rule gives the points (more of them, where `more`)."""
        assert self.method.rule.inverse is not None
        share, more = self._share(points / self.weight, more)
        return self.method.rule.inverse(self.earned, share * self.weight, more)

    def _share(self, share: Fraction, more: bool) -> tuple[Fraction, bool]:
        """The share of the weight that is needed, before the rate is rounded where the profile rounds it first."""
        profile, places = self.profile, rate_places(self.method, self.profile)
        if places is None:
            return share, more
        step = Fraction(1, 100 * 10**places)
        rounded = (share // step + 1) * step if more else -(-share // step) * step
        tie = rounded - step / 2
        return tie, Fraction(profile.round(tie * 100, places)) < rounded * 100


def _from_0(found: Interval) -> Interval:
    """The same without an end that every figure satisfies: none is below 0."""
    is_no_end = (
        found.high is not None and found.low is not None and (found.low < 0 or (not found.low and not found.above))
    )
    return found._replace(low=None) if is_no_end else found


def _ends(found: Interval, now: Fraction) -> dict[str, Any]:
    """The end that is nearest to the present figure first, and to which side it goes from there."""
    if found.low is not None and (found.high is None or now < found.high):
        return {
            "bound": found.low,
            "strict": found.above,
            "word": "至少",
            "until": found.high,
            "until_strict": found.below,
        }
    assert found.high is not None
    return {
        "bound": found.high,
        "strict": found.below,
        "word": "至多",
        "until": found.low,
        "until_strict": found.above,
    }


def levers(sums: CardSums) -> Iterator[Lever]:
    """Every scored figure that has points to gain."""
    for result in sums.card.results():
        lever = _lever(sums, result)
        if lever is not None and lever.room > 0:
            yield lever


def not_worked_out(sums: CardSums) -> Iterator[RowScore]:
    """Every scored row of figures that lacks points and is no lever: what another figure would earn is not worked out.

    Nor is it how much a row can earn whose whole weight is for figures from which points are taken off for a deviation, or what
    the rate of execution brings where it caps the total too.
    """
    if sums.card.profile.total_caps.value:
        yield sums.card.execution
    for result in sums.card.rows:
        row = result.indicator
        if not isinstance(row, QuantitativeIndicator) or row.items or row.has_coefficient or not result.weight:
            continue
        lacks = result.exact is not None and (result.exact < result.weight or result.trace.over)
        lever = _lever(sums, result) if lacks else None
        if lacks and (lever is None or not lever.reaches_the_best):
            yield result


def _lever(sums: CardSums, result: RowScore) -> Lever | None:
    """The row's figure, taken from its trace; None where it is not a rule of figures that gave the row its points."""
    trace = result.trace
    if result.indicator is None and sums.card.profile.total_caps.value:
        return None
    method, reading, operands = trace.method, trace.reading, trace.operands
    if result.exact is None or not result.weight or method is None or reading is None or operands is None:
        return None
    if trace.answered or reading.as_filed is None or method.rule.inverse is None:
        return None
    if operands.strict and not operands.target:  # < 0 and > 0 with 0 is 0/0: no answer could be applied
        return None
    if method.rule.lost_if_silent and trace.numbers is not None and trace.numbers.silent:
        return None
    earned = Earned(operands, result.exact, method.clause, reading.unit, trace.numbers)
    return Lever(sums=sums, result=result, method=method, earned=earned, now=reading.as_filed)
