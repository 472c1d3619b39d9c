"""When a reason is due, and whether a cell gives one."""

import re

from perfeval.auditing.case import Line
from perfeval.auditing.printed import blank
from perfeval.forms.model import QuantitativeIndicator
from perfeval.scoring.wording import far

_NOTHING = re.compile(
    r"(?:无|没有|不存在|未出现|不适用)(?:偏差|偏离|原因|说明)?|.*(?:无|没有|不存在|未出现)(?:较大|明显)?(?:偏差|偏离)"
)


def explains(text: str) -> bool:
    """Whether a cell gives a reason; 无, /, 无偏差 do not.

    >>> explains("目标已完成，无偏差。"), explains("受汛期影响，两场培训推迟到次年。")
    (False, True)
    """
    words = "".join(text.split()).strip("。.；;，,！!")
    return not blank(words) and not _NOTHING.fullmatch(words)


def overshoots(line: Line) -> tuple[str, str]:
    """How far a row that reached its target is beyond the profile's bound, in words; it is (`Line.is_far`)."""
    row, reading = line.row, line.reading
    assert isinstance(row, QuantitativeIndicator)
    assert reading is not None
    assert reading.target is not None
    assert reading.actual is not None
    return far("over-achieved", row.resolved_direction, reading.target, reading.actual, line.profile)
