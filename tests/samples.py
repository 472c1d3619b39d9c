"""Short ways to write a row, a table around it, and what became of it."""

from typing import Any

from perfeval import (
    Evaluation,
    Execution,
    Indicator,
    Project,
    QualitativeIndicator,
    QuantitativeIndicator,
    score,
)
from perfeval.scorecard import RowScore


def quantity(target: str | None, actual: str | None = None, weight: Any = 10, **more: Any) -> QuantitativeIndicator:
    """A quantitative row of 10 points."""
    return QuantitativeIndicator(
        name="培训人数", level1="产出指标", target=target, actual=actual, weight=weight, **more
    )


def judgement(
    attainment: str | None = None, rate: str | None = None, weight: Any = 10, **more: Any
) -> QualitativeIndicator:
    """A judged row of 10 points."""
    more = {"name": "群众满意度", "level1": "满意度指标", "target": "较高"} | more
    return QualitativeIndicator(attainment=attainment, rate=rate, weight=weight, **more)


def table(*rows: Indicator, budget: Any = "100万元", executed: Any = "100万元", **more: Any) -> Evaluation:
    """A project with these rows, its budget wholly spent."""
    more = {"profile": "hubei-wuhan", "execution": Execution(budget=budget, executed=executed)} | more
    return Evaluation(project=Project(name="乡村振兴"), indicators=rows, **more)


def result(row: Indicator, **more: Any) -> RowScore:
    """What became of one row."""
    return score(table(row, **more)).rows[0]


def outcome(row: Indicator, **more: Any) -> str:
    """The row's printed score, or the code of the reason why it has none."""
    found = result(row, **more)
    return found.code if found.score is None else f"{found.score:f}"


def notes(row: Indicator, **more: Any) -> list[str]:
    """The codes of the row's notes."""
    return [note.code for note in result(row, **more).notes]
