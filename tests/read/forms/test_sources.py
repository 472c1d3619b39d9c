"""预算执行情况 with the sources of the money in columns."""

from tests.read.forms.pages import block


def test_an_amount_a_row() -> None:
    """合计 is the whole, each source a fund."""
    rows = ("资金来源 合计 中央 省级 市级", "预算数 100 50 30 20", "执行数 90 45 25 20")
    execution = block("项目名称 乡村振兴", *rows).evaluation.execution
    assert execution
    assert ("100", "90") == (str(execution.budget), str(execution.executed))
    funds = [(fund.name, str(fund.budget), str(fund.executed)) for fund in execution.funds]
    assert [("中央", "50", "45"), ("省级", "30", "25"), ("市级", "20", "20")] == funds


def test_without_a_whole_nothing_is_added_up() -> None:
    """The sources stand, and what is missing is told."""
    form = block("项目名称 乡村振兴", "资金来源 中央 省级", "预算数 50 30", "执行数 45 25")
    assert form.evaluation.execution
    assert (None, 2) == (form.evaluation.execution.budget, len(form.evaluation.execution.funds))
    assert any("各来源没有印合计" in str(unread) for unread in form.unread)
