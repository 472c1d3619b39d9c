"""Rule profiles: the numbers of one place, form and year, each with its clause and its basis.

A profile is one flat, complete TOML file; the shipped ones stand beside this module. A path to a user's own
file works wherever an id does.

In: an id, a path or the text of a profile. Out: a frozen `Profile`, or every mistake at once (`checks.py`). Open `mof-2020.toml` first, then
`values.py`.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from os import PathLike, fspath
from typing import Any, Literal

from attrs import evolve, field, fields, frozen

from perfeval.errors import InputError, Problem, ProfileError
from perfeval.profiles.checks import contradictions
from perfeval.profiles.curves import Curve, Tier
from perfeval.profiles.pasted import with_pasted
from perfeval.profiles.values import (
    BASIS_LABELS,
    Band,
    Basis,
    Cap,
    Cited,
    Clause,
    FormColumn,
    Grade,
    ProfileAmount,
    ProfilePoints,
    ProfileShare,
    Source,
    read_amount_of,
    read_profile_points,
    read_share_of,
    read_worth,
)
from perfeval.trees.sources import decode, read_file, read_toml, why
from perfeval.values.figures import round_half_even, round_half_up
from perfeval.values.terms import heads_like

__all__ = [
    "BASIS_LABELS", "Band", "Basis", "Cap", "Cited", "Clause", "Column", "Curve", "Grade", "Points", "Profile", "ProfileLike", "Share", "Source",
    "Tier", "load_profile", "own_profile", "read_curve", "read_profile", "shipped", "source_text",
]  # fmt: skip

_HERE = files("perfeval.profiles")  # a folder, or a place in a zip


_NO_LEVELS: Cited[tuple[str, ...]] = Cited((), "reading", note="来源的表没有另立一级指标的名称。")


_JUDGED: Cited[Literal["exact", "none"]] = Cited(
    "none", "reading", note="来源没有说明目标值写“是”“否”的如何计分，按评判档次计。"
)
_NO_CAPS: Cited[tuple[Cap, ...]] = Cited((), "reading", note="来源没有按执行率限制总分。")
_NO_DEDUCTION: Cited[ProfilePoints | None] = Cited(None, "reading", note="来源没有规定偏离目标值的固定扣多少分。")


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
    curves: Mapping[str, Curve]
    total: Cited[ProfilePoints]
    execution_points: Cited[ProfilePoints | None]
    execution_rule: Cited[str]
    execution_budget: Cited[Literal["adjusted", "full-year", "initial"]]
    execution_zero_budget: Cited[Literal["undetermined", "zero"]]
    execution_rate_places: Cited[int | None]
    execution_explain_below: Cited[ProfileShare | None]
    group_points: Cited[Mapping[str, ProfilePoints]]
    bonus: Cited[Mapping[str, ProfilePoints]]
    forward_rule: Cited[str]
    reverse_rule: Cited[str]
    equal_rule: Cited[str]
    zero_target: Cited[Literal["undetermined", "zero"]]
    negative_actual: Cited[Literal["undetermined", "zero"]]
    row_rule: Cited[Literal["none", "allowed"]]
    coefficient_rule: Cited[str]
    checklist_rule: Cited[str]
    judged_rule: Cited[str]
    judged_bands: Cited[tuple[Band, ...]]
    aggregate_absolute: Cited[Literal["sum", "unstated"]]
    aggregate_relative: Cited[Literal["mean-by-funds", "unstated"]]
    aggregate_judged: Cited[Literal["mean-by-funds", "unstated"]]
    aggregate_funds: Cited[Literal["adjusted"]]
    satisfaction: Cited[Literal["optional", "required", "unstated"]]
    not_applicable: Cited[Literal["unstated", "rescale", "full", "no-deduction", "redistribute"]]
    deduction: Cited[str]
    explain_over: Cited[ProfileShare | None]
    explain_side: Cited[Literal["good", "bad", "both", "above"]]
    explain_ends: Cited[Literal["beyond", "from"]]
    explain_zero: Cited[ProfilePoints | None]
    grades: Cited[tuple[Grade, ...]]
    grade_total: Cited[Literal["printed", "unrounded"]]
    rounding_places: Cited[int]
    rounding_mode: Cited[Literal["half-up", "half-even"]]
    rounding_moment: Cited[Literal["row", "indicator", "group", "total"]]
    rounding_rate: Cited[int | None]
    form_columns: Cited[tuple[FormColumn, ...]]
    form_heads: Cited[Mapping[str, str]]
    form_choices: Cited[Mapping[str, tuple[str, ...]]]
    form_notes: Cited[tuple[str, ...]]
    years: str = ""
    """The years of its sources: 2017, 2015-2018 or 2020-; empty where nobody says."""
    form_levels: Cited[tuple[str, ...]] = _NO_LEVELS
    yes_no_rule: Cited[Literal["exact", "none"]] = _JUDGED
    over_deduction: Cited[ProfilePoints | None] = _NO_DEDUCTION
    """What a figure beyond the bound of `explain_over` loses."""
    total_caps: Cited[tuple[Cap, ...]] = _NO_CAPS
    file: str = field(default="", init=False, eq=False)
    """The path of the file that it was read from; empty for a shipped one."""

    def __hash__(self) -> int:
        return hash((self.id, self.title))  # its tables are dictionaries

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:  # noqa: ARG004
        """What no single key shows: citations without a document, gapped bands, points that miss the total."""
        return contradictions(values)

    @property
    def label(self) -> str:
        """The id; of a file that is not shipped with perfeval, with its path and that it is not."""
        return f"{self.id}（规则文件 {self.file}，不是随程序发布的规则）" if self.file else self.id

    def band(self, label: str) -> Band | None:
        """The band that a label or one of its aliases names."""
        return next((b for b in self.judged_bands.value if b.is_named(label.strip())), None)

    def grade(self, total: Decimal | Fraction) -> str | None:
        """The grade of a total; lower ends belong to the better grade. None where there are no grades."""
        return next((g.label for g in self.grades.value if Fraction(total) >= Fraction(g.low)), None)

    def round(self, value: Fraction, places: int | None = None) -> Decimal:
        """A value with the profile's places (or those given), rounded as the profile says."""
        rounded = round_half_even if self.rounding_mode.value == "half-even" else round_half_up
        return rounded(value, self.rounding_places.value if places is None else places)

    def rounds(self, what: Literal["row", "execution"]) -> bool:
        """Whether the score of a row, or of execution, counts as it is printed."""
        moment = self.rounding_moment.value
        return moment == "row" or (moment == "indicator" and what == "row")

    def is_bonus(self, level1: str) -> bool:
        """Whether rows under this head stand on top of the total, by whatever name."""
        return any(heads_like(level1) == heads_like(name) for name in self.bonus.value)

    def covers(self, year: int | None) -> bool:
        """Whether its sources are of that year, as far as is known of either."""
        first, dash, last = self.years.partition("-")
        if year is None or not first:
            return True
        return int(first) <= year <= (int(last) if last else year if dash else int(first))

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


def _converter() -> Any:
    from perfeval.trees.structure import converter  # cattrs: only where a profile is read

    conv = converter()
    readers = ((ProfilePoints, read_profile_points), (ProfileShare, read_share_of), (ProfileAmount, read_amount_of))
    for kind, read in readers:
        conv.register_structure_hook(kind, read)
        conv.register_structure_hook(kind | None, _or_none(read))
    for either in (
        ProfilePoints | ProfileShare,
        ProfilePoints | ProfileShare | None,
        ProfilePoints | ProfileShare | Literal["unstated"],
    ):
        conv.register_structure_hook(either, read_worth)
    conv.register_structure_hook(int | None, lambda v, _: None if v == "none" else conv.structure(v, int))
    return conv


def _or_none(read: Any) -> Any:
    """The same reader, that takes "none", and for a curve's 起点 "target", as nothing given."""
    return lambda value, kind: None if value in ("none", "target") else read(value, kind)


def read_curve(tree: Any) -> Curve:
    """The curve that a row prints as its own, a table; InputError with what is wrong with it."""
    clause = {"basis": "text", "clause": "本行所印的规则"}
    curve: Curve = _converter().structure({**clause, **tree} if isinstance(tree, dict) else tree, Curve)
    return curve


def shipped() -> tuple[str, ...]:
    """The ids of the profiles that come with perfeval: the two that leave no row open first.

    >>> shipped()[:3]
    ('hubei-wuhan', 'mof-2020', 'beijing-haidian-2016')
    """
    every = (file.name.removesuffix(".toml") for file in _HERE.iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(every, key=lambda name: (name not in ("hubei-wuhan", "mof-2020"), name)))


FORMER_IDS = {"department-step-deduction": "hunan-department"}
"""Ids that profiles had before their place was known: they go on working, and are told as they are written."""

ProfileLike = Profile | str | PathLike[str]
"""Rules as they are given anywhere: a profile, the id of one that is shipped, or the path of a file."""


def load_profile(name: ProfileLike) -> Profile:
    """The profile with this id, or in this ``.toml`` file; a profile itself is given back.

    Raises ProfileError: unknown id, unreadable file, or every mistake of the file at once.

    >>> load_profile("hubei-wuhan").execution_points.value
    Decimal('20')
    """
    if isinstance(name, Profile):
        return name
    if not isinstance(name, (str, PathLike)) or not isinstance(file := fspath(name), str):
        raise TypeError(f"a profile is an id such as 'hubei-wuhan', a path or a Profile, not {type(name).__name__}")
    if not file.endswith(".toml"):
        if file not in (*shipped(), *FORMER_IDS):
            from perfeval.trees.structure import nearest

            found = Problem(
                "profile",
                f"没有名为“{file[:40]}”的评分规则",
                "、".join(shipped()),
                nearest(file, (*shipped(), *FORMER_IDS)) + "或写自己的 .toml 规则文件的路径",
                code="profile-unknown",
            )
            raise ProfileError([found], file[:40])
        return _shipped(file)
    try:
        data = read_file(file)
    except OSError as error:
        raise ProfileError(
            [Problem("profile", f"打不开规则文件：{why(error)}", "可读的 .toml 文件", code="cannot-open")], file
        ) from None
    return own_profile(data, file)


def own_profile(data: bytes, file: str) -> Profile:
    """A profile of one's own from the bytes of its file, told as `file`; ProfileError also where it goes by a shipped id and is another."""
    profile = read_profile(data, file)
    if profile.id in shipped():
        if data == _HERE.joinpath(f"{profile.id}.toml").read_bytes():
            return _shipped(profile.id)
        hint = "请改成自己的 id；与原来的差别可用 perfeval profiles diff 对照"
        what = f"写的是“{profile.id}”，那是随程序发布的规则的 id，这个文件却与它不同"
        raise ProfileError([Problem("id", what, "没有用过的 id", hint, code="profile-id-taken")], file)
    object.__setattr__(profile, "file", file)  # the one thing that the text itself does not say
    return profile


def source_text(name: str) -> str:
    """The TOML text of a shipped profile or of a file, with its comments; the profile has been loaded before."""
    return decode(
        read_file(name) if name.endswith(".toml") else _HERE.joinpath(f"{FORMER_IDS.get(name, name)}.toml").read_bytes()
    )


@lru_cache(maxsize=64)
def _shipped(name: str) -> Profile:
    profile = read_profile(_HERE.joinpath(f"{FORMER_IDS.get(name, name)}.toml").read_bytes(), name)
    return evolve(profile, id=name)


def read_profile(data: bytes, file: str = "") -> Profile:
    """A profile from the bytes of its TOML file; ProfileError with every mistake at once."""
    try:
        tree = read_toml(data)
        if not {"clauses", "sources", "total"} & tree.keys():
            raise InputError(
                [
                    Problem(
                        "", "这个文件不是评分规则", "写有 clauses、sources、total 等键的规则文件", code="not-a-profile"
                    )
                ]
            )
        tree, problems = with_pasted(tree)
        if problems:
            raise InputError(problems)
        profile: Profile = _converter().structure(tree, Profile)
    except InputError as error:
        raise ProfileError(error.problems, file) from None
    return profile
