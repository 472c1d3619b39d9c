"""The map of the country: each place once, each profile there, what is told of a place, and the years of a profile."""

import json

import pytest

from perfeval import InputError, load_profile, score
from perfeval.commands.main import main
from perfeval.profiles import shipped
from perfeval.profiles.places import place_of, places
from tests.samples import quantity, table

PROVINCES = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
]


def test_the_centre_and_the_31_are_there_once() -> None:
    assert ["中央", *PROVINCES] == [place.name for place in places()]


@pytest.mark.parametrize("place", places(), ids=lambda place: place.name)
def test_a_place_names_a_shipped_profile_and_what_is_missing(place: object) -> None:
    assert place.profile in shipped()  # type: ignore[attr-defined]
    assert place.known.endswith("。")  # type: ignore[attr-defined]
    assert place.missing.endswith("。")  # type: ignore[attr-defined]


def test_every_profile_of_a_place_fits_somewhere_or_is_nearest() -> None:
    """A profile whose source prints no place, and the transfer form, belong to none."""
    assert {"sichuan-pidu-2025", "platform-manual-2022", "transfer-form"} == {*shipped()} - {
        p.profile for p in places()
    }


@pytest.mark.parametrize("name", ["中央", *PROVINCES])
def test_the_command_tells_each(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["profiles", "--place", name])
    told = capsys.readouterr().out
    assert told.startswith(f"{name}：")
    for part in ("的依据：", "本项目的理解", "  已知：", "  还缺："):
        assert part in told


def test_the_command_tells_what_is_sourced_what_is_practice_and_what_nobody_wrote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of Ningxia the form prints points and no formula."""
    assert 0 == main(["profiles", "--place", "宁夏"])
    told = capsys.readouterr().out
    assert "  yinchuan-2021 的依据：原文写明 2 项；公开表格的通行做法 8 项；来源未规定，本项目的理解 34 项\n" in told
    assert "  yinchuan-2021 没有规定、因而不计分或不定总分的：预算执行计分、正向指标计分、反向指标计分" in told

    assert 0 == main(["profiles", "--place", "宁夏", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert {"text": 2, "practice": 8, "reading": 34} == found["grounds"]
    assert {"execution_rule", "forward_rule"} <= {*found["unstated"]}


def test_no_profile_is_passed_off_as_a_place_s_own() -> None:
    assert str(place_of("云南")).startswith("云南：适用的评分规则 hubei-wuhan\n")
    assert str(place_of("贵州省")).startswith("贵州：没有这里的评分规则，最接近的是 mof-2020\n")


def test_an_unknown_place_is_told_with_the_names_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="没有名为“湖蓝”的地方；应为：中央、北京"):
        place_of("湖蓝")
    assert 2 == main(["profiles", "--place", "湖蓝"])
    assert "湖蓝" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("profile", "year", "covered"),
    [
        ("hunan-department", 2014, False),
        ("hunan-department", 2018, True),
        ("mof-2020", 2019, False),
        ("mof-2020", 2031, True),
        ("jiangxi-2017", 2018, False),
        ("jiangxi-2017", None, True),
    ],
)
def test_a_table_of_another_year_is_told(profile: str, year: int | None, covered: bool) -> None:
    from attrs import evolve

    card = score(evolve(table(quantity("≥9个", "9个")), year=year), profile=profile)

    assert covered is load_profile(profile).covers(year)
    assert ([] if covered else ["year-outside"]) == [note.code for note in card.notes]


def test_the_former_id_of_hunan_s_form_goes_on_working() -> None:
    former, own = load_profile("department-step-deduction"), load_profile("hunan-department")

    assert "department-step-deduction" == former.id
    assert own.curves == former.curves
    assert "department-step-deduction" not in shipped()
