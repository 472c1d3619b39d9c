"""Results as objects: what is undetermined, and that they stay as they are."""

from decimal import Decimal
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from perfeval import Status, score
from tests.samples import judgement, quantity, table

ROWS = (
    quantity("≦365 天", "400 天", weight=70, level2="时效指标"),
    judgement("达成预期指标", "95%"),
)


def test_undetermined_are_listed() -> None:
    """`undetermined` are the results without a score that need something, execution included."""
    rows = (*ROWS, quantity("5个"), quantity("5个", applicable=False))
    card = score(table(*rows, budget=0))
    assert ["execution", "indicators[2]"] == [row.path for row in card.undetermined]
    assert {Status.UNDETERMINED} == {row.status for row in card.undetermined}


@pytest.mark.parametrize("change", [("total", Decimal(1)), ("grade", "优"), ("rows", ())])
def test_results_are_frozen(change: tuple[str, Any]) -> None:
    """A result is not edited after the fact."""
    card = score(table(*ROWS))
    with pytest.raises(FrozenInstanceError):
        setattr(card, *change)
