"""定性得分不在所评档次的分值区间内。

**查什么** 写明档内比例的，比例是否在所评档次的区间内；没有写明的，所印得分 ÷ 权重是否在区间内。分部分的行，得分应在各部分
档次区间按资金额度加权平均的上下限之间。下限含在档内，上限属于上一档。分档规则给一档“9—8 分”的定量行，所印得分应在两数之间。

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

from collections.abc import Iterator
from fractions import Fraction

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.judgements import judgements
from perfeval.auditing.printed import show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.auditing.slips import some
from perfeval.errors import UndeterminedError
from perfeval.forms.aggregate import FundedFigure, mean
from perfeval.profiles import Band, load_profile, shipped
from perfeval.rules.judged import rate_words
from perfeval.rules.rule import Operands
from perfeval.rules.tiers import IN_RANGE
from perfeval.scoring.methods import numbers
from perfeval.scoring.trace import Judgement
from perfeval.values.figures import percent, true_percent


@rule(
    code="J403",
    name="rate-outside-band",
    severity=Severity.ERROR,
    clause=("judged_bands",),
    cell="published_score",
    slack="得分按评分规则的位数取整：下限处，得分等于权重 × 下限取整后的数也在档内；上限不含在内（首档除外）。",
)
def rate_outside_band(case: Case) -> Iterator[Found | Skip]:
    for line in case.answers:
        if line.is_quantitative:
            yield from _in_tier(line, case)
            continue
        try:
            found = judgements(line, case)
        except UndeterminedError as error:
            yield Skip(line.path, error.reason)
            continue
        if any(judgement.band is None for _, judgement, _ in found):
            yield Skip(line.path, "没有评判档次")
        elif all(judgement.rate is not None for _, judgement, _ in found):
            yield from _stated(line, found, case)
        else:
            yield from _printed(line, found, case)


def _in_tier(line: Line, case: Case) -> Iterator[Found]:
    """The printed score of a figure in a tier that gives a range of points."""
    trace, weight = line.result.trace, line.weight
    if line.result.code != IN_RANGE or line.printed is None or weight is None:
        return
    assert trace.method is not None
    assert trace.method.rule.bounds is not None
    assert trace.reading is not None
    p = numbers(trace.method, weight, trace.reading.target, trace.reading.unit)
    assert p is not None
    bounds = trace.method.rule.bounds(Operands(weight, trace.reading.target, trace.reading.actual), p)
    if bounds is not None and not Fraction(case.profile.round(bounds[0])) <= line.printed <= bounds[1]:
        span = f"{show(bounds[0])}—{show(bounds[1])}"
        told = f"完成值所在的一档得 {span} 分，印 {show(line.printed)} 分，不在其内。"
        yield Found(line.path, told, expected=span, found=show(line.printed), clause=line.result.clause)


def _stated(line: Line, found: list[tuple[str, Judgement, Fraction | None]], case: Case) -> Iterator[Found]:
    """Rates that are written down, each against its band."""
    for name, judgement, _ in found:
        band, rate = judgement.band, judgement.rate
        assert band is not None
        assert rate is not None
        if not _inside(band, rate, case):
            who = f"{name}：" if name else ""
            told = f"{who}评为“{band.label}”，区间 {_span(band)}，写明的比例 {rate_words(rate)} 不在其内{_elsewhere(band, rate, case)}。"
            yield Found(line.path, told, expected=_span(band), found=rate_words(rate))


def _printed(line: Line, found: list[tuple[str, Judgement, Fraction | None]], case: Case) -> Iterator[Found | Skip]:
    """No rate is written: the printed score over the weight, against the band or the mean of the parts' bands."""
    if line.printed is None or not line.weight:
        yield Skip(line.path, "没有印得分" if line.printed is None else "没有权重")
        return
    if line.printed > line.weight:
        yield Skip(line.path, "得分高于权重，见 S202")
        return
    bands = [judgement.band for _, judgement, _ in found if judgement.band]
    try:
        low = _mean([(band.low, funds) for band, (_, _, funds) in zip(bands, found, strict=True)])
        high = _mean([(band.high, funds) for band, (_, _, funds) in zip(bands, found, strict=True)])
    except UndeterminedError as error:
        yield Skip(line.path, error.reason)
        return
    rate = line.printed / line.weight
    first = case.profile.judged_bands.value[0]
    open_above = any(band is not first for band in bands)
    lowest = Fraction(case.profile.round(low * line.weight))
    if line.printed < min(lowest, low * line.weight) or (open_above and rate >= high):
        named = "、".join(dict.fromkeys(band.label for band in bands))
        span = f"{percent(high)}—{percent(low)}"
        told = (
            f"评为“{named}”，区间 {span}，得分 {show(line.printed)} 分是权重 {show(line.weight)} 分的 {true_percent(rate)}，"
            f"不在其内{_elsewhere(bands[0], rate, case) if len(bands) == 1 else ''}。"
        )
        yield Found(line.path, told, expected=span, found=true_percent(rate))


def _mean(values: list[tuple[Fraction, Fraction | None]]) -> Fraction:
    """A single band's own end, or the mean of the parts' ends by funds."""
    if len(values) == 1:
        return values[0][0]
    return mean([FundedFigure("", value, funds) for value, funds in values])


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
