"""Amounts of money under audit: what rounding of the amounts, or of the parts of a sum, can explain."""

from attrs import evolve

from perfeval import Execution, Fund
from tests.auditing.asking import found
from tests.samples import table


def test_a_rate_that_only_rounded_amounts_allow_is_a_note() -> None:
    """4-digit amounts leave room for 0.04 %, and no more."""
    block = Execution(budget="1310万元", executed="1204万元", published_rate="91.87%")
    assert ["note"] == [f.severity for f in found(table(execution=block), "execution-rate-mismatch")]
    block = evolve(block, published_rate="91.80%")
    assert ["error"] == [f.severity for f in found(table(execution=block), "execution-rate-mismatch")]


def test_funds_in_part() -> None:
    """A missing part is not 0: only more than the whole is certain."""
    funds = (Fund(name="甲", budget="60万元"), Fund(name="乙"))
    assert [] == found(table(execution=Execution(budget="100万元", funds=funds)), "funds-mismatch")
    assert ["execution"] == [
        f.path for f in found(table(execution=Execution(budget="50万元", funds=funds)), "funds-mismatch")
    ]
