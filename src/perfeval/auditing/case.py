"""What a rule looks at: the filed table beside its recomputed scores, row by row and group by group.

Over 300 lines: a row, a group and the table are three views of one filing, and name one another.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from perfeval.auditing.block import Block
from perfeval.auditing.printed import Span, add, blank, by_own_digits, filled, holds, points
from perfeval.forms.heads import label
from perfeval.forms.model import (
    Evaluation,
    Execution,
    Indicator,
    QualitativeIndicator,
    QuantitativeIndicator,
    parent_of,
    under,
)
from perfeval.rules.rule import Operands
from perfeval.rules.words import EXACT
from perfeval.scoring.engine import deviations
from perfeval.scoring.reached import answer_of_cells, is_met, is_missed
from perfeval.scoring.results import RowScore, Scorecard
from perfeval.scoring.rows import score_row
from perfeval.scoring.score import score
from perfeval.scoring.trace import Reading
from perfeval.trees.cells import Amount
from perfeval.values.figures import Figure
from perfeval.values.quantities import Target, read_figure
from perfeval.values.terms import Direction, Level1, Level2, Status

if TYPE_CHECKING:
    from perfeval.profiles import Band, Profile


WHOLLY_OPEN = Span(Fraction(0), Fraction(1))
"""What a row can earn of its points where nothing of it is known."""


@frozen
class Line:
    """One row under audit: what it says, what it prints, what it has earned.

    `figure` is the printed score. `reading` holds A and B in one unit; None where a cell cannot be read, and for judged rows. `misread` says that
    the target has no sign, and that the printed score does not fit a forward row but fits a reverse one. `own_places` are the
    decimals that the table prints throughout (`Case.own_places`). `under` are the rows that share its points, nobody says how; of each of them `share` is what
    it can earn of the points that it has.
    """

    path: str
    row: Indicator
    result: RowScore
    profile: "Profile"
    figure: Figure | None
    reading: Reading | None
    misread: bool = False
    own_places: int | None = None
    under: "tuple[Line, ...]" = ()
    share: Span = WHOLLY_OPEN

    @property
    def weight(self) -> Fraction | None:
        """The row's points."""
        return None if self.row.weight is None else Fraction(self.row.weight)

    @property
    def applies(self) -> bool:
        """Whether the row is asked for anything; one that does not apply may keep its points under a profile."""
        return not self.row.is_out_of_use and self.result.status is not Status.NOT_APPLICABLE

    @property
    def is_kept(self) -> bool:
        """Whether the row does not apply and has its points all the same (不适用的计满分, 不扣分)."""
        return self.row.is_out_of_use and self.result.status is Status.SCORED

    @property
    def is_quantitative(self) -> bool:
        """Whether the row is a figure."""
        return isinstance(self.row, QuantitativeIndicator)

    @property
    def printed(self) -> Fraction | None:
        """The printed score's value."""
        return self.figure.value if self.figure else None

    @property
    def score(self) -> Fraction | None:
        """The recomputed score."""
        return None if self.result.score is None else Fraction(self.result.score)

    @property
    def agrees(self) -> bool:
        """Whether the printed score is the recomputed one; both are there."""
        assert self.figure is not None
        assert self.result.exact is not None
        assert self.result.score is not None
        exact = self.result.exact if self.result.trace.left is None else Fraction(self.result.score)
        return holds(self.figure, exact, self.result.score, self.profile.rounding_places.value)

    @cached_property
    def is_met(self) -> bool | None:
        """Whether the target is reached, with or without a weight; None where nobody can tell, and for what is judged.

        Rows that share points reach it together: all of them.
        """
        row, reading = self.row, self.reading
        if self.under:
            met = [line.is_met for line in self.under]
            return False if False in met else None if None in met else True
        if said := answer_of_cells(row):
            return said.met
        if not isinstance(row, QuantitativeIndicator) or reading is None:
            return None
        if reading.target is None or reading.actual is None:
            return None
        direction = row.resolved_direction
        figures = Operands(
            self.weight,
            reading.target,
            reading.actual,
            unsigned=row.is_unsigned,
            strict=row.is_strict,
            is_equal=direction is Direction.EQUAL,
        )
        return True if is_met(EXACT, figures, direction) else False if is_missed(EXACT, figures, direction) else None

    @cached_property
    def is_date(self) -> bool:
        """Whether the cells are dates: reached or late, without direction, unit or band."""
        said = answer_of_cells(self.row)
        return said is not None and said.kind == "date"

    @property
    def is_missed(self) -> bool:
        """Whether a quantitative target is missed for certain."""
        return self.is_met is False

    @property
    def earns_full(self) -> bool:
        """Whether the recomputed score is the whole weight."""
        return self.score is not None and self.weight is not None and self.score >= self.weight

    @property
    def is_by_own_digits(self) -> bool:
        """Whether the printed score is the exact one at the places that the table prints throughout."""
        return by_own_digits(self.figure, self.result, self.own_places)

    @property
    def band(self) -> "Band | None":
        """The band that a judged row says it is in."""
        row = self.row
        if not isinstance(row, QualitativeIndicator) or self.has_own_method:
            return None
        label = row.attainment if not blank(row.attainment) else row.actual
        return self.profile.band(label or "")

    @property
    def has_own_method(self) -> bool:
        """Whether the row is scored in a way of its own: a printed rule, a checklist, a coefficient."""
        return bool(self.row.rule or self.row.items or self.row.has_coefficient)

    @cached_property
    def level1(self) -> Level1 | None:
        """The official 一级指标 that the row's label means."""
        return Level1.of(self.row.level1)

    @cached_property
    def level2(self) -> Level2 | None:
        """The official 二级指标 that the row's label means."""
        return Level2.of(self.row.level2)

    @cached_property
    def is_satisfaction(self) -> bool:
        """Whether the row stands under 满意度."""
        return self.level1 is Level1.SATISFACTION or self.level2 is Level2.SATISFACTION

    @property
    def is_bonus(self) -> bool:
        """Whether the row stands on top of the total."""
        return self.profile.is_bonus(self.row.level1)

    def lacks(self, name: str) -> str:
        """Why a figure that a check needs is not there; empty where it is (`perfeval.auditing.checks.RowCheck`)."""
        if name == "weight":
            return "没有权重" if self.weight is None else ""
        if name == "printed" and self.printed is None:
            cell = self.row.published_score
            return "没有印得分" if blank(cell) else f"所印得分“{cell}”读不出数"
        if name == "score" and self.result.status is Status.UNDETERMINED:
            return self.result.reason
        if name == "direction" and self.misread:
            return "目标值没有写明方向，见 F502"
        return ""

    @property
    def is_reverse(self) -> bool:
        """Whether less is better."""
        return isinstance(self.row, QuantitativeIndicator) and self.row.resolved_direction is Direction.REVERSE

    @property
    def is_far(self) -> bool:
        """Whether a figure is so far beyond its target, in the good direction, that the profile asks for a reason."""
        row, reading = self.row, self.reading
        if not isinstance(row, QuantitativeIndicator) or reading is None:
            return False
        if reading.target is None or reading.actual is None:
            return False
        if reading.target < 0 or reading.actual < 0:
            return False
        return "over-achieved" in deviations(row.resolved_direction, reading.target, reading.actual, self.profile)

    def cells(self, one: str, many: str) -> Iterator[str]:
        """The texts of a cell of the whole row, or of each part's."""
        whole: str | None = getattr(self.row, one)
        if whole is not None:
            yield whole
        yield from (cell for _, cell in getattr(self.row, many))

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """目标值, of the whole or of each part."""
        return tuple(self.cells("target", "targets"))

    @cached_property
    def actuals(self) -> tuple[str, ...]:
        """实际完成值, of the whole or of each part."""
        return tuple(self.cells("actual", "actuals"))

    def figures(self) -> Iterator[tuple[Target | None, Target | None]]:
        """Target and actual value as figures, of the whole row or of each part."""
        row = self.row
        targets, actuals = dict(row.targets), dict(row.actuals)
        for name in dict.fromkeys([*targets, *actuals]) or [""]:
            cells = targets.get(name, row.target), actuals.get(name, row.actual)
            target, actual = (read_figure(cell) if cell else None for cell in cells)
            yield target, actual


def first_names(lines: Sequence[Line]) -> str:
    """The first rows by name, for a reason."""
    names = [line.row.name for line in lines]
    return "、".join(names[:3]) + (f"等 {len(names)} 行" if len(names) > 3 else "")


@frozen
class Group:
    """Rows that stand under one head: an 一级指标 with printed points, a 年度目标, an indicator with rows under it."""

    path: str
    name: str
    declared: Decimal
    lines: tuple[Line, ...]
    has_execution: bool = False

    @property
    def sums(self) -> tuple[Fraction, Fraction]:
        """The points of all its rows, and of those that apply; either may be what is declared."""
        every = sum((line.weight or Fraction(0) for line in self.lines), Fraction(0))
        return every, sum((line.weight or Fraction(0) for line in self.lines if line.applies), Fraction(0))


@frozen(slots=False)
class Case:
    """A filed table beside its scorecard.

    `lines` are the rows that apply, `left_out` those that do not, `earning` those with a score to be held against: the
    rows that apply, and those that keep their points though they do not, in the order of the table.
    """

    card: Scorecard
    lines: tuple[Line, ...]
    left_out: tuple[Line, ...]
    earning: tuple[Line, ...]

    @classmethod
    def of(cls, card: Scorecard) -> "Case":
        """The case that a scorecard makes."""
        lines = [_line(result, card) for result in card.rows]
        own = _own_places(lines, card)
        lines = [_with_table(line, card, own) for line in lines]
        return cls(
            card=card,
            lines=tuple(line for line in lines if line.applies),
            left_out=tuple(line for line in lines if not line.applies),
            earning=tuple(line for line in lines if line.applies or line.is_kept),
        )

    @cached_property
    def answers(self) -> tuple[Line, ...]:
        """The rows that say what was asked and done: the lines, and in place of one whose points several rows share, those."""
        return tuple(each for line in self.lines for each in (line.under or (line,)) if each.applies)

    @property
    def evaluation(self) -> Evaluation:
        """What was filed."""
        return self.card.evaluation

    @property
    def profile(self) -> "Profile":
        """The rules that it is held to."""
        return self.card.profile

    @property
    def places(self) -> int:
        """The decimals of a score."""
        return self.profile.rounding_places.value

    @cached_property
    def own_places(self) -> int | None:
        """The decimals that every printed score of the table has at most, and one has exactly; None where that is no matter.

        Where the profile's places are prescribed by its source, the table has none of its own; whole numbers alone are none.
        """
        return _own_places((*self.lines, *self.left_out), self.card)

    @cached_property
    def has_weights(self) -> bool:
        """Whether any row prints its points."""
        return any(row.weight is not None for _, row in self.evaluation.rows())

    @cached_property
    def is_unfilled(self) -> bool:
        """Whether no row that applies says what was done, nor prints a score."""
        return not any(
            filled(line.actuals) or self.says_attainment(line) or line.row.items or line.row.has_coefficient
            or not blank(line.row.published_score)
            for line in (*self.lines, *self.answers)
        )  # fmt: skip

    @cached_property
    def prints_scores(self) -> bool:
        """Whether any row prints a score."""
        return any(not blank(row.published_score) for _, row in self.evaluation.rows())

    @cached_property
    def has_bands(self) -> bool:
        """Whether any judged row says its attainment: the form has a cell for it."""
        return any(self.says_attainment(line) for line in (*self.answers, *self.left_out))

    @property
    def execution(self) -> Execution:
        """预算执行情况, empty where the table has none."""
        return self.evaluation.execution or Execution()

    @property
    def execution_weight(self) -> Fraction:
        """The points of execution: as printed, else the profile's."""
        return Fraction(self.card.execution.weight or 0)

    @property
    def basis(self) -> Amount | None:
        """The printed A that the profile asks for."""
        execution = self.execution
        return execution.initial if self.profile.execution_budget.value == "initial" else execution.budget

    @cached_property
    def block(self) -> Block:
        """预算执行 as a whole."""
        return Block(
            "execution",
            self.execution,
            self.basis,
            self.card.execution,
            self.execution_weight,
            self.places,
            self.own_places,
        )

    @cached_property
    def funds(self) -> tuple[Block, ...]:
        """Each fund."""
        return tuple(Block(f"execution.funds[{i}]", fund, fund.budget) for i, fund in enumerate(self.execution.funds))

    def asked(self, of: str) -> Iterable[Line | Block]:
        """The rows of a kind that checks are asked of (`perfeval.auditing.checks.RowCheck.of`); all rows are asked by a rule itself."""
        match of:
            case "weighted":
                return [line for line in self.lines if line.weight is not None]
            case "figures":
                return [line for line in self.lines if line.is_quantitative or line.is_met is not None]
            case "earning":
                return self.earning
            case "execution":
                return [self.block]
            case "funds":
                return self.funds
        return [fund for fund in self.funds if not blank(fund.block.published_rate)]  # rated-funds

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every head that prints points: the goals, then the 一级指标, then the indicators with rows under them."""
        every = (*self.lines, *self.left_out)
        return (*_goals(self.evaluation, every), *_heads(self.evaluation, every), *self._parents)

    @cached_property
    def _parents(self) -> tuple[Group, ...]:
        every = (*self.lines, *self.left_out)
        return tuple(
            Group(path, row.name, row.weight, tuple(line for line in every if parent_of(line.path) == path))
            for path, row in self.evaluation.parents()
            if row.weight is not None
        )

    @cached_property
    def heads_alone(self) -> tuple[Group, ...]:
        """The heads that print points for rows none of which has any."""
        return tuple(group for group in self.groups if all(line.weight is None for line in group.lines))

    def is_unweighed(self, line: Line) -> bool:
        """Whether neither the row nor a head says its points, alone or with others'."""
        return line.weight is None and not any(line in group.lines for group in self.heads_alone)

    @cached_property
    def points_of_rows(self) -> tuple[Fraction, Fraction] | None:
        """The points of the rows that apply and of the others, heads standing for rows that have none; None where neither says.

        Of an indicator above rows whose points differ from its own, the rows' count. Bonus rows stand on top of the total.
        """
        heads = self.heads_alone
        if any(map(self.is_unweighed, self.lines)):
            return None
        inside = [self.execution_weight if group.has_execution else 0 for group in heads if group.lines]
        rows, others = (
            add(line.weight or Fraction(0) for line in lines if not line.is_bonus)
            for lines in (self.lines, self.left_out)
        )
        declared = add(Fraction(group.declared) for group in heads if group.lines)
        return rows + declared - sum(inside), others

    def lacks(self, name: str) -> str:
        """Why something that a check of the table needs is not there; empty where it is."""
        return str(getattr(self, f"_no_{name.replace('-', '_')}")())

    def _no_whole(self) -> str:
        return "文件是节选，缺少部分指标行" if self.evaluation.partial else ""

    def _no_lines(self) -> str:
        return "" if self.lines else "没有指标行"

    def _no_weights(self) -> str:
        if self.points_of_rows is not None:
            return ""
        return f"有的行没有权重：{first_names(list(filter(self.is_unweighed, self.lines)))}"

    def _no_execution_points(self) -> str:
        return "评分规则没有说预算执行的分值，表上也没有印" if self.card.execution.weight is None else ""

    def _no_total(self) -> str:
        cell = self.evaluation.published.total
        return "没有印总分" if blank(cell) else "" if points(cell) else f"所印总分“{cell}”读不出数"

    def short_of_parents(self, lines: Iterable[Line]) -> Fraction:
        """How many points the rows among these lack to be what the indicators above them print, which is told there."""
        paths = {parent_of(line.path) for line in lines}
        wrong = [group for group in self._parents if group.path in paths and group.declared not in group.sums]
        return sum((Fraction(group.declared) - group.sums[0] for group in wrong), Fraction(0))

    def cell(self, path: str, key: str) -> str:
        """The path of a cell: a key under a path, the table of the parts where the row has one; a whole path is one already."""
        if not key or "." in key or key == path:
            return key or path
        row = self._rows.get(path)
        cells: object = getattr(row, f"{key}s", None)
        return f"{path}.{key}s" if cells and not getattr(row, key) else f"{path}.{key}"

    @cached_property
    def _rows(self) -> dict[str, Indicator]:
        return dict(self.evaluation.rows())

    def says_attainment(self, line: Line) -> bool:
        """Whether a judged row says its attainment."""
        row = line.row
        if not isinstance(row, QualitativeIndicator):
            return False
        return not blank(row.attainment) or bool(row.attainments) or self.profile.band(row.actual or "") is not None


def _line(result: RowScore, card: Scorecard) -> Line:
    row = result.indicator
    assert row is not None
    line = Line(
        path=result.path,
        row=row,
        result=result,
        profile=card.profile,
        figure=points(row.published_score),
        reading=result.trace.reading,
    )
    if row.rows:
        return evolve(line, under=tuple(_sharing(path, each, card) for path, each in under(line.path, row)))
    return line


def _with_table(line: Line, card: Scorecard, own_places: int | None) -> Line:
    """The row with what the other rows of its table decide: the places that scores are printed with."""
    line = evolve(line, own_places=own_places) if own_places else line
    return evolve(line, misread=True) if _is_misread(line, card) else line


def _sharing(path: str, row: Indicator, card: Scorecard) -> Line:
    """A row that shares the points above it, with the share of its own that it can earn, whatever they are.

    That is known where the row earns the same share of two different points, and where it says its band.
    """
    line = _line(score_row(path, row, card.evaluation, card.profile), card)
    ten, five = (score_row(path, evolve(row, weight=points), card.evaluation, card.profile).exact for points in (10, 5))
    if ten is not None and five is not None and ten == 2 * five and not row.deduct:
        return evolve(line, share=Span(ten / 10, ten / 10))
    return evolve(line, share=Span(line.band.low, line.band.high)) if line.band else line


def _is_misread(line: Line, card: Scorecard) -> bool:
    """Whether only the other direction gives the printed score (contract of the audit: this alone is told of the row)."""
    row = line.row
    if not isinstance(row, QuantitativeIndicator) or not row.is_unsigned or line.figure is None:
        return False
    result = line.result
    if result.status is not Status.SCORED or line.agrees or line.is_by_own_digits:
        return False
    alone = evolve(card.evaluation, indicators=(evolve(row, direction=Direction.REVERSE),), goals=(), execution=None)
    other = score(alone, card.profile).rows[0]
    turned = evolve(line, result=other)
    return other.status is Status.SCORED and (turned.agrees or turned.is_by_own_digits)


def _own_places(lines: Iterable[Line], card: Scorecard) -> int | None:
    cited = card.profile.rounding_places
    execution = card.evaluation.execution
    printed = [line.figure for line in lines] + [points(execution.published_score if execution else None)]
    most = max((figure.places for figure in printed if figure), default=0)
    return most if cited.basis != "text" and 1 <= most < cited.value else None


def _goals(evaluation: Evaluation, lines: Iterable[Line]) -> Iterator[Group]:
    of_goal: dict[str, list[Line]] = {}
    for line in lines:
        of_goal.setdefault(line.path.partition(".")[0], []).append(line)
    for g, goal in enumerate(evaluation.goals):
        if goal.weight is not None:
            yield Group(f"goals[{g}]", goal.name, goal.weight, tuple(of_goal.get(f"goals[{g}]", ())))


def _heads(evaluation: Evaluation, lines: Iterable[Line]) -> Iterator[Group]:
    for name, declared in evaluation.weights:
        members = tuple(line for line in lines if label(line.row.level1) == label(name))
        inside = evaluation.execution.level1 if evaluation.execution else ""
        yield Group(f"weights.{name}", name, declared, members, bool(inside) and label(inside) == label(name))
