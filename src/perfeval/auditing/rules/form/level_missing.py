"""有的行没有填一级指标。

**查什么** 别的行都写了一级指标，这一行却空着。

**为什么** 没有一级指标的行，分值归不到组，表头的分值也无从核对。

**例外** 各行都没有写一级指标的表不查。

**反例**

```toml
[[indicators]]
level1 = "产出指标"
name = "培训人数"
[[indicators]]
name = "就业率"
```

**正例**

```toml
[[indicators]]
level1 = "产出指标"
name = "培训人数"
[[indicators]]
level1 = "效益指标"
name = "就业率"
```

**来源** 各省表样都有“一级指标”一栏。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="T708", name="level-missing", severity=Severity.WARNING, clause=("form_columns",), cell="level1")
def level_missing(case: Case) -> Iterator[Found | Skip]:
    lines = (*case.lines, *case.left_out)
    if all(blank(line.row.level1) for line in lines):
        yield Skip("indicators", "各行都没有写一级指标")
        return
    for line in lines:
        if blank(line.row.level1):
            yield Found(line.path, "没有填一级指标。", expected="一级指标")
