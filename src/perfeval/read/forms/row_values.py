"""What a row of indicators says: its texts, and target and actual put together from sign, number and unit."""

import re
from collections.abc import Mapping

from perfeval.read.files.filed import FiledCell, Origin
from perfeval.read.forms.row_heads import BoardColumns
from perfeval.read.forms.shown import is_empty, joined, squash, unwrapped
from perfeval.trees.sources import Tree
from perfeval.values.quantities import read_target
from perfeval.values.units import with_noun

_SIGN = re.compile(r"[<>=≤≥≦≧═≮≯﹦﹤﹥＝＜＞⩽⩾]{1,2}|(?:大于|小于)(?:或?等于)?|等于|不[少低高多]于|不超过|至少|至多")
_JUDGED = ("定性", "定性指标")
_NO_UNIT = ("无", "定性", "文字描述", "文本", "其他")
_SHARES = {"百分比": "%", "百分数": "%", "百分率": "%", "％": "%"}
_NO_REASON = re.compile(r"0(?:\.0+)?")
"""A formula that leaves its 0 among the reasons."""
_DIRECTIONS = {
    "正向": "forward",
    "正向指标": "forward",
    "反向": "reverse",
    "反向指标": "reverse",
    "逆向指标": "reverse",
    "逆向": "reverse",
}


def texts(cells: Mapping[str, list[FiledCell]], tree: Tree, origins: dict[str, Origin]) -> None:
    """Name, answer, reason and what else stands in one cell; an empty one, or a 0 among the reasons, says nothing."""
    for name in ("name", "actual", "reason", "coefficient", "attainment", "rate", "rule"):
        said = [cell for cell in cells.get(name, ()) if not is_empty(cell.text)]
        if said and not (name == "reason" and _NO_REASON.fullmatch(said[0].text)):
            tree[name] = joined([unwrapped(cell.text) for cell in said])
            origins[name] = said[0].origin


def values(cells: Mapping[str, list[FiledCell]], cols: BoardColumns, tree: Tree, origins: dict[str, Origin]) -> None:
    """Target and actual, each from one cell or from several: sign, value, unit."""
    said = [cell for cell in cells.get("target", ()) if not is_empty(cell.text)]
    sign, unit = _own(cells, "sign"), _unit(cells, "unit")
    if said:
        value = joined([unwrapped(cell.text) for cell in said])
        value = _with_head_unit(_with_unit(value, unit), cols.units.get("target", ""))
        tree["target"], origins["target"] = _signed(value, sign), said[0].origin
        figure = read_target(tree["target"])
        if sign in _DIRECTIONS and figure and not figure.sign:
            tree["direction"], origins["direction"] = _DIRECTIONS[sign], cells["sign"][0].origin
        elif sign in _JUDGED and figure:
            tree["target"], tree["kind"], origins["kind"] = value, "qualitative", cells["sign"][0].origin
    if "actual" in tree and not (sign in _JUDGED and not _own(cells, "unit2")):
        asked = tree.get("target", "")
        if not (unit == "%" and _is_perhaps_share(asked, tree["actual"])):
            tree["actual"] = _with_unit(tree["actual"], _unit(cells, "unit2") or unit)
        tree["actual"] = _with_head_unit(tree["actual"], cols.units.get("actual", ""), asked)
        tree["actual"] = _signed(tree["actual"], _own(cells, "sign2"))
    if cols.units.get("coefficient") == "%" and "coefficient" in tree:
        tree["coefficient"] = _with_unit(tree["coefficient"], "%")


def _own(cells: Mapping[str, list[FiledCell]], name: str) -> str:
    """The sign or the unit of a row, from its own column."""
    return squash(cells[name][0].text) if cells.get(name) else ""


def _unit(cells: Mapping[str, list[FiledCell]], name: str) -> str:
    own = _own(cells, name)
    return _SHARES.get(own, own)


def _signed(value: str, sign: str) -> str:
    """A value with the sign of its own column, unless it says one itself."""
    figure = read_target(value)
    if _SIGN.fullmatch(sign) and any(map(str.isdecimal, value)) and not (figure and figure.sign):
        return sign + value.removeprefix(sign)
    return value


def _with_unit(value: str, unit: str) -> str:
    """A value with the unit of its own column, unless it says one itself; 5万 beside 元 is 5万元, 20 beside 2 is not 202."""
    figure = read_target(value)
    if is_empty(unit) or unit in _NO_UNIT or unit[0].isdecimal():
        return value
    if figure and (own := figure.quantity.unit):
        return value.removesuffix(own) + with_noun(own, unit) if value.endswith(own) else value
    return value + unit if value[-1:].isdecimal() else value


def _with_head_unit(value: str, unit: str, asked: str = "") -> str:
    """A bare figure with the unit that the head of its column prints; not a date, not words, not where `asked` has another unit."""
    figure, target = read_target(value), read_target(asked)
    if unit == "%":
        return value if _is_perhaps_share(asked, value) else _with_unit(value, unit)
    has_other = target is not None and target.quantity.unit not in ("", unit)
    return _with_unit(value, unit) if figure and not has_other else value


def _is_perhaps_share(target: str, actual: str) -> bool:
    """Whether 0.98 may be 98 %: the column says %, and the target is above 1 %."""
    asked, done = read_target(target), read_target(actual)
    return bool(asked and done and asked.quantity.value > 1 and 0 < done.quantity.value <= 1)
