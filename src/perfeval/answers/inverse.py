"""The rules read backwards: how many points a total lacks, and which figure of a row earns them.

Over 300 lines because each rule stands here once more, read backwards, beside the sums that it goes through.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from perfeval.errors import UndeterminedError
from perfeval.forms.model import Execution, QuantitativeIndicator
from perfeval.rules.formulas import CURVES
from perfeval.rules.gates import Row, faced
from perfeval.scoring.engine import EXACT, gate
from perfeval.scoring.methods import Method, Numbers, execution_method, method_of, numbers, rate_places
from perfeval.scoring.parts import has_parts, read_figures
from perfeval.scoring.reading import read_row
from perfeval.scoring.results import RowScore, Scorecard
from perfeval.scoring.totals import earned_by, exact_total, group_of, group_sums, is_bonus, scale, unrounded
from perfeval.values.figures import plain, ratio
from perfeval.values.terms import Direction, Status
from perfeval.values.units import WAN_YUAN

if TYPE_CHECKING:
    from perfeval.profiles import Profile


@frozen(kw_only=True)
class Change:
    """One figure that would have to be another: `bound` is the exact figure, in `unit`, that earns `points`.

    Better figures do as well (`word` says to which side); `strict` says that the bound itself is not enough. `now` is what
    stands there.
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

    @property
    def difference(self) -> Fraction:
        """By how much the figure would have to change."""
        return self.bound - self.now

    def __str__(self) -> str:
        beyond = {"至少": "大于", "至多": "小于"}[self.word] if self.strict else self.word
        more = "增加" if self.difference > 0 else "减少"
        exact = "" if (self.bound * 10000).denominator == 1 else f"（即 {ratio(self.bound)}）"
        return (
            f"{self.path}（{self.name}）：完成值由 {plain(self.now)}{self.unit} 改为{beyond} {plain(self.bound)}{self.unit}{exact}，"
            f"{more} {plain(abs(self.difference))}{self.unit}；得分由 {plain(self.score)} 分到 {plain(self.points)} 分以上"
        )


# --- the sums, backwards ------------------------------------------------------------------------------------------


def _unrounded(profile: "Profile", needed: Fraction, beyond: bool) -> tuple[Fraction, bool]:
    """The least number that rounds to as much as is needed (more, where `beyond`), and whether it must be exceeded."""
    step = Fraction(1, 10**profile.rounding_places.value)
    printed = (needed // step + 1) * step if beyond else -(-needed // step) * step
    tie = printed - step / 2
    return tie, Fraction(profile.round(tie)) < printed


@frozen
class Sums:
    """How a card's scores make its total, as `perfeval.scoring.totals` adds them up; with some of them replaced.

    `raw` says that nothing is rounded, for a grade that looks at the unrounded total.
    """

    card: Scorecard
    raw: bool
    results: tuple[RowScore, ...]

    @classmethod
    def of(cls, card: Scorecard, raw: bool) -> "Sums":
        """The sums as they stand."""
        return cls(card, raw, unrounded(card.results()) if raw else tuple(card.results()))

    def rounds(self, result: RowScore) -> bool:
        """Whether a row's score counts as it is printed."""
        return not self.raw and self.card.profile.rounds("row" if result.indicator else "execution")

    def counts(self, path: str) -> Fraction:
        """What a row counts for now."""
        return next((r.counts or Fraction(0) for r in self.results if r.path == path), Fraction(0))

    def having(self, path: str, counts: Fraction) -> "Sums":
        """The same with another score in one row."""
        return evolve(self, results=tuple(evolve(r, counts=counts) if r.path == path else r for r in self.results))

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
        here = self.counts(path)
        if not by_group:
            return least - ((bonus if on_top else within) - here), beyond
        together = group_sums(r for r in self.results if is_bonus(r, profile) is on_top)[group_of(result)]
        others = (bonus if on_top else within) - Fraction(profile.round(together))
        least, beyond = _unrounded(profile, least - others, beyond)
        return least - (together - here), beyond


# --- one figure, backwards ----------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Lever:
    """A figure that can change: its row's rule, operands and numbers, and how much the row can still gain."""

    sums: Sums
    result: RowScore
    method: Method
    target: Fraction
    actual: Fraction
    now: Fraction
    unit: str
    numbers: Numbers | None

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
        """What the row counts for at its target."""
        full = self.weight
        if self.sums.rounds(self.result):  # a weight may have more digits than are printed
            full = Fraction(self.profile.round(full))
        left = max(Fraction(0), full - self.deducted)
        return Fraction(self.profile.round(left)) if self.sums.rounds(self.result) else left

    @property
    def room(self) -> Fraction:
        """What the row can gain at most."""
        return self.best - self.sums.counts(self.result.path)

    def change(self, counts: Fraction, beyond: bool = False) -> Change | None:
        """The figure with which the row counts for so much (a little more, where `beyond`); None where no figure does."""
        if counts > self.best or self.result.score is None or self.room <= 0:
            return None
        needed, points, strict = counts, counts + self.deducted, beyond
        if self.sums.rounds(self.result):  # twice: before the deduction and after it
            least, strict = _unrounded(self.profile, counts, beyond)
            points, strict = _unrounded(self.profile, least + self.deducted, strict)
            needed = least + Fraction(1, 2 * 10**self.profile.rounding_places.value)
        out_of_reach = points > self.weight or (strict and points == self.weight)
        found = None if out_of_reach else self._figure(points, strict)
        if found is None:
            return None
        bound, at_least, open_end = found
        return Change(
            path=self.result.path,
            name=self.result.name,
            now=self.now,
            bound=bound,
            unit=self.unit,
            word="至少" if at_least else "至多",
            strict=open_end,
            points=needed,
            score=self.result.score,
        )

    def _figure(self, points: Fraction, strict: bool) -> tuple[Fraction, bool, bool] | None:
        """The figure nearest to the present one that earns the points (more, where `strict`): bound, side, whether open."""
        rule, a, p = self.method.rule, self.target, self.numbers
        if rule == "exact":
            return a, self.actual < a, False
        if rule == "steps" and p is not None:
            return self._steps(points, strict, p)
        if rule == "rate-steps" and p is not None:
            rate, at_least, open_end = self._steps(points, strict, p)
            return rate * a, at_least, open_end
        if rule in ("tiers", "bands") and p is not None:
            return self._tiers(points, strict, p)
        if self.method.kind == "reverse" and not a:
            return a, False, False  # ≤ 0: the whole weight at 0, nothing above it
        share, strict = self._share(points / self.weight, strict)
        if rule == "linear":
            return a * (2 - share), False, strict
        if rule == "cut-off" and p is not None:
            if self.actual > p.upper * a:
                return p.upper * a, False, False
            return a * max(share, p.lower), True, strict and share >= p.lower
        return (a / share, False, strict) if self.method.kind == "reverse" else (a * share, True, strict)

    def _share(self, share: Fraction, strict: bool) -> tuple[Fraction, bool]:
        """The share of the weight that is needed, before the rate is rounded where the profile rounds it first."""
        profile, places = self.profile, rate_places(self.method, self.profile)
        if places is None:
            return share, strict
        step = Fraction(1, 100 * 10**places)
        rounded = (share // step + 1) * step if strict else -(-share // step) * step
        tie = rounded - step / 2
        return tie, Fraction(profile.round(tie * 100, places)) < rounded * 100

    def _steps(self, points: Fraction, strict: bool, p: Numbers) -> tuple[Fraction, bool, bool]:
        """As many steps as may be lost; where only whole ones count, up to the next, which is not reached."""
        spare = (self.weight - points) / p.deduct
        lost = -(-spare // 1) - 1 if strict else spare // 1
        far = (lost if p.begun or p.silent else lost + 1) * p.per
        return p.start - p.toward * far, p.toward > 0, not (p.begun or p.silent)

    def _tiers(self, points: Fraction, strict: bool, p: Numbers) -> tuple[Fraction, bool, bool] | None:
        """The nearest end of a tier that earns enough; of the figure itself, or of its deviation to the side it is on."""
        banded = self.method.rule == "bands"
        here = abs(self.actual - self.target) / self.target if banded else self.actual
        ends, low, low_is_in = list[tuple[Fraction, bool, bool]](), Fraction(0), True
        for tier in p.tiers:
            if tier.points > points or (tier.points == points and not strict):
                if tier.high is not None and here >= tier.high:
                    ends.append((tier.high, False, not tier.closed))
                elif here <= low:
                    ends.append((low, True, not low_is_in))
            if tier.high is not None:
                low, low_is_in = tier.high, not tier.closed
        bound, at_least, is_open = min(ends, key=lambda end: abs(end[0] - here), default=(None, False, False))
        if bound is None or (banded and at_least):
            return None
        if not banded:
            return bound, at_least, is_open
        above = self.actual > self.target
        return self.target * (1 + bound if above else 1 - bound), not above, is_open


BY_SHARE = ("ratio", "as-forward", "cut-off", "bands", "rate-steps")
"""The rules that need a target above 0, but for ≤ 0, which is reached at 0."""


def levers(sums: Sums) -> Iterator[Lever]:
    """Every scored figure that has points to gain."""
    for result in sums.card.results():
        lever = _lever(sums, result)
        if lever is not None and lever.room > 0:
            yield lever


def beyond_reckoning(sums: Sums) -> Iterator[RowScore]:
    """Every scored row of figures that lacks points and is no lever: what another figure would earn is not worked out."""
    for result in sums.card.rows:
        row = result.indicator
        if not isinstance(row, QuantitativeIndicator) or row.items or row.coefficient or not result.weight:
            continue
        if result.exact is not None and result.exact < result.weight and _lever(sums, result) is None:
            yield result


def _lever(sums: Sums, result: RowScore) -> Lever | None:
    profile, row, evaluation = sums.card.profile, result.indicator, sums.card.evaluation
    if result.status is not Status.SCORED or not result.weight:
        return None
    target: Fraction | None
    actual: Fraction | None
    try:
        if row is None:
            method, unit, execution = execution_method(profile), WAN_YUAN, evaluation.execution or Execution()
            basis = execution.initial if profile.execution_budget.value == "initial" else execution.budget
            target, actual = (None if amount is None else amount.to(unit) for amount in (basis, execution.executed))
            now = actual
        elif isinstance(row, QuantitativeIndicator) and row.applicable:
            method, reading = method_of(row, profile), read_figures(row, evaluation, profile)
            target, actual, unit = reading.target, reading.actual, reading.unit
            now = actual if has_parts(row) else read_row(row).actual  # a negative one as it stands, not as 0
        else:
            return None
        if method.kind in ("coefficient", "checklist") or target is None or actual is None or now is None:
            return None
        p = numbers(method, Fraction(result.weight), target, unit)
    except UndeterminedError:
        return None
    if isinstance(row, QuantitativeIndicator):
        unsigned, is_equal = row.is_unsigned, row.resolved_direction is Direction.EQUAL
        whole = Row(Fraction(result.weight), target, actual, unsigned, is_equal=is_equal)
        if gate("quantitative", faced(method.rule, whole), profile):
            return None  # no curve: anything done beside an unsigned 0 earns what the profile says
    lever = Lever(sums=sums, result=result, method=method, target=target, actual=actual, now=now, unit=unit, numbers=p)
    return lever if _earns(lever) else None


def _earns(lever: Lever) -> bool:
    """Whether the rule, and not a choice for what no ratio can score, gave the row its points."""
    if lever.method.rule == "cut-off" and lever.numbers is not None and lever.numbers.silent:
        return False  # nothing is said of what lies between the bounds
    if not lever.target and lever.method.kind != "reverse" and lever.method.rule in BY_SHARE:
        return False
    earned, of = CURVES[lever.method.kind][lever.method.rule](
        EXACT, lever.target, lever.actual, lever.weight, lever.numbers
    )
    return bool(of) and earned <= lever.weight * of
