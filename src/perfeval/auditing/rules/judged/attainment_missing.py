"""定性指标没有评判档次。

**查什么** 定性行（目标值不是“符号＋数字＋单位”）是否写明达成预期指标、部分达成、未达成三档之一：或者写在 attainment，
或者完成值一栏就是档次的名称（含别名）。分部分的行，查每个部分。

**为什么** 定性得分 = 权重 × 档内比例。没有档次，得分没有依据，满分也无从核对。

**反例**

```toml
[[indicators]]
name = "群众满意度"
target = "较高"
actual = "较高"
weight = 10
published_score = 10
```

**正例**

```toml
[[indicators]]
name = "群众满意度"
target = "较高"
actual = "达成预期指标"
weight = 10
published_score = 10
```

**来源** 湖北式表备注3；填报系统要求定性完成值必须是三档之一。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case, Line, first_names
from perfeval.auditing.findings import Severity
from perfeval.auditing.judgements import band_names, judgements
from perfeval.auditing.printed import filled
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.errors import UndeterminedError


@rule(code="J401", name="attainment-missing", severity=Severity.WARNING, clause=("judged_bands",), cell="attainment")
def attainment_missing(case: Case) -> Iterator[Found | Skip]:
    if not case.profile.judged_bands.value:
        yield Skip("indicators", f"评分规则“{case.profile.id}”没有划分档次")
        return
    bare = list[Line]()
    for line in case.answers:
        if line.is_quantitative or line.is_date:
            continue
        if line.has_own_method or not filled(line.targets):
            own = "本行写有自己的计分方法"
            yield Skip(line.path, own if line.has_own_method else "没有目标值，见 F513")
            continue
        try:
            found = judgements(line, case)
        except UndeterminedError as error:
            if error.code == "part-missing":
                yield Found(line.path, f"{error.reason}。")
            else:
                yield Skip(line.path, error.reason)
            continue
        without = [name for name, judgement, _ in found if judgement.band is None]
        if without and not case.has_bands:
            bare.append(line)
        elif without:
            who = f"{'、'.join(without)}：" if any(without) else ""
            yield Found(line.path, f"{who}定性指标没有评判档次，应写明其一：{band_names(case.profile)}。")
    if bare:
        told = f"这张表没有评判档次一格，定性指标的得分不能与档次核对（{first_names(bare)}）；档次有：{band_names(case.profile)}。"
        rows = tuple(line.path for line in bare)
        yield Found("indicators", told, rows=rows, severity=Severity.NOTE, cell="indicators")
