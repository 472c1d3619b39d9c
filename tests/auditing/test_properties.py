"""What holds of every table: what perfeval scores and prints audits clean, and any figure that is moved is found."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from perfeval import (
    Evaluation,
    Execution,
    Finding,
    Indicator,
    Project,
    Published,
    QualitativeIndicator,
    QuantitativeIndicator,
    audit,
    load_profile,
    score,
)
from perfeval.auditing.findings import report
from perfeval.auditing.fix import correct
from perfeval.values.figures import percent, plain, round_half_up
from perfeval.write.report import REPORT_FORMATS, Audited, to_format
from tests.strategies import PROFILES, Document, built, documents, fractions, judgements, written

ARITHMETIC = (
    "score-mismatch",
    "score-above-weight",
    "total-mismatch",
    "grade-mismatch",
    "missed-with-full-marks",
    "met-with-lost-points",
    "execution-rate-mismatch",
    "execution-score-mismatch",
    "rate-outside-band",
)
"""Rules that hold printed figures against recomputed ones."""


def filled(evaluation: Evaluation) -> Evaluation:
    """The table with every figure printed that perfeval computes."""
    card = score(evaluation)
    scores = {row.path: row.score for row in card.rows}

    def printed(path: str, row: Indicator) -> Indicator:
        found = scores[path]
        return evolve(row, published_score=None if found is None else plain(found))

    block = evaluation.execution or Execution()
    execution, earned = card.execution, card.execution.score
    grades = card.profile.grades.value
    return evolve(
        evaluation,
        execution=evolve(
            block,
            published_rate=None if execution.rate is None else percent(execution.rate),
            published_score=None if earned is None else plain(earned),
        ),
        indicators=tuple(printed(f"indicators[{i}]", row) for i, row in enumerate(evaluation.indicators)),
        goals=tuple(
            evolve(
                goal,
                indicators=tuple(printed(f"goals[{g}].indicators[{i}]", row) for i, row in enumerate(goal.indicators)),
            )
            for g, goal in enumerate(evaluation.goals)
        ),
        published=Published(
            total=None if card.total is None else plain(card.total), grade=card.grade if grades else None
        ),
    )


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.rule} {finding.path} {finding.message}" for finding in findings]


@given(documents())
def test_what_perfeval_prints_is_what_it_recomputes(tree: Document) -> None:
    """Any table at all: its own figures hold, by the rules on figures."""
    assert [] == told(audit(filled(built(tree)), select=ARITHMETIC).findings)


# --- clean tables -------------------------------------------------------------------------------------------------

REASON = "受汛期影响，部分工作推迟到次年。"


@st.composite
def rows(draw: st.DrawFn, profile: str, level1: str, number: int, weight: int) -> Indicator:
    """A row that a careful unit files: signs, units, a reason wherever one is due."""
    head: dict[str, Any] = {"name": f"第 {number} 项", "level1": level1, "weight": weight, "reason": REASON}
    if level1 == "效益指标" and draw(st.booleans()):
        attainment, rate = draw(judgements(profile))
        return QualitativeIndicator(
            **head, target="持续改善", actual="持续改善", attainment=attainment, rate=f"{written(rate * 100)}%"
        )
    unit = "%" if level1 == "满意度指标" else draw(st.sampled_from(("个", "万元", "公里", "%")))
    high = 100 if unit == "%" else 10**4
    target, actual = (f"{written(draw(fractions(1, high)))}{unit}" for _ in range(2))
    return QuantitativeIndicator(**head, target=draw(st.sampled_from("≥≤=")) + target, actual=actual)


@st.composite
def clean(draw: st.DrawFn) -> Evaluation:
    """A whole table without a fault, its figures filled in."""
    profile = draw(st.sampled_from(PROFILES))
    rest = 100 - int(load_profile(profile).execution_points.value)
    weights = {"产出指标": rest - 40, "效益指标": 30, "满意度指标": 10}
    lines: list[Indicator] = []
    for level1, points in weights.items():
        first = draw(st.integers(1, points - 1))
        lines += [draw(rows(profile, level1, len(lines) + i, w)) for i, w in enumerate((first, points - first))]
    budget = draw(fractions(1, 10**4))
    executed = min(budget, draw(fractions(0, 10**4)))
    return filled(
        Evaluation(
            project=Project(name="示例"),
            profile=profile,
            weights=tuple(weights.items()),
            execution=Execution(budget=f"{written(budget)}万元", executed=f"{written(executed)}万元"),
            indicators=tuple(lines),
        )
    )


def without_notes(evaluation: Evaluation) -> list[str]:
    return told(tuple(finding for finding in audit(evaluation).findings if finding.severity != "note"))


@given(clean())
def test_a_careful_filing_is_clean(evaluation: Evaluation) -> None:
    """No rule at all speaks on it; notes do not count."""
    assert [] == without_notes(evaluation)


moves = st.integers(1, 2000).map(lambda n: Decimal(n) / 100)


@given(clean(), st.integers(0, 5), moves, st.booleans())
def test_a_moved_score_is_found_at_its_row(evaluation: Evaluation, place: int, move: Decimal, up: bool) -> None:
    """A row's printed score, by 0.01 or more: found there, and in the total that no longer is their sum."""
    row = evaluation.indicators[place]
    assert row.published_score is not None
    moved = Decimal(row.published_score) + (move if up else -move)
    assume(moved >= 0)
    lines = (
        *evaluation.indicators[:place],
        evolve(row, published_score=str(moved)),
        *evaluation.indicators[place + 1 :],
    )
    found = audit(evolve(evaluation, indicators=lines)).findings
    here = {finding.rule for finding in found if finding.path == f"indicators[{place}]"}
    assert "score-mismatch" in here
    elsewhere = {finding.rule for finding in found if finding.severity != "note"} - here
    assert elsewhere <= {"total-mismatch", "group-score-above-weight"}
    assert "total-mismatch" in elsewhere


@given(clean(), moves, st.booleans())
def test_a_moved_score_of_execution_is_found(evaluation: Evaluation, move: Decimal, up: bool) -> None:
    """The printed score of execution, by 0.01 or more."""
    block = evaluation.execution
    assert block
    assert block.published_score is not None
    moved = Decimal(block.published_score) + (move if up else -move)
    assume(moved >= 0)
    changed = evolve(evaluation, execution=evolve(block, published_score=str(moved)))
    assert ["execution"] == [f.path for f in audit(changed, select=["execution-score-mismatch"]).findings]


@given(clean(), st.integers(2, 10**4), st.booleans(), st.integers(0, 4))
def test_a_moved_rate_is_found(evaluation: Evaluation, move: int, up: bool, places: int) -> None:
    """The printed rate: within the interval of its digits it holds, beyond it is found."""
    rate = score(evaluation).execution.rate
    block = evaluation.execution
    assert block
    assert rate is not None
    printed = Fraction(round_half_up(rate * 100, places))
    step = Fraction(1, 10**places)

    def audited(value: Fraction) -> tuple[Finding, ...]:
        text = f"{round_half_up(value, places):f}%"
        changed = evolve(evaluation, execution=evolve(block, published_rate=text))
        return audit(changed, select=["execution-rate-mismatch"]).findings

    assert () == audited(printed)
    beyond = printed + (move if up else -move) * step
    assume(beyond >= 0)
    assert ["execution"] == [finding.path for finding in audited(beyond)]


@given(clean(), moves, st.booleans())
def test_a_moved_total_is_found(evaluation: Evaluation, move: Decimal, up: bool) -> None:
    """The printed total, by 0.01 or more; written with more zeros it is the same."""
    total = evaluation.published.total
    assert total is not None
    same = f"{Decimal(total):.4f}"
    moved = str(abs(Decimal(total) + (move if up else -move)))
    assume(Decimal(moved) != Decimal(total))
    for text, found in ((same, []), (moved, ["published"])):
        changed = evolve(evaluation, published=evolve(evaluation.published, total=text))
        assert found == [finding.path for finding in audit(changed, select=["total-mismatch"]).findings]


@given(clean(), st.integers(0, 5), st.integers(1, 50))
def test_a_moved_weight_is_found(evaluation: Evaluation, place: int, more: int) -> None:
    """A row's weight: its group's head and the sum of all no longer hold, and its score does not follow."""
    row = evaluation.indicators[place]
    assert row.weight is not None
    lines = (
        *evaluation.indicators[:place],
        evolve(row, weight=row.weight + more),
        *evaluation.indicators[place + 1 :],
    )
    found = {(f.rule, f.path) for f in audit(evolve(evaluation, indicators=lines), select=["weights"]).findings}
    assert {("weights-not-100", "weights"), ("group-weight-mismatch", f"weights.{row.level1}")} == found


@given(clean(), st.sampled_from("优良中差"))
def test_another_grade_is_found(evaluation: Evaluation, grade: str) -> None:
    """Only the grade that the total earns holds; without grades in the profile nothing is said."""
    changed = evolve(evaluation, published=evolve(evaluation.published, grade=grade))
    found = audit(changed, select=["grade-mismatch"]).findings
    expected = evaluation.published.grade
    assert len(found) == (expected is not None and grade != expected)


# --- corrections --------------------------------------------------------------------------------------------------


@given(documents(), st.data())
def test_a_corrected_table_has_no_wrong_figure(tree: Document, data: st.DataObject) -> None:
    """Whatever was printed: after the correction every figure that can be recomputed holds, and nothing else changed.

    A figure that is only held between bounds stays as it is: nobody can tell which it should be.
    """
    evaluation = filled(built(tree))
    moved = data.draw(st.sampled_from(("0", "3.3", "100", "12.345", "-1", "优")))
    rows_moved = tuple(evolve(row, published_score=moved) for row in evaluation.indicators)
    wrong = evolve(evaluation, indicators=rows_moved, published=Published(total=moved, grade="中"))
    right, changes = correct(wrong)
    fixable = (
        "score-mismatch",
        "execution-score-mismatch",
        "execution-rate-mismatch",
        "total-mismatch",
        "grade-mismatch",
    )
    wrong_still = [f for f in audit(right, select=fixable).findings if f.severity == "error"]
    assert [] == [f.message for f in wrong_still if "—" not in f.expected and "≤" not in f.expected]
    assert {change.key for change in changes} <= {"published_rate", "published_score", "total", "grade"}
    unprinted = [evolve(row, published_score=None) for row in right.indicators]
    assert [evolve(row, published_score=None) for row in wrong.indicators] == unprinted
    assert (right, ()) == correct(right)


@given(clean())
def test_nothing_is_corrected_in_a_clean_table(evaluation: Evaluation) -> None:
    """What holds stays as it was printed."""
    assert (evaluation, ()) == correct(evaluation)


# --- order --------------------------------------------------------------------------------------------------------


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_a_report_is_the_documents(tree: Document, random: Random) -> None:
    """However the rules are run through, the report reads the same."""
    evaluation = built(tree)
    whole = audit(evaluation)
    outcomes = [*whole.findings, *whole.skipped]
    random.shuffle(outcomes)
    shuffled = report(whole.scorecard, outcomes)
    assert sorted(told(whole.findings)) == sorted(told(shuffled.findings))
    assert [f.path for f in whole.findings] == [f.path for f in shuffled.findings]


CELLS = st.lists(
    st.sampled_from(
        [
            "≥",
            "≤",
            "=",
            "98",
            "0",
            "0.5",
            "1,2",
            "-3",
            "%",
            "‰",
            "万元",
            "个",
            "以上",
            "达成",
            "部分达成",
            "不适用",
            "较高",
            "/",
            "-",
            "2023年",
            "一周内",
            "XX",
            "**",
            "《报告》12份",
            "=1+1",
            "|",
            "\n",
            "\x1b",
            "满分",
            "354件",
        ]
    ),
    max_size=3,
).map("".join)


@given(documents(), st.data())
def test_no_cell_makes_an_audit_fail(tree: Document, data: st.DataObject) -> None:
    """Whatever cells hold: a finding, a rule that was skipped, or nothing; reports and corrections are written."""
    wild = [
        evolve(
            row,
            target=data.draw(CELLS),
            targets=(),
            actual=data.draw(CELLS),
            actuals=(),
            published_score=data.draw(CELLS),
        )
        for row in built(tree | {"goals": [], "indicators": tree.get("indicators", [])}).indicators
        if isinstance(row, QuantitativeIndicator)
    ]
    filed = evolve(
        built(tree),
        goals=(),
        indicators=tuple(wild),
        execution=Execution(published_rate=data.draw(CELLS), published_score=data.draw(CELLS)),
        published=Published(total=data.draw(CELLS), grade=data.draw(CELLS)),
    )
    found = audit(filed)
    assert len(found.findings) == len(found.as_rows())
    for kind in REPORT_FORMATS:
        assert to_format([Audited("甲.toml", found)] * 2, kind, skipped=True)
    correct(filed)


@pytest.mark.parametrize("profile", PROFILES)
def test_an_empty_table_is_no_error(profile: str) -> None:
    """Nothing filed: nothing raises, and what could not be asked is told."""
    found = audit(Evaluation(project=Project(name="空"), profile=profile))
    assert found.skipped
