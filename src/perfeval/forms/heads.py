"""Points that the heads of a form give to its rows: 表头 prints them where the form has no column of weights."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import evolve

from perfeval.forms.model import Evaluation, Indicator
from perfeval.values.terms import Level1


def label(level1: str) -> str:
    """A label as groups are matched: the official one where it means one.

    >>> label("产出"), label(" 预算 管理 ")
    (<Level1.OUTPUT: '产出指标'>, '预算管理')
    """
    return Level1.of(level1) or "".join(level1.split())


def head_of(path: str, row: Indicator) -> str:
    """The head that a row stands under: its 年度目标, by its path, or its 一级指标."""
    return path.partition(".")[0] if path.startswith("goals[") else label(row.level1)


def heads_of(evaluation: Evaluation) -> Mapping[str, Decimal]:
    """Every head that prints points."""
    goals = {f"goals[{g}]": goal.weight for g, goal in enumerate(evaluation.goals) if goal.weight is not None}
    return {label(name): points for name, points in evaluation.weights} | goals


def weighed_rows(evaluation: Evaluation) -> Iterator[tuple[str, Indicator]]:
    """Every row with its path and its points: where no row under a head carries a weight, a head with one row gives it its own.

    The seed's form prints no weights; which of several rows has which share of the head, nobody can tell, and they have none.
    """
    heads = heads_of(evaluation)
    if not heads:
        yield from evaluation.rows()
        return
    under = defaultdict[str, list[Indicator]](list)
    for path, row in evaluation.rows():
        under[head_of(path, row)].append(row)
    shared = label(evaluation.execution.level1) if evaluation.execution and evaluation.execution.level1 else ""
    for path, row in evaluation.rows():
        head = head_of(path, row)
        alone = head != shared and row.weight is None and len(under[head]) == 1
        yield path, evolve(row, weight=heads[head]) if alone and head in heads else row
