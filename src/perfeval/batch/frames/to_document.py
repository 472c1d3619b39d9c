"""The rows of one evaluation as a document, so that any score of a frame can be explained.

Rows carry figures, not what was printed around them: the document scores as its rows do, and a cell that could not be read comes
back as its reason code in brackets, which cannot be read either.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import isnan
from numbers import Integral
from typing import Any

from perfeval.batch.columns.routes import ROUTE_KINDS, own_rule
from perfeval.batch.frames.cells import FrameCells
from perfeval.batch.frames.schema import COLUMNS, FALSE, NUMBERS, SCALE
from perfeval.errors import InputError, Problem, UndeterminedError
from perfeval.forms.model import (
    Evaluation,
    Execution,
    Indicator,
    Item,
    Project,
    Published,
    QualitativeIndicator,
    QuantitativeIndicator,
)
from perfeval.profiles import Profile, ProfileLike, load_profile
from perfeval.values.calls import flag, named, text, wrong
from perfeval.values.figures import decimal, exact, is_blank
from perfeval.values.terms import Direction

_YUAN = "元"
_SIGNS = {"forward": "≥>", "reverse": "≤<", "equal": "=="}


@named("name", "profile")
def evaluation(
    rows: Iterable[Mapping[str, object]],
    *,
    name: str = "",
    profile: ProfileLike | None = None,
    scaled: bool = False,
) -> Evaluation:
    """The document that rows of one evaluation make up; InputError where they are of several, or say no kind.

    Numbers are read as in a frame: they mean themselves, but for integers of ten-thousandths where that is said (`scaled`). `profile` is asked for where
    the rows' is not one of those that come with perfeval.

    >>> from perfeval import explain, score
    >>> row = {"evaluation": "甲", "profile": "hubei-wuhan", "kind": "quantitative", "name": "全年", "level1": "产出指标",
    ...        "direction": "reverse", "target": 365, "actual": 400, "quantity_unit": "天", "weight": 10}
    >>> found = evaluation([row])
    >>> found.indicators[0].target, found.indicators[0].actual, score(found).rows[0].score
    ('≤365天', '400天', Decimal('9.13'))
    """
    if isinstance(rows, (str, bytes)) or not isinstance(rows, Iterable):
        raise wrong("evaluation", "rows as dictionaries", rows)
    name, scaled = text("evaluation", "name", name), flag("evaluation", "scaled", scaled)
    lines = []
    for row in rows:
        if not isinstance(row, Mapping):
            raise wrong("evaluation", "rows as dictionaries", row)
        lines.append(_read(row, scaled))
    executions = [line for line in lines if line["kind"] == "execution"]
    if problems := list(_mistakes(lines, executions)):
        raise InputError(problems)
    first = lines[0]
    rules = load_profile(str(first["profile"]) if profile is None or profile == "" else profile)
    total = next((line["published_total"] for line in lines if line["published_total"] is not None), None)
    return Evaluation(
        project=Project(name=name or str(first["evaluation"])),
        profile=str(profile) if profile and not isinstance(profile, Profile) else rules.id,
        partial=any(_is(line["partial"]) for line in lines),
        execution=_block(executions[0], rules) if executions else None,
        indicators=tuple(_indicator(line) for line in lines if line["kind"] != "execution"),
        published=Published(total=_plain(total)),
    )


def _read(row: Mapping[str, Any], scaled: bool) -> FrameCells:
    line = {field.name: None if _is_none(row.get(field.name)) else row[field.name] for field in COLUMNS}
    return line | {name: _number(name, line[name], scaled) for name in NUMBERS}


def _is_none(value: Any) -> bool:
    """Whether a cell is blank; pandas says so by NaN and NA."""
    return value is None or (isinstance(value, float) and isnan(value)) or type(value).__name__ == "NAType"


def _number(name: str, value: Any, scaled: bool) -> Fraction | None:
    if value is None or (isinstance(value, str) and is_blank(value)):
        return None
    if scaled and not isinstance(value, Integral):
        raise InputError([Problem(name, f"写的是“{value}”", "按万分之一读（scaled）时，写整数")])
    try:
        if isinstance(value, float) and round(value * SCALE) / SCALE == value:
            return Fraction(round(value * SCALE), SCALE)
        if isinstance(value, Integral):
            return Fraction(int(value), SCALE if scaled else 1)
        return exact(value)
    except (ValueError, OverflowError):
        raise InputError([Problem(name, f"写的是“{value}”", "至多四位小数的数")]) from None


def _is(value: Any) -> bool:
    return value is not None and not (str(value).strip().lower() in FALSE or is_blank(str(value)))


def _mistakes(lines: list[FrameCells], executions: list[FrameCells]) -> Iterator[Problem]:
    for key, words in (("evaluation", "自评表"), ("profile", "评分规则")):
        found = dict.fromkeys(str(line[key]) for line in lines)
        if len(found) != 1:
            yield Problem(
                key, f"{words}有 {len(found)} 个（{'、'.join(found)[:60]}）", f"同一份自评表的行，{words}只有一个"
            )
    if len(executions) > 1:
        yield Problem("kind", f"预算执行有 {len(executions)} 行", "至多一行")
    for line in lines:
        if line["kind"] not in ROUTE_KINDS:
            yield Problem("kind", f"“{line['name']}”写的是“{line['kind']}”", "、".join(ROUTE_KINDS))
        if line["direction"] and line["direction"] not in _SIGNS:
            yield Problem("direction", f"“{line['name']}”写的是“{line['direction']}”", "、".join(_SIGNS))


def _block(line: FrameCells, profile: Profile) -> Execution:
    basis = "initial" if profile.execution_budget.value == "initial" else "budget"
    given: dict[str, Any] = {basis: _plain(line["target"], _YUAN), "executed": _plain(line["actual"], _YUAN)}
    return Execution(
        **given,
        weight=_points(line["weight"]),
        published_rate=_plain(line["published_rate"], "%"),
        published_score=_plain(line["published_score"]),
    )


def _indicator(line: FrameCells) -> Indicator:
    common: dict[str, Any] = {
        "name": line["name"] or "…",
        "level1": line["level1"] or "",
        "level2": line["level2"] or "",
        "weight": _points(line["weight"]),
        "measure": line["measure"],
        "applicable": line["applicable"] is None or _is(line["applicable"]),
        "rule": _own(line["rule"]),
        "deduct": _points(line["deduct"]),
        "published_score": _plain(line["published_score"]),
    }
    if line["kind"] == "quantitative":
        return QuantitativeIndicator(**common, **_figures(line))
    return QualitativeIndicator(**common, **_judged(line))


def _own(text: str | None) -> Any:
    """The row's own rule; one that is no JSON is no rule's name either."""
    try:
        return own_rule(text)
    except UndeterminedError:
        return {"rule": text}


def _figures(line: FrameCells) -> FrameCells:
    sign = _SIGNS.get(line["direction"], "  ")[_is(line["strict"])].strip()
    unit, code = line["quantity_unit"] or "", line["unread"]
    target, actual = _undone(line, unit)
    if code == "target-unreadable":
        target = f"（{code}）"
    elif code:
        actual = f"（{code}）"
    elif target is not None:
        target = sign + target
    direction = Direction(line["direction"]) if line["direction"] else None
    return {"target": target, "actual": actual, "direction": direction}


def _undone(line: FrameCells, unit: str) -> tuple[str | None, str | None]:
    """A and B as they were before both were multiplied; still multiplied, and without a unit, where decimals do not write them."""
    values, multiple = (line["target"], line["actual"]), line["multiple"] or Fraction(1)
    try:
        target, actual = (_plain(value if value is None else value / multiple, unit) for value in values)
    except ValueError:
        target, actual = map(_plain, values)
    return target, actual


def _judged(line: FrameCells) -> FrameCells:
    """The cells of a judged row, a coefficient or a checklist; its target's words are not in the columns."""
    code, rate = line["unread"], _plain(line["rate"], "%")
    told = f"（{code}）" if code else None
    if line["kind"] == "checklist":
        return {"items": _items(line["target"], line["actual"], told)}
    if line["kind"] == "coefficient":
        return {"target": "得分系数", "coefficient": told or rate or "（没有写）"}
    if code == "target-missing":
        return {}
    return {"target": "定性目标", "attainment": line["attainment"], "rate": told or rate}


def _items(asked: Fraction | None, done: Fraction | None, told: str | None) -> tuple[Item, ...]:
    if told or asked is None or done is None:
        return (Item(description=told or "（没有写分）"),)
    parts = (("做到的各项", done, True), ("未做到的各项", asked - done, False))
    return tuple(Item(description=words, points=decimal(points), done=yes) for words, points, yes in parts)


def _points(value: Fraction | None) -> Decimal | None:
    return None if value is None else decimal(value)


def _plain(value: Fraction | None, unit: str = "") -> str | None:
    return None if value is None else f"{decimal(value):f}{unit}"
