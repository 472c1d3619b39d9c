"""一级或二级指标不是规定的名称。

**查什么** 一级、二级指标是否规定的名称或常见的别名（效果指标、进度指标、群众满意度等）。没有填的不报。同一个名称报一次，
列出用它的各行。

**为什么** 名称不明，分值归不到组，满意度、数量等要求也无从核对。

**反例**

```toml
[[indicators]]
level1 = "投入目标"
name = "资金到位率"
```

**正例**

```toml
[[indicators]]
level1 = "产出指标"
level2 = "时效指标"
name = "资金到位率"
```

**来源** 产出、效益、满意度、成本四个一级指标及其二级指标；苏州市 2017 年度表用投入、产出、结果目标。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.heads import label
from perfeval.values.terms import Level1, Level2


@rule(code="T702", name="level-unknown", severity=Severity.WARNING, clause=("group_points",), cell="level1")
def level_unknown(case: Case) -> Iterator[Found | Skip]:
    known = {
        label(name)
        for name in (
            *case.profile.group_points.value,
            *case.profile.bonus.value,
            *case.profile.form_levels.value,
            case.execution.level1,
        )
    }
    own_heads = {label(name) for name in case.profile.form_levels.value}
    rows: dict[tuple[str, str], list[str]] = {}
    for line in case.lines:
        if not blank(line.row.level1) and line.level1 is None and label(line.row.level1) not in known:
            rows.setdefault(("一级指标", line.row.level1), []).append(line.path)
        head = label(line.row.level1)  # a head of the form's own has its own 二级指标
        own = head in own_heads or (line.level1 is None and head in known)
        if not blank(line.row.level2) and line.level2 is None and not own:
            rows.setdefault(("二级指标", line.row.level2), []).append(line.path)
    for (level, name), paths in rows.items():
        allowed = "、".join(Level1 if level == "一级指标" else Level2)
        told = f"{level}“{name}”不是规定的名称（{len(paths)} 行）。"
        yield Found(
            paths[0],
            told,
            expected=allowed,
            found=name,
            rows=tuple(paths),
            cell="level1" if level == "一级指标" else "level2",
        )
