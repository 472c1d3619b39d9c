"""本行所印规则的满分不是本行的权重。

**查什么** 行上写明自己的计分规则（分档、扣分步）的，规则所印的满分（full）与本行权重比较。

**为什么** 规则给 8 分而权重只有 5 分，得分怎样算都说不通，是表的缺陷。

**反例**

```toml
profile = "department-step-deduction"
[[indicators]]
level1 = "投入"
name = "三公经费变动率"
target = "≤0%"
actual = "2%"
weight = 5
rule = { rule = "steps", start = "0%", per = "1%", deduct = 0.8, count = "whole", full = 8 }
```

**正例**

```toml
profile = "department-step-deduction"
[[indicators]]
level1 = "投入"
name = "三公经费变动率"
target = "≤0%"
actual = "2%"
weight = 8
rule = { rule = "steps", start = "0%", per = "1%", deduct = 0.8, count = "whole", full = 8 }
```

**来源** 湖南式部门整体支出评分表：三公经费变动率 5 分，所印规则给 8 分。
"""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.errors import UndeterminedError
from perfeval.scoring.methods import own_curve


@rule(
    code="W105",
    name="rule-not-the-weight",
    severity=Severity.WARNING,
    clause=("本行所印的规则与权重应当相符（本项目的理解）",),
    cell="rule",
)
def rule_not_the_weight(case: Case) -> Iterator[Found | Skip]:
    for line in case.lines:
        full = _full(line, case)
        if full is not None and line.weight is not None and full != line.weight:
            told = f"规则所印的满分是 {show(full)} 分，本行权重是 {show(line.weight)} 分。"
            yield Found(line.path, told, expected=show(line.weight), found=show(full))
        elif line.result.code == "items-not-the-weight":
            yield Found(line.path, f"{line.result.reason}。", cell="items")


def _full(line: Line, case: Case) -> Fraction | None:
    """The full mark of the row's own rule, whatever else is unknown of the row."""
    if not line.row.rule:
        return None
    try:
        full = own_curve(line.row, case.profile).full
    except UndeterminedError:  # told with the row's score
        return None
    return None if full is None else Fraction(full)
