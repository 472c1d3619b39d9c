"""What the titles of a form mean: the alias table in `columns.toml`, and the points and the unit that a title carries."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from perfeval.read.forms.shown import squash
from perfeval.values.figures import fold
from perfeval.values.units import is_known

_PARENTHESES = re.compile(r"\([^()]*\)|【[^】]*】|\[[^\]]*\]|〔[^〕]*〕|〈[^〉]*〉")
_MARK = re.compile(r"[*※]+$|[①-⑳]+$")
"""What sends a reader of a title to a note."""
_NUMBERING = re.compile(r"^(?:[*★●◆☆]|[0-9]{1,2}[.、]|[一二三四五六七八九十]{1,3}、|其中:)+")
_POINTS = re.compile(
    r"[(【\[〔](?:共|计|满分|分值|权重|合计)?:?(?:([0-9]{1,6}(?:\.[0-9]{1,6})?)分(?:[*×xX][^()]*)?|([0-9]{1,3}(?:\.[0-9]{1,6})?))[)】\]〕]"
    r"|(?<![0-9.])([0-9]{1,3}(?:\.[0-9]{1,6})?)分$"
)
_LONGEST = 200
_BRACKETED = re.compile(r"[(【\[](?:计量单位|单位)?:?([^()【】\[\]]+)[)】\]]")
_UNIT = re.compile(r"\((?:单位|金额单位)?:?(亿元|万元|千元|百元|元)\)|单位:(亿元|万元|千元|百元|元)")


@cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    """Group → normalised title → key."""
    import tomli

    tree = tomli.loads(files("perfeval.read.forms").joinpath("columns.toml").read_text(encoding="utf-8"))
    return {
        group: {bare(title): key for key, titles in keys.items() for title in titles} for group, keys in tree.items()
    }


def folded(text: str) -> str:
    """A title without white space, its signs as ordinary ones."""
    return squash(fold(text)).replace("：", ":")


def bare(title: str) -> str:
    """A title as it is compared: without white space, parentheses, numbering, the mark of a note and colon.

    >>> bare("实际完成值\\n（B）"), bare("*年度总目标："), bare("1.项目年度目标"), bare("得分（20分*执行率）")
    ('实际完成值', '年度总目标', '项目年度目标', '得分')
    """
    text = folded(title)
    if len(text) > _LONGEST:  # no title: a stranger's text may have parentheses without end
        return text
    while (shorter := _PARENTHESES.sub("", text)) != text:
        text = shorter
    return _MARK.sub("", _NUMBERING.sub("", text).strip(":*"))


def key(group: str, title: str) -> str:
    """The key that a title of the group means, empty where it means none.

    >>> key("indicators", "年初目标值（A）"), key("execution", "全年（调整）预算数"), key("fields", "乡村振兴")
    ('target', 'budget', '')
    """
    return _keys(title).get(group, "") if 0 < len(title) <= 60 and not title.isascii() else ""


@lru_cache(maxsize=4096)
def _keys(title: str) -> Mapping[str, str]:
    """What a title means in each group."""
    name = bare(title)
    return {group: keys[name] for group, keys in _titles().items() if name in keys} if name else {}


def is_title(text: str) -> bool:
    """Whether a cell is a title of any group and no value."""
    return 0 < len(text) <= 60 and bool(_keys(text))


def points_of_title(title: str) -> str | None:
    """The points that a title prints.

    >>> points_of_title("产出指标\\n（40 分）"), points_of_title("产出指标(50)"), points_of_title("得分（20 分*执行率）"), points_of_title("年度绩效目标 1")
    ('40', '50', '20', None)
    """
    match = _POINTS.search(folded(title))
    return match and next(filter(None, match.groups()))


def without_points(title: str) -> str:
    """A head without its points: 产出指标（40 分） is 产出指标.

    >>> without_points("产出\\n指标（40 分）"), without_points("服务对象满意度指标 10分"), without_points("绩效（一）")
    ('产出指标', '服务对象满意度指标', '绩效（一）')
    """
    text = squash(title)
    return _POINTS.sub("", folded(text)) if points_of_title(title) else text


def unit_of_title(title: str) -> str:
    """The unit of the figures under a title, which it prints in brackets; empty where it prints none.

    >>> unit_of_title("执行率（%）"), unit_of_title("实际完成值（B）（单位：人次）"), unit_of_title("执行率（B/A）")
    ('%', '人次', '')
    """
    found = (match[1] for match in _BRACKETED.finditer(folded(title)))
    return next((unit for unit in found if unit == "%" or (not unit.isascii() and is_known(unit))), "")


def money_unit(title: str) -> str:
    """The unit of money that a title prints, empty where it prints none.

    >>> money_unit("预算执行情况（万元）（20 分）"), money_unit("金额单位：元"), money_unit("预算数（A）")
    ('万元', '元', '')
    """
    match = _UNIT.search(folded(title))
    return (match[1] or match[2]) if match else ""
