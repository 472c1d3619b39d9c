"""What a score leaves behind: figures, rule and numbers; sentences are made of it when they are read, and are the same ever after."""

import pickle
from fractions import Fraction

from attrs import evolve

from perfeval import score
from tests.samples import judgement, quantity, result, table


def test_a_row_tells_what_it_was_scored_by() -> None:
    """A and B in one unit, the rule and its operands."""
    trace = result(quantity("≤1公里", "1250米")).trace
    assert (Fraction(1), Fraction(5, 4), "公里") == (trace.reading.target, trace.reading.actual, trace.reading.unit)
    assert ("reverse", "ratio", "备注2") == (trace.method.kind, trace.method.rule.name, trace.method.clause)
    assert (10, 1, Fraction(5, 4)) == trace.operands[:3]
    assert trace.figures is trace.reading


def test_figures_are_read_whether_or_not_there_is_a_score() -> None:
    """Without a weight, or where the row does not apply, its figures and its rule are known all the same."""
    for row in (quantity("≥9个", "8个", weight=None), quantity("≥9个", "8个", applicable=False, reason="未开展")):
        found = result(row)
        assert found.score is None
        assert (9, 8) == (found.trace.reading.target, found.trace.reading.actual)
        assert "forward" == found.trace.method.kind
    assert result(quantity("≥9个", "许多")).trace.reading is None


def test_results_compare_hash_and_pickle() -> None:
    """Before their sentences are read and after."""
    card = score(table(quantity("≥9个", "8个"), judgement("达成预期指标", "95%"), quantity("≥9个", "不适用")))
    fresh = score(card.evaluation)
    texts = [row.explanation for row in card.results()]
    for row, other, text in zip(card.results(), fresh.results(), texts, strict=True):
        assert row == other
        assert hash(row) == hash(other)
        assert text == pickle.loads(pickle.dumps(row)).explanation == pickle.loads(pickle.dumps(other)).explanation
        assert row == pickle.loads(pickle.dumps(other))
        assert row != evolve(row, name="另一行")
    assert card.rows[0].steps is card.rows[0].steps
