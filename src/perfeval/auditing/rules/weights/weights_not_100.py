"""各行权重与预算执行分值之和不等于总分。

**查什么** 各指标行的权重加上预算执行的分值（表上没有印的，用评分规则的），与评分规则的总分（100）比较。
权重是印出来的准确数，没有误差余地。节选的表、有行缺权重的表不查。

**为什么** 合计不是 100 分的表，总分没有意义：常见的是各组照印 100，行里却多出或少了十分。

**例外** 不评满意度指标的表，如果恰好少了满意度的分值，规则没有说这些分归于何处，只提示
`satisfaction-missing`；不适用的行，算上或不算它的权重，有一种合计为 100 即可（评分规则说按百分制折算的要算上，
说重新分配的不算）。没有预算执行部分的表，各行自己合计 100 也可（本项目的理解）。评分规则设有附加分的，附加分各行
不在合计之内，另与所设的附加分比较，不得多出。

**反例** 各行 80 分，预算执行 20 分之外又多出 10 分：

```toml
[execution]
weight = 20
[[indicators]]
level1 = "产出指标"
name = "培训人数"
weight = 80
[[indicators]]
level1 = "满意度指标"
name = "学员满意度"
weight = 10
```

**正例**

```toml
[execution]
weight = 20
[[indicators]]
level1 = "产出指标"
name = "培训人数"
weight = 70
[[indicators]]
level1 = "满意度指标"
name = "学员满意度"
weight = 10
```

**来源** 评分规则的总分；公开表格中有 70+20+10+10 = 110 而印作 100 的（中江县水利局 2022 年度）。
"""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing.case import Case
from perfeval.auditing.checks import WEIGHTS_NEED, lacking, weight_sums, weights_hold
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import add, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.heads import label
from perfeval.rules.words import EXACT
from perfeval.values.terms import Level1


def _by_level(case: Case) -> str:
    """预算执行 20，产出指标 40, …: the points as the table groups them."""
    sums: dict[str, Fraction] = {}
    for line in (*case.lines, *case.left_out):
        goal = line.path.partition(".")[0] if line.path.startswith("goals") else ""
        name = case.evaluation.goals[int(goal[6:-1])].name if goal else line.row.level1
        name = name or "各行"
        sums[name] = sums.get(name, Fraction(0)) + (line.weight or 0)
    for group in case.groups:
        if group.lines and all(line.weight is None for line in group.lines):
            sums[group.lines[0].row.level1 if group.path.startswith("weights") else group.name] = Fraction(
                group.declared
            )
    parts = [f"预算执行 {show(case.execution_weight)}", *(f"{name} {show(points)}" for name, points in sums.items())]
    return "，".join(parts)


@rule(code="W101", name="weights-not-100", severity=Severity.ERROR, clause=("total",))
def weights_not_100(case: Case) -> Iterator[Found | Skip]:
    if why := lacking(WEIGHTS_NEED, case):
        yield Skip("weights", why)
        return
    assert case.points_of_rows is not None
    whole, execution = Fraction(case.profile.total.value), case.execution_weight
    yield from _bonus(case)
    rows, others = case.points_of_rows
    for told in (
        case.short_of_parents(case.lines),
        Fraction(0),
    ):  # rows that differ from the indicator above are told there
        sums = weight_sums(case.profile.not_applicable.value, rows + told, others)
        if weights_hold(EXACT, whole, sums, execution, case.evaluation.execution is None):
            return
    if any(map(case.is_unweighed, case.left_out)) and rows + execution < whole:
        yield Skip("weights", "不适用的行没有印权重，不知道其余分值是不是它的")
        return
    total = max(sums) + execution
    silent = case.profile.not_applicable.value not in ("rescale", "redistribute")
    unjudged = not any(line.is_satisfaction for line in (*case.lines, *case.left_out))
    if silent and unjudged and total + _satisfaction(case) == whole:
        yield Skip("weights", f"没有满意度指标，规则没有说明其 {show(_satisfaction(case))} 分归于何处")
        return
    message = f"权重合计 {show(total)} 分，应为 {show(whole)} 分（{_by_level(case)}）。"
    yield Found("weights", message, expected=show(whole), found=show(total))


def _bonus(case: Case) -> Iterator[Found]:
    """Rows on top of the total, against the points that the profile has for them."""
    for name, points in case.profile.bonus.value.items():
        lines = [line for line in case.lines if label(line.row.level1) == name]
        given = add(line.weight or Fraction(0) for line in lines)
        if given > points:
            yield Found(
                "weights",
                f"“{name}”各行权重合计 {show(given)} 分，评分规则所设的附加分是 {show(Fraction(points))} 分。",
                expected=f"≤{show(Fraction(points))}",
                found=show(given),
                clause=case.profile.bonus.clause,
                rows=tuple(line.path for line in lines),
            )


def _satisfaction(case: Case) -> Fraction:
    """The points that 满意度 would have: as the head prints them, else as the profile says."""
    heads = [Fraction(points) for name, points in case.evaluation.weights if Level1.of(name) is Level1.SATISFACTION]
    return heads[0] if heads else Fraction(case.profile.group_points.value.get(Level1.SATISFACTION, 0))
