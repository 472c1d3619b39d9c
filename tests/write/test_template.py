"""Templates: each form under each profile loads as it stands with nothing made up, and scores once it is filled."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Evaluation, QuantitativeIndicator, Status, load, loads, score
from perfeval.commands.main import main
from perfeval.profiles import Profile, load_profile, read_profile, shipped
from perfeval.read.document import to_evaluation
from perfeval.values.figures import add_up
from perfeval.values.terms import Form, Kind
from perfeval.write.template import template
from tests.examples import fewer
from tests.paths import ROOT
from tests.strategies import fractions, judgements, written

HUBEI = (ROOT / "src" / "perfeval" / "profiles" / "hubei-wuhan.toml").read_text(encoding="utf-8")


def changed(**values: str) -> Profile:
    """hubei-wuhan with other values."""
    text = HUBEI
    for key, value in values.items():
        text, found = re.subn(rf"(?m)(^\[{key}\]\nvalue = ).*$", lambda match, value=value: match[1] + value, text)
        assert found == 1, key
    return read_profile(text.encode())


PROFILES = {
    **{name: load_profile(name) for name in shipped()},
    "other-groups": changed(group_points='{ "管理指标" = 12.5, "成本指标" = 20, "产出指标" = 37.5, "效果" = 10 }'),
    "no-groups": changed(group_points="{}"),
    "few-points": changed(group_points='{ "产出指标" = 2, "效益指标" = 1, "满意度指标" = 0, "成本指标" = 77 }'),
    "no-execution-points": changed(execution_points="0", group_points='{ "产出指标" = 100 }'),
    "only-execution": changed(execution_points="100", group_points="{}"),
    "initial-budget": changed(execution_budget='"initial"'),
    "odd-words": changed(
        group_points='{ "a\\"b\\\\c" = 40, "# 甲\\n[x]" = 40 }',
        form_choices='{ category = ["甲\\n乙 = 1", "丙\\u007f"], nature = [], type = ["\\"丁"] }',
    ),
}
every_form = pytest.mark.parametrize("form", Form)
every_profile = pytest.mark.parametrize("name", PROFILES)


@every_form
@every_profile
def test_a_template_loads_and_makes_nothing_up(form: Form, name: str) -> None:
    """As it stands every score is undetermined: an empty cell is neither 0 nor full marks."""
    profile = PROFILES[name]
    evaluation = loads(template(form, profile))
    assert (form, profile.id) == (evaluation.form, evaluation.profile)
    card = score(evaluation, profile=profile)
    assert {Status.UNDETERMINED} == {result.status for result in card.results()}
    assert (None, 0) == (card.total, card.earned)
    for row in card.rows:
        assert row.code in ("target-missing", "attainment-missing", "rule-unstated")
        assert row.indicator is not None
        assert row.indicator.level1


@every_form
@every_profile
def test_the_points_make_up_the_total(form: Form, name: str) -> None:
    """Rows make up their group or goal, and all of them with the execution block the total."""
    profile = PROFILES[name]
    evaluation = loads(template(form, profile))
    card = score(evaluation, profile=profile)
    open_points = (
        form is Form.PROJECT and profile.execution_points.value is None
    )  # as in Henan, where 70 of 100 are told
    told = sum(profile.group_points.value.values()) if open_points else None
    assert (told or profile.total.value) == card.available
    for group in card.groups:
        if group.declared is not None:
            assert group.declared == group.weight
    assert Decimal(0) not in {row.weight for _, row in evaluation.rows()} or name == "only-execution"
    if form is Form.PROJECT:
        assert {k: v for k, v in profile.group_points.value.items() if v} == dict(evaluation.weights)


@every_form
@every_profile
def test_every_line_is_a_comment_or_toml(form: Form, name: str) -> None:
    """A profile's words cannot leave their place: the keys are those of the form, whatever it says."""
    text = template(form, PROFILES[name])
    tree = tomllib.loads(text)
    assert set(tree) <= {"profile", "project", "department", "execution", "weights", "indicators", "goals", "remarks"}
    assert "\x7f" not in text
    assert text.endswith("\n")


def test_comments_stand_in_one_column() -> None:
    """In the terms of the profile, beside the cells."""
    text = template(Form.PROJECT, PROFILES["mof-2020"])
    assert 'target = ""                             # 年度指标值（A），如 "≥20 个"' in text
    assert 'initial = ""                            # 年初预算数' in text
    assert 'name = "指标 1"                         # 改成三级指标' in text
    assert "#   部分达成年度指标并具有一定效果（80%—60%，含 60%）" in text
    assert "category" not in text  # the national form has no such line
    assert "项目类别：部门预算项目、区级专项、专项转移支付项目" in template(Form.PROJECT, PROFILES["hubei-wuhan"])


# --- filled in ----------------------------------------------------------------------------------------------------


@st.composite
def filled(draw: st.DrawFn, profile: Profile, form: Form) -> tuple[Evaluation, dict[str, Any]]:
    """A template with its blanks filled in, as a person does: text between the quotes, nothing else touched."""
    tree = tomllib.loads(template(form, profile))
    tree["execution"] = {"budget": "500万元", "executed": f"{written(draw(fractions(high=600)))}万元", "initial": "400"}
    rows = tree.get("indicators") or [row for goal in tree["goals"] for row in goal["indicators"]]
    for row in rows:
        if row["kind"] == "quantitative":
            sign, unit = draw(st.sampled_from("≥≤")), draw(st.sampled_from(("个", "%", "万元")))
            row["target"] = f"{sign}{written(draw(fractions(2)))}{unit}"
            row["actual"] = f"{written(draw(fractions(2)))}{unit}"
        else:
            row["target"], row["actual"] = "明显改善", "改善"
            row["attainment"], rate = draw(judgements(profile.id))
            row["rate"] = f"{written(rate * 100)}%"
    return to_evaluation(tree), tree


COMPLETE = [
    name
    for name in shipped()
    if "unstated" not in {getattr(PROFILES[name], f"{kind}_rule").value for kind in ("forward", "reverse", "judged")}
]
"""The profiles whose sources leave no such row open."""


@pytest.mark.parametrize("name", COMPLETE)
@every_form
@fewer(2)
@given(data=st.data())
def test_a_filled_template_scores(form: Form, name: str, data: st.DataObject) -> None:
    """Every row has a score and the whole a total, whatever figures people fill in."""
    evaluation, _ = data.draw(filled(PROFILES[name], form))
    card = score(evaluation)
    assert () == card.undetermined
    assert card.total == add_up(result.score for result in card.results() if result.score is not None)
    for result in card.results():
        assert result.score is not None
        assert result.weight is not None
        assert 0 <= result.score <= result.weight


def test_a_row_of_the_other_kind() -> None:
    """Text in a row that was laid out for figures is told apart by the `kind` that stands there."""
    tree = tomllib.loads(template(Form.PROJECT, PROFILES["hubei-wuhan"]))
    row = tree["indicators"][0]
    row["target"], row["actual"] = "建成", "建成"
    found = to_evaluation(tree).indicators[0]
    assert isinstance(found, QuantitativeIndicator)
    row["kind"] = "qualitative"
    assert to_evaluation(tree).indicators[0].kind is Kind.QUALITATIVE


# --- the command --------------------------------------------------------------------------------------------------


@every_form
def test_the_command(form: Form, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints, or writes a file that scores."""
    assert main(["init", form.value]) == 0
    printed = capsys.readouterr().out
    assert main(["init", form.value, "-o", str(tmp_path / "表.toml")]) == 0
    assert printed == (tmp_path / "表.toml").read_text(encoding="utf-8")
    assert main(["score", str(tmp_path / "表.toml")]) == 1


def test_a_file_that_is_there_is_somebodys_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not written over."""
    path = tmp_path / "表.toml"
    path.write_text("mine", encoding="utf-8")
    assert main(["init", "project", "-o", str(path)]) == 2
    assert "mine" == path.read_text(encoding="utf-8")
    assert "已经存在，没有覆盖" in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["", ".."])
def test_ones_own_profile_is_found_from_where_the_template_stands(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The document names the file as it is reached from the document's folder, not by an id that nobody knows."""
    work = tmp_path / "work"
    (work / "表" / "2024").mkdir(parents=True)
    (work / "rules").mkdir()
    (work / "rules" / "our.toml").write_text(HUBEI, encoding="utf-8")
    monkeypatch.chdir(work)
    out = Path(folder, "新表.toml")
    assert main(["init", "project", "--profile", "rules/our.toml", "-o", str(out)]) == 0
    assert load(out).profile.endswith("our.toml")
    assert main(["score", str(out)]) == 1
    assert "" == capsys.readouterr().err


def test_an_unknown_profile_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is written."""
    assert main(["init", "project", "--profile", "没有"]) == 2
    said = capsys.readouterr()
    assert "" == said.out
    assert "没有名为“没有”的评分规则" in said.err
