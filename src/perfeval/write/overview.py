"""What the forms of a department come to: by grade, how much of the budget is covered, the mean of the totals weighted by funds."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from perfeval.scoring.results import Scorecard
from perfeval.values.figures import round_half_up
from perfeval.write.summary import budget, executed

NO_GRADES, NO_TOTAL = "不分等级", "总分未定"


@frozen
class Mean:
    """A mean of totals weighted by funds, and why there is none, or not of all forms.

    `all` is told where every form has its total and its funds, `scored` is that of the forms which have both.
    """

    all: Decimal | None
    scored: Decimal | None
    reason: str = ""


@frozen
class GradeLine:
    """The forms of one grade: how many, what share of all, their funds, the mean of their totals weighted by funds."""

    grade: str
    count: int
    share: Fraction
    funds: Fraction
    mean: Decimal | None


@frozen(kw_only=True)
class Overview:
    """The sums over the forms of one kind. Amounts are in 万元; those of forms that give none are not taken as 0 but counted.

    `covered` is the share of the whole budget, where one is given. `rate` is that of the forms that give both amounts.
    """

    form: str
    count: int
    scored: int
    funds: Fraction
    without_funds: int
    executed: Fraction
    without_executed: int
    rate: Fraction | None
    budget: Fraction | None
    mean: Mean
    grades: tuple[GradeLine, ...]

    @property
    def covered(self) -> Fraction | None:
        """How much of the budget has been evaluated; None where none is given, or it is 0."""
        return self.funds / self.budget if self.budget else None

    @property
    def rate_scored(self) -> Fraction:
        """How many of the forms have a total."""
        return Fraction(self.scored, self.count)


def overviews(cards: Sequence[Scorecard], whole: Fraction | None = None) -> tuple[Overview, ...]:
    """One for each kind of form, projects first; `whole` is the budget that projects are to cover, or departments alone."""
    kinds = dict.fromkeys(card.evaluation.form for card in cards)
    ordered = sorted(kinds, key=lambda form: form.value != "project")
    return tuple(
        _overview([card for card in cards if card.evaluation.form is form], whole if i == 0 else None)
        for i, form in enumerate(ordered)
    )


def mean_by_funds(cards: Iterable[Scorecard]) -> Mean:
    """以资金额度为权重: 备注3 says this of judged points; that totals are averaged likewise is our reading, as in `perfeval.batch`."""
    cards = list(cards)
    scored = [card for card in cards if card.total is not None]
    usable = [(Fraction(card.total), funds) for card in scored if card.total is not None and (funds := budget(card)) is not None and funds >= 0]  # fmt: skip
    used = sum((funds for _, funds in usable), Fraction(0))
    mean = round_half_up(sum((total * funds for total, funds in usable), Fraction(0)) / used) if used else None
    reason = f"有 {len(cards) - len(scored)} 份总分未定" if len(scored) < len(cards) else ""
    if scored and not used:
        reason = "有总分的各份都没有预算数，或都是 0"
    elif len(usable) < len(scored):
        reason = f"有 {len(scored) - len(usable)} 份没有可用的预算数"
    return Mean(None if reason else mean, mean, reason)


def _overview(cards: Sequence[Scorecard], whole: Fraction | None) -> Overview:
    amounts = [(budget(card), executed(card)) for card in cards]
    both = [(a, b) for a, b in amounts if a is not None and b is not None]
    funds = sum((a for a, _ in both), Fraction(0))
    return Overview(
        form=cards[0].evaluation.form.label,
        count=len(cards),
        scored=sum(card.total is not None for card in cards),
        funds=sum((a for a, _ in amounts if a is not None), Fraction(0)),
        without_funds=sum(a is None for a, _ in amounts),
        executed=sum((b for _, b in amounts if b is not None), Fraction(0)),
        without_executed=sum(b is None for _, b in amounts),
        rate=sum((b for _, b in both), Fraction(0)) / funds if funds else None,
        budget=whole,
        mean=mean_by_funds(cards),
        grades=tuple(_grades(cards)),
    )


def _grades(cards: Sequence[Scorecard]) -> Iterable[GradeLine]:
    """The grades of all the profiles in their order, empty ones too; then the forms without a grade or a total."""
    labels = dict.fromkeys(grade.label for card in cards for grade in card.profile.grades.value)
    for label in (*labels, NO_GRADES, NO_TOTAL):
        mine = [card for card in cards if label == _grade(card)]
        if mine or label in labels:
            funds = sum((budget(card) or Fraction(0) for card in mine), Fraction(0))
            yield GradeLine(label, len(mine), Fraction(len(mine), len(cards)), funds, mean_by_funds(mine).scored)


def _grade(card: Scorecard) -> str:
    return NO_TOTAL if card.total is None else card.grade or NO_GRADES
