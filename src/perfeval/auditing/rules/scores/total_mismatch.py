"""所印总分不是所印各行得分之和。

**查什么** 预算执行和各行所印得分相加，与所印总分比较。各行得分自己对不对由别的规则查，这里不重复：某一行错了而总分
照错的加对了，这里没有发现。指标之下分了下级指标、两层都印得分的，同样相加比较。全表都没有印得分、只印总分的，与重算的总分比较（本项目的理解）。

**为什么** 总分由各项得分汇总形成。

**例外** 节选的表不查；缺了一部分得分的不查（缺的不当作 0）；有不适用的行，评分规则说按百分制折算的，与折算后的得分比较，
没有说这些分归于何处的，总分不等于其余之和时不查。评分规则按执行率限制总分的，合计超过上限的，总分应为上限；来源没有说明
界限上怎么算的不查。

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
from perfeval.auditing.printed import add, points, show
from perfeval.auditing.rule import OURS, Found, Skip, rule
from perfeval.forms.model import parent_of
from perfeval.rules.formulas import rescaled, with_bonus
from perfeval.rules.words import EXACT
from perfeval.scoring.caps import cap_open, ceiling_of
from perfeval.spoken import spoken
from perfeval.values.figures import Figure, round_half_up, true_percent


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
    yield from _at_parents(case)
    if why := checks.lacking(checks.TOTAL_NEEDS, case):
        yield Skip("published", why)
        return
    total = points(case.evaluation.published.total)
    assert total is not None
    if all(figure is None for figure in (case.block.printed, *(line.printed for line in case.earning))):
        yield from _against_recomputed(case, total)
        return
    parts = _parts(case)
    missing = [path for path, (low, high) in parts.items() if low != high]
    if case.profile.not_applicable.value == "rescale" and case.left_out:
        if missing:
            yield Skip("published", _unprinted(missing))
        else:
            yield from _rescaled(case, total, add(low for low, _ in parts.values()))
        return
    dropped = [line for line in case.left_out if not line.is_kept]
    whole = add(low for low, _ in parts.values()) + add(line.printed for line in dropped if line.printed is not None)
    most = ceiling_of(whole, tuple(case.card.results()), case.profile)
    if missing:
        yield from _within_bounds(case, total, parts)
    elif why := cap_open(whole, tuple(case.card.results()), case.profile):
        caps = [Fraction(cap.most) for cap in case.profile.total_caps.value if cap.most < whole]
        counts = dropped and _may_count(case, total, whole, len(parts))
        adds_up = counts or total.value in caps or _adds_up(total, whole, len(parts), case)
        yield Skip("published", f"总分有上限：{why}") if adds_up else _not_the_sum(case, total, whole)
    elif most < whole:
        yield from _capped(case, total, whole, most)
    elif _adds_up(total, whole, len(parts), case):
        yield from _above_all(case, total)
    elif dropped and _may_count(case, total, whole, len(parts)):
        yield Skip("published", f"有不适用的行：{case.card.reason or '其分值不在各行得分里'}")
    else:
        yield _not_the_sum(case, total, whole)


def _not_the_sum(case: Case, total: Figure, whole: Fraction) -> Found:
    cell = case.evaluation.published.total or ""
    told = f"所印各项得分合计 {show(whole)} 分，印 {cell} 分（{_by_group(case)}）。{_rounded(total, whole, case)}"
    return Found("published", told, expected=show(whole), found=cell)


def _may_count(case: Case, total: Figure, whole: Fraction, count: int) -> bool:
    """Whether the points of rows that do not apply can be in a total that is not the sum: added, or 按百分制折算."""
    if case.profile.not_applicable.value == "redistribute":
        return False
    half = Fraction(1, 2 * 10**case.places)
    out, slack = _points_left(case, whole), _slack(count, case)
    return bool(checks.may_count(EXACT, total.value, whole, out, _full(case), slack, half))


def _points_left(case: Case, whole: Fraction) -> Fraction:
    """The points that rows that do not apply can have: as printed, else what the others leave of the full total."""
    printed = [line.weight for line in case.left_out if not line.is_kept]
    known = [weight for weight in printed if weight is not None]
    if len(known) == len(printed):
        return add(known)
    points, execution = case.points_of_rows, _execution_points(case)
    left = whole if points is None or execution is None else points[0] + execution
    return max(_full(case) - left, Fraction(0))


def _execution_points(case: Case) -> Fraction | None:
    """The points of execution; None where neither the table nor the profile says.

    Where the rows alone make the total, or a table has no execution, what nobody says is 0 (our reading).
    """
    rows_alone = case.points_of_rows == (_full(case), Fraction(0))
    if case.card.execution.weight is None:
        return Fraction(0) if rows_alone or case.evaluation.execution is None else None
    return Fraction(0) if rows_alone and case.evaluation.execution is None else case.execution_weight


def _capped(case: Case, total: Figure, whole: Fraction, most: Fraction) -> Iterator[Found]:
    """The scores add up to more than the rate of execution allows."""
    if total.value != most:
        rate = true_percent(case.card.execution.rate or Fraction(0))
        told = (
            f"执行率 {rate}，总分不超过 {show(most)} 分：所印各项得分合计 {show(whole)} 分，印 {show(total.value)} 分。"
        )
        clause = case.profile.total_caps.clause or OURS
        yield Found("published", told, expected=show(most), found=show(total.value), clause=clause)


def _at_parents(case: Case) -> Iterator[Found | Skip]:
    """The score that an indicator prints above its rows, against theirs."""
    parents = [(path, row, case.earning) for path, row in case.evaluation.parents()]
    for path, row, lines in (*parents, *((line.path, line.row, line.under) for line in case.earning if line.under)):
        printed = points(row.published_score)
        rows = [line.printed for line in lines if parent_of(line.path) == path]
        scores = [score for score in rows if score is not None]
        whole = add(scores)
        if not scores and not any(line.weight for line in lines if parent_of(line.path) == path):
            continue  # the points stand at the indicator alone
        if printed and len(scores) < len(rows):
            yield Skip(path, f"印 {show(printed.value)} 分，下级各行没有都印得分")
        elif printed and not _adds_up(printed, whole, len(rows), case):
            told = f"“{row.name}”下级各行所印得分合计 {show(whole)} 分，印 {show(printed.value)} 分。"
            yield Found(path, told, expected=show(whole), found=show(printed.value), cell="published_score")


def _parts(case: Case) -> dict[str, tuple[Fraction, Fraction | None]]:
    """What each score may be: as printed; else from 0 to the points it has, without an upper end where nobody knows them."""
    scores = {"execution": (case.block.printed, _execution_points(case))}
    scores |= {line.path: (line.printed, line.weight) for line in case.earning}
    return {
        path: (printed, printed) if printed is not None else (Fraction(0), weight)
        for path, (printed, weight) in scores.items()
    }


def _full(case: Case) -> Fraction:
    return Fraction(case.profile.total.value)


def _unprinted(missing: list[str]) -> str:
    return f"有的得分没有印，或读不出数：{'、'.join(map(spoken, missing[:3]))}{'等' if len(missing) > 3 else ''}"


def _within_bounds(
    case: Case, total: Figure, parts: dict[str, tuple[Fraction, Fraction | None]]
) -> Iterator[Found | Skip]:
    """Some scores are not printed: the total lies between what is printed and that with all their points."""
    slack = _slack(len(parts), case)
    low = add(low for low, _ in parts.values())
    low = min([low, *(Fraction(cap.most) for cap in case.profile.total_caps.value)])
    most = _full(case) + add(Fraction(points) for points in case.profile.bonus.value.values())
    ends = [high for _, high in parts.values()]
    high = add(end for end in ends if end is not None) if None not in ends else most
    if checks.within(EXACT, total.value, low, high, slack):
        yield Skip("published", _unprinted([path for path, (low, high) in parts.items() if low != high]))
        return
    expected = f"{show(low)}—{show(max(high, low))}"
    missing = _unprinted([path for path, (low, high) in parts.items() if low != high])
    told = f"印 {show(total.value)} 分，而各项得分合计只能在 {expected} 分之间（{missing}）。"
    yield Found("published", told, expected=expected, found=show(total.value))


def _above_all(case: Case, total: Figure) -> Iterator[Found]:
    """A total that adds up, above all the points that there are, where no row's points could have told."""
    most = _full(case) + add(Fraction(points) for points in case.profile.bonus.value.values())
    if total.value > most and any(line.weight is None for line in case.earning):
        told = f"总分 {show(total.value)} 分，高于满分 {show(most)} 分（{_by_group(case)}）。"
        yield Found("published", told, expected=f"≤{show(most)}", found=show(total.value))


def _slack(count: int, case: Case) -> Fraction:
    """How far printed scores may be from the total where the profile rounds sums only: each stands for what prints so."""
    places = case.places if case.own_places is None else case.own_places
    return Fraction(checks.unrounded_count(case.profile.rounding_moment.value, count), 2 * 10**places)


def _adds_up(total: Figure, whole: Fraction, count: int, case: Case) -> bool:
    """Whether the total is the sum of the printed scores.

    Where the profile rounds sums only, each printed score stands for the numbers that print so.
    """
    return bool(checks.adds_up(EXACT, total.value, whole, Fraction(case.profile.round(whole)), _slack(count, case)))


def _rescaled(case: Case, total: Figure, rows: Fraction) -> Iterator[Found | Skip]:
    """实得分 ÷ (100 − 不适用分) × 100, where the profile says so."""
    out = [line.weight for line in case.left_out if not line.is_bonus]
    bonus = add(line.printed for line in case.lines if line.printed and line.is_bonus)
    whole = Fraction(case.profile.total.value)
    earned, left = rescaled(EXACT, rows - bonus, whole, add(points or Fraction(0) for points in out))
    if None in out or left <= 0:
        yield Skip("published", "不适用的行没有印权重，不能折算")
        return
    exact = Fraction(with_bonus(EXACT, earned / left, bonus))
    expected, own = case.profile.round(exact), case.own_places
    nearest = None if own is None else Fraction(case.profile.round(exact, own))
    ends = checks.unrounded_count(case.profile.rounding_moment.value, len(case.earning) + 1)
    half = Fraction(1, 2 * 10 ** (case.places if own is None else own))
    same = bool(ends) and checks.rescales_so(EXACT, total.value - bonus, rows - bonus, whole, left, ends, half)
    if total.value not in (Fraction(expected), nearest) and not same:
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
