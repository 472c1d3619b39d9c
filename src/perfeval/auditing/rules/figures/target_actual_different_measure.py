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

import re
from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.auditing.sentences import figures_in, same_measure, tells_completion
from perfeval.errors import UndeterminedError
from perfeval.scoring.reading import in_unit_of
from perfeval.values.quantities import Quantity, read_target


@rule(
    code="F503",
    name="target-actual-different-measure",
    severity=Severity.WARNING,
    clause=("form_columns",),
    cell="actual",
)
def target_actual_different_measure(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        if line.is_quantitative:
            for target, actual in line.figures():
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
        if asked and not any(same_measure(one, other) for one in asked for other in answered):
            told = f"目标值说的是“{asked[0]}”，完成值说的是“{answered[0]}”，不是一种量。"
            yield Found(line.path, told, expected=asked[0].unit, found=answered[0].unit)
        elif not asked and _is_word(target_text) and (figure := read_target(actual_text)) and figure.quantity.is_share:
            told = f"目标值是“{target_text}”，完成值是百分数“{actual_text}”，不是一种量。"
            yield Found(line.path, told, expected=target_text, found=actual_text)


def _differ(target: Quantity, actual: Quantity) -> bool:
    """Whether both have units that scoring does not convert: 万 beside 元 is one measure (万元), 万 beside % is not."""
    if not target.unit or not actual.unit:
        return False
    try:
        in_unit_of(target, actual)
    except UndeterminedError as error:
        return error.code == "unit-mismatch"
    return False


def _is_word(text: str) -> bool:
    """A wording that a percentage does not answer."""
    return not re.search(r"[0-9一二三四五六七八九十]|完成|全覆盖|到位|足额|全部|全面", text)
