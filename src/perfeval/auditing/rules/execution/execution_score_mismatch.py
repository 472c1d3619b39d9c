"""预算执行所印得分与分值 × 执行率不符。

**查什么** 分值（表上没有印的，用评分规则的）乘以 B/A，最高为满分，与所印得分比较；表上没有印预算数和执行数的，用所印执行率。
所印得分恰好等于分值 × 所印执行率、而这个执行率在金额取整的范围之内的，只作提示。

**为什么** 执行得分是全表唯一完全由财务数据决定的得分。

**例外** 预算数为 0 或没有的，执行率没有意义，不查。

**反例** 20 × 103.97 ÷ 104 = 19.99，印 19：

```toml
[execution]
budget = "104万元"
executed = "103.97万元"
weight = 20
published_score = 19
```

**正例**

```toml
[execution]
budget = "104万元"
executed = "103.97万元"
weight = 20
published_score = 19.99
```

**来源** 表头“得分（20分*执行率）”；反例见鄂州市科协 2022 年度表。
"""

from collections.abc import Iterator

from perfeval.auditing.block import Block
from perfeval.auditing.case import Case
from perfeval.auditing.checks import RowCheck, rate_earns, some_rate
from perfeval.auditing.findings import Severity
from perfeval.auditing.money import rate_span
from perfeval.auditing.printed import blank, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.auditing.rules.scores.score_mismatch import own_digits
from perfeval.auditing.slips import Deviation, first_slip
from perfeval.rules.words import EXACT
from perfeval.scoring.reached import negate

BY_AMOUNTS = RowCheck(of=("execution",), needs=("printed", "score"), finds=lambda o, row: negate(o, row.agrees))
BY_RATE = RowCheck(
    of=("execution",),
    needs=("printed", "amountless", "rate", "points"),
    finds=lambda o, row: negate(
        o, some_rate(o, row, lambda low, high: rate_earns(o, low, high, row.points, *row.prints_as))
    ),
)


@rule(
    code="E302",
    name="execution-score-mismatch",
    severity=Severity.ERROR,
    clause=("execution_rule",),
    cell="published_score",
    slack="所印得分是准确数，按评分规则的位数比较；没有印预算数和执行数的，所印执行率按其位数是一个区间。",
    row=(BY_AMOUNTS, BY_RATE),
)
def execution_score_mismatch(case: Case) -> Iterator[Found | Skip]:
    for fund in case.funds:
        if not blank(fund.block.published_score):
            yield Skip(fund.path, "资金行没有自己的分值，得分无从核对")
    block = case.block
    if not BY_AMOUNTS.lacking(block):
        if BY_AMOUNTS.finds(EXACT, block):
            yield _against_amounts(case, block)
    elif why := BY_RATE.lacking(block):
        result = case.card.execution
        without = why == "没有印执行率"
        yield Skip("execution", f"{result.reason}，也没有印执行率" if without else why)
    elif BY_RATE.finds(EXACT, block):
        yield _against_rate(case, block)


def _against_amounts(case: Case, block: Block) -> Found:
    result, cell = case.card.execution, block.block.published_score
    assert result.score is not None
    if block.is_by_own_digits:
        return own_digits(block)
    severity = _excuse(block) if case.profile.execution_rate_places.value is None else None
    told = f"应得 {show(result.score)} 分，印 {cell} 分。{_slip(case, block)}"
    if severity:
        told += "预算数和执行数都是取整的数，所印执行率在其范围之内。"
    return Found("execution", told, expected=f"{result.score:f}", found=cell or "", severity=severity)


def _against_rate(case: Case, block: Block) -> Found:
    rate, cell, weight = block.rates[0], block.block.published_score, case.execution_weight
    expected = case.profile.round(min((rate.low + rate.high) / 2 * weight, weight))
    told = f"{show(weight)} × 所印执行率 {block.block.published_rate} = {show(expected)} 分，印 {cell} 分。"
    return Found("execution", told, expected=f"{expected:f}", found=cell or "")


def _excuse(block: Block) -> Severity | None:
    """A note, where the score follows from a printed rate that the rounding of the amounts allows."""
    budget, executed = block.basis, block.block.executed
    possible = rate_span(budget, executed) if budget and executed else None
    if possible is None:
        return None
    fits = any(
        rate_earns(EXACT, *span, block.points, *block.prints_as) and span.meets(possible) for span in block.rates
    )
    return Severity.NOTE if fits else None


def _slip(case: Case, block: Block) -> str:
    words = first_slip(Deviation.of_execution(block, case.card.execution, case.profile))
    return f"{words}。" if words else ""
