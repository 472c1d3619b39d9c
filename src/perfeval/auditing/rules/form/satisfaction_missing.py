"""没有满意度指标。

**查什么** 全表有没有一级或二级指标为满意度的行（标明不适用的也算有）。评分规则允许不评的，作为提示；规定必评的，作为警告。
节选的表、各行都没有写级别的表不查。

**为什么** 允许不评满意度的规则，没有说它的分值归于何处；规定必评的，缺了就是不全。

**反例**

```toml
[[indicators]]
level1 = "产出指标"
name = "培训人数"
target = "≥50人"
```

**正例**

```toml
[[indicators]]
level1 = "满意度指标"
name = "学员满意度"
target = "≥90%"
```

**来源** 湖北式表备注4“满意度指标暂可不作为必评指标”；天长市 2022 年度表注列满意度 10 分。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.figures import is_blank
from perfeval.values.terms import Level1


@rule(code="T703", name="satisfaction-missing", severity=Severity.WARNING, clause=("satisfaction",))
def satisfaction_missing(case: Case) -> Iterator[Found | Skip]:
    lines = (*case.lines, *case.left_out)
    if case.evaluation.partial or all(is_blank(line.row.level1) and is_blank(line.row.level2) for line in lines):
        reason = "文件是节选，缺少部分指标行" if case.evaluation.partial else "各行都没有写级别"
        yield Skip("indicators", reason)
        return
    if any(line.is_satisfaction for line in lines):
        return
    if case.profile.satisfaction.value == "unstated":
        yield Skip("indicators", f"评分规则“{case.profile.id}”没有说满意度是否必评")
        return
    optional = case.profile.satisfaction.value == "optional"
    severity = Severity.NOTE if optional else None
    misplaced = next((line for line in lines if "满意" in line.row.name), None)
    if misplaced:
        under = misplaced.row.level1 or misplaced.row.level2
        told = f"“{misplaced.row.name}”列在“{under}”下，没有列为满意度指标。"
        yield Found(misplaced.path, told, expected=Level1.SATISFACTION, found=under, severity=severity, cell="level1")
        return
    told = "没有满意度指标。" + (_OPTIONAL[case.profile.not_applicable.value] if optional else "规则规定必评。")
    yield Found("indicators", told, expected=Level1.SATISFACTION, severity=severity)


_OPTIONAL = {
    "unstated": "规则允许不评，但没有说明其分值归于何处。",
    "rescale": "规则允许不评，其余得分按百分制折算。",
    "redistribute": "规则允许不评，其分值应在设定权重时重新分配。",
    "full": "规则允许不评，但没有说明其分值归于何处。",
    "no-deduction": "规则允许不评，但没有说明其分值归于何处。",
}
"""What the profile says of the points of a table without 满意度: what it says of rows that do not apply."""
