"""定性评判: does each judged row say which band it is in, and does its score lie there?"""

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.auditing.slips import some
from perfeval.errors import UndeterminedError
from perfeval.forms.aggregate import Share, mean
from perfeval.forms.model import QualitativeIndicator
from perfeval.profiles import Band, Profile, load_profile, shipped
from perfeval.scoring.parts import funds_of, has_parts, read_judgements
from perfeval.scoring.reading import Judgement, judgement_of, read_judgement
from perfeval.values.figures import percent
from perfeval.values.quantities import read_target


def _judgements(line: Line, case: Case) -> list[tuple[str, Judgement, Fraction | None]]:
    """Each part's judgement with its funds, or the whole row's; UndeterminedError where words mean nothing."""
    row = line.row
    assert isinstance(row, QualitativeIndicator)
    if not has_parts(row):
        return [("", read_judgement(row, case.profile), None)]
    found = read_judgements(row, case.evaluation, case.profile)
    return [(part.name, judgement, funds_of(part)) for part, judgement in found]


def _labels(profile: Profile) -> str:
    return "、".join(band.label for band in profile.judged_bands.value)


@rule(code="J401", name="attainment-missing", severity=Severity.WARNING, clause=("judged_bands",))
def attainment_missing(case: Case) -> Iterator[Found | Skip]:
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
    if not case.profile.judged_bands.value:
        yield Skip("indicators", f"评分规则“{case.profile.id}”没有划分档次")
        return
    for line in case.lines:
        if line.is_quantitative:
            continue
        if line.has_own_method:
            yield Skip(line.path, "本行写有自己的计分方法")
            continue
        try:
            found = _judgements(line, case)
        except UndeterminedError as error:
            if error.code == "part-missing":
                yield Found(line.path, f"{error.reason}。")
            else:
                yield Skip(line.path, error.reason)
            continue
        without = [name for name, judgement, _ in found if judgement.band is None]
        if without:
            who = f"{'、'.join(without)}：" if any(without) else ""
            yield Found(line.path, f"{who}定性指标没有评判档次，应写明其一：{_labels(case.profile)}。")


@rule(code="J402", name="attainment-unknown", severity=Severity.ERROR, clause=("judged_bands",))
def attainment_unknown(case: Case) -> Iterator[Found | Skip]:
    """写明的评判档次不是规则所列的三档之一。

    **查什么** attainment（或各部分的 attainments）写的是否评分规则的档次或其别名。

    **为什么** “良好”“基本完成”落在哪个分值区间，规则没有说。

    **反例**

    ```toml
    [[indicators]]
    name = "群众满意度"
    target = "较高"
    attainment = "良好"
    weight = 10
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "群众满意度"
    target = "较高"
    attainment = "部分达成"
    rate = "75%"
    weight = 10
    ```

    **来源** 湖北式表备注3 只列三档。
    """
    for line in case.lines:
        for cell in line.cells("attainment", "attainments") if not line.is_quantitative else ():
            try:
                judgement_of(cell, None, None, case.profile)
            except UndeterminedError as error:
                yield Found(line.path, f"{error.reason}。", expected=_labels(case.profile), found=cell)


@rule(
    code="J403",
    name="rate-outside-band",
    severity=Severity.ERROR,
    clause=("judged_bands",),
    slack="得分按评分规则的位数取整：下限处，得分等于权重 × 下限取整后的数也在档内；上限不含在内（首档除外）。",
)
def rate_outside_band(case: Case) -> Iterator[Found | Skip]:
    """定性得分不在所评档次的分值区间内。

    **查什么** 写明比例（rate）的，比例是否在所评档次的区间内；没有写明的，所印得分 ÷ 权重是否在区间内。分部分的行，得分应在各部分
    档次区间按资金额度加权平均的上下限之间。下限含在档内，上限属于上一档。

    **为什么** 评为“部分达成”却得九成分，档次和得分必有一个错。

    **例外** 得分高于权重的由 `score-above-weight` 报告。

    **反例** “部分达成”的区间是 80%—50%，8 分是 80%，属于上一档：

    ```toml
    [[indicators]]
    name = "群众满意度"
    target = "较高"
    actual = "部分达成预期指标"
    weight = 10
    published_score = 8
    ```

    **正例**

    ```toml
    [[indicators]]
    name = "群众满意度"
    target = "较高"
    actual = "部分达成预期指标"
    weight = 10
    published_score = 7.5
    ```

    **来源** 湖北式表备注3：100-80%（含80%）、80-50%（含50%）、50-0%；其他省第二档以 60% 为界。
    """
    for line in case.lines:
        if line.is_quantitative:
            continue
        try:
            found = _judgements(line, case)
        except UndeterminedError as error:
            yield Skip(line.path, error.reason)
            continue
        if any(judgement.band is None for _, judgement, _ in found):
            yield Skip(line.path, "没有评判档次")
        elif all(judgement.rate is not None for _, judgement, _ in found):
            yield from _stated(line, found, case)
        else:
            yield from _printed(line, found, case)


def _stated(line: Line, found: list[tuple[str, Judgement, Fraction | None]], case: Case) -> Iterator[Found]:
    """Rates that are written down, each against its band."""
    for name, judgement, _ in found:
        band, rate = judgement.band, judgement.rate
        assert band is not None
        assert rate is not None
        if not _inside(band, rate, case):
            who = f"{name}：" if name else ""
            told = f"{who}评为“{band.label}”，区间 {_span(band)}，写明的比例 {percent(rate)} 不在其内{_elsewhere(band, rate, case)}。"
            yield Found(line.path, told, expected=_span(band), found=percent(rate))


def _printed(line: Line, found: list[tuple[str, Judgement, Fraction | None]], case: Case) -> Iterator[Found | Skip]:
    """No rate is written: the printed score over the weight, against the band or the mean of the parts' bands."""
    if line.printed is None or not line.weight:
        yield Skip(line.path, "没有印得分" if line.printed is None else "没有权重")
        return
    if line.printed.value > line.weight:
        yield Skip(line.path, "得分高于权重，见 score-above-weight")
        return
    bands = [judgement.band for _, judgement, _ in found if judgement.band]
    try:
        low = _mean([(band.low, funds) for band, (_, _, funds) in zip(bands, found, strict=True)])
        high = _mean([(band.high, funds) for band, (_, _, funds) in zip(bands, found, strict=True)])
    except UndeterminedError as error:
        yield Skip(line.path, error.reason)
        return
    rate = line.printed.value / line.weight
    first = case.profile.judged_bands.value[0]
    open_above = any(band is not first for band in bands)
    lowest = Fraction(case.profile.round(low * line.weight))
    if line.printed.value < min(lowest, low * line.weight) or (open_above and rate >= high):
        named = "、".join(dict.fromkeys(band.label for band in bands))
        span = f"{percent(high)}—{percent(low)}"
        told = (
            f"评为“{named}”，区间 {span}，得分 {show(line.printed.value)} 分是权重 {show(line.weight)} 分的 {percent(rate)}，"
            f"不在其内{_elsewhere(bands[0], rate, case) if len(bands) == 1 else ''}。"
        )
        yield Found(line.path, told, expected=span, found=percent(rate))


def _mean(values: list[tuple[Fraction, Fraction | None]]) -> Fraction:
    """A single band's own end, or the mean of the parts' ends by funds."""
    if len(values) == 1:
        return values[0][0]
    return mean([Share("", value, funds) for value, funds in values])


def _inside(band: Band, rate: Fraction, case: Case) -> bool:
    first = band is case.profile.judged_bands.value[0]
    return band.low <= rate and (rate < band.high or (first and rate == band.high))


def _span(band: Band) -> str:
    return f"{percent(band.high)}—{percent(band.low)}（含 {percent(band.low)}）"


def _elsewhere(band: Band, rate: Fraction, case: Case) -> str:
    """The shipped profiles under which the same label would allow the rate."""
    fits: dict[str, list[str]] = {}
    for name in shipped():
        other = load_profile(name)
        same = next((other.band(label) for label in (band.label, *band.aliases) if other.band(label)), None)
        if name != case.profile.id and same and same.low <= rate < same.high:
            fits.setdefault(_span(same), []).append(name)
    return "".join(f"；却在{some(names)}的 {span} 之内" for span, names in fits.items())


_SHORT = 6


@rule(code="J404", name="wording-changed", severity=Severity.NOTE, clause=("judged_bands",))
def wording_changed(case: Case) -> Iterator[Found | Skip]:
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
    for line in case.lines:
        target, actual = (_phrase(cell) for cell in (line.row.target, line.row.actual))
        if line.is_quantitative or not target or not actual or case.profile.band(actual):
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
