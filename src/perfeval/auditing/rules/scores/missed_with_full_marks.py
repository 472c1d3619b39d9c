"""没有达到目标，却得满分。

**查什么** 定量行（和写日期、是/否的行）没有达到目标值、重算得分低于权重，而所印得分等于或高于权重。

**为什么** 这是自评流于形式最直接的证据。与 `score-mismatch` 是两件事：那里说得分应是多少，这里说没有完成的目标被当作完成。

**例外** 目标值没有写明方向、得分符合另一个方向的，只报 `direction-unstated`。

**反例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "45人"
weight = 10
published_score = 10
```

**正例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "45人"
weight = 10
published_score = 9
```

**来源** 复核检查清单“满分须有数据支撑”（郫都区）；湖北式表备注2。
"""

from perfeval.auditing.case import Case, Line
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, row_rule
from perfeval.scoring.reached import negate


@row_rule(
    code="S206",
    name="missed-with-full-marks",
    severity=Severity.ERROR,
    clause=("forward_rule",),
    cell="published_score",
    row=RowCheck(
        of=("figures",),
        needs=("printed", "weight", "direction"),
        # where rounding alone makes the whole weight, the score is the weight
        finds=lambda o, row: o.both(row.is_missed, o.both(row.printed >= row.weight, negate(o, row.earns_full))),
    ),
)
def missed_with_full_marks(case: Case, line: Line) -> Found:
    assert line.weight is not None
    short = next(each for each in line.under or (line,) if each.is_missed)
    target, actual = short.result.target or short.row.target, short.result.actual or short.row.actual
    told = f"“{short.row.name}”" if line.under else ""
    return Found(
        line.path,
        f"{told}目标值“{target}”，完成“{actual}”，没有达到，却得满分。",
        expected=f"<{show(line.weight)}",
        found=line.row.published_score or "",
        clause=short.result.clause,
        severity=Severity.NOTE if line.is_by_own_digits else None,
    )
