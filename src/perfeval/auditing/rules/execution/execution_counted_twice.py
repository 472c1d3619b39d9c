"""预算执行率又作为一项指标，计了两次分。

**查什么** 名称是预算执行率（资金执行率、预算完成率、资金使用率等）的指标行，而表上另有预算执行部分。

**为什么** 执行率已有专门的分值。再作为成本或时效指标，等于计两次；它也说明不了成本。

**例外** 没有预算执行部分的表不查；政府采购执行率等不是预算执行率的不查（本项目的理解，看名称）。

**反例**

```toml
[execution]
budget = "500万元"
executed = "500万元"
[[indicators]]
level1 = "产出指标"
level2 = "成本指标"
name = "预算执行率"
target = "100%"
actual = "100%"
```

**正例**

```toml
[execution]
budget = "500万元"
executed = "500万元"
[[indicators]]
level1 = "产出指标"
level2 = "成本指标"
name = "人均帮扶成本"
target = "≤2000元/人"
actual = "1850元/人"
```

**来源** 江岸区 2023 年度乡村振兴项目表（列为成本指标）、某区 2020 年服务贸易资金表（列为时效指标）。
"""

import re
from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, Skip, rule

_MONEY = "预算|资金|经费|支出|专项"


_SPENDING = re.compile(
    rf"(?:{_MONEY})(?:{_MONEY}|总额|实际)*(?:执行|支出|使用|完成)(?:率|进度|比例)|^执行率$|^支出进度$"
)


_OTHER = re.compile("采购|绩效")


@rule(code="E305", name="execution-counted-twice", severity=Severity.WARNING, clause=("execution_points",), cell="name")
def execution_counted_twice(case: Case) -> Iterator[Found | Skip]:
    if case.evaluation.execution is None:
        yield Skip("execution", "没有预算执行部分")
        return
    if case.card.execution.weight == 0:
        yield Skip(
            "execution",
            "评分规则没有给预算执行分值，没有计两次" if case.execution.weight is None else "预算执行 0 分，没有计两次",
        )
        return
    for line in case.answers:
        name = "".join(line.row.name.split())
        if _SPENDING.search(name) and not _OTHER.search(name):
            where = (
                f"，又列为{line.row.level2 or line.row.level1}"
                if line.row.level2 or line.row.level1
                else "，又列为指标"
            )
            worth = f" {show(case.execution_weight)} 分" if case.execution_weight else "分"
            told = f"预算执行率已在预算执行部分计{worth}{where}，计了两次。"
            yield Found(line.path, told, rows=("execution", line.path))
