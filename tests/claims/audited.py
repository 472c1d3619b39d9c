"""What an audit says of a filed table, and why it could not ask.

Over 300 lines: a list of sentences, each beside what recomputes it.
"""

import re
from fractions import Fraction
from typing import Any

from perfeval.profiles import shipped
from tests.claims.about import MONEY, Cell, Row, money, rounded, rules, share
from tests.claims.explained import EXPLAINED, beyond
from tests.claims.grammar import Grammar, Told, span
from tests.claims.reasons import REASONS, TOTAL_REASONS, either

AUDITED, SLIPS, SKIPPED = Grammar(), Grammar(), Grammar()
says, slips, skipped = AUDITED.says, SLIPS.says, SKIPPED.says
ZERO = Fraction(0)


def _printed(cell: Any) -> Fraction | None:
    """A printed score."""
    figure = Cell(cell)
    return figure.value if figure.unit in ("", "分") and not figure.sign else None


def _score(s: Row) -> Fraction:
    return Fraction(s.result.score)


def _cell(s: Row, key: str) -> str:
    value = s.cells.get(key)
    return "" if value is None else f"{value}"


# --- execution ----------------------------------------------------------------------------------------------------


@says("预算数 {a:t} 就是年初预算数，{why:t}；应为调整后的预算数（包括上年结余结转）。")
def _(s: Row, a: str, why: str) -> Any:
    yield s.amount("budget") == s.amount("initial") and s.value("execution_budget") != "initial"
    over = (s.amount("executed") or ZERO) > (s.amount("budget") or ZERO)
    yield over if "超过了它" in why else bool(s.amount("carryover"))


@says("预算执行率已在预算执行部分计{worth:t}，又列为{level:t}，计了两次。")
def _(s: Row, worth: str, level: str) -> Any:
    yield level in (s.cells.get("level2"), s.cells.get("level1"), "指标") and "execution" in s.tree
    points = s.tree["execution"].get("weight", s.value("execution_points"))
    yield worth == "分" or Told(worth.strip()).of(Fraction(str(points)))


AUDITED.understands("预算执行部分没有填预算数、执行数和执行率。")


@says("预算执行没有填{what:预算数|年初预算数|执行数}。")
def _(s: Row, what: str) -> bool:
    return s.amount({"预算数": "budget", "年初预算数": "initial", "执行数": "executed"}[what]) is None


@says("预算执行没有印得分。")
def _(s: Row) -> bool:
    return not Cell(s.tree["execution"].get("published_score")).value


@says("执行数 {b:q} 大于{what:预算数|年初预算数} {a:q}（{rate}%），{ask:t}。")
def _(s: Row, b: Told, what: str, a: Told, rate: Told, ask: str) -> Any:
    one, other = b.low * MONEY[b.unit], a.low * MONEY[a.unit]
    yield one > other and (rate.rounds(one / other * 100, 2) or rate.of(one / other * 100))
    if s.path == "execution":
        basis = s.value("execution_budget")
        yield (what == "年初预算数") is (basis == "initial") and other == s.budget and one == s.amount("executed")
        yield basis == "adjusted" or "调整后" not in ask


@says("执行数 {b:q} ÷ 预算数 {a:q} = {rate}%，印“{cell:t}”。{more:t}")
def _(s: Row, b: Told, a: Told, rate: Told, cell: str, more: str) -> Any:
    exact = b.low * MONEY[b.unit] / (a.low * MONEY[a.unit]) * 100
    yield rate.of(exact) or rate.rounds(exact, 2)
    found = re.fullmatch(r"两个金额都是取整的数，执行率可以在 (\S+)% 到 (\S+)% 之间，所印的在其内。", more)
    yield not more or found is not None
    if found:
        yield Told(found[1]).low <= exact <= Told(found[2]).high


@says("{w} × 所印执行率 {rate:t} = {p} 分，印 {cell:t} 分。")
def _(s: Row, w: Told, rate: str, p: Told, cell: str) -> Any:
    yield w.of(s.weight or ZERO) and rate == str(s.tree["execution"]["published_rate"])
    yield _printed(cell) != p.low
    if "%" in rate:
        yield p.of(s.round(min(share(Cell(rate).value) * w.low, w.low)))


@says(
    "预算数为 {a:q}{b:t}，执行率 B/A 没有意义，得分不能确定。",
    "预算数为 {a:q}{b:t}，执行率 B/A 没有意义，评分规则按 {p} 分计。",
)
def _(s: Row, a: Told, b: str, p: Told | None = None) -> Any:
    yield a.low == 0 and s.budget == 0
    yield (s.result.score is None) if p is None else p.of(_score(s))


@says("{what:预算数|执行数}：各项合计 {sum}万元（{terms:t}），印 {whole:t}。{near:|各数取整可以解释这个差额。}")
def _(s: Row, what: str, sum: Told, terms: str, whole: str, near: str) -> Any:
    found = [money(re.search(r"[0-9.,]+ ?(?:元|万元|亿元)?$", term)[0]) for term in terms.split("，")]  # type: ignore[index]
    yield sum.of(_total(found)) and sum.low != money(whole)


def _total(numbers: Any) -> Fraction:
    total = ZERO
    for number in numbers:
        total += number or ZERO
    return total


# --- scores -------------------------------------------------------------------------------------------------------


@says("应得 {p} 分，印 {cell:t} 分。{slip:t}", "本行不适用，{kept:t}，应得 {p} 分，印 {cell:t} 分。{slip:t}")
def _(s: Row, p: Told, cell: str, slip: str, kept: str = "") -> Any:
    yield p.of(_score(s)) and cell == _cell(s, "published_score") and _printed(cell) != p.low
    if kept:
        yield {"full": "按满分计算", "no-deduction": "不扣分"}[s.value("not_applicable")] in kept
    if slip:
        yield SLIPS.wrong(slip.removesuffix("。"), s) or True


@says("应得 {p} 分，印 {q} 分：这张表的得分都取 {places} 位小数，四舍五入后相符。")
def _(s: Row, p: Told, q: Told, places: Told) -> bool:
    return p.of(_score(s)) and q.of(s.round(s.exact, int(places.low)))


@says("应得 {p} 分，印 {cell:t} 分。{slip:t}预算数和执行数都是取整的数，所印执行率在其范围之内。")
def _(s: Row, p: Told, cell: str, slip: str) -> bool:
    return p.of(_score(s)) and cell == _cell(s, "published_score")


@says("得分 {p} 分，高于权重 {w} 分。")
def _(s: Row, p: Told, w: Told) -> bool:
    rows = [row for row in s.cells.get("rows", ()) if "published_score" not in s.cells]
    printed = (
        _total(_printed(row["published_score"]) for row in rows) if rows else _printed(_cell(s, "published_score"))
    )
    return p.low == printed and w.of(s.weight or ZERO) and p.low > w.low


@says("达到了目标，应得 {p} 分，印 {cell:t} 分，没有写明为何扣分。")
def _(s: Row, p: Told, cell: str) -> bool:
    return (_printed(cell) or ZERO) < p.low and cell == _cell(s, "published_score") and _met(s) is not False


def _met(s: Row) -> bool | None:
    """Whether the target is reached, where both cells are figures and the row has a result of its own."""
    a, b = s.figures
    if (
        not a
        or not b
        or s.result is None
        or s.result.indicator is None
        or not hasattr(s.result.indicator, "resolved_direction")
    ):
        return None
    return b.low <= a.low if s.direction_of_result == "reverse" else b.low >= a.low


@says("目标值“{target:t}”，完成“{actual:t}”，没有达到，却得满分。")
def _(s: Row, target: str, actual: str) -> Any:
    yield _met(s) is not True or s.direction_of_result == "equal"
    yield (_printed(_cell(s, "published_score")) or ZERO) >= (s.weight or ZERO)


@says("“{name:t}”目标值“{target:t}”，完成“{actual:t}”，没有达到，却得满分。")
def _(s: Row, name: str, target: str, actual: str) -> Any:
    yield [(row["target"], row["actual"]) for row in s.cells["rows"] if row["name"] == name] == [(target, actual)]
    yield (_printed_above(s) or ZERO) >= (s.weight or ZERO)


@says(
    "按下级 {count} 行的完成情况，得分应{over:不低于|高于} {low} 分、{under:不高于|低于} {high} 分，印 {cell:t} 分。",
    "按下级 {count} 行的完成情况，应得 {low} 分，印 {cell:t} 分。",
)
def _(s: Row, count: Told, low: Told, cell: str, over: str = "", under: str = "", high: Told | None = None) -> Any:
    p, most = _printed_above(s), (high or low).low
    yield count.of(Fraction(sum(row.get("applicable", True) for row in s.cells["rows"])))
    yield _printed(cell) == p is not None and 0 <= low.low <= most <= (s.weight or ZERO)
    yield p < low.low or p > most or (p == low.low and over == "高于") or (p == most and under == "低于")


def _printed_above(s: Row) -> Fraction | None:
    """The score that an indicator prints, else what its rows print together."""
    if "published_score" in s.cells:
        return _printed(s.cells["published_score"])
    return _total(_printed(row.get("published_score")) for row in s.cells["rows"])


@says("“{name:t}”印 {head} 分，各行得分合计 {sum} 分。")
def _(s: Row, name: str, head: Told, sum: Told) -> bool:
    return sum.low > head.low


@says("表上没有印“{name:t}”的分值，评分规则列 {points} 分，各行得分合计 {sum} 分。")
def _(s: Row, name: str, points: Told, sum: Told) -> bool:
    return points.of(Fraction(str(s.value("group_points")[name]))) and sum.low > points.low


@says("所印各项得分合计 {sum} 分，印 {cell:t} 分（{groups:t}）。{more:t}")
def _(s: Row, sum: Told, cell: str, groups: str, more: str) -> Any:
    yield sum.of(_total(Told(term.rsplit(" ", 1)[1]).low for term in groups.split("，")))
    yield cell == str(s.tree["published"]["total"]) and _printed(cell) != sum.low
    found = re.fullmatch(r"合计四舍五入(?:保留 ([0-9]) 位小数|取整数)才是所印的总分。", more)
    yield not more or (found is not None and _printed(cell) == rounded(sum.low, int(found[1] or 0)))


@says("“{name:t}”下级各行所印得分合计 {sum} 分，印 {p} 分。")
def _(s: Row, name: str, sum: Told, p: Told) -> bool:
    return sum.low != p.low


@says("印 {total} 分，而各项得分合计只能在 {low}—{high} 分之间（{missing:t}）。")
def _(s: Row, total: Told, low: Told, high: Told, missing: str) -> bool:
    return not low.low <= total.low <= high.low and total.low == _printed(s.tree["published"]["total"])


@says("总分 {total} 分，高于满分 {most} 分（{groups:t}）。")
def _(s: Row, total: Told, most: Told, groups: str) -> bool:
    bonus = _total(Fraction(str(points)) for points in s.value("bonus").values())
    return most.of(Fraction(s.value("total")) + bonus) and total.low > most.low


@says("所印各项得分合计 {sum} 分，不适用 {out} 分，按百分制折算应为 {p} 分，印 {total} 分。")
def _(s: Row, sum: Told, out: Told, p: Told, total: Told) -> Any:
    yield total.low != p.low and s.value("not_applicable") == "rescale"
    if not s.value("bonus"):
        whole = Fraction(s.value("total"))
        yield p.of(s.round(sum.low / (whole - out.low) * whole))


@says("执行率 {rate}%，总分不超过 {most} 分：所印各项得分合计 {sum} 分，印 {total} 分。")
def _(s: Row, rate: Told, most: Told, sum: Told, total: Told) -> Any:
    spent = s.card.execution.rate * 100
    held = [cap for cap in s.value("total_caps") if spent < share(cap["below"]) * 100]
    yield (rate.of(spent) or rate.rounds(spent, 2)) and most.of(Fraction(held[-1]["most"])) and sum.low > most.low
    yield total.low == _printed(s.tree["published"]["total"]) != most.low


@says("重算总分为 {p} 分，印 {total} 分。")
def _(s: Row, p: Told, total: Told) -> bool:
    return p.of(Fraction(s.card.total)) and total.low == _printed(s.tree["published"]["total"]) != p.low


@says("{what:总分|未取整的总分} {total} 分，等级应为“{grade:t}”，印“{cell:t}”。")
def _(s: Row, what: str, total: Told, grade: str, cell: str) -> Any:
    yield cell == str(s.tree["published"]["grade"]).strip() and cell != grade
    yield grade == next(g["label"] for g in s.value("grades") if total.low >= Fraction(str(g["low"])))
    yield what == "总分" or s.value("grade_total") == "unrounded"


AUDITED.understands(
    "没有印得分。", "各行有权重，却没有一行印得分。", "各行没有印得分，只印了总分。", "各行印了得分，没有印总分。"
)

# --- weights ------------------------------------------------------------------------------------------------------


@says(
    "“{name:t}”印 {head} 分，{execution:|预算执行和}各行权重合计 {sum} 分。", "“{name:t}”印 {head} 分，下面没有指标行。"
)
def _(s: Row, name: str, head: Told, execution: str = "", sum: Told | None = None) -> Any:
    if sum is None:
        yield True
        return
    yield sum.low != head.low
    level = {"".join(name.split())}
    rows = [row for row in s.tree.get("indicators", ()) if "".join(str(row.get("level1", "")).split()) in level]
    if not execution and rows and not any(row.get("rows") for row in rows) and s.path == f"weights.{name}":
        yield sum.of(_total(Fraction(str(row["weight"])) for row in rows)) or len(rows) < len(s.tree["indicators"])


@says("规则所印的满分是 {full} 分，本行权重是 {w} 分。")
def _(s: Row, full: Told, w: Told) -> bool:
    return full.low != w.low and w.of(s.weight or ZERO)


@says("清单各项的分合计不等于本行的权重。")
def _(s: Row) -> bool:
    return _total(Fraction(str(i["points"])) for i in s.cells["items"]) != s.weight


@says("没有权重（分值），得分无从核对。")
def _(s: Row) -> bool:
    return "weight" not in s.cells


@says("权重是 0 分，完成与否都不影响得分。")
def _(s: Row) -> bool:
    return s.weight == 0


AUDITED.understands(
    "这张表没有权重（分值）一栏，各行得分只能按表头的分值和总分核对（{names:t}）。",
    "这张表没有权重（分值）一栏，也没有得分：是一张不计分的表，只核对完成情况（{names:t}）。",
)


@says("权重合计 {sum} 分，应为 {whole} 分（{groups:t}）。")
def _(s: Row, sum: Told, whole: Told, groups: str) -> Any:
    each = [Told(term.rsplit(" ", 1)[1]).low for term in groups.split("，")]
    yield whole.of(Fraction(s.value("total"))) and sum.low != whole.low
    if not s.value("bonus"):
        yield sum.of(_total(each)) or s.value("not_applicable") == "redistribute"


@says("“{name:t}”各行权重合计 {sum} 分，评分规则所设的附加分是 {points} 分。")
def _(s: Row, name: str, sum: Told, points: Told) -> bool:
    return points.of(Fraction(str(s.value("bonus")[name]))) and sum.low > points.low


# --- judged -------------------------------------------------------------------------------------------------------


@says("{who:t}定性指标没有评判档次，应写明其一：{labels:t}。")
def _(s: Row, who: str, labels: str) -> bool:
    return labels == s.bands


@says("这张表没有评判档次一格，定性指标的得分不能与档次核对（{names:t}）；档次有：{labels:t}。")
def _(s: Row, names: str, labels: str) -> bool:
    return labels == s.bands


@says("评判档次“{label:t}”不是规则所列的档次（{labels:t}）。")
def _(s: Row, label: str, labels: str) -> bool:
    return labels == s.bands and not s.band_named(label)


def _elsewhere(more: str, rate: Fraction, label: str) -> Any:
    """The other profiles under which the same label allows the rate."""
    for names, high, low in re.findall(r"；却在(.*?)的 (\S+)%—(\S+)%（含 \S+%） 之内", more):
        yield Told(low).low <= rate <= Told(high).low
        for name in names.strip().removesuffix("等规则").strip().split("、"):
            bands = rules(name)["judged_bands"]["value"]
            yield name in shipped() and any(
                Told(high).of(share(b["high"]) * 100) and Told(low).of(share(b["low"]) * 100) for b in bands
            )


@says("{who:t}评为“{label:t}”，区间 {high}%—{low}%（含 {low}%），写明的比例 {rate}% 不在其内{more:t}。")
def _(s: Row, who: str, label: str, high: Told, low: Told, rate: Told, more: str) -> Any:
    found = s.band_named(label)
    yield high.of(share(found["high"]) * 100) and low.of(share(found["low"]) * 100)
    first = label == s.value("judged_bands")[0]["label"]
    yield rate.low < low.low or rate.low > high.low or (rate.low == high.low and not first)
    yield from _elsewhere(more, rate.low, label)


@says("评为“{label:t}”，区间 {high}%—{low}%，得分 {p} 分是权重 {w} 分的 {rate}%，不在其内{more:t}。")
def _(s: Row, label: str, high: Told, low: Told, p: Told, w: Told, rate: Told, more: str) -> Any:
    exact = p.low / w.low * 100
    yield p.low == _printed(_cell(s, "published_score")) and w.of(s.weight or ZERO)
    yield rate.of(exact) or rate.rounds(exact, 2)
    yield exact < low.low or exact >= high.low
    yield from _elsewhere(more, exact, label)


@says("目标值是“{target:t}”，完成值却说“{actual:t}”，看不出是否完成。")
def _(s: Row, target: str, actual: str) -> bool:
    return target == _cell(s, "target") and actual == _cell(s, "actual")


# --- figures ------------------------------------------------------------------------------------------------------


@says("没有完成值。")
def _(s: Row) -> bool:
    return not _cell(s, "actual").strip(" /-—")


@says("目标值是数，完成值“{cell:t}”读不出数。", "{what:执行率|得分|总分|档内比例}“{cell:t}”读不出数。")
def _(s: Row, cell: str, what: str = "") -> bool:
    return cell != "" and (
        Cell(cell).value is None or Cell(cell).unit not in ("", "%", "分") or what != "" or bool(Cell(cell).sign)
    )


AUDITED.understands(
    "目标值说“{asked:t}”，完成值里没有数，看不出完成了多少。", "完成值带着符号，是一个界限，不是实际完成的数。"
)


@says("成本指标的目标值是“{target:t}”，花得越多得分越高，应写成“≤”。")
def _(s: Row, target: str) -> bool:
    return "成本" in _cell(s, "level1") + _cell(s, "level2")


@says("成本指标的名称写作“{name:t}”，花得越多得分越高，应写成“≤”。")
def _(s: Row, name: str) -> bool:
    return name == _cell(s, "name") and "≥" in name and "成本" in _cell(s, "level1") + _cell(s, "level2")


@says("目标值“{target:t}”没有写明方向：完成“{actual:t}”，按正向计{score:t}，按反向计才是所印的 {cell:t} 分。")
def _(s: Row, target: str, actual: str, score: str, cell: str) -> Any:
    yield not Cell(target).sign and cell == _cell(s, "published_score")
    yield not score or Told(score.removeprefix("得 ").removesuffix(" 分")).of(_score(s))
    a, b = s.figures
    if a and b and b.low and not s.curve and s.value("reverse_rule") == "ratio" and s.value("rounding_rate") is None:
        earned = min(s.weight or ZERO, (s.weight or ZERO) * a.low / b.low) - Fraction(str(s.cells.get("deduct", 0)))
        # by the profile's places, or by those that the whole table prints
        yield _printed(cell) in (s.round(max(ZERO, earned)), s.round(max(ZERO, earned), 1))


@says("目标值为 0 而完成值大于 0，目标值没有写明方向（≥ 或 ≤），不能判断是否达成。")
def _(s: Row) -> bool:
    return not s.target.sign and (s.target.value or ZERO) == 0


@says(
    "目标值“{target:t}”没有写明方向，完成“{actual:t}”，{why:也没有得分可以对照|没有权重，所印的得分看不出方向|得分未能重算，看不出方向}，这里按正向看。"
)
def _(s: Row, target: str, actual: str, why: str) -> Any:
    yield not Cell(target).sign and "direction" not in s.cells
    yield why != "没有权重，所印的得分看不出方向" or s.weight is None
    yield why != "得分未能重算，看不出方向" or s.result.score is None
    yield why != "也没有得分可以对照" or _printed(_cell(s, "published_score")) is None


@says("“{cell:t}”超过 100%，请核对。")
def _(s: Row, cell: str) -> bool:
    return (Cell(cell).value or ZERO) * {"‰": Fraction(1, 10)}.get(Cell(cell).unit, Fraction(1)) > 100


AUDITED.understands("“{cell:t}”里留着占位符“{mark:t}”，没有填实。")


@says("{what:完成值是空的|目标值和完成值都是空的}，却得 {p} 分。")
def _(s: Row, what: str, p: Told) -> bool:
    return p.low == _printed(_cell(s, "published_score")) and p.low > 0 and not _cell(s, "actual").strip(" /-—")


@says("目标值的单位是“{one:t}”，完成值的单位是“{other:t}”，两者不能换算。")
def _(s: Row, one: str, other: str) -> bool:
    return one != other


AUDITED.understands(
    "目标值说的是“{one:t}”，完成值说的是“{other:t}”，不是一种量。",
    "目标值是“{one:t}”，完成值是百分数“{other:t}”，不是一种量。",
)


@says("没有目标值{also:|、完成值}。")
def _(s: Row, also: str) -> bool:
    return not _cell(s, "target").strip(" /-—") and not (also and _cell(s, "actual").strip(" /-—"))


@says(
    "{what:写明是定量指标，目标值却读不出数|数量指标的目标值不是数}。",
    "{what:写明是定量指标，目标值却读不出数|数量指标的目标值不是数}；句中的“{inside:t}”应单独写成带符号的目标值。",
)
def _(s: Row, what: str, inside: str = "") -> Any:
    yield (
        "数量" in _cell(s, "level2")
        if "数量" in what
        else s.cells.get("kind") == "quantitative" or type(s.result.indicator).__name__ == "QuantitativeIndicator"
    )


AUDITED.understands("满意度指标的目标值不是数，也没有评判档次（{names:t}）。")


@says("目标值“{target:t}”没有单位，完成值“{actual:t}”有，不能比较。")
def _(s: Row, target: str, actual: str) -> bool:
    return not Cell(target).unit and Cell(actual).unit != ""


@says(
    "目标值“{bare:t}”没有写单位，按完成值的单位“{unit:t}”计。",
    "完成值“{bare:t}”没有写单位，按目标值的单位“{unit:t}”计。",
)
def _(s: Row, bare: str, unit: str) -> Any:
    yield Cell(bare).unit in ("", "万", "亿") and Cell(bare).unit in unit
    yield unit.removeprefix(Cell(bare).unit) in (s.target.unit + s.actual.unit)


@says("目标值{what:|和完成值都}没有单位。")
def _(s: Row, what: str) -> bool:
    return not s.target.unit or bool(s.cells.get("targets"))


@says("完成值“{bare:t}”{sign:t}：可能是 {one:q}，也可能是 {other:q}，得分不能确定。")
def _(s: Row, bare: str, sign: str, one: Told, other: Told) -> Any:
    yield from either(bare, sign, one, other)


@says("完成值没有单位，按目标值的单位计。")
def _(s: Row) -> bool:
    return not s.actual.unit or bool(s.cells.get("actuals"))


# --- reasons ------------------------------------------------------------------------------------------------------


@says("执行率 {rate}%，低于 {bound}%，没有说明原因。")
def _(s: Row, rate: Told, bound: Told) -> Any:
    exact = s.figures[1] / s.figures[0] * 100  # type: ignore[operator]
    yield rate.of(exact) or rate.rounds(exact, 2)
    yield bound.of(share(s.value("execution_explain_below")) * 100) and exact.low < bound.low and rate.low < bound.low


@says("目标值“{target:t}”，完成“{actual:t}”，没有达到，没有说明原因。")
def _(s: Row, target: str, actual: str) -> Any:
    yield _met(s) is not True or s.direction_of_result == "equal"


@says("评为“{label:t}”，没有说明原因。")
def _(s: Row, label: str) -> bool:
    return bool(s.band_named(label)) and label != s.value("judged_bands")[0]["label"]


@says("得分 {p} 分，不到权重 {w} 分，没有说明原因。")
def _(s: Row, p: Told, w: Told) -> bool:
    return p.low == _printed(_cell(s, "published_score")) and w.of(s.weight or ZERO) and p.low < w.low


@says("完成情况为目标的 {rate}%，{word:达到|超过} {bound}%，{end:没有说明原因|目标值可能定低了}。")
def _(s: Row, rate: Told, word: str, bound: Told, end: str) -> Any:
    yield from beyond(s, "完成情况为目标", rate, word, bound)


@says("目标值为 0，完成值 {b}，达到 {zero}，{end:没有说明原因|目标值可能定低了}。")
def _(s: Row, b: Told, zero: Told, end: str) -> bool:
    return b.of(s.b(b)) and zero.of(Fraction(str(s.value("explain_zero")))) and b.low >= zero.low


@says("达到目标、得满分，却填了偏差原因“{why:t}”。")
def _(s: Row, why: str) -> bool:
    return why == _cell(s, "reason") and (_printed(_cell(s, "published_score")) or ZERO) >= (s.weight or ZERO)


# --- the form -----------------------------------------------------------------------------------------------------


@says("与 {other:t} 的各级指标和目标值都相同，计了两次。")
def _(s: Row, other: str) -> bool:
    other = other.rpartition(" ")[2]
    one, two = ("".join(str(row.get("target") or "").split()) for row in (s.table.about(other).cells, s.cells))
    return one == two


AUDITED.understands(
    "表上没有一行指标。", "各行只有目标值，没有一行填了完成值或得分：还没有评。", "各行的目标值、完成值和得分都没有填。", "没有填一级指标。",
    "没有填二级指标。",
    "年度总体目标只写了“{goal:t}”，看不出要做什么。",
)  # fmt: skip


@says("没有{name:t}（规则列 {points} 分）。")
def _(s: Row, name: str, points: Told) -> bool:
    return points.of(Fraction(str(s.value("group_points")[name]))) and name not in [
        row.get("level1") for row in s.tree.get("indicators", ())
    ]


@says("{level:一级指标|二级指标}“{name:t}”不是规定的名称（{count} 行）。")
def _(s: Row, level: str, name: str, count: Told) -> bool:
    key = {"一级指标": "level1", "二级指标": "level2"}[level]
    rows = [*s.tree.get("indicators", ()), *(row for goal in s.tree.get("goals", ()) for row in goal["indicators"])]
    rows = [each for row in rows for each in (row.get("rows") or [row])]
    named = [row for row in rows if row.get(key) == name]
    return count.low <= len(named) or any(row.get("rows") for row in s.tree.get("indicators", ()))


@says("按文件自带的评分规则计分：{file:t}（id 是“{id:t}”），不是随程序发布的规则；请先看过这份规则。")
def _(s: Row, file: str, id: str) -> bool:
    return id == s.profile["id"] and id not in shipped()


@says("“{name:t}”列在“{level:t}”下，没有列为满意度指标。")
def _(s: Row, name: str, level: str) -> bool:
    return "满意" in name and level in (_cell(s, "level1"), _cell(s, "level2"))


@says("没有满意度指标。{more:t}")
def _(s: Row, more: str) -> Any:
    yield (more == "规则规定必评。") is (s.value("satisfaction") == "required")
    where = {"rescale": "折算", "redistribute": "重新分配"}.get(s.value("not_applicable"), "没有说明")
    yield more == "规则规定必评。" or where in more


AUDITED.understands("列为满意度，目标值却以“{cell:t}”计，量的不是满意程度。")


@says("{text:t}")
def _(s: Row, text: str) -> Any:
    """A note of the row, or the reason why it is open, told by the audit too."""
    yield s.result is not None
    yield EXPLAINED.wrong(text, s) is None or REASONS.wrong(text.removesuffix("。"), s) is None


# --- slips --------------------------------------------------------------------------------------------------------


def _is_printed(s: Row, value: Any) -> bool:
    """Whether a reading gives the printed score."""
    printed = _printed(_cell(s, "published_score"))
    return printed is not None and span(value).low <= printed + Fraction(1, 2 * 10 ** s.value("rounding_places")) and printed - Fraction(1, 2 * 10 ** s.value("rounding_places")) <= span(value).high  # fmt: skip


@slips("按所印执行率 {rate}% 计", "按所印执行率 {rate}% 计，以权重封顶为 {full} 分")
def _(s: Row, rate: Told, full: Told | None = None) -> Any:
    value, weight = rate.low * (s.weight or ZERO) / 100, s.weight or ZERO
    yield _is_printed(s, min(value, weight)) and (full is not None) is (value > weight)
    yield full is None or full.of(weight)


@slips("{exact} 四舍五入{to:t}")
def _(s: Row, exact: Told, to: str) -> bool:
    places = int((re.search("[0-9]", to) or ["0"])[0])
    return exact.of(s.exact) and rounded(s.exact, places) == _printed(_cell(s, "published_score"))


@slips("{exact} 截到{to:t}，没有四舍五入")
def _(s: Row, exact: Told, to: str) -> bool:
    places = int((re.search("[0-9]", to) or ["0"])[0])
    return exact.of(s.exact) and Fraction(int(s.exact * 10**places), 10**places) == _printed(
        _cell(s, "published_score")
    )


@slips(
    "{w} × {how:A/B|B/A} = {value}，没有以权重封顶",
    "把{one:t}按{other:t}计：{w} × {how:A/B|B/A} = {value}",
    "把{one:t}按{other:t}计：{w} × {how:A/B|B/A} = {value}，以权重封顶为 {full} 分",
)
def _(s: Row, w: Told, how: str, value: Told, one: str = "", other: str = "", full: Told | None = None) -> Any:
    a, b = s.figures
    yield w.of(s.weight or ZERO)
    yield _is_printed(s, value if full is None else full)
    yield full is None or (full.of(s.weight or ZERO) and value.low > full.low)
    if a and b:
        yield value.of((b / a if how == "B/A" else a / b) * span(s.weight or ZERO))
    yield bool(one) or value.high > (s.weight or ZERO)


@slips("先把{what:完成率|执行率}取成 {rate}% 再乘 {w} 分")
def _(s: Row, what: str, rate: Told, w: Told) -> bool:
    return w.of(s.weight or ZERO) and _is_printed(s, rate.low * w.low / 100)


@slips("{b}% × {w} = {value}：漏除了目标值")
def _(s: Row, b: Told, w: Told, value: Told) -> bool:
    return (
        b.of(s.b(b))
        and w.of(s.weight or ZERO)
        and value.of(s.b(b).low * (s.weight or ZERO) / 100)
        and _is_printed(s, value)
    )


@slips("没有按{what:完成率|执行率}计，直接记了满分")
def _(s: Row, what: str) -> bool:
    return _is_printed(s, s.weight or ZERO)


@slips("按线性公式（1 −（B − A）÷ A）× 权重计")
def _(s: Row) -> bool:
    a, b = s.figures
    return not a or not b or _is_printed(s, max(ZERO, (1 - (b.low - a.low) / a.low) * (s.weight or ZERO)))


@slips("得分又乘了一次权重（{w}%）")
def _(s: Row, w: Told) -> bool:
    return w.of(s.weight or ZERO) and _is_printed(s, s.exact * w.low / 100)


@slips("按 {names:t} 的预算执行 {points} 分计", "按 {names:t} 等规则的预算执行 {points} 分计")
def _(s: Row, names: str, points: Told) -> bool:
    given = [rules(name)["execution_points"]["value"] for name in names.split("、")]
    return all(points.of(Fraction(str(each))) for each in given) and _is_printed(
        s, s.exact / (s.weight or 1) * points.low
    )


@slips("没有按{what:完成率|执行率}计，从满分 {w} 分里扣了 {off} 分整")
def _(s: Row, what: str, w: Told, off: Told) -> bool:
    return w.of(s.weight or ZERO) and w.low - off.low == _printed(_cell(s, "published_score"))


# --- why nothing could be asked -------------------------------------------------------------------------------------


@skipped("评分规则“{id:t}”没有规定{what:超额多少须说明原因|执行率低于多少须说明原因}")
def _(s: Row, id: str, what: str) -> bool:
    return id == s.card.profile.id and s.value("explain_over" if "超额" in what else "execution_explain_below") is None


@skipped("评分规则“{id:t}”没有划分{what:档次|等级}")
def _(s: Row, id: str, what: str) -> bool:
    return id == s.card.profile.id and not s.value("grades" if what == "等级" else "judged_bands")


@skipped("评分规则“{id:t}”以年初预算为准")
def _(s: Row, id: str) -> bool:
    return s.value("execution_budget") == "initial"


@skipped("评分规则“{id:t}”没有说满意度是否必评")
def _(s: Row, id: str) -> bool:
    return s.value("satisfaction") == "unstated"


@skipped(
    "评分规则没有说预算执行的分值，表上也没有印", "评分规则没有给预算执行分值，没有计两次", "预算执行 0 分，没有计两次"
)
def _(s: Row) -> bool:
    return not s.card.execution.weight


@skipped("预算数（A）为{what:负数| 0}，没有执行率")
def _(s: Row, what: str) -> bool:
    budget = s.budget if s.path == "execution" else money(s.table.at(s.path).get("budget"))
    return budget is not None and (budget < 0 if what == "负数" else budget == 0)


@skipped("没有满意度指标，规则没有说明其 {points} 分归于何处")
def _(s: Row, points: Told) -> bool:
    return s.value("not_applicable") not in ("rescale", "redistribute")


@skipped("总分 {total} 分不在任何等级内")
def _(s: Row, total: Told) -> bool:
    return all(total.low < Fraction(str(grade["low"])) for grade in s.value("grades"))


@skipped("没有印各行得分，重算的总分也未能确定：{reason:t}", "有不适用的行：{reason:t}", "总分有上限：{reason:t}")
def _(s: Row, reason: str) -> Any:
    yield reason == "其分值不在各行得分里" or TOTAL_REASONS.wrong(reason, s) or True


@skipped("{reason:t}，也没有印执行率", "{reason:t}")
def _(s: Row, reason: str) -> Any:
    """Why a row has no score, told once more."""
    yield s.result is not None
    yield REASONS.wrong(reason, s) or True


SKIPPED.understands(
    "没有预算数", "没有预算数或执行数", "没有年初预算数", "没有印执行率", "所印执行率“{cell:t}”读不出百分数", "没有印得分", "所印得分“{cell:t}”读不出数",
    "表上没有印预算执行的分值，见 E302", "没有权重", "目标值没有写明方向，见 F502", "没有预算执行部分",
    "资金行没有自己的分值，得分无从核对", "没有基本支出总额、项目支出总额或执行数", "没有资金行", "总额行或资金行没有{what:预算数|执行数}",
    "文件是节选，或有资金行没有{what:预算数|执行数}", "本行写有自己的计分方法", "文件是节选，缺少部分指标行", "没有填年度总体目标", "各行都没有写一级指标",
    "各行都没有写级别", "没有目标值，见 F513", "没有评判档次", "得分高于权重，见 S202", "没有执行率", "没有印等级", "没有总分",
    "各行没有印得分", "没有印总分", "所印总分“{cell:t}”读不出数", "印 {p} 分，下级各行没有都印得分",
    "有的得分没有印，或读不出数：{paths:t}", "不适用的行没有印权重，不能折算", "没有印一级指标或年度目标的分值", "有的行没有权重：{names:t}", "没有指标行",
    "各行印的是项内的分值，来源没有说明所印得分是项内的还是总分里的",
    "不适用的行没有印权重，不知道其余分值是不是它的", "不适用的行没有印权重，不知道其余分值是不是它的：{names:t}",
)  # fmt: skip
