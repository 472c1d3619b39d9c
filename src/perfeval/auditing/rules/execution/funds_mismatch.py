"""各资金行之和不等于总额。

**查什么** 资金行（当年财政拨款、上年结转等）的预算数、执行数之和，与总额行比较。节选的表、有行缺数的表，只查各行之和是否已经
超过总额。

**为什么** 部分超过整体，或加不出整体，执行率就用错了数。

**反例** 总额行 0，资金行 89.974：

```toml
[execution]
budget = "0万元"
executed = "0万元"
[[execution.funds]]
name = "当年财政拨款"
budget = "89.974万元"
executed = "89.974万元"
```

**正例**

```toml
[execution]
budget = "89.97万元"
executed = "89.97万元"
[[execution.funds]]
name = "当年财政拨款"
budget = "89.974万元"
executed = "89.974万元"
```

**来源** 池州市贵池区棠溪镇 2022 年度表；资金各部分之和应等于总额也是申报检查的一项。
"""

from collections.abc import Callable, Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.money import AMOUNT_SLACK, sum_fault
from perfeval.auditing.printed import add
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.model import Execution, Fund
from perfeval.trees.cells import Amount
from perfeval.values.units import WAN_YUAN

_COLUMNS: tuple[tuple[str, Callable[[Execution | Fund], Amount | None]], ...] = (
    ("预算数", lambda block: block.budget),
    ("执行数", lambda block: block.executed),
)


@rule(
    code="E307",
    name="funds-mismatch",
    severity=Severity.ERROR,
    clause=("execution_budget",),
    slack=f"{AMOUNT_SLACK}各资金行取整可以解释的差额，只作提示。",
)
def funds_mismatch(case: Case) -> Iterator[Found | Skip]:
    execution = case.execution
    if not execution.funds:
        yield Skip("execution", "没有资金行")
        return
    rows = ("execution", *(f"execution.funds[{i}]" for i in range(len(execution.funds))))
    for what, of in _COLUMNS:
        whole = of(execution)
        parts = [(fund.name, part) for fund in execution.funds if (part := of(fund)) is not None]
        if whole is None or not parts:
            yield Skip("execution", f"总额行或资金行没有{what}")
            continue
        fault = sum_fault("execution", what, whole, parts, rows)
        complete = len(parts) == len(execution.funds) and not case.evaluation.partial
        exceeds = add(part.to(WAN_YUAN) for _, part in parts) > whole.to(WAN_YUAN)
        if not complete and not exceeds:
            yield Skip("execution", f"文件是节选，或有资金行没有{what}")
        elif fault:
            yield fault._replace(cell={"预算数": "budget", "执行数": "executed"}[what])
