"""各行印了得分，却没有印总分。

**查什么** 各行印得分的整张表，有没有印总分。

**为什么** 总分是自评的结论；没有总分，等级和结果应用都没有依据。

**例外** 节选的表不查。

**反例**

```toml
[execution]
published_score = 20
[[indicators]]
name = "培训人数"
weight = 80
published_score = 80
```

**正例**

```toml
[execution]
published_score = 20
[[indicators]]
name = "培训人数"
weight = 80
published_score = 80
[published]
total = 100
```

**来源** 各省表样都有“总分”一格。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="S209", name="total-missing", severity=Severity.WARNING, clause=("total",), cell="total")
def total_missing(case: Case) -> Iterator[Found | Skip]:
    if why := case.lacks("whole"):
        yield Skip("published", why)
    elif case.prints_scores and blank(case.evaluation.published.total):
        yield Found("published", "各行印了得分，没有印总分。", expected="总分")
