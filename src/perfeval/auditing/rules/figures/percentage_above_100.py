"""百分数超过 100%。

**查什么** 定量行的目标值、完成值以百分数计而超过 100%。

**为什么** 合格率、覆盖率、满意度等不会超过 100%，超过多半是抄错或口径不对。

**例外** 增长率、完成率等可以超过 100%，名称或目标值里有这类字样的不报（本项目的理解）。

**反例**

```toml
[[indicators]]
name = "验收合格率"
target = "≥98%"
actual = "105%"
```

**正例**

```toml
[[indicators]]
name = "任务完成率"
target = "≥98%"
actual = "105%"
```

**来源** 自评表核对工具都查这一项。
"""

import re
from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule

_MAY_EXCEED = re.compile(
    r"增|提高|提升|上升|增幅|涨|超额|同比|环比|倍|降|减|完成(?:率|比例|程度|进度|情况)|执行率|收入|回收|投入产出|利润"
)


@rule(
    code="F507",
    name="percentage-above-100",
    severity=Severity.NOTE,
    clause=("百分数不超过 100%（申报表核对工具）",),
    cell="actual",
)
def percentage_above_100(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        if not line.is_quantitative or _MAY_EXCEED.search(line.row.name + (line.row.target or "")):
            continue
        for target, actual in line.figures():
            over = [f.quantity for f in (target, actual) if f and f.quantity.is_share and f.quantity.to("%") > 100]
            if over:
                yield Found(line.path, f"“{over[0]}”超过 100%，请核对。", expected="≤100%", found=f"{over[0]}")
                break
