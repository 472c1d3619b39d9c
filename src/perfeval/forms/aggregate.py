"""汇总: several parts of a project, or several units' documents, become one before the rows are scored.

备注2 (hubei-wuhan): 绝对值直接累加计算，相对值按照资金额度加权平均计算；定量指标先汇总完成数，再计算得分。
备注3: 汇总时，以资金额度为权重，对分值进行加权平均计算。
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from attrs import evolve

from perfeval.errors import InputError, UndeterminedError
from perfeval.forms.matching import Unit, differences, keyed, unit_name
from perfeval.forms.model import Evaluation, Execution, Fund, Indicator, Project, Remarks, takes_out
from perfeval.trees.cells import Amount, read_amount
from perfeval.values.figures import decimals, plain
from perfeval.values.terms import Kind
from perfeval.values.units import WAN_YUAN


class FundedFigure(NamedTuple):
    """One part's figure and its funds (资金额度, in any one unit; None where the document gives none)."""

    name: str
    value: Fraction
    funds: Fraction | None


def added_up(shares: Sequence[FundedFigure]) -> Fraction:
    """绝对值: the figures added up.

    >>> added_up([FundedFigure("甲", Fraction(30), None), FundedFigure("乙", Fraction(10), None)])
    Fraction(40, 1)
    """
    return sum((share.value for share in shares), Fraction(0))


def mean(shares: Sequence[FundedFigure]) -> Fraction:
    """相对值 and judged points: the mean weighted by funds, undivided.

    UndeterminedError where a part has no funds, where one's are negative, or where all are 0.

    >>> mean([FundedFigure("甲", Fraction(90), Fraction(100)), FundedFigure("乙", Fraction(80), Fraction(300))])
    Fraction(165, 2)
    """
    missing = [share.name for share in shares if share.funds is None]
    if missing:
        raise UndeterminedError("funds-missing", f"{'、'.join(missing)}没有资金额度，不能加权平均")
    negative = [share.name for share in shares if share.funds is not None and share.funds < 0]
    if negative:
        raise UndeterminedError("funds-negative", f"{'、'.join(negative)}的资金额度为负数，不能加权平均")
    funds = sum((share.funds or Fraction(0) for share in shares), Fraction(0))
    if not funds:
        raise UndeterminedError("funds-zero", "各部分的资金额度都是 0，不能加权平均")
    return sum((share.value * (share.funds or 0) for share in shares), Fraction(0)) / funds


# --- documents ----------------------------------------------------------------------------------------------------


def aggregate(evaluations: Sequence[Evaluation]) -> Evaluation:
    """Several units' documents as one, each unit a part with its adjusted budget as funds; parts of parts stay parts.

    Rows are matched by 一级, 二级 and 三级指标 and keep each part's own target and actual value, so that combining in two
    steps gives what combining at once does. What was printed (scores, rates, totals) is each unit's own and left
    behind. Raises InputError where the documents do not go together, with every difference.
    """
    if problems := tuple(differences(evaluations)):
        raise InputError([evolve(problem, code="documents-differ") for problem in problems], "汇总")
    units = [Unit.of(evaluation) for evaluation in evaluations]
    rows = [dict(keyed(evaluation)) for evaluation in evaluations]
    first = evaluations[0]
    return Evaluation(
        **_head(evaluations),
        profile=first.profile,
        year=first.year,
        partial=any(e.partial for e in evaluations),
        execution=_execution([e.execution or Execution() for e in evaluations]),
        weights=first.weights,
        indicators=tuple(_row([each[key] for each in rows], units) for key in rows[0]),
        parts=tuple(part for unit in units for part in unit.parts),
        remarks=Remarks(
            deviation=_told(evaluations, lambda e: e.remarks.deviation),
            improvement=_told(evaluations, lambda e: e.remarks.improvement),
        ),
    )


def _head(evaluations: Sequence[Evaluation]) -> dict[str, Any]:
    """The head of the whole: what the units say alike once, else side by side."""
    first = evaluations[0]
    if first.department:
        heads = [e.department for e in evaluations if e.department]
        names, basic, projects = zip(*((head.name, head.basic, head.projects) for head in heads), strict=True)
        return {
            "department": evolve(first.department, name="、".join(names), basic=_sum(basic), projects=_sum(projects))
        }
    projects_of = [e.project for e in evaluations if e.project]

    def side_by_side(key: str) -> str:
        words = [word for project in projects_of for word in getattr(project, key).split("、")]
        return "、".join(dict.fromkeys(filter(None, words)))

    keys = ("supervisor", "implementer", "category", "nature", "type")
    goals = dict.fromkeys(project.goal for project in projects_of)
    goal = next(iter(goals)) if len(goals) == 1 else _told(evaluations, lambda e: e.project.goal if e.project else "")
    return {"project": Project(name=first.name, goal=goal, **{key: side_by_side(key) for key in keys})}


def _told(evaluations: Sequence[Evaluation], text: Callable[[Evaluation], str]) -> str:
    """Each unit's words under its name."""
    return "\n".join(text(e) if e.parts else f"{unit_name(e)}：{text(e)}" for e in evaluations if text(e))


def _sum(amounts: Sequence[Amount | None]) -> Amount | None:
    """The amounts added up in 万元; a sum with a missing part is not told."""
    if not amounts or None in amounts:
        return None
    value = sum((amount.to(WAN_YUAN) for amount in amounts if amount), Fraction(0))
    return read_amount(f"{plain(value, decimals(value) or 0)}{WAN_YUAN}")


def _execution(blocks: Sequence[Execution]) -> Execution:
    return Execution(
        weight=blocks[0].weight,
        budget=_sum([block.budget for block in blocks]),
        executed=_sum([block.executed for block in blocks]),
        initial=_sum([block.initial for block in blocks]),
        carryover=_sum([block.carryover for block in blocks]),
        funds=_funds(blocks) if all(block.funds for block in blocks) else (),
    )


def _funds(blocks: Sequence[Execution]) -> tuple[Fund, ...]:
    """The fund rows added up by name; a unit without a row of that name has none of that money."""
    rows = [fund for block in blocks for fund in block.funds]
    by_name = {name: [fund for fund in rows if fund.name == name] for name in dict.fromkeys(f.name for f in rows)}
    return tuple(
        Fund(
            name=name,
            budget=_sum([f.budget for f in same]),
            executed=_sum([f.executed for f in same]),
            initial=_sum([f.initial for f in same]),
        )
        for name, same in by_name.items()
    )


def _row(rows: Sequence[Indicator], units: Sequence[Unit]) -> Indicator:
    """One row of the whole: each unit's cells side by side."""
    base = next((row for row in rows if row.applicable), rows[0])
    changes: dict[str, Any] = {
        "direction": next((row.direction for row in rows if row.direction and row.applicable), None),
        "published_score": None,
    }
    for one, many in _CELLS[base.kind]:
        cells = [pair for row, unit in zip(rows, units, strict=True) for pair in unit.cells(row, one, many)]
        told = one == "actual" or not all(takes_out(cell) for _, cell in cells)
        changes |= {one: None, many: tuple(cells) if told and base.applicable else ()}
    prose = {cell for _, cell in changes["targets"] if not takes_out(cell)}
    if base.kind is Kind.QUALITATIVE and len(prose) == 1:  # one wording for all is the whole's
        changes |= {"target": prose.pop(), "targets": ()}
    reasons = [row.reason if unit.evaluation.parts else f"{unit.parts[0].name}：{row.reason}"
               for row, unit in zip(rows, units, strict=True) if row.reason]  # fmt: skip
    return evolve(base, **changes, reason="；".join(reasons))


_FIGURES = (("target", "targets"), ("actual", "actuals"))
_CELLS = {
    Kind.QUANTITATIVE: _FIGURES,
    Kind.QUALITATIVE: (*_FIGURES, ("attainment", "attainments"), ("rate", "rates")),
}
