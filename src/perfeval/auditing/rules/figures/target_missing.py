"""指标行没有目标值。

**查什么** 每一行是否填了目标值（或各部分的目标值）。没有目标值的行不当作定性指标去问档次。

**为什么** 没有目标值，完成了多少都说不上达到与否，得分没有依据。

**例外** 写有清单的行，和只写得分系数、没有完成值的行不查。

**反例**

```toml
[[indicators]]
name = "法律援助案件"
actual = "94件"
weight = 10
published_score = 10
```

**正例**

```toml
[[indicators]]
name = "法律援助案件"
target = "≥90件"
actual = "94件"
weight = 10
published_score = 10
```

**来源** 各省表样都有“年初目标值（A）”一栏；青川县司法局 2021 年度表四行没有目标值。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import filled
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="F513", name="target-missing", severity=Severity.WARNING, clause=("form_columns",), cell="target")
def target_missing(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        given = filled(line.actuals)
        if not filled(line.targets) and not line.row.items and (given or not line.row.has_coefficient):
            also = "、完成值" if not given and not case.says_attainment(line) else ""
            yield Found(line.path, f"没有目标值{also}。", expected="目标值")
