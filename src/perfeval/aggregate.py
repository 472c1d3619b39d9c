"""汇总: several parts of a project become one, before the row is scored.

备注2 (hubei-wuhan): 绝对值直接累加计算，相对值按照资金额度加权平均计算；定量指标先汇总完成数，再计算得分。
备注3: 汇总时，以资金额度为权重，对分值进行加权平均计算。
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from perfeval.errors import PerfevalError


class UndeterminedError(PerfevalError):
    """Why a row cannot be scored: a code for programs, a Chinese reason. Never leaves the library."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Share(NamedTuple):
    """One part's figure and its funds (资金额度, in any one unit; None where the document gives none)."""

    name: str
    value: Fraction
    funds: Fraction | None


def total(shares: Sequence[Share]) -> Fraction:
    """绝对值: the figures added up.

    >>> total([Share("甲", Fraction(30), None), Share("乙", Fraction(10), None)])
    Fraction(40, 1)
    """
    return sum((share.value for share in shares), Fraction(0))


def mean(shares: Sequence[Share]) -> Fraction:
    """相对值 and judged points: the mean weighted by funds, undivided.

    UndeterminedError where a part has no funds, where one's are negative, or where all are 0.

    >>> mean([Share("甲", Fraction(90), Fraction(100)), Share("乙", Fraction(80), Fraction(300))])
    Fraction(165, 2)
    """
    missing = [share.name for share in shares if share.funds is None]
    if missing:
        raise UndeterminedError("funds-missing", f"{'、'.join(missing)}没有资金额度，不能加权平均")
    negative = [share.name for share in shares if share.funds is not None and share.funds < 0]
    if negative:
        raise UndeterminedError("funds-negative", f"{'、'.join(negative)}的资金额度为负数，不能加权平均")
    funds = sum((share.funds or Fraction(0) for share in shares), Fraction(0))
    if not funds:
        raise UndeterminedError("funds-zero", "各部分的资金额度都是 0，不能加权平均")
    return sum((share.value * (share.funds or 0) for share in shares), Fraction(0)) / funds
