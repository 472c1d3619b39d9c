"""Whether several units' documents go together (汇总): the same table, rule and rows, asked the same way.

Every difference is told, with both sides named; nothing is smoothed over.
"""

import os.path
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfeval.errors import Problem
from perfeval.forms.model import NOT_APPLICABLE, Evaluation, Indicator, Part, QuantitativeIndicator
from perfeval.trees.cells import Cell, Cells, rule_tree
from perfeval.values.figures import is_blank, plain
from perfeval.values.terms import Measure

Key = tuple[str, str, str]
"""一级, 二级 and 三级指标: what a row is matched by."""


class Unit(NamedTuple):
    """One document on its way into the whole: its parts, itself where it has none."""

    evaluation: Evaluation
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, evaluation: Evaluation) -> "Unit":
        """A document without parts is one, with its adjusted budget as 资金额度 (our reading)."""
        if evaluation.parts:
            return cls(evaluation, evaluation.parts)
        budget = evaluation.execution.budget if evaluation.execution else None
        return cls(evaluation, (Part(name=unit_name(evaluation), funds=budget),))

    def cells(self, row: Indicator, one: str, many: str) -> Cells:
        """A row's cells by part; what is given once is each part's."""
        if not row.applicable:
            return Cells(tuple((part.name, Cell(NOT_APPLICABLE)) for part in self.parts))
        cell: Cell | None = getattr(row, one)
        by_part: Cells = getattr(row, many)
        return by_part if cell is None else Cells(tuple((part.name, cell) for part in self.parts))


def unit_name(evaluation: Evaluation) -> str:
    """The unit that a document speaks for: 项目实施单位, else the document's own name."""
    return (evaluation.project.implementer if evaluation.project else "") or evaluation.name


def keyed(evaluation: Evaluation) -> list[tuple[Key, Indicator]]:
    """Every row with what it is matched by."""
    return [((row.level1, row.level2, row.name), row) for _, row in evaluation.rows()]


def differences(evaluations: Sequence[Evaluation]) -> Iterator[Problem]:
    """Everything that keeps the documents from being one; nothing where they go together."""
    if not evaluations:
        yield Problem("", "没有可以汇总的文件", "两个或更多单位的自评表")
        return
    for evaluation in evaluations:
        yield from _lone_mistakes(evaluation)
    yield from _twice([part.name for evaluation in evaluations for part in Unit.of(evaluation).parts])
    first = evaluations[0]
    for other in evaluations[1:]:
        yield from _heads(first, other)
        if other.form is first.form:  # of two forms nothing else is comparable
            yield from _missing_rows(first, other)
    bases = dict[Key, tuple[Indicator, str]]()
    named = [(*pair, unit_name(e)) for e in evaluations for pair in keyed(e)]
    for key, row, who in sorted(named, key=lambda entry: not entry[1].applicable):  # what does not apply asks least
        base = bases.setdefault(key, (row, who))
        yield from _row(*base, row, who)


def _twice(names: Sequence[str]) -> Iterator[Problem]:
    for name in sorted(name for name, times in Counter(names).items() if times > 1):
        yield Problem(
            "parts",
            f"“{name}”出现了不止一次",
            "每个单位（按项目实施单位，没有写的按名称）只汇总一次",
            "不同单位同名的，请在各自的文件里写全称",
        )


def _heads(first: Evaluation, other: Evaluation) -> Iterator[Problem]:
    one, two = unit_name(first), unit_name(other)
    for key, words, of in _SAME:
        ours, theirs = of(first), of(other)
        if ours != theirs:
            yield Problem(key, f"{two}的{words}（{_show(theirs)}）与{one}（{_show(ours)}）不同", "相同")
        if other.form is not first.form:
            return


def _missing_rows(first: Evaluation, other: Evaluation) -> Iterator[Problem]:
    ours, theirs = (dict.fromkeys(key for key, _ in keyed(e)) for e in (first, other))
    for missing, where in (
        ([k for k in ours if k not in theirs], other),
        ([k for k in theirs if k not in ours], first),
    ):
        for labels in missing:
            found = f"{unit_name(where)}没有“{'/'.join(labels)}”这一行"
            yield Problem("indicators", found, "各单位的指标行相同（一级、二级、三级指标）")


def _row(ours: Indicator, one: str, theirs: Indicator, two: str) -> Iterator[Problem]:
    if theirs.applicable and ours.kind is not theirs.kind:
        found = f"“{ours.name}”的种类：{two}为 {theirs.kind.label}，{one}为 {ours.kind.label}"
        blank = [name for row, name in ((ours, one), (theirs, two)) if not row.targets and is_blank(row.target)]
        hint = f"{'、'.join(blank)}的这一行没有目标值，因此算作定性指标" if blank else ""
        yield Problem("indicators", found, "相同", hint)
        return
    for words, of, asked in _SAME_ROW:
        if of(ours) != of(theirs) and asked(ours) and asked(theirs):
            yield Problem("indicators", f"“{ours.name}”的{words}：{two}为 {of(theirs)}，{one}为 {of(ours)}", "相同")


def _lone_mistakes(evaluation: Evaluation) -> Iterator[Problem]:
    """What keeps a document out of any sum."""
    who = unit_name(evaluation)
    if evaluation.goals:
        yield Problem("goals", f"{who}的表分年度目标", "不分年度目标的表", "各年度目标的指标无从对应，请逐个单位计分")
    for i, row in enumerate(evaluation.indicators):
        if row.rows:
            found = f"{who}的“{row.name}”分了下级指标"
            yield Problem(f"indicators[{i}].rows", found, "不分下级指标的行", "请把下级指标写成各自的一行，再汇总")
    times = Counter(key for key, _ in keyed(evaluation))
    for key in (key for key, count in times.items() if count > 1):
        yield Problem("indicators", f"{who}的“{'/'.join(key)}”不止一行", "各行的一级、二级、三级指标不全相同")
    for path, row in evaluation.rows():
        given = {"items": bool(row.items), "coefficient": row.has_coefficient, "deduct": row.deduct is not None}
        for own in (key for key, is_given in given.items() if is_given):
            found = f"{who}的“{row.name}”写有 {own}"
            yield Problem(f"{path}.{own}", found, "按规则计分的行", "请先去掉，汇总后再写")
        if evaluation.parts and isinstance(row, QuantitativeIndicator) and row.applicable:
            for cell in _whole(row):
                found = f"{who}已分部分，“{row.name}”的 {cell} 却是整行的数"
                yield Problem(f"{path}.{cell}", found, f"每个部分各一个数（{cell}s）")


def _whole(row: QuantitativeIndicator) -> Iterator[str]:
    """The cells of the whole that are no part's own; a relative target of the whole is each part's."""
    target = row.target_figure
    averages = row.measure is Measure.RELATIVE or (row.measure is None and target and target.quantity.adds_up is False)
    if not is_blank(row.target) and not averages:
        yield "target"
    if not is_blank(row.actual):
        yield "actual"


def _show(value: object) -> str:
    if isinstance(value, dict):
        return "、".join(f"{name} {plain(points)}" for name, points in value.items()) or "无"
    if isinstance(value, Decimal):
        return plain(value)
    return "无" if value in (None, "") else str(value)


def _profile(evaluation: Evaluation) -> str:
    """The rule profile; a file is the same by whatever path."""
    name = evaluation.profile
    return os.path.realpath(name) if name.endswith(".toml") else name


def _weight(evaluation: Evaluation) -> Decimal | None:
    return evaluation.execution.weight if evaluation.execution else None


_SAME: tuple[tuple[str, str, Callable[[Evaluation], object]], ...] = (
    ("project", "表式", lambda e: e.form.label),
    ("project.name", "项目名称", lambda e: e.name if e.project else ""),
    ("profile", "评分规则", _profile),
    ("year", "年度", lambda e: e.year),
    ("weights", "一级指标分值", lambda e: dict(e.weights)),
    ("execution.weight", "预算执行分值", _weight),
)
_SAME_ROW: tuple[tuple[str, Callable[[Indicator], str], Callable[[Indicator], bool]], ...] = (
    (
        "权重",
        lambda row: "无" if row.weight is None else plain(row.weight),
        lambda row: row.applicable or row.weight is not None,
    ),
    (
        "方向",
        lambda row: row.resolved_direction.label if isinstance(row, QuantitativeIndicator) else "",
        lambda row: row.applicable and bool(row.direction or row.targets or not is_blank(row.target)),
    ),
    ("rule", lambda row: "无" if row.rule is None else str(rule_tree(row.rule)), lambda row: row.applicable),
    ("measure", lambda row: row.measure.label if row.measure else "无", lambda row: row.applicable),
)
