"""定性行的完成值换了说法，与目标值不是一回事。

**查什么** 目标值和完成值都是不超过六个字的短语，没有数字，而两者不同，完成值又不是评判档次。

**为什么** 目标“持续改善”，完成“高”：改善说的是变化，高说的是水平，看不出是否完成。

**反例**

```toml
[[indicators]]
name = "脱贫对象生活水平改善"
target = "持续改善"
actual = "高"
```

**正例**

```toml
[[indicators]]
name = "脱贫对象生活水平改善"
target = "持续改善"
actual = "持续改善"
```

**来源** 江岸区 2023 年度乡村振兴项目表；六个字以内才查，是本项目的理解。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.values.quantities import read_target

_SHORT = 6


@rule(code="J404", name="wording-changed", severity=Severity.NOTE, clause=("judged_bands",), cell="actual")
def wording_changed(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        target, actual = (_phrase(cell) for cell in (line.row.target, line.row.actual))
        if line.is_quantitative or line.is_met is not None or not target or not actual or case.profile.band(actual):
            continue
        if target not in actual and actual not in target:
            told = f"目标值是“{target}”，完成值却说“{actual}”，看不出是否完成。"
            yield Found(line.path, told, expected=target, found=actual)


def _phrase(cell: str | None) -> str:
    """A short wording without figures; empty for anything else."""
    text = "".join((cell or "").split()).strip("。；;，,.")
    if blank(cell) or len(text) > _SHORT or any(c.isdigit() for c in text) or read_target(text):
        return ""
    return text
