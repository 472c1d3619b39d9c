"""Figures inside a sentence: those with a unit count; dates, years, ordinals and numbers of documents do not."""

import pytest

from perfeval.auditing.sentences import figures_in, same_measure, tells_completion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023 年召开至少 20 次常务会议", ["20次"]),
        ("第3批资金于5月20日前拨付", []),
        ("《2022 年报告》印发30份", ["30份"]),
        ("依据鄂财绩〔2023〕5号", []),
        ("一周内办结", ["一周"]),
        ("十五个工作日内办结", ["十五个工作日"]),
        ("二十一天之内", ["二十一天"]),
        ("1,2,3 人", []),
        ("１００％", ["100%"]),
        ("资金1,200.50万元", ["1,200.50万元"]),
        ("良好", []),
    ],
)
def test_figures_of_a_sentence(text: str, expected: list[str]) -> None:
    """As they are written, full-width digits as plain ones."""
    assert expected == [str(quantity) for quantity in figures_in(text)]


def test_what_measures_the_same() -> None:
    """天 and 小时, not 天 and 次."""
    (days,), (hours,), (times,) = (figures_in("3天"), figures_in("30小时"), figures_in("3次"))
    assert same_measure(days, hours)
    assert not same_measure(days, times)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资金拨付率达100%", True),
        ("完成率98.5%", True),
        ("满意率达 100%", False),
        ("完成100%，合格率95%", False),
        ("拨付", False),
    ],
)
def test_what_says_how_much_is_done(text: str, expected: bool) -> None:
    """A rate of completion, not any share."""
    assert expected is tells_completion(text)
