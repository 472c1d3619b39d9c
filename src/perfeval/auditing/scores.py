"""得分: does each printed score follow from its row, the total from the scores, the grade from the total?

Over 300 lines, because each rule's docstring is its page in docs/audit/; the code alone is under 300.
"""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing import checks
from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import add, blank, points, show
from perfeval.auditing.rule import OURS, Found, Skip, rule
from perfeval.auditing.slips import Deviation, explain
from perfeval.rules.formulas import rescaled, with_bonus
from perfeval.scoring.engine import EXACT
from perfeval.scoring.wording import kept
from perfeval.values.figures import Figure, round_half_up
from perfeval.values.terms import Status
from perfeval.values.units import is_share


def _why_not(line: Line) -> str:
    """Why a row's printed score cannot be held against a recomputed one; empty where it can."""
    if blank(line.row.published_score):
        return "没有印得分"
    if line.printed is None:
        return f"所印得分“{line.row.published_score}”读不出数"
    if line.result.status is Status.UNDETERMINED:
        return line.result.reason
    if line.misread:
        return "目标值没有写明方向，见 direction-unstated"
    return ""


def _slip(case: Case, line: Line) -> str:
    """What explains the deviation, as the tail of a message."""
    result, reading = line.result, line.reading
    assert line.printed is not None
    assert result.exact is not None
    assert result.score is not None
    words = explain(
        Deviation(
            printed=line.printed,
            weight=line.weight or Fraction(0),
            exact=result.exact,
            score=result.score,
            profile=case.profile,
            target=reading.target if reading else None,
            actual=reading.actual if reading else None,
            is_share=reading is not None and is_share(reading.unit),
            direction=getattr(line.row, "resolved_direction", None),
        )
    )
    return f"{words}。" if words else ""


@rule(
    code="S201",
    name="score-mismatch",
    severity=Severity.ERROR,
    clause=("forward_rule",),
    slack="所印得分是准确数。位数少于评分规则的，按评分规则的位数比较；位数更多的，与未取整的得分按所印位数比较。",
)
def score_mismatch(case: Case) -> Iterator[Found | Skip]:
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
    for line in case.earning:
        if reason := _why_not(line):
            yield Skip(line.path, reason)
        elif not line.agrees(case.places):
            assert line.result.score is not None
            told = f"应得 {show(line.result.score)} 分，印 {line.row.published_score} 分。"
            clause = line.result.clause
            if line.is_kept:  # no figure was looked at, so none explains the deviation
                told = f"本行不适用，{kept(line.row, case.profile)}，{told}"
                clause = case.profile.not_applicable.clause or OURS
            else:
                told += _slip(case, line)
            yield Found(
                line.path,
                told,
                expected=f"{line.result.score:f}",
                found=line.row.published_score or "",
                clause=clause,
            )


@rule(code="S202", name="score-above-weight", severity=Severity.ERROR, clause=("得分上限", "forward_rule"))
def score_above_weight(case: Case) -> Iterator[Found | Skip]:
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
    execution = case.execution
    printed = points(execution.published_score)
    if execution.weight is None:
        yield Skip("execution", "表上没有印预算执行的分值，见 execution-score-mismatch")
    elif printed is not None and checks.is_above(EXACT, printed.value, case.execution_weight):
        yield _above("execution", printed, case.execution_weight)
    for line in case.earning:
        if line.printed is None or line.weight is None:
            yield Skip(line.path, "没有权重" if line.weight is None else "没有印得分")
        elif checks.is_above(EXACT, line.printed.value, line.weight):
            yield _above(line.path, line.printed, line.weight)


def _above(path: str, printed: Figure, weight: Fraction) -> Found:
    message = f"得分 {show(printed.value)} 分，高于权重 {show(weight)} 分。"
    return Found(path, message, expected=f"≤{show(weight)}", found=show(printed.value))


@rule(code="S203", name="group-score-above-weight", severity=Severity.ERROR, clause=("group_points",))
def group_score_above_weight(case: Case) -> Iterator[Found | Skip]:
    """一级指标（或年度目标）下各行所印得分之和高于表头的分值。

    **查什么** 每组所印得分之和与表头分值比较。某一行自己高于权重的部分已由 `score-above-weight` 报告，这里不再计入。

    **为什么** 一组的得分占用了别组的分，总分看不出来。

    **反例** 表头 10 分，一行却得 20 分：

    ```toml
    [weights]
    "满意度指标" = 10
    [[indicators]]
    level1 = "满意度指标"
    name = "群众满意度"
    weight = 20
    published_score = 20
    ```

    **正例**

    ```toml
    [weights]
    "满意度指标" = 10
    [[indicators]]
    level1 = "满意度指标"
    name = "群众满意度"
    weight = 10
    published_score = 10
    ```

    **来源** 表头所印分值；江岸区 2023 年度乡村振兴项目表即有此错。
    """
    if case.evaluation.partial:
        yield Skip("weights", "文件是节选，缺少部分指标行")
        return
    for group in case.groups:
        lines = [line for line in group.lines if line.applies or line.printed is not None]
        if any(line.printed is None for line in lines):
            yield Skip(group.path, "有的行没有印得分")
            continue
        total = add(min(line.printed.value, line.weight or line.printed.value) for line in lines if line.printed)
        if total > Fraction(group.declared):
            yield Found(
                group.path,
                f"“{group.name}”印 {show(group.declared)} 分，各行得分合计 {show(total)} 分。",
                expected=f"≤{show(group.declared)}",
                found=show(total),
                rows=tuple(line.path for line in lines),
            )


@rule(
    code="S204",
    name="total-mismatch",
    severity=Severity.ERROR,
    clause=("total",),
    slack="无：所印总分与所印得分都是准确数；各行印的位数多于评分规则的，合计按评分规则的位数取整后相等也可。"
    "评分规则只对合计取整的，每个所印得分按其位数是一个区间。",
)
def total_mismatch(case: Case) -> Iterator[Found | Skip]:
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
    printed = {"execution": points(case.execution.published_score)} | {line.path: line.printed for line in case.lines}
    if all(figure is None for figure in printed.values()):
        yield from _against_recomputed(case, total)
        return
    missing = [path for path, figure in printed.items() if figure is None]
    if missing:
        yield Skip(
            "published", f"有的得分没有印，或读不出数：{'、'.join(missing[:3])}{'等' if len(missing) > 3 else ''}"
        )
        return
    rows = add(figure.value for figure in printed.values() if figure)
    if case.profile.not_applicable.value == "rescale" and case.left_out:
        yield from _rescaled(case, total, rows)
        return
    whole = rows + add(line.printed.value for line in case.left_out if line.printed is not None)
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
    out = [line.weight for line in case.left_out if not line.is_bonus(case.profile)]
    bonus = add(line.printed.value for line in case.lines if line.printed and line.is_bonus(case.profile))
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
        sums[name] = sums.get(name, Fraction(0)) + (line.printed.value if line.printed else 0)
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


@rule(code="S205", name="grade-mismatch", severity=Severity.ERROR, clause=("grades",))
def grade_mismatch(case: Case) -> Iterator[Found | Skip]:
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
        message = f"总分 {show(total)} 分，等级应为“{expected}”，印“{grade}”。"
        yield Found("published", message, expected=expected, found=grade)


@rule(code="S206", name="missed-with-full-marks", severity=Severity.ERROR, clause=("forward_rule",))
def missed_with_full_marks(case: Case) -> Iterator[Found | Skip]:
    """没有达到目标，却得满分。

    **查什么** 定量行没有达到目标值、重算得分低于权重，而所印得分等于或高于权重。

    **为什么** 这是自评流于形式最直接的证据。与 `score-mismatch` 是两件事：那里说得分应是多少，这里说没有完成的目标被当作完成。

    **例外** 目标值没有写明方向、得分符合另一个方向的，只报 `direction-unstated`。

    **反例**

    ```toml
    [[indicators]]
    name = "培训人数"
    target = "≥50人"
    actual = "45人"
    weight = 10
    published_score = 10
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "培训人数"
    target = "≥50人"
    actual = "45人"
    weight = 10
    published_score = 9
    ```

    **来源** 复核检查清单“满分须有数据支撑”（郫都区）；湖北式表备注2。
    """
    for line in case.lines:
        if not line.is_quantitative:
            continue
        if reason := _why_not(line):
            yield Skip(line.path, reason)
        elif line.is_met is False and _has_full_marks(line):
            target, actual = line.result.target or line.row.target, line.result.actual or line.row.actual
            yield Found(
                line.path,
                f"目标值“{target}”，完成“{actual}”，没有达到，却得满分。",
                expected=f"<{show(line.weight or Fraction(0))}",
                found=line.row.published_score or "",
                clause=line.result.clause,
            )


def _has_full_marks(line: Line) -> bool:
    """Whether the printed score is the whole weight, and rounding alone does not make it so."""
    assert line.printed is not None
    assert line.weight is not None
    assert line.result.score is not None
    return bool(checks.has_full_marks(EXACT, line.printed.value, Fraction(line.result.score), line.weight))


@rule(code="S207", name="met-with-lost-points", severity=Severity.WARNING, clause=("forward_rule",))
def met_with_lost_points(case: Case) -> Iterator[Found | Skip]:
    """达到了目标，却没有得满分。

    **查什么** 定量行达到目标值，而所印得分低于重算得分（文件里写明的扣分已经减去）。

    **为什么** 达到目标应得满分；扣了分就该写明扣的是什么。常见的是各行一律打九折，看上去像认真评过。

    **反例**

    ```toml
    [[indicators]]
    name = "验收合格率"
    target = "100%"
    actual = "100%"
    weight = 20
    published_score = 19
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "验收合格率"
    target = "100%"
    actual = "100%"
    weight = 20
    published_score = 20
    ```

    **来源** “完成值达到指标值，记满分”（海淀区 2016 年度表注）；反例见丽江市古城区 2020 年度表。
    """
    for line in case.lines:
        if not line.is_quantitative:
            continue
        if reason := _why_not(line):
            yield Skip(line.path, reason)
        elif line.is_met and line.printed and line.result.score is not None:
            expected = line.result.score
            if checks.has_lost_points(EXACT, line.printed.value, Fraction(expected)):
                yield Found(
                    line.path,
                    f"达到了目标，应得 {show(expected)} 分，印 {line.row.published_score} 分，没有写明为何扣分。",
                    expected=f"{expected:f}",
                    found=line.row.published_score or "",
                    clause=line.result.clause,
                )
