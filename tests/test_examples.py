"""The seed's own tables: the completed ones score 100, the filed ones say what they lack."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from perfeval import Scorecard, Status, load, score
from tests.paths import TESTS

SEED = TESTS.parent / "examples" / "jiangan-2023"
FILINGS = sorted((TESTS / "filings").glob("*.toml"))


def card(name: str) -> Scorecard:
    return score(load(SEED / f"{name}.toml"))


@pytest.mark.parametrize("name", ["project", "department"])
def test_completed_tables_score_100(name: str) -> None:
    """With the judgements filled in, the seed's tables earn every point."""
    found = card(name)
    assert Decimal("100.00") == found.total == found.earned == found.available
    assert () == found.undetermined


def test_project_groups_as_the_form_heads_them() -> None:
    """The rows make 40, 20 and 20 points where the heads print 40, 30 and 10."""
    assert [("产出指标", 40, 40), ("效益指标", 20, 30), ("满意度指标", 20, 10)] == [
        (group.name, group.score, group.declared) for group in card("project").groups
    ]


def test_department_goals_and_rate() -> None:
    """Nine goals of 6 to 12 points make 80; the true rate of 144.52 % is kept beside the capped 20 points."""
    found = card("department")
    assert [6, 12, 12, 12, 12, 12, 4, 6, 4] == [group.score for group in found.groups]
    assert [group.weight for group in found.groups] == [group.declared for group in found.groups]
    assert (20, Fraction("2019.84") / Fraction("1397.58")) == (found.execution.score, found.execution.rate)
    assert ["execution-over-budget"] == [note.code for note in found.execution.notes]


def test_the_filed_project_lacks_three_judgements() -> None:
    """The prose rows print no attainment; the figures are scored all the same: 60 of 100, and no total."""
    found = card("project-filed")
    assert ["indicators[4]", "indicators[5]", "indicators[6]"] == [row.path for row in found.undetermined]
    assert {"attainment-missing"} == {row.code for row in found.undetermined}
    assert (None, 60, 100) == (found.total, found.earned, found.available)
    assert "3 项未能确定得分：帮助困难群众脱贫、脱贫对象生活水平改善、对口帮扶地区群众满意度" == found.reason


def test_the_filed_department_lacks_all_judgements() -> None:
    """Every target is prose, figures inside sentences included; only the execution block has a score."""
    found = card("department-filed")
    assert {Status.UNDETERMINED} == {row.status for row in found.rows}
    assert {"attainment-missing"} == {row.code for row in found.rows}
    assert (28, None, 20) == (len(found.rows), found.total, found.earned)


@pytest.mark.parametrize("file", FILINGS, ids=lambda path: path.stem)
def test_published_filings(file: Path) -> None:
    """Each real table loads, and every row is scored within its weight or says why not."""
    found = score(load(file))
    for row in found.results():
        if row.score is None:
            assert row.code
            assert row.reason
        else:
            assert row.weight is not None
            assert 0 <= row.score <= row.weight
        assert row.explanation


def test_published_figures_that_need_reading() -> None:
    """Cells as published: other spellings of %, =, ≥ and of units give the figures they mean."""
    outcomes = {
        path: {row.path: row.code or f"{row.score:f}" for row in score(load(TESTS / "filings" / path)).results()}
        for path in (
            "016-chengan-minzheng-gaoling.toml",
            "020-chizhou-tangxi-cunji.toml",
            "027-lijiang-gucheng-weipian.toml",
            "030-ezhou-kexie-kepu.toml",
            "007-zhongjiang-shuili-shuibiaochi.toml",
        )
    }
    chengan, tangxi, lijiang, ezhou, zhongjiang = outcomes.values()
    assert ["25.00", "25.00", "30.00", "10.00"] == [chengan[f"indicators[{i}]"] for i in range(4)]
    assert "zero-budget" == tangxi["execution"]
    assert {"rate-missing"} == {tangxi[f"indicators[{i}]"] for i in (2, 3, 4, 6, 7)}
    assert ["10.00", "20.00", "20.00", "30.00"] == [lijiang[f"indicators[{i}]"] for i in range(4)]
    assert ("19.99", "weight-missing") == (ezhou["execution"], ezhou["indicators[0]"])
    assert {"10.00"} == {zhongjiang[f"indicators[{i}]"] for i in (0, 1, 3, 4, 6, 8)}
