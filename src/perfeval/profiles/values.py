"""What a profile's values are made of: points, shares, citations, bands, grades."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, Literal, NewType, TypeVar

from attrs import frozen

from perfeval.errors import Problem, refuse
from perfeval.values.figures import Figure, decimal
from perfeval.values.quantities import Quantity, read_quantity, read_share

T = TypeVar("T")
ProfilePoints = NewType("ProfilePoints", Decimal)
ProfileShare = NewType("ProfileShare", Fraction)
ProfileAmount = NewType("ProfileAmount", Quantity)
Basis = Literal["text", "practice", "reported", "reading"]

BASIS_LABELS = {
    "text": "原文写明",
    "practice": "公开表格的通行做法",
    "reported": "未见原文，据转述",
    "reading": "来源未规定，本项目的理解",
}
FormColumn = Literal["level1", "level2", "name", "target", "actual", "weight", "score", "reason"]


@frozen
class Source:
    """A document that rules come from; `seen` is False where only others' words on it were at hand."""

    title: str
    issuer: str
    date: str
    url: str
    seen: bool


@frozen
class Clause:
    """A sentence of a source, in its own words; `no_rule` says why nothing computes it, where nothing does.

    …… stands where words are left out, and （转述） before what is told in other words than the source's.
    """

    source: str
    text: str
    no_rule: str = ""


@frozen
class Cited(Generic[T]):
    """A parameter's value with the clause that it rests on, and how firmly (`basis`)."""

    value: T
    basis: Basis
    clause: str = ""
    note: str = ""

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:  # noqa: ARG004
        """A text needs its clause, a reading its reason."""
        basis = values.get("basis")
        if basis in ("text", "reported") and not values.get("clause"):
            yield Problem("clause", "没有写条款", f"basis = “{basis}” 时须注明条款")
        if basis == "reading" and not values.get("note"):
            yield Problem("note", "没有写理由", "basis = “reading” 时须以 note 说明")


@frozen
class Band:
    """定性三档之一: its label, other names for it, and the shares of the weight it spans; `low` belongs to it."""

    label: str
    low: ProfileShare
    high: ProfileShare
    aliases: tuple[str, ...] = ()

    def is_named(self, label: str) -> bool:
        """Whether `label` names this band."""
        return label in (self.label, *self.aliases)


@frozen
class Cap:
    """总分上限: below this rate of execution the total is at most `most`; `ends` says whether the rate itself is capped too."""

    below: ProfileShare
    most: ProfilePoints
    ends: Literal["below", "to", "unstated"]


@frozen
class Grade:
    """等级: a label and the lowest total that earns it."""

    label: str
    low: ProfilePoints


def read_profile_points(value: Any, _: Any) -> ProfilePoints:
    """A number of points, not negative."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        refuse(value, "分数（数字）", code="number-format")
    try:
        number = decimal(Figure.read(value).value)
    except ValueError:
        refuse(value, "分数（数字）", code="number-format")
    if number < 0:
        refuse(value, "不小于 0 的分数", code="number-format")
    return ProfilePoints(number)


def read_share_of(value: Any, _: Any) -> ProfileShare:
    """A percentage."""
    share = read_share(value) if isinstance(value, str) and value.strip().endswith(("%", "％")) else None
    if share is None or share < 0:
        refuse(value, "百分数，如 “80%”", code="number-format")
    return ProfileShare(share)


def read_worth(value: Any, kind: Any) -> ProfilePoints | ProfileShare | Literal["unstated"]:
    """A number of points, or a percentage of the weight; "unstated" where that may be written."""
    if value == "unstated" and kind == ProfilePoints | ProfileShare | Literal["unstated"]:
        return "unstated"
    if not isinstance(value, str):
        return read_profile_points(value, kind)
    share = read_share(value) if value.strip().endswith(("%", "％")) else None
    if share is None or not 0 <= share <= 1:
        refuse(value, "分数（数字），或权重的百分比，如 “80%”", code="number-format")
    return ProfileShare(share)


def read_amount_of(value: Any, _: Any) -> ProfileAmount:
    """A figure with its unit, not negative, as a row prints it."""
    quantity = read_quantity(value) if isinstance(value, str) else None
    if quantity is None or quantity.value < 0:
        refuse(value, "带单位的数，如 “90%” 或 “5个”", code="unit")
    return ProfileAmount(quantity)
