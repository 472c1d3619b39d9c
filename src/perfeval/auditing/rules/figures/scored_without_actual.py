"""没有完成值，却有得分。

**查什么** 完成值（或各部分的完成值）全空，也没有评判档次，而所印得分大于 0。

**为什么** 没有填完成了什么，得分没有依据。

**反例**

```toml
[[indicators]]
name = "工程质量"
weight = 10
published_score = 10
```

**正例**

```toml
[[indicators]]
name = "工程质量"
target = "100%"
actual = "100%"
weight = 10
published_score = 10
```

**来源** 天长市水利局 2022 年度表：六行既无目标值又无完成值，都得满分。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import filled, show
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="F509", name="scored-without-actual", severity=Severity.WARNING, clause=("form_columns",), cell="actual")
def scored_without_actual(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        if line.has_own_method:
            yield Skip(line.path, "本行写有自己的计分方法")
        elif line.printed and line.printed > 0 and not filled(line.actuals) and not case.says_attainment(line):
            what = "完成值是空的" if filled(line.targets) else "目标值和完成值都是空的"
            told = f"{what}，却得 {show(line.printed)} 分。"
            yield Found(line.path, told, expected="实际完成值", found=line.row.published_score or "")
