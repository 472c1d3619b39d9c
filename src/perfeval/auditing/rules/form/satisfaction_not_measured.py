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

import re
from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.quantities import read_target
from perfeval.values.units import is_share

_NOT_A_COUNT = re.compile(r"分|级|档|星")


@rule(
    code="T705",
    name="satisfaction-not-measured",
    severity=Severity.WARNING,
    clause=("满意度指标应反映服务对象的满意程度（本项目的理解）",),
    cell="target",
)
def satisfaction_not_measured(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        if not line.is_satisfaction or not line.is_quantitative:
            continue
        units = [target.quantity.unit for cell in line.targets if (target := read_target(cell))]
        odd = [unit for unit in units if unit and not is_share(unit) and not _NOT_A_COUNT.search(unit)]
        if odd:
            told = f"列为满意度，目标值却以“{odd[0]}”计，量的不是满意程度。"
            yield Found(line.path, told, expected="满意程度，如 ≥90%", found=line.row.target or odd[0])
