"""perfeval scores China's budget performance self-evaluation tables (预算绩效自评) exactly.

>>> import perfeval
>>> row = perfeval.QuantitativeIndicator(name="全年", target="≦365 天", actual="270 天", weight=10)
>>> row.resolved_direction.label
'反向指标'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfeval.answers.explain import Explanation, Quote
    from perfeval.answers.inverse import Change
    from perfeval.answers.whatif import WhatIf
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
    from perfeval.auditing.findings import Finding, Severity, Skipped
    from perfeval.auditing.fix import Correction
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
    from perfeval.profiles import Profile, ProfileLike
    from perfeval.read import Filed, Origin, Unread
    from perfeval.rules.rule import Note, Step
    from perfeval.scoring.results import GroupScore, RowScore
    from perfeval.scoring.trace import PartResult
    from perfeval.values.terms import Direction, Form, Kind, Level1, Level2, Measure, Status
    from perfeval.views import Report, Scorecard

__version__ = "0.1.0"

_HOMES = {
    "Change": "answers.inverse",
    "Correction": "auditing.fix",
    "Department": "forms.model",
    "Direction": "values.terms",
    "Evaluation": "forms.model",
    "Execution": "forms.model",
    "Explanation": "answers.explain",
    "Filed": "read",
    "Finding": "auditing.findings",
    "Form": "values.terms",
    "Fund": "forms.model",
    "Goal": "forms.model",
    "GroupScore": "scoring.results",
    "Indicator": "forms.model",
    "InputError": "errors",
    "Item": "forms.model",
    "Kind": "values.terms",
    "Level1": "values.terms",
    "Level2": "values.terms",
    "Measure": "values.terms",
    "Note": "rules.rule",
    "Origin": "read",
    "Part": "forms.model",
    "PartResult": "scoring.trace",
    "PerfevalError": "errors",
    "Problem": "errors",
    "Profile": "profiles",
    "ProfileError": "errors",
    "ProfileLike": "profiles",
    "Project": "forms.model",
    "Published": "forms.model",
    "QualitativeIndicator": "forms.model",
    "QuantitativeIndicator": "forms.model",
    "Quote": "answers.explain",
    "Remarks": "forms.model",
    "Report": "views",
    "RowScore": "scoring.results",
    "Scorecard": "views",
    "Severity": "auditing.findings",
    "Skipped": "auditing.findings",
    "Status": "values.terms",
    "Step": "rules.rule",
    "UnitError": "errors",
    "Unread": "read",
    "WhatIf": "answers.whatif",
    "aggregate": "api",
    "audit": "api",
    "correct": "api",
    "explain": "api",
    "explanations": "api",
    "load": "api",
    "load_forms": "api",
    "load_profile": "api",
    "loads": "api",
    "score": "api",
    "what_if": "api",
}
"""Where each name is; a module is imported when one of its names is first asked for, so that an import costs next to nothing."""

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
    "Origin",
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
    "Unread",
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
    if name not in _HOMES:
        raise AttributeError(f"module 'perfeval' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"perfeval.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return list(__all__)
