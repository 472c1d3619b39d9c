"""表的构成: rows that stand twice, levels that nobody knows, groups that are not there."""

import re
from collections.abc import Iterator

from perfeval.auditing.case import Case, label
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.figures import is_blank
from perfeval.values.quantities import read_quantity, read_target
from perfeval.values.terms import Level1, Level2
from perfeval.values.units import is_share


@rule(code="T701", name="duplicate-indicator", severity=Severity.ERROR, clause=("同一指标不重复设置（本项目的理解）",))
def duplicate_indicator(case: Case) -> Iterator[Found | Skip]:
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
    first: dict[tuple[str, ...], str] = {}
    for line in case.lines:
        row = line.row
        goal = line.path.rpartition("indicators")[0]
        cells = (goal, row.level1, row.level2, row.name, *line.targets)
        key = tuple("".join(cell.split()) for cell in cells)
        if key in first:
            told = f"与 {first[key]} 的各级指标和目标值都相同，计了两次。"
            yield Found(line.path, told, rows=(first[key], line.path))
        else:
            first[key] = line.path


@rule(code="T702", name="level-unknown", severity=Severity.WARNING, clause=("group_points",))
def level_unknown(case: Case) -> Iterator[Found | Skip]:
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
    known = {label(name) for name in (*case.profile.group_points.value, *case.profile.bonus.value)}
    rows: dict[tuple[str, str], list[str]] = {}
    for line in case.lines:
        if not blank(line.row.level1) and line.level1 is None and label(line.row.level1) not in known:
            rows.setdefault(("一级指标", line.row.level1), []).append(line.path)
        if not blank(line.row.level2) and line.level2 is None:
            rows.setdefault(("二级指标", line.row.level2), []).append(line.path)
    for (level, name), paths in rows.items():
        allowed = "、".join(Level1 if level == "一级指标" else Level2)
        told = f"{level}“{name}”不是规定的名称（{len(paths)} 行）。"
        yield Found(paths[0], told, expected=allowed, found=name, rows=tuple(paths))


@rule(code="T703", name="satisfaction-missing", severity=Severity.WARNING, clause=("satisfaction",))
def satisfaction_missing(case: Case) -> Iterator[Found | Skip]:
    """没有满意度指标。

    **查什么** 全表有没有一级或二级指标为满意度的行（标明不适用的也算有）。评分规则允许不评的，作为提示；规定必评的，作为警告。
    节选的表、各行都没有写级别的表不查。

    **为什么** 允许不评满意度的规则，没有说它的分值归于何处；规定必评的，缺了就是不全。

    **反例**

    ```toml
    [[indicators]]
    level1 = "产出指标"
    name = "培训人数"
    target = "≥50人"
    ```

    **正例**

    ```toml
    [[indicators]]
    level1 = "满意度指标"
    name = "学员满意度"
    target = "≥90%"
    ```

    **来源** 湖北式表备注4“满意度指标暂可不作为必评指标”；天长市 2022 年度表注列满意度 10 分。
    """
    lines = (*case.lines, *case.left_out)
    if case.evaluation.partial or all(is_blank(line.row.level1) and is_blank(line.row.level2) for line in lines):
        reason = "文件是节选，缺少部分指标行" if case.evaluation.partial else "各行都没有写级别"
        yield Skip("indicators", reason)
        return
    if any(line.is_satisfaction for line in lines):
        return
    if case.profile.satisfaction.value == "unstated":
        yield Skip("indicators", f"评分规则“{case.profile.id}”没有说满意度是否必评")
        return
    optional = case.profile.satisfaction.value == "optional"
    told = "没有满意度指标。" + ("规则允许不评，但没有说明其分值归于何处。" if optional else "规则规定必评。")
    yield Found("indicators", told, expected=Level1.SATISFACTION, severity=Severity.NOTE if optional else None)


@rule(code="T704", name="group-missing", severity=Severity.WARNING, clause=("group_points",))
def group_missing(case: Case) -> Iterator[Found | Skip]:
    """缺少评分规则列出的一级指标（满意度除外）。

    **查什么** 评分规则列有分值的一级指标（产出、效益），全表有没有属于它的行。节选的表、各行都没有写一级指标的表不查。

    **为什么** 只有产出没有效益，说明不了钱花得值不值。

    **反例**

    ```toml
    [[indicators]]
    level1 = "产出指标"
    name = "培训人数"
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

    **来源** 评分规则的一级指标分值；一级指标齐全是自评表核对工具和复核检查清单的一项。
    """
    lines = (*case.lines, *case.left_out)
    if case.evaluation.partial or all(is_blank(line.row.level1) for line in lines):
        yield Skip("indicators", "文件是节选，缺少部分指标行" if case.evaluation.partial else "各行都没有写一级指标")
        return
    here = {label(line.row.level1) for line in lines}
    for name, points in case.profile.group_points.value.items():
        if label(name) not in here and Level1.of(name) is not Level1.SATISFACTION:
            yield Found("indicators", f"没有{name}（规则列 {show(points)} 分）。", expected=name)


_NOT_A_COUNT = re.compile(r"分|级|档|星")


@rule(
    code="T705",
    name="satisfaction-not-measured",
    severity=Severity.WARNING,
    clause=("满意度指标应反映服务对象的满意程度（本项目的理解）",),
)
def satisfaction_not_measured(case: Case) -> Iterator[Found | Skip]:
    """列为满意度的指标，量的不是满意程度。

    **查什么** 满意度下的定量行，目标值是个数、次数、金额等，而不是百分数或评分。

    **为什么** 把“事件发生数 0 起”列为满意度，等于没有做满意度调查。

    **反例**

    ```toml
    [[indicators]]
    level1 = "满意度指标"
    level2 = "服务对象满意度指标"
    name = "安全事件发生数"
    target = "0起"
    ```

    **正例**

    ```toml
    [[indicators]]
    level1 = "满意度指标"
    level2 = "服务对象满意度指标"
    name = "服务对象满意度"
    target = "≥90%"
    ```

    **来源** 衡山县 2020 年度县级专项资金表。
    """
    for line in case.lines:
        if not line.is_satisfaction or not line.is_quantitative:
            continue
        units = [target.quantity.unit for cell in line.targets if (target := read_target(cell))]
        odd = [unit for unit in units if unit and not is_share(unit) and not _NOT_A_COUNT.search(unit)]
        if odd:
            told = f"列为满意度，目标值却以“{odd[0]}”计，量的不是满意程度。"
            yield Found(line.path, told, expected="%", found=odd[0])


@rule(
    code="T706",
    name="goal-is-a-figure",
    severity=Severity.WARNING,
    clause=("年度总体目标应当说明要做什么（本项目的理解）",),
)
def goal_is_a_figure(case: Case) -> Iterator[Found | Skip]:
    """年度总体目标只写了一个数。

    **查什么** 项目表的年度总体目标是不是只有一个数。

    **为什么** “43.2”看不出要做什么。

    **反例**

    ```toml
    [project]
    name = "教学设备"
    goal = "43.2"
    ```

    **正例**

    ```toml
    [project]
    name = "教学设备"
    goal = "购置实训设备 12 台，满足三个专业的实训。"
    ```

    **来源** 廊坊市食品工程学校 2019 年度表。
    """
    project = case.evaluation.project
    if project is None or blank(project.goal):
        yield Skip("project", "没有填年度总体目标")
    elif read_quantity(project.goal):
        yield Found("project", f"年度总体目标只写了“{project.goal}”，看不出要做什么。", found=project.goal)
