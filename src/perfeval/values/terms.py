"""The field's terms as enums, each with its official Chinese label."""

from enum import StrEnum
from functools import lru_cache
from typing import Self, TypeVar

Term = TypeVar("Term", bound="_Label")


class _Label(StrEnum):
    """An official term whose value is its Chinese label."""

    @classmethod
    def of(cls, label: str) -> Self | None:
        """The member that a printed label means, by its own name or a known other one; None where there is none."""
        return _meant(cls, label)

    @property
    def names(self) -> tuple[str, ...]:
        """The label and what else the term is called in print."""
        return (self.value, *_ALIASES.get(self.value, ()))


@lru_cache(maxsize=1024)
def _meant(kind: "type[Term]", label: str) -> "Term | None":
    text = "".join(label.split())
    return next((m for m in kind if text in m.names), None)


class Level1(_Label):
    """一级指标."""

    OUTPUT = "产出指标"
    BENEFIT = "效益指标"
    SATISFACTION = "满意度指标"
    COST = "成本指标"


def heads_like(label: str) -> tuple[str, ...]:
    """Every name that an 一级指标 has in print; of a head of a form's own, that name alone.

    >>> heads_like("效果 指标")[:4], heads_like("附加分")
    (('效益指标', '效益', '效果指标', '效果'), ('附加分',))
    """
    term = Level1.of(label)
    return term.names if term else ("".join(label.split()),)


class Level2(_Label):
    """二级指标."""

    QUANTITY = "数量指标"
    QUALITY = "质量指标"
    TIMELINESS = "时效指标"
    COST = "成本指标"
    ECONOMIC = "经济效益指标"
    SOCIAL = "社会效益指标"
    ECOLOGICAL = "生态效益指标"
    SUSTAINABLE = "可持续影响指标"
    SATISFACTION = "服务对象满意度指标"
    ECONOMIC_COST = "经济成本指标"
    SOCIAL_COST = "社会成本指标"
    ECOLOGICAL_COST = "生态环境成本指标"


_ALIASES = {
    "产出指标": ("产出", "项目产出", "项目产出指标", "项目完成指标", "项目完成"),
    "效益指标": ("效益", "效果指标", "效果", "项目效益", "项目效益指标", "项目效果", "项目效果指标"),
    "满意度指标": ("满意度", "服务对象满意度指标", "服务对象满意度"),
    "成本指标": ("成本",),
    "数量指标": ("数量", "产出数量", "产出数量指标"),
    "质量指标": ("质量", "产出质量", "产出质量指标"),
    "时效指标": ("时效", "产出时效", "产出时效指标", "进度指标", "进度"),
    "经济效益指标": ("经济效益",),
    "社会效益指标": ("社会效益",),
    "生态效益指标": ("生态效益", "环境效益指标", "环境效益"),
    "可持续影响指标": ("可持续影响", "可持续影响效益指标", "可持续影响效益"),
    "服务对象满意度指标": ("服务对象满意度", "群众满意度", "群众满意度指标", "满意度指标"),
    "经济成本指标": ("经济成本",),
    "社会成本指标": ("社会成本",),
    "生态环境成本指标": ("生态环境成本", "生态成本指标", "生态成本"),
}


class Kind(StrEnum):
    """定量 or 定性."""

    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"

    @property
    def label(self) -> str:
        """The Chinese term."""
        return _LABELS[self]


class Direction(StrEnum):
    """正向 (≥), 反向 (≤) or 等于 (=)."""

    FORWARD = "forward"
    REVERSE = "reverse"
    EQUAL = "equal"

    @property
    def label(self) -> str:
        """The Chinese term."""
        return _LABELS[self]


class Measure(StrEnum):
    """绝对值 adds up over parts, 相对值 averages by funds."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"

    @property
    def label(self) -> str:
        """The Chinese term."""
        return _LABELS[self]


class Form(StrEnum):
    """Which of the two tables a document is."""

    PROJECT = "project"
    DEPARTMENT = "department"

    @property
    def label(self) -> str:
        """The table's official name."""
        return _LABELS[self]


class Status(StrEnum):
    """What became of a row."""

    SCORED = "scored"
    NOT_APPLICABLE = "not-applicable"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> str:
        """The Chinese term."""
        return _LABELS[self]


_LABELS = {
    "quantitative": "定量指标",
    "qualitative": "定性指标",
    "forward": "正向指标",
    "reverse": "反向指标",
    "equal": "等于指标",
    "absolute": "绝对值",
    "relative": "相对值",
    "project": "项目支出绩效自评表",
    "department": "部门整体支出绩效自评表",
    "scored": "已计分",
    "not-applicable": "不适用",
    "undetermined": "未能确定",
}
