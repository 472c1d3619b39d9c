"""用作预算数（A）的是年初预算数，而不是调整后的预算数。

**查什么** 所印预算数等于年初预算数，并且执行数超过了它，或者另有上年结余结转。

**为什么** 评分规则要求 A 为调整后财政资金总额（包括上年结余结转）。用年初数，执行率会虚高，甚至超过 100%。

**例外** 评分规则以年初预算为准的不查。

**反例**

```toml
[execution]
initial = "1397.58万元"
budget = "1397.58万元"
executed = "2019.84万元"
```

**正例**

```toml
[execution]
initial = "1397.58万元"
budget = "2019.84万元"
executed = "2019.84万元"
```

**来源** 湖北式表备注1；反例见江岸区人民政府办公室 2023 年度整体表。
"""

from collections.abc import Iterator

from perfeval.auditing.block import in_wan
from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="E304", name="execution-basis", severity=Severity.ERROR, clause=("execution_budget",), cell="budget")
def execution_basis(case: Case) -> Iterator[Found | Skip]:
    execution = case.execution
    if case.profile.execution_budget.value == "initial":
        yield Skip("execution", f"评分规则“{case.profile.id}”以年初预算为准")
        return
    budget, initial = in_wan(execution.budget), in_wan(execution.initial)
    if budget is None or initial is None:
        yield Skip("execution", "没有年初预算数" if initial is None else "没有预算数")
        return
    executed, carryover = in_wan(execution.executed), in_wan(execution.carryover)
    if budget != initial:
        return
    if executed is not None and executed > budget:
        why = f"执行数 {execution.executed} 超过了它"
    elif carryover:
        why = f"而另有上年结余结转 {execution.carryover}"
    else:
        return
    told = f"预算数 {execution.budget} 就是年初预算数，{why}；应为调整后的预算数（包括上年结余结转）。"
    yield Found("execution", told, expected="调整后预算数", found=f"{execution.budget}")
