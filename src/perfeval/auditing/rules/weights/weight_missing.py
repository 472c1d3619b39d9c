"""指标行没有权重（分值）。

**查什么** 每一行是否有权重。

**为什么** 得分 = 权重 × 完成程度，没有权重，这一行的得分无从核对，它所在的各项合计也不能核对。

**反例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "50人"
published_score = 10
```

**正例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "50人"
weight = 10
published_score = 10
```

**来源** 各省表样都有“分值”或“权重”一栏；只印得分的表（如鄂州市科协 2022 年度）无法复核。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case, first_names
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule


@rule(
    code="W103",
    name="weight-missing",
    severity=Severity.WARNING,
    clause=("forward_rule",),
    cell="weight",
    row=(RowCheck(of=("lines",), needs=(), finds=lambda o, row: o.missing(row.weight)),),
)
def weight_missing(case: Case) -> Iterator[Found | Skip]:
    bare = [line for line in case.lines if weight_missing.ask(line)]
    if case.has_weights:
        for line in bare:
            yield Found(line.path, "没有权重（分值），得分无从核对。")
    elif bare:
        total = case.evaluation.published.total
        counts = case.prints_scores or case.groups or not blank(total)
        told = "各行得分只能按表头的分值和总分核对" if counts else "也没有得分：是一张不计分的表，只核对完成情况"
        yield Found(
            "indicators",
            f"这张表没有权重（分值）一栏，{told}（{first_names(bare)}）。",
            rows=tuple(line.path for line in bare),
            severity=Severity.NOTE,
            cell="indicators",
        )
