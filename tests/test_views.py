"""What a caller sees of a result: a few lines, a table in a notebook, plain data; and that it can be kept."""

import pickle

import pytest

from perfeval import Evaluation, InputError, Project, Report, Scorecard, audit, load, score
from perfeval.scoring import results
from perfeval.scoring.score import score as scored
from tests.paths import ROOT
from tests.samples import quantity, table

FILED = ROOT / "examples" / "jiangan-2023" / "project-filed.toml"
HOSTILE = "<script>alert(1)</script>"


def test_a_scorecard_is_the_results_and_more() -> None:
    """No figure is lost on the way up, and whatever takes results takes a scorecard."""
    below = scored(load(FILED))
    card = Scorecard.of(below)
    assert isinstance(card, results.Scorecard)
    assert (below.total, below.rows, below.groups) == (card.total, card.rows, card.groups)
    assert card is Scorecard.of(card)


def test_a_scorecard_prints_in_a_few_lines() -> None:
    """Name, profile and year, the total or why there is none, the sums."""
    assert "乡村振兴（hubei-wuhan，2023 年）：总分 100 分（满分 100 分）\n  预算执行率 20/20，产出指标 80/80" == str(
        score(table(quantity("≥1个", "1个", weight=80), year=2023, budget="100万元"))
    )
    assert ["未定", "3 项未能确定得分"] == [
        line.partition("总分")[2] or line.strip().partition("：")[0]
        for line in str(score(load(FILED))).splitlines()[:2]
    ]
    assert "<Scorecard 乡村振兴对口帮扶专项资金（hubei-wuhan，2023 年）: undetermined>" == repr(score(load(FILED)))


def test_a_report_prints_in_a_few_lines() -> None:
    """How many findings of which weight, the first of them, and how many more."""
    lines = str(audit(load(FILED))).splitlines()
    assert "乡村振兴对口帮扶专项资金（hubei-wuhan，2023 年）：错误 3，警告 1，提示 3；未查 13 处" == lines[0]
    assert lines[1].startswith("  错误 W102 group-weight-mismatch　weights.效益指标：")
    assert lines[-1].startswith("  提示 F501 ")
    assert len(lines) <= 10


@pytest.mark.parametrize("kept", [score(load(FILED)), audit(load(FILED))], ids=["scorecard", "report"])
def test_results_can_be_kept(kept: Scorecard | Report) -> None:
    """They pickle, and equal results are one in a set."""
    again = pickle.loads(pickle.dumps(kept))
    assert kept == again
    assert 1 == len({kept, again})


def test_a_scorecard_explains_itself() -> None:
    """One score or all; a path that is none of its own is an error that says which there are."""
    card = score(load(FILED))
    assert card.explain().startswith("预算执行 execution　预算执行率：20 分")
    assert card.explain("全年").startswith("第3行 indicators[2]　全年：10 分")
    with pytest.raises(InputError, match="没有这一项"):
        card.explain("没有的")


def test_a_notebook_shows_the_findings() -> None:
    """A table of them, and nothing that a document says becomes a tag."""
    report = audit(load(FILED))
    shown = report._repr_html_()
    assert 1 + len(report.findings) == shown.count("<tr>")
    assert "group-weight-mismatch" in shown
    card = score(Evaluation(project=Project(name=HOSTILE), profile="hubei-wuhan"))
    for written in (audit(card)._repr_html_(), card._repr_html_()):
        assert HOSTILE not in written
        assert "&lt;script&gt;" in written


def test_a_report_holds_the_public_scorecard() -> None:
    """What stands in a report can be looked at too."""
    report = audit(load(FILED))
    assert isinstance(report.scorecard, Scorecard)
    assert len(report.findings) == len(report.as_rows())
    assert [finding.code for finding in report.findings] == [row["code"] for row in report.as_dict()["findings"]]
