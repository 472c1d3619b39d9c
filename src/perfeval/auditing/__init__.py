"""Hold a filed table to its own figures and to the rules: what a reviewer would find, with code, clause and proof.

All rules stand in one tuple, `perfeval.auditing.registry.RULES`; a rule is one function that yields findings. What was
filed is scored again, and each printed figure is held against the recomputed one and against the others.

In: an `Evaluation`, or a `Scorecard` of one. Out: a `Report` of findings, and of rules that could not be asked. Open `rule.py` first, then any file
of `rules/`.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from perfeval.forms.model import Evaluation
from perfeval.scoring.results import Scorecard

if TYPE_CHECKING:
    from perfeval.auditing.findings import Report
    from perfeval.profiles import ProfileLike


def audit(
    what: Evaluation | Scorecard,
    profile: "ProfileLike | None" = None,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> "Report":
    """The findings on a filed table, in the order of the document; the table itself is left as it is.

    `select` and `ignore` name rules by code (``W102``), name (``group-weight-mismatch``) or family (``weights``); without
    `select` all rules are asked. Raises InputError for a name that is none of them, and what `score` raises.
    """
    from perfeval.auditing.case import Case  # with all rules: only where something is audited
    from perfeval.auditing.findings import report
    from perfeval.auditing.registry import chosen
    from perfeval.scoring.score import score

    rules = chosen(select, ignore)
    case = Case.of(what if isinstance(what, Scorecard) else score(what, profile))
    return report(case.card, (outcome for rule in rules for outcome in rule(case)))
