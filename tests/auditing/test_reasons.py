"""When a reason is due, and whether a cell gives one."""

from fractions import Fraction

import pytest

from perfeval import Execution, load_profile
from perfeval.auditing.reasons import explains
from perfeval.profiles import shipped
from tests.auditing.asking import found, own, skipped
from tests.samples import quantity, table

LINHE = "对未完成绩效目标或偏离绩效目标较大的项目要分析并说明原因（临河区 2023 年通知）"


@pytest.mark.parametrize("name", shipped())
def test_what_asks_for_a_reason_is_the_profiles_own_clause_or_a_notice_by_name(name: str) -> None:
    """No profile is made to say what it does not: the words of a notice that it does not cite carry the notice's name."""
    own_clause = {"mof-2020": "偏离说明", "sichuan-pidu-2025": "逐条分析"}
    (missed,) = found(table(quantity("≥10场", "9场")), "reason-missing", profile=load_profile(name))
    assert own_clause.get(name, LINHE) == missed.clause


@pytest.mark.parametrize(("executed", "asked"), [("89.99万元", 1), ("90万元", 0)])
def test_a_rate_below_the_profiles_bound_needs_a_reason(executed: str, asked: int) -> None:
    """Sichuan's forms ask below 90 %."""
    profile = own(execution_explain_below=Fraction(9, 10))
    filed = table(executed=executed)
    assert asked == len(found(filed, "reason-missing", profile=profile))
    assert ["没有执行率"] == skipped(table(execution=Execution()), "reason-missing", profile=profile)


def test_a_completion_just_above_the_bound() -> None:
    """Never told in the bound's own digits."""
    filed = table(quantity("≥100000份", "130001份"))
    (finding,) = found(filed, "over-achieved", profile=load_profile("mof-2020"))
    assert ("≤130%", "130.001%") == (finding.expected, finding.found)


@pytest.mark.parametrize(
    ("text", "given"),
    [("", False), ("/", False), ("无", False), ("无。", False), ("无偏差", False), ("目标已完成，无偏差。", False), ("不存在较大偏差", False),
     ("没有偏离", False), ("受汛期影响推迟。", True), ("无法采购到合格产品", True)],
)  # fmt: skip
def test_what_counts_as_a_reason(text: str, given: bool) -> None:
    """无 and its like do not."""
    assert given is explains(text)
