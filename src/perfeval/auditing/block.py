"""预算执行, or one of its funds, under audit: what it prints, and what its checks need."""

from fractions import Fraction
from functools import cached_property

from attrs import frozen

from perfeval.auditing.printed import Span, blank, by_own_digits, holds, points, rates
from perfeval.forms.model import Execution, Fund
from perfeval.scoring.results import RowScore
from perfeval.trees.cells import Amount
from perfeval.values.figures import Figure
from perfeval.values.units import WAN_YUAN


@frozen(slots=False)
class Block:
    """预算执行, or one of its funds, as the checks on figures ask it: amounts in 万元, the printed rate and score.

    `basis` is the printed A that the profile asks for. `result` is the recomputed score, None for a fund, which has no
    points of its own; `points` are those of execution, the profile's where the form prints none.
    """

    path: str
    block: Execution | Fund
    basis: Amount | None
    result: RowScore | None = None
    points: Fraction = Fraction(0)
    places: int = 2
    own_places: int | None = None

    def lacks(self, name: str) -> str:
        """Why a figure that a check needs is not there; empty where it is."""
        return str(getattr(self, f"_no_{name}")())

    def _no_budget(self) -> str:
        return "" if self.basis is not None else "没有预算数"

    def _no_amounts(self) -> str:
        return "没有预算数或执行数" if self.basis is None or self.block.executed is None else ""

    def _no_ratio(self) -> str:
        a = self.basis
        return "" if a is None or a.value > 0 else f"预算数（A）为{'负数' if a.value else ' 0'}，没有执行率"

    def _no_rate(self) -> str:
        cell = self.block.published_rate
        return "" if self.rates else "没有印执行率" if blank(cell) else f"所印执行率“{cell}”读不出百分数"

    def _no_printed(self) -> str:
        cell = self.block.published_score
        return "" if self.figure is not None else "没有印得分" if blank(cell) else f"所印得分“{cell}”读不出数"

    def _no_weight(self) -> str:
        return "表上没有印预算执行的分值，见 E302" if self.weight is None else ""

    def _no_score(self) -> str:
        assert self.result is not None
        return self.result.reason if self.result.score is None else ""

    def _no_points(self) -> str:
        return ""

    def _no_amountless(self) -> str:
        assert self.result is not None
        return "" if self.result.code in ("budget-missing", "executed-missing") else self.result.reason

    @cached_property
    def figure(self) -> Figure | None:
        """The printed score."""
        return points(self.block.published_score)

    @property
    def printed(self) -> Fraction | None:
        """The printed score's value."""
        return self.figure.value if self.figure else None

    @property
    def weight(self) -> Fraction | None:
        """The points that the form prints."""
        weight = getattr(self.block, "weight", None)
        return None if weight is None else Fraction(weight)

    @property
    def budget(self) -> Fraction | None:
        """A."""
        return in_wan(self.basis)

    @property
    def executed(self) -> Fraction | None:
        """B."""
        return in_wan(self.block.executed)

    @cached_property
    def rates(self) -> tuple[Span, ...]:
        """What the printed rate may mean."""
        return rates(self.block.published_rate)

    @property
    def agrees(self) -> bool:
        """Whether the printed score is the recomputed one."""
        result = self.result
        assert result is not None
        assert result.exact is not None
        assert result.score is not None
        assert self.figure is not None
        return holds(self.figure, result.exact, result.score, self.places)

    @property
    def is_by_own_digits(self) -> bool:
        """Whether the printed score is the exact one at the places that the table prints throughout."""
        return self.result is not None and by_own_digits(self.figure, self.result, self.own_places)

    @property
    def prints_as(self) -> Span:
        """The scores that print as the printed one, at the profile's places or at its own finer ones."""
        assert self.figure is not None
        half = Fraction(1, 2 * 10 ** max(self.places, self.figure.places))
        return Span(self.figure.value - half, self.figure.value + half)


def in_wan(printed: Amount | None) -> Fraction | None:
    """An amount in 万元."""
    return None if printed is None else printed.to(WAN_YUAN)
