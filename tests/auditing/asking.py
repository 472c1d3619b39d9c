"""What an audit says of a table made in code: findings, and why a rule could not be asked."""

from typing import Any

from attrs import evolve

from perfeval import Evaluation, Execution, Finding, Profile, Published, audit, load_profile
from perfeval.profiles import Cited
from tests.samples import quantity, table

HUBEI = load_profile("hubei-wuhan")


def found(evaluation: Evaluation, *rules: str, profile: Profile | None = None) -> list[Finding]:
    """The findings of these rules, of all where none is named."""
    return [*audit(evaluation, profile=profile, select=rules).findings]


def skipped(evaluation: Evaluation, *rules: str, profile: Profile | None = None) -> list[str]:
    """The reasons why they could not be asked."""
    return [skip.reason for skip in audit(evaluation, profile=profile, select=rules).skipped]


def own(**parameters: Any) -> Profile:
    """The Hubei profile with other values."""
    return evolve(HUBEI, **{key: Cited(value, "reading", note="试") for key, value in parameters.items()})


def rescaled(total: Any, **more: Any) -> Evaluation:
    """90 points apply, 81 are earned; 10 do not apply."""
    rows = (
        quantity("≥1个", "1个", weight=60, published_score=60),
        quantity("≥10个", "1个", weight=10, published_score=1),
        quantity("≥1个", weight=10, applicable=False, **more),
    )
    block = Execution(budget="5万元", executed="5万元", published_score=20)
    return table(*rows, execution=block, published=Published(total=total))
