"""Rule profiles: the numbers of one place, form and year, each with its clause and its basis.

A profile is one flat, complete TOML file; the shipped ones stand beside this module. A path to a user's own
file works wherever an id does.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from os import listdir
from os.path import dirname, join
from typing import Any, Generic, Literal, NewType, TypeVar

from attrs import fields, frozen

from perfeval.errors import InputError, Problem, ProfileError, refuse
from perfeval.figures import Figure, decimal
from perfeval.profiles.checks import contradictions
from perfeval.targets import read_share
from perfeval.trees import read_file, read_toml, why

T = TypeVar("T")
Points = NewType("Points", Decimal)
Share = NewType("Share", Fraction)
Basis = Literal["text", "practice", "reported", "reading"]

_HERE = dirname(__file__)
BASIS_LABELS = {
    "text": "原文写明",
    "practice": "公开表格的通行做法",
    "reported": "未见原文，据转述",
    "reading": "来源未规定，本项目的理解",
}
Column = Literal["level1", "level2", "name", "target", "actual", "weight", "score", "reason"]


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
    """A sentence of a source; `no_rule` says why nothing computes it, where nothing does."""

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
    low: Share
    high: Share
    aliases: tuple[str, ...] = ()

    def is_named(self, label: str) -> bool:
        """Whether `label` names this band."""
        return label in (self.label, *self.aliases)


@frozen
class Grade:
    """等级: a label and the lowest total that earns it."""

    label: str
    low: Points


@frozen
class Profile:
    """评分规则档案: every parameter that scoring and the official table need, each cited.

    `total` and points are numbers of points, shares are fractions of one. Raises ProfileError (through
    `load_profile`) with every mistake at once.
    """

    id: str
    title: str
    sources: Mapping[str, Source]
    clauses: Mapping[str, Clause]
    total: Cited[Points]
    execution_points: Cited[Points]
    execution_rule: Cited[str]
    execution_budget: Cited[Literal["adjusted", "initial"]]
    execution_explain_below: Cited[Share | None]
    group_points: Cited[Mapping[str, Points]]
    forward_rule: Cited[str]
    reverse_rule: Cited[str]
    equal_rule: Cited[str]
    judged_rule: Cited[str]
    judged_bands: Cited[tuple[Band, ...]]
    aggregate_absolute: Cited[Literal["sum"]]
    aggregate_relative: Cited[Literal["mean-by-funds"]]
    aggregate_judged: Cited[Literal["mean-by-funds"]]
    aggregate_funds: Cited[Literal["adjusted"]]
    satisfaction: Cited[Literal["optional", "required"]]
    not_applicable: Cited[Literal["unstated"]]
    deduction: Cited[str]
    explain_over: Cited[Share | None]
    grades: Cited[tuple[Grade, ...]]
    rounding_places: Cited[int]
    form_columns: Cited[tuple[Column, ...]]
    form_heads: Cited[Mapping[str, str]]
    form_choices: Cited[Mapping[str, tuple[str, ...]]]
    form_notes: Cited[tuple[str, ...]]

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:  # noqa: ARG004
        """What no single key shows: citations without a document, gapped bands, points that miss the total."""
        return contradictions(values)

    def band(self, label: str) -> Band | None:
        """The band that a label or one of its aliases names."""
        return next((b for b in self.judged_bands.value if b.is_named(label.strip())), None)

    def grade(self, total: Decimal) -> str | None:
        """The grade of a total as printed; lower ends belong to the better grade. None where there are no grades."""
        return next((g.label for g in self.grades.value if total >= g.low), None)

    def parameters(self) -> Iterator[tuple[str, Cited[Any]]]:
        """Every cited parameter with its key, in the order of the file."""
        for attribute in fields(type(self)):
            value = getattr(self, attribute.name)
            if isinstance(value, Cited):
                yield attribute.name, value

    def source_of(self, clause: str) -> Source | None:
        """The document that a clause stands in."""
        found = self.clauses.get(clause)
        return self.sources.get(found.source) if found else None


def _points(value: Any, _: Any) -> Points:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        refuse(value, "分数（数字）")
    try:
        number = decimal(Figure.read(value).value)
    except ValueError:
        refuse(value, "分数（数字）")
    if number < 0:
        refuse(value, "不小于 0 的分数")
    return Points(number)


def _share(value: Any, _: Any) -> Share:
    share = read_share(value) if isinstance(value, str) and value.strip().endswith(("%", "％")) else None
    if share is None or share < 0:
        refuse(value, "百分数，如 “80%”")
    return Share(share)


def _structure(tree: dict[str, Any]) -> Profile:
    from perfeval.structure import converter  # cattrs: only where a profile is read

    conv = converter()
    conv.register_structure_hook(Points, _points)
    conv.register_structure_hook(Share, _share)
    conv.register_structure_hook(Share | None, lambda v, t: None if v == "none" else _share(v, t))
    return conv.structure(tree, Profile)


def shipped() -> tuple[str, ...]:
    """The ids of the profiles that come with perfeval.

    >>> shipped()
    ('hubei-wuhan', 'mof-2020')
    """
    return tuple(sorted(name.removesuffix(".toml") for name in listdir(_HERE) if name.endswith(".toml")))


def load_profile(name: str) -> Profile:
    """The profile with this id, or in this ``.toml`` file.

    Raises ProfileError: unknown id, unreadable file, or every mistake of the file at once.

    >>> load_profile("hubei-wuhan").execution_points.value
    Decimal('20')
    """
    if not name.endswith(".toml"):
        if name not in shipped():
            found = Problem(
                "profile", f"没有名为“{name[:40]}”的评分规则", "、".join(shipped()), "或写自己的 .toml 规则文件的路径"
            )
            raise ProfileError([found], name[:40])
        return _shipped(name)
    try:
        data = read_file(name)
    except OSError as error:
        raise ProfileError([Problem("profile", f"打不开规则文件：{why(error)}", "可读的 .toml 文件")], name) from None
    return read_profile(data, name)


@lru_cache(maxsize=64)
def _shipped(name: str) -> Profile:
    return read_profile(read_file(join(_HERE, f"{name}.toml")), name)


def read_profile(data: bytes, file: str = "") -> Profile:
    """A profile from the bytes of its TOML file; ProfileError with every mistake at once."""
    try:
        return _structure(read_toml(data))
    except InputError as error:
        raise ProfileError(error.problems, file) from None
