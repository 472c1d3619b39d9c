"""Places of a table as a person says them, to stand beside the paths that documents and programs go by."""

import re

_BLOCKS = {
    "project": "项目基本信息",
    "department": "部门基本信息",
    "execution": "预算执行",
    "weights": "一级指标分值",
    "indicators": "绩效指标",
    "goals": "年度目标",
    "parts": "组成部分",
    "remarks": "备注",
    "published": "总分和等级",
}
_NUMBERED = {
    "indicators": "第{}行",
    "goals": "年度目标{}",
    "funds": "第{}项资金",
    "parts": "第{}个部分",
    "items": "第{}条",
    "rows": "下级第{}行",
}
_CELLS = {
    "name": "名称",
    "level1": "一级指标",
    "level2": "二级指标",
    "target": "目标值",
    "actual": "完成值",
    "weight": "分值",
    "published_score": "得分",
    "published_rate": "执行率",
    "attainment": "评判档次",
    "rate": "档内比例",
    "reason": "偏差原因",
    "rule": "计分方法",
    "direction": "方向",
    "measure": "累加方式",
    "kind": "种类",
    "applicable": "是否适用",
    "description": "内容",
    "points": "分值",
    "done": "是否做到",
    "coefficient": "得分系数",
    "deduct": "扣分",
    "items": "检查清单",
    "rows": "下级指标",
    "funds": "资金",
    "budget": "预算数",
    "executed": "执行数",
    "initial": "年初预算数",
    "carryover": "上年结余结转",
    "basic": "基本支出总额",
    "projects": "项目支出总额",
    "goal": "年度总体目标",
    "goal_actual": "年度总体目标的完成情况",
}
_WHOLE = {
    "": "整张表",
    "year": "年度",
    "profile": "评分规则",
    "published.total": "总分",
    "published.grade": "等级",
    "remarks.deviation": "偏差原因分析",
    "remarks.improvement": "改进措施",
}
_STEP = re.compile(r"(\w+)\[([0-9]+)\]")
_ROW = re.compile(r"(goals\[[0-9]+\]\.)?indicators\[[0-9]+\](\.rows\[[0-9]+\])?")


def spoken(path: str, name: str = "") -> str:
    """A place as a person says it, counted from 1; `name` is that of the row in which it stands, where it shall be told.

    >>> spoken("indicators[2].published_score", "培训人数"), spoken("goals[1].indicators[0]")
    ('第3行“培训人数”的得分', '年度目标2 第1行')
    >>> spoken("execution.published_rate"), spoken("execution.funds[0].budget"), spoken("published.total"), spoken("")
    ('预算执行的执行率', '预算执行 第1项资金的预算数', '总分', '整张表')
    >>> spoken("weights.产出指标"), spoken("indicators[0].actuals.城关镇"), spoken("indicators[0].items[1]", "制度")
    ('一级指标“产出指标”', '第1行的完成值（城关镇）', '第1行“制度”的第2条')

    >>> spoken("indicators[0].rows[1].actual", "次数")
    '第1行 下级第2行“次数”的完成值'

    What has no word of its own is said as the path does.

    >>> spoken("indicators[0].colour")
    '第1行的colour'
    """
    if path in _WHOLE:
        return _WHOLE[path]
    first, _, rest = path.partition(".")
    if first == "weights" and rest:
        return f"一级指标“{rest}”"
    places, inside = list[str](), list[str]()
    steps = path.split(".")
    for at, step in enumerate(steps):
        numbered = _STEP.fullmatch(step)
        if numbered and numbered[1] in _NUMBERED:
            said = _NUMBERED[numbered[1]].format(int(numbered[2]) + 1)
            (inside if numbered[1] == "items" else places).append(said)
        elif not at:
            places.append(_BLOCKS.get(step, step))
        else:
            part = ".".join(steps[at + 1 :])  # of cells that each part has its own of
            word = _CELLS.get(step) or _CELLS.get(step.removesuffix("s"), step)
            inside.append(f"{word}（{part}）" if part else word)
            break
    row = " ".join(places) + (f"“{name}”" if name else "")
    return "的".join([row, *inside])


def beside(path: str, name: str = "") -> str:
    """A path with the place as a person says it before it, as far as it has words; the path alone where it has none.

    >>> beside("indicators[0]"), beside("execution.published_rate"), beside("total")
    ('第1行 indicators[0]', '预算执行的执行率 execution.published_rate', 'total')
    >>> beside("indicators[2].colour", "全年"), beside("curves.steps"), beside("")
    ('第3行“全年” indicators[2].colour', 'curves.steps', '')
    """
    known = path
    while known and not _has_words(known):
        known = known.rpartition(".")[0]
    return f"{spoken(known, name)} {path}" if known else path


def _has_words(path: str) -> bool:
    """Whether every step of a path has a word of its own."""
    first, *rest = (_STEP.sub(r"\1", step) for step in path.split("."))
    if path in _WHOLE or (first == "weights" and rest):
        return True
    cell = next((step for step in rest if step not in _NUMBERED), "")
    return first in _BLOCKS and (not cell or cell in _CELLS or cell.removesuffix("s") in _CELLS)


def row_path(path: str) -> str:
    """The path of the row in which a place stands, empty where it stands in none.

    >>> row_path("goals[1].indicators[0].actuals.城关镇"), row_path("indicators[2].rows[1]"), row_path("execution.budget")
    ('goals[1].indicators[0]', 'indicators[2].rows[1]', '')
    """
    found = _ROW.match(path)
    return found[0] if found else ""
