"""成本指标的目标值写成了“≥金额”。

**查什么** 一级或二级指标是成本指标、目标值以金额计的行，符号是否为 ≥ 或 >；符号印在名称里的（总投入（≥**万元）），目标值自己没有符号时也查。

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

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.figures import plain
from perfeval.values.quantities import sign_and_unit_in
from perfeval.values.terms import Level1, Level2


@rule(
    code="F510",
    name="cost-with-floor",
    severity=Severity.WARNING,
    clause=("成本指标不应以“≥”为目标（申报表核对工具）",),
    cell="target",
)
def cost_with_floor(case: Case) -> Iterator[Found | Skip]:
    costs = (Level2.COST, Level2.ECONOMIC_COST, Level2.SOCIAL_COST, Level2.ECOLOGICAL_COST)
    for line in case.answers:
        if line.level1 is not Level1.COST and line.level2 not in costs:
            continue
        sign, unit = sign_and_unit_in(line.row.name)
        in_name = sign.startswith(">") and "元" in unit
        if in_name and any(target and not target.sign for target, _ in line.figures()):
            told = f"成本指标的名称写作“{line.row.name}”，花得越多得分越高，应写成“≤”。"
            yield Found(line.path, told, expected="≤", found="≥", cell="name")
            continue
        for target, _ in line.figures():
            if target and target.sign.startswith(">") and "元" in (target.quantity.unit or unit):
                told = f"成本指标的目标值是“{target.quantity}”，花得越多得分越高，应写成“≤”。"
                most = f"≤{plain(target.quantity.value)}{target.quantity.unit}"
                yield Found(line.path, told, expected=most, found=f"{target.quantity}")
                break
