"""指标行没有完成值。

**查什么** 填了目标值的行，是否填了完成值（或各部分的完成值、评判档次）。

**为什么** 没有填完成了什么，是没有评；总分也就无从核对。

**例外** 没有完成值却有得分的，见 `scored-without-actual`；写有清单的行不查。

**反例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
weight = 10
```

**正例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "50人"
weight = 10
```

**来源** 各省表样都有“实际完成值（B）”一栏；公开的表约五分之一有这样的行。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import filled
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="F514", name="actual-missing", severity=Severity.WARNING, clause=("form_columns",), cell="actual")
def actual_missing(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        if not filled(line.targets) or filled(line.actuals) or line.row.items or case.says_attainment(line):
            continue
        if not line.printed or line.has_own_method:  # of the others scored-without-actual tells
            yield Found(line.path, "没有完成值。", expected="实际完成值")
