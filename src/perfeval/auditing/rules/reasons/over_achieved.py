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

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.reasons import overshoots
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.figures import percent


@rule(
    code="R602",
    name="over-achieved",
    severity=Severity.NOTE,
    clause=("explain_over",),
    cell="target",
    row=(RowCheck(of=("figures",), needs=("bound",), finds=lambda o, row: o.both(row.is_far, row.is_met)),),
)
def over_achieved(case: Case) -> Iterator[Found | Skip]:
    bound = case.profile.explain_over.value
    if bound is None:
        yield Skip("indicators", f"评分规则“{case.profile.id}”没有规定超额多少须说明原因")
        return
    for line in case.answers:
        if over_achieved.ask(line) is True:
            below = "<" if case.profile.explain_ends.value == "from" else "≤"
            told, found = overshoots(line)
            yield Found(line.path, f"{told}，目标值可能定低了。", expected=f"{below}{percent(bound)}", found=found)
