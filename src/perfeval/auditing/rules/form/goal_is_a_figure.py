"""年度总体目标只写了一个数。

**查什么** 项目表的年度总体目标是不是只有一个数。

**为什么** “43.2”看不出要做什么。

**反例**

```toml
[project]
name = "教学设备"
goal = "43.2"
```

**正例**

```toml
[project]
name = "教学设备"
goal = "购置实训设备 12 台，满足三个专业的实训。"
```

**来源** 廊坊市食品工程学校 2019 年度表。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.quantities import read_quantity


@rule(
    code="T706",
    name="goal-is-a-figure",
    severity=Severity.WARNING,
    clause=("年度总体目标应当说明要做什么（本项目的理解）",),
    cell="goal",
)
def goal_is_a_figure(case: Case) -> Iterator[Found | Skip]:
    project = case.evaluation.project
    if project is None or blank(project.goal):
        yield Skip("project", "没有填年度总体目标")
    elif read_quantity(project.goal):
        yield Found("project", f"年度总体目标只写了“{project.goal}”，看不出要做什么。", found=project.goal)
