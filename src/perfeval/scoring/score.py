"""Evaluation and profile into a scorecard: execution, every row, the sums."""

from typing import TYPE_CHECKING, Any

from attrs import evolve

from perfeval.errors import InputError, Problem
from perfeval.forms.heads import weighed_rows
from perfeval.forms.model import Evaluation, Execution
from perfeval.scoring.results import RowScore, Scorecard
from perfeval.scoring.rows import score_execution, score_row
from perfeval.scoring.totals import scorecard_of

if TYPE_CHECKING:
    from perfeval.profiles import Profile, ProfileLike


def score(evaluation: Evaluation, profile: "ProfileLike | None" = None) -> Scorecard:
    """The scorecard of an evaluation under its own profile, or under the one given (a Profile, an id or a file).

    Raises ProfileError for an unknown or broken profile, InputError where none is named. Figures never raise: what
    cannot be scored is undetermined, with the reason.
    """
    rules = profile_of(evaluation, profile)
    execution = score_execution(evaluation.execution or Execution(), rules)
    rows = tuple(score_row(path, row, evaluation, rules) for path, row in weighed_rows(evaluation))
    if evaluation.nested:
        rows = tuple(_within(row, evaluation) for row in rows)
    return scorecard_of(evaluation, rules, execution, rows)


def _within(row: RowScore, evaluation: Evaluation) -> RowScore:
    """The result with the points of the head that its own are a share of."""
    head = evaluation.head_points(row.indicator.level1) if row.indicator else None
    return evolve(row, trace=row.trace._replace(head=head))


def profile_of(evaluation: Evaluation, profile: "ProfileLike | None") -> "Profile":
    """The rules of an evaluation: the profile given, else its own; InputError where it names none."""
    from perfeval.profiles import load_profile  # with its classes: only where something is scored

    is_given = profile is not None and not (isinstance(profile, str) and not profile)
    name: Any = profile if is_given else evaluation.profile
    if not is_given and not name:
        hint = '请用 --profile 指定，如 --profile hubei-wuhan，或在文件里写 profile = "hubei-wuhan"；perfeval profiles 列出全部'
        raise InputError([Problem("profile", "没有写评分规则", "规则的 id 或文件", hint, code="profile-missing")])
    return load_profile(name)
