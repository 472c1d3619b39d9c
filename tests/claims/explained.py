"""What an explanation says of a row, of execution and of the total.

Over 300 lines: a list of sentences, each beside what recomputes it.
"""

import re
from fractions import Fraction
from math import ceil, floor
from typing import Any

from tests.claims.about import OURS, Cell, Row, share
from tests.claims.grammar import Grammar, Told, span
from tests.claims.reasons import REASONS, TOTAL_REASONS

EXPLAINED = Grammar()
says = EXPLAINED.says
ZERO = Fraction(0)

# --- what the row is ----------------------------------------------------------------------------------------------


@says(
    "“{name:t}”：{kind:t}，权重 {w} 分，目标值“{target:t}”，实际完成值“{actual:t}”。", "“{name:t}”：{kind:t}，权重 {w} 分，目标值“{target:t}”。",
    "“{name:t}”：{kind:t}，权重 {w} 分，实际完成值“{actual:t}”。", "“{name:t}”：{kind:t}，权重 {w} 分。",
)  # fmt: skip
def _(s: Row, name: str, kind: str, w: Told, target: str = "", actual: str = "") -> Any:
    kinds = {"forward": "正向指标", "reverse": "反向指标", "equal": "等于指标"}
    quantitative = type(s.result.indicator).__name__ == "QuantitativeIndicator"
    label = kinds[s.direction_of_result] if quantitative else "定性指标"
    unsigned = f"定量指标（目标值没有写明方向，按{label}计）"
    yield name == s.cells["name"]
    yield w.of(s.weight or ZERO)
    yield target == str(s.cells.get("target") or "")
    yield actual == str(s.cells.get("actual") or "")
    yield kind in (label, unsigned, "定量指标")
    has_sign = s.cells.get("direction") or any(
        Cell(c).sign for c in (s.cells.get("target"), *s.cells.get("targets", {}).values())
    )
    has_sign = has_sign or bool(re.search(r"[（(][≥≤=<>＝]+[*＊_]*[^（）()]+[)）]$", name))  # 总投入（≤**万元）
    yield not (has_sign and kind == unsigned)
    yield not (
        quantitative and not has_sign and kind == label and not s.cells.get("direction") and s.target.value is not None
    )


@says("{by:by}“{head:t}”占 {h} 分，本行在其中（满分 100 分）占 {inside} 分：{h} × {inside} ÷ 100 = {w} 分。")
def _(s: Row, by: str, head: str, h: Told, inside: Told, w: Told) -> Any:
    yield by == f"依据{OURS}，" and h.of(s.head or ZERO) and head in s.tree["weights"]
    yield inside.of(Fraction(str(s.cells["weight"]))) and w.of(s.weight or ZERO) and (h * inside / span(100)).of(w)


@says("本行不占分值，所写的扣分 {d} 分没有计入总分：请写在所扣的那一行。")
def _(s: Row, d: Told) -> bool:
    return s.weight == 0 and d.of(Fraction(str(s.cells["deduct"])))


# --- execution ----------------------------------------------------------------------------------------------------


@says("预算执行率 = 执行数（B）÷ 预算数（A）= {b}万元 ÷ {a}万元 = {rate}%。")
def _(s: Row, b: Told, a: Told, rate: Told) -> Any:
    exact = s.figures[1] / s.figures[0] * 100  # type: ignore[operator]
    yield a.of(s.figures[0]) and b.of(s.figures[1])  # type: ignore[arg-type]
    yield rate.of(exact) or (rate.rounds(exact, 2) and (rate.low.denominator > 1 or rate.of(exact)))


@says("{by:by}得分 = {w} 分 × 执行率 = {w} × {b} ÷ {a} = {raw} 分。")
def _(s: Row, by: str, w: Told, b: Told, a: Told, raw: Told) -> Any:
    exact = s.b(b) / s.a(a) * span(s.weight or ZERO)
    yield s.cites(by) and w.of(s.weight or ZERO) and a.of(s.a(a)) and b.of(s.b(b))
    yield raw.of(exact)
    yield exact.of(s.exact)


@says("{by:by}得分 = {w} 分 × 执行率 = {w} × {b} ÷ {a} = {raw}，超过权重；得分不得突破权重总额，计 {p} 分。")
def _(s: Row, by: str, w: Told, b: Told, a: Told, raw: Told, p: Told) -> Any:
    exact = s.b(b) / s.a(a) * span(s.weight or ZERO)
    yield s.cites(by) and w.of(s.weight or ZERO) and raw.of(exact)
    yield exact.high > (s.weight or ZERO) and p.of(s.weight or ZERO) and s.exact == s.weight


@says("预算数（A）为 0。{by:by}计 {p} 分。")
def _(s: Row, by: str, p: Told) -> bool:
    return s.budget == 0 and s.cites(by, "execution_zero_budget") and p.of(s.exact)


@says(
    "{by:by}先把比率取整为 {rate}%：得分 = {w} × {rate}% = {p} 分。",
    "{by:by}先把比率 {raw}% 取整为 {rate}%：得分 = {w} × {rate}% = {p} 分。",
)
def _(s: Row, by: str, rate: Told, w: Told, p: Told, raw: Told | None = None) -> Any:
    key = "execution_rate_places" if s.is_execution else "rounding_rate"
    yield s.cites(by, key) and w.of(s.weight or ZERO)
    yield (w * rate / span(100)).of(s.exact) and p.of(s.exact)
    a, b = s.figures
    if s.is_execution and a and b:
        yield rate.of(s.round(b.low / a.low * 100, s.value(key)))
    if raw is not None:
        yield rate.of(s.round(raw.low, s.value(key))) or raw.is_cut
        if a and b and not s.curve and s.value(s.parameter) in ("ratio", "as-forward"):
            yield raw.of(b / a * 100 if s.parameter != "reverse_rule" else a / b * 100)


@says("预算执行率低于 {bound}%，应说明原因（{clause:t}）。")
def _(s: Row, bound: Told, clause: str) -> bool:
    low = share(s.value("execution_explain_below"))
    rate = s.figures[1].low / s.figures[0].low  # type: ignore[union-attr]
    return bound.of(low * 100) and rate < low and clause == (s.clause("execution_explain_below") or OURS)


@says("执行数大于{what:预算数|年初预算数}，{ask:t}。")
def _(s: Row, what: str, ask: str) -> Any:
    yield s.figures[1].low > s.figures[0].low  # type: ignore[union-attr]
    basis = s.value("execution_budget")
    yield (what == "年初预算数") is (basis == "initial")
    yield basis == "adjusted" or "调整后" not in ask


# --- in proportion ------------------------------------------------------------------------------------------------


def _ratio(s: Row, up: Told, down: Told, w: Told, raw: Told, p: Told | None) -> Any:
    """权重 × up ÷ down; with the cap where `p` is told."""
    rising = s.direction_of_result != "reverse"
    one, other = (s.b(up), s.a(down)) if rising else (s.a(up), s.b(down))
    exact = one / other * span(s.weight or ZERO)
    yield w.of(s.weight or ZERO) and up.of(one) and down.of(other)
    yield raw.of(exact)
    if p is None:
        yield exact.of(s.exact)
    else:
        yield exact.high > (s.weight or ZERO) and p.of(s.weight or ZERO) and s.exact == s.weight


@says("{by:by}得分 = 权重 × {how:B ÷ A|A ÷ B} = {w} × {up:q} ÷ {down:q} = {raw} 分。")
def _(s: Row, by: str, how: str, w: Told, up: Told, down: Told, raw: Told) -> Any:
    yield s.cites(by) and (how == "A ÷ B") is (s.direction_of_result == "reverse")
    yield from _ratio(s, up, down, w, raw, None)


@says(
    "{by:by}得分 = 权重 × {how:B ÷ A|A ÷ B} = {w} × {up:q} ÷ {down:q} = {raw}，超过权重；得分不得突破权重总额，计 {p} 分。"
)
def _(s: Row, by: str, how: str, w: Told, up: Told, down: Told, raw: Told, p: Told) -> Any:
    yield s.cites(by) and (how == "A ÷ B") is (s.direction_of_result == "reverse")
    yield from _ratio(s, up, down, w, raw, p)


@says("{by:by}已达到目标值，计满分 {w} 分。")
def _(s: Row, by: str, w: Told) -> Any:
    a, b = s.figures
    yield s.cites(by) and w.of(s.weight or ZERO) and s.exact == s.weight
    yield a is None or b is None or (b.low <= a.low if s.direction_of_result == "reverse" else b.low >= a.low)


@says("{by:by}目标值为 0，完成值 {b:q} 大于 0，计 {p} 分。")
def _(s: Row, by: str, b: Told, p: Told) -> Any:
    yield s.a(Told("0")).low == 0 < b.low and b.of(s.b(b)) and p.of(s.exact) and s.exact == 0
    yield by in ("来源没有规定，按本项目的理解，", f"依据{OURS}，") or s.cites(by, "zero_target")


@says("{by:by}完成值 {b:q} 不超过目标值 {a:q}，计满分 {w} 分。")
def _(s: Row, by: str, b: Told, a: Told, w: Told) -> Any:
    yield s.cites(by) and b.of(s.b(b)) and a.of(s.a(a)) and s.b(b).low <= s.a(a).high
    yield w.of(s.weight or ZERO) and s.exact == s.weight


@says("{by:by}完成值 {b:q} 达到目标值 {a:q} 的两倍，不得分，计 0 分。")
def _(s: Row, by: str, b: Told, a: Told) -> bool:
    return s.cites(by) and b.of(s.b(b)) and a.of(s.a(a)) and s.b(b).high >= 2 * s.a(a).low and s.exact == 0


@says("{by:by}得分 = 权重 × (1 − (B − A) ÷ A) = {w} × (1 − ({b:q} − {a:q}) ÷ {a:q}) = {p} 分。")
def _(s: Row, by: str, w: Told, b: Told, a: Told, p: Told) -> Any:
    yield s.cites(by) and b.of(s.b(b)) and a.of(s.a(a)) and w.of(s.weight or ZERO)
    exact = span(s.weight or ZERO) * (span(1) - (s.b(b) - s.a(a)) / s.a(a))
    yield p.of(exact) and exact.of(s.exact)


@says("{by:by}完成值 {b:q} {met:等于|不等于}目标值 {a:q}，计 {p} 分。")
def _(s: Row, by: str, b: Told, met: str, a: Told, p: Told) -> Any:
    yield s.cites(by) and b.of(s.b(b)) and a.of(s.a(a))
    yield (s.b(b).of(s.a(a))) is (met == "等于")
    yield p.of(s.exact) and s.exact == (s.weight if met == "等于" else 0)


@says("{by:by}完成率 = {b:q} ÷ {a:q} = {rate}%，{rest:t}。")
def _(s: Row, by: str, b: Told, a: Told, rate: Told, rest: str) -> Any:
    exact, curve = s.b(b) / s.a(a) * 100, s.curve
    lower, upper = (share(curve[key]) * 100 for key in ("lower", "upper"))
    yield s.cites(by) and b.of(s.b(b)) and a.of(s.a(a)) and rate.of(exact)
    if found := re.fullmatch(r"(低于|高于) (\S+)%，不得分", rest):
        yield Told(found[2]).of(lower if found[1] == "低于" else upper)
        yield (exact.low < lower if found[1] == "低于" else exact.high > upper) and s.exact == 0
    elif found := re.fullmatch(r"已达到目标值，计满分 (\S+) 分", rest):
        yield 100 <= exact.high and exact.low <= upper and Told(found[1]).of(s.exact) and s.exact == s.weight
    else:
        found = re.fullmatch(r"得分 = 权重 × B ÷ A = (\S+) 分", rest)
        points = exact * span(s.weight or ZERO) / span(100)
        yield found is not None and Told(found[1]).of(points) and points.of(s.exact) and lower <= exact.high


# --- steps, tiers, ramps ------------------------------------------------------------------------------------------


def _in_unit(text: Any, unit: str) -> Fraction:
    cell = Cell(text)
    assert cell.value is not None
    money = {"元": Fraction(1), "万元": Fraction(10000), "亿元": Fraction(10**8)}
    shares = {"%": Fraction(10), "‰": Fraction(1)}
    for kind in (money, shares):
        if cell.unit in kind and unit in kind:
            return cell.value * kind[cell.unit] / kind[unit]
    return cell.value


@says("{by:by}{name:完成值|执行率} {figure:q} {reached:不超过|达到}起点 {start:q}，计满分 {p} 分。")
def _(s: Row, by: str, name: str, figure: Told, reached: str, start: Told, p: Told) -> Any:
    yield s.cites(by) and p.of(s.exact) and s.exact == s.weight
    yield figure.low <= start.high if reached == "不超过" else figure.high >= start.low
    yield start.of(_start(s, start))


def _start(s: Row, told: Told) -> Any:
    start = s.curve["start"]
    return s.a(told) if start == "target" else _in_unit(start, told.unit)


@says(
    "{by:by}{name:完成值|执行率} {figure:q} 比起点 {start:q} {word:低|高} {short:q}，{each:每低于|每超过} {per:q} 扣{deduct:t}，"
    "共 {count} 步{how:|，不足一步的按一步计|，不足一步的不计|，不足一步的是否扣分来源没有说明，不影响得分}，扣 {lost} 分{floor:|，扣完为止}："
    "得分 = {w} − {less} = {p} 分。"
)
def _(
    s: Row, by: str, name: str, figure: Told, start: Told, word: str, short: Told, each: str, per: Told,
    deduct: str, count: Told, how: str, lost: Told, floor: str, w: Told, less: Told, p: Told,
) -> Any:  # fmt: skip
    curve, weight = s.curve, s.weight or ZERO
    here = s.figures[1] / s.figures[0] * 100 if s.is_execution else s.b(figure)  # type: ignore[operator]
    begin = span(_start(s, start))
    away = begin - here if word == "低" else here - begin
    step, off = _in_unit(curve["per"], per.unit), curve["deduct"]
    yield s.cites(by) and figure.of(here) and start.of(begin) and short.of(away) and away.low > 0
    yield deduct == (f"权重的 {off}" if isinstance(off, str) else f" {_plain(Fraction(off))} 分")
    off = weight * share(off) if isinstance(off, str) else Fraction(off)
    yield per.of(step) and (word == "低") is (each == "每低于")
    steps = away.low / step
    whole, begun = _floor(steps), ceil(steps)
    counted = begun if curve["count"] == "begun" else whole
    yield count.of(Fraction(counted)) and lost.of(counted * off)
    yield (how == "") is (whole == begun)
    yield (
        how == ""
        or how
        == {
            "begun": "，不足一步的按一步计",
            "whole": "，不足一步的不计",
            "unstated": "，不足一步的是否扣分来源没有说明，不影响得分",
        }[curve["count"]]
    )
    yield "没有说明" not in how or max(weight - whole * off, ZERO) == max(weight - begun * off, ZERO)
    yield (floor == "，扣完为止") is (counted * off > weight)
    left = max(weight - counted * off, ZERO)
    yield w.of(weight) and less.of(weight - left) and p.of(left) and s.exact == left


_floor = floor


@says("{by:by}完成值 {b:q} 所在的一档（{place:t}），{earned:t}计 {p} 分。")
def _(s: Row, by: str, b: Told, place: str, earned: str, p: Told) -> Any:
    yield s.cites(by) and b.of(s.b(b)) and p.of(s.exact)
    yield from _tier(s, s.b(b).low, b.unit, place, earned)


@says("{by:by}偏差 = |{b:q} − {a:q}| ÷ {a:q} = {d}%，所在的一档（{place:t}），{earned:t}计 {p} 分。")
def _(s: Row, by: str, b: Told, a: Told, d: Told, place: str, earned: str, p: Told) -> Any:
    away = abs(s.b(b) - s.a(a)) / s.a(a) * 100
    yield s.cites(by) and b.of(s.b(b)) and a.of(s.a(a)) and d.of(away) and p.of(s.exact)
    yield from _tier(s, away.low, "%", place.replace("±", ""), earned)


@says("{by:by}{b:q} ÷ {a:q} = {d}%，所在的一档（{place:t}），{earned:t}计 {p} 分。")
def _(s: Row, by: str, b: Told, a: Told, d: Told, place: str, earned: str, p: Told) -> Any:
    rate = s.b(b) / s.a(a) * 100
    yield s.cites(by) and b.of(s.b(b)) and a.of(s.a(a)) and d.of(rate) and p.of(s.exact)
    yield from _tier(s, rate.low, "%", place, earned)


@says("{by:by}{b:q} {over:没有超过|超过} {a:q}，{earned:t}计 {p} 分。")
def _(s: Row, by: str, b: Told, over: str, a: Told, earned: str, p: Told) -> Any:
    yield s.cites(by) and b.of(s.b(b)) and a.of(s.a(a)) and a.low == 0 and p.of(s.exact)
    yield (over == "超过") is (b.low > a.low)
    tier = s.curve["tiers"][-1 if over == "超过" else 0]
    yield _worth(s, tier["points"], earned) == s.exact


def _worth(s: Row, points: Any, earned: str) -> Fraction | None:
    """What a curve's points are worth, told as a share of the weight where they are one; None where they are told wrongly."""
    if not isinstance(points, str):
        return None if earned else Fraction(points)
    return (s.weight or ZERO) * share(points) if earned == f"得权重的 {points}，" else None


@says(
    "{by:by}完成值 {b:q} 是所印的一个数，{earned:t}计 {p} 分。",
    "{by:by}完成值 {b:q} 达到 {top:q}，{earned:t}计 {p} 分。",
)
def _(s: Row, by: str, b: Told, earned: str, p: Told, top: Told | None = None) -> Any:
    if "listed" not in s.curve:
        yield False
        return
    points = {_in_unit(it["at"], b.unit): it["points"] for it in s.curve["listed"]}
    best = min(points) if s.direction_of_result == "reverse" else max(points)
    here = s.b(b).low
    yield s.cites(by) and b.of(s.b(b)) and p.of(s.exact)
    yield here in points if top is None else top.of(best)
    yield top is None or (here <= best if s.direction_of_result == "reverse" else here >= best)
    yield _worth(s, points[here if top is None else best], earned) == s.exact


@says("{by:by}目标值 {a:q} 为{what:下降|增长}，完成值 {b:q} 没有{what}，计 0 分。")
def _(s: Row, by: str, a: Told, what: str, b: Told) -> Any:
    yield s.cites(by) and a.of(s.a(a)) and b.of(s.b(b)) and s.exact == 0
    yield a.low < 0 <= b.low if what == "下降" else b.low <= 0 < a.low


@says(
    "{by:by}目标值 {a:q} 为{what:下降|增长}，得分 = {w} × {b:q} ÷ {a2:q} = {p} 分。",
    "{by:by}目标值 {a:q} 为{what:下降|增长}，得分 = {w} × {b:q} ÷ {a2:q}，{cap:满分为止} = {p} 分。",
)
def _(s: Row, by: str, a: Told, what: str, w: Told, b: Told, a2: Told, p: Told, cap: str = "") -> Any:
    points = (s.weight or ZERO) * s.b(b).low / s.a(a).low
    yield s.cites(by) and a.of(s.a(a)) and b.of(s.b(b)) and a2 == a and w.of(s.weight or ZERO)
    yield (a.low < 0) is (what == "下降") and bool(cap) is (points > w.low)
    yield p.of(min(points, w.low)) and s.exact == min(points, w.low)


def _tier(s: Row, value: Fraction, unit: str, place: str, earned: str) -> Any:
    """The tier that a figure lies in: its points are the row's, and its ends are told with the one that belongs to it."""
    high_in = s.curve["ends"] == "high"
    ends = [
        (_in_unit(t["low"], unit), None if t["high"] == "none" else _in_unit(t["high"], unit), t["points"])
        for t in s.curve["tiers"]
    ]
    inside = [
        (low, high, points, first)
        for first, (low, high, points) in zip((True, *[False] * len(ends)), ends, strict=False)
        if ((low < value or first) if high_in else low <= value)
        and (high is None or (value <= high if high_in else value < high))
    ]
    low, high, points, first = inside[0]
    yield _worth(s, points, earned) == s.exact
    if high is None:
        found = re.fullmatch(r"(超过|达到) (\S+)", place)
        yield found is not None and Told(found[2]).of(low) and (found[1] == "超过") is high_in
    elif first:
        found = re.fullmatch(r"(不超过|低于) (\S+)", place)
        yield found is not None and Told(found[2]).of(high) and (found[1] == "不超过") is high_in
    else:
        found = re.fullmatch(r"(\S+)—(\S+)，含 (\S+)", place)
        yield found is not None and Told(found[1]).of(low) and Told(found[2]).of(high)
        yield found is not None and Told(found[3]).of(high if high_in else low)


@says("{by:by}完成值 {b:q} 低于 {start:q}，不得分。")
def _(s: Row, by: str, b: Told, start: Told) -> bool:
    lower = _in_unit(s.curve["start"], start.unit)
    return s.cites(by) and b.of(s.b(b)) and start.of(lower) and s.b(b).low < lower and s.exact == 0


@says("{by:by}完成值 {b:q} 达到 {end:q}，计满分 {p} 分。")
def _(s: Row, by: str, b: Told, end: Told, p: Told) -> bool:
    upper = _in_unit(s.curve["end"], end.unit)
    return s.cites(by) and end.of(upper) and s.b(b).high >= upper and p.of(s.exact) and s.exact == s.weight


@says(
    "{by:by}完成值 {b:q} 在 {start:q}（得权重的 {base}%）与 {end:q}（满分）之间，按比例：得分 = {w} × {share:t} = {p} 分。"
)
def _(s: Row, by: str, b: Told, start: Told, base: Told, end: Told, w: Told, share: str, p: Told) -> Any:
    lower, upper, least = _in_unit(s.curve["start"], b.unit), _in_unit(s.curve["end"], b.unit), _share(s.curve["base"])
    here = s.b(b)
    yield s.cites(by) and b.of(here) and start.of(lower) and end.of(upper) and base.of(least * 100)
    yield lower <= here.low < upper
    rise = rf"（{re.escape(_text(b))} − {re.escape(_text(start))}）÷（{re.escape(_text(end))} − {re.escape(_text(start))}）"
    whole = rise if not least else rf"（{_text(base)}% \+ {_plain(100 - least * 100)}% × {rise}）"
    yield re.fullmatch(whole, share) is not None
    points = (s.weight or ZERO) * (least + (1 - least) * (here.low - lower) / (upper - lower))
    yield w.of(s.weight or ZERO) and p.of(points) and points == s.exact


_share = share


def _plain(value: Fraction) -> str:
    return f"{value.numerator}" if value.denominator == 1 else f"{float(value):g}"


def _text(told: Told) -> str:
    return f"{_plain(told.low)}{'…' if told.is_cut else ''}{told.unit}"


# --- judged, listed -----------------------------------------------------------------------------------------------


@says("{by:by}评为“{label:t}”，分值区间 {high}%—{low}%（含 {low}%），取 {rate}%：得分 = {w} × {rate}% = {p} 分。")
def _(s: Row, by: str, label: str, high: Told, low: Told, rate: Told, w: Told, p: Told) -> Any:
    band, chosen = s.band, share(s.cells["rate"])
    yield s.cites(by) and label == band["label"]
    yield high.of(share(band["high"]) * 100) and low.of(share(band["low"]) * 100) and rate.of(chosen * 100)
    yield share(band["low"]) <= chosen <= share(band["high"])
    yield w.of(s.weight or ZERO) and p.of((s.weight or ZERO) * chosen) and s.exact == (s.weight or ZERO) * chosen


@says("{by:by}得分 = 得分系数 × 权重 = {rate}% × {w} = {p} 分。")
def _(s: Row, by: str, rate: Told, w: Told, p: Told) -> bool:
    exact = share(s.cells["coefficient"]) * (s.weight or ZERO)
    return (
        s.cites(by)
        and rate.of(share(s.cells["coefficient"]) * 100)
        and w.of(s.weight or ZERO)
        and p.of(exact)
        and exact == s.exact
    )


def _list(s: Row, items: str) -> tuple[bool, Fraction, Fraction]:
    told = [
        f"{i.get('description') or '（未写内容）'} {_plain(Fraction(str(i['points'])))} 分（{'做到' if i['done'] else '未做到'}）"
        for i in s.cells["items"]
    ]
    done = sum((Fraction(str(i["points"])) for i in s.cells["items"] if i["done"]), ZERO)
    return items == "；".join(told), done, sum((Fraction(str(i["points"])) for i in s.cells["items"]), ZERO)


@says("{by:by}逐项核对：{items:t}。做到的各项合计 {p} 分。")
def _(s: Row, by: str, items: str, p: Told) -> bool:
    same, done, _ = _list(s, items)
    return same and s.cites(by) and p.of(done) and done == s.exact


@says("{by:by}逐项核对：{items:t}。权重 {w} 分，未做到的各项扣 {lost} 分，扣完为止，计 {p} 分。")
def _(s: Row, by: str, items: str, w: Told, lost: Told, p: Told) -> bool:
    same, done, whole = _list(s, items)
    left = max((s.weight or ZERO) - whole + done, ZERO)
    return same and s.cites(by) and w.of(s.weight or ZERO) and lost.of(whole - done) and p.of(left) and left == s.exact


# --- without a ratio ----------------------------------------------------------------------------------------------


@says("{by:by}{told:t}，计 {p} 分。")
def _(s: Row, by: str, told: str, p: Told) -> bool:
    if not re.match("完成时间|目标值“[是否]”|实际完成值“.*”是一个范围", told):
        return False
    return REASONS.wrong(told, s) is None and p.of(s.exact) and s.exact in (0, s.weight)


@says("{told:t}，按达到计满分（本项目的理解）。")
def _(s: Row, told: str) -> bool:
    if not re.match("完成时间|目标值“[是否]”|实际完成值“.*”是一个范围", told):
        return False
    return REASONS.wrong(told, s) is None and s.exact == s.weight


# --- the end of a row ---------------------------------------------------------------------------------------------


def _left(s: Row) -> Fraction:
    return max(s.exact - Fraction(str(s.cells.get("deduct") or 0)) - _for_deviation(s), ZERO)


def _for_deviation(s: Row) -> Fraction:
    """What the profile takes off a figure that is so far above its target."""
    less = s.profile.get("over_deduction", {}).get("value", "none")
    a, b = (None, None) if s.is_execution or less == "none" else s.figures
    if a is None or b is None or not a.low or s.result.trace.reached:
        return ZERO
    return Fraction(less) if b.low / a.low >= share(s.value("explain_over")) else ZERO


@says(
    "{by:by}偏离目标值（界限 {bound}%），扣减 {less} 分（不低于 0 分），实得 {left} 分。",
    "{by:by}偏离目标值（界限 {bound}%），扣减 {less} 分。",
)
def _(s: Row, by: str, bound: Told, less: Told, left: Told | None = None) -> Any:
    yield s.cites(by, "over_deduction") and bound.of(share(s.value("explain_over")) * 100)
    yield less.of(_for_deviation(s)) and less.low > 0
    yield (left is None) is bool(s.cells.get("deduct")) and (left is None or left.of(_left(s)))


@says("{by:by}扣减 {less} 分（不低于 0 分），实得 {left} 分。")
def _(s: Row, by: str, less: Told, left: Told) -> bool:
    return s.cites(by, "deduction") and less.of(Fraction(str(s.cells["deduct"]))) and left.of(_left(s))


@says("{how:四舍五入|四舍六入五成双}保留 {places} 位小数，得 {p} 分。")
def _(s: Row, how: str, places: Told, p: Told) -> Any:
    yield places.of(Fraction(s.value("rounding_places"))) and (how == "四舍五入") is (
        s.value("rounding_mode") == "half-up"
    )
    yield p.of(s.round(_left(s))) and p.of(Fraction(s.result.score))
    yield s.value("rounding_moment") in ("row", *(() if s.is_execution else ("indicator",)))


@says("列示为 {p} 分（{how:四舍五入|四舍六入五成双}；合计时不取整）。")
def _(s: Row, p: Told, how: str) -> Any:
    yield (how == "四舍五入") is (s.value("rounding_mode") == "half-up") and p.of(s.round(_left(s)))
    yield s.value("rounding_moment") not in ("row", *(() if s.is_execution else ("indicator",)))


@says("“{name:t}”不适用：{why:t}。{by:by}{how:按满分计算|不扣分}，计 {p} 分。")
def _(s: Row, name: str, why: str, by: str, how: str, p: Told) -> Any:
    yield name == s.cells["name"] and s.cites(by, "not_applicable")
    yield s.value("not_applicable") == {"按满分计算": "full", "不扣分": "no-deduction"}[how] and p.of(s.weight or ZERO)


@says("“{name:t}”不适用：{why:t}。")
def _(s: Row, name: str, why: str) -> Any:
    yield name == s.cells["name"]
    cells = (s.cells.get("target"), s.cells.get("actual"))
    yield "不适用" in why or why in (s.cells.get("reason"), "各部分都不适用本指标")
    yield s.cells.get("applicable") is False or "不适用" in cells or why == "各部分都不适用本指标"


@says("“{name:t}”未能确定得分：{reason:t}。")
def _(s: Row, name: str, reason: str) -> Any:
    yield name == ("预算执行率" if s.is_execution else s.cells["name"])
    wrong = REASONS.wrong(reason, s)
    yield wrong or True


# --- parts --------------------------------------------------------------------------------------------------------


def _named(text: str, between: str) -> dict[str, str]:
    return dict(term.split(" ", 1) for term in text.split(between))


@says("{by:by}{key:目标值|实际完成值}汇总（绝对值，累加）：{terms:t} = {sum:q}。")
def _(s: Row, by: str, key: str, terms: str, sum: Told) -> Any:
    shares = {name: Told(text) for name, text in _named(terms, " + ").items()}
    exact = s.shares("target" if key == "目标值" else "actual")
    yield s.cites(by, "aggregate_absolute")
    if exact is None or any(told.unit != sum.unit for told in shares.values()):
        return
    if all(told.of(exact[name]) for name, told in shares.items()):
        yield exact.keys() == shares.keys() and sum.of(_add(exact.values()))
    else:  # in another unit than the cells
        yield sum.of(_add(shares.values()))


def _add(values: Any) -> Any:
    total = span(0)
    for value in values:
        total = total + value
    return total


@says("{by:by}{key:目标值|实际完成值}汇总（相对值，按资金额度加权平均）：（{terms:t}）÷ {of}万元 = {mean:q}。")
def _(s: Row, by: str, key: str, terms: str, of: Told, mean: Told) -> Any:
    yield s.cites(by, "aggregate_relative")
    exact, funds = s.shares("target" if key == "目标值" else "actual"), s.funds
    top, bottom = span(0), span(0)
    for name, text in _named(terms, " + ").items():
        value, share = (Told(part) for part in text.removesuffix("万元").split(" × "))
        yield share.of(funds[name] or ZERO)
        one = value if exact is None or not value.of(exact[name]) else span(exact[name])
        top, bottom = top + one * span(funds[name] or ZERO), bottom + span(funds[name] or ZERO)
    yield of.of(bottom) and mean.of(top / bottom)


@says("{by:by}各部分得分按资金额度加权平均：（{terms:t}）÷ {of}万元 = {p} 分。")
def _(s: Row, by: str, terms: str, of: Told, p: Told) -> Any:
    yield s.cites(by, "aggregate_judged")
    top, bottom = ZERO, ZERO
    for name, points, label, rate, of_part in re.findall(
        r"(\S+) ([0-9.…]+)分（(.*?) ([0-9.]+)%）× ([0-9.…]+)万元", terms
    ):
        exact, funds = (s.weight or ZERO) * Fraction(rate) / 100, s.funds[name] or ZERO
        yield Told(points).of(exact) and Told(of_part).of(funds)
        yield (
            s.band_named(
                s.cells.get("attainments", {}).get(name)
                or s.cells.get("attainment")
                or s.cells.get("actuals", {}).get(name)
            )["label"]
            == label
        )
        top, bottom = top + exact * funds, bottom + funds
    yield of.of(bottom) and p.of(top / bottom) and top / bottom == s.exact


@says("各部分单独计分（供对照，得分按汇总数计）：{points:t}。")
def _(s: Row, points: str) -> bool:
    told = {name: Told(text) for name, text in _named(points, "，").items()}
    return all(told[part.name].of(part.exact) and 0 <= part.exact <= (s.weight or ZERO) for part in s.result.parts)


@says("{part:t}写为“不适用”，所填的{cells:t}没有计入汇总。")
def _(s: Row, part: str, cells: str) -> Any:
    given = [str(s.cells.get(key, {}).get(part)) for key in ("targets", "actuals", "attainments", "rates")]
    yield "不适用" in given
    yield all(text in given for text in re.findall("“(.*?)”", cells))


# --- what a reader should know ------------------------------------------------------------------------------------


@says("{cell:t}“{figure:t}”没有写单位，按{against:t}的单位“{unit:t}”计。")
def _(s: Row, cell: str, figure: str, against: str, unit: str) -> Any:
    yield not Cell(figure).unit or "万" in Cell(figure).unit
    cells = [
        s.cells.get("target"),
        s.cells.get("actual"),
        *s.cells.get("targets", {}).values(),
        *s.cells.get("actuals", {}).values(),
    ]
    yield any(unit in str(text) for text in cells) or "万" in unit


@says("{cell:t}“{figure:t}”与“{against:t}”，一方写成 365 天的整数倍，一年按 365 天计（本项目的理解）。")
def _(s: Row, cell: str, figure: str, against: str) -> bool:
    years, days = sorted((Cell(figure), Cell(against)), key=lambda c: c.unit != "年")
    return years.unit == "年" and days.unit in ("天", "日") and (days.value or 1) % 365 == 0


@says("{cell:t}“{figure:t}”为负数，按 0 计（{clause:t}）。")
def _(s: Row, cell: str, figure: str, clause: str) -> bool:
    return (
        (Cell(figure).value or 1) < 0
        and s.value("negative_actual") == "zero"
        and clause == (s.clause("negative_actual") or OURS)
    )


@says("目标值写“{word:大于|小于}”，完成值恰好等于它，按达到计满分（本项目的理解）。")
def _(s: Row, word: str) -> Any:
    a, b = s.figures
    cells = (s.cells.get("target"), *s.cells.get("targets", {}).values())
    yield any(Cell(text).sign == {"大于": ">", "小于": "<"}[word] for text in cells if text) and s.exact == s.weight
    yield a is None or b is None or a == b


@says("目标值为 0，任何完成值都算达到，请核对目标值。")
def _(s: Row) -> bool:
    return s.a(Told("0")).low == 0 and s.exact == s.weight


@says("目标值为{asked:小于 0|不超过 0}，完成值大于 0，A/B 为 0，得 0 分。")
def _(s: Row, asked: str) -> bool:
    cells = [Cell(text).sign for text in (s.cells.get("target"), *s.cells.get("targets", {}).values()) if text]
    return s.a(Told("0")).low == 0 < s.b(Told("1")).high and s.exact == 0 and ("<" in cells) >= (asked == "小于 0")


@says("目标值为“=0”，完成值大于 0，没有做到，得 0 分（本项目的理解）。")
def _(s: Row) -> bool:
    return s.a(Told("0")).low == 0 < s.b(Told("1")).high and s.exact == 0 and s.direction_of_result == "equal"


@says("完成值超过“=”的目标值，按达到计满分（本项目的理解）。")
def _(s: Row) -> bool:
    return s.b(Told("1")).high > s.a(Told("0")).low and s.exact == s.weight and s.direction_of_result == "equal"


@says("{what:完成情况为目标|完成值为目标值上限}的 {rate}%，{word:达到|超过} {bound}%，应分析说明原因（{clause:t}）。")
def _(s: Row, what: str, rate: Told, word: str, bound: Told, clause: str) -> Any:
    yield from beyond(s, what, rate, word, bound) or [True]
    yield clause == (s.clause("explain_over") or OURS)


def beyond(s: Row, what: str, rate: Told, word: str, bound: Told) -> Any:
    """Whether a figure is so far beyond its target."""
    asked, (a, b) = share(s.value("explain_over")), s.figures
    yield bound.of(asked * 100) and (word == "达到") is (s.value("explain_ends") == "from")
    yield rate.high > asked * 100 or (word == "达到" and rate.of(asked * 100))
    if a and b:
        exact = a / b if what == "完成情况为目标" and s.direction_of_result == "reverse" else b / a
        yield (rate.rounds(exact * 100, 2) or rate.of(exact * 100)) and (
            exact.low > asked or (word == "达到" and exact.low == asked)
        )


@says("目标值为 0，完成值 {b}，达到 {zero}，应分析说明原因（{clause:t}）。")
def _(s: Row, b: Told, zero: Told, clause: str) -> bool:
    return (
        b.of(s.b(b))
        and zero.of(Fraction(s.value("explain_zero")))
        and s.b(b).high >= zero.low
        and clause == (s.clause("explain_over") or OURS)
    )


# --- the total ----------------------------------------------------------------------------------------------------


def counted(s: Row) -> Any:
    """What goes into the sums, undivided."""
    return [Fraction(r.in_total) for r in s.card.results() if r.in_total is not None]


def _grouped(s: Row) -> Fraction:
    """The sums of the groups, each rounded where the profile says so."""
    sums: dict[tuple[bool, str], Fraction] = {}
    heads = [{"".join(word.split()) for word in names} for names in HEADS]
    for result in s.card.results():
        if result.in_total is None:
            continue
        label = "".join(str(result.indicator.level1).split()) if result.indicator else result.path
        label = next((min(names) for names in heads if label in names), label)
        goal = result.path.partition(".")[0] if result.path.startswith("goals[") else label
        bonus = any(
            label == "".join(name.split()) or (label in names and name in names)
            for name in s.value("bonus")
            for names in [*heads, set[str]()]
        )
        key = (bonus, goal)
        sums[key] = sums.get(key, ZERO) + Fraction(result.in_total)
    return sum(map(s.round, sums.values()), ZERO)


HEADS = (("效益指标", "效益", "效果指标", "效果"), ("产出指标", "产出"), ("满意度指标", "满意度"))


@says("总分为各行得分之和：{terms:t} = {total} 分。")
def _(s: Row, terms: str, total: Told) -> Any:
    each = [Told(term) for term in terms.split(" + ")]
    yield all(told.of(value) for told, value in zip(each, counted(s) or [ZERO], strict=True))
    yield total.of(sum(counted(s), ZERO)) and total.of(Fraction(s.card.total))


@says("各行得分之和{when:|，预算执行最后取整|，逐组取整|，最后取整}：{terms:t}，得 {earned} 分。")
def _(s: Row, when: str, terms: str, earned: Told) -> Any:
    moment = s.value("rounding_moment")
    yield when == {"row": "", "indicator": "，预算执行最后取整", "group": "，逐组取整", "total": "，最后取整"}[moment]
    each = [Told(term) for term in terms.split(" + ")]
    yield all(told.of(value) for told, value in zip(each, counted(s) or [ZERO], strict=True))
    yield earned.of(_grouped(s) if moment == "group" else s.round(sum(counted(s), ZERO)))


@says("不适用的指标共 {out} 分，适用指标得分按百分制折算：{within} ÷ ({whole} − {out}) × {whole} = {told} 分。")
def _(s: Row, out: Told, within: Told, whole: Told, told: Told) -> Any:
    left = sum(
        Fraction(r.weight or 0)
        for r in s.card.rows
        if r.status == "not-applicable" and r.indicator.level1 not in s.value("bonus")
    )
    yield out.of(Fraction(left)) and whole.of(Fraction(s.value("total")))
    yield told.of(within / (whole - out) * whole)


@says("附加分 {bonus} 分加在总分之上，不受满分 {whole} 分的限制。")
def _(s: Row, bonus: Told, whole: Told) -> bool:
    return bool(s.value("bonus")) and whole.of(Fraction(s.value("total"))) and bonus.low > 0


@says("执行率 {rate}%，总分不超过 {most} 分：各项合计 {earned} 分，计 {most} 分。")
def _(s: Row, rate: Told, most: Told, earned: Told) -> Any:
    spent = s.card.execution.rate * 100
    held = [cap for cap in s.value("total_caps") if spent < share(cap["below"]) * 100]
    yield (rate.of(spent) or rate.rounds(spent, 2)) and most.of(Fraction(held[-1]["most"])) and earned.low > most.low
    yield earned.of(sum(counted(s), ZERO)) and most.of(Fraction(s.card.total))


@says("总分 {total} 分。")
def _(s: Row, total: Told) -> bool:
    return total.of(Fraction(s.card.total))


@says("依据{clause:t}，满分 {whole} 分。", "满分 {whole} 分。")
def _(s: Row, whole: Told, clause: str = "") -> bool:
    return whole.of(Fraction(s.value("total"))) and clause == s.clause("total")


@says(
    "依据{clause:t}，{what:总分|未取整的总分} {total} 分，等级为“{grade:t}”。",
    "{what:总分|未取整的总分} {total} 分，等级为“{grade:t}”。",
)
def _(s: Row, what: str, total: Told, grade: str, clause: str = "") -> Any:
    yield clause == s.clause("grades") and (what == "总分") is (s.value("grade_total") == "printed")
    yield what != "总分" or total.of(Fraction(s.card.total))
    yield grade == graded(s, total)


def graded(s: Row, total: Told) -> str | None:
    """The grade that a total has."""
    return next((g["label"] for g in s.value("grades") if total.low >= Fraction(str(g["low"]))), None)


@says("总分未定：{reason:t}。")
def _(s: Row, reason: str) -> Any:
    wrong = TOTAL_REASONS.wrong(reason, s)
    yield wrong or True


@says("已确定得分 {earned} 分，适用分值共 {available} 分。")
def _(s: Row, earned: Told, available: Told) -> Any:
    yield available.of(
        sum(
            (Fraction(r.weight) for r in s.card.results() if r.weight is not None and r.status != "not-applicable"),
            ZERO,
        )
    )
    yield earned.of(_grouped(s) if s.value("rounding_moment") == "group" else s.round(sum(counted(s), ZERO)))


@says("评分规则 {id:t} 的来源是{since:t}的，这张表是 {year} 年度的：请核对当年的规则。")
def _(s: Row, id: str, since: str, year: Told) -> Any:
    yield year.of(Fraction(s.tree["year"]))
    found = re.fullmatch(r"([0-9]{4})(?:—([0-9]{4}))? 年度(以后)?", since)
    yield found is not None
    first, last = int(found[1]), int(found[2] or found[1])  # type: ignore[index]
    yield s.tree["year"] < first or (found[3] is None and s.tree["year"] > last)  # type: ignore[index]
