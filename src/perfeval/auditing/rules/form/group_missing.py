"""缺少评分规则列出的一级指标（满意度除外）。

**查什么** 评分规则列有分值的一级指标（产出、效益），全表有没有属于它的行。节选的表、各行都没有写一级指标的表不查。

**为什么** 只有产出没有效益，说明不了钱花得值不值。

**反例**

```toml
[[indicators]]
level1 = "产出指标"
name = "培训人数"
```

**正例**

```toml
[[indicators]]
level1 = "产出指标"
name = "培训人数"
[[indicators]]
level1 = "效益指标"
name = "就业率"
```

**来源** 评分规则的一级指标分值；一级指标齐全是自评表核对工具和复核检查清单的一项。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.heads import label
from perfeval.values.figures import is_blank
from perfeval.values.terms import Level1


@rule(code="T704", name="group-missing", severity=Severity.WARNING, clause=("group_points",))
def group_missing(case: Case) -> Iterator[Found | Skip]:
    lines = (*case.lines, *case.left_out)
    if case.evaluation.partial or all(is_blank(line.row.level1) for line in lines):
        yield Skip("indicators", "文件是节选，缺少部分指标行" if case.evaluation.partial else "各行都没有写一级指标")
        return
    here = {label(line.row.level1) for line in lines}
    for name, points in case.profile.group_points.value.items():
        if label(name) not in here and Level1.of(name) is not Level1.SATISFACTION:
            yield Found("indicators", f"没有{name}（规则列 {show(points)} 分）。", expected=name)
