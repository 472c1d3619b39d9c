"""Short ways to write a row, a table around it, and what became of it."""

from typing import Any

from perfeval import (
    Department,
    Evaluation,
    Execution,
    Fund,
    Goal,
    Indicator,
    Part,
    Project,
    QualitativeIndicator,
    QuantitativeIndicator,
    Remarks,
    score,
)
from perfeval.scoring.results import RowScore


def quantity(target: str | None, actual: str | None = None, weight: Any = 10, **more: Any) -> QuantitativeIndicator:
    """A quantitative row of 10 points."""
    more = {"name": "培训人数", "level1": "产出指标"} | more
    return QuantitativeIndicator(target=target, actual=actual, weight=weight, **more)


def judgement(
    attainment: str | None = None, rate: str | None = None, weight: Any = 10, **more: Any
) -> QualitativeIndicator:
    """A judged row of 10 points."""
    more = {"name": "群众满意度", "level1": "满意度指标", "target": "较高"} | more
    return QualitativeIndicator(attainment=attainment, rate=rate, weight=weight, **more)


def table(*rows: Indicator, budget: Any = "100万元", executed: Any = "100万元", **more: Any) -> Evaluation:
    """A project with these rows, its budget wholly spent."""
    more = {"profile": "hubei-wuhan", "execution": Execution(budget=budget, executed=executed)} | more
    return Evaluation(project=Project(name="乡村振兴"), indicators=rows, **more)


def result(row: Indicator, **more: Any) -> RowScore:
    """What became of one row."""
    return score(table(row, **more)).rows[0]


def outcome(row: Indicator, **more: Any) -> str:
    """The row's printed score, or the code of the reason why it has none."""
    found = result(row, **more)
    return found.code if found.score is None else f"{found.score:f}"


def notes(row: Indicator, **more: Any) -> list[str]:
    """The codes of the row's notes."""
    return [note.code for note in result(row, **more).notes]


def everywhere(text: str, *, goals: bool = False) -> Evaluation:
    """A table with `text` in each place that a reader sees, and as the name of a part."""
    parts = (Part(name=text, funds=10), Part(name=f"{text}二", funds=30))
    rows = (
        quantity(None, targets={text: "≥2个", f"{text}二": "≥3个"}, actuals={text: "2个", f"{text}二": "1个"},
                 **dict.fromkeys(("name", "level1", "level2", "reason"), text)),
        judgement(text, "90%", **dict.fromkeys(("name", "target", "actual"), text)),
        quantity(text, text, name=text),
        quantity("≥2个", applicable=False, reason=text),
    )  # fmt: skip
    heads = ("name", "supervisor", "implementer", "category", "nature", "type", "goal")
    return Evaluation(
        profile="hubei-wuhan",
        project=None if goals else Project(**dict.fromkeys(heads, text)),
        department=Department(name=text) if goals else None,
        execution=Execution(budget=10, executed=9, funds=(Fund(name=text, budget=3),)),
        weights={text: 20},
        indicators=() if goals else rows,
        goals=(Goal(name=text, weight=10, indicators=rows),) if goals else (),
        parts=parts,
        remarks=Remarks(deviation=text, improvement=text),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "&lt;b&gt; & \" ' ` &#60;",
    "<!-- -->",
    "</style><style>*{display:none}</style>",
    "| a | b |",
    "`code` *em* _em_ **strong** ~~del~~",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "[x]: http://example.org",
    "http://example.org/a_b",
    "<http://example.org>",
    "www.example.org",
    "example.org",
    "a@example.org",
    "ftp://example.org mailto:a@example.org",
    "\x1b[31mred\x1b[0m\x07",
    "\u202eright to left\u202c\u200b",
    '=HYPERLINK("http://example.org","x")',
    "{{ 7*7 }} {% raw %} ${7*7} $7*7$",
    "# head",
    "- item",
    "+ item",
    "1. item",
    "> quote",
    "---",
    "===",
    "    code",
    "\ttab",
    "```\ncode\n```",
    "one\ntwo\n\n- three\n===\n1) four",
    "one\\",
    ": term",
    "a\x85b\u2028c",
)
"""Texts that a page, a renderer, a terminal or a template would obey."""
