"""``perfeval aggregate``: several files into one document, whole or not at all, every difference told in Chinese."""

import json
from pathlib import Path

import pytest

from perfeval import load, score
from perfeval.commands.main import main
from perfeval.profiles import load_profile
from tests.paths import ROOT

EXAMPLE = ROOT / "examples" / "wuhan-parts"
ONE, TWO, WHOLE = (EXAMPLE / f"{name}.toml" for name in ("wangjiahe", "mulan", "whole"))
PROFILES = ROOT / "src" / "perfeval" / "profiles"


def changed(folder: Path, *pairs: tuple[str, str], name: str = "changed.toml") -> Path:
    """木兰乡's document with some of its text replaced."""
    text = TWO.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


# --- what comes out -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["whole.toml", "whole.json", "whole.JSON"])
def test_the_written_document_scores_as_the_whole(name: str, tmp_path: Path) -> None:
    """TOML, or JSON where the file is named so; row by row the same fractions as the document with both parts."""
    out = tmp_path / name
    assert main(["aggregate", str(ONE), str(TWO), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("{") == name.lower().endswith("json")
    assert [(r.name, r.exact) for r in score(load(WHOLE)).results()] == [
        (r.name, r.exact) for r in score(load(out)).results()
    ]


def test_without_a_file_the_document_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The same text, ready for a pipe."""
    main(["aggregate", str(ONE), str(TWO), "-o", str(tmp_path / "out.toml")])
    capsys.readouterr()
    assert main(["aggregate", str(ONE), str(TWO)]) == 0
    assert (tmp_path / "out.toml").read_text(encoding="utf-8") == capsys.readouterr().out


def test_the_document_is_laid_out_as_people_write_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A block a table, the cells of parts in one line, parts before the rows that speak of them."""
    main(["aggregate", str(ONE), str(TWO)])
    text = capsys.readouterr().out
    assert '[[parts]]\nname = "王家河街道"\nfunds = "210万元"\n' in text
    assert 'actuals = { "王家河街道" = "3.6公里", "木兰乡" = "4300米" }\nweight = 20\n' in text
    assert text.index("[[parts]]") < text.index("[[indicators]]")


def test_two_steps_are_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document that `aggregate` wrote can be combined again."""
    third = changed(tmp_path, ('implementer = "木兰乡"', 'implementer = "前川街道"'))
    county, city = tmp_path / "county.toml", tmp_path / "city.toml"
    assert main(["aggregate", str(ONE), str(TWO), "-o", str(county)]) == 0
    assert main(["aggregate", str(county), str(third), "-o", str(city)]) == 0
    assert main(["aggregate", str(ONE), str(TWO), str(third), "-o", str(tmp_path / "at-once.toml")]) == 0
    assert city.read_bytes() == (tmp_path / "at-once.toml").read_bytes()


def test_characters_that_cannot_be_seen_survive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As escapes: what is printed, what is written and what is read again are the same."""
    path = changed(tmp_path, ("有所改善", "有所\\u202e改善\\U000e0001\\u007f\\u0085"))
    assert main(["aggregate", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "有所\\u202e改善\\U000e0001\\u007f\\u0085" in printed
    (tmp_path / "again.toml").write_text(printed, encoding="utf-8")
    assert "有所\u202e改善\U000e0001\x7f\x85" == load(tmp_path / "again.toml").indicators[3].actuals[0][1]


def test_the_profile_may_be_given(tmp_path: Path) -> None:
    """For documents that name none, or another."""
    bare = changed(tmp_path, ('profile = "hubei-wuhan"\n', ""))
    out = tmp_path / "out.toml"
    assert main(["aggregate", str(ONE), str(bare), "-o", str(out)]) == 2
    assert main(["aggregate", "--profile", "mof-2020", str(ONE), str(bare), "-o", str(out)]) == 0
    assert "mof-2020" == load(out).profile


def test_ones_own_profile_is_found_from_the_new_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole names a profile's file from its own folder, where it stands beside it; else it names none, and says so."""
    text = (PROFILES / "hubei-wuhan.toml").read_text(encoding="utf-8").replace('id = "hubei-wuhan"', 'id = "our"')
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "our.toml").write_text(text, encoding="utf-8")
    names = ('implementer = "木兰乡"', 'implementer = "甲"'), ('implementer = "木兰乡"', 'implementer = "乙"')
    files = [changed(tmp_path / "甲", ('profile = "hubei-wuhan"', 'profile = "our.toml"'), name, name=f"{i}.toml")
             for i, name in enumerate(names)]  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["aggregate", *map(str, files), "-o", "whole.toml"]) == 0
    assert 'profile = "甲/our.toml"' in (tmp_path / "whole.toml").read_text(encoding="utf-8")
    assert load_profile(load("whole.toml").profile).id == "our"
    assert main(["aggregate", *map(str, files), "-o", "乙/whole.toml"]) == 0
    assert "" == load("乙/whole.toml").profile
    assert "请用 --profile 指定它" in capsys.readouterr().err


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("year = 2023", "year = 2022")], ["木兰乡的年度（2022）与王家河街道（2023）不同"]),
        ([('profile = "hubei-wuhan"', 'profile = "mof-2020"')], ["木兰乡的评分规则（mof-2020）与王家河街道（hubei-wuhan）不同"]),
        ([('"产出指标" = 40', '"产出指标" = 50')], ["木兰乡的一级指标分值（产出指标 50、效益指标 30、满意度指标 10）与王家河街道（产出指标 40、效益指标 30、满意度指标 10）不同"]),
        ([('budget = "290万元"', 'budget = "290万元"\nweight = 10')], ["木兰乡的预算执行分值（10）与王家河街道（无）不同"]),
        ([('name = "乡村振兴对口帮扶专项资金"', 'name = "公路养护"')], ["木兰乡的项目名称（公路养护）与王家河街道（乡村振兴对口帮扶专项资金）不同"]),
        ([('implementer = "木兰乡"', 'implementer = "王家河街道"')], ["“王家河街道”出现了不止一次"]),
        ([('"≥5公里"', '"≤5公里"')], ["“硬化村组道路”的方向：木兰乡为 反向指标，王家河街道为 正向指标"]),
        ([('"≥5公里"', '"修好"')], ["“硬化村组道路”的种类：木兰乡为 定性指标，王家河街道为 定量指标"]),
        ([('name = "受益农户"', 'name = "受益村民"')], ["木兰乡没有“效益指标/社会效益指标/受益农户”这一行", "王家河街道没有“效益指标/社会效益指标/受益村民”这一行"]),
        ([('target = "≥400户"', 'target = "≥400户"\nmeasure = "relative"')], ["“受益农户”的measure：木兰乡为 相对值，王家河街道为 无"]),
        ([('level1 = "效益指标"\nlevel2 = "社会效益指标"\nname = "受益农户"', 'level1 = "产出指标"\nlevel2 = "数量指标"\nname = "硬化村组道路"\ndeduct = 1')], ["木兰乡的“产出指标/数量指标/硬化村组道路”不止一行", "写有 deduct"]),
        ([("weight = 15", "weight = 10"), ("year = 2023", "year = 2022"), ('"≥5公里"', '"≤5公里"')],
         ["“受益农户”的权重：木兰乡为 10，王家河街道为 15", "“脱贫对象生活水平改善”的权重：木兰乡为 10，王家河街道为 15", "年度（2022）", "反向指标"]),
    ],
)  # fmt: skip
def test_every_difference_is_told(
    pairs: list[tuple[str, str]], said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, nothing printed, the file that stood there untouched."""
    path, out = changed(tmp_path, *pairs), tmp_path / "out.toml"
    out.write_text("before", encoding="utf-8")
    assert main(["aggregate", str(ONE), str(path), "-o", str(out)]) == 2
    told = capsys.readouterr()
    assert "" == told.out
    assert told.err.startswith("汇总：发现 ")
    assert [] == [words for words in said if words not in told.err]
    assert "before" == out.read_text(encoding="utf-8")
    assert {"changed.toml", "out.toml"} == {file.name for file in tmp_path.iterdir()}


def test_goals_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Tables with 年度目标 have no rows that could be matched; what can be done is said."""
    department = EXAMPLE.parent / "jiangan-2023" / "department.toml"
    assert main(["aggregate", str(department), str(department)]) == 2
    said = capsys.readouterr().err
    assert "江岸区人民政府办公室的表分年度目标" in said
    assert "请逐个单位计分" in said


def test_another_form_is_refused_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A department beside a project: the form, and the rows that it lacks."""
    (tmp_path / "d.toml").write_text('profile = "hubei-wuhan"\n[department]\nname = "甲局"\n', encoding="utf-8")
    assert main(["aggregate", str(ONE), str(tmp_path / "d.toml")]) == 2
    said = capsys.readouterr().err
    assert "甲局的表式（部门整体支出绩效自评表）与王家河街道（项目支出绩效自评表）不同" in said
    assert "项目名称" not in said


@pytest.mark.parametrize("broken", ["没有.toml", "gbk.toml", "wrong.toml"])
def test_one_unreadable_file_and_nothing_is_combined(
    broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sum with a missing part is not told."""
    (tmp_path / "gbk.toml").write_bytes("项目".encode("gbk"))
    (tmp_path / "wrong.toml").write_text("[project]\n", encoding="utf-8")
    out = tmp_path / "out.toml"
    assert main(["aggregate", str(ONE), str(tmp_path / broken), str(TWO), "-o", str(out)]) == 2
    assert not out.exists()
    assert "发现" in capsys.readouterr().err


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Told, with no half a document anywhere."""
    assert main(["aggregate", str(ONE), str(TWO), "-o", str(tmp_path / "没有" / "out.toml")]) == 2
    assert "写不了" in capsys.readouterr().err


def test_parts_without_funds_are_undetermined_not_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A unit without a budget is a fact about its figures: the whole says which rows it leaves open."""
    path, out = changed(tmp_path, ('budget = "290万元"\n', "")), tmp_path / "out.toml"
    assert main(["aggregate", str(ONE), str(path), "-o", str(out)]) == 0
    assert main(["score", "--format", "json", str(out)]) == 1
    result = json.loads(capsys.readouterr().out)
    assert ["budget-missing", None, "funds-missing", None, "funds-missing", "funds-missing"] == [
        row["code"] for row in (result["execution"], *result["indicators"])
    ]
    assert "木兰乡没有资金额度，不能加权平均" == result["indicators"][1]["reason"]


def test_duplicate_parts_and_unknown_parts_of_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Parts that contradict themselves stop the document before anything is combined."""
    text = WHOLE.read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text.replace('name = "木兰乡"', 'name = "王家河街道"'), encoding="utf-8")
    assert main(["aggregate", str(tmp_path / "a.toml")]) == 2
    said = capsys.readouterr().err
    assert "“王家河街道”写了不止一次" in said
    assert "actuals.木兰乡" in said
