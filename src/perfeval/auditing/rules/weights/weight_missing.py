"""指标行没有权重（分值）。

**查什么** 每一行是否有权重。

**为什么** 得分 = 权重 × 完成程度，没有权重，这一行的得分无从核对，它所在的各项合计也不能核对。

**反例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "50人"
published_score = 10
```

**正例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "50人"
weight = 10
published_score = 10
```

**来源** 各省表样都有“分值”或“权重”一栏；只印得分的表（如鄂州市科协 2022 年度）无法复核。
"""

from perfeval.auditing.case import Case, Line
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, row_rule


@row_rule(
    code="W103",
    name="weight-missing",
    severity=Severity.WARNING,
    clause=("forward_rule",),
    cell="weight",
    row=RowCheck(of=("lines",), needs=(), finds=lambda o, row: o.missing(row.weight)),
)
def weight_missing(case: Case, line: Line) -> Found:
    return Found(line.path, "没有权重（分值），得分无从核对。")
