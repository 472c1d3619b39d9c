"""The rules read backwards: how many points a total lacks, and which figure of a row earns them."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from perfeval.errors import UndeterminedError
from perfeval.exact import EXACT
from perfeval.figures import plain, ratio
from perfeval.methods import Method, Numbers, method_of, numbers, rate_places
from perfeval.model import QuantitativeIndicator
from perfeval.parts import read_figures
from perfeval.rules import CURVES
from perfeval.scorecard import RowScore, Scorecard
from perfeval.terms import Status
from perfeval.units import WAN_YUAN


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
        exact = "" if _ends(self.bound) else f"（即 {ratio(self.bound)}）"
        return (
            f"{self.path}（{self.name}）：完成值由 {plain(self.now)}{self.unit} 改为{beyond} {plain(self.bound)}{self.unit}{exact}，"
            f"{more} {plain(abs(self.difference))}{self.unit}；得分由 {plain(self.score)} 分到 {plain(self.points)} 分以上"
        )


# --- the sums, backwards ------------------------------------------------------------------------------------------


def _factor(card: Scorecard) -> Fraction:
    """What a point counts for in the total: more than one where rows that do not apply are rescaled."""
    if card.profile.not_applicable.value != "rescale":
        return Fraction(1)
    out = sum((Fraction(r.weight or 0) for r in card.results() if r.status is Status.NOT_APPLICABLE), Fraction(0))
    whole = Fraction(card.profile.total.value)
    return whole / (whole - out)


def total(card: Scorecard, more: Fraction) -> Fraction:
    """The total with more points, before it is rounded."""
    return (sum((r.counts for r in card.results() if r.counts is not None), Fraction(0)) + more) * _factor(card)


def short(card: Scorecard, gained: Fraction, goal: Fraction) -> tuple[Fraction, bool]:
    """The points that are still missing, and whether a little more is needed; 0 where the rounded total is enough."""
    profile = card.profile
    if Fraction(profile.round(total(card, gained))) >= goal:
        return Fraction(0), False
    step = Fraction(1, 10**profile.rounding_places.value)
    printed = -(-goal // step) * step
    tie = printed - step / 2
    return (tie - total(card, gained)) / _factor(card), Fraction(profile.round(tie)) < printed


# --- one figure, backwards ----------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Lever:
    """A figure that can change: its row's rule, operands and numbers, and how much the row can still gain."""

    card: Scorecard
    result: RowScore
    method: Method
    target: Fraction
    actual: Fraction
    unit: str
    numbers: Numbers | None

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
    def room(self) -> Fraction:
        """What the row can gain at most."""
        full = self.weight
        if self.card.profile.rounding_moment.value == "row":  # a weight may have more digits than are printed
            full = Fraction(self.card.profile.round(full))
        return max(Fraction(0), full - self.deducted) - (self.result.counts or Fraction(0))

    def change(self, more: Fraction, beyond: bool = False) -> Change | None:
        """The figure that earns so many points more (a little more, where `beyond`); None where no figure does."""
        if more < 0 or more > self.room or self.result.score is None or not self.room:
            return None
        points, strict, printed = self._unrounded((self.result.counts or Fraction(0)) + more + self.deducted, beyond)
        strict = strict and points < self.weight
        found = self._figure(points, strict) if points <= self.weight else None
        if found is None:
            return None
        bound, at_least, open_end = found
        return Change(
            path=self.result.path,
            name=self.result.name,
            now=self.actual,
            bound=bound,
            unit=self.unit,
            word="至少" if at_least else "至多",
            strict=open_end,
            points=printed - self.deducted,
            score=self.result.score,
        )

    def _unrounded(self, needed: Fraction, beyond: bool) -> tuple[Fraction, bool, Fraction]:
        """The least unrounded points that count as `needed`, whether that end is open, and what they print."""
        profile = self.card.profile
        if profile.rounding_moment.value != "row":
            return needed, beyond, needed
        step = Fraction(1, 10**profile.rounding_places.value)
        printed = (needed // step + 1) * step if beyond else -(-needed // step) * step
        tie = printed - step / 2
        return tie, Fraction(profile.round(tie)) < printed, printed

    def _figure(self, points: Fraction, strict: bool) -> tuple[Fraction, bool, bool] | None:
        """The figure nearest to the present one that earns the points (more, where `strict`): bound, side, whether open."""
        rule, a, p = self.method.rule, self.target, self.numbers
        if rule == "exact":
            return a, self.actual < a, False
        if rule == "steps" and p is not None:
            return self._steps(points, strict, p)
        if rule in ("tiers", "bands") and p is not None:
            return self._tiers(points, strict, p)
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
        profile, places = self.card.profile, rate_places(self.method, self.card.profile)
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


def levers(card: Scorecard) -> Iterator[Lever]:
    """Every scored figure that has points to gain."""
    for result in card.results():
        lever = _lever(card, result)
        if lever is not None and lever.room > 0:
            yield lever


def _lever(card: Scorecard, result: RowScore) -> Lever | None:
    profile, row = card.profile, result.indicator
    if result.status is not Status.SCORED or not result.weight:
        return None
    if row is None:
        execution = card.evaluation.execution
        basis = execution and (execution.initial if profile.execution_budget.value == "initial" else execution.budget)
        if not basis or execution is None or execution.executed is None or not basis.value:
            return None
        method = Method("execution", profile.execution_rule.value, profile.execution_rule.clause)
        a, b = Fraction(basis.to(WAN_YUAN)), Fraction(execution.executed.to(WAN_YUAN))
        return Lever(card=card, result=result, method=method, target=a, actual=b, unit=WAN_YUAN, numbers=None)
    if not isinstance(row, QuantitativeIndicator) or not row.applicable:
        return None
    try:
        method = method_of(row, profile)
        reading = read_figures(row, card.evaluation, profile)
        if method.kind not in ("forward", "reverse", "equal") or reading.target is None or reading.actual is None:
            return None
        p = numbers(method, Fraction(result.weight), reading.target, reading.unit)
    except UndeterminedError:
        return None
    lever = Lever(
        card=card,
        result=result,
        method=method,
        target=reading.target,
        actual=reading.actual,
        unit=reading.unit,
        numbers=p,
    )
    return lever if _earns(lever) else None


def _earns(lever: Lever) -> bool:
    """Whether the rule, and not a choice for what no ratio can score, gave the row its points."""
    if lever.method.rule == "cut-off" and lever.numbers is not None and lever.numbers.silent:
        return False  # nothing is said of what lies between the bounds
    if not lever.target and lever.method.rule in ("ratio", "as-forward", "cut-off", "bands"):
        return False
    earned, of = CURVES[lever.method.kind][lever.method.rule](
        EXACT, lever.target, lever.actual, lever.weight, lever.numbers
    )
    return bool(of) and earned <= lever.weight * of


def _ends(value: Fraction) -> bool:
    """Whether four decimals write the figure in full."""
    return (value * 10000).denominator == 1
