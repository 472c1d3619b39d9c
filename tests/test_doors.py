"""One table through every door: by itself, of one part, combined alone, as columns, out of columns, printed and put right, what-if.

Each gives the same points under every profile and under ones of one's own: unrounded totals, one place, bonus heads, execution without points.
"""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import (
    Evaluation,
    Execution,
    Indicator,
    InputError,
    Part,
    Profile,
    Published,
    QualitativeIndicator,
    Scorecard,
    Status,
    aggregate,
    audit,
    batch,
    correct,
    loads,
    score,
    what_if,
)
from perfeval.values.figures import percent, plain
from perfeval.write.document import to_json_document, to_toml
from tests.batch.test_totals import sound
from tests.columns import cited, documents, frame
from tests.examples import fewer

WHOLE = ("total", "grade", "earned", "available")


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Evaluation, Profile]:
    """A table and a profile, often with what doors have differed in."""
    evaluation, profile = draw(st.one_of(sound(), sound(), documents()))
    ways: tuple[dict[str, object], ...] = (
        {}, {"grade_total": "unrounded"}, {"rounding_places": 1}, {"rounding_places": 1, "grade_total": "unrounded"},
        {"bonus": {"附加分": Decimal(5)}}, {"bonus": {"加分项": Decimal(10)}, "rounding_places": 1}, {"execution_points": Decimal(0)},
        {"rounding_moment": "total", "rounding_places": 1}, {"rounding_moment": "indicator"},
    )  # fmt: skip
    way = draw(st.sampled_from(ways))
    return evaluation, evolve(profile, **{key: cited(value) for key, value in way.items()})


def told(card: Scorecard) -> list[object]:
    """What a card says of the whole."""
    return [getattr(card, name) for name in WHOLE]


def of_rows(card: Scorecard) -> list[tuple[Status, Fraction | None]]:
    return [(result.status, result.exact) for result in card.results()]


def of_one_part(row: Indicator) -> Indicator:
    """The row with its cell as the only part's; amounts to be added or averaged, which is one for one part."""
    more = {"actual": None, "actuals": {"甲": row.actual}} if row.actual is not None else {}
    if isinstance(row, QualitativeIndicator):
        return row
    return evolve(row, **more, measure="absolute")


def in_parts(evaluation: Evaluation) -> Evaluation:
    budget = evaluation.execution.budget if evaluation.execution else None
    rows = tuple(map(of_one_part, evaluation.indicators))
    return evolve(evaluation, indicators=rows, parts=(Part(name="甲", funds=budget or 1),))


def filled(card: Scorecard, move: Fraction) -> Evaluation:
    """The table as somebody prints it who is wrong by as much in every score and in the total."""

    def shown(value: Decimal | None) -> str | None:
        return None if value is None else plain(max(Fraction(0), Fraction(value) + move))

    table = card.evaluation
    rows = tuple(
        evolve(row, published_score=shown(result.score))
        for row, result in zip(table.indicators, card.rows, strict=True)
    )
    rate = None if card.execution.rate is None else percent(card.execution.rate)
    block = evolve(table.execution or Execution(), published_score=shown(card.execution.score), published_rate=rate)
    return evolve(
        table, indicators=rows, execution=block, published=Published(total=shown(card.total), grade=card.grade)
    )


def columns(evaluation: Evaluation, profile: Profile) -> Iterator[object]:
    """Total and grade as columns give them; nothing where a figure is beyond what columns hold."""
    lines = list(batch.rows([("甲", evaluation)], profile=profile))
    (row,) = batch.totals(frame(lines), keys=(), profiles=[profile], scaled=True).rows(named=True)
    if all(line["unread"] != "beyond-columns" for line in lines):
        yield None if row["total"] is None else Decimal(row["total"]).scaleb(-4)
        yield row["grade"]
    again = batch.evaluation(lines, profile=profile)
    assert told(score(again, profile=profile))[:2] == told(score(evaluation, profile=profile))[:2]


def check(evaluation: Evaluation, profile: Profile, move: Fraction, *, framed: bool = True) -> None:
    """Every door, one after the other; frames, which take longest, where asked."""
    card = score(evaluation, profile=profile)
    for text in (to_toml(evaluation), to_json_document(evaluation)):
        again = loads(text)
        assert (told(card), of_rows(card)) == (told(other := score(again, profile=profile)), of_rows(other))
    of_part = score(in_parts(evaluation), profile=profile)
    for one, other in zip(card.results(), of_part.results(), strict=True):
        if Status.UNDETERMINED not in (one.status, other.status):
            assert (one.status, one.exact, one.score) == (other.status, other.exact, other.score)
    unlike = [evolve(row, name=f"{row.name}{i}") for i, row in enumerate(evaluation.indicators)]
    plain_table = evolve(evaluation, indicators=tuple(unlike))
    with suppress(InputError):  # rows of a coefficient, a checklist or a rule of their own are not combined, and say so
        combined = score(aggregate([plain_table]), profile=profile)
        for one, other in zip(card.rows, combined.rows, strict=True):
            if Status.UNDETERMINED not in (one.status, other.status):
                assert (one.status, one.exact) == (other.status, other.exact)
    found = list(columns(evaluation, profile)) if framed else []
    assert found in ([], [card.total, card.grade])
    printed = filled(card, Fraction(0))
    assert {"score-mismatch", "execution-score-mismatch", "total-mismatch", "grade-mismatch"}.isdisjoint(
        finding.rule for finding in audit(printed, profile=profile).findings
    )
    put_right, _ = correct(filled(card, move), profile=profile)
    if card.total is not None and not card.undetermined:
        assert told(card) == told(score(put_right, profile=profile))
        answer = what_if(card, to=plain(card.total)) if 0 < card.total <= profile.total.value else None
        assert answer is None or (answer.is_reached and answer.best >= 0 and answer.total == card.total)


@fewer(4)
@given(drawn(), st.sampled_from((Fraction(0), Fraction(1), Fraction(1, 10), Fraction(3))))
def test_every_door_gives_the_same(table: tuple[Evaluation, Profile], move: Fraction) -> None:
    check(*table, move)
