"""预算执行情况 of a form: heads with the row of all money under them and its parts, or labels beside their values."""

import pytest

from tests.read.forms.pages import block

NAME = "项目名称 乡村振兴"


def test_heads_over_the_row_of_all_money() -> None:
    """Amounts in the unit of the block, points and score beside; the sources under it."""
    form = block(
        NAME,
        "项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分",
        "年度资金总额 120 100 90 10 90% 9",
        "其中：财政拨款 100 80 70 - 87.5% -",
        "其他资金 20 20 20 - 100% -",
    )
    execution = form.evaluation.execution
    assert execution
    assert ("120万元", "100万元", "90万元") == (str(execution.initial), str(execution.budget), str(execution.executed))
    assert ("90%", 10, "9") == (execution.published_rate, execution.weight, execution.published_score)
    funds = [(fund.name, str(fund.initial), str(fund.budget), str(fund.executed)) for fund in execution.funds]
    assert [("其中：财政拨款", "100万元", "80万元", "70万元"), ("其他资金", "20万元", "20万元", "20万元")] == funds
    assert () == form.unread


@pytest.mark.parametrize(
    ("row", "budget", "rate"),
    [
        ("预算数（万元） 100 执行数（万元） 90 执行率 90%", "100万元", "90%"),
        ("预算数（元） 1000000 执行数（元） 900000 执行率（%） 90", "1000000元", "90%"),
        ("预算数 100万元 执行数 90万元 执行率 90%", "100万元", "90%"),
    ],
)
def test_labels_beside_their_values(row: str, budget: str, rate: str) -> None:
    """The unit, and the sign of a rate, stand in the label or in the cell."""
    execution = block(NAME, row).evaluation.execution
    assert execution
    assert (budget, rate) == (str(execution.budget), execution.published_rate)


def test_an_amount_in_words_is_told() -> None:
    """It is no figure that could be scored."""
    form = block(NAME, "预算数（万元） 一百 执行数（万元） 90 执行率 90%")
    assert form.evaluation.execution
    assert (None, "90万元") == (form.evaluation.execution.budget, str(form.evaluation.execution.executed))
    assert ["表 1 第 2 行第 2 格：“一百”：没有看懂，未录入"] == [str(unread) for unread in form.unread]
