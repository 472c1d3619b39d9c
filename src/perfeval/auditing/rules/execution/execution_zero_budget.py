"""预算数（A）为 0，执行率没有意义。

**查什么** 预算数印作 0。没有填的不是 0，不报。

**为什么** B/A 除以 0 没有值；印 0% 得 0 分，或者印 100% 得满分，都没有根据。

**反例**

```toml
[execution]
budget = "0万元"
executed = "0万元"
published_rate = "0"
published_score = 0
```

**正例**

```toml
[execution]
budget = "89.97万元"
executed = "89.97万元"
published_rate = "100%"
published_score = 20
```

**来源** 池州市贵池区棠溪镇 2022 年度表：总额行印 0、0、0，下面的资金行却是 89.974。
"""

from perfeval.auditing.block import Block
from perfeval.auditing.case import Case
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, row_rule


@row_rule(
    code="E306",
    name="execution-zero-budget",
    severity=Severity.ERROR,
    clause=("execution_rule",),
    cell="budget",
    row=RowCheck(of=("execution",), needs=("budget",), finds=lambda o, row: row.budget == o.const(0)),
)
def execution_zero_budget(case: Case, block: Block) -> Found:
    spent = block.block.executed
    told = f"预算数为 {block.basis}" + (f"，执行数为 {spent}" if spent else "") + "，执行率 B/A 没有意义"
    earned = case.card.execution.score
    told += "，得分不能确定。" if earned is None else f"，评分规则按 {show(earned)} 分计。"
    return Found(
        "execution",
        told,
        expected="大于 0",
        found=f"{block.basis}",
        cell="initial" if case.profile.execution_budget.value == "initial" else "budget",
    )
