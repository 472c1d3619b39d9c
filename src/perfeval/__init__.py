"""perfeval scores China's budget performance self-evaluation tables (预算绩效自评) exactly.

>>> import perfeval
>>> row = perfeval.QuantitativeIndicator(name="全年", target="≦365 天", actual="270 天", weight=10)
>>> row.resolved_direction.label
'反向指标'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from perfeval.api import (
    aggregate,
    audit,
    correct,
    explain,
    explanations,
    load,
    load_forms,
    load_profile,
    loads,
    score,
    what_if,
)
from perfeval.errors import InputError, PerfevalError, Problem, ProfileError, UnitError
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
from perfeval.read import Filed
from perfeval.rules.rule import Note, Step
from perfeval.scoring.results import GroupScore, RowScore
from perfeval.scoring.trace import PartResult
from perfeval.values.terms import Direction, Form, Kind, Level1, Level2, Measure, Status
from perfeval.views import Report, Scorecard

if TYPE_CHECKING:
    from perfeval.answers.explain import Explanation, Quote
    from perfeval.answers.inverse import Change
    from perfeval.answers.whatif import WhatIf
    from perfeval.auditing.findings import Finding, Severity, Skipped
    from perfeval.auditing.fix import Correction
    from perfeval.profiles import Profile, ProfileLike

__version__ = "0.1.0"

_LATER = {
    "Change": "answers.inverse",
    "Correction": "auditing.fix",
    "Explanation": "answers.explain",
    "Finding": "auditing.findings",
    "Profile": "profiles",
    "ProfileLike": "profiles",
    "Quote": "answers.explain",
    "Severity": "auditing.findings",
    "Skipped": "auditing.findings",
    "WhatIf": "answers.whatif",
}
"""What is imported when it is first asked for, to keep the import short."""

__all__ = [
    "Change",
    "Correction",
    "Department",
    "Direction",
    "Evaluation",
    "Execution",
    "Explanation",
    "Filed",
    "Finding",
    "Form",
    "Fund",
    "Goal",
    "GroupScore",
    "Indicator",
    "InputError",
    "Item",
    "Kind",
    "Level1",
    "Level2",
    "Measure",
    "Note",
    "Part",
    "PartResult",
    "PerfevalError",
    "Problem",
    "Profile",
    "ProfileError",
    "ProfileLike",
    "Project",
    "Published",
    "QualitativeIndicator",
    "QuantitativeIndicator",
    "Quote",
    "Remarks",
    "Report",
    "RowScore",
    "Scorecard",
    "Severity",
    "Skipped",
    "Status",
    "Step",
    "UnitError",
    "WhatIf",
    "__version__",
    "aggregate",
    "audit",
    "correct",
    "explain",
    "explanations",
    "load",
    "load_forms",
    "load_profile",
    "loads",
    "score",
    "what_if",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'perfeval' has no attribute {name!r}")
    return getattr(import_module(f"perfeval.{_LATER[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
