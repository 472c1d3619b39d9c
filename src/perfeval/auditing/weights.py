"""权重: do the points that the table declares add up?"""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing.case import Case, Line, label
from perfeval.auditing.checks import weight_sums, weights_hold
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import add, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.scoring.engine import EXACT
from perfeval.values.terms import Level1


def _named(lines: tuple[Line, ...] | list[Line]) -> str:
    """The first rows by name, for a reason."""
    names = [line.row.name for line in lines]
    return "、".join(names[:3]) + (f"等 {len(names)} 行" if len(names) > 3 else "")


def _by_level(case: Case) -> str:
    """预算执行 20，产出指标 40, …: the points as the table groups them."""
    sums: dict[str, Fraction] = {}
    for line in (*case.lines, *case.left_out):
        goal = line.path.partition(".")[0] if line.path.startswith("goals") else ""
        name = case.evaluation.goals[int(goal[6:-1])].name if goal else line.row.level1
        name = name or "各行"
        sums[name] = sums.get(name, Fraction(0)) + (line.weight or 0)
    parts = [f"预算执行 {show(case.execution_weight)}", *(f"{name} {show(points)}" for name, points in sums.items())]
    return "，".join(parts)


@rule(code="W101", name="weights-not-100", severity=Severity.ERROR, clause=("total",))
def weights_not_100(case: Case) -> Iterator[Found | Skip]:
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
    if case.evaluation.partial:
        yield Skip("weights", "文件是节选，缺少部分指标行")
        return
    if not case.lines:
        yield Skip("weights", "没有指标行")
        return
    missing = [line for line in case.lines if line.weight is None]
    if missing:
        yield Skip("weights", f"有的行没有权重：{_named(missing)}")
        return
    if case.card.execution.weight is None:
        yield Skip("weights", "评分规则没有说预算执行的分值，表上也没有印")
        return
    whole, execution = Fraction(case.profile.total.value), case.execution_weight
    yield from _bonus(case)
    rows, others = (
        add(line.weight or Fraction(0) for line in lines if not line.is_bonus(case.profile))
        for lines in (case.lines, case.left_out)
    )
    sums = weight_sums(case.profile.not_applicable.value, rows, others)
    if weights_hold(EXACT, whole, sums, execution, case.evaluation.execution is None):
        return
    if any(line.weight is None for line in case.left_out) and rows + execution < whole:
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


@rule(code="W102", name="group-weight-mismatch", severity=Severity.ERROR, clause=("group_points",))
def group_weight_mismatch(case: Case) -> Iterator[Found | Skip]:
    """一级指标（或年度目标）表头所印分值与其下各行权重之和不符。

    **查什么** 表头的分值与它下面各行权重的合计比较；分年度目标的表，查每个目标。两边都是印出来的准确数，没有误差余地。
    不适用的行，算上或不算它的权重，有一种相符即可。

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
    if case.evaluation.partial:
        yield Skip("weights", "文件是节选，缺少部分指标行")
        return
    if not case.groups:
        yield Skip("weights", "没有印一级指标或年度目标的分值")
    for group in case.groups:
        missing = [line for line in group.lines if line.weight is None]
        if missing:
            yield Skip(group.path, f"有的行没有权重：{_named(missing)}")
            continue
        here = [line.weight or Fraction(0) for line in group.lines if line.applies]
        total = add(line.weight or Fraction(0) for line in group.lines)
        if Fraction(group.declared) in (total, add(here)):
            continue
        what = f"各行权重合计 {show(total)} 分" if group.lines else "下面没有指标行"
        yield Found(
            group.path,
            f"“{group.name}”印 {show(group.declared)} 分，{what}。",
            expected=show(group.declared),
            found=show(total),
            rows=tuple(line.path for line in group.lines),
        )


@rule(code="W103", name="weight-missing", severity=Severity.WARNING, clause=("forward_rule",))
def weight_missing(case: Case) -> Iterator[Found | Skip]:
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
    for line in case.lines:
        if line.weight is None:
            yield Found(line.path, "没有权重（分值），得分无从核对。")


@rule(
    code="W104",
    name="weight-zero",
    severity=Severity.WARNING,
    clause=("分值须大于 0（预算绩效管理系统填报校验）",),
)
def weight_zero(case: Case) -> Iterator[Found | Skip]:
    """指标行的权重是 0。

    **查什么** 权重印作 0 的行。

    **为什么** 0 分的指标完成与否都不影响得分，等于没有考核。

    **反例**

    ```toml
    [[indicators]]
    name = "培训人数"
    weight = 0
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "培训人数"
    weight = 5
    ```

    **来源** 在用的预算绩效管理系统要求各级分值大于 0。
    """
    for line in case.lines:
        if line.weight == 0:
            yield Found(line.path, "权重是 0 分，完成与否都不影响得分。", expected="大于 0", found="0")
