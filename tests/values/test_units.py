"""Units convert where they measure the same thing, by exact factors, and nowhere else."""

from fractions import Fraction
from importlib.resources import files
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.errors import UnitError
from perfeval.values.units import factor, is_additive, is_known, is_share, with_noun

FAMILIES = (
    ("元", "万元", "亿元", "角", "人民币", "千元", "百万元"),
    ("天", "日", "周", "小时", "分钟", "秒"),
    ("个月", "季度", "年", "个季度"),
    ("米", "公里", "厘米", "毫米", "km", "KM", "千米"),
    ("平方米", "公顷", "亩", "平方公里", "万亩", "m2", "km2", "平米"),
    ("%", "‰", "百分比", "%(百分比)", "比值"),
    ("吨", "千克", "克", "斤", "公斤", "万吨"),
    ("立方米", "升", "毫升", "m3"),
    ("人", "名", "万人"),
    ("万元/户", "元/户", "元/万户"),
    ("个村", "万个村"),
    ("百分点", "个百分点"),
    ("", "万", "亿"),
)
same_family = st.sampled_from(FAMILIES).flatmap(lambda family: st.tuples(*[st.sampled_from(family)] * 3))


@given(same_family)
def test_conversion_is_consistent(units: tuple[str, str, str]) -> None:
    """There and back is nothing, and a detour makes no difference."""
    a, b, c = units
    assert 1 == factor(a, b) * factor(b, a)
    assert factor(a, b) * factor(b, c) == factor(a, c)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("万元", "元", 10000),
        ("亿元", "万元", 10000),
        ("亩", "公顷", Fraction(1, 15)),
        ("平方公里", "亩", 1500),
        ("‰", "%", Fraction(1, 10)),
        ("%(百分比)", "%", 1),
        ("年", "个月", 12),
        ("周", "天", 7),
        ("斤", "吨", Fraction(1, 2000)),
        ("元/平方米", "万元/亩", Fraction(2000, 3) / 10000),
        ("万人次", "人次", 10000),
        ("万", "", 10000),
        ("册", "册", 1),
        ("没有这个单位", "没有这个单位", 1),
    ],
)
def test_exact_factors(source: str, target: str, expected: Fraction) -> None:
    """A conversion multiplies by the exact factor: 15 亩 are one 公顷, to the last digit."""
    assert expected == factor(source, target)


@pytest.mark.parametrize(
    ("one", "other"),
    [("个", "次"), ("人", "人次"), ("万元", "万美元"), ("天", "工作日"), ("个月", "天"), ("年", "天"), ("元/户", "元"),
     ("%", "百分点"), ("个村", "个"), ("元/户", "户/元"), ("元**2", "元"), ("1000*元", "元")],
)  # fmt: skip
def test_other_kinds_do_not_convert(one: str, other: str) -> None:
    """What measures different things is refused, naming both; a unit's text is never computed."""
    with pytest.raises(UnitError, match="不能换算") as caught:
        factor(one, other)
    assert f"“{one}”与“{other}”不能换算" == str(caught.value)


def test_a_missing_unit_is_told_as_such() -> None:
    """Where one side has no unit the message says so."""
    with pytest.raises(UnitError, match="“元”与“无单位”不能换算"):
        factor("元", "")


def test_families_are_apart() -> None:
    """No unit of one family converts into another's."""
    for a, b in product(FAMILIES, FAMILIES):
        if a is not b:
            with pytest.raises(UnitError):
                factor(a[0], b[0])


def test_every_listed_unit_is_known() -> None:
    """Each name and alias of units.txt is a unit that converts into itself by way of its base."""
    text = files("perfeval.values").joinpath("units.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "=" in line and not line.startswith("#") and "- =" not in line]
    assert len(lines) > 60
    for line in lines:
        name, _, *aliases = (word.strip() for word in line.split("="))
        for alias in {*aliases} - {"_"}:
            assert is_known(alias), alias
            assert 1 == factor(name, alias)
        assert is_known(name), name


@pytest.mark.parametrize("unit", ["", "个村", "万", "元/", "/", "个/村", "TB"])
def test_units_that_are_not_listed(unit: str) -> None:
    """An unlisted counter, or a part of a compound that is unlisted, is not known."""
    assert not is_known(unit)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("个", True), ("万元", True), ("亩", True), ("公里", True), ("万人次", True), ("个村", True),
     ("%", False), ("‰", False), ("百分比", False), ("%(百分比)", False), ("个百分点", False),
     ("天", None), ("小时", None), ("年", None), ("工作日", None), ("分", None), ("倍", None), ("°C", None),
     ("元/户", None), ("", None), ("万", None)],
)  # fmt: skip
def test_which_amounts_add_up(unit: str, expected: bool | None) -> None:
    """绝对值 add up, 相对值 do not; of times, compounds and bare numbers the unit does not tell."""
    assert expected is is_additive(unit)


@pytest.mark.parametrize(
    ("unit", "expected"), [("%", True), ("‰", True), ("百分比", True), ("个百分点", False), ("", False)]
)
def test_shares(unit: str, expected: bool) -> None:
    """Only % and ‰ are shares: a percentage point is no share of a whole."""
    assert expected is is_share(unit)


@pytest.mark.parametrize(
    ("unit", "other", "expected"),
    [("万", "万元", "万元"), ("万", "元", "万元"), ("亿", "万人", "亿人"), ("万/月", "万元/月", "万元/月"), ("万", "%", "万"), ("万", "", "万"),
     ("万", "元/户", "万"), ("个", "元", "个"), ("", "元", "")],
)  # fmt: skip
def test_what_a_bare_ten_thousand_counts(unit: str, other: str, expected: str) -> None:
    """5万 beside 元 is 5万元; beside a share it is nothing that is known."""
    assert expected == with_noun(unit, other)


def test_units_that_are_products() -> None:
    """人·天 is a kind of its own, in either order; what stands behind the stroke is divided by."""
    assert 1 == factor("人·天", "天·人")
    assert 10000 == factor("万元/人/月", "元/月/人")
    assert 1000 == factor("MW", "千瓦")
    with pytest.raises(UnitError):
        factor("人·天", "人")
