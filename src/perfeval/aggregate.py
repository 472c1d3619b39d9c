"""汇总: several parts of a project, or several units' documents, become one before the rows are scored.

备注2 (hubei-wuhan): 绝对值直接累加计算，相对值按照资金额度加权平均计算；定量指标先汇总完成数，再计算得分。
备注3: 汇总时，以资金额度为权重，对分值进行加权平均计算。
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from attrs import evolve

from perfeval.cells import Amount, Cell, Cells, read_amount
from perfeval.errors import InputError, Problem, UndeterminedError
from perfeval.figures import decimals, plain
from perfeval.model import (
    NOT_APPLICABLE,
    Evaluation,
    Execution,
    Indicator,
    Part,
    QuantitativeIndicator,
    Remarks,
)
from perfeval.terms import Kind, Measure
from perfeval.units import WAN_YUAN


class Share(NamedTuple):
    """One part's figure and its funds (资金额度, in any one unit; None where the document gives none)."""

    name: str
    value: Fraction
    funds: Fraction | None


def total(shares: Sequence[Share]) -> Fraction:
    """绝对值: the figures added up.

    >>> total([Share("甲", Fraction(30), None), Share("乙", Fraction(10), None)])
    Fraction(40, 1)
    """
    return sum((share.value for share in shares), Fraction(0))


def mean(shares: Sequence[Share]) -> Fraction:
    """相对值 and judged points: the mean weighted by funds, undivided.

    UndeterminedError where a part has no funds, where one's are negative, or where all are 0.

    >>> mean([Share("甲", Fraction(90), Fraction(100)), Share("乙", Fraction(80), Fraction(300))])
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


class _Unit(NamedTuple):
    """One document on its way into the whole: its parts, itself where it has none."""

    evaluation: Evaluation
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, evaluation: Evaluation) -> "_Unit":
        """A document without parts is one, with its adjusted budget as 资金额度 (our reading)."""
        if evaluation.parts:
            return cls(evaluation, evaluation.parts)
        budget = evaluation.execution.budget if evaluation.execution else None
        return cls(evaluation, (Part(name=unit_name(evaluation), funds=budget),))

    def cells(self, cell: Cell | None, by_part: Cells, *, applicable: bool) -> Cells:
        """A row's cells by part; what is given once is each part's."""
        if not applicable:
            return Cells(tuple((part.name, Cell(NOT_APPLICABLE)) for part in self.parts))
        return by_part if cell is None else Cells(tuple((part.name, cell) for part in self.parts))


def unit_name(evaluation: Evaluation) -> str:
    """The unit that a document speaks for: 项目实施单位, else the document's own name."""
    return (evaluation.project.implementer if evaluation.project else "") or evaluation.name


def aggregate(evaluations: Sequence[Evaluation]) -> Evaluation:
    """Several units' documents as one, each unit a part with its adjusted budget as funds; parts of parts stay parts.

    Rows are matched by 一级, 二级 and 三级指标 and keep each part's own target and actual value, so that combining in two
    steps gives what combining at once does. What was printed (scores, rates, totals) is each unit's own and left
    behind. Raises InputError where the documents do not go together, with every difference.
    """
    problems = tuple(_differences(evaluations))
    if problems:
        raise InputError(problems, "汇总")
    units = [_Unit.of(evaluation) for evaluation in evaluations]
    first = evaluations[0]
    rows = tuple(_row([dict(_keyed(e))[key] for e in evaluations], units) for key, _ in _keyed(first))
    head: dict[str, Any] = {"parts": tuple(part for unit in units for part in unit.parts)}
    if first.project:
        implementers = [e.project.implementer for e in evaluations if e.project and e.project.implementer]
        head["project"] = evolve(first.project, implementer="、".join(implementers))
    if first.department:
        names = "、".join(e.name for e in evaluations)
        heads = [e.department for e in evaluations if e.department]
        head["department"] = evolve(
            first.department,
            name=names,
            basic=_sum([d.basic for d in heads]),
            projects=_sum([d.projects for d in heads]),
        )
    return Evaluation(
        **head,
        profile=first.profile,
        year=first.year,
        partial=any(e.partial for e in evaluations),
        execution=_execution([e.execution or Execution() for e in evaluations]),
        weights=first.weights,
        indicators=rows,
        remarks=Remarks(
            deviation=_remark(evaluations, lambda e: e.remarks.deviation),
            improvement=_remark(evaluations, lambda e: e.remarks.improvement),
        ),
    )


def _remark(evaluations: Sequence[Evaluation], text: Callable[[Evaluation], str]) -> str:
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
    )


def _row(rows: Sequence[Indicator], units: Sequence[_Unit]) -> Indicator:
    """One row of the whole: each unit's cells side by side."""
    first = rows[0]
    applicable = any(row.applicable for row in rows)
    changes: dict[str, Any] = {"applicable": applicable, "published_score": None}
    for one, many in _CELLS[first.kind]:
        cells = [
            pair
            for row, unit in zip(rows, units, strict=True)
            for pair in unit.cells(getattr(row, one), getattr(row, many), applicable=row.applicable)
        ]
        given = applicable and any(cell != NOT_APPLICABLE for _, cell in cells)
        changes |= {one: None, many: tuple(cells) if given else ()}
    prose = {cell for _, cell in changes["targets"]}
    if first.kind is Kind.QUALITATIVE and len(prose) == 1:  # one wording for all is the whole's
        changes |= {"target": prose.pop(), "targets": ()}
    reasons = [row.reason if unit.evaluation.parts else f"{unit.parts[0].name}：{row.reason}"
               for row, unit in zip(rows, units, strict=True) if row.reason]  # fmt: skip
    return evolve(first, **changes, reason="；".join(reasons))


_FIGURES = (("target", "targets"), ("actual", "actuals"))
_CELLS = {
    Kind.QUANTITATIVE: _FIGURES,
    Kind.QUALITATIVE: (*_FIGURES, ("attainment", "attainments"), ("rate", "rates")),
}


# --- what does not go together ------------------------------------------------------------------------------------


def _keyed(evaluation: Evaluation) -> list[tuple[tuple[str, str, str], Indicator]]:
    return [((row.level1, row.level2, row.name), row) for _, row in evaluation.rows()]


def _differences(evaluations: Sequence[Evaluation]) -> Iterator[Problem]:
    if not evaluations:
        yield Problem("", "没有可以汇总的文件", "两个或更多单位的自评表")
        return
    first = evaluations[0]
    yield from _lone_mistakes(evaluations)
    names = [part.name for e in evaluations for part in _Unit.of(e).parts]
    for twice in sorted({n for n in names if names.count(n) > 1}):
        yield Problem("parts", f"“{twice}”出现了不止一次", "每个单位（implementer 或名称）只汇总一次")
    for e in evaluations[1:]:
        who = unit_name(e)
        for key, words, of in _SAME:
            if of(e) != of(first):
                yield Problem(
                    key, f"{who}的{words}（{_show(of(e))}）与{unit_name(first)}（{_show(of(first))}）不同", "相同"
                )
        mine, others = dict(_keyed(first)), dict(_keyed(e))
        for missing, where in ((mine.keys() - others.keys(), who), (others.keys() - mine.keys(), unit_name(first))):
            for labels in sorted(missing):
                yield Problem(
                    "indicators", f"{where}没有“{'/'.join(labels)}”这一行", "各单位的指标行相同（一级、二级、三级指标）"
                )
        for labels in [labels for labels in mine if labels in others]:
            for words, of_row in _SAME_ROW:
                ours, theirs = of_row(mine[labels]), of_row(others[labels])
                if ours != theirs:
                    found = f"“{labels[2]}”的{words}：{who}为 {theirs}，{unit_name(first)}为 {ours}"
                    yield Problem("indicators", found, "相同")


def _lone_mistakes(evaluations: Sequence[Evaluation]) -> Iterator[Problem]:
    """What keeps a document out of any sum."""
    for e in evaluations:
        who = unit_name(e)
        if e.goals:
            yield Problem(
                "goals", f"{who}的表分年度目标", "不分年度目标的表", "各年度目标的指标无从对应，请逐个单位计分"
            )
        keys = [key for key, _ in _keyed(e)]
        for key in sorted({k for k in keys if keys.count(k) > 1}):
            yield Problem("indicators", f"{who}的“{'/'.join(key)}”不止一行", "各行的一级、二级、三级指标不全相同")
        for path, row in e.rows():
            for name in ("rule", "items", "coefficient", "deduct"):
                if getattr(row, name):
                    yield Problem(
                        f"{path}.{name}", f"{who}的“{row.name}”写有 {name}", "按规则计分的行", "请先去掉，汇总后再写"
                    )
            if e.parts and isinstance(row, QuantitativeIndicator):
                whole = [key for key in ("target", "actual") if getattr(row, key) is not None]
                if "actual" in whole or (whole and not _is_relative(row)):
                    found = f"{who}已分部分，“{row.name}”的 {whole[-1]} 却是整行的数"
                    yield Problem(f"{path}.{whole[-1]}", found, f"每个部分各一个数（{whole[-1]}s）")


def _is_relative(row: QuantitativeIndicator) -> bool:
    """Whether a target of the whole is each part's own."""
    if row.measure is not None:
        return row.measure is Measure.RELATIVE
    target = row.target_figure
    return target is not None and target.quantity.is_share


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(f"{name} {points}" for name, points in value) or "无"
    return "无" if value in (None, "") else str(value)


def _head(evaluation: Evaluation) -> str:
    return evaluation.name if evaluation.project else ""


def _weight(evaluation: Evaluation) -> Decimal | None:
    return evaluation.execution.weight if evaluation.execution else None


_SAME: tuple[tuple[str, str, Callable[[Evaluation], object]], ...] = (
    ("project", "表式", lambda e: e.form.label),
    ("project.name", "项目名称", _head),
    ("profile", "评分规则", lambda e: e.profile),
    ("year", "年度", lambda e: e.year),
    ("weights", "一级指标分值", lambda e: e.weights),
    ("execution.weight", "预算执行分值", _weight),
)
_SAME_ROW: tuple[tuple[str, Callable[[Indicator], object]], ...] = (
    ("种类", lambda row: row.kind.label),
    ("权重", lambda row: "无" if row.weight is None else plain(row.weight)),
    ("方向", lambda row: row.resolved_direction.label if isinstance(row, QuantitativeIndicator) else ""),
    ("measure", lambda row: row.measure.label if row.measure else "无"),
)
