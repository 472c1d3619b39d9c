"""What the tests draw: figures, rows of both kinds, whole tables of both forms.

Rows and tables are drawn as *documents*, the plain trees that TOML and JSON hold, so that one drawing serves both doors:
`loads` reads it from text, `built` makes the same objects in code.
"""

import json
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from perfeval import (
    Department,
    Evaluation,
    Execution,
    Fund,
    Goal,
    Item,
    Part,
    Profile,
    Project,
    Published,
    QualitativeIndicator,
    QuantitativeIndicator,
    Remarks,
    load_profile,
    loads,
)
from perfeval.profiles import shipped
from perfeval.values.figures import decimal
from tests.overlay import practices

Document = dict[str, Any]

PROFILES = ("hubei-wuhan", "mof-2020")
"""The profiles that leave no row open."""


def beside(document: Document) -> Document:
    """The document naming its rules as a file beside it, for a document may name no other."""
    return document | {"profile": Path(document["profile"]).name}


def from_text(document: Document) -> Evaluation:
    """The document read from text, its rules found in their own folder."""
    text = json.dumps(beside(document))
    return loads(text, folder=Path(document["profile"]).parent if document["profile"].endswith(".toml") else "")


EVERY = (*shipped(), *practices().values())
"""Every shipped profile, and the test profiles with the other practices of the regulation."""
SIGNS = {
    ">=": ("≥", "≧", ">=", "＞＝", "不少于", "不低于", "至少", "大于等于"),
    "<=": ("≤", "≦", "<=", "不超过", "不高于", "至多", "控制在"),
    ">": (">", "＞", "大于", "超过", "高于"),
    "<": ("<", "＜", "小于", "低于", "少于"),
    "=": ("=", "＝", "﹦", "等于"),
}
"""How people write each sign before the figure."""
COUNTED, SHARES = ("个", "次", "人次", "万元", "亩", "公里"), ("%", "‰")
LEVELS = ("产出指标", "效益指标", "满意度指标")
PART_NAMES = ("王家河街道", "木兰乡", "前川街道")


# --- numbers ------------------------------------------------------------------------------------------------------


def fractions(low: int = 0, high: int = 10**6, places: int = 2) -> st.SearchStrategy[Fraction]:
    """Numbers from `low` to `high` with up to `places` decimals."""
    return st.integers(0, places).flatmap(
        lambda p: st.integers(low * 10**p, high * 10**p).map(lambda n: Fraction(n, 10**p))
    )


def written(value: Fraction) -> str:
    """A number as a form prints it."""
    return f"{decimal(value):f}"


positive = fractions(places=3).filter(bool)
weights = fractions(high=100)
printed_numbers = st.tuples(
    st.sampled_from(("", "-", "+")), st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,8})?", fullmatch=True)
)
"""A sign and the digits behind it."""


def amounts(low: int = 0) -> st.SearchStrategy[str | int]:
    """Money as a form prints it; a bare number is in 万元."""
    units = st.sampled_from(("元", "万元", "亿元", " 万元", ""))
    return st.tuples(fractions(low), units).map(lambda pair: written(pair[0]) + pair[1]) | st.integers(low, 10**6)


# --- rows ---------------------------------------------------------------------------------------------------------


@cache
def rules(profile: str) -> Profile:
    """A profile, by id or path."""
    return load_profile(profile)


def bands(profile: str) -> tuple[Any, ...]:
    """The profile's judged bands, best first; those of Wuhan where it has none."""
    return rules(profile).judged_bands.value or bands("hubei-wuhan")


@st.composite
def judgements(draw: st.DrawFn, profile: str) -> tuple[str, Fraction]:
    """An attainment, by its label or an alias, and a rate inside its band."""
    place = draw(st.sampled_from(range(3)))
    band = bands(profile)[place]
    last = int(band.high * 10000) - (1 if place else 0)  # only 100 % belongs to its band
    rate = Fraction(draw(st.integers(int(band.low * 10000), last)), 10000)
    return draw(st.sampled_from((band.label, *band.aliases))), rate


@st.composite
def targets(draw: st.DrawFn) -> tuple[str, str]:
    """A quantified target cell, and its unit."""
    sign = draw(st.sampled_from(["", *SIGNS]))
    word = draw(st.sampled_from(SIGNS[sign])) if sign else ""
    unit = draw(st.sampled_from((*COUNTED, *SHARES)))
    space = draw(st.sampled_from(("", " ")))
    return f"{word}{written(draw(fractions()))}{space}{unit}", unit


@st.composite
def quantitative(draw: st.DrawFn, parts: tuple[str, ...] = ()) -> Document:
    """A row whose target is a figure; with parts, a figure for each."""
    target, unit = draw(targets())
    row: Document = {"target": target}

    def actual() -> str:
        return written(draw(fractions(2))) + draw(st.sampled_from(("", unit)))

    if parts:
        row["actuals"] = {name: actual() for name in parts}
    else:
        row["actual"] = actual()
    return row


@st.composite
def judged(draw: st.DrawFn, profile: str, parts: tuple[str, ...] = ()) -> Document:
    """A row whose target is prose, with attainment and rate."""
    found = [draw(judgements(profile)) for _ in parts or ("",)]
    row: Document = {"target": draw(st.sampled_from(("较高", "持续改善", "完成", "撰写调研报告 1 篇")))}
    rates = [f"{written(rate * 100)}%" for _, rate in found]
    if parts:
        row["attainments"] = dict(zip(parts, (label for label, _ in found), strict=True))
        row["rates"] = dict(zip(parts, rates, strict=True))
    else:
        row["attainment"], row["rate"] = found[0][0], rates[0]
    return row


@st.composite
def unusual(draw: st.DrawFn, profile: str) -> Document:
    """What few rows have: a curve of the profile, a 得分系数, a checklist, a deduction; or the row does not apply."""
    what = draw(st.sampled_from(("", "", "", "rule", "coefficient", "items", "deduct", "applicable")))
    if what == "rule":
        return {"rule": draw(st.sampled_from((*rules(profile).curves, "没有的曲线")))}
    if what == "items":
        items = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=3)
        return {"items": [{"description": "有制度", "points": p, "done": done} for p, done in draw(items)]}
    values: dict[str, Any] = {"coefficient": "95%", "deduct": written(draw(fractions(high=9))), "applicable": False}
    return {what: values[what]} if what else {}


@st.composite
def rows(draw: st.DrawFn, profile: str, parts: tuple[str, ...] = ()) -> Document:
    """A row of either kind with its head and a weight of no more digits than scores are printed with."""
    shared = parts if draw(st.booleans()) else ()
    row = draw(quantitative(shared) | judged(profile, shared))
    return (
        row
        | draw(unusual(profile))
        | {
            "level1": draw(st.sampled_from((*LEVELS, *rules(profile).bonus.value))),
            "name": draw(st.sampled_from(("培训人数", "资金到位率", "群众满意度"))),
            "weight": written(draw(fractions(high=100, places=rules(profile).rounding_places.value))),
        }
    )


# --- whole tables -------------------------------------------------------------------------------------------------


@st.composite
def executions(draw: st.DrawFn) -> Document:
    """预算执行情况, sometimes with a fund row and what the form prints."""
    block: Document = {"budget": draw(amounts()), "executed": draw(amounts())}
    if draw(st.booleans()):
        block |= {"published_rate": "98.5%", "published_score": "19.7", "initial": draw(amounts())}
        block["funds"] = [{"name": "当年财政拨款", "budget": draw(amounts())}]
    return block


@st.composite
def documents(draw: st.DrawFn, profiles: Sequence[str] = EVERY) -> Document:
    """A whole table: either form, with or without goals, parts and published figures."""
    profile = draw(st.sampled_from(profiles))
    tree: Document = {"profile": profile, "year": draw(st.integers(2018, 2030)), "execution": draw(executions())}
    parts = PART_NAMES[: draw(st.sampled_from((0, 0, 2, 3)))]
    if parts:
        tree["parts"] = [{"name": name, "funds": draw(amounts(1))} for name in parts]
    table = st.lists(rows(profile, parts), min_size=1, max_size=4)
    if draw(st.booleans()):
        tree["project"] = {"name": "乡村振兴对口帮扶专项资金", "category": "区级专项"}
    else:
        tree["department"] = {"name": "区政府办公室", "basic": draw(amounts())}
        if draw(st.booleans()):
            names = ("调查研究", "文稿起草", "会议保障")[: draw(st.integers(1, 3))]
            tree["goals"] = [{"name": name, "weight": 12, "indicators": draw(table)} for name in names]
    if "goals" not in tree:
        tree["indicators"] = draw(table)
        tree["weights"] = {"产出指标": 40, "效益指标": "30"}
    if draw(st.booleans()):
        tree |= {"published": {"total": 100, "grade": "优"}, "remarks": {"deviation": "无偏差。"}}
    return tree


HARD = (
    "=1+1", "+86", "-1", "@甲", '=HYPERLINK("http://example.org","点")', "https://example.org/?a=1&b=2", "<b>&amp;</b>",
    "_x0041_", "{{ 甲 }}", "#let x = 1", "\\n", "👍🏽", "🇨🇳", "☑□", "“引号”", "e\u0301", "\u202e", "\x00", "\x1b[31m", "\uffff",
    "\n", "\r\n", "\t", " ", "　", "乡村振兴对口帮扶专项资金" * 9, "W" * 60, "100%", "2,019.84",
)  # fmt: skip
"""Pieces of text that a file format may take for something else, or that are hard to lay out."""
hard_texts = st.lists(st.sampled_from(HARD) | st.text(max_size=4), min_size=1, max_size=4).map("".join)


@st.composite
def hard_documents(draw: st.DrawFn) -> Document:
    """A whole table with such texts in the places that hold words, and perhaps many rows."""
    tree = draw(documents())
    head = "project" if "project" in tree else "department"
    words = {"project": ("name", "supervisor", "implementer", "category", "goal"), "department": ("name",)}
    tree[head] |= {key: draw(hard_texts) for key in words[head]}
    tree["remarks"] = {"deviation": draw(hard_texts), "improvement": draw(hard_texts)}
    for goal in tree.get("goals", ()):
        goal["name"] = draw(hard_texts)
    for table in (tree.get("indicators", ()), *(goal["indicators"] for goal in tree.get("goals", ()))):
        for row in table:
            row |= {key: draw(hard_texts) for key in ("level2", "name", "reason")}
            if "attainment" in row:
                row["actual"] = draw(hard_texts)
        if table and draw(st.integers(0, 9)) == 9:
            table.extend(dict(table[-1]) for _ in range(draw(st.integers(1, 40))))
    return tree


def built(tree: Document) -> Evaluation:
    """The same evaluation, built in code."""

    def row(cells: Document) -> QuantitativeIndicator | QualitativeIndicator:
        kind = QualitativeIndicator if cells.keys() & {"rate", "rates"} else QuantitativeIndicator
        return kind(**cells | ({"items": tuple(Item(**item) for item in cells["items"])} if "items" in cells else {}))

    def some(kind: Any, key: str) -> tuple[Any, ...]:
        return tuple(kind(**entry) for entry in tree.get(key, ()))

    heads = {key: kind(**tree[key]) for key, kind in HEADS.items() if key in tree}
    block = dict(tree["execution"])
    funds = tuple(Fund(**fund) for fund in block.pop("funds", ()))
    goals = [goal | {"indicators": tuple(row(cells) for cells in goal["indicators"])} for goal in tree.get("goals", ())]
    return Evaluation(
        **{key: tree[key] for key in ("profile", "year", "weights") if key in tree},
        **heads,
        execution=Execution(**block, funds=funds),
        indicators=tuple(row(cells) for cells in tree.get("indicators", ())),
        goals=tuple(Goal(**goal) for goal in goals),
        parts=some(Part, "parts"),
    )


HEADS = {"project": Project, "department": Department, "remarks": Remarks, "published": Published}
