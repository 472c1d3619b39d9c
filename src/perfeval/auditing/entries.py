"""目标值与完成值: is the target a figure, the actual value a figure of the same kind, and is nothing else in the cell?

Over 300 lines, because each rule's docstring is its page in docs/audit/; the code alone is under 300.
"""

import re
from collections.abc import Iterator

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank, points, rates, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.auditing.sentences import alike, figures_in, tells_completion
from perfeval.forms.model import NOT_APPLICABLE, QualitativeIndicator
from perfeval.values.figures import percent
from perfeval.values.quantities import Quantity, Target, read_target
from perfeval.values.terms import Level1, Level2

_QUANTIFY = "产出指标须量化（复核检查清单，依据郫财函〔2024〕99号）"
_VAGUE = "“绩效目标设置笼统、缺乏可量化指标”（绩效评价常见问题）"
_COLUMNS = ("form_columns",)


def _filled(cells: tuple[str, ...]) -> list[str]:
    """Cells that say something about the row."""
    return [cell for cell in cells if not blank(cell) and cell.strip() != NOT_APPLICABLE]


def _pairs(line: Line) -> Iterator[tuple[Target | None, Target | None]]:
    """Target and actual value as figures, of the whole row or of each part."""
    row = line.row
    targets, actuals = dict(row.targets), dict(row.actuals)
    for name in dict.fromkeys([*targets, *actuals]) or [""]:
        cells = targets.get(name, row.target), actuals.get(name, row.actual)
        target, actual = (read_target(cell) if cell else None for cell in cells)
        yield target, actual


@rule(code="F501", name="target-not-quantified", severity=Severity.WARNING, clause=(_QUANTIFY,))
def target_not_quantified(case: Case) -> Iterator[Found | Skip]:
    """数量指标或满意度指标的目标值不是数；或者写明是定量指标，目标值却读不出数。

    **查什么** 二级指标是数量指标、或属于满意度的行，目标值是否整格就是“符号＋数字＋单位”。句子里夹着的数（“撰写调研报告 1 篇”）
    不能用来计分，说明里会指出。写明 kind = "quantitative" 的行，目标值读不出数的也报。

    **为什么** 数量要数得出来，满意度要量得出来；文字目标只能凭判断给分。

    **例外** 质量、时效、效益等指标可以是定性的，不报（本项目的理解）。

    **反例**

    ```toml
    [[indicators]]
    level1 = "产出指标"
    level2 = "数量指标"
    name = "调查研究"
    target = "开展调查研究，撰写调研报告 1 篇"
    ```

    **正例**

    ```toml
    [[indicators]]
    level1 = "产出指标"
    level2 = "数量指标"
    name = "调研报告"
    target = "≥1篇"
    ```

    **来源** 复核检查清单：每项产出指标须量化；“绩效目标设置笼统、缺乏可量化指标”是常见问题。江岸区 2023 年度两张表都有。
    """
    for line in case.lines:
        prose = [cell for cell in _filled(line.targets) if read_target(cell) is None]
        if not prose:
            continue
        clause = ""
        if line.is_quantitative:
            what, clause = "写明是定量指标，目标值却读不出数", case.profile.form_columns.clause
        elif line.level2 is Level2.QUANTITY:
            what = "数量指标的目标值不是数"
        elif line.is_satisfaction:
            what, clause = "满意度指标的目标值不是数", _VAGUE
        else:
            continue
        inside = dict.fromkeys(str(figure) for cell in prose for figure in figures_in(cell))
        told = f"；句中的“{'、'.join(inside)}”应单独写成带符号的目标值" if inside else ""
        yield Found(line.path, f"{what}{told}。", expected="符号＋数字＋单位", found=prose[0], clause=clause)


@rule(code="F502", name="direction-unstated", severity=Severity.WARNING, clause=("forward_rule",))
def direction_unstated(case: Case) -> Iterator[Found | Skip]:
    """目标值没有写明方向（≥ 或 ≤），而方向决定得分。

    **查什么** 目标值没有符号的行，按正向计与所印得分不符、按反向计正好相符；或者目标值是 0 而完成值大于 0，
    分不清是达到还是超过。完成值与目标值不同、又没有得分可以对照的，只作提示。

    **为什么** “3%”是至少 3% 还是不超过 3%，得分可以差一整行。得分只符合反向的行只报这一条，得分、是否完成都等写明方向后再说。

    **例外** 按正向计已与所印得分相符的，不报（没有符号按正向计，是文件的约定）。

    **反例** 0.4 → 0.1，按正向得 2.5 分，按反向得满分：

    ```toml
    [[indicators]]
    name = "成灾率"
    target = "0.4"
    actual = "0.1"
    weight = 10
    published_score = 10
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "成灾率"
    target = "≤0.4"
    actual = "0.1"
    weight = 10
    published_score = 10
    ```

    **来源** 湖北式表备注2 以 ≥X、≤X 定方向；反例见重庆市梁平区林业局 2022 年度表。
    """
    for line in case.lines:
        target, actual = line.row.target, line.row.actual
        if line.misread:
            score = "" if line.result.score is None else f"得 {show(line.result.score)} 分"
            told = f"目标值“{target}”没有写明方向：完成“{actual}”，按正向计{score}，按反向计才是所印的 {line.row.published_score} 分。"
            yield Found(line.path, told, expected="≥ 或 ≤", found=target or "")
        elif line.result.code == "zero-target-unsigned" and getattr(line.row, "is_unsigned", False):
            yield Found(line.path, f"{line.result.reason}。", expected="≥ 或 ≤", found=target or "")
        elif _is_open(line):
            told = f"目标值“{target}”没有写明方向，完成“{actual}”，也没有得分可以对照，这里按正向看。"
            yield Found(line.path, told, expected="≥ 或 ≤", found=target or "", severity=Severity.NOTE)


def _is_open(line: Line) -> bool:
    """Whether an unsigned target and another actual value stand without a score that tells the direction."""
    reading = line.reading
    if not getattr(line.row, "is_unsigned", False) or reading is None or line.is_met is None:
        return False
    scored = line.printed is not None and line.result.score is not None
    return reading.target != reading.actual and not scored


@rule(code="F503", name="target-actual-different-measure", severity=Severity.WARNING, clause=_COLUMNS)
def target_actual_different_measure(case: Case) -> Iterator[Found | Skip]:
    """目标值与完成值说的不是一种量。

    **查什么**

    - 定量行：两者的单位不能换算（个与次、件与%）；
    - 定性行：目标值的句子里有数，完成值里的数没有一个与它是同一种单位（354 件 → 满意率 100%）；
    - 定性行：目标值是短语，完成值只是一个百分数（充分 → 100%）。

    **为什么** 答非所问的完成值不能说明目标完成了。

    **例外** 以完成率、拨付率、办结率等百分数回答数量或“完成”的，不报（本项目的理解）。

    **反例**

    ```toml
    [[indicators]]
    name = "建议提案办理"
    target = "办理完成区人大政协提案 354 件"
    actual = "满意和基本满意率达 100%"
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "建议提案办理"
    target = "办理完成区人大政协提案 354 件"
    actual = "办理完成 354 件"
    ```

    **来源** 江岸区人民政府办公室 2023 年度整体表、苏州市财政局 2021 年度表。
    """
    for line in case.lines:
        if line.is_quantitative:
            for target, actual in _pairs(line):
                if target and actual and _differ(target.quantity, actual.quantity):
                    told = f"目标值的单位是“{target.quantity.unit}”，完成值的单位是“{actual.quantity.unit}”，两者不能换算。"
                    yield Found(line.path, told, expected=target.quantity.unit, found=actual.quantity.unit)
                    break
            continue
        target_text, actual_text = line.row.target or "", line.row.actual or ""
        if blank(target_text) or blank(actual_text):
            continue
        asked, answered = figures_in(target_text), figures_in(actual_text)
        if not answered or tells_completion(actual_text):
            continue
        if asked and not any(alike(one, other) for one in asked for other in answered):
            told = f"目标值说的是“{asked[0]}”，完成值说的是“{answered[0]}”，不是一种量。"
            yield Found(line.path, told, expected=asked[0].unit, found=answered[0].unit)
        elif not asked and _is_word(target_text) and (figure := read_target(actual_text)) and figure.quantity.is_share:
            told = f"目标值是“{target_text}”，完成值是百分数“{actual_text}”，不是一种量。"
            yield Found(line.path, told, expected=target_text, found=actual_text)


def _differ(target: Quantity, actual: Quantity) -> bool:
    return bool(target.unit and actual.unit) and not alike(target, actual)


def _is_word(text: str) -> bool:
    """A wording that a percentage does not answer."""
    return not re.search(r"[0-9一二三四五六七八九十]|完成|全覆盖|到位|足额|全部|全面", text)


@rule(code="F504", name="actual-repeats-sign", severity=Severity.WARNING, clause=_COLUMNS)
def actual_repeats_sign(case: Case) -> Iterator[Found | Skip]:
    """完成值带着 ≥、≤、= 等符号，是一个界限，不是实际完成的数。

    **查什么** 完成值一栏是否写成“符号＋数字”，包括“15%及其以下”“98%以上”。

    **为什么** 完成值多半是把目标值照抄一遍，实际完成多少看不出来，得分也无从核对。

    **反例**

    ```toml
    [[indicators]]
    name = "水标尺长度"
    target = "≥266米"
    actual = "≥266米"
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "水标尺长度"
    target = "≥266米"
    actual = "271米"
    ```

    **来源** 中江县水利局 2022 年度表、长江禁捕项目 2020 年度表。
    """
    for line in case.lines:
        cells = [cell for cell in _filled(line.actuals) if (figure := read_target(cell)) and figure.sign]
        if cells:
            told = "完成值带着符号，是一个界限，不是实际完成的数。"
            yield Found(line.path, told, expected="实际完成的数", found=cells[0])


@rule(code="F505", name="actual-not-a-figure", severity=Severity.WARNING, clause=_COLUMNS)
def actual_not_a_figure(case: Case) -> Iterator[Found | Skip]:
    """目标值有数，完成值没有。

    **查什么** 定量行的完成值读不出数；定性行的目标值句子里有数（“至少 20 次”），而完成值里一个数也没有，也没有写评判档次。

    **为什么** 有数的目标要用数回答，“保障会议顺利召开”没有说开了几次。

    **例外** 年份、日期、序号、文件名中的数不算数。

    **反例**

    ```toml
    [[indicators]]
    name = "政府常务会议"
    target = "≥20次"
    actual = "顺利召开"
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "政府常务会议"
    target = "≥20次"
    actual = "23次"
    ```

    **来源** 填报系统要求定量完成值必须是数；江岸区人民政府办公室 2023 年度整体表。
    """
    for line in case.lines:
        if line.is_quantitative:
            prose = [cell for cell in _filled(line.actuals) if read_target(cell) is None]
            if prose:
                told = f"目标值是数，完成值“{prose[0]}”读不出数。"
                yield Found(line.path, told, expected="数字＋单位", found=prose[0])
            continue
        target, actual = line.row.target or "", line.row.actual or ""
        if blank(actual) or line.has_own_method or _is_judged(line, case):
            continue
        asked = figures_in(target)
        if asked and not figures_in(actual) and read_target(actual) is None:
            told = f"目标值说“{asked[0]}”，完成值里没有数，看不出完成了多少。"
            yield Found(line.path, told, expected=str(asked[0]), found=actual)


def _is_judged(line: Line, case: Case) -> bool:
    """Whether the row says its attainment."""
    row = line.row
    if not isinstance(row, QualitativeIndicator):
        return False
    return not blank(row.attainment) or bool(row.attainments) or case.profile.band(row.actual or "") is not None


@rule(
    code="F506", name="unit-missing", severity=Severity.NOTE, clause=("计量单位为必录项（预算绩效管理系统填报校验）",)
)
def unit_missing(case: Case) -> Iterator[Found | Skip]:
    """目标值或完成值没有写单位。

    **查什么** 定量行的目标值、完成值是否都有单位。完成值没有单位的，按目标值的单位计分；但目标值是百分数、完成值是 0 到 1 之间
    的数时，可能是 0.95% 也可能是 95%，得分不能确定；目标值没有单位而完成值有的，也不能确定；这两种作为警告。

    **为什么** 计量单位是必填项，“50”可以是人也可以是人次。

    **反例**

    ```toml
    [[indicators]]
    name = "培训人数"
    target = "≥50人"
    actual = "50"
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "培训人数"
    target = "≥50人"
    actual = "50人"
    ```

    **来源** 填报系统“计量单位为必录项”；池州市贵池区棠溪镇 2022 年度表。
    """
    for line in case.lines:
        if not line.is_quantitative:
            continue
        for target, actual in _pairs(line):
            if target and (fault := _unit_fault(line.path, target.quantity, actual.quantity if actual else None)):
                yield fault
                break


def _unit_fault(path: str, target: Quantity, actual: Quantity | None) -> Found | None:
    if not target.unit and actual and actual.unit:
        told = f"目标值“{target}”没有单位，完成值“{actual}”有，不能比较。"
        return Found(path, told, expected=actual.unit, found=f"{target}", severity=Severity.WARNING)
    if not target.unit:
        told = "目标值没有单位。" if actual is None else "目标值和完成值都没有单位。"
        return Found(path, told, found=f"{target}")
    if actual is None or actual.unit:
        return None
    if target.is_share and 0 < actual.value <= 1 and target.to("%") > 1:
        told = f"完成值“{actual}”没有百分号：可能是 {show(actual.value)}%，也可能是 {percent(actual.value)}，得分不能确定。"
        return Found(path, told, expected=target.unit, found=f"{actual}", severity=Severity.WARNING)
    return Found(path, "完成值没有单位，按目标值的单位计。", expected=target.unit, found=f"{actual}")


_MAY_EXCEED = re.compile(
    r"增|提高|提升|上升|增幅|涨|超额|同比|环比|倍|降|减|完成(?:率|比例|程度|进度|情况)|执行率|收入|回收|投入产出|利润"
)


@rule(code="F507", name="percentage-above-100", severity=Severity.NOTE, clause=("百分数不超过 100%（申报表核对工具）",))
def percentage_above_100(case: Case) -> Iterator[Found | Skip]:
    """百分数超过 100%。

    **查什么** 定量行的目标值、完成值以百分数计而超过 100%。

    **为什么** 合格率、覆盖率、满意度等不会超过 100%，超过多半是抄错或口径不对。

    **例外** 增长率、完成率等可以超过 100%，名称或目标值里有这类字样的不报（本项目的理解）。

    **反例**

    ```toml
    [[indicators]]
    name = "验收合格率"
    target = "≥98%"
    actual = "105%"
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "任务完成率"
    target = "≥98%"
    actual = "105%"
    ```

    **来源** 自评表核对工具都查这一项。
    """
    for line in case.lines:
        if not line.is_quantitative or _MAY_EXCEED.search(line.row.name + (line.row.target or "")):
            continue
        for target, actual in _pairs(line):
            over = [f.quantity for f in (target, actual) if f and f.quantity.is_share and f.quantity.to("%") > 100]
            if over:
                yield Found(line.path, f"“{over[0]}”超过 100%，请核对。", expected="≤100%", found=f"{over[0]}")
                break


@rule(code="F508", name="figure-unreadable", severity=Severity.WARNING, clause=_COLUMNS)
def figure_unreadable(case: Case) -> Iterator[Found | Skip]:
    """所印的得分、执行率、总分或档内比例读不出数。

    **查什么** 应当是数的各格（得分、执行率、总分、定性的比例）写的是不是数。空格、“/”、“-”是没有填，不报。

    **为什么** 读不出的数不能核对，写“满分”“优秀”也不能相加。

    **反例**

    ```toml
    [[indicators]]
    name = "培训人数"
    weight = 10
    published_score = "满分"
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "培训人数"
    weight = 10
    published_score = "10"
    ```

    **来源** 本项目的理解：文件里的文字不妨碍读取，读不出的在这里说明。
    """
    execution, published = case.execution, case.evaluation.published
    cells: list[tuple[str, str, str | None, bool]] = [
        ("execution", "执行率", execution.published_rate, bool(rates(execution.published_rate))),
        ("execution", "得分", execution.published_score, points(execution.published_score) is not None),
        ("published", "总分", published.total, points(published.total) is not None),
    ]
    for i, fund in enumerate(execution.funds):
        cells.append((f"execution.funds[{i}]", "执行率", fund.published_rate, bool(rates(fund.published_rate))))
    for line in (*case.lines, *case.left_out):
        cells.append((line.path, "得分", line.row.published_score, line.printed is not None))
        cells += [(line.path, "档内比例", cell, bool(rates(cell))) for cell in _rates_of(line)]
    for path, what, cell, readable in cells:
        if not blank(cell) and not readable:
            yield Found(path, f"{what}“{cell}”读不出数。", expected="数字", found=cell or "")


def _rates_of(line: Line) -> Iterator[str]:
    return line.cells("rate", "rates") if isinstance(line.row, QualitativeIndicator) else iter(())


@rule(code="F509", name="scored-without-actual", severity=Severity.WARNING, clause=_COLUMNS)
def scored_without_actual(case: Case) -> Iterator[Found | Skip]:
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
    for line in case.lines:
        if line.has_own_method:
            yield Skip(line.path, "本行写有自己的计分方法")
        elif line.printed and line.printed.value > 0 and not _filled(line.actuals) and not _is_judged(line, case):
            what = "完成值是空的" if _filled(line.targets) else "目标值和完成值都是空的"
            told = f"{what}，却得 {show(line.printed.value)} 分。"
            yield Found(line.path, told, expected="实际完成值", found=line.row.published_score or "")


@rule(
    code="F510",
    name="cost-with-floor",
    severity=Severity.WARNING,
    clause=("成本指标不应以“≥”为目标（申报表核对工具）",),
)
def cost_with_floor(case: Case) -> Iterator[Found | Skip]:
    """成本指标的目标值写成了“≥金额”。

    **查什么** 一级或二级指标是成本指标、目标值以金额计的行，符号是否为 ≥ 或 >。

    **为什么** 成本是控制数，不超过才算完成；写成 ≥，花得越多得分越高。

    **反例**

    ```toml
    [[indicators]]
    level1 = "产出指标"
    level2 = "成本指标"
    name = "总成本"
    target = "≥90万元"
    ```

    **正例**

    ```toml
    [[indicators]]
    level1 = "产出指标"
    level2 = "成本指标"
    name = "总成本"
    target = "≤90万元"
    ```

    **来源** 申报和自评表的核对工具都查这一项。
    """
    costs = (Level2.COST, Level2.ECONOMIC_COST, Level2.SOCIAL_COST, Level2.ECOLOGICAL_COST)
    for line in case.lines:
        if line.level1 is not Level1.COST and line.level2 not in costs:
            continue
        for target, _ in _pairs(line):
            if target and target.sign.startswith(">") and "元" in target.quantity.unit:
                told = f"成本指标的目标值是“{target.quantity}”，花得越多得分越高，应写成“≤”。"
                yield Found(line.path, told, expected="≤", found=f"{target.quantity}")
                break


_PLACEHOLDER = re.compile(r"[*＊]{2,}|[xX×]{2,}|[○〇]{2,}|_{3,}")


@rule(
    code="F511",
    name="placeholder-left",
    severity=Severity.WARNING,
    clause=("表样中的占位符应当填实（申报表核对工具）",),
)
def placeholder_left(case: Case) -> Iterator[Found | Skip]:
    """目标值或完成值里留着表样的占位符。

    **查什么** 目标值、完成值里有没有“**”“XX”“××”“○○”之类没有填实的记号。

    **为什么** 照抄表样而没有填，等于没有目标。

    **反例**

    ```toml
    [[indicators]]
    name = "购置数量"
    target = "≥XX台"
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "购置数量"
    target = "≥12台"
    ```

    **来源** 申报和自评表的核对工具都查这一项。
    """
    for line in case.lines:
        for cell in (*line.targets, *line.actuals):
            if match := _PLACEHOLDER.search(cell):
                yield Found(line.path, f"“{cell}”里留着占位符“{match[0]}”，没有填实。", found=cell)
                break


_READINGS = ("strict-boundary", "zero-target", "equal-exceeded")


@rule(code="F512", name="scored-by-our-reading", severity=Severity.NOTE, clause=("forward_rule",))
def scored_by_our_reading(case: Case) -> Iterator[Found | Skip]:
    """评分规则没有说怎样计，得分用的是本项目的理解。

    **查什么** 三种情形：目标值写“大于”“小于”而完成值恰好等于它；目标值是 0；目标值写“=”而完成值超过它。

    **为什么** 这些行的得分换一种理解就不同，复核的人应当知道。

    **反例**

    ```toml
    [[indicators]]
    name = "响应时间"
    target = "<5分钟"
    actual = "5分钟"
    weight = 10
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "响应时间"
    target = "≤5分钟"
    actual = "5分钟"
    weight = 10
    ```

    **来源** 没有来源规定；评分规则的说明里写着取哪一种。
    """
    for line in case.lines:
        for note in line.result.notes:
            if note.code in _READINGS:
                yield Found(line.path, note.text, clause=line.result.clause)
