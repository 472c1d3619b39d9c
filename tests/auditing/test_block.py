"""预算执行 and its funds under audit: which amount is A, how a rate may be written, what is missing."""

import pytest

from perfeval import Execution, Fund
from tests.auditing.asking import found, own, skipped
from tests.samples import quantity, table


def test_a_profile_that_asks_for_the_opening_budget() -> None:
    """Then it is the basis, and no fault."""
    profile = own(execution_budget="initial")
    block = Execution(
        initial="100万元", budget="110万元", executed="110万元", published_rate="110%", published_score=20
    )
    assert [] == found(table(execution=block), "execution-rate-mismatch", "execution-basis", profile=profile)
    assert "以年初预算为准" in skipped(table(execution=block), "execution-basis", profile=profile)[0]


@pytest.mark.parametrize(
    ("cell", "holds"),
    [
        ("95%", True),
        ("95", True),
        ("0.95", True),
        ("=95%", True),
        ("95.0％", True),
        ("950‰", True),
        ("94.9%", False),
        ("0.94", False),
        ("1", False),
    ],
)
def test_how_a_rate_may_be_written(cell: str, holds: bool) -> None:
    """With its sign, without, as a ratio, behind =."""
    filed = table(execution=Execution(budget="100.00万元", executed="95.00万元", published_rate=cell))
    assert holds is not bool(found(filed, "execution-rate-mismatch"))


def test_a_funds_score_cannot_be_held_against_anything() -> None:
    """A fund row has no points of its own."""
    block = Execution(budget="5万元", executed="5万元", funds=(Fund(name="甲", published_score=20),))
    assert "资金行没有自己的分值，得分无从核对" in skipped(table(execution=block), "execution-score-mismatch")


def test_a_budget_of_0_that_a_profile_scores() -> None:
    """A finding still, with the score that the profile gives."""
    block = Execution(budget="0万元", executed="0万元", published_score=0)
    (finding,) = found(table(execution=block), "execution-zero-budget", profile=own(execution_zero_budget="zero"))
    assert finding.message.endswith("评分规则按 0 分计。")
    assert [] == found(table(execution=block), "execution-score-mismatch", profile=own(execution_zero_budget="zero"))


def test_a_profile_without_points_for_execution() -> None:
    """Where the form does not print them either, no sum can be made."""
    profile = own(execution_points=None)
    filed = table(quantity("≥1个", weight=80), quantity("100%", "100%"), execution=Execution(budget=5, executed=5))
    assert "没有说预算执行的分值" in skipped(filed, "weights-not-100", profile=profile)[0]
