"""The two self-evaluation forms as typed, frozen objects.

An `Evaluation` mirrors the document key by key, so a document and an object built in code are the same thing. Cells
hold what was printed; what they mean is read through properties. Figures are given as text, int, Decimal or Fraction;
a float is a TypeError. What contradicts itself cannot be built: InputError says what was found and what is expected.

Over 300 lines, because the document is one tree: split, its classes would import each other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Self, TypeVar, get_args

from attrs import NOTHING, evolve, field, fields, frozen, resolve_types

from perfeval.errors import InputError, Problem, brief
from perfeval.trees.cells import (
    NO_CELLS,
    Amount,
    Cell,
    Cells,
    Heads,
    Points,
    RowRule,
    read_amount,
    read_cell,
    read_cells,
    read_direction,
    read_heads,
    read_measure,
    read_points,
    read_rule,
)
from perfeval.values.dates import read_day
from perfeval.values.figures import decimals, is_blank, plain, share_of
from perfeval.values.quantities import Quantity, Target, read_figure, read_quantity, read_target, sign_and_unit_in
from perfeval.values.terms import Direction, Form, Kind, Level1, Measure

Member = TypeVar("Member")


@lru_cache(maxsize=64)
def _kinds(cls: type[Any]) -> dict[str, tuple[type, ...]]:
    """What the plain attributes of a class may be; those that a converter reads look after themselves."""
    attributes: Any = fields(resolve_types(cls))
    return {a.name: tuple(get_args(a.type)) or (a.type,) for a in attributes if a.converter is None}


@lru_cache(maxsize=64)
def _defaults(cls: type[Any]) -> dict[str, Any]:
    """What the attributes of a class are where nothing is said."""
    attributes: Any = fields(cls)
    return {a.name: a.default for a in attributes if a.default is not NOTHING}


class _Checked:
    """An object that is built only where `check` finds nothing."""

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:  # noqa: ARG004
        """What only several keys together show."""
        return iter(())

    @classmethod
    def of_checked(cls, values: Mapping[str, Any]) -> Self:
        """The object of values that were read and checked one by one and together: a document's, which are not read again."""
        made, put = cls.__new__(cls), object.__setattr__
        for name, value in {**_defaults(cls), **values}.items():  # type: ignore[arg-type]
            put(made, name, value)
        return made

    def __attrs_post_init__(self) -> None:
        attributes: Any = fields(type(self))  # type: ignore[arg-type]
        values = {a.name: getattr(self, a.name) for a in attributes}
        cls: Any = type(self)
        for name, kinds in _kinds(cls).items():
            if not isinstance(values[name], kinds) or (isinstance(values[name], bool) and bool not in kinds):
                expected = " or ".join(kind.__name__ for kind in kinds if kind is not type(None))
                raise TypeError(f"{type(self).__name__}.{name}: {expected} expected, not {brief(values[name])}")
        given = {a.name for a in attributes if a.default is NOTHING or values[a.name] != a.default}
        if problems := tuple(self.check(values, given)):
            raise InputError(problems)


# A list is taken too; one function for each kind, so that type checkers know what is asked for.


def _each(given: Iterable[Member], kind: type[Member]) -> tuple[Member, ...]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        hint = "; put it in a list" if isinstance(given, kind) else ""
        raise TypeError(f"a list of {kind.__name__} expected, not {type(given).__name__}{hint}")
    members = tuple(given)
    for member in members:
        if not isinstance(member, kind):
            raise TypeError(f"{kind.__name__} expected, not {brief(member)}")
    return members


def _items(given: "Iterable[Item]") -> "tuple[Item, ...]":
    return _each(given, Item)


def _funds(given: "Iterable[Fund]") -> "tuple[Fund, ...]":
    return _each(given, Fund)


def _indicators(given: "Iterable[Indicator]") -> "tuple[Indicator, ...]":
    return _each(given, Indicator)


def _goals(given: "Iterable[Goal]") -> "tuple[Goal, ...]":
    return _each(given, Goal)


def _parts(given: "Iterable[Part]") -> "tuple[Part, ...]":
    return _each(given, Part)


@frozen(kw_only=True)
class Item(_Checked):
    """One line of a checklist row: what was asked, its points, whether it was done."""

    description: str
    points: Points | None = field(default=None, converter=read_points)
    done: bool | None = None


@frozen(kw_only=True)
class Indicator(_Checked):
    """What quantitative and qualitative rows share.

    `level1` to `name` are 一级指标, 二级指标 and 三级指标 as printed; `target` is 年初目标值（A）, `actual` 实际完成值（B）,
    `weight` 权重 in points. With parts, `actuals` and `targets` give a cell for each part. `applicable` False takes
    the row out; `deduct` is a deduction that people decided; `published_score` is what a filed table prints. `rows` stand
    under the row, which is then only their head (`Evaluation.rows` says which of them are scored).
    """

    kind: ClassVar[Kind]

    level1: str = ""
    level2: str = ""
    name: str
    target: Cell | None = field(default=None, converter=read_cell)
    actual: Cell | None = field(default=None, converter=read_cell)
    weight: Points | None = field(default=None, converter=read_points)
    published_score: Cell | None = field(default=None, converter=read_cell)
    direction: Direction | None = field(default=None, converter=read_direction)
    measure: Measure | None = field(default=None, converter=read_measure)
    applicable: bool = True
    reason: str = ""
    targets: Cells = field(default=NO_CELLS, converter=read_cells)
    actuals: Cells = field(default=NO_CELLS, converter=read_cells)
    rule: RowRule | None = field(default=None, converter=read_rule)
    items: tuple[Item, ...] = field(default=(), converter=_items)
    coefficient: Cell | None = field(default=None, converter=read_cell)
    deduct: Points | None = field(default=None, converter=read_points)
    rows: "tuple[Indicator, ...]" = field(default=(), converter=_indicators)

    def __attrs_pre_init__(self) -> None:
        if type(self) is Indicator:
            raise TypeError(
                "an Indicator is quantitative or qualitative: make a QuantitativeIndicator or a QualitativeIndicator"
            )

    @property
    def is_out_of_use(self) -> bool:
        """Whether the whole row does not apply: by `applicable`, or by a cell that says 不适用."""
        return not self.applicable or takes_out(self.target) or takes_out(self.actual)

    @property
    def has_coefficient(self) -> bool:
        """Whether the row prints a 得分系数; a stroke is none."""
        return not is_blank(self.coefficient)

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
        """One cell or one for each part, a rule that says something, a direction that does not contradict the sign."""
        if "rule" in given and values.get("rule") in ("", ()):
            expected = "所用曲线的名称，或写有 rule = … 的表"
            yield Problem("rule", "写的是空的", expected, "没有自己的计分方法的，不写 rule")
        for one, many in (
            ("target", "targets"),
            ("actual", "actuals"),
            ("attainment", "attainments"),
            ("rate", "rates"),
        ):
            if one in given and many in given:
                yield Problem(many, f"{one} 与 {many} 都写了", f"整行一个 {one}，或每个部分各一个 {many}")
        cells = [values.get("target"), *(cell for _, cell in values.get("targets", ()))]
        said = {DIRECTION_OF[t.sign[0]]: t.quantity.text for t in map(read_target, filter(None, cells)) if t and t.sign}
        direction = values.get("direction")
        for other, text in said.items():
            if direction and other is not direction:
                what = f"写的是“{direction}”（{direction.label}），目标值“{text}”却是{other.label}"
                yield Problem("direction", what, "与目标值的符号一致，或不写 direction")
        if "rows" in given:
            yield from _row_problems(values, given)


_OF_PARTS = ("targets", "actuals", "attainments", "rates")
_OF_METHOD = ("rule", "items", "coefficient", "deduct")


def _row_problems(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
    """What does not go with rows under a row: none of them, a second level, cells by part, a way of scoring at the head."""
    if values.get("rows") == ():
        yield Problem("rows", "写的是空的", "一行或几行下级指标", "没有下级指标的，不写 rows")
    for key in _OF_PARTS:
        if key in given:
            yield Problem(key, "本指标分了下级指标，又按部分写了值", "两样只写一样")
    for key in _OF_METHOD:
        if key in given:
            yield Problem(key, "本指标分了下级指标，自己不计分", "没有这个键", "请写在各个下级指标里")
    for i, row in enumerate(values.get("rows", ())):
        if row.rows:
            yield Problem(f"rows[{i}].rows", "下级指标之下又分了下级指标", "只分一层", "请把它们都写在上一层的 rows 里")
        for key in _OF_PARTS:
            if getattr(row, key, ()):
                yield Problem(f"rows[{i}].{key}", "下级指标按部分写了值", "下级指标只写整行的值")


DIRECTION_OF = {">": Direction.FORWARD, "<": Direction.REVERSE, "=": Direction.EQUAL}


@frozen(kw_only=True)
class QuantitativeIndicator(Indicator):
    """定量指标: a target and an actual value that are figures with units.

    >>> row = QuantitativeIndicator(name="全年", target="≦365 天", actual="270 天", weight=10)
    >>> row.resolved_direction, row.target_figure.quantity.value, row.actual_figure.value
    (<Direction.REVERSE: 'reverse'>, Fraction(365, 1), Fraction(270, 1))
    """

    kind: ClassVar[Kind] = Kind.QUANTITATIVE

    @property
    def target_figure(self) -> Target | None:
        """The target as a figure, None where the cell is not one."""
        return read_figure(self.target) if self.target else None

    @property
    def actual_figure(self) -> Quantity | None:
        """The actual value as a figure, None where the cell is not one."""
        return read_quantity(self.actual) if self.actual else None

    @property
    def named_unit(self) -> str:
        """The unit that the row's name ends with, 作业道长度（公里）: that of a target without one."""
        return sign_and_unit_in(self.name)[1]

    @property
    def named_sign(self) -> str:
        """The sign that the row's name ends with, 总投入（≤**万元）: that of a target without one."""
        return sign_and_unit_in(self.name)[0]

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs of the target, or of the parts' targets, else of the name: ``>= <= > < =``, empty where none has one."""
        signs = frozenset(target.sign for target in self._targets() if target and target.sign)
        return signs or frozenset(filter(None, [self.named_sign]))

    @cached_property
    def resolved_direction(self) -> Direction:
        """The direction: as declared, else by the sign of the target, else forward."""
        if self.direction:
            return self.direction
        return next((DIRECTION_OF[sign[0]] for sign in sorted(self.signs)), Direction.FORWARD)

    @property
    def is_unsigned(self) -> bool:
        """Whether neither a direction nor a sign says which way is good."""
        return self.direction is None and not self.signs

    @property
    def is_strict(self) -> bool:
        """Whether every sign is < or >, which the number itself does not meet by its letter."""
        return bool(self.signs) and self.signs <= {"<", ">"}

    def _targets(self) -> Iterator[Target | None]:
        cells = [cell for _, cell in self.targets] if self.targets else [self.target or ""]
        return map(read_figure, cells)


@frozen(kw_only=True)
class QualitativeIndicator(Indicator):
    """定性指标: a prose target, and the unit's judgement of it.

    `attainment` names one of the profile's three bands; `rate` is the share of the weight that was chosen inside it,
    such as "95%". With parts, `attainments` and `rates` give them for each.
    """

    kind: ClassVar[Kind] = Kind.QUALITATIVE

    attainment: Cell | None = field(default=None, converter=read_cell)
    rate: Cell | None = field(default=None, converter=read_cell)
    attainments: Cells = field(default=NO_CELLS, converter=read_cells)
    rates: Cells = field(default=NO_CELLS, converter=read_cells)

    @property
    def is_out_of_use(self) -> bool:
        """As of any row, and by an attainment that says 不适用."""
        return super().is_out_of_use or takes_out(self.attainment)

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
        """As of any row; and no direction, which only a figure has. A row without a target is told so when it is scored."""
        yield from Indicator.check(values, given)
        target = values.get("target")
        if values.get("direction") and target and not is_blank(target) and not read_day(target):
            what = f"这是定性指标（目标值“{target}”不是“符号＋数字＋单位”），没有方向"
            yield Problem("direction", what, "不写此键", "确属定量指标的，请把目标值写成数，如 “≥20次”")


NOT_APPLICABLE = "不适用"
"""The cell that takes a row, or a part out of it."""


def takes_out(cell: str | None) -> bool:
    """Whether a cell says 不适用, whatever blanks stand around it.

    >>> takes_out("不适用 "), takes_out("本项不适用"), takes_out(None)
    (True, False, False)
    """
    return cell is not None and NOT_APPLICABLE in cell and cell.strip() == NOT_APPLICABLE


def implied_kind(target: str | None, targets: Iterable[str]) -> Kind:
    """定量 where the whole target cell is sign or word, figure and unit; with parts, where every part's is.

    >>> implied_kind("≥95%", ()), implied_kind("撰写调研报告 1 篇", ())
    (<Kind.QUANTITATIVE: 'quantitative'>, <Kind.QUALITATIVE: 'qualitative'>)
    """
    cells = [cell for cell in targets if not takes_out(cell)] or [target or ""]
    return Kind.QUANTITATIVE if all(map(read_target, cells)) else Kind.QUALITATIVE


@frozen(kw_only=True)
class Fund(_Checked):
    """One fund row of the execution block, such as 当年财政拨款."""

    name: str
    budget: Amount | None = field(default=None, converter=read_amount)
    executed: Amount | None = field(default=None, converter=read_amount)
    initial: Amount | None = field(default=None, converter=read_amount)
    published_rate: Cell | None = field(default=None, converter=read_cell)
    published_score: Cell | None = field(default=None, converter=read_cell)


@frozen(kw_only=True)
class Execution(_Checked):
    """预算执行情况: `budget` is A, after adjustment with carry-over included, `executed` is B.

    `weight` are its points where the document prints them, else the profile's. `initial` is 年初预算数.
    `level1` is the head that the form counts execution under (项目管理); without it execution stands alone.
    """

    budget: Amount | None = field(default=None, converter=read_amount)
    executed: Amount | None = field(default=None, converter=read_amount)
    weight: Points | None = field(default=None, converter=read_points)
    initial: Amount | None = field(default=None, converter=read_amount)
    carryover: Amount | None = field(default=None, converter=read_amount)
    published_rate: Cell | None = field(default=None, converter=read_cell)
    published_score: Cell | None = field(default=None, converter=read_cell)
    level1: str = ""
    funds: tuple[Fund, ...] = field(default=(), converter=_funds)


@frozen(kw_only=True)
class Goal(_Checked):
    """年度目标 of a department, with its own points and its own rows."""

    name: str
    weight: Points | None = field(default=None, converter=read_points)
    indicators: tuple[Indicator, ...] = field(default=(), converter=_indicators)


@frozen(kw_only=True)
class Part(_Checked):
    """A part of a project, such as a street that spends some of the money; `funds` is its 资金额度."""

    name: str
    funds: Amount | None = field(default=None, converter=read_amount)


@frozen(kw_only=True)
class Project(_Checked):
    """The head of a 项目支出绩效自评表: `goal_actual` is what became of the `goal`."""

    name: str
    supervisor: str = ""
    implementer: str = ""
    category: str = ""
    nature: str = ""
    type: str = ""
    goal: str = ""
    goal_actual: str = ""


@frozen(kw_only=True)
class Department(_Checked):
    """The head of a 部门整体支出绩效自评表: `basic` is 基本支出总额, `projects` 项目支出总额; goals as a project's."""

    name: str
    basic: Amount | None = field(default=None, converter=read_amount)
    projects: Amount | None = field(default=None, converter=read_amount)
    goal: str = ""
    goal_actual: str = ""


@frozen(kw_only=True)
class Remarks(_Checked):
    """What stands under the table: 偏差大或目标未完成原因分析, 改进措施及结果应用方案."""

    deviation: str = ""
    improvement: str = ""


@frozen(kw_only=True)
class Published(_Checked):
    """The total and grade that a filed table prints."""

    total: Cell | None = field(default=None, converter=read_cell)
    grade: Cell | None = field(default=None, converter=read_cell)


@frozen(kw_only=True)
class Evaluation(_Checked):
    """One self-evaluation table, the whole document; exactly one of `project` and `department` is set.

    `profile` is the id or file of the rules, `weights` the points that the form's heads print, `nested` says that the rows' points
    are a hundred within their head, of which they are a share; `partial` says that
    rows are missing because the document is an excerpt.
    """

    project: Project | None = None
    department: Department | None = None
    profile: str = ""
    year: int | None = None
    partial: bool = False
    execution: Execution | None = None
    weights: Heads = field(default=Heads(()), converter=read_heads)
    nested: bool = False
    indicators: tuple[Indicator, ...] = field(default=(), converter=_indicators)
    goals: tuple[Goal, ...] = field(default=(), converter=_goals)
    parts: tuple[Part, ...] = field(default=(), converter=_parts)
    remarks: Remarks = Remarks()
    published: Published = Published()

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
        """One form, rows of one shape, parts that are declared once."""
        if "project" in given and "department" in given:
            yield Problem("department", "[project] 与 [department] 都写了", "一个文件只写一张表")
        forms = [form for form in ("project", "department") if form in given and values.get(form, form) is not None]
        if not forms:  # JSON may write null for one that is not there
            yield Problem(
                "project",
                "既没有 [project] 也没有 [department]",
                "写其中一个，表明是项目表还是整体表",
                code="key-missing",
            )
        if "goals" in given and "department" not in given:
            yield Problem("goals", "项目表里写了年度目标 [[goals]]", "只有整体表（[department]）分年度目标")
        if "goals" in given and "indicators" in given:
            yield Problem("indicators", "[[goals]] 与 [[indicators]] 都写了", "指标写在各个年度目标之下，或都不分目标")
        heads = [Level1.of(label) or label for label, _ in values.get("weights", ())]
        for level, times in Counter(heads).items():
            if times > 1:
                yield Problem(
                    "weights", f"“{level}”的分值写了不止一次（名称不同，指的是同一项）", "每个一级指标只写一次"
                )
        if values.get("nested"):
            yield from _nested_problems(values, given)
        names = [part.name for part in values.get("parts", ())]
        for name in sorted(name for name, times in Counter(names).items() if times > 1):
            yield Problem("parts", f"“{name}”写了不止一次", "每个部分只写一次")
        if "parts" in given and "parts" not in values:
            return
        known = set(names)
        for path, row in _tops(values.get("indicators", ()), values.get("goals", ())):
            if row.rows and names:
                yield Problem(f"{path}.rows", "分部分的表（[[parts]]）里写了下级指标", "两样只写一样")
            for key in _OF_PARTS:
                for name, _ in getattr(row, key, ()):
                    if name not in known:
                        yield Problem(f"{path}.{key}.{name}", "没有这个部分", "[[parts]] 中的一个：" + "、".join(names))

    @property
    def form(self) -> Form:
        """Which of the two tables this is."""
        return Form.PROJECT if self.project else Form.DEPARTMENT

    @property
    def name(self) -> str:
        """The project's or the department's name."""
        head = self.project or self.department
        return head.name if head else ""

    def rows(self) -> Iterator[tuple[str, Indicator]]:
        """Every row that has a result of its own, with its path in the document, as ``goals[2].indicators[1]``.

        Rows under an indicator stand in its place, with its levels where they write none, as ``indicators[2].rows[0]``. Where
        the indicator alone has points, which several rows share, it stands itself, with `rows` in it.
        """
        for path, row in _tops(self.indicators, self.goals):
            yield from ((each, self._of_whole(found)) for each, found in _resolved(path, row))

    def head_points(self, level1: str) -> Decimal | None:
        """What the form's head prints; None where no head of that name does.

        >>> Evaluation(project=Project(name="出国"), weights={"产出": 25}).head_points("产出指标")
        Decimal('25')
        """
        return next((points for name, points in self.weights if _same_head(name, level1)), None)

    def _of_whole(self, row: Indicator) -> Indicator:
        """The row with its points of the whole, where the form prints those within its head (权重 50 × 分值 25 ÷ 100).

        Whether a score that it prints is counted within the head or of the whole no source says: it is left aside.
        """
        head = self.head_points(row.level1) if self.nested else None
        if head is None:
            return row
        weight = None if row.weight is None else share_of(head, row.weight)
        return evolve(row, weight=weight, published_score=None)

    def parents(self) -> Iterator[tuple[str, Indicator]]:
        """Every indicator that is only the head of its rows, with its path."""
        return ((path, row) for path, row in _tops(self.indicators, self.goals) if row.rows and not _is_unshared(row))


def _same_head(one: str, other: str) -> bool:
    return (Level1.of(one) or "".join(one.split())) == (Level1.of(other) or "".join(other.split()))


_OF_WHOLE = ("rule", "items", "deduct")
"""What a row says in points, of which nobody knows whether they are counted within its head or of the whole."""


def _nested_problems(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
    """What keeps points from being counted within the heads: rows under no head that prints its own, points of another kind."""
    if "goals" in given:
        yield Problem("nested", "分年度目标的表写了 nested = true", "只有按一级指标的表，分值才在项内计")
    heads, told = [name for name, _ in values.get("weights", ())], set[str]()
    for name, points in values.get("weights", ()):
        if not points:
            yield Problem("weights", f"nested = true，“{name}”的权重是 0", "大于 0 的权重")
    for path, row in _tops(values.get("indicators", ()), ()):
        for level1 in (row.level1, *(each.level1 for each in row.rows if each.level1)):
            if level1 not in told and not any(_same_head(name, level1) for name in heads):
                told.add(level1)
                found = f"nested = true，一级指标“{level1}”却没有写权重"
                yield Problem("weights", found, f'[weights] 里写 "{level1 or "一级指标"}" = 所印的权重')
        for at, each in (*((f"{path}.rows[{i}]", each) for i, each in enumerate(row.rows)), (path, row)):
            for key in _OF_WHOLE:
                if getattr(each, key):
                    found = f"nested = true 的表里写了 {key}，其分数是项内的还是总分里的不明"
                    hint = "请不写 nested，把乘好的分值（权重 × 分值 ÷ 100）写在各行的 weight"
                    yield Problem(f"{at}.{key}", found, "没有这个键", hint)


def parent_of(path: str) -> str:
    """The path of the indicator that a row stands under; empty for one that stands alone.

    >>> parent_of("goals[0].indicators[2].rows[1]"), parent_of("indicators[2]")
    ('goals[0].indicators[2]', '')
    """
    return path.rpartition(".rows[")[0]


def _is_unshared(row: Indicator) -> bool:
    """Whether points stand at a row alone, which several rows share, and none of these says how; one row alone has them all.

    Points are its weight, or the score that it alone prints where the form has no weights.
    """
    if len(row.rows) < 2 or any(each.weight is not None for each in row.rows):
        return False
    alone = all(is_blank(each.published_score) for each in row.rows)
    return row.weight is not None or (alone and not is_blank(row.published_score))


def under(path: str, row: Indicator) -> Iterator[tuple[str, Indicator]]:
    """The rows under a row, each with its path, with the row's levels where they write none; none of them applies where it does not."""
    only = row.weight if len(row.rows) == 1 else None
    said: dict[str, Any] = {"applicable": False} if row.is_out_of_use else {}
    for i, each in enumerate(row.rows):
        said |= {"reason": each.reason or row.reason} if said else {}
        weight = only if each.weight is None else each.weight
        said |= {"level1": each.level1 or row.level1, "level2": each.level2 or row.level2, "weight": weight}
        yield f"{path}.rows[{i}]", evolve(each, **said)


def _resolved(path: str, row: Indicator) -> Iterator[tuple[str, Indicator]]:
    if not row.rows:
        yield path, row
    elif _is_unshared(row):
        yield (
            path,
            evolve(row, published_score=_printed(row.rows) if is_blank(row.published_score) else row.published_score),
        )
    else:
        yield from under(path, row)


def _printed(rows: Iterable[Indicator]) -> str | None:
    """The sum of the scores that the rows print; None where one of them prints no points."""
    found = [read_target(row.published_score or "") for row in rows]
    figures = [each.quantity for each in found if each and not each.sign and each.quantity.unit in ("", "分")]
    total = sum((figure.value for figure in figures), Fraction(0))
    return plain(total, decimals(total) or 0) if len(figures) == len(found) else None


def _tops(indicators: tuple[Indicator, ...], goals: tuple[Goal, ...]) -> Iterator[tuple[str, Indicator]]:
    """The indicators as the document has them."""
    yield from ((f"indicators[{i}]", row) for i, row in enumerate(indicators))
    for g, goal in enumerate(goals):
        yield from ((f"goals[{g}].indicators[{i}]", row) for i, row in enumerate(goal.indicators))
