"""预算执行部分有的格没有填。

**查什么** 表上有预算执行部分的，预算数、执行数是否都填了（只印执行率的表不要求金额）；各行印得分而预算执行有分值的，它的得分是否印了。

**为什么** 缺了预算数或执行数，执行率和它的得分都无从核对。

**例外** 没有预算执行部分的表不查。

**反例**

```toml
[execution]
budget = "500万元"
published_rate = "100%"
published_score = 20
```

**正例**

```toml
[execution]
budget = "500万元"
executed = "500万元"
published_rate = "100%"
published_score = 20
```

**来源** 各省表样的“预算数（A）”“执行数（B）”“得分”各栏。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="E309", name="execution-missing", severity=Severity.WARNING, clause=("form_columns",), cell="budget")
def execution_missing(case: Case) -> Iterator[Found | Skip]:
    block = case.evaluation.execution
    if block is None:
        yield Skip("execution", "没有预算执行部分")
        return
    initial = case.profile.execution_budget.value == "initial"
    name, key = ("年初预算数", "initial") if initial else ("预算数", "budget")
    if case.basis is None and block.executed is None:
        if blank(block.published_rate):
            told = "预算执行部分没有填预算数、执行数和执行率。"
            yield Found("execution", told, expected=f"{name}和执行数", cell=key)
    elif case.basis is None:
        yield Found("execution", f"预算执行没有填{name}。", expected=name, cell=key)
    elif block.executed is None:
        yield Found("execution", "预算执行没有填执行数。", expected="执行数", cell="executed")
    if case.prints_scores and case.execution_weight and blank(block.published_score):
        yield Found("execution", "预算执行没有印得分。", expected="得分", cell="published_score")
