"""What a target or actual cell states: sign, figure and unit, or prose."""

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.errors import UnitError
from perfeval.values.figures import exact
from perfeval.values.quantities import (
    _ENDING_OF,
    _SIGN_OF,
    implied,
    read_actual,
    read_change,
    read_money,
    read_quantity,
    read_share,
    read_target,
    sign_and_unit_in,
)
from tests.strategies import COUNTED, SHARES, SIGNS, fractions, written

FIGURES = [
    ("20次（含）以上", ">=", "20", "次"),
    ("5个以下（含本数）", "<=", "5", "个"),
    # the seed's forms
    ("2 个", "", "2", "个"),
    ("100%", "", "100", "%"),
    ("≦365 天", "<=", "365", "天"),
    ("98%以上", ">=", "98", "%"),
    ("至少 20 次", ">=", "20", "次"),
    # published filings
    ("≥100百分比", ">=", "100", "百分比"),
    (">= 98 %(百分比)", ">=", "98", "%"),
    ("﹦ 72890 元", "=", "72890", "元"),
    ("﹦ 100 %", "=", "100", "%"),
    ("≥ 95 %", ">=", "95", "%"),
    ("≥50 万亩", ">=", "50", "万亩"),
    ("≥11.376万元", ">=", "11.376", "万元"),
    ("≤202.6万元", "<=", "202.6", "万元"),
    ("不少于800篇", ">=", "800", "篇"),
    ("15%及其以下", "<=", "15", "%"),
    ("550万粒", "", "550", "万粒"),
    ("80TB", "", "80", "TB"),
    ("5分钟", "", "5", "分钟"),
    ("= 100", "=", "100", ""),
    ("0起", "", "0", "起"),
    ("76.44", "", "76.44", ""),
    # signs as people write them
    ("≧90％", ">=", "90", "%"),
    ("≥１，０００　人", ">=", "1000", "人"),
    ("＞＝9０", ">=", "90", ""),
    ("=>5次", ">=", "5", "次"),
    ("≮5", ">=", "5", ""),
    ("≯5", "<=", "5", ""),
    ("⩽5", "<=", "5", ""),
    ("＞5", ">", "5", ""),
    ("＜5", "<", "5", ""),
    ("═3个", "=", "3", "个"),
    ("大于或等于3个", ">=", "3", "个"),
    ("不得低于90%", ">=", "90", "%"),
    ("不能超过5起", "<=", "5", "起"),
    ("控制在500万元以内", "<=", "500", "万元"),
    ("超过5次", ">", "5", "次"),
    ("低于5%", "<", "5", "%"),
    # words behind the figure
    ("5个工作日内", "<=", "5", "个工作日"),
    ("30天以内", "<=", "30", "天"),
    ("7日之内", "<=", "7", "日"),
    ("3000人次及以上", ">=", "3000", "人次"),
    ("10%以下", "<=", "10", "%"),
    ("≥3次以上", ">=", "3", "次"),
    ("95以上", ">=", "95", ""),
    ("3 以内", "<=", "3", ""),
    # units
    ("1,397.58万元", "", "1397.58", "万元"),
    ("1200元/户", "", "1200", "元/户"),
    ("3次/年", "", "3", "次/年"),
    ("≥500㎡", ">=", "500", "m2"),
    ("3 km²", "", "3", "km2"),
    ("≤35μg/m³", "<=", "35", "μg/m3"),
    ("30℃", "", "30", "°C"),
    ("12个月", "", "12", "个月"),
    ("100年", "", "100", "年"),
    ("5个百分点", "", "5", "个百分点"),
    ("200个行政村", "", "200", "个行政村"),
    ("≥-5%", ">=", "-5", "%"),
    ("100%。", "", "100", "%"),
    ("95%;", "", "95", "%"),
    ("==100%", "=", "100", "%"),
    # that the number itself is included
    ("≥95%（含）", ">=", "95", "%"),
    ("≥95%(含95%)", ">=", "95", "%"),
    ("≤5个（含5个）", "<=", "5", "个"),
    # words before and after the figure
    ("达到90%以上", ">=", "90", "%"),
    ("达95%", "", "95", "%"),
    ("满意度≥90%", ">=", "90", "%"),
    ("优良率达到90%以上", ">=", "90", "%"),
    ("满意度90%以上", ">=", "90", "%"),
    ("保持在95%以上", ">=", "95", "%"),
    ("确保100%", "", "100", "%"),
    ("已完成52人", "", "52", "人"),
    ("共52人", "", "52", "人"),
    ("完成不少于3次", ">=", "3", "次"),
    ("96%，超额完成", "", "96", "%"),
    ("100%（全部满意）", "", "100", "%"),
    ("100%完成", "", "100", "%"),
    # numerals
    ("三个", "", "3", "个"),
    ("十二期", "", "12", "期"),
    ("不少于一百零五户", ">=", "105", "户"),
    ("三万元", "", "3", "万元"),
    ("一年内", "<=", "1", "年"),
    ("零起", "", "0", "起"),
    # compound units
    ("530元/人*月", "", "530", "元/人/月"),
    ("530元/人·月", "", "530", "元/人/月"),
    ("≥530元/（人·月）", ">=", "530", "元/人/月"),
    ("≥60元/人.月", ">=", "60", "元/人/月"),
    ("≤5300元/户·年", "<=", "5300", "元/户/年"),
    ("20人·天", "", "20", "人·天"),
    ("34.6万元每公里", "", "34.6", "万元/公里"),
    ("每亩300元", "", "300", "元/亩"),
    ("人均不低于500元", ">=", "500", "元/人"),
    ("每年2次", "", "2", "次/年"),
]

PROSE = [
    "", "   ", "/", "完成", "较高", "达成预期指标",
    "撰写调研报告 1 篇", "全年认真组织召开至少 20 次政府常务会议", "提升10%", "分解落实 88 项责任事项", "到0次", "第O份",
    "757万平方米全覆盖", "约10个", "近100人", "10个左右", "2930余人次", "10多人", "50来人", "10-20个", "10~20", "5000+", "1/3",
    "2021年12月31日", "2021-12-31", "12月底之前完成", "11月底100%", "12月", "31日前", "10号", "3季度", "2023年", "1949年", "8点", "2023年完成拨付",
    "≤98%以上", ">3以上", "90%≤", "≥", "≥≥5", "1,23个", "1e5", "10²", "½", "①个", "5①", "7×24小时", "95%（含）", "≥９０%（较高）",
    "超过95%（含）", "≥95%（含96%）", "约五个", "30～50个", "五十余人", "十分满意", "一批", "二级", "一期", "三农", "一一个", "三月", "千人",
    "新建3个", "服务次数3次", "下降5%", "增长-0.3%", "96%，较好", "0（未开展）", "80%（预计）", "万元每", "每人", "每年", "95%+",
    "2023.12前", "12.31前", "9月前", "2023年底", "2023/12", "2023-12-20", "不晚于12.31",
    "5_000个", "5 个 村", "5个#", "1" * 41 + "个", "≥" + "1" * 60, "5" + "个" * 5,
]  # fmt: skip


@pytest.mark.parametrize(("cell", "sign", "value", "unit"), FIGURES)
def test_cells_that_are_figures(cell: str, sign: str, value: str, unit: str) -> None:
    """A whole cell of sign or word, figure and unit is read, in any of the ways people print it."""
    target = read_target(cell)
    assert target is not None
    assert (sign, exact(value), unit) == (target.sign, target.quantity.value, target.quantity.unit)
    assert cell.strip() == str(target.quantity)
    assert (sign in (">", "<")) is target.is_strict


@pytest.mark.parametrize("cell", PROSE)
def test_cells_that_are_prose(cell: str) -> None:
    """A figure inside a sentence, a date, about so many, or two bounds at once: the cell stays prose."""
    assert read_target(cell) is None


@given(st.sampled_from(["", *SIGNS]), fractions(-1000, places=4), st.sampled_from(("", *COUNTED, *SHARES)), st.data())
def test_every_way_to_write_a_figure(sign: str, value: Fraction, unit: str, data: st.DataObject) -> None:
    """Sign, number and unit are read back whatever word or spacing is used."""
    word = data.draw(st.sampled_from(SIGNS[sign])) if sign else ""
    before, between, after = (data.draw(st.sampled_from(("", " ", "　"))) for _ in range(3))
    target = read_target(f"{before}{word}{between}{written(value)}{after}{unit}")
    assert target is not None
    assert (sign, value, unit) == (target.sign, target.quantity.value, target.quantity.unit)


@given(st.text(max_size=80) | st.text("≥≤<>=0123456789.,%％个万元天以上内 （）/²", max_size=60))
def test_any_text_is_read_or_left_alone(cell: str) -> None:
    """Whatever stands in a cell, it is a figure that repeats the cell or it is prose; nothing is raised."""
    target = read_target(cell)
    assert target is None or cell.strip() == target.quantity.text
    quantity = read_quantity(cell)
    assert quantity is None or quantity.text == cell.strip()
    share = read_share(cell)
    assert share is None or quantity is not None


@pytest.mark.parametrize(
    "cell", ["1" + " " * 60 + "个", "≥" + " " * 10_000_000 + "5个", "达到" * 31 + "5个", "5个" + "。" * 60]
)
def test_no_figure_is_longer_than_sixty_characters(cell: str) -> None:
    """A longer cell is not searched: whatever its length, as much is done as for sixty characters."""
    assert read_target(cell) is None
    assert read_actual(cell) is None


@given(
    st.sampled_from(("达到", "已完成", "共", "实现", "确保", "满意度")),
    st.sampled_from(("", *SIGNS)),
    fractions(places=2),
    st.data(),
)
def test_words_before_a_figure_change_nothing(lead: str, sign: str, value: Fraction, data: st.DataObject) -> None:
    """What is read behind 达到 or 满意度 is what is read without it."""
    word = data.draw(st.sampled_from(SIGNS[sign])) if sign else ""
    alone = read_target(f"{word}{written(value)}%")
    found = read_target(f"{lead}{word}{written(value)}%")
    assert alone is not None
    assert found is not None
    assert (alone.sign, alone.quantity.value, alone.quantity.unit) == (
        found.sign,
        found.quantity.value,
        found.quantity.unit,
    )


WITHIN = {
    ">=": Fraction.__ge__,
    "<=": Fraction.__le__,
    ">": Fraction.__gt__,
    "<": Fraction.__lt__,
    "=": Fraction.__eq__,
}


@given(st.sampled_from(["", *SIGNS]), st.integers(0, 6), st.sampled_from(list(SIGNS)), st.integers(0, 6))
def test_a_bound_answers_where_every_number_in_it_does(sign: str, asked: int, bound: str, known: int) -> None:
    """Met where all that the bound allows meets the target, not met where none does, open elsewhere."""
    allowed = [n for n in (Fraction(half, 2) for half in range(-40, 60)) if WITHIN[bound](n, Fraction(known))]
    met = {WITHIN[sign or ">="](n, Fraction(asked)) for n in allowed}
    expected = met.pop() if len(met) == 1 else None
    assert expected is implied(sign, Fraction(asked), bound, Fraction(known))


@pytest.mark.parametrize(
    ("name", "unit"),
    [("作业道长度（公里）", "公里"), ("合格率(%)", "%"), ("投资额（单位：万元）", "万元"), ("标准（元/人·月）", "元/人/月"), ("培训（线上）", ""),
     ("面积（亩）完成", ""), ("人数", ""), ("（2023年）", ""), ("x" * 700 + "（公里）", "")],
)  # fmt: skip
def test_the_unit_in_a_name(name: str, unit: str) -> None:
    """Only a unit that is known, in brackets at the end, is the row's unit."""
    assert ("", unit) == sign_and_unit_in(name)


@pytest.mark.parametrize(
    ("name", "found"),
    [("苗木成活率（≥**%）", (">=", "%")), ("总投入（≤**万元）", ("<=", "万元")), ("补助（≤元/亩）", ("<=", "元/亩")), ("事故（＝＊起）", ("=", "起")),
     ("人数(≥__人)", (">=", "人")), ("合格率（≥95%）", ("", "")), ("培训（**）", ("", "")), ("长度（≥乙公里）", ("", ""))],
)  # fmt: skip
def test_the_sign_in_a_name(name: str, found: tuple[str, str]) -> None:
    """A form prints it with a blank for the figure; what has a figure of its own is no blank."""
    assert found == sign_and_unit_in(name)


class TestActuals:
    @pytest.mark.parametrize(
        ("cell", "value", "unit"), [("270 天", "270", "天"), ("100%", "100", "%"), ("8535.5亩", "8535.5", "亩")]
    )
    def test_figure(self, cell: str, value: str, unit: str) -> None:
        """An actual value is a figure without sign."""
        quantity = read_quantity(cell)
        assert quantity is not None
        assert (exact(value), unit) == (quantity.value, quantity.unit)

    @pytest.mark.parametrize("cell", ["≥266米", "=100%", "15%及其以下", "至少5次", "好", "2859余篇"])
    def test_no_figure(self, cell: str) -> None:
        """A bound or prose is no actual value."""
        assert read_quantity(cell) is None

    def test_converts(self) -> None:
        """A figure converts into units of its kind, exactly, and into no other."""
        quantity = read_quantity("1.5亩")
        assert quantity is not None
        assert 1000 == quantity.to("平方米")
        with pytest.raises(UnitError, match="“亩”与“元”不能换算"):
            quantity.to("元")

    @pytest.mark.parametrize(
        ("cell", "share", "adds"), [("98%", True, False), ("3个", False, True), ("3 天", False, None)]
    )
    def test_measure(self, cell: str, share: bool, adds: bool | None) -> None:
        """The unit tells whether figures are relative, absolute, or neither for certain."""
        quantity = read_quantity(cell)
        assert quantity is not None
        assert (share, adds) == (quantity.is_share, quantity.adds_up)


class TestMoney:
    @pytest.mark.parametrize(
        ("amount", "in_yuan"),
        [("500", 5_000_000), (500, 5_000_000), (Decimal("1397.58"), 13_975_800), ("1,397.58 万元", 13_975_800),
         ("2亿元", 200_000_000), ("6,200,600元", 6_200_600), ("0", 0), ("-3万元", -30_000), (Fraction(1, 8), 1250)],
    )  # fmt: skip
    def test_read(self, amount: Any, in_yuan: int) -> None:
        """An amount without unit is in 万元, as the forms print it."""
        assert in_yuan == read_money(amount).to("元")

    @pytest.mark.parametrize(
        "amount",
        ["five", "", "≤500万元", "500个", "500万美元", "500万", "500%", "五百万元", "完成500万元", Fraction(1, 3)],
    )
    def test_refused(self, amount: Any) -> None:
        """What is no amount of money is refused."""
        with pytest.raises(ValueError):
            read_money(amount)

    def test_floats_are_refused(self) -> None:
        """A float is a TypeError."""
        with pytest.raises(TypeError, match="a float is not exact"):
            read_money(500.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("100%", "1"), ("99.5%", "0.995"), ("995‰", "0.995"), ("99.97", "0.9997"), ("0", "0"), ("0%", "0"), ("120%", "1.2"),
     ("95百分比", "0.95"), ("1%", "0.01"), ("-5%", "-0.05")],
)  # fmt: skip
def test_shares(cell: str, expected: str) -> None:
    """A rate is a fraction of one, printed with or without its sign."""
    assert exact(expected) == read_share(cell)


@pytest.mark.parametrize("cell", ["1", "0.85", "较高", "≥90%", "90个", "90个百分点", "", "百分之九十"])
def test_cells_that_are_no_share(cell: str) -> None:
    """1 may be 1 % or 100 %, a percentage point is no share: nothing is guessed."""
    assert read_share(cell) is None


# --- every word and sign, one by one ------------------------------------------------------------------------------

BEFORE = {
    ">=": "≥ ≧ >= => ⩾ ≮ ＞＝ 不少于 不低于 不小于 不得少于 不得低于 不能少于 不能低于 至少 最少 最低 大于等于 大于或等于",
    "<=": "≤ ≦ <= =< ⩽ ≯ ＜＝ 不超过 不高于 不大于 不多于 不得超过 不得高于 不能超过 不超出 至多 最多 最高 小于等于 小于或等于 控制在",
    ">": "> ＞ 大于 超过 高于 多于",
    "<": "< ＜ 小于 低于 少于",
    "=": "= == ＝ ﹦ ═ 等于",
}
BEHIND = {">=": "及以上 及其以上 或以上 以上", "<=": "及以下 及其以下 或以下 以下 及以内 以内 之内 内"}


@pytest.mark.parametrize(("sign", "word"), [(sign, word) for sign, words in BEFORE.items() for word in words.split()])
def test_each_word_before_a_figure(sign: str, word: str) -> None:
    """Beside the figure or apart from it; with a decimal, and with a share."""
    for cell, value, unit in (
        (f"{word}20次", "20", "次"),
        (f"{word} 20 次", "20", "次"),
        (f"{word}95.5%", "95.5", "%"),
    ):
        target = read_target(cell)
        assert target is not None, cell
        assert (sign, exact(value), unit) == (target.sign, target.quantity.value, target.quantity.unit)


@pytest.mark.parametrize(("sign", "word"), [(sign, word) for sign, words in BEHIND.items() for word in words.split()])
def test_each_word_behind_a_figure(sign: str, word: str) -> None:
    for cell, value, unit in (
        (f"20次{word}", "20", "次"),
        (f"20 次 {word}", "20", "次"),
        (f"95.5%{word}", "95.5", "%"),
    ):
        target = read_target(cell)
        assert target is not None, cell
        assert (sign, exact(value), unit) == (target.sign, target.quantity.value, target.quantity.unit)


def test_every_word_has_been_tried() -> None:
    """No word is read that stands in no test."""
    tried = {word for words in (*BEFORE.values(), *BEHIND.values()) for word in words.split()}
    assert {*_SIGN_OF, *_ENDING_OF} <= tried


@pytest.mark.parametrize(("before", "behind"), [("≤", "以上"), ("不低于", "以内"), (">", "及以上")])
def test_two_words_that_differ_say_nothing(before: str, behind: str) -> None:
    """≤98%以上; ≥98%以上 says one thing twice."""
    assert read_target(f"{before}98%{behind}") is None
    assert ">=" == read_target("≥98%以上").sign  # type: ignore[union-attr]


# --- a bound beside a target --------------------------------------------------------------------------------------

HOLDS: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq, "": operator.ge,
}  # fmt: skip


@pytest.mark.parametrize("asked", [8, 10, 12])
@pytest.mark.parametrize("bound", [">=", "<=", ">", "<", "="])
@pytest.mark.parametrize("target", [*HOLDS])
def test_a_bound_answers_a_target_where_all_its_numbers_do(target: str, bound: str, asked: int) -> None:
    """Every number from 0 to 20 that the bound leaves open, and none: what the answer must be, counted out."""
    possible = [number for number in range(21) if HOLDS[bound](number, 10)]
    met = {HOLDS[target](number, asked) for number in possible}
    expected = met.pop() if len(met) == 1 else None
    assert expected is implied(target, Fraction(asked), bound, Fraction(10))


def test_a_fall_of_less_than_one_percent_is_a_fall() -> None:
    """A fall of less than nothing says nothing."""
    fall = read_change("下降0.5%")
    assert fall is not None
    assert Fraction(-1, 2) == fall.quantity.value
    assert read_change("下降-0.5%") is None


@pytest.mark.parametrize(
    ("cell", "unit"), [("≥1899年", "年"), ("≥1900年", None), ("≥2100年", None), ("≥2101年", "年"), ("≥30年", "年")]
)
def test_a_year_of_the_calendar_is_no_figure(cell: str, unit: str | None) -> None:
    """A term of years is one."""
    found = read_target(cell)
    assert unit == (found and found.quantity.unit)


@pytest.mark.parametrize("cell", ["下降5%×", "×", "下降", "下降0.5"])
def test_what_is_no_change_rate(cell: str) -> None:
    assert None is read_change(cell)


def test_a_fall_below_one_percent() -> None:
    change = read_change("下降0.5%。")
    assert change is not None
    assert Fraction(-1, 2) == change.quantity.value
