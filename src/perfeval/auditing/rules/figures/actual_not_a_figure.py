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

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank, filled
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.auditing.sentences import figures_in
from perfeval.values.quantities import read_figure, read_target


@rule(code="F505", name="actual-not-a-figure", severity=Severity.WARNING, clause=("form_columns",), cell="actual")
def actual_not_a_figure(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        if line.is_quantitative:
            prose = [cell for cell in filled(line.actuals) if read_figure(cell) is None]
            if prose:
                told = f"目标值是数，完成值“{prose[0]}”读不出数。"
                yield Found(line.path, told, expected="数字＋单位", found=prose[0])
            continue
        target, actual = line.row.target or "", line.row.actual or ""
        if blank(actual) or line.has_own_method or case.says_attainment(line):
            continue
        asked = figures_in(target)
        if asked and not figures_in(actual) and read_target(actual) is None:
            told = f"目标值说“{asked[0]}”，完成值里没有数，看不出完成了多少。"
            yield Found(line.path, told, expected=str(asked[0]), found=actual)
