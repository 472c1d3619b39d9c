"""目标值或完成值里留着表样的占位符。

**查什么** 目标值、完成值里有没有“**”“XX”“××”“○○”之类没有填实的记号。

**为什么** 照抄表样而没有填，等于没有目标。

**反例**

```toml
[[indicators]]
name = "购置数量"
target = "≥XX台"
```

**正例**

```toml
[[indicators]]
name = "购置数量"
target = "≥12台"
```

**来源** 申报和自评表的核对工具都查这一项。
"""

import re
from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule

_PLACEHOLDER = re.compile(r"[*＊]{2,}|[xX×]{2,}|[○〇]{2,}|_{3,}")


@rule(
    code="F511",
    name="placeholder-left",
    severity=Severity.WARNING,
    clause=("表样中的占位符应当填实（申报表核对工具）",),
    cell="target",
)
def placeholder_left(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        for cell in (*line.targets, *line.actuals):
            if match := _PLACEHOLDER.search(cell):
                yield Found(line.path, f"“{cell}”里留着占位符“{match[0]}”，没有填实。", found=cell)
                break
