"""目标值或完成值没有写单位。

**查什么** 定量行的目标值、完成值是否都有单位。完成值没有单位的，按目标值的单位计分；但目标值是百分数、完成值是 0 到 1 之间
的数时，可能是 0.95% 也可能是 95%，得分不能确定；目标值没有单位而完成值有的，按完成值的单位计，目标值是 0 到 1 之间的数、完成值是百分数时也不能
确定；这两种不能确定的作为警告。

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

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.model import QuantitativeIndicator
from perfeval.scoring.reading import either_share
from perfeval.values.quantities import Quantity
from perfeval.values.units import with_noun

_WITH_UNIT = "写明单位"


@rule(
    code="F506",
    name="unit-missing",
    severity=Severity.NOTE,
    clause=("计量单位为必录项（预算绩效管理系统填报校验）",),
    cell="actual",
)
def unit_missing(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        row = line.row
        if not isinstance(row, QuantitativeIndicator) or line.is_date:
            continue
        for target, actual in line.figures():
            if target is None:
                continue
            asked = target.quantity.with_unit(row.named_unit)  # 作业道长度（公里） with 30: the name says it, for both
            by_name = bool(row.named_unit) and asked.unit == row.named_unit
            if fault := _unit_fault(line.path, asked, actual.quantity if actual else None, by_name):
                yield fault
                break


def _taken_from(one: Quantity, other: Quantity) -> str:
    """The unit that scoring takes from one figure for the other: 万元 for a bare 5万; empty where it takes none."""
    if other.unit:
        unit = with_noun(other.unit, one.unit)
        return "" if unit == other.unit else unit
    return other.beside(one).unit if other.beside(one) is not other else ""


def _in_unit(figure: Quantity, unit: str) -> str:
    """The figure as it is written, with the unit that scoring takes."""
    return f"{str(figure).removesuffix(figure.unit)}{unit}"


def _unit_fault(path: str, target: Quantity, actual: Quantity | None, by_name: bool) -> Found | None:
    if actual and not by_name and actual.unit and (unit := _taken_from(actual, target)):
        told = f"目标值“{target}”没有写单位，按完成值的单位“{unit}”计。"
        return Found(path, told, expected=_in_unit(target, unit), found=f"{target}", cell="target")
    if not target.unit and actual and actual.unit:
        told = f"目标值“{target}”没有单位，完成值“{actual}”有，不能比较。"
        return _no_unit(path, told, target, severity=Severity.WARNING)
    if not target.unit:
        return _no_unit(path, "目标值没有单位。" if actual is None else "目标值和完成值都没有单位。", target)
    if actual is None:
        return None
    if actual.unit and (unit := _taken_from(target, actual)):
        told = f"完成值“{actual}”没有写单位，按目标值的单位“{unit}”计。"
        return Found(path, told, expected=_in_unit(actual, unit), found=f"{actual}")
    if actual.unit:
        return None
    if target.is_share and 0 < actual.value <= 1 and target.to("%") > 1:
        told = f"完成值“{actual}”{either_share(actual.value, target.unit)}，得分不能确定。"
        return Found(path, told, expected=_WITH_UNIT, found=f"{actual}", severity=Severity.WARNING)
    if by_name:
        return None
    return Found(path, "完成值没有单位，按目标值的单位计。", expected=f"{actual}{target.unit}", found=f"{actual}")


def _no_unit(path: str, told: str, target: Quantity, severity: Severity | None = None) -> Found:
    return Found(path, told, expected=_WITH_UNIT, found=f"{target}", cell="target", severity=severity)
