"""Explanations: sentences that a clerk can copy, with the clause, the formula and its figures."""

from typing import Any

import pytest

from perfeval import Part, load_profile, score
from tests.overlay import practices
from tests.samples import judgement, quantity, result, table


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        (
            quantity("≥20个", "18个"),
            "“培训人数”：正向指标，权重 10 分，目标值“≥20个”，实际完成值“18个”。"
            "依据备注2，得分 = 权重 × B ÷ A = 10 × 18个 ÷ 20个 = 9 分。",
        ),
        (
            quantity("≦365 天", "400天"),
            "“培训人数”：反向指标，权重 10 分，目标值“≦365 天”，实际完成值“400天”。依据备注2，得分 = 权重 × A ÷ B = "
            "10 × 365天 ÷ 400天 = 9.125 分。四舍五入保留 2 位小数，得 9.13 分。",
        ),
        (
            quantity("≦365 天", "270天"),
            "“培训人数”：反向指标，权重 10 分，目标值“≦365 天”，实际完成值“270天”。依据备注2，得分 = 权重 × A ÷ B = "
            "10 × 365天 ÷ 270天 = 13.5185…，超过权重；得分不得突破权重总额，计 10 分。",
        ),
        (
            quantity("≤5起", "0"),
            "“培训人数”：反向指标，权重 10 分，目标值“≤5起”，实际完成值“0”。依据备注2，已达到目标值，计满分 10 分。"
            "实际完成值“0”没有写单位，按目标值的单位“起”计。",
        ),
        (
            quantity("=4个", "5个"),
            "“培训人数”：等于指标，权重 10 分，目标值“=4个”，实际完成值“5个”。依据本项目的理解，得分 = 权重 × B ÷ A = "
            "10 × 5个 ÷ 4个 = 12.5，超过权重；得分不得突破权重总额，计 10 分。"
            "完成值超过“=”的目标值，按达到计满分（本项目的理解）。",
        ),
        (
            quantity("≤0起", "2起"),
            "“培训人数”：反向指标，权重 10 分，目标值“≤0起”，实际完成值“2起”。依据备注2，得分 = 权重 × A ÷ B = "
            "10 × 0起 ÷ 2起 = 0 分。目标值为不超过 0，完成值大于 0，A/B 为 0，得 0 分。",
        ),
        (
            judgement("部分达成", "66.666%", actual="一般"),
            "“群众满意度”：定性指标，权重 10 分，目标值“较高”，实际完成值“一般”。依据备注3，评为"
            "“部分达成预期指标并具有一定效果”，分值区间 80%—50%（含 50%），取 66.666%：得分 = 10 × 66.666% = 6.6666 分。"
            "四舍五入保留 2 位小数，得 6.67 分。",
        ),
        (quantity("5个", applicable=False, reason="未开展"), "“培训人数”不适用：未开展。"),
        (quantity("5个"), "“培训人数”未能确定得分：没有实际完成值（B）。"),
        (quantity("5个", "5个", weight=None), "“培训人数”未能确定得分：没有权重（分值）。"),
        (quantity("5个", "较多"), "“培训人数”未能确定得分：实际完成值“较多”不是数字加单位的写法，读不出数。"),
        (
            judgement("达成预期指标"),
            "“群众满意度”未能确定得分：评为“达成预期指标”，没有写明在 100%—80%（含 80%） 内取多少，规则不代为选定。",
        ),
        (
            judgement("达成预期指标", "79.9999%"),
            "“群众满意度”未能确定得分：评为“达成预期指标”，区间为 100%—80%（含 80%），写明的比例 79.9999% 不在其内。",
        ),
        (
            judgement(None, "90%"),
            "“群众满意度”未能确定得分：没有定性评判档次（评判档次取其一：达成预期指标、部分达成预期指标并具有一定效果、"
            "未达成预期指标且效果较差）。",
        ),
    ],
)
def test_rows(row: Any, sentences: str) -> None:
    """The whole account of a row, word for word."""
    assert sentences == result(row).explanation


def test_execution() -> None:
    """The true rate is told beside the capped points."""
    card = score(table(budget="1397.58万元", executed="2019.84万元"))
    assert card.execution.explanation == (
        "预算执行率 = 执行数（B）÷ 预算数（A）= 2019.84万元 ÷ 1397.58万元 = 144.52%。依据表头，得分 = 20 分 × 执行率 = "
        "20 × 2019.84 ÷ 1397.58 = 28.9048…，超过权重；得分不得突破权重总额，计 20 分。"
        "执行数大于预算数，请核对预算数（A）是否为调整后预算（包括上年结余结转）。"
    )


def test_parts() -> None:
    """How parts were combined: each figure with its funds, the sum of which divides."""
    parts = (Part(name="王家河街道", funds="100万元"), Part(name="木兰乡", funds="300万元"))
    row = quantity("≥90%", actuals={"王家河街道": "90%", "木兰乡": "80%"})
    assert (
        "实际完成值汇总（相对值，按资金额度加权平均）：（王家河街道 90% × 100万元 + 木兰乡 80% × 300万元）÷ 400万元 = 82.5%。"
        in result(row, parts=parts).explanation
    )
    row = quantity("≥40个", actuals={"王家河街道": "30个", "木兰乡": "10个"})
    assert (
        "实际完成值汇总（绝对值，累加）：王家河街道 30个 + 木兰乡 10个 = 40个。" in result(row, parts=parts).explanation
    )
    judged = judgement("达成", None, rates={"王家河街道": "100%", "木兰乡": "90%"})
    assert (
        "依据备注3，各部分得分按资金额度加权平均：（王家河街道 10分（达成预期指标 100%）× 100万元 + "
        "木兰乡 9分（达成预期指标 90%）× 300万元）÷ 400万元 = 9.25 分。" in result(judged, parts=parts).explanation
    )


def test_deduction() -> None:
    """What people took off is told after the rounding, with the clause that allows it."""
    row = result(quantity("3个", "2个", deduct="1.5"), profile="mof-2020")
    assert row.explanation.endswith(
        "= 6.6666… 分。依据超额完成，扣减 1.5 分（不低于 0 分），实得 5.1666… 分。四舍五入保留 2 位小数，得 5.17 分。"
    )


def test_over_achieved() -> None:
    """The note tells by how much, and the clause that asks for a reason."""
    row = result(quantity("≥75个", "100个"), profile="mof-2020")
    assert row.explanation.endswith("完成情况为目标的 133.33%，超过 130%，应分析说明原因（超额界限）。")
    row = result(quantity("≥100000个", "130001个"), profile="mof-2020")
    assert "完成情况为目标的 130.001%，超过 130%" in row.explanation


def test_clauses_stand_beside_the_sentences() -> None:
    """Each step names the clause of the profile that it rests on."""
    row = result(quantity("≥20个", "18个"))
    assert ["表头", "备注2"] == [step.clause for step in row.steps]
    assert "备注2" == row.clause


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [("20个", "达到目标值 10个 的两倍，不得分，计 0 分。"), ("10个", "完成值 10个 不超过目标值 10个，计满分 10 分。")],
)
def test_the_ends_of_a_straight_line(actual: str, sentence: str) -> None:
    card = score(table(quantity("≤10个", actual)), profile=load_profile(practices()["observed-pmkpi"]))
    assert sentence in card.rows[0].explanation


@pytest.mark.parametrize("row", [quantity("≤5处", "5处", 0, deduct=2), quantity("0处", "2处", 0, deduct=2)])
def test_a_deduction_from_no_points_is_not_passed_over(row: Any) -> None:
    """减分指标 has no points of its own: what was taken off beside it is said not to count, whether or not the row has a score."""
    found = result(row, profile="mof-2020")
    assert ["deduct-without-points"] == [note.code for note in found.notes]
    assert "本行不占分值，所写的扣分 2 分没有计入总分：请写在所扣的那一行。" in found.explanation
