"""The columns of a frame of rows, as they are exchanged: names, types, meaning. Printed by ``perfeval batch --schema``.

A number means itself: an integer, a decimal, a text or an exactly four-decimal float; integers may be ten-thousandths (12.5 is 125000)
where that is asked for by name.
"""

from typing import NamedTuple

from perfeval.auditing.registry import AUDIT_RULES
from perfeval.batch.columns.words import SCALE

__all__ = [
    "BOOLEANS",
    "CHECKED",
    "COLUMNS",
    "FALSE",
    "KNOWN",
    "NUMBERS",
    "PLACES",
    "REQUIRED",
    "RESULTS",
    "SCALE",
    "TEXTS",
    "TRUE",
    "Field",
]


PLACES = 4
"""The decimals of a number in a column: `SCALE` is ten to their power."""


class Field(NamedTuple):
    """One column: its name, type, meaning, and whether a frame must have it."""

    name: str
    type: str
    meaning: str
    required: bool = False


COLUMNS: tuple[Field, ...] = (
    Field("evaluation", "any", "哪一份自评表：表的编号，在各关键列（单位、区县……）之内不重复", True),
    Field("profile", "text", "评分规则的 id", True),
    Field(
        "kind",
        "text",
        "execution 预算执行，quantitative 定量，qualitative 定性，coefficient 得分系数，checklist 清单",
        True,
    ),
    Field("level1", "text", "一级指标", True),
    Field("direction", "text", "forward 正向（≥），reverse 反向（≤），equal 等于；空着：目标值没有写符号", True),
    Field("target", "number", "目标值 A；execution：预算数（元）；checklist：各项的分合计", True),
    Field("actual", "number", "完成值 B，与目标值同单位；execution：执行数（元）；checklist：做到的各项的分", True),
    Field("weight", "number", "权重（分值）；execution 空着：用规则所印的分值", True),
    Field("attainment", "text", "定性评判档次，规则所列的名称", True),
    Field("rate", "number", "档内比例、得分系数，以 % 计：95% 是 95", True),
    Field("funds", "number", "资金额度（元），汇总时的权数", True),
    Field("level2", "text", "二级指标"),
    Field("name", "text", "三级指标"),
    Field("measure", "text", "absolute 绝对值，relative 相对值：汇总各单位时用"),
    Field("strict", "boolean", "目标值的符号是 > 或 <"),
    Field("applicable", "boolean", "false：本指标不适用"),
    Field("rule", "text", "本行自己的计分方法：规则里曲线的名称，或写成 JSON 的参数"),
    Field("quantity_unit", "text", "目标值和完成值的单位；只有带单位的计分曲线用得到"),
    Field(
        "multiple",
        "number",
        "目标值和完成值同乘了几倍，才在四位小数之内（空着是 1）：只看完成率的计分不受影响，不与别的行相加",
    ),
    Field("deduct", "number", "公式之外扣的分"),
    Field("unread", "text", "读表时已经知道算不出的原因代码"),
    Field("partial", "boolean", "true：表是节选，总分不能算"),
    Field("published_score", "number", "表上印的得分"),
    Field("published_rate", "number", "表上印的执行率，以 % 计"),
    Field("published_total", "number", "表上印的总分，每行都写"),
)
"""Every column that means something; any other is a key (单位, 区县, 市……) and stays as it is."""

REQUIRED = tuple(field.name for field in COLUMNS if field.required)
NUMBERS = tuple(field.name for field in COLUMNS if field.type == "number")
TEXTS = tuple(field.name for field in COLUMNS if field.type == "text")
BOOLEANS = tuple(field.name for field in COLUMNS if field.type == "boolean")
KNOWN = frozenset(field.name for field in COLUMNS)
TRUE, FALSE = ("true", "1", "是"), ("false", "0", "否")
"""How a text says yes and no."""
CHECKED = (*(rule.column for rule in AUDIT_RULES if rule.row), "over_run", "execution_below")
"""What the audit of rows adds: its checks."""
RESULTS = ("score", "status", "reason", *CHECKED)
"""What scoring adds: 得分, the status, and the code of the reason where there is no score; and the checks."""
