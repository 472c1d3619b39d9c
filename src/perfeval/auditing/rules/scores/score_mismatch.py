"""指标行所印得分与按规则重算的得分不符。

**查什么** 每行的得分按评分规则重算（目标值、完成值、权重、方向；定性行按评判档次和档内比例），与所印得分比较。
能看出偏差从何而来的，一并说明：截位、取整数、先把完成率取整、忘了除以目标值、正反向用错、没有封顶、直接记满分、
一律扣若干分等。不适用的行，评分规则说计满分或不扣分的，应得的就是权重（有扣分的再减）；说折算、重新分配或没有说的不查。
分值由几个下级指标共有、没有写明各占多少的，按各行完成情况只能得多少到多少之间，所印得分应在其内（每行都有分值，本项目的理解）。

**为什么** 得分是自评的结论，应当从填报的数算得出来。

**例外** 没有写明方向、而得分恰好符合另一个方向的行，只报 `direction-unstated`。未能确定得分的行列入未查。分值在一级指标之内计的表
（`nested`），来源没有说明各行所印得分是项内的还是总分里的，也列入未查，只核对总分。

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

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing.block import Block
from perfeval.auditing.case import Case, Line
from perfeval.auditing.checks import RowCheck
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import show
from perfeval.auditing.rule import OURS, Found, Skip, rule
from perfeval.auditing.slips import Deviation, first_slip
from perfeval.rules.words import EXACT
from perfeval.scoring.reached import negate
from perfeval.scoring.wording import steps_of_kept

BY_SCORE = RowCheck(
    of=("earning",), needs=("printed", "score", "direction"), finds=lambda o, row: negate(o, row.agrees)
)


@rule(
    code="S201",
    name="score-mismatch",
    severity=Severity.ERROR,
    clause=("forward_rule",),
    cell="published_score",
    slack="所印得分是准确数。位数少于评分规则的，按评分规则的位数比较；位数更多的，与未取整的得分按所印位数比较。",
    row=(BY_SCORE,),
)
def score_mismatch(case: Case) -> Iterator[Found | Skip]:
    if case.evaluation.nested:
        yield Skip("indicators", "各行印的是项内的分值，来源没有说明所印得分是项内的还是总分里的")
        return
    for line in case.earning:
        if not (why := BY_SCORE.lacking(line)):
            if BY_SCORE.finds(EXACT, line):
                yield _mismatch(case, line)
        elif fault := _beyond_shares(line):
            yield fault
        else:
            yield Skip(line.path, why)


def _beyond_shares(line: Line) -> Found | None:
    """A printed score that no way of sharing the points among the rows beneath gives; each has some of them (our reading)."""
    shares = [each.share for each in line.under if each.applies]
    if not shares or line.printed is None or line.weight is None or line.printed > line.weight:
        return None  # above the weight: see score-above-weight
    low, high = min(share.low for share in shares), max(share.high for share in shares)
    least, most = (Fraction(line.profile.round(end * line.weight, line.own_places)) for end in (low, high))
    all_low, all_high = all(share.low == low for share in shares), all(share.high == high for share in shares)
    above = line.printed > most or (line.printed == most and not all_high)
    below = line.printed < least or (line.printed == least and not all_low)
    if not above and not below:
        return None
    expected = show(least) if least == most else f"{show(least)}—{show(most)}"
    should = f"应得 {expected} 分"
    if least != most:
        over, under = "不低于" if all_low else "高于", "不高于" if all_high else "低于"
        should = f"得分应{over} {show(least)} 分、{under} {show(most)} 分"
    told = f"按下级 {len(shares)} 行的完成情况，{should}，印 {line.row.published_score} 分。"
    return Found(line.path, told, expected=expected, found=line.row.published_score or "", clause=OURS)


def _mismatch(case: Case, line: Line) -> Found:
    assert line.result.score is not None
    if line.is_by_own_digits:
        return own_digits(line)
    told = f"应得 {show(line.result.score)} 分，印 {line.row.published_score} 分。"
    clause = line.result.clause
    if line.is_kept:  # no figure was looked at, so none explains the deviation
        told = f"本行不适用，{steps_of_kept(line.row, case.profile)}，{told}"
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
    words = first_slip(Deviation.of(case, line))
    return f"{words}。" if words else ""
