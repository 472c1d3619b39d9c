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

from collections.abc import Iterator

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="F502", name="direction-unstated", severity=Severity.WARNING, clause=("forward_rule",), cell="target")
def direction_unstated(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        target, actual = line.result.target or line.row.target, line.result.actual or line.row.actual
        if line.misread:
            score = "" if line.result.score is None else f"得 {show(line.result.score)} 分"
            told = f"目标值“{target}”没有写明方向：完成“{actual}”，按正向计{score}，按反向计才是所印的 {line.row.published_score} 分。"
            yield Found(line.path, told, expected=f"≥{target} 或 ≤{target}", found=target or "")
        elif _is_zero(line):
            told = "目标值为 0 而完成值大于 0，目标值没有写明方向（≥ 或 ≤），不能判断是否达成。"
            yield Found(line.path, told, expected=f"≥{target} 或 ≤{target}", found=target or "")
        elif _is_open(line):
            told = f"目标值“{target}”没有写明方向，完成“{actual}”，{_why(line)}，这里按正向看。"
            yield Found(line.path, told, expected=f"≥{target} 或 ≤{target}", found=target or "", severity=Severity.NOTE)


def _is_zero(line: Line) -> bool:
    """Whether something was done against an unsigned 0, whether or not the row has points; a rule may look at the figure alone."""
    reading = line.reading
    if reading is None or not getattr(line.row, "is_unsigned", False) or line.score is not None:
        return False
    return reading.target == 0 and reading.actual is not None and reading.actual > 0


def _why(line: Line) -> str:
    """Why no score tells the direction."""
    if line.printed is None:
        return "也没有得分可以对照"
    return "没有权重，所印的得分看不出方向" if line.weight is None else "得分未能重算，看不出方向"


def _is_open(line: Line) -> bool:
    """Whether an unsigned target and another actual value stand without a score that tells the direction."""
    reading = line.reading
    if not getattr(line.row, "is_unsigned", False) or reading is None or line.is_met is None or line.is_date:
        return False
    scored = line.printed is not None and line.result.score is not None
    return reading.target != reading.actual and not scored
