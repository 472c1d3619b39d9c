"""perfeval scores China's budget performance self-evaluation tables (预算绩效自评) exactly.

>>> import perfeval
>>> row = perfeval.QuantitativeIndicator(name="全年", target="≦365 天", actual="270 天", weight=10)
>>> row.resolved_direction.label
'反向指标'
"""

from typing import TYPE_CHECKING, Any

from perfeval.answers.explain import explain
from perfeval.auditing import audit
from perfeval.errors import InputError, PerfevalError, Problem, ProfileError, UnitError
from perfeval.forms.aggregate import aggregate
from perfeval.forms.model import (
    Department,
    Evaluation,
    Execution,
    Fund,
    Goal,
    Indicator,
    Item,
    Part,
    Project,
    Published,
    QualitativeIndicator,
    QuantitativeIndicator,
    Remarks,
)
from perfeval.read import Filed, load, load_forms, loads
from perfeval.scoring.results import Scorecard
from perfeval.scoring.score import score
from perfeval.values.terms import Direction, Form, Kind, Level1, Level2, Measure, Status

if TYPE_CHECKING:
    from perfeval.answers.whatif import what_if
    from perfeval.auditing.findings import Finding, Report
    from perfeval.profiles import Profile, load_profile

__version__ = "0.1.0"

__all__ = [
    "Department",
    "Direction",
    "Evaluation",
    "Execution",
    "Filed",
    "Finding",
    "Form",
    "Fund",
    "Goal",
    "Indicator",
    "InputError",
    "Item",
    "Kind",
    "Level1",
    "Level2",
    "Measure",
    "Part",
    "PerfevalError",
    "Problem",
    "Profile",
    "ProfileError",
    "Project",
    "Published",
    "QualitativeIndicator",
    "QuantitativeIndicator",
    "Remarks",
    "Report",
    "Scorecard",
    "Status",
    "UnitError",
    "aggregate",
    "audit",
    "explain",
    "load",
    "load_forms",
    "load_profile",
    "loads",
    "score",
    "what_if",
]


def __getattr__(name: str) -> Any:
    """Rule profiles, reports and their classes are imported when they are first asked for, to keep the import short."""
    if name in ("Profile", "load_profile"):
        from perfeval import profiles

        return getattr(profiles, name)
    if name in ("Finding", "Report"):
        from perfeval.auditing import findings

        return getattr(findings, name)
    if name == "what_if":
        from perfeval.answers.whatif import what_if as found

        return found
    raise AttributeError(f"module 'perfeval' has no attribute {name!r}")
