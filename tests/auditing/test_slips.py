"""Which reading explains a deviant score: each slip explains the score that people get by it, and no other."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from perfeval import Execution, audit, load_profile
from perfeval.auditing.slips import SLIPS, Deviation, first_slip
from perfeval.values.figures import Figure
from tests.samples import judgement, quantity, table


def told(row: Any = None, execution: Execution | None = None, profile: str = "hubei-wuhan") -> str:
    """What the finding on the row's score, or on execution's, says behind the two scores."""
    rows = (row,) if row else ()
    more = {"execution": execution} if execution else {}
    rules = ["score-mismatch", "execution-score-mismatch"]
    (finding,) = audit(table(*rows, profile=profile, **more), select=rules).findings
    return finding.message.partition("分。")[2]


def row(target: str, actual: str, weight: Any, printed: Any) -> Any:
    return quantity(target, actual, weight, published_score=printed)


EXPLAINED = {
    "rounded to an integer": (row("≥100%", "86.2%", 10, 9), "8.62 四舍五入取整数。"),
    "rounded to one decimal": (row("≥100%", "86.2%", 10, "8.6"), ""),  # the table's own digits: a note
    "cut to two decimals": (row("≥1000米", "977.7米", 10, "9.77"), "9.777 截到 2 位小数，没有四舍五入。"),
    "cut to an integer": (row("≥1000个", "977个", 10, 9), "9.77 截到整数，没有四舍五入。"),
    "rate rounded first": (row("≥1000人", "498.8人", 20, 10), "9.976 四舍五入取整数。"),
    "rate to whole percent first": (row("≥1000人", "494人", 30, "14.7"), "先把完成率取成 49% 再乘 30 分。"),
    "target forgotten": (row("≥98%", "98%", 20, "19.6"), "98% × 20 = 19.6：漏除了目标值。"),
    "target forgotten, missed": (row("≥98%", "90%", 20, 18), "18.3673… 四舍五入取整数。"),
    "target forgotten, two decimals": (row("≥98%", "90.5%", 30, "27.15"), "90.5% × 30 = 27.15：漏除了目标值。"),
    "without the cap": (row("≥20个", "27个", 10, "13.5"), "10 × B/A = 13.5，没有以权重封顶。"),
    "reverse as forward": (row("≤365天", "270天", 10, "7.4"), "把反向指标按正向指标计：10 × B/A = 7.3972…。"),
    "missed reverse as forward": (
        row("≤90天", "180天", 10, 10),
        "把反向指标按正向指标计：10 × B/A = 20，以权重封顶为 10 分。",
    ),
    "forward as reverse": (row("≥20个", "25个", 10, 8), "把正向指标按反向指标计：10 × A/B = 8。"),
    "full marks": (row("≥20个", "9个", 10, 10), "把正向指标按反向指标计：10 × A/B = 22.2222…，以权重封顶为 10 分。"),
    "linear reverse": (row("≤100万元", "137万元", 10, "6.3"), "按线性公式（1 −（B − A）÷ A）× 权重计。"),
    "weighted twice": (row("≥98%", "100%", 25, "6.25"), "得分又乘了一次权重（25%）。"),
    "a flat deduction": (row("=72890元", "72890元", 10, "9.0"), "没有按完成率计，从满分 10 分里扣了 1 分整。"),
    "a flat deduction of a half": (row("≥20个", "13个", 5, "4.5"), "没有按完成率计，从满分 5 分里扣了 0.5 分整。"),
    "nothing": (row("≥20个", "13个", 10, "7.77"), ""),
}


@pytest.mark.parametrize(("filed", "words"), EXPLAINED.values(), ids=EXPLAINED)
def test_a_row(filed: Any, words: str) -> None:
    """The smallest misunderstanding that gives the printed score is told; where none does, nothing is."""
    assert words == told(filed)


EXECUTION = {
    "the printed rate": ({"published_rate": "98%", "published_score": "19.6"}, "按所印执行率 98% 计。"),
    "full marks": ({"published_rate": "94.54%", "published_score": 20}, "没有按执行率计，直接记了满分。"),
    "cut to an integer": ({"published_score": 18}, "18.9074… 截到整数，没有四舍五入。"),
    "rate to one decimal first": ({"published_score": "18.9"}, ""),
    "a flat deduction": ({"published_score": "18.5"}, "没有按执行率计，从满分 20 分里扣了 1.5 分整。"),
}


@pytest.mark.parametrize(("cells", "words"), EXECUTION.values(), ids=EXECUTION)
def test_execution(cells: dict[str, Any], words: str) -> None:
    """The same for execution, by the printed rate or with another profile's points."""
    block = Execution(**({"budget": "2960万元", "executed": "2798.30万元"} | cells))
    assert words == told(execution=block)


def test_execution_by_another_profiles_points() -> None:
    """Where the form prints no points of its own."""
    block = Execution(budget="2960万元", executed="2798.30万元", published_score="9.45")
    assert re.fullmatch("按 .*的预算执行 10 分计。", told(execution=block))
    assert "" == told(execution=evolve(block, weight=20, published_score="9.45"))


def test_execution_by_half_percent() -> None:
    """49.88 % shown as 50 %, so 5 of 10."""
    block = Execution(budget="10000万元", executed="4988.4万元", weight=30, published_score=15)
    assert "14.9652 四舍五入取整数。" == told(execution=block)
    block = Execution(budget="10000万元", executed="4988.4万元", weight=45, published_score="22.5")
    assert "先把执行率取成 50% 再乘 45 分。" == told(execution=block)


def test_a_judged_row_by_another_profiles_band() -> None:
    """A share that another shipped profile's band of the same name would allow."""
    filed = judgement("部分达成预期指标", published_score="5.5")
    (finding,) = audit(table(filed, profile="mof-2020"), select=["rate-outside-band"]).findings
    assert "；却在 hubei-wuhan" in finding.message
    assert "的 80%—50%（含 50%） 之内" in finding.message


def test_every_slip_explains_something() -> None:
    """No slip stands in the tuple for nothing."""
    words = [text for _, text in (*EXPLAINED.values(), *EXECUTION.values())]
    signs = {
        "by_printed_rate": "按所印执行率",
        "rounded_coarsely": "四舍五入取整数",
        "truncated": "没有四舍五入",
        "rate_rounded_first": "先把",
        "target_forgotten": "漏除了目标值",
        "no_cap": "没有以权重封顶",
        "other_direction": "按正向指标计",
        "full_marks": "直接记了满分",
        "linear_reverse": "线性公式",
        "weighted_twice": "又乘了一次权重",
        "other_profile": "",
        "flat_deduction": "分整",
    }
    assert [*signs] == [slip.__name__ for slip in SLIPS]
    for sign in signs.values():
        assert any(sign in text for text in words), sign


def test_a_flat_deduction_is_looked_for_near_the_printed_score() -> None:
    """A weight may be of any size: nothing is tried point by point. Two decimals, none, and half the weight, which is the most."""
    huge = Deviation(
        printed=Figure.read("30"),
        weight=Fraction(2**63),
        exact=Fraction(9),
        score=Decimal(9),
        profile=load_profile("mof-2020"),
    )
    assert "" == first_slip(huge)
    assert "扣了 1 分整" in first_slip(evolve(huge, printed=Figure.read("8.33"), weight=Fraction("9.333")))
    assert "扣了 5 分整" in first_slip(evolve(huge, printed=Figure.read("5"), weight=Fraction(10)))
    assert "" == first_slip(evolve(huge, printed=Figure.read("4.5"), weight=Fraction(10)))
