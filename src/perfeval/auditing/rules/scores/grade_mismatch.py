"""所印等级与总分不符。

**查什么** 按评分规则的等级界限（含下限），所印总分应属哪一等。总分对不对由 `total-mismatch` 查，这里不重复；没有印总分的，
用重算的总分。“优秀”“良好”“中等”视同“优”“良”“中”（本项目的理解）。

**为什么** 等级是结果应用的依据，90 分整常被误定为良。

**例外** 评分规则没有划分等级的不查。

**反例**

```toml
profile = "mof-2020"
[published]
total = 90
grade = "良"
```

**正例**

```toml
profile = "mof-2020"
[published]
total = 90
grade = "优"
```

**来源** 评分规则的等级划分；“评分与评级相符”见中介机构绩效评价报告质量考核评分表。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank, points, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.scoring.totals import graded_total


@rule(code="S205", name="grade-mismatch", severity=Severity.ERROR, clause=("grades",), cell="grade")
def grade_mismatch(case: Case) -> Iterator[Found | Skip]:
    grade = (case.evaluation.published.grade or "").strip()
    if blank(grade):
        yield Skip("published", "没有印等级")
        return
    if not case.profile.grades.value:
        yield Skip("published", f"评分规则“{case.profile.id}”没有划分等级")
        return
    figure = points(case.evaluation.published.total)
    total = case.profile.round(figure.value, max(figure.places, case.places)) if figure else case.card.total
    if total is None:
        yield Skip("published", "没有总分")
        return
    expected = case.card.grade if total == case.card.total else case.profile.grade(total)
    if expected is None:
        yield Skip("published", f"总分 {show(total)} 分不在任何等级内")
    elif grade.removesuffix("等").removesuffix("秀").removesuffix("好") != expected:
        what = f"总分 {show(total)} 分"
        if total == case.card.total and case.profile.grade_total.value == "unrounded":
            what = f"未取整的总分 {show(graded_total(case.card.results(), case.profile, total))} 分"
        message = f"{what}，等级应为“{expected}”，印“{grade}”。"
        yield Found("published", message, expected=expected, found=grade)
