"""Right tables: whole filings whose printed figures follow from their profile, in every layout that the forms use.

A table is drawn in three steps: how its form is laid out (`Layout`), what its rows say, and what it prints, which the scorer
reckons. Where a profile's source does not say how a row is scored, it prints the share of its points that a unit would give.
Every row that lost points, missed its target or went far beyond it has a reason, in the row or at the end of the table.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from attrs import define, field, frozen

from perfeval import Evaluation, Profile, load_profile, loads, score
from perfeval.profiles import shipped
from perfeval.scoring.caps import ceiling_of
from perfeval.scoring.results import RowScore, Scorecard
from perfeval.values.figures import plain, round_half_up

Document = dict[str, Any]
PROFILES = tuple(shipped())
REASON = "受汛期影响，部分工作推迟到次年。"
OUTPUT, BENEFIT, SATISFACTION, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
LEVELS = {
    OUTPUT: ("数量指标", "质量指标", "时效指标", "成本指标"),
    BENEFIT: ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    SATISFACTION: ("服务对象满意度指标",),
    COST: ("经济成本指标", "社会成本指标", "生态环境成本指标"),
}
"""The official 二级指标 of each 一级指标."""
HEADS = ((OUTPUT, BENEFIT, SATISFACTION), (COST, OUTPUT, BENEFIT, SATISFACTION))
"""The heads of forms whose profile names none."""
CURVES = {
    "hunan-department": ((100, "%", "预算完成率", 5), (0, "%", "预算控制率", 5), (90, "%", "超支", 4)),
    "jiangxi-2017": ((90, "%", "满意度", 10), (0, "%", "成本偏差", 5)),
    "sichuan-pidu-2025": ((20, "件", "重点履职（比率分值法）", 0), (1, "件", "是否评分法", 0)),
}
"""Rows that curves of a profile score: target, unit, curve and the weight that the curve has points for, 0 for any."""
PRINTED_RULE = {"rule": "steps", "start": "target", "per": "1%", "deduct": 0.5, "count": "whole"}


@frozen
class Layout:
    """How a form is laid out.

    `bands` says where a judged row's band stands: a cell of its own, one with a rate beside it, the cell of the actual value, or
    nowhere. `places` are the decimals of the table's scores: its own single one, always two, or as few as will do.
    """

    profile: Profile
    form: str
    prints_points: bool
    prints_weights: bool
    prints_heads: bool
    has_level2: bool
    bands: str
    places: str
    reasons_in_rows: bool
    by_part: bool

    @classmethod
    def draw(cls, random: Random, name: str) -> "Layout":
        """A layout that the profile's form allows."""
        profile = load_profile(name)
        points = name != "transfer-form"
        form = random.choice(("project", "project", "department", "goals"))
        return cls(
            profile=profile,
            form=form,
            prints_points=points,
            prints_weights=points and random.random() < (0.8 if "weight" in profile.form_columns.value else 0.4),
            prints_heads=points and random.random() < 0.6,
            has_level2=random.random() < 0.8,
            bands=random.choice(("own", "rated", "actual", "")) if profile.judged_bands.value else "",
            places=random.choice(("few", "few", "one", "two")),
            reasons_in_rows="reason" in profile.form_columns.value and random.random() < 0.7,
            by_part=form == "project" and profile.aggregate_absolute.value != "unstated" and random.random() < 0.2,
        )

    def shown(self, value: Fraction) -> str:
        """A score in the table's own digits."""
        rounded = round_half_up(value, 1 if self.places == "one" else 2)
        return f"{rounded:f}" if self.places == "two" else plain(Fraction(rounded))


@define
class Row:
    """A row as drawn: its cells, its points, and the share of them that a unit would give where no rule says.

    `is_missed` says that the target was missed or the row judged below the first band, `is_far` that it is far beyond its target.
    `below` is a share that it does not reach: the whole where the target was missed, the upper end of its band.
    """

    cells: Document
    share: Fraction = Fraction(1)
    is_missed: bool = False
    is_far: bool = False
    below: Fraction = Fraction(1)
    weight: Fraction | None = None
    rows: "list[Row]" = field(factory=list)
    printed: str = ""

    def document(self, layout: Layout, filed: bool) -> Document:
        """The row for the scorer, with its points; or as it is filed, with what the form prints."""
        cells = dict(self.cells)
        if self.weight is not None and (layout.prints_weights or not filed):
            cells["weight"] = plain(self.weight)
        if filed and self.printed:
            cells["published_score"] = self.printed
        if filed and layout.reasons_in_rows and self.needs_reason(layout):
            cells["reason"] = REASON
        if self.rows:
            cells["rows"] = [row.document(layout, filed) for row in self.rows]
        return cells

    @property
    def name(self) -> str:
        """三级指标."""
        return str(self.cells["name"])

    def needs_reason(self, layout: Layout) -> bool:
        """Whether points were lost or the target was missed, or the profile asks for a reason.

        Where rows under it have points of their own, or a reason, it needs none.
        """
        if self.rows and (self.rows[0].weight is not None or any(row.needs_reason(layout) for row in self.rows)):
            return False
        lost = bool(self.printed and self.weight and Fraction(self.printed) < self.weight)
        far = self.is_far and layout.profile.explain_over.value is not None
        return self.applies and (lost or far or self.is_missed)

    @property
    def points(self) -> Fraction:
        """Its points, or its rows'."""
        return sum((row.points for row in self.rows), Fraction(0)) if self.weight is None else self.weight

    @property
    def applies(self) -> bool:
        """Whether it is asked for anything."""
        return self.cells.get("applicable", True) is True and self.cells.get("actual") != "不适用"


def read(document: Document) -> Evaluation:
    """The filing that a document is."""
    return loads(json.dumps(document, ensure_ascii=False))


def right_table(random: Random, name: str) -> Document:
    """A right table under a shipped profile, as it is filed."""
    layout = Layout.draw(random, name)
    execution = _execution(random, layout)
    heads = _heads(random, layout, execution)
    rows = [row for head, points in heads.items() for row in _under(random, layout, head, points)]
    if random.random() < 0.15:
        rows += _take_out(random, layout, rows)
    cut = random.randint(1, len(rows))
    goals = [goal for goal in (rows[:cut], rows[cut:]) if goal] if layout.form == "goals" else []

    def document(filed: bool) -> Document:
        tree: Document = {"profile": name, "year": 2023} | ({"execution": dict(execution)} if execution else {})
        tree |= _head(random, layout, execution)
        if layout.by_part:
            tree["parts"] = [{"name": "木兰乡", "funds": 30}, {"name": "前川街道", "funds": 70}]
        if goals:
            tree["goals"] = [
                {"name": f"年度目标{n + 1}", "indicators": [row.document(layout, filed) for row in goal]}
                | ({"weight": plain(sum((row.points for row in goal), Fraction(0)))} if layout.prints_heads else {})
                for n, goal in enumerate(goals)
            ]
            return tree
        tree["indicators"] = [row.document(layout, filed) for row in rows]
        if layout.prints_heads:
            inside = execution_points(layout, execution) or Fraction(0)
            own = {head: plain(points + inside * (head == execution.get("level1"))) for head, points in heads.items()}
            tree["weights"] = own
        return tree

    card = score(read(document(filed=False)))
    results = {result.name: result for result in card.rows}
    for row in rows:
        _print(layout, row, results)
    if layout.places == "one" and all("." not in row.printed for row in _leaves(rows)):
        return right_table(random, name)  # whole numbers alone are no digits of the table's own
    return _finished(random, layout, document(filed=True), rows, card)


# --- what is drawn ------------------------------------------------------------------------------------------------


def execution_points(layout: Layout, execution: Document) -> Fraction | None:
    """The points of execution: as printed, else the profile's; None where nobody says."""
    points = execution.get("weight", layout.profile.execution_points.value)
    return None if points is None else Fraction(points)


def _execution(random: Random, layout: Layout) -> Document:
    """预算执行, with all but its score; empty where the form has none."""
    profile, points = layout.profile, layout.profile.execution_points.value
    if not points and random.random() < 0.3:
        return {}
    scale, unit = random.choice((1, 10, 100)), random.choice(("万元", "元", ""))

    def money(amount: int) -> str:
        return f"{plain(Fraction(amount, scale))}{unit}"

    budget = random.randint(10 * scale, 900 * scale)
    executed = budget if random.random() < 0.3 else random.randint(budget // 2, budget)
    block: Document = {"budget": money(budget), "executed": money(executed)}
    if profile.execution_budget.value == "initial":
        block["initial"] = money(budget)
    if layout.prints_points and points is None and random.random() < 0.7:
        block["weight"] = 30 if profile.group_points.value else random.choice((10, 20))
    elif points and random.random() < 0.5:
        block["weight"] = plain(Fraction(points))
    if random.random() < 0.7:
        block["published_rate"] = (
            f"{plain(Fraction(round_half_up(Fraction(100 * executed, budget), random.choice((0, 1, 2)))))}%"
        )
    part = random.randint(budget - executed, budget)
    spent = part - (budget - executed)
    if random.random() < 0.4:
        funds = {"当年财政拨款": (part, spent), "上年结转资金": (budget - part, executed - spent)}
        block["funds"] = [{"name": name, "budget": money(a), "executed": money(b)} for name, (a, b) in funds.items()]
    if block.get("weight") and not profile.group_points.value and random.random() < 0.3:
        block["level1"] = "项目管理"
    return block


def _heads(random: Random, layout: Layout, execution: Document) -> dict[str, Fraction]:
    """The heads and the points of their rows, which make the total with execution's."""
    profile = layout.profile
    if given := {name: Fraction(points) for name, points in profile.group_points.value.items()}:
        if profile.satisfaction.value == "optional" and random.random() < 0.3:
            spared = given.pop(SATISFACTION)
            given[OUTPUT] += spared if random.random() < 0.5 else 0
        return given
    names = [*(profile.form_levels.value or random.choice(HEADS)), *filter(None, [execution.get("level1")])]
    whole = Fraction(profile.total.value) - (execution_points(layout, execution) or 0)
    return dict(zip(names, _split(random, whole, len(names)), strict=True))


def _split(random: Random, whole: Fraction, count: int) -> list[Fraction]:
    """Points in so many parts of halves, none of them 0."""
    cuts = sorted(random.sample(range(1, int(2 * whole)), count - 1))
    ends = [Fraction(0), *map(Fraction, cuts), 2 * whole]
    return [(high - low) / 2 for low, high in pairwise(ends)]


def _under(random: Random, layout: Layout, head: str, points: Fraction) -> Iterator[Row]:
    """The rows of a head, some of them with rows under them."""
    if head != SATISFACTION and random.random() < 0.5:
        own = _of_curve(random, layout, head, points)
        points -= own.points if own else 0
        yield from [own] if own else []
    for n, weight in enumerate(_split(random, points, random.choice((1, 1, 2, 3)) if points >= 3 else 1)):
        row = _row(random, layout, _levels(random, layout, head), f"{head}第{n + 1}项")
        row.weight = weight
        if weight >= 3 and not layout.by_part and random.random() < 0.15:
            row = _with_rows(random, layout, row)
        yield row


def _of_curve(random: Random, layout: Layout, head: str, points: Fraction) -> Row | None:
    """A row that a curve of the profile scores, or a rule that the row prints; None where there is none, or too few points."""
    profile = layout.profile
    if profile.id in CURVES:
        target, unit, rule, weight = random.choice(CURVES[profile.id])
        own: Any = rule
    elif profile.row_rule.value == "allowed" and layout.prints_points:
        target, unit, own, weight = 95, "%", dict(PRINTED_RULE), 0
    else:
        return None
    full = Fraction(weight) or points / 2
    if full >= points or not layout.prints_points:
        return None
    reverse = target == 0 or own == "超支"
    steps = random.choice((0, 0, 1, 3, 7))
    actual = target + steps if reverse else max(target - steps, 0)
    sign = "≤" if reverse else "=" if own == "是否评分法" else "≥"
    cells = _levels(random, layout, head, "经济效益指标") | {"name": f"{head}按规则计分", "rule": own}
    cells |= {"target": f"{sign}{target}{unit}", "actual": f"{actual}{unit}"}
    return Row(cells, Fraction(1) if actual == target else Fraction(1, 2), actual != target, weight=full)


def _with_rows(random: Random, layout: Layout, parent: Row) -> Row:
    """The row as the head of two or three rows; the points stand at it, at the rows, or at both."""
    count, where = random.choice((2, 3)), random.choice(("parent", "rows", "both"))
    levels = {key: cell for key, cell in parent.cells.items() if key in ("level1", "level2")}
    rows = [_row(random, layout, levels, f"{parent.name}之{n + 1}") for n in range(count)]
    shares = _split(random, parent.points, count)
    for row, points in zip(rows, shares, strict=True):
        row.cells = {key: cell for key, cell in row.cells.items() if key not in levels}
        row.weight = None if where == "parent" else points
    return Row(
        levels | {"name": parent.name},
        share=sum((row.share for row in rows), Fraction(0)) / count,
        is_missed=any(row.is_missed for row in rows),
        weight=None if where == "rows" else parent.weight,
        rows=rows,
    )


def _levels(random: Random, layout: Layout, head: str, level2: str = "") -> Document:
    levels = LEVELS.get(head, ("财务管理",))
    told = level2 if level2 in levels else random.choice(levels)
    return {"level1": head} | ({"level2": told} if layout.has_level2 else {})


def _row(random: Random, layout: Layout, levels: Document, name: str) -> Row:
    """A row of a kind that its 一级 and 二级指标 allow."""
    head = levels["level1"]
    kinds: Sequence[Callable[[Random, Layout], Row]] = (
        _forward,
        _forward,
        _reverse,
        _equal,
        _zero,
        _date,
        _yes_no,
        _judged,
    )
    if head == SATISFACTION:
        kinds = (_percentage, _percentage, _judged)
    elif head == COST or levels.get("level2") == "成本指标":
        kinds = (_cost,)
    elif levels.get("level2") == "数量指标":
        kinds = kinds[:5]
    row = random.choice(kinds)(random, layout)
    unit = row.cells.pop("unit in name", "")
    row.cells = levels | {"name": f"{name}（{unit}）" if unit else name} | row.cells
    if layout.profile.coefficient_rule.value != "none" and random.random() < 0.5:
        row.cells["coefficient"] = f"{plain(100 * row.share, 2)}%"
    return row


def _factor(random: Random) -> int:
    """How far an actual value is, in percent of its target."""
    return random.choice((100, 100, random.randint(101, 129), random.randint(130, 250), random.randint(50, 99)))


def _forward(random: Random, layout: Layout) -> Row:
    scale, percent = random.choice((1, 10, 100)), _factor(random)
    target = Fraction(random.randint(1, 400) * 100, scale)
    actual = target * percent / 100
    unit, sign = (
        random.choice(("个", "人次", "公里", "万元", "亩")),
        random.choice(("≥", "≧", "不少于", ">=", "≥ ", "")),
    )
    row = Row(
        {"target": f"{sign}{plain(target)}{unit}"},
        share=min(Fraction(percent, 100), Fraction(1)),
        is_missed=percent < 100,
        is_far=percent >= 130,
    )
    if layout.by_part and random.random() < 0.5:
        some = Fraction(int(actual / 3))
        row.cells["actuals"] = {"木兰乡": f"{plain(some)}{unit}", "前川街道": f"{plain(actual - some)}{unit}"}
    elif random.random() < 0.1:
        row.cells = {"target": f"{sign}{plain(target)}", "actual": f"{plain(actual)}{unit}", "unit in name": unit}
    else:
        row.cells["actual"] = f"{plain(actual)}{random.choice((unit, unit, ''))}"
    return row


def _percentage(random: Random, layout: Layout) -> Row:
    target = random.randint(80, 98)
    actual = random.choice(
        (
            Fraction(target),
            Fraction(random.randint(target, 100)),
            Fraction(random.randint(1200, 2 * target * 10 - 1), 20),
        )
    )
    cell = f"{plain(actual)}%"
    actuals: Document = {"actual": cell}
    if layout.by_part and random.random() < 0.5:
        actuals = {"actuals": {"木兰乡": cell, "前川街道": cell}}
    cells = {"target": f"{random.choice(('≥', '', '不低于'))}{target}%"} | actuals
    return Row(cells, min(actual / target, Fraction(1)), actual < target)


def _reverse(random: Random, layout: Layout) -> Row:
    return _at_most(random, random.choice(("天", "起", "元/人")), random.choice(("≤", "≦", "不超过", "控制在")))


def _cost(random: Random, layout: Layout) -> Row:
    return _at_most(random, random.choice(("元/人", "万元", "元/平方米")), "≤")


def _at_most(random: Random, unit: str, sign: str) -> Row:
    target, percent = Fraction(random.randint(2, 200) * 10), _factor(random)
    cells = {"target": f"{sign}{plain(target)}{unit}", "actual": f"{plain(target * percent / 100)}{unit}"}
    return Row(cells, min(Fraction(100, percent), Fraction(1)), percent > 100)


def _equal(random: Random, layout: Layout) -> Row:
    target = random.randint(2, 60)
    actual = random.choice((target, target, random.randint(1, target)))
    return Row({"target": f"={target}个", "actual": f"{actual}个"}, Fraction(actual, target), actual < target)


def _zero(random: Random, layout: Layout) -> Row:
    actual = random.choice((0, 0, 0, 2))
    sign = random.choice(("≤", "=") if actual else ("≤", "=", ""))
    return Row({"target": f"{sign}0起", "actual": f"{actual}起"}, Fraction(not actual), actual > 0)


def _date(random: Random, layout: Layout) -> Row:
    target, actual, late = random.choice(
        (
            ("2023年12月31日前", "2023年11月30日", "2024年1月8日"),
            ("2023.12前", "2023.11", "2024.2"),
            ("2023年10月底前", "2023年9月", "2023年11月"),
        )
    )
    return (
        Row({"target": target, "actual": actual})
        if random.random() < 0.8
        else Row({"target": target, "actual": late}, Fraction(1, 2), is_missed=True)
    )


def _yes_no(random: Random, layout: Layout) -> Row:
    met = random.random() < 0.8
    row = Row({"target": "是", "actual": "是" if met else "否"}, Fraction(met), not met)
    if layout.bands:
        row.cells["attainment"] = layout.profile.judged_bands.value[0 if met else -1].label
        row.cells |= {"rate": f"{100 * met}%"} if layout.bands == "rated" else {}
    return row


def _judged(random: Random, layout: Layout) -> Row:
    words = random.choice(("持续提升", "较高", "明显改善", "建立健全相关制度"))
    if not layout.bands:
        return Row({"target": words, "actual": words}, random.choice((Fraction(1), Fraction(1), Fraction(9, 10))))
    bands = layout.profile.judged_bands.value
    band = random.choice((bands[0], *bands))
    share = band.low + Fraction(random.randint(1, 9), 10) * (band.high - band.low)
    row = Row({"target": words, "actual": words}, share, is_missed=band is not bands[0], below=band.high)
    if band is bands[0] and random.random() < 0.6:
        row.share = Fraction(1)
    row.cells["actual" if layout.bands == "actual" else "attainment"] = random.choice((band.label, *band.aliases))
    if layout.bands == "rated":
        row.cells["rate"] = f"{plain(100 * row.share)}%"
    return row


def _take_out(random: Random, layout: Layout, rows: list[Row]) -> Iterator[Row]:
    """A row that does not apply: one of the rows where the profile says what becomes of its points, else one more."""
    whole = [row for row in rows if not row.rows]
    if layout.profile.not_applicable.value not in ("full", "rescale"):
        cells = _levels(random, layout, rows[0].cells["level1"]) | {
            "name": "不适用的一项",
            "target": "≥5个",
            "actual": "不适用",
        }
        yield Row(cells)
    elif layout.prints_weights and len(whole) > 1:
        random.choice(whole).cells["applicable"] = False


# --- what is printed ----------------------------------------------------------------------------------------------


def _head(random: Random, layout: Layout, execution: Document) -> Document:
    """The project's or the department's own cells."""
    if layout.form == "project":
        return {"project": {"name": "乡村振兴对口帮扶专项资金"}}
    return {"department": {"name": "区政府办公室"}}


def _print(layout: Layout, row: Row, results: dict[str, RowScore]) -> None:
    """The printed score: the scorer's, else the share of the points that a unit would give."""
    for each in row.rows:
        _print(layout, each, results)
    result = results.get(row.name)
    kept = result is not None and result.score is not None
    if not layout.prints_points or row.weight is None or not (row.applies or kept):
        return
    if row.rows and row.rows[0].printed:
        row.printed = layout.shown(sum((Fraction(each.printed) for each in row.rows), Fraction(0)))
    elif result is not None and result.exact is not None and result.score is not None:
        row.printed = layout.shown(result.exact if layout.places == "one" else Fraction(result.score))
    else:
        step = Fraction(1, 10 if layout.places == "one" else 100)
        row.printed = layout.shown(row.share * row.weight)
        if row.share < 1 and Fraction(row.printed) >= row.below * row.weight:
            row.printed = layout.shown(Fraction(row.printed) - step)


def _finished(random: Random, layout: Layout, document: Document, rows: list[Row], card: Scorecard) -> Document:
    """The document with the score of execution, the total, the grade, and the reasons that stand at its end."""
    block, profile = document.get("execution", {}), layout.profile
    points = execution_points(layout, block)
    rate = card.execution.rate
    printed = [Fraction(row.printed) for row in _leaves(rows) if row.printed]
    if layout.prints_points and block and points:
        share = (
            card.execution.exact if card.execution.exact is not None else points * min(rate or Fraction(0), Fraction(1))
        )
        block["published_score"] = layout.shown(share if layout.places == "one" else Fraction(round_half_up(share, 2)))
        printed.append(Fraction(block["published_score"]))
    if layout.prints_points:
        total = sum(printed, Fraction(0))
        out = sum((row.points for row in rows if not row.applies), Fraction(0))
        if profile.not_applicable.value == "rescale" and out:
            whole = Fraction(profile.total.value)
            total = total / (whole - out) * whole
        total = min(total, ceiling_of(total, tuple(card.results()), profile))
        document["published"] = {"total": layout.shown(total)}
        grade = profile.grade(round_half_up(Fraction(document["published"]["total"]), 2))
        if grade and random.random() < 0.7:
            document["published"]["grade"] = grade
    told = not layout.reasons_in_rows and any(each.needs_reason(layout) for row in rows for each in (row, *row.rows))
    if told or (rate is not None and rate < (profile.execution_explain_below.value or 0)):
        document["remarks"] = {"deviation": REASON}
    return document


def _leaves(rows: list[Row]) -> Iterator[Row]:
    """The rows whose printed scores make the total: those under a row where they have points, else the row."""
    for row in rows:
        yield from [each for each in row.rows if each.printed] or [row]
