"""Every score as sentences: clause, formula with its figures, cap, rounding; and the words of the clause itself."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from perfeval.errors import InputError, Problem
from perfeval.forms.model import Evaluation
from perfeval.scoring.results import RowScore, Scorecard, digits
from perfeval.scoring.score import score
from perfeval.scoring.totals import graded_total
from perfeval.spoken import beside
from perfeval.values.figures import MAX_DIGITS, plain, ratio
from perfeval.values.terms import Status

if TYPE_CHECKING:
    from perfeval.profiles import ProfileLike

EXECUTION, TOTAL = "execution", "total"
"""The paths that are no row's."""


@frozen
class Quote:
    """A clause that an explanation rests on, in its source's words."""

    clause: str
    text: str
    source: str

    def __str__(self) -> str:
        return f"〔{self.clause}〕{self.text}（{self.source}）"


@frozen(kw_only=True)
class Explanation:
    """One score explained: `sentences` in order, `quotes` of the clauses they rest on.

    `score` has the printed digits, `exact` is n/d; both are None where there is no score.
    """

    path: str
    name: str
    status: Status
    score: str | None
    exact: str | None
    weight: str | None
    sentences: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()

    @property
    def headline(self) -> str:
        """The name and what it earned, of how much."""
        if self.score is None:
            return f"{self.name}：{self.status.label}"
        return f"{self.name}：{plain(Decimal(self.score))} 分" + (f"（满分 {self.weight} 分）" if self.weight else "")

    @property
    def text(self) -> str:
        """The headline and the sentences, without the clauses' words."""
        return "\n".join([f"{beside(self.path)}　{self.headline}", *(f"  {sentence}" for sentence in self.sentences)])

    def __str__(self) -> str:
        return "\n".join([self.text, *(f"  {quote}" for quote in self.quotes)])


def as_text(found: Sequence[Explanation]) -> str:
    """Explanations one below the other; the words of each clause once, at the end."""
    quotes = dict.fromkeys(str(quote) for explanation in found for quote in explanation.quotes)
    return "\n\n".join([*(explanation.text for explanation in found), *(["\n".join(quotes)] if quotes else [])])


def explanations(
    what: Evaluation | Scorecard, path: str = "", profile: "ProfileLike | None" = None
) -> tuple[Explanation, ...]:
    """The explanations of a table, execution first, the total last; or the one at `path`, which may be a row's name.

    Raises InputError, with the paths that there are, where `path` is none of them.
    """
    card = what if isinstance(what, Scorecard) else score(what, profile)
    found = (*(_of(result, card) for result in card.results()), _total(card))
    if not path:
        return found
    chosen = tuple(e for e in found if e.path == path) or tuple(e for e in found if e.name == path)
    if not chosen:
        known = "、".join(e.path if e.path in (EXECUTION, TOTAL) else f"{e.path}（{e.name}）" for e in found)
        raise InputError(
            [Problem(path[:80], "没有这一项", f"其中之一：{known}", code="name-unknown")], card.evaluation.name
        )
    return chosen


def explain(what: Evaluation | Scorecard, path: str = "", profile: "ProfileLike | None" = None) -> str:
    """The explanations as text; see `explanations`."""
    return as_text(explanations(what, path, profile))


def _of(result: RowScore, card: Scorecard) -> Explanation:
    # What rests on a clause that the table prints in its head (a row's opening) needs no quotation. A row without a
    # score rests on the clause that would have scored it; one that does not apply, on none.
    names = dict.fromkeys(step.clause for step in result.steps if step.clause != card.profile.form_columns.clause)
    names = {} if result.status is Status.NOT_APPLICABLE else dict.fromkeys((*names, result.clause))
    return Explanation(
        path=result.path,
        name=result.name,
        status=result.status,
        score=digits(result.score),
        exact=None if result.exact is None else ratio(result.exact),
        weight=None if result.weight is None else plain(result.weight, MAX_DIGITS),
        sentences=(*(step.text for step in result.steps), *(note.text for note in result.notes)),
        quotes=tuple(_quote(name, card) for name in names if name in card.profile.clauses),
    )


def _quote(name: str, card: Scorecard) -> Quote:
    source = card.profile.source_of(name)
    seen = "" if source is None or source.seen else "，未见原文"
    return Quote(name, card.profile.clauses[name].text, f"{source.title if source else ''}{seen}")


def _sum(card: Scorecard, terms: str, of: str) -> tuple[str, ...]:
    """How the total came about; a plain sum, unless the profile rounds sums only or rescales."""
    if not card.steps and card.profile.rounding_moment.value == "row":
        return (f"总分为各行得分之和：{terms} = {plain(card.total or Decimal(0))} 分。", of)
    when = {"row": "", "indicator": "，预算执行最后取整", "group": "，逐组取整", "total": "，最后取整"}[
        card.profile.rounding_moment.value
    ]
    text = f"各行得分之和{when}：{terms}，得 {plain(card.earned)} 分。"
    return (text, *(step.text for step in card.steps), f"总分 {plain(card.total or Decimal(0))} 分。", of)


def _total(card: Scorecard) -> Explanation:
    clauses, of = list[str](), f"满分 {plain(card.profile.total.value)} 分"
    if card.total is None:
        earned = f"已确定得分 {plain(card.earned)} 分，适用分值共 {plain(card.available)} 分。"
        sentences: tuple[str, ...] = (f"总分未定：{card.reason}。", earned)
    else:
        clauses.append(card.profile.total.clause)
        terms = " + ".join(plain(result.in_total) for result in card.results() if result.in_total is not None) or "0"
        by = f"依据{card.profile.total.clause}，" if card.profile.total.clause else ""
        sentences = _sum(card, terms, f"{by}{of}。")
        clauses.extend(step.clause for step in card.steps)
        if card.grade:
            clauses.append(card.profile.grades.clause)
            by = f"依据{card.profile.grades.clause}，" if card.profile.grades.clause else ""
            graded = plain(graded_total(card.results(), card.profile, card.total))
            what = "未取整的总分" if card.profile.grade_total.value == "unrounded" else "总分"
            sentences += (f"{by}{what} {graded} 分，等级为“{card.grade}”。",)
    return Explanation(
        path=TOTAL,
        name="总分",
        status=Status.UNDETERMINED if card.total is None else Status.SCORED,
        score=digits(card.total),
        exact=None if card.total is None else ratio(Fraction(card.total)),
        weight=plain(card.profile.total.value, MAX_DIGITS),
        sentences=sentences,
        quotes=tuple(_quote(clause, card) for clause in dict.fromkeys(clauses) if clause in card.profile.clauses),
    )
