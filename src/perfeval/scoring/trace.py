"""What scoring leaves of a row: what was read, by which rule, with which numbers, and what came out. No sentence stands here.

`perfeval.scoring.wording` makes the sentences of it, when somebody reads them.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from attrs import field, frozen

from perfeval.forms.model import Indicator
from perfeval.rules.rule import Method, Numbers, Operands
from perfeval.values.terms import Direction, Measure, Status

if TYPE_CHECKING:
    from perfeval.forms.aggregate import FundedFigure
    from perfeval.profiles import Band, Profile


class PartResult(NamedTuple):
    """What one part of a project brought to a row (汇总): its funds and cells as printed, its figures, its own points.

    The figures are in the row's unit. `target_value` is None where only the whole has a target, and then the part
    has no points of its own.
    """

    name: str
    funds: str
    target: str
    actual: str
    target_value: Fraction | None = None
    actual_value: Fraction | None = None
    exact: Fraction | None = None


class Remark(NamedTuple):
    """What had to be taken for granted of a cell: the code of its note, which cell, and what it says beside what."""

    code: str
    cell: str
    figure: str
    against: str = ""
    unit: str = ""


class Combined(NamedTuple):
    """A figure of several parts: of target or actual value, how it was combined, on what grounds."""

    key: str
    clause: str
    shares: "tuple[FundedFigure, ...]"
    value: Fraction
    unit: str
    measure: Measure


class Reading(NamedTuple):
    """A and B in one unit; either is None where its cell is blank. `as_filed` is B before a negative one counts as 0."""

    target: Fraction | None
    actual: Fraction | None
    unit: str
    as_filed: Fraction | None = None
    remarks: tuple[Remark, ...] = ()
    combined: tuple[Combined, ...] = ()
    parts: tuple[PartResult, ...] = ()


class Judgement(NamedTuple):
    """A judged row's band and rate, for the whole row or one part. Either is None where its cell is blank."""

    band: "Band | None"
    rate: Fraction | None


class Trace(NamedTuple):
    """How a row came by its score, or as far as it came.

    `reading` is there wherever the row's figures can be read, whether or not it has a score; `method` wherever a rule is
    known for it. `over` are the points that the profile takes off for a deviation from the target. `numbers` are the curve's in the row's unit. `answered` says that no rule was asked, but what the profile says
    of a budget or target of 0. `left` are the points after what people took off, before they are rounded. `shares` are the
    points and funds of judged parts, `remarks` what their cells leave aside. `out_of_use` says why a row does not apply. `reached`
    says in words how two cells answer each other without a ratio (`perfeval.scoring.reached.answer_of_cells`), on what grounds, if any. `head` are the points of the
    head that the row's own are a share of, where the form prints those within it.
    """

    reading: Reading | None = None
    method: Method | None = None
    numbers: Numbers | None = None
    operands: Operands | None = None
    answered: bool = False
    judgement: Judgement | None = None
    shares: "tuple[FundedFigure, ...]" = ()
    remarks: tuple[Remark, ...] = ()
    left: Fraction | None = None
    out_of_use: str = ""
    reached: str = ""
    reached_by: str = ""
    over: Decimal | None = None
    head: Decimal | None = None

    @property
    def figures(self) -> Reading | None:
        """The figures that were scored; None for a row that is not scored by its figures."""
        return self.reading if self.method is not None and self.method.kind in _BY_FIGURES else None


_BY_FIGURES = frozenset(Direction)


@frozen(kw_only=True, slots=False)
class RowResult:
    """The result of one row, or of the execution block (then `indicator` is None and `rate` is B/A, uncapped).

    `exact` are the undivided points before rounding, `score` the printed ones; both are None unless `status` is
    scored. `in_total` is what goes into the sums: the printed score, or under a profile that rounds sums only the unrounded
    one. `target` and `actual` are the cells that were scored, the combined figures where the row has parts.
    `code` and `reason` say why a row is undetermined or not applicable. `trace` is how it came about.
    """

    path: str
    name: str
    status: Status
    clause: str
    profile: "Profile" = field(hash=False, repr=False)
    weight: Decimal | None = None
    exact: Fraction | None = None
    score: Decimal | None = None
    in_total: Fraction | None = None
    rate: Fraction | None = None
    target: str = ""
    actual: str = ""
    code: str = ""
    reason: str = ""
    parts: tuple[PartResult, ...] = ()
    indicator: Indicator | None = None
    trace: Trace = field(default=Trace(), repr=False)

    @property
    def is_open(self) -> bool:
        """Whether the total lacks this score: a row worth 0 points earns none, whatever else is unknown of it, and bears on no sum."""
        return self.status is Status.UNDETERMINED and (self.weight is None or self.weight > 0)
