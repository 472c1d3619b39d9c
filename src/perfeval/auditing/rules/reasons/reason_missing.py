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

from collections.abc import Iterator

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.reasons import explains, overshoots
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.figures import percent, true_percent

_DUTY = ("偏离说明", "逐条分析", "对未完成绩效目标或偏离绩效目标较大的项目要分析并说明原因（临河区 2023 年通知）")
"""The clause of a profile that asks for reasons, the first that it has; under others the notice is quoted by its name."""


def _missed(line: Line, case: Case) -> str:
    """How a row missed its target or lost points, in words; empty where it did not, or where nobody can tell."""
    if line.misread:
        return ""
    if line.is_missed and not line.under:
        target, actual = line.result.target or line.row.target, line.result.actual or line.row.actual
        return f"目标值“{target}”，完成“{actual}”，没有达到"
    if line.band is not None and line.band is not case.profile.judged_bands.value[0]:
        return f"评为“{line.band.label}”"
    scored = line.result.score is not None
    met_all = (
        scored and line.is_met and not line.row.deduct
    )  # what it lost, it lost for nothing: see met-with-lost-points
    if met_all or line.printed is None or line.weight is None or line.printed >= line.weight:
        return ""
    if line.is_by_own_digits and line.earns_full:
        return ""
    return f"得分 {show(line.printed)} 分，不到权重 {show(line.weight)} 分"


@rule(code="R601", name="reason-missing", severity=Severity.WARNING, clause=_DUTY, cell="reason")
def reason_missing(case: Case) -> Iterator[Found | Skip]:
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
            f"执行率 {true_percent(rate)}，低于 {percent(below)}，没有说明原因。",
            expected="原因",
            clause=case.profile.execution_explain_below.clause,
            cell="remarks.deviation",
        )
    for line in case.lines:
        if explains(line.row.reason):
            continue
        silent = [each for each in line.under if each.applies and not explains(each.row.reason)]
        found = [fault for each in silent for fault in _unexplained(each, case)]
        told = found or len(silent) < len(line.under)  # by a row beneath, or by its reason
        yield from found if told else _unexplained(line, case)


def _unexplained(line: Line, case: Case) -> Iterator[Found]:
    """That a row without a reason missed its target, lost points or went beyond a bound."""
    if missed := _missed(line, case):
        yield Found(line.path, f"{missed}，没有说明原因。", expected="原因")
    elif line.is_met and line.is_far and not line.is_reverse:  # of those over-achieved tells, once
        clause = case.profile.explain_over.clause
        yield Found(line.path, f"{overshoots(line)[0]}，没有说明原因。", expected="原因", clause=clause)
