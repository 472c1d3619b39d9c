"""What no single key of a profile shows: each check looks at the keys that could be read."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from perfeval.errors import Problem
from perfeval.rules.listed import is_other_way, way
from perfeval.rules.registry import ADJUSTMENTS, RULES, RULES_OF
from perfeval.rules.rule import UNSTATED
from perfeval.values.figures import percent

_NEEDED_COLUMNS = ("level1", "level2", "name", "target", "actual", "score")


def contradictions(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Citations without a document, unknown rules, gapped bands, points that miss the total."""
    if "clauses" in values:
        if "sources" in values:
            yield from _unsupported(values["clauses"], values["sources"])
        yield from _citations(values["clauses"], values)
    yield from _curves(values)
    yield from _sums(values)
    yield from _bonus(values)
    yield from _rate_first(values)
    yield from _form(values)
    silent = "judged_rule" in values and values["judged_rule"].value == "unstated"
    if "judged_bands" in values and (values["judged_bands"].value or not silent):
        yield from _bands(values["judged_bands"].value)
    if "total_caps" in values:
        yield from _caps(values)
    if "over_deduction" in values:
        yield from _over_deduction(values)
    if "grades" in values:
        yield from _grades(values["grades"].value)
        yield from _out_of_reach(values)
    if "rounding_places" in values and not 0 <= values["rounding_places"].value <= 6:
        yield Problem("rounding_places.value", f"写的是 {values['rounding_places'].value}", "0 到 6 之间的整数")
    if not re.fullmatch("(20[0-9]{2}(-(20[0-9]{2})?)?)?", values.get("years", "")):
        yield Problem("years", f"写的是“{values['years']}”", "如 “2017”、“2015-2018” 或 “2020-”")
    for key in ("rounding_rate", "execution_rate_places"):
        places = values[key].value if key in values else None
        if places is not None and not 0 <= places <= 6:
            yield Problem(f"{key}.value", f"写的是 {places}", "0 到 6 之间的整数，或 “none”")


def _unsupported(clauses: Mapping[str, Any], sources: Mapping[str, Any]) -> Iterator[Problem]:
    for name, source in sources.items():
        if not source.title.strip():
            yield Problem(f"sources.{name}.title", "没有写文件的名称", "文件的名称")
    for name, clause in clauses.items():
        if not clause.text.strip():
            yield Problem(f"clauses.{name}.text", "没有写原文", "来源里的句子，或以（转述）开头的转述")
        if clause.source not in sources:
            yield Problem(
                f"clauses.{name}.source", f"写的是“{clause.source}”", "sources 中的一个：" + "、".join(sources)
            )


def _citations(clauses: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Problem]:
    """Each cited clause exists; each clause is cited, or says why nothing computes it."""
    known = "clauses 中的一个：" + "、".join(clauses)
    parameters = {key: value for key, value in values.items() if hasattr(value, "basis")}
    parameters |= {f"curves.{name}": curve for name, curve in values.get("curves", {}).items()}
    notes = values["form_notes"].value if "form_notes" in values else ()
    for key, parameter in parameters.items():
        if parameter.clause and parameter.clause not in clauses:
            yield Problem(f"{key}.clause", f"写的是“{parameter.clause}”", known)
    for note in notes:
        if note not in clauses:
            yield Problem("form_notes.value", f"写的是“{note}”", known)
    cited = {parameter.clause for parameter in parameters.values()}.union(notes)
    for name, clause in clauses.items():
        if name not in cited and not clause.no_rule:
            yield Problem(
                f"clauses.{name}",
                "没有参数引用这一条款",
                "被某个参数引用，或以 no_rule 说明为何没有计分函数；不再用的请删去",
            )


def _curves(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Each rule that is named is a function, with its numbers where it needs some; "unstated" leaves the rows open."""
    stated = values.get("curves", {})
    taken = {*(rule.name for rule in RULES), UNSTATED, "none"}
    for name in stated.keys() & taken:
        yield Problem(f"curves.{name}", "与计分函数同名", "另一个名称，如所评的指标")
    choices = {"deduction": ("none", *ADJUSTMENTS)}
    for kind, rules in RULES_OF.items():
        plain = tuple(name for name, rule in rules.items() if not rule.needs)
        own = tuple(name for name, curve in stated.items() if curve.rule in rules)
        none = "none" if kind in ("coefficient", "checklist") else UNSTATED
        choices[f"{kind}_rule"] = (*plain, *own, none)
    for key, names in choices.items():
        if key in values and values[key].value not in names and ("curves" in values or key not in _MAY_BE_STATED):
            yield Problem(f"{key}.value", f"写的是“{values[key].value}”", " / ".join(names))
    for kind, expected in (("forward", "数越大得分越多"), ("reverse", "数越大得分越少")):
        name = values[f"{kind}_rule"].value if f"{kind}_rule" in values else ""
        if name in stated and is_other_way(stated[name].listed, kind):
            yield Problem(f"curves.{name}.listed", way(kind), expected)


_MAY_BE_STATED = ("execution_rule", "forward_rule", "reverse_rule", "equal_rule")


def _sums(values: Mapping[str, Any]) -> Iterator[Problem]:
    if not {"total", "execution_points", "group_points"} <= values.keys():
        return
    groups, total = values["group_points"].value, values["total"].value
    head = values["execution_points"].value
    points = sum(groups.values(), head or 0)
    if not total:
        yield Problem("total.value", "写的是 0", "大于 0 的分数")
    elif not groups and points > total:
        yield Problem("execution_points.value", f"写的是 {points}，多于总分", f"不超过 {total} 的分数")
    if groups and head is not None and points != total:
        yield Problem("group_points.value", f"各项分值加预算执行共 {points} 分", f"合计 {total} 分")


def _caps(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Caps from the highest rate to the lowest, each lower than the one before, and the first below what a total may be."""
    caps = values["total_caps"].value
    most = None
    if {"total", "bonus"} <= values.keys():
        most = values["total"].value + sum(values["bonus"].value.values())
    for i, cap in enumerate(caps):
        key = f"total_caps.value[{i}]"
        if most is not None and cap.most >= most:
            expected = f"小于 {most} 的分数：" + ("总分本来就不超过它" if not i else "上一档已经限到这个数")
            yield Problem(f"{key}.most", f"写的是 {cap.most}，这个上限从不起作用", expected)
        if not cap.below and cap.ends != "to":
            yield Problem(f"{key}.below", "写的是 0%，没有低于 0 的执行率，这个上限从不起作用", "大于 0% 的百分数")
        if i and cap.below >= caps[i - 1].below:
            expected = f"小于 {percent(caps[i - 1].below)} 的百分数，由高到低"
            yield Problem(f"{key}.below", f"写的是 {percent(cap.below)}", expected)
        most = cap.most


def _over_deduction(values: Mapping[str, Any]) -> Iterator[Problem]:
    """What is taken off for a deviation asks for the bound from which it is one."""
    cited, bound = values["over_deduction"], values.get("explain_over")
    if cited.value == 0:
        yield Problem("over_deduction.value", "写的是 0", "大于 0 的分数，没有固定扣分的写 “none”")
    elif cited.value is not None and bound is not None and bound.value is None:
        yield Problem(
            "over_deduction.value",
            f"写的是 {cited.value}，而 explain_over 没有界限",
            "explain_over 也写明界限，如 “130%”",
        )


def _rate_first(values: Mapping[str, Any]) -> Iterator[Problem]:
    """A rate that is rounded first and then scored by steps is a rule that no source has."""
    if {"curves", "execution_rule", "execution_rate_places"} <= values.keys():
        stepped = values["execution_rule"].value in values["curves"]
        if stepped and values["execution_rate_places"].value is not None:
            yield Problem("execution_rate_places.value", "执行率按步扣分，又先取整", "“none”")


def _bonus(values: Mapping[str, Any]) -> Iterator[Problem]:
    """A head is either within the total or on top of it."""
    if {"bonus", "group_points"} <= values.keys():
        for name in values["bonus"].value.keys() & values["group_points"].value.keys():
            yield Problem(f"bonus.value.{name}", "group_points 里也写了这一项", "在总分之内，或为附加分，只写一处")


def _form(values: Mapping[str, Any]) -> Iterator[Problem]:
    columns = values["form_columns"].value if "form_columns" in values else _NEEDED_COLUMNS
    if columns[:2] != _NEEDED_COLUMNS[:2] or not set(_NEEDED_COLUMNS) <= set(columns) or len({*columns}) < len(columns):
        expected = f"以 level1、level2 开头，{'、'.join(_NEEDED_COLUMNS[2:])} 都有，各列不重复"
        yield Problem("form_columns.value", f"写的是 {'、'.join(columns) or '空的列表'}", expected)
    if "form_heads" in values and "form_columns" in values:
        for key in sorted(
            {*values["form_columns"].value, "funds", "budget", "executed", "rate"} - {"level1", "level2"}
        ):
            if key not in values["form_heads"].value:
                yield Problem(f"form_heads.value.{key}", "缺少这个键", "表头文字")
    for key in values["form_choices"].value if "form_choices" in values else ():
        if key not in ("category", "nature", "type"):
            yield Problem(f"form_choices.value.{key}", "不认识的键", "category、nature、type")


def _grades(grades: tuple[Any, ...]) -> Iterator[Problem]:
    lows, labels = [grade.low for grade in grades], [grade.label for grade in grades]
    for label in sorted({label for label in labels if labels.count(label) > 1}):
        yield Problem("grades.value", f"“{label}”出现了不止一次", "每个等级的名称只写一次")
    if lows and (lows != sorted(set(lows), reverse=True) or lows[-1] != 0):
        yield Problem(
            "grades.value", "等级的下限依次是 " + "、".join(map(str, lows)), "由高到低、互不相同，最末一档从 0 开始"
        )


def _out_of_reach(values: Mapping[str, Any]) -> Iterator[Problem]:
    """A grade that no total reaches, 附加分 included."""
    if {"total", "bonus"} <= values.keys():
        most = values["total"].value + sum(values["bonus"].value.values())
        for i, grade in enumerate(values["grades"].value):
            if grade.low > most:
                yield Problem(f"grades.value[{i}].low", f"写的是 {grade.low}，没有总分能达到", f"不超过 {most} 的分数")


def _bands(bands: tuple[Any, ...]) -> Iterator[Problem]:
    if not bands or bands[0].high != 1 or bands[-1].low != 0:
        yield Problem("judged_bands.value", "各档没有从 100% 排到 0%", "由高到低，首档上限 100%，末档下限 0%")
    for i, (upper, lower) in enumerate(pairwise(bands)):
        if upper.low != lower.high:
            word = "重叠" if upper.low < lower.high else "有空档"
            yield Problem(f"judged_bands.value[{i + 1}].high", f"与上一档{word}", "等于上一档的下限 low")
    for i, band in enumerate(bands):
        if band.low >= band.high:
            yield Problem(f"judged_bands.value[{i}].low", "下限不小于上限", "小于 high 的百分数")
    names = [name for band in bands for name in (band.label, *band.aliases)]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield Problem("judged_bands.value", f"“{name}”出现了不止一次", "每个名称只属于一档")
