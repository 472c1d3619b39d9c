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
from decimal import Decimal
from fractions import Fraction

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import add, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.heads import label


@rule(code="S203", name="group-score-above-weight", severity=Severity.ERROR, clause=("group_points",))
def group_score_above_weight(case: Case) -> Iterator[Found | Skip]:
    if case.evaluation.partial:
        yield Skip("weights", "文件是节选，缺少部分指标行")
        return
    for group in case.groups:
        lines = [line for line in group.lines if line.applies or line.printed is not None]
        if all(line.printed is None for line in lines):
            yield Skip(group.path, "各行没有印得分")
            continue
        total = add(min(line.printed, line.weight or line.printed) for line in lines if line.printed)
        if group.has_execution and case.block.printed is not None:
            total += case.block.printed
        if total > Fraction(group.declared):
            yield Found(
                group.path,
                f"“{group.name}”印 {show(group.declared)} 分，各行得分合计 {show(total)} 分。",
                expected=f"≤{show(group.declared)}",
                found=show(total),
                rows=tuple(line.path for line in lines),
                cell="" if group.path.startswith("weights") else "weight",
                severity=Severity.NOTE if _by_own_digits(total, group.declared, lines) else None,
            )
    yield from _by_profile(case)


def _by_own_digits(total: Fraction, declared: Decimal, lines: list[Line]) -> bool:
    """Whether rounding to the table's own places can make the difference."""
    half = sum(Fraction(1, 2 * 10**line.own_places) for line in lines if line.own_places)
    return total - Fraction(declared) <= half


def _by_profile(case: Case) -> Iterator[Found]:
    """Where neither rows nor heads print points, a head has what the profile's form prints: a note, for forms differ."""
    if case.has_weights or case.groups:
        return
    for name, points in case.profile.group_points.value.items():
        lines = [line for line in case.lines if label(line.row.level1) == label(name) and line.printed is not None]
        total = add(line.printed for line in lines if line.printed is not None)
        if total > Fraction(points):
            yield Found(
                lines[0].path,
                f"表上没有印“{name}”的分值，评分规则列 {show(Fraction(points))} 分，各行得分合计 {show(total)} 分。",
                expected=f"≤{show(Fraction(points))}",
                found=show(total),
                rows=tuple(line.path for line in lines),
                severity=Severity.NOTE,
                cell="published_score",
            )
