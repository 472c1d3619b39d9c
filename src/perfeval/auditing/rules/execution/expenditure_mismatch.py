"""基本支出与项目支出之和不等于执行数。

**查什么** 整体表的基本支出总额加项目支出总额，与执行数比较。

**为什么** 部门全年支出就是这两项；加不出执行数，说明有一项抄错或口径不同。

**反例**

```toml
[department]
name = "区政府办公室"
basic = "1399.78万元"
projects = "500万元"
[execution]
executed = "2019.84万元"
```

**正例**

```toml
[department]
name = "区政府办公室"
basic = "1399.78万元"
projects = "620.06万元"
[execution]
executed = "2019.84万元"
```

**来源** 湖北式整体表的表头：基本支出总额、项目支出总额。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.money import AMOUNT_SLACK, sum_fault
from perfeval.auditing.rule import Found, Skip, rule


@rule(
    code="E308",
    name="expenditure-mismatch",
    severity=Severity.ERROR,
    clause=("execution_budget",),
    cell="execution.executed",
    slack=f"{AMOUNT_SLACK}两项支出取整可以解释的差额，只作提示。",
)
def expenditure_mismatch(case: Case) -> Iterator[Found | Skip]:
    department, executed = case.evaluation.department, case.execution.executed
    if department is None:
        return
    basic, projects = department.basic, department.projects
    if basic is None or projects is None or executed is None:
        yield Skip("department", "没有基本支出总额、项目支出总额或执行数")
        return
    parts = [("基本支出", basic), ("项目支出", projects)]
    fault = sum_fault("department", "执行数", executed, parts, ("department", "execution"))
    if fault:
        yield fault
