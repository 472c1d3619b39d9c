"""The audit on columns finds what the audit of each filing finds, row by row, and nothing in it leaves 64 bits."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Evaluation, Execution, Profile, Published, audit, batch, load, load_profile, score
from perfeval.batch.checks.rows import ROW_CHECKS
from perfeval.batch.checks.tables import CHECKS, TABLE_CHECKS
from perfeval.batch.columns.words import COLUMN_WORDS, MOST, SCALE, Column
from perfeval.scoring.methods import has_coefficient
from perfeval.scoring.results import RowScore
from perfeval.values.figures import decimals, round_half_up
from tests.batch.test_totals import sound
from tests.columns import cited, documents, frame
from tests.examples import fewer
from tests.paths import TESTS
from tests.samples import quantity, table
from tests.strategies import written
from tests.test_doors import filled

FILINGS = sorted((TESTS / "filings").glob("*.toml"))
CODED = [check for check in CHECKS if check.code]
BY_FIGURES = ("missed_with_full_marks", "met_with_lost_points", "over_achieved")

# --- against the audit of each filing -----------------------------------------------------------------------------


def alone(evaluation: Evaluation, profile: Profile) -> set[tuple[str, str]]:
    """What the audit of the filing finds under the rules that are columns: name and path."""
    names = {check.name for check in CODED}
    told = {
        (finding.rule.replace("-", "_"), path)
        for finding in audit(evaluation, profile=profile).findings
        for path in (
            finding.rows if finding.rule == "weight-missing" else (finding.path,)
        )  # a note for the whole table
    }
    return {(rule, "" if path in ("weights", "published") else path) for rule, path in told if rule in names}


def by_column(evaluation: Evaluation, profile: Profile) -> tuple[set[tuple[str, str]], set[str]]:
    """What the columns find, and the paths of rows that columns do not hold as the document does."""
    return by_columns([(evaluation, profile)])[0]


def by_columns(filed: Sequence[tuple[Evaluation, Profile]]) -> list[tuple[set[tuple[str, str]], set[str]]]:
    """The same of many filings in one frame."""
    made = [list(batch.rows([(f"{i}", evaluation)], profile=profile)) for i, (evaluation, profile) in enumerate(filed)]
    profiles = list({profile.id: profile for _, profile in filed}.values())
    lines = frame([row for rows in made for row in rows])
    checked = iter(batch.audit(lines, profiles=profiles, scaled=True).rows(named=True))
    totals = batch.audit_totals(lines, keys=[], profiles=profiles, scaled=True).rows(named=True)
    by_name = {row["evaluation"]: row for row in totals}
    found = list[tuple[set[tuple[str, str]], set[str]]]()
    for i, (evaluation, _) in enumerate(filed):
        paths = ["execution", *(path for path, _ in evaluation.rows())]
        rows = list(islice(checked, len(made[i])))
        told = {
            (c.name, path) for row, path in zip(rows, paths, strict=True) for c in ROW_CHECKS if c.code and row[c.name]
        }
        told |= {(c.name, "") for c in TABLE_CHECKS if by_name[f"{i}"][c.name]}
        found.append((told, {path for row, path in zip(rows, paths, strict=True) if row["reason"] == "beyond-columns"}))
    return found


def agree(evaluation: Evaluation, profile: Profile) -> set[tuple[str, str]]:
    """Holds the one to the other, and gives what they find."""
    return same(evaluation, profile, *by_column(evaluation, profile))


def same(
    evaluation: Evaluation, profile: Profile, found: set[tuple[str, str]], beyond: set[str]
) -> set[tuple[str, str]]:
    """What both find, held to be the same."""
    listed = {path for path, row in evaluation.rows() if has_coefficient(row) or row.items}
    kept = {
        (rule, path)
        for rule, path in alone(evaluation, profile)
        if path not in beyond and not (path in listed and rule in BY_FIGURES)
    }
    if beyond:
        kept, found = ({(rule, path) for rule, path in some if path} for some in (kept, found))
    found = {(rule, path) for rule, path in found if path not in beyond}
    assert sorted(kept) == sorted(found)
    return found


@st.composite
def printed(draw: st.DrawFn, result: RowScore) -> str | None:
    """What a row may print: its score, one beside it, its weight, more decimals than the profile's."""
    exact = result.exact if result.exact is not None else Fraction(draw(st.integers(0, 20)))
    rounded = Fraction(round_half_up(exact, draw(st.sampled_from((2, 2, 3, 4, 0)))))
    said = Fraction(result.score) if result.score is not None else rounded
    step = draw(st.sampled_from((0, 0, 0, Fraction(1, 100), Fraction(-1, 10000))))
    value = draw(st.sampled_from((said, said, rounded, Fraction(result.weight or 0), Fraction(110)))) + step
    return draw(st.sampled_from((written(value), written(value), written(value), None)))


@st.composite
def filings(draw: st.DrawFn) -> tuple[Evaluation, Profile]:
    """A table under some profile, with printed figures on and beside what is right."""
    evaluation, profile = draw(documents())
    card = score(evaluation, profile=profile)
    scores = [draw(printed(result)) for result in card.results()]
    if draw(st.integers(0, 3)) == 0:
        scores = [None] * len(scores)
    lines = tuple(evolve(r, published_score=s) for r, s in zip(evaluation.indicators, scores[1:], strict=True))
    rate = card.execution.rate
    rates: list[str | None] = [None, "100%", "99.5%", "0%", "144.52%"]
    if rate is not None and abs(rate) < 100:
        rates += [f"{written(Fraction(round_half_up(rate * 100, places)))}%" for places in (0, 1, 2, 3)]
    execution = evolve(
        evaluation.execution or Execution(), published_score=scores[0], published_rate=draw(st.sampled_from(rates))
    )
    added = sum((Fraction(s) for s in scores if s is not None), Fraction(0))
    total = draw(
        st.sampled_from((added, added, added + 1, Fraction(round_half_up(added)), Fraction(card.total or 100)))
    )
    shown = written(total) if draw(st.integers(0, 5)) else None
    made = evolve(evaluation, indicators=lines, execution=execution, published=Published(total=shown))
    assert decimals(total) is not None
    return made, profile


@fewer(6)
@given(filings())
def test_columns_find_what_the_audit_of_a_filing_finds(drawn: tuple[Evaluation, Profile]) -> None:
    """Rule by rule and row by row, whatever the cells hold and the profile says."""
    agree(*drawn)


@st.composite
def totalled(draw: st.DrawFn) -> tuple[Evaluation, Profile]:
    """A table with its printed scores, some taken out or changed, and a total that adds up, rescales, is capped, or is none of these."""
    evaluation, profile = draw(sound())
    if draw(st.booleans()):
        profile = evolve(profile, total_caps=load_profile("platform-manual-2022").total_caps)
    filed = filled(score(evaluation, profile=profile), Fraction(0))
    changes: tuple[dict[str, str | None], ...] = (
        {},
        {},
        {},
        {"published_score": None},
        {"weight": None},
        {"published_score": "12"},
    )
    rows = tuple(evolve(row, **draw(st.sampled_from(changes))) for row in filed.indicators)
    assert filed.execution is not None
    cells = [filed.execution.published_score, *(row.published_score for row in rows)]
    whole = sum((Fraction(cell) for cell in cells if cell), Fraction(0))
    off = (Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 100), Fraction(1, 2), Fraction(30), Fraction(40))
    others = (whole * 2, whole * 100 / 80, Fraction(100), Fraction(79), Fraction(69))
    total = draw(st.sampled_from((*(max(whole + each, Fraction(0)) for each in off), *others)))
    return evolve(filed, indicators=rows, published=Published(total=written(Fraction(round_half_up(total))))), profile


@fewer(20)
@given(totalled())
def test_columns_hold_a_total_to_what_a_filing_holds_it_to(drawn: tuple[Evaluation, Profile]) -> None:
    """Rows that do not apply, caps by the rate of execution, sums rescaled from unrounded scores: no total is left open that one filing tells."""
    agree(*drawn)


def test_published_filings() -> None:
    """The same findings on filings as they were published, all in one frame."""
    filed = [(one, load_profile(one.profile or "mof-2020")) for one in map(load, FILINGS)]
    for (evaluation, profile), made in zip(filed, by_columns(filed), strict=True):
        same(evaluation, profile, *made)


@pytest.mark.parametrize("treatment", ["full", "no-deduction", "rescale", "redistribute", "unstated"])
def test_rows_that_do_not_apply(treatment: str) -> None:
    """Only those that keep their points are held to them: the row's own check, and no check of figures."""
    profile = evolve(load_profile("hunan-department"), not_applicable=cited(treatment))
    wrong = {"5": [], "2": ["score_mismatch"], "6": ["score_mismatch", "score_above_weight"], None: []}
    rows = [
        row
        for shown in wrong
        for row in (
            quantity("≥50人", "45人", 5, published_score=shown, applicable=False),
            quantity("≥50人", "不适用", 5, published_score=shown),
        )
    ]
    found = agree(table(*rows, quantity("≥50人", "50人", 10, published_score="10")), profile)
    told = {(rule, path) for rule, path in found if path not in ("", "execution", f"indicators[{len(rows)}]")}
    kept = treatment in ("full", "no-deduction")
    pairs = ((rule, i) for i, rules in enumerate(wrong.values()) for rule in rules if kept)
    assert {(rule, f"indicators[{2 * i + k}]") for rule, i in pairs for k in (0, 1)} == told


@pytest.mark.parametrize("moment", ["row", "total"])
def test_a_total_that_the_printed_scores_cannot_reach(moment: str) -> None:
    """Where scores are not printed, bounds are enough, in columns as in one filing: from 40 to 93 points here."""
    profile = evolve(load_profile("hubei-wuhan"), rounding_moment=cited(moment))
    totals = {"98": True, "60": False, "39": True, "93.5": True, "93": False}
    filed = table(
        quantity("≥50人", "45人", 40, published_score="40"),
        quantity("≥50人", "50人", 33),
        quantity("≥50人", "50人", 7, published_score="0"),
        execution=Execution(budget="100万元", executed="100万元"),
    )
    tables = [evolve(filed, published=Published(total=total)) for total in totals]
    made = by_columns([(one, profile) for one in tables])
    for one, (found, beyond), is_wrong in zip(tables, made, totals.values(), strict=True):
        same(one, profile, found, beyond)
        assert is_wrong is (("total_mismatch", "") in found)


@pytest.mark.parametrize("moment", ["row", "total"])
def test_a_total_that_stands_alone(moment: str) -> None:
    """No score is printed: the total is held to the recomputed one, of scores that are not rounded row by row too."""
    profile = evolve(load_profile("hubei-wuhan"), rounding_moment=cited(moment))
    rows = quantity("≥90人", "80人", 45), quantity("≥90人", "80人", 45)
    execution = Execution(budget="100万元", executed="90万元", weight="10")
    totals = {"89": False, "89.01": True} if moment == "total" else {"89": False, "88.99": True}
    tables = [table(*rows, execution=execution, published=Published(total=total)) for total in totals]
    made = by_columns([(one, profile) for one in tables])
    for one, (found, beyond), is_wrong in zip(tables, made, totals.values(), strict=True):
        same(one, profile, found, beyond)
        assert is_wrong is (("total_mismatch", "") in found)


@pytest.mark.parametrize(("moment", "treatment"), [("group", "full"), ("total", "rescale")])
def test_a_total_of_four_places_stays_in_64_bits(moment: str, treatment: str) -> None:
    """Totals are checked where the last place is the finest that columns have, points on top and caps included."""
    values = {
        "rounding_moment": moment,
        "not_applicable": treatment,
        "bonus": {"附加分": Decimal(5)},
        "rounding_places": 4,
    }
    values |= {"total_caps": load_profile("platform-manual-2022").total_caps.value, "execution_points": None}
    profile = evolve(load_profile("hubei-wuhan"), **{key: cited(value) for key, value in values.items()})
    rows = quantity("≥50人", "45人", 80, published_score="72"), quantity("≥50人", "50人", 10)
    filed = table(*rows, execution=Execution(weight="10"), published=Published(total="200"))
    assert ("total_mismatch", "") in by_column(filed, profile)[0]


# --- what the columns say -----------------------------------------------------------------------------------------

ROWS = table(
    quantity("≥50人", "45人", 40, published_score="40"),
    quantity("365天", "400天", 20, published_score="18.25"),
    quantity("≥98%", "98%", 20, published_score="19.6"),
    execution=Execution(budget="104万元", executed="103.97万元", published_rate="99%", published_score="19.99"),
    published=Published(total="99"),
)


def counts(found: pl.DataFrame) -> dict[str, tuple[int, int]]:
    return {row["rule"]: (row["checked"], row["found"]) for row in found.rows(named=True)}


def as_polars(made: Any) -> pl.DataFrame:
    return made if isinstance(made, pl.DataFrame) else made.pl()


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_counts_and_totals_on_engines(engine: str) -> None:
    """A row without a direction whose score is a reverse one's is not checked; a rate is an interval by its digits."""
    lines = frame([*batch.rows([("甲", ROWS)]), *batch.rows([("乙", ROWS)])])
    given: Any = lines if engine == "polars" else duckdb.sql("select * from lines")

    found = counts(batch.audit_counts(given, scaled=True))

    assert found["score_mismatch"] == (4, 4)
    assert found["missed_with_full_marks"] == (4, 2)
    assert found["met_with_lost_points"] == (4, 2)
    assert found["execution_rate_mismatch"] == (2, 2)
    assert found["execution_score_mismatch"] == (2, 0)
    assert (found["weights_not_100"], found["total_mismatch"]) == ((2, 0), (2, 2))
    whole = as_polars(batch.audit_totals(given, keys=[], scaled=True)).sort("evaluation").rows(named=True)
    assert [(row["weights"], row["printed"], row["found"]) for row in whole] == [(1000000, 978400, 6)] * 2
    rows = as_polars(batch.audit(given, scaled=True))
    assert [None, True, None, True] == rows.filter(pl.col("evaluation") == "甲")["score_mismatch"].to_list()


def test_without_published_columns_nothing_is_checked() -> None:
    """A check without its operand is null, and counted as not checked."""
    lines = frame(batch.rows([("甲", ROWS)])).drop("published_score", "published_rate", "published_total")

    found = counts(batch.audit_counts(lines, scaled=True))

    assert (found["score_mismatch"], found["total_mismatch"], found["execution_rate_mismatch"]) == ((0, 0),) * 3
    assert found["weights_not_100"] == (1, 0)


# --- 64 bits ------------------------------------------------------------------------------------------------------


def test_a_share_in_a_column_is_compared_exactly() -> None:
    """`reaches` and `within` at the ends of the range, on both sides of the very share and on it."""
    ends = (0, 1, 2**30 - 1, 2**30, 2**30 + 1, 10**16 + 7, MOST - 1, MOST)
    shares = (-10, 0, 1, 999_999, 2_000_000, 2_000_001, 2**31)
    rows = [
        (part + step, share, whole)
        for whole, share in product(ends, shares)
        for part in {share * whole // (100 * SCALE * 2), *ends}
        for step in (-1, 0, 1)
        if -MOST <= part + step <= MOST
    ]
    frame = nw.from_native(pl.DataFrame(rows, schema=["part", "share", "whole"], orient="row"))
    part, whole = Column(nw.col("part"), SCALE, MOST), Column(nw.col("whole"), SCALE, MOST)
    share = Column(nw.col("share"), 2 * 100 * SCALE, 2**31)

    found = frame.select(
        a=COLUMN_WORDS.at_least_share(part, share, whole), b=COLUMN_WORDS.at_most_share(part, share, whole)
    ).rows()

    sides = [(Fraction(p), Fraction(s, 2 * 100 * SCALE) * w) for p, s, w in rows]
    assert [(one >= other, one <= other) for one, other in sides] == found
