"""写明的评判档次不是规则所列的三档之一。

**查什么** attainment（或各部分的 attainments）写的是否评分规则的档次或其别名。

**为什么** “良好”“基本完成”落在哪个分值区间，规则没有说。

**反例**

```toml
[[indicators]]
name = "群众满意度"
target = "较高"
attainment = "良好"
weight = 10
```

**正例**

```toml
[[indicators]]
name = "群众满意度"
target = "较高"
attainment = "部分达成"
rate = "75%"
weight = 10
```

**来源** 湖北式表备注3 只列三档。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.judgements import band_names
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.errors import UndeterminedError
from perfeval.scoring.reading import judgement_of


@rule(code="J402", name="attainment-unknown", severity=Severity.ERROR, clause=("judged_bands",), cell="attainment")
def attainment_unknown(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        for cell in line.cells("attainment", "attainments") if not line.is_quantitative else ():
            try:
                judgement_of(cell, None, None, case.profile)
            except UndeterminedError as error:
                yield Found(line.path, f"{error.reason}。", expected=band_names(case.profile), found=cell)
