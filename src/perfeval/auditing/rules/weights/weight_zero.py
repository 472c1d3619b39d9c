"""指标行的权重是 0。

**查什么** 权重印作 0 的行。

**为什么** 0 分的指标完成与否都不影响得分，等于没有考核。

**反例**

```toml
[[indicators]]
name = "培训人数"
weight = 0
```

**正例**

```toml
[[indicators]]
name = "培训人数"
weight = 5
```

**来源** 在用的预算绩效管理系统要求各级分值大于 0。
"""

from perfeval.auditing.case import Case, Line
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, row_rule


@row_rule(
    code="W104",
    name="weight-zero",
    severity=Severity.WARNING,
    clause=("分值须大于 0（预算绩效管理系统填报校验）",),
    cell="weight",
    row=RowCheck(of=("weighted",), needs=("weight",), finds=lambda o, row: row.weight == o.const(0)),
)
def weight_zero(case: Case, line: Line) -> Found:
    return Found(line.path, "权重是 0 分，完成与否都不影响得分。", expected="大于 0", found="0")
