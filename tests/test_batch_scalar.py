"""The two engines: batch is held to single scoring, row by row, under every profile."""

from hypothesis import given

from perfeval import Evaluation, Profile
from tests.columns import both, documents


@given(documents())
def test_a_column_scores_as_a_row_does(drawn: tuple[Evaluation, Profile]) -> None:
    """Status, reason and score of every row, whatever its cells hold and its profile says."""
    one, other = both(*drawn)
    assert one == other
