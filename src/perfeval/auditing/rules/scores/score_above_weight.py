"""所印得分高于该行的权重。

**查什么** 指标行的得分与其权重、预算执行的得分与表上所印的分值，两边都是印出来的准确数。不适用而按评分规则计满分或
不扣分的行也查。

**为什么** “得分不得突破权重总额”。超额完成也只得满分。

**反例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "60人"
weight = 10
published_score = 12
```

**正例**

```toml
[[indicators]]
name = "培训人数"
target = "≥50人"
actual = "60人"
weight = 10
published_score = 10
```

**来源** 湖北式表备注2；中江县 2022 年度表注“得分最高不能超过该指标分值上限”。
"""

from fractions import Fraction

from perfeval.auditing.block import Block
from perfeval.auditing.case import Case, Line
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, row_rule
from perfeval.values.figures import round_half_up


@row_rule(
    code="S202",
    name="score-above-weight",
    severity=Severity.ERROR,
    clause=("得分上限", "forward_rule"),
    cell="published_score",
    row=RowCheck(
        of=("execution", "earning"), needs=("weight", "printed"), finds=lambda o, row: row.printed > row.weight
    ),
)
def score_above_weight(case: Case, line: Line | Block) -> Found:
    assert line.printed is not None
    assert line.weight is not None
    message = f"得分 {show(line.printed)} 分，高于权重 {show(line.weight)} 分。"
    return Found(
        line.path,
        message,
        expected=f"≤{show(line.weight)}",
        found=show(line.printed),
        severity=Severity.NOTE if line.is_by_own_digits or _is_whole_by_own_digits(line) else None,
    )


def _is_whole_by_own_digits(line: Line | Block) -> bool:
    """Whether the printed score is the whole weight, rounded to the places that the table prints throughout."""
    assert line.weight is not None
    return line.own_places is not None and line.printed == Fraction(round_half_up(line.weight, line.own_places))
