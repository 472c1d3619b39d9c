"""The example profile with other values, and what becomes of a row under it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve

from perfeval import Profile, load_profile, score
from perfeval.profiles import Cited, read_curve
from perfeval.rules.registry import RULES_OF
from perfeval.rules.rule import Numbers
from perfeval.rules.words import EXACT
from perfeval.scoring.results import RowScore
from tests.paths import TESTS
from tests.samples import table

PLAIN = load_profile(str(TESTS / "cases" / "profile.toml"))


def cited(value: Any) -> Cited[Any]:
    """A value as a profile states it."""
    return Cited(value, "reading", note="试验")


def under(curves: Mapping[str, Any] | None = None, **values: Any) -> Profile:
    """The example profile with other values."""
    found = {name: read_curve(tree) for name, tree in (curves or {}).items()}
    values = {"rounding_places": 2} | values
    return evolve(PLAIN, curves=found, **{key: cited(value) for key, value in values.items()})


STEPS = {"rule": "steps", "start": "90%", "per": "5%", "deduct": 1, "count": "begun"}
OPEN = under({"满意度": STEPS, "线性": {"rule": "linear"}}, row_rule="allowed")
"""Two curves by name, and rows may bring their own."""
PLAIN_2 = under()


def result(row: Any, profile: Profile) -> RowScore:
    """What became of one row."""
    return score(table(row), profile=profile).rows[0]


def outcome(row: Any, profile: Profile) -> str:
    """Its printed score, or the code of the reason why it has none."""
    found = result(row, profile)
    return found.code if found.score is None else f"{found.score:f}"


def notes(row: Any, profile: Profile) -> list[str]:
    """The codes of its notes."""
    return [note.code for note in result(row, profile).notes]


def worth(kind: str, rule: str, target: Any, actual: Any, weight: Any = 10, p: Numbers | None = None) -> Fraction:
    """What a row has earned under a rule."""
    n, d = RULES_OF[kind][rule].formula(EXACT, Fraction(target), Fraction(actual), Fraction(weight), p)
    return Fraction(n) / Fraction(d)
