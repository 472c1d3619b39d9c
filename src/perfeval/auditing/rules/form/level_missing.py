"""有的行没有填一级指标或二级指标。

**查什么** 别的行都写了一级指标，这一行却空着；别的行多半写了二级指标，这一行却空着。

**为什么** 没有一级指标的行，分值归不到组，表头的分值也无从核对。

**例外** 各行都没有写一级指标的表不查；二级指标要半数以上的行写了才查，一级指标是各地自己的
名称的，还要同组有别的行写了（本项目的理解：有的表、有的组不分二级）。

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

**来源** 各省表样都有“一级指标”“二级指标”两栏。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.heads import label


@rule(code="T708", name="level-missing", severity=Severity.WARNING, clause=("form_columns",), cell="level1")
def level_missing(case: Case) -> Iterator[Found | Skip]:
    lines = (*case.lines, *case.left_out)
    if all(blank(line.row.level1) for line in lines):
        yield Skip("indicators", "各行都没有写一级指标")
        return
    without = [line for line in lines if blank(line.row.level2)]
    having = {label(line.row.level1) for line in lines if line not in without}
    asked = [line for line in without if line.level1 is not None or label(line.row.level1) in having]
    told = asked if 2 * len(without) < len(lines) else []
    for line in lines:
        if blank(line.row.level1):
            yield Found(line.path, "没有填一级指标。", expected="一级指标")
        elif line in told:
            yield Found(line.path, "没有填二级指标。", expected="二级指标", cell="level2")
