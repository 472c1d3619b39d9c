"""一级指标（或年度目标）下各行所印得分之和高于表头的分值。

**查什么** 每组所印得分之和与表头分值比较。某一行自己高于权重的部分已由 `score-above-weight` 报告，这里不再计入。

**为什么** 一组的得分占用了别组的分，总分看不出来。

**反例** 表头 10 分，一行却得 20 分：

```toml
[weights]
"满意度指标" = 10
[[indicators]]
level1 = "满意度指标"
name = "群众满意度"
weight = 20
published_score = 20
```

**正例**

```toml
[weights]
"满意度指标" = 10
[[indicators]]
level1 = "满意度指标"
name = "群众满意度"
weight = 10
published_score = 10
```

**来源** 表头所印分值；江岸区 2023 年度乡村振兴项目表即有此错。
"""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import add, show
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="S203", name="group-score-above-weight", severity=Severity.ERROR, clause=("group_points",))
def group_score_above_weight(case: Case) -> Iterator[Found | Skip]:
    if case.evaluation.partial:
        yield Skip("weights", "文件是节选，缺少部分指标行")
        return
    for group in case.groups:
        lines = [line for line in group.lines if line.applies or line.printed is not None]
        if any(line.printed is None for line in lines):
            yield Skip(group.path, "有的行没有印得分")
            continue
        total = add(min(line.printed, line.weight or line.printed) for line in lines if line.printed)
        if total > Fraction(group.declared):
            yield Found(
                group.path,
                f"“{group.name}”印 {show(group.declared)} 分，各行得分合计 {show(total)} 分。",
                expected=f"≤{show(group.declared)}",
                found=show(total),
                rows=tuple(line.path for line in lines),
            )
