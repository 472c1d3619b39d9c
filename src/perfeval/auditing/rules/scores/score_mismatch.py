"""指标行所印得分与按规则重算的得分不符。

**查什么** 每行的得分按评分规则重算（目标值、完成值、权重、方向；定性行按评判档次和档内比例），与所印得分比较。
能看出偏差从何而来的，一并说明：截位、取整数、先把完成率取整、忘了除以目标值、正反向用错、没有封顶、直接记满分、
一律扣若干分等。不适用的行，评分规则说计满分或不扣分的，应得的就是权重（有扣分的再减）；说折算、重新分配或没有说的不查。

**为什么** 得分是自评的结论，应当从填报的数算得出来。

**例外** 没有写明方向、而得分恰好符合另一个方向的行，只报 `direction-unstated`。未能确定得分的行列入未查。

**反例** 98% 的目标完成 98%，应得满分，却印 19.6 分：

```toml
[[indicators]]
name = "水质达标率"
target = "≥98%"
actual = "98%"
weight = 20
published_score = 19.6
```

**正例**

```toml
[[indicators]]
name = "水质达标率"
target = "≥98%"
actual = "98%"
weight = 20
published_score = 20
```

**来源** 评分规则中该行的计分条款；反例见黄冈市水土保持所 2020 年度表。
"""

from perfeval.auditing.block import Block
from perfeval.auditing.case import Case, Line
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import OURS, Found, row_rule
from perfeval.auditing.slips import Deviation, explain
from perfeval.scoring.reached import negate
from perfeval.scoring.wording import kept


@row_rule(
    code="S201",
    name="score-mismatch",
    severity=Severity.ERROR,
    clause=("forward_rule",),
    cell="published_score",
    slack="所印得分是准确数。位数少于评分规则的，按评分规则的位数比较；位数更多的，与未取整的得分按所印位数比较。",
    row=RowCheck(of=("earning",), needs=("printed", "score", "direction"), finds=lambda o, row: negate(o, row.agrees)),
)
def score_mismatch(case: Case, line: Line) -> Found:
    assert line.result.score is not None
    if line.is_by_own_digits:
        return own_digits(line)
    told = f"应得 {show(line.result.score)} 分，印 {line.row.published_score} 分。"
    clause = line.result.clause
    if line.is_kept:  # no figure was looked at, so none explains the deviation
        told = f"本行不适用，{kept(line.row, case.profile)}，{told}"
        clause = case.profile.not_applicable.clause or OURS
    else:
        told += _slip(case, line)
    return Found(
        line.path, told, expected=f"{line.result.score:f}", found=line.row.published_score or "", clause=clause
    )


def own_digits(line: Line | Block) -> Found:
    """The note on a score that is right at the places that its table prints throughout."""
    assert line.result is not None
    assert line.result.score is not None
    assert line.printed is not None
    told = f"应得 {show(line.result.score)} 分，印 {show(line.printed)} 分：这张表的得分都取 {line.own_places} 位小数，四舍五入后相符。"
    return Found(
        line.path,
        told,
        expected=f"{line.result.score:f}",
        found=show(line.printed),
        severity=Severity.NOTE,
        clause=line.result.clause,
    )


def _slip(case: Case, line: Line) -> str:
    """What explains the deviation, as the tail of a message."""
    words = explain(Deviation.of(case, line))
    return f"{words}。" if words else ""
