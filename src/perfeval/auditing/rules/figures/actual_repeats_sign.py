"""完成值带着 ≥、≤、= 等符号，是一个界限，不是实际完成的数。

**查什么** 完成值一栏是否写成“符号＋数字”，包括“15%及其以下”“98%以上”。

**例外** 与目标值不同的界限，其中的每个数都达到目标的（目标 ≤0，完成“小于0”），只作提示。

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

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import filled
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.quantities import read_target


@rule(code="F504", name="actual-repeats-sign", severity=Severity.WARNING, clause=("form_columns",), cell="actual")
def actual_repeats_sign(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        cells = [cell for cell in filled(line.actuals) if (figure := read_target(cell)) and figure.sign]
        if cells:
            told = "完成值带着符号，是一个界限，不是实际完成的数。"
            answers = line.is_met and not _is_copy(cells[0], line.row.target)  # ≤0, 小于0: a bound of its own
            severity = Severity.NOTE if answers else None
            yield Found(line.path, told, expected="实际完成的数", found=cells[0], severity=severity)


def _is_copy(cell: str, target: str | None) -> bool:
    """Whether the cell says no more than the target: the same figure, with its sign or with one that it lacks."""
    one, other = read_target(cell), read_target(target or "")
    if one is None or other is None or other.sign not in ("", one.sign):
        return False
    copied, asked = one.quantity, other.quantity
    return copied.value == asked.value and (copied.unit == asked.unit or not (copied.unit and asked.unit))
