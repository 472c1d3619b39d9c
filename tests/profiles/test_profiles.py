"""Rule profiles: every number cited, every clause used, every mistake of a file told at once."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from perfeval import Execution, Profile, ProfileError, load, load_profile, score
from perfeval.profiles import BASIS_LABELS, read_profile, shipped
from perfeval.rules.registry import ADJUSTMENTS, RULES_OF
from tests.overlay import EXAMPLE, merged
from tests.paths import TESTS
from tests.samples import judgement, quantity, table

CASES = TESTS / "cases"
BAD = sorted((CASES / "bad_profiles").glob("*.toml"))

profiles = pytest.mark.parametrize("profile", [load_profile(name) for name in shipped()], ids=shipped())


# --- the shipped profiles -------------------------------------------------------------------------------------------


@profiles
def test_every_citation_exists(profile: Profile) -> None:
    """Each cited clause is quoted, stands in a listed document, and a text basis rests on a document that was seen."""
    for key, parameter in (*profile.parameters(), *profile.curves.items()):
        assert parameter.basis in BASIS_LABELS
        if parameter.clause:
            source = profile.source_of(parameter.clause)
            assert source is not None, key
            assert parameter.basis != "text" or source.seen, key
        else:
            assert parameter.note, key  # what no clause says is explained
    assert profile.source_of("没有这一条") is None


@profiles
def test_every_clause_has_a_rule_or_says_why_not(profile: Profile) -> None:
    """A clause is cited by a parameter or printed under the form, or says why nothing computes it."""
    cited = {parameter.clause for _, parameter in (*profile.parameters(), *profile.curves.items())}
    cited |= {*profile.form_notes.value}
    for name, clause in profile.clauses.items():
        assert name in cited or clause.no_rule, name
        assert clause.text


@profiles
def test_every_curve_is_a_rule(profile: Profile) -> None:
    """The rules that a profile names are there."""
    for kind, curves in RULES_OF.items():
        name = getattr(profile, f"{kind}_rule").value
        assert name in (*curves, "unstated", "none") or profile.curves[name].rule in curves
    assert profile.deduction.value in {"none", *ADJUSTMENTS}


@profiles
def test_points_make_up_the_total(profile: Profile) -> None:
    """Execution and the 一级指标 make 100, where the source prints them all."""
    points = profile.group_points.value.values()
    assert profile.total.value == 100
    execution = profile.execution_points.value
    assert not points or execution is None or 100 == execution + sum(points)


def values(name: str, *keys: str) -> list[Any]:
    return [getattr(load_profile(name), key).value for key in keys]


def test_wuhan_as_its_notes_say() -> None:
    """20 points for execution, 40/30/10, bands cut at 80 and 50, satisfaction optional, no grades, no bounds."""
    wuhan = load_profile("hubei-wuhan")
    assert [
        20,
        {"产出指标": 40, "效益指标": 30, "满意度指标": 10},
        "adjusted",
        "optional",
    ] == values("hubei-wuhan", "execution_points", "group_points", "execution_budget", "satisfaction")
    assert [
        ("达成预期指标", 80, 100),
        ("部分达成预期指标并具有一定效果", 50, 80),
        ("未达成预期指标且效果较差", 0, 50),
    ] == [(band.label, band.low * 100, band.high * 100) for band in wuhan.judged_bands.value]
    assert [(), None, None, "none", 2] == values(
        "hubei-wuhan", "grades", "explain_over", "execution_explain_below", "deduction", "rounding_places"
    )
    assert "100-80%（含80%）、80-50%（含50%）、50-0%合理确定分值" in wuhan.clauses["备注3"].text
    assert "得分不得突破权重总额" in wuhan.clauses["备注2"].text


def test_the_national_form_as_reported() -> None:
    """10 + 50/30/10, bands cut at 80 and 60, four grades, a reason above 130 %, deductions that are handed in."""
    national = load_profile("mof-2020")
    assert [
        10,
        {"产出指标": 50, "效益指标": 30, "满意度指标": 10},
        "required",
        "manual",
    ] == values("mof-2020", "execution_points", "group_points", "satisfaction", "deduction")
    assert [Fraction(4, 5), Fraction(3, 5), 0] == [band.low for band in national.judged_bands.value]
    assert [("优", 90), ("良", 80), ("中", 60), ("差", 0)] == [(g.label, g.low) for g in national.grades.value]
    assert Fraction(13, 10) == national.explain_over.value
    assert not national.sources["MOF"].seen


@profiles
def test_bands_are_found_by_any_of_their_names(profile: Profile) -> None:
    """The labels of both forms and the usual short ones name the band they mean in every profile that has bands."""
    if not profile.judged_bands.value:
        assert profile.judged_rule.value == "unstated"
        return
    first, second, third = profile.judged_bands.value
    for label in ("达成预期指标", "达成年度指标", "达成", "达成目标", " 达到预期目标 "):
        assert first == profile.band(label)
    for label in ("部分达成", "部分达成预期指标并具有一定效果", "部分达成年度指标并具有一定效果"):
        assert second == profile.band(label)
    for label in ("未达成", "未达成预期指标且效果较差", "未达成年度指标且效果较差"):
        assert third == profile.band(label)
    assert profile.band("较高") is None


# --- a user's own profile -------------------------------------------------------------------------------------------


def test_an_own_profile_scores(tmp_path: Path) -> None:
    """A path works wherever an id does: its points, initial budget, bands, places and grades are used."""
    file = tmp_path / "example.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    rows = (quantity("3个", "1个", weight=40), judgement("完成", "95%", weight=50))
    card = score(table(*rows, profile=str(file), execution=None))
    assert "example" == card.profile.id
    assert [Decimal("13.3"), Decimal("47.5")] == [row.score for row in card.rows]
    assert 10 == card.execution.weight
    execution = Execution(initial="200", budget="100", executed="100")
    card = score(table(*rows, profile=str(file), execution=execution))
    assert 5 == card.execution.score
    assert (Decimal("65.8"), "不合格") == (card.total, card.grade)


def test_an_own_profile_stands_beside_the_document(tmp_path: Path) -> None:
    """A relative path in a document is taken from the document's folder."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.toml").write_text(EXAMPLE, encoding="utf-8")
    file = tmp_path / "form.toml"
    file.write_text('profile = "rules/own.toml"\n[project]\nname = "a"\n', encoding="utf-8")
    assert "example" == score(load(file)).profile.id


# --- files that cannot be used ----------------------------------------------------------------------------------------


def test_the_example_has_no_mistake() -> None:
    """What the bad cases change is a profile that can be used."""
    assert "example" == read_profile(merged("").encode()).id


@pytest.mark.parametrize("name", shipped())
def test_other_words_than_the_sources_are_marked(name: str) -> None:
    """A clause is a quotation; where it is told in other words, it opens with （转述）, and no bracket stands for one."""
    for clause in load_profile(name).clauses.values():
        assert not clause.text.startswith("（") or clause.text.startswith("（转述")
        assert load_profile(name).sources[clause.source].title


@pytest.mark.parametrize("file", BAD, ids=lambda path: path.stem)
def test_one_mistake_each(file: Path, tmp_path: Path) -> None:
    """The error names the file and the key, says what was found there, and what it should be."""
    case = file.read_text(encoding="utf-8")
    key, found, hint = (part.strip() for part in case.splitlines()[0].removeprefix("# 出错：").split("|"))
    path = tmp_path / file.name
    path.write_text(merged(case), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(str(path))
    error = caught.value
    assert [(key, found)] == [(problem.path, problem.found[: len(found)]) for problem in error.problems]
    assert str(path) == error.file
    assert error.expected
    assert hint in error.hint
    assert str(path) in str(error)
    assert found in str(error)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Four mistakes in one file are four problems of one error, which counts them."""
    names = ("total", "judged_bands", "rounding_places")
    text = EXAMPLE.replace('clause = "表注"\nbasis = "text"', 'clause = "表尾"\nbasis = "text"', 1)
    text = (
        text.replace('low = "90%"', 'low = "95%"')
        .replace("value = 1\nbasis", "value = -1\nbasis")
        .replace("[grades]", "[grade]")
    )
    with pytest.raises(ProfileError) as caught:
        read_profile(text.encode(), "own.toml")
    assert {*(p.path.split(".")[0] for p in caught.value.problems)} == {*names, "grades", "grade"}
    assert str(caught.value).startswith("own.toml：发现 5 处错误\n")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("hubei", "没有名为“hubei”的评分规则"),
        ("", "没有名为“”的评分规则"),
        ("../profiles/mof-2020", "没有名为“../profiles/mof-2020”的评分规则"),
        ("nowhere.toml", "打不开规则文件：没有这个文件或文件夹"),
    ],
)
def test_unknown_profiles(name: str, found: str) -> None:
    """An unknown id names the ones there are; only names that end in .toml are files."""
    with pytest.raises(ProfileError) as caught:
        load_profile(name)
    assert ("profile", found) == (caught.value.path, caught.value.found)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", "id = 规则".encode("gbk"), b"{}", b"id = " + b"[" * 5000])
def test_files_that_are_no_profile(data: bytes) -> None:
    """Whatever the bytes, it is a ProfileError."""
    with pytest.raises(ProfileError):
        read_profile(data)
