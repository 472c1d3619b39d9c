"""Why a row, or the total, has no score.

Over 300 lines: a list of sentences, each beside what recomputes it.
"""

import re
from fractions import Fraction
from typing import Any

from tests.claims.about import Cell, Row, share
from tests.claims.grammar import Grammar, Told

REASONS, TOTAL_REASONS = Grammar(), Grammar()
says = REASONS.says
ZERO = Fraction(0)


def _texts(s: Row) -> list[str]:
    """Every cell of the row."""
    cells = [text for value in s.cells.values() for text in (value.values() if isinstance(value, dict) else [value])]
    return [str(text) for text in cells]


def _says_nothing(cell: Any) -> bool:
    return cell is None or not str(cell).strip(" /-—…\\")


# --- a cell is missing, or the rules are ---------------------------------------------------------------------------


@says("没有权重（分值）")
def _(s: Row) -> bool:
    return s.weight is None


@says("没有目标值（A）", "没有目标值（A）：定量指标请写符号、数字和单位，定性指标请写文字目标值和评判档次")
def _(s: Row) -> bool:
    return _says_nothing(s.cells.get("target")) and not s.cells.get("targets")


@says("没有实际完成值（B）")
def _(s: Row) -> bool:
    return _says_nothing(s.cells.get("actual")) and not s.cells.get("actuals")


@says("没有{what:预算数|年初预算数}（A），执行率无法计算")
def _(s: Row, what: str) -> Any:
    yield s.budget is None
    yield (what == "年初预算数") is (s.value("execution_budget") == "initial")


@says("没有执行数（B），执行率无法计算")
def _(s: Row) -> bool:
    return s.amount("executed") is None


@says("{what:预算数|年初预算数}（A）为 0，执行率 B/A 没有意义")
def _(s: Row, what: str) -> bool:
    return s.budget == 0 and (what == "年初预算数") is (s.value("execution_budget") == "initial")


@says("{what:预算数|年初预算数}或执行数为负数，执行率没有意义")
def _(s: Row, what: str) -> bool:
    return min(s.budget or ZERO, s.amount("executed") or ZERO) < 0 and (what == "年初预算数") is (
        s.value("execution_budget") == "initial"
    )


@says("目标值带有符号或词（≥、不超过等），而目标值或完成值为负：两者之比不说明完成了多少，来源没有规定如何计分")
def _(s: Row) -> Any:
    yield s.target.sign != "" or s.cells.get("direction")
    yield any(figure.low < 0 for figure in s.figures if figure is not None)


@says("目标值是下降多少，实际完成值“{cell:t}”没有写明是增长还是下降，应写如 下降6%、-6%、增长6% 或 +6%")
def _(s: Row, cell: str) -> Any:
    yield "降" in s.cells["target"] or "减" in s.cells["target"]
    yield cell == s.cells["actual"] and (Cell(cell).value or 0) > 0


@says("目标值或完成值为负数，计分规则没有规定负数如何计分")
def _(s: Row) -> bool:
    return any("-" in text or "−" in text for text in _texts(s)) or s.figures[0] is None


@says("目标值为 0 而完成值大于 0，目标值没有写明方向（≥ 或 ≤），不能判断是否达成")
def _(s: Row) -> Any:
    yield not s.cells.get("direction")
    if s.figures[0] and s.figures[1]:
        yield s.figures[0].low == 0 < s.figures[1].low and not s.target.sign


@says("目标值为“= 0”而完成值大于 0，没有做到")
def _(s: Row) -> bool:
    return s.target.sign == "="


@says("目标值为“大于 0”或“小于 0”而完成值为 0，比值 0/0 没有意义")
def _(s: Row) -> Any:
    cells = (s.cells.get("target"), *s.cells.get("targets", {}).values())
    yield any(Cell(text).sign in ("<", ">") for text in cells)
    if s.figures[0] and s.figures[1]:
        yield s.figures[0].low == 0 == s.figures[1].low


@says("目标值为 0，{what:完成率没有意义|偏差的比例没有意义}")
def _(s: Row, what: str) -> bool:
    return s.figures[0] is None or s.figures[0].low == 0


@says("规则所印的满分是 {full} 分，本行的权重是 {weight} 分")
def _(s: Row, full: Told, weight: Told) -> Any:
    points = [Fraction(str(t["points"])) for t in (*s.curve.get("tiers", ()), *s.curve.get("listed", ()))]
    printed = s.curve.get("full", max(points) if points else None)
    yield printed is not None and full.of(Fraction(str(printed))) and not full.of(s.weight or Fraction(0))
    yield weight.of(s.weight or Fraction(0))


@says("不足一步的是否扣分，来源没有说明", "完成率在上下限之间，来源没有说明如何计分")
def _(s: Row) -> bool:
    return "unstated" in (s.curve.get("count"), s.curve.get("between"))


@says("评分规则“{id:t}”的来源没有印预算执行的分值，表上也没有写")
def _(s: Row, id: str) -> bool:
    return id == s.card.profile.id and s.value("execution_points") is None and "weight" not in s.cells


@says("评分规则“{id:t}”的来源没有说明{what:预算执行|正向指标|反向指标|等于指标|定性指标}如何计分")
def _(s: Row, id: str, what: str) -> bool:
    keys = {
        "预算执行": "execution",
        "正向指标": "forward",
        "反向指标": "reverse",
        "等于指标": "equal",
        "定性指标": "judged",
    }
    return id == s.card.profile.id and s.value(f"{keys[what]}_rule") == "unstated"


@says("评分规则“{id:t}”的来源没有说明各部分如何汇总")
def _(s: Row, id: str) -> bool:
    values = [s.value(f"aggregate_{key}") for key in ("absolute", "relative", "judged")]
    return id == s.card.profile.id and "unstated" in values


@says("计分方法“{rule:t}”不能用于{what:t}")
def _(s: Row, rule: str, what: str) -> bool:
    return rule == s.curve.get("rule")


@says("本行写有不止一种计分方法（{keys:t}）")
def _(s: Row, keys: str) -> bool:
    return keys.split("、") == [key for key in ("rule", "items", "coefficient") if s.cells.get(key)] and "、" in keys


@says("本行写有自己的计分方法（{key:t}），评分规则“{id:t}”没有这种方法{more:t}")
def _(s: Row, key: str, id: str, more: str) -> Any:
    name = re.match(r"(\w+)(?: = “(.*)”)?", key)
    assert name
    yield id == s.card.profile.id and bool(s.cells.get(name[1]))
    yield name[1] == "rule" or s.value({"items": "checklist_rule", "coefficient": "coefficient_rule"}[name[1]]) is None
    if name[1] == "rule":
        yield name[2] is None or (name[2] == s.cells["rule"] and name[2] not in s.profile["curves"])
        curves = s.profile["curves"]
        told = f"；可写的有：{'、'.join(curves)}" if curves else "；这套规则没有可供单行选用的曲线"
        yield more == told + ("，或写有参数的表" if s.value("row_rule") == "allowed" else "")


REASONS.understands("本行所印的计分方法读不懂：{why:t}")


@says("所印各数越大得分越{more:多|少}，{kind:正向|反向}指标却相反")
def _(s: Row, more: str, kind: str) -> Any:
    points = [it["points"] for it in sorted(s.curve["listed"], key=lambda it: Cell(it["at"]).value or 0)]
    yield (more == "多") is (Told(str(points[0])).low < Told(str(points[-1])).low)
    yield (kind == "反向") is (s.direction == "reverse") is (more == "多")


@says(
    "所在的一档{name:t}得多少分，来源没有印",
    "所在的一档{name:t}得{low:t}到{high:t}，规则不代为选定",
    "完成值不是所印的数，来源没有说明这样的数得多少分",
)
def _(s: Row, name: str = "", low: str = "", high: str = "") -> Any:
    if "listed" in s.curve:
        yield s.actual.value is None or s.actual.value not in [Cell(it["at"]).value for it in s.curve["listed"]]
        return
    told = [(tier.get("label", ""), tier.get("least"), tier["points"]) for tier in s.curve["tiers"]]
    wanted = [(f"“{label}”" if label else "", least, points) for label, least, points in told]
    if low:
        yield any(
            name == label and least is not None and str(least) in low and str(points) in high
            for label, least, points in wanted
        )
    else:
        yield any(name == label and points == "unstated" for label, _, points in wanted)


@says("计分方法的单位是“{one:t}”，本行的单位是“{other:t}”，两者不能换算")
def _(s: Row, one: str, other: str) -> bool:
    return (one != other and one not in ("%", "‰") + (("", "（无）") if False else ()))  or other not in ("%", "‰")  # fmt: skip


@says("本行写有扣分 {less} 分，评分规则“{id:t}”没有规定公式之外的扣分")
def _(s: Row, less: Told, id: str) -> bool:
    return less.of(Fraction(str(s.cells["deduct"]))) and id == s.card.profile.id and s.value("deduction") is None


@says("{points} 分由 {count} 个下级指标共有，没有写明各占多少分", "得分由 {count} 个下级指标共有，没有写明各占多少分")
def _(s: Row, count: Told, points: Told | None = None) -> bool:
    return (points is None or points.of(s.weight or ZERO)) and count.of(Fraction(len(s.cells["rows"])))


# --- a cell is not understood -------------------------------------------------------------------------------------


@says("{who:t}目标值“{cell:t}”不是“符号＋数字＋单位”的写法，读不出数")
def _(s: Row, who: str, cell: str) -> bool:
    return cell in _texts(s)


@says("{who:t}实际完成值“{cell:t}”{why:t}，读不出数")
def _(s: Row, who: str, cell: str, why: str) -> bool:
    return (
        cell in _texts(s)
        and re.fullmatch("不是数字加单位的写法|是一个范围|是约数|是变化率，来源没有规定如何计分|.*", why) is not None
    )


@says("{who:t}实际完成值“{cell:t}”是一个范围（带有目标值的符号），不是实际完成的数")
def _(s: Row, who: str, cell: str) -> bool:
    return cell in _texts(s)


@says("{cell:t}是{share:t}，{against:t}只写“{bare:t}”，{sign:t}：可能是 {one:q}，也可能是 {other:q}")
@says("{against:t}是{share:t}，{cell:t}只写“{bare:t}”，{sign:t}：可能是 {one:q}，也可能是 {other:q}")
def _(s: Row, cell: str, share: str, against: str, bare: str, sign: str, one: Told, other: Told) -> Any:
    yield from either(bare, sign, one, other)


def either(bare: str, sign: str, one: Told, other: Told) -> Any:
    """What a bare figure beside a share may mean."""
    figure = Cell(bare).value
    yield figure is not None and not Cell(bare).unit and one.unit == other.unit
    yield one.of(figure or ZERO) and other.of((figure or ZERO) * {"%": 100, "‰": 1000}.get(one.unit, 1))
    yield sign == {"%": "没有百分号", "‰": "没有千分号"}.get(one.unit, f"没有单位“{one.unit}”")


@says("{against:t}的单位是“{one:t}”，{cell:t}的单位是“{other:t}”，两者不能换算")
def _(s: Row, against: str, one: str, cell: str, other: str) -> bool:
    return one != other and not {one, other} <= {"元", "万元", "亿元"} and not {one, other} <= {"%", "‰"}


@says("{who:t}评判档次“{label:t}”不是规则所列的档次（{labels:t}）")
def _(s: Row, who: str, label: str, labels: str) -> bool:
    return labels == s.bands and not s.band_named(label)


@says("档内比例“{rate:t}”读不出百分数，应写如 95%")
def _(s: Row, rate: str) -> bool:
    return rate in _texts(s) and not re.fullmatch(r"[0-9.]+%", rate)


@says("得分系数“{rate:t}”读不出百分数，应写如 95%")
def _(s: Row, rate: str) -> bool:
    return rate in _texts(s) and not re.fullmatch(r"[0-9.]+%", rate)


@says("得分系数不在 0 到 100% 之间")
def _(s: Row) -> bool:
    return not 0 <= share(s.cells["coefficient"]) <= 1


@says("清单中“{item:t}”没有写{what:分|是否做到}")
def _(s: Row, item: str, what: str) -> bool:
    return any(
        i.get("points" if what == "分" else "done") is None
        for i in s.cells["items"]
        if i.get("description", "") == item
    )


@says("清单各项的分合计不等于本行的权重")
def _(s: Row) -> bool:
    return sum((Fraction(str(i["points"])) for i in s.cells["items"]), ZERO) != s.weight


# --- judged -------------------------------------------------------------------------------------------------------


@says("{who:t}没有定性评判档次（评判档次取其一：{labels:t}）")
def _(s: Row, who: str, labels: str) -> bool:
    return labels == s.bands and not (
        who == "" and s.band_named(str(s.cells.get("attainment") or s.cells.get("actual")))
    )


@says("{who:t}评为“{label:t}”，没有写明在 {high}%—{low}%（含 {low}%） 内取多少，规则不代为选定")
def _(s: Row, who: str, label: str, high: Told, low: Told) -> Any:
    yield from band(s, label, high, low)


@says("{who:t}评为“{label:t}”，区间为 {high}%—{low}%（含 {low}%），写明的比例 {rate}% 不在其内")
def _(s: Row, who: str, label: str, high: Told, low: Told, rate: Told) -> Any:
    yield from band(s, label, high, low)
    yield (
        rate.low < low.low
        or rate.low > high.low
        or (rate.low == high.low and label != s.value("judged_bands")[0]["label"])
    )


def band(s: Row, label: str, high: Told, low: Told) -> Any:
    """The ends of a band."""
    found = s.band_named(label)
    yield found["label"] == label and high.of(share(found["high"]) * 100) and low.of(share(found["low"]) * 100)


# --- parts --------------------------------------------------------------------------------------------------------


@says("{names:t}没有填{what:实际完成值|目标值|评判档次或比例}，不能汇总")
def _(s: Row, names: str, what: str) -> bool:
    keys = {"实际完成值": ["actuals"], "目标值": ["targets"], "评判档次或比例": ["attainments", "rates", "actuals"]}[
        what
    ]
    return any(_says_nothing(s.cells.get(key, {}).get(name)) for name in names.split("、") for key in keys)


@says("各部分都不适用本指标")
def _(s: Row) -> bool:
    return "不适用" in _texts(s)


@says("{name:t}不适用本指标，整行的实际完成值里有没有它不得而知，请写各部分的完成值")
def _(s: Row, name: str) -> bool:
    return all(s.cells["targets"][part] == "不适用" for part in name.split("、"))


@says("各部分目标值的符号方向不同（{cells:t}），不能汇总成一个目标值")
def _(s: Row, cells: str) -> bool:
    return len({Cell(text).sign[:1] for text in s.cells["targets"].values()}) > 1


@says("{name:t}的{key:t}“{cell:t}”为负数，不能与别的部分相抵")
def _(s: Row, name: str, key: str, cell: str) -> bool:
    return (Cell(cell).value or ZERO) < 0


REASONS.understands("{what:t}不能判断是绝对值（相加）还是相对值（按资金加权平均），请写明累加方式")


@says("{names:t}没有资金额度，不能加权平均")
def _(s: Row, names: str) -> bool:
    return all(s.funds[name] is None for name in names.split("、"))


@says("各部分的资金额度都是 0，不能加权平均")
def _(s: Row) -> bool:
    return not any(s.funds.values())


@says("{names:t}的资金额度为负数，不能加权平均")
def _(s: Row, names: str) -> bool:
    return all((s.funds[name] or ZERO) < 0 for name in names.split("、"))


# --- without a ratio ----------------------------------------------------------------------------------------------


def _day(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall("[0-9]+", text)))


@says("完成时间“{actual:t}”不晚于目标时间“{target:t}”")
def _(s: Row, actual: str, target: str) -> Any:
    yield actual == s.cells.get("actual") and target == s.cells.get("target")
    if len(_day(actual)) == len(_day(target)):
        yield _day(actual) <= _day(target)


@says("完成时间“{actual:t}”晚于目标时间“{target:t}”，来源没有规定逾期如何计分")
def _(s: Row, actual: str, target: str) -> Any:
    yield actual == s.cells.get("actual") and target == s.cells.get("target")
    if len(_day(actual)) == len(_day(target)):
        yield _day(actual) > _day(target)


@says("目标时间“{target:t}”与完成时间“{actual:t}”一个写到的年、月、日另一个没有写，不能判断是否按时")
def _(s: Row, target: str, actual: str) -> bool:
    return actual == s.cells.get("actual") and target == s.cells.get("target")


@says("目标值“{target:是|否}”，实际完成值“{actual:是|否}”，{same:相同，已达到|不同，没有达到}")
def _(s: Row, target: str, actual: str, same: str) -> bool:
    return (
        actual == s.cells.get("actual")
        and target == s.cells.get("target")
        and (target == actual) is (same == "相同，已达到")
    )


@says(
    "实际完成值“{actual:t}”是一个范围，其中的每个数都达到目标值“{target:t}”",
    "实际完成值“{actual:t}”是一个范围，其中的每个数都没有达到目标值“{target:t}”，差多少没有写明",
    "实际完成值“{actual:t}”是一个范围（带有目标值的符号），达到目标值“{target:t}”与否没有写明",
)
def _(s: Row, actual: str, target: str) -> bool:
    return actual == s.cells.get("actual") and target == s.cells.get("target") and Cell(actual).sign != ""


@says("目标值“{target:t}”{why:t}，按定性指标计，而{rest:t}")
def _(s: Row, target: str, why: str, rest: str) -> Any:
    yield target == s.cells.get("target") and why in ("是一个范围", "是约数", "是变化率，来源没有规定如何计分")
    yield REASONS.wrong(rest, s) or True


# --- of the total -------------------------------------------------------------------------------------------------


def _weights(s: Row) -> tuple[Fraction, Fraction]:
    """The weights of the rows that are scored, and of those that do not apply; without bonus rows."""
    within = [
        r
        for r in s.card.results()
        if r.indicator is None or "".join(r.indicator.level1.split()) not in s.value("bonus")
    ]
    return (
        sum((Fraction(r.weight or 0) for r in within if r.status == "scored"), ZERO),
        sum((Fraction(r.weight or 0) for r in within if r.status == "not-applicable"), ZERO),
    )


@TOTAL_REASONS.says("{count} 项未能确定得分：{names:t}")
def _(s: Row, count: Told, names: str) -> Any:
    still = [r.name for r in s.card.results() if r.status == "undetermined" and r.weight != 0]
    yield count.of(Fraction(len(still)))
    told = names.removesuffix("等").split("、")
    yield set(told) <= set(still) and (names.endswith("等") or len(told) == len(set(still)))


@TOTAL_REASONS.says("文件是节选，缺少部分指标行")
def _(s: Row) -> bool:
    return s.tree.get("partial") is True


@TOTAL_REASONS.says("不适用的指标没有写权重，不能按百分制折算")
def _(s: Row) -> bool:
    return s.value("not_applicable") == "rescale" and any(
        r.weight is None for r in s.card.rows if r.status == "not-applicable"
    )


@TOTAL_REASONS.says("{names:t}不计分，权重合计仍有 {sum} 分，超过 {whole} 分")
def _(s: Row, names: str, sum: Told, whole: Told) -> bool:
    return sum.of(_weights(s)[0]) and whole.of(Fraction(s.value("total"))) and sum.low > whole.high


@TOTAL_REASONS.says(
    "{names:t}不计分后，权重合计 {sum} 分，规则没有说明其余分值归于何处",
    "{names:t}不计分后，权重合计 {sum} 分，规则要求设定权重时已重新分配，使合计为 {whole} 分",
)
def _(s: Row, names: str, sum: Told, whole: Told | None = None) -> Any:
    yield sum.of(_weights(s)[0]) and sum.low < Fraction(s.value("total"))
    yield (whole is None) is (s.value("not_applicable") != "redistribute")


@TOTAL_REASONS.says("全部 {whole} 分都不适用，没有可以折算的得分")
def _(s: Row, whole: Told) -> bool:
    return whole.of(Fraction(s.value("total"))) and _weights(s) == (0, whole.low)


@TOTAL_REASONS.says("权重合计 {sum} 分，不是 {whole} 分，不能折算")
def _(s: Row, sum: Told, whole: Told) -> bool:
    made, out = _weights(s)
    return (
        sum.of(made + out)
        and whole.of(Fraction(s.value("total")))
        and made + out != whole.low
        and s.value("not_applicable") == "rescale"
    )


@TOTAL_REASONS.says("执行率没有算出，总分上限随执行率而定")
def _(s: Row) -> bool:
    return s.card.execution.rate is None and bool(s.value("total_caps"))


@TOTAL_REASONS.says(
    "执行率恰为 {rate}%，来源没有说明总分上限是 {most} 分还是不受限制",
    "执行率恰为 {rate}%，来源没有说明总分上限是 {most} 分还是 {more} 分",
)
def _(s: Row, rate: Told, most: Told, more: Told | None = None) -> Any:
    caps = {
        share(cap["below"]) * 100: Fraction(cap["most"]) for cap in s.value("total_caps") if cap["ends"] == "unstated"
    }
    spent = s.card.execution.rate * 100
    yield rate.of(spent) and most.of(caps[spent])
    yield more is None or (more.low in [Fraction(cap["most"]) for cap in s.value("total_caps")] and more.low > most.low)
