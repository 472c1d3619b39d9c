"""表是空的，或者只有目标、没有填完成情况。

**查什么** 整张表有没有指标行；各行有没有填目标值、完成值、得分中的任何一格；有目标值的表有没有一行填了完成值或得分。

**为什么** 空表没有错可查，却也没有评；不能当作没有问题。

**例外** 节选的表没有指标行的不查。

**反例**

```toml
[execution]
budget = "500万元"
executed = "500万元"
```

**正例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "50人"
```

**来源** 本项目的理解：没有填的表，不能算审核过。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import filled
from perfeval.auditing.rule import OURS, Found, Skip, rule


@rule(code="T707", name="form-unfilled", severity=Severity.ERROR, clause=(OURS,), cell="indicators")
def form_unfilled(case: Case) -> Iterator[Found | Skip]:
    lines = (*case.lines, *case.left_out)
    if not lines:
        if case.evaluation.partial:
            yield Skip("indicators", "文件是节选，缺少部分指标行")
        else:
            yield Found("indicators", "表上没有一行指标。", expected="指标行")
    elif case.is_unfilled and case.lines:
        rows = tuple(line.path for line in case.answers)
        if any(filled(line.targets) for line in case.answers):
            told = "各行只有目标值，没有一行填了完成值或得分：还没有评。"
            yield Found("indicators", told, expected="完成值和得分", rows=rows, severity=Severity.WARNING)
        else:
            yield Found("indicators", "各行的目标值、完成值和得分都没有填。", expected="填好的表", rows=rows)
