"""一级指标（或年度目标）表头所印分值与其下各行权重之和不符。

**查什么** 表头的分值与它下面各行权重的合计比较；分年度目标的表，查每个目标。两边都是印出来的准确数，没有误差余地。
不适用的行，算上或不算它的权重，有一种相符即可。指标之下分了下级指标、两层都印分值的，查下级各行的合计；
不符的只在那里报告一次，上面的合计不再重复。

**为什么** 只核对总分查不出来：效益指标少 10 分、满意度指标多 10 分，合计仍是 100。

**反例**

```toml
[weights]
"效益指标" = 30
[[indicators]]
level1 = "效益指标"
name = "帮助困难群众脱贫"
weight = 20
```

**正例**

```toml
[weights]
"效益指标" = 30
[[indicators]]
level1 = "效益指标"
name = "帮助困难群众脱贫"
weight = 30
```

**来源** 表头所印分值；江岸区 2023 年度乡村振兴项目表即有此错。
"""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing.case import Case, first_names
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="W102", name="group-weight-mismatch", severity=Severity.ERROR, clause=("group_points",))
def group_weight_mismatch(case: Case) -> Iterator[Found | Skip]:
    if case.evaluation.partial:
        yield Skip("weights", "文件是节选，缺少部分指标行")
        return
    if not case.groups:
        yield Skip("weights", "没有印一级指标或年度目标的分值")
    parents = dict(case.evaluation.parents())
    for group in case.groups:
        bare = [line for line in group.lines if line.weight is None]
        missing = [line for line in bare if line.applies]
        if missing or (bare and len(bare) == len(group.lines)):
            yield Skip(group.path, f"有的行没有权重：{first_names(bare)}")
            continue
        every, here = group.sums
        inside = case.execution_weight if group.has_execution else Fraction(0)
        total = every + inside
        told = Fraction(0) if parents.get(group.path) else case.short_of_parents(group.lines)
        if group.declared in (total, here + inside, total + told):
            continue
        if bare and group.declared > total and case.profile.not_applicable.value != "redistribute":
            yield Skip(group.path, f"不适用的行没有印权重，不知道其余分值是不是它的：{first_names(bare)}")
            continue
        what = (
            f"{'预算执行和' if inside else ''}各行权重合计 {show(total)} 分"
            if group.lines or inside
            else "下面没有指标行"
        )
        yield Found(
            group.path,
            f"“{group.name}”印 {show(group.declared)} 分，{what}。",
            expected=show(group.declared),
            found=show(total),
            rows=tuple(line.path for line in group.lines),
            cell="" if group.path.startswith("weights") else "weight",
        )
