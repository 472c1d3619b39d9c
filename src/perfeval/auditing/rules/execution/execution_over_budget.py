"""执行数大于预算数。

**查什么** 预算执行部分和每个资金行的执行数（B）是否大于预算数（A）。

**为什么** 按调整后预算（包括上年结余结转）计，支出不应超过预算；超过时多半是预算数用错了，例如用了年初预算数。

**反例**

```toml
[execution]
budget = "100万元"
executed = "110万元"
```

**正例**

```toml
[execution]
budget = "110万元"
executed = "110万元"
```

**来源** 湖北式表备注1的口径；执行率超过 100% 时没有一份来源规定怎样计，封顶是本项目的理解。
"""

from perfeval.auditing.block import Block
from perfeval.auditing.case import Case
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, row_rule
from perfeval.scoring.wording import ASK_BUDGET
from perfeval.values.figures import true_percent


@row_rule(
    code="E303",
    name="execution-over-budget",
    severity=Severity.WARNING,
    clause=("execution_budget",),
    cell="budget",
    row=RowCheck(
        of=("execution", "funds"),
        needs=("amounts",),
        finds=lambda o, row: o.both(row.budget > o.const(0), row.executed > row.budget),
    ),
)
def execution_over_budget(case: Case, block: Block) -> Found:
    budget, executed = block.basis, block.block.executed
    assert block.budget is not None
    assert block.executed is not None
    over = true_percent(block.executed / block.budget)
    ask = ASK_BUDGET[case.profile.execution_budget.value] if block.path == "execution" else "请核对"
    initial = case.profile.execution_budget.value == "initial" and block.path == "execution"
    what = "年初预算数" if initial else "预算数"
    told = f"执行数 {executed} 大于{what} {budget}（{over}），{ask}。"
    cell = "initial" if initial else "budget"
    return Found(block.path, told, expected=f"≤{budget}", found=f"{executed}", cell=cell)
