"""The sentences of the other curves: cut-offs, steps, tiers, bands, lists; as `perfeval.scoring.wording` tells the ratios."""

from collections.abc import Callable
from fractions import Fraction

from perfeval.forms.model import Indicator
from perfeval.rules.gates import Row
from perfeval.scoring.methods import Method, Numbers
from perfeval.scoring.results import Step
from perfeval.scoring.wording import by
from perfeval.values.figures import percent, plain

Told = Callable[[Row, Fraction, str, Numbers], str]


def curve(method: Method, row: Row, exact: Fraction, unit: str, p: Numbers | None) -> tuple[Step, ...]:
    """What the row's rule says of its figures."""
    words = _CURVES[method.rule](row, exact, unit, p or Numbers(row.weight))
    return (Step(method.clause, f"{by(method.clause)}{words}"),)


def listed(row: Indicator, method: Method, operands: Row, exact: Fraction) -> Step:
    """A checklist, item by item; or the coefficient."""
    weight = plain(operands.weight)
    if method.kind == "coefficient":
        rate = f"{plain(operands.actual * 100, 40)}%"
        words = f"得分 = 得分系数 × 权重 = {rate} × {weight} = {plain(exact)} 分。"
        return Step(method.clause, f"{by(method.clause)}{words}")
    items = "；".join(
        f"{item.description or '（未写内容）'} {plain(item.points or Fraction(0))} 分（{'做到' if item.done else '未做到'}）"
        for item in row.items
    )
    how = f"做到的各项合计 {plain(exact)} 分"
    if method.rule == "deduct-each":
        how = f"权重 {weight} 分，未做到的各项扣 {plain(operands.target - operands.actual)} 分，扣完为止，计 {plain(exact)} 分"
    return Step(method.clause, f"{by(method.clause)}逐项核对：{items}。{how}。")


def _linear(row: Row, exact: Fraction, unit: str, p: Numbers) -> str:  # noqa: ARG001
    a, b, w = f"{plain(row.target)}{unit}", f"{plain(row.actual)}{unit}", plain(row.weight)
    if row.actual <= row.target:
        return f"完成值 {b} 不超过目标值 {a}，计满分 {w} 分。"
    if not exact:
        return f"完成值 {b} 达到目标值 {a} 的两倍，不得分，计 0 分。"
    return f"得分 = 权重 × (1 − (B − A) ÷ A) = {w} × (1 − ({b} − {a}) ÷ {a}) = {plain(exact)} 分。"


def _exact(row: Row, exact: Fraction, unit: str, p: Numbers) -> str:  # noqa: ARG001
    a, b = f"{plain(row.target)}{unit}", f"{plain(row.actual)}{unit}"
    met = "等于" if row.actual == row.target else "不等于"
    return f"完成值 {b} {met}目标值 {a}，计 {plain(exact)} 分。"


def _cut_off(row: Row, exact: Fraction, unit: str, p: Numbers) -> str:
    rate = row.actual / row.target
    told = f"完成率 = {plain(row.actual)}{unit} ÷ {plain(row.target)}{unit} = {plain(rate * 100)}%，"
    if rate < p.lower:
        return f"{told}低于 {percent(p.lower)}，不得分。"
    if rate > p.upper:
        return f"{told}高于 {percent(p.upper)}，不得分。"
    if exact == row.weight:
        return f"{told}已达到目标值，计满分 {plain(exact)} 分。"
    return f"{told}得分 = 权重 × B ÷ A = {plain(exact)} 分。"


def _steps(row: Row, exact: Fraction, unit: str, p: Numbers) -> str:
    short = (p.start - row.actual) * p.toward
    b, start = f"{plain(row.actual)}{unit}", f"{plain(p.start)}{unit}"
    if short <= 0:
        return f"完成值 {b} 达到起点 {start}，计满分 {plain(exact)} 分。"
    word, each = ("高", "每超过") if p.toward < 0 else ("低", "每低于")
    whole, part = divmod(short, p.per)
    count = int(whole) + (p.begun if part else 0)
    how = "" if not part else "，不足一步的按一步计" if p.begun else "，不足一步的不计"
    rule = f"完成值 {b} 比起点 {start} {word} {plain(short)}{unit}，{each} {plain(p.per)}{unit} 扣 {plain(p.deduct)} 分"
    lost = count * p.deduct
    floor = "，扣完为止" if lost > row.weight else ""
    return f"{rule}，共 {count} 步{how}，扣 {plain(lost)} 分{floor}：得分 = {plain(row.weight)} − {plain(row.weight - exact)} = {plain(exact)} 分。"


def _rate_steps(row: Row, exact: Fraction, unit: str, p: Numbers) -> str:  # noqa: ARG001
    """The same steps, of the rate."""
    rate = Row(row.weight, Fraction(100), row.actual / row.target * 100)
    hundred = p._replace(start=p.start * 100, per=p.per * 100)
    return _steps(rate, exact, "%", hundred).replace("完成值", "执行率")


def _tiers(row: Row, exact: Fraction, unit: str, p: Numbers) -> str:
    return f"完成值 {plain(row.actual)}{unit} 所在的一档{_place(row.actual, p, unit)}，计 {plain(exact)} 分。"


def _bands(row: Row, exact: Fraction, unit: str, p: Numbers) -> str:
    deviation = abs(row.actual - row.target) / row.target * 100
    hundred = p._replace(tiers=tuple(t._replace(high=None if t.high is None else t.high * 100) for t in p.tiers))
    figures = (
        f"|{plain(row.actual)}{unit} − {plain(row.target)}{unit}| ÷ {plain(row.target)}{unit} = {plain(deviation)}%"
    )
    return f"偏差 = {figures}，所在的一档{_place(deviation, hundred, '%', '±')}，计 {plain(exact)} 分。"


def _place(value: Fraction, p: Numbers, unit: str, sign: str = "") -> str:
    """（10%—20%，含 20%）: the tier that a figure lies in."""
    low = None
    for tier in p.tiers:
        if tier.high is None:
            return f"（{sign}{plain(low or Fraction(0))}{unit} 以上）"
        if value < tier.high or (tier.closed and value == tier.high):
            high = f"{plain(tier.high)}{unit}"
            from_ = f"{sign}{plain(low)}{unit}—" if low is not None else f"{sign}不超过 "
            own = high if tier.closed else f"{plain(low or Fraction(0))}{unit}"
            return f"（{from_}{high}，含 {own}）"
        low = tier.high
    return ""


_CURVES: dict[str, Told] = {
    "linear": _linear,
    "exact": _exact,
    "cut-off": _cut_off,
    "steps": _steps,
    "rate-steps": _rate_steps,
    "tiers": _tiers,
    "bands": _bands,
}
