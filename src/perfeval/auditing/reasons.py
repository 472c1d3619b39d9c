"""原因说明: is what was missed, or overshot, explained?"""

import re
from collections.abc import Iterator

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.model import QualitativeIndicator, QuantitativeIndicator
from perfeval.scoring.engine import deviations
from perfeval.scoring.wording import far
from perfeval.values.figures import percent

_DUTY = ("偏离说明", "逐条分析", "对未完成绩效目标或偏离绩效目标较大的项目要分析并说明原因（临河区 2023 年通知）")
"""The clause of a profile that asks for reasons, the first that it has; under others the notice is quoted by its name."""
_NOTHING = re.compile(
    r"(?:无|没有|不存在|未出现|不适用)(?:偏差|偏离|原因|说明)?|.*(?:无|没有|不存在|未出现)(?:较大|明显)?(?:偏差|偏离)"
)


def explains(text: str) -> bool:
    """Whether a cell gives a reason; 无, /, 无偏差 do not.

    >>> explains("目标已完成，无偏差。"), explains("受汛期影响，两场培训推迟到次年。")
    (False, True)
    """
    words = "".join(text.split()).strip("。.；;，,！!")
    return not blank(words) and not _NOTHING.fullmatch(words)


def _overshoots(line: Line, case: Case) -> tuple[str, str] | None:
    """How far a row that reached its target is beyond the profile's bound, in words; None where it is not."""
    row, reading = line.row, line.reading
    if not isinstance(row, QuantitativeIndicator) or not reading or not line.is_met:
        return None
    assert reading.target is not None
    assert reading.actual is not None
    operands = (row.resolved_direction, reading.target, reading.actual, case.profile)
    return far("over-achieved", *operands) if "over-achieved" in deviations(*operands) else None


def _missed(line: Line, case: Case) -> str:
    """How a row missed its target, in words; empty where it did not, or where nobody can tell."""
    if line.misread or (line.has_own_method and not line.is_quantitative):
        return ""
    if line.is_quantitative:
        if line.is_met is False:
            target, actual = line.result.target or line.row.target, line.result.actual or line.row.actual
            return f"目标值“{target}”，完成“{actual}”，没有达到"
        return ""
    row, bands = line.row, case.profile.judged_bands.value
    if not bands or not isinstance(row, QualitativeIndicator):
        return ""
    first = bands[0]
    label = row.attainment if not blank(row.attainment) else row.actual
    band = case.profile.band(label or "")
    if band is not None:
        return "" if band is first else f"评为“{band.label}”"
    if line.printed is not None and line.weight and line.printed.value < first.low * line.weight:
        return f"得分 {show(line.printed.value)} 分，不到权重 {show(line.weight)} 分的 {percent(first.low)}"
    return ""


@rule(code="R601", name="reason-missing", severity=Severity.WARNING, clause=_DUTY)
def reason_missing(case: Case) -> Iterator[Found | Skip]:
    """没有完成目标或偏离较大，却没有说明原因。

    **查什么** 定量行没有达到目标值；定性行评为部分达成或未达成，或者没有评判档次而得分低于第一档；达到目标但超过评分规则的界限
    （如 130%）；预算执行率低于评分规则要求说明的数。这些行的原因一栏和表末的“偏差大或目标未完成原因分析”都没有内容，
    或只写“无”“无偏差”的，报告。

    **为什么** 未完成和偏离较大的，要分析并说明原因。

    **例外** 表末写了原因的，视为说明了全表（本项目的理解：湖北式表没有逐行的原因栏）。没有写明方向的行见 `direction-unstated`。

    **反例**

    ```toml
    [[indicators]]
    name = "科普活动"
    target = "≥10场"
    actual = "9场"
    weight = 10
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "科普活动"
    target = "≥10场"
    actual = "9场"
    weight = 10
    reason = "受疫情影响取消一场。"
    ```

    **来源** 临河区 2023 年通知（评分规则自己没有要求说明原因的，引这份通知）；“指标未达成满分，但未填写偏差原因”、“扣分处必须有问题说明”是复核的常项。
    """
    if explains(case.evaluation.remarks.deviation):
        return
    below, rate = case.profile.execution_explain_below.value, case.card.execution.rate
    if below is None:
        yield Skip("execution", f"评分规则“{case.profile.id}”没有规定执行率低于多少须说明原因")
    elif rate is None:
        yield Skip("execution", "没有执行率")
    elif rate < below:
        yield Found(
            "execution",
            f"执行率 {percent(rate)}，低于 {percent(below)}，没有说明原因。",
            expected="原因",
            clause=case.profile.execution_explain_below.clause,
        )
    for line in case.lines:
        if explains(line.row.reason):
            continue
        if missed := _missed(line, case):
            yield Found(line.path, f"{missed}，没有说明原因。", expected="原因")
        elif over := _overshoots(line, case):
            clause = case.profile.explain_over.clause
            yield Found(line.path, f"{over[0]}，没有说明原因。", expected="原因", clause=clause)


@rule(code="R602", name="over-achieved", severity=Severity.NOTE, clause=("explain_over",))
def over_achieved(case: Case) -> Iterator[Found | Skip]:
    """完成情况大大超过目标，目标值可能定低了。

    **查什么** 正向行的 B/A、反向行的 A/B 是否超过评分规则的界限（如 130%）。只看好的方向：反向指标超支属于没有完成。

    **为什么** 年初目标值明显偏低的，应当调减得分；调多少没有来源规定，只请复核的人看一看。是否说明了原因由 `reason-missing` 查。

    **例外** 评分规则没有规定界限的不查。没有比例的不算超额（本项目的理解）：反向行完成 0（`≤13起`，一起也没有发生），A/B 是无穷大，
    做到了最好，说不上目标定低了多少；目标值为 0 的，只在评分规则另有规定的数时查。

    **反例**

    ```toml
    profile = "mof-2020"
    [[indicators]]
    name = "毛发检测试剂"
    target = "≥2400份"
    actual = "3200份"
    weight = 12
    ```

    **正例**

    ```toml
    profile = "mof-2020"
    [[indicators]]
    name = "毛发检测试剂"
    target = "≥2400份"
    actual = "2900份"
    weight = 12
    ```

    **来源** 郫都区 2025 年度通知（据摘要）；财预〔2020〕10号（据转述）。
    """
    bound = case.profile.explain_over.value
    if bound is None:
        yield Skip("indicators", f"评分规则“{case.profile.id}”没有规定超额多少须说明原因")
        return
    for line in case.lines:
        if over := _overshoots(line, case):
            below = "<" if case.profile.explain_ends.value == "from" else "≤"
            told, found = over
            yield Found(line.path, f"{told}，目标值可能定低了。", expected=f"{below}{percent(bound)}", found=found)


@rule(
    code="R603",
    name="reason-without-shortfall",
    severity=Severity.NOTE,
    clause=("满分但仍填写偏差原因的，提示矛盾（自评表核对工具）",),
)
def reason_without_shortfall(case: Case) -> Iterator[Found | Skip]:
    """达到目标、得了满分、也没有大幅超额，却填了偏差原因。

    **查什么** 定量行达到目标而未超过评分规则的界限、所印得分等于权重，而该行的原因一栏有内容（“无”“无偏差”不算）。

    **为什么** 有偏差就不该是满分，没有偏差就没有原因可说，两者有一个填错了。

    **反例**

    ```toml
    [[indicators]]
    name = "科普活动"
    target = "≥10场"
    actual = "10场"
    weight = 10
    published_score = 10
    reason = "受疫情影响取消一场。"
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "科普活动"
    target = "≥10场"
    actual = "10场"
    weight = 10
    published_score = 10
    reason = "无"
    ```

    **来源** 一种在用的自评表核对工具。
    """
    for line in case.lines:
        full = line.printed is not None and line.printed.value == line.weight
        if line.is_met and full and explains(line.row.reason) and not _overshoots(line, case):
            told = f"达到目标、得满分，却填了偏差原因“{line.row.reason}”。"
            yield Found(line.path, told, found=line.row.reason)
