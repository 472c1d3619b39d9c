"""Hold a filed table to its own figures and to the rules: what a reviewer would find, with code, clause and proof.

All rules stand in one tuple, `perfeval.auditing.registry.RULES`; a rule is one function that yields findings. What was
filed is scored again, and each printed figure is held against the recomputed one and against the others.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from perfeval.forms.model import Evaluation
from perfeval.scoring.score import score

if TYPE_CHECKING:
    from perfeval.auditing.findings import Report
    from perfeval.profiles import Profile


def audit(
    evaluation: Evaluation,
    profile: "Profile | str | None" = None,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> "Report":
    """The findings on a filed table, in the order of the document; the table itself is left as it is.

    `select` and `ignore` name rules by code (``W102``), name (``group-weight-mismatch``) or family (``weights``); without
    `select` all rules are asked. Raises InputError for a name that is none of them, and what `score` raises.

    >>> from perfeval import loads
    >>> filed = loads('profile = "hubei-wuhan"\\n[project]\\nname = "乡村振兴"\\n[execution]\\n'
    ...               'budget = "1397.58万元"\\nexecuted = "2019.84万元"\\npublished_rate = "100%"')
    >>> [(finding.rule, finding.expected) for finding in audit(filed, select=["execution-rate-mismatch"]).findings]
    [('execution-rate-mismatch', '144.52%')]
    """
    from perfeval.auditing.case import Case  # with all rules: only where something is audited
    from perfeval.auditing.findings import report
    from perfeval.auditing.registry import chosen

    rules = chosen(select, ignore)
    case = Case.of(score(evaluation, profile))
    return report(case.card, (outcome for rule in rules for outcome in rule(case)))
