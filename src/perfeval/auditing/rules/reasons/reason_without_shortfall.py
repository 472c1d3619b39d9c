"""达到目标、得了满分、也没有大幅超额，却填了偏差原因。

**查什么** 定量行达到目标而未超过评分规则的界限、所印得分等于权重，而该行的原因一栏有内容（“无”“无偏差”不算）。

**为什么** 有偏差就不该是满分，没有偏差就没有原因可说，两者有一个填错了。

**反例**

```toml
[[indicators]]
name = "科普活动"
target = "≥10场"
actual = "10场"
weight = 10
published_score = 10
reason = "受疫情影响取消一场。"
```

**正例**

```toml
[[indicators]]
name = "科普活动"
target = "≥10场"
actual = "10场"
weight = 10
published_score = 10
reason = "无"
```

**来源** 一种在用的自评表核对工具。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.reasons import explains
from perfeval.auditing.rule import Found, Skip, rule


@rule(
    code="R603",
    name="reason-without-shortfall",
    severity=Severity.NOTE,
    clause=("满分但仍填写偏差原因的，提示矛盾（自评表核对工具）",),
    cell="reason",
)
def reason_without_shortfall(case: Case) -> Iterator[Found | Skip]:
    for line in case.lines:
        full = line.printed is not None and line.printed == line.weight
        if line.is_met and full and explains(line.row.reason) and not line.is_far:
            told = f"达到目标、得满分，却填了偏差原因“{line.row.reason}”。"
            yield Found(line.path, told, found=line.row.reason)
