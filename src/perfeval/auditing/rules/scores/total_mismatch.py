"""所印总分不是所印各行得分之和。

**查什么** 预算执行和各行所印得分相加，与所印总分比较。各行得分自己对不对由别的规则查，这里不重复：某一行错了而总分
照错的加对了，这里没有发现。全表都没有印得分、只印总分的，与重算的总分比较（本项目的理解）。

**为什么** 总分由各项得分汇总形成。

**例外** 节选的表不查；缺了一部分得分的不查（缺的不当作 0）；有不适用的行，评分规则说按百分制折算的，与折算后的得分比较，
没有说这些分归于何处的，总分不等于其余之和时不查。

**反例**

```toml
[execution]
published_score = 20
[[indicators]]
name = "培训人数"
weight = 80
published_score = 70
[published]
total = 100
```

**正例**

```toml
[execution]
published_score = 20
[[indicators]]
name = "培训人数"
weight = 80
published_score = 70
[published]
total = 90
```

**来源** “总分由各项指标得分汇总形成”（临河区 2023 年通知）；中江县 2022 年度表得分合计 110 而印 100。
"""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing import checks
from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import add, blank, points, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.rules.formulas import rescaled, with_bonus
from perfeval.rules.words import EXACT
from perfeval.values.figures import Figure, round_half_up


@rule(
    code="S204",
    name="total-mismatch",
    severity=Severity.ERROR,
    clause=("total",),
    cell="total",
    slack="无：所印总分与所印得分都是准确数；各行印的位数多于评分规则的，合计按评分规则的位数取整后相等也可。"
    "评分规则只对合计取整的，每个所印得分按其位数是一个区间。",
)
def total_mismatch(case: Case) -> Iterator[Found | Skip]:
    cell = case.evaluation.published.total
    total = points(cell)
    if blank(cell):
        yield Skip("published", "没有印总分")
        return
    if total is None:
        yield Skip("published", f"所印总分“{cell}”读不出数")
        return
    if case.evaluation.partial:
        yield Skip("published", "文件是节选，缺少部分得分")
        return
    printed = {"execution": case.block.printed} | {line.path: line.printed for line in case.lines}
    if all(figure is None for figure in printed.values()):
        yield from _against_recomputed(case, total)
        return
    missing = [path for path, figure in printed.items() if figure is None]
    if missing:
        yield Skip(
            "published", f"有的得分没有印，或读不出数：{'、'.join(missing[:3])}{'等' if len(missing) > 3 else ''}"
        )
        return
    rows = add(figure for figure in printed.values() if figure)
    if case.profile.not_applicable.value == "rescale" and case.left_out:
        yield from _rescaled(case, total, rows)
        return
    whole = rows + add(line.printed for line in case.left_out if line.printed is not None)
    if _adds_up(total, whole, len(printed), case):
        return
    if case.left_out:
        yield Skip("published", f"有不适用的行：{case.card.reason or '其分值不在各行得分里'}")
        return
    yield Found(
        "published",
        f"所印各项得分合计 {show(whole)} 分，印 {cell} 分（{_by_group(case)}）。{_rounded(total, whole, case)}",
        expected=show(whole),
        found=cell or "",
    )


def _adds_up(total: Figure, whole: Fraction, count: int, case: Case) -> bool:
    """Whether the total is the sum of the printed scores.

    Where the profile rounds sums only, each printed score stands for the numbers that print so.
    """
    slack = Fraction(checks.unrounded(case.profile.rounding_moment.value, count), 2 * 10**case.places)
    return bool(checks.adds_up(EXACT, total.value, whole, Fraction(case.profile.round(whole)), slack))


def _rescaled(case: Case, total: Figure, rows: Fraction) -> Iterator[Found | Skip]:
    """实得分 ÷ (100 − 不适用分) × 100, where the profile says so."""
    out = [line.weight for line in case.left_out if not line.is_bonus]
    bonus = add(line.printed for line in case.lines if line.printed and line.is_bonus)
    whole = Fraction(case.profile.total.value)
    earned, left = rescaled(EXACT, rows - bonus, whole, add(points or Fraction(0) for points in out))
    if None in out or left <= 0:
        yield Skip("published", "不适用的行没有印权重，不能折算")
        return
    expected = case.profile.round(with_bonus(EXACT, earned / left, bonus))
    if total.value != Fraction(expected):
        told = f"所印各项得分合计 {show(rows)} 分，不适用 {show(whole - left)} 分，按百分制折算应为 {show(expected)} 分"
        clause = case.profile.not_applicable.clause
        message = f"{told}，印 {show(total.value)} 分。"
        yield Found("published", message, expected=f"{expected:f}", found=show(total.value), clause=clause)


def _rounded(total: Figure, whole: Fraction, case: Case) -> str:
    """That the total was printed with fewer decimals than the profile's, where that is all."""
    if total.places >= case.places or total.value != Fraction(round_half_up(whole, total.places)):
        return ""
    return f"合计四舍五入{f'保留 {total.places} 位小数' if total.places else '取整数'}才是所印的总分。"


def _by_group(case: Case) -> str:
    """预算执行 20，产出指标 40, …: the printed scores as the table groups them."""
    sums: dict[str, Fraction] = {}
    for line in (*case.lines, *case.left_out):
        goal = line.path.partition(".")[0] if line.path.startswith("goals") else ""
        name = (case.evaluation.goals[int(goal[6:-1])].name if goal else line.row.level1) or "各行"
        sums[name] = sums.get(name, Fraction(0)) + (line.printed if line.printed else 0)
    execution = points(case.execution.published_score)
    parts = [f"预算执行 {show(execution.value)}"] if execution else []
    return "，".join([*parts, *(f"{name} {show(score)}" for name, score in sums.items())])


def _against_recomputed(case: Case, total: Figure) -> Iterator[Found | Skip]:
    """A total that stands alone, against the recomputed one."""
    expected = case.card.total
    if expected is None:
        yield Skip("published", f"没有印各行得分，重算的总分也未能确定：{case.card.reason}")
    elif total.value != Fraction(expected):
        message = f"重算总分为 {show(expected)} 分，印 {show(total.value)} 分。"
        yield Found("published", message, expected=f"{expected:f}", found=show(total.value))
