"""评分规则没有说怎样计，得分用的是本项目的理解。

**查什么** 三种情形：目标值写“大于”“小于”而完成值恰好等于它；目标值是 0；目标值写“=”而完成值超过它（“=0”的计 0 分）。

**为什么** 这些行的得分换一种理解就不同，复核的人应当知道。

**反例**

```toml
[[indicators]]
name = "响应时间"
target = "<5分钟"
actual = "5分钟"
weight = 10
```

**正例**

```toml
[[indicators]]
name = "响应时间"
target = "≤5分钟"
actual = "5分钟"
weight = 10
```

**来源** 没有来源规定；评分规则的说明里写着取哪一种。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule

_READINGS = ("strict-boundary", "zero-target", "equal-exceeded")


@rule(code="F512", name="scored-by-our-reading", severity=Severity.NOTE, clause=("forward_rule",), cell="target")
def scored_by_our_reading(case: Case) -> Iterator[Found | Skip]:
    for line in case.lines:
        for note in line.result.notes:
            if note.code in _READINGS:
                yield Found(line.path, note.text, clause=line.result.clause)
