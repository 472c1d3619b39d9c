"""所印执行率不等于执行数 ÷ 预算数（B/A）。

**查什么** 预算执行部分和每个资金行所印的执行率，与所印 B/A 比较。“99.97”（漏了百分号）按 99.97% 看；“0.85”按 85% 或 0.85%
看，有一种相符即可；“0.1”这样只有一位小数的按 10% 看，差到整百分数为止（本项目的理解）。

**为什么** 超过 100% 的执行率常被印成 100%，看不出预算数用错了；执行率又决定得分。

**反例** 2019.84 ÷ 1397.58 = 144.52%，印 100%：

```toml
[execution]
budget = "1397.58万元"
executed = "2019.84万元"
published_rate = "100%"
```

**正例**

```toml
[execution]
budget = "1397.58万元"
executed = "2019.84万元"
published_rate = "144.5%"
```

**来源** 表头“执行率（B/A）”；反例见江岸区人民政府办公室 2023 年度整体表。
"""

from perfeval.auditing.block import Block
from perfeval.auditing.case import Case
from perfeval.auditing.checks import RowCheck, some_rate
from perfeval.auditing.findings import Severity
from perfeval.auditing.money import AMOUNT_SLACK, rate_span
from perfeval.auditing.rule import Found, row_rule
from perfeval.scoring.reached import negate
from perfeval.values.figures import percent, true_percent


@row_rule(
    code="E301",
    name="execution-rate-mismatch",
    severity=Severity.ERROR,
    clause=("execution_rule",),
    cell="published_rate",
    slack=f"{AMOUNT_SLACK}所印执行率与按所印金额算的不符，而金额各取整后仍可能得出它的，只作提示。",
    row=RowCheck(
        of=("execution", "rated-funds"),
        needs=("rate", "amounts", "ratio"),
        finds=lambda o, row: negate(
            o,
            some_rate(
                o,
                row,
                lambda low, high: o.both(
                    o.at_least_share(row.executed, low, row.budget), o.at_most_share(row.executed, high, row.budget)
                ),
            ),
        ),
    ),
)
def execution_rate_mismatch(case: Case, block: Block) -> Found:
    budget, executed, cell = block.basis, block.block.executed, block.block.published_rate
    assert budget is not None
    assert executed is not None
    assert block.budget is not None
    assert block.executed is not None
    rate = block.executed / block.budget
    possible = rate_span(budget, executed)
    near = possible is not None and any(span.meets(possible) for span in block.rates)
    told = f"执行数 {executed} ÷ 预算数 {budget} = {true_percent(rate)}，印“{cell}”。"
    if near and possible:
        told += f"两个金额都是取整的数，执行率可以在 {percent(possible.low)} 到 {percent(possible.high)} 之间，所印的在其内。"
    return Found(block.path, told, expected=percent(rate), found=cell or "", severity=Severity.NOTE if near else None)
