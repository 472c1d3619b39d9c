"""达到了目标，却没有得满分。

**查什么** 定量行达到目标值，而所印得分低于重算得分（文件里写明的扣分已经减去）。

**为什么** 达到目标应得满分；扣了分就该写明扣的是什么。常见的是各行一律打九折，看上去像认真评过。

**反例**

```toml
[[indicators]]
name = "验收合格率"
target = "100%"
actual = "100%"
weight = 20
published_score = 19
```

**正例**

```toml
[[indicators]]
name = "验收合格率"
target = "100%"
actual = "100%"
weight = 20
published_score = 20
```

**来源** “完成值达到指标值，记满分”（海淀区 2016 年度表注）；反例见丽江市古城区 2020 年度表。
"""

from perfeval.auditing.case import Case, Line
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, row_rule


@row_rule(
    code="S207",
    name="met-with-lost-points",
    severity=Severity.WARNING,
    clause=("forward_rule",),
    cell="published_score",
    row=RowCheck(
        of=("figures",),
        needs=("printed", "score", "direction"),
        finds=lambda o, row: o.both(row.is_met, row.printed < row.score),
    ),
)
def met_with_lost_points(case: Case, line: Line) -> Found:
    expected = line.result.score
    assert expected is not None
    return Found(
        line.path,
        f"达到了目标，应得 {show(expected)} 分，印 {line.row.published_score} 分，没有写明为何扣分。",
        expected=f"{expected:f}",
        found=line.row.published_score or "",
        clause=line.result.clause,
        severity=Severity.NOTE if line.is_by_own_digits else None,
    )
