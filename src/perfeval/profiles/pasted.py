"""A notice's words pasted beside the value that rests on them: ``quote = "…"`` makes the clause, so that nobody names it twice."""

from collections.abc import Iterator
from typing import Any

from perfeval.errors import Problem

_NAME = 12
"""How many characters of a quotation name its clause."""


def with_pasted(tree: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The tree of a profile with a clause for every `quote` in it, and what is wrong with them.

    A quotation is named by how it begins; the same words beside two values are one clause. `source` says which document they stand in,
    where there are several.

    >>> value = {"value": 10, "basis": "text", "quote": "预算执行率10分"}
    >>> made, _ = with_pasted({"sources": {"NOTICE": {}}, "execution_points": value})
    >>> made["execution_points"], made["clauses"]
    ({'value': 10, 'basis': 'text', 'clause': '“预算执行率10分”'}, {'“预算执行率10分”': {'source': 'NOTICE', 'text': '预算执行率10分'}})
    """
    found, clauses = list[Problem](), {**tree["clauses"]} if isinstance(tree.get("clauses"), dict) else {}
    sources = [*tree["sources"]] if isinstance(tree.get("sources"), dict) else []
    made = dict(tree)
    for path, holder, key in _cited(made):
        cited = dict(holder[key])
        quote, source = cited.pop("quote"), cited.pop("source", sources[0] if len(sources) == 1 else None)
        if not isinstance(quote, str) or not quote.strip():
            found.append(Problem(f"{path}.quote", "没有写原文", "通知里的句子，一字不改"))
        elif "clause" in cited:
            found.append(Problem(f"{path}.quote", f"已经写了 clause = “{cited['clause']}”", "quote 和 clause 只写一个"))
        elif source not in sources:
            told = "没有写出自哪份文件" if source is None else f"写的是“{source}”"
            found.append(Problem(f"{path}.source", told, "sources 中的一个：" + "、".join(sources)))
        else:
            name = _name(quote.strip(), source, clauses)
            clauses[name] = {"source": source, "text": quote.strip()}
            cited["clause"] = name
        holder[key] = cited
    return (made | {"clauses": clauses} if clauses != tree.get("clauses") else made), found


def _cited(tree: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Where a value, or a curve, has words pasted beside it: its path, the table that holds it, its key."""
    for key, value in tree.items():
        if isinstance(value, dict) and "quote" in value and "value" in value:
            yield key, tree, key
    if isinstance(tree.get("curves"), dict):
        tree["curves"] = curves = dict(tree["curves"])
        for name, curve in curves.items():
            if isinstance(curve, dict) and "quote" in curve:
                yield f"curves.{name}", curves, name


def _name(quote: str, source: str, clauses: dict[str, Any]) -> str:
    """“未达到指标值的，按B/A…”; longer where other words begin alike."""
    for length in range(_NAME, len(quote) + _NAME):
        name = f"“{quote[:length]}{'…' if length < len(quote) else ''}”"
        if clauses.get(name, {"source": source, "text": quote}) == {"source": source, "text": quote}:
            return name
    return f"“{quote}”（{source}）"
