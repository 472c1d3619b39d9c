"""The document form as a JSON Schema, for editors: made from the model, so that the two cannot drift apart."""

from enum import StrEnum
from typing import Any, get_args, get_origin

import attrs

from perfeval.forms.model import Evaluation, Indicator, QualitativeIndicator
from perfeval.trees.cells import Amount, Cell, Cells, Heads, Points, RowRule
from perfeval.values.terms import Kind

DESCRIPTIONS = {
    "project": "项目支出绩效自评表的表头；与 department 二者取一",
    "department": "部门整体支出绩效自评表的表头；与 project 二者取一",
    "profile": "评分规则：id 或 .toml 文件",
    "year": "年度",
    "partial": "节选：缺少部分指标行，合计不作核对",
    "execution": "预算执行情况",
    "weights": "表头所印的一级指标分值",
    "nested": "各行的分值是一级指标之内的（满分 100），在总分里是权重 × 分值 ÷ 100",
    "indicators": "指标行",
    "goals": "年度目标（整体表）",
    "parts": "组成部分（汇总）",
    "remarks": "表下的说明",
    "published": "原表所印的总分和等级",
    "name": "名称；指标行为三级指标名称",
    "supervisor": "主管部门",
    "implementer": "项目实施单位",
    "category": "项目类别",
    "nature": "项目属性",
    "type": "项目类型",
    "goal": "年度总体目标",
    "goal_actual": "年度总体目标的实际完成情况",
    "basic": "基本支出总额",
    "projects": "项目支出总额",
    "budget": "预算数（A）：调整后，含上年结余结转",
    "executed": "执行数（B）",
    "weight": "权重（分值）",
    "initial": "年初预算数",
    "carryover": "上年结余结转",
    "published_rate": "原表所印的执行率",
    "published_score": "原表所印的得分",
    "funds": "资金行；组成部分的资金额度",
    "level1": "一级指标",
    "level2": "二级指标",
    "target": "年初目标值（A）：符号、数字、单位；或文字",
    "actual": "实际完成值（B）",
    "direction": "方向：不写时按目标值的符号",
    "measure": "absolute 绝对值（累加）或 relative 相对值（按资金加权平均）：不写时按单位",
    "kind": "quantitative 定量或 qualitative 定性：不写时按目标值",
    "applicable": "false 表示本行不适用",
    "reason": "本行的偏差原因",
    "targets": "各部分的目标值",
    "actuals": "各部分的实际完成值；“不适用”表示该部分没有本指标",
    "rule": "本行自己的计分方法",
    "items": "检查清单",
    "coefficient": "得分系数",
    "deduct": "人工扣分",
    "rows": "下级指标：在本指标之下的各行",
    "attainment": "定性评判档次",
    "rate": "档内取的比例",
    "attainments": "各部分的评判档次",
    "rates": "各部分的比例",
    "deviation": "偏差大或目标未完成原因分析",
    "improvement": "改进措施及结果应用方案",
    "total": "总分",
    "grade": "等级",
    "description": "内容",
    "points": "分值",
    "done": "是否做到",
}
_TEXT = {"type": ["string", "number"]}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Cell: _TEXT,
    Points: {"type": ["number", "string"], "minimum": 0},
    Amount: {"type": ["string", "number"], "examples": ["500万元"]},
    Cells: {"type": "object", "additionalProperties": _TEXT},
    Heads: {"type": "object", "additionalProperties": {"type": ["number", "string"], "minimum": 0}},
    RowRule: {"type": ["string", "object"]},
}


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a document."""
    definitions: dict[str, Any] = {}
    root = _class(Evaluation, definitions)
    for head in ("project", "department"):  # which of the two stands decides the form, so neither is left blank
        root["properties"][head] = {"description": DESCRIPTIONS[head], "$ref": f"#/$defs/{head.capitalize()}"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "预算绩效自评表（perfeval 文件）",
        **root,
        "oneOf": [{"required": ["project"]}, {"required": ["department"]}],
        "dependentRequired": {"goals": ["department"]},
        "not": {"required": ["goals", "indicators"]},
        "$defs": definitions,
    }


def _class(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    attrs.resolve_types(kind)
    properties, required = {}, []
    for attribute in attrs.fields(kind):
        properties[attribute.name] = {"description": DESCRIPTIONS[attribute.name], **_type(attribute.type, definitions)}
        if attribute.default is attrs.NOTHING:
            required.append(attribute.name)
    if issubclass(kind, Indicator):
        properties["kind"] = {"description": DESCRIPTIONS["kind"], "enum": [member.value for member in Kind]}
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if issubclass(kind, Indicator):
        found["allOf"] = [{"not": {"required": [one, f"{one}s"]}} for one in ("target", "actual", "attainment", "rate")]
    return found | ({"required": required} if required else {})


def _type(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    choices = [choice for choice in get_args(kind) if choice is not type(None)]
    if type(None) in get_args(kind):
        return _or_blank(_type(choices[0], definitions))
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _type(choices[0], definitions)}
    if issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    if kind is Indicator:
        kind = QualitativeIndicator  # a row's keys are those of both kinds; reading tells which may stand together
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = _class(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _or_blank(schema: dict[str, Any]) -> dict[str, Any]:
    """The same, or null: what JSON writes for an empty cell."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    kinds = schema["type"]
    return schema | {"type": [*(kinds if isinstance(kinds, list) else [kinds]), "null"]}
