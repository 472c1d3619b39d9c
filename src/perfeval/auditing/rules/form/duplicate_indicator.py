"""同一项指标填了不止一次。

**查什么** 年度目标、一级、二级、三级指标和目标值都相同的行（不计空格）。

**为什么** 同一件事计了两次分。

**例外** 名称相同而目标值不同、或属于不同级的，是不同的指标。

**反例**

```toml
[[indicators]]
level1 = "产出指标"
name = "培训人数"
target = "≥50人"
[[indicators]]
level1 = "产出指标"
name = "培训人数"
target = "≥50人"
```

**正例**

```toml
[[indicators]]
level1 = "产出指标"
name = "培训人数"
target = "≥50人"
[[indicators]]
level1 = "产出指标"
name = "培训人数"
target = "≥80人"
```

**来源** 没有来源逐字规定；五项都相同才算重复，是本项目的理解。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.model import parent_of
from perfeval.spoken import beside


@rule(
    code="T701",
    name="duplicate-indicator",
    severity=Severity.ERROR,
    clause=("同一指标不重复设置（本项目的理解）",),
    cell="name",
)
def duplicate_indicator(case: Case) -> Iterator[Found | Skip]:
    first: dict[tuple[str, ...], str] = {}
    for line in case.answers:
        row = line.row
        under = parent_of(line.path) or line.path.rpartition("indicators")[0]
        cells = (under, row.level1, row.level2, row.name, *line.targets)
        key = tuple("".join(cell.split()) for cell in cells)
        if key in first:
            told = f"与 {beside(first[key])} 的各级指标和目标值都相同，计了两次。"
            yield Found(line.path, told, rows=(first[key], line.path))
        else:
            first[key] = line.path
