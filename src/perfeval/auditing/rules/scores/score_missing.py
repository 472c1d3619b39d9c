"""有的行没有印得分。

**查什么** 别的行都印得分，这一行却空着；有权重而全表没有一个得分的，报一次。

**为什么** 没有得分的行，总分无从核对；全表没有得分，是没有评。

**例外** 不适用的行和 0 分的行不查；节选的表，全表没有得分的不报。只供计分、还没有印得分的文件也报这一次：送审的表没有得分就是没有评完
（本项目的理解）；自己知道还没有印的，写 `--ignore S208`。

**反例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "50人"
weight = 10
[[indicators]]
name = "培训场次"
target = "≥5场"
actual = "5场"
weight = 10
published_score = 10
```

**正例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "50人"
weight = 10
published_score = 10
[[indicators]]
name = "培训场次"
target = "≥5场"
actual = "5场"
weight = 10
published_score = 10
```

**来源** 各省表样都有“得分”一栏；填报系统“得分为必录项”。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule


@rule(code="S208", name="score-missing", severity=Severity.WARNING, clause=("form_columns",), cell="published_score")
def score_missing(case: Case) -> Iterator[Found | Skip]:
    if case.evaluation.nested:  # what such a form prints beside a row is left aside: see score-mismatch
        return
    if case.prints_scores:
        for line in case.lines:
            if blank(line.row.published_score) and line.weight != 0:
                yield Found(line.path, "没有印得分。", expected="得分")
    elif case.has_weights and case.lines and not case.evaluation.partial and not case.is_unfilled:
        rows = tuple(line.path for line in case.lines)
        told, severity = "各行有权重，却没有一行印得分。", None
        if not blank(case.evaluation.published.total):
            told, severity = "各行没有印得分，只印了总分。", Severity.NOTE
        yield Found("indicators", told, expected="得分", rows=rows, severity=severity, cell="indicators")
